package diff

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/diag"
)

// A comment on what could not be compared says whose fault that is.
func TestRefusalLine(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		found diag.List
		want  string
	}{
		{diag.List{{Check: "x"}, {Check: "y", Severity: diag.Warning}}, "This does not compile, so nothing is compared: 1 error and 1 warning."},
		{diag.List{{Check: "x"}, {Check: BaseBroken.ID}}, "The base does not compile, so nothing is compared: 2 errors."},
		{diag.List{{Check: BaseBroken.ID}, {Check: diag.RunFailed.ID}}, "provc could not compare."},
	} {
		if got := (&Refusal{Found: x.found}).Line(); got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
	}
}

// A refusal is a comment with its findings, the worst first, each with its place, the line
// that it is about and a mark below it, and other places.
func TestRefusal(t *testing.T) {
	t.Parallel()
	r := Refusal{Title: Title{Old: Origin{Name: "main"}, New: Origin{Name: "now"}}, Found: diag.List{
		{Check: "a-b", Severity: diag.Note, Summary: "note", Pos: diag.Pos{File: "a.cue", Line: 1}},
		{Check: "a-b", Severity: diag.Warning, Summary: "warning_1", Pos: diag.Pos{File: "a.cue", Line: 2}},
		{Check: "a-b", Severity: diag.Error, Summary: "late", Pos: diag.Pos{File: "b.cue", Line: 3}},
		{Check: "a-b", Severity: diag.Error, Summary: "early", Detail: "found 6", Hint: "do it", Pos: diag.Pos{File: "a.cue", Line: 3, Column: 4},
			Excerpt: &diag.Excerpt{Text: "    x: ```1```", Caret: 7}, Related: []diag.Related{{Message: "here", Pos: diag.Pos{File: "c.cue", Line: 5}}}},
		{Check: "a-b", Severity: diag.Error, Summary: "nowhere"},
	}}
	var b strings.Builder
	if err := r.WriteMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	const want = "### Phone provisioning: `main` → `now`\n\n**This does not compile, so nothing is compared: 3 errors, 1 warning and 1 note.**\n\n" +
		"- :x: **error** nowhere (`a-b`)\n" +
		"- :x: **error** `a.cue:3:4`: early: found 6; do it (`a-b`)\n  ````\n  x: ```1```\n     ^\n  ````\n  - `c.cue:5`: here\n" +
		"- :x: **error** `b.cue:3`: late (`a-b`)\n- :warning: **warning** `a.cue:2`: warning\\_1 (`a-b`)\n- :information_source: **note** `a.cue:1`: note (`a-b`)\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	b.Reset()
	if err := r.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<p class="line">This does not compile, so nothing is compared: 3 errors, 1 warning and 1 note.</p>`, "<pre>x: <mark>`</mark>``1```</pre>", `<section class="found alert"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in the page", want)
		}
	}
	if i, j := strings.Index(b.String(), "early"), strings.Index(b.String(), "warning_1"); i < 0 || j < i || strings.Contains(b.String(), "No difference") {
		t.Error("the worst does not stand first in the page")
	}
}

// However many findings there are, a comment has room for it: it says how many more there
// are, and how to see them.
func TestManyFindings(t *testing.T) {
	t.Parallel()
	r := Refusal{}
	for n := range 200 {
		r.Found = append(r.Found, diag.Diagnostic{Check: "a-b", Summary: fmt.Sprintf("%03d%s", n, strings.Repeat("é", 1200)), Pos: diag.Pos{File: "a.cue", Line: n + 1}, Excerpt: &diag.Excerpt{Text: strings.Repeat("y", 300), Caret: 250}})
	}
	var b strings.Builder
	if err := r.WriteMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	told := strings.Count(b.String(), ":x:")
	if b.Len() > 64_000 || told < 20 || !strings.HasSuffix(b.String(), fmt.Sprintf("\n_%d findings more, which a comment has no room for; `provc vet` tells all._\n", 200-told)) {
		t.Errorf("%d findings in %d bytes: …%s", told, b.Len(), b.String()[b.Len()-200:])
	}
	if want := strings.Repeat("é", 997) + "… ("; !strings.Contains(b.String(), "000"+want) {
		t.Error("a sentence is cut elsewhere than at 1,000 characters")
	}
	if want := "  " + strings.Repeat("y", 200) + "…\n  " + strings.Repeat(" ", 200) + "^\n"; !strings.Contains(b.String(), want) {
		t.Error("a line is cut elsewhere than at 200 characters, or marked beyond")
	}
}
