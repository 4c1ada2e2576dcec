package source

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// A scan finds entities that are written out in the text of a file, before CUE
// reads it: in deployments at the top of the file,
//
//	site: spectralink.#Deployment & {
//		users: {
//			ann: {…}
//		}
//	}
//	site: users: ben: {…}
//
// It takes them out, and leaves CUE a text in which all else stands where it
// stood. So neither the syntax nor the values of a fleet are ever in memory.
//
// What it takes for a deployment need not be one: what held the entities is
// looked up in the syntax of what was left, by its place. Nor does it report
// mistakes. What it does not know it leaves where it is, and what it takes out
// are whole declarations of a struct, so that what is left is valid CUE exactly
// if the text was. (But for names that stand for an alias and a field alike. To an
// alias something refers, and what is referred to is left.)
type scan struct {
	file   string // as positions name it
	text   string // ends with a NUL
	spots  []spot
	groups []group         // in the order of the text
	names  map[string]bool // of templates in entities
}

// spot is where an entity stands.
type spot struct {
	start, line uint32
	odd         bool // has to be made to see whether its values go together
}

// group is those of the spots that were taken out of one struct.
type group struct {
	place    int // of the struct
	from, to int
}

// left is what a scan leaves in the text, though it is written out: entities under
// some IDs, and those that use some templates.
type left struct{ ids, templates map[string]bool }

func (l left) empty() bool { return len(l.ids)+len(l.templates) == 0 }

// scanText scans the text of a file, and returns what is to be read in its
// place. If there is nothing to take out, the scan is nil.
func scanText(file string, text []byte, left left) (*scan, []byte) {
	if len(text) > math.MaxInt32 || bytes.IndexByte(text, 0) >= 0 || bytes.Contains(text, []byte("\ufeff")) || !utf8.Valid(text) {
		return nil, nil
	}
	var b strings.Builder
	b.Grow(len(text) + 1)
	b.Write(text)
	b.WriteByte(0)
	s := scanner{
		cursor: cursor{text: b.String(), line: 1},
		found:  &scan{file: file, text: b.String(), names: map[string]bool{}},
		rest:   bytes.Clone(text),
		left:   left,
	}
	if !s.declarations(0) || len(s.found.spots) == 0 {
		return nil, nil
	}
	return s.found, s.rest
}

// group returns the entities that were taken out of the struct at a place.
func (s *scan) group(place int) (group, bool) {
	i, ok := slices.BinarySearchFunc(s.groups, place, func(g group, at int) int { return g.place - at })
	if !ok {
		return group{}, false
	}
	return s.groups[i], true
}

// scanner goes through a file. Its methods report whether they could: they give
// up where quotes or brackets do not match.
type scanner struct {
	cursor
	found *scan
	rest  []byte // the text without what was taken out
	left  left
}

// declarations goes through the whole file, whose end is a NUL, or through the
// struct of a deployment up to its brace.
func (s *scanner) declarations(end byte) bool {
	for {
		s.space()
		switch s.text[s.at] {
		case end:
			return true
		case 0, '}':
			return false
		}
		label, ok := s.labelled()
		switch {
		case ok && end == 0:
			ok = s.deployment()
		case ok && slices.Contains(Containers, label):
			ok = s.holder()
		default:
			ok = s.skip(false)
		}
		if !ok {
			return false
		}
	}
}

// labelled goes over a label and its colon, if they come next.
func (s *scanner) labelled() (string, bool) {
	before := s.cursor
	label, ok := s.label()
	if !ok || !s.colon() {
		s.cursor = before
		return "", false
	}
	return label, true
}

// deployment goes through what may be one: the value of a field of the file.
func (s *scanner) deployment() bool {
	if label, ok := s.labelled(); ok {
		if slices.Contains(Containers, label) {
			return s.holder()
		}
		return s.skip(false)
	}
	for {
		switch {
		case s.text[s.at] == '{':
			s.at++
			if !s.declarations('}') {
				return false
			}
			s.at++
		case !s.reference():
			return s.skip(false)
		}
		if !s.and() {
			return s.skip(true)
		}
	}
}

// reference goes over a name such as _base or spectralink.#Deployment, if one
// comes next.
func (s *scanner) reference() bool {
	before := s.cursor
	for {
		if s.text[s.at] == '_' {
			s.at++
		}
		if s.text[s.at] == '#' {
			s.at++
		}
		if s.word() == "" {
			s.cursor = before
			return false
		}
		if s.text[s.at] != '.' {
			return true
		}
		s.at++
	}
}

// holder goes through the value of a field that may hold entities.
func (s *scanner) holder() bool {
	if s.text[s.at] != '{' {
		return s.skip(s.chained())
	}
	for s.text[s.at] == '{' {
		if !s.entities() {
			return false
		}
		if !s.and() {
			return s.skip(true)
		}
	}
	return s.skip(false)
}

// entities takes entities out of a struct between braces.
func (s *scanner) entities() bool {
	g := group{place: s.at, from: len(s.found.spots)}
	s.at++
	for {
		s.space()
		switch s.text[s.at] {
		case 0:
			return false
		case '}':
			s.at++
			if g.to = len(s.found.spots); g.from < g.to {
				s.found.groups = append(s.found.groups, g)
			}
			return true
		}
		start := s.at
		if s.entity(s.separator) {
			// The separator goes, too: a struct cannot begin with a comma.
			s.blank(start, s.at)
		} else if !s.skip(false) {
			return false
		}
	}
}

// chained takes out an entity whose holder has no braces, such as users: ann:
// {…}, and leaves a struct in its place.
func (s *scanner) chained() bool {
	start, end := s.at, s.cursor
	if !s.entity(func() bool {
		end = s.cursor
		return s.text[s.at] == 0 || s.separator()
	}) {
		return false
	}
	s.cursor = end // what separates structs stays
	s.blank(start, s.at)
	copy(s.rest[start:], "{}")
	n := len(s.found.spots)
	s.found.groups = append(s.found.groups, group{start, n - 1, n})
	return true
}

// entity goes over an entity that is written out, if one comes next.
func (s *scanner) entity(ended func() bool) bool {
	s.labels, s.names, s.odd = s.labels[:0], s.names[:0], false
	before := s.cursor
	if !s.field(nil) || s.left.ids[s.labels[0]] ||
		slices.ContainsFunc(s.names, func(name string) bool { return s.left.templates[name] }) || !ended() {
		s.cursor = before
		return false
	}
	s.found.spots = append(s.found.spots, spot{uint32(before.at), uint32(before.line), s.odd})
	for _, name := range s.names {
		s.found.names[name] = true
	}
	return true
}

// blank takes out a part of the text.
func (s *scanner) blank(from, to int) {
	for i := from; i < to; i++ {
		if s.rest[i] != '\n' {
			s.rest[i] = ' '
		}
	}
}
