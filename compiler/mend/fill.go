package mend

import (
	"sort"
	"unicode/utf8"

	"provc/compiler/diag"
)

// Fill gives findings the changes that their fixes make to files, which read gives. Fixes
// that write what stands elsewhere in a file are left out, since it may be secret.
func Fill(found diag.List, read func(file string) ([]byte, error)) {
	texts := map[string]*Text{}
	for i := range found {
		d := &found[i]
		if d.Fix == nil || !d.Pos.IsValid() {
			continue
		}
		t := texts[d.Pos.File]
		if t == nil {
			text, err := read(d.Pos.File)
			if err != nil || !utf8.Valid(text) {
				text = nil
			}
			t = New(d.Pos.File, text)
			texts[d.Pos.File] = t
		}
		fix := *d.Fix // which others may hold, too
		fix.Changes = t.changes(t.Edits(*d))
		d.Fix = &fix
	}
}

func (t *Text) changes(edits []Edit) (all []diag.Change) {
	for _, e := range edits {
		if e.Moved {
			return nil
		}
		all = append(all, diag.Change{From: t.point(e.From), To: t.point(e.To), New: e.New})
	}
	return all
}

// point is the place of an offset.
func (t *Text) point(offset int) diag.Point {
	line := sort.SearchInts(t.lines, offset+1)
	begins := t.lines[line-1]
	p := diag.Point{Line: line, Column: offset - begins + 1, Units: 1}
	for _, r := range string(t.bytes[begins:offset]) {
		p.Units++
		if r > 0xFFFF { // two of UTF-16
			p.Units++
		}
	}
	return p
}
