package schema_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"
)

// Names that people choose become names of files: which characters each may have, at its
// beginning and behind. All are tried in one deployment.
func TestNames(t *testing.T) {
	const always = `server: "http://a"`
	for _, x := range []struct{ vendor, body, entity, relation, first, others string }{
		{"spectralink", "", `groups: %q: {}`, "group-name", "[A-Za-z0-9_]", "[A-Za-z0-9_.+@-]"},
		{"spectralink", "params: prov: login: enabled: true", `users: %q: password: "a"`, "user-id-characters", "[A-Za-z0-9_]", "[A-Za-z0-9_.+@-]"},
		{"spectralink", "", `phones: %q: {}`, "mac-format", "[0-9a-f]", "[0-9a-f]"},
		{"cisco", always, `users: %q: password: "a"`, "em-user-id-characters", "[A-Za-z0-9_]", "[A-Za-z0-9_.+-]"},
		{"cisco", always, `phones: %q: model: "SPA303"`, "mac-format", "[0-9a-f]", "[0-9a-f]"},
	} {
		p, err := vendors[x.vendor]()
		if err != nil {
			t.Fatal(err)
		}
		right := map[string]bool{}
		var text strings.Builder
		fmt.Fprintln(&text, x.body)
		for _, c := range "\t !\"#$%&'()*+,-./09:;<=>?@AFGZ[\\]^_`afgz{|}~é" {
			one := string(c)
			for _, name := range []string{one + strings.Repeat("0", 11), strings.Repeat("0", 10) + one + "1"} {
				set := x.others
				if strings.HasPrefix(name, one) && one != "0" {
					set = x.first
				}
				right[name] = regexp.MustCompile("^" + set + "$").MatchString(one)
			}
		}
		for name := range right {
			fmt.Fprintf(&text, x.entity+"\n", name)
		}
		refused := map[string]bool{}
		v := p.definition(t, "#Deployment").Unify(p.text(t, text.String()))
		for _, e := range errors.Errors(v.Validate(cue.Concrete(true))) {
			if path := e.Path(); len(path) > 0 {
				relation, name, _ := strings.Cut(unquoted(path[len(path)-1:]), " ")
				refused[name] = refused[name] || relation == x.relation
			}
		}
		for name, ok := range right {
			if refused[name] == ok && name != strings.Repeat("0", 12) {
				t.Errorf("%s: %q is taken: %v", x.relation, name, !ok)
			}
		}
	}
}
