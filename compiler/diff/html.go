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
	Content bool
	Note    string
	Changes []pageChange
}

type pageChange struct {
	*Change
	Symbol   string
	Level    Level
	Label    string
	Reach    int
	Who      string
	Effects  []string
	Initial  string // the vendor's default
	Old, New []pageText
	Inline   []pageText

	Table *Decisions // what it decides, where no change before says the same
	Rule  string     // which other files say the same
}

// Alike are the files of the block that are told by the first.
func (b pageBlock) Alike() []string { return b.Paths[1:] }

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
	all := f.Effective()
	for i, ch := range all {
		all[i] = b.merged(ch)
	}
	worstAtTop(all)
	for _, ch := range all {
		if ch.Kind == Unknown {
			out.Note = "Secrets that one side names and the other spells out are not compared."
			continue
		}
		c := pageChange{Change: ch, Symbol: symbols[ch.Kind], Level: ch.Level(), Label: ch.Level().label(), Who: d.Who(ch, false), Effects: ch.effects(), Initial: ch.initial(), Reach: v.reach(d, ch, at)}
		switch {
		case ch.lists():
			c.Label = "list of files"
		case ch.Impact.None() && len(ch.Impact.Elsewhere) > 0:
			c.Label = "told elsewhere"
		case f.Role.Aside:
			c.Label = f.Subject()
		}
		c.rule()
		c.values()
		for i := range v.Levels {
			if v.Levels[i].Level == c.Level {
				v.Levels[i].N++
			}
		}
		out.Changes = append(out.Changes, c)
	}
	return out
}

// reach keeps who sees a change, once for all changes that the same people see.
func (v *pageView) reach(d *Diff, ch *Change, at map[string]int) int {
	key := fmt.Sprint(ch.Impact.Handsets, ch.Impact.Users)
	n, ok := at[key]
	if !ok {
		n = len(v.Reach)
		at[key] = n
		r := pageReach{Handsets: []string{}, Users: []string{}}
		for _, h := range ch.Impact.Handsets {
			r.Handsets = append(r.Handsets, d.Handsets[h].Name())
		}
		for _, u := range ch.Impact.Users {
			r.Users = append(r.Users, d.Users[u].Name())
		}
		v.Reach = append(v.Reach, r)
	}
	return n
}

// rule shows what a parameter decides once, and where else the same stands.
func (c *pageChange) rule() {
	r := c.Decides
	switch {
	case r == nil:
	case r.carriers[0] != c.file.Path:
		c.Rule = "decides otherwise, as in " + diag.Quoted(r.carriers[0])
	default:
		c.Table, c.Rule = r, r.carried()
	}
}

// values cuts the old and the new value into what went, came and stayed.
func (c *pageChange) values() {
	ch := c.Change
	if c.Rule != "" && c.Table == nil { // the same stands above
		c.Inline = []pageText{{"", c.Rule}}
		c.Old, c.New, c.Rule = c.Inline, c.Inline, ""
		return
	}
	absentOld, absentNew := !ch.Had(), !ch.Has()
	old, new := ch.Old.String(), ch.New.String()
	switch {
	case absentOld:
		c.New = []pageText{{Added, new}}
		c.Inline = c.New
		return
	case absentNew:
		c.Old = []pageText{{Removed, old}}
		c.Inline = c.Old
		return
	case ch.Old.Hidden && ch.New.Hidden:
		c.Old, c.New = []pageText{{"", old}}, []pageText{{"", mask + ", changed"}}
		c.Inline = c.New
		return
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
			c.Old = append(c.Old, pageText{kind, p.Text})
		case diffmatchpatch.DiffInsert:
			kind = Added
			c.New = append(c.New, pageText{kind, p.Text})
		default:
			c.Old, c.New = append(c.Old, pageText{kind, p.Text}), append(c.New, pageText{kind, p.Text})
		}
		c.Inline = append(c.Inline, pageText{kind, p.Text})
	}
}
