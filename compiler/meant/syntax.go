package meant

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Syntax says what is wrong where CUE's parser gave up, if it can tell.
func Syntax(src []byte, offset int) (Mistake, bool) {
	if offset < 0 || offset > len(src) {
		return Mistake{}, false
	}
	s := read(src)
	i := s.at(offset)
	if len(s.tokens) == 0 {
		return Mistake{}, false
	}
	if m, ok := s.invisible(offset); ok {
		return m, true
	}
	if m, ok := s.xmlFile(); ok {
		return m, true
	}
	if m, ok := s.conflict(offset); ok {
		return m, true
	}
	here := min(i, len(s.tokens)-1)
	from, to := s.line(here)
	at := line{s, from, to, min(max(i, from), to-1), offset}
	// The parser may have noticed on the next line only.
	var before line
	if i == len(s.tokens) {
		before = at
	} else if from > 0 && i < from+2 {
		before.from, before.to = s.line(from - 1)
		before.source, before.at, before.offset = s, before.to-1, offset
	}
	for _, rule := range behind {
		if before.source == nil || i > from && i < len(s.tokens) {
			break
		}
		if m, ok := rule(before); ok {
			return m, true
		}
	}
	for _, rule := range rules {
		if m, ok := rule(at); ok {
			return m, true
		}
	}
	for _, rule := range foreign {
		if before.source == nil {
			break
		}
		if m, ok := rule(before); ok {
			return m, true
		}
	}
	return s.unclosed(i)
}

// line is the line of a text to look at. The parser gave up at the token at, or at the
// end of the line.
type line struct {
	*source
	from, to int
	at       int
	offset   int
}

// behind are mistakes that the parser may notice at the beginning of the next line.
var behind = []func(line) (Mistake, bool){
	line.comment, line.element, line.heading, line.equals, line.unlisted, line.valueless,
}

// foreign are those that it may notice somewhat later.
var foreign = []func(line) (Mistake, bool){line.comment, line.element}

// rules are kinds of mistakes, the surest first.
var rules = []func(line) (Mistake, bool){
	line.comment, line.element, line.heading, line.typographic, line.openText, line.equals, line.semicolon,
	line.divided, line.number, line.label, line.unified, line.listed, line.escape, line.within, line.fields, line.column, line.colon, line.value,
}

func (l line) mistake(i int, summary, hint string, args ...any) (Mistake, bool) {
	return l.told(i, summary, hint, args...), true
}

// told is a mistake at a token.
func (s *source) told(i int, summary, hint string, args ...any) Mistake {
	return Mistake{Offset: s.tokens[i].start, Summary: summary, Hint: fmt.Sprintf(hint, args...), Opening: -1}
}

// placed is a mistake at an offset.
func placed(offset int, summary, hint string) Mistake {
	return Mistake{Offset: offset, Summary: summary, Hint: hint, Opening: -1}
}

// each are the tokens of the line.
func (l line) each(is func(i int) bool) (int, bool) {
	for i := l.from; i < l.to; i++ {
		if is(i) {
			return i, true
		}
	}
	return 0, false
}

// invisibles are characters that look like a space or like nothing.
var invisibles = map[rune]string{
	'\u00A0': "a no-break space", '\u202F': "a narrow no-break space", '\u2007': "a figure space", '\u3000': "a wide space",
	'\u200B': "a zero-width space", '\u200C': "a zero-width character", '\u200D': "a zero-width character", '\u2060': "a zero-width character",
	'\u200E': "a mark of direction", '\u200F': "a mark of direction", '\u00AD': "a soft hyphen", '\uFEFF': "a byte order mark", 0: "a NUL byte",
}

func (s *source) invisible(offset int) (Mistake, bool) {
	if offset >= len(s.text) {
		return Mistake{}, false
	}
	r, size := utf8.DecodeRune(s.text[offset:])
	name, ok := invisibles[r]
	if !ok {
		return Mistake{}, false
	}
	hint, plain := "delete it", ""
	if strings.HasSuffix(name, "space") && r != '\u200B' {
		hint, plain = "write a plain space", " "
	}
	return placed(offset, fmt.Sprintf("%s (U+%04X) stands here, which cannot be seen", name, r), hint).by(change{offset, offset + size, plain})
}
