// Package excerpt shows the line of a CUE file that a finding is about, without any
// secret that stands in it.
//
// What is secret is known where a schema knows it. Elsewhere nobody knows, so that a
// text or number is shown only under a label that the schema knows to hold no secret;
// all others are masked. Of a file that is not CUE, what follows a label that looks
// secret is masked up to the next line that begins with another label.
package excerpt

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

// mask stands for what may be secret.
const mask = "•••"

// Maker makes excerpts.
type Maker struct {
	read   func(file string) ([]byte, error)
	labels labels
}

// New returns a maker of excerpts of files that read gives, as schemas see their
// labels.
func New(read func(file string) ([]byte, error), schemas func() []*catalogue.Schema) *Maker {
	return &Maker{read: read, labels: labels{schemas: schemas}}
}

// file is a file whose lines are shown.
type file struct {
	text   []byte
	lines  []int // where they begin
	masked []span
}

// span is a part of a file, from an offset to another.
type span struct{ from, to int }

// Fill gives findings their excerpts, where their files are CUE and can be read.
func (m *Maker) Fill(found diag.List) {
	in := map[string][]*diag.Diagnostic{}
	for i := range found {
		d := &found[i]
		if d.Pos.Line < 1 || !strings.HasSuffix(d.Pos.File, ".cue") {
			continue // of a table, nobody knows which cells are secret
		}
		in[d.Pos.File] = append(in[d.Pos.File], d)
	}
	for name, all := range in {
		text, err := m.read(name)
		if err != nil || !utf8.Valid(text) {
			continue
		}
		f := &file{text: text, lines: beginnings(text)}
		all = slices.DeleteFunc(all, func(d *diag.Diagnostic) bool { return d.Pos.Line > len(f.lines) })
		var shown []span
		for _, d := range all {
			shown = append(shown, f.span(d.Pos.Line))
		}
		f.masked = m.labels.masked(text, merged(shown))
		for _, d := range all {
			d.Excerpt = f.line(d.Pos.Line, d.Pos.Column)
		}
	}
}

func beginnings(text []byte) []int {
	lines := []int{0}
	for i, c := range text {
		if c == '\n' {
			lines = append(lines, i+1)
		}
	}
	return lines
}

// span is where a line stands.
func (f *file) span(line int) span {
	if line == len(f.lines) {
		return span{f.lines[line-1], len(f.text)}
	}
	return span{f.lines[line-1], f.lines[line] - 1}
}

// line is a line as it may be shown, with the character at which a column, counted in
// bytes, is now.
func (f *file) line(line, column int) *diag.Excerpt {
	is := f.span(line)
	at := is.from + max(column, 1) - 1
	var b strings.Builder
	caret, shown := -1, 0
	write := func(text string) {
		b.WriteString(text)
		shown += utf8.RuneCountInString(text)
	}
	for i := is.from; i < is.to; {
		if hidden := f.hides(i); hidden > i {
			if caret < 0 && at < hidden {
				caret = shown
			}
			write(mask)
			i = hidden
			continue
		}
		if caret < 0 && at <= i {
			caret = shown
		}
		r, size := utf8.DecodeRune(f.text[i:is.to])
		write(visible(r))
		i += size
	}
	if caret < 0 {
		caret = shown
	}
	text := strings.TrimRight(b.String(), " ")
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return &diag.Excerpt{Text: text, Caret: caret}
}

// hides is where a masked part ends that holds an offset; 0 if none does.
func (f *file) hides(at int) int {
	i, _ := slices.BinarySearchFunc(f.masked, at, func(s span, at int) int {
		if s.to <= at {
			return -1
		}
		return 1
	})
	if i < len(f.masked) && f.masked[i].from <= at {
		return f.masked[i].to
	}
	return 0
}

// visible is a character as a terminal may show it: one that steers it, or turns the
// direction of writing, is shown as unknown.
func visible(r rune) string {
	switch {
	case r == '\t':
		return "    "
	case r == '\r':
		return ""
	case !unicode.IsPrint(r):
		return "\uFFFD"
	}
	return string(r)
}
