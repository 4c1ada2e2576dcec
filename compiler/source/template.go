package source

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"
)

// reader makes nodes of templates whose syntax needs no evaluation: structs, lists
// and scalars written out, types that have a name, and other such templates. What
// it does not read (other references, comprehensions, interpolations, constraints,
// numbers in other than plain digits) CUE evaluates.
type reader struct {
	loader *Loader
	fields map[string][]*ast.Field // of the package
	// Templates by name: nil while one is read, and if it needs evaluation.
	templates map[string]*template
}

// template is a field of the package that entities may name.
type template struct {
	node   *Node
	bound  *Node // of a definition: the node with all that it names
	closed bool  // other fields have no place in it
}

func (r *reader) field(f *ast.Field) (Field, bool) {
	label, ok := plainLabel(f, false)
	if !ok {
		return Field{}, false
	}
	out := Field{Label: label, Pos: r.loader.position(f.Label.Pos())}
	switch f.Constraint {
	case token.ILLEGAL:
	case token.OPTION:
		out.presence = optional
	case token.NOT:
		out.presence = required
	default:
		return Field{}, false
	}
	if out.Value, ok = r.typed(f.Value); !ok {
		out.Value, ok = r.value(f.Value)
	}
	return out, ok
}

func (r *reader) value(x ast.Expr) (*Node, bool) {
	n := &Node{Pos: r.loader.position(x.Pos())}
	switch x := x.(type) {
	case *ast.BasicLit:
		return n, scalar(n, x, "")
	case *ast.UnaryExpr:
		lit, ok := x.X.(*ast.BasicLit)
		return n, ok && x.Op == token.SUB && lit.Kind == token.INT && scalar(n, lit, "-")
	case *ast.StructLit, *ast.BinaryExpr, *ast.Ident, *ast.SelectorExpr:
		n.Kind = Struct
		return n, r.operands(n, x)
	case *ast.ListLit:
		n.Kind = List
		for _, e := range x.Elts {
			item, ok := r.value(e)
			if !ok || !item.complete() {
				return nil, false
			}
			n.Items = append(n.Items, item)
		}
		return n, true
	}
	return nil, false
}

// operands adds to a struct what a conjunction holds.
func (r *reader) operands(n *Node, x ast.Expr) bool {
	for _, x := range operands(x) {
		switch x := x.(type) {
		case *ast.Ident:
			t := r.reference(x)
			if t == nil {
				return false
			}
			n.use(t, false)
		case *ast.SelectorExpr:
			if !r.loader.isNeutral(x) {
				return false
			}
		case *ast.StructLit:
			in := n
			if !n.isNew() {
				in = &Node{Kind: Struct}
			}
			if !r.body(in, x) || !in.close() || in != n && !n.add(in) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// body adds to a struct what stands between braces.
func (r *reader) body(n *Node, x *ast.StructLit) bool {
	for _, d := range x.Elts {
		switch d := d.(type) {
		case *ast.CommentGroup:
		case *ast.Field:
			if f, ok := r.field(d); !ok || !n.put(f) {
				return false
			}
		case *ast.EmbedDecl:
			if !r.embedded(n, d.Expr) {
				return false
			}
		case *ast.Ellipsis:
			if d.Type != nil {
				return false
			}
			n.pending = n.pending.and(&pending{more: true})
		default:
			return false
		}
	}
	return true
}

// embedded adds to a struct what it embeds.
func (r *reader) embedded(n *Node, x ast.Expr) bool {
	if id, ok := x.(*ast.Ident); ok {
		t := r.reference(id)
		if t != nil {
			n.use(t, true)
		}
		return t != nil
	}
	in := &Node{Kind: Struct}
	return r.operands(in, x) && in.isOpen() && n.add(in)
}

// reference returns what a name stands for, or nil if CUE must say.
func (r *reader) reference(x *ast.Ident) *template {
	if _, inFile := x.Scope.(*ast.File); x.Scope != nil && !inFile {
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
func (r *reader) template(name string) *template {
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
	if whole == nil {
		return nil
	}
	expanded := whole.clone()
	if !expanded.expand() {
		return nil
	}
	t := &template{node: whole, closed: !expanded.isOpen()}
	if isDefinition(name) {
		t.bound, t.closed = expanded, true
	}
	r.templates[name] = t
	return t
}

func isDefinition(name string) bool {
	return strings.HasPrefix(strings.TrimPrefix(name, "_"), "#")
}

// scalar reads a literal as CUE does.
func scalar(n *Node, x *ast.BasicLit, sign string) bool {
	switch x.Kind {
	case token.NULL:
		n.Kind = Null
	case token.TRUE, token.FALSE:
		n.Kind, n.Text = Bool, x.Value
	case token.INT:
		if !IsDecimal(x.Value) {
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

// IsDecimal recognises a whole number in plain digits, without a sign.
func IsDecimal(s string) bool {
	return s == "0" || s != "" && s[0] != '0' && strings.Trim(s, "0123456789") == ""
}
