package diff

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"

	"provc/compiler/diag"
	"provc/compiler/layout"
)

// TextOptions say how to print for people.
type TextOptions struct {
	Verbose bool // all files, all names, and what could not be compared
	Colour  bool
	Width   int // of a line, in columns; 0 does not break lines
}

// maxLosses is how many losses of a kind are told one by one.
const maxLosses = 12

var symbols = map[Kind]string{Added: "+", Removed: "-", Changed: "~", Renamed: ">", Unknown: "?", Moved: "*"}

// Colours of symbols, as in other diffs: what came is green, what went is red.
var colours = map[Kind]string{Added: "32", Removed: "31", Changed: "33", Renamed: "36", Unknown: "2", Moved: "33"}

// WriteText prints a diff for people, short unless verbose: files that change
// alike are one block, and a closing line sums up.
//
//	~ site.cfg
//	  ~ prov.login.persistent: 1 → 0    clinic.cue:27
//	    12 handsets, every handset that is not listed, 3 users · may restart · at boot
//
//	0 added, 0 removed, 1 changed; 12 handsets affected: 12 may restart; …
func WriteText(w io.Writer, d *Diff, o TextOptions) error {
	t := &text{Diff: d, TextOptions: o}
	if d.Empty() {
		t.line("no difference")
		if s := d.Summary(); s.Unknown > 0 {
			t.line("%s", s.notCompared())
		}
	} else {
		for _, b := range d.blocks(o.Verbose) {
			t.block(b)
		}
		t.notes()
		t.losses("users who lose their profile", d.LosesProfile)
		t.losses("handsets that lose a registration", d.LosesRegistration)
		t.line("%s", d.Summary().Line())
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

type text struct {
	*Diff
	TextOptions
	b strings.Builder
}

// line adds a line, broken between words. What goes on is indented by four more blanks.
func (t *text) line(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	t.b.WriteString(layout.Wrap(line, indent(line), t.Width))
}

func indent(line string) string { return line[:len(line)-len(strings.TrimLeft(line, " "))] + "    " }

// placed adds a line and the place that it is about: behind it, or below where there is
// no room.
func (t *text) placed(line string, pos diag.Pos) {
	if !pos.IsValid() {
		t.line("%s", line)
		return
	}
	place := t.paint("2", pos.String())
	if t.Width > 0 && layout.Width(line)+4+layout.Width(place) > t.Width {
		t.line("%s", line)
		t.line("%s%s", indent(line), place)
		return
	}
	t.line("%s    %s", line, place)
}

func (t *text) paint(code, s string) string {
	if !t.Colour || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (t *text) symbol(k Kind) string { return t.paint(colours[k], symbols[k]) }

func (t *text) block(b block) {
	f := b.files[0]
	head := diag.Quoted(f.Path)
	if f.Kind == Renamed {
		head = diag.Quoted(f.OldPath) + " → " + diag.Quoted(f.Path)
	}
	head = t.paint("1", head)
	if s := f.Subject(); s != "" {
		head += ", " + s
	}
	if n := f.parameters(); n > 0 {
		head += ", " + plural(n, "parameter")
	}
	pos := f.Pos
	if f.Kind == Changed {
		pos = diag.Pos{} // its changes have places of their own
	}
	t.placed(t.symbol(f.Kind)+" "+head, pos)
	changes := f.Told()
	if t.Verbose {
		changes = f.Effective()
	}
	told := t.entries(b, changes, t.Verbose)
	if also := b.also(told); also != "" {
		t.line("  %s", also)
	}
	if f.opaque && f.Kind == Changed {
		t.line("  ~ its content")
	}
	t.changes(told, b)
	if folded := t.withoutEffect(f); folded != "" && !t.Verbose {
		t.line("  %s", diag.Visible(folded))
	}
	t.line("")
}

// changes tells changes, once with whom they reach and what they do where that is the
// same for several.
func (t *text) changes(all []*entry, b block) {
	for i, ch := range all {
		head := "  " + t.symbol(ch.Kind) + " " + diag.Quoted(ch.Parameter) + ": " + ch.each(t.values)
		if initial := ch.initial(); initial != "" {
			head += " (" + initial + ")"
		}
		t.placed(head, ch.Pos)
		if i+1 == len(all) || !slices.Equal(all[i+1].says(), ch.says()) || ch.Decides != nil {
			for _, said := range ch.says() {
				if said != "" {
					t.line("    %s", said)
				}
			}
		}
		if ch.Decides != nil {
			t.rule(b, ch.Decides)
		}
	}
}

// values is what a parameter was and is. Where the text changes in part, colour
// shows which part.
func (t *text) values(ch *Change) string {
	switch {
	case ch.Kind == Moved:
	case !ch.Had():
		return ch.New.String()
	case !ch.Has():
		return ch.Old.String()
	}
	if ch.Decides != nil && !t.Verbose {
		return "decides otherwise"
	}
	if edited := ch.edited(); edited != "" && !t.Verbose {
		return edited
	}
	old, new := ch.Old.String(), ch.New.String()
	if ch.Kind == Moved {
		return orNothing(old, ch.Had()) + " → " + orNothing(new, ch.Has())
	}
	if ch.Old.Hidden && ch.New.Hidden {
		return mask + ", changed"
	}
	if !t.Colour || ch.Old.hidden() || ch.New.hidden() {
		return old + " → " + new
	}
	var a, b strings.Builder
	for _, part := range intraline(old, new) {
		switch part.Type {
		case diffmatchpatch.DiffDelete:
			a.WriteString(t.paint("31;1", part.Text))
		case diffmatchpatch.DiffInsert:
			b.WriteString(t.paint("32;1", part.Text))
		default:
			a.WriteString(part.Text)
			b.WriteString(part.Text)
		}
	}
	return a.String() + " → " + b.String()
}

// orNothing is a value that may be absent.
func orNothing(s string, ok bool) string {
	if !ok {
		return "nothing"
	}
	return s
}

// intraline tells the parts of a text that change, in whole words where that
// reads better.
func intraline(old, new string) []diffmatchpatch.Diff {
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same for the same input, however busy the machine
	return d.DiffCleanupSemantic(d.DiffMain(old, new, false))
}

// rule is a decision table, or, where that is too wide, what it says in words.
// Of files that carry the same change, the others say where it stands.
func (t *text) rule(b block, r *Decisions) {
	const lead = "      "
	if first := r.carriers[0]; !b.has(first) && !t.Verbose {
		t.line(lead+"as in %s", diag.Quoted(first))
		return
	}
	if also := r.carried(b); also != "" {
		t.line(lead+"%s", also)
	}
	rows := [][]string{append([]string{" "}, r.Columns...)}
	for _, row := range r.Rows {
		rows = append(rows, append([]string{cmp.Or(symbols[row.Kind], " ")}, row.Cells...))
	}
	if lines, fits := layout.Table(rows, max(0, t.Width-len(lead))); fits {
		for i, line := range lines {
			kind := Kind("")
			if i > 0 {
				kind = r.Rows[i-1].Kind
			}
			t.b.WriteString(lead + t.paint(colours[kind], line) + "\n")
		}
		return
	}
	for _, c := range r.Cases() {
		t.line(lead+"%s:", c.When)
		for _, does := range c.Does {
			t.line(lead+"  %s", t.paint(colours[does.Kind], cmp.Or(symbols[does.Kind], " ")+" "+does.Text))
		}
	}
}

func (t *text) losses(what string, all []Loss) {
	if len(all) == 0 {
		return
	}
	t.line("%s %s:", t.paint("31;1", "!"), what)
	for n, l := range all {
		if n == maxLosses && !t.Verbose {
			t.line("  and %d more", len(all)-n)
			break
		}
		t.line("  %s: %s", l.Name(), diag.Visible(l.Why))
	}
	t.line("")
}

// notes tell who comes, goes or has another name, and what is to be done by hand.
func (t *text) notes() {
	for _, n := range t.Notes {
		sign := " "
		if len(n.Commands) > 0 {
			sign = t.paint("31;1", "!")
		}
		t.line("%s %s", sign, diag.Visible(n.Says))
		for i, command := range n.Commands {
			if i == maxCommands && !t.Verbose {
				t.line("      and %s more", plural(len(n.Commands)-i, "command"))
				break
			}
			t.b.WriteString("      " + diag.Visible(command) + "\n") // as it is to be typed
		}
	}
	if len(t.Notes) > 0 {
		t.line("")
	}
}
