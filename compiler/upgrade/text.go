package upgrade

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/diff"
	"provc/compiler/layout"
)

// Formats are the names that Write knows.
var Formats = []string{"text", "json"}

// WriteText prints a comparison for people: findings, files, and then what that means for
// handsets and users.
func WriteText(w io.Writer, c *Comparison, o diff.TextOptions) error {
	t := &text{width: o.Width, names: few}
	if o.Verbose {
		t.names = 0
	}
	t.line("this provc, %s, beside %s, on the same sources", c.New, c.Old)
	f := &c.Findings
	t.counts("findings", f.Both, count{len(f.New), "new"}, count{len(f.Gone), "gone"}, count{len(f.Reworded), "said otherwise"})
	for _, d := range f.New {
		t.line("+ %s", sentence(d))
	}
	for _, d := range f.Gone {
		t.line("- %s", sentence(d))
	}
	for _, r := range f.Reworded {
		t.line("~ %s", sentence(r.New))
		t.line("  was: %s", sentence(r.Old))
	}
	if c.Unbuilt != "" {
		t.line("files: not compared, because %s", c.Unbuilt)
	}
	if c.Files != nil {
		t.files(c.Files)
	}
	if _, err := io.WriteString(w, t.b.String()); err != nil || c.Diff == nil || c.Diff.Empty() {
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	return diff.WriteText(w, c.Diff, o)
}

// few is how many files of a kind are named, unless all are asked for.
const few = 5

type text struct {
	b     strings.Builder
	width int
	names int // how many files of a kind are named; 0 means all
}

func (t *text) line(format string, args ...any) {
	t.b.WriteString(layout.Wrap(fmt.Sprintf(format, args...), "    ", t.width))
}

type count struct {
	n    int
	what string
}

// counts says how many of something are the same, and what of the others.
func (t *text) counts(what string, same int, others ...count) {
	said := []string{fmt.Sprintf("%d the same", same)}
	for _, o := range others {
		if o.n > 0 {
			said = append(said, fmt.Sprintf("%d %s", o.n, o.what))
		}
	}
	t.line("%s: %s", what, strings.Join(said, ", "))
}

func (t *text) files(f *Files) {
	kinds := []struct {
		symbol, what string
		paths        []string
	}{{"+", "new", f.New}, {"-", "gone", f.Gone}, {"~", "changed", f.Changed}, {"=", "in other bytes that say the same", f.Layout}}
	var others []count
	for _, k := range kinds {
		others = append(others, count{len(k.paths), k.what})
	}
	t.counts("files", f.Both, others...)
	for _, k := range kinds {
		named := k.paths
		if t.names > 0 && len(named) > t.names {
			named = named[:t.names]
		}
		var all []string
		for _, p := range named {
			all = append(all, diag.Quoted(p))
		}
		more := ""
		if n := len(k.paths) - len(named); n > 0 {
			more = " and " + plural(n, "other")
		}
		if len(all) > 0 {
			t.line("%s %s%s", k.symbol, strings.Join(all, ", "), more)
		}
	}
}

// sentence is a finding in a line.
func sentence(d diag.JSON) string {
	pos := diag.Pos{File: d.File, Line: d.Line, Column: d.Column}
	said := d.Severity + ": " + diag.Visible(d.Message)
	if d.Hint != "" {
		said += "; " + diag.Visible(d.Hint)
	}
	if pos.IsValid() {
		said = pos.String() + ": " + said
	}
	return said + " [" + d.Check + "]"
}

// WriteJSON prints a comparison as programs read it, with the diff as diff has it.
func WriteJSON(w io.Writer, c *Comparison) error {
	var out struct {
		Version int `json:"version"`
		*Comparison
		Diff any `json:"diff,omitempty"`
	}
	out.Version, out.Comparison = 1, c
	if c.Diff != nil {
		out.Diff = c.Diff.Document(nil)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
