package diff

import (
	"context"
	"strings"

	"provc/compiler/diag"
)

// Title says what is compared: for people who did not type the command.
type Title struct {
	Packages []string // folders of packages, or patterns; none of two folders
	Old, New Origin
}

// Origin is what one side is made from.
type Origin struct {
	Name string // what people call it: a revision, a folder
	Commit
}

// Commit is a commit of git; the zero Commit is none.
type Commit struct {
	ID    string `json:"id"`              // shortened
	Day   string `json:"day"`             // on which it was committed
	Dirty bool   `json:"dirty,omitempty"` // files differ from it that are not committed
}

// workingTree is what people call the files as they are.
const workingTree = "the working tree"

// WorkingTree is the origin of what packages compile to now.
func WorkingTree(ctx context.Context, dir string) Origin {
	o := Origin{Name: workingTree}
	g := git{ctx, dir}
	if head, err := g.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}"); err == nil {
		o.Commit = g.describe(head)
		changed, err := g.line("status", "--porcelain", "--untracked-files=no")
		added, errAdded := g.line("ls-files", "--others", "--exclude-standard", "--", "*.cue", "*.csv")
		o.Dirty = err != nil || errAdded != nil || changed+added != ""
	}
	return o
}

// Revision is the origin of packages as of a git revision, as people say it; its commit
// is left out where there is none.
func Revision(ctx context.Context, dir, revision string) Origin {
	o := Origin{Name: revision}
	g := git{ctx, dir}
	if commit, err := g.commit(revision); err == nil {
		o.Commit = g.describe(commit)
	}
	return o
}

// describe is a commit as titles show it.
func (g git) describe(commit string) Commit {
	line, err := g.line("show", "-s", "--format=%h %cs", "--no-show-signature", commit)
	id, day, ok := strings.Cut(line, " ")
	if err != nil || !ok {
		return Commit{}
	}
	return Commit{ID: id, Day: day}
}

// Called is how a title calls a side.
func (o Origin) Called() string {
	if o.ID != "" && !o.Dirty && o.Name == workingTree {
		return o.ID + " of " + o.Day // nothing but the commit
	}
	return diag.Visible(o.Name)
}

// At is the commit that a side is of, where its name does not say it.
func (o Origin) At() string {
	at := o.ID + " of " + o.Day
	switch {
	case o.ID == "" || o.Called() == at:
		return ""
	case o.Dirty:
		return at + " and changes that are not committed"
	}
	return at
}

// String is the origin in words: main (3f2a91c of 2026-11-20).
func (o Origin) String() string {
	if at := o.At(); at != "" {
		return o.Called() + " (" + at + ")"
	}
	return o.Called()
}

// Of names the packages: " of wards and rooms", or nothing.
func (t Title) Of() string {
	if len(t.Packages) == 0 {
		return ""
	}
	var all []string
	for _, p := range t.Packages {
		all = append(all, diag.Quoted(p))
	}
	return " of " + and(short(all))
}

// String is the title in words.
func (t Title) String() string {
	return "Phone provisioning" + t.Of() + ": " + t.Old.String() + " → " + t.New.String()
}

// title is that of the diff; one that nobody gave has the names of the sides.
func (d *Diff) title() Title {
	t := d.Title
	if t.Old.Name == "" {
		t.Old.Name = d.Old
	}
	if t.New.Name == "" {
		t.New.Name = d.New
	}
	return t
}
