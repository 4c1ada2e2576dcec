package catalogue

import (
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"provc/compiler/source"
)

// lowering turns expressions of the schema into types. A constraint on a scalar
// that it cannot express is left to CUE (see leaf); anything else that it does
// not understand is an error, so that no constraint is dropped unnoticed.
type lowering struct {
	schema *Schema
}

func (l lowering) errorf(n ast.Node, format string, args ...any) error {
	return fmt.Errorf("%s: %s", n.Pos(), fmt.Sprintf(format, args...))
}

// into adds the alternatives of an expression to a type.
func (l lowering) into(t *Type, x ast.Expr) error {
	for _, e := range operands(x, token.OR) {
		if text, ok, err := l.sentence(e); err != nil {
			return err
		} else if ok {
			t.sentence = text
			continue
		}
		var a alternative
		for _, c := range operands(e, token.AND) {
			if err := l.conjunct(&a, c); err != nil {
				return err
			}
		}
		// A definition may be declared in several places, all of which hold.
		if a.object != nil && len(t.alts) == 1 && t.alts[0].object != nil {
			t.alts[0].object.merge(a.object)
			continue
		}
		t.alts = append(t.alts, a)
	}
	return nil
}

func (o *Object) merge(p *Object) {
	for _, f := range p.order {
		if o.fields[f.Label] == nil {
			o.fields[f.Label] = f
			o.order = append(o.order, f)
		}
	}
	o.patterns = append(o.patterns, p.patterns...)
	o.embedded = append(o.embedded, p.embedded...)
}

// operands splits a chain of one operator.
func operands(x ast.Expr, op token.Token) []ast.Expr {
	if p, ok := x.(*ast.ParenExpr); ok && op == token.AND {
		if b, ok := p.X.(*ast.BinaryExpr); ok && b.Op == token.AND {
			return operands(p.X, op)
		}
	}
	if b, ok := x.(*ast.BinaryExpr); ok && b.Op == op {
		return append(operands(b.X, op), operands(b.Y, op)...)
	}
	return []ast.Expr{x}
}

// sentence reads error("…").
func (l lowering) sentence(x ast.Expr) (string, bool, error) {
	c, ok := x.(*ast.CallExpr)
	if !ok {
		return "", false, nil
	}
	if id, ok := c.Fun.(*ast.Ident); !ok || id.Name != "error" || len(c.Args) != 1 {
		return "", false, nil
	}
	text, err := l.text(c.Args[0])
	return text, true, err
}

func (l lowering) conjunct(a *alternative, x ast.Expr) error {
	switch x := x.(type) {
	case *ast.ParenExpr:
		t := &Type{}
		a.types = append(a.types, t)
		return l.into(t, x.X)
	case *ast.StructLit:
		o, err := l.object(x)
		a.object = o
		return err
	case *ast.ListLit:
		a.isList = true
		if len(x.Elts) == 0 {
			return nil
		}
		e, ok := x.Elts[0].(*ast.Ellipsis)
		if !ok || len(x.Elts) != 1 {
			return l.errorf(x, "only [...T] is understood")
		}
		if e.Type == nil {
			return nil
		}
		a.list = &Type{}
		return l.into(a.list, e.Type)
	case *ast.Ident:
		if l.schema.where[x.Name] != nil {
			a.types = append(a.types, l.schema.reference(x.Name))
			return nil
		}
	case *ast.UnaryExpr:
		if x.Op == token.MUL { // a default
			return l.conjunct(a, x.X)
		}
	}
	c, err := l.scalar(x)
	if c == nil && err == nil {
		c, err = l.leaf(x)
	}
	a.conditions = append(a.conditions, c)
	return err
}

// scalar reads a constraint on a scalar, or on a list's length. It returns nil
// for one that it cannot express.
func (l lowering) scalar(x ast.Expr) (condition, error) {
	switch x := x.(type) {
	case *ast.Ident:
		switch x.Name {
		case "_":
			return anyValue{}, nil
		case "bool":
			return isKind(source.Bool), nil
		case "int":
			return isKind(source.Int), nil
		case "string":
			return isKind(source.String), nil
		case "number":
			return isNumber{}, nil
		case "true", "false":
			return constant{source.Bool, x.Name}, nil
		}
	case *ast.BasicLit:
		return l.constant(x)
	case *ast.UnaryExpr:
		return l.unary(x)
	case *ast.CallExpr:
		return l.call(x), nil
	}
	return nil, nil
}

func (l lowering) constant(x *ast.BasicLit) (condition, error) {
	switch x.Kind {
	case token.STRING:
		s, err := literal.Unquote(x.Value)
		return constant{source.String, s}, err
	case token.INT:
		if n, ok := integer(x); ok {
			return constant{source.Int, n.String()}, nil
		}
	case token.TRUE, token.FALSE:
		return constant{source.Bool, x.Value}, nil
	}
	return nil, nil
}

func (l lowering) unary(x *ast.UnaryExpr) (condition, error) {
	switch x.Op {
	case token.SUB:
		if n, ok := integer(x); ok {
			return constant{source.Int, n.String()}, nil
		}
	case token.MAT, token.NMAT:
		lit, ok := x.X.(*ast.BasicLit)
		if !ok {
			return nil, nil
		}
		text, err := l.text(lit)
		if err != nil {
			return nil, err
		}
		re, err := regexp.Compile(text)
		if err != nil {
			return nil, l.errorf(x, "%v", err)
		}
		return matches{re, text, x.Op == token.NMAT}, nil
	case token.GEQ, token.LEQ, token.GTR, token.LSS:
		if limit, ok := integer(x.X); ok {
			return bound{x.Op.String(), limit}, nil
		}
	}
	return nil, nil
}

func (l lowering) call(x *ast.CallExpr) condition {
	sel, ok := x.Fun.(*ast.SelectorExpr)
	if !ok || len(x.Args) != 1 {
		return nil
	}
	pkg, ok := sel.X.(*ast.Ident)
	n, isNumber := integer(x.Args[0])
	if !ok || !isNumber || !n.IsInt64() {
		return nil
	}
	name, _, _ := ast.LabelName(sel.Sel)
	limit := int(n.Int64())
	switch pkg.Name + "." + name {
	case "strings.MaxRunes":
		return runes{0, limit}
	case "strings.MinRunes":
		return runes{limit, -1}
	case "list.MaxItems":
		return items{limit}
	}
	return nil
}

// integer reads a whole number in plain digits.
func integer(x ast.Expr) (*big.Int, bool) {
	sign := ""
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.SUB {
		sign, x = "-", u.X
	}
	lit, ok := x.(*ast.BasicLit)
	if !ok || lit.Kind != token.INT {
		return nil, false
	}
	return new(big.Int).SetString(sign+lit.Value, 10)
}

func (l lowering) text(x ast.Expr) (string, error) {
	lit, ok := x.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", l.errorf(x, "a plain string is wanted here")
	}
	return literal.Unquote(lit.Value)
}

func (l lowering) object(x *ast.StructLit) (*Object, error) {
	o := &Object{fields: map[string]*Field{}}
	for _, e := range x.Elts {
		switch e := e.(type) {
		case *ast.EmbedDecl:
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

func (l lowering) field(o *Object, x *ast.Field) error {
	f := &Field{Doc: doc(x), Required: x.Constraint == token.NOT, Type: &Type{}}
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

// meta reads @param(home=…,default=…,restart=…,secret,later) and @check(id).
func meta(attrs []*ast.Attribute) (Meta, error) {
	var m Meta
	for _, at := range attrs {
		name, body := at.Split()
		switch name {
		case "check":
			m.Check = body
			continue
		case "param":
		default:
			continue
		}
		m.Param = true
		for _, part := range splitAttr(body) {
			key, value, has := strings.Cut(part, "=")
			if strings.HasPrefix(value, `"`) {
				s, err := literal.Unquote(value)
				if err != nil {
					return m, err
				}
				value = s
			}
			switch key {
			case "home":
				m.Home = value
			case "default":
				m.Default, m.HasDefault = value, true
			case "restart":
				switch value {
				case "yes":
					m.Restart = RestartYes
				case "no":
					m.Restart = RestartNo
				case "unknown":
				default:
					return m, fmt.Errorf("restart is yes, no or unknown, not %s", value)
				}
			case "secret":
				m.Secret = true
			case "later":
				m.Later = true
			default:
				if !has {
					value = "true"
				}
				if m.Values == nil {
					m.Values = map[string]string{}
				}
				m.Values[key] = value
			}
		}
	}
	return m, nil
}

// splitAttr splits an attribute's body at commas outside quotes.
func splitAttr(body string) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			parts = append(parts, strings.TrimSpace(body[start:i]))
			start = i + 1
		}
	}
	if rest := strings.TrimSpace(body[start:]); rest != "" {
		parts = append(parts, rest)
	}
	return parts
}

// doc joins the comment above a field into one line.
func doc(x *ast.Field) string {
	var lines []string
	for _, g := range ast.Comments(x) {
		if g.Doc {
			lines = append(lines, strings.Fields(g.Text())...)
		}
	}
	return strings.Join(lines, " ")
}
