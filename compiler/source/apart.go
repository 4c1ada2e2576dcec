package source

import (
	"slices"
	"sync"
	"sync/atomic"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"

	"provc/compiler/diag"
)

// apart takes entities out of a package and evaluates them in shards, each in a
// context of its own, and the package without them. Where anything is wrong, the
// whole package tells it.
type apart struct{ loader *Loader }

func (a apart) Evaluate(inst *build.Instance) ([]*Deployment, diag.List) {
	all := whole(a)
	if inst.Complete() != nil || inst.ResolutionErr != nil {
		return all.Evaluate(inst)
	}
	p := a.loader.plan(inst, nil)
	if p == nil {
		return a.loader.kept(all, false).Evaluate(inst)
	}
	return a.loader.kept(byPlan{a.loader, p}, false).Evaluate(inst)
}

// rest evaluates what scans have left of a package, and adds what they took out.
// It reports whether nothing was wrong: else the package as it is written has to
// tell it, unless it is enough that the scans leave more.
func (a apart) rest(inst *build.Instance, scans scans) ([]*Deployment, left, bool) {
	if inst.Err != nil || inst.Complete() != nil || inst.ResolutionErr != nil {
		return nil, left{}, false
	}
	p := a.loader.plan(inst, scans)
	if p == nil {
		return nil, left{}, false
	}
	if !p.left.empty() {
		return nil, p.left, false
	}
	var e evaluator = byPlan{a.loader, p}
	if !p.light {
		e = a.loader.kept(e, true)
	}
	deployments, findings := e.Evaluate(inst)
	return deployments, left{}, len(findings) == 0 && p.addTexts(deployments)
}

// byPlan evaluates a package by a plan.
type byPlan struct {
	loader *Loader
	plan   *plan
}

func (e byPlan) Evaluate(inst *build.Instance) ([]*Deployment, diag.List) {
	c := cut(inst, e.plan)
	deployments, ok := c.evaluate(e.loader)
	c.restore()
	if ok && e.plan.join(deployments, c.first()) {
		return deployments, nil
	}
	if e.plan.rest {
		return nil, diag.List{{Severity: diag.Error, Check: "cue-package", Summary: "the package as it is written tells what is wrong"}}
	}
	inst.Err = nil
	return whole{e.loader}.Evaluate(inst)
}

// cutting is a package without the entities of a plan. Syntax is changed in
// place, since names in copies would resolve to nothing.
type cutting struct {
	inst   *build.Instance
	plan   *plan
	shards [][]*entity
	former map[*ast.StructLit][]ast.Decl
}

func cut(inst *build.Instance, p *plan) *cutting {
	c := &cutting{inst: inst, plan: p, former: map[*ast.StructLit][]ast.Decl{}}
	out := map[*ast.Field]bool{}
	var evaluated []*entity
	for e := range p.entities() {
		if e.stays {
			continue
		}
		for _, part := range e.parts {
			out[part.field] = true
			if _, ok := c.former[part.in]; !ok {
				c.former[part.in] = part.in.Elts
				// A struct without braces stands where its first field does.
				part.in.Lbrace = part.in.Pos()
			}
		}
		evaluated = append(evaluated, e)
	}
	for lit, elts := range c.former {
		var left []ast.Decl
		for _, d := range elts {
			if f, ok := d.(*ast.Field); !ok || !out[f] {
				left = append(left, d)
			}
		}
		lit.Elts = left
	}
	size := (len(evaluated) + p.shards - 1) / p.shards
	if size > 0 {
		c.shards = slices.Collect(slices.Chunk(evaluated, size))
	}
	return c
}

// first are the entities that are evaluated with all that is around them.
func (c *cutting) first() []*entity {
	if len(c.shards) == 0 {
		return nil
	}
	return c.shards[0]
}

// restore puts all entities back.
func (c *cutting) restore() {
	for lit, elts := range c.former {
		lit.Elts = elts
	}
}

// evaluate evaluates the package with its first shard, and beside it the other
// shards. It reports whether nothing was wrong.
func (c *cutting) evaluate(l *Loader) ([]*Deployment, bool) {
	var deployments []*Deployment
	var failed atomic.Bool
	var next atomic.Int32
	work := func() {
		for {
			i := int(next.Add(1)) - 1
			if i >= max(1, len(c.shards)) || failed.Load() {
				return
			}
			if i == 0 {
				found, findings := whole{l}.deployments(c.build(l, c.first(), true))
				deployments = found
				if len(findings) > 0 {
					failed.Store(true)
				}
			} else if !c.plan.take(l, c.build(l, c.shards[i], false), c.shards[i]) {
				failed.Store(true)
			}
		}
	}
	var group sync.WaitGroup
	for range min(l.perUnit, len(c.shards)) - 1 {
		group.Go(work)
	}
	work()
	group.Wait()
	return deployments, !failed.Load()
}

// build evaluates the package with the entities of one shard in place, and unless
// all is asked for without what no entity refers to.
func (c *cutting) build(l *Loader, shard []*entity, all bool) cue.Value {
	former := map[*ast.StructLit][]ast.Decl{}
	change := func(lit *ast.StructLit, elts []ast.Decl) {
		if _, ok := former[lit]; !ok {
			former[lit] = lit.Elts
			elts = slices.Clip(elts) // those of the former stay as they are
		}
		lit.Elts = elts
	}
	return l.build(c.inst, func() {
		if !all {
			for lit, aside := range c.plan.aside {
				change(lit, slices.DeleteFunc(slices.Clone(lit.Elts), func(d ast.Decl) bool { return slices.Contains(aside, d) }))
			}
		}
		for _, e := range shard {
			for _, p := range e.parts {
				if _, ok := former[p.in]; !ok {
					change(p.in, slices.Clone(p.in.Elts))
				}
				change(p.in, append(p.in.Elts, p.field))
			}
		}
	}, func() {
		for lit, elts := range former {
			lit.Elts = elts
		}
	})
}

// take reads the entities of a shard from its evaluation, and packs them.
func (p *plan) take(l *Loader, v cue.Value, shard []*entity) bool {
	if v.Err() != nil {
		return false
	}
	wanted := map[*entity]bool{}
	for _, e := range shard {
		wanted[e] = true
	}
	w := walker{loader: l}
	for _, o := range p.outlines {
		for _, c := range o.containers {
			if !slices.ContainsFunc(c.entities, func(e *entity) bool { return wanted[e] }) {
				continue
			}
			var n Node
			w.fields(&n, v.LookupPath(cue.MakePath(cue.Str(o.name), cue.Str(c.label))))
			if !c.pack(n.Fields, wanted) {
				return false
			}
		}
	}
	return len(w.findings) == 0 && len(wanted) == 0
}

// pack keeps evaluated entities, which then are no longer wanted. Those of other
// shards are not looked at.
func (c *container) pack(evaluated []Field, wanted map[*entity]bool) bool {
	into, p := newPacker(), &packed{}
	for _, f := range evaluated {
		e := c.index[f.Label]
		if e != nil && e.stays {
			continue
		}
		if !wanted[e] || f.Value.Kind == Invalid {
			return false
		}
		delete(wanted, e)
		p.add(into, f)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.packed = append(c.packed, p.done(into))
	return true
}

// join puts the entities that were taken out into their deployments.
func (p *plan) join(deployments []*Deployment, first []*entity) bool {
	wanted := map[*entity]bool{}
	for _, e := range first {
		wanted[e] = true
	}
	for _, o := range p.outlines {
		i := slices.IndexFunc(deployments, func(d *Deployment) bool { return d.Name == o.name })
		if i < 0 {
			return false
		}
		d := deployments[i]
		for _, c := range o.containers {
			if c.stays {
				continue
			}
			n := d.Root.Get(c.label)
			if n == nil || n.Kind != Struct || !c.pack(n.Fields, wanted) {
				return false
			}
			n.Fields = slices.DeleteFunc(n.Fields, func(f Field) bool {
				e := c.index[f.Label]
				return e != nil && !e.stays
			})
			for _, some := range c.packed {
				d.Add(c.label, some)
			}
		}
	}
	return len(wanted) == 0
}

// addTexts adds the entities that scans took out to their deployments.
func (p *plan) addTexts(deployments []*Deployment) bool {
	for _, o := range p.outlines {
		for _, c := range o.containers {
			if c.texts.Len() == 0 {
				continue
			}
			i := slices.IndexFunc(deployments, func(d *Deployment) bool { return d.Name == o.name })
			if i < 0 {
				return false
			}
			d := deployments[i]
			if n := d.Root.Get(c.label); n == nil || n.Kind != Struct {
				return false
			}
			d.Add(c.label, &c.texts)
		}
	}
	return true
}
