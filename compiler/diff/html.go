package diff

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"

	"provc/compiler/diag"
)

//go:embed page.html page.css page.js
var pageFiles embed.FS

// page is the parsed template, with style and script set into it: the page asks
// nothing of any network.
var page = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"style":   func() template.CSS { return template.CSS(pageFile("page.css")) },
	"script":  func() template.JS { return template.JS(pageFile("page.js")) },
	"plural":  plural,
	"name":    diag.Quoted,
	"visible": diag.Visible,
	"marked":  marked,
}).ParseFS(pageFiles, "page.html"))

// marked is the line that a finding is about, with the word that it is about marked.
func marked(e *diag.Excerpt) []pageText {
	if e == nil {
		return nil
	}
	line := []rune(e.Text)
	at := min(e.Caret, len(line))
	end := at
	for end < len(line) && (end == at || unicode.IsLetter(line[end]) || unicode.IsDigit(line[end]) || line[end] == '_' || line[end] == '.') {
		end++
	}
	before := strings.TrimLeft(string(line[:at]), " ")
	return []pageText{{"", diag.Visible(before)}, {Changed, diag.Visible(string(line[at:end]))}, {"", diag.Visible(string(line[end:]))}}
}

func pageFile(name string) string {
	data, err := pageFiles.ReadFile(name)
	if err != nil {
		panic(err) // embedded
	}
	return string(data)
}

// pageView is what the template shows.
type pageView struct {
	Title   Title
	Refused bool // nothing was compared
	Found   diag.List
	Empty   bool
	Line    string
	Summary Summary
	Bars    []pageBar
	Caught  []Violation
	Losses  []pageLosses
	Files   []pageBlock
	Levels  []pageLevel
	Filters bool // there is something to filter
	Notes   []*Note
	Reach   []pageReach // who sees what, for the filters
}

type pageBar struct {
	Label string
	Parts []pagePart
}

type pagePart struct {
	Level      Level
	Label      string
	N          int
	X, Percent float64
}

type pageLosses struct {
	What string
	All  []Loss
}

type pageLevel struct {
	Level Level
	Label string
	N     int

	Folded bool // not shown at first
}

// pageReach is who sees a change, by name.
type pageReach struct {
	Handsets []string `json:"h"`
	Users    []string `json:"u"`
}

type pageBlock struct {
	File    *File
	Paths   []string // of all files of the block
	Also    string   // which are told with the first
	Values  pageValues
	Content bool
	Note    string
	Changes []pageChange
}

type pageChange struct {
	*entry
	Symbol   string
	Levels   string // for the filters
	Reach    int
	Does     []pageDoing
	Initial  string // the vendor's default
	Old, New []pageText
	Inline   []pageText

	Table *Decisions // what it decides, where no change before says the same
	Rule  string     // which other files say the same
}

// pageDoing is what a change does to some of those whom it reaches.
type pageDoing struct {
	Level   Level
	Label   string
	Effects []string
	Who     string
}

// Alike are the files of the block that are told by the first.
func (b pageBlock) Alike() []string { return b.Paths[1:] }

// pageValues are those of each file of a block, where they have values of their own.
type pageValues struct {
	Parameters []string
	Rows       []pageValuesOf
	More       int // files of which there is no room to tell
}

type pageValuesOf struct {
	Who   string
	Cells [][]pageText
}

// pageText is a piece of a value: what went, came or stayed.
type pageText struct {
	Kind Kind
	Text string
}

// WriteHTML prints a diff as one page that holds all it needs.
func WriteHTML(w io.Writer, d *Diff, caught []Violation) error {
	v := &pageView{Title: d.title(), Found: worstFirst(d.Findings), Empty: d.Empty(), Summary: d.Summary(), Caught: caught, Notes: d.Notes}
	v.Line = v.Summary.Line()
	v.bar(plural(v.Summary.Handsets.Affected, "handset")+" affected", v.Summary.Handsets, LevelRestart)
	if u := v.Summary.Unlisted; u.Affected > 0 { // of whom nobody knows how many there are
		level := worstOf(u)
		v.Bars = append(v.Bars, pageBar{"also handsets that are not listed", []pagePart{{Level: level, Label: level.label(), Percent: 100}}})
	}
	v.bar(v.Summary.atLogIn(), v.Summary.Users, LevelLogIn)
	for _, l := range []pageLosses{{"Users who can no longer log in", d.LosesProfile}, {"Handsets that lose a registration", d.LosesRegistration}} {
		if len(l.All) > 0 {
			v.Losses = append(v.Losses, l)
		}
	}
	for _, l := range levels {
		v.Levels = append(v.Levels, pageLevel{Level: l, Label: l.label()})
	}
	at := map[string]int{}
	for _, b := range d.blocks(false) {
		v.Files = append(v.Files, v.block(d, b, at))
	}
	others := slices.ContainsFunc(v.Levels, func(l pageLevel) bool { return l.Level != LevelNone && l.N > 0 })
	for i := range v.Levels {
		v.Levels[i].Folded = v.Levels[i].Level == LevelNone && others
	}
	v.Filters = others || slices.ContainsFunc(v.Levels, func(l pageLevel) bool { return l.N > 0 })
	return page.Execute(w, v)
}

func (v *pageView) bar(label string, c Counts, restart Level) {
	if c.Affected == 0 {
		return
	}
	bar := pageBar{Label: label}
	x := 0.0
	for _, p := range []pagePart{{Level: restart, N: c.Restart}, {Level: LevelUnknown, N: c.Unknown}, {Level: LevelHarmless, N: c.No}} {
		if p.N == 0 {
			continue
		}
		p.Label, p.X, p.Percent = p.Level.label(), x, 100*float64(p.N)/float64(c.Affected)
		x += p.Percent
		bar.Parts = append(bar.Parts, p)
	}
	v.Bars = append(v.Bars, bar)
}

func (v *pageView) block(d *Diff, b block, at map[string]int) pageBlock {
	f := b.files[0]
	out := pageBlock{File: f, Content: f.opaque}
	for _, other := range b.files {
		out.Paths = append(out.Paths, other.Path)
	}
	undeclared := f.undeclared()
	out.Note = undeclared
	told := d.entries(b, slices.DeleteFunc(f.Effective(), func(ch *Change) bool { return undeclared != "" && ch.factory() }), false)
	out.Also, out.Values = b.also(told), pageValuesIn(b, told)
	for _, ch := range told {
		if ch.Kind == Unknown {
			out.Note = "Secrets that one side names and the other spells out are not compared."
			continue
		}
		c := pageChange{entry: ch, Symbol: symbols[ch.Kind], Initial: ch.initial(), Reach: v.reach(d, ch, at)}
		for _, does := range ch.does {
			c.Does = append(c.Does, pageDoing{does.Level(), does.called(f), does.effects, does.who})
			c.level(v, does.Level())
		}
		c.rule(b)
		c.cut()
		out.Changes = append(out.Changes, c)
	}
	return out
}

// called is what stands in the badge of what a change does.
func (a doing) called(f *File) string {
	switch {
	case a.lists():
		return "list of files"
	case a.Impact.None() && len(a.Impact.Elsewhere) > 0:
		return "told elsewhere"
	case f.Role.Aside:
		return f.Subject()
	}
	return a.Level().label()
}

// level notes that the change has a level.
func (c *pageChange) level(v *pageView, level Level) {
	has := strings.Fields(c.Levels)
	if slices.Contains(has, string(level)) {
		return
	}
	c.Levels = strings.Join(append(has, string(level)), " ")
	for i := range v.Levels {
		if v.Levels[i].Level == level {
			v.Levels[i].N++
		}
	}
}

// reach keeps who sees a change, once for all changes that the same people see.
func (v *pageView) reach(d *Diff, ch *entry, at map[string]int) int {
	var handsets, users []int
	for _, does := range ch.does {
		handsets, users = append(handsets, does.Impact.Handsets...), append(users, does.Impact.Users...)
	}
	key := fmt.Sprint(handsets, users)
	n, ok := at[key]
	if !ok {
		n = len(v.Reach)
		at[key] = n
		r := pageReach{Handsets: []string{}, Users: []string{}}
		for _, h := range handsets {
			r.Handsets = append(r.Handsets, d.Handsets[h].Name())
		}
		for _, u := range users {
			r.Users = append(r.Users, d.Users[u].Name())
		}
		v.Reach = append(v.Reach, r)
	}
	return n
}

// rule shows what a parameter decides once, and where else the same stands.
func (c *pageChange) rule(b block) {
	r := c.Decides
	switch {
	case r == nil:
	case !b.has(r.carriers[0]):
		c.Rule = "decides otherwise, as in " + diag.Quoted(r.carriers[0])
	default:
		c.Table, c.Rule = r, r.carried(b)
	}
}

// cut cuts the old and the new value into what went, came and stayed; of several values,
// one after another.
func (c *pageChange) cut() {
	if c.Rule != "" && c.Table == nil { // the same stands above
		c.Inline = []pageText{{"", c.Rule}}
		c.Old, c.New, c.Rule = c.Inline, c.Inline, ""
		return
	}
	n := 0
	add := func(to *[]pageText, pieces []pageText, after string) {
		if len(pieces) == 0 {
			return
		}
		if n > 0 {
			*to = append(*to, pageText{"", "; "})
		}
		*to = append(append(*to, pieces...), pageText{"", after})
	}
	c.some(func(ch *Change, after string) {
		old, new, inline := pieces(ch)
		add(&c.Old, old, after)
		add(&c.New, new, after)
		add(&c.Inline, inline, after)
		n++
	})
	if more := len(c.values) - n; more > 0 {
		for _, to := range []*[]pageText{&c.Old, &c.New, &c.Inline} {
			if len(*to) > 0 {
				add(to, []pageText{{"", fmt.Sprintf("and %d more", more)}}, "")
			}
		}
	}
}

// pageValuesIn are the values of the files of a block that they do not have in common.
func pageValuesIn(b block, told []*entry) pageValues {
	all := b.values(told)
	out := pageValues{Parameters: all.parameters, More: len(b.files) - len(all.rows)}
	for _, row := range all.rows {
		of := pageValuesOf{Who: row.who}
		for _, ch := range row.changes {
			var inline []pageText
			if ch != nil {
				_, _, inline = pieces(ch)
			}
			of.Cells = append(of.Cells, inline)
		}
		out.Rows = append(out.Rows, of)
	}
	return out
}

// pieces are the old and the new value, and both in one.
func pieces(ch *Change) (before, after, both []pageText) {
	absentOld, absentNew := !ch.Had(), !ch.Has()
	old, new := ch.Old.String(), ch.New.String()
	switch {
	case absentOld:
		after = []pageText{{Added, new}}
		return nil, after, after
	case absentNew:
		before = []pageText{{Removed, old}}
		return before, nil, before
	case ch.Old.Hidden && ch.New.Hidden:
		after = []pageText{{"", mask + ", changed"}}
		return []pageText{{"", old}}, after, after
	}
	parts := []diffmatchpatch.Diff{{Type: diffmatchpatch.DiffDelete, Text: old}, {Type: diffmatchpatch.DiffInsert, Text: new}}
	if !ch.Old.hidden() && !ch.New.hidden() && len(old)+len(new) > 12 && strings.ContainsAny(old+new, " ,./:;") {
		parts = intraline(old, new)
	}
	for _, p := range parts {
		kind := Kind("")
		switch p.Type {
		case diffmatchpatch.DiffDelete:
			kind = Removed
			before = append(before, pageText{kind, p.Text})
		case diffmatchpatch.DiffInsert:
			kind = Added
			after = append(after, pageText{kind, p.Text})
		default:
			before, after = append(before, pageText{kind, p.Text}), append(after, pageText{kind, p.Text})
		}
		both = append(both, pageText{kind, p.Text})
	}
	return before, after, both
}
