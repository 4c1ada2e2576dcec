package meant

import "bytes"

// Unfinished is a label at the end of a line with nothing behind its colon. CUE takes
// the field of the next line for its value, although that is indented no deeper.
type Unfinished struct {
	Mistake
	Taken, End int // where the field that CUE takes begins, and where it ends
}

// AllUnfinished finds such labels, in order. Those who write without indentation may
// mean what CUE reads: only what the result is refused for is a mistake.
func AllUnfinished(src []byte) (all []Unfinished) {
	if !endsWithColon(src) {
		return nil
	}
	s := read(src)
	for i := range s.tokens {
		next := i + 1
		if !s.is(i, ":") || i == 0 || next == len(s.tokens) || !s.tokens[next].first || !s.isLabel(next) || s.tokens[next].indent > s.tokens[i].indent {
			continue
		}
		from, to := s.line(i)
		if m, ok := (line{s, from, to, i, s.tokens[i].end}).nothing(); ok {
			all = append(all, Unfinished{m, s.tokens[next].start, s.endOfField(next)})
		}
	}
	return all
}

// endsWithColon reports at little cost whether a line of a text ends with a colon.
func endsWithColon(src []byte) bool {
	for line := range bytes.Lines(src) {
		code, _, _ := bytes.Cut(line, []byte("//"))
		if bytes.HasSuffix(bytes.TrimRight(code, " \t\r\n"), []byte(":")) {
			return true
		}
	}
	return false
}

// endOfField is where the field at a label ends: with its line, or with the bracket that
// its line opens.
func (s *source) endOfField(label int) int {
	_, to := s.line(label)
	if last := to - 1; s.is(last, "{") || s.is(last, "[") {
		if closing := s.matching(last); closing >= 0 {
			return s.tokens[closing].end
		}
	}
	return s.tokens[to-1].end
}
