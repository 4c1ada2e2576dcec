package source

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/token"
)

// weight is how much there is to evaluate: nodes of syntax, and what in them can
// not be evaluated several times.
type weight struct {
	nodes       int
	lets, loops bool
}

func (w *weight) add(other *weight) {
	w.nodes += other.nodes
	w.lets = w.lets || other.lets
	w.loops = w.loops || other.loops
}

// inner collects the names that are declared elsewhere than as fields of the
// package, and so may hide them.
func (p *planner) inner(inst *build.Instance) map[string]bool {
	names := map[string]bool{}
	add := func(idents ...*ast.Ident) {
		for _, id := range idents {
			if id != nil {
				names[id.Name] = true
			}
		}
	}
	for _, f := range inst.Files {
		for _, d := range f.Decls {
			ast.Walk(d, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.Field:
					if id, ok := n.Label.(*ast.Ident); ok && n != d {
						add(id)
					}
					if a := n.Alias; a != nil {
						add(a.Field, a.Label)
					}
				case *ast.LetClause:
					add(n.Ident)
				case *ast.Alias:
					add(n.Ident)
				case *ast.ForClause:
					add(n.Key, n.Value)
				case *ast.TryClause:
					add(n.Ident)
				case *ast.ImportSpec:
					add(n.Name)
				}
				return true
			}, nil)
		}
	}
	return names
}

// references collects the names that the package refers to, and weighs it.
func (p *planner) references(inst *build.Instance, outlines []*outline) {
	weights := map[*ast.Field]*weight{}
	for _, o := range outlines {
		for _, lit := range o.frames {
			for _, d := range lit.Elts {
				if f, ok := d.(*ast.Field); ok {
					p.beside[f] = &weight{}
					weights[f] = p.beside[f]
				}
			}
		}
		for _, c := range o.containers {
			for _, e := range c.entities {
				for _, part := range e.parts {
					weights[part.field] = &p.entities
				}
			}
		}
	}
	on := &p.around
	var visit func(ast.Node) bool
	visit = func(n ast.Node) bool {
		on.nodes++
		switch n := n.(type) {
		case *ast.Ident:
			p.names[n.Name] = true
		case *ast.SelectorExpr:
			ast.Walk(n.X, visit, nil)
			return false
		case *ast.ForClause:
			on.loops = true
		case *ast.LetClause:
			on.lets = true
		case *ast.Field:
			if w := weights[n]; w != nil {
				before := on
				on = w
				defer func() { on = before }()
			}
			if _, plain := plainLabel(n, true); !plain {
				ast.Walk(n.Label, visit, nil)
			}
			ast.Walk(n.Value, visit, nil)
			return false
		case *ast.ImportDecl, *ast.Package, *ast.CommentGroup:
			return false
		}
		return true
	}
	for _, f := range inst.Files {
		for _, d := range f.Decls {
			ast.Walk(d, visit, nil)
		}
	}
}

// plainLabel returns the name of a label that is written out: an identifier or
// a plain string. Hidden fields and definitions are plain only if asked for.
func plainLabel(f *ast.Field, hidden bool) (string, bool) {
	if f.Alias != nil {
		return "", false
	}
	switch l := f.Label.(type) {
	case *ast.Ident:
		return l.Name, hidden || l.Name[0] != '_' && l.Name[0] != '#'
	case *ast.BasicLit:
		return plainText(l)
	}
	return "", false
}

// plainText returns what stands between double quotes, if it stands for itself.
func plainText(l *ast.BasicLit) (string, bool) {
	v := l.Value
	if l.Kind != token.STRING || len(v) < 2 || v[0] != '"' || strings.HasPrefix(v, `"""`) {
		return "", false
	}
	v = v[1 : len(v)-1]
	for i := range len(v) {
		if v[i] == '\\' || v[i] >= 0x80 {
			return "", false
		}
	}
	return v, true
}
