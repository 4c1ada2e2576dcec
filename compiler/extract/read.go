package extract

import (
	"crypto/sha256"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/ast/astutil"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// Reader makes values of what is written out.
type Reader struct {
	// Position is a place in the package's syntax as findings name it.
	Position func(token.Pos) diag.Pos
	// IsNeutral reports whether a name refers to a definition that adds nothing to an
	// entity, because entities are held against it anyway.
	IsNeutral func(*ast.SelectorExpr) bool
	// Hidden are the fields of the package, by name.
	Hidden map[string][]*ast.Field
	// IsGiven reports whether something in the package other than an import has a name.
	IsGiven func(name string) bool
	// Memory has what earlier runs read; nil: nothing.
	Memory *Memory

	templates map[string]*value.Node // nil: not written out
	position  func(token.Pos) diag.Pos
	imports   map[*File]map[string]*ast.ImportSpec
	settings  map[*File][][sha256.Size]byte // by list of hidden structs, if there is a memory

	// Structs to which templates were added, of templates and of the entity that is
	// read. What adds to those in turn, CUE evaluates: the order of places is its own.
	composedBefore, composed map[*value.Node]bool
}

// Prepare reads what the entities of a file name: hidden structs and, from the syntax of
// the rest, imports.
func (r *Reader) Prepare(f *File, rest *ast.File) {
	if r.templates == nil {
		r.templates, r.composed = map[string]*value.Node{}, map[*value.Node]bool{}
		r.imports, r.settings = map[*File]map[string]*ast.ImportSpec{}, map[*File][][sha256.Size]byte{}
		r.position = r.Position
	}
	r.imports[f] = map[string]*ast.ImportSpec{}
	for spec := range rest.ImportSpecs() {
		if info, err := astutil.ParseImportSpec(spec); err == nil && !r.IsGiven(info.Ident) {
			r.imports[f][info.Ident] = spec
		}
	}
	for _, names := range f.uses {
		for name := range strings.FieldsSeq(names) {
			r.template(name)
		}
	}
	if r.Memory != nil {
		r.settings[f] = r.sum(f)
	}
}

// copied is a reader for another goroutine, once all is prepared.
func (r *Reader) copied() *Reader {
	c := *r
	c.composedBefore, c.composed = r.composed, map[*value.Node]bool{}
	return &c
}

// resolve has names of an entity that nothing in it declares refer to imports.
func (r *Reader) resolve(entity ast.Node, imports map[string]*ast.ImportSpec) {
	ast.Walk(entity, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && id.Node == nil && imports[id.Name] != nil {
				id.Node = imports[id.Name]
			}
		}
		return true
	}, nil)
}

// read makes an entity, if it is written out.
func (r *Reader) read(f *File, i int) (value.Field, bool) {
	s := f.spans[i]
	for name := range strings.FieldsSeq(f.uses[s.uses]) {
		if r.templates[name] == nil {
			return value.Field{}, false
		}
	}
	file, err := parser.ParseFile("", f.text[s.start:s.end])
	if err != nil || len(file.Decls) != 1 {
		return value.Field{}, false
	}
	decl, ok := file.Decls[0].(*ast.Field)
	if !ok {
		return value.Field{}, false
	}
	clear(r.composed)
	r.resolve(decl, r.imports[f])
	column := f.column(i)
	r.position = func(p token.Pos) diag.Pos {
		at := p.Position()
		if at.Line == 1 {
			at.Column += column
		}
		return diag.Pos{File: f.name, Line: at.Line + int(s.line) - 1, Column: at.Column}
	}
	return r.field(decl)
}

// Literal makes a value of a struct that is written out without names, or nil.
func (r *Reader) Literal(x *ast.StructLit) *value.Node {
	r.position = r.Position
	n, ok := r.value(x)
	if !ok {
		return nil
	}
	return n
}

func (r *Reader) field(f *ast.Field) (value.Field, bool) {
	label, ok := PlainLabel(f, false)
	if !ok || f.Constraint != token.ILLEGAL || len(f.Attrs) > 0 {
		return value.Field{}, false
	}
	out := value.Field{Label: label, Pos: r.position(f.Label.Pos())}
	out.Value, ok = r.value(f.Value)
	return out, ok
}

func (r *Reader) value(x ast.Expr) (*value.Node, bool) {
	n := &value.Node{Pos: r.position(x.Pos())}
	switch x := x.(type) {
	case *ast.BasicLit:
		return n, scalar(n, x, "")
	case *ast.UnaryExpr:
		lit, ok := x.X.(*ast.BasicLit)
		return n, ok && x.Op == token.SUB && lit.Kind == token.INT && scalar(n, lit, "-")
	case *ast.StructLit, *ast.BinaryExpr, *ast.Ident:
		n.Kind = value.Struct
		return n, r.structure(n, x)
	case *ast.ListLit:
		n.Kind = value.List
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

// structure adds to a struct what a conjunction holds: first what is written in
// place, then templates, as CUE does.
func (r *Reader) structure(n *value.Node, x ast.Expr) bool {
	var uses []*value.Node
	if !r.operands(n, x, &uses) {
		return false
	}
	for _, t := range uses {
		if len(uses) > 1 && r.isComposed(t) {
			return false
		}
		for _, f := range t.Fields {
			f.Value = r.clone(f.Value)
			if !r.put(n, f) {
				return false
			}
		}
	}
	if len(uses) > 0 {
		r.composed[n] = true
	}
	return true
}

func (r *Reader) operands(n *value.Node, x ast.Expr, uses *[]*value.Node) bool {
	for _, x := range Operands(x) {
		switch x := x.(type) {
		case *ast.Ident:
			t := r.templates[x.Name]
			if t == nil {
				return false
			}
			if !slices.Contains(*uses, t) {
				*uses = append(*uses, t)
			}
		case *ast.SelectorExpr:
			if !r.IsNeutral(x) {
				return false
			}
		case *ast.StructLit:
			for _, d := range x.Elts {
				switch d := d.(type) {
				case *ast.Field:
					if f, ok := r.field(d); !ok || !r.put(n, f) {
						return false
					}
				case *ast.EmbedDecl:
					if !r.operands(n, d.Expr, uses) {
						return false
					}
				case *ast.Ellipsis:
					if d.Type != nil {
						return false
					}
				case *ast.CommentGroup:
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

// put adds a field to a struct. Structs grow together, and stand where CUE says that a
// struct of several declarations stands: at the last. Whether two other values agree
// is left to CUE, which knows how to tell it.
func (r *Reader) put(n *value.Node, f value.Field) bool {
	have := n.Field(f.Label)
	if have == nil {
		n.Fields = append(n.Fields, f)
		return true
	}
	if have.Value.Kind != value.Struct || f.Value.Kind != value.Struct || r.isComposed(have.Value) || r.isComposed(f.Value) {
		return false
	}
	have.Value.Pos, have.Pos = f.Value.Pos, f.Value.Pos
	for _, in := range f.Value.Fields {
		if !r.put(have.Value, in) {
			return false
		}
	}
	return true
}

func (r *Reader) isComposed(n *value.Node) bool { return r.composed[n] || r.composedBefore[n] }

// clone copies structs, which may grow; what does not is shared.
func (r *Reader) clone(n *value.Node) *value.Node {
	if n.Kind != value.Struct {
		return n
	}
	c := *n
	c.Fields = make([]value.Field, len(n.Fields))
	for i, f := range n.Fields {
		f.Value = r.clone(f.Value)
		c.Fields[i] = f
	}
	if r.isComposed(n) {
		r.composed[&c] = true
	}
	return &c
}

// template is the hidden struct of a name, or nil if it is not written out.
func (r *Reader) template(name string) *value.Node {
	if t, known := r.templates[name]; known {
		return t
	}
	r.templates[name] = nil // while it is read, for those that name themselves
	if declared := r.Hidden[name]; len(declared) == 1 && !isDefinition(name) {
		f := declared[0]
		for _, used := range names(f.Value) {
			r.template(used)
		}
		n, ok := r.value(f.Value)
		if ok && n.Kind == value.Struct && f.Constraint == token.ILLEGAL && f.Alias == nil && len(f.Attrs) == 0 {
			r.templates[name] = n
		}
	}
	return r.templates[name]
}

// names are the hidden structs that a value names.
func names(x ast.Expr) (all []string) {
	ast.Walk(x, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && strings.HasPrefix(id.Name, "_") {
			all = append(all, id.Name)
		}
		return true
	}, nil)
	return all
}

func isDefinition(name string) bool {
	return strings.HasPrefix(strings.TrimPrefix(name, "_"), "#")
}

// scalar reads a literal as CUE does.
func scalar(n *value.Node, x *ast.BasicLit, sign string) bool {
	switch x.Kind {
	case token.NULL:
		n.Kind = value.Null
	case token.TRUE, token.FALSE:
		n.Kind, n.Text = value.Bool, x.Value
	case token.INT:
		if !value.IsDecimal(x.Value) {
			return false
		}
		n.Kind, n.Text = value.Int, x.Value
		if n.Text != "0" {
			n.Text = sign + n.Text
		}
	case token.STRING:
		if strings.HasPrefix(strings.TrimLeft(x.Value, "#"), "'") {
			return false // bytes
		}
		text, err := literal.Unquote(x.Value)
		n.Kind, n.Text, n.Quote = value.String, text, value.Quoted(x.Value, text)
		return err == nil
	default:
		return false
	}
	return true
}

// Operands splits a conjunction.
func Operands(x ast.Expr) []ast.Expr {
	switch x := x.(type) {
	case *ast.BinaryExpr:
		if x.Op == token.AND {
			return append(Operands(x.X), Operands(x.Y)...)
		}
	case *ast.ParenExpr:
		return Operands(x.X)
	}
	return []ast.Expr{x}
}

// PlainLabel returns the name of a label that is written out: an identifier or a
// plain string. Hidden fields and definitions are plain only if asked for.
func PlainLabel(f *ast.Field, hidden bool) (string, bool) {
	if f.Alias != nil {
		return "", false
	}
	switch l := f.Label.(type) {
	case *ast.Ident:
		return l.Name, hidden || l.Name[0] != '_' && l.Name[0] != '#'
	case *ast.BasicLit:
		v := l.Value
		if l.Kind != token.STRING || len(v) < 2 || v[0] != '"' || strings.HasPrefix(v, `"""`) {
			return "", false
		}
		v = v[1 : len(v)-1]
		for i := range len(v) {
			if v[i] == '\\' || v[i] >= 0x80 { // others CUE normalizes
				return "", false
			}
		}
		return v, true
	}
	return "", false
}
