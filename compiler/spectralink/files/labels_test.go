package files_test

import (
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// Files say what people call those they belong to, and with whom a handset has settings
// in common; a file of many says nothing of it.
func TestLabels(t *testing.T) {
	t.Parallel()
	c := deploytest.Valid(t, deploytest.Login+`groups: ward: {label: "Ward 3", params: reg: "2": label: "w"}
phones: "00907a000001": {group: "ward", label: "Theatre", params: reg: "3": label: "p"}
users: ana: {label: "Ana", password: secret: "ana", contacts: [{ct: "9"}]}
`)
	for path, want := range map[string][3]string{
		"00907a000001.cfg":         {"00907a000001", "Theatre", "ward"},
		"phone-00907a000001.cfg":   {"00907a000001", "Theatre", ""},
		"people/ana.cfg":           {"ana", "Ana", ""},
		"people/ana-directory.xml": {"ana", "Ana", ""},
		"group-ward.cfg":           {},
		"site.cfg":                 {},
		"000000000000.cfg":         {},
	} {
		f := c.ByPath[path]
		if f == nil {
			t.Errorf("there is no %s", path)
			continue
		}
		if got := [3]string{f.Entity, f.Label, f.Group}; got != want {
			t.Errorf("%s is of %q, want %q", path, got, want)
		}
	}
	if directory := c.ByPath["000000000000.cfg"]; directory != nil {
		for _, p := range directory.Params {
			if p.Name == "USER_PROFILES_DIRECTORY" && (p.Value != "people" || p.Pos == directory.Pos) {
				t.Errorf("profiles lie in %s, said at %s", p.Value, p.Pos)
			}
		}
	}
}
