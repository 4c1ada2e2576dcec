package evaluate

import (
	"maps"
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"golang.org/x/sync/errgroup"

	"provc/compiler/extract"
	"provc/compiler/value"
)

// native are entities that were read from the text, past CUE.
type native struct {
	deployment, label string
	entities          value.Entities
}

// spot is an extracted entity.
type spot struct {
	file   *extract.File
	number int
}

// natives reads the extracted entities of a package that stand alone by its plan, and
// puts all others back into its syntax. If there were others, it makes a new plan.
func (e *Evaluator) natives(parser *extract.Parser, inst *build.Instance, p *plan) ([]native, *plan, error) {
	files := map[string]*ast.File{}
	for _, f := range inst.Files {
		if parser.Extracted(f) != nil {
			files[f.Filename] = f
		}
	}
	if len(files) == 0 {
		return nil, p, nil
	}
	var found []native
	kept := map[spot]bool{}
	if p != nil {
		r := &extract.Reader{Position: e.Position, IsNeutral: e.IsNeutral, Hidden: maps.Clone(p.fields), IsGiven: func(name string) bool { return p.given[name] > 0 }, Memory: e.Memory}
		maps.DeleteFunc(r.Hidden, func(name string, _ []*ast.Field) bool { return p.given[name] > 1 }) // one may hide the other
		for _, f := range files {
			r.Prepare(parser.Extracted(f), f)
		}
		for _, h := range p.holders {
			for _, part := range e.read(r, p, h, h.extracted(parser, files)) {
				found = append(found, native{h.deployment, h.label, part.Entities()})
				for _, s := range part.spots {
					kept[s] = true
				}
			}
		}
	}
	restored := false
	for _, f := range files {
		file := parser.Extracted(f)
		var others []int
		for i := range file.Len() {
			if !kept[spot{file, i}] {
				others = append(others, i)
			}
		}
		restored = restored || len(others) > 0
		if err := file.Restore(f, others); err != nil {
			return nil, nil, err
		}
	}
	if restored {
		p = e.plan(inst)
	}
	return found, p, nil
}

// extracted are the entities that were extracted from the structs of a holder.
func (h *holder) extracted(parser *extract.Parser, files map[string]*ast.File) (spots []spot) {
	for _, lit := range h.structs {
		if !lit.Lbrace.IsValid() || files[lit.Lbrace.Filename()] == nil {
			continue
		}
		file := parser.Extracted(files[lit.Lbrace.Filename()])
		from, to := file.Entities(lit.Lbrace.Offset())
		for i := from; i < to; i++ {
			spots = append(spots, spot{file, i})
		}
	}
	return spots
}

// batch are entities that one goroutine read.
type batch struct {
	*extract.Batch
	spots []spot
}

// read reads entities. Those that others refer to, and those that are declared more
// than once, it leaves to CUE.
func (e *Evaluator) read(r *extract.Reader, p *plan, h *holder, spots []spot) []*batch {
	count := map[string]int{}
	for label := range h.index {
		count[label]++
	}
	for _, s := range spots {
		count[s.file.Label(s.number)]++
	}
	spots = slices.DeleteFunc(spots, func(s spot) bool {
		label := s.file.Label(s.number)
		return p.names[label] || count[label] > 1
	})
	var batches []*batch
	var group errgroup.Group
	for some := range slices.Chunk(spots, len(spots)/e.jobs+1) {
		b := &batch{Batch: r.Batch()}
		batches = append(batches, b)
		group.Go(func() error {
			for _, s := range some {
				if b.Read(s.file, s.number) {
					b.spots = append(b.spots, s)
				}
			}
			return nil
		})
	}
	group.Wait()
	return batches
}
