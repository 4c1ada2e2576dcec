package source

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"
)

// reader makes nodes of templates whose syntax needs no evaluation: structs, lists
// and scalars written out, and other such templates. What it does not read (other
// references, comprehensions, interpolations, constraints, numbers in other than
// plain digits) CUE evaluates.
type reader struct {
	loader *Loader
	fields map[string][]*ast.Field // of the package
	// Templates by name: nil while one is read, and if it needs evaluation.
	templates map[string]*Node
}

func (r *reader) field(f *ast.Field) (Field, bool) {
	label, ok := plainLabel(f, false)
	if !ok || f.Constraint != token.ILLEGAL {
		return Field{}, false
	}
	n, ok := r.value(f.Value)
	return Field{Label: label, Value: n, Pos: r.loader.position(f.Label.Pos())}, ok
}

func (r *reader) value(x ast.Expr) (*Node, bool) {
	n := &Node{Pos: r.loader.position(x.Pos())}
	switch x := x.(type) {
	case *ast.BasicLit:
		return n, scalar(n, x, "")
	case *ast.UnaryExpr:
		lit, ok := x.X.(*ast.BasicLit)
		return n, ok && x.Op == token.SUB && lit.Kind == token.INT && scalar(n, lit, "-")
	case *ast.StructLit, *ast.BinaryExpr, *ast.Ident:
		n.Kind = Struct
		var templates []*ast.Ident
		if !r.operands(n, x, &templates) {
			return nil, false
		}
		// As CUE does, templates are added after what is written in place.
		for _, x := range templates {
			if t := r.reference(x); t == nil || !n.add(t) {
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

// operands adds to a struct what is written in place of a conjunction, and
// collects the templates in it.
func (r *reader) operands(n *Node, x ast.Expr, templates *[]*ast.Ident) bool {
	for _, x := range operands(x) {
		switch x := x.(type) {
		case *ast.Ident:
			*templates = append(*templates, x)
		case *ast.StructLit:
			for _, d := range x.Elts {
				switch d := d.(type) {
				case *ast.CommentGroup:
				case *ast.Field:
					if f, ok := r.field(d); !ok || !n.put(f) {
						return false
					}
				case *ast.EmbedDecl:
					if !r.operands(n, d.Expr, templates) {
						return false
					}
				default:
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

// reference returns what a name stands for, or nil if CUE must say.
func (r *reader) reference(x *ast.Ident) *Node {
	if _, inFile := x.Scope.(*ast.File); x.Scope != nil && !inFile || x.Name[0] == '#' || strings.HasPrefix(x.Name, "_#") {
		return nil
	}
	if _, field := x.Node.(*ast.Field); x.Node != nil && !field {
		if _, value := x.Node.(ast.Expr); !value {
			return nil // let clauses and imports
		}
	}
	return r.template(x.Name)
}

// template returns what a field of the package holds, or nil if CUE must say.
func (r *reader) template(name string) *Node {
	if t, known := r.templates[name]; known {
		return t
	}
	r.templates[name] = nil
	var whole *Node
	for _, f := range r.fields[name] {
		if f.Constraint != token.ILLEGAL || f.Alias != nil {
			return nil
		}
		n, ok := r.value(f.Value)
		if !ok || n.Kind != Struct {
			return nil
		}
		if whole == nil {
			whole = n
			continue
		}
		have := Field{Value: whole}
		if !merge(&have, Field{Value: n}) {
			return nil
		}
	}
	r.templates[name] = whole
	return whole
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
