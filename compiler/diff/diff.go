// Package diff tells what changes between two provisioning roots in the terms
// of those who run phones: which parameters, for which handsets and users, and
// what restarts. A root is what a package compiles to, now or as of a revision,
// or a folder on a disk.
//
// Precedence is the vendors' (package effective): a change counts for a handset
// if the value that the handset ends up with is another. Values of secrets are
// compared where both sides have them, and never shown.
package diff

import (
	"cmp"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/effective"
	"provc/compiler/root"
	"provc/compiler/vendor"
)

// Kind says what happened to a file or a parameter.
type Kind string

const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
	Renamed Kind = "renamed"    // of files only
	Unknown Kind = "unknown"    // cannot be compared without the values of secrets
	Moved   Kind = "rearranged" // of a master file: what it lists gives other values
)

// Diff is what changes between two roots.
type Diff struct {
	Title    Title
	Old, New string // what the sides are called
	Files    []*File

	Handsets []Handset // those that see a change, by folder and ID
	Users    []User    // those that see a change, by ID

	Renames []*Rename // people and handsets under another name
	Notes   []*Note

	LosesProfile      []Loss
	LosesRegistration []Loss

	Findings diag.List // what is wrong with what was compared

	equal []*File // on both sides, and saying the same, perhaps in other words
	facts *vendor.Facts
}

// File is a file that is not the same on both sides.
type File struct {
	Path    string
	OldPath string // of a renamed file
	Kind    Kind
	Role    artifact.Role
	Entity  string // the user ID or MAC that it belongs to
	Label   string // what people call that
	Pos     diag.Pos
	Changes []*Change

	old, new *root.File
	opaque   bool // not made of parameters
}

// Change is one parameter of a file.
type Change struct {
	Parameter string
	Kind      Kind
	Old, New  Value
	Pos       diag.Pos // what in the user's CUE caused it
	Restart   catalogue.Restart
	Stated    diag.Pos // where the deployment says so of Restart; else the vendor does
	Impact    Impact
	Varies    bool       // of a profile: what handsets say in its place is not the same on all
	Decides   *Decisions // of a parameter that decides something
	Default   *string    // the vendor's, of a parameter that came or went; nil if it is not known
	Keeps     bool       // phones keep the old value: no file mentions it any more
	Unsure    bool       // a secret has another name; whether its value is another, nobody here knows
	Valueless []string   // of its secrets, those that the given values lack; nil where none were given
	Emergency bool       // who can be called for help depends on it

	file     *File
	from, to bool // there was no value before, there is none now, for those of whom it is told
	again    bool // what the same change of the file is for others
	partly   bool // it is told for several files, of some of which alone it is known who can log in
}

// Handset is a handset, or all of a kind that nobody listed.
type Handset struct {
	ID       string            `json:"id,omitempty"`
	Label    string            `json:"label,omitempty"` // what people call it, where one side knows
	Unlisted string            `json:"unlisted,omitempty"`
	Folder   string            `json:"folder,omitempty"` // empty: the root itself
	Restart  catalogue.Restart `json:"restart"`

	New      bool   `json:"new,omitempty"`      // it was not listed before
	Gone     bool   `json:"gone,omitempty"`     // it is not listed any more
	Replaces string `json:"replaces,omitempty"` // the ID of the one that it replaces
}

// handsetOf is a handset by the label that one of the sides knows.
func (c *comparison) handsetOf(k effective.Key) Handset {
	h := Handset{ID: k.ID, Label: c.labelOf(k), Unlisted: k.Unlisted, Folder: k.Folder, Restart: catalogue.RestartNo}
	if h.Folder == "." {
		h.Folder = ""
	}
	return h
}

// Name is how people call the handset.
func (h Handset) Name() string {
	name := h.Unlisted
	if h.ID != "" {
		name = artifact.Called(h.Label, h.ID)
	}
	if h.Folder != "" {
		name += " in " + diag.Quoted(h.Folder)
	}
	return name
}

// User is somebody whose own profile changes, or who inherits a change.
type User struct {
	ID      string            `json:"id"`
	Label   string            `json:"label,omitempty"` // what people call them, where one side knows
	File    string            `json:"file"`
	Own     bool              `json:"own"` // the profile itself changes
	Restart catalogue.Restart `json:"restart"`
	New     bool              `json:"new,omitempty"`  // nobody could log in by that ID before
	Gone    bool              `json:"gone,omitempty"` // nobody can log in by that ID any more
}

// Name is how people call the user.
func (u User) Name() string { return artifact.Called(u.Label, u.ID) }

// Loss is a user without a profile, or a handset without a registration.
type Loss struct {
	Who   string   `json:"who"`
	Label string   `json:"label,omitempty"` // what people call who it is, where one side knows
	Why   string   `json:"why"`
	Pos   diag.Pos `json:"position,omitzero"`
}

// Name is how people call who loses something.
func (l Loss) Name() string { return artifact.Called(l.Label, l.Who) }

// Options say how to compare.
type Options struct {
	// Secret gives the value of a secret by its name. Nil knows none: then a
	// reference on one side and a value on the other cannot be compared.
	Secret func(name string) (string, bool)
}

// Compare tells what changes from one side to the other.
func Compare(old, new *Side, o Options) *Diff {
	new.Borrow(old.Root)
	new.Share(old.Root)
	c := &comparison{Diff: &Diff{Old: old.Name, New: new.Name, facts: new.Facts}, old: old, new: new, options: o}
	c.files()
	c.renames()
	slices.SortFunc(c.Files, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
	for _, f := range c.Files {
		for _, ch := range f.Changes {
			if ch.Decides != nil {
				ch.Decides.carriers = append(ch.Decides.carriers, f.Path)
			}
		}
	}
	c.impact()
	return c.Diff
}

type comparison struct {
	*Diff
	old, new *Side
	options  Options
	decided  map[[3]string]*Decisions // by parameter and values
}

// files compares all files of both sides by their paths.
func (c *comparison) files() {
	oldPaths, newPaths := c.old.Paths(), c.new.Paths()
	for len(oldPaths)+len(newPaths) > 0 {
		switch {
		case len(newPaths) == 0 || len(oldPaths) > 0 && oldPaths[0] < newPaths[0]:
			c.whole(Removed, c.old.At(oldPaths[0]))
			oldPaths = oldPaths[1:]
		case len(oldPaths) == 0 || newPaths[0] < oldPaths[0]:
			c.whole(Added, c.new.At(newPaths[0]))
			newPaths = newPaths[1:]
		default:
			c.both(c.old.At(oldPaths[0]), c.new.At(newPaths[0]))
			oldPaths, newPaths = oldPaths[1:], newPaths[1:]
		}
	}
}

// whole adds a file that one side alone has. Each parameter in it is a change.
func (c *comparison) whole(kind Kind, f *root.File) {
	if kind == Removed && f.IsSeed() || kind == Removed && !c.new.Owns(f) {
		return
	}
	out := &File{Path: f.Path, Kind: kind, Entity: f.Entity(), Label: f.Label(), opaque: f.IsOpaque()}
	side := c.new
	if kind == Removed {
		out.old, side = f, c.old
	} else {
		out.new = f
	}
	out.Pos = side.place(f.Pos())
	for _, p := range f.Last() {
		ch := &Change{Parameter: p.Name, Kind: kind, Pos: side.place(p.Pos), file: out}
		if kind == Removed {
			ch.Old = shown(c.facts, p)
		} else {
			ch.New = shown(c.facts, p)
		}
		out.Changes = append(out.Changes, ch.absent())
	}
	sortChanges(out.Changes)
	c.Files = append(c.Files, out)
}

// both adds a file that both sides have, if it differs.
func (c *comparison) both(old, new *root.File) {
	if new.IsSeed() && !c.old.IsCompiled() {
		return // it is there, and never written again
	}
	if out := c.between(old, new); out != nil {
		c.Files = append(c.Files, out)
	} else if old != new {
		c.Diff.equal = append(c.Diff.equal, &File{Path: new.Path, Kind: Changed, old: old, new: new})
	}
}

// between compares two files, or returns nil where nothing differs.
func (c *comparison) between(old, new *root.File) *File {
	if old == new {
		return nil
	}
	out := &File{Path: new.Path, Kind: Changed, Entity: cmp.Or(new.Entity(), old.Entity()), Label: cmp.Or(new.Label(), old.Label()), Pos: c.new.place(new.Pos()), old: old, new: new}
	if old.IsOpaque() || new.IsOpaque() {
		if !old.SameContent(new) {
			out.opaque = true
			return out
		}
		return nil
	}
	out.Changes = c.params(out, old, new)
	if !old.SameText(new) {
		out.opaque = true
	}
	if len(out.Changes) == 0 && !out.opaque {
		return nil
	}
	return out
}

// params compares the parameters of two files.
func (c *comparison) params(file *File, old, new *root.File) []*Change {
	before, after := old.Params(), new.Params()
	if slices.EqualFunc(before, after, func(a, b artifact.Param) bool {
		return a.Name == b.Name && a.Value == b.Value && a.Secret == b.Secret && a.Access == b.Access
	}) {
		return nil
	}
	var changes []*Change
	was := make(map[string]artifact.Param, len(before))
	for _, p := range before {
		was[p.Name] = p
	}
	for _, p := range new.Last() {
		q, ok := was[p.Name]
		if !ok {
			changes = append(changes, (&Change{Parameter: p.Name, Kind: Added, New: shown(c.facts, p), Pos: c.new.place(p.Pos), file: file}).absent())
			continue
		}
		delete(was, p.Name)
		kind := Changed
		equal := c.compare(q, p)
		switch equal {
		case same:
			continue
		case unknown:
			kind = Unknown
		}
		ch := &Change{Parameter: p.Name, Kind: kind, Old: shown(c.facts, q), New: shown(c.facts, p), Pos: c.new.place(p.Pos), file: file}
		if ch.Unsure = equal == mayDiffer; ch.Unsure || equal == unknown {
			ch.Valueless = c.valueless(q, p)
		}
		ch.Decides = c.decisions(p.Name, q, p)
		changes = append(changes, ch)
	}
	for name, q := range was {
		changes = append(changes, (&Change{Parameter: name, Kind: Removed, Old: shown(c.facts, q), Pos: c.old.place(q.Pos), file: file}).absent())
	}
	sortChanges(changes)
	return changes
}

func sortChanges(all []*Change) {
	slices.SortFunc(all, func(a, b *Change) int { return catalogue.Compare(a.Parameter, b.Parameter) })
}
