package relations_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// sip is a server for all lines.
const sip = `params: voIpProt: server: "1": address: "sip.example"` + "\n"

// withLine is a user whose second line is as given.
func withLine(id, line string) string {
	return fmt.Sprintf("users: %s: {password: secret: %q, params: reg: \"2\": {%s}}\n", id, id, line)
}

func serverless(at string, line int) string {
	return fmt.Sprintf(`%s: warning line-without-server: line %d has an address and no server, so it cannot register`, at, line)
}

func serverHint(line int) string {
	return fmt.Sprintf(`; set reg: "%d": server: "1": address, or voIpProt: server: "1": address for all lines`, line)
}

func unlocked(at string, line int, many string) string {
	return fmt.Sprintf(`%s: warning auth-without-password: line %d has a user ID to authenticate with and no password%s; set reg: "%[2]d": auth: password: {secret: "name"}, or useLoginCredentials: true`, at, line, many)
}

func takesNothing(at string, line int) string {
	return fmt.Sprintf(`%s: warning empty-address: the address of line %d is empty, and no weaker layer sets one that it would take away; leave it out, or write the address`, at, line)
}

// Checks of registrations, of handsets and of the people who log in there.
var lineChecks = []deploytest.Case{
	{Check: "line-without-server", Bad: `params: reg: "1": address: "1000"`, Good: `params: reg: "1": {address: "1000", server: "4": address: "s"}`,
		Says: serverless(`1 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", Bad: `params: reg: "1": {address: "1000", server: "1": address: ""}`, Good: `params: reg: "1": address: "1000", params: voIpProt: server: "4": address: "s"`,
		Says: serverless(`1 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", Bad: `params: {reg: "1": address: "1000", voIpProt: server: dhcp: available: false}`, Good: `params: {reg: "1": address: "1000", voIpProt: server: dhcp: available: true}`,
		Says: serverless(`1 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", Bad: `params: reg: {"1": address: "1000", "2": outboundProxy: address: "s"}`, Good: `params: reg: "1": {address: "1000", outboundProxy: address: "s"}`,
		Says: serverless(`1 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", Bad: `params: {reg: "1": address: "1000", voIpProt: SIP: outboundProxy: address: ""}`, Good: `params: {reg: "1": address: "1000", voIpProt: SIP: outboundProxy: address: "s"}`,
		Says: serverless(`1 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", Bad: `params: {reg: "1": address: "1000", voIpProt: H323: {enable: true, autoGateKeeperDiscovery: false}}`, Good: `params: {reg: "1": address: "1000", voIpProt: H323: enable: true}`,
		Says: serverless(`1 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", // H.323 is on, but not on the line
		Bad: `params: {reg: "1": {address: "1000", "protocol.H323": false}, voIpProt: H323: enable: true}`, Good: `params: {reg: "1": {address: "1000", "protocol.H323": true}, voIpProt: H323: enable: false}`,
		Says: serverless(`1 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", // nothing of one line is another's
		Bad: `params: reg: {"1": {address: "1000", server: "1": address: "s"}, "34": address: "1034"}`, Good: `params: reg: "1": address: "1000@pbx.example"`,
		Says: serverless(`1 address`, 34) + serverHint(34), Plain: deploytest.Accepted},
	{Check: "line-without-server", // a foreign file may set it
		Bad:  `params: reg: "1": address: "1000"` + "\n" + `configFiles: before: [{file: "pbx.cfg", sets: ["tone.*", "reg.2.*"]}]`,
		Good: `params: reg: "1": address: "1000"` + "\n" + `configFiles: after: [{file: "pbx.cfg", sets: ["reg.*"]}]`,
		Says: serverless(`1 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", // each layer says a part
		Bad:  `params: reg: "1": server: "1": address: "s"` + "\n" + `groups: g: params: reg: "1": address: "1000"` + "\n" + `phones: "00907a000001": {group: "g", params: reg: "1": server: "1": address: ""}`,
		Good: `params: reg: "1": server: "1": address: "s"` + "\n" + `groups: g: params: reg: "1": address: "1000"` + "\n" + `phones: "00907a000001": group: "g"`,
		Says: serverless(`2 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", // servers stand in groups, and every handset is in one; one more is not
		Bad:  `params: reg: "1": address: "1000"` + "\n" + `groups: g: params: voIpProt: server: "1": address: "s"` + "\n" + `phones: {"00907a000001": group: "g", "00907a000002": {}}`,
		Good: `params: reg: "1": address: "1000"` + "\n" + `groups: {g: params: voIpProt: server: "1": address: "s", unused: {}}` + "\n" + `phones: "00907a000001": group: "g"`,
		Says: serverless(`1 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", // handsets that are alike
		Bad:  `phones: {"00907a000001": params: reg: "1": address: "1001", "00907a000002": params: reg: "1": address: "1002", "00907a000003": params: reg: "1": address: "1003@s"}`,
		Good: sip + `phones: {"00907a000001": params: reg: "1": address: "1001", "00907a000002": params: reg: "1": address: "1002"}`,
		Says: serverless(`1 address`, 1) + ": 2 handsets have such a line" + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", // alike but for the group
		Bad:  "groups: g: params: voIpProt: server: \"1\": address: \"s\"\n" + `phones: {"00907a000001": {group: "g", params: reg: "1": address: "1001"}` + "\n" + `"00907a000002": params: reg: "1": address: "1002"}`,
		Good: "groups: g: params: voIpProt: server: \"1\": address: \"s\"\n" + `phones: {"00907a000001": {group: "g", params: reg: "1": address: "1001"}, "00907a000002": {group: "g", params: reg: "1": address: "1002"}}`,
		Says: serverless(`3 address`, 1) + serverHint(1), Plain: deploytest.Accepted},
	{Check: "line-without-server", Bad: deploytest.Login + withLine("a", `address: "2001"`), Good: deploytest.Login + sip + withLine("a", `address: "2001"`),
		Says: serverless(`3 address`, 2) + serverHint(2), Plain: deploytest.Accepted},
	{Check: "line-without-server", // the first of several; each line once, whose profiles lie where
		Bad:  deploytest.Login + `groups: g: profiles: directory: "ward"` + "\n" + withLine("b", `address: "2002"`) + withLine("a", `address: "2001", server: "1": address: "s"`) + `users: c: {password: secret: "c", directory: "ward", params: reg: {"2": address: "2003", "3": address: "2003"}}`,
		Good: deploytest.Login + `groups: g: profiles: directory: "ward"` + "\n" + withLine("a", `address: "2001@s"`) + `users: c: {password: secret: "c", directory: "ward", params: reg: "2": {address: "2003", outboundProxy: address: "p"}}`,
		Says: serverless(`4 address`, 2) + ": 2 people have such a line" + serverHint(2) + "\n" + serverless(`6 address`, 3) + serverHint(3), Plain: deploytest.Accepted},
	{Check: "line-without-server", // the handset's line lacks what the person's does: one mistake
		Bad:  deploytest.Login + `params: reg: "2": address: "2000"` + "\n" + withLine("a", `address: "2001"`),
		Good: deploytest.Login + `params: reg: "2": {address: "2000", server: "2": address: "s"}` + "\n" + withLine("a", `address: "2001"`),
		Says: serverless(`3 address`, 2) + serverHint(2), Plain: deploytest.Accepted},
	{Check: "line-without-server", // on one of the handsets that the person can log in to
		Bad:  deploytest.Login + withLine("a", `address: "2001"`) + `groups: {g: params: reg: "2": server: "1": address: "s", h: {}}, phones: {"00907a000001": group: "g", "00907a000002": group: "h"}`,
		Good: deploytest.Login + withLine("a", `address: "2001"`) + `groups: {g: params: reg: "2": server: "1": address: "s", h: {}}, phones: {"00907a000001": group: "g", "00907a000002": {group: "h", profiles: directory: "ward"}}`,
		Says: serverless(`3 address`, 2) + serverHint(2), Plain: deploytest.Accepted},
	{Check: "line-without-server", // which a foreign file may give to some handsets
		Bad:  deploytest.Login + withLine("a", `address: "2001"`) + `groups: {g: configFiles: after: ["pbx.cfg"], h: {}}, phones: {"00907a000001": group: "g", "00907a000002": group: "h"}`,
		Good: deploytest.Login + withLine("a", `address: "2001"`) + `groups: {g: configFiles: after: ["pbx.cfg"], h: {}}, phones: "00907a000001": group: "g"`,
		Says: serverless(`3 address`, 2) + serverHint(2), Plain: deploytest.Accepted},

	{Check: "auth-without-password", Bad: sip + `params: reg: "1": {address: "1000", auth: userId: "1000"}`, Good: sip + `params: reg: "1": {address: "1000", auth: {userId: "1000", password: secret: "p"}}`,
		Says: unlocked(`2 userId`, 1, ``), Plain: deploytest.Accepted},
	{Check: "auth-without-password", Bad: sip + `params: reg: "1": {address: "1000", auth: {userId: "1000", password: ""}}`, Good: sip + `params: reg: "1": {address: "1000", auth: userId: ""}`,
		Says: unlocked(`2 userId`, 1, ``), Plain: deploytest.Accepted},
	{Check: "auth-without-password", Bad: sip + `params: reg: "1": {address: "1000", auth: {userId: "1000", useLoginCredentials: false}}`, Good: sip + `params: reg: "1": {address: "1000", auth: {userId: "1000", useLoginCredentials: true}}`,
		Says: unlocked(`2 userId`, 1, ``), Plain: deploytest.Accepted},
	{Check: "auth-without-password", // without an address there is no line
		Bad: sip + `phones: "00907a000001": params: reg: "1": {address: "1000", auth: userId: "1000"}`, Good: sip + `params: reg: "1": auth: userId: "1000"`,
		Says: unlocked(`2 userId`, 1, ``), Plain: deploytest.Accepted},
	{Check: "auth-without-password", // each layer says a part
		Bad:  sip + `params: reg: "1": {address: "1000", auth: userId: "1000"}` + "\n" + `groups: g: params: reg: "1": auth: password: secret: "p"` + "\n" + `phones: {"00907a000001": group: "g", "00907a000002": {}}`,
		Good: sip + `params: reg: "1": {address: "1000", auth: userId: "1000"}` + "\n" + `groups: g: params: reg: "1": auth: password: secret: "p"` + "\n" + `phones: "00907a000001": group: "g"`,
		Says: unlocked(`2 userId`, 1, ``), Plain: deploytest.Accepted},
	{Check: "auth-without-password", // the person's line with the handset's
		Bad:  deploytest.Login + sip + withLine("a", `address: "2001", auth: userId: "2001"`) + withLine("b", `address: "2002", auth: userId: "2002"`),
		Good: deploytest.Login + sip + `params: reg: "2": auth: useLoginCredentials: true` + "\n" + withLine("a", `address: "2001", auth: userId: "2001"`),
		Says: unlocked(`4 userId`, 2, `: 2 people have such a line`), Plain: deploytest.Accepted},
	{Check: "auth-without-password", // of which the handset says the user ID
		Bad:  deploytest.Login + sip + `params: reg: "2": auth: userId: "x"` + "\n" + withLine("a", `address: "2001"`),
		Good: deploytest.Login + sip + `params: reg: "2": auth: userId: "x"` + "\n" + withLine("a", `address: "2001", auth: password: secret: "p"`),
		Says: unlocked(`5 address`, 2, ``), Plain: deploytest.Accepted},
	{Check: "auth-without-password", // whose password the profile takes away
		Bad:  deploytest.Login + sip + `params: reg: "2": auth: {userId: "x", password: secret: "p"}` + "\n" + withLine("a", `address: "2001", auth: password: ""`),
		Good: deploytest.Login + sip + `params: reg: "2": auth: {userId: "x", password: secret: "p"}` + "\n" + withLine("a", `address: "2001"`),
		Says: unlocked(`5 address`, 2, ``), Plain: deploytest.Accepted},
	{Check: "auth-without-password", // told of the handset, and once
		Bad:  deploytest.Login + sip + `params: reg: "2": {address: "2000", auth: userId: "x"}` + "\n" + withLine("a", `address: "2001"`),
		Good: deploytest.Login + sip + `params: reg: "2": {address: "2000", auth: {userId: "x", password: secret: "p"}}` + "\n" + withLine("a", `address: "2001"`),
		Says: unlocked(`4 userId`, 2, ``), Plain: deploytest.Accepted},
	{Check: "auth-without-password", // which a foreign file may set
		Bad:  deploytest.Login + sip + withLine("a", `address: "2001", auth: userId: "2001"`) + `configFiles: after: [{file: "pbx.cfg", sets: ["reg.2.auth.password"]}]`,
		Good: deploytest.Login + sip + withLine("a", `address: "2001", auth: {userId: "2001", password: secret: "p"}`),
		Says: strings.Replace(strings.Replace(unlocked(`4 userId`, 2, `, unless pbx.cfg sets reg.2.auth.password`), "warning", "note", 1), "\n", "", 1) + ` (pbx.cfg is named here: 5 "pbx.cfg")`, Plain: deploytest.Accepted},

	{Check: "empty-address", Bad: `params: reg: "1": address: ""`, Good: `params: reg: "1": label: ""`,
		Says: takesNothing(`1 address`, 1), Plain: deploytest.Accepted},
	{Check: "empty-address", Bad: sip + `groups: g: params: reg: "1": address: ""` + "\n" + `phones: "00907a000001": {group: "g", params: reg: "1": address: ""}`,
		Good: sip + `params: reg: "1": address: "1000"` + "\n" + `groups: g: params: reg: "1": address: ""` + "\n" + `phones: "00907a000001": {group: "g", params: reg: "1": address: ""}`,
		Says: takesNothing(`2 address`, 1) + "\n" + takesNothing(`3 address`, 1), Plain: deploytest.Accepted},
	{Check: "empty-address", Bad: deploytest.Login + sip + `params: reg: "1": address: "1000"` + "\n" + withLine("a", `address: ""`),
		Good: deploytest.Login + sip + `params: reg: "2": address: "1000"` + "\n" + withLine("a", `address: ""`),
		Says: takesNothing(`5 address`, 2), Plain: deploytest.Accepted},
	{Check: "empty-address", // some handset has the line
		Bad:  deploytest.Login + sip + `groups: g: {profiles: directory: "ward", params: reg: "2": address: "1000"}` + "\n" + withLine("a", `address: ""`),
		Good: deploytest.Login + sip + `groups: g: params: reg: "2": address: "1000"` + "\n" + withLine("a", `address: ""`),
		Says: takesNothing(`5 address`, 2), Plain: deploytest.Accepted},
	{Check: "empty-address", // people bring it
		Bad:  deploytest.Login + sip + `params: reg: "1": address: ""` + "\n" + withLine("a", `address: "2001"`),
		Good: deploytest.Login + sip + `params: reg: "2": address: ""` + "\n" + withLine("a", `address: "2001"`),
		Says: takesNothing(`4 address`, 1), Plain: deploytest.Accepted},
	{Check: "empty-address", // a foreign file may set one below
		Bad:  `params: reg: "1": address: ""` + "\n" + `configFiles: after: [{file: "pbx.cfg", sets: ["reg.2.*"]}]`,
		Good: `params: reg: "1": address: ""` + "\n" + `configFiles: after: [{file: "pbx.cfg", sets: ["reg.1.*"]}]`,
		Says: takesNothing(`1 address`, 1), Plain: deploytest.Accepted},

	{Check: "extension-twice", Bad: deploytest.Login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2001"`), Good: deploytest.Login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2002"`),
		Says: clash(`5 "2001"`, `2001`, `a and b`, `4 "2001"`), Plain: deploytest.Accepted},
	{Check: "extension-twice", // the server, named in the address
		Bad: deploytest.Login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2001@SIP.example:5060"`), Good: deploytest.Login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2001@pbx.example"`),
		Says: clash(`5 "2001@SIP.example:5060"`, `2001`, `a and b`, `4 "2001"`), Plain: deploytest.Accepted},
	{Check: "extension-twice", // or beside it
		Bad: deploytest.Login + sip + withLine("a", `address: "2001", server: "1": address: "one.example"`) + withLine("b", `address: "2001@one.example"`), Good: deploytest.Login + sip + withLine("a", `address: "2001", server: "1": address: "one.example"`) + withLine("b", `address: "2001"`),
		Says: clash(`5 "2001@one.example"`, `2001`, `a and b`, `4 "2001"`), Plain: deploytest.Accepted},
	{Check: "extension-twice", // on different lines, once an extension
		Bad:  deploytest.Login + sip + withLine("a", `address: "2001"`) + `users: b: {password: secret: "b", params: reg: {"1": address: "2001", "3": address: "2001"}}` + "\n" + `users: c: {password: secret: "c", params: reg: "1": address: "2001"}`,
		Good: deploytest.Login + sip + `users: b: {password: secret: "b", params: reg: {"1": address: "2001", "3": address: "2001"}}`,
		Says: clash(`6 "2001"`, `2001`, `a, b and c`, `4 "2001"`), Plain: deploytest.Accepted},
	{Check: "extension-twice", // many
		Bad:  deploytest.Login + sip + withLine("d", `address: "2001"`) + withLine("c", `address: "2001"`) + withLine("b", `address: "2001"`) + withLine("a", `address: "2001"`),
		Good: deploytest.Login + sip + withLine("d", `address: "2001"`) + withLine("c", `address: "2001", type: "shared"`),
		Says: clash(`7 "2001"`, `2001`, `4 people, b and c among them`, `4 "2001"`), Plain: deploytest.Accepted},
	{Check: "extension-twice", // one of two is shared
		Bad: deploytest.Login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2001", type: "private"`), Good: deploytest.Login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2001", type: "shared"`),
		Says: clash(`5 "2001"`, `2001`, `a and b`, `4 "2001"`), Plain: deploytest.Accepted},
	{Check: "extension-twice", // as the handset says; the person says otherwise
		Bad: deploytest.Login + sip + `params: reg: "2": type: "shared"` + "\n" + withLine("a", `address: "2001", type: "private"`) + withLine("b", `address: "2001", type: "private"`), Good: deploytest.Login + sip + `params: reg: "2": type: "shared"` + "\n" + withLine("a", `address: "2001"`) + withLine("b", `address: "2001"`),
		Says: clash(`6 "2001"`, `2001`, `a and b`, `5 "2001"`), Plain: deploytest.Accepted},
	{Check: "extension-twice", // each ward has a server of its own
		Bad:  deploytest.Login + sip + `groups: {g: profiles: directory: "g", h: {profiles: directory: "h", params: reg: "2": server: "1": address: "sip.example."}}` + "\n" + withLine("a", `address: "2001"`) + `users: {a: directory: "g", b: directory: "h"}, ` + withLine("b", `address: "2001"`),
		Good: deploytest.Login + sip + `groups: {g: profiles: directory: "g", h: {profiles: directory: "h", params: reg: "2": server: "1": address: "h.example"}}` + "\n" + withLine("a", `address: "2001"`) + `users: {a: directory: "g", b: directory: "h"}, ` + withLine("b", `address: "2001"`),
		Says: clash(`6 "2001"`, `2001`, `a and b`, `5 "2001"`), Plain: deploytest.Accepted},
}

func clash(at, extension, who, other string) string {
	return at + `: warning extension-twice: extension ` + extension + ` belongs to ` + who + `, and its calls reach whichever of them registered last; give each their own, or write type: "shared" beside the addresses if they share the line (another is here: ` + other + `)`
}

// Correct deployments of kinds that people have get nothing at all.
func TestLegitimateLines(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"a server by DHCP": deploytest.Login + `params: {voIpProt: server: dhcp: {available: true, option: 151}, reg: "1": address: "ward"}` + "\n" + withLine("a", `address: "2001"`),
		"a shared line in each profile": deploytest.Login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2002"`) +
			`users: [string]: params: reg: "3": {address: "team", type: "shared", auth: {userId: "team", password: secret: "team"}}`,
		"a line of the handset that each person keeps": deploytest.Login + sip + `params: reg: "1": {address: "ward", auth: {userId: "ward", password: secret: "ward"}}` + "\n" + withLine("a", `address: "2001"`),
		"sites with a server each":                     deploytest.Login + `groups: {n: params: voIpProt: server: "1": address: "n.example", s: params: voIpProt: server: "1": address: "s.example"}, phones: {"00907a000001": group: "n", "00907a000002": group: "s"}` + "\n" + withLine("a", `address: "2001"`) + withLine("b", `address: "2002"`),
		"accounts in the addresses":                    deploytest.Login + withLine("a", `address: "2001@one.example", auth: {userId: "2001", password: secret: "x"}`) + withLine("b", `address: "2001@two.example"`),
		"a line of one's own for each handset":         sip + `phones: {"00907a000001": params: reg: "1": {address: "1001", auth: {userId: "1001", password: secret: "p1"}}, "00907a000002": params: reg: "1": {address: "1002", auth: {userId: "1002", password: secret: "p2"}}}`,
		"everything by the PBX":                        `params: reg: "1": {address: "1000", auth: {userId: "1000", password: secret: "p"}}, configFiles: before: ["pbx/[PHONE_MAC_ADDRESS].cfg"]`,
		"logging in to the server as to the handset":   deploytest.Login + sip + `params: reg: "2": auth: useLoginCredentials: true` + "\n" + withLine("a", `address: "2001"`) + withLine("b", `address: "2002", auth: userId: "b"`),
		"nobody's line while logged out":               deploytest.Login + sip + `params: reg: "1": address: "1000"` + "\n" + `groups: quiet: params: reg: "1": address: ""` + "\n" + `phones: "00907a000001": group: "quiet"`,
	} {
		c := deploytest.Compile(t, body)
		if found := (deploytest.Case{}).About(c.Findings); len(found) > 0 {
			t.Errorf("%s:\n%s\n%s", name, body, c.Text(found))
		}
	}
}
