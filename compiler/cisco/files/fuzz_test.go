package files

import (
	"slices"
	"testing"

	"provc/compiler/artifact"
)

// A profile from anywhere is read or refused, and what is read can be written
// and read again.
func FuzzReadParams(f *testing.F) {
	f.Add([]byte(`<flat-profile><EM_Enable ua="na">Yes</EM_Enable><X></X><X/></flat-profile>`))
	f.Add([]byte(`<flat-profile><A>1</A><A>2</A><!-- x --></flat-profile>`))
	f.Add([]byte(`<!DOCTYPE a [<!ENTITY b "c">]><flat-profile><A>&b;</A></flat-profile>`))
	f.Add([]byte(`<router/>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		params, err := ReadParams(data)
		if err != nil {
			return
		}
		params = slices.DeleteFunc(params, func(p artifact.Param) bool { return !plainName(p.Name) })
		again, err := writeProfile(params)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ReadParams(again)
		if err != nil {
			t.Fatalf("%v\n%s", err, again)
		}
		same := slices.EqualFunc(back, params, func(a, b artifact.Param) bool {
			return a.Name == b.Name && a.Value == b.Value && a.Access == b.Access
		})
		if !same {
			t.Errorf("%d parameters read back otherwise\n%s", len(params), again)
		}
	})
}

// plainName reports whether a name could be an element's.
func plainName(name string) bool {
	for i, r := range name {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || !(r == '-' || r == '.' || '0' <= r && r <= '9')) {
			return false
		}
	}
	return name != ""
}
