package compiler

import (
	"fmt"
	"strings"
	"testing"
)

// A password by which several people log in is told once, with how many there are;
// somebody with one ID at two vendors is one person, in whatever letter case.
func TestSharedSecrets(t *testing.T) {
	for _, x := range []struct{ wireless, desks, says string }{
		{`ana: password: secret: "a", ben: password: secret: "b"`, `cleo: password: secret: "c"`, ``},
		{`ana: password: secret: "a", ben: password: secret: "a"`, `cleo: password: secret: "c"`, `secret a 2`},
		{`ana: password: secret: "a"`, `cleo: password: secret: "a"`, `secret a 2`},
		{`ana: password: secret: "a"`, `ana: password: secret: "a"`, ``},
		{`ana: password: secret: "a"`, `Ana: password: secret: "a", cleo: password: secret: "a"`, `secret a 2`},
		{`ana: password: secret: "a", ben: password: secret: "b"`, `cleo: password: secret: "b", dora: password: secret: "a", eve: password: secret: "a"`, `secret a 3; secret b 2`},
		{`ana: password: "4711", ben: password: "4711"`, `cleo: password: "4711"`, `one password 3`},
		{`ana: password: "a", ben: password: secret: "a"`, `cleo: password: secret: "c"`, ``}, // a text is no secret of that name
		{`ana: {password: secret: "a", accept: [{check: "shared-secret"}]}, ben: password: secret: "a"`, `cleo: password: secret: "c"`, ``},
	} {
		result := native(t, map[string]string{"a.cue": fmt.Sprintf(`package a
import (
	"provc.internal/schema/cisco"
	"provc.internal/schema/spectralink"
)
wireless: spectralink.#Deployment & {
	folder: "wireless"
	params: prov: login: enabled: true
	users: {%s}
}
desks: cisco.#Deployment & {
	folder: "desks"
	server: "https://prov.example/desks"
	users: {%s}
}
`, x.wireless, x.desks)})
		var got []string
		for _, d := range result.Findings {
			if d.Severity.String() == "error" {
				t.Fatal(d.Message())
			}
			if d.Check == "shared-secret" && len(d.Accepted) == 0 {
				what, rest, _ := strings.Cut(d.Summary, " opens the profiles of ")
				many, _, _ := strings.Cut(rest, " people")
				got = append(got, what+" "+many)
			}
		}
		if got := strings.Join(got, "; "); got != x.says {
			t.Errorf("%s beside %s: %q, not %q", x.wireless, x.desks, got, x.says)
		}
	}
}
