package compiler

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/effective"
	"provc/compiler/handset"
	"provc/compiler/handset/server"
	"provc/compiler/output"
	"provc/compiler/root"
	"provc/compiler/secret"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// deployed is an example as it lies on a server, and what is known of it.
type deployed struct {
	dir, staging string
	account      *effective.Account
	pkg          *Package
	secrets      secret.Values
}

func deploy(t *testing.T, example string) *deployed {
	t.Helper()
	result, err := Compile(t.Context(), Options{Packages: []string{"../examples/" + example}})
	if err != nil {
		t.Fatal(err)
	}
	resolver, _, err := secret.Open(secret.Source{File: "../examples/secrets.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	values, found := result.Resolve(resolver)
	if found.HasErrors() {
		t.Fatal(found)
	}
	d := &deployed{dir: filepath.Join(t.TempDir(), "root"), pkg: result.Packages[0], secrets: values}
	if _, err := output.Write(t.Context(), d.pkg.Tree, output.Options{Root: d.dir, Package: d.pkg.ImportPath, NoSync: true, Secret: values.Get}); err != nil {
		t.Fatal(err)
	}
	if d.pkg.Staging != nil {
		d.staging = filepath.Join(t.TempDir(), "staging")
		if _, err := output.Write(t.Context(), d.pkg.Staging, output.Options{Root: d.staging, Package: d.pkg.ImportPath, NoSync: true, Secret: values.Get}); err != nil {
			t.Fatal(err)
		}
	}
	r, err := root.Folder(d.dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	d.account = r.Account()
	return d
}

func open(t *testing.T, dir string) server.Server {
	t.Helper()
	s, err := server.Open(dir, server.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// agrees holds what a virtual handset acts on against the account of precedence, which
// it does not know.
func agrees(t *testing.T, who string, h handset.Handset, v *effective.View, knows func(string) bool) {
	t.Helper()
	got, n := h.State().Params, 0
	for name, settings := range v.All() {
		if !knows(name) {
			continue
		}
		n++
		if got[name] != settings[0].Value {
			t.Errorf("%s: a handset has %q for %s, and the account says %q of %s", who, got[name], name, settings[0].Value, settings[0].Path)
		}
	}
	if n == 0 {
		t.Errorf("%s: nothing is compared", who)
	}
}

// What virtual handsets end up with is what the account of precedence says: for every
// handset, while nobody is logged in, three people are, and nobody is again.
func TestVirtualHandsetsAgree(t *testing.T) {
	t.Parallel()
	virtual := vendors.All().Find("spectralink").(vendor.Simulated)
	for _, example := range []string{"hospital", "campus", "clinic"} {
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			d := deploy(t, example)
			logins := 0
			for _, k := range effective.Keys(d.account) {
				account := d.account.Handset(k)
				if account.State != "logged out" {
					continue // a phone of another vendor
				}
				id := cmp.Or(k.ID, "00907affffff") // one that nobody listed
				trace := &handset.Trace{}
				h, err := virtual.Handset(handset.Options{Server: open(t, filepath.Join(d.dir, k.Folder)), ID: id, Trace: trace})
				if err != nil {
					t.Fatal(err)
				}
				h.Boot(t.Context())
				master := func(name string) bool { return strings.Contains(name, ".") } // the list itself is no parameter
				agrees(t, k.ID, h, &account.View, master)
				people := d.account.People[account.Users]
				for i, id := range slices.Sorted(maps.Keys(people)) {
					if i == 3 || !account.LogsIn() {
						break
					}
					p := people[id]
					view := account.As(p)
					if out := h.LogIn(t.Context(), id, "not "+view.Value("prov.login.localPassword")); out != handset.Refused {
						t.Errorf("%s on %s with a wrong password: %s", id, k.ID, out)
					}
					if out := h.LogIn(t.Context(), id, view.Value("prov.login.localPassword")); out != handset.Done {
						t.Fatalf("%s on %s: %s, %+v", id, k.ID, out, trace.Steps)
					}
					logins++
					agrees(t, id+" on "+k.ID, h, &view, master)
					h.LogOut(t.Context())
					agrees(t, k.ID+" after "+id, h, &account.View, master)
				}
			}
			if logins == 0 {
				t.Error("nobody has logged in")
			}
		})
	}
}

// So it is for Cisco's, from the box through staging to people.
func TestVirtualPhonesAgree(t *testing.T) {
	t.Parallel()
	virtual := vendors.All().Find("cisco").(vendor.Simulated)
	d := deploy(t, "conference-rooms")
	models := map[string]string{"board-room": "SPA525G2", "workshop": "SPA504G", "garden-room": "SPA504G"}
	macs := map[string]string{"board-room": "0026cb5f1a20", "workshop": "0026cb5f1a31", "garden-room": "0026cb5f1a32"}
	logins := 0
	for _, k := range effective.Keys(d.account) {
		if k.ID == "" {
			continue
		}
		account := d.account.Handset(k)
		trace := &handset.Trace{}
		h, err := virtual.Handset(handset.Options{Server: open(t, d.dir), Staging: open(t, d.staging), ID: macs[k.ID], Model: models[k.ID], Trace: trace})
		if err != nil {
			t.Fatal(k, err)
		}
		if out := h.Boot(t.Context()); out != handset.Done {
			t.Fatalf("%s: %s, %+v", k.ID, out, trace.Steps)
		}
		// What the phone's model does not know it does not take.
		all := func(name string) bool { _, ok := h.State().Params[name]; return ok }
		agrees(t, k.ID, h, &account.View, all)
		people := d.account.People[account.Users]
		for i, id := range slices.Sorted(maps.Keys(people)) {
			if i == 3 {
				break
			}
			view := account.As(people[id])
			if out := h.LogIn(t.Context(), id, "any"); out != handset.Done {
				t.Fatalf("%s on %s: %s, %+v", id, k.ID, out, trace.Steps)
			}
			logins++
			agrees(t, id+" on "+k.ID, h, &view, all)
			h.LogOut(t.Context())
			agrees(t, k.ID+" after "+id, h, &account.View, all)
		}
	}
	if logins != 9 {
		t.Errorf("%d people have logged in", logins)
	}
}
