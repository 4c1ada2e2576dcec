package artifact

import (
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// Foreign is a parameter file that phones read beside provc's, and somebody else
// makes, such as a PBX. What is in it, nobody here knows.
type Foreign struct {
	Name    string   // as a deployment has it: a path below the root, or a URL
	Sets    []string // the parameters that it may set, as patterns in which * stands for any text
	Bounded bool     // it sets no others; else it may set any
	Pos     diag.Pos
}

// Shown is the name as sentences may show it.
func (f *Foreign) Shown() string { return value.Masked(f.Name) }

// MaySet reports whether the file may set a parameter: one of that name or, where
// the name ends in *, any that begins so.
func (f *Foreign) MaySet(name string) bool { return f.MaySetBeside(name, nil) }

// MaySetBeside leaves out the parameters that are excluded; nil excludes none.
func (f *Foreign) MaySetBeside(name string, excluded func(name string) bool) bool {
	if excluded == nil {
		excluded = func(string) bool { return false }
	}
	if excluded(name) {
		return false
	}
	if !f.Bounded {
		return true
	}
	return slices.ContainsFunc(f.Sets, func(pattern string) bool { return meet(pattern, name) && !excluded(pattern) })
}

// GoesBefore reports whether a sentence names this file rather than another: one
// that is declared to set a parameter rather than one that may set anything.
func (f *Foreign) GoesBefore(g *Foreign) bool {
	if f.Bounded != g.Bounded {
		return f.Bounded
	}
	return f.Pos.Compare(g.Pos) < 0
}

// And is the file as two places name it.
func (f Foreign) And(g Foreign) Foreign {
	if g.Pos.Compare(f.Pos) < 0 {
		f, g = g, f
	}
	f.Bounded = f.Bounded && g.Bounded
	f.Sets = slices.Concat(f.Sets, g.Sets)
	slices.Sort(f.Sets)
	f.Sets = slices.Compact(f.Sets)
	return f
}

// meet reports whether a parameter may be meant by a pattern, in which * stands for
// any text, and by a name, which may end in one.
func meet(pattern, name string) bool {
	start, rest, open := strings.Cut(pattern, "*")
	prefix, isPrefix := strings.CutSuffix(name, "*")
	switch {
	case isPrefix && (len(prefix) <= len(start) || !open):
		return strings.HasPrefix(start, prefix)
	case isPrefix:
		return strings.HasPrefix(prefix, start)
	case !open:
		return start == name
	}
	name, ok := strings.CutPrefix(name, start)
	for ok {
		part, more, open := strings.Cut(rest, "*")
		if !open {
			return strings.HasSuffix(name, part)
		}
		_, name, ok = strings.Cut(name, part)
		rest = more
	}
	return false
}
