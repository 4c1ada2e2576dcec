package evaluate

import (
	"fmt"
	"slices"

	"provc/compiler/extract"
)

// SetMost sets how many entities are evaluated under the schema itself.
func (e *Evaluator) SetMost(n int) { e.most = n }

// Planned is what a plan says of a package: which entities stand alone, which fields of
// deployments are evaluated once, and into how many shards entities may be divided; nil
// if nothing stands alone.
func (e *Evaluator) Planned(u *Unit) (alone, beside []string, shards int) {
	p := e.plan(u.Inst)
	if p == nil {
		return nil, nil, 0
	}
	for _, h := range p.holders {
		for _, one := range h.entities {
			alone = append(alone, one.label)
		}
	}
	for _, part := range p.beside.parts {
		label, _ := extract.PlainLabel(part.field, true)
		beside = append(beside, label)
	}
	return alone, beside, p.shards
}

// Native are the entities of a package that are read from its text.
func (e *Evaluator) Native(u *Unit) (all []string) {
	found, _, err := e.natives(u.parser, u.Inst, e.plan(u.Inst))
	if err != nil {
		return []string{err.Error()}
	}
	for _, n := range found {
		for i := range n.entities.Len() {
			all = append(all, n.entities.Label(i))
		}
	}
	slices.Sort(all)
	return all
}

// Doubts are where the stub may not know a package's values.
func (u *Unit) Doubts() (all []string) {
	for _, d := range u.doubts {
		all = append(all, fmt.Sprintf("%d: %s", d.pos.Line, d.what))
	}
	return all
}

// Forks reports whether a package holds alternatives that may be values.
func (u *Unit) Forks() bool { return u.forks }
