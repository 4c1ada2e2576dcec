package diff

import (
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// labelled is a ward that packages compile to: a handset with files of its own, one
// without, and a person, all with labels.
func labelled(idle, channel string) *Side {
	format := func([]artifact.Param) ([]byte, error) { return nil, nil }
	bare := &artifact.Listing{}
	bare.Add("00907a000002", "Store\n::error::")
	file := func(path, entity, label string, params ...string) *artifact.File {
		f := &artifact.File{Path: path, Entity: entity, Label: label, Format: format}
		for i := 0; i < len(params); i += 2 {
			f.Params = append(f.Params, artifact.Param{Name: params[i], Value: params[i+1]})
		}
		return f
	}
	return Compiled("ward", "", vendors.All(), root.Part{Tree: &artifact.Tree{Bare: []*artifact.Listing{bare}, Files: []*artifact.File{
		file("000000000000.cfg", "", "", "CONFIG_FILES", "site.cfg", "USER_PROFILES_DIRECTORY", "people"),
		file("00907a000001.cfg", "00907a000001", "Theatre 3", "CONFIG_FILES", "phone-00907a000001.cfg, site.cfg", "USER_PROFILES_DIRECTORY", "people"),
		file("phone-00907a000001.cfg", "00907a000001", "Theatre 3", "up.backlight.idleIntensity", idle),
		file("site.cfg", "", "", "prov.login.enabled", "1", "up.idleTimeout", idle),
		file("people/ana.cfg", "ana", "Ana B.", "reg.2.address", "1", "reg.2.label", channel),
	}}})
}

// Handsets and people go by their labels in every format, and in the filters of the
// page, whichever side is CUE; nothing in a label is obeyed.
func TestLabels(t *testing.T) {
	t.Parallel()
	disk := folder(t, `
-- 000000000000.cfg --
<MASTER_CONFIG><CONFIGURATION CONFIG_FILES="site.cfg"/><DIRECTORIES USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>
-- 00907a000001.cfg --
<MASTER_CONFIG><CONFIGURATION CONFIG_FILES="phone-00907a000001.cfg, site.cfg"/><DIRECTORIES USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>
-- phone-00907a000001.cfg --
<handsetConfig><x up.backlight.idleIntensity="1"/></handsetConfig>
-- site.cfg --
<handsetConfig><x prov.login.enabled="1" up.idleTimeout="1"/></handsetConfig>
-- people/ana.cfg --
<handsetConfig><x reg.2.address="1" reg.2.label="a"/></handsetConfig>
`)
	for name, sides := range map[string][2]*Side{
		"new is CUE":  {disk, labelled("2", "b")},
		"old is CUE":  {labelled("2", "b"), disk},
		"both are":    {labelled("1", "a"), labelled("2", "b")},
		"ana leaves":  {labelled("1", "a"), without(labelled("2", "b"), "people/ana.cfg")},
		"all are new": {without(labelled("1", "a"), "people/ana.cfg"), labelled("2", "b")},
	} {
		for format, text := range everyFormat(t, Compare(sides[0], sides[1], Options{}), Options{}) {
			if format == "unified" {
				continue // it is of files alone
			}
			text = strings.ReplaceAll(strings.ReplaceAll(text, `\u0026`, "&"), "&#34;", `"`)
			for _, want := range []string{"Theatre 3", "Ana B.", "Store"} {
				if !strings.Contains(text, want) && (want == "Ana B." || !strings.HasPrefix(format, "findings")) {
					t.Errorf("%s: %s does not name %s:\n%s", name, format, want, text)
				}
			}
			for line := range strings.Lines(text) {
				if strings.HasPrefix(line, "::error::") {
					t.Errorf("%s: %s has a line of a label's", name, format)
				}
			}
		}
	}
}

// without is the side without a file.
func without(s *Side, path string) *Side {
	tree := &artifact.Tree{}
	for _, p := range s.Paths() {
		if p != path {
			tree.Files = append(tree.Files, s.At(p).Compiled)
		}
	}
	bare := &artifact.Listing{}
	for mac, label := range s.Bare(".") {
		bare.Add(mac, label)
	}
	tree.Bare = append(tree.Bare, bare)
	return Compiled("less", "", vendors.All(), root.Part{Tree: tree})
}
