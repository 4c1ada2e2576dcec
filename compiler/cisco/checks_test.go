package cisco

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cisco/facts"
	"provc/compiler/cuevet"
	"provc/compiler/diag"
	"provc/compiler/mend/mendtest"
)

// verdict is how a check shows in plain CUE.
type verdict uint8

const (
	same     verdict = iota // CUE refuses it, in the same words
	refused                 // CUE refuses it, in words of its own
	accepted                // CUE cannot see it (docs/cue.md)
	unasked                 // as the test before
)

// checkTest is a check with a deployment that triggers it, one that just does not,
// and all that is found in the first: line and column, severity, check and message.
// Of sentences that end in … the rest is the catalogue's.
type checkTest struct {
	check     string
	plain     verdict
	bad, good string
	found     says
}

type says []string

// run holds each test against what is found natively, by plain CUE, and once fixes are
// made.
func run(t *testing.T, tests []checkTest) {
	t.Parallel()
	var bodies []string
	unseen := map[string]bool{} // checks that CUE cannot see, of which it is asked once
	for i, x := range tests {
		if x.plain == accepted && unseen[x.check] {
			tests[i].plain = unasked
		}
		unseen[x.check] = unseen[x.check] || x.plain == accepted
		if x.check != "field-missing" && tests[i].plain != unasked { // of missing fields CUE tells only where it has nothing else to tell
			bodies = append(bodies, x.bad, x.good)
		}
	}
	var batch map[string][]string
	if !testing.Short() {
		slices.Sort(bodies)
		batch = cuevet.Batch(t, facts.Vendor, slices.Compact(bodies))
	}
	for _, x := range tests {
		t.Run(x.check, func(t *testing.T) {
			t.Parallel()
			found := compile(t, x.bad).findings
			x.compare(t, found)
			mendtest.Mended(t, map[string]string{"a.cue": cuevet.Deployment(facts.Vendor, x.bad)}, func(texts map[string]string) diag.List {
				return compile(t, cuevet.Body(facts.Vendor, texts["a.cue"])).findings
			})
			for _, d := range compile(t, x.good).findings {
				if d.Severity == diag.Error || d.Check == x.check && strings.Contains(x.found[0], d.Severity.String()+" "+x.check) {
					t.Errorf("found in\n%s\n%s", x.good, text(diag.List{d}))
				}
			}
			switch {
			case testing.Short() || x.plain == unasked:
			case x.check == "field-missing":
				x.compareToCUE(t, found, plain(t, x.bad), plain(t, x.good))
			default:
				x.compareToCUE(t, found, batch[x.bad], batch[x.good])
			}
		})
	}
}

// compare holds what is found against what should be.
func (x checkTest) compare(t *testing.T, found diag.List) {
	t.Helper()
	var got []string
	for _, d := range found {
		line := fmt.Sprintf("%d:%d %s %s: %s", d.Pos.Line-head, d.Pos.Column, d.Severity, d.Check, d.Message())
		for _, r := range d.Related {
			line += fmt.Sprintf(" | %s %d:%d", r.Message, r.Pos.Line-head, r.Pos.Column)
		}
		got = append(got, line)
	}
	same := slices.EqualFunc(got, x.found, func(got, want string) bool {
		start, open := strings.CutSuffix(want, "…")
		return got == want || open && strings.HasPrefix(got, start)
	})
	if !same {
		t.Errorf("in\n%s\ngot\n%s\nwant\n%s", x.bad, strings.Join(got, "\n"), strings.Join(x.found, "\n"))
	}
}

// compareToCUE holds what is found against what plain CUE says of both deployments.
func (x checkTest) compareToCUE(t *testing.T, found diag.List, bad, good []string) {
	t.Helper()
	if len(good) > 0 {
		t.Errorf("plain CUE refuses\n%s\n%s", x.good, strings.Join(good, "\n"))
	}
	if (len(bad) > 0) != (x.plain != accepted) {
		t.Errorf("of\n%s\nplain CUE says %q", x.bad, bad)
	}
	for _, d := range found {
		ours := func(sentence string) bool { return strings.HasSuffix(d.Summary, sentence) } // perhaps behind the parameter's name
		if x.plain == same && d.Check == x.check && !slices.ContainsFunc(bad, ours) {
			t.Errorf("provc says\n%s\nplain CUE says\n%s", d.Summary, strings.Join(bad, "\n"))
		}
	}
}

// plain are the sentences of plain CUE about a deployment.
func plain(t *testing.T, body string) []string {
	t.Helper()
	return cuevet.Sentences(t, map[string]string{"a.cue": cuevet.Deployment(facts.Vendor, body)})
}
