package evaluate

import (
	"slices"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// walker makes nodes of values and collects what is wrong with them.
type walker struct {
	*Evaluator
	jobs     int // at a time
	findings diag.List
}

// walker evaluates a value in full, and returns what CUE refuses of it and a walker to
// make nodes of it. Only values in which nothing is left to evaluate may be read by
// several goroutines.
func (e *Evaluator) walker(v cue.Value) (*walker, error) {
	refused := v.Validate(cue.Concrete(true), cue.Definitions(true), cue.Hidden(true))
	w := &walker{Evaluator: e, jobs: e.jobs}
	if refused != nil {
		w.jobs = 1
	}
	return w, refused
}

// deployments reads an evaluated package.
func (e *Evaluator) deployments(v cue.Value) ([]*value.Deployment, diag.List) {
	w, refused := e.walker(v)
	fields, err := v.Fields(cue.All())
	if err != nil {
		w.fail(v.Err(), v)
		return nil, w.findings.Sorted()
	}
	var deployments []*value.Deployment
	for fields.Next() {
		f := fields.Value()
		regular := fields.Selector().LabelType() == cue.StringLabel
		if fields.IsOptional() {
			continue
		}
		if regular {
			if vendor, err := f.LookupPath(vendorPath).String(); err == nil {
				deployments = append(deployments, &value.Deployment{
					Name:   fields.Selector().Unquoted(),
					Vendor: vendor,
					Root:   w.node(f),
					Pos:    w.place(f, f.Pos()),
				})
				continue
			}
		}
		// The user's own fields: only whether they hold.
		w.fail(f.Validate(cue.Concrete(regular)), f)
	}
	if len(w.findings) == 0 {
		w.fail(refused, v)
	}
	return deployments, w.findings.Sorted()
}

var vendorPath = cue.ParsePath("vendor")

func (w *walker) node(v cue.Value) *value.Node {
	n := &value.Node{Pos: w.place(v, valuePos(v))}
	if d, ok := v.Default(); ok {
		v = d
	}
	switch v.IncompleteKind() {
	case cue.StructKind:
		if !v.IsConcrete() { // several structs, of which nothing chooses one
			w.fail(v.Validate(cue.Concrete(true)), v)
			break
		}
		n.Kind = value.Struct
		w.fields(n, v)
	case cue.ListKind:
		if !v.IsConcrete() {
			w.fail(v.Validate(cue.Concrete(true)), v)
			break
		}
		n.Kind = value.List
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
			n.Kind = value.Struct
		case len(n.Items) > 0:
			n.Kind = value.List
		}
		if len(w.findings) == before {
			w.fail(v.Err(), v)
		}
	default:
		w.scalar(n, v)
	}
	return n
}

func (w *walker) fields(n *value.Node, v cue.Value) {
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
		n.Fields = append(n.Fields, value.Field{Label: label.Unquoted()})
	}
	w.values(n.Fields, values)
	// Definitions and hidden fields within are not walked, but must hold.
	if err := v.Err(); err != nil && len(w.findings) == before {
		w.fail(err, v)
	}
}

// values makes the nodes of fields, many of them side by side: evaluated values
// may be read by several goroutines.
func (w *walker) values(fields []value.Field, values []cue.Value) {
	if len(values) < 2*w.Shard || w.jobs == 1 {
		for i, v := range values {
			fields[i].Value = w.node(v)
			fields[i].Pos = w.place(v, v.Pos())
		}
		return
	}
	size := len(values)/w.jobs + 1
	parts := make([]walker, (len(values)+size-1)/size)
	var group sync.WaitGroup
	for i := range parts {
		group.Go(func() {
			parts[i].Evaluator = w.Evaluator
			parts[i].jobs = 1
			for j := i * size; j < min((i+1)*size, len(values)); j++ {
				fields[j].Value = parts[i].node(values[j])
				fields[j].Pos = w.place(values[j], values[j].Pos())
			}
		})
	}
	group.Wait()
	for _, part := range parts {
		w.findings.Add(part.findings...)
	}
}

func (w *walker) scalar(n *value.Node, v cue.Value) {
	switch v.Kind() {
	case cue.NullKind:
		n.Kind = value.Null
	case cue.BoolKind:
		n.Kind = value.Bool
		n.Text = "false"
		if b, _ := v.Bool(); b {
			n.Text = "true"
		}
	case cue.IntKind:
		n.Kind = value.Int
		i, err := v.Int(nil)
		if err != nil {
			w.fail(err, v)
			return
		}
		n.Text = i.String()
	case cue.FloatKind, cue.NumberKind:
		n.Kind = value.Float
		text, _ := v.MarshalJSON()
		n.Text = string(text)
	case cue.StringKind:
		n.Kind = value.String
		n.Text, _ = v.String()
	case cue.BytesKind:
		n.Kind = value.Bytes
	default:
		w.fail(v.Validate(cue.Concrete(true)), v)
	}
}

// fail adds each error of a CUE error list, placed at a value if it has no place
// of its own.
func (w *walker) fail(err error, v cue.Value) {
	for _, e := range w.roots(err) {
		d := w.translate(e)
		if !d.Pos.IsValid() {
			d.Pos = w.place(v, valuePos(v))
		}
		w.findings.Add(d)
	}
}

// place is where the user wrote a value, of which CUE says that it stands at a
// position: perhaps in the schema that it is unified with.
func (w *walker) place(v cue.Value, at token.Pos) diag.Pos {
	p := w.Position(at)
	if !w.IsSchema(p) {
		return p
	}
	op, operands := v.Expr()
	for _, x := range slices.Backward(operands) {
		if op != cue.AndOp {
			break
		}
		if p := w.Position(valuePos(x)); p.IsValid() && !w.IsSchema(p) {
			return p
		}
	}
	return p
}

// valuePos is where a value is written: behind the label, where there is one.
func valuePos(v cue.Value) token.Pos {
	if f, ok := v.Source().(*ast.Field); ok {
		return f.Value.Pos()
	}
	return v.Pos()
}
