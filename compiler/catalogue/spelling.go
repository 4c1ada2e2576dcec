package catalogue

import (
	"slices"
	"strings"
)

// How names may be written otherwise than in the catalogue.

// LetterIndex returns the letter in an unknown name, such as x, that stands where the
// index of a parameter belongs, or "".
func (s *Schema) LetterIndex(name string) string {
	parts := separated.FindAllString(name, -1)
	letter := ""
	for i, part := range parts {
		if l := strings.TrimRight(part, "._"); i > 0 && slices.Contains(standIns, l) {
			parts[i] = "1" + part[len(l):]
			if letter == "" {
				letter = l
			}
		}
	}
	if letter == "" {
		return ""
	}
	if _, ok := s.Param(strings.Join(parts, "")); !ok {
		return ""
	}
	return letter
}

// standIns are what manuals have in the place of an index.
var standIns = []string{"x", "y", "z", "n", "X", "Y", "Z", "N"}

// Recased returns the parameter from which a name differs in letter case alone, or "".
func (s *Schema) Recased(name string) string {
	parts := separated.FindAllString(name, -1)
	for _, known := range s.folds()[folded(parts)] {
		// Indexes are those of the name, where the parameter has any.
		like := separated.FindAllString(known, -1)
		for i, part := range like {
			if slices.Contains(letters, strings.TrimRight(part, "._")) {
				like[i] = parts[i]
			}
		}
		if found := strings.Join(like, ""); found != name && strings.EqualFold(found, name) {
			if _, ok := s.Param(found); ok {
				return found
			}
		}
	}
	return ""
}

// fold makes the table of recased: parameters by their names in lower case, with x
// for indexes.
func (s *Schema) fold() map[string][]string {
	all := map[string][]string{}
	s.Params(func(p Param) bool {
		key := folded(separated.FindAllString(p.Name, -1))
		all[key] = append(all[key], p.Name)
		return true
	})
	return all
}

// folded joins the parts of a name in lower case, with x for numbers and for letters
// that stand for one.
func folded(parts []string) string {
	var b strings.Builder
	for _, part := range parts {
		word := strings.TrimRight(part, "._")
		if word != "" && strings.Trim(word, "0123456789") == "" || slices.Contains(letters, word) {
			b.WriteString("x" + part[len(word):])
		} else {
			b.WriteString(strings.ToLower(part))
		}
	}
	return b.String()
}
