package diff

import (
	"cmp"
	"io"
	"slices"

	"provc/compiler/diag"
)

// Refusal is a comparison that did not come about, and why: a comment that says so
// replaces the one from before.
type Refusal struct {
	Title Title
	Found diag.List
}

// Line says what happened, in one line.
func (r *Refusal) Line() string {
	what := "This"
	for _, d := range r.Found {
		switch d.Check {
		case diag.RunFailed.ID:
			return "provc could not compare."
		case BaseBroken.ID:
			what = "The base"
		}
	}
	return what + " does not compile, so nothing is compared: " + r.Found.Counts() + "."
}

// worstFirst are findings with errors before warnings and those before notes.
func worstFirst(l diag.List) diag.List {
	l = l.Sorted()
	slices.SortStableFunc(l, func(a, b diag.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	return l
}

// WriteMarkdown prints the refusal as a comment.
func (r *Refusal) WriteMarkdown(w io.Writer) error {
	m := &markdown{}
	m.title(r.Title)
	m.line("**%s**\n", prose(r.Line()))
	m.findings(worstFirst(r.Found))
	_, err := io.WriteString(w, m.b.String())
	return err
}

// WriteHTML prints the refusal as a page.
func (r *Refusal) WriteHTML(w io.Writer) error {
	return page.Execute(w, &pageView{Title: r.Title, Refused: true, Line: r.Line(), Found: worstFirst(r.Found)})
}
