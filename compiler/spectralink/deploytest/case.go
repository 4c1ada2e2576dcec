package deploytest

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/cuevet"
	"provc/compiler/diag"
	"provc/compiler/mend/mendtest"
	"provc/compiler/spectralink/facts"
)

// Case is a deployment in which something is wrong, and one in which it just
// is not.
type Case struct {
	Check     string // the id
	Bad, Good string
	Says      string // all findings of bad; see Compiled.Text
	Plain     Verdict
}

// Verdict is what plain CUE says of what is wrong.
type Verdict uint8

const (
	Same     Verdict = iota // it refuses it, in the same words
	Refused                 // it refuses it, in words of its own
	Accepted                // it cannot see it (docs/cue.md)
)

// quiet are findings that most tests are not about and many deployments get: notes,
// and warnings of what short ones leave out.
var quiet = []string{"automatic-logout-off", "changes-not-fetched", "emergency-unreachable", "feature-off", "mac-vendor", "ptt-not-enabled", "unlisted-parameter", "unlisted-known"}

// Run holds each test against what is found natively, by plain CUE, and once fixes
// are made.
func Run(t *testing.T, tests []Case) {
	var bodies []string
	for _, c := range tests {
		if !c.alone() {
			bodies = append(bodies, c.Bad, c.Good)
		}
	}
	var batch map[string][]string
	if !testing.Short() { // CUE's evaluator is one thread, on which the race detector spends minutes for nothing
		batch = cuevet.Batch(t, facts.Vendor, bodies)
	}
	for _, c := range tests {
		t.Run(c.Check, func(t *testing.T) {
			t.Parallel()
			c.native(t)
			mendtest.Mended(t, map[string]string{"d.cue": c.Bad}, func(texts map[string]string) diag.List { return Compile(t, texts["d.cue"]).Findings })
			if !testing.Short() {
				c.vet(t, func(body string) []string {
					if c.alone() {
						return Vetted(t, body)
					}
					return batch[body]
				})
			}
		})
	}
}

// alone reports whether other deployments of a package would hide what is wrong:
// CUE tells of missing fields only where it has nothing else to tell.
func (c Case) alone() bool { return c.Check == "field-missing" }

// native holds a test against what this package finds.
func (c Case) native(t *testing.T) {
	bad, good := Compile(t, c.Bad), Compile(t, c.Good)
	found := c.About(bad.Findings)
	if got := strings.TrimSpace(bad.Text(found)); got != c.Says {
		t.Errorf("%s\ngot\n%s\nwant\n%s", c.Bad, got, c.Says)
	}
	if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Check == c.Check }) {
		t.Errorf("%s\nis no test of %s", c.Bad, c.Check)
	}
	if found := c.About(good.Findings); len(found) > 0 {
		t.Errorf("found in\n%s\n%s", c.Good, good.Text(found))
	}
}

// About leaves out what the test is not about.
func (c Case) About(found diag.List) diag.List {
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		return d.Check != c.Check && slices.Contains(quiet, d.Check)
	})
}

// vet holds a test against what plain CUE says.
func (c Case) vet(t *testing.T, plain func(body string) []string) {
	if said := plain(c.Good); len(said) > 0 {
		t.Errorf("plain CUE refuses\n%s\n%s", c.Good, strings.Join(said, "\n"))
	}
	said := plain(c.Bad)
	switch {
	case c.Plain == Accepted && len(said) > 0:
		t.Errorf("plain CUE refuses\n%s\n%s", c.Bad, strings.Join(said, "\n"))
	case c.Plain != Accepted && len(said) == 0:
		t.Errorf("plain CUE accepts\n%s", c.Bad)
	case c.Plain == Same:
		for _, d := range Compile(t, c.Bad).Findings {
			// Ours may name the parameter first, where CUE has the path.
			if d.Severity == diag.Error && !slices.ContainsFunc(said, func(s string) bool { return strings.HasSuffix(d.Summary, s) }) {
				t.Errorf("provc says\n%s\nplain CUE says\n%s", d.Summary, strings.Join(said, "\n"))
			}
		}
	}
}

// Vetted is what plain CUE says of a deployment.
func Vetted(t *testing.T, body string) []string {
	return cuevet.Sentences(t, map[string]string{"d.cue": cuevet.Deployment(facts.Vendor, body)})
}
