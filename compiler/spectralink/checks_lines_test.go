package spectralink

import (
	"fmt"
	"strings"
	"testing"
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
var lineChecks = []checkTest{
	{"line-without-server", `params: reg: "1": address: "1000"`, `params: reg: "1": {address: "1000", server: "4": address: "s"}`,
		serverless(`1 address`, 1) + serverHint(1), accepted},
	{"line-without-server", `params: reg: "1": {address: "1000", server: "1": address: ""}`, `params: reg: "1": address: "1000", params: voIpProt: server: "4": address: "s"`,
		serverless(`1 address`, 1) + serverHint(1), accepted},
	{"line-without-server", `params: {reg: "1": address: "1000", voIpProt: server: dhcp: available: false}`, `params: {reg: "1": address: "1000", voIpProt: server: dhcp: available: true}`,
		serverless(`1 address`, 1) + serverHint(1), accepted},
	{"line-without-server", `params: reg: {"1": address: "1000", "2": outboundProxy: address: "s"}`, `params: reg: "1": {address: "1000", outboundProxy: address: "s"}`,
		serverless(`1 address`, 1) + serverHint(1), accepted},
	{"line-without-server", `params: {reg: "1": address: "1000", voIpProt: SIP: outboundProxy: address: ""}`, `params: {reg: "1": address: "1000", voIpProt: SIP: outboundProxy: address: "s"}`,
		serverless(`1 address`, 1) + serverHint(1), accepted},
	{"line-without-server", `params: {reg: "1": address: "1000", voIpProt: H323: {enable: true, autoGateKeeperDiscovery: false}}`, `params: {reg: "1": address: "1000", voIpProt: H323: enable: true}`,
		serverless(`1 address`, 1) + serverHint(1), accepted},
	{"line-without-server", // nothing of one line is another's
		`params: reg: {"1": {address: "1000", server: "1": address: "s"}, "34": address: "1034"}`, `params: reg: "1": address: "1000@pbx.example"`,
		serverless(`1 address`, 34) + serverHint(34), accepted},
	{"line-without-server", // a foreign file may set it
		`params: reg: "1": address: "1000"` + "\n" + `configFiles: before: [{file: "pbx.cfg", sets: ["tone.*", "reg.2.*"]}]`,
		`params: reg: "1": address: "1000"` + "\n" + `configFiles: after: [{file: "pbx.cfg", sets: ["reg.*"]}]`,
		serverless(`1 address`, 1) + serverHint(1), accepted},
	{"line-without-server", // each layer says a part
		`params: reg: "1": server: "1": address: "s"` + "\n" + `groups: g: params: reg: "1": address: "1000"` + "\n" + `phones: "00907a000001": {group: "g", params: reg: "1": server: "1": address: ""}`,
		`params: reg: "1": server: "1": address: "s"` + "\n" + `groups: g: params: reg: "1": address: "1000"` + "\n" + `phones: "00907a000001": group: "g"`,
		serverless(`2 address`, 1) + serverHint(1), accepted},
	{"line-without-server", // servers stand in groups, and every handset is in one; one more is not
		`params: reg: "1": address: "1000"` + "\n" + `groups: g: params: voIpProt: server: "1": address: "s"` + "\n" + `phones: {"00907a000001": group: "g", "00907a000002": {}}`,
		`params: reg: "1": address: "1000"` + "\n" + `groups: {g: params: voIpProt: server: "1": address: "s", unused: {}}` + "\n" + `phones: "00907a000001": group: "g"`,
		serverless(`1 address`, 1) + serverHint(1), accepted},
	{"line-without-server", // handsets that are alike
		`phones: {"00907a000001": params: reg: "1": address: "1001", "00907a000002": params: reg: "1": address: "1002", "00907a000003": params: reg: "1": address: "1003@s"}`,
		sip + `phones: {"00907a000001": params: reg: "1": address: "1001", "00907a000002": params: reg: "1": address: "1002"}`,
		serverless(`1 address`, 1) + ": 2 handsets have such a line" + serverHint(1), accepted},
	{"line-without-server", // alike but for the group
		"groups: g: params: voIpProt: server: \"1\": address: \"s\"\n" + `phones: {"00907a000001": {group: "g", params: reg: "1": address: "1001"}` + "\n" + `"00907a000002": params: reg: "1": address: "1002"}`,
		"groups: g: params: voIpProt: server: \"1\": address: \"s\"\n" + `phones: {"00907a000001": {group: "g", params: reg: "1": address: "1001"}, "00907a000002": {group: "g", params: reg: "1": address: "1002"}}`,
		serverless(`3 address`, 1) + serverHint(1), accepted},
	{"line-without-server", login + withLine("a", `address: "2001"`), login + sip + withLine("a", `address: "2001"`),
		serverless(`3 address`, 2) + serverHint(2), accepted},
	{"line-without-server", // the first of several; each line once, whose profiles lie where
		login + `groups: g: profiles: directory: "ward"` + "\n" + withLine("b", `address: "2002"`) + withLine("a", `address: "2001", server: "1": address: "s"`) + `users: c: {password: secret: "c", directory: "ward", params: reg: {"2": address: "2003", "3": address: "2003"}}`,
		login + `groups: g: profiles: directory: "ward"` + "\n" + withLine("a", `address: "2001@s"`) + `users: c: {password: secret: "c", directory: "ward", params: reg: "2": {address: "2003", outboundProxy: address: "p"}}`,
		serverless(`4 address`, 2) + ": 2 people have such a line" + serverHint(2) + "\n" + serverless(`6 address`, 3) + serverHint(3), accepted},
	{"line-without-server", // the handset's line lacks what the person's does: one mistake
		login + `params: reg: "2": address: "2000"` + "\n" + withLine("a", `address: "2001"`),
		login + `params: reg: "2": {address: "2000", server: "2": address: "s"}` + "\n" + withLine("a", `address: "2001"`),
		serverless(`3 address`, 2) + serverHint(2), accepted},
	{"line-without-server", // on one of the handsets that the person can log in to
		login + withLine("a", `address: "2001"`) + `groups: {g: params: reg: "2": server: "1": address: "s", h: {}}, phones: {"00907a000001": group: "g", "00907a000002": group: "h"}`,
		login + withLine("a", `address: "2001"`) + `groups: {g: params: reg: "2": server: "1": address: "s", h: {}}, phones: {"00907a000001": group: "g", "00907a000002": {group: "h", profiles: directory: "ward"}}`,
		serverless(`3 address`, 2) + serverHint(2), accepted},
	{"line-without-server", // which a foreign file may give to some handsets
		login + withLine("a", `address: "2001"`) + `groups: {g: configFiles: after: ["pbx.cfg"], h: {}}, phones: {"00907a000001": group: "g", "00907a000002": group: "h"}`,
		login + withLine("a", `address: "2001"`) + `groups: {g: configFiles: after: ["pbx.cfg"], h: {}}, phones: "00907a000001": group: "g"`,
		serverless(`3 address`, 2) + serverHint(2), accepted},

	{"auth-without-password", sip + `params: reg: "1": {address: "1000", auth: userId: "1000"}`, sip + `params: reg: "1": {address: "1000", auth: {userId: "1000", password: secret: "p"}}`,
		unlocked(`2 userId`, 1, ``), accepted},
	{"auth-without-password", sip + `params: reg: "1": {address: "1000", auth: {userId: "1000", password: ""}}`, sip + `params: reg: "1": {address: "1000", auth: userId: ""}`,
		unlocked(`2 userId`, 1, ``), accepted},
	{"auth-without-password", sip + `params: reg: "1": {address: "1000", auth: {userId: "1000", useLoginCredentials: false}}`, sip + `params: reg: "1": {address: "1000", auth: {userId: "1000", useLoginCredentials: true}}`,
		unlocked(`2 userId`, 1, ``), accepted},
	{"auth-without-password", // without an address there is no line
		sip + `phones: "00907a000001": params: reg: "1": {address: "1000", auth: userId: "1000"}`, sip + `params: reg: "1": auth: userId: "1000"`,
		unlocked(`2 userId`, 1, ``), accepted},
	{"auth-without-password", // each layer says a part
		sip + `params: reg: "1": {address: "1000", auth: userId: "1000"}` + "\n" + `groups: g: params: reg: "1": auth: password: secret: "p"` + "\n" + `phones: {"00907a000001": group: "g", "00907a000002": {}}`,
		sip + `params: reg: "1": {address: "1000", auth: userId: "1000"}` + "\n" + `groups: g: params: reg: "1": auth: password: secret: "p"` + "\n" + `phones: "00907a000001": group: "g"`,
		unlocked(`2 userId`, 1, ``), accepted},
	{"auth-without-password", // the person's line with the handset's
		login + sip + withLine("a", `address: "2001", auth: userId: "2001"`) + withLine("b", `address: "2002", auth: userId: "2002"`),
		login + sip + `params: reg: "2": auth: useLoginCredentials: true` + "\n" + withLine("a", `address: "2001", auth: userId: "2001"`),
		unlocked(`4 userId`, 2, `: 2 people have such a line`), accepted},
	{"auth-without-password", // of which the handset says the user ID
		login + sip + `params: reg: "2": auth: userId: "x"` + "\n" + withLine("a", `address: "2001"`),
		login + sip + `params: reg: "2": auth: userId: "x"` + "\n" + withLine("a", `address: "2001", auth: password: secret: "p"`),
		unlocked(`5 address`, 2, ``), accepted},
	{"auth-without-password", // whose password the profile takes away
		login + sip + `params: reg: "2": auth: {userId: "x", password: secret: "p"}` + "\n" + withLine("a", `address: "2001", auth: password: ""`),
		login + sip + `params: reg: "2": auth: {userId: "x", password: secret: "p"}` + "\n" + withLine("a", `address: "2001"`),
		unlocked(`5 address`, 2, ``), accepted},
	{"auth-without-password", // told of the handset, and once
		login + sip + `params: reg: "2": {address: "2000", auth: userId: "x"}` + "\n" + withLine("a", `address: "2001"`),
		login + sip + `params: reg: "2": {address: "2000", auth: {userId: "x", password: secret: "p"}}` + "\n" + withLine("a", `address: "2001"`),
		unlocked(`4 userId`, 2, ``), accepted},
	{"auth-without-password", // which a foreign file may set
		login + sip + withLine("a", `address: "2001", auth: userId: "2001"`) + `configFiles: after: [{file: "pbx.cfg", sets: ["reg.2.auth.password"]}]`,
		login + sip + withLine("a", `address: "2001", auth: {userId: "2001", password: secret: "p"}`),
		strings.Replace(strings.Replace(unlocked(`4 userId`, 2, `, unless pbx.cfg sets reg.2.auth.password`), "warning", "note", 1), "\n", "", 1) + ` (pbx.cfg is named here: 5 "pbx.cfg")`, accepted},

	{"empty-address", `params: reg: "1": address: ""`, `params: reg: "1": label: ""`,
		takesNothing(`1 address`, 1), accepted},
	{"empty-address", sip + `groups: g: params: reg: "1": address: ""` + "\n" + `phones: "00907a000001": {group: "g", params: reg: "1": address: ""}`,
		sip + `params: reg: "1": address: "1000"` + "\n" + `groups: g: params: reg: "1": address: ""` + "\n" + `phones: "00907a000001": {group: "g", params: reg: "1": address: ""}`,
		takesNothing(`2 address`, 1) + "\n" + takesNothing(`3 address`, 1), accepted},
	{"empty-address", login + sip + `params: reg: "1": address: "1000"` + "\n" + withLine("a", `address: ""`),
		login + sip + `params: reg: "2": address: "1000"` + "\n" + withLine("a", `address: ""`),
		takesNothing(`5 address`, 2), accepted},
	{"empty-address", // some handset has the line
		login + sip + `groups: g: {profiles: directory: "ward", params: reg: "2": address: "1000"}` + "\n" + withLine("a", `address: ""`),
		login + sip + `groups: g: params: reg: "2": address: "1000"` + "\n" + withLine("a", `address: ""`),
		takesNothing(`5 address`, 2), accepted},
	{"empty-address", // people bring it
		login + sip + `params: reg: "1": address: ""` + "\n" + withLine("a", `address: "2001"`),
		login + sip + `params: reg: "2": address: ""` + "\n" + withLine("a", `address: "2001"`),
		takesNothing(`4 address`, 1), accepted},
	{"empty-address", // a foreign file may set one below
		`params: reg: "1": address: ""` + "\n" + `configFiles: after: [{file: "pbx.cfg", sets: ["reg.2.*"]}]`,
		`params: reg: "1": address: ""` + "\n" + `configFiles: after: [{file: "pbx.cfg", sets: ["reg.1.*"]}]`,
		takesNothing(`1 address`, 1), accepted},

	{"extension-twice", login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2001"`), login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2002"`),
		clash(`5 "2001"`, `2001`, `a and b`, `4 "2001"`), accepted},
	{"extension-twice", // the server, named in the address
		login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2001@SIP.example:5060"`), login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2001@pbx.example"`),
		clash(`5 "2001@SIP.example:5060"`, `2001`, `a and b`, `4 "2001"`), accepted},
	{"extension-twice", // or beside it
		login + sip + withLine("a", `address: "2001", server: "1": address: "one.example"`) + withLine("b", `address: "2001@one.example"`), login + sip + withLine("a", `address: "2001", server: "1": address: "one.example"`) + withLine("b", `address: "2001"`),
		clash(`5 "2001@one.example"`, `2001`, `a and b`, `4 "2001"`), accepted},
	{"extension-twice", // on different lines, once an extension
		login + sip + withLine("a", `address: "2001"`) + `users: b: {password: secret: "b", params: reg: {"1": address: "2001", "3": address: "2001"}}` + "\n" + `users: c: {password: secret: "c", params: reg: "1": address: "2001"}`,
		login + sip + `users: b: {password: secret: "b", params: reg: {"1": address: "2001", "3": address: "2001"}}`,
		clash(`6 "2001"`, `2001`, `a, b and c`, `4 "2001"`), accepted},
	{"extension-twice", // many
		login + sip + withLine("d", `address: "2001"`) + withLine("c", `address: "2001"`) + withLine("b", `address: "2001"`) + withLine("a", `address: "2001"`),
		login + sip + withLine("d", `address: "2001"`) + withLine("c", `address: "2001", type: "shared"`),
		clash(`7 "2001"`, `2001`, `4 people, b and c among them`, `4 "2001"`), accepted},
	{"extension-twice", // one of two is shared
		login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2001", type: "private"`), login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2001", type: "shared"`),
		clash(`5 "2001"`, `2001`, `a and b`, `4 "2001"`), accepted},
	{"extension-twice", // as the handset says; the person says otherwise
		login + sip + `params: reg: "2": type: "shared"` + "\n" + withLine("a", `address: "2001", type: "private"`) + withLine("b", `address: "2001", type: "private"`), login + sip + `params: reg: "2": type: "shared"` + "\n" + withLine("a", `address: "2001"`) + withLine("b", `address: "2001"`),
		clash(`6 "2001"`, `2001`, `a and b`, `5 "2001"`), accepted},
	{"extension-twice", // each ward has a server of its own
		login + sip + `groups: {g: profiles: directory: "g", h: {profiles: directory: "h", params: reg: "2": server: "1": address: "sip.example."}}` + "\n" + withLine("a", `address: "2001"`) + `users: {a: directory: "g", b: directory: "h"}, ` + withLine("b", `address: "2001"`),
		login + sip + `groups: {g: profiles: directory: "g", h: {profiles: directory: "h", params: reg: "2": server: "1": address: "h.example"}}` + "\n" + withLine("a", `address: "2001"`) + `users: {a: directory: "g", b: directory: "h"}, ` + withLine("b", `address: "2001"`),
		clash(`6 "2001"`, `2001`, `a and b`, `5 "2001"`), accepted},
}

func clash(at, extension, who, other string) string {
	return at + `: warning extension-twice: extension ` + extension + ` belongs to ` + who + `, and its calls reach whichever of them registered last; give each their own, or write type: "shared" beside the addresses if they share the line (another is here: ` + other + `)`
}

// Correct deployments of kinds that people have get nothing at all.
func TestLegitimateLines(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"a server by DHCP": login + `params: {voIpProt: server: dhcp: {available: true, option: 151}, reg: "1": address: "ward"}` + "\n" + withLine("a", `address: "2001"`),
		"a shared line in each profile": login + sip + withLine("a", `address: "2001"`) + withLine("b", `address: "2002"`) +
			`users: [string]: params: reg: "3": {address: "team", type: "shared", auth: {userId: "team", password: secret: "team"}}`,
		"a line of the handset that each person keeps": login + sip + `params: reg: "1": {address: "ward", auth: {userId: "ward", password: secret: "ward"}}` + "\n" + withLine("a", `address: "2001"`),
		"sites with a server each":                     login + `groups: {n: params: voIpProt: server: "1": address: "n.example", s: params: voIpProt: server: "1": address: "s.example"}, phones: {"00907a000001": group: "n", "00907a000002": group: "s"}` + "\n" + withLine("a", `address: "2001"`) + withLine("b", `address: "2002"`),
		"accounts in the addresses":                    login + withLine("a", `address: "2001@one.example", auth: {userId: "2001", password: secret: "x"}`) + withLine("b", `address: "2001@two.example"`),
		"a line of one's own for each handset":         sip + `phones: {"00907a000001": params: reg: "1": {address: "1001", auth: {userId: "1001", password: secret: "p1"}}, "00907a000002": params: reg: "1": {address: "1002", auth: {userId: "1002", password: secret: "p2"}}}`,
		"everything by the PBX":                        `params: reg: "1": {address: "1000", auth: {userId: "1000", password: secret: "p"}}, configFiles: before: ["pbx/[PHONE_MAC_ADDRESS].cfg"]`,
		"logging in to the server as to the handset":   login + sip + `params: reg: "2": auth: useLoginCredentials: true` + "\n" + withLine("a", `address: "2001"`) + withLine("b", `address: "2002", auth: userId: "b"`),
		"nobody's line while logged out":               login + sip + `params: reg: "1": address: "1000"` + "\n" + `groups: quiet: params: reg: "1": address: ""` + "\n" + `phones: "00907a000001": group: "quiet"`,
	} {
		c := compile(t, body)
		if found := (checkTest{}).about(c.findings); len(found) > 0 {
			t.Errorf("%s:\n%s\n%s", name, body, c.text(found))
		}
	}
}
