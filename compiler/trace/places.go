package trace

import (
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// list collects the places of a setting, each once.
type list struct {
	*Trace
	setting Setting
	row     bool // a table made the entity
	labels  map[string]bool
	places  []Place
}

// add reports whether the place was not known before.
func (l *list) add(p Place) bool {
	if !p.Pos.IsValid() || l.IsSchema(p.Pos.File) {
		return false
	}
	sameLine := func(q Place) bool { return q.Pos.File == p.Pos.File && q.Pos.Line == p.Pos.Line }
	if p.Kind == Reference && slices.ContainsFunc(l.places, func(q Place) bool { return q.Kind != Row && sameLine(q) }) {
		return false // such as the variable of a comprehension
	}
	i := slices.IndexFunc(l.places, func(q Place) bool {
		return q.Pos == p.Pos || p.Kind == Written && q.Kind == Written && sameLine(q)
	})
	if i >= 0 {
		if q := &l.places[i]; q.Kind == p.Kind && q.Name == "" {
			q.Name = p.Name
		}
		return false
	}
	l.places = append(l.places, p)
	return true
}

func (l *list) at(kind Kind, name string, pos token.Pos) bool {
	return l.add(Place{kind, name, l.Position(pos)})
}

// node adds the places of the value that became the setting.
func (l *list) node(n *node) {
	path := n.labels
	v := l.root.LookupPath(cue.MakePath(path...)) // what goes through a struct knows less
	if in := v.LookupPath(cue.MakePath(cue.Str("secret"))); in.Exists() && v.IncompleteKind() == cue.StructKind {
		v, path = in, append(slices.Clip(path), cue.Str("secret"))
	}
	l.labels = map[string]bool{}
	for _, label := range path {
		if label.LabelType() == cue.StringLabel {
			l.labels[label.Unquoted()] = true
		}
	}
	parts := conjuncts(v)
	var written []token.Pos
	typed := func(v cue.Value) bool { return isType(exprOf(v.Source())) }
	if !slices.ContainsFunc(parts, func(v cue.Value) bool { return !typed(v) }) {
		typed = func(cue.Value) bool { return false }
	}
	for _, part := range parts {
		if n := part.Source(); n != nil && !l.IsSchema(l.Position(n.Pos()).File) && !typed(part) {
			written = append(written, n.Pos())
			at := l.Position(n.Pos())
			if p := l.setting.Pos; p.File == at.File && p.Line == at.Line {
				at = p // as findings have it
			}
			l.add(Place{Written, l.template(n.Pos()), at})
		}
	}
	for _, pos := range written {
		l.used(path, pos)
		l.around(pos)
	}
	if l.row {
		l.add(Place{Row, "", l.setting.FilePos})
	}
	for _, part := range parts {
		l.references(part, 0)
	}
}

// isType reports whether an expression says only of what type a value is.
func isType(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	return ok && slices.Contains([]string{"_", "string", "int", "bool", "number"}, id.Name)
}

// conjuncts are the values that a value is unified from.
func conjuncts(v cue.Value) []cue.Value {
	op, operands := v.Expr()
	switch v.Source().(type) {
	case *ast.Field, *ast.BinaryExpr: // one alone, whatever it unifies itself
		return []cue.Value{v}
	}
	if op != cue.AndOp {
		return []cue.Value{v}
	}
	var all []cue.Value
	for _, x := range operands {
		all = append(all, conjuncts(x)...)
	}
	return all
}

// exprOf is the expression that gives a value, if it is known.
func exprOf(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case *ast.Field:
		return n.Value
	case ast.Expr:
		return n
	}
	return nil
}

// template is the name of the package's field that a place is in, if that is no
// deployment.
func (l *list) template(at token.Pos) string {
	for _, n := range l.chain(at) {
		switch n := n.(type) {
		case *ast.Field:
			name, _, err := ast.LabelName(n.Label)
			if err != nil || name == l.setting.Deployment {
				return ""
			}
			return name
		case *ast.LetClause:
			return n.Ident.Name
		}
	}
	return ""
}

// used adds the references by which what is written at a place came to a value.
func (l *list) used(path []cue.Selector, at token.Pos) {
	for n := 1; n <= len(path); n++ {
		for _, x := range l.sources(path[:n]) {
			for _, u := range l.uses(x, at, map[ast.Expr]bool{}) {
				if l.at(Use, u.name, u.pos) {
					l.used(path, u.pos) // the template may be another's part
					l.around(u.pos)
				}
			}
		}
	}
}

// sources are the expressions that a value is unified from. CUE evaluates each of them
// for that, so that it is asked once for each value.
func (t *Trace) sources(path []cue.Selector) []ast.Expr {
	key := cue.MakePath(path...)
	known, ok := t.exprs[key.String()]
	if !ok {
		for _, part := range conjuncts(t.root.LookupPath(key)) {
			if x := exprOf(part.Source()); x != nil {
				known = append(known, x)
			}
		}
		t.exprs[key.String()] = known
	}
	return known
}

// around adds the clauses of comprehensions that a place is in, and the items that they
// went through.
func (l *list) around(at token.Pos) {
	for _, n := range l.chain(at) {
		c, ok := n.(*ast.Comprehension)
		if !ok || !holds(c.Value, at) {
			continue
		}
		for _, clause := range c.Clauses {
			switch clause := clause.(type) {
			case *ast.ForClause:
				name := "for "
				if clause.Key != nil {
					name += clause.Key.Name + ", "
				}
				l.at(Each, name+clause.Value.Name+" in "+text(clause.Source), clause.Pos())
				if pos, name := l.item(clause.Source, l.labels); pos.IsValid() {
					l.at(Row, name, pos)
				}
			case *ast.IfClause:
				l.at(When, "if "+text(clause.Condition), clause.Pos())
			}
		}
	}
}

// deepest is how far references are followed.
const deepest = 6

// references adds what a value refers to.
func (l *list) references(v cue.Value, depth int) {
	if depth > deepest {
		return
	}
	op, operands := v.Expr()
	x := exprOf(v.Source())
	switch op {
	case cue.NoOp, cue.SelectorOp, cue.IndexOp:
		if found, ok := target(v, x, operands); ok {
			for _, part := range conjuncts(found) {
				if pos := part.Pos(); pos.IsValid() && x != nil && pos != x.Pos() && !isType(exprOf(part.Source())) {
					l.at(Reference, text(x), pos)
				}
				l.references(part, depth+1)
			}
		} else if id, ok := x.(*ast.Ident); ok {
			for _, d := range l.declarations(id) { // of a let clause CUE tells nothing
				l.at(Reference, id.Name, d.Pos())
			}
		}
		return
	}
	for _, o := range operands {
		l.references(o, depth+1)
	}
}

// target is the value that a reference refers to, if CUE can tell.
func target(v cue.Value, x ast.Expr, operands []cue.Value) (cue.Value, bool) {
	switch x.(type) {
	case *ast.SelectorExpr, *ast.IndexExpr:
		if len(operands) < 2 {
			return v, false
		}
		var label cue.Selector
		if name, err := operands[1].String(); err == nil {
			label = cue.Str(name)
		} else if i, err := operands[1].Int64(); err == nil {
			label = cue.Index(int(i))
		} else {
			return v, false
		}
		found := operands[0].LookupPath(cue.MakePath(label))
		return found, found.Exists()
	}
	if len(operands) < 2 {
		return v, false
	}
	in, path := v.ReferencePath()
	if path.Err() != nil || len(path.Selectors()) == 0 {
		return v, false
	}
	found := in.LookupPath(path)
	return found, found.Exists()
}
