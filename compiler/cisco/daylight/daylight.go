// Package daylight reads the rule by which an SPA phone begins and ends daylight
// saving time.
//
//	rule  = [ item { ";" item } [ ";" ] ] .
//	item  = "start" "=" date | "end" "=" date | "save" "=" [ "+" | "-" ] time .
//	date  = month "/" day "/" weekday [ "/" time ] .
//	time  = hours [ ":" minutes [ ":" seconds ] ] .
//
// A month is 1 to 12. A day is 1 to 31: the weekday on or after it; or -1 to -31: the
// last such weekday before the end of the month for -1, else the one on or before. A
// weekday is 1 (Monday) to 7, or 0: the very day. Without a time of day it is
// midnight. Blanks are free, and so is the case of the words.
//
// Source: the administration guides of the SPA 300, 500 and 900 series (Daylight
// Saving Time Rule).
package daylight

import (
	"fmt"
	"strconv"
	"strings"

	"provc/compiler/syntax"
)

const example = "start=3/-1/7/2;end=10/-1/7/3;save=1"

var words = []string{"start", "end", "save"}

// Check finds what is wrong with a rule. Wrong are items that begin with another
// word than start, end and save, and characters that no time has.
func Check(text string) []syntax.Problem {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	c := checker{set: map[string]bool{}}
	for _, item := range syntax.Split(text, ';') {
		if item.Text != "" {
			c.item(item)
		}
	}
	for _, word := range words {
		if !c.set[word] && !c.vague {
			c.problems.Doubt(0, "nothing says "+missing[word], "write it as in "+example)
		}
	}
	return c.problems.Sorted()
}

var missing = map[string]string{
	"start": "when daylight saving begins (start)",
	"end":   "when daylight saving ends (end)",
	"save":  "how much time is added (save)",
}

type checker struct {
	problems syntax.Problems
	set      map[string]bool
	vague    bool // an item may be any of the three
}

func (c *checker) item(item syntax.Part) {
	key, value, found := item.Cut('=')
	if !found {
		if c.characters(item) {
			c.problems.Doubt(item.Offset, "this begins with none of start, end and save", "write it as in "+example)
		}
		c.vague = true
		return
	}
	word := strings.ToLower(key.Text)
	if missing[word] == "" {
		c.problems.Wrong(key.Offset, "an item begins with start, end or save", "write it as in "+example)
		c.vague = true
		return
	}
	if c.set[word] {
		c.problems.Doubt(key.Offset, word+" is there twice", "")
	}
	c.set[word] = true
	if !c.characters(value) {
		return
	}
	if word == "save" {
		c.saved(value)
	} else {
		c.date(value)
	}
}

// characters reports whether a value has only characters of times and dates.
func (c *checker) characters(value syntax.Part) bool {
	for i, r := range value.Text {
		if !strings.ContainsRune("0123456789/:+- ", r) {
			c.problems.Wrong(value.Offset+i, syntax.Quote(r)+" is no character of a date or a time", "write it as in "+example)
			return false
		}
	}
	return true
}

func (c *checker) date(value syntax.Part) {
	parts := syntax.Split(value.Text, '/')
	if len(parts) < 3 || len(parts) > 4 {
		c.problems.Doubt(value.Offset, "a date is month/day/weekday, with or without /hour:minute", "write it as in "+example)
		return
	}
	for i := range parts {
		parts[i].Offset += value.Offset
	}
	c.number(parts[0], "a month", 1, 12)
	day, sure := c.number(parts[1], "a day", -31, 31)
	if sure && day == 0 {
		c.problems.Doubt(parts[1].Offset, "a day is 1 to 31, or -1 to -31 from the end of the month", "")
	}
	if weekday, ok := c.number(parts[2], "a weekday", 0, 7); ok && weekday == 0 && sure && day < 0 {
		c.problems.Doubt(parts[2].Offset, "weekday 0 means the very day, which cannot be negative", "")
	}
	if len(parts) == 4 {
		c.time(parts[3])
	}
}

// saved reads the time that is added.
func (c *checker) saved(value syntax.Part) {
	length := strings.TrimLeft(value.Text, "/") // which the guide has, too
	length = strings.TrimLeft(strings.TrimLeft(length, "+-"), " ")
	c.time(syntax.Part{Text: length, Offset: value.Offset + len(value.Text) - len(length)})
}

func (c *checker) time(value syntax.Part) {
	parts := syntax.Split(value.Text, ':')
	if len(parts) > 3 {
		c.problems.Doubt(value.Offset, "a time is hours, minutes and seconds at most", "")
		return
	}
	for i, p := range parts {
		p.Offset += value.Offset
		if i == 0 {
			c.number(p, "an hour", 0, 23)
		} else {
			c.number(p, "a minute or second", 0, 59)
		}
	}
}

// number reads a whole number, and doubts what is none or out of range.
func (c *checker) number(p syntax.Part, what string, from, to int) (int, bool) {
	n, err := strconv.Atoi(p.Text)
	if err != nil || n < from || n > to {
		c.problems.Doubt(p.Offset, fmt.Sprintf("%s is %d to %d", what, from, to), "")
		return 0, false
	}
	return n, true
}
