package importing

import (
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/effective"
	"provc/compiler/filetest"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/spectralink"
	"provc/compiler/vendor"
)

// Of what a handset saved, the last of several settings counts, device.set is provc's own
// beside another .set, and defaults are the vendor's.
func TestPhone(t *testing.T) {
	t.Parallel()
	read := func(text string) (*tree.File, *draft.One) {
		name := filepath.Join(t.TempDir(), "saved.cfg")
		filetest.Put(t, name, text)
		f, err := tree.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return f, Handsets{}.Phone(f, "00907a000001", draft.Wishes{}, &draft.Package{Secrets: &draft.Secrets{}})
	}
	if _, one := read("<flat-profile><Time_Zone>x</Time_Zone></flat-profile>"); one != nil {
		t.Errorf("a profile is read: %+v", one)
	}
	f, one := read(`<h><a up.idleTimeout="1" device.set="1" device.syslog.serverName.set="1"/><b up.idleTimeout="2" up.IdleTimeout="3" reg.1.address="5"/>text</h>`)
	if f.Kind != tree.Dump || f.Entity != "00907a000001" || one.MAC != "00907a000001" || one.Vendor != "spectralink" || !one.Frame.IsEmpty() {
		t.Errorf("%+v", one)
	}
	if len(one.Says) != 3 || one.Says["up.idleTimeout"].Text != "2" || one.Says["device.syslog.serverName.set"].Text != "1" || one.Says["reg.1.address"].Text != "5" {
		t.Errorf("it says %v", one.Says)
	}
	for name, want := range map[string]string{"up.backlight.onIntensity": "3", "reg.1.label": "", "voIpProt.server.1.port": "0", "acme.x": "-", "reg.99.label": "-"} {
		if text, ok := one.Initial(name); ok != (want != "-") || ok && text != want {
			t.Errorf("the default of %s is %q, %t", name, text, ok)
		}
	}
	if got := one.Secret("reg.1.auth.password"); got != "sip_5" {
		t.Error(got)
	}
	// It is held against what it reads today, or what all read.
	for files, want := range map[string]string{"000000000000.cfg 00907a000001.cfg": "00907a000001.cfg", "000000000000.cfg 00907a000002.cfg": "000000000000.cfg", "00907a000002.cfg": ""} {
		var all []*tree.File
		for name := range strings.FieldsSeq(files) {
			all = append(all, &tree.File{Path: name, Root: "MASTER_CONFIG", Settings: []*tree.Setting{{Name: configFiles, Value: "site.cfg"}}})
		}
		got := ""
		if h := one.Beneath(effective.Of(tree.New("", all), vendor.List{spectralink.Handsets{}})); h != nil {
			got = h.Layers[0].Path
		}
		if got != want {
			t.Errorf("of %s it is held against %q", files, got)
		}
	}
}
