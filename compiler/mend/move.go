package mend

import (
	"bytes"
	"strings"

	"cuelang.org/go/cue/ast"

	"provc/compiler/diag"
)

// moves gives fields other labels: the first stands at an offset, the others beside it.
func (t *Text) moves(all []diag.Move, value string, at int) ([]Edit, bool) {
	p := t.pathTo(at)
	k := len(p.steps) - 1
	if k < 0 || p.steps[k].field.Label.Pos().Offset() != at && p.steps[k].field.Value.Pos().Offset() != at {
		return nil, false
	}
	var edits []Edit
	for i, m := range all {
		steps := p.steps
		if i > 0 {
			s, ok := p.steps[k].sibling(m.From[strings.LastIndexByte(m.From, '.')+1:])
			if !ok {
				return nil, false
			}
			steps = append(p.steps[:k:k], s)
		}
		moved, ok := t.move(steps, m, value)
		if !ok {
			return nil, false
		}
		edits = append(edits, moved...)
	}
	return edits, true
}

// sibling is the one field of a name in the struct of a step.
func (s step) sibling(name string) (found step, ok bool) {
	for i, d := range s.beside {
		f, isField := d.(*ast.Field)
		if !isField {
			continue
		}
		if o := (step{f, s.beside, i, s.braces, s.nested, s.keyword}); o.name() == name {
			if ok {
				return step{}, false
			}
			found, ok = o, true
		}
	}
	return found, ok
}

// mover gives the last of some steps other labels.
type mover struct {
	*Text
	steps []step // from the file on, down to where the old labels end
	place int    // the step where the finding is
	first int    // the first step whose label is another
	last  int    // the last one; it is before the first if labels only come between
	added []string
	value string
}

func (t *Text) move(steps []step, m diag.Move, value string) ([]Edit, bool) {
	from, down, ok := named(steps, m.From)
	if !ok {
		return nil, false
	}
	old := down[from:]
	same, ends := 0, 0
	for same < len(old) && same < len(m.To) && old[same].name() == m.To[same] {
		same++
	}
	for same+ends < len(old) && same+ends < len(m.To) && old[len(old)-1-ends].name() == m.To[len(m.To)-1-ends] {
		ends++
	}
	if same == len(old) || same == len(m.To) { // one name is the beginning of the other
		return nil, false
	}
	v := &mover{t, down, len(steps) - 1, from + same, from + len(old) - 1 - ends, m.To[same : len(m.To)-ends], value}
	for _, s := range v.steps[v.first:max(v.last+1, v.place+1)] {
		if t.isUsed(s.name()) || s.field.Alias != nil {
			return nil, false
		}
	}
	if v.stands() {
		return nil, false
	}
	if v.alone(v.first) {
		return v.relabelled()
	}
	return v.taken()
}

// named finds the steps whose labels are a name: some of those above a place, the place,
// and those below as long as there is one way to go. It returns the first of them, and all
// steps down to the last.
func named(steps []step, name string) (first int, down []step, ok bool) {
	down = steps[:len(steps):len(steps)]
	for {
		for i := len(steps) - 1; i >= 0; i-- {
			if joined(down[i:]) == name {
				return i, down, true
			}
			if !down[i].nested {
				break
			}
		}
		below, ok := down[len(down)-1].only()
		if !ok {
			return 0, nil, false
		}
		down = append(down, below)
	}
}

// alone reports whether a step's field holds nothing but what is to move.
func (v *mover) alone(i int) bool {
	for ; i < v.place; i++ {
		if x, ok := v.steps[i].only(); !ok || x.field != v.steps[i+1].field {
			return false
		}
	}
	return true
}

// relabelled writes other labels where the old ones are.
func (v *mover) relabelled() ([]Edit, bool) {
	var edits []Edit
	if v.value != "" {
		e, ok := v.replaced(v.steps[len(v.steps)-1].field.Value, v.value)
		if !ok {
			return nil, false
		}
		edits = append(edits, e...)
	}
	n := v.last - v.first + 1
	switch {
	case n == 0: // labels come before the first
		at, _ := v.steps[v.first].label()
		return append(edits, swap(at, at, chained(v.added)+": ")), true
	case len(v.added) >= n:
		more := len(v.added) - n
		for i := range n {
			from, to := v.steps[v.first+i].label()
			text := label(v.added[more+i])
			if i == 0 {
				text = chained(v.added[:more+1])
			}
			if string(v.bytes[from:to]) != text {
				edits = append(edits, swap(from, to, text))
			}
		}
		return edits, true
	}
	from, _ := v.steps[v.first].label()
	_, to := v.steps[v.first].value()
	text, ok := v.field(v.first, v.to())
	return []Edit{{From: from, To: to, New: text, Moved: true}}, ok
}

// to are all labels from the first step on that is another.
func (v *mover) to() []string {
	labels := append([]string(nil), v.added...)
	for _, s := range v.steps[v.last+1:] {
		labels = append(labels, s.name())
	}
	return labels
}

// stands reports whether the text has a field of that name already that holds no struct:
// what gets its name might contradict it.
func (v *mover) stands() bool {
	for _, s := range v.steps[:v.first] {
		if s.keyword {
			return false // there is no name for what stands in a list
		}
	}
	var names []string
	for _, s := range v.steps[:v.first] {
		names = append(names, s.name())
	}
	for _, f := range v.declared(append(names, v.to()...)) {
		if len(structs(f.Value)) == 0 {
			return true
		}
	}
	return false
}

// field writes the field of a step with other labels.
func (v *mover) field(i int, labels []string) (string, bool) {
	last := v.steps[len(v.steps)-1]
	begin, _ := v.steps[i].label()
	from, to := last.value()
	_, end := v.steps[i].value()
	if bytes.Contains(v.bytes[begin:from], []byte("//")) || bytes.Contains(v.bytes[to:end], []byte("//")) || len(last.field.Attrs) > 0 {
		return "", false // what people noted would be lost
	}
	text := string(v.bytes[from:to])
	if v.value != "" {
		e, ok := v.replaced(last.field.Value, v.value)
		if !ok {
			return "", false
		}
		for i := range e {
			e[i].From, e[i].To = e[i].From-from, e[i].To-from
		}
		text = string(Apply([]byte(text), e))
	}
	text, ok := reindented(text, v.indent(from), v.indent(begin))
	return chained(labels) + ": " + text, ok
}

// taken takes the field out of its struct, and writes it beside the step from which on its
// labels are others.
func (v *mover) taken() ([]Edit, bool) {
	out := v.place
	for out > v.first && v.alone(out-1) {
		out--
	}
	for _, s := range v.steps[v.first+1 : v.place+1] {
		if !s.nested {
			return nil, false // it may depend on a condition
		}
	}
	beside := v.first
	labels := v.to()
	for ; !v.steps[beside].braces; beside-- {
		labels = append([]string{v.steps[beside-1].name()}, labels...)
	}
	for _, s := range v.steps[beside : v.first+1] {
		if s.name() == "" || s.field.Constraint != 0 {
			return nil, false
		}
	}
	text, ok := v.field(out, labels)
	if !ok {
		return nil, false
	}
	gone, ok := v.removed(v.steps[out])
	if !ok {
		return nil, false
	}
	put, ok := v.put(v.steps[beside], text, gone)
	return []Edit{gone.Edit, put}, ok
}

// chained are labels that are nested.
func chained(labels []string) string {
	all := make([]string, len(labels))
	for i, l := range labels {
		all[i] = label(l)
	}
	return strings.Join(all, ": ")
}

// reindented is a text of several lines where the line that it begins in is indented
// otherwise.
func reindented(text, old, now string) (string, bool) {
	if old == now {
		return text, true
	}
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines[1:] {
		rest, ok := strings.CutPrefix(line, old)
		if !ok && strings.TrimSpace(line) != "" {
			return "", false
		}
		if ok {
			lines[i+1] = now + rest
		}
	}
	return strings.Join(lines, ""), true
}
