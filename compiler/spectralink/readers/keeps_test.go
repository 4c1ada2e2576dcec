package readers

import (
	"slices"
	"testing"

	"provc/compiler/artifact"
)

// masterRoot is a root of one master file.
type masterRoot map[string]string

func (masterRoot) Paths() []string {
	return []string{"w/000000000000.cfg", "w/00907a000001.cfg", "w/people/ana.cfg"}
}

func (r masterRoot) Params(path string) []artifact.Param {
	params := []artifact.Param{{Name: "CONFIG_FILES"}, {Name: "USER_PROFILES_DIRECTORY", Value: "people"}}
	for name, value := range r {
		params = append(params, artifact.Param{Name: name, Value: value})
	}
	return params
}

// Where handsets write for a user, and for themselves, follows the master file.
func TestWritten(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		says            masterRoot
		person, handset []string
	}{
		{nil,
			[]string{"w/people/ana-phone.cfg", "w/people/ana-directory.xml", "w/people/ana-calls.xml"},
			[]string{"w/00907a000001-web.cfg", "w/00907a000001-phone.cfg", "w/00907a000001-directory.xml", "w/00907a000001-calls.xml"}},
		{masterRoot{"OVERRIDES_DIRECTORY": "kept", "CALL_LISTS_DIRECTORY": "calls"},
			[]string{"w/kept/ana-phone.cfg", "w/people/ana-directory.xml", "w/calls/ana-calls.xml"},
			[]string{"w/kept/00907a000001-web.cfg", "w/kept/00907a000001-phone.cfg", "w/00907a000001-directory.xml", "w/calls/00907a000001-calls.xml"}},
		{masterRoot{"OVERRIDES_DIRECTORY": "[PHONE_MAC_ADDRESS]/kept", "CONTACTS_DIRECTORY": "ftp://elsewhere.example/c"},
			[]string{"w/people/ana-calls.xml"},
			[]string{"w/00907a000001/kept/00907a000001-web.cfg", "w/00907a000001/kept/00907a000001-phone.cfg", "w/00907a000001-calls.xml"}},
	} {
		r := Of(test.says)
		if got := r.Written("w/people", "ana"); !slices.Equal(got, test.person) {
			t.Errorf("%v: for ana %v", test.says, got)
		}
		if got := r.Written("w/00907a000001.cfg", "00907a000001"); !slices.Equal(got, test.handset) {
			t.Errorf("%v: for the handset %v", test.says, got)
		}
	}
}
