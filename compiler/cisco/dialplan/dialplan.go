// Package dialplan reads dial plans of SPA phones: what may be dialled, what is sent
// for it, and when a number is whole.
//
//	plan     = { ( "S" | "L" ) ":" seconds "," } "(" sequence { "|" sequence } ")" .
//	sequence = { element } [ "!" ] .                  (barred with "!")
//	element  = key | "x" | "X" | "[" keys "]"         (a key, any digit, one of several)
//	         | "."                                    (the element before it, any number of times)
//	         | ","                                    (plays the outside line tone)
//	         | "<" dialled ":" sent ">"               (sends something else than was dialled)
//	         | ( "S" | "L" | "P" ) seconds .          (short or long timer from here; a pause)
//	key      = "0" … "9" | "*" | "#" | "+" .
//
// Blanks are free. An empty plan and an empty pair of parentheses are plans. What is
// sent may name a gateway or an address: <:@gw0>.
//
// Sources: the administration guides of the SPA 300, 500 and 900 series and of the
// SPA-2000 (dial plan script).
package dialplan

import (
	"regexp"
	"strings"

	"provc/compiler/syntax"
)

const (
	keys   = "0123456789*#+"
	listed = keys + "xX, " // in brackets
	hint   = "write sequences in one pair of parentheses: (911|[2-9]xxx|xx.)"
)

// timers stand before the parentheses.
var timers = regexp.MustCompile(`^ *([SLsl] *: *[0-9]+ *, *)*$`)

// Check finds what is wrong with a dial plan. Wrong are brackets that do not pair,
// parentheses within parentheses, and characters that no dial plan has.
func Check(text string) []syntax.Problem {
	c := checker{text: text, group: -1, barred: -1}
	for i := 0; i < len(text); {
		i = c.element(i)
	}
	switch {
	case c.group >= 0:
		c.problems.Wrong(c.group, `nothing closes the "("`, hint)
	case c.groups == 0 && strings.TrimSpace(text) != "":
		c.problems.Doubt(0, "a dial plan stands in parentheses", hint)
		c.problems.Instead(0, len(c.text), "("+c.text+")")
	}
	return c.problems.Sorted()
}

type checker struct {
	text     string
	problems syntax.Problems
	groups   int // pairs of parentheses
	group    int // where the one at hand begins; -1 outside of them
	beyond   bool
	sequence int // where the sequence at hand begins
	holds    bool
	repeats  bool // its last element can be repeated
	barred   int  // where its "!" is; -1 without
}

// begin starts a sequence.
func (c *checker) begin(at int) {
	c.sequence, c.holds, c.repeats, c.barred = at, false, false, -1
}

// element reads what stands at a place, and returns the place behind it.
func (c *checker) element(at int) int {
	switch b := c.text[at]; b {
	case '(':
		c.open(at)
	case ')':
		c.close(at)
	case '|':
		c.bar(at)
	case ' ':
	case '[':
		c.content(at)
		end, closed := syntax.Brackets(c.text, at, listed, &c.problems)
		c.repeats = closed
		return end
	case '<':
		c.content(at)
		c.repeats = true
		return c.substitution(at)
	default:
		return c.character(at)
	}
	return at + 1
}

func (c *checker) open(at int) {
	switch {
	case c.group >= 0:
		c.problems.Wrong(at, "there are parentheses within parentheses", hint)
		return
	case c.groups == 0 && !timers.MatchString(c.text[:at]):
		c.problems.Doubt(0, "only timers stand before the parentheses", "write S:4, or L:10, or put it into the parentheses")
	case c.groups > 0:
		c.outside(at)
	}
	c.group = at
	c.groups++
	c.begin(at + 1)
}

func (c *checker) close(at int) {
	if c.group < 0 {
		c.problems.Wrong(at, `the ")" has no counterpart`, hint)
		return
	}
	empty := strings.TrimSpace(c.text[c.group+1:at]) == ""
	c.end(at, !empty)
	c.group = -1
}

// bar ends a sequence, where there is one.
func (c *checker) bar(at int) {
	if c.group < 0 {
		c.content(at)
		return
	}
	c.end(at, true)
	c.begin(at + 1)
}

// end holds a sequence as a whole against the rules.
func (c *checker) end(at int, wanted bool) {
	if !c.holds && wanted {
		c.problems.Doubt(min(c.sequence, at), `a sequence is missing: nothing stands on one side of the "|"`, "")
	}
}

// content notes that something stands at a place other than a blank or a bar.
func (c *checker) content(at int) {
	if c.group < 0 && c.groups > 0 {
		c.outside(at)
	}
	if c.holds = true; c.barred >= 0 {
		c.problems.Doubt(c.barred, `"!" bars a sequence and stands at its end`, "")
		c.barred = -1
	}
}

// outside tells of text after the parentheses, once.
func (c *checker) outside(at int) {
	if !c.beyond {
		c.problems.Doubt(at, "nothing of a dial plan stands after its parentheses", hint)
	}
	c.beyond = true
}

// substitution reads what stands in angle brackets.
func (c *checker) substitution(at int) int {
	for i := at + 1; i < len(c.text); i++ {
		switch c.text[i] {
		case '>':
			if !strings.Contains(c.text[at:i], ":") {
				c.problems.Doubt(at, `a substitution has a colon between what is dialled and what is sent`, "write <9:> to send nothing for 9, <:1> to send 1 before the rest")
			}
			return i + 1
		case '[':
			n := strings.IndexAny(c.text[i+1:], "[]()<>|")
			if n < 0 || c.text[i+1+n] != ']' {
				c.problems.Wrong(i, `nothing closes the "["`, `keys stand in brackets: [2-9]`)
				return i + 1
			}
			i += n + 1
		case '(', ')', '<', '|', ']':
			c.problems.Wrong(at, `nothing closes the "<"`, "write <9:> to send nothing for 9, <:1> to send 1 before the rest")
			return i
		}
	}
	c.problems.Wrong(at, `nothing closes the "<"`, "write <9:> to send nothing for 9, <:1> to send 1 before the rest")
	return len(c.text)
}

func (c *checker) character(at int) int {
	r, size := rune(c.text[at]), 1
	for _, first := range c.text[at:] {
		r, size = first, len(string(first))
		break
	}
	// Before the parentheses, timers are held against their own form.
	within := c.group >= 0
	repeats := false
	c.content(at)
	switch {
	case strings.ContainsRune(keys+"xX", r):
		repeats = true
	case r == '!':
		c.barred = at
	case r == '.':
		if within && !c.repeats {
			c.problems.Doubt(at, "there is nothing before the point that it could repeat", "write x. for any number of digits")
		}
	case strings.ContainsRune("SLPslp", r):
		c.timer(at, within)
	case r == ',':
	case r == ':' || r == '-':
		if within {
			c.problems.Doubt(at, syntax.Quote(r)+" means nothing here", "")
		}
	case r == ']' || r == '>':
		c.problems.Wrong(at, syntax.Quote(r)+" has no counterpart", "")
	case r == '&':
		c.problems.Wrong(at, `"&" is no character of a dial plan`, "write < and > as they are: provc escapes them")
	default:
		c.problems.Wrong(at, syntax.Quote(r)+" is no character of a dial plan", "")
	}
	c.repeats = repeats
	return at + size
}

// timer holds S, L and P against their form: the seconds follow.
func (c *checker) timer(at int, within bool) {
	letter := strings.ToUpper(c.text[at : at+1])
	switch next := c.text[at+1:]; {
	case !within:
	case next == "" || next[0] < '0' || next[0] > '9':
		c.problems.Doubt(at, letter+" wants a number of seconds", "write "+letter+"0, for none")
		c.problems.Instead(at, 1, letter+"0")
	case letter != c.text[at:at+1]:
		c.problems.Doubt(at, "the letters of timers are capital", "write "+letter)
		c.problems.Instead(at, 1, letter)
	}
}
