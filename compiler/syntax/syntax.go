// Package syntax holds what the parsers of small languages in parameters, such as
// dial plans, have in common: what they find, and where.
package syntax

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Problem is something in a text that phones do not read, or not as it was meant.
type Problem struct {
	Offset  int    // of the character, in bytes
	Wrong   bool   // the text does not hold together; else it may be a mistake
	Message string // what is there, as a clause without a full stop
	Hint    string // how to put it right; may be empty

	// What the hint puts in the place of some bytes, if New is not empty.
	At, Cut int
	New     string
}

// A Language finds what is wrong with a text, in the order of the text. A text
// without problems may still do something else than was meant.
type Language func(text string) []Problem

// Place says where in a text something is, for people: in characters, which count
// from 1, and in lines, where there are several.
func Place(text string, offset int) string {
	line, column := Position(text, offset)
	if !strings.Contains(strings.TrimSpace(text), "\n") {
		return fmt.Sprintf("character %d", column)
	}
	return fmt.Sprintf("line %d, character %d", line, column)
}

// Position is the line and the column of a byte, both from 1, the column in
// characters.
func Position(text string, offset int) (line, column int) {
	before := text[:min(max(offset, 0), len(text))]
	line = 1 + strings.Count(before, "\n")
	return line, 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}

// Problems collects what is wrong with a text.
type Problems []Problem

// Wrong adds a problem that keeps phones from reading the text.
func (p *Problems) Wrong(offset int, message, hint string) {
	*p = append(*p, Problem{Offset: offset, Wrong: true, Message: message, Hint: hint})
}

// Doubt adds a problem that may be a mistake.
func (p *Problems) Doubt(offset int, message, hint string) {
	*p = append(*p, Problem{Offset: offset, Message: message, Hint: hint})
}

// Instead says what the hint of the last problem puts in the place of some bytes.
func (p Problems) Instead(at, cut int, text string) {
	last := &p[len(p)-1]
	last.At, last.Cut, last.New = at, cut, text
}

// Sorted returns what was found in the order of the text.
func (p Problems) Sorted() []Problem {
	slices.SortStableFunc(p, func(a, b Problem) int { return cmp.Compare(a.Offset, b.Offset) })
	return p
}

// Quote is a character as a message shows it.
func Quote(r rune) string {
	if r == '"' {
		return `'"'`
	}
	if r < ' ' || r == utf8.RuneError {
		return fmt.Sprintf("%q", r)
	}
	return `"` + string(r) + `"`
}

// Part is a stretch of a text and where it begins.
type Part struct {
	Text   string
	Offset int
}

// Split cuts a text at a separator. Parts have no blanks around them.
func Split(text string, separator byte) []Part {
	var parts []Part
	for start := 0; ; {
		end := strings.IndexByte(text[start:], separator)
		if end < 0 {
			return append(parts, Part{text[start:], start}.Trim())
		}
		parts = append(parts, Part{text[start : start+end], start}.Trim())
		start += end + 1
	}
}

// Trim takes blanks from both ends.
func (p Part) Trim() Part {
	trimmed := strings.TrimLeft(p.Text, " \t")
	return Part{strings.TrimRight(trimmed, " \t"), p.Offset + len(p.Text) - len(trimmed)}
}

// Cut splits a part around the first separator.
func (p Part) Cut(separator byte) (before, after Part, found bool) {
	i := strings.IndexByte(p.Text, separator)
	if i < 0 {
		return p, Part{"", p.Offset + len(p.Text)}, false
	}
	return Part{p.Text[:i], p.Offset}.Trim(), Part{p.Text[i+1:], p.Offset + i + 1}.Trim(), true
}

// Brackets reads the keys in brackets, whose opening one is at a given place: a
// list of keys and ranges such as [2-9*]. It returns the place behind the closing
// one, or the end of what could be read and false.
func Brackets(text string, at int, keys string, p *Problems) (end int, closed bool) {
	inside := text[at+1:]
	n := strings.IndexAny(inside, "[]()<>|")
	if n < 0 || inside[n] != ']' {
		p.Wrong(at, `nothing closes the "["`, `keys stand in brackets: [2-9]`)
		return at + 1, false
	}
	inside = inside[:n]
	if strings.TrimSpace(inside) == "" {
		p.Doubt(at, "the brackets hold no key, so nothing matches", "")
	}
	for i, r := range inside {
		offset := at + 1 + i
		switch {
		case r == '-':
			ranges(inside, i, offset, p)
		case !strings.ContainsRune(keys, r):
			p.Wrong(offset, Quote(r)+" is no key", "")
		}
	}
	return at + 2 + n, true
}

// ranges holds a hyphen in brackets against the keys around it.
func ranges(inside string, i, offset int, p *Problems) {
	if i == 0 || i+1 == len(inside) {
		p.Doubt(offset, "a range has a key on either side of its hyphen", "write it as in [2-9]")
		return
	}
	from, to := inside[i-1], inside[i+1]
	digit := func(c byte) bool { return '0' <= c && c <= '9' }
	switch {
	case !digit(from) || !digit(to):
		p.Doubt(offset, "a range goes from one digit to another", "write it as in [2-9]")
	case from > to:
		p.Doubt(offset, fmt.Sprintf("the range %c-%c is empty", from, to), fmt.Sprintf("write %c-%c", to, from))
		p.Instead(offset-1, 3, fmt.Sprintf("%c-%c", to, from))
	}
}
