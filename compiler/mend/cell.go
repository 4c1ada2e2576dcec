package mend

import (
	"strings"

	"provc/compiler/diag"
)

// cell gives the cell of a table another spelling, or the ID that it is: one that holds
// nothing else, in quotes or without. What it holds must look the same in each of CSV, JSON
// and YAML.
func (t *Text) cell(f diag.Fix, at int) ([]Edit, bool) {
	var w diag.Word
	switch {
	case f.Word != nil:
		w = *f.Word
	case len(f.Moves) == 1 && len(f.Moves[0].To) == 1:
		w = diag.Word{Old: f.Moves[0].From, New: f.Moves[0].To[0]}
	}
	if w.Old == "" || !isPlain(w.New) {
		return nil, false
	}
	rest := string(t.bytes[at:])
	quote := ""
	if rest != "" && strings.Contains(`"'`, rest[:1]) {
		quote = rest[:1]
	}
	behind, ok := strings.CutPrefix(rest, quote+w.Old+quote)
	if behind = strings.TrimLeft(behind, " "); !ok || behind != "" && !strings.Contains(",;\t\r\n}]", behind[:1]) {
		return nil, false
	}
	from := at + len(quote)
	return []Edit{swap(from, from+len(w.Old), w.New)}, true
}

// isPlain reports whether a text is letters, digits and some signs that no table reads as
// its own.
func isPlain(text string) bool {
	return text != "" && strings.Trim(text, "-.") == text && !strings.ContainsFunc(text, func(r rune) bool { return !isLetter(r) && r != '-' && r != '.' })
}
