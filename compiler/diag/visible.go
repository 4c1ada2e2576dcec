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

// Visible is a text with such characters escaped, and with what the logs of forges obey
// in the midst of a line.
func Visible(text string) string {
	if strings.Contains(text, "##") {
		text = logCommands.Replace(text)
	}
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

// logCommands are what GitHub (actions/runner, ActionCommand.cs) and Azure Pipelines
// take for commands, wherever in a line they stand.
var logCommands = strings.NewReplacer("##[", `#\x23[`, "##vso[", `#\x23vso[`)

// Line is a text as a line of its own: GitHub obeys a line that begins with two colons.
func Line(text string) string {
	text = Visible(text)
	if blanks := len(text) - len(strings.TrimLeft(text, " ")); isCommand(text) {
		text = text[:blanks] + `\x3a` + text[blanks+1:]
	}
	return text
}

func isCommand(text string) bool { return strings.HasPrefix(strings.TrimLeft(text, " "), "::") }

func isInvisible(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }

// visible are findings of which every sentence can be seen.
func (l List) visible() List {
	shown := make(List, len(l))
	for i, d := range l {
		d.Summary, d.Detail, d.Hint = Visible(d.Summary), Visible(d.Detail), Visible(d.Hint)
		if d.Fix != nil {
			fix := *d.Fix
			fix.Title = Visible(fix.Title)
			d.Fix = &fix
		}
		d.Related = nil
		for _, r := range l[i].Related {
			d.Related = append(d.Related, Related{Visible(r.Message), r.Pos})
		}
		shown[i] = d
	}
	return shown
}
