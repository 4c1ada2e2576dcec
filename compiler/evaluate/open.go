package evaluate

import (
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"

	"provc/compiler/extract"
)

// A definition of the user's own may build on one of the schema:
//
//	#Nurse: spectralink.#User & {params: ptt: pttMode: enable: true}
//
// Whoever uses it may set whatever the schema's definition allows. Since a stub
// does not say what that is, such definitions are opened here; what is set is
// held against the schema natively. Definitions that build on nothing of the
// schema stay as closed as they are.

// opener opens definitions.
type opener struct {
	module string
	// carriers are definitions that build on the schema, by package and name.
	carriers map[*build.Instance]map[string]bool
}

// open opens the definitions of packages and of those they import.
func (e *Evaluator) open(all map[*build.Instance]bool) {
	o := opener{e.Module, map[*build.Instance]map[string]bool{}}
	for inst := range all {
		o.carriers[inst] = map[string]bool{}
	}
	for again := true; again; {
		again = false
		for inst := range all {
			for _, f := range inst.Files {
				for _, d := range f.Decls {
					field, ok := d.(*ast.Field)
					if !ok {
						continue
					}
					name, _, err := ast.LabelName(field.Label)
					if err == nil && !o.carriers[inst][name] && o.builds(inst, field.Value) {
						o.carriers[inst][name] = true
						again = true
					}
				}
			}
		}
	}
	for inst := range all {
		for _, f := range inst.Files {
			for _, d := range f.Decls {
				if field, ok := d.(*ast.Field); ok {
					o.field(inst, field, false)
				}
			}
		}
	}
}

// builds reports whether a value is, or is unified with, something of the schema.
func (o *opener) builds(inst *build.Instance, x ast.Expr) bool {
	for _, x := range extract.Operands(x) {
		switch x := x.(type) {
		case *ast.SelectorExpr:
			id, ok := x.X.(*ast.Ident)
			if !ok {
				continue
			}
			spec, ok := id.Node.(*ast.ImportSpec)
			if !ok {
				continue
			}
			where := strings.Trim(spec.Path.Value, `"`)
			if strings.HasPrefix(where, o.module+"/") {
				return true
			}
			name, _, err := ast.LabelName(x.Sel)
			if from := inst.LookupImport(where); err == nil && from != nil && o.carriers[from][name] {
				return true
			}
		case *ast.Ident:
			if o.carriers[inst][x.Name] {
				return true
			}
		case *ast.StructLit:
			for _, d := range x.Elts {
				switch d := d.(type) {
				case *ast.EmbedDecl:
					if o.builds(inst, d.Expr) {
						return true
					}
				case *ast.Comprehension:
					if o.builds(inst, d.Value) {
						return true
					}
				}
			}
		}
	}
	return false
}

// field opens what builds on the schema within a definition.
func (o *opener) field(inst *build.Instance, f *ast.Field, defined bool) {
	if id, ok := f.Label.(*ast.Ident); ok && isDefinition(id.Name) {
		defined = true
	}
	o.value(inst, f.Value, defined)
}

func (o *opener) value(inst *build.Instance, x ast.Expr, defined bool) {
	open := defined && o.builds(inst, x)
	for _, x := range extract.Operands(x) {
		lit, ok := x.(*ast.StructLit)
		if !ok {
			continue
		}
		// Anywhere, a definition closes the struct that embeds it.
		if open || slices.ContainsFunc(lit.Elts, func(d ast.Decl) bool {
			embedded, ok := d.(*ast.EmbedDecl)
			return ok && o.builds(inst, embedded.Expr)
		}) {
			openLiteral(lit)
			continue
		}
		for _, d := range lit.Elts {
			switch d := d.(type) {
			case *ast.Field:
				o.field(inst, d, defined)
			case *ast.EmbedDecl:
				o.value(inst, d.Expr, defined)
			case *ast.Comprehension:
				o.value(inst, d.Value, defined)
			}
		}
	}
}

// openLiteral opens a struct and those within it.
func openLiteral(lit *ast.StructLit) {
	for _, d := range lit.Elts {
		switch d := d.(type) {
		case *ast.Field:
			openValue(d.Value)
		case *ast.EmbedDecl:
			openValue(d.Expr)
		case *ast.Comprehension:
			openValue(d.Value)
		}
	}
	if !slices.ContainsFunc(lit.Elts, func(d ast.Decl) bool { _, open := d.(*ast.Ellipsis); return open }) {
		lit.Elts = append(lit.Elts, &ast.Ellipsis{})
	}
}

func openValue(x ast.Expr) {
	for _, x := range extract.Operands(x) {
		if lit, ok := x.(*ast.StructLit); ok {
			openLiteral(lit)
		}
	}
}

func isDefinition(name string) bool {
	return strings.HasPrefix(name, "#") || strings.HasPrefix(name, "_#")
}
