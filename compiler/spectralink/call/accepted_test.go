package call_test

import (
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/spectralink/deploytest"
)

// Who accepts that nobody can call from a handset accepts it there and nowhere else; the
// first three handsets of many are named.
func TestCallsAccepted(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, deploytest.Login+`authorizedNumbers: [{value: "112"}]
params: {reg: "1": address: "ward", voIpProt: server: "1": address: "sip"}
groups: {
	g: {authorizedNumbers: [], accept: [{check: "emergency-unreachable"}]}
	h: {authorizedNumbers: [{value: "5"}], accept: [{check: "authorized-replaced"}]}
	i: {params: reg: "1": address: "", accept: [{check: "emergency-unreachable"}]}
}
phones: {
	for mac in ["00907a000002", "00907a000003", "00907a000004", "00907a000005"] {(mac): {params: prov: login: required: true, authorizedNumbers: []}}
}
`)
	var got []string
	for _, d := range c.Findings {
		line := strings.TrimSpace(c.Text(diag.List{d}))
		if len(d.Accepted) > 0 {
			line += " (accepted)"
		}
		got = append(got, line)
	}
	const want = `2 required: warning emergency-unreachable: while nobody is logged in, no number can be called: the handset itself has no line with an address and a server: found on group i; give it one, such as params: reg: "1": {address: "ward", server: "1": address: "sip.example.com"} (accepted)
6 []: warning emergency-unreachable: while nobody is logged in, no number can be called: neither authorizedNumbers nor dialplan.routing.emergency lists any: found on group g; declare authorizedNumbers, or dialplan: routing: emergency: "1": value: (accepted)
7 [: warning authorized-replaced: authorized numbers take the place of those below, so 112 cannot be called here while nobody is logged in; repeat what must stay callable, or make it an emergency number: dialplan: routing: emergency: (112 is listed here: 3 {) (accepted)
11 []: warning emergency-unreachable: while nobody is logged in, no number can be called: neither authorizedNumbers nor dialplan.routing.emergency lists any: found on handset 00907a000002, handset 00907a000003, handset 00907a000004 and 1 more; declare authorizedNumbers, or dialplan: routing: emergency: "1": value:
`
	if strings.Join(got, "\n")+"\n" != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}
