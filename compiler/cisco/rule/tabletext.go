package rule

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

const firstMatch = "The first row that matches applies."

// Text is the table with aligned columns, for a terminal. It ends without a
// newline.
func (d *Decision) Text() string {
	lines := d.cells()
	width := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, c := range line {
			line[i] = string(printable(c))
			width[i] = max(width[i], utf8.RuneCountInString(line[i]))
		}
	}
	var b strings.Builder
	b.WriteString(firstMatch + "\n")
	for n, line := range lines {
		text := ""
		for i, c := range line {
			text += c + strings.Repeat(" ", 2+width[i]-utf8.RuneCountInString(c))
		}
		b.WriteString("\n" + strings.TrimRight(text, " "))
		if n == 0 {
			b.WriteByte('\n')
			rule := ""
			for _, w := range width {
				rule += strings.Repeat("-", w) + "  "
			}
			b.WriteString(strings.TrimRight(rule, " "))
		}
	}
	for _, note := range d.notes() {
		b.WriteString("\n\n" + note)
	}
	return b.String()
}

// Markdown is the table for a page. It ends without a newline.
func (d *Decision) Markdown() string {
	var b strings.Builder
	b.WriteString(firstMatch + "\n")
	for n, line := range d.cells() {
		b.WriteString("\n|")
		for i, c := range line {
			b.WriteString(" " + d.markdownCell(n, i, c) + " |")
		}
		if n == 0 {
			b.WriteString("\n|" + strings.Repeat(" --- |", len(line)))
		}
	}
	for _, note := range d.notes() {
		b.WriteString("\n\n" + escapeMarkdown(note))
	}
	return b.String()
}

// markdownCell sets text of the rule as code, so that neither * nor $ has a
// meaning, and other text plain.
func (d *Decision) markdownCell(row, column int, text string) string {
	ofRule := column > len(d.Columns) && text != dash && text != "nothing" && text != "yes" && text != "no"
	if row == 0 {
		ofRule = column > 0 && column <= len(d.Columns)
	}
	if ofRule && d.Context != Trigger || ofRule && row == 0 {
		return markdownCode(text)
	}
	return escapeMarkdown(text)
}

// markdownCode is a code span in a table cell; there a bar is escaped even in
// code.
func markdownCode(text string) string {
	text = strings.ReplaceAll(string(printable(text)), "|", `\|`)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		text = " " + text + " "
	}
	return fence + text + fence
}

func escapeMarkdown(text string) string {
	var b strings.Builder
	for _, c := range printable(text) {
		if strings.ContainsRune("\\`*_{}[]<>|$#~&", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

func (d *Decision) notes() []string {
	var notes []string
	for _, u := range d.Unreachable {
		notes = append(notes, fmt.Sprintf("Alternative %d is never taken: %s.", u.Alternative+1, u.Reason))
	}
	if d.Partial {
		notes = append(notes, "The rule is too involved to know of every alternative whether it can be taken.")
	}
	return notes
}

// reason says why an alternative is never taken.
func (r reach) reason() string {
	if r.never {
		return "its condition never holds"
	}
	names := make([]string, len(r.coverers))
	for i, c := range r.coverers {
		names[i] = number(c)
	}
	switch {
	case len(names) == 1:
		return "alternative " + names[0] + " holds whenever it would"
	case len(names) > 5:
		return "one of those before it always holds first"
	}
	last := len(names) - 1
	return "one of the alternatives " + strings.Join(names[:last], ", ") + " and " + names[last] + " always holds first"
}

// number counts an alternative from 1, for people.
func number(alternative int) string {
	if alternative < 0 {
		return "none"
	}
	return strconv.Itoa(alternative + 1)
}

// dash stands in a cell that has nothing to say.
const dash = "-"

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
