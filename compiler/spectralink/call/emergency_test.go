package call_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// Checks of whom a handset can call while nobody is logged in.
var emergencyChecks = []deploytest.Case{
	{Check: "emergency-unreachable", Bad: deploytest.Login + ownLine, Good: deploytest.Login + ownLine + deploytest.AuthorizedNumbers(1),
		Says: `2 required: warning emergency-unreachable: ` + noNumber, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // neither a number nor a line
		Bad: deploytest.Login, Good: deploytest.Login + ownLine + deploytest.AuthorizedNumbers(1),
		Says: `2 required: warning emergency-unreachable: ` + noNumber + `, and give the handset a line of its own`, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // a number of a line is one, where no line is
		Bad: deploytest.Login + `params: dialplan: "2": routing: emergency: "1": value: "112"`, Good: deploytest.Login + `params: {dialplan: "2": routing: emergency: "1": value: "112", reg: "2": {address: "w", server: "1": address: "sip"}}`,
		Says: `2 required: warning emergency-unreachable: ` + noLine, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // it is told of the number, not of what is said beside it, nor that others are replaced
		Bad:  deploytest.Login + ownLine + slot("1", "112") + `params: dialplan: "2": routing: emergency: "1": value: "110"` + "\n" + `groups: g: params: phoneLock: authorized: "1": {` + "\n" + `description: "x"` + "\n" + `value: "5100"}`,
		Good: deploytest.Login + ownLine + slot("1", "112") + lockOn,
		Says: `4 value: warning emergency-unreachable: ` + noLock + "\n8 value: warning emergency-unreachable: " + found(noLock, "group g"), Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // whichever stands first
		Bad: deploytest.Login + ownLine + `params: dialplan: "2": routing: emergency: "1": value: "110"` + "\n" + slot("1", "112"), Good: deploytest.Login + ownLine + slot("1", "112") + lockOn,
		Says: `5 value: warning emergency-unreachable: ` + noLock, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // where log-in is enabled and required
		Bad: deploytest.Login + ownLine, Good: deploytest.Logins(`enabled: true, required: false`),
		Says: `2 required: warning emergency-unreachable: ` + noNumber, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", Bad: deploytest.Login + ownLine, Good: deploytest.Logins(`required: true`) + ownLine,
		Says: `2 required: warning emergency-unreachable: ` + noNumber, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // numbers without a value are none
		Bad: deploytest.Login + ownLine + slot("1", ""), Good: deploytest.Login + ownLine + slot("1", "112") + lockOn,
		Says: `4 value: warning emergency-unreachable: ` + noNumber, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // numbers of the dial plan need no lock
		Bad: deploytest.Login + ownLine + `params: dialplan: routing: emergency: "1": {description: "x", value: ""}`, Good: deploytest.Login + ownLine + `params: dialplan: routing: emergency: "4": value: "112"`,
		Says: `2 required: warning emergency-unreachable: ` + noNumber, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // those of a line need that line
		Bad: deploytest.Login + ownLine + `params: dialplan: "2": routing: emergency: "1": value: "112"`, Good: deploytest.Login + ownLine + `params: dialplan: "1": routing: emergency: "1": value: "112"`,
		Says: `2 required: warning emergency-unreachable: ` + noNumber, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // numbers in parameters do not turn Phone Lock on
		Bad: deploytest.Login + ownLine + slot("2", "112"), Good: deploytest.Login + ownLine + slot("2", "112") + lockOn,
		Says: `4 value: warning emergency-unreachable: ` + noLock, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // a layer that takes them away
		Bad:  deploytest.Login + ownLine + deploytest.AuthorizedNumbers(1) + `groups: g: {` + deploytest.AuthorizedNumbers(0) + `}`,
		Good: deploytest.Login + ownLine + deploytest.AuthorizedNumbers(1) + `groups: g: {` + deploytest.AuthorizedNumbers(0) + `params: ` + optional + `}`,
		Says: `5 []: warning emergency-unreachable: ` + found(noNumber, `group g`), Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // a group that requires log-in
		Bad:  deploytest.Logins(`enabled: true`) + ownLine + `groups: g: params: prov: login: required: true`,
		Good: deploytest.Logins(`enabled: true`) + ownLine + `groups: g: {params: prov: login: required: true, ` + deploytest.AuthorizedNumbers(1) + `}`,
		Says: `4 required: warning emergency-unreachable: ` + found(noNumber, `group g`), Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // handsets of which each says the same, with the deployment's log-in
		Bad:  deploytest.Login + ownLine + `params: dialplan: routing: emergency: "1": value: "112"` + "\n" + `phones: {"00907a000001": params: dialplan: routing: emergency: "1": value: "", "00907a000002": params: dialplan: routing: emergency: "1": value: ""}`,
		Good: deploytest.Login + ownLine + `params: dialplan: routing: emergency: "1": value: "112"` + "\n" + `phones: {"00907a000001": params: dialplan: routing: emergency: "1": value: "110"}`,
		Says: `2 required: warning emergency-unreachable: ` + found(noNumber, `handset 00907a000001, handset 00907a000002`), Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // no line of its own; those of users do not count
		Bad: deploytest.Login + deploytest.AuthorizedNumbers(1) + `users: a: {password: secret: "a", ` + ownLine + `}`, Good: deploytest.Login + deploytest.AuthorizedNumbers(1) + ownLine,
		Says: `2 required: warning emergency-unreachable: ` + noLine, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // a line needs a server
		Bad: deploytest.Login + deploytest.AuthorizedNumbers(1) + `params: reg: "1": address: "ward"`, Good: deploytest.Login + deploytest.AuthorizedNumbers(1) + `params: {reg: "7": address: "ward", voIpProt: server: "2": address: "sip.example"}`,
		Says: `2 required: warning emergency-unreachable: ` + noLine + "\n" +
			`4 address: warning line-without-server: line 1 has an address and no server, so it cannot register; set reg: "1": server: "1": address, or voIpProt: server: "1": address for all lines`, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // handsets that differ in their lines alone are counted
		Bad:  deploytest.Login + deploytest.AuthorizedNumbers(1) + ownLine + `phones: {"00907a000001": params: reg: "1": address: "", "00907a000002": params: reg: "1": address: ""}`,
		Good: deploytest.Login + deploytest.AuthorizedNumbers(1) + ownLine + `phones: {"00907a000001": params: reg: "1": address: "5", "00907a000002": params: reg: "1": address: "6"}`,
		Says: `2 required: warning emergency-unreachable: ` + found(noLine, `handset 00907a000001 and 1 more`), Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // four kinds of handset are not all named
		Bad:  deploytest.Login + deploytest.AuthorizedNumbers(1) + ownLine + `groups: {b: params: reg: "1": address: "", a: params: reg: "1": address: "", d: params: reg: "1": address: "", c: params: reg: "1": address: ""}`,
		Good: deploytest.Login + deploytest.AuthorizedNumbers(1) + ownLine + `groups: {b: params: reg: "1": address: "x", a: params: reg: "1": label: ""}`,
		Says: `2 required: warning emergency-unreachable: ` + found(noLine, `group a, group b, group c and 1 more`), Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // a file of others may have it
		Bad: deploytest.Login + ownLine + `configFiles: after: [{file: "pbx.cfg", sets: ["dialplan.*"]}]`, Good: deploytest.Login + ownLine + `params: dialplan: routing: emergency: "1": value: "112"`,
		Says: `2 required: note emergency-unreachable: ` + unlessPBX(noNumber, `dialplan.*`) + ` (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},

	{Check: "emergency-unreachable", // what the deployment declares
		Bad:  deploytest.Login + ownLine + `emergencyNumbers: ["112", "999"]` + "\n" + `authorizedNumbers: [{value: "5100"}]`,
		Good: deploytest.Login + ownLine + `emergencyNumbers: ["112", "999"]` + "\n" + `authorizedNumbers: [{value: "999"}], params: dialplan: routing: emergency: "1": value: "112"`,
		Says: `5 [: error emergency-unreachable: ` + lacking("112 and 999", notListed+"them"+declareThem) + ` (what must be callable is declared here: 4 "112")`, Plain: deploytest.Same},
	{Check: "emergency-unreachable", // one of them
		Bad:  deploytest.Login + ownLine + `emergencyNumbers: ["112", "999"]` + "\n" + `authorizedNumbers: [{value: "112"}]`,
		Good: deploytest.Login + ownLine + `emergencyNumbers: ["112"]` + "\n" + `authorizedNumbers: [{value: "sip:112@pbx.example"}]`,
		Says: `5 [: error emergency-unreachable: ` + lacking("999", notListed+"it"+declareThem) + ` (what must be callable is declared here: 4 "112")`, Plain: deploytest.Same},
	{Check: "emergency-unreachable", // none, where there are no numbers
		Bad: deploytest.Login + ownLine + `emergencyNumbers: ["112"]`, Good: deploytest.Login + ownLine + `emergencyNumbers: []` + "\n" + deploytest.AuthorizedNumbers(1),
		Says: `2 required: error emergency-unreachable: ` + lacking("112", notListed+"it"+declareThem) + ` (what must be callable is declared here: 4 "112")`, Plain: deploytest.Same},
	{Check: "emergency-unreachable", // from each kind of handset, in one finding a place
		Bad:  deploytest.Login + ownLine + `emergencyNumbers: ["112"]` + "\n" + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: {g: authorizedNumbers: [{value: "5100"}], h: params: reg: "1": address: ""}`,
		Good: deploytest.Login + ownLine + `emergencyNumbers: ["112"]` + "\n" + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: {authorizedNumbers: [], params: ` + optional + `}`,
		Says: `2 required: error emergency-unreachable: ` + lackingAt("112", withoutLine, "group h", giveLine) + ` (what must be callable is declared here: 4 "112")
6 [: error emergency-unreachable: ` + lackingAt("112", notListed+"it", "group g", declare) + ` (what must be callable is declared here: 4 "112")`, Plain: deploytest.Same},
	{Check: "emergency-unreachable", // the lock
		Bad: deploytest.Login + ownLine + `emergencyNumbers: ["112"]` + "\n" + slot("1", "112"), Good: deploytest.Login + ownLine + `emergencyNumbers: ["112"]` + "\n" + slot("1", "112") + lockOn,
		Says: `5 value: error emergency-unreachable: ` + lacking("112", "authorized numbers need phoneLock.enabled, which is not true; write authorizedNumbers, which turns it on") + ` (what must be callable is declared here: 4 "112")`, Plain: deploytest.Same},
	{Check: "emergency-unreachable", // a file of others may list it: no error
		Bad: deploytest.Login + ownLine + `emergencyNumbers: ["112"], configFiles: before: ["pbx.cfg"]`, Good: deploytest.Login + ownLine + `emergencyNumbers: ["112"], authorizedNumbers: [{value: "112"}]`,
		Says: `2 required: warning emergency-unreachable: while nobody is logged in, 112 cannot be called: ` + notListed + `it, unless pbx.cfg sets phoneLock.authorized.*` + declareThem + ` (what must be callable is declared here: 4 "112") (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "emergency-unreachable", // one that cannot set it changes nothing
		Bad:  deploytest.Login + ownLine + `emergencyNumbers: ["112"], configFiles: {before: [{file: "pbx.cfg", sets: ["reg.*"]}], after: [{file: "x.cfg", sets: ["prov.login.required"]}]}`,
		Good: deploytest.Login + ownLine + `emergencyNumbers: ["112"], authorizedNumbers: [{value: "112"}]`,
		Says: `2 required: error emergency-unreachable: ` + lacking("112", notListed+"it"+declareThem) + ` (what must be callable is declared here: 4 "112")`, Plain: deploytest.Same},
}

const (
	notListed   = "neither authorizedNumbers nor dialplan.routing.emergency lists "
	withoutLine = "the handset itself has no line with an address and a server"
	declare     = `; declare authorizedNumbers, or dialplan: routing: emergency: "1": value:`
	declareThem = declare
	giveLine    = `; give it one, such as params: reg: "1": {address: "ward", server: "1": address: "sip.example.com"}`

	noNumber = "while nobody is logged in, no number can be called: " + notListed + "any" + declare
	noLine   = "while nobody is logged in, no number can be called: " + withoutLine + giveLine
	noLock   = "while nobody is logged in, no number can be called: authorized numbers need phoneLock.enabled, which is not true; write authorizedNumbers, which turns it on"
)

// lacking is said of numbers that must be callable.
func lacking(numbers, why string) string {
	return "while nobody is logged in, " + numbers + " cannot be called: " + why
}

// lackingAt is said of some kinds of handset.
func lackingAt(numbers, why, kinds, hint string) string {
	return lacking(numbers, why) + ": found on " + kinds + hint
}

// found is a finding that names kinds of handset.
func found(says, kinds string) string {
	summary, hint, _ := strings.Cut(says, "; ")
	return summary + ": found on " + kinds + "; " + hint
}

// unlessPBX is a finding that a file of others softens.
func unlessPBX(says, sets string) string {
	summary, hint, _ := strings.Cut(says, "; ")
	return summary + ", unless pbx.cfg sets " + sets + "; " + hint
}

// Whatever gives a handset's own line a server, it calls over that line.
func TestLinesOfHandsetsThatCall(t *testing.T) {
	for body, calls := range map[string]bool{
		`reg: "1": {address: "1", server: "4": address: "sip.example"}`:                                                                      true,
		`reg: "1": {address: "", server: "1": address: "sip.example"}`:                                                                       false,
		`reg: "1": server: "1": address: "sip.example"`:                                                                                      false,
		`reg: {"1": address: "1", "2": server: "1": address: "sip.example"}`:                                                                 false,
		`reg: "34": {address: "1", outboundProxy: address: "sip.example"}`:                                                                   true,
		`{reg: "1": address: "1", voIpProt: server: "1": address: "sip.example"}`:                                                            true,
		`{reg: "1": address: "1", voIpProt: server: "1": address: ""}`:                                                                       false,
		`{reg: "1": address: "1", voIpProt: SIP: outboundProxy: address: "sip.example"}`:                                                     true,
		`{reg: "1": address: "1", voIpProt: server: dhcp: available: true}`:                                                                  true,
		`{reg: "1": address: "1", voIpProt: server: dhcp: available: false}`:                                                                 false,
		`reg: "1": address: "1@sip.example"`:                                                                                                 true,
		`reg: "1": address: "1@"`:                                                                                                            false,
		`{reg: "1": address: "1", voIpProt: H323: enable: true}`:                                                                             true,
		`{reg: "1": address: "1", voIpProt: H323: {enable: true, autoGateKeeperDiscovery: false}}`:                                           false,
		`{reg: "1": {address: "1", "protocol.H323": false}, voIpProt: H323: enable: true}`:                                                   false,
		`{reg: "1": {address: "1", "protocol.H323": true, server: H323: "2": address: "h"}, voIpProt: H323: autoGateKeeperDiscovery: false}`: true,
	} {
		body := deploytest.Login + deploytest.AuthorizedNumbers(1) + `emergencyNumbers: ["1"], params: ` + body
		c := deploytest.Compile(t, body)
		if got := !strings.Contains(c.Text(c.Findings), "emergency-unreachable"); got != calls {
			t.Errorf("%s\ncalls: %v\n%s", body, got, c.Text(c.Findings))
		}
		if testing.Short() {
			continue
		}
		if got := !strings.Contains(fmt.Sprint(deploytest.Vetted(t, body)), "cannot be called"); got != calls {
			t.Errorf("plain CUE has it that\n%s\ncalls: %v", body, got)
		}
	}
}

// What is in error elsewhere hides nothing; what can be called is not told of numbers
// and lines that are in error themselves.
func TestCallsBesideErrors(t *testing.T) {
	for body, told := range map[string]bool{
		`params: dialplan: digitmap: "[2-9]xx("`:                            true,
		`params: up: idleTimeout: "x"`:                                      true,
		`params: dialplan: routing: emergency: "1": value: 112`:             false,
		`authorizedNumbers: [{description: "Emergency"}]`:                   false,
		`authorizedNumbers: [{value: 112}]`:                                 false,
		`params: phoneLock: authorized: "1": value: 112` + "\n" + lockOn:    false,
		`groups: g: authorizedNumbers: [{value: "1"}], groups: h: gruop: 1`: true,
	} {
		c := deploytest.Compile(t, deploytest.Login+ownLine+body)
		if !c.Findings.HasErrors() {
			t.Errorf("no error in\n%s", body)
		}
		if got := strings.Contains(c.Text(c.Findings), "emergency-unreachable"); got != told {
			t.Errorf("told: %v, of\n%s\n%s", got, body, c.Text(c.Findings))
		}
	}
}
