package diag

import (
	"encoding/json"
	"io"
)

// JSON is a finding as programs read it.
type JSON struct {
	Severity string        `json:"severity"`
	Check    string        `json:"check"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint,omitempty"`
	File     string        `json:"file,omitempty"`
	Line     int           `json:"line,omitempty"`
	Column   int           `json:"column,omitempty"`
	Excerpt  string        `json:"excerpt,omitempty"` // the line, secrets masked
	Caret    *int          `json:"caret,omitempty"`   // the character of it, from 0
	Related  []JSONRelated `json:"related,omitempty"`
	Fix      *JSONFix      `json:"fix,omitempty"` // what the hint says, as edits of the file
}

// JSONFix is what mends a finding.
type JSONFix struct {
	Title string     `json:"title"`
	Edits []JSONEdit `json:"edits"`
}

// JSONEdit puts a text in the place of a part of the file, up to an end that is no part of
// it. Columns are those of bytes.
type JSONEdit struct {
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
	Text      string `json:"text"`
}

// JSONRelated is another place that a finding is about.
type JSONRelated struct {
	Message string `json:"message"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
}

// JSON returns the findings as programs read them: never nil, so that none are
// an empty array.
func (l List) JSON() []JSON {
	out := make([]JSON, 0, len(l))
	for _, d := range l.visible() {
		j := JSON{
			Severity: d.Severity.String(), Check: d.Check, Message: Diagnostic{Summary: d.Summary, Detail: d.Detail}.Message(), Hint: d.Hint,
			File: d.Pos.File, Line: d.Pos.Line, Column: d.Pos.Column,
		}
		if d.Excerpt != nil {
			j.Excerpt, j.Caret = d.Excerpt.Text, &d.Excerpt.Caret
		}
		for _, r := range d.Related {
			j.Related = append(j.Related, JSONRelated{r.Message, r.Pos.File, r.Pos.Line, r.Pos.Column})
		}
		if d.Fix != nil && len(d.Fix.Changes) > 0 {
			j.Fix = &JSONFix{Title: d.Fix.Title}
			for _, c := range d.Fix.Changes {
				j.Fix.Edits = append(j.Fix.Edits, JSONEdit{c.From.Line, c.From.Column, c.To.Line, c.To.Column, c.New})
			}
		}
		out = append(out, j)
	}
	return out
}

// WriteJSON prints findings as an array.
func WriteJSON(w io.Writer, l List) error { return writeJSON(w, l.JSON()) }

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
