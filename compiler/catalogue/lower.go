package catalogue

import (
	"fmt"
	"math/big"
	"regexp"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"provc/compiler/value"
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
		if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.MUL {
			if lit, ok := u.X.(*ast.BasicLit); ok {
				t.preset = lit.Value
			}
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
			return isKind(value.Bool), nil
		case "int":
			return isKind(value.Int), nil
		case "string":
			return isKind(value.String), nil
		case "number":
			return isNumber{}, nil
		case "true", "false":
			return constant{value.Bool, x.Name}, nil
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
		return constant{value.String, s}, err
	case token.INT:
		if n, ok := integer(x); ok {
			return constant{value.Int, n.String()}, nil
		}
	case token.TRUE, token.FALSE:
		return constant{value.Bool, x.Value}, nil
	}
	return nil, nil
}

func (l lowering) unary(x *ast.UnaryExpr) (condition, error) {
	switch x.Op {
	case token.SUB:
		if n, ok := integer(x); ok {
			return constant{value.Int, n.String()}, nil
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
