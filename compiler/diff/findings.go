package diff

import (
	"fmt"
	"slices"
	"strings"

	"provc/compiler/diag"
)

// AsFindings tells what disturbs people as findings, for what shows findings
// at the lines that cause them. Those that a policy forbids are errors.
func (d *Diff) AsFindings(forbidden []Policy) diag.List {
	l := slices.Clone(d.Findings)
	add := func(p Policy, pos diag.Pos, format string, args ...any) {
		found := ofPolicy[p].At(pos, format, args...)
		if slices.Contains(forbidden, p) {
			found = found.As(diag.Error)
		}
		l.Add(found)
	}
	for _, b := range d.blocks(false) {
		f := b.files[0]
		for _, ch := range f.Changes {
			t := d.entry(b, ch, false)
			what := fmt.Sprintf("%s %s in %s", ch.Parameter, ch.Kind, f.Path)
			if ch.Had() && ch.Has() && ch.Kind != Unknown {
				what = fmt.Sprintf("%s changes from %s in %s", ch.Parameter, t.each(func(ch *Change) string { return fmt.Sprintf("%s to %s", ch.Old, ch.New) }), f.Path)
			}
			if n := len(b.files) - 1; n > 0 {
				what += " and " + plural(n, "file") + " alike"
			}
			if d.ofRule(ch) {
				add(PolicyRule, ch.Pos, "%s", what)
			}
			for _, does := range t.does {
				if does.Impact.None() || ch.Kind == Unknown || ch.lists() {
					continue
				}
				if does.ofEmergency() {
					add(PolicyEmergency, ch.Pos, "%s, by which it is decided who can be called for help: %s", what, does.who)
				}
				switch does.Level() {
				case LevelRestart:
					add(PolicyRestart, ch.Pos, "%s and restarts handsets: %s, at %s", what, does.who, does.Impact.When)
				case LevelLogIn:
					add(PolicyLogIn, ch.Pos, "%s and restarts the handset at log-in: %s", what, does.who)
				case LevelUnknown:
					add(PolicyUnknown, ch.Pos, "%s and may restart handsets: %s, at %s", what, does.who, does.Impact.When)
				}
			}
		}
	}
	for _, x := range d.LosesProfile {
		add(PolicyProfile, x.Pos, "user %s can no longer log in: %s", x.Name(), x.Why)
	}
	for _, x := range d.LosesRegistration {
		add(PolicyRegistration, x.Pos, "%s loses a registration: %s", x.Name(), x.Why)
	}
	return OnFiles(d.Old, l).Sorted()
}

// OnFiles puts findings about lines that are of a revision, and of no file as it is now,
// onto the files: there a forge can show them. The sentence says which line it was.
func OnFiles(revision string, found diag.List) diag.List {
	found = slices.Clone(found)
	for i := range found {
		d := &found[i]
		file, ok := strings.CutPrefix(d.Pos.File, revision+":")
		if !ok || revision == "" {
			continue
		}
		if d.Pos.Line > 0 {
			d.Summary = fmt.Sprintf("line %d of %s: %s", d.Pos.Line, revision, d.Summary)
		}
		d.Pos = diag.Pos{File: file}
	}
	return found
}
