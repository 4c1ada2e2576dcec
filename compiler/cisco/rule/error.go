package rule

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Error is a rule that cannot be parsed, or that a phone in a given state
// could not parse. Offset and Len are bytes in the text as it was written,
// before macro expansion.
type Error struct {
	Offset   int
	Len      int    // 0 at the end of the text
	Message  string // what is wrong, without a full stop
	Found    string // the text in the way; empty where that says nothing
	Expected string // what could have stood there; may be empty
	Hint     string // how to put it right; may be empty
	Change   Change // what the hint says, if a program can do it
}

// by is the error with what its hint puts in the place of a part of the rule.
func (e *Error) by(span Span, text string) *Error {
	e.Change = Change{span, text}
	return e
}

// Error is one sentence without place and hint.
func (e *Error) Error() string {
	if e.Found != "" {
		return e.Message + ", found " + e.Found
	}
	return e.Message
}

// caretWidth is the longest line that Caret writes, in characters.
const caretWidth = 76

// Caret shows the line of text in which span starts, and under it a caret for
// each character of the span in that line. A line longer than 76 characters
// is cut to a window around the span. Literal keys and passwords are replaced
// by asterisks.
func Caret(text string, span Span) string {
	text = redact(text)
	start := min(max(span.Start, 0), len(text))
	end := min(max(span.End, start), len(text))
	from := strings.LastIndexByte(text[:start], '\n') + 1
	to := len(text)
	if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
		to = start + i
	}
	// Only the neighbourhood is decoded, so that a caret costs the same in a
	// long text as in a short one.
	const reach = 4 * caretWidth * utf8.UTFMax
	cutLeft, cutRight := from < start-reach, to > end+reach
	if cutLeft {
		from = start - reach
	}
	if cutRight {
		to = end + reach
	}
	before := printable(text[from:start])
	under := printable(text[start:min(end, to)])
	after := printable(text[min(end, to):to])

	const dots = "…"
	room := caretWidth - 1
	if len(under) > room-20 {
		under, after, cutRight = under[:room-20], []rune(dots), false
	}
	room -= len(under)
	if len(before)+len(after) > room || cutLeft || cutRight {
		left := min(len(before), max(room/2, room-len(after)))
		right := min(len(after), room-left)
		cutLeft = cutLeft || left < len(before)
		cutRight = cutRight || right < len(after)
		before, after = before[len(before)-left:], after[:right]
		if cutLeft && len(before) > 0 {
			before[0] = []rune(dots)[0]
		}
		if cutRight && len(after) > 0 {
			after[len(after)-1] = []rune(dots)[0]
		}
	}
	line := strings.TrimRight(string(before)+string(under)+string(after), " ")
	return line + "\n" + strings.Repeat(" ", len(before)) + strings.Repeat("^", max(len(under), 1))
}

// printable turns text into characters of one column each.
func printable(s string) []rune {
	r := []rune(s)
	for i, c := range r {
		if c < ' ' || c == 0x7f {
			r[i] = ' '
		}
	}
	return r
}

// quote puts found text into a message, cut to a readable length.
func quote(s string) string {
	const most = 24
	if utf8.RuneCountInString(s) > most {
		r := []rune(s)
		s = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
