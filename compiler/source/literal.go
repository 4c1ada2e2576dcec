package source

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"
)

// reader makes nodes of syntax that needs no evaluation: structs, lists and
// scalars written out. What it does not read (references, comprehensions,
// embeddings, interpolations, constraints, numbers in other than plain digits)
// CUE evaluates.
type reader struct {
	loader *Loader
}

// entity reads all declarations of an entity.
func (r reader) entity(e *entity) (Field, bool) {
	var out Field
	for _, p := range e.parts {
		f, ok := r.field(p.field)
		if !ok || out.Value != nil && !merge(&out, f) {
			return Field{}, false
		}
		if out.Value == nil {
			out = f
		}
	}
	return out, true
}

func (r reader) field(f *ast.Field) (Field, bool) {
	label, ok := plainLabel(f, false)
	if !ok || f.Constraint != token.ILLEGAL {
		return Field{}, false
	}
	n, ok := r.value(f.Value)
	return Field{Label: label, Value: n, Pos: r.loader.position(f.Label.Pos())}, ok
}

func (r reader) value(x ast.Expr) (*Node, bool) {
	n := &Node{Pos: r.loader.position(x.Pos())}
	switch x := x.(type) {
	case *ast.BasicLit:
		return n, scalar(n, x, "")
	case *ast.UnaryExpr:
		lit, ok := x.X.(*ast.BasicLit)
		return n, ok && x.Op == token.SUB && lit.Kind == token.INT && scalar(n, lit, "-")
	case *ast.StructLit:
		n.Kind = Struct
		n.Fields = make([]Field, 0, len(x.Elts))
		for _, d := range x.Elts {
			if _, comment := d.(*ast.CommentGroup); comment {
				continue
			}
			field, ok := d.(*ast.Field)
			if !ok {
				return nil, false
			}
			f, ok := r.field(field)
			if !ok || !n.put(f) {
				return nil, false
			}
		}
		return n, true
	case *ast.ListLit:
		n.Kind = List
		for _, e := range x.Elts {
			item, ok := r.value(e)
			if !ok {
				return nil, false
			}
			n.Items = append(n.Items, item)
		}
		return n, true
	}
	return nil, false
}

// put adds a field to a struct.
func (n *Node) put(f Field) bool {
	if have := n.Field(f.Label); have != nil {
		return merge(have, f)
	}
	n.Fields = append(n.Fields, f)
	return true
}

// merge unifies two declarations of one field. Structs grow together, and stand
// where CUE says that a struct of several declarations stands: at the last.
// Whether other values agree is left to CUE, which knows how to tell it.
func merge(have *Field, f Field) bool {
	if have.Value.Kind != Struct || f.Value.Kind != Struct {
		return false
	}
	have.Value.Pos, have.Pos = f.Value.Pos, f.Value.Pos
	for _, in := range f.Value.Fields {
		if !have.Value.put(in) {
			return false
		}
	}
	return true
}

// scalar reads a literal as CUE does.
func scalar(n *Node, x *ast.BasicLit, sign string) bool {
	switch x.Kind {
	case token.NULL:
		n.Kind = Null
	case token.TRUE, token.FALSE:
		n.Kind, n.Text = Bool, x.Value
	case token.INT:
		if !isDecimal(x.Value) {
			return false
		}
		n.Kind, n.Text = Int, x.Value
		if n.Text != "0" {
			n.Text = sign + n.Text
		}
	case token.STRING:
		if strings.HasPrefix(strings.TrimLeft(x.Value, "#"), "'") {
			return false // bytes
		}
		n.Kind = String
		text, plain := plainText(x)
		if !plain {
			var err error
			if text, err = literal.Unquote(x.Value); err != nil {
				return false
			}
		}
		n.Text = text
	default:
		return false
	}
	return true
}

func isDecimal(s string) bool {
	return s == "0" || s != "" && s[0] != '0' && strings.Trim(s, "0123456789") == ""
}
