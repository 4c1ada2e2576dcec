//go:build apache

package apache

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/handset"
	"provc/compiler/handset/server"
	"provc/compiler/handsettest"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// serve is Apache with the recipe, changed as a test wants it.
func serve(t *testing.T, example string, change ...string) (site, string) {
	t.Helper()
	dir := t.TempDir()
	for d := dir; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s := build(t, example, dir)
	if example == campus {
		s.root = filepath.Join(s.root, "desks")
	}
	return s, start(t, dir, s, change...)
}

// Virtual phones enrol, and people log in and out at Apache with Digest, and end up with
// what the account of precedence says.
func TestVirtualPhones(t *testing.T) {
	for example, phones := range map[string][]handsettest.Phone{rooms: handsettest.Rooms, campus: handsettest.Desks} {
		d := handsettest.Deploy(t, "../../examples", example, t.TempDir())
		_, url := serve(t, example)
		if got := d.Cisco(t, handsettest.Open(t, url), handsettest.Open(t, d.Staging), true, phones...); got != 3*len(phones) {
			t.Errorf("%s: %d people have logged in, want %d", example, got, 3*len(phones))
		}
	}
}

// phone is the one of the workshop, and knows which passwords are right.
func phone(t *testing.T, s site, url string) (handset.Handset, *handset.Trace) {
	t.Helper()
	trace := &handset.Trace{}
	h, err := vendors.All().Find("cisco").(vendor.Simulated).Handset(handset.Options{
		Server: handsettest.Open(t, url), ID: "0026cb5f1a31", Model: "SPA504G", Trace: trace,
		Identity: server.Login{User: "workshop", Password: s.password["workshop"+s.domain]},
		Known:    func(l server.Login) bool { return s.password[l.User] == l.Password },
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Boot(t.Context())
	return h, trace
}

// The recipe refuses what it must; each fault in it is found.
func TestProbe(t *testing.T) {
	const who = "jsmith"
	for name, x := range map[string]struct {
		change []string
		says   string
	}{
		"the recipe": {nil, ""},
		"everybody may fetch what is below host/":     {[]string{"(?:mobile|host)", "(?:mobile)"}, "anybody can fetch host/workshop.xml"},
		"another realm than the one of provc":         {[]string{"${PROVC_REALM}", "another"}, "although the password is the right one"},
		"whoever is known may fetch what others have": {[]string{"Require expr", "Require valid-user #"}, "can fetch host/workshop.xml, which is somebody else's"},
	} {
		t.Run(name, func(t *testing.T) {
			s, url := serve(t, rooms, x.change...)
			h, trace := phone(t, s, url)
			h.Probe(t.Context())
			h.LogIn(t.Context(), who, s.password[who+s.domain])
			h.Probe(t.Context())
			var faults []string
			for _, step := range trace.Steps {
				if step.Kind == handset.Fault {
					faults = append(faults, step.Text)
				}
			}
			if said := strings.Join(faults, "\n"); x.says == "" && said != "" || !strings.Contains(said, x.says) {
				t.Errorf("faults are\n%s\nwant %q", said, x.says)
			}
		})
	}
}

// Apache can be told to look for names in another letter case, so that ANN opens the
// profile of ann.
func TestProbeOfLetterCase(t *testing.T) {
	d := handsettest.Deploy(t, "../../examples", "hospital", t.TempDir())
	for _, x := range []struct {
		spells bool
		out    handset.Outcome
	}{{false, handset.Done}, {true, handset.Refused}} {
		s, _ := handsetsRoot(t, d, x.spells)
		trace := &handset.Trace{}
		h, err := vendors.All().Find("spectralink").(vendor.Simulated).Handset(handset.Options{Server: handsettest.Open(t, s), ID: "00907a000003", Trace: trace})
		if err != nil {
			t.Fatal(err)
		}
		h.Boot(t.Context())
		who, password := d.Anybody("00907a000003")
		h.LogIn(t.Context(), who, password)
		if out := h.Probe(t.Context()); out != x.out {
			t.Errorf("spelling %v: %s, %+v", x.spells, out, trace.Steps)
		}
	}
}

// handsetsRoot serves a root of Spectralink's to everybody.
func handsetsRoot(t *testing.T, d *handsettest.Deployed, spells bool) (url, dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, of := range []string{dir, filepath.Dir(d.Root)} {
		for f := of; f != os.TempDir() && f != "/"; f = filepath.Dir(f) {
			if err := os.Chmod(f, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	recipe := "Alias /cisco \"" + d.Root + "\"\n<Directory \"" + d.Root + "\">\nRequire all granted\n</Directory>\n#"
	if spells {
		recipe = "LoadModule speling_module /usr/lib/apache2/modules/mod_speling.so\nCheckSpelling On\nCheckCaseOnly On\n" + recipe
	}
	data, err := os.ReadFile("provc.conf")
	if err != nil {
		t.Fatal(err)
	}
	return start(t, dir, site{root: d.Root, users: filepath.Join(dir, "none"), domain: "@x"}, string(data), recipe), dir
}
