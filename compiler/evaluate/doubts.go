package evaluate

import (
	"maps"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
	"provc/compiler/extract"
	"provc/compiler/load"
)

// A stub answers as the schema would, but for what asks the schema itself:
//
//   - whether something is an error (== _|_), which the stub, being open, denies;
//   - a default among alternatives that are references, which may hold in the one and
//     not in the other;
//   - a definition of the schema that is neither unified nor embedded: its length, its
//     fields, a struct closed around it, an alternative to it.
//
// The first two are no doubts where all that they look at is the package's own data.

// doubt is where a stub may not know.
type doubt struct {
	pos  diag.Pos
	what string
}

// surveyor looks at the syntax of a package and of those that it imports.
type surveyor struct {
	*Evaluator
	all  map[*build.Instance]bool
	inst *build.Instance

	// Found when first asked for: most packages raise no doubt.
	touches map[*build.Instance]map[string]bool // fields in which something of the schema is, by package and name
	in      map[*ast.StructLit]string           // the field of the package that holds a struct

	doubts []doubt
	forks  bool
}

// survey finds the doubts of a package, and whether its syntax holds disjunctions.
func (e *Evaluator) survey(inst *build.Instance) ([]doubt, bool) {
	s := surveyor{Evaluator: e, all: load.WithImports(inst)}
	maps.DeleteFunc(s.all, func(in *build.Instance, _ bool) bool { return e.IsSchema(in.Dir + "/") })
	for in := range s.all {
		s.inst = in
		for _, f := range in.Files {
			for _, d := range f.Decls {
				ast.Walk(d, s.visit, nil)
			}
		}
	}
	slices.SortStableFunc(s.doubts, func(a, b doubt) int { return a.pos.Compare(b.pos) })
	return s.doubts, s.forks
}

// fields are those of the package in which something of the schema is.
func (s *surveyor) fields() map[string]bool {
	if s.touches == nil {
		s.touches, s.in = map[*build.Instance]map[string]bool{}, map[*ast.StructLit]string{}
		for in := range s.all {
			s.touches[in] = map[string]bool{}
		}
		current := s.inst
		s.spread()
		s.inst = current
	}
	return s.touches[s.inst]
}

// spread finds the fields of packages in which something of the schema is.
func (s *surveyor) spread() {
	for again := true; again; {
		again = false
		for inst := range s.all {
			s.inst = inst
			for _, f := range inst.Files {
				for _, d := range f.Decls {
					name := ""
					if field, ok := d.(*ast.Field); ok {
						name, _, _ = ast.LabelName(field.Label)
					}
					ast.Walk(d, func(n ast.Node) bool {
						switch n := n.(type) {
						case *ast.StructLit:
							s.in[n] = name
						case *ast.SelectorExpr:
							if s.isOfSchema(n) && !s.touches[inst][name] {
								s.touches[inst][name] = true
								again = true
							}
						case *ast.Ident:
							if name != n.Name && s.touches[inst][n.Name] && n.Node != nil && !s.touches[inst][name] {
								s.touches[inst][name] = true
								again = true
							}
						}
						return true
					}, nil)
				}
			}
		}
	}
}

// isOfSchema reports whether a name refers to the schema, or to what another package
// made with it.
func (s *surveyor) isOfSchema(x *ast.SelectorExpr) bool {
	if s.Vendor(x) != "" {
		return true
	}
	id, ok := x.X.(*ast.Ident)
	if !ok {
		return false
	}
	spec, ok := id.Node.(*ast.ImportSpec)
	if !ok {
		return false
	}
	name, _, _ := ast.LabelName(x.Sel)
	from := s.inst.LookupImport(strings.Trim(spec.Path.Value, `"`))
	return from != nil && s.fields() != nil && s.touches[from][name]
}

func (s *surveyor) add(n ast.Node, what string) {
	s.doubts = append(s.doubts, doubt{s.Position(n.Pos()), what})
}

func (s *surveyor) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Field:
		ast.Walk(n.Label, s.visit, nil)
		s.unified(n.Value)
		return false
	case *ast.EmbedDecl:
		s.unified(n.Expr)
		return false
	case *ast.LetClause:
		s.unified(n.Expr)
		return false
	case *ast.SelectorExpr:
		if s.Vendor(n) != "" {
			s.add(n, "a definition of the schema that is neither unified nor embedded")
		}
	case *ast.BinaryExpr:
		switch n.Op {
		case token.AND:
			s.unified(n)
			return false
		case token.EQL, token.NEQ:
			if isBottom(n.X) && s.seesSchema(n.Y) || isBottom(n.Y) && s.seesSchema(n.X) {
				s.add(n, "a comparison with _|_")
			}
		case token.OR:
			arms := alternatives(n)
			s.forks = s.forks || mayChoose(arms)
			if hasDefault(arms) {
				for _, arm := range arms {
					if s.seesSchema(arm) {
						s.add(n, "a default among references")
						break
					}
				}
			}
		}
	}
	return true
}

// unified looks at a conjunction, in which definitions of the schema raise no doubt.
func (s *surveyor) unified(x ast.Expr) {
	for _, x := range extract.Operands(x) {
		if sel, ok := x.(*ast.SelectorExpr); !ok || s.Vendor(sel) == "" {
			ast.Walk(x, s.visit, nil)
		}
	}
}

// seesSchema reports whether a value may be, or refer to, something that is unified with
// the schema.
func (s *surveyor) seesSchema(x ast.Node) (sees bool) {
	ast.Walk(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			if !sees {
				sees = s.seesSchema(n.Value)
			}
			return false
		case *ast.SelectorExpr:
			sees = sees || s.isOfSchema(n) || s.seesSchema(n.X)
			return false
		case *ast.Ident:
			sees = sees || s.mayTouch(n)
		}
		return !sees
	}, nil)
	return sees
}

// mayTouch reports whether what a name stands for may be unified with the schema.
func (s *surveyor) mayTouch(id *ast.Ident) bool {
	switch node := id.Node.(type) {
	case *ast.LetClause:
		return s.seesSchema(node.Expr)
	case *ast.ImportSpec:
		return false // what is selected of it has been looked at
	}
	switch scope := id.Scope.(type) {
	case *ast.ForClause:
		return s.seesSchema(scope.Source)
	case *ast.StructLit:
		fields := s.fields() // which finds what structs are in, too
		return fields[s.in[scope]]
	case *ast.Field, *ast.TryClause:
		return true // an alias
	}
	if id.Node == nil && !s.declares(id.Name) {
		// Of a struct around it, from which entities were extracted, unless CUE knows it.
		return !predeclared[strings.TrimPrefix(id.Name, "__")]
	}
	return s.fields()[id.Name]
}

// declares reports whether a field of the package has a name.
func (s *surveyor) declares(name string) bool {
	return slices.ContainsFunc(s.inst.Files, func(f *ast.File) bool {
		return slices.ContainsFunc(f.Decls, func(d ast.Decl) bool {
			field, ok := d.(*ast.Field)
			if !ok {
				return false
			}
			label, _, _ := ast.LabelName(field.Label)
			return label == name
		})
	})
}

// predeclared are the names that mean something in CUE by themselves, but for numbers of
// a size.
var predeclared = map[string]bool{
	"_": true, "bool": true, "bytes": true, "float": true, "int": true, "null": true, "number": true, "string": true,
	"and": true, "close": true, "div": true, "error": true, "len": true, "mod": true, "or": true, "quo": true, "rem": true,
}

func isBottom(x ast.Expr) bool {
	_, ok := x.(*ast.BottomLit)
	return ok
}

// alternatives splits a disjunction.
func alternatives(x ast.Expr) []ast.Expr {
	switch x := x.(type) {
	case *ast.BinaryExpr:
		if x.Op == token.OR {
			return append(alternatives(x.X), alternatives(x.Y)...)
		}
	case *ast.ParenExpr:
		return alternatives(x.X)
	}
	return []ast.Expr{x}
}

// mayChoose reports whether more than one alternative may be a value rather than a type:
// if one goes, another may take its place.
func mayChoose(arms []ast.Expr) bool {
	values := 0
	for _, x := range arms {
		switch x := x.(type) {
		case *ast.Ident:
			if x.Node == nil && isType[x.Name] {
				continue
			}
		case *ast.UnaryExpr:
			if x.Op != token.MUL && x.Op != token.SUB {
				continue // a bound
			}
		}
		values++
	}
	return values > 1
}

var isType = map[string]bool{"string": true, "int": true, "number": true, "float": true, "bool": true, "bytes": true, "_": true}

func hasDefault(arms []ast.Expr) bool {
	for _, x := range arms {
		if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.MUL {
			return true
		}
	}
	return false
}
