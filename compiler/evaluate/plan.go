package evaluate

import (
	"iter"
	"maps"
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/token"

	"provc/compiler/extract"
	"provc/compiler/value"
)

// Entities are many, and what surrounds them is small. A plan says which entities of
// a package stand alone: they can be taken out of it, and evaluated in shards or not
// at all, without anything meaning something else, because
//
//   - nothing in the package refers to the deployment, to what holds its entities, or
//     to the entity;
//   - all that adds to the deployment is in sight: structs written in place, the
//     schema, and structs of the package's own that hold no entities;
//   - what holds the entities names each of them, without patterns, comprehensions or
//     embeddings.
//
// Where in doubt, an entity does not stand alone.
type plan struct {
	holders []*holder
	// beside is what deployments say that nothing refers to. It needs to be evaluated
	// once.
	beside entity
	// shards is into how many parts the entities may be divided. Each part repeats what
	// else is around them.
	shards int
	fields map[string][]*ast.Field // of the package, by label
	names  map[string]bool         // that the package refers to
	given  map[string]int          // how often names are given: to fields, variables and imports
}

// holder is a field of a deployment, such as its users, whose entities stand alone.
type holder struct {
	deployment, label string
	entities          []*entity // in order of declaration
	index             map[string]*entity
	structs           []*ast.StructLit // that hold them
	unclear           bool             // they do not stand alone
}

// site is a deployment of which all that adds to it is in sight.
type site struct {
	name    string
	holders []*holder
	frames  []*ast.StructLit // written in place
}

// weight is how much there is to evaluate: nodes of syntax, and whether some of them
// cannot be evaluated several times.
type weight struct {
	nodes int
	once  bool
}

// entity is a user or a handset, and where it is declared.
type entity struct {
	label string
	parts []part
}

// part is one declaration of an entity, and the struct that it stands in.
type part struct {
	field *ast.Field
	in    *ast.StructLit
}

// planner reads a package's syntax.
type planner struct {
	*Evaluator
	plan
	sites            []*site
	entities, around weight
}

// plan looks at a package. A nil plan means that no entity stands alone.
func (e *Evaluator) plan(inst *build.Instance) *plan {
	if e.Whole {
		return nil
	}
	p := planner{Evaluator: e, plan: plan{fields: map[string][]*ast.Field{}, names: map[string]bool{}, given: map[string]int{}}}
	for _, file := range inst.Files {
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.Field:
				label, ok := extract.PlainLabel(d, true)
				if !ok {
					return nil
				}
				p.fields[label] = append(p.fields[label], d)
			case *ast.LetClause, *ast.Package, *ast.ImportDecl, *ast.CommentGroup, *ast.Attribute:
			default:
				return nil // embeddings and comprehensions may add to any deployment
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.fields)) {
		if s := p.site(name); s != nil {
			p.sites = append(p.sites, s)
		}
	}
	beside := p.references(inst)
	if p.names["self"] {
		return nil // may stand for any struct around it
	}
	p.sites = slices.DeleteFunc(p.sites, func(s *site) bool { return p.names[s.name] })
	for _, s := range p.sites {
		for _, h := range s.holders {
			if !h.unclear && !p.names[h.label] {
				p.holders = append(p.holders, h)
			}
		}
	}
	count := 0
	for _, h := range p.holders {
		h.entities = slices.DeleteFunc(h.entities, func(e *entity) bool { return p.names[e.label] })
		for id := range h.index {
			if p.names[id] {
				delete(h.index, id)
			}
		}
		count += len(h.entities)
	}
	// A let clause would be unused in some shard, and a loop be run in each.
	if around := p.setBeside(beside); !around.once {
		p.shards = (count + e.Shard - 1) / e.Shard
		if worth := p.entities.nodes / (around.nodes + 1); !e.forced {
			p.shards = min(p.shards, worth)
		}
	}
	p.shards = max(1, p.shards)
	return &p.plan
}

// setBeside finds what deployments say that nothing refers to, and weighs the rest.
func (p *planner) setBeside(weights map[part]*weight) weight {
	for _, s := range p.sites {
		for at := range s.fields() {
			if label, _ := extract.PlainLabel(at.field, true); !p.names[label] && !slices.Contains(value.Containers, label) {
				p.beside.parts = append(p.beside.parts, at)
				delete(weights, at)
			}
		}
	}
	around := p.around
	for _, w := range weights {
		around.nodes += w.nodes
		around.once = around.once || w.once
	}
	return around
}

// fields goes through what a deployment says.
func (s *site) fields() iter.Seq[part] {
	return func(yield func(part) bool) {
		for _, lit := range s.frames {
			for _, d := range lit.Elts {
				if f, ok := d.(*ast.Field); ok && !yield(part{f, lit}) {
					return
				}
			}
		}
	}
}

// site looks at what may be a deployment. It returns nil if not all that adds to it is
// in sight.
func (p *planner) site(name string) *site {
	fields := p.fields[name]
	if name[0] == '_' || name[0] == '#' || !slices.ContainsFunc(fields, p.isDeployment) {
		return nil
	}
	s := &site{name: name}
	for _, f := range fields {
		if f.Constraint != token.ILLEGAL || f.Alias != nil || !p.conjuncts(f.Value, s, nil) {
			return nil
		}
	}
	return s
}

// isDeployment reports whether a declaration refers to a definition of a vendor's
// schema, or to one of the package's own, which may build on it.
func (p *planner) isDeployment(f *ast.Field) bool {
	return slices.ContainsFunc(extract.Operands(f.Value), func(x ast.Expr) bool {
		id, ok := x.(*ast.Ident)
		return ok && isDefinition(id.Name) || p.isSchema(x)
	})
}

// isSchema recognises a definition of a vendor's schema, whose stub holds no entities.
func (p *planner) isSchema(x ast.Expr) bool {
	sel, ok := x.(*ast.SelectorExpr)
	return ok && p.Vendor(sel) != ""
}

// conjuncts looks at what adds to a deployment, and reports whether it could see all
// of it. Within a struct that others may use, too (through lists those on the way), no
// entities are expected.
func (p *planner) conjuncts(x ast.Expr, s *site, through []string) bool {
	operands := extract.Operands(x)
	if n := len(through); n > 0 && isDefinition(through[n-1]) && !slices.ContainsFunc(operands, p.isSchema) {
		return false // it closes what it does not build on the schema
	}
	for _, x := range operands {
		switch x := x.(type) {
		case *ast.StructLit:
			if !p.frame(x, s, through) {
				return false
			}
		case *ast.Ident:
			fields := p.fields[x.Name]
			if _, local := x.Scope.(*ast.File); x.Scope != nil && !local || len(fields) == 0 || slices.Contains(through, x.Name) {
				return false
			}
			for _, f := range fields {
				if f.Constraint != token.ILLEGAL || f.Alias != nil || !p.conjuncts(f.Value, s, append(through, x.Name)) {
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

func (p *planner) frame(lit *ast.StructLit, s *site, through []string) bool {
	if len(through) == 0 {
		s.frames = append(s.frames, lit)
	}
	for _, d := range lit.Elts {
		switch d := d.(type) {
		case *ast.Field:
			label, ok := extract.PlainLabel(d, true)
			if !ok {
				return false
			}
			if slices.Contains(value.Containers, label) {
				if len(through) > 0 {
					return false
				}
				s.hold(label, d)
			}
		case *ast.EmbedDecl:
			if !p.conjuncts(d.Expr, s, through) {
				return false
			}
		case *ast.Ellipsis:
			if d.Type != nil {
				return false
			}
		case *ast.LetClause, *ast.CommentGroup, *ast.Attribute:
		default:
			return false
		}
	}
	return true
}

// hold notes the entities of one declaration of what holds them.
func (s *site) hold(label string, f *ast.Field) {
	i := slices.IndexFunc(s.holders, func(h *holder) bool { return h.label == label })
	if i < 0 {
		i = len(s.holders)
		s.holders = append(s.holders, &holder{deployment: s.name, label: label, index: map[string]*entity{}})
	}
	h := s.holders[i]
	if f.Constraint != token.ILLEGAL || f.Alias != nil {
		h.unclear = true
		return
	}
	for _, x := range extract.Operands(f.Value) {
		lit, ok := x.(*ast.StructLit)
		if !ok {
			h.unclear = true
			return
		}
		h.structs = append(h.structs, lit)
		for _, d := range lit.Elts {
			switch d := d.(type) {
			case *ast.Field:
				name, ok := extract.PlainLabel(d, false)
				if !ok || d.Constraint != token.ILLEGAL {
					h.unclear = true
					return
				}
				e := h.index[name]
				if e == nil {
					e = &entity{label: name}
					h.index[name] = e
					h.entities = append(h.entities, e)
				}
				e.parts = append(e.parts, part{d, lit})
			case *ast.CommentGroup:
			default:
				h.unclear = true
				return
			}
		}
	}
}

// references collects the names that the package refers to, and weighs what is in
// entities, in the fields beside them, and around.
func (p *planner) references(inst *build.Instance) map[part]*weight {
	weights, beside := map[*ast.Field]*weight{}, map[part]*weight{}
	for _, site := range p.sites {
		for at := range site.fields() {
			beside[at] = &weight{}
			weights[at.field] = beside[at]
		}
		for _, h := range site.holders {
			for _, e := range h.entities {
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
			on.once = true
			p.give(n.Key, n.Value)
		case *ast.LetClause:
			on.once = true
			p.give(n.Ident)
		case *ast.Alias:
			p.give(n.Ident)
		case *ast.TryClause:
			p.give(n.Ident)
		case *ast.Field:
			if id, ok := n.Label.(*ast.Ident); ok {
				p.give(id)
			}
			if a := n.Alias; a != nil {
				p.give(a.Field, a.Label)
			}
			if w := weights[n]; w != nil {
				before := on
				on = w
				defer func() { on = before }()
			}
			if _, plain := extract.PlainLabel(n, true); !plain {
				ast.Walk(n.Label, visit, nil)
			}
			ast.Walk(n.Value, visit, nil)
			return false
		case *ast.ImportSpec:
			p.give(n.Name)
			return false
		case *ast.Package, *ast.CommentGroup:
			return false
		}
		return true
	}
	for _, f := range inst.Files {
		for _, d := range f.Decls {
			ast.Walk(d, visit, nil)
		}
	}
	return beside
}

func (p *planner) give(idents ...*ast.Ident) {
	for _, id := range idents {
		if id != nil {
			p.given[id.Name]++
		}
	}
}
