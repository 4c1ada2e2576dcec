// Package mend makes edits of the text of a file that do what the hint of a finding says.
//
// A fix says in words what is to be written (diag.Fix). Whether that is right where the
// finding stands, the text decides: a field is moved only if it can be taken out alone, a
// value is replaced only if it is written out there. Otherwise there are no edits.
package mend

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
)

// Edit puts a text in the place of the bytes between two offsets.
type Edit struct {
	From, To int
	New      string

	Moved bool // New has what stands elsewhere in the file, and may be secret
}

func swap(from, to int, text string) Edit { return Edit{From: from, To: to, New: text} }

// Text is a file as the findings about it saw it.
type Text struct {
	name  string
	bytes []byte
	lines []int // where they begin

	file *ast.File // once a fix needs it; nil if the text is no CUE
	read bool
	used map[string]bool // names that something refers to, once a fix needs them

	named map[*ast.StructLit]map[string][]*ast.Field // of structs that fixes looked into
}

// New returns the text of a file. It is read no further than fixes need.
func New(name string, text []byte) *Text {
	lines := []int{0}
	for i, c := range text {
		if c == '\n' {
			lines = append(lines, i+1)
		}
	}
	return &Text{name: name, bytes: text, lines: lines}
}

// Edits are what a finding's fix does to the text, in order; none if it has no fix, or
// if that would not be right here.
func (t *Text) Edits(d diag.Diagnostic) []Edit {
	at := t.offset(d.Pos)
	if d.Fix == nil || at < 0 {
		return nil
	}
	edits, ok := t.edits(*d.Fix, at)
	if !ok {
		return nil
	}
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	for i, e := range edits {
		if e.From < 0 || e.To < e.From || e.To > len(t.bytes) || i > 0 && e.From < edits[i-1].To {
			return nil
		}
	}
	return edits
}

func (t *Text) edits(f diag.Fix, at int) ([]Edit, bool) {
	switch {
	case !strings.HasSuffix(t.name, ".cue"):
		return t.cell(f, at)
	case len(f.Moves) > 0:
		return t.moves(f.Moves, f.Value, at)
	case f.Value != "":
		return t.value(f.Value, at)
	case f.Gone != "":
		return t.gone(f.Gone, at)
	case f.Quote:
		return t.quotes(at)
	case f.Word != nil:
		return t.word(*f.Word, at)
	case len(f.Text) > 0:
		return t.text(f.Text, at)
	}
	var edits []Edit
	for _, e := range f.Edits {
		edits = append(edits, swap(at+e.At, at+e.At+e.Cut, e.New))
	}
	return edits, len(edits) > 0
}

// Apply returns a text with edits, which are in order.
func Apply(text []byte, edits []Edit) []byte {
	var b bytes.Buffer
	from := 0
	for _, e := range edits {
		b.Write(text[from:e.From])
		b.WriteString(e.New)
		from = e.To
	}
	b.Write(text[from:])
	return b.Bytes()
}

// offset is where a place is in the text, or -1. A file as a whole begins at its beginning.
func (t *Text) offset(p diag.Pos) int {
	if p.Line == 0 {
		return 0
	}
	if p.Line < 1 || p.Line > len(t.lines) {
		return -1
	}
	at := t.lines[p.Line-1] + max(p.Column, 1) - 1
	if at > t.endOf(t.lines[p.Line-1]) {
		return -1
	}
	return at
}

// beginningOf is where the line of an offset begins.
func (t *Text) beginningOf(offset int) int {
	return t.lines[sort.SearchInts(t.lines, offset+1)-1]
}

// endOf is where the line of an offset ends, before what ends it.
func (t *Text) endOf(offset int) int {
	if i := sort.SearchInts(t.lines, offset+1); i < len(t.lines) {
		end := t.lines[i] - 1
		if end > 0 && t.bytes[end-1] == '\r' && end-1 >= offset {
			end--
		}
		return end
	}
	return len(t.bytes)
}

// indent is what stands before the first word of the line of an offset.
func (t *Text) indent(offset int) string {
	line := t.bytes[t.beginningOf(offset):]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// parsed is the text as CUE reads it, or nil.
func (t *Text) parsed() *ast.File {
	if !t.read {
		t.read = true
		if f, err := parser.ParseFile(t.name, t.bytes, parser.ParseComments); err == nil {
			t.file = f
		}
	}
	return t.file
}

// label is a name as a label of CUE.
func label(name string) string {
	if ast.StringLabelNeedsQuoting(name) {
		return quoted(name)
	}
	return name
}
