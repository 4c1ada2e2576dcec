// Package digitmap reads digit maps: the patterns by which a handset knows that a
// number has been dialled whole.
//
//	map     = [ "(" ] [ pattern { "|" pattern } ] [ ")" ] .
//	pattern = { element } .
//	element = key | "x" | "X" | "[" keys "]"   (a key, any digit, one of several)
//	        | "."                              (the element before it, any number of times)
//	        | "T"                              (waits for another key)
//	        | ","                              (plays the dial tone)
//	        | "R" dialled "R" sent "R"         (sends other keys than were dialled)
//	        | "S" | "H"                        (calls by SIP, by H.323)
//	        | "sip\:" address .                (to the end: for calls to addresses)
//	key     = "0" … "9" | "*" | "#" | "+" | "A" … "D" .
//
// Blanks are free. What is sent instead has only digits, * # and +; in a pattern for
// addresses, it may be anything, as in sip\:764xxxxxRR@sip.example.comR.
//
// Sources: the 84-Series administration guide (digit map rules), the relatives'
// guides of UC Software for S, H, letter case and addresses, and RFC 3435, 2.1.5, which
// both follow: parentheses around the map, and A to D, are its.
package digitmap

import (
	"strconv"
	"strings"

	"provc/compiler/syntax"
)

const (
	keys    = "0123456789*#+ABCDabcd"
	letters = "xXTRSH"
	listed  = keys + "xX, " // in brackets
	address = `sip\:`       // begins what stands for an address
)

// Check finds what is wrong with a digit map. Wrong are brackets that do not pair
// and characters that no digit map has.
func Check(text string) []syntax.Problem {
	c := checker{text: text}
	c.pattern, c.to = c.inner()
	for i := c.pattern; i < c.to; {
		i = c.element(i)
	}
	c.endPattern(c.to, c.patterns > 0)
	return c.problems.Sorted()
}

type checker struct {
	text     string
	to       int // where the map ends
	problems syntax.Problems
	patterns int   // that have ended
	pattern  int   // where the one at hand begins
	holds    bool  // it has an element
	repeats  bool  // its last element can be repeated
	address  bool  // it is for addresses
	marks    []int // its Rs
}

// inner is the map without blanks and parentheses around it.
func (c *checker) inner() (from, to int) {
	whole := syntax.Part{Text: c.text}.Trim()
	from, to = whole.Offset, whole.Offset+len(whole.Text)
	if len(whole.Text) > 1 && whole.Text[0] == '(' && whole.Text[len(whole.Text)-1] == ')' {
		return from + 1, to - 1
	}
	return from, to
}

// element reads what stands at a place, and returns the place behind it.
func (c *checker) element(at int) int {
	switch b := c.text[at]; {
	case b == '|':
		c.endPattern(at, true)
		c.pattern, c.holds, c.repeats, c.address, c.marks = at+1, false, false, false, nil
		return at + 1
	case b == '[':
		end, closed := syntax.Brackets(c.text, at, listed, &c.problems)
		c.holds, c.repeats = true, closed
		return end
	case b == '.':
		if !c.repeats {
			c.problems.Doubt(at, "there is nothing before the point that it could repeat", "write x. for any number of digits")
		}
		c.holds = true
		return at + 1
	case b == ' ':
		return at + 1
	case strings.HasPrefix(c.text[at:c.to], address):
		return c.addresses(at)
	}
	return c.character(at)
}

// addresses reads what stands for addresses, to the end of the pattern.
func (c *checker) addresses(at int) int {
	c.holds, c.address = true, true
	for ; at < c.to && c.text[at] != '|'; at++ {
		switch b := c.text[at]; {
		case b == 'R':
			c.marks = append(c.marks, at)
		case b < ' ' || b > '~':
			at = c.character(at) - 1 // which is no character of a digit map
		}
	}
	return at
}

func (c *checker) character(at int) int {
	c.holds = true
	r, size := rune(c.text[at]), 1
	for _, first := range c.text[at:] {
		r, size = first, len(string(first))
		break
	}
	c.repeats = strings.ContainsRune(keys+"xX", r)
	switch {
	case r == 'R':
		c.marks = append(c.marks, at)
	case c.repeats || strings.ContainsRune(letters+",", r):
	case strings.ContainsRune("trsh", r):
		c.problems.Doubt(at, "letters of a digit map are of one case, and "+syntax.Quote(r)+" is none", "write "+strings.ToUpper(string(r)))
		c.problems.Instead(at, 1, strings.ToUpper(string(r)))
	case r == '-' || r == '!':
		c.problems.Doubt(at, syntax.Quote(r)+" means nothing here", "a hyphen stands in brackets: [2-9]")
	case strings.ContainsRune("])(", r):
		c.problems.Wrong(at, syntax.Quote(r)+" has no counterpart", "")
	default:
		c.problems.Wrong(at, syntax.Quote(r)+" is no character of a digit map", "")
	}
	return at + size
}

// endPattern holds a pattern as a whole against the rules.
func (c *checker) endPattern(to int, several bool) {
	c.patterns++
	if !c.holds {
		if several {
			c.problems.Doubt(min(c.pattern, to), `a pattern is missing: nothing stands on one side of the "|"`, "")
		}
		return
	}
	if n := len(c.marks) % 3; n != 0 {
		c.problems.Doubt(c.marks[len(c.marks)-n], "R comes in threes, as in R9R604R, and this pattern has "+strconv.Itoa(len(c.marks))+", so it matches nothing", "")
		return
	}
	if c.address {
		return
	}
	for i := 0; i < len(c.marks); i += 3 {
		first, second, third := c.marks[i], c.marks[i+1], c.marks[i+2]
		if n := strings.IndexByte(c.text[first:second], 'T'); n >= 0 {
			c.problems.Doubt(first+n, "what R replaces cannot wait: T has no place in it", "")
		}
		sent := c.text[second+1 : third]
		if n := len(sent) - len(strings.TrimLeft(sent, "0123456789*#+ ")); n < len(sent) {
			c.problems.Doubt(second+1+n, "what R sends has only digits, * # and +, so the pattern matches nothing", "")
		}
	}
}
