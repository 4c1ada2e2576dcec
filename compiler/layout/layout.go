// Package layout lays text out for terminals, logs and e-mails, in lines of a width.
//
// Lines break between words. A word that is longer than a line stays whole, so that it
// can be copied. No line begins with what the log of a forge would take for a command
// of its own, whatever names are in the text.
package layout

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Width is how many columns a text takes on a terminal. Colours take none.
func Width(text string) int {
	n := 0
	for {
		before, rest, coloured := strings.Cut(text, "\x1b[")
		n += uniseg.StringWidth(before)
		if !coloured {
			return n
		}
		if _, text, coloured = strings.Cut(rest, "m"); !coloured {
			return n
		}
	}
}

// Wrap breaks a text into lines of at most a width, all but the first of them indented.
// Blanks before the first word stay. A width of 0 breaks nothing. Each line ends in a
// line feed.
func Wrap(text, indent string, width int) string {
	if width <= 0 {
		return text + "\n"
	}
	var b strings.Builder
	lead := text[:len(text)-len(strings.TrimLeft(text, " "))]
	b.WriteString(lead)
	room := width - len(lead)
	for i, word := range words(text[len(lead):]) {
		length := Width(word)
		switch {
		case i == 0:
		case 1+length <= room:
			b.WriteByte(' ')
			room--
		default:
			b.WriteString("\n" + indent)
			room = width - len(indent)
		}
		b.WriteString(word)
		room -= length
	}
	b.WriteByte('\n')
	return b.String()
}

// words are what a text may be broken between.
func words(text string) []string {
	var all []string
	for word := range strings.SplitSeq(text, " ") {
		if last := len(all) - 1; last >= 0 && staysBehind(word) {
			all[last] += " " + word
			continue
		}
		all = append(all, word)
	}
	return all
}

// staysBehind reports whether a word never begins a line: a dot between two things, or
// what GitHub's log would obey there.
func staysBehind(word string) bool { return word == "·" || strings.HasPrefix(word, "::") }

// Table sets rows into columns, two blanks apart. It reports false where that is wider
// than a width, which is 0 for any.
func Table(rows [][]string, width int) (lines []string, fits bool) {
	var columns []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(columns) {
				columns = append(columns, 0)
			}
			columns[i] = max(columns[i], Width(cell))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			if i > 0 {
				b.WriteString("  ")
			}
			b.WriteString(cell + strings.Repeat(" ", columns[i]-Width(cell)))
		}
		line := strings.TrimRight(b.String(), " ")
		if width > 0 && Width(line) > width {
			return nil, false
		}
		lines = append(lines, line)
	}
	return lines, true
}
