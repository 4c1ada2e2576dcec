package evaluate

import (
	"errors"
	"slices"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"golang.org/x/sync/errgroup"

	"provc/compiler/value"
)

// cutting is a package without the entities of a plan. Syntax is changed in place,
// since names in copies would resolve to nothing.
type cutting struct {
	*Evaluator
	inst   *build.Instance
	plan   *plan
	shards [][]*entity
	former map[*ast.StructLit][]ast.Decl

	mu     sync.Mutex
	packed map[*holder][]*value.Packed // entities that are evaluated
}

// inShards evaluates a package with a part of its entities at a time, each in a context
// of its own. It reports whether nothing was wrong; else the package in one piece has
// to tell it. If there is one part, its values are read with some jobs at a time.
func (e *Evaluator) inShards(inst *build.Instance, p *plan, jobs int) ([]*value.Deployment, bool) {
	c := &cutting{Evaluator: e, inst: inst, plan: p, former: map[*ast.StructLit][]ast.Decl{}, packed: map[*holder][]*value.Packed{}}
	c.cut()
	defer c.restore()
	if len(c.shards) > 1 {
		jobs = 1 // the others are evaluated meanwhile
	}
	var deployments []*value.Deployment
	var group errgroup.Group
	group.SetLimit(e.jobs)
	for i, shard := range c.shards {
		group.Go(func() error {
			if i > 0 {
				return c.take(c.build(shard), shard)
			}
			found, findings := e.deployments(c.build(append(slices.Clip(shard), &p.beside)), jobs)
			deployments = found
			if len(findings) > 0 {
				return errInPieces
			}
			return nil
		})
	}
	if group.Wait() != nil {
		return nil, false
	}
	return deployments, c.join(deployments)
}

// errInPieces says no more than that something is wrong.
var errInPieces = errors.New("the package in one piece tells what is wrong")

// cut takes entities out. The first shard is evaluated even if it has none.
func (c *cutting) cut() {
	out := map[*ast.Field]bool{}
	var entities []*entity
	for _, h := range c.plan.holders {
		entities = append(entities, h.entities...)
	}
	for _, e := range append(slices.Clip(entities), &c.plan.beside) {
		for _, part := range e.parts {
			out[part.field] = true
			if _, ok := c.former[part.in]; !ok {
				c.former[part.in] = part.in.Elts
				// A struct without braces stands where its first field does.
				part.in.Lbrace = part.in.Pos()
			}
		}
	}
	for lit, elts := range c.former {
		lit.Elts = slices.DeleteFunc(slices.Clone(elts), func(d ast.Decl) bool {
			f, ok := d.(*ast.Field)
			return ok && out[f]
		})
	}
	c.shards = slices.Collect(slices.Chunk(entities, max(1, (len(entities)+c.plan.shards-1)/c.plan.shards)))
	if len(c.shards) == 0 {
		c.shards = [][]*entity{nil}
	}
}

// restore puts all entities back.
func (c *cutting) restore() {
	for lit, elts := range c.former {
		lit.Elts = elts
	}
}

// build evaluates the package with the entities of one shard in place.
func (c *cutting) build(shard []*entity) cue.Value {
	return c.Evaluator.build(c.inst, func() func() {
		former := map[*ast.StructLit][]ast.Decl{}
		for _, e := range shard {
			for _, p := range e.parts {
				if _, ok := former[p.in]; !ok {
					former[p.in] = p.in.Elts
					p.in.Elts = slices.Clone(p.in.Elts) // those of the former stay as they are
				}
				p.in.Elts = append(p.in.Elts, p.field)
			}
		}
		return func() {
			for lit, elts := range former {
				lit.Elts = elts
			}
		}
	})
}

// take reads the entities of a shard from its evaluation, and packs them.
func (c *cutting) take(v cue.Value, shard []*entity) error {
	if v.Err() != nil {
		return errInPieces
	}
	wanted := map[*entity]bool{}
	for _, e := range shard {
		wanted[e] = true
	}
	for _, h := range c.plan.holders {
		if !slices.ContainsFunc(h.entities, func(e *entity) bool { return wanted[e] }) {
			continue
		}
		in := v.LookupPath(cue.MakePath(cue.Str(h.deployment), cue.Str(h.label)))
		var n value.Node
		w, refused := c.walker(in)
		w.fields(&n, in)
		if refused != nil || len(w.findings) > 0 {
			return errInPieces
		}
		c.pack(h, n.Fields, wanted)
	}
	if len(wanted) > 0 {
		return errInPieces
	}
	return nil
}

// pack packs evaluated entities, which then are no longer wanted, and returns the
// fields that are none. Those of other shards it leaves alone.
func (c *cutting) pack(h *holder, evaluated []value.Field, wanted map[*entity]bool) (others []value.Field) {
	into := value.NewPacker()
	for _, f := range evaluated {
		e := h.index[f.Label]
		if e == nil {
			others = append(others, f)
		} else if wanted[e] && f.Value.Kind != value.Invalid {
			delete(wanted, e)
			into.Add(f, 0)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.packed[h] = append(c.packed[h], into.Packed())
	return others
}

// join puts the entities that were taken out into their deployments.
func (c *cutting) join(deployments []*value.Deployment) bool {
	wanted := map[*entity]bool{}
	for _, e := range c.shards[0] {
		wanted[e] = true
	}
	for _, h := range c.plan.holders {
		i := slices.IndexFunc(deployments, func(d *value.Deployment) bool { return d.Name == h.deployment })
		if i < 0 {
			return false
		}
		n := deployments[i].Root.Get(h.label)
		if n == nil || n.Kind != value.Struct {
			return false
		}
		n.Fields = c.pack(h, n.Fields, wanted)
		for _, some := range c.packed[h] {
			deployments[i].Add(h.label, some)
		}
	}
	return len(wanted) == 0
}
