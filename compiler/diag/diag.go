// Package diag holds what provc has to say about a configuration: findings as
// data, ordered and without repetition. Text and other formats are made from
// them at the edge, one printer a format.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says what a finding means for the run.
type Severity uint8

const (
	Error   Severity = iota // the configuration is wrong: nothing is written
	Warning                 // probably a mistake: the files are written all the same
	Note                    // worth knowing
)

func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "note"
}

// Pos is a place in a file of the user's. Line and Column start at 1; a zero
// Line means the file as a whole, an empty File no place at all.
type Pos struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// IsValid reports whether the position names a file.
func (p Pos) IsValid() bool { return p.File != "" }

func (p Pos) String() string {
	switch {
	case p.File == "":
		return "-"
	case p.Line == 0:
		return Line(p.File)
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", Line(p.File), p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", Line(p.File), p.Line, p.Column)
}

// Compare orders positions by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Related points at another place that a finding is about.
type Related struct {
	Message string
	Pos     Pos
}

// Diagnostic is one finding. Summary is a sentence without a full stop that
// names the parameter or entity and what is allowed; Detail says what was
// found; Hint proposes the fix. None of them ever holds a secret's value.
type Diagnostic struct {
	Severity Severity
	Check    string // the id of the Check that it was made with
	Summary  string
	Detail   string
	Hint     string
	Fix      *Fix `json:",omitempty"` // the hint for programs; nil if it is for people alone
	Pos      Pos
	Related  []Related
	Accepted []Acceptance // by whom; it stays untold while one of them holds
	Excerpt  *Excerpt     // the line at Pos; nil if it is not shown
}

// Excerpt is a line of a file, without any secret that stands in it.
type Excerpt struct {
	Text  string
	Caret int // the character that the finding is about, counted from 0
}

// Message is the whole finding in one line, without place, severity and id.
func (d Diagnostic) Message() string {
	m := d.Summary
	if d.Detail != "" {
		m += ": " + d.Detail
	}
	if d.Hint != "" {
		m += "; " + d.Hint
	}
	return m
}

func (d Diagnostic) compare(e Diagnostic) int {
	return cmp.Or(d.Pos.Compare(e.Pos), cmp.Compare(d.Check, e.Check), cmp.Compare(d.Severity, e.Severity),
		cmp.Compare(d.Message(), e.Message()))
}

// List collects findings in whatever order they are met.
type List []Diagnostic

// Add appends findings.
func (l *List) Add(ds ...Diagnostic) { *l = append(*l, ds...) }

// Sorted returns the findings by file, line, column and check, none twice, unless one
// is accepted and its like is not.
func (l List) Sorted() List {
	s := slices.Clone(l)
	slices.SortStableFunc(s, Diagnostic.compare)
	return slices.CompactFunc(s, func(a, b Diagnostic) bool { return a.compare(b) == 0 && slices.Equal(a.Accepted, b.Accepted) })
}

// HasErrors reports whether any finding is an error.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }

// Count returns the number of findings of a severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}
