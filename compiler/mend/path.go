package mend

import (
	"sort"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// step is a field on the way from the file to a place.
type step struct {
	field   *ast.Field
	beside  []ast.Decl // what stands in the same struct, the field included
	index   int        // of the field among them
	braces  bool       // the struct has some, or is the file
	nested  bool       // the struct is the whole value of the step before, or the file
	keyword bool       // it is in a list or a comprehension that begins behind the step before
}

// path are the fields whose labels or values hold an offset, the outermost first, and the
// innermost expression there, if it is no label.
type path struct {
	steps []step
	value ast.Node // the value that begins at the offset, if it is one

	list  *ast.ListLit // that holds the offset, if no field is between them
	index int          // of the element there
}

// pathTo goes to an offset. It looks at no more of the text than it must.
func (t *Text) pathTo(at int) (p path) {
	f := t.parsed()
	if f == nil {
		return path{}
	}
	g := goer{at: at}
	g.decls(f.Decls, true, true)
	return g.path
}

type goer struct {
	path
	at      int
	apart   bool // in a list or a comprehension that begins behind the last step
	arrived bool
}

func (g *goer) holds(n ast.Node) bool {
	from, to := n.Pos(), n.End()
	return from.IsValid() && to.IsValid() && from.Offset() <= g.at && g.at < to.Offset()
}

func (g *goer) decls(all []ast.Decl, braces, nested bool) {
	i := sort.Search(len(all), func(i int) bool { return all[i].End().Offset() > g.at })
	if i == len(all) || !g.holds(all[i]) {
		return
	}
	f, ok := all[i].(*ast.Field)
	if !ok {
		g.apart = true
		g.node(all[i])
		return
	}
	g.list = nil
	g.steps = append(g.steps, step{f, all, i, braces, nested && !g.apart, g.apart})
	g.apart = false
	if g.holds(f.Label) {
		return
	}
	g.expr(f.Value, true)
}

// expr goes into the value of a field, of which an expression is all or a part.
func (g *goer) expr(e ast.Expr, whole bool) {
	if e == nil || !g.holds(e) {
		return
	}
	switch x := e.(type) {
	case *ast.StructLit:
		g.decls(x.Elts, x.Lbrace.IsValid(), whole)
		return
	case *ast.BinaryExpr:
		if x.Op == token.AND {
			g.expr(x.X, whole)
			g.expr(x.Y, whole)
			return
		}
	case *ast.ListLit:
		g.apart = true
		i := sort.Search(len(x.Elts), func(i int) bool { return x.Elts[i].End().Offset() > g.at })
		if i < len(x.Elts) {
			g.list, g.index = x, i
			g.expr(x.Elts[i], true)
		}
		return
	case *ast.BasicLit, *ast.Ident:
		if e.Pos().Offset() <= g.at {
			g.value = e
		}
		return
	case *ast.UnaryExpr:
		if _, ok := x.X.(*ast.BasicLit); ok && x.Op == token.SUB && x.Pos().Offset() == g.at {
			g.value = x
			return
		}
	}
	g.node(e)
}

// node goes into what holds values that are not the field's own.
func (g *goer) node(n ast.Node) {
	outer := n
	ast.Walk(n, func(n ast.Node) bool {
		if n == outer {
			return true
		}
		if g.arrived || !g.holds(n) {
			return false
		}
		switch x := n.(type) {
		case *ast.StructLit:
			g.arrived, g.apart = true, true
			g.decls(x.Elts, x.Lbrace.IsValid(), false)
			return false
		case *ast.ListLit:
			g.arrived = true
			g.expr(x, false)
			return false
		}
		return true
	}, nil)
}

// name is what a step's label says; empty if it is no plain name.
func (s step) name() string {
	name, _, err := ast.LabelName(s.field.Label)
	if err != nil {
		return ""
	}
	return name
}

func (s step) label() (from, to int) {
	return s.field.Label.Pos().Offset(), s.field.Label.End().Offset()
}

func (s step) value() (from, to int) {
	return s.field.Value.Pos().Offset(), s.field.Value.End().Offset()
}

// only is the one field of a step's value, if that is a struct with nothing else in it.
func (s step) only() (step, bool) {
	x, ok := s.field.Value.(*ast.StructLit)
	if !ok || len(x.Elts) != 1 {
		return step{}, false
	}
	f, ok := x.Elts[0].(*ast.Field)
	return step{f, x.Elts, 0, x.Lbrace.IsValid(), true, false}, ok
}

// joined are the labels of steps as the name of a parameter.
func joined(steps []step) string {
	names := make([]string, len(steps))
	for i, s := range steps {
		names[i] = s.name()
	}
	return strings.Join(names, ".")
}

// declared are the fields that the text has by now of a chain of names, below those of a
// file: of one name there may be several.
func (t *Text) declared(names []string) []*ast.Field {
	all := t.fields(nil, t.parsed().Decls)[names[0]]
	for _, name := range names[1:] {
		var below []*ast.Field
		for _, f := range all {
			for _, x := range structs(f.Value) {
				below = append(below, t.fields(x, x.Elts)[name]...)
			}
		}
		all = below
	}
	return all
}

// structs are those that are written out as a value, or unified in it.
func structs(e ast.Expr) []*ast.StructLit {
	switch x := e.(type) {
	case *ast.StructLit:
		return []*ast.StructLit{x}
	case *ast.BinaryExpr:
		if x.Op == token.AND {
			return append(structs(x.X), structs(x.Y)...)
		}
	}
	return nil
}

// fields are those of a struct by their names; nil is the file.
func (t *Text) fields(in *ast.StructLit, decls []ast.Decl) map[string][]*ast.Field {
	if known := t.named[in]; known != nil {
		return known
	}
	all := map[string][]*ast.Field{}
	for _, d := range decls {
		if f, ok := d.(*ast.Field); ok {
			name := step{field: f}.name()
			all[name] = append(all[name], f)
		}
	}
	if t.named == nil {
		t.named = map[*ast.StructLit]map[string][]*ast.Field{}
	}
	t.named[in] = all
	return all
}

// isUsed reports whether something in the text refers to a name.
func (t *Text) isUsed(name string) bool {
	if t.used == nil {
		t.used = map[string]bool{}
		ast.Walk(t.parsed(), func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.Ident:
				if x.Node != nil {
					t.used[x.Name] = true
				}
			case *ast.SelectorExpr:
				if name, _, err := ast.LabelName(x.Sel); err == nil {
					t.used[name] = true
				}
			}
			return true
		}, nil)
	}
	return t.used[name]
}
