package compiler

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cuevet"
	"provc/compiler/diag"
	"provc/compiler/spectralink"
)

// slowUnderRace leaves a test to the full run. CUE's evaluator is one thread of
// another project, on which the race detector spends minutes for nothing.
func slowUnderRace(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("left to the run without -short")
	}
}

// native compiles files as provc does.
func native(t *testing.T, files map[string]string) *Result {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	result, err := Compile(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func deployment(body string) map[string]string { return deploymentOf(spectralink.Vendor, body) }

func deploymentOf(vendor, body string) map[string]string {
	return map[string]string{"a.cue": cuevet.Deployment(vendor, body)}
}

// verdict is how a check shows in plain CUE.
type verdict uint8

const (
	same     verdict = iota // CUE refuses it, in the same words
	refused                 // CUE refuses it, in words of its own
	accepted                // CUE cannot see it (docs/cue.md)
)

const login = `profiles: directory: "people"
params: prov: {login: {enabled: true, required: true, persistent: true, automaticLogout: 30}, polling: enabled: true}
`

// checkTest is a check with a deployment that triggers it and one that just does
// not.
type checkTest struct {
	check     string
	bad, good string
	plain     verdict
}

// Each check of Spectralink deployments; those of Cisco's are in
// checks_cisco_test.go.
var checkTests = []checkTest{
	{"authorized-limit", authorized(6), authorized(5), same},
	{"authorized-limit", `groups: g: {` + authorized(6) + `}`, `groups: g: {` + authorized(5) + `}`, same},
	{"authorized-limit", `phones: "00907a000001": {` + authorized(6) + `}`, `phones: "00907a000001": {` + authorized(5) + `}`, same},

	{"ptt-persistent",
		login2(`enabled: true, persistent: false`) + `users: a: {password: secret: "a", params: ptt: channel: "1": label: "x"}`,
		login2(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: ptt: channel: "1": label: "x"}`, same},
	{"ptt-persistent", // absent is false
		login2(`enabled: true`) + `users: a: {password: secret: "a", params: ptt: pageMode: group: "2": label: "x"}`,
		login2(`enabled: true`) + `users: a: {password: secret: "a", params: ptt: pageMode: displayName: "x"}`, same},
	{"ptt-persistent", // a user's own file never satisfies it
		login2(`enabled: true`) + `users: a: {password: secret: "a", params: {prov: login: persistent: true, ptt: channel: "1": label: "x"}}`,
		login2(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: {prov: login: persistent: true, ptt: channel: "1": label: "x"}}`, same},
	{"ptt-persistent", // a group's override
		login + `users: a: {password: secret: "a", params: ptt: channel: "1": label: "x"}
			groups: g: params: prov: login: persistent: false`,
		login + `users: a: {password: secret: "a", params: ptt: channel: "1": label: "x"}
			groups: g: {profiles: directory: "others", params: prov: login: persistent: false}`, same},
	{"ptt-persistent", // a handset's override of its group's
		login + `users: a: {password: secret: "a", params: ptt: channel: "1": label: "x"}
			groups: g: {profiles: directory: "others", params: prov: login: persistent: false}
			phones: "00907a000001": {group: "g", profiles: directory: "people"}`,
		login + `users: a: {password: secret: "a", params: ptt: channel: "1": label: "x"}
			groups: g: {profiles: directory: "others", params: prov: login: persistent: false}
			phones: "00907a000001": group: "g"`, same},
	{"restart-loop",
		login2(`enabled: true`) + `users: a: {password: secret: "a", params: device: "set": true}`,
		login2(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: device: "set": true}`, same},

	{"login-parameter-in-user-file",
		login + `users: a: params: prov: login: {localPassword: secret: "a", persistent: false}`,
		login + `users: a: params: prov: login: localPassword: secret: "a"`, same},
	{"login-parameter-in-user-file",
		login + `users: a: {password: secret: "a", params: prov: login: automaticLogout: 5}`,
		login + `users: a: {password: secret: "a", params: prov: polling: enabled: true}`, accepted},

	{"user-file-empty", login + `users: a: {}`, login + `users: a: password: secret: "a"`, same},
	{"user-file-empty", login + `users: a: params: reg: "1": server: {}`, login + `users: a: params: reg: "1": label: ""`, same},
	{"user-id-reserved", login + user("site"), login + user("sites"), same},
	{"user-id-reserved", login + user("Features"), login + user("feature"), same},
	{"user-id-reserved", login + user("00907A0E7FE5"), login + user("00907A0E7FE"), same},
	{"user-id-reserved", login + user("brian-phone"), login + user("brian-phones"), same},
	{"user-id-case", login + user("Brian") + user("brian"), login + user("Brian") + user("bryan"), same},
	{"user-id-characters", login + user("a/b"), login + user("a.b"), same},
	{"user-id-characters", login + user(".."), login + user("a.."), same},
	{"user-id-characters", login + user(strings.Repeat("a", 65)), login + user(strings.Repeat("a", 64)), same},
	{"user-password-default", login + `users: a: params: reg: "1": label: "x"`, login + user("a"), accepted},
	{"password-twice",
		login + `users: a: {password: secret: "a", params: prov: login: localPassword: secret: "a"}`,
		login + `users: a: params: prov: login: localPassword: secret: "a"`, same},

	{"default-user-unknown",
		login2(`enabled: true, defaultUser: "b", defaultPassword: secret: "a"`) + user("a"),
		login2(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + user("a"), same},
	{"default-user-unknown", // in the handset's own directory
		login2(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + user("a") + `groups: g: profiles: directory: "others"`,
		login2(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + user("a") + `groups: g: {profiles: directory: "others", params: prov: login: defaultUser: ""}`, same},
	{"default-user-unknown", // the passwords differ
		login2(`enabled: true, defaultUser: "a", defaultPassword: secret: "b"`) + user("a"),
		login2(`enabled: true, defaultUser: "a", defaultPassword: "123"`) + `users: a: params: reg: "1": label: "x"`, same},
	{"default-only-without-user",
		login2(`enabled: true, defaultOnly: true`) + user("a"),
		login2(`enabled: true, defaultOnly: true, defaultUser: "a", defaultPassword: secret: "a"`) + user("a"), same},
	{"default-user-with-required",
		login2(`enabled: true, required: true, defaultUser: "a", defaultPassword: secret: "a"`) + user("a"),
		login2(`enabled: true, required: false, defaultUser: "a", defaultPassword: secret: "a"`) + user("a"), accepted},
	{"profiles-not-enabled", login2(`enabled: false`) + user("a"), login2(`enabled: true`) + user("a"), same},
	{"profiles-not-enabled",
		login2(`required: true`) + user("a") + `groups: g: {profiles: directory: "others", params: prov: login: enabled: true}`,
		login2(`required: true`) + user("a") + `groups: g: params: prov: login: enabled: true`, same},
	{"automatic-logout-off", login2(`enabled: true, automaticLogout: 0`) + user("a"), login2(`enabled: true, automaticLogout: 1`) + user("a"), accepted},
	{"changes-not-fetched",
		login2(`enabled: true`) + user("a"),
		login2(`enabled: true`) + user("a") + `params: prov: polling: enabled: true`, accepted},

	{"authorized-without-required",
		login2(`enabled: true`) + authorized(1), login2(`enabled: true, required: true`) + authorized(1), accepted},
	{"authorized-without-required", // a group's numbers with the handset's log-in
		login2(`required: true`) + `groups: g: {params: prov: login: required: false, ` + authorized(1) + `}`,
		login2(`required: true`) + `groups: g: {params: prov: login: required: false, ` + authorized(0) + `}`, accepted},
	{"authorized-disabled", authorized(1) + `params: phoneLock: enabled: false`, authorized(1) + `params: phoneLock: enabled: true`, same},
	{"authorized-disabled",
		authorized(1) + `groups: g: params: feature: enhancedFeatureKeys: enabled: false`,
		`groups: g: params: feature: enhancedFeatureKeys: enabled: false`, same},
	{"authorized-twice",
		authorized(1) + `params: phoneLock: authorized: "1": value: "1"`,
		`params: phoneLock: authorized: "1": value: "1"`, same},

	{"mac-format", `phones: "00:90:7A:0E:7F:E5": {}`, `phones: "00907a0e7fe5": {}`, same},
	{"mac-format", `phones: "00907A0E7FE5": {}`, `phones: "00907a0e7fe5": {}`, same},
	{"mac-format", `phones: "reception": {}`, `phones: "00907a0e7fe5": {}`, same},
	{"mac-format", `phones: "000000000000": {}`, `phones: "000000000001": {}`, same},
	{"group-unknown", `phones: "00907a0e7fe5": group: "g"`, `groups: g: {}, phones: "00907a0e7fe5": group: "g"`, same},
	{"group-name", `groups: "a b": {}`, `groups: "a-b": {}`, same},
	{"group-name", `groups: "` + strings.Repeat("g", 201) + `": {}`, `groups: "` + strings.Repeat("g", 200) + `": {}`, same},
	{"directory-unknown", login + `users: a: {password: secret: "a", directory: "nowhere"}`, login + `users: a: {password: secret: "a", directory: "people"}`, same},
	{"path-collision", `groups: {a: {}, A: {}}`, `groups: {a: {}, b: {}}`, same},
	{"path-collision", // a user's profile against a group's file, in the root
		`params: prov: login: enabled: true, groups: a: params: up: idleTimeout: 1, ` + user("group-a"),
		`params: prov: login: enabled: true, groups: a: params: up: idleTimeout: 1, ` + user("group-b"), accepted},
	{"path-collision", `profiles: directory: "site.cfg", params: prov: polling: enabled: true`, `profiles: directory: "site", params: prov: polling: enabled: true`, accepted},
	{"config-files-too-long", `misc: [` + strings.Repeat(`"`+strings.Repeat("m", 250)+`", `, 9) + `]`, `misc: [` + strings.Repeat(`"`+strings.Repeat("m", 250)+`", `, 8) + `]`, accepted},
	{"contacts-elsewhere",
		`directories: contacts: "http://contacts.example/", contacts: [{ct: "1"}]`,
		`directories: contacts: "contacts", contacts: [{ct: "1"}]`, accepted},
	{"contact-duplicate", `contacts: [{ct: "1"}, {ct: "1"}]`, `contacts: [{ct: "1"}, {ct: "2"}]`, same},
	{"contact-duplicate", login + `users: a: {password: secret: "a", contacts: [{ct: "1", sd: 5}, {ct: "2", sd: 5}]}`, login + `users: a: {password: secret: "a", contacts: [{ct: "1", sd: 5}, {ct: "2", sd: 6}]}`, same},

	{"parameter-unknown", `params: prov: login: requierd: true`, `params: prov: login: required: true`, refused},
	{"parameter-unknown", `params: "prov.login": required: true`, `params: prov: login: required: true`, refused},
	{"parameter-index", `params: reg: "35": address: "x"`, `params: reg: "34": address: "x"`, same},
	{"parameter-index", `params: reg: "0": address: "x"`, `params: reg: "1": address: "x"`, same},
	{"parameter-value", `params: prov: login: automaticLogout: 46001`, `params: prov: login: automaticLogout: 46000`, same},
	{"parameter-value", `params: prov: login: automaticLogout: "30"`, `params: prov: login: automaticLogout: 30`, same},
	{"parameter-value", `params: prov: login: required: "yes"`, `params: prov: login: required: true`, same},
	{"parameter-value", `params: prov: polling: mode: "Abs"`, `params: prov: polling: mode: "abs"`, same},
	{"parameter-value", `params: prov: polling: time: "3:00"`, `params: prov: polling: time: "03:00"`, same},
	{"parameter-value", `params: reg: "1": label: "\u0007"`, `params: reg: "1": label: "\n"`, same},
	{"parameter-value", `params: ptt: emergencyChannel: volume: -1`, `params: ptt: "emergencyChannel.volume": -1`, refused},
	{"parameter-value", `params: reg: "1": label: secret: "x"`, `params: reg: "1": auth: password: secret: "x"`, refused},
	{"field-unknown", `phone: {}`, `phones: {}`, refused},
	{"field-unknown", `unlisted: "a b": 1`, `unlisted: "a.b": 1`, same},
	{"field-value", `folder: "../up"`, `folder: "a/b"`, same},
	{"field-value", `folder: "/etc"`, `folder: "etc"`, same},
	{"field-value", `profiles: directory: "a/../b"`, `profiles: directory: "a/b"`, same},
	{"field-value", `directories: logs: "../logs"`, `directories: logs: "logs/[PHONE_MAC_ADDRESS]"`, same},
	{"field-value", `dialect: "cisco"`, `dialect: "polycom"`, same},
	{"field-value", `contacts: [{ct: "1", ln: "` + strings.Repeat("é", 21) + `"}]`, `contacts: [{ct: "1", ln: "` + strings.Repeat("é", 20) + `"}]`, same},
	{"field-missing", `authorizedNumbers: [{description: "x"}]`, `authorizedNumbers: [{value: "1"}]`, refused},
	{"literal-secret", login + `users: a: password: "12345"`, login + user("a"), accepted},
	{"unlisted-parameter", `unlisted: "up.shiny": 1`, `params: up: idleTimeout: 1`, accepted},
	{"unlisted-parameter", `params: feature: bluetooth: {enabled: true}, params: prov: coreUpload: period: 5`, `params: prov: polling: enabled: true`, accepted},
	{"unlisted-known", `unlisted: "prov.login.enabled": 1`, `unlisted: "prov.login.enabledd": 1`, accepted},
	{"vendor-unknown", `} & {_x: 1}, e: {vendor: "acme"`, ``, accepted},

	{"cue-conflict", `folder: "a", folder: "b"`, `folder: "a"`, refused},
	{"cue-syntax", `folder "a"`, `folder: "a"`, refused},
	{"cue-reference", `folder: nowhere`, `folder: "a"`, refused},
	{"cue-incomplete", `folder: string & =~"^a"`, `folder: "a"`, refused},
	{"cue-value", `folder: "a" + 1`, `folder: "a"`, refused},
}

func authorized(n int) string {
	return "authorizedNumbers: [" + strings.Repeat(`{value: "1"}, `, n) + "]\n"
}

func user(id string) string { return fmt.Sprintf("users: %q: password: secret: \"a\"\n", id) }

func login2(settings string) string {
	return `profiles: directory: "people", params: prov: login: {` + settings + "}\n"
}

func TestChecks(t *testing.T) { runChecks(t, spectralink.Vendor, checkTests) }

// runChecks runs tests on deployments of a vendor. Plain CUE evaluates them side
// by side, except those that would spoil the rest.
func runChecks(t *testing.T, vendor string, tests []checkTest) {
	var bodies []string
	for _, c := range tests {
		if !c.alone() {
			bodies = append(bodies, c.bad, c.good)
		}
	}
	var batch map[string][]string
	if !testing.Short() {
		batch = cuevet.Batch(t, vendor, bodies)
	}
	for _, c := range tests {
		t.Run(c.check, func(t *testing.T) {
			t.Parallel()
			c.run(t, vendor, func(body string) []string {
				if c.alone() {
					return cuevet.Sentences(t, deploymentOf(vendor, body))
				}
				return batch[body]
			})
		})
	}
}

// alone reports whether what a check is about would spoil other deployments of
// the package, or be hidden by them: CUE tells of missing fields only where it
// has nothing else to tell.
func (c checkTest) alone() bool {
	return strings.HasPrefix(c.check, "cue-") || c.check == "vendor-unknown" || c.check == "field-missing"
}

// run holds both sides of a test against provc, and against what plain CUE says.
func (c checkTest) run(t *testing.T, vendor string, plain func(body string) []string) {
	bad := native(t, deploymentOf(vendor, c.bad)).Findings
	var found []diag.Diagnostic
	for _, d := range bad {
		if d.Check == c.check {
			found = append(found, d)
		}
	}
	if len(found) == 0 {
		t.Fatalf("not found in\n%s\nbut\n%s", c.bad, text(bad))
	}
	for _, d := range found {
		if d.Pos.File != "a.cue" || d.Pos.Line == 0 {
			t.Errorf("at %s, not in the user's file", d.Pos)
		}
	}
	for _, d := range native(t, deploymentOf(vendor, c.good)).Findings {
		if d.Check == c.check && d.Severity == found[0].Severity || d.Severity == diag.Error {
			t.Errorf("found in\n%s\n%s", c.good, text(diag.List{d}))
		}
	}

	if testing.Short() {
		return // see slowUnderRace
	}
	if said := plain(c.good); len(said) > 0 {
		t.Errorf("plain CUE refuses\n%s\n%s", c.good, strings.Join(said, "\n"))
	}
	said := plain(c.bad)
	switch {
	case c.plain == accepted && len(said) > 0:
		t.Errorf("plain CUE refuses\n%s\n%s", c.bad, strings.Join(said, "\n"))
	case c.plain != accepted && len(said) == 0:
		t.Errorf("plain CUE accepts\n%s", c.bad)
	case c.plain == same:
		for _, d := range found {
			if !contains(said, d.Summary) {
				t.Errorf("provc says\n%s\nplain CUE says\n%s", d.Summary, strings.Join(said, "\n"))
			}
		}
	}
}

// contains reports whether a sentence of plain CUE ends ours: ours may name the
// parameter first, where CUE has the path.
func contains(said []string, summary string) bool {
	for _, s := range said {
		if strings.HasSuffix(summary, s) {
			return true
		}
	}
	return false
}

func text(l diag.List) string {
	var b strings.Builder
	diag.WriteText(&b, l, false)
	return b.String()
}

// Every check that is listed has a test above, and every test's check is listed.
func TestChecksAreListed(t *testing.T) {
	// What needs several files or deployments, values, or a root, is tested where
	// that is at hand: scripts of cmd/provc, compiler/secret, compiler/output.
	elsewhere := regexp.MustCompile(`^(diff-.*|run-failed|cue-import|cue-package|mac-duplicate|secret-.*|secrets-.*|root-.*|part-.*)$`)
	tested := map[string]bool{}
	for _, c := range slices.Concat(checkTests, ciscoTests) {
		tested[c.check] = true
	}
	for _, c := range inventoryTests {
		tested[c.check] = true
	}
	listed := map[string]bool{}
	for _, c := range diag.Checks {
		listed[c.ID] = true
		if !tested[c.ID] && !elsewhere.MatchString(c.ID) {
			t.Errorf("check %s has no test", c.ID)
		}
	}
	for id := range tested {
		if !listed[id] {
			t.Errorf("check %s is not listed in diag.Checks", id)
		}
	}
}
