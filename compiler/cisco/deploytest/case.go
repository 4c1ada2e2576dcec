package deploytest

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
	Same     verdict = iota // CUE refuses it, in the same words
	Refused                 // CUE refuses it, in words of its own
	Accepted                // CUE cannot see it (docs/cue.md)
	unasked                 // as the test before
)

// Case is a check with a deployment that triggers it, one that just does not,
// and all that is found in the first: line and column, severity, check and message.
// Of sentences that end in … the rest is the catalogue's.
type Case struct {
	Check     string
	Plain     verdict
	Bad, Good string
	Found     Says
}

// Says is what is found, a line each.
type Says []string

// Run holds each test against what is found natively, by plain CUE, and once fixes are
// made.
func Run(t *testing.T, tests []Case) {
	t.Parallel()
	var bodies []string
	unseen := map[string]bool{} // checks that CUE cannot see, of which it is asked once
	for i, x := range tests {
		if x.Plain == Accepted && unseen[x.Check] {
			tests[i].Plain = unasked
		}
		unseen[x.Check] = unseen[x.Check] || x.Plain == Accepted
		if x.Check != "field-missing" && tests[i].Plain != unasked { // of missing fields CUE tells only where it has nothing else to tell
			bodies = append(bodies, x.Bad, x.Good)
		}
	}
	var batch map[string][]string
	if !testing.Short() {
		slices.Sort(bodies)
		batch = cuevet.Batch(t, facts.Vendor, slices.Compact(bodies))
	}
	for _, x := range tests {
		t.Run(x.Check, func(t *testing.T) {
			t.Parallel()
			found := Compile(t, x.Bad).Findings
			x.compare(t, found)
			mendtest.Mended(t, map[string]string{"a.cue": cuevet.Deployment(facts.Vendor, x.Bad)}, func(texts map[string]string) diag.List {
				return Compile(t, cuevet.Body(facts.Vendor, texts["a.cue"])).Findings
			})
			for _, d := range Compile(t, x.Good).Findings {
				if d.Severity == diag.Error || d.Check == x.Check && strings.Contains(x.Found[0], d.Severity.String()+" "+x.Check) {
					t.Errorf("found in\n%s\n%s", x.Good, Text(diag.List{d}))
				}
			}
			switch {
			case testing.Short() || x.Plain == unasked:
			case x.Check == "field-missing":
				x.compareToCUE(t, found, Plain(t, x.Bad), Plain(t, x.Good))
			default:
				x.compareToCUE(t, found, batch[x.Bad], batch[x.Good])
			}
		})
	}
}

// compare holds what is found against what should be.
func (x Case) compare(t *testing.T, found diag.List) {
	t.Helper()
	var got []string
	for _, d := range found {
		line := fmt.Sprintf("%d:%d %s %s: %s", d.Pos.Line-Head, d.Pos.Column, d.Severity, d.Check, d.Message())
		for _, r := range d.Related {
			line += fmt.Sprintf(" | %s %d:%d", r.Message, r.Pos.Line-Head, r.Pos.Column)
		}
		got = append(got, line)
	}
	same := slices.EqualFunc(got, x.Found, func(got, want string) bool {
		start, open := strings.CutSuffix(want, "…")
		return got == want || open && strings.HasPrefix(got, start)
	})
	if !same {
		t.Errorf("in\n%s\ngot\n%s\nwant\n%s", x.Bad, strings.Join(got, "\n"), strings.Join(x.Found, "\n"))
	}
}

// compareToCUE holds what is found against what plain CUE says of both deployments.
func (x Case) compareToCUE(t *testing.T, found diag.List, bad, good []string) {
	t.Helper()
	if len(good) > 0 {
		t.Errorf("plain CUE refuses\n%s\n%s", x.Good, strings.Join(good, "\n"))
	}
	if (len(bad) > 0) != (x.Plain != Accepted) {
		t.Errorf("of\n%s\nplain CUE says %q", x.Bad, bad)
	}
	for _, d := range found {
		ours := func(sentence string) bool { return strings.HasSuffix(d.Summary, sentence) } // perhaps behind the parameter's name
		if x.Plain == Same && d.Check == x.Check && !slices.ContainsFunc(bad, ours) {
			t.Errorf("provc says\n%s\nplain CUE says\n%s", d.Summary, strings.Join(bad, "\n"))
		}
	}
}

// Plain are the sentences of plain CUE about a deployment.
func Plain(t *testing.T, body string) []string {
	t.Helper()
	return cuevet.Sentences(t, map[string]string{"a.cue": cuevet.Deployment(facts.Vendor, body)})
}
