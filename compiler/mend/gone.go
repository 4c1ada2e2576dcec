package mend

import (
	"bytes"

	"cuelang.org/go/cue/ast"
)

// gone takes the field at an offset out, with the labels of its name that hold nothing
// else.
func (t *Text) gone(name string, at int) ([]Edit, bool) {
	p := t.pathTo(at)
	if p.list != nil {
		return t.element(p.list, p.index, at)
	}
	k := len(p.steps) - 1
	if k < 0 || p.steps[k].field.Label.Pos().Offset() != at {
		return nil, false
	}
	from, steps, ok := named(p.steps, name)
	if !ok {
		return nil, false
	}
	v := &mover{Text: t, steps: steps, place: k}
	for out := from; out <= k; out++ {
		if !v.alone(out) {
			continue
		}
		s := v.steps[out]
		if len(s.beside) > 1 {
			c, ok := t.removed(s)
			return []Edit{c.Edit}, ok
		}
		begin, _ := s.label()
		_, end := s.value()
		left := "" // the struct has braces, or gets some
		if !s.braces {
			left = "{}"
		}
		return []Edit{swap(begin, end, left)}, !bytes.Contains(t.bytes[begin:end], []byte("//"))
	}
	return nil, false
}

// element takes an element that begins at an offset out of a list.
func (t *Text) element(list *ast.ListLit, i, at int) ([]Edit, bool) {
	from, to := list.Elts[i].Pos().Offset(), list.Elts[i].End().Offset()
	switch last := i == len(list.Elts)-1; {
	case from != at:
		return nil, false
	case !last:
		to = list.Elts[i+1].Pos().Offset()
	case i > 0:
		from = list.Elts[i-1].End().Offset()
	}
	return []Edit{swap(from, to, "")}, !bytes.Contains(t.bytes[from:to], []byte("//"))
}
