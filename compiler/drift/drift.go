// Package drift compares what packages say with what handsets and people have made of a
// live provisioning root: settings that mask what is declared, files of those who are
// gone, and files of provc's own that somebody touched. It writes nothing.
package drift

import (
	"cmp"
	"context"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/root"
)

// Options say what is compared.
type Options struct {
	Root *root.Root // what packages compile to; files of handsets are laid into it
	Live Live       // what lies there
	// Folders are those of the packages in the root, each with a record of its own.
	Folders []string
	// Secret gives the value of a secret by its name; nil knows none. One that is not
	// known is compared with what was deployed.
	Secret func(name string) (value string, ok bool)
}

// Live is a root that handsets use.
type Live interface {
	// Name is what people call it; it holds no credentials.
	Name() string
	// Written reads the files that handsets wrote.
	Written(ctx context.Context, r *root.Root) ([]*root.File, error)
	// Read reads a file of provc's own; nil where it is missing.
	Read(path string) ([]byte, error)
	// Ours reads, by path, those that are not as provc wrote them, with nil for one that
	// is missing.
	Ours(ctx context.Context, r *root.Root, folders []string) (*Ours, error)
	// Unseen says what of the root cannot be seen, in sentences.
	Unseen() []string
}

// Ours is what became of provc's own files.
type Ours struct {
	Recorded bool              // a record tells what provc wrote
	Touched  map[string][]byte // by path: what lies there, nil if nothing does
	Unbuilt  []string          // declared, and never built
	Remarks  []string          // sentences about records
}

// Report is what was found.
type Report struct {
	Root    string
	Masks   []Mask   // what beats what is declared
	Left    []Left   // files that nobody reads any more
	Damaged []Damage // files of handsets that are not well-formed
	Edits   []Edit   // of provc's own files
	Missing []Missing
	Unbuilt []string // files that are declared, and that no build has written yet
	Unseen  []string // what could not be looked at

	Files    int // of handsets, that were looked at
	Handsets int // that are listed
	People   int
}

// Entity is a handset or a person.
type Entity struct {
	ID     string `json:"id"`
	Label  string `json:"label,omitempty"`
	Person bool   `json:"person"`
}

// Called is how sentences call it.
func (e Entity) Called() string { return artifact.Called(e.Label, e.ID) }

// Mask is a setting that a handset keeps and that beats what is declared.
type Mask struct {
	Of        Entity
	Stranger  bool     // a handset that nobody listed
	At        diag.Pos // of the attribute, in the root
	Level     string   // see artifact.Override
	Parameter string
	Password  bool // by which people log in
	Secret    bool // neither value is shown
	Theirs    string
	Ours      []Value  // what is declared, and has no effect
	Profiles  []string // people whose profiles say otherwise, and lose, when they log in there
	Unless    string   // a file of others that may beat what is declared anyway
}

// Value is a setting as it is declared.
type Value struct {
	Text   string   // as people may see it
	Secret string   // the name of the secret
	File   string   // of the root
	Pos    diag.Pos // in the CUE
	Owner  string   // the person whose profile it is, where the mask is a handset's
}

// Left is a file of a handset or a person that nobody reads.
type Left struct {
	Of    Entity
	Why   Why
	Files []string
}

// Why says why nobody reads files.
type Why string

const (
	Gone     Why = "gone"     // the person is declared no more
	Unlisted Why = "unlisted" // no handset of that MAC is listed
	Stray    Why = "stray"    // the person or handset reads from another folder
)

// Damage is a file of a handset that is not well-formed.
type Damage struct {
	At   diag.Pos
	What string
	Read int // settings that could be read all the same
}

// Edit is a file of provc's own that is not as it was written.
type Edit struct {
	File     string
	Pos      diag.Pos // of what asks for it, in the CUE
	Recorded bool     // by the record; else by comparison with what is declared
	Broken   int      // the line where it is not well-formed, or 0
	Changes  []Change
}

// Change is a parameter of an edited file.
type Change struct {
	Parameter string
	There     *string // nil: not there
	Declared  *Value  // nil: not declared
	Secret    bool
}

// Missing is a file of provc's own that is not there.
type Missing struct {
	File string
	Pos  diag.Pos
	Of   string // the handset or person
}

// Empty reports whether nothing was found.
func (r *Report) Empty() bool {
	return len(r.Masks)+len(r.Left)+len(r.Damaged)+len(r.Edits)+len(r.Missing) == 0
}

// Find looks at a live root.
func Find(ctx context.Context, o Options) (*Report, error) {
	files, err := o.Live.Written(ctx, o.Root)
	if err != nil {
		return nil, err
	}
	o.Root.Lay(files)
	r := &Report{Root: o.Live.Name(), Files: len(files)}
	f := newFinder(o)
	for _, k := range f.handsets {
		if k.ID != "" {
			r.Handsets++
		}
	}
	for _, people := range f.account.People {
		r.People += len(people)
	}
	r.Masks = f.masks()
	r.Left = f.left(files)
	r.Damaged = damaged(files)
	ours, err := o.Live.Ours(ctx, o.Root, o.Folders)
	if err != nil {
		return nil, err
	}
	r.Edits, r.Missing = f.edits(ours)
	r.Unbuilt = ours.Unbuilt
	r.Unseen = append(o.Live.Unseen(), ours.Remarks...)
	for _, url := range f.account.Elsewhere {
		r.Unseen = append(r.Unseen, "handsets write to "+masked(url)+", which lies outside of the root")
	}
	return r, nil
}

// damaged lists what is wrong with the files of handsets.
func damaged(files []*root.File) []Damage {
	var all []Damage
	for _, f := range files {
		for _, fault := range f.Faults() {
			all = append(all, Damage{At: diag.Pos{File: f.Path, Line: fault.Line}, What: fault.What, Read: len(f.Params())})
		}
	}
	slices.SortFunc(all, func(a, b Damage) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.What, b.What)) })
	return all
}
