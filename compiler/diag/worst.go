package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// shown is how many findings a forge has room for: GitHub shows ten errors, ten warnings
// and ten notices of a step, and drops the others without a word; a merge request in
// GitLab folds what is more.
const shown = 10

// worst picks the findings that a forge shows, by their indexes, and counts the others,
// in words; empty if there are none. Where it picks, errors come first.
func (l List) worst() (indexes []int, rest string) {
	for i := range l {
		indexes = append(indexes, i)
	}
	if len(l) <= shown {
		return indexes, ""
	}
	slices.SortStableFunc(indexes, func(a, b int) int { return cmp.Compare(l[a].Severity, l[b].Severity) })
	room := shown
	if l[indexes[0]].Severity == Note {
		room-- // what is said of the others is a note as well
	}
	var left List
	for _, i := range indexes[room:] {
		left.Add(l[i])
	}
	return indexes[:room], "and " + left.Counts() + " more, for which a forge has no room; without --format, provc tells all"
}

// Counts says how many findings there are of each severity: 2 errors and 1 note.
func (l List) Counts() string {
	var parts []string
	for _, s := range []Severity{Error, Warning, Note} {
		switch n := l.Count(s); n {
		case 0:
		case 1:
			parts = append(parts, "1 "+s.String())
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, s))
		}
	}
	if last := len(parts) - 1; last > 0 {
		return strings.Join(parts[:last], ", ") + " and " + parts[last]
	}
	return strings.Join(parts, "")
}
