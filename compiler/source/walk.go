package source

import (
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
)

// walker makes nodes of values and collects what is wrong with them.
type walker struct {
	loader   *Loader
	findings diag.List
}

func (w *walker) node(v cue.Value) *Node {
	n := &Node{Pos: w.loader.position(valuePos(v))}
	if d, ok := v.Default(); ok {
		v = d
	}
	switch v.IncompleteKind() {
	case cue.StructKind:
		n.Kind = Struct
		w.fields(n, v)
	case cue.ListKind:
		n.Kind = List
		items, err := v.List()
		if err != nil {
			w.fail(err, v)
			break
		}
		for items.Next() {
			n.Items = append(n.Items, w.node(items.Value()))
		}
	case cue.BottomKind:
		// An error may be the struct's own or lie further down; one that lies
		// further down is better told there.
		before := len(w.findings)
		w.fields(n, v)
		switch {
		case len(n.Fields) > 0:
			n.Kind = Struct
		case len(n.Items) > 0:
			n.Kind = List
		}
		if len(w.findings) == before {
			w.fail(v.Err(), v)
		}
	default:
		w.scalar(n, v)
	}
	return n
}

func (w *walker) fields(n *Node, v cue.Value) {
	fields, err := v.Fields(cue.Optional(false))
	if err != nil {
		return // the caller reports v's error
	}
	before := len(w.findings)
	var values []cue.Value
	for fields.Next() {
		label := fields.Selector()
		if label.LabelType() == cue.IndexLabel { // of a list that failed
			n.Items = append(n.Items, w.node(fields.Value()))
			continue
		}
		values = append(values, fields.Value())
		n.Fields = append(n.Fields, Field{Label: label.Unquoted()})
	}
	w.values(n.Fields, values)
	// Definitions and hidden fields within are not walked, but must hold.
	if err := v.Err(); err != nil && len(w.findings) == before {
		w.fail(err, v)
	}
}

// values makes the nodes of fields, many of them side by side: evaluated values
// may be read by several goroutines.
func (w *walker) values(fields []Field, values []cue.Value) {
	if len(values) < 2*w.loader.Shard || w.loader.perUnit == 1 {
		for i, v := range values {
			fields[i].Value = w.node(v)
			fields[i].Pos = w.loader.position(v.Pos())
		}
		return
	}
	size := len(values)/w.loader.perUnit + 1
	parts := make([]walker, (len(values)+size-1)/size)
	var group sync.WaitGroup
	for i := range parts {
		group.Go(func() {
			parts[i].loader = w.loader
			for j := i * size; j < min((i+1)*size, len(values)); j++ {
				fields[j].Value = parts[i].node(values[j])
				fields[j].Pos = w.loader.position(values[j].Pos())
			}
		})
	}
	group.Wait()
	for _, part := range parts {
		w.findings.Add(part.findings...)
	}
}

func (w *walker) scalar(n *Node, v cue.Value) {
	switch v.Kind() {
	case cue.NullKind:
		n.Kind = Null
	case cue.BoolKind:
		n.Kind = Bool
		n.Text = "false"
		if b, _ := v.Bool(); b {
			n.Text = "true"
		}
	case cue.IntKind:
		n.Kind = Int
		i, err := v.Int(nil)
		if err != nil {
			w.fail(err, v)
			return
		}
		n.Text = i.String()
	case cue.FloatKind, cue.NumberKind:
		n.Kind = Float
		text, _ := v.MarshalJSON()
		n.Text = string(text)
	case cue.StringKind:
		n.Kind = String
		n.Text, _ = v.String()
	case cue.BytesKind:
		n.Kind = Bytes
	default:
		w.fail(v.Validate(cue.Concrete(true)), v)
	}
}

// fail adds each error of a CUE error list, placed at a value if it has no place
// of its own.
func (w *walker) fail(err error, v cue.Value) {
	for _, e := range w.loader.roots(err) {
		d := w.loader.translate(e)
		if !d.Pos.IsValid() {
			d.Pos = w.loader.position(valuePos(v))
		}
		w.findings.Add(d)
	}
}

// valuePos is where a value is written: behind the label, where there is one.
func valuePos(v cue.Value) token.Pos {
	if f, ok := v.Source().(*ast.Field); ok {
		return f.Value.Pos()
	}
	return v.Pos()
}

func (l *Loader) position(p token.Pos) diag.Pos {
	if !p.IsValid() {
		return diag.Pos{}
	}
	at := p.Position()
	return diag.Pos{File: l.relative(at.Filename), Line: at.Line, Column: at.Column}
}
