package schema_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// characters is which characters a text may have in one place: a line behind *, with a
// text in which § is that place, and a set as regular expressions have it.
type characters struct {
	text string
	set  *regexp.Regexp
}

func readCharacters(t *testing.T, line string) characters {
	t.Helper()
	end := strings.LastIndexByte(line, ' ')
	if end < 0 || !strings.Contains(line, "§") {
		t.Fatalf("not a place and a set: %s", line)
	}
	return characters{line[:end], regexp.MustCompile("^" + line[end+1:] + "$")}
}

// each makes the text with each character that can be printed in ASCII, and some others.
func (c characters) each(try func(text string, right bool)) {
	with := func(r rune) {
		quoted := strconv.QuoteToASCII(string(r))
		if short, ok := strings.CutPrefix(quoted, `"\x`); ok {
			quoted = `"\u00` + short
		}
		try(strings.ReplaceAll(c.text, "§", quoted[1:len(quoted)-1]), c.set.MatchString(string(r)))
	}
	for r := ' '; r <= '~'; r++ {
		with(r)
	}
	for _, r := range "\x00\t\n\x7fé\u2028\U0001F600" {
		with(r)
	}
}
