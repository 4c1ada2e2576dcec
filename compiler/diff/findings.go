package diff

import (
	"fmt"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

// AsFindings tells what disturbs people as findings, for what shows findings
// at the lines that cause them. Those that a policy forbids are errors.
func (d *Diff) AsFindings(forbidden []Policy) diag.List {
	l := slices.Clone(d.Findings)
	add := func(p Policy, pos diag.Pos, format string, args ...any) {
		if revision, file, ok := strings.Cut(pos.File, ":"); ok && revision == d.Old {
			pos = diag.Pos{File: file} // the line is of another revision
		}
		found := ofPolicy[p].At(pos, format, args...)
		if slices.Contains(forbidden, p) {
			found = found.As(diag.Error)
		}
		l.Add(found)
	}
	for _, b := range d.blocks(false) {
		f := b.files[0]
		for _, ch := range f.Changes {
			what := fmt.Sprintf("%s %s in %s", ch.Parameter, ch.Kind, f.Path)
			if ch.Kind == Changed {
				what = fmt.Sprintf("%s changes from %s to %s in %s", ch.Parameter, ch.Old, ch.New, f.Path)
			}
			if n := len(b.files) - 1; n > 0 {
				what += " and " + plural(n, "file") + " alike"
			}
			if d.ofRule(ch) {
				add(PolicyRule, ch.Pos, "%s", what)
			}
			if ch.Impact.None() || ch.Kind == Unknown || ch.lists() {
				continue
			}
			who := b.who(d, ch, false)
			switch ch.Restart {
			case catalogue.RestartYes:
				add(PolicyRestart, ch.Pos, "%s and restarts handsets: %s, at %s", what, who, ch.Impact.When)
			case catalogue.RestartUnknown:
				add(PolicyUnknown, ch.Pos, "%s and may restart handsets: %s, at %s", what, who, ch.Impact.When)
			}
		}
	}
	for _, x := range d.LosesProfile {
		add(PolicyProfile, x.Pos, "user %s can no longer log in: %s", x.Name(), x.Why)
	}
	for _, x := range d.LosesRegistration {
		add(PolicyRegistration, x.Pos, "%s loses a registration: %s", x.Name(), x.Why)
	}
	return l.Sorted()
}
