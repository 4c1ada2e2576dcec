package relations_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// Rules between parameters hold of those under unlisted, too.
var unlistedRelations = []deploytest.Case{
	{Check: "authorized-disabled", Bad: `groups: g: {authorizedNumbers: [{value: "110"}], unlisted: "phoneLock.enabled": 0}`, Good: `groups: g: {authorizedNumbers: [{value: "110"}], unlisted: "phoneLock.enabled": 1}`, Says: "", Plain: deploytest.Same},
	{Check: "authorized-disabled", Bad: `params: up: idleTimeout: 5, authorizedNumbers: [{value: "110"}], unlisted: "feature.enhancedFeatureKeys.enabled": false`, Good: `params: up: idleTimeout: 5, authorizedNumbers: [{value: "110"}], unlisted: "feature.enhancedFeatureKeys.enabled": true`, Says: "", Plain: deploytest.Same},
	{Check: "ptt-persistent", Bad: deploytest.Logins("enabled: true") + `users: a: {password: secret: "a", unlisted: "ptt.channel.2.label": "x"}`, Good: deploytest.Logins("enabled: true, persistent: true") + `users: a: {password: secret: "a", unlisted: "ptt.channel.2.label": "x"}`, Says: "", Plain: deploytest.Same},
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
		{deploytest.Logins(`enabled: true, persistent: true`) + `params: reg: "2": {type: 5, server: "1": address: "pbx"}, users: {ana: {password: secret: "a", params: reg: "2": address: "1044"}, ben: {password: secret: "b", params: reg: "2": address: "1044"}}`, []string{"parameter-value"}},
		{deploytest.Logins(`enabled: true, persistent: true`) + `params: {up: idleTimeout: "x", reg: "2": server: "1": address: "pbx"}, users: {ana: {password: secret: "a", params: reg: "2": address: "1044"}, ben: {password: secret: "b", params: reg: "2": address: "1044"}}`, []string{"parameter-value", "extension-twice"}},
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
