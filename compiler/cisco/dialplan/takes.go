package dialplan

import (
	"regexp"
	"strings"
)

// Takes reports whether a number can be dialled by a dial plan: one of its sequences fits
// it, the first of those bars it not. A text that is no dial plan takes none.
func Takes(plan, number string) bool {
	_, within, ok := strings.Cut(plan, "(")
	if !ok {
		return false
	}
	within, _, _ = strings.Cut(within, ")")
	for _, sequence := range sequences(within) {
		pattern, barred := expression(sequence)
		if re, err := regexp.Compile("^(?:" + pattern + ")$"); err == nil && re.MatchString(number) {
			return !barred
		}
	}
	return false
}

// sequences splits at bars that do not stand in brackets.
func sequences(text string) []string {
	var all []string
	depth, from := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '[', '<':
			depth++
		case ']', '>':
			depth--
		case '|':
			if depth == 0 {
				all = append(all, text[from:i])
				from = i + 1
			}
		}
	}
	return append(all, text[from:])
}

// timer is a timer or a pause with its seconds.
var timer = regexp.MustCompile(`[SLPslp][0-9.]*`)

// substituted is what is sent in the place of what is dialled.
var substituted = regexp.MustCompile(`<([^:>]*):[^>]*>`)

// expression is what a sequence takes, as a regular expression.
func expression(sequence string) (pattern string, barred bool) {
	sequence = timer.ReplaceAllString(strings.ReplaceAll(sequence, " ", ""), "")
	sequence = substituted.ReplaceAllString(sequence, "$1")
	var b strings.Builder
	for i := 0; i < len(sequence); i++ {
		switch c := sequence[i]; c {
		case 'x', 'X':
			b.WriteString("[0-9]")
		case '.':
			b.WriteString("*") // the element before it, any number of times
		case '!':
			barred = true
		case ',', '<', '>', ':':
		case '[':
			end := strings.IndexByte(sequence[i:], ']')
			if end < 0 {
				return "$.", false // takes nothing
			}
			set := strings.NewReplacer("x", "0-9", "X", "0-9", ",", "", "^", "").Replace(sequence[i+1 : i+end])
			b.WriteString("[" + set + "]")
			i += end
		default:
			b.WriteString(regexp.QuoteMeta(string(c)))
		}
	}
	return b.String(), barred
}
