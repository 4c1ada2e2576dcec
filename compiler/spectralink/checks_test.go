package spectralink

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/cuevet"
	"provc/compiler/diag"
	"provc/compiler/mend/mendtest"
)

// checkTest is a deployment in which something is wrong, and one in which it just
// is not.
type checkTest struct {
	check     string // the id
	bad, good string
	says      string // all findings of bad; see compiled.text
	plain     verdict
}

// verdict is what plain CUE says of what is wrong.
type verdict uint8

const (
	same     verdict = iota // it refuses it, in the same words
	refused                 // it refuses it, in words of its own
	accepted                // it cannot see it (docs/cue.md)
)

// quiet are findings that most tests are not about and many deployments get: notes,
// and warnings of what short ones leave out.
var quiet = []string{"automatic-logout-off", "changes-not-fetched", "emergency-unreachable", "feature-off", "mac-vendor", "ptt-not-enabled", "unlisted-parameter", "unlisted-known"}

// run holds each test against what is found natively, by plain CUE, and once fixes
// are made.
func run(t *testing.T, tests []checkTest) {
	var bodies []string
	for _, c := range tests {
		if !c.alone() {
			bodies = append(bodies, c.bad, c.good)
		}
	}
	var batch map[string][]string
	if !testing.Short() { // CUE's evaluator is one thread, on which the race detector spends minutes for nothing
		batch = cuevet.Batch(t, Vendor, bodies)
	}
	for _, c := range tests {
		t.Run(c.check, func(t *testing.T) {
			t.Parallel()
			c.native(t)
			mendtest.Mended(t, map[string]string{"d.cue": c.bad}, func(texts map[string]string) diag.List { return compile(t, texts["d.cue"]).findings })
			if !testing.Short() {
				c.vet(t, func(body string) []string {
					if c.alone() {
						return vetted(t, body)
					}
					return batch[body]
				})
			}
		})
	}
}

// alone reports whether other deployments of a package would hide what is wrong:
// CUE tells of missing fields only where it has nothing else to tell.
func (c checkTest) alone() bool { return c.check == "field-missing" }

// native holds a test against what this package finds.
func (c checkTest) native(t *testing.T) {
	bad, good := compile(t, c.bad), compile(t, c.good)
	found := c.about(bad.findings)
	if got := strings.TrimSpace(bad.text(found)); got != c.says {
		t.Errorf("%s\ngot\n%s\nwant\n%s", c.bad, got, c.says)
	}
	if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Check == c.check }) {
		t.Errorf("%s\nis no test of %s", c.bad, c.check)
	}
	if found := c.about(good.findings); len(found) > 0 {
		t.Errorf("found in\n%s\n%s", c.good, good.text(found))
	}
}

// about leaves out what the test is not about.
func (c checkTest) about(found diag.List) diag.List {
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		return d.Check != c.check && slices.Contains(quiet, d.Check)
	})
}

// vet holds a test against what plain CUE says.
func (c checkTest) vet(t *testing.T, plain func(body string) []string) {
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
		for _, d := range compile(t, c.bad).findings {
			// Ours may name the parameter first, where CUE has the path.
			if d.Severity == diag.Error && !slices.ContainsFunc(said, func(s string) bool { return strings.HasSuffix(d.Summary, s) }) {
				t.Errorf("provc says\n%s\nplain CUE says\n%s", d.Summary, strings.Join(said, "\n"))
			}
		}
	}
}

// vetted is what plain CUE says of a deployment.
func vetted(t *testing.T, body string) []string {
	return cuevet.Sentences(t, map[string]string{"d.cue": cuevet.Deployment(Vendor, body)})
}
