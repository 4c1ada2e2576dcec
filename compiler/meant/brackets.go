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
	brace := i + 1
	for !l.is(brace, "{") {
		brace++
	}
	with := l.between(i, " & ", brace)
	if l.tokens[i].secret {
		return l.told(i+1, "& is missing between a definition and its fields", "write & {").by(with)
	}
	return l.told(i+1, fmt.Sprintf("& is missing between %s and its fields", l.of(i)), "write %s & {", l.of(i)).by(with)
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
	case l.is(l.at, ":") && l.at-1 == l.from && l.isLabel(l.from) && l.tokens[in].line < l.tokens[l.from].line && l.tokens[l.from].indent <= l.tokens[in].indent:
		m := l.told(l.from, "[ is not closed before this", "write ]")
		m.Opening = l.tokens[in].start
		return m.by(l.closed(in))
	case l.is(l.at, ":") && l.at > 0:
		m := l.told(l.at, "a list has elements without names, and this one has a name", "write { } in the place of [ ] for fields with names")
		m.Opening = l.tokens[in].start
		if end := l.matching(in); end >= 0 {
			return m.by(l.instead(in, in+1, "{"), l.instead(end, end+1, "}"))
		}
		return m, true
	case l.at > in+1 && !l.is(l.at, "}") && !l.is(l.at-1, ",") && (l.tokens[l.at].kind != punct || l.is(l.at, "{") || l.is(l.at, "[")) && l.closes(l.at-1):
		return l.told(l.at, "a comma is missing between two elements of a list", "write , between them").by(insert(l.tokens[l.at-1].end, ","))
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
	m := l.told(end, "a list goes on behind the end of this line, but without a comma", "write , behind the element, or ] at the end of the list")
	m.Opening = l.tokens[in].start
	if l.isLabel(end+1) || l.is(end+1, "}") {
		return m, true // it goes on with what is no element
	}
	return m.by(insert(l.tokens[end].end, ","))
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
	comma := insert(l.tokens[i-1].end, ",")
	if l.tokens[i].secret {
		return l.told(i, "a comma is missing between two fields", "write a comma, or begin a new line, before the second").by(comma)
	}
	return l.told(i, "a comma is missing between two fields", "write a comma, or begin a new line, before %s", l.of(i)).by(comma)
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
					return s.told(k, s.of(k)+" closes nothing", "leave it out, or look for one too many before it"), true
				}
				return Mistake{}, false
			}
			top := stack[len(stack)-1]
			if s.of(k) != closer(s.of(top)) {
				if k == i || i == k+1 {
					m := s.told(k, s.of(top)+" is not closed before this", "write %s", closer(s.of(top)))
					m.Opening = s.tokens[top].start
					return m.by(insert(s.tokens[k].start, closer(s.of(top))))
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
			m := s.told(i, "[ is not closed before this", "write ]")
			m.Opening = s.tokens[top].start
			return m.by(insert(s.tokens[i].start, "]"))
		}
		return Mistake{}, false
	}
	if blamed < 0 {
		blamed = stack[len(stack)-1]
	}
	bracket := s.of(blamed)
	m := s.told(len(s.tokens)-1, fmt.Sprintf("%s of line %d is not closed", bracket, s.tokens[blamed].line), "write %s", closer(bracket))
	m.Opening = s.tokens[blamed].start
	return m.by(s.closed(blamed))
}

// closed closes a bracket before the line that is indented no deeper than its own.
func (s *source) closed(opening int) change {
	last := opening
	for last+1 < len(s.tokens) && !(s.tokens[last+1].first && s.tokens[last+1].indent <= s.tokens[opening].indent) {
		last++
	}
	for first := opening; ; first-- {
		if t := s.tokens[first]; t.first {
			return insert(s.tokens[last].end, "\n"+string(s.text[t.start-t.indent:t.start])+closer(s.of(opening)))
		}
	}
}

func closer(bracket string) string {
	return map[string]string{"{": "}", "[": "]", "(": ")"}[bracket]
}
