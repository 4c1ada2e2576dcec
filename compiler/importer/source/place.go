package source

import (
	"strings"
	"unicode/utf8"
)

// cursor finds places in a text. It goes forward, so that it counts each character once;
// for a place before the last it begins anew.
type cursor struct {
	text   string
	offset int
	pos    Pos
}

func start(text string) cursor { return cursor{text, 0, Pos{1, 1}} }

// at is the place of an offset.
func (c *cursor) at(offset int) Pos {
	if offset < c.offset {
		*c = start(c.text)
	}
	passed := c.text[c.offset:offset]
	if n := strings.Count(passed, "\n"); n > 0 {
		c.pos.Line += n
		c.pos.Column = 1
		passed = passed[strings.LastIndexByte(passed, '\n')+1:]
	}
	c.pos.Column += utf8.RuneCountInString(passed)
	c.offset = offset
	return c.pos
}

// place is the place of an offset in a text.
func place(text string, offset int) Pos {
	c := start(text)
	return c.at(offset)
}
