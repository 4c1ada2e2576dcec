// Package root is a provisioning root, compiled or on a disk: its files, what they
// say, and who reads them. Whatever compares, explains or questions roots begins
// here.
package root

import (
	"iter"
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/vendor"
)

// Root is a provisioning root.
type Root struct {
	Name  string // what people call it: a folder, a revision
	Facts *vendor.Facts

	compiled bool
	files    []*File        // sorted by path
	paths    []string       // theirs
	index    map[string]int // of files, by path
	reads    *effective.Account
	wanted   []artifact.Emergency
	others   map[string]*artifact.Foreign   // files that somebody else makes, by name
	bare     map[string][]*artifact.Listing // by folder: handsets that need no file of their own
}

// Part is a tree, and the folder of the root that it goes to.
type Part struct {
	Folder string // empty: the root itself
	Tree   *artifact.Tree
}

// Compiled is a root that packages compile to.
func Compiled(name string, vendors vendor.List, parts ...Part) *Root {
	return Partly(name, vendors, func(artifact.Head) bool { return true }, parts...)
}

// Partly is a root with those files alone that are wanted: there may be very many.
func Partly(name string, vendors vendor.List, wanted func(artifact.Head) bool, parts ...Part) *Root {
	r := &Root{Name: name, Facts: vendor.FactsOf(vendors), compiled: true, others: map[string]*artifact.Foreign{}, bare: map[string][]*artifact.Listing{}}
	for _, p := range parts {
		p.Tree.Sort()
		for i := range p.Tree.Len() {
			if wanted(p.Tree.Head(i)) {
				f := p.Tree.File(i)
				r.add(&File{Path: path.Join(p.Folder, f.Path), Compiled: f, Restarts: p.Tree.Restarts[f.Owner], facts: r.Facts})
			}
		}
		for _, f := range p.Tree.Foreign {
			name := f.Name
			if !strings.Contains(name, ":/") {
				name = path.Join(p.Folder, name)
			}
			r.others[name] = &f
		}
		for _, n := range p.Tree.Emergency {
			n.Folder = path.Join(".", p.Folder, n.Folder)
			r.wanted = append(r.wanted, n)
		}
		for _, l := range p.Tree.Bare {
			folder := path.Join(".", p.Folder, l.Folder)
			r.bare[folder] = append(r.bare[folder], l)
		}
	}
	r.sort()
	return r
}

func (r *Root) add(f *File) { r.files = append(r.files, f) }

// sort puts all files in order that were added. Of several with one path, the last is
// the root's.
func (r *Root) sort() {
	slices.SortStableFunc(r.files, func(f, g *File) int { return strings.Compare(f.Path, g.Path) })
	all := r.files[:0]
	r.paths, r.index = make([]string, 0, len(r.files)), make(map[string]int, len(r.files))
	for _, f := range r.files {
		if n, ok := r.index[f.Path]; ok {
			all[n] = f
			continue
		}
		r.index[f.Path] = len(all)
		all, r.paths = append(all, f), append(r.paths, f.Path)
	}
	r.files = all
}

// IsCompiled reports whether the root is what packages compile to, so that it may
// lie nowhere.
func (r *Root) IsCompiled() bool { return r.compiled }

// Paths lists the files, sorted.
func (r *Root) Paths() []string { return r.paths }

// At is the file of a path, or nil.
func (r *Root) At(path string) *File {
	if n, ok := r.index[path]; ok {
		return r.files[n]
	}
	return nil
}

// Params are the parameters of a file, or nil where there are none.
func (r *Root) Params(path string) []artifact.Param {
	if f := r.At(path); f != nil {
		return f.Params()
	}
	return nil
}

// File is a file, or nil; see effective.Root.
func (r *Root) File(path string) effective.File {
	if f := r.At(path); f != nil {
		return f
	}
	return nil
}

// Foreign is what is said of a file that somebody else makes; see
// artifact.Declarer.
func (r *Root) Foreign(name string) *artifact.Foreign { return r.others[name] }

// Label is what people call the handset or person whose own file that is; see
// artifact.Lister.
func (r *Root) Label(path string) string {
	if f := r.At(path); f != nil {
		return f.Label()
	}
	return ""
}

// Bare goes through the handsets of a folder that are listed and need no file of their
// own; see artifact.Lister.
func (r *Root) Bare(folder string) iter.Seq2[string, string] {
	return func(yield func(mac, label string) bool) {
		for _, l := range r.bare[folder] {
			for mac, label := range l.All() {
				if !yield(mac, label) {
					return
				}
			}
		}
	}
}

// Emergency lists the numbers that deployments want to be callable from each of their
// phones, by the folders of these. Of a folder on a disk nobody knows them.
func (r *Root) Emergency() []artifact.Emergency { return r.wanted }

// Account is who reads what in the root.
func (r *Root) Account() *effective.Account {
	if r.reads == nil {
		r.reads = effective.Of(r, r.Facts.Vendors)
	}
	return r.reads
}

// Owns reports whether a file of another root would go away because this one does
// not have it: what packages compile to leaves alone what provc did not write.
func (r *Root) Owns(f *File) bool {
	return !r.compiled || f.Compiled != nil || !f.Foreign
}

// Borrow takes the files that somebody else makes from the folder that a build would
// go to: they stay as they are.
func (r *Root) Borrow(from *Root) {
	if !r.compiled || from.compiled || len(r.others) == 0 {
		return
	}
	for _, f := range from.files {
		if r.At(f.Path) == nil && (r.others[f.Path] != nil || f.Foreign) {
			f.Foreign = true
			r.add(f)
		}
	}
	r.sort()
	r.reads = nil
}

// Stay has the root hold what else lies in the folder that a build goes to, and that the
// build leaves there: all but what is removed.
func (r *Root) Stay(from *Root, removed []string) {
	gone := map[string]bool{}
	for _, p := range removed {
		gone[p] = true
	}
	for _, f := range from.files {
		if r.At(f.Path) == nil && !gone[f.Path] {
			r.add(f)
		}
	}
	r.sort()
	r.reads = nil
}

// Share has the root hold the same file as another where the bytes are equal, so
// that it is parsed once.
func (r *Root) Share(with *Root) {
	others := with.files
	for i, f := range r.files {
		for len(others) > 0 && others[0].Path < f.Path {
			others = others[1:]
		}
		if len(others) > 0 && others[0].Path == f.Path && f.SameBytes(others[0]) {
			r.files[i] = others[0]
		}
	}
}
