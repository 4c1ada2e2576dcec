package source

import (
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// outline finds the entities of a deployment, or returns nil if not all that
// adds to it is in sight.
func (p *planner) outline(name string, fields []*ast.Field) *outline {
	if name[0] == '_' || name[0] == '#' || !slices.ContainsFunc(fields, p.isDeployment) {
		return nil
	}
	o := &outline{name: name}
	for _, f := range fields {
		if f.Constraint != token.ILLEGAL || f.Alias != nil || !p.conjuncts(f.Value, o, nil) {
			return nil
		}
	}
	return o
}

// isDeployment reports whether a declaration refers to a vendor's schema.
func (p *planner) isDeployment(f *ast.Field) bool {
	found := false
	for _, x := range operands(f.Value) {
		found = found || p.isSchema(x)
	}
	return found
}

// isSchema recognises a definition of a vendor's schema, whose stub holds no
// entities.
func (p *planner) isSchema(x ast.Expr) bool {
	sel, ok := x.(*ast.SelectorExpr)
	return ok && p.loader.vendor(sel) != ""
}

// operands splits a conjunction.
func operands(x ast.Expr) []ast.Expr {
	switch x := x.(type) {
	case *ast.BinaryExpr:
		if x.Op == token.AND {
			return append(operands(x.X), operands(x.Y)...)
		}
	case *ast.ParenExpr:
		return operands(x.X)
	}
	return []ast.Expr{x}
}

// conjuncts looks at what adds to a deployment, and reports whether it could see
// all of it. Within a struct that others may use, too (through lists those on
// the way), no entities are expected.
func (p *planner) conjuncts(x ast.Expr, o *outline, through []string) bool {
	for _, x := range operands(x) {
		switch x := x.(type) {
		case *ast.StructLit:
			if !p.frame(x, o, through) {
				return false
			}
		case *ast.Ident:
			fields := p.fields[x.Name]
			if _, local := x.Scope.(*ast.File); x.Scope != nil && !local || len(fields) == 0 || slices.Contains(through, x.Name) {
				return false
			}
			for _, f := range fields {
				if f.Constraint != token.ILLEGAL || f.Alias != nil || !p.conjuncts(f.Value, o, append(through, x.Name)) {
					return false
				}
			}
		default:
			if !p.isSchema(x) {
				return false
			}
		}
	}
	return true
}

func (p *planner) frame(lit *ast.StructLit, o *outline, through []string) bool {
	if len(through) == 0 {
		o.frames = append(o.frames, lit)
	}
	for _, d := range lit.Elts {
		switch d := d.(type) {
		case *ast.Field:
			label, ok := plainLabel(d, true)
			if !ok {
				return false
			}
			if slices.Contains(Containers, label) {
				if len(through) > 0 {
					return false
				}
				p.add(o, label, d)
			}
		case *ast.EmbedDecl:
			if !p.conjuncts(d.Expr, o, through) {
				return false
			}
		case *ast.LetClause, *ast.Ellipsis, *ast.CommentGroup, *ast.Attribute:
		default:
			return false
		}
	}
	return true
}

// add notes the entities of one declaration of what holds them.
func (p *planner) add(o *outline, label string, f *ast.Field) {
	var c *container
	for _, have := range o.containers {
		if have.label == label {
			c = have
		}
	}
	if c == nil {
		c = &container{label: label, index: map[string]*entity{}}
		o.containers = append(o.containers, c)
	}
	if f.Constraint != token.ILLEGAL || f.Alias != nil {
		c.stays = true
		return
	}
	for _, x := range operands(f.Value) {
		lit, ok := x.(*ast.StructLit)
		if !ok {
			c.stays = true
			return
		}
		if lit.Lbrace.IsValid() {
			if s := p.scans[lit.Lbrace.Filename()]; s != nil {
				if g, ok := s.group(lit.Lbrace.Offset()); ok {
					c.texts.add(s, g)
				}
			}
		}
		for _, d := range lit.Elts {
			switch d := d.(type) {
			case *ast.Field:
				name, ok := plainLabel(d, false)
				if !ok || d.Constraint != token.ILLEGAL {
					c.stays = true
					continue
				}
				e := c.index[name]
				if e == nil {
					e = &entity{label: name}
					c.index[name] = e
					c.entities = append(c.entities, e)
				}
				e.parts = append(e.parts, part{d, lit})
			case *ast.CommentGroup:
			default:
				c.stays = true
			}
		}
	}
}
