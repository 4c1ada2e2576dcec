package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"provc/compiler/layout"
)

// TextOptions say how findings are laid out for people.
type TextOptions struct {
	Colour bool
	Width  int // of a line, in characters; 0 does not break lines
}

// WriteText prints findings for people: where, what and, if it is known, the line with
// a caret under the place; indented, the other places that it is about.
//
//	ward.cue:12:20: error: prov.login.requierd is no parameter of the 84-Series; did
//	    you mean prov.login.required? [parameter-unknown]
//	  12 |     params: prov: login: requierd: true
//	     |                          ^
//	ward.cue:20:9: error: handset 00907a0e7fe5 is listed in two deployments
//	    [mac-duplicate]
//	    ward.cue:7:9: it is listed here, too
func WriteText(w io.Writer, l List, o TextOptions) error {
	var b strings.Builder
	for _, d := range l.visible() {
		severity := d.Severity.String()
		place := ""
		if d.Pos.IsValid() {
			place = d.Pos.String() + ": "
		}
		lines := layout.Wrap(fmt.Sprintf("%s%s: %s [%s]", place, severity, d.Message(), d.Check), "    ", o.Width)
		if o.Colour {
			lines = strings.Replace(lines, place+severity, place+colours[d.Severity]+severity+"\x1b[0m", 1)
		}
		b.WriteString(lines)
		if d.Excerpt != nil {
			d.Excerpt.write(&b, d.Pos.Line, o)
		}
		for _, r := range d.Related {
			b.WriteString(layout.Wrap(fmt.Sprintf("    %s: %s", r.Pos, r.Message), "        ", o.Width))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var colours = map[Severity]string{Error: "\x1b[1;31m", Warning: "\x1b[1;33m", Note: "\x1b[1;36m"}

// write prints the line with its number, and the caret under it. Of a line that is too
// long, it is the part around the caret.
func (e *Excerpt) write(b *strings.Builder, line int, o TextOptions) {
	number := fmt.Sprintf("%4d | ", line)
	text, caret := []rune(e.Text), min(e.Caret, utf8.RuneCountInString(e.Text))
	if before, all := string(text[:caret]), logCommands.Replace(e.Text); all != e.Text {
		text, caret = []rune(all), utf8.RuneCountInString(logCommands.Replace(before))
	}
	if indent := len(e.Text) - len(strings.TrimLeft(e.Text, " ")); indent > 2 {
		text, caret = text[indent-2:], max(0, caret-indent+2)
	}
	if room := o.Width - utf8.RuneCountInString(number); o.Width > 0 && room > 10 && len(text) > room {
		from := max(0, min(caret-room/2, len(text)-room))
		to := min(len(text), from+room)
		part := append([]rune(nil), text[from:to]...)
		if from > 0 {
			part[0] = '…'
		}
		if to < len(text) {
			part[len(part)-1] = '…'
		}
		text, caret = part, caret-from
	}
	sign := "^"
	if o.Colour {
		sign = "\x1b[1m^\x1b[0m"
	}
	fmt.Fprintf(b, "%s%s\n     | %s%s\n", number, string(text), strings.Repeat(" ", caret), sign)
}
