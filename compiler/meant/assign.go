package meant

import (
	"bytes"
	"slices"
	"strings"
)

// Assigned begins what is said of a value that is assigned to a label.
const Assigned = "a value stands behind a colon, not behind "

// equals finds values that are assigned.
func (l line) equals() (Mistake, bool) {
	i, ok := l.each(func(i int) bool {
		if !l.is(i, "=") || i == l.from || l.is(i+1, "=") || l.is(i+1, "~") || slices.ContainsFunc([]string{"=", "!", "<", ">"}, func(p string) bool { return l.is(i-1, p) }) {
			return false
		}
		label := i - 1
		if l.is(label, ":") {
			label--
		}
		if l.is(l.from, "let") || l.isLabel(i+1) || l.is(i+1, "[") && !l.isList(i+1) || l.is(i+1, "(") {
			return false // an alias
		}
		return label >= l.from && (l.has(label, word) || l.has(label, text))
	})
	if !ok {
		return Mistake{}, false
	}
	label, from := i-1, i+1
	if l.is(label, ":") {
		label--
	}
	if l.is(from, ">") {
		from++
	}
	found := string(l.text[l.tokens[label+1].start:l.tokens[from-1].end])
	if name := l.of(label); l.is(from, "[") && l.nested(label) == name && !l.tokens[label].secret {
		return l.told(i, Assigned+strings.ReplaceAll(found, " ", ""), "write %s: [", name).by(l.between(label, ": ", from))
	}
	hint, end := "write : in its place", l.endOfValue(from)
	if f, ok := l.field(label, from, end); ok {
		hint = "write " + f
	}
	return l.told(i, Assigned+strings.ReplaceAll(found, " ", ""), "%s", hint).by(l.asField(label, from, end)...)
}

// isList reports whether a bracket opens a list, rather than the pattern of labels.
func (s *source) isList(opening int) bool {
	closing := s.matching(opening)
	return closing >= 0 && !s.is(closing+1, ":")
}

// endOfValue is where the value that begins at a token ends on its line.
func (l line) endOfValue(from int) int {
	for i := from; i < l.to; i++ {
		if l.is(i, ",") || l.is(i, "}") || l.is(i, "]") || l.is(i, ";") || l.isLabel(i) && i > from {
			return i
		}
	}
	return l.to
}

// semicolon finds semicolons between and behind fields.
func (l line) semicolon() (Mistake, bool) {
	i, ok := l.each(func(i int) bool { return l.is(i, ";") })
	switch {
	case !ok:
		return Mistake{}, false
	case i == l.to-1:
		return l.told(i, "nothing stands at the end of a field", "leave out ;").by(l.instead(i, i+1, ""))
	}
	return l.told(i, "commas separate what stands in one line", "write , in the place of ;").by(l.instead(i, i+1, ","))
}

// value finds values that are no CUE: text without quotes, or none at all.
func (l line) value() (Mistake, bool) {
	// The value begins behind the last label before the place.
	i := min(l.at, l.to-1)
	for i >= l.from && !(l.is(i, ":") && i > l.from && (l.isLabel(i-1) || l.is(i-1, "?") || l.is(i-1, "!"))) {
		i--
	}
	if i < l.from {
		return Mistake{}, false
	}
	if i == l.to-1 {
		return l.valueless()
	}
	from, to := i+1, l.endOfValue(i+1)
	if to == from+1 && l.isScalar(from) {
		return Mistake{}, false
	}
	if from == to && (l.is(from, "}") || l.is(from, ",") || l.is(from, "]")) {
		return l.mistake(from, l.of(i-1)+" has no value", `write one behind the colon; text in quotes, "…"`)
	}
	if from < to && l.has(from, text) && to > from+1 {
		if l.tokens[from+1].kind == punct || !l.has(to-1, text) {
			return l.mistake(from+1, "something stands behind a value", "begin the next field on a line of its own, or behind a comma")
		}
		return l.inner(from + 1)
	}
	if l.is(from, "{") || l.is(from, "[") || l.is(from, "(") || l.is(from, "<") || l.is(from, ">") || l.is(from, "!") || l.is(from, "=") || strings.HasPrefix(l.of(from), "_") || strings.Contains(l.of(from), "#") && !strings.HasPrefix(l.of(from), "#") {
		return Mistake{}, false
	}
	return l.bare(from, to)
}

// valueless finds a label at the end of its line, behind which nothing stands.
func (l line) valueless() (Mistake, bool) {
	i := l.to - 1
	if !l.is(i, ":") || i == l.from || l.is(i+1, "{") || l.is(i+1, "[") || l.isLabel(i+1) {
		return Mistake{}, false
	}
	if bytes.HasPrefix(l.text[l.tokens[i].end:], []byte("//")) { // a URL, taken for a comment
		return l.url(i - 1)
	}
	return l.nothing()
}

// nothing says that a label at the end of its line has no value.
func (l line) nothing() (Mistake, bool) {
	i := l.to - 1
	label := i - 1
	if l.is(label, "?") || l.is(label, "!") {
		label--
	}
	if !l.isLabel(label) {
		return Mistake{}, false
	}
	name := l.of(label)
	if l.tokens[label].secret {
		name = "the field"
	}
	return l.mistake(i, name+" has no value", `write one behind the colon; text in quotes, "…"`)
}
