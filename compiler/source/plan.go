package source

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/token"
)

// Entities are many, and what surrounds them is small. A plan says which
// entities of a package can be taken out of it and evaluated apart, without
// anything meaning something else:
//
//   - nothing in the package refers to the deployment or to what holds its
//     entities;
//   - all that adds to the deployment is in sight: structs written in place, the
//     schema, and structs of the package's own that hold no entities;
//   - what holds the entities names each of them, without patterns,
//     comprehensions or embeddings.
//
// Where in doubt, an entity stays where it is. The same must hold of the entities
// that scans have taken out of the text already, of every one.

// containers are the fields of a deployment that hold entities by the thousand.
var containers = []string{"phones", "users"}

// plan is what a package's syntax says of the entities in it.
type plan struct {
	outlines []*outline
	// shards is into how many parts the entities that need evaluation may be
	// divided. Each repeats what is around them.
	shards int
	// rest means that scans have taken out entities. If hardly anything is left, the
	// package is light: it is read as fast as a cache would be.
	rest, light bool
	left        left // what the scans should have left

	// aside is what deployments say that no entity refers to. Only the first shard
	// needs it.
	aside map[*ast.StructLit][]ast.Decl
}

// outline is a deployment whose entities can be taken out.
type outline struct {
	name       string
	containers []*container
	frames     []*ast.StructLit // written in place
}

// container is what holds entities of one sort.
type container struct {
	label    string
	entities []*entity // in order of declaration
	index    map[string]*entity
	texts    texts // entities that are in no syntax
	stays    bool  // its entities cannot be taken out

	mu     sync.Mutex
	packed []*packed // entities that are evaluated
}

// entity is a user or a handset.
type entity struct {
	label string
	parts []part
	stays bool // others refer to it, or it is declared in a way that needs the package
}

// part is one declaration of an entity, and the struct that it stands in.
type part struct {
	field *ast.Field
	in    *ast.StructLit
}

// entities goes through all entities of a plan.
func (p *plan) entities() iter.Seq[*entity] {
	return func(yield func(*entity) bool) {
		for _, o := range p.outlines {
			for _, c := range o.containers {
				for _, e := range c.entities {
					if !yield(e) {
						return
					}
				}
			}
		}
	}
}

// shardSize is how many entities are evaluated at a time. Contexts of CUE only
// grow; fewer entities would repeat more of what is around them.
const shardSize = 1000

// planner reads a package's syntax.
type planner struct {
	loader *Loader
	scans  scans                   // of the package's files
	fields map[string][]*ast.Field // of the package, by label
	names  map[string]bool         // that the syntax refers to
	// How much there is to evaluate: entities, what deployments say beside them by
	// field, and all else.
	entities, around weight
	beside           map[*ast.Field]*weight
}

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

// plan looks at a package, of which scans have taken out entities. A nil plan
// means that nothing can be taken out, or not what the scans took.
func (l *Loader) plan(inst *build.Instance, scans scans) *plan {
	p := planner{loader: l, scans: scans, fields: map[string][]*ast.Field{}, names: map[string]bool{}, beside: map[*ast.Field]*weight{}}
	for _, file := range inst.Files {
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.Field:
				label, ok := plainLabel(d, true)
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
	result := &plan{shards: 1, rest: len(scans) > 0}
	for name, fields := range p.fields {
		if o := p.outline(name, fields); o != nil {
			result.outlines = append(result.outlines, o)
		}
	}
	slices.SortFunc(result.outlines, func(a, b *outline) int { return strings.Compare(a.name, b.name) })
	p.references(inst, result.outlines)
	if p.names["self"] {
		return nil // may stand for any struct around it
	}
	// What others refer to stays where it is.
	result.outlines = slices.DeleteFunc(result.outlines, func(o *outline) bool { return p.names[o.name] })
	evaluated := 0
	for _, o := range result.outlines {
		for _, c := range o.containers {
			c.stays = c.stays || p.names[c.label]
			for _, e := range c.entities {
				e.stays = e.stays || c.stays || p.names[e.label]
				if !e.stays {
					evaluated++
				}
			}
		}
	}
	if result.rest && !p.texts(inst, result) {
		return nil
	}
	repeated := p.setAside(result)
	all := p.around.nodes + p.entities.nodes
	for _, w := range p.beside {
		all += w.nodes
	}
	const hardly = 5000 // nodes of syntax
	result.light = result.rest && all < hardly
	// A let clause would be unused in some shard, and a loop be run in each.
	if !repeated.lets && !repeated.loops {
		result.shards = max(1, (evaluated+l.Shard-1)/l.Shard)
		if worth := max(1, p.entities.nodes/(repeated.nodes+1)); l.Way != Shards {
			result.shards = min(result.shards, worth)
		}
	}
	return result
}

// setAside finds what deployments say that nothing refers to, and weighs the
// rest, which each shard repeats.
func (p *planner) setAside(result *plan) weight {
	repeated := p.around
	result.aside = map[*ast.StructLit][]ast.Decl{}
	for _, o := range result.outlines {
		for _, lit := range o.frames {
			for _, d := range lit.Elts {
				f, ok := d.(*ast.Field)
				if !ok {
					continue
				}
				label, _ := plainLabel(f, true)
				holds := slices.ContainsFunc(o.containers, func(c *container) bool { return c.label == label && !c.stays })
				if !holds && !p.names[label] {
					result.aside[lit] = append(result.aside[lit], d)
				} else if w := p.beside[f]; w != nil {
					repeated.add(w)
				}
			}
		}
	}
	return repeated
}

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
			if slices.Contains(containers, label) {
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

// texts looks at what scans took out of the package, and prepares for reading it.
// It reports whether it is known where all of it belongs.
func (p *planner) texts(inst *build.Instance, result *plan) bool {
	entities := 0
	names := map[string]bool{}
	for _, s := range p.scans {
		entities += len(s.spots)
		maps.Copy(names, s.names)
	}
	for _, o := range result.outlines {
		for _, c := range o.containers {
			if !c.stays {
				entities -= c.texts.Len()
			}
		}
	}
	if entities > 0 {
		return false
	}
	result.left = left{ids: map[string]bool{}, templates: map[string]bool{}}
	templates := map[string]*template{}
	r := reader{loader: p.loader, fields: p.fields, templates: templates}
	hidden := p.inner(inst)
	for name := range names {
		if hidden[name] || r.template(name) == nil {
			result.left.templates[name] = true
		}
	}
	for _, o := range result.outlines {
		for _, c := range o.containers {
			c.texts.templates = templates
			c.texts.join()
			for id := range c.texts.unfit(p.loader.perUnit) {
				result.left.ids[id] = true
			}
			for i := range c.texts.Len() {
				if id := c.texts.Label(i); p.names[id] || c.index[id] != nil {
					result.left.ids[id] = true
				}
			}
		}
	}
	return true
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
