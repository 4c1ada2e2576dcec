package cisco

import (
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/secret"
)

// A name has one line, whoever declares it; one with two passwords is told.
func TestDigests(t *testing.T) {
	t.Parallel()
	of := func(line int, user, name string) *compiler.Package {
		return &compiler.Package{Credentials: []artifact.Credential{{User: user, Password: artifact.Param{Secret: name, Pos: diag.Pos{File: "a.cue", Line: line}}}}}
	}
	values := secret.Values{"one": secret.NewValue("pw"), "same": secret.NewValue("pw"), "other": secret.NewValue("pw2")}
	for name, x := range map[string]struct {
		packages []*compiler.Package
		lines    int
		found    string
	}{
		"two names":             {[]*compiler.Package{of(1, "ann", "one"), of(2, "ben", "one")}, 2, ""},
		"one name, one secret":  {[]*compiler.Package{of(1, "ann", "one"), of(2, "ann", "one")}, 1, ""},
		"one name, one value":   {[]*compiler.Package{of(1, "ann", "one"), of(2, "ann", "same")}, 1, ""},
		"one name, two values":  {[]*compiler.Package{of(1, "ann", "one"), of(2, "ann", "other")}, 1, "a.cue:2: ann has two passwords, and a web server knows one (a.cue:1)"},
		"the third is the same": {[]*compiler.Package{of(1, "ann", "one"), of(2, "ben", "other"), of(3, "ann", "one")}, 2, ""},
	} {
		lines, found := digests(&compiler.Result{Packages: x.packages}, values, "r")
		var said []string
		for _, d := range found {
			said = append(said, d.Pos.String()+": "+d.Summary+" ("+d.Related[0].Pos.String()+")")
		}
		if len(lines) != x.lines || strings.Join(said, "; ") != x.found {
			t.Errorf("%s: %q, %q", name, lines, said)
		}
	}
}
