package call

import (
	"fmt"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/spectralink/kind"
)

// findings are those about kinds of handset, each told once. What a group or a handset
// accepts is told apart.
type findings map[findingKey]*finding

type findingKey struct {
	pos     diag.Pos
	summary string
	in      kind.Acceptors
}

type finding struct {
	diag.Diagnostic
	kinds []string
	more  int // handsets that are kept as one
}

// add adds a finding of a check about a kind of handset, which it will name, of so many.
func (f findings) add(check *diag.Check, s kind.Stack, handsets int, d diag.Diagnostic) {
	key := findingKey{d.Pos, d.Summary, s.Acceptors().Of(check)}
	if f[key] == nil {
		f[key] = &finding{Diagnostic: d}
	}
	f[key].kinds = append(f[key].kinds, s[0].Title)
	f[key].more += max(0, handsets-1)
}

// once adds a finding that says by its place what it is about.
func (f findings) once(d diag.Diagnostic) {
	f[findingKey{pos: d.Pos, summary: d.Summary}] = &finding{Diagnostic: d, kinds: []string{""}}
}

// tell tells all, each with the kinds of handset that it is about, unless the
// deployment itself is one.
func (f findings) tell() (found diag.List) {
	const most = 3
	for key, x := range f {
		slices.Sort(x.kinds)
		if x.kinds[0] != "" {
			if n := len(x.kinds) - most; n > 0 {
				x.kinds, x.more = x.kinds[:most], x.more+n
			}
			names := strings.Join(x.kinds, ", ")
			if x.more > 0 {
				names += fmt.Sprintf(" and %d more", x.more)
			}
			x.Diagnostic = x.WithDetail("found on %s", names)
		}
		told := diag.List{x.Diagnostic}
		key.in.Mark(told)
		found.Add(told...)
	}
	return found
}
