package diff

import (
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"provc/compiler/diag"
)

// maxMarkdown is what a comment on a pull request may hold, in bytes, with some
// to spare: GitHub takes 65,536 characters.
const maxMarkdown = 64_000

// maxRows is how many changes the table at the top tells.
const maxRows = 20

// WriteMarkdown prints a diff as a comment on a pull request: what disturbs
// people first, details folded. It is always shorter than 65,000 characters,
// and says what was cut.
func WriteMarkdown(w io.Writer, d *Diff, caught []Violation) error {
	m := &markdown{Diff: d}
	m.head(caught)
	if !d.Empty() {
		blocks := d.blocks(false)
		m.table(blocks)
		m.details(blocks)
	}
	_, err := io.WriteString(w, m.b.String())
	return err
}

type markdown struct {
	*Diff
	b strings.Builder
}

func (m *markdown) line(format string, args ...any) { fmt.Fprintf(&m.b, format+"\n", args...) }

func (m *markdown) head(caught []Violation) {
	m.title(m.Diff.title())
	if m.Empty() {
		m.line("No difference.")
	} else {
		m.line("**%s**\n", prose(m.Summary().Line()))
	}
	for _, v := range caught {
		m.line("- :no_entry: **%s**: %s", v.Policy, prose(v.What))
	}
	list := func(what string, all []Loss) {
		for n, l := range all {
			if n == named {
				m.line("- :warning: and %d more %s", len(all)-n, what)
				break
			}
			m.line("- :warning: **%s** %s: %s", prose(clip(l.Name())), what, prose(clip(l.Why)))
		}
	}
	if n := len(m.Findings); n > 0 {
		m.line("\n<details><summary>%s about what is compared</summary>\n", plural(n, "finding"))
		m.findings(worstFirst(m.Findings))
		m.line("\n</details>\n")
	}
	list("can no longer log in", m.LosesProfile)
	list("loses a registration", m.LosesRegistration)
	m.line("")
	m.notes()
}

// notes tell who comes, goes or has another name, and what is to be done by hand.
func (m *markdown) notes() {
	for n, note := range m.Notes {
		if n == maxRows || m.b.Len() > maxMarkdown/4 {
			m.line("- and %d more", len(m.Notes)-n)
			break
		}
		m.line("- %s", prose(note.Says))
		if len(note.Commands) == 0 {
			continue
		}
		fence := "```"
		for strings.Contains(strings.Join(note.Commands, "\n"), fence) {
			fence += "`"
		}
		m.line("  %ssh", fence)
		for n, command := range note.Commands {
			if n == maxCommands {
				m.line("  # and %d more: provc diff --verbose tells all", len(note.Commands)-n)
				break
			}
			m.line("  %s", diag.Visible(command))
		}
		m.line("  %s", fence)
	}
	if len(m.Notes) > 0 {
		m.line("")
	}
}

// title says what is compared.
func (m *markdown) title(t Title) {
	origin := func(o Origin) string {
		if at := o.At(); at != "" {
			return code(o.Called()) + " (" + prose(at) + ")"
		}
		return code(o.Called())
	}
	m.line("### Phone provisioning%s: %s → %s\n", prose(t.Of()), origin(t.Old), origin(t.New))
}

// findings lists findings with the lines that they are about, as long as there is room.
func (m *markdown) findings(found diag.List) {
	for n, d := range found {
		f := &markdown{}
		place := ""
		if d.Pos.IsValid() {
			place = code(d.Pos.String()) + ": "
		}
		f.line("- %s **%s** %s%s (%s)", signs[d.Severity], d.Severity, place, prose(clipped(d.Message(), 1000)), code(d.Check))
		if d.Excerpt != nil {
			line := diag.Visible(d.Excerpt.Text)
			text := strings.TrimLeft(line, " ")
			caret := max(0, min(d.Excerpt.Caret-len(line)+len(text), longest))
			text = clip(text)
			fence := "```"
			for strings.Contains(text, fence) {
				fence += "`"
			}
			f.line("  %s\n  %s\n  %s^\n  %s", fence, text, strings.Repeat(" ", caret), fence)
		}
		for _, r := range d.Related {
			f.line("  - %s: %s", code(r.Pos.String()), prose(clipped(r.Message, 1000)))
		}
		if m.b.Len()+f.b.Len() > maxMarkdown-300 {
			m.line("\n_%s more, which a comment has no room for; `provc vet` tells all._", plural(len(found)-n, "finding"))
			return
		}
		m.b.WriteString(f.b.String())
	}
}

// signs stand before findings.
var signs = map[diag.Severity]string{diag.Error: ":x:", diag.Warning: ":warning:", diag.Note: ":information_source:"}

// table tells the changes that somebody sees, those that restart handsets first.
func (m *markdown) table(blocks []block) {
	type row struct {
		b  block
		ch *entry
	}
	byLevel := map[Level][]row{}
	n := 0
	for _, b := range blocks {
		for _, ch := range m.entries(b, b.files[0].Told(), false) {
			if !ch.lists() {
				byLevel[ch.Level()] = append(byLevel[ch.Level()], row{b, ch})
				n++
			}
		}
	}
	if n == 0 {
		return
	}
	m.line("| | parameter | change | who | restart | when |\n|---|---|---|---|---|---|")
	told := 0
	for _, level := range levels {
		for _, r := range byLevel[level] {
			if told == maxRows || m.b.Len() > maxMarkdown/2 {
				m.line("\n%s more below.", plural(n-told, "change"))
				m.line("")
				return
			}
			told++
			var who, restart, when []string
			for _, does := range r.ch.does {
				who = append(who, prose(clip(does.who)))
				if does.Impact.None() {
					restart, when = append(restart, "–"), append(when, "–")
					continue
				}
				restart, when = append(restart, does.Level().label()), append(when, string(does.Impact.When))
			}
			m.line("| `%s` | %s | %s | %s | %s | %s |", symbols[r.ch.Kind], code(r.ch.Parameter), m.values(r.b, r.ch), stacked(who), stacked(restart), stacked(when))
		}
	}
	m.line("")
}

// stacked are several in a cell of a table; one, where all are the same.
func stacked(all []string) string {
	if len(slices.Compact(slices.Clone(all))) == 1 {
		all = all[:1]
	}
	return strings.Join(all, "<br>")
}

// values is what a parameter was and is, in a table.
func (m *markdown) values(b block, t *entry) string {
	said := t.each(m.value)
	if t.Decides != nil && t.edited() == "" && t.Had() && t.Has() {
		said = "decides otherwise, see below"
		if first := t.Decides.carriers[0]; !b.has(first) {
			said = "decides otherwise, as in " + code(first)
		}
	}
	if s := t.initial(); s != "" && t.Kind != Moved && t.Had() != t.Has() {
		said += ", " + prose(s)
	}
	return said
}

func (m *markdown) value(ch *Change) string {
	switch {
	case ch.edited() != "":
		return prose(ch.edited())
	case ch.Kind == Moved:
		return code(orNothing(ch.Old.String(), ch.Had())) + " → " + code(orNothing(ch.New.String(), ch.Has()))
	case !ch.Had():
		return code(ch.New.String())
	case !ch.Has():
		return code(ch.Old.String())
	case ch.Old.Hidden && ch.New.Hidden:
		return "secret, changed"
	}
	return code(ch.Old.String()) + " → " + code(ch.New.String())
}

// details tells each file, folded, as long as there is room.
func (m *markdown) details(blocks []block) {
	for n, b := range blocks {
		text := m.detail(b, true)
		if m.b.Len()+len(text) > maxMarkdown-300 {
			text = m.detail(b, false)
		}
		if m.b.Len()+len(text) > maxMarkdown-300 {
			left := 0
			for _, b := range blocks[n:] {
				left += len(b.files)
			}
			m.line("_%s more, which a comment has no room for; `provc diff --verbose` tells all._", plural(left, "file"))
			return
		}
		m.b.WriteString(text)
	}
}

// detail tells the files of a block, with the values of each if they have values of
// their own.
func (m *markdown) detail(b block, each bool) string {
	f := b.files[0]
	d := &markdown{Diff: m.Diff}
	name := html.EscapeString(clip(diag.Quoted(f.Path)))
	if f.Kind == Renamed {
		name = html.EscapeString(clip(diag.Quoted(f.OldPath))) + " → " + name
	}
	title := fmt.Sprintf("<code>%s</code> %s", name, f.Kind)
	if s := f.Subject(); s != "" {
		title += ", " + html.EscapeString(clip(s))
	}
	told := m.entries(b, f.Told(), false)
	if also := b.also(told); also != "" {
		title += ", " + html.EscapeString(clip(also))
	}
	d.line("<details><summary>%s</summary>\n", title)
	if f.Pos.IsValid() && f.Kind != Changed {
		d.line("Declared at %s.\n", code(f.Pos.String()))
	}
	if f.opaque {
		d.line("Its content differs beside parameters.\n")
	}
	rows := 0
	for _, ch := range told {
		if rows == 0 {
			d.line("| | parameter | change | at | who |\n|---|---|---|---|---|")
		}
		if rows++; rows > 200 {
			d.line("\nand more parameters")
			break
		}
		at := "–"
		if ch.Pos.IsValid() {
			at = code(ch.Pos.String())
		}
		var said []string
		for _, does := range ch.does {
			said = append(said, prose(does.with(clip(does.who))))
		}
		d.line("| `%s` | %s | %s | %s | %s |", symbols[ch.Kind], code(ch.Parameter), m.values(b, ch), at, stacked(said))
	}
	d.line("")
	if v := b.values(told); each && len(v.rows) > 0 {
		d.each(v, len(b.files))
	}
	if folded := m.withoutEffect(f); folded != "" {
		d.line("%s\n", prose(folded))
	}
	for _, ch := range f.Changes {
		if ch.Decides == nil || !b.has(ch.Decides.carriers[0]) {
			continue
		}
		if also := ch.Decides.carried(b); also != "" {
			d.line("%s.\n", prose(strings.ToUpper(also[:1])+also[1:]))
		}
		d.rule(ch)
	}
	d.line("</details>\n")
	return d.b.String()
}

// each tells files by the values that they have for themselves, some of very many.
func (m *markdown) each(v values, files int) {
	m.line("| |%s\n|---|%s", strings.Join(mapped(v.parameters, func(p string) string { return " " + code(p) + " |" }), ""), strings.Repeat("---|", len(v.parameters)))
	for _, row := range v.rows {
		m.line("| %s |%s", prose(clip(row.who)), strings.Join(mapped(row.changes, func(ch *Change) string {
			if ch == nil {
				return " |"
			}
			return " " + m.value(ch) + " |"
		}), ""))
	}
	if more := files - len(v.rows); more > 0 {
		m.line("\nand %s", plural(more, "more file"))
	}
	m.line("")
}

func mapped[T any](all []T, f func(T) string) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = f(x)
	}
	return out
}

// rule is what a parameter decides, before and after. A table would be too wide for a
// telephone.
func (m *markdown) rule(ch *Change) {
	m.line("%s decides:\n", code(ch.Parameter))
	for _, c := range ch.Decides.Cases() {
		m.line("- %s", prose(c.When))
		for _, does := range c.Does {
			sign := ""
			if s := symbols[does.Kind]; s != "" {
				sign = "`" + s + "` "
			}
			m.line("  - %s%s", sign, code(does.Text))
		}
	}
	m.line("")
}

// longest is how much of a value a table shows.
const longest = 200

// clip shortens what would fill a table by itself.
func clip(s string) string { return clipped(s, longest) }

func clipped(s string, length int) string {
	if r := []rune(s); len(r) > length {
		return string(r[:length]) + "…"
	}
	return s
}

// code sets text as a code span that may stand in a table: a bar is escaped
// even there.
func code(text string) string {
	text = strings.ReplaceAll(clip(diag.Visible(text)), "|", `\|`)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 || strings.HasPrefix(text, " ") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// prose sets text such that nothing in it has a meaning to Markdown, no URL becomes a
// link, and no @ calls anybody.
func prose(text string) string {
	var b strings.Builder
	text = links.Replace(diag.Visible(text))
	for _, r := range text {
		switch {
		case strings.ContainsRune("\\`*_{}[]<>|#~&$", r):
			b.WriteByte('\\')
		case r == '@':
			b.WriteString("@\u200b")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// links are how a URL begins that forges would make a link of, and how none does.
var links = strings.NewReplacer("://", ":\u200b//", "www.", "www\u200b.")
