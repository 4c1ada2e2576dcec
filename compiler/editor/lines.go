package editor

import "bytes"

// lineMap finds lines of a text in an older one from which it was made: what is before
// and behind all that is different has its place there.
type lineMap struct {
	known       bool // there is an older one
	before      int  // lines at the beginning that are alike
	behind      int  // the first line that is alike again
	difference  int  // what the lines there are further on in the older text
	sameHeights bool // no line was added or taken out
	equal       bool
}

func mapLines(now, old []byte) lineMap {
	if old == nil {
		return lineMap{}
	}
	if bytes.Equal(now, old) {
		return lineMap{known: true, sameHeights: true, equal: true}
	}
	n := 0
	for n < min(len(now), len(old)) && now[n] == old[n] {
		n++
	}
	n = bytes.LastIndexByte(now[:n], '\n') + 1 // whole lines
	e := 0
	for e < min(len(now), len(old))-n && now[len(now)-1-e] == old[len(old)-1-e] {
		e++
	}
	lines, oldLines := bytes.Count(now, []byte("\n")), bytes.Count(old, []byte("\n"))
	end := now[len(now)-e:]
	m := lineMap{known: true, before: bytes.Count(now[:n], []byte("\n")), difference: oldLines - lines, sameHeights: lines == oldLines}
	m.behind = lines + 2 - bytes.Count(end, []byte("\n"))
	if beginsLine(now, len(now)-e) && beginsLine(old, len(old)-e) {
		m.behind--
	}
	return m
}

func beginsLine(text []byte, at int) bool { return at == 0 || text[at-1] == '\n' }

// old is the line of the older text, if it is known.
func (m *lineMap) old(line int) (int, bool) {
	switch {
	case !m.known:
		return 0, false
	case m.sameHeights, line <= m.before:
		return line, true
	case line >= m.behind:
		return line + m.difference, true
	}
	return 0, false
}
