package diff

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/effective"
	"provc/compiler/vendor"
)

// Side is a provisioning root on one side of a comparison.
type Side struct {
	Name     string    // what people call it: a revision, a folder
	Findings diag.List // what is wrong with it

	compiled bool
	revision string               // before positions, for those that are not in the working tree
	files    map[string]*sideFile // by path
	paths    []string             // sorted
	makers   *makers
	reads    *effective.Account
	others   map[string]*artifact.Foreign // files that somebody else makes, by name
}

// Part is a tree to be compared, and the folder that it goes to.
type Part struct {
	Folder string // empty: the root itself
	Tree   *artifact.Tree
}

// Compiled is a side that packages compile to. A revision stands before the
// positions of what is no longer in the working tree.
func Compiled(name, revision string, vendors vendor.List, parts ...Part) *Side {
	s := &Side{Name: name, revision: revision, compiled: true, files: map[string]*sideFile{}, makers: of(vendors), others: map[string]*artifact.Foreign{}}
	for _, p := range parts {
		p.Tree.Sort()
		for f := range p.Tree.All() {
			s.add(&sideFile{path: path.Join(p.Folder, f.Path), compiled: f, makers: s.makers})
		}
		for _, f := range p.Tree.Foreign {
			name := f.Name
			if !strings.Contains(name, ":/") {
				name = path.Join(p.Folder, name)
			}
			s.others[name] = &f
		}
	}
	s.sort()
	return s
}

func (s *Side) add(f *sideFile) { s.files[f.path] = f }

func (s *Side) sort() { s.paths = slices.Sorted(maps.Keys(s.files)) }

// Paths lists the files, sorted.
func (s *Side) Paths() []string { return s.paths }

// Params are the parameters of a file, or nil where there are none.
func (s *Side) Params(path string) []artifact.Param {
	if f := s.files[path]; f != nil {
		return f.Params()
	}
	return nil
}

// File is a file, or nil; see effective.Root.
func (s *Side) File(path string) effective.File {
	if f := s.files[path]; f != nil {
		return f
	}
	return nil
}

// Foreign is what is said of a file that somebody else makes; see
// artifact.Declarer.
func (s *Side) Foreign(name string) *artifact.Foreign { return s.others[name] }

// readers returns who reads what on the side.
func (s *Side) readers() *effective.Account {
	if s.reads == nil {
		s.reads = effective.Of(s, s.makers.vendors)
	}
	return s.reads
}

// place puts the revision before a position, if the side is one, since the working
// tree may have another text there.
func (s *Side) place(p diag.Pos) diag.Pos {
	if s.revision != "" && p.IsValid() {
		p.File = s.revision + ":" + p.File
	}
	return p
}

// owns reports whether a file of the other side would go away because this side
// does not have it: a compiled side leaves alone what provc did not write.
func (s *Side) owns(f *sideFile) bool {
	return !s.compiled || f.compiled != nil || !f.foreign
}

// sideFile is one file of a side. What it says is read when it is asked for.
type sideFile struct {
	path     string
	compiled *artifact.File
	makers   *makers

	// Of a folder on a disk.
	disk    string // where it lies
	data    []byte // nil where the file is too large to hold
	size    int64
	foreign bool // not written by provc, in a folder where that is known

	read     bool
	params   []artifact.Param
	byName   map[string]int // index of the last setting
	text     string         // what it says beside parameters
	unread   bool           // not of a kind that holds parameters
	broken   bool           // not well-formed
	brokenAt int            // the line
}

func (f *sideFile) pos() diag.Pos {
	if f.compiled != nil {
		return f.compiled.Pos
	}
	return diag.Pos{}
}

func (f *sideFile) seed() bool { return f.compiled != nil && f.compiled.Seed }

// entity is the user or handset that a file belongs to, as far as the file
// itself tells.
func (f *sideFile) entity() string {
	if f.compiled != nil {
		return f.compiled.Entity
	}
	return ""
}

// opaque reports whether a file is not made of parameters.
func (f *sideFile) opaque() bool {
	f.parse()
	return f.broken || f.unread
}

// Params are the parameters of the file, in its order.
func (f *sideFile) Params() []artifact.Param {
	f.parse()
	return f.params
}

func (f *sideFile) parse() {
	if f.read {
		return
	}
	f.read = true
	switch {
	case f.compiled != nil && f.compiled.Format != nil:
		f.params = f.compiled.Params
	case f.compiled != nil:
		f.parseText(f.compiled.Data)
	default:
		f.parseText(f.data)
	}
}

// few parameters are found faster without an index.
const few = 12

// Param is the setting of a parameter; of several, the last.
func (f *sideFile) Param(name string) (artifact.Param, bool) {
	if !f.read && f.compiled == nil && !bytes.Contains(f.data, []byte(name)) {
		return artifact.Param{}, false // spared the reading; a name is never escaped
	}
	f.parse()
	if len(f.params) <= few {
		for _, p := range slices.Backward(f.params) {
			if p.Name == name {
				return p, true
			}
		}
		return artifact.Param{}, false
	}
	if f.byName == nil {
		f.byName = make(map[string]int, len(f.params))
		for i, p := range f.params {
			f.byName[p.Name] = i
		}
	}
	if i, ok := f.byName[name]; ok {
		return f.params[i], true
	}
	return artifact.Param{}, false
}

// mentions reports whether any of these names stands in the file, which spares
// reading a file that does not set them. A name is never escaped.
func (f *sideFile) mentions(names map[string]bool) bool {
	if f.read || f.compiled != nil {
		return true
	}
	start := -1
	for i, c := range f.data {
		inName := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-' || c >= 0x80
		switch {
		case inName && start < 0:
			start = i
		case !inName && start >= 0:
			if names[string(f.data[start:i])] {
				return true
			}
			start = -1
		}
	}
	return false
}

// last returns the parameters without those that a later setting replaces.
func (f *sideFile) last() []artifact.Param {
	params := f.Params()
	seen := make(map[string]bool, len(params))
	twice := false
	for _, p := range params {
		twice = twice || seen[p.Name]
		seen[p.Name] = true
	}
	if !twice {
		return params
	}
	var out []artifact.Param
	for _, p := range slices.Backward(params) {
		if seen[p.Name] {
			seen[p.Name] = false
			out = append(out, p)
		}
	}
	slices.Reverse(out)
	return out
}

// sameBytes is a quick way to tell equal files of two folders.
func (f *sideFile) sameBytes(g *sideFile) bool {
	return f.compiled == nil && g.compiled == nil && f.data != nil && bytes.Equal(f.data, g.data)
}

// sameText compares what files say beside parameters, in layout of any kind.
func (f *sideFile) sameText(g *sideFile) bool {
	f.parse()
	g.parse()
	return f.text == g.text
}
