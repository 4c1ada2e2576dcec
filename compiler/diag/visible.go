package diag

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names of files, of users and of parameters become part of sentences. Whatever is in
// them, a finding is one line of a log, no terminal obeys it, and it reads in one
// direction: what cannot be seen is shown as CUE would write it.

// Visible is a text with such characters escaped.
func Visible(text string) string {
	if !strings.ContainsFunc(text, isInvisible) {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], string(r)):
			b.WriteString(`\x` + strconv.FormatUint(uint64(text[i]), 16))
		case isInvisible(r):
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isInvisible(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }

// visible are findings of which every sentence can be seen.
func (l List) visible() List {
	shown := make(List, len(l))
	for i, d := range l {
		d.Summary, d.Detail, d.Hint = Visible(d.Summary), Visible(d.Detail), Visible(d.Hint)
		d.Related = nil
		for _, r := range l[i].Related {
			d.Related = append(d.Related, Related{Visible(r.Message), r.Pos})
		}
		shown[i] = d
	}
	return shown
}
