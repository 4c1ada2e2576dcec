// Package markdown writes what an editor is told: Markdown, which some editors show as it
// is, so that no more of it is escaped than must be.
package markdown

import (
	"strings"
	"unicode"

	"provc/compiler/value"
)

// Code is a name in the letters of code.
func Code(name string) string {
	return "`" + strings.NewReplacer("`", "'", "\n", " ", "\r", " ").Replace(value.Masked(name)) + "`"
}

// Prose is text of which nothing becomes markup.
func Prose(text string) string {
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

// Capital begins a sentence with a text.
func Capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
