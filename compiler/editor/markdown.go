package editor

import (
	"strings"
	"unicode"

	"provc/compiler/value"
)

// What is told is Markdown, which some editors show as it is: no more of it is escaped
// than must be.

// code is a name in the letters of code.
func code(name string) string {
	return "`" + strings.NewReplacer("`", "'", "\n", " ", "\r", " ").Replace(value.Masked(name)) + "`"
}

// prose is text of which nothing becomes markup.
func prose(text string) string {
	var b strings.Builder
	before := ' '
	runes := []rune(text)
	for i, r := range runes {
		next := ' '
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		switch {
		case strings.ContainsRune("\\`*[]<~", r),
			r == '_' && !(isLetter(before) && isLetter(next)), // within a word it is none
			strings.ContainsRune("#>|+-=", r) && i == 0:
			b.WriteByte('\\')
		case r == '&' && (unicode.IsLetter(next) || next == '#'):
			b.WriteString("&amp;")
			before = r
			continue
		case r == '\n' || r == '\r':
			r = ' '
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
