package drift

import (
	"fmt"
	"io"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/layout"
)

// TextOptions say how to print for people.
type TextOptions struct {
	Colour bool
	Width  int // of a line, in columns; 0 does not break lines
}

// WriteText prints a report for people:
//
//	~ people/ana-phone.cfg, Ana Marsh (ana)
//	  ~ up.idleTimeout: 5 beats 40 of site.cfg    ward.cue:8:32
//	    changed at a handset while logged in
//	    remedy: while ana is logged out, remove the attribute …
func WriteText(w io.Writer, r *Report, o TextOptions) error {
	t := &text{TextOptions: o}
	t.masks(r.Masks)
	for _, e := range r.entries() {
		t.line("%s %s", t.paint(colours[e.sign], e.sign), diag.Quoted(e.head))
		for _, l := range e.more {
			t.line("    %s", diag.Quoted(l))
		}
		if e.remedy != "" {
			t.line("    remedy: %s", e.remedy)
		}
	}
	for _, u := range r.Unseen {
		t.line("not seen: %s", diag.Quoted(u))
	}
	t.line("%s", r.Summary())
	_, err := io.WriteString(w, t.b.String())
	return err
}

// colours of signs, as in diffs.
var colours = map[string]string{"~": "33", "-": "31", "!": "1;31", "?": "36"}

type text struct {
	TextOptions
	b strings.Builder
}

func (t *text) line(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	lead := line[:len(line)-len(strings.TrimLeft(line, " "))]
	t.b.WriteString(layout.Wrap(line, lead+"    ", t.Width))
}

func (t *text) paint(code, s string) string {
	if !t.Colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// placed adds a line and the place in the CUE that it is about: behind it, or below where
// there is no room.
func (t *text) placed(line string, pos diag.Pos) {
	if !pos.IsValid() {
		t.line("%s", line)
		return
	}
	place := t.paint("2", pos.String())
	if t.Width > 0 && layout.Width(line)+4+layout.Width(place) > t.Width {
		t.line("%s", line)
		t.line("      %s", place)
		return
	}
	t.line("%s    %s", line, place)
}

func (t *text) masks(masks []Mask) {
	file := ""
	for i := range masks {
		m := &masks[i]
		if m.At.File != file {
			file = m.At.File
			t.line("%s %s, %s", t.paint(colours["~"], "~"), diag.Quoted(file), m.who())
		}
		t.placed(fmt.Sprintf("  ~ %s: %s", diag.Quoted(m.Parameter), m.beats(0)), m.Ours[0].Pos)
		for n := 1; n < len(m.Ours) && n < few; n++ {
			t.placed("    and "+m.beaten(n), m.Ours[n].Pos)
		}
		if more := len(m.Ours) - few; more > 0 {
			t.line("    and %d more", more)
		}
		t.line("    %s", m.Says())
		t.line("    remedy: %s", m.Remedy())
	}
}

// few is how many of something are told one by one.
const few = 4

// who is whose setting that is.
func (m *Mask) who() string {
	switch {
	case m.Stranger:
		return m.Of.Called() + ", which is not listed"
	case m.Of.Person:
		return m.Of.Called()
	}
	return "handset " + m.Of.Called()
}

// beats says what beats what.
func (m *Mask) beats(n int) string {
	return fmt.Sprintf("%s beats %s", shown(m.Theirs, m.Secret), m.beaten(n))
}

func (m *Mask) beaten(n int) string {
	v := m.Ours[n]
	s := v.said(m.Secret) + " of " + diag.Quoted(v.File)
	if v.Owner != "" && len(m.Profiles) > 1 {
		s += fmt.Sprintf(" and of %s", plural(len(m.Profiles)-1, "other profile"))
	}
	if m.Unless != "" && n == 0 {
		s += " (unless " + diag.Quoted(m.Unless) + " sets it)"
	}
	return s
}

// said is a declared value as sentences show it.
func (v *Value) said(hidden bool) string {
	if v.Secret != "" {
		return "secret " + v.Secret
	}
	return shown(v.Text, hidden)
}

func shown(text string, hidden bool) string {
	switch {
	case hidden:
		return "(secret)"
	case text == "":
		return `""`
	}
	return diag.Quoted(text)
}

// entry is something else that was found, in words.
type entry struct {
	sign   string
	kind   string // as a heading
	head   string
	more   []string
	remedy string
}

// entries lists all but masks, in the order in which they are told.
func (r *Report) entries() (all []entry) {
	for i := range r.Left {
		all = append(all, r.Left[i].entry())
	}
	for i := 0; i < len(r.Damaged); {
		file := r.Damaged[i].At.File
		e := entry{sign: "!", kind: "Damaged", head: file + " is damaged",
			remedy: "mend that while nobody is logged in by it, or remove the file, and the settings in it are lost"}
		read := r.Damaged[i].Read
		for ; i < len(r.Damaged) && r.Damaged[i].At.File == file; i++ {
			e.more = append(e.more, fmt.Sprintf("line %d: %s", r.Damaged[i].At.Line, r.Damaged[i].What))
		}
		if isSettings.MatchString(file) {
			e.more = append(e.more, plural(read, "setting")+" could be read; a handset may read fewer, or none")
		} else {
			e.remedy = "mend that, or remove the file, and what is in it is lost"
		}
		all = append(all, e)
	}
	for i := range r.Edits {
		all = append(all, r.Edits[i].entry())
	}
	all = append(all, missing(r.Missing)...)
	if n := len(r.Unbuilt); n > 0 {
		all = append(all, entry{sign: "?", kind: "Not built", head: plural(n, "file") + " declared and not built yet: " + listed(r.Unbuilt), remedy: "provc build; provc diff --against tells what that changes"})
	}
	return all
}

// missing are the entries of files that are missing: one of all, if they are many.
func missing(files []Missing) (all []entry) {
	const remedy = "provc build writes it again"
	if len(files) > maxChanges {
		var names []string
		for _, m := range files {
			names = append(names, m.File)
		}
		return []entry{{sign: "?", kind: "Missing", head: fmt.Sprintf("%d files are missing: %s", len(files), listed(names)), remedy: "provc build writes them again"}}
	}
	for _, m := range files {
		e := entry{sign: "?", kind: "Missing", head: m.File + " is missing", remedy: remedy}
		if m.Of != "" {
			e.head += ", of " + m.Of
		}
		if m.Pos.IsValid() {
			e.more = []string{"declared at " + m.Pos.String()}
		}
		all = append(all, e)
	}
	return all
}

func (l *Left) entry() entry {
	e := entry{sign: "-", kind: "Left behind", head: listed(l.Files)}
	them := "them"
	if len(l.Files) == 1 {
		them = "it"
	}
	switch l.Why {
	case Gone:
		e.more = []string{"of " + l.Of.ID + ", who is declared no more"}
		e.remedy = "remove " + them + " by hand when nobody needs " + them + "; whoever gets that ID again finds old settings and the old password"
	case Unlisted:
		e.more = []string{"of handset " + l.Of.ID + ", which is not listed"}
		e.remedy = "if the handset is gone, remove " + them + " by hand; if it is in use, list it"
	case Stray:
		e.more = []string{"of " + l.Of.Called() + ", for whom handsets look in another folder"}
		e.remedy = "move " + them + " to the folder of the profile, or remove " + them
	}
	return e
}

func (e *Edit) entry() entry {
	out := entry{sign: "~", kind: "Edited", head: e.File + " was changed by somebody since provc wrote it",
		remedy: "bring the change into the configuration, or have the file written again with provc build --force"}
	if !e.Recorded {
		out.head = e.File + " is not what is declared"
		out.remedy = "if somebody edited it, bring the change into the configuration; provc build --adopt writes what is declared"
	}
	if e.Broken > 0 {
		out.more = append(out.more, fmt.Sprintf("it is not well-formed XML at line %d, and handsets ignore it", e.Broken))
	}
	for i, c := range e.Changes {
		if i == maxChanges {
			out.more = append(out.more, fmt.Sprintf("and %d more", len(e.Changes)-i))
			break
		}
		out.more = append(out.more, c.says())
	}
	if len(e.Changes) == 0 && e.Broken == 0 && e.Recorded {
		out.more = []string{"all that can be compared says the same"}
	}
	return out
}

// maxChanges is how many parameters of an edited file are told.
const maxChanges = 12

func (c *Change) says() string {
	switch {
	case c.There == nil:
		return fmt.Sprintf("%s: not there, %s declared%s", c.Parameter, c.Declared.said(c.Secret), at(c.Declared.Pos))
	case c.Declared == nil:
		return fmt.Sprintf("%s: %s there, not declared", c.Parameter, shown(*c.There, c.Secret))
	}
	return fmt.Sprintf("%s: %s there, %s declared%s", c.Parameter, shown(*c.There, c.Secret), c.Declared.said(c.Secret), at(c.Declared.Pos))
}

func at(pos diag.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	return " at " + pos.String()
}

// listed puts names into a sentence.
func listed(names []string) string {
	const most = 6
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// Summary is the report in a line.
func (r *Report) Summary() string {
	var said []string
	count := func(n int, one, many string) {
		switch {
		case n == 1:
			said = append(said, one)
		case n > 1:
			said = append(said, fmt.Sprintf(many, n))
		}
	}
	count(len(r.Masks), "1 setting masks what is declared", "%d settings mask what is declared")
	left := 0
	for _, l := range r.Left {
		left += len(l.Files)
	}
	count(left, "1 file is left behind", "%d files are left behind")
	damaged := map[string]bool{}
	for _, d := range r.Damaged {
		damaged[d.At.File] = true
	}
	count(len(damaged), "1 file is damaged", "%d files are damaged")
	count(len(r.Edits), "1 file of provc's was edited", "%d files of provc's were edited")
	count(len(r.Missing), "1 is missing", "%d are missing")
	if said == nil {
		said = []string{"nothing masks what is declared"}
	}
	return fmt.Sprintf("%s; looked at %s that handsets wrote, %s and %s are declared", strings.Join(said, ", "), plural(r.Files, "file"), plural(r.Handsets, "handset"), people(r.People))
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// Formats are those of a report.
var Formats = []string{"text", "json", "markdown"}
