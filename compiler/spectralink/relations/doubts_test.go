package relations_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// What would follow from the absence of a value that is in error is not told; beside
// another error it is.
func TestChecksBesideErrors(t *testing.T) {
	t.Parallel()
	const (
		line      = `params: reg: "1": {address: "ward", auth: userId: "w"}` + "\n"
		sip       = `params: voIpProt: server: "1": address: "sip"` + "\n"
		only      = `params: prov: login: {defaultOnly: true, defaultUser: "ana", defaultPassword: secret: "a"}` + "\n"
		two       = `users: {ana: password: secret: "a", ben: password: secret: "b"}` + "\n"
		elsewhere = `users: cy: {directory: "ward", password: secret: "c"}` + "\n"
	)
	on := deploytest.Logins(`enabled: true, persistent: true`)
	for _, x := range []struct {
		check  string
		body   string
		beside []string // errors that hide it
	}{
		{"auth-without-password", on + sip + line, []string{`params: reg: "1": auth: password: 5`, `params: reg: "1": auth: useLoginCredentials: "yes"`}},
		{"line-without-server", on + `params: reg: "1": address: "ward"`, []string{`params: reg: "1": server: "1": address: 5`, `params: voIpProt: server: "1": address: 5`}},
		{"empty-address", on + sip + `groups: g: params: reg: "1": address: ""`, []string{`params: reg: "1": address: 5`}},
		{"extension-twice", on + sip + `users: {ana: {password: secret: "a", params: reg: "1": address: "7"}, ben: {password: secret: "b", params: reg: "1": address: "7"}}`, []string{`params: reg: "1": type: 5`, `params: voIpProt: server: "2": address: 5`}},
		{"automatic-logout-off", `params: prov: login: enabled: true`, []string{`params: prov: login: automaticLogout: "20"`, `groups: g: params: prov: login: automaticLogout: "20"`}},
		{"changes-not-fetched", `params: prov: login: automaticLogout: 20`, []string{`params: prov: polling: enabled: "on"`}},
		{"default-only-without-user", deploytest.Logins(`enabled: true, defaultOnly: true`), []string{`params: prov: login: defaultUser: 5`}},
		{"default-user-unknown", deploytest.Logins(`enabled: true, defaultUser: "ana", defaultPassword: secret: "a"`), []string{`users: ben: password: 5`, `users: ana: {pasword: secret: "a", params: up: backlight: onIntensity: 1}`, `users: ana: directory: 5`, `usres: ana: password: secret: "a"`}},
		{"default-user-with-required", on + `params: prov: login: required: true` + "\n" + only + two, []string{`groups: g: params: prov: login: required: "no"`, `groups: g: params: prov: login: defaultUser: 5`}},
		{"default-only-locks-out", on + only + two, []string{`groups: g: params: prov: login: defaultOnly: "no"`, `groups: g: params: prov: login: enabled: "no"`, `groups: g: params: prov: login: defaultUser: 5`, `phones: "00907a000001": group: 5`, `groups: g: profiles: directory: 5`, `gruops: g: {}`, `usres: cy: {}`, `phones: "00907a000001": profiles: 5`}},
		{"profiles-not-enabled", deploytest.Logins(``) + two, []string{`params: prov: login: enabled: "yes"`, `phones: "00907a000001": group: 5`, `gruops: g: {}`, `groups: g: profiles: directory: 5`, `groups: g: profiles: 5`}},
		{"directory-unknown", on + elsewhere, []string{`groups: g: profiles: directory: 5`, `groups: g: profiles: 5`, `gruops: g: profiles: directory: "ward"`}},
		{"group-unknown", on + `phones: "00907a000001": group: "g"`, []string{`gruops: g: {}`}},
		{"ptt-persistent", deploytest.Logins(`enabled: true`) + deploytest.Talker, []string{`params: prov: login: persistent: "yes"`, `groups: g: profiles: directory: 5`, `gruops: g: {}`, `phones: "00907a000001": group: 5`, `phones: "00907a000001": profiles: 5`}},
		{"restart-loop", deploytest.Logins(`enabled: true`) + deploytest.Restarter, []string{`params: prov: login: persistent: "yes"`, `groups: g: profiles: directory: 5`, `gruops: g: {}`, `phones: "00907a000001": group: 5`, `phones: "00907a000001": profiles: 5`}},
		{"time-server-missing", on + ownTime, []string{`params: tcpIpApp: sntp: address: 5`, `params: device: sntp: serverName: 5`}},
		{"user-password-default", on + `users: ana: params: up: backlight: onIntensity: 1`, []string{`users: ana: password: 5`, `users: ana: params: prov: login: localPassword: 5`}},
		{"user-file-empty", on + `users: ana: {}`, []string{`users: ana: params: up: backlight: onIntensity: "x"`, `users: ana: pasword: secret: "a"`}},
		{"default-user-unknown", deploytest.Logins(`enabled: true, defaultUser: "ana"`) + two, []string{`params: prov: login: defaultPassword: 5`}},
		{"default-user-unknown", deploytest.Logins(`enabled: true, defaultUser: "zed"`) + two, []string{`groups: g: params: prov: login: defaultUser: 5`}},
	} {
		for _, wrong := range append(x.beside, `params: up: idleTimeout: "x"`) {
			c := deploytest.Compile(t, x.body+"\n"+wrong)
			told := slices.ContainsFunc(strings.Split(c.Text(c.Findings), "\n"), func(l string) bool { return strings.Contains(l, " "+x.check+": ") })
			if !c.Findings.HasErrors() || told == slices.Contains(x.beside, wrong) {
				t.Errorf("%s is told beside %s: %t, of\n%s\n%s", x.check, wrong, told, x.body, c.Text(c.Findings))
			}
		}
	}
}
