package call_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// What would follow from the absence of a value that is in error is not told; beside
// another error it is.
func TestNumbersBesideErrors(t *testing.T) {
	t.Parallel()
	const (
		other     = `params: up: idleTimeout: "x"` + "\n"
		replacing = ownLine + `authorizedNumbers: [{value: "112"}]` + "\n"
		optional  = "authorized-without-required"
		lost      = "authorized-replaced"
		nobody    = "emergency-unreachable"
	)
	open, required := deploytest.Logins(`enabled: true`), deploytest.Login
	for _, x := range []struct{ body, check, beside string }{ // what is said of the first beside another error, and what error hides it
		{open + deploytest.AuthorizedNumbers(1), optional, `params: prov: login: required: "yes"`},
		{open + deploytest.AuthorizedNumbers(1), optional, `params: phoneLock: enabled: "yes"`},
		{required + replacing + `groups: g: authorizedNumbers: [{value: "5100"}]`, lost, `groups: h: authorizedNumbers: [{value: 112}]`},
		{required + replacing + `groups: g: authorizedNumbers: [{value: "5100"}]`, lost, `groups: h: authorizedNumbers: 5`},
		{required + replacing + `groups: g: authorizedNumbers: [{value: "5100"}]`, lost, `groups: h: params: phoneLock: authorized: "1": value: 112`},
		{required + replacing + `groups: g: authorizedNumbers: [{value: "5100"}]`, lost, `phones: "00907a000001": group: 5`},
		{required + replacing + `groups: g: authorizedNumbers: [{value: "5100"}]`, lost, `gruops: h: {}`},
		{required + replacing + `groups: g: authorizedNumbers: [{value: "5100"}]`, lost, `groups: h: authorizedNumbers: [{valeu: "112"}]`},
		{required + lockOff + `groups: g: ` + slot("1", "5100"), "authorized-disabled", `groups: g: params: phoneLock: enabled: "yes"`},
		{required + lockOn + keysOff + `groups: g: ` + slot("1", "5100"), "authorized-disabled", `groups: g: params: feature: enhancedFeatureKeys: enabled: "yes"`},
		{required + ownLine, nobody, `groups: h: authorizedNumbers: [{valeu: "112"}]`},
		{required + ownLine, nobody, `emergencyNumbers: [112]`},
		{required + ownLine, nobody, `authorizedNumbers: [{value: 112}]`},
		{required + ownLine, nobody, `authorizedNumbers: 112`},
		{required + ownLine, nobody, `params: phoneLock: authorized: "1": value: 112`},
		{required + ownLine, nobody, `params: dialplan: routing: emergency: "1": value: 112`},
		{required + ownLine, nobody, `gruops: h: {}`},
		{required + ownLine, nobody, `phones: "00907a000001": group: 5`},
		{required + ownLine + slot("1", "112"), nobody, `params: phoneLock: enabled: "yes"`},
		{required + deploytest.AuthorizedNumbers(1), nobody, `params: reg: "1": address: 5`},
		{required + deploytest.AuthorizedNumbers(1) + `params: reg: "1": address: "ward"` + "\n", nobody, `params: voIpProt: server: "1": address: 5`},
	} {
		for wrong, told := range map[string]bool{other: true, x.beside: false} {
			c := deploytest.Compile(t, x.body+"\n"+wrong)
			var checks []string
			for _, d := range c.Findings {
				checks = append(checks, d.Check)
			}
			if !c.Findings.HasErrors() || slices.Contains(checks, x.check) != told {
				t.Errorf("%s is told beside %s: %t, of\n%s\n%s", x.check, strings.TrimSpace(wrong), !told, x.body, c.Text(c.Findings))
			}
		}
	}
}
