package settings

import (
	"maps"
	"slices"
	"strings"

	"provc/compiler/diag"
)

// Doubts are names in which something is in error: a value that is not allowed, a
// label that is not known. Of these nobody knows what was meant, and what follows from
// their being unset had better not be told.
type Doubts map[string]bool

// below marks a group within which a name was not known.
const below = ".*"

// About reports whether a parameter or field, or what it stands in, is in doubt. A name
// that ends in .* stands for all that begins like it.
func (d Doubts) About(name string) bool {
	if len(d) == 0 {
		return false
	}
	if group, all := strings.CutSuffix(name, below); all {
		for doubt := range d {
			if strings.HasPrefix(doubt, group+".") {
				return true
			}
		}
		name = group
	}
	if group, _, nested := strings.Cut(name, "."); nested && d[group+below] {
		return true
	}
	for {
		if d[name] {
			return true
		}
		dot := strings.LastIndexByte(name, '.')
		if dot < 0 {
			return false
		}
		name = name[:dot]
	}
}

// Conclusions are the names from which checks conclude, by the id of the check: what
// they say is worth nothing where one of those is in doubt.
type Conclusions map[string][]string

// Any, among the names, is whatever is in doubt in the entity that is checked.
const Any = "*"

// without returns the findings that do not follow from what is in doubt.
func (all Conclusions) without(doubts Doubts, found diag.List) diag.List {
	if len(doubts) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		return slices.ContainsFunc(all[d.Check], doubts.About)
	})
}

// Join takes over doubts of others.
func (d Doubts) Join(others Doubts) {
	for name := range others {
		d[name] = true
	}
}

// Add puts a name in doubt.
func (d Doubts) Add(name string) {
	if name != "" {
		d[name] = true
	}
}

func (c *Checker) doubt(name string) {
	if c.Doubts == nil {
		c.Doubts = Doubts{}
	}
	c.Doubts.Add(name)
}

// Sifter leaves out of the findings about a deployment what follows from errors that
// have been told.
type Sifter struct {
	conclusions Conclusions
	frame       Doubts    // of all but entities
	entities    Doubts    // of those seen
	kept        diag.List // findings about several layers or entities
}

// NewSifter returns a sifter of a deployment in whose frame some names are in doubt.
func NewSifter(all Conclusions, frame Doubts) *Sifter {
	return &Sifter{conclusions: all, frame: frame, entities: Doubts{}}
}

// Alone runs the checks of one entity, in which some names are in doubt.
func (s *Sifter) Alone(list *diag.List, doubts Doubts, look func()) {
	before := len(*list)
	look()
	found := s.conclusions.without(s.frame, (*list)[before:])
	if len(doubts) > 0 {
		own := maps.Clone(doubts)
		own.Add(Any)
		found = s.conclusions.without(own, found)
		s.entities.Join(doubts)
	}
	*list = append((*list)[:before], found...)
}

// Together runs checks that look at several layers or entities, of which not all may
// have been seen. What they find is kept until they have.
func (s *Sifter) Together(list *diag.List, look func()) {
	before := len(*list)
	look()
	s.kept = append(s.kept, (*list)[before:]...)
	*list = (*list)[:before]
}

// Doubt puts a name in doubt of which the schema cannot tell that it is in error.
func (s *Sifter) Doubt(name string) { s.entities.Add(name) }

// Join takes over what others have seen.
func (s *Sifter) Join(others *Sifter) {
	s.entities.Join(others.entities)
	s.kept = append(s.kept, others.kept...)
}

// Conclude adds what was kept, once all has been seen.
func (s *Sifter) Conclude(list *diag.List) {
	list.Add(s.conclusions.without(s.frame, s.conclusions.without(s.entities, s.kept))...)
	s.kept = nil
}
