package evaluate

import (
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
	"golang.org/x/sync/errgroup"

	"provc/compiler/diag"
	"provc/compiler/extract"
	"provc/compiler/value"
)

// walker makes nodes of values and collects what is wrong with them.
type walker struct {
	*Evaluator
	sound    bool // CUE refuses nothing of the values
	jobs     int  // at a time
	findings diag.List
	literals map[*ast.StructLit]*value.Node // nil: not written out
}

// walker evaluates a value in full, and returns what CUE refuses of it and a walker to
// make nodes of it.
func (e *Evaluator) walker(v cue.Value) (*walker, error) {
	refused := v.Validate(cue.Concrete(true), cue.Definitions(true), cue.Hidden(true))
	return &walker{Evaluator: e, sound: refused == nil, jobs: 1}, refused
}

// deployments reads an evaluated package, with some jobs at a time.
func (e *Evaluator) deployments(v cue.Value, jobs int) ([]*value.Deployment, diag.List) {
	w, refused := e.walker(v)
	w.jobs = jobs
	fields, err := v.Fields(cue.All())
	if err != nil {
		w.fail(v.Err(), v)
		return nil, causes(w.findings.Sorted())
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
					Root:   w.deployment(f),
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
	return deployments, causes(w.findings.Sorted())
}

var vendorPath = cue.ParsePath("vendor")

func (w *walker) node(v cue.Value) *value.Node {
	if n := w.literal(v); n != nil {
		return n
	}
	return w.evaluated(v)
}

// evaluated makes the node of a value as CUE evaluates it.
func (w *walker) evaluated(v cue.Value) *value.Node {
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

// literal returns the node of a struct that has one declaration, which is written out:
// nothing else adds to it. Entities share what a definition gives them so. It is nil for
// other values.
func (w *walker) literal(v cue.Value) *value.Node {
	f, ok := v.Source().(*ast.Field)
	if !ok || !w.sound || w.Whole {
		return nil
	}
	x, ok := f.Value.(*ast.StructLit)
	if !ok {
		return nil
	}
	n, known := w.literals[x]
	if !known {
		if !w.IsSchema(x.Pos().Filename()) {
			n = (&extract.Reader{Position: w.Position, IsNeutral: func(*ast.SelectorExpr) bool { return false }}).Literal(x)
		}
		if w.literals == nil {
			w.literals = map[*ast.StructLit]*value.Node{}
		}
		w.literals[x] = n
	}
	return n
}

func (w *walker) fields(n *value.Node, v cue.Value) {
	w.each(n, v, w.node)
}

// each makes the fields of a struct, their values by the given function.
func (w *walker) each(n *value.Node, v cue.Value, node func(cue.Value) *value.Node) {
	fields, err := v.Fields(cue.Optional(false))
	if err != nil {
		return // the caller reports v's error
	}
	before := len(w.findings)
	for fields.Next() {
		label, in := fields.Selector(), fields.Value()
		switch label.LabelType() {
		case cue.StringLabel:
			n.Fields = append(n.Fields, value.Field{Label: label.Unquoted(), Value: node(in), Pos: w.place(in, in.Pos())})
		case cue.IndexLabel: // of a list that failed
			n.Items = append(n.Items, w.node(in))
		default: // what is no label is an error of the struct
		}
	}
	if w.sound {
		return
	}
	// Definitions and hidden fields within are not walked, but must hold.
	if err := v.Err(); err != nil && len(w.findings) == before {
		w.fail(err, v)
	}
}

// deployment makes the node of a deployment.
func (w *walker) deployment(v cue.Value) *value.Node {
	var n *value.Node
	if w.sound {
		n = &value.Node{Kind: value.Struct, Pos: w.place(v, valuePos(v))}
		w.each(n, v, w.container)
	} else {
		n = w.node(v)
	}
	// What the schema gives a deployment stands nowhere in the user's files, but where
	// the deployment does.
	for i := range n.Fields {
		f := &n.Fields[i]
		if w.IsSchema(f.Pos.File) {
			f.Pos = n.Pos
		}
		if w.IsSchema(f.Value.Pos.File) {
			f.Value.Pos = n.Pos
		}
	}
	return n
}

// container makes the node of a field of a deployment, which may hold many entities,
// several at a time. Only values of which nothing is left to evaluate may be read so. Its
// syntax says nothing: entities were taken out of it.
func (w *walker) container(v cue.Value) *value.Node {
	if w.jobs == 1 || v.IncompleteKind() != cue.StructKind {
		return w.evaluated(v)
	}
	var values []cue.Value
	n := &value.Node{Kind: value.Struct, Pos: w.place(v, valuePos(v))}
	w.each(n, v, func(in cue.Value) *value.Node {
		values = append(values, in)
		return nil
	})
	var group errgroup.Group
	size := len(values)/w.jobs + 1
	for from := 0; from < len(values); from += size {
		group.Go(func() error {
			one := walker{Evaluator: w.Evaluator, sound: true}
			for i := from; i < min(from+size, len(values)); i++ {
				n.Fields[i].Value = one.node(values[i])
			}
			return nil
		})
	}
	group.Wait()
	return n
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
		if lit := literal(v); lit != nil && w.Position(lit.Pos()) == n.Pos {
			n.Quote = value.Quoted(lit.Value, n.Text)
		}
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
		w.findings.Add(w.translate(e, w.place(v, valuePos(v))))
	}
}

// place is where the user wrote a value, of which CUE says that it stands at a
// position: perhaps in the schema that it is unified with.
func (w *walker) place(v cue.Value, at token.Pos) (p diag.Pos) {
	p = w.Position(at)
	if !w.IsSchema(p.File) {
		return p
	}
	// CUE evaluates each operand by itself, as it need not for the value, and may panic over
	// that. A place that it cannot tell must not cost what is known.
	defer func() { _ = recover() }()
	op, operands := v.Expr()
	for _, x := range slices.Backward(operands) {
		if op != cue.AndOp {
			break
		}
		if p := w.Position(valuePos(x)); p.IsValid() && !w.IsSchema(p.File) {
			return p
		}
	}
	return p
}

// literal is what a value is written as, where that is a literal.
func literal(v cue.Value) *ast.BasicLit {
	source := v.Source()
	if f, ok := source.(*ast.Field); ok {
		source = f.Value
	}
	lit, _ := source.(*ast.BasicLit)
	return lit
}

// valuePos is where a value is written: behind the label, where there is one.
func valuePos(v cue.Value) token.Pos {
	if f, ok := v.Source().(*ast.Field); ok {
		return f.Value.Pos()
	}
	return v.Pos()
}
