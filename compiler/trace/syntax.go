package trace

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"

	"provc/compiler/load"
)

// files are those of the package and of the packages that it imports.
func (t *Trace) files() []*ast.File {
	if t.texts == nil {
		for inst := range load.WithImports(t.inst) {
			if !t.IsSchema(inst.Dir + "/") {
				t.texts = append(t.texts, inst.Files...)
			}
		}
		slices.SortFunc(t.texts, func(a, b *ast.File) int { return cmp.Compare(a.Filename, b.Filename) })
	}
	return t.texts
}

// offsetOf is where a line and a column are in a file, at the value that begins there.
func offsetOf(f *ast.File, p diag.Pos) (found token.Pos) {
	ast.Walk(f, func(n ast.Node) bool {
		if found.IsValid() {
			return false
		}
		at := n.Pos()
		if at.IsValid() && at.Line() == p.Line && at.Column() == p.Column {
			found = at
		}
		return true
	}, nil)
	return found
}

// holds reports whether a node of syntax spans a place.
func holds(n ast.Node, at token.Pos) bool {
	from, to := n.Pos(), n.End()
	return from.IsValid() && to.IsValid() && at.IsValid() && from.Filename() == at.Filename() &&
		from.Offset() <= at.Offset() && at.Offset() < to.Offset()
}

// chain lists the nodes of syntax around a place, from the file inward.
func (t *Trace) chain(at token.Pos) (nodes []ast.Node) {
	if !at.IsValid() {
		return nil
	}
	for _, f := range t.files() {
		if f.Filename != at.Filename() {
			continue
		}
		for _, d := range f.Decls {
			if holds(d, at) {
				ast.Walk(d, func(n ast.Node) bool {
					if !holds(n, at) {
						return false
					}
					nodes = append(nodes, n)
					return true
				}, nil)
			}
		}
	}
	return nodes
}

// declarations are what a name stands for: the values of fields, or of let clauses.
func (t *Trace) declarations(id *ast.Ident) []ast.Expr {
	if spec, ok := id.Node.(*ast.ImportSpec); ok && spec != nil {
		return nil
	}
	if _, top := id.Scope.(*ast.File); id.Scope != nil && !top {
		switch n := id.Node.(type) {
		case ast.Expr:
			return []ast.Expr{n}
		case *ast.LetClause:
			return []ast.Expr{n.Expr}
		case *ast.Field:
			return []ast.Expr{n.Value}
		}
		return nil
	}
	for inst := range load.WithImports(t.inst) { // of the package that it stands in
		if slices.ContainsFunc(inst.Files, func(f *ast.File) bool { return f.Filename == id.Pos().Filename() }) {
			return declared(inst, id.Name)
		}
	}
	return nil
}

// declared are the values that a package's fields and let clauses of a name have.
func declared(inst *build.Instance, name string) (values []ast.Expr) {
	for _, f := range inst.Files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.Field:
				if label, _, err := ast.LabelName(d.Label); err == nil && label == name {
					values = append(values, d.Value)
				}
			case *ast.LetClause:
				if d.Ident.Name == name {
					values = append(values, d.Expr)
				}
			}
		}
	}
	return values
}

// referents are the values that an expression stands for, if it is a reference.
func (t *Trace) referents(x ast.Expr) []ast.Expr {
	switch x := x.(type) {
	case *ast.Ident:
		return t.declarations(x)
	case *ast.ParenExpr:
		return t.referents(x.X)
	case *ast.IndexExpr:
		return t.referents(x.X) // whichever it is
	case *ast.SelectorExpr:
		name, _, err := ast.LabelName(x.Sel)
		if err != nil {
			return nil
		}
		if id, ok := x.X.(*ast.Ident); ok {
			if spec, ok := id.Node.(*ast.ImportSpec); ok {
				return t.imported(spec, id, name)
			}
		}
		var found []ast.Expr
		for _, in := range t.referents(x.X) {
			found = append(found, fieldsOf(in, name)...)
		}
		return found
	}
	return nil
}

// imported are the values of a field of a package that a file imports.
func (t *Trace) imported(spec *ast.ImportSpec, id *ast.Ident, name string) []ast.Expr {
	where := strings.Trim(spec.Path.Value, `"`)
	for inst := range load.WithImports(t.inst) {
		if !slices.ContainsFunc(inst.Files, func(f *ast.File) bool { return f.Filename == id.Pos().Filename() }) {
			continue
		}
		if from := inst.LookupImport(where); from != nil && !t.IsSchema(from.Dir+"/") {
			return declared(from, name)
		}
	}
	return nil
}

// fieldsOf are the values of a field of what is a struct.
func fieldsOf(x ast.Expr, name string) (values []ast.Expr) {
	switch x := x.(type) {
	case *ast.BinaryExpr:
		return append(fieldsOf(x.X, name), fieldsOf(x.Y, name)...)
	case *ast.StructLit:
		for _, d := range x.Elts {
			if f, ok := d.(*ast.Field); ok {
				if label, _, err := ast.LabelName(f.Label); err == nil && label == name {
					values = append(values, f.Value)
				}
			}
		}
	}
	return values
}

// use is a reference by which a template comes to where its values are.
type use struct {
	name string
	pos  token.Pos
}

// uses finds the references by which what is written at a place adds to an expression:
// those within each other, the outermost first. Seen keeps from going in circles.
func (t *Trace) uses(x ast.Expr, at token.Pos, seen map[ast.Expr]bool) []use {
	if x == nil || seen[x] {
		return nil
	}
	seen[x] = true
	switch x := x.(type) {
	case *ast.BinaryExpr:
		if found := t.uses(x.X, at, seen); found != nil {
			return found
		}
		return t.uses(x.Y, at, seen)
	case *ast.ParenExpr:
		return t.uses(x.X, at, seen)
	case *ast.UnaryExpr:
		return t.uses(x.X, at, seen)
	case *ast.CallExpr:
		for _, a := range x.Args {
			if found := t.uses(a, at, seen); found != nil {
				return found
			}
		}
	case *ast.ListLit:
		for _, e := range x.Elts {
			if found := t.uses(e, at, seen); found != nil {
				return found
			}
		}
	case *ast.StructLit:
		for _, d := range x.Elts {
			var in ast.Expr
			switch d := d.(type) {
			case *ast.EmbedDecl:
				in = d.Expr
			case *ast.Comprehension:
				in = d.Value
			}
			if found := t.uses(in, at, seen); found != nil {
				return found
			}
		}
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr:
		here := use{text(x), x.Pos()}
		for _, r := range t.referents(x) {
			if holds(r, at) {
				return []use{here}
			}
			if further := t.uses(r, at, seen); further != nil {
				return append([]use{here}, further...)
			}
		}
	}
	return nil
}

// hidden stands for an expression that is not shown.
const hidden = "…"

// longest is how much of an expression a sentence shows.
const longest = 60

// text is an expression as sentences show it, without the texts that it spells out: they
// may be secrets.
func text(n ast.Node) string {
	b, err := format.Node(n)
	s := strings.Join(strings.Fields(spelled.ReplaceAllString(string(b), hidden)), " ")
	if err != nil || len(s) > longest || strings.ContainsAny(s, `"'`) {
		return hidden
	}
	return s
}

// spelled is a text within an expression.
var spelled = regexp.MustCompile(`"(\\.|[^"\\])*"`)

// item finds the item of a list, or the field, of what a comprehension goes through
// that has a label.
func (t *Trace) item(source ast.Expr, labels map[string]bool) (where token.Pos, name string) {
	for _, r := range append([]ast.Expr{source}, t.referents(source)...) {
		switch r := r.(type) {
		case *ast.StructLit:
			for _, d := range r.Elts {
				if f, ok := d.(*ast.Field); ok {
					if label, _, err := ast.LabelName(f.Label); err == nil && labels[label] {
						return f.Pos(), text(source) + "." + label
					}
				}
			}
		case *ast.ListLit:
			for _, e := range r.Elts {
				if label := labelled(e, labels); label != "" {
					if _, literal := source.(*ast.ListLit); !literal {
						label += " in " + text(source)
					}
					return e.Pos(), label
				}
			}
		}
	}
	return token.NoPos, ""
}

// labelled is the label that an item of a list is, or has as the value of a field.
func labelled(x ast.Expr, labels map[string]bool) string {
	switch x := x.(type) {
	case *ast.BasicLit:
		if s := strings.Trim(x.Value, `"`); x.Kind == token.STRING && labels[s] {
			return s
		}
	case *ast.StructLit:
		for _, d := range x.Elts {
			if f, ok := d.(*ast.Field); ok {
				if lit, ok := f.Value.(*ast.BasicLit); ok {
					if s := labelled(lit, labels); s != "" {
						return s
					}
				}
			}
		}
	}
	return ""
}
