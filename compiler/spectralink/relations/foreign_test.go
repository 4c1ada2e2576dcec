package relations_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// lineAbout is what is said of a check, or nothing.
func lineAbout(c *deploytest.Compiled, check string) string {
	for _, l := range strings.Split(c.Text(c.Findings), "\n") {
		if strings.Contains(l, " "+check+": ") {
			return l
		}
	}
	return ""
}

// What rests on a value that a file of others may give is a note where it is said to, and
// names that file; a file that gives something else changes nothing.
func TestWhatOthersMayGive(t *testing.T) {
	t.Parallel()
	const (
		line  = `params: reg: "1": {address: "1", auth: userId: "1"}` + "\n"
		only  = `params: prov: login: {defaultOnly: true, defaultUser: "ana", defaultPassword: secret: "a"}` + "\n"
		two   = `users: {ana: password: secret: "a", ben: password: secret: "b"}` + "\n"
		naked = `users: ana: params: up: idleTimeout: 60` + "\n"
	)
	on := deploytest.Logins(`enabled: true, persistent: true`)
	for _, x := range []struct {
		check, body, severity string
		given                 []string
	}{
		{"automatic-logout-off", `params: prov: login: enabled: true`, "note", []string{"prov.login.automaticLogout"}},
		{"changes-not-fetched", `params: prov: login: automaticLogout: 20`, "note", []string{"prov.polling.enabled"}},
		{"auth-without-password", sip + line, "warning", []string{"reg.1.auth.password", "reg.1.auth.useLoginCredentials"}},
		{"auth-without-password", on + sip + withLine("a", `address: "2001", auth: userId: "2001"`), "warning", []string{"reg.2.auth.password", "reg.2.auth.useLoginCredentials"}},
		{"ptt-persistent", deploytest.Logins(`enabled: true`) + deploytest.Talker, "error", []string{"prov.login.persistent"}},
		{"restart-loop", deploytest.Logins(`enabled: true`) + deploytest.Restarter, "error", []string{"prov.login.persistent"}},
		{"user-password-default", on + naked, "warning", []string{"prov.login.localPassword"}},
		{"profiles-not-enabled", deploytest.Logins(``) + two, "error", []string{"prov.login.enabled"}},
		{"default-only-without-user", deploytest.Logins(`enabled: true, defaultOnly: true`), "error", []string{"prov.login.defaultUser", "prov.login.defaultOnly"}},
		{"default-user-with-required", on + only + two + `params: prov: login: required: true`, "warning", []string{"prov.login.required"}},
		{"default-user-unknown", deploytest.Logins(`enabled: true, defaultUser: "zed"`) + two, "error", []string{"prov.login.defaultUser"}},
		{"default-user-unknown", deploytest.Logins(`enabled: true, defaultUser: "ana"`) + two, "error", []string{"prov.login.defaultPassword", "prov.login.defaultUser"}},
		{"default-user-unknown", deploytest.Logins(`enabled: true, defaultUser: "ana"`) + naked, "error", []string{"prov.login.defaultPassword", "prov.login.defaultUser", "prov.login.localPassword"}},
		{"default-only-locks-out", on + only + two, "warning", []string{"prov.login.defaultOnly", "prov.login.defaultUser"}},
	} {
		for _, name := range x.given {
			got := lineAbout(deploytest.Compile(t, x.body+"\n"+deploytest.PBX("before", fmt.Sprintf("%q", name))), x.check)
			if !strings.Contains(got, ": note "+x.check) || !strings.Contains(got, ", unless pbx.cfg sets "+name) {
				t.Errorf("%s\nwith a file that sets %s: %s", x.body, name, got)
			}
		}
		got := lineAbout(deploytest.Compile(t, x.body+"\n"+deploytest.PBX("before", `"tone.*"`)), x.check)
		if !strings.Contains(got, ": "+x.severity+" "+x.check) || strings.Contains(got, "unless") {
			t.Errorf("%s\nwith a file that sets tones: %s", x.body, got)
		}
	}
}

// A line may have its server, and its address, of a file of others.
func TestLinesThatOthersMayServe(t *testing.T) {
	t.Parallel()
	serves := map[string]bool{
		"reg.1.server.1.address": true, "reg.1.outboundProxy.address": true, "voIpProt.server.2.address": true, "voIpProt.SIP.outboundProxy.address": true, "reg.*": true,
		"reg.1.label": false, "reg.2.server.1.address": false, "reg.11.server.1.address": false, "reg.1.outboundProxy.port": false, "voIpProt.SIP.enable": false,
	}
	for name, want := range serves {
		for _, when := range []string{"before", "after"} {
			for _, body := range []string{
				`params: reg: "1": address: "1000"`,
				deploytest.Login + `users: a: {password: secret: "a", params: reg: "1": address: "1000"}`,
			} {
				got := lineAbout(deploytest.Compile(t, body+"\n"+deploytest.PBX(when, fmt.Sprintf("%q", name))), "line-without-server") == ""
				if got != want {
					t.Errorf("a file that sets %s %s ours serves the line: %t, of\n%s", name, when, got, body)
				}
			}
		}
	}
	for name, want := range map[string]bool{"reg.1.address": true, "reg.1.*": true, "reg.2.address": false, "reg.1.label": false} {
		for _, when := range []string{"before", "after"} {
			got := lineAbout(deploytest.Compile(t, `params: reg: "1": address: ""`+"\n"+deploytest.PBX(when, fmt.Sprintf("%q", name))), "empty-address") == ""
			if got != want {
				t.Errorf("a file that sets %s %s ours gives the line an address: %t", name, when, got)
			}
		}
	}
}

// A line registers with the servers of the handsets that people log in on, of which the
// first four by name are looked at.
func TestServersOfALine(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{1: 1, 4: 4, 5: 4, 7: 4} {
		var b strings.Builder
		b.WriteString(deploytest.Login)
		for i := range n {
			fmt.Fprintf(&b, "groups: g%d: params: voIpProt: server: \"1\": address: \"s%d\"\nphones: \"00907a00000%d\": group: \"g%d\"\n", i+1, i+1, i+1, i+1)
		}
		b.WriteString(withLine("b", `address: "2001"`))
		for i := range n {
			told := lineAbout(deploytest.Compile(t, b.String()+withLine("a", fmt.Sprintf(`address: "2001@s%d"`, i+1))), "extension-twice") != ""
			if told != (i < want) {
				t.Errorf("of %d servers the one with number %d is looked at: %t", n, i+1, told)
			}
		}
	}
}

// A line of a person registers with the server in its address, else with that of the line,
// the person's before the handset's, else with that of all lines, the same.
func TestServerOfAPersonsLine(t *testing.T) {
	t.Parallel()
	const (
		line = `reg: "2": server: "1": address: "LINE"`
		all  = `voIpProt: server: "1": address: "ALL"`
	)
	for _, x := range []struct {
		handset, ana, ben string
		told              bool
	}{
		{``, `reg: "2": address: "7"`, `reg: "2": address: "7"`, true},
		{``, `reg: "2": address: ""`, `reg: "2": address: ""`, false},
		{``, `reg: "2": address: "@sip"`, `reg: "2": address: "@sip"`, false}, // nobody's extension
		{all, `reg: "2": address: "7@ALL"`, `reg: "2": address: "7"`, true},
		{all, `reg: "2": address: "7@other"`, `reg: "2": address: "7"`, false},
		{all, `reg: "2": address: "7", ` + all, `reg: "2": address: "7"`, true},
		{all, `reg: "2": address: "7", voIpProt: server: "1": address: "own"`, `reg: "2": address: "7"`, false},
		{all, `reg: "2": {address: "7", server: "1": address: "own"}`, `reg: "2": address: "7"`, false},
		{all + `, ` + line, `reg: "2": address: "7@LINE"`, `reg: "2": address: "7"`, true},
		{all + `, ` + line, `reg: "2": address: "7@ALL"`, `reg: "2": address: "7"`, false},
		{all + `, ` + line, `reg: "2": address: "7@LINE"`, `reg: "2": address: "7", voIpProt: server: "1": address: "own"`, true}, // the handset's of the line
		{all + `, ` + line, `reg: "2": address: "7@LINE"`, `reg: "2": {address: "7", server: "1": address: "own"}`, false},
	} {
		body := fmt.Sprintf("%sparams: {%s}\nusers: {ana: {password: secret: \"a\", params: {%s}}, ben: {password: secret: \"b\", params: {%s}}}\n", deploytest.Login, x.handset, x.ana, x.ben)
		if got := lineAbout(deploytest.Compile(t, body), "extension-twice") != ""; got != x.told {
			t.Errorf("told: %t, of\n%s", got, body)
		}
	}
}

// What a handset says for itself makes it another kind, of which is told, whichever of
// these parameters it is.
func TestWhatHandsetsSayForThemselves(t *testing.T) {
	t.Parallel()
	const mac = `phones: "00907a000001": `
	on := deploytest.Logins(`enabled: true, persistent: true, localPassword: secret: "p"`)
	for check, body := range map[string]string{
		"user-password-default":      on + mac + `params: prov: login: localPassword: ""` + "\n" + `users: ana: params: up: idleTimeout: 60`,
		"default-only-without-user":  on + mac + `params: prov: login: defaultOnly: true`,
		"default-user-with-required": deploytest.Logins(`enabled: true, required: true`) + mac + `params: prov: login: {defaultUser: "ana", defaultPassword: secret: "a"}` + "\n" + deploytest.WithUser("ana"),
		"default-user-unknown":       deploytest.Logins(`enabled: true, defaultUser: "ana", defaultPassword: secret: "a"`) + mac + `params: prov: login: defaultPassword: secret: "b"` + "\n" + deploytest.WithUser("ana"),
		"authorized-disabled":        deploytest.Login + deploytest.AuthorizedNumbers(1) + mac + `params: phoneLock: enabled: false`,
	} {
		if got := lineAbout(deploytest.Compile(t, body), check); got == "" {
			t.Errorf("%s is not told of\n%s", check, body)
		}
	}
	if got := lineAbout(deploytest.Compile(t, deploytest.Login+deploytest.AuthorizedNumbers(1)+mac+`params: feature: enhancedFeatureKeys: enabled: false`), "authorized-disabled"); !strings.Contains(got, "feature.enhancedFeatureKeys.enabled must not be false") {
		t.Errorf("of keys that a handset turns off: %s", got)
	}
}

// What a user's file needs of handsets is asked of each kind of them.
func TestNeedsOfUsers(t *testing.T) {
	t.Parallel()
	on := deploytest.Logins(`enabled: true, persistent: true`)
	for check, x := range map[string]struct{ params, met string }{
		"device-set-missing": {`device: net: vlanId: 5`, `device: net: "vlanId.set": true`},
		"ptt-not-enabled":    {`ptt: channel: "1": label: "x"`, `ptt: pttMode: enable: true`},
		"feature-off":        {`softkey: "1": {enable: true, label: "x", action: "$P1$"}`, `feature: enhancedFeatureKeys: enabled: true`},
	} {
		user := `users: a: {password: secret: "a", params: {` + x.params + "}}\n"
		if got := lineAbout(deploytest.Compile(t, on+user), check); got == "" {
			t.Errorf("%s is not told of %s", check, x.params)
		}
		if got := lineAbout(deploytest.Compile(t, on+user+`params: {`+x.met+`}`), check); got != "" {
			t.Errorf("of %s with %s: %s", x.params, x.met, got)
		}
	}
}
