package meant

import (
	"fmt"
	"strings"
)

// unified finds a template or definition with its struct, but without & between them.
func (l line) unified() (Mistake, bool) {
	isDefinition := func(i int) bool {
		name := l.of(i)
		return l.has(i, word) && (strings.Contains(name, "#") && !strings.HasSuffix(name, "#") || strings.HasPrefix(name, "_"))
	}
	i, ok := l.each(func(i int) bool {
		brace := i + 1
		for l.is(brace, ":") || l.is(brace, "and") || l.is(brace, "+") || l.is(brace, "&") {
			brace++
		}
		return !(brace == i+2 && l.is(i+1, "&")) && isDefinition(i) && i > l.from && l.is(i-1, ":") && l.is(brace, "{") && brace < l.to
	})
	if !ok {
		return Mistake{}, false
	}
	if l.tokens[i].secret {
		return l.mistake(i+1, "& is missing between a definition and its fields", "write & {")
	}
	return l.mistake(i+1, fmt.Sprintf("& is missing between %s and its fields", l.of(i)), "write %s & {", l.of(i))
}

// listed finds lists that are written as elsewhere.
func (l line) listed() (Mistake, bool) {
	if l.is(l.from, "-") || l.has(l.from, word) && strings.HasPrefix(l.of(l.from), "-") && l.at <= l.from+1 && !isNumber(l.of(l.from)) && len(l.path(l.from)) > 0 {
		return l.mistake(l.from, "a list stands in brackets, its elements with commas between them", `write [{…}, {…}], or ["…", "…"]`)
	}
	in := 0 // the bracket that holds the place
	stack := l.brackets(l.tokens[l.at].start)
	if len(stack) == 0 || !l.is(stack[len(stack)-1], "[") {
		return Mistake{}, false
	}
	in = stack[len(stack)-1]
	switch {
	case l.is(l.at, ":") && l.at > 0:
		m, ok := l.mistake(l.at, "a list has elements without names, and this one has a name", "write { } in the place of [ ] for fields with names")
		m.Opening = l.tokens[in].start
		return m, ok
	case l.at > in+1 && !l.is(l.at, "}") && !l.is(l.at-1, ",") && (l.tokens[l.at].kind != punct || l.is(l.at, "{") || l.is(l.at, "[")) && l.closes(l.at-1):
		return l.mistake(l.at, "a comma is missing between two elements of a list", "write , between them")
	}
	return Mistake{}, false
}

// unlisted finds a list that goes on behind its line without a comma.
func (l line) unlisted() (Mistake, bool) {
	end := l.to - 1
	stack := l.brackets(l.tokens[end].end)
	if len(stack) == 0 || !l.is(stack[len(stack)-1], "[") || l.is(end, "[") || l.is(end, ",") || l.offset < l.tokens[end].end {
		return Mistake{}, false
	}
	in := stack[len(stack)-1]
	m, ok := l.mistake(end, "a list goes on behind the end of this line, but without a comma", "write , behind the element, or ] at the end of the list")
	m.Opening = l.tokens[in].start
	return m, ok
}

// closes reports whether a value may end with a token.
func (l line) closes(i int) bool {
	return l.has(i, text) || l.is(i, "}") || l.is(i, "]") || l.has(i, word)
}

// brackets are the tokens of brackets that are open at an offset.
func (s *source) brackets(offset int) (stack []int) {
	for i, t := range s.tokens {
		if t.start >= offset {
			break
		}
		switch {
		case s.is(i, "{"), s.is(i, "["), s.is(i, "("):
			stack = append(stack, i)
		case (s.is(i, "}") || s.is(i, "]") || s.is(i, ")")) && len(stack) > 0:
			stack = stack[:len(stack)-1]
		}
	}
	return stack
}

// fields finds two fields in a line with nothing between them.
func (l line) fields() (Mistake, bool) {
	i := l.at
	if i == l.from || !l.isLabel(i) || l.tokens[i].start < l.offset || !l.isScalar(i-1) && !l.is(i-1, "}") && !l.is(i-1, "]") {
		return Mistake{}, false
	}
	if l.tokens[i].secret {
		return l.mistake(i, "a comma is missing between two fields", "write a comma, or begin a new line, before the second")
	}
	return l.mistake(i, "a comma is missing between two fields", "write a comma, or begin a new line, before %s", l.of(i))
}

// isScalar reports whether a token is a value as CUE writes it.
func (s *source) isScalar(i int) bool {
	return s.has(i, text) || s.has(i, word) && (isNumber(s.of(i)) || s.is(i, "true") || s.is(i, "false"))
}

// unclosed finds the bracket that is not closed at the end of the file, or the one that
// closes nothing.
func (s *source) unclosed(i int) (Mistake, bool) {
	var stack []int
	blamed := -1
	for k := range s.tokens {
		switch {
		case s.is(k, "{"), s.is(k, "["), s.is(k, "("):
			stack = append(stack, k)
		case s.is(k, "}"), s.is(k, "]"), s.is(k, ")"):
			if len(stack) == 0 {
				if i == k {
					return Mistake{s.tokens[k].start, fmt.Sprintf("%s closes nothing", s.of(k)), "leave it out, or look for one too many before it", -1}, true
				}
				return Mistake{}, false
			}
			top := stack[len(stack)-1]
			if s.of(k) != closer(s.of(top)) {
				if k == i || i == k+1 {
					return Mistake{s.tokens[k].start, fmt.Sprintf("%s is not closed before this", s.of(top)), "write " + closer(s.of(top)), s.tokens[top].start}, true
				}
				return Mistake{}, false
			}
			if blamed < 0 && s.tokens[k].first && s.tokens[top].line < s.tokens[k].line && s.tokens[k].indent < s.tokens[top].indent {
				blamed = top
			}
			stack = stack[:len(stack)-1]
		}
	}
	if len(stack) == 0 || i < len(s.tokens) {
		if i < len(s.tokens) && len(stack) > 0 && s.is(stack[len(stack)-1], "[") {
			top := stack[len(stack)-1]
			return Mistake{s.tokens[i].start, "[ is not closed before this", "write ]", s.tokens[top].start}, true
		}
		return Mistake{}, false
	}
	if blamed < 0 {
		blamed = stack[len(stack)-1]
	}
	bracket := s.of(blamed)
	return Mistake{s.tokens[len(s.tokens)-1].start, fmt.Sprintf("%s of line %d is not closed", bracket, s.tokens[blamed].line), "write " + closer(bracket), s.tokens[blamed].start}, true
}

func closer(bracket string) string {
	return map[string]string{"{": "}", "[": "]", "(": ")"}[bracket]
}
