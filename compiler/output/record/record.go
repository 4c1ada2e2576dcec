// Package record is what provc writes down of a provisioning root: which package it
// was built from, and which files and folders of it are provc's.
package record

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/artifact"
)

// Title is the first line of a record.
const Title = "provc manifest 1"

// otherTitle is the first line of a record in another form.
var otherTitle = regexp.MustCompile(`^provc manifest [0-9]+$`)

// ErrNewer says that a record is in another form. There has been no older one.
var ErrNewer = errors.New("a newer provc wrote it, which this one does not understand; use that version, or a newer one")

// Sum identifies the bytes of a file.
type Sum [sha256.Size]byte

// Entry is one file that provc owns, as its line in the record; empty if there is none.
// It shares the record's text, so that it takes little memory.
//
//	file <sum> <phase> <owner> <entity> <path>
//
// The phase tells when the file may be removed. The owner is the deployment, and the
// entity the user or handset, or empty.
type Entry string

const (
	sumAt   = len("file\t")
	phaseAt = sumAt + 2*sha256.Size + 1
	ownerAt = phaseAt + 2
)

// AppendEntry appends a line for an entry.
func AppendEntry(b []byte, s Sum, phase artifact.Phase, owner, entity, path string) []byte {
	b = append(b, "file\t"...)
	b = hex.AppendEncode(b, s[:])
	b = append(b, '\t', '0'+byte(phase), '\t')
	b = append(b, owner...)
	b = append(b, '\t')
	b = append(b, entity...)
	b = append(b, '\t')
	b = append(b, path...)
	return append(b, '\n')
}

// valid reports whether a line is an entry.
func (e Entry) valid() bool {
	if len(e) < ownerAt || e[:sumAt] != "file\t" || e[phaseAt-1] != '\t' || e[ownerAt-1] != '\t' || strings.Count(string(e[ownerAt:]), "\t") != 2 {
		return false
	}
	for i := sumAt; i < phaseAt-1; i++ {
		if c := e[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return e[phaseAt] >= '0' && e.Phase() <= artifact.Entry && fs.ValidPath(e.Path())
}

// Is reports whether the entry has this Sum. The empty entry has none.
func (e Entry) Is(s Sum) bool {
	if e == "" {
		return false
	}
	var digits [2 * sha256.Size]byte
	hex.Encode(digits[:], s[:])
	return string(e[sumAt:phaseAt-1]) == string(digits[:])
}

// Phase tells when the file may be removed.
func (e Entry) Phase() artifact.Phase { return artifact.Phase(e[phaseAt] - '0') }

// Path is where the file lies.
func (e Entry) Path() string { return string(e[strings.LastIndexByte(string(e), '\t')+1:]) }

// Entity is the user or handset. The empty entry has none.
func (e Entry) Entity() string {
	if e == "" {
		return ""
	}
	_, rest, _ := strings.Cut(string(e[ownerAt:]), "\t")
	entity, _, _ := strings.Cut(rest, "\t")
	return entity
}

// At is the same entry for another spelling of its path.
func (e Entry) At(path string) Entry {
	if e.Path() == path {
		return e
	}
	return e[:strings.LastIndexByte(string(e), '\t')+1] + Entry(path)
}

// Folder is one folder that artifacts lie in or handsets write into.
type Folder struct {
	Path string
	Made bool // provc made it, and removes it when it is of no use and empty
}

// Manifest is the record of what provc owns in a root. The same record has the
// same bytes.
type Manifest struct {
	Package string
	Folders []Folder // by path
	Entries []Entry  // by path
	Whole   bool     // its last line was read; always so for the manifest proper
	Text    string   // what was read
}

// Names reports whether files may be expected in a folder. A nil manifest
// names none.
func (m *Manifest) Names(dir string) bool {
	if m == nil || dir == "." {
		return m != nil
	}
	_, ok := m.find(dir)
	return ok
}

func (m *Manifest) find(dir string) (int, bool) {
	return slices.BinarySearchFunc(m.Folders, dir, func(f Folder, dir string) int { return strings.Compare(f.Path, dir) })
}

// Made reports whether provc made a folder. A nil manifest knows of none.
func (m *Manifest) Made(path string) bool {
	if m == nil {
		return false
	}
	i, ok := m.find(path)
	return ok && m.Folders[i].Made
}

// With adds the files of another record of the same root that this one lacks. Either may
// be nil.
func (m *Manifest) With(other *Manifest) *Manifest {
	if m == nil || other == nil {
		return cmp.Or(m, other)
	}
	both := *m
	both.Entries = append(slices.Clone(m.Entries), other.Entries...)
	slices.SortStableFunc(both.Entries, func(a, b Entry) int { return strings.Compare(a.Path(), b.Path()) })
	both.Entries = slices.CompactFunc(both.Entries, func(a, b Entry) bool { return a.Path() == b.Path() })
	return &both
}

// Head is the part of the record that is known before any file is rendered.
func (m *Manifest) Head() []byte {
	b := fmt.Appendf(nil, "%s\npackage\t%s\n", Title, m.Package)
	for _, f := range m.Folders {
		kind := "kept"
		if f.Made {
			kind = "made"
		}
		b = fmt.Appendf(b, "folder\t%s\t%s\n", kind, f.Path)
	}
	return b
}

// LastLine shows that a record is whole.
const LastLine = "end"

// Bytes is the whole record.
func (m *Manifest) Bytes() []byte {
	b := m.Head()
	for _, e := range m.Entries {
		b = append(append(b, e...), '\n')
	}
	return append(b, LastLine+"\n"...)
}

// Parse reads a record. One that stops early, as that of a killed
// build may, is no error: it is not whole.
func Parse(text string) (*Manifest, error) {
	m := &Manifest{Text: text}
	m.Entries = make([]Entry, 0, strings.Count(text, "\nfile\t"))
	last := "" // path
	for n := 1; ; n++ {
		line, rest, found := strings.Cut(text, "\n")
		if !found {
			return m, nil
		}
		text = rest
		switch e := Entry(line); {
		case n > 2 && !m.Whole && e.valid() && e.Path() > last:
			last = e.Path()
			m.Entries = append(m.Entries, e)
		case n == 1 && line != Title && otherTitle.MatchString(line):
			return nil, ErrNewer
		case n == 2 && partLine.MatchString(line):
			return nil, ErrPart
		case m.Whole || !m.parseLine(n, line):
			return nil, fmt.Errorf("damaged at line %d", n)
		}
	}
}

// parseLine reads any line but an entry.
func (m *Manifest) parseLine(n int, line string) bool {
	fields := strings.Split(line, "\t")
	switch {
	case n == 1:
		return line == Title
	case n == 2:
		if len(fields) != 2 || fields[0] != "package" {
			return false
		}
		m.Package = fields[1]
		return true
	case line == LastLine:
		m.Whole = true
		return true
	case fields[0] == "folder" && len(fields) == 3:
		if fields[1] != "made" && fields[1] != "kept" {
			return false
		}
		m.Folders = append(m.Folders, Folder{fields[2], fields[1] == "made"})
		return fs.ValidPath(fields[2])
	}
	return false
}

// partLine is the second line of a record that an older provc left in a folder that holds
// one of several parts of a root.
var partLine = regexp.MustCompile(`^package\t[^\t]*\t\d+/\d+$`)

// ErrPart says that a record is of such a part.
var ErrPart = errors.New("an older provc wrote it for a part of a root, which provc no longer builds; remove the folder, and build the whole package")
