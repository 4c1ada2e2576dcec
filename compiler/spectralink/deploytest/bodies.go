package deploytest

import (
	"fmt"
	"strings"
)

// Login is a deployment in which people can log in and nothing is worth a note.
const Login = `profiles: directory: "people"
params: prov: {login: {enabled: true, required: true, persistent: true, automaticLogout: 30}, polling: enabled: true}
`

// Logins is one whose settings of prov.login, on its second line, are given.
func Logins(settings string) string {
	return "profiles: directory: \"people\", params: prov: polling: enabled: true\nparams: prov: login: {automaticLogout: 30, " + settings + "}\n"
}

// WithUser is a user who has a password and nothing else.
func WithUser(id string) string { return fmt.Sprintf("users: %q: password: secret: \"a\"\n", id) }

// AuthorizedNumbers are so many numbers.
func AuthorizedNumbers(n int) string {
	return "authorizedNumbers: [" + strings.Repeat(`{value: "1"}, `, n) + "]\n"
}

// PBX has handsets read a file of the PBX's before ours, or after them, which is
// declared to set what is listed.
func PBX(when, sets string) string {
	return "configFiles: " + when + ": [{file: \"pbx.cfg\", sets: [" + sets + "]}]\n"
}

// Ana is a user with such parameters, who can log in on handsets whose profiles lie
// in people; her log-in lasts over a restart.
func Ana(params string) string {
	return Login + `users: ana: {password: secret: "ana", params: {` + params + "}}\n"
}

// Everything is a deployment that has a file of every kind.
const Everything = `folder: "den", dialect: "spectralink", software: "4.0/sip.ld", misc: ["lang/de.xml", "tftp://x.example/y"]
directories: {license: "l", callLists: "cl", contacts: "c", overrides: "https://o.example/o", logs: "logs/[PHONE_MAC_ADDRESS]"}
profiles: directory: "people"
params: prov: {login: {enabled: true, persistent: true, required: true}, polling: enabled: false}
params: {reg: "1": address: "ward", voIpProt: server: "1": {address: "sip", port: 5060}}
authorizedNumbers: [{value: "112", description: "Help"}]
unlisted: {"up.shiny": true, "up.number": 7, "up.dull": false, "up.text": "a"}
contacts: [{ct: "1", sd: 5, ad: true, ar: false, ln: "L", fn: "F", lb: "B", pt: "SIP", rt: 3, dc: "2", bw: 1, bb: 0}]
groups: {
	ward: params: reg: "2": label: "w"
	empty: label: "no file"
	icu: profiles: directory: "icu"
}
phones: {
	"00907a000001": {group: "ward", params: reg: "3": label: "p", unlisted: "a.b": "c"}
	"00907a000002": group: "ward"
	"00907a000003": group: "empty"
	"00907a000004": authorizedNumbers: []
	"00907a000005": {}
	"00907a000006": profiles: directory: "own"
	"00907a000007": {group: "icu", label: "x"}
	"00907a000008": {params: {}, unlisted: {}}
}
users: {
	ana: {password: secret: "ana", params: reg: "2": address: "7", contacts: [{ct: "9"}], unlisted: "a.b": 1}
	bo: {directory: "icu", password: secret: "bo", contacts: []}
}
`

// Users in the profiles directory people, who restart a handset when they log in.
const (
	Talker    = `users: a: {password: secret: "a", params: ptt: channel: "1": label: "x"}` + "\n"
	Restarter = `users: a: {password: secret: "a", params: device: "set": true}` + "\n"
)

// NobodyLogsIn is said at a place of users in a directory who can log in nowhere.
func NobodyLogsIn(at, directory string) string {
	return at + ": error profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in " + directory + ", so nobody there can log in"
}

// PushesToTalk is said at a place of users in a directory, of whom the first sets
// a parameter at another place.
func PushesToTalk(at, directory, param, set string) string {
	return at + ": error ptt-persistent: prov.login.persistent must be true here: a user in " + directory +
		" sets push-to-talk parameters, and each log-in would restart the handset and log the user out (CS-15-10); set prov: login: persistent: true (" + param + " is set here: " + set + ")"
}
