package source

import (
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// pending is what a value is still to be completed with: the templates that it
// names, and in a template what that leaves open to those who use it.
//
//	#Person: {
//		password!: string
//		label?:    string
//		params: reg: "1": server: "1": port: *5060 | int
//	}
//
// A type is a node of the kind Invalid until a value takes its place.
type pending struct {
	kinds     kinds   // that a value may be of, where there is none
	absent    *Node   // the value if no other is given
	templates []use   // that are to be added to a struct
	closes    bool    // a struct embeds what is closed
	more      bool    // a struct has an ellipsis
	bounds    []bound // what fields a struct may have
}

// bound is a struct with all fields that another may have.
type bound struct {
	*Node
	whole bool // down to every struct: it allows none by an ellipsis or a type
}

// use is a template that a struct names.
type use struct {
	*template
	embedded bool
}

// kinds is a set of kinds.
type kinds uint16

func (k kinds) has(one Kind) bool { return k&(1<<one) != 0 }

// types are the names of CUE's types that templates may use.
var types = map[string]kinds{
	"bool":   1 << Bool,
	"string": 1 << String,
	"int":    1 << Int,
	"number": 1<<Int | 1<<Float,
	"_":      1<<Null | 1<<Bool | 1<<Int | 1<<Float | 1<<String | 1<<Bytes | 1<<List | 1<<Struct,
}

// and combines what two declarations of a struct leave open.
func (o *pending) and(p *pending) *pending {
	switch {
	case p == nil:
		return o
	case o == nil:
		return &pending{templates: p.templates, closes: p.closes, more: p.more, bounds: p.bounds}
	}
	return &pending{
		templates: slices.Concat(o.templates, p.templates),
		closes:    o.closes || p.closes,
		more:      o.more || p.more,
		bounds:    slices.Concat(o.bounds, p.bounds),
	}
}

// fill unifies two declarations of one field, of which one leaves open what the
// other gives.
func fill(have *Field, f Field) bool {
	value, typ := have.Value, f.Value
	if value.Kind == Invalid {
		value, typ = typ, value
	}
	if typ.Kind != Invalid {
		return false
	}
	n := *value
	switch {
	case n.Kind != Invalid:
		if !typ.pending.kinds.has(n.Kind) {
			return false
		}
		n.pending = n.pending.and(typ.pending)
	case n.pending.absent != nil || typ.pending.absent != nil:
		return false
	default:
		n.pending = &pending{kinds: n.pending.kinds & typ.pending.kinds}
	}
	if n.Kind == Struct || n.Kind == List {
		n.Pos = f.Value.Pos
	}
	have.Value, have.Pos = &n, n.Pos
	return true
}

// use notes that a struct names a template.
func (n *Node) use(t *template, embedded bool) {
	n.pending = n.pending.and(&pending{templates: []use{{t, embedded}}, closes: embedded && t.closed})
}

// close closes a struct between braces, if it embeds what is closed: it may have
// the fields that are written there and those that are embedded, but no others.
func (n *Node) close() bool {
	if n.pending == nil || !n.pending.closes {
		return true
	}
	whole := n.clone()
	if !whole.expand() {
		return false
	}
	o := *n.pending
	o.closes, o.bounds = false, append(slices.Clip(o.bounds), bound{whole, true})
	n.pending = &o
	return true
}

// isOpen reports whether a struct may have any fields.
func (n *Node) isOpen() bool {
	return n.pending == nil || len(n.pending.bounds) == 0 &&
		!slices.ContainsFunc(n.pending.templates, func(u use) bool { return u.closed })
}

// isNew reports whether nothing is known of a struct.
func (n *Node) isNew() bool { return len(n.Fields) == 0 && n.pending == nil }

// complete adds the templates that a value names, and closes what they leave open.
// It reports whether it could. It does not go into lists, whose items are complete.
func (n *Node) complete() bool { return n.expand() && n.settle() }

// expand adds templates. As CUE does, it adds them after what is written in place,
// and those that they name after them.
func (n *Node) expand() bool {
	for i := 0; n.pending != nil && i < len(n.pending.templates); i++ {
		t := n.pending.templates[i]
		again := slices.ContainsFunc(n.pending.templates[:i], func(u use) bool { return u.template == t.template })
		if !again && !n.add(t.node) {
			return false
		}
		if t.bound != nil && !t.embedded {
			n.pending = n.pending.and(&pending{bounds: []bound{{t.bound, false}}})
		}
	}
	for _, f := range n.Fields {
		if !f.Value.expand() {
			return false
		}
	}
	return true
}

// settle closes what is left open.
func (n *Node) settle() bool {
	if n.Kind != Struct {
		return n.Kind != Invalid
	}
	kept := n.Fields[:0]
	for _, f := range n.Fields {
		if f.presence == optional {
			continue
		}
		if o := f.Value.pending; f.Value.Kind == Invalid && o.absent != nil {
			value := *o.absent
			value.Pos = f.Value.Pos
			f.Value = &value
		}
		if f.presence == required || !f.Value.settle() {
			return false
		}
		kept = append(kept, f)
	}
	n.Fields = kept
	if n.pending != nil {
		for _, bound := range n.pending.bounds {
			if !bound.allows(n) {
				return false
			}
		}
		n.pending = nil
	}
	return true
}

// allows reports whether a struct has no other fields than the bound. What stands
// beside a struct that embeds what is closed may close the fields that an ellipsis
// or a type lets in; then it says no, and CUE has to say.
func (b bound) allows(n *Node) bool {
	if b.Kind != Struct || n.Kind != Struct {
		return n.Kind != Struct || !b.whole
	}
	for _, f := range n.Fields {
		in := b.Get(f.Label)
		switch {
		case in != nil:
			if !(bound{in, b.whole}).allows(f.Value) {
				return false
			}
		case b.pending == nil || !b.pending.more || b.whole && f.Value.Kind == Struct:
			return false
		}
	}
	return true
}

// typed makes a node of a type, or of a type with a value that stands if no other
// is given.
func (r *reader) typed(x ast.Expr) (*Node, bool) {
	n := &Node{Pos: r.loader.position(x.Pos()), pending: &pending{}}
	alternatives := []ast.Expr{x}
	if b, ok := x.(*ast.BinaryExpr); ok && b.Op == token.OR {
		alternatives = []ast.Expr{b.X, b.Y}
	}
	for _, x := range alternatives {
		switch x := x.(type) {
		case *ast.Ident:
			n.pending.kinds |= types[x.Name]
			if types[x.Name] == 0 || x.Node != nil || len(r.fields[x.Name]) > 0 {
				return nil, false
			}
		case *ast.UnaryExpr:
			lit, ok := x.X.(*ast.BasicLit)
			if n.pending.absent = (&Node{}); !ok || x.Op != token.MUL || !scalar(n.pending.absent, lit, "") {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	// The default has to be one of what is allowed.
	return n, n.pending.kinds != 0 && (n.pending.absent == nil || n.pending.kinds.has(n.pending.absent.Kind))
}
