package spectralink_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/deploytest"
)

const (
	taken  = " is in the catalogue, and params takes this value; write params: "
	aside  = "unlisted sets a rule of the catalogue aside: "
	lacks  = " is not in the catalogue: its value goes out unchecked"
	twice  = " stands in params and in unlisted of one layer; keep one of them"
	inText = " is secret, but its value stands in the configuration; write {secret: \"name\"} and keep the value out of git"
)

// Checks of what stands under unlisted.
var unlistedChecks = []deploytest.Case{
	// A value that the catalogue does not allow, and one that it does.
	{Check: "unlisted-known", Bad: `unlisted: "powerSaving.officeHours.duration.sunday": 13`, Good: `params: powerSaving: officeHours: duration: sunday: 12`,
		Says: `1 "powerSaving.officeHours.duration.sunday": warning unlisted-known: ` + aside + `powerSaving.officeHours.duration.sunday must be a whole number from 0 to 12: found 13`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", Bad: `unlisted: "powerSaving.officeHours.duration.sunday": 12`, Good: `params: powerSaving: officeHours: duration: sunday: 12`,
		Says: `1 "powerSaving.officeHours.duration.sunday": warning unlisted-known: powerSaving.officeHours.duration.sunday` + taken + `powerSaving: officeHours: duration: sunday: 12`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", Bad: deploytest.Login + `users: a: {password: secret: "a", unlisted: "reg.34.label": "x \"y\""}`, Good: deploytest.Login + deploytest.WithUser("a"),
		Says: `3 "reg.34.label": warning unlisted-known: reg.34.label` + taken + `reg: "34": label: "x \"y\""`, Plain: deploytest.Accepted},
	// As a handset reads it, the value is the same.
	{Check: "unlisted-known", Bad: `unlisted: {"feature.presence.enabled": 1, "reg.1.auth.optimizedInFailover": "0", "ptt.emergencyChannel.volume": -9}`, Good: `unlisted: "up.shiny": 1`,
		Says: `1 "feature.presence.enabled": warning unlisted-known: feature.presence.enabled` + taken + `feature: presence: enabled: true
1 "reg.1.auth.optimizedInFailover": warning unlisted-known: reg.1.auth.optimizedInFailover` + taken + `reg: "1": auth: optimizedInFailover: false
1 "ptt.emergencyChannel.volume": warning unlisted-known: ptt.emergencyChannel.volume` + taken + `ptt: "emergencyChannel.volume": -9`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", Bad: `unlisted: "feature.presence.enabled": "yes"`, Good: `unlisted: "up.shiny": "yes"`,
		Says: `1 "feature.presence.enabled": warning unlisted-known: ` + aside + `feature.presence.enabled must be true or false: found "yes"`, Plain: deploytest.Accepted},
	// An index beyond those that the catalogue knows.
	{Check: "unlisted-known", Bad: `groups: g: unlisted: "reg.35.label": "x"`, Good: `groups: g: unlisted: "reg.35.shiny": "x"`,
		Says: `1 "reg.35.label": warning unlisted-known: ` + aside + `the index of reg.35.label must be 1 to 34`, Plain: deploytest.Accepted},
	// Secrets are not shown.
	{Check: "unlisted-known", Bad: `unlisted: "reg.1.auth.password": secret: "sip"`, Good: `params: reg: "1": auth: password: secret: "sip"`,
		Says: `1 "reg.1.auth.password": warning unlisted-known: reg.1.auth.password` + taken + `reg: "1": auth: password: {secret: "…"}`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", Bad: `unlisted: "reg.1.label": secret: "sip"`, Good: `params: reg: "1": label: "sip"`,
		Says: `1 "reg.1.label": warning unlisted-known: ` + aside + `reg.1.label is no secret, and only secrets are taken from references`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", Bad: `unlisted: "reg.2.auth.password": "` + strings.Repeat("hidden", 50) + `"`, Good: `params: reg: "2": auth: password: secret: "hidden"`,
		Says: `1 "reg.2.auth.password": warning unlisted-known: ` + aside + `reg.2.auth.password must be printable text of at most 256 characters, or {secret: "name"}: found text of 300 characters
1 "` + strings.Repeat("hidden", 50) + `": warning literal-secret: reg.2.auth.password` + inText, Plain: deploytest.Accepted},
	// One finding a rule, at the first place.
	{Check: "unlisted-known", Bad: "groups: g: unlisted: \"up.idleTimeout\": -1\nphones: \"00907a000001\": unlisted: \"up.idleTimeout\": -2\nphones: \"00907a000002\": unlisted: \"up.idleTimeout\": 7", Good: ``,
		Says: `1 "up.idleTimeout": warning unlisted-known: ` + aside + `up.idleTimeout must be a whole number from 0 to 6553500: found -1
3 "up.idleTimeout": warning unlisted-known: up.idleTimeout` + taken + `up: idleTimeout: 7`, Plain: deploytest.Accepted},

	{Check: "unlisted-letter-case", Bad: `unlisted: "reg.7.lineKEYS": 2`, Good: `unlisted: "reg.7.lineKeyz": 2`,
		Says: `1 "reg.7.lineKEYS": error unlisted-letter-case: reg.7.lineKEYS differs from reg.7.lineKeys in letter case alone, and names are case-sensitive; write reg: "7": lineKeys:`, Plain: deploytest.Accepted},
	{Check: "unlisted-letter-case", Bad: `unlisted: "Prov.login.enabled": true`, Good: `unlisted: "prov.polling.shiny": true`,
		Says: `1 "Prov.login.enabled": error unlisted-letter-case: Prov.login.enabled differs from prov.login.enabled in letter case alone, and names are case-sensitive; write prov: login: enabled:`, Plain: deploytest.Accepted},

	{Check: "unlisted-elsewhere", Bad: `phones: "00907a000001": unlisted: "prov.login.shiny": true`, Good: `phones: "00907a000001": unlisted: "prov.logins.shiny": true`,
		Says: `1 "prov.login.shiny": error unlisted-elsewhere: phones.00907a000001.unlisted."prov.login.shiny": prov.login.* never goes into unlisted: write it in params, where it is checked`, Plain: deploytest.Same},
	{Check: "unlisted-elsewhere", Bad: `unlisted: "phoneLock.authorized.2.value": "110"`, Good: `unlisted: "phoneLock.shiny": "110"`,
		Says: `1 "phoneLock.authorized.2.value": error unlisted-elsewhere: unlisted."phoneLock.authorized.2.value": phoneLock.authorized.* never goes into unlisted: write authorizedNumbers, or params`, Plain: deploytest.Same},

	{Check: "unlisted-twice", Bad: `groups: g: {params: reg: "4": label: "x", unlisted: "reg.4.label": "y"}`, Good: `params: reg: "4": label: "x", groups: g: unlisted: "reg.4.label": "y"`,
		Says: `1 "reg.4.label": error unlisted-twice: reg.4.label` + twice + ` (the other is here: 1 label)`, Plain: deploytest.Same},
	{Check: "unlisted-twice", Bad: `params: ptt: "emergencyChannel.volume": -9, unlisted: "ptt.emergencyChannel.volume": -99`, Good: `params: ptt: emergencyChannel: 9, unlisted: "ptt.emergencyChannel.volume": -99`,
		Says: `1 "ptt.emergencyChannel.volume": error unlisted-twice: ptt.emergencyChannel.volume` + twice + ` (the other is here: 1 "emergencyChannel.volume")`, Plain: deploytest.Same},
	{Check: "unlisted-twice", Bad: deploytest.Login + `users: a: {password: secret: "a", params: reg: "1": auth: password: secret: "x", unlisted: "reg.1.auth.password": secret: "x"}`,
		Good: deploytest.Login + `users: a: {password: secret: "a", params: reg: "1": auth: password: secret: "x", unlisted: "reg.2.auth.password": secret: "x"}`,
		Says: `3 "reg.1.auth.password": error unlisted-twice: reg.1.auth.password` + twice + ` (the other is here: 3 password)`, Plain: deploytest.Same},
	{Check: "unlisted-twice", Bad: `params: bg: hiRes: color: bm: "1": em: name: "x", unlisted: "bg.hiRes.color.bm.1.em.name": "y"`, Good: `params: bg: hiRes: color: bm: "1": em: name: "x", unlisted: "bg.hiRes.color.bm.2.em.name": "y"`,
		Says: `1 "bg.hiRes.color.bm.1.em.name": error unlisted-twice: bg.hiRes.color.bm.1.em.name` + twice + ` (the other is here: 1 name)`, Plain: deploytest.Same},

	// Of names that the catalogue lacks, the name tells of a secret.
	{Check: "literal-secret", Bad: `unlisted: "up.my.adminPassword": "hidden"`, Good: `unlisted: {"up.my.adminPassword": secret: "hidden", "up.passwordLength": 8, "up.password.enabled": true, "up.spinning": "fast"}`,
		Says: `1 "hidden": warning literal-secret: up.my.adminPassword` + inText, Plain: deploytest.Accepted},
	{Check: "literal-secret", Bad: `unlisted: "up.my.pin": 4711`, Good: `unlisted: "up.my.pinned": 4711`,
		Says: `1 4711: warning literal-secret: up.my.pin` + inText, Plain: deploytest.Accepted},
	// Not even where the value is refused.
	{Check: "field-value", Bad: `unlisted: "up.my.password": "hidden\u0001"`, Good: `unlisted: "up.my.word": "shown"`,
		Says: `1 "hidden\u0001": error field-value: unlisted."up.my.password" must be printable text, a whole number, true or false, or {secret: "name"}: found text of 7 characters`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `unlisted: "up.my.word": "shown\u0001"`, Good: `unlisted: "up.my.word": "shown"`,
		Says: `1 "shown\u0001": error field-value: unlisted."up.my.word" must be printable text, a whole number, true or false, or {secret: "name"}: found "shown\x01"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `unlisted: "up.my": {word: "shown"}`, Good: `unlisted: "up.my.word": "shown"`,
		Says: `1 {: error field-value: unlisted."up.my" must be printable text, a whole number, true or false, or {secret: "name"}: found a struct; write "up.my.word", as one label`, Plain: deploytest.Same},
	{Check: "field-unknown", Bad: `unlisted: up: shiny: true`, Good: `unlisted: "up.shiny": true`,
		Says: `1 up: error field-unknown: unlisted.up: a parameter's name has parts of letters, digits, _ and -, joined by points: found up; write "up.shiny", as one label`, Plain: deploytest.Same},
	{Check: "unlisted-parameter", Bad: `unlisted: "reg.x.label": "y"`, Good: ``,
		Says: `1 "reg.x.label": warning unlisted-parameter: reg.x.label` + lacks + `; write a number in the place of x`, Plain: deploytest.Accepted},
}

// Rules between parameters hold of those under unlisted, too.
var unlistedRelations = []deploytest.Case{
	{Check: "ptt-persistent", Bad: deploytest.Logins("enabled: true") + `users: a: {password: secret: "a", unlisted: "ptt.channel.2.label": "x"}`, Good: deploytest.Logins("enabled: true, persistent: true") + `users: a: {password: secret: "a", unlisted: "ptt.channel.2.label": "x"}`, Says: "", Plain: deploytest.Same},
	{Check: "authorized-disabled", Bad: `groups: g: {authorizedNumbers: [{value: "110"}], unlisted: "phoneLock.enabled": 0}`, Good: `groups: g: {authorizedNumbers: [{value: "110"}], unlisted: "phoneLock.enabled": 1}`, Says: "", Plain: deploytest.Same},
	{Check: "authorized-disabled", Bad: `params: up: idleTimeout: 5, authorizedNumbers: [{value: "110"}], unlisted: "feature.enhancedFeatureKeys.enabled": false`, Good: `params: up: idleTimeout: 5, authorizedNumbers: [{value: "110"}], unlisted: "feature.enhancedFeatureKeys.enabled": true`, Says: "", Plain: deploytest.Same},
	{Check: "restart-loop", Bad: deploytest.Logins("enabled: true") + `users: a: {password: secret: "a", unlisted: "device.net.vlanId": 4095}`, Good: deploytest.Logins("enabled: true, persistent: true") + `users: a: {password: secret: "a", unlisted: "device.net.vlanId": 4095}`, Says: "", Plain: deploytest.Same},
}

func TestUnlistedRelations(t *testing.T) {
	t.Parallel()
	for _, c := range unlistedRelations {
		bad, good := deploytest.Compile(t, c.Bad), deploytest.Compile(t, c.Good)
		if !strings.Contains(bad.Text(bad.Findings), "error "+c.Check+":") {
			t.Errorf("%s\nis not refused by %s:\n%s", c.Bad, c.Check, bad.Text(bad.Findings))
		}
		if good.Findings.HasErrors() {
			t.Errorf("%s\n%s", c.Good, good.Text(good.Findings))
		}
		if !testing.Short() {
			if said := strings.Join(deploytest.Vetted(t, c.Bad), "\n"); !strings.Contains(said, "must be true here") && !strings.Contains(said, "must not be false") {
				t.Errorf("plain CUE says of\n%s\n%s", c.Bad, said)
			}
			if said := deploytest.Vetted(t, c.Good); len(said) > 0 {
				t.Errorf("plain CUE refuses\n%s\n%s", c.Good, said)
			}
		}
	}
}

// What stands under unlisted goes where it would go from params, and beats what it
// would beat there.
func TestUnlistedFiles(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, deploytest.Login+`unlisted: {"powerSaving.officeHours.duration.monday": 24, "reg.35.label": "y", "up.shiny": true, "feature.presence.enabled": true}
groups: g: unlisted: "up.idleTimeout": -1
phones: "00907a000001": {group: "g", unlisted: {"up.idleTimeout": -2, "reg.1.auth.password": secret: "sip"}}
users: a: {password: secret: "a", unlisted: "up.idleTimeout": -3}
`)
	if c.Findings.HasErrors() {
		t.Fatal(c.Text(c.Findings))
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
		f := c.ByPath[x.file]
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
		{deploytest.Logins(`enabled: true, persistent: true`) + `users: ana: {pasword: secret: "a", params: up: idleTimeout: 5}`, []string{"field-unknown"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `users: ana: params: up: idleTimeot: 5`, []string{"parameter-unknown"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `users: ana: {pasword: secret: "a", params: up: idleTimeout: 5}, users: ben: params: up: idleTimeout: 5`, []string{"field-unknown", "user-password-default"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `phones: "00907a000001": params: device: net: {vlanId: 5, "vlanId.set": 1}`, []string{"parameter-value"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `users: ana: {password: secret: "a", params: ptt: {channel: "1": subscribed: true, pttMode: enable: "on"}}`, []string{"parameter-value"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `params: reg: "1": {address: "w@h", auth: {userId: "w", password: {secrt: "s"}}}`, []string{"parameter-unknown"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `params: reg: "1": {address: "w@h", auth: userId: "w"}, unlisted: "reg.1.auth.password": null`, []string{"field-value"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `users: ana: {password: {}, params: up: idleTimeout: 5}`, []string{"field-missing"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `configFiles: after: [{fil: "pbx.cfg"}]`, []string{"field-unknown"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `configFiles: after: ["", {file: ""}]`, []string{"field-value", "field-value"}},
		{deploytest.Logins(`enabled: true, required: true, persistent: true`) + `params: reg: "1": address: "w@h", authorizedNumbers: [{number: "110"}]`, []string{"field-unknown"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `gruops: g: {}, phones: "00907a000001": group: "g"`, []string{"field-unknown"}},
		{`params: prov: {login: {enabled: true, automaticLogout: 20}, polling: enabled: true}, profiles: directory: 5, users: ana: {password: secret: "a", directory: "people"}`, []string{"field-value"}},
		{`params: {prov: {login: {enabled: true, automaticLogout: 20, requierd: true}, polling: enabled: true}}, users: ana: {password: secret: "a", params: prov: login: persistent: false}`, []string{"parameter-unknown", "login-parameter-in-user-file"}},
	} {
		c := deploytest.Compile(t, x.body)
		var got []string
		for _, d := range c.Findings {
			got = append(got, d.Check)
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(x.want))
		if !slices.Equal(got, want) {
			t.Errorf("%s\ngot %v, want %v\n%s", x.body, got, want, c.Text(c.Findings))
		}
	}
}
