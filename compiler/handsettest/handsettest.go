// Package handsettest holds virtual handsets against the account of precedence, for
// tests: on folders, and on the servers of recipes.
package handsettest

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/handset"
	"provc/compiler/handset/server"
	"provc/compiler/output"
	"provc/compiler/root"
	"provc/compiler/secret"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// Deployed is an example as it lies in a root.
type Deployed struct {
	Root, Staging string
	Account       *effective.Account
	Package       *compiler.Package

	secrets secret.Values
}

// Deploy builds an example, so that every account of the machine can read it.
func Deploy(t testing.TB, examples, name, dir string) *Deployed {
	t.Helper()
	result, err := compiler.Compile(t.Context(), compiler.Options{Packages: []string{filepath.ToSlash(filepath.Join(examples, name))}})
	if err != nil {
		t.Fatal(err)
	}
	resolver, _, err := secret.Open(secret.Source{File: filepath.Join(examples, "secrets.yaml")})
	if err != nil {
		t.Fatal(err)
	}
	values, found := result.Resolve(resolver)
	if found.HasErrors() {
		t.Fatal(found)
	}
	d := &Deployed{Root: filepath.Join(dir, "root"), Package: result.Packages[0], secrets: values}
	write := func(tree *artifact.Tree, to string) {
		o := output.Options{Root: to, Package: d.Package.ImportPath, NoSync: true, Secret: values.Get, Mode: 0o644}
		if _, err := output.Write(t.Context(), tree, o); err != nil {
			t.Fatal(err)
		}
	}
	write(d.Package.Tree, d.Root)
	if d.Package.Staging != nil {
		d.Staging = filepath.Join(dir, "staging")
		write(d.Package.Staging, d.Staging)
	}
	r, err := root.Folder(d.Root, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	d.Account = r.Account()
	return d
}

// Open reaches a root.
func Open(t testing.TB, name string) server.Server {
	t.Helper()
	s, err := server.Open(name, server.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// agrees holds what a handset acts on against the account.
func agrees(t testing.TB, who string, h handset.Handset, v *effective.View, counts func(string) bool) {
	t.Helper()
	got, n := h.State().Params, 0
	for name, settings := range v.All() {
		if !counts(name) {
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

const password = "prov.login.localPassword"

// Spectralink boots every handset at the server of its folder, and has three people log
// in, with a wrong password and the right one, and out. It returns how many did.
func (d *Deployed) Spectralink(t testing.TB, at func(folder string) server.Server) (logins int) {
	t.Helper()
	virtual := vendors.All().Find("spectralink").(vendor.Simulated)
	counts := func(name string) bool { return strings.Contains(name, ".") } // what a master file lists is no parameter
	for _, k := range effective.Keys(d.Account) {
		account := d.Account.Handset(k)
		if account.State != "logged out" {
			continue // a phone of another vendor
		}
		id := cmp.Or(k.ID, "00907affffff") // one that nobody listed
		trace := &handset.Trace{}
		h, err := virtual.Handset(handset.Options{Server: at(k.Folder), ID: id, Trace: trace})
		if err != nil {
			t.Fatal(err)
		}
		h.Boot(t.Context())
		agrees(t, id, h, &account.View, counts)
		people := d.Account.People[account.Users]
		for i, who := range slices.Sorted(maps.Keys(people)) {
			if i == 3 || !account.LogsIn() {
				break
			}
			view := account.As(people[who])
			right := view.Value(password)
			if out := h.LogIn(t.Context(), who, "not "+right); out != handset.Refused {
				t.Errorf("%s on %s with a wrong password: %s", who, id, out)
			}
			if out := h.LogIn(t.Context(), who, right); out != handset.Done {
				t.Fatalf("%s on %s: %s, %+v", who, id, out, trace.Steps)
			}
			logins++
			agrees(t, who+" on "+id, h, &view, counts)
			h.LogOut(t.Context())
			agrees(t, id+" after "+who, h, &account.View, counts)
		}
	}
	return logins
}

// Anybody is somebody who can log in on a Spectralink handset.
func (d *Deployed) Anybody(mac string) (who, right string) {
	account := d.Account.Handset(effective.Key{Folder: ".", ID: mac})
	people := d.Account.People[account.Users]
	for _, who := range slices.Sorted(maps.Keys(people)) {
		view := account.As(people[who])
		return who, view.Value(password)
	}
	return "", ""
}

// Phone is a Cisco phone of an example, and the folder of the root that it is sent to.
type Phone struct{ Folder, Identity, MAC, Model string }

// Cisco takes phones out of their boxes, through staging, and has three people log in on
// each, with a wrong password where the server asks for one, and the right one.
func (d *Deployed) Cisco(t testing.TB, at, staging server.Server, asks bool, phones ...Phone) (logins int) {
	t.Helper()
	virtual := vendors.All().Find("cisco").(vendor.Simulated)
	passwords := map[string]string{}
	for _, c := range d.Package.Credentials {
		passwords[c.Entity] = c.Password.Value
		if c.Password.Secret != "" {
			passwords[c.Entity], _ = d.secrets.Get(c.Password.Secret)
		}
	}
	for _, p := range phones {
		account := d.Account.Handset(effective.Key{Folder: p.Folder, ID: p.Identity})
		trace := &handset.Trace{}
		h, err := virtual.Handset(handset.Options{Server: at, Staging: staging, ID: p.MAC, Model: p.Model, Trace: trace})
		if err != nil {
			t.Fatal(err)
		}
		if out := h.Boot(t.Context()); out != handset.Done {
			t.Fatalf("%s: %s, %+v", p.Identity, out, trace.Steps)
		}
		// What the phone's model does not know it does not take.
		counts := func(name string) bool { _, ok := h.State().Params[name]; return ok }
		agrees(t, p.Identity, h, &account.View, counts)
		people := d.Account.People[account.Users]
		for i, who := range slices.Sorted(maps.Keys(people)) {
			if i == 3 {
				break
			}
			if asks {
				if out := h.LogIn(t.Context(), who, "wrong"); out != handset.Refused {
					t.Errorf("%s on %s with a wrong password: %s", who, p.Identity, out)
				}
				agrees(t, p.Identity+" after a wrong password", h, &account.View, counts)
			}
			view := account.As(people[who])
			if out := h.LogIn(t.Context(), who, passwords[who]); out != handset.Done {
				t.Fatalf("%s on %s: %s, %+v", who, p.Identity, out, trace.Steps)
			}
			logins++
			agrees(t, who+" on "+p.Identity, h, &view, counts)
			h.LogOut(t.Context())
			agrees(t, p.Identity+" after "+who, h, &account.View, counts)
		}
		if asks && trace.Has(handset.Fault) != (len(people) > 0) {
			t.Errorf("%s: wrong passwords are no faults", p.Identity)
		}
	}
	return logins
}

// Rooms are the phones of examples/conference-rooms, Desks those of examples/campus on
// which people log in.
var (
	Rooms = []Phone{{".", "board-room", "0026cb5f1a20", "SPA525G2"}, {".", "workshop", "0026cb5f1a31", "SPA504G"}, {".", "garden-room", "0026cb5f1a32", "SPA504G"}}
	Desks = []Phone{{"desks", "library", "0026cb601001", "SPA525G2"}, {"desks", "lab", "0026cb601002", "SPA508G"}}
)
