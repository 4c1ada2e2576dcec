package source

import (
	"strings"

	"provc/compiler/diag"
)

// word reads an identifier that begins with a letter.
func (c *cursor) word() string {
	start := c.at
	if classes[c.text[start]]&letter == 0 {
		return ""
	}
	for classes[c.text[c.at]]&(letter|inWord) != 0 {
		c.at++
	}
	return c.text[start:c.at]
}

// quoted goes over text between double quotes. Plain is text that stands for
// itself; the cursor stays before what is no text.
func (c *cursor) quoted() (plain bool) {
	plain = true
	for i := c.at + 1; ; i++ {
		switch class := classes[c.text[i]]; {
		case class&inText != 0:
		case c.text[i] == '"':
			c.at = i + 1
			return plain
		case c.text[i] == '\\':
			i++
			plain = false
			if strings.IndexByte(`abfnrtvuU\/"`, c.text[i]) < 0 {
				return false
			}
		default:
			return false
		}
	}
}

// blanks goes over blanks within a line.
func (c *cursor) blanks() {
	for classes[c.text[c.at]]&blank != 0 {
		c.at++
	}
}

// space goes over blanks, ends of lines and comments.
func (c *cursor) space() {
	for {
		switch ch := c.text[c.at]; {
		case ch == '\n':
			c.newline()
		case classes[ch]&blank != 0:
			c.at++
		case ch == '/' && c.text[c.at+1] == '/':
			end := strings.IndexByte(c.text[c.at:], '\n')
			if end < 0 {
				end = len(c.text) - 1 - c.at
			}
			c.at += end
		default:
			return
		}
	}
}

func (c *cursor) newline() {
	c.at++
	c.line++
	c.lineStart = c.at
}

func (c *cursor) pos(at int) diag.Pos {
	return diag.Pos{File: c.file, Line: c.line, Column: at - c.lineStart + 1}
}

// Classes of bytes.
const (
	letter = 1 << iota // that a word may begin with
	inWord             // what else may be in one
	digit
	blank
	inText // what stands for itself between double quotes
)

var classes = func() (classes [256]uint8) {
	for b := range classes {
		switch {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z':
			classes[b] = letter
		case '0' <= b && b <= '9':
			classes[b] = digit | inWord
		case b == '_' || b == '$':
			classes[b] = inWord
		case b == ' ' || b == '\t' || b == '\r':
			classes[b] = blank
		}
		if b >= ' ' && b != '"' && b != '\\' || b == '\t' {
			classes[b] |= inText
		}
	}
	return classes
}()
