package lsp

import (
	"bytes"
	"fmt"
	"net/url"
	"path/filepath"
	"sort"
	"strings"
	"unicode/utf8"

	"provc/compiler/diag"
	"provc/compiler/lexeme"
)

// text is what a file says at some time. It never changes.
type text struct {
	bytes []byte
	lines []int // where they begin
}

func newText(of []byte) *text {
	t := &text{bytes: of, lines: make([]int, 1, 1+bytes.Count(of, []byte("\n")))}
	for at := 0; ; {
		i := bytes.IndexByte(of[at:], '\n')
		if i < 0 {
			return t
		}
		at += i + 1
		t.lines = append(t.lines, at)
	}
}

// line is the part of a line, counted from 0, that can be seen.
func (t *text) line(n int) (from, to int) {
	from, to = t.lines[n], len(t.bytes)
	if n+1 < len(t.lines) {
		to = t.lines[n+1] - 1
	}
	if to > from && t.bytes[to-1] == '\r' {
		to--
	}
	return from, to
}

// units counts characters: bytes, or units of UTF-16 as editors count by default.
type units struct{ utf8 bool }

func (u units) of(text []byte) int {
	if u.utf8 {
		return len(text)
	}
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		n += width(r)
		text = text[size:]
	}
	return n
}

func width(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// offset is where a position is; behind the end of a line or text, it is that end.
func (u units) offset(t *text, p position) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= len(t.lines) {
		return len(t.bytes)
	}
	at, end := t.line(p.Line)
	if u.utf8 {
		return min(at+max(p.Character, 0), end)
	}
	for left := p.Character; left > 0 && at < end; {
		r, size := utf8.DecodeRune(t.bytes[at:end])
		left -= width(r)
		at += size
	}
	return at
}

func (u units) position(t *text, offset int) position {
	line := sort.SearchInts(t.lines, offset+1) - 1
	return position{line, u.of(t.bytes[t.lines[line]:offset])}
}

func (u units) span(t *text, from, to int) span {
	return span{u.position(t, from), u.position(t, to)}
}

// changed is the text after a change.
func (u units) changed(t *text, c change) *text {
	if c.Range == nil {
		return newText([]byte(c.Text))
	}
	from := u.offset(t, c.Range.Start)
	to := max(from, u.offset(t, c.Range.End))
	all := make([]byte, 0, from+len(c.Text)+len(t.bytes)-to)
	all = append(append(append(all, t.bytes[:from]...), c.Text...), t.bytes[to:]...)
	return newText(all)
}

// extent is what a place of a finding is about: the word that begins there, or the cell
// of a table. A finding about a whole file stands at its first line.
func (t *text) extent(file string, at diag.Pos) (from, to int) {
	if at.Line > len(t.lines) {
		return len(t.bytes), len(t.bytes)
	}
	start, end := t.line(max(at.Line, 1) - 1)
	if at.Column < 1 {
		return start, end
	}
	from = min(start+at.Column-1, end)
	if !strings.HasSuffix(file, ".cue") {
		if i := bytes.IndexAny(t.bytes[from:end], ",;\t"); i > 0 {
			return from, from + i
		}
		return from, end
	}
	word := lexeme.New(file, t.bytes[from:end]).Next()
	return from, min(from+max(word.End, 1), max(end, from))
}

// toURI is how the protocol names a file.
func toURI(name string) string {
	slashed := filepath.ToSlash(name)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}

// fromURI is the file of a URI.
func fromURI(uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return "", fmt.Errorf("%s is no file of this machine", diag.Visible(uri))
	}
	name := u.Path
	if len(name) > 2 && name[2] == ':' { // /C:/ward
		name = name[1:]
	}
	return filepath.Clean(filepath.FromSlash(name)), nil
}
