package relations_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/spectralink/deploytest"
)

// parts are what users and handsets say one by one and is told of all together, with all
// that is found; accepted findings say so.
var parts = []struct{ body, says string }{
	// A macro that a user has is there for keys of handsets on which the user logs in.
	{deploytest.Login + `params: {feature: enhancedFeatureKeys: enabled: true, softkey: "1": {action: "!park", enable: true}}
users: ana: {password: secret: "a", params: efk: efklist: "1": {mname: "park", status: true, action: string: "$P1$"}}
`, ``},
	{deploytest.Login + `params: {feature: enhancedFeatureKeys: enabled: true, softkey: "1": {action: "!park", enable: true}}
users: ana: {password: secret: "a", params: efk: efklist: "1": {mname: "hold", status: true, action: string: "$P1$"}}
`, `3 action: warning softkey-macro-unknown: softkey.1.action calls macro park, which no efk.efklist that is turned on has as its mname`},
	// What is not in the catalogue is told once of all users, and once of those who accept it.
	{deploytest.Login + `users: {
	ana: {password: secret: "a", unlisted: "up.shiny": "1"}
	ben: {password: secret: "b", unlisted: "up.shiny": "2"}
	cy: {password: secret: "c", unlisted: "up.shiny": "3", accept: [{check: "unlisted-parameter"}]}
}
phones: "00907a000001": unlisted: "up.other": "1"
`, `4 "up.shiny": warning unlisted-parameter: up.shiny is not in the catalogue: its value goes out unchecked
6 "up.shiny": warning unlisted-parameter: up.shiny is not in the catalogue: its value goes out unchecked (accepted)
8 "up.other": warning unlisted-parameter: up.other is not in the catalogue: its value goes out unchecked`},
	// A user may accept what rests on all of them, too.
	{deploytest.Login + `users: {
	ana: {password: secret: "a", params: reg: "2": address: "1044", accept: [{check: "extension-twice"}]}
	ben: {password: secret: "b", params: reg: "2": address: "1044"}
}
params: reg: "2": server: "1": address: "pbx"
`, `5 "1044": warning extension-twice: extension 1044 belongs to ana and ben, and its calls reach whichever of them registered last; give each their own, or write type: "shared" beside the addresses if they share the line (another is here: 4 "1044") (accepted)`},
	{deploytest.Login + `groups: g: {params: device: dhcp: enabled: true, accept: [{check: "device-set-missing"}]}
phones: "00907a000001": {params: device: dhcp: enabled: true, accept: [{check: "device-set-missing"}]}
`, `3 enabled: warning device-set-missing: device.dhcp.enabled has no effect: device.dhcp.enabled.set is not true on any handset that takes it; set device: dhcp: "enabled.set": true (accepted)
4 enabled: warning device-set-missing: device.dhcp.enabled has no effect: device.dhcp.enabled.set is not true on any handset that takes it; set device: dhcp: "enabled.set": true (accepted)`},
	// Each of what lies in rooms of its own is asked: of users, of handsets, and of both.
	{deploytest.Login + deploytest.AuthorizedNumbers(1) + `users: ana: {password: secret: "a", params: phoneLock: enabled: false}
`, `4 enabled: warning authorized-disabled: phoneLock.enabled is false in a user's file, and authorized numbers of handsets there need the Phone Lock feature (CS-15-10)`},
	{deploytest.Logins(`enabled: true, persistent: true`) + deploytest.AuthorizedNumbers(1), `3 [: warning authorized-without-required: authorized numbers are for handsets that require log-in, and prov.login.required is not true`},
	{deploytest.Login + `emergencyNumbers: ["112"]
`, `2 required: error emergency-unreachable: while nobody is logged in, 112 cannot be called: neither authorizedNumbers nor dialplan.routing.emergency lists it; declare authorizedNumbers, or dialplan: routing: emergency: "1": value:, and give the handset a line of its own (what must be callable is declared here: 3 "112")`},
	{deploytest.Login + `params: softkey: "1": {label: "x", enable: true}
`, `3 label: warning feature-off: softkey.1.label has no effect: feature.enhancedFeatureKeys.enabled is not true on any handset that takes it; set feature: enhancedFeatureKeys: enabled: true`},
	{deploytest.Login + `params: softkey: "1": {label: "x", enable: true}
users: ana: {password: secret: "a", params: feature: enhancedFeatureKeys: enabled: true}
`, ``},
	{deploytest.Login + `users: ana: {password: secret: "a", params: device: {"set": false, dhcp: {enabled: true, "enabled.set": true}}}
`, `3 "set": warning device-set-missing: device.set is false, so a handset ignores the device settings beside it; leave device.set out: provc writes it where a .set stands`},
	{deploytest.Login + `params: device: {"set": false, dhcp: {enabled: true, "enabled.set": true}}
`, `3 "set": warning device-set-missing: device.set is false, so a handset ignores the device settings beside it; leave device.set out: provc writes it where a .set stands`},
	{deploytest.Login + `users: ana: {password: secret: "a", params: voice: codecPref: {G711_A: 2, G711_Mu: 2}}
`, `3 G711_Mu: warning codec-preference-twice: voice.codecPref.G711_A and voice.codecPref.G711_Mu have the same place in the order of codecs, 2; give each a place of its own, or 0 to the one that is not used (the other is here: 3 G711_A)`},
	{deploytest.Login + `params: voice: codecPref: {G711_A: 2, G711_Mu: 2}
`, `3 G711_Mu: warning codec-preference-twice: voice.codecPref.G711_A and voice.codecPref.G711_Mu have the same place in the order of codecs, 2; give each a place of its own, or 0 to the one that is not used (the other is here: 3 G711_A)`},
	{deploytest.Login + `params: feature: enhancedFeatureKeys: enabled: true
users: ana: {password: secret: "a", params: softkey: "1": {action: "!park", enable: true}}
`, `4 action: warning softkey-macro-unknown: softkey.1.action calls macro park, which no efk.efklist that is turned on has as its mname`},
}

func TestParts(t *testing.T) {
	for i, x := range parts {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			c := deploytest.Compile(t, x.body)
			var lines []string
			for _, d := range c.Findings {
				line := strings.TrimSpace(c.Text(diag.List{d}))
				if len(d.Accepted) > 0 {
					line += " (accepted)"
				}
				if d.Check != "emergency-unreachable" || d.Severity == diag.Error { // which all of them get
					lines = append(lines, line)
				}
			}
			if got := strings.Join(lines, "\n"); got != x.says {
				t.Errorf("got\n%s\nwant\n%s\nin\n%s", got, x.says, x.body)
			}
		})
	}
}

// Files of others are known by name, whichever part of a deployment names them, and may
// set what any of those says.
func TestForeignOfAllParts(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, `folder: "den"
`+deploytest.Login+`configFiles: after: [{file: "all.cfg", sets: ["tone.*"]}]
groups: g: configFiles: before: [{file: "pbx.cfg", sets: ["reg.*"]}]
phones: "00907a000001": configFiles: {before: [{file: "pbx.cfg", sets: ["up.*"]}], after: ["any.cfg", "https://pbx.example/x.cfg"]}
models: "8440": configFiles: instead: [{file: "model.cfg", sets: []}, {file: "any.cfg", sets: []}]
`)
	var got []string
	for _, f := range c.Foreign {
		got = append(got, fmt.Sprintf("%s %t %v", f.Name, f.Bounded, f.Sets))
	}
	want := "den/all.cfg true [tone.*]\nden/any.cfg false []\nhttps://pbx.example/x.cfg false []\nden/model.cfg true []\nden/pbx.cfg true [reg.* up.*]"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

// People who log in by one password are found, whether a secret or a text has it; a
// password of nobody's own is none.
func TestPasswordsAlike(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, deploytest.Login+`users: {
	ana: password: secret: "ward"
	ben: password: secret: "ben"
	cy: password: secret: "ward"
	dan: params: reg: "1": label: "x"
	eve: params: prov: login: localPassword: "4711"
	fay: params: prov: login: localPassword: "4711"
	gus: password: secret: "4711"
}
`)
	if got := len(c.Passwords); got != 6 {
		t.Errorf("%d people have a password, not 6", got)
	}
	var got []string
	for _, group := range c.Passwords.Alike() {
		s := ""
		for _, m := range group {
			s += fmt.Sprint(" ", m.At)
		}
		got = append(got, s)
	}
	slices.Sort(got)
	if want := []string{" 0 2", " 4 5"}; !slices.Equal(got, want) {
		t.Errorf("people with one password are %q, want %q", got, want)
	}
}
