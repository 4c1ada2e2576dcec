package meant

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"provc/compiler/diag"
)

// change writes a text in the place of what stands between two offsets. What may be a
// secret is never part of it: quotes come around it, and it stays.
type change struct {
	from, to int
	text     string
}

// by is a mistake with the changes that do what its hint says.
func (m Mistake) by(changes ...change) (Mistake, bool) {
	m.changes = changes
	return m, true
}

// Proposal is the hint, with the fix that does what it says.
func (m Mistake) Proposal() diag.Proposal {
	if len(m.changes) == 0 {
		return diag.Say(m.Hint)
	}
	fix := &diag.Fix{Title: m.Hint}
	if i := strings.Index(m.Hint, "write "); i > 0 {
		fix.Title = m.Hint[i:] // what is wrong has been said
	}
	for _, c := range m.changes {
		fix.Edits = append(fix.Edits, diag.Edit{At: c.from - m.Offset, Cut: c.to - c.from, New: c.text})
	}
	return diag.Proposal{Hint: m.Hint, Fix: fix}
}

// instead changes some tokens.
func (s *source) instead(from, to int, text string) change {
	return change{s.tokens[from].start, s.tokens[to-1].end, text}
}

// between changes what stands between two tokens that follow each other.
func (s *source) between(before int, text string, after int) change {
	return change{s.tokens[before].end, s.tokens[after].start, text}
}

func insert(at int, text string) change { return change{at, at, text} }

// around puts quotes around what stands between two offsets: in the place of others that
// it has, such as single ones. It does nothing where that would not be enough.
func (s *source) around(from, to int) []change {
	for from < to && strings.IndexByte("'`", s.text[from]) >= 0 {
		from++
	}
	end := to
	for from < end && strings.IndexByte("'`", s.text[end-1]) >= 0 {
		end--
	}
	begin := from
	for begin > 0 && strings.IndexByte("'`", s.text[begin-1]) >= 0 {
		begin--
	}
	if from >= end || bytes.ContainsAny(s.text[from:end], "\"\\\n") || !utf8.Valid(s.text[from:end]) {
		return nil
	}
	return []change{{begin, from, `"`}, {end, to, `"`}}
}

// literally writes the value of some tokens as CUE wants it.
func (s *source) literally(from, to int) []change {
	raw := strings.Trim(string(s.text[s.tokens[from].start:s.tokens[to-1].end]), "'`")
	if b := boolean(raw); b != "" && !s.tokens[from].secret {
		return []change{s.instead(from, to, b)}
	}
	return s.around(s.tokens[from].start, s.tokens[to-1].end)
}

// asField writes a label and a value, which some tokens are, as the field that line.field
// tells of.
func (l line) asField(label, from, to int) []change {
	if from >= to {
		return nil
	}
	var all []change
	if name := l.nested(label); name != l.of(label) && !l.tokens[label].secret && !(l.has(label, text) && name == strings.Trim(l.of(label), `"`)) {
		all = append(all, l.instead(label, label+1, name))
	}
	all = append(all, l.between(label, ": ", from))
	raw := string(l.text[l.tokens[from].start:l.tokens[to-1].end])
	switch {
	case to == from+1 && l.has(from, text), raw == "{", raw == "[", raw == "true", raw == "false", isNumber(raw):
		return all
	case l.tokens[from].secret && to > from+1: // nobody knows where it ends
		return nil
	}
	value := l.literally(from, to)
	if value == nil {
		return nil
	}
	return append(all, value...)
}

// matching is the token of the bracket that closes another, or -1.
func (s *source) matching(opening int) int {
	depth := 0
	for i := opening; i < len(s.tokens); i++ {
		switch {
		case s.is(i, "{"), s.is(i, "["), s.is(i, "("):
			depth++
		case s.is(i, "}"), s.is(i, "]"), s.is(i, ")"):
			if depth--; depth == 0 {
				if s.of(i) != closer(s.of(opening)) {
					return -1
				}
				return i
			}
		}
	}
	return -1
}

// wholeLine takes out the line of a token, which stands in no other.
func (s *source) wholeLine(i int) change {
	from := bytes.LastIndexByte(s.text[:s.tokens[i].start], '\n') + 1
	end := len(s.text)
	if n := bytes.IndexByte(s.text[from:], '\n'); n >= 0 {
		end = from + n + 1
	}
	return change{from, end, ""}
}

// imported adds the import of a package behind the package line or the last import.
func (s *source) imported(path string) []change {
	if !s.is(0, "package") || len(s.tokens) < 2 {
		return nil
	}
	spec := fmt.Sprintf("import %q", path)
	behind := -1
	for i := 2; i+1 < len(s.tokens); i++ {
		if s.isLabel(i) {
			break // what stands behind it stands in the wrong place
		}
		if !s.is(i, "import") || !s.tokens[i].first {
			continue
		}
		end := i + 1
		if s.is(end, "(") {
			end = s.matching(end)
		} else if s.has(end, word) {
			end++ // a name of its own
		}
		if end < 0 || end >= len(s.tokens) {
			return nil
		}
		behind = end
	}
	if behind >= 0 {
		return []change{insert(s.tokens[behind].end, "\n"+spec)}
	}
	return []change{insert(s.tokens[1].end, "\n\n"+spec)}
}
