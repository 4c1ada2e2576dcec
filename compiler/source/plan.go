package source

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
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

// Containers are the fields of a deployment that hold entities, by the thousand.
var Containers = []string{"phones", "users"}

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
