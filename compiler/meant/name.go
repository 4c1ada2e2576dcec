package meant

import (
	"fmt"
	"slices"
	"strings"
)

// Name says what somebody meant by a name that nothing declares, at an offset of a text.
// The names of packages that could be imported are given, by how they are called.
func Name(src []byte, offset int, packages map[string]string) (Mistake, bool) {
	s := read(src)
	i := s.at(offset)
	if i >= len(s.tokens) || !s.has(i, word) {
		return Mistake{}, false // such as within an interpolation
	}
	t := s.tokens[i]
	from, to := s.line(i)
	l := line{s, from, to, i, offset}
	if m, ok := l.comment(); ok {
		return m, true
	}
	if strings.HasPrefix(s.of(from), "-") && s.isInStruct(from) {
		return l.listed()
	}
	if s.is(i+1, "=") && !s.is(i+2, "=") {
		return l.equals()
	}
	if t.start != offset {
		return Mistake{}, false
	}
	name := s.of(i)
	if first, _, ok := strings.Cut(name, "."); ok {
		if path := packages[first]; path != "" && (strings.Contains(name, ".#") || s.is(i+1, "(")) {
			return s.told(i, fmt.Sprintf("package %s is not imported", first), "add import %q behind the package line", path).by(s.imported(path)...)
		}
		for known := range packages {
			if strings.Contains(name, ".#") && strings.EqualFold(known, first) {
				return s.told(i, first+undeclared, "did you mean %s?", known).by(change{offset, offset + len(first), known})
			}
		}
	}
	if strings.HasPrefix(name, "_") || strings.Contains(name, "#") || s.is(i+1, "(") || s.is(i-1, "in") {
		return Mistake{}, false
	}
	if s.is(i-1, "{") && s.is(i-2, ":") && s.is(i+1, "}") && slices.Contains(s.path(i), "each") {
		m := s.told(i-1, "the column of a table stands in quotes", `write " around it`)
		if !t.secret && identifier.MatchString(name) {
			m.Hint = fmt.Sprintf(`write "{%s}"`, name)
		}
		return m.by(insert(s.tokens[i-1].start, `"`), insert(s.tokens[i+1].end, `"`))
	}
	if !s.is(i-1, ":") && !s.is(i-1, "[") && !s.is(i-1, ",") && !s.is(i-1, "*") && !(s.is(i-1, "+") || s.is(i-1, "-")) {
		return Mistake{}, false
	}
	switch {
	case t.secret:
		if s.isLabel(i-2) && !s.is(i-2, "secret") && !s.tokens[i-2].secret {
			return s.told(i, quotes, `write %s: secret: "…", with the name of a secret`, s.of(i-2)), true
		}
		return s.told(i, quotes, `write " around it`).by(s.around(offset, t.end)...)
	case boolean(name) != "":
		return s.told(i, name+" is neither true nor false", "write %s", boolean(name)).by(s.instead(i, i+1, boolean(name)))
	case slices.Contains([]string{"none", "nil", "null", "undefined"}, strings.ToLower(name)):
		return s.told(i, name+undeclared, "leave the field out, or write text in quotes"), true
	}
	end := l.endOfValue(i)
	raw := string(l.text[t.start:l.tokens[end-1].end])
	in := s.around(offset, l.tokens[end-1].end)
	if !plain(raw) {
		return s.told(i, name+undeclared, `text needs quotes: write " around it`).by(in...)
	}
	return s.told(i, name+undeclared, "text needs quotes: write %q", raw).by(in...)
}

const undeclared = " is not declared"

// isInStruct reports whether a token stands in a struct rather than in a list.
func (s *source) isInStruct(i int) bool {
	stack := s.brackets(s.tokens[i].start)
	return len(stack) == 0 || s.is(stack[len(stack)-1], "{")
}

// Itself says what somebody meant who wrote a name that stands for the field itself, as
// in password: ana for user ana.
func Itself(src []byte, offset int) (Mistake, bool) {
	s := read(src)
	i := s.at(offset)
	if !s.has(i, word) || !s.is(i-1, ":") || s.tokens[i].start != offset || !identifier.MatchString(s.of(i)) {
		return Mistake{}, false
	}
	labels := s.path(i)
	if len(labels) == 0 || !slices.Contains(labels, s.of(i)) {
		return Mistake{}, false
	}
	name := fmt.Sprintf("%q", s.of(i))
	summary := s.of(i) + " without quotes is the name of a field around it"
	if s.tokens[i].secret && s.isLabel(i-2) && s.of(i-2) != "secret" { // the name is that of a label, and no secret
		return s.told(i, summary, "write %s: secret: %s", s.of(i-2), name).by(s.instead(i, i+1, "secret: "+name))
	}
	return s.told(i, summary, "text needs quotes: write %s", name).by(s.instead(i, i+1, name))
}
