package meant

import (
	"bytes"
	"fmt"
	"strings"
)

// Indented finds fields that are indented as if they belonged to the struct of the line
// above, as in YAML, and belong to the one around it: indentation means nothing in CUE.
func Indented(src []byte) (all []Mistake) {
	if !isIndented(src) {
		return nil
	}
	s := read(src)
	var before []int // by bracket that is open: the last field that begins a line, or -1
	before = append(before, -1)
	told := map[int]bool{}
	for i := range s.tokens {
		t := s.tokens[i]
		top := len(before) - 1
		switch {
		case s.is(i, "{"), s.is(i, "["), s.is(i, "("):
			before = append(before, -1)
			continue
		case s.is(i, "}"), s.is(i, "]"), s.is(i, ")"):
			if top > 0 {
				before = before[:top]
			}
			continue
		case !t.first || !s.isLabel(i) || s.is(i-1, ":"):
			continue
		}
		if above := before[top]; above >= 0 && s.isBelow(i, above) && s.chained(above, i) {
			if !told[above] {
				told[above] = true
				all = append(all, s.indented(i, above))
			}
			continue
		}
		before[top] = i
	}
	return all
}

// isIndented reports at little cost whether a text may have such fields: a line begins
// further right than the one before it, which opens nothing.
func isIndented(src []byte) bool {
	var indent []byte
	opens := true
	for line := range bytes.Lines(src) {
		code := bytes.TrimLeft(line, " \t")
		rest := bytes.TrimRight(code, " \t\r\n")
		if len(rest) == 0 || bytes.HasPrefix(rest, []byte("//")) {
			continue
		}
		now := line[:len(line)-len(code)]
		if !opens && len(now) > len(indent) || rest[len(rest)-1] == ':' {
			return true
		}
		indent, opens = now, bytes.IndexByte([]byte("{[(,"), rest[len(rest)-1]) >= 0
	}
	return false
}

// isBelow reports whether a token's line is indented like that of another, and further.
func (s *source) isBelow(i, above int) bool {
	space := func(k int) string {
		t := s.tokens[k]
		return string(s.text[t.start-t.indent : t.start])
	}
	return len(space(i)) > len(space(above)) && strings.HasPrefix(space(i), space(above))
}

// chained reports whether a field is nested without brackets, up to a token that follows
// it.
func (s *source) chained(field, end int) bool {
	labels := 0
	for k := field; k < end; k++ {
		if s.tokens[k].kind == punct && !s.is(k, ":") {
			return false
		}
		if s.isLabel(k) {
			labels++
		}
	}
	return labels > 1
}

func (s *source) indented(i, above int) Mistake {
	const hint = "indentation means nothing in CUE: put fields that belong together into { }"
	if s.tokens[i].secret || s.tokens[above].secret {
		return s.told(i, "a field stands beside the one above, although it is indented below it", hint)
	}
	return s.told(i, fmt.Sprintf("%s stands beside %s, not within it, although it is indented so", s.of(i), s.of(above)), hint)
}
