package ask

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/effective"
	"provc/compiler/meant"
	"provc/compiler/root"
	"provc/compiler/table"
	"provc/compiler/vendor"
)

// Fleet is what packages compile to, as questions look at it.
type Fleet struct {
	root        *root.Root
	account     *effective.Account
	facts       *vendor.Facts
	credentials []artifact.Credential
	revision    string // before places that are not in the working tree

	handsets []*effective.Handset // by folder and ID; those that nobody listed last
	people   []*effective.Person  // by ID
	onto     map[string][]*effective.Handset
	reads    map[string]*readers // by path
}

// New looks at a root. A revision stands before the places of one that is not of the
// working tree.
func New(r *root.Root, credentials []artifact.Credential, revision string) *Fleet {
	f := &Fleet{root: r, account: r.Account(), facts: r.Facts, credentials: credentials, revision: revision, onto: map[string][]*effective.Handset{}}
	for _, k := range effective.Keys(f.account) {
		f.handsets = append(f.handsets, f.account.Handset(k))
	}
	slices.SortStableFunc(f.handsets, func(a, b *effective.Handset) int {
		unlisted := func(h *effective.Handset) int { return min(len(h.Unlisted), 1) }
		return cmp.Or(cmp.Compare(a.Folder, b.Folder), cmp.Compare(unlisted(a), unlisted(b)))
	})
	for _, h := range f.handsets {
		if h.LogsIn() {
			f.onto[h.Users] = append(f.onto[h.Users], h)
		}
	}
	for _, there := range f.account.People {
		f.people = slices.AppendSeq(f.people, maps.Values(there))
	}
	slices.SortFunc(f.people, func(a, b *effective.Person) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.File, b.File))
	})
	return f
}

// name is what an answer calls a handset.
func (f *Fleet) name(h *effective.Handset) string {
	if h.ID == "" && h.Folder != "." {
		return h.Called() + " in " + h.Folder
	}
	return h.Called()
}

// place is where something is declared.
func (f *Fleet) place(p diag.Pos) string {
	if !p.IsValid() {
		return ""
	}
	if p.Column = 0; f.revision != "" {
		p.File = f.revision + ":" + p.File
	}
	return p.String()
}

// shown is a value as it may be seen.
func (f *Fleet) shown(p artifact.Param) string {
	text, _ := f.facts.Shown(p)
	return text
}

// of are the handsets on which a parameter may have an effect: those of the vendor who knows
// it, or all if none does.
func (f *Fleet) of(parameter string) []*effective.Handset {
	for _, v := range f.facts.Vendors {
		if _, ok := v.Schema().Param(parameter); ok {
			return slices.DeleteFunc(slices.Clone(f.handsets), func(h *effective.Handset) bool { return h.Vendor != v })
		}
	}
	return f.handsets
}

// readers are those who read a file.
type readers struct {
	handsets []*effective.Handset
	people   []*effective.Person
}

// said names those who read a file.
func (f *Fleet) said(r *readers) string {
	if r == nil {
		return "nobody"
	}
	var all []string
	for _, h := range r.handsets {
		all = append(all, f.name(h))
	}
	for _, p := range r.people {
		all = append(all, p.Called())
	}
	return table.Names(all)
}

// readersOf are those who read a file; nil if nobody does.
func (f *Fleet) readersOf(path string) *readers {
	if f.reads == nil {
		f.reads = map[string]*readers{}
		of := func(path string) *readers {
			if f.reads[path] == nil {
				f.reads[path] = &readers{}
			}
			return f.reads[path]
		}
		for _, h := range f.handsets {
			for _, l := range h.Layers {
				r := of(l.Path)
				r.handsets = append(r.handsets, h)
			}
		}
		for _, p := range f.people {
			if len(f.onto[p.Users]) > 0 {
				r := of(p.File)
				r.people = append(r.people, p)
			}
		}
	}
	return f.reads[path]
}

// handset finds a handset by its ID, in any way to write a MAC, or by its label.
func (f *Fleet) handset(word string) (*effective.Handset, error) {
	id := strings.ToLower(strings.NewReplacer(":", "", "-", "", ".", "").Replace(word))
	names := called{}
	var labelled []*effective.Handset
	for _, h := range f.handsets {
		switch {
		case h.ID == "":
			continue
		case h.ID == word || strings.ToLower(h.ID) == id:
			return h, nil
		case h.Label != "" && strings.EqualFold(h.Label, word):
			labelled = append(labelled, h)
		}
		names.add(h.Called(), h.ID, h.Label)
	}
	switch len(labelled) {
	case 1:
		return labelled[0], nil
	case 0:
		return nil, names.unknown("handset", word)
	}
	return nil, fmt.Errorf("%d handsets have the label %q: name one by its ID, such as %s", len(labelled), word, labelled[0].ID)
}

// person finds somebody by the ID, or by the label. One ID may stand in several folders.
func (f *Fleet) person(word string) ([]*effective.Person, error) {
	var byID, labelled []*effective.Person
	names := called{}
	for _, p := range f.people {
		switch {
		case p.ID == word || strings.EqualFold(p.ID, word):
			byID = append(byID, p)
		case p.Label != "" && strings.EqualFold(p.Label, word):
			labelled = append(labelled, p)
		}
		names.add(p.Called(), p.ID, p.Label)
	}
	switch {
	case len(byID) > 0:
		return byID, nil
	case len(labelled) == 0:
		return nil, names.unknown("person", word)
	}
	for _, p := range labelled {
		if p.ID != labelled[0].ID {
			return nil, fmt.Errorf("several people have the label %q: name one by the ID, such as %s or %s", word, labelled[0].ID, p.ID)
		}
	}
	return labelled, nil
}

// errUnknown is the error of naming what there is not: in one of two states of a fleet it
// may be there.
type errUnknown struct{ said string }

func (e *errUnknown) Error() string { return e.said }

// called is what handsets or people are called in sentences, by their IDs and labels.
type called map[string]string

func (c called) add(as string, names ...string) {
	for _, name := range names {
		if name != "" {
			c[name] = as
		}
	}
}

func (c called) unknown(what, word string) error {
	var guesses []string
	for _, near := range meant.Guesses(word, slices.Sorted(maps.Keys(c)), max(2, len(word)/3)) {
		if as := c[near]; !slices.Contains(guesses, as) {
			guesses = append(guesses, as)
		}
	}
	said := meant.DidYouMean(guesses)
	if said == "" && what == "person" {
		said = "; provc ask who-can-log-in tells whom there is"
	}
	return &errUnknown{fmt.Sprintf("there is no %s %q%s", what, word, said)}
}

func unknown(what, word string, names []string) error {
	guess := ""
	if near := meant.Within(word, names, max(2, len(word)/3)); near != "" {
		guess = "; did you mean " + diag.Quoted(near) + "?"
	}
	return &errUnknown{fmt.Sprintf("there is no %s %q%s", what, word, guess)}
}

// parameter finds a parameter that a catalogue knows, or that some file sets.
func (f *Fleet) parameter(name string) error {
	for _, v := range f.facts.Vendors {
		if _, ok := v.Schema().Param(name); ok {
			return nil
		}
	}
	names := map[string]bool{}
	for _, p := range f.root.Paths() {
		for _, s := range f.root.Params(p) {
			if names[s.Name] = true; s.Name == name {
				return nil
			}
		}
	}
	all := slices.Sorted(maps.Keys(names))
	if meant.Within(name, all, max(2, len(name)/3)) == "" {
		for _, v := range f.facts.Vendors {
			if near := v.Schema().Nearest(name); near != "" {
				all = []string{near}
			}
		}
	}
	return unknown("parameter", name, all)
}
