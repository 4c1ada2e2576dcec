// Package tree holds a provisioning root that people made by hand, as it lies on a
// disk: each file, what it is, all that it says with the line, and what became of
// each setting. Reading fills in what the files say; the vendors decide the rest.
package tree

import (
	"cmp"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/importer/source"
)

// Tree is a provisioning root. Files may be read by several goroutines; Kind and
// Fate are set by one.
type Tree struct {
	Dir   string  // as the user named it
	Files []*File // by path

	byPath map[string]*File
}

// Kind is what a file is.
type Kind string

// Kinds of files. Those that nobody decided about have none.
const (
	Unread       Kind = "not XML"               // firmware, pictures, logs: nothing that is imported
	Broken       Kind = "broken"                // refused: see Reason
	Template     Kind = "template"              // refused: placeholders of another tool stand in it
	Master       Kind = "master"                // says which files handsets read
	Parameters   Kind = "parameters"            // of handsets
	Profile      Kind = "profile"               // of a person
	Contacts     Kind = "contacts"              // the directory of handsets that have none
	PhoneWritten Kind = "written by a phone"    // left where it is
	Others       Kind = "made by somebody else" // stays as it is, and is named under configFiles
	Dump         Kind = "dump"                  // all that a phone was set to, saved from it
	Unreferenced Kind = "unreferenced"          // no phone reads it
)

// File is a file of the root.
type File struct {
	Path string // from Dir, with slashes
	Disk string // where it lies

	Kind   Kind
	Entity string        // the MAC or the user ID that it belongs to, if any
	Cause  source.Reason // of refusal, as programs read it, of files that cannot be read
	Reason string        // why it is not imported, of kinds that are not
	Line   int           // where Reason is about, if it is about a place
	Column int
	Hint   string   // the likely fix
	Lack   []string // MACs of phones that would read it if it could be read; empty of those not listed
	Asked  string   // the name that phones ask for, which differs from its own in letter case alone

	Encoding string          // as it was read, such as ISO-8859-1
	Remarks  []source.Remark // what is odd about it, and did not keep it from being read
	Root     string          // the outermost element, without a name space
	Head     string          // the comments above it
	Elements bool            // parameters are elements, as in a flat-profile; else they are attributes
	Settings []*Setting

	Forgotten bool // none of Settings is held any more

	byName map[string]*Setting
}

// Setting is an attribute, or the text of an element. Every attribute is one, those
// about XML itself included; so is each element that has text, and each element of a
// flat-profile that has no elements in it, text or not.
type Setting struct {
	Name    string // of the attribute, or of the element
	Value   string
	Line    int // of the name, from 1
	Column  int // in characters
	Element string
	Within  int    // elements with the same number are children of one
	Text    bool   // of an element, not of an attribute
	Stray   bool   // Text of an element that does not stand right below a flat-profile
	Comment string // that stands beside it, if any, without the marks
	Access  string // what attribute ua of an element says

	Fate Fate
}

// IsMarkup reports whether an attribute of a name is about XML itself.
func IsMarkup(name string) bool {
	return name == "xmlns" || strings.HasPrefix(name, "xmlns:") || strings.HasPrefix(name, "xsi:") || strings.HasPrefix(name, "xml:")
}

// IsMarkup reports whether an attribute is about XML itself.
func (s *Setting) IsMarkup() bool { return s.Fate.Kind == Markup }

// FateKind is what became of a setting.
type FateKind string

// Fates. The more one of them says that a setting lives on, the higher it ranks:
// where several handsets read a file, the highest counts.
const (
	Undecided  FateKind = ""                 // nobody decided: a mistake of the importer
	Markup     FateKind = "markup"           // name spaces, and what else is about XML itself
	NotRead    FateKind = "not read"         // stands in a file that is not imported, which says why
	PlainText  FateKind = "text"             // of an element, where phones read attributes alone
	Product    FateKind = "other product"    // phones of another product know it
	WrongCase  FateKind = "wrong case"       // differs from Near in letter case alone, so that no phone reads it
	Refused    FateKind = "refused"          // by the schema, wherever it stands; see Note
	Duplicate  FateKind = "duplicate"        // a later one in the same file counts
	Shadowed   FateKind = "shadowed"         // a stronger file counts for all who read this one
	Kept       FateKind = "kept"             // in a file of somebody else's, which stays
	OutOfRange FateKind = "out of range"     // its value is not allowed: it goes into unlisted
	Misspelt   FateKind = "misspelt"         // its name is not known, and Near is: it goes into unlisted
	Unknown    FateKind = "unknown"          // its name is not known: it goes into unlisted
	Implied    FateKind = "written by provc" // provc writes the same without being told
	Arrived    FateKind = "arrived"
)

var ranks = []FateKind{Undecided, Markup, NotRead, PlainText, Product, WrongCase, Refused, Duplicate, Shadowed, Kept, OutOfRange, Misspelt, Unknown, Implied, Arrived}

// Fate is what became of a setting, and why.
type Fate struct {
	Kind  FateKind
	Where string // in CUE, such as ward.groups.theatre.params.se.rt: empty where it does not live on
	Near  string // the parameter that was probably meant
	Note  string // why, in a sentence without a full stop
}

// Lives reports whether the repository says what the setting says.
func (f Fate) Lives() bool { return f.Where != "" || f.Kind == Implied || f.Kind == Kept }

// IsResidue reports whether somebody has to look at it: it did not arrive as it was
// meant, or not at all.
func (f Fate) IsResidue() bool {
	switch f.Kind {
	case Undecided, Unknown, Misspelt, OutOfRange, WrongCase, Refused, Duplicate, Shadowed, Product, PlainText:
		return true
	}
	return false
}

// Decide sets the fate of a setting, unless it has a better one already.
func (s *Setting) Decide(f Fate) {
	if s.Fate.Kind == Markup {
		return
	}
	if slices.Index(ranks, f.Kind) >= slices.Index(ranks, s.Fate.Kind) {
		s.Fate = f
	}
}

// DecideAll sets the fate of all settings of a file that have none.
func (f *File) DecideAll(kind FateKind) { f.DecideRest(Fate{Kind: kind}) }

// DecideRest is DecideAll with a note.
func (f *File) DecideRest(fate Fate) {
	for _, s := range f.Settings {
		if s.Fate.Kind == Undecided {
			s.Fate = fate
		}
	}
}

// Forget lets go of what a file says, all of which has one fate: of such files there may
// be very many.
func (f *File) Forget() { f.Settings, f.byName, f.Forgotten = nil, nil, true }

// At is a file by its path, or nil.
func (t *Tree) At(path string) *File { return t.byPath[path] }

// New makes a tree of files.
func New(dir string, files []*File) *Tree {
	t := &Tree{Dir: dir, Files: files, byPath: make(map[string]*File, len(files))}
	slices.SortFunc(t.Files, func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
	for _, f := range files {
		t.byPath[f.Path] = f
	}
	return t
}

// Made is a file that no tree has, and that says nothing.
func Made(path string) *File { return &File{Path: path} }

// Paths lists the files, sorted; see artifact.Root.
func (t *Tree) Paths() []string {
	paths := make([]string, len(t.Files))
	for i, f := range t.Files {
		paths[i] = f.Path
	}
	return paths
}

// Params are the parameters of a file, or nil; see artifact.Root.
func (t *Tree) Params(path string) []artifact.Param {
	if f := t.byPath[path]; f != nil {
		return f.Params()
	}
	return nil
}

// File is a file, or nil; see effective.Root.
func (t *Tree) File(path string) effective.File {
	if f := t.byPath[path]; f != nil {
		return f
	}
	return nil
}

// Params are the parameters of the file in their order, those that a later one
// replaces included.
func (f *File) Params() []artifact.Param {
	params := make([]artifact.Param, 0, len(f.Settings))
	for _, s := range f.Settings {
		if f.counts(s) {
			params = append(params, s.param(f))
		}
	}
	return params
}

// counts reports whether a setting is a parameter, as far as its kind tells.
func (f *File) counts(s *Setting) bool {
	return s.Text == f.Elements && !s.Stray && s.Fate.Kind != Markup
}

// IsElement reports whether a setting is an element that is a parameter of a flat-profile.
func (s *Setting) IsElement() bool { return s.Text && !s.Stray }

// Param is the setting of a parameter; of several, the last.
func (f *File) Param(name string) (artifact.Param, bool) {
	if s := f.Setting(name); s != nil {
		return s.param(f), true
	}
	return artifact.Param{}, false
}

// Setting is the setting of a name that counts, the last of several, or nil.
func (f *File) Setting(name string) *Setting {
	if f.byName == nil {
		f.byName = make(map[string]*Setting, len(f.Settings))
		for _, s := range f.Settings {
			if f.counts(s) {
				f.byName[s.Name] = s
			}
		}
	}
	return f.byName[name]
}
