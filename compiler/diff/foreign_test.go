package diff

import (
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// besidePBX is a compiled side of one listed handset and all others, which read a
// file of the PBX before site.cfg and one of tones after it. A user has a line of
// their own.
func besidePBX(settings string) *Side {
	format := func([]artifact.Param) ([]byte, error) { return nil, nil }
	params := func(text string) (all []artifact.Param) {
		for _, setting := range strings.Fields(text) {
			name, value, _ := strings.Cut(setting, "=")
			all = append(all, artifact.Param{Name: name, Value: value})
		}
		return all
	}
	const master = "APP_FILE_PATH=sip.ld USER_PROFILES_DIRECTORY=people CONFIG_FILES="
	tree := &artifact.Tree{
		Files: []*artifact.File{
			{Path: "d/000000000000.cfg", Format: format, Params: params(master + "pbx.cfg,site.cfg,http://tones.example/t.cfg")},
			{Path: "d/00907a000001.cfg", Format: format, Params: params(master + "[PHONE_MAC_ADDRESS]-lines.cfg,site.cfg")},
			{Path: "d/site.cfg", Format: format, Params: params("prov.login.enabled=1 " + settings)},
			{Path: "d/people/ana.cfg", Format: format, Params: params("reg.3.address=3 up.idleTimeout=9")},
		},
		Foreign: []artifact.Foreign{
			{Name: "d/pbx.cfg", Bounded: true, Sets: []string{"reg.*", "voIpProt.*"}},
			{Name: "d/[PHONE_MAC_ADDRESS]-lines.cfg", Bounded: true, Sets: []string{"reg.*"}},
			{Name: "http://tones.example/t.cfg"},
		},
	}
	return Compiled("side", "", vendors.All(), root.Part{Tree: tree})
}

// A change that a file of somebody else's may mask is told with the name of that
// file: of a stronger file within its bounds, of a weaker one where ours say nothing.
func TestFilesOfOthers(t *testing.T) {
	for _, x := range []struct{ old, new, want string }{
		{"reg.1.address=1", "reg.1.address=2", `reg.1.address: 1 → 2
    handset 00907a000001 in d, every handset that is not listed in d, user ana, unless d/[PHONE_MAC_ADDRESS]-lines.cfg and d/pbx.cfg set it · `},
		{"voIpProt.server.1.address=1", "voIpProt.server.1.address=2", `every handset that is not listed in d, user ana, unless d/pbx.cfg sets it · `},
		{"up.backlight=1", "up.backlight=2", `every handset that is not listed in d, user ana · `},
		{"up.backlight=1", "", `- up.backlight: 1
    handset 00907a000001 in d, every handset that is not listed in d, user ana, unless http://tones.example/t.cfg sets it · `},
		{"reg.1.address=1 reg.1.server.1.address=s", "reg.1.server.1.address=s", `
  every handset that is not listed in d: line 1, unless d/pbx.cfg sets it
  00907a000001 in d: line 1, unless d/[PHONE_MAC_ADDRESS]-lines.cfg sets it
`},
	} {
		var b strings.Builder
		d := Compare(besidePBX(x.old), besidePBX(x.new), Options{})
		if err := WriteText(&b, d, TextOptions{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), x.want) {
			t.Errorf("from %q to %q\n%s\nlacks\n%s", x.old, x.new, b.String(), x.want)
		}
	}
}

// What lies in a root that others fill, too, stays there, and what it says is known:
// the values of our files that it beats have no effect, and no handset loses what it
// gives.
func TestFilesOfOthersInRoot(t *testing.T) {
	dir := t.TempDir()
	old := besidePBX("reg.1.address=1 reg.1.server.1.address=s up.backlight=1")
	for _, p := range old.Paths() {
		f := old.At(p)
		var b strings.Builder
		b.WriteString("<polycomConfig><x")
		for _, param := range f.Params() {
			b.WriteString(" " + param.Name + `="` + param.Value + `"`)
		}
		b.WriteString("/></polycomConfig>")
		write(t, filepath.Join(dir, p), []byte(b.String()))
	}
	write(t, filepath.Join(dir, "d/pbx.cfg"), []byte(`<polycomConfig><x reg.1.address="7" up.idleTimeout="5"/></polycomConfig>`))
	write(t, filepath.Join(dir, "d/notes.txt"), []byte("x"))
	there, err := Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	if err := there.Deployed(dir, []string{""}); err != nil {
		t.Fatal(err)
	}
	d := Compare(there, besidePBX("reg.1.address=2 reg.1.server.1.address=s up.backlight=1"), Options{})
	var b strings.Builder
	if err := WriteText(&b, d, TextOptions{}); err != nil {
		t.Fatal(err)
	}
	const want = `~ d/site.cfg
  ~ reg.1.address: 1 → 2
    handset 00907a000001 in d (1 handset has a value of its own), unless d/[PHONE_MAC_ADDRESS]-lines.cfg sets it · no restart · at boot

0 added, 0 removed, 1 changed; 1 handset affected: 1 no restart
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
