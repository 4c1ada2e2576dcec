package compiler

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/cuevet"
	"provc/compiler/diag"
	"provc/compiler/mend/mendtest"
	"provc/compiler/spectralink/facts"
)

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

// checkTest is a check with a deployment that triggers it and one that just does
// not.
type checkTest struct {
	check     string
	bad, good string
	plain     verdict
}

// Checks that need more than a vendor's package: files of several layers or
// deployments, and CUE itself. Those of vendors are in their packages.
var checkTests = []checkTest{
	{"path-collision", // a user's profile against a group's file, in the root
		`params: prov: login: enabled: true, groups: a: params: up: idleTimeout: 1, ` + user("group-a"),
		`params: prov: login: enabled: true, groups: a: params: up: idleTimeout: 1, ` + user("group-b"), accepted},
	{"path-collision", `profiles: directory: "site.cfg", params: prov: polling: enabled: true`, `profiles: directory: "site", params: prov: polling: enabled: true`, accepted},
	{"path-collision", // somebody else's file, in another letter case
		`configFiles: before: ["People/Ana.cfg"], profiles: directory: "people", params: prov: login: enabled: true, ` + user("ana"),
		`configFiles: before: ["People/Ana.cfg"], profiles: directory: "people", params: prov: login: enabled: true, ` + user("ann"), accepted},
	{"path-collision", `params: prov: polling: enabled: true, configFiles: after: ["site.cfg"]`, `params: prov: polling: enabled: true, configFiles: after: ["sites.cfg", "http://x.example/site.cfg"]`, accepted},
	{"path-collision", `folder: "x", params: prov: polling: enabled: true, models: VVX: configFiles: instead: ["site.cfg"]`, `folder: "x", params: prov: polling: enabled: true, models: VVX: configFiles: instead: ["x/site.cfg"]`, accepted},
	{"path-collision", `groups: a: params: up: idleTimeout: 1, phones: "00907a000001": configFiles: after: [{file: "group-a.cfg", sets: ["up.*"]}]`, `groups: a: {}, phones: "00907a000001": configFiles: after: ["group-a.cfg"]`, accepted},
	{"path-collision", // another deployment's
		`configFiles: after: ["e/site.cfg"]} & {}, e1: spectralink.#Deployment & {folder: "e", params: prov: polling: enabled: true`,
		`configFiles: after: ["e/others.cfg"]} & {}, e2: spectralink.#Deployment & {folder: "e", params: prov: polling: enabled: true`, accepted},
	{"path-collision", // folders of two deployments
		`folder: "den/a", unlisted: "a.b": 1, dialect: "polycom"} & {}, e3: spectralink.#Deployment & {folder: "Den", phones: "00907a000001": unlisted: "a.b": 1`,
		`folder: "den/a", unlisted: "a.b": 1, dialect: "polycom"} & {}, e4: spectralink.#Deployment & {folder: "den", phones: "00907a000001": unlisted: "a.b": 1`, accepted},
	{"vendor-unknown", `} & {_x: 1}, e: {vendor: "acme"`, ``, accepted},

	{"cue-conflict", `folder: "a", folder: "b"`, `folder: "a"`, refused},
	{"cue-syntax", `folder "a"`, `folder: "a"`, refused},
	{"cue-reference", `folder: nowhere`, `folder: "a"`, refused},
	{"cue-incomplete", `folder: string & =~"^a"`, `folder: "a"`, refused},
	{"cue-value", `folder: "a" + 1`, `folder: "a"`, refused},
}

func user(id string) string { return fmt.Sprintf("users: %q: password: secret: \"a\"\n", id) }

func TestChecks(t *testing.T) { runChecks(t, facts.Vendor, checkTests) }

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
	mendtest.Mended(t, deploymentOf(vendor, c.bad), func(texts map[string]string) diag.List { return native(t, texts).Findings })
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
		return // CUE's evaluator is one thread, on which the race detector spends minutes for nothing
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
	diag.WriteText(&b, l, diag.TextOptions{})
	return b.String()
}
