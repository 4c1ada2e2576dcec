package evaluate

import (
	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"

	"provc/compiler/diag"
	"provc/compiler/extract"
	"provc/compiler/load"
)

// Few evaluates a package with few of its entities, to look at how CUE makes values of
// theirs: those that are wanted, and those that others cannot be without. It returns the
// package's syntax, whole but for entities that are written out and not wanted.
func (e *Evaluator) Few(pattern string, wanted func(deployment, container, label string) bool) (cue.Value, *build.Instance, error) {
	units, err := e.Find(pattern)
	if err != nil {
		return cue.Value{}, nil, err
	}
	u := units[0]
	full := *u.Unit
	if len(u.doubts) == 0 {
		v, inst, err := e.few(u.Inst, u.parser, u.Shared, wanted)
		if err == nil {
			return v, inst, nil
		}
	}
	// Only the schema itself knows what to choose, or what is allowed.
	parser := e.parser()
	inst := e.Full(&full, parser.Parse)
	restoreOthers(parser, load.WithImports(inst), map[*build.Instance]bool{inst: !u.Shared})
	return e.few(inst, parser, u.Shared, wanted)
}

func (e *Evaluator) few(inst *build.Instance, parser *extract.Parser, shared bool, wanted func(deployment, container, label string) bool) (cue.Value, *build.Instance, error) {
	if inst.Err != nil {
		return cue.Value{}, nil, inst.Err
	}
	aside := func() *plan {
		if shared || inst.Complete() != nil || inst.ResolutionErr != nil {
			return nil
		}
		return e.plan(inst)
	}
	if err := restoreWanted(parser, inst, aside(), wanted); err != nil {
		return cue.Value{}, nil, err
	}
	p := aside()
	if p == nil {
		v := e.build(inst, nil)
		return v, inst, v.Err()
	}
	c := &cutting{Evaluator: e, inst: inst, plan: p, former: map[*ast.StructLit][]ast.Decl{}}
	c.cut()
	defer c.restore()
	some := []*entity{&p.beside}
	for _, h := range p.holders {
		for _, one := range h.entities {
			if wanted(h.deployment, h.label, one.label) {
				some = append(some, one)
			}
		}
	}
	v := c.build(some)
	return v, inst, v.Err()
}

// restoreWanted puts entities that were extracted back into the syntax, but for those
// that stand alone by the plan and that nobody wants.
func restoreWanted(parser *extract.Parser, inst *build.Instance, p *plan, wanted func(deployment, container, label string) bool) error {
	files := map[string]*ast.File{}
	for _, f := range inst.Files {
		if parser.Extracted(f) != nil {
			files[f.Filename] = f
		}
	}
	out := map[spot]bool{}
	if p != nil {
		for _, h := range p.holders {
			for _, s := range h.extracted(parser, files) {
				label := s.file.Label(s.number)
				out[s] = !p.names[label] && !wanted(h.deployment, h.label, label)
			}
		}
	}
	for _, f := range files {
		file := parser.Extracted(f)
		var back []int
		for i := range file.Len() {
			if !out[spot{file, i}] {
				back = append(back, i)
			}
		}
		if err := file.Restore(f, back); err != nil {
			return err
		}
	}
	return nil
}

// Places are where a value is written and where its label is, as the values of a package
// that is compiled have it.
func (e *Evaluator) Places(v cue.Value) (label, in diag.Pos) {
	w := walker{Evaluator: e}
	return w.place(v, v.Pos()), w.place(v, valuePos(v))
}
