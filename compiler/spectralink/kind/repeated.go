package kind

import (
	"cmp"
	"maps"
	"slices"

	"provc/compiler/diag"
)

// Repeats are findings that are the same at many places, since users and handsets are
// often made alike. Each is told once, at the first of them, but for parts of the
// deployment that accept it.
type Repeats map[repeatKey]map[diag.Pos]diag.Diagnostic

type repeatKey struct {
	check    string
	severity diag.Severity
	in       Acceptors
	what     string // what findings at other places have in common
}

// Note notes a finding.
func (r Repeats) Note(in Acceptors, what string, d diag.Diagnostic) {
	r.noteAt(repeatKey{d.Check, d.Severity, in, what}, d)
}

func (r Repeats) noteAt(key repeatKey, d diag.Diagnostic) {
	places := r[key]
	if places == nil {
		places = map[diag.Pos]diag.Diagnostic{}
		r[key] = places
	}
	if known, has := places[d.Pos]; !has || before(d, known) {
		places[d.Pos] = d
	}
}

// Join takes over what others noted.
func (r Repeats) Join(others Repeats) {
	for key, places := range others {
		for _, d := range places {
			r.noteAt(key, d)
		}
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

// Tell tells each once.
func (r Repeats) Tell() (found diag.List) {
	for key, places := range r {
		all := slices.SortedFunc(maps.Keys(places), diag.Pos.Compare)
		d := places[all[0]]
		if n := len(all); n > 1+otherPlaces {
			d = d.WithDetail("found at %d places", n)
		}
		for _, pos := range all[1:min(len(all), 1+otherPlaces)] {
			d = d.WithRelated(pos, "so it is here")
		}
		told := diag.List{d}
		key.in.Mark(told)
		found.Add(told...)
	}
	return found
}
