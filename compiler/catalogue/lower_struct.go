package catalogue

import (
	"regexp"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

func (l lowering) object(x *ast.StructLit) (*Object, error) {
	o := &Object{fields: map[string]*Field{}}
	for _, e := range x.Elts {
		switch e := e.(type) {
		case *ast.EmbedDecl:
			if isHidden(e.Expr) {
				continue // relations
			}
			id, ok := e.Expr.(*ast.Ident)
			if !ok {
				return nil, l.errorf(e, "only a definition may be embedded")
			}
			o.embedded = append(o.embedded, l.schema.reference(id.Name))
		case *ast.Field:
			if err := l.field(o, e); err != nil {
				return nil, err
			}
		case *ast.Comprehension, *ast.LetClause, *ast.CommentGroup:
			// Relations, which the vendor's package checks.
		default:
			return nil, l.errorf(e, "%T is not understood", e)
		}
	}
	return o, nil
}

// isHidden reports whether an expression is a part of a hidden field.
func isHidden(x ast.Expr) bool {
	in, ok := x.(*ast.IndexExpr)
	if !ok {
		return false
	}
	id, ok := in.X.(*ast.Ident)
	return ok && strings.HasPrefix(id.Name, "_")
}

func (l lowering) field(o *Object, x *ast.Field) error {
	f := &Field{Doc: doc(x), Required: x.Constraint == token.NOT, Type: &Type{}, Pos: x.Label.Pos()}
	var err error
	if f.Meta, err = meta(x.Attrs); err != nil {
		return l.errorf(x, "%v", err)
	}
	if id := f.Meta.Check; id != "" && l.schema.Checks != nil && l.schema.Checks.Find(id) == nil {
		return l.errorf(x, "there is no check %s", id)
	}
	if pattern, ok := x.Label.(*ast.ListLit); ok {
		var a alternative
		for _, e := range pattern.Elts {
			if named, ok := e.(*ast.Alias); ok {
				e = named.Expr
			}
			for _, c := range operands(e, token.AND) {
				if err := l.conjunct(&a, c); err != nil {
					return err
				}
			}
		}
		if f.labels, f.Label, err = l.labels(f, a); err != nil {
			return err
		}
		if in, ok := x.Value.(*ast.IndexExpr); ok {
			if f.family, err = l.family(f, in); err != nil {
				return err
			}
			o.patterns = append(o.patterns, f)
			return nil
		}
		if err := l.into(f.Type, x.Value); err != nil {
			return err
		}
		o.patterns = append(o.patterns, f)
		return nil
	}
	label, _, err := ast.LabelName(x.Label)
	if err != nil {
		return l.errorf(x, "%v", err)
	}
	if strings.HasPrefix(label, "_") || strings.HasPrefix(label, "#") {
		return nil // a relation's own
	}
	f.Label = label
	if id, ok := x.Value.(*ast.Ident); ok && id.Name == "_" {
		return nil // declared for a relation to refer to
	}
	if err := l.into(f.Type, x.Value); err != nil {
		return err
	}
	if o.fields[label] == nil {
		o.fields[label] = f
		o.order = append(o.order, f)
	}
	return nil
}

// family reads #definition[regexp.ReplaceAll("…", Label, "…")]: labels that have
// their fields in a definition, under a name with x in the place of the index.
func (l lowering) family(f *Field, x *ast.IndexExpr) (*family, error) {
	def, ok := x.X.(*ast.Ident)
	call, isCall := x.Index.(*ast.CallExpr)
	if !ok || !isCall || len(call.Args) != 3 || l.schema.where[def.Name] == nil {
		return nil, l.errorf(x, "this index is not understood")
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil, l.errorf(x, "this index is not understood")
	}
	pkg, _ := sel.X.(*ast.Ident)
	if name, _, _ := ast.LabelName(sel.Sel); pkg == nil || pkg.Name+"."+name != "regexp.ReplaceAll" {
		return nil, l.errorf(x, "only regexp.ReplaceAll is understood here")
	}
	of := &family{of: l.schema.reference(def.Name)}
	text, err := l.text(call.Args[0])
	if err != nil {
		return nil, err
	}
	if of.index, err = regexp.Compile(text); err != nil {
		return nil, l.errorf(x, "%v", err)
	}
	if of.name, err = l.text(call.Args[2]); err != nil {
		return nil, err
	}
	for _, c := range f.labels {
		if m, ok := c.(matches); ok && !m.not && f.index == nil {
			f.index = indexIn(m.source)
		}
	}
	return of, nil
}

// labels flattens the conditions of a pattern and finds the index in it.
func (l lowering) labels(f *Field, a alternative) ([]condition, string, error) {
	conditions := append([]condition{}, a.conditions...)
	name := ""
	for _, t := range a.types {
		name = t.Name
		if err := l.schema.lower(t); err != nil {
			return nil, "", err
		}
		for _, b := range t.alts {
			conditions = append(conditions, b.conditions...)
		}
	}
	for _, c := range conditions {
		m, ok := c.(matches)
		if !ok || m.not {
			continue
		}
		if name == "" {
			name, f.regex = m.source, m.source
		}
		if i := indexIn(m.source); i != nil {
			f.index = i
		}
	}
	if len(conditions) > 1 {
		f.index = nil // numbers beyond an index
	}
	if name == "" {
		name = "string"
	}
	return conditions, name, nil
}

// indexGroup is an index as a regular expression has it: alternatives in
// parentheses.
var indexGroup = regexp.MustCompile(`\((1|\[1-[0-9]\][^()]*|1\|[^()]*)\)`)

// indexIn returns the index that a label's pattern holds, or nil.
func indexIn(re string) *Index {
	m := indexGroup.FindStringSubmatch(re)
	if m == nil {
		return nil
	}
	group, err := regexp.Compile("^(" + m[1] + ")$")
	if err != nil {
		return nil
	}
	const most = 10_000
	n := 0
	for group.MatchString(strconv.Itoa(n+1)) && n < most {
		n++
	}
	if n == most {
		return nil // it has no bound
	}
	return &Index{Max: n}
}
