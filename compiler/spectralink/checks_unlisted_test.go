package spectralink

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
)

const (
	taken  = " is in the catalogue, and params takes this value; write params: "
	aside  = "unlisted sets a rule of the catalogue aside: "
	lacks  = " is not in the catalogue: its value goes out unchecked"
	twice  = " stands in params and in unlisted of one layer; keep one of them"
	inText = " is secret, but its value stands in the configuration; write {secret: \"name\"} and keep the value out of git"
)

// Checks of what stands under unlisted.
var unlistedChecks = []checkTest{
	// A value that the catalogue does not allow, and one that it does.
	{"unlisted-known", `unlisted: "powerSaving.officeHours.duration.sunday": 13`, `params: powerSaving: officeHours: duration: sunday: 12`,
		`1 "powerSaving.officeHours.duration.sunday": warning unlisted-known: ` + aside + `powerSaving.officeHours.duration.sunday must be a whole number from 0 to 12: found 13`, accepted},
	{"unlisted-known", `unlisted: "powerSaving.officeHours.duration.sunday": 12`, `params: powerSaving: officeHours: duration: sunday: 12`,
		`1 "powerSaving.officeHours.duration.sunday": warning unlisted-known: powerSaving.officeHours.duration.sunday` + taken + `powerSaving: officeHours: duration: sunday: 12`, accepted},
	{"unlisted-known", login + `users: a: {password: secret: "a", unlisted: "reg.34.label": "x \"y\""}`, login + withUser("a"),
		`3 "reg.34.label": warning unlisted-known: reg.34.label` + taken + `reg: "34": label: "x \"y\""`, accepted},
	// As a handset reads it, the value is the same.
	{"unlisted-known", `unlisted: {"feature.presence.enabled": 1, "reg.1.auth.optimizedInFailover": "0", "ptt.emergencyChannel.volume": -9}`, `unlisted: "up.shiny": 1`,
		`1 "feature.presence.enabled": warning unlisted-known: feature.presence.enabled` + taken + `feature: presence: enabled: true
1 "reg.1.auth.optimizedInFailover": warning unlisted-known: reg.1.auth.optimizedInFailover` + taken + `reg: "1": auth: optimizedInFailover: false
1 "ptt.emergencyChannel.volume": warning unlisted-known: ptt.emergencyChannel.volume` + taken + `ptt: "emergencyChannel.volume": -9`, accepted},
	{"unlisted-known", `unlisted: "feature.presence.enabled": "yes"`, `unlisted: "up.shiny": "yes"`,
		`1 "feature.presence.enabled": warning unlisted-known: ` + aside + `feature.presence.enabled must be true or false: found "yes"`, accepted},
	// An index beyond those that the catalogue knows.
	{"unlisted-known", `groups: g: unlisted: "reg.35.label": "x"`, `groups: g: unlisted: "reg.35.shiny": "x"`,
		`1 "reg.35.label": warning unlisted-known: ` + aside + `the index of reg.35.label must be 1 to 34`, accepted},
	// Secrets are not shown.
	{"unlisted-known", `unlisted: "reg.1.auth.password": secret: "sip"`, `params: reg: "1": auth: password: secret: "sip"`,
		`1 "reg.1.auth.password": warning unlisted-known: reg.1.auth.password` + taken + `reg: "1": auth: password: {secret: "…"}`, accepted},
	{"unlisted-known", `unlisted: "reg.1.label": secret: "sip"`, `params: reg: "1": label: "sip"`,
		`1 "reg.1.label": warning unlisted-known: ` + aside + `reg.1.label is no secret, and only secrets are taken from references`, accepted},
	{"unlisted-known", `unlisted: "reg.2.auth.password": "` + strings.Repeat("hidden", 50) + `"`, `params: reg: "2": auth: password: secret: "hidden"`,
		`1 "reg.2.auth.password": warning unlisted-known: ` + aside + `reg.2.auth.password must be printable text of at most 256 characters, or {secret: "name"}: found text of 300 characters
1 "` + strings.Repeat("hidden", 50) + `": warning literal-secret: reg.2.auth.password` + inText, accepted},
	// One finding a rule, at the first place.
	{"unlisted-known", "groups: g: unlisted: \"up.idleTimeout\": -1\nphones: \"00907a000001\": unlisted: \"up.idleTimeout\": -2\nphones: \"00907a000002\": unlisted: \"up.idleTimeout\": 7", ``,
		`1 "up.idleTimeout": warning unlisted-known: ` + aside + `up.idleTimeout must be a whole number from 0 to 6553500: found -1
3 "up.idleTimeout": warning unlisted-known: up.idleTimeout` + taken + `up: idleTimeout: 7`, accepted},

	{"unlisted-letter-case", `unlisted: "reg.7.lineKEYS": 2`, `unlisted: "reg.7.lineKeyz": 2`,
		`1 "reg.7.lineKEYS": error unlisted-letter-case: reg.7.lineKEYS differs from reg.7.lineKeys in letter case alone, and names are case-sensitive; write reg: "7": lineKeys:`, accepted},
	{"unlisted-letter-case", `unlisted: "Prov.login.enabled": true`, `unlisted: "prov.polling.shiny": true`,
		`1 "Prov.login.enabled": error unlisted-letter-case: Prov.login.enabled differs from prov.login.enabled in letter case alone, and names are case-sensitive; write prov: login: enabled:`, accepted},

	{"unlisted-elsewhere", `phones: "00907a000001": unlisted: "prov.login.shiny": true`, `phones: "00907a000001": unlisted: "prov.logins.shiny": true`,
		`1 "prov.login.shiny": error unlisted-elsewhere: phones.00907a000001.unlisted."prov.login.shiny": prov.login.* never goes into unlisted: write it in params, where it is checked`, same},
	{"unlisted-elsewhere", `unlisted: "phoneLock.authorized.2.value": "110"`, `unlisted: "phoneLock.shiny": "110"`,
		`1 "phoneLock.authorized.2.value": error unlisted-elsewhere: unlisted."phoneLock.authorized.2.value": phoneLock.authorized.* never goes into unlisted: write authorizedNumbers, or params`, same},

	{"unlisted-twice", `groups: g: {params: reg: "4": label: "x", unlisted: "reg.4.label": "y"}`, `params: reg: "4": label: "x", groups: g: unlisted: "reg.4.label": "y"`,
		`1 "reg.4.label": error unlisted-twice: reg.4.label` + twice + ` (the other is here: 1 label)`, same},
	{"unlisted-twice", `params: ptt: "emergencyChannel.volume": -9, unlisted: "ptt.emergencyChannel.volume": -99`, `params: ptt: emergencyChannel: 9, unlisted: "ptt.emergencyChannel.volume": -99`,
		`1 "ptt.emergencyChannel.volume": error unlisted-twice: ptt.emergencyChannel.volume` + twice + ` (the other is here: 1 "emergencyChannel.volume")`, same},
	{"unlisted-twice", login + `users: a: {password: secret: "a", params: reg: "1": auth: password: secret: "x", unlisted: "reg.1.auth.password": secret: "x"}`,
		login + `users: a: {password: secret: "a", params: reg: "1": auth: password: secret: "x", unlisted: "reg.2.auth.password": secret: "x"}`,
		`3 "reg.1.auth.password": error unlisted-twice: reg.1.auth.password` + twice + ` (the other is here: 3 password)`, same},
	{"unlisted-twice", `params: bg: hiRes: color: bm: "1": em: name: "x", unlisted: "bg.hiRes.color.bm.1.em.name": "y"`, `params: bg: hiRes: color: bm: "1": em: name: "x", unlisted: "bg.hiRes.color.bm.2.em.name": "y"`,
		`1 "bg.hiRes.color.bm.1.em.name": error unlisted-twice: bg.hiRes.color.bm.1.em.name` + twice + ` (the other is here: 1 name)`, same},

	// Of names that the catalogue lacks, the name tells of a secret.
	{"literal-secret", `unlisted: "up.my.adminPassword": "hidden"`, `unlisted: {"up.my.adminPassword": secret: "hidden", "up.passwordLength": 8, "up.password.enabled": true, "up.spinning": "fast"}`,
		`1 "hidden": warning literal-secret: up.my.adminPassword` + inText, accepted},
	{"literal-secret", `unlisted: "up.my.pin": 4711`, `unlisted: "up.my.pinned": 4711`,
		`1 4711: warning literal-secret: up.my.pin` + inText, accepted},
	// Not even where the value is refused.
	{"field-value", `unlisted: "up.my.password": "hidden\u0001"`, `unlisted: "up.my.word": "shown"`,
		`1 "hidden\u0001": error field-value: unlisted."up.my.password" must be printable text, a whole number, true or false, or {secret: "name"}: found text of 7 characters`, same},
	{"field-value", `unlisted: "up.my.word": "shown\u0001"`, `unlisted: "up.my.word": "shown"`,
		`1 "shown\u0001": error field-value: unlisted."up.my.word" must be printable text, a whole number, true or false, or {secret: "name"}: found "shown\x01"`, same},
	{"field-value", `unlisted: "up.my": {word: "shown"}`, `unlisted: "up.my.word": "shown"`,
		`1 {: error field-value: unlisted."up.my" must be printable text, a whole number, true or false, or {secret: "name"}: found a struct; write "up.my.word", as one label`, same},
	{"field-unknown", `unlisted: up: shiny: true`, `unlisted: "up.shiny": true`,
		`1 up: error field-unknown: unlisted.up: a parameter's name has parts of letters, digits, _ and -, joined by points: found up; write "up.shiny", as one label`, same},
	{"unlisted-parameter", `unlisted: "reg.x.label": "y"`, ``,
		`1 "reg.x.label": warning unlisted-parameter: reg.x.label` + lacks + `; write a number in the place of x`, accepted},
}

// Rules between parameters hold of those under unlisted, too.
var unlistedRelations = []checkTest{
	{"ptt-persistent", logins("enabled: true") + `users: a: {password: secret: "a", unlisted: "ptt.channel.2.label": "x"}`, logins("enabled: true, persistent: true") + `users: a: {password: secret: "a", unlisted: "ptt.channel.2.label": "x"}`, "", same},
	{"authorized-disabled", `groups: g: {authorizedNumbers: [{value: "110"}], unlisted: "phoneLock.enabled": 0}`, `groups: g: {authorizedNumbers: [{value: "110"}], unlisted: "phoneLock.enabled": 1}`, "", same},
	{"authorized-disabled", `params: up: idleTimeout: 5, authorizedNumbers: [{value: "110"}], unlisted: "feature.enhancedFeatureKeys.enabled": false`, `params: up: idleTimeout: 5, authorizedNumbers: [{value: "110"}], unlisted: "feature.enhancedFeatureKeys.enabled": true`, "", same},
	{"restart-loop", logins("enabled: true") + `users: a: {password: secret: "a", unlisted: "device.net.vlanId": 4095}`, logins("enabled: true, persistent: true") + `users: a: {password: secret: "a", unlisted: "device.net.vlanId": 4095}`, "", same},
}

func TestUnlistedRelations(t *testing.T) {
	t.Parallel()
	for _, c := range unlistedRelations {
		bad, good := compile(t, c.bad), compile(t, c.good)
		if !strings.Contains(bad.text(bad.findings), "error "+c.check+":") {
			t.Errorf("%s\nis not refused by %s:\n%s", c.bad, c.check, bad.text(bad.findings))
		}
		if good.findings.HasErrors() {
			t.Errorf("%s\n%s", c.good, good.text(good.findings))
		}
		if !testing.Short() {
			if said := strings.Join(vetted(t, c.bad), "\n"); !strings.Contains(said, "must be true here") && !strings.Contains(said, "must not be false") {
				t.Errorf("plain CUE says of\n%s\n%s", c.bad, said)
			}
			if said := vetted(t, c.good); len(said) > 0 {
				t.Errorf("plain CUE refuses\n%s\n%s", c.good, said)
			}
		}
	}
}

// What stands under unlisted goes where it would go from params, and beats what it
// would beat there.
func TestUnlistedFiles(t *testing.T) {
	t.Parallel()
	c := compile(t, login+`unlisted: {"powerSaving.officeHours.duration.monday": 24, "reg.35.label": "y", "up.shiny": true, "feature.presence.enabled": true}
groups: g: unlisted: "up.idleTimeout": -1
phones: "00907a000001": {group: "g", unlisted: {"up.idleTimeout": -2, "reg.1.auth.password": secret: "sip"}}
users: a: {password: secret: "a", unlisted: "up.idleTimeout": -3}
`)
	if c.findings.HasErrors() {
		t.Fatal(c.text(c.findings))
	}
	for _, x := range []struct{ file, name, want string }{
		{"site.cfg", "powerSaving.officeHours.duration.monday", "24"},
		{"reg-basic.cfg", "reg.35.label", "y"},
		{"site.cfg", "up.shiny", "1"},
		{"features.cfg", "feature.presence.enabled", "1"},
		{"group-g.cfg", "up.idleTimeout", "-1"},
		{"phone-00907a000001.cfg", "up.idleTimeout", "-2"},
		{"phone-00907a000001.cfg", "reg.1.auth.password", "{sip}"},
		{"people/a.cfg", "up.idleTimeout", "-3"},
	} {
		f := c.byPath[x.file]
		if f == nil {
			t.Errorf("there is no %s", x.file)
			continue
		}
		at := slices.IndexFunc(f.Params, func(p artifact.Param) bool { return p.Name == x.name })
		if at < 0 {
			t.Errorf("%s has no %s", x.file, x.name)
			continue
		}
		got := f.Params[at].Value
		if s := f.Params[at].Secret; s != "" {
			got = "{" + s + "}"
		}
		if got != x.want {
			t.Errorf("%s has %s %q, want %q", x.file, x.name, got, x.want)
		}
	}
}

// One finding for one mistake: what follows from an error is not told. What does not
// is told with it.
func TestConsequences(t *testing.T) {
	t.Parallel()
	const people = `users: ana: {password: secret: "a", params: ptt: {pttMode: enable: true, channel: "1": subscribed: true}}, users: ben: password: secret: "b"` + "\n"
	for _, x := range []struct {
		body string
		want []string
	}{
		{`profiles: directory: "people", params: prov: {enabled: true, polling: enabled: true}, authorizedNumbers: [{value: "110"}]` + "\n" + people,
			[]string{"parameter-unknown"}},
		{`params: login: {enabled: true, required: true, persistent: true}` + "\n" + people,
			[]string{"parameter-unknown", "changes-not-fetched"}},
		{`params: prov: login: true` + "\n" + people, []string{"changes-not-fetched", "parameter-value"}},
		{`params: prov: {login: automaticLogout: "20", login: enabled: true, polling: enabled: "on"}`, []string{"parameter-value", "parameter-value"}},
		{`params: prov: {login: {enabled: true, automaticLogout: 20, persistent: "yes"}, polling: enabled: true}` + "\n" + people, []string{"parameter-value"}},
		{logins(`enabled: true, persistent: true`) + `users: ana: {pasword: secret: "a", params: up: idleTimeout: 5}`, []string{"field-unknown"}},
		{logins(`enabled: true, persistent: true`) + `users: ana: params: up: idleTimeot: 5`, []string{"parameter-unknown"}},
		{logins(`enabled: true, persistent: true`) + `users: ana: {pasword: secret: "a", params: up: idleTimeout: 5}, users: ben: params: up: idleTimeout: 5`, []string{"field-unknown", "user-password-default"}},
		{logins(`enabled: true, persistent: true`) + `phones: "00907a000001": params: device: net: {vlanId: 5, "vlanId.set": 1}`, []string{"parameter-value"}},
		{logins(`enabled: true, persistent: true`) + `users: ana: {password: secret: "a", params: ptt: {channel: "1": subscribed: true, pttMode: enable: "on"}}`, []string{"parameter-value"}},
		{logins(`enabled: true, persistent: true`) + `params: reg: "1": {address: "w@h", auth: {userId: "w", password: {secrt: "s"}}}`, []string{"parameter-unknown"}},
		{logins(`enabled: true, persistent: true`) + `params: reg: "1": {address: "w@h", auth: userId: "w"}, unlisted: "reg.1.auth.password": null`, []string{"field-value"}},
		{logins(`enabled: true, persistent: true`) + `users: ana: {password: {}, params: up: idleTimeout: 5}`, []string{"field-missing"}},
		{logins(`enabled: true, persistent: true`) + `configFiles: after: [{fil: "pbx.cfg"}]`, []string{"field-unknown"}},
		{logins(`enabled: true, persistent: true`) + `configFiles: after: ["", {file: ""}]`, []string{"field-value", "field-value"}},
		{logins(`enabled: true, required: true, persistent: true`) + `params: reg: "1": address: "w@h", authorizedNumbers: [{number: "110"}]`, []string{"field-unknown"}},
		{logins(`enabled: true, persistent: true`) + `gruops: g: {}, phones: "00907a000001": group: "g"`, []string{"field-unknown"}},
		{`params: prov: {login: {enabled: true, automaticLogout: 20}, polling: enabled: true}, profiles: directory: 5, users: ana: {password: secret: "a", directory: "people"}`, []string{"field-value"}},
		{`params: {prov: {login: {enabled: true, automaticLogout: 20, requierd: true}, polling: enabled: true}}, users: ana: {password: secret: "a", params: prov: login: persistent: false}`, []string{"parameter-unknown", "login-parameter-in-user-file"}},
	} {
		c := compile(t, x.body)
		var got []string
		for _, d := range c.findings {
			got = append(got, d.Check)
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(x.want))
		if !slices.Equal(got, want) {
			t.Errorf("%s\ngot %v, want %v\n%s", x.body, got, want, c.text(c.findings))
		}
	}
}
