package diff

import (
	"fmt"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/effective"
)

// device is a phone that takes over what another was known by, with whatever is set for
// that: no file says another thing, but the new one does not know yet who it is.
type device struct {
	identity, label string
	old, new        string // MACs
	pos             diag.Pos
}

// devices finds phones in the place of others: packages say which phone a file is for
// that has the name of an identity.
func (i *impacts) devices() []device {
	var all []device
	seen := map[[2]string]bool{}
	for _, p := range i.new.Paths() {
		old, new := i.old.At(p), i.new.At(p)
		if old == nil || old.Compiled == nil || new.Compiled == nil || old.Entity() == new.Entity() || old.Entity() == "" || new.Entity() == "" {
			continue
		}
		if key := [2]string{old.Entity(), new.Entity()}; !seen[key] {
			seen[key] = true
			all = append(all, device{baseName(p), new.Label(), old.Entity(), new.Entity(), i.new.place(new.Pos())})
		}
	}
	return all
}

// mustEnrol says what a phone needs that does not know its identity.
const mustEnrol = "must be enrolled (provc build --staging FOLDER)"

// phones are those that a handset with another identity was and is; empty where an
// identity is the phone itself, or nobody knows.
func (i *impacts) phones(r *Rename) (was, is string) {
	of := func(side *Side, a *effective.Account, id string) string {
		if h := a.Handset(effective.Key{Folder: r.folder, ID: id}); h != nil && len(h.Layers) > 0 {
			if f := side.At(h.Layers[0].Path); f != nil && f.Compiled != nil && f.Entity() != id {
				return f.Entity()
			}
		}
		return ""
	}
	return of(i.old, i.before, r.Old), of(i.new, i.after, r.New)
}

// enrolments tells of phones that have to learn who they are, of very many together.
func (i *impacts) enrolments() {
	all := i.devices()
	if len(all) > named {
		var some []string
		for _, d := range all[:named] {
			some = append(some, fmt.Sprintf("%s replaces %s as %s", d.new, d.old, diag.Quoted(d.identity)))
		}
		i.note(NoteReplaced, all[0].pos, nil, "%s replace others: %s, and so on; they %s, and the old ones still know their identities", plural(len(all), "phone"), strings.Join(some, ", "), mustEnrol)
		return
	}
	for _, d := range all {
		i.note(NoteReplaced, d.pos, nil, "phone %s replaces %s as %s; it %s, and the old one still knows its identity", d.new, d.old, artifact.Called(d.label, d.identity), mustEnrol)
	}
}

// enrols reports whether a phone has to be enrolled, though no file says another thing.
func (d *Diff) enrols() bool {
	return slices.ContainsFunc(d.Notes, func(n *Note) bool { return n.Kind == NoteReplaced })
}
