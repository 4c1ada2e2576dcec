package spectralink

import (
	"cmp"
	"maps"
	"slices"

	"provc/compiler/diag"
)

// Users and handsets are often made alike, so that the same is wrong in many places.
// It is told once, at the first of them, but for parts of the deployment that accept
// it.

type repeatKey struct {
	check    string
	severity diag.Severity
	in       acceptors
	what     string // what findings at other places have in common
}

type repeated struct {
	places map[diag.Pos]diag.Diagnostic
}

// repeat notes a finding.
func (c *checker) repeat(in acceptors, what string, d diag.Diagnostic) {
	c.repeatAt(repeatKey{d.Check, d.Severity, in, what}, d)
}

func (c *checker) repeatAt(key repeatKey, d diag.Diagnostic) {
	r := c.repeated[key]
	if r == nil {
		r = &repeated{map[diag.Pos]diag.Diagnostic{}}
		c.repeated[key] = r
	}
	if known, has := r.places[d.Pos]; !has || before(d, known) {
		r.places[d.Pos] = d
	}
}

// before reports whether of two findings at a place the first is told: whichever it
// is, it must not depend on the order in which they are met.
func before(d, e diag.Diagnostic) bool {
	return cmp.Or(cmp.Compare(d.Message(), e.Message()), slices.CompareFunc(d.Related, e.Related, func(a, b diag.Related) int {
		return a.Pos.Compare(b.Pos)
	})) < 0
}

// otherPlaces are how many places a finding names beside its own.
const otherPlaces = 3

// tellRepeated tells each once.
func (c *checker) tellRepeated() {
	for key, r := range c.repeated {
		all := slices.SortedFunc(maps.Keys(r.places), diag.Pos.Compare)
		d := r.places[all[0]]
		if n := len(all); n > 1+otherPlaces {
			d = d.WithDetail("found at %d places", n)
		}
		for _, pos := range all[1:min(len(all), 1+otherPlaces)] {
			d = d.WithRelated(pos, "so it is here")
		}
		told := diag.List{d}
		key.in.mark(told)
		c.Add(told...)
	}
}

// union adds names to others. Either may be nil.
func union(all, more map[string]bool) map[string]bool {
	if all == nil {
		return more
	}
	maps.Copy(all, more)
	return all
}
