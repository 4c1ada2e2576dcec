package mend

import (
	"bytes"
	"strings"

	"cuelang.org/go/cue/ast"
)

// cut is a field taken out of its struct: what goes with it stood before and behind it.
type cut struct {
	Edit
	before, behind string
}

// removed takes a field out of its struct, with the line that it has for itself and what
// people noted there.
func (t *Text) removed(s step) (cut, bool) {
	field, to := s.field.Pos().Offset(), s.field.End().Offset()
	if len(s.beside) == 1 {
		return cut{}, false
	}
	from := field
	for _, c := range ast.Comments(s.field) {
		if c.Doc {
			from = min(from, c.Pos().Offset())
		}
	}
	begin, end := t.beginningOf(from), t.endOf(to)
	if len(bytes.TrimSpace(t.bytes[begin:from])) == 0 && t.endsLine(to) {
		c := cut{before: string(t.bytes[from:field]), behind: strings.TrimLeft(string(t.bytes[to:end]), ",")}
		if end < len(t.bytes) {
			end += bytes.IndexByte(t.bytes[end:], '\n') + 1
		}
		c.Edit = swap(begin, end, "")
		return c, true
	}
	if from != field {
		return cut{}, false
	}
	if s.index+1 < len(s.beside) { // up to the next in the line
		return cut{Edit: swap(from, s.beside[s.index+1].Pos().Offset(), "")}, true
	}
	return cut{Edit: swap(s.beside[s.index-1].End().Offset(), to, "")}, true
}

// endsLine reports whether nothing stands behind an offset in its line but a note.
func (t *Text) endsLine(at int) bool {
	rest := bytes.TrimLeft(t.bytes[at:t.endOf(at)], " \t,")
	return len(rest) == 0 || bytes.HasPrefix(rest, []byte("//"))
}

// put writes a field beside that of a step: on a line of its own if that has one.
func (t *Text) put(s step, text string, c cut) (Edit, bool) {
	from, to := s.field.Pos().Offset(), s.field.End().Offset()
	if len(bytes.TrimSpace(t.bytes[t.beginningOf(from):from])) > 0 || !t.endsLine(to) {
		if strings.Contains(text, "\n") || strings.TrimSpace(c.before+c.behind) != "" {
			return Edit{}, false
		}
		return Edit{From: to, To: to, New: ", " + text, Moved: true}, true
	}
	indent, end := t.indent(from), t.endOf(to)
	text, ok := reindented(c.before+text+c.behind, t.indent(c.From), indent)
	return Edit{From: end, To: end, New: "\n" + indent + text, Moved: true}, ok
}
