package proof

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"provc/compiler/importer/source"
	"provc/compiler/importer/tree"
)

// Fate is what became of what a file says, as the report groups it.
type Fate string

// Of all that the files say, each is counted under one of these.
const (
	Arrived      Fate = "arrived"
	Implied      Fate = "implied"       // provc writes it without being told
	Kept         Fate = "kept"          // in a file of somebody else's, which stays
	Unlisted     Fate = "unlisted"      // residue that lives on, with a note
	Dropped      Fate = "dropped"       // residue that phones never read
	Markup       Fate = "markup"        // about XML itself
	PhoneWritten Fate = "phone-written" // phones keep it themselves
	Unreferenced Fate = "unreferenced"  // in files that no phone reads
	Placeholder  Fate = "placeholder"   // in templates of other tools
	Broken       Fate = "broken"        // in files that cannot be read
	Lost         Fate = "lost"          // a mistake of import
)

// Fates are all of them, in the order of the report.
var Fates = []Fate{Arrived, Implied, Kept, Unlisted, Dropped, Markup, PhoneWritten, Unreferenced, Placeholder, Broken, Lost}

// File is the account of one source file.
type File struct {
	Path     string       `json:"path"`
	Kind     tree.Kind    `json:"kind"`
	Entity   string       `json:"entity,omitempty"`
	Refused  string       `json:"refused,omitempty"` // why it cannot be read, as programs read it
	Reason   string       `json:"reason,omitempty"`
	Hint     string       `json:"hint,omitempty"`
	Line     int          `json:"line,omitempty"`
	Column   int          `json:"column,omitempty"`
	Lack     []string     `json:"lackedBy,omitempty"` // MACs of phones that would read it, empty of those not listed
	Encoding string       `json:"encoding,omitempty"`
	Remarks  []Remark     `json:"remarks,omitempty"`
	Elements int          `json:"elements"` // all, most of which say nothing by themselves
	Says     int          `json:"says"`     // attributes, and elements with text
	Fates    map[Fate]int `json:"fates"`
}

// Remark is something odd in a file that could be read.
type Remark struct {
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Said   string `json:"said"`
}

// Residue is something that did not arrive as it was meant, or not at all.
type Residue struct {
	File   string        `json:"file"`
	Line   int           `json:"line"`
	Column int           `json:"column,omitempty"`
	Name   string        `json:"name"`
	Kind   tree.FateKind `json:"kind"` // what is wrong with it
	Went   Fate          `json:"went"` // unlisted or dropped
	Where  string        `json:"where,omitempty"`
	Near   string        `json:"near,omitempty"`
	Note   string        `json:"note,omitempty"`
}

// Fault is a mistake of import: what a second reader finds in a file has no fate, or
// what import tells of stands in no file.
type Fault struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Name string `json:"name"`
	Said string `json:"said"` // a sentence about it
}

// count accounts for all that the files of a tree say.
func (r *Report) count(ctx context.Context, t *tree.Tree) error {
	for _, f := range t.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		account := &File{Path: f.Path, Kind: f.Kind, Entity: f.Entity, Refused: string(f.Cause), Reason: f.Reason, Hint: f.Hint, Lack: f.Lack, Line: f.Line, Column: f.Column, Encoding: f.Encoding, Fates: map[Fate]int{}}
		for _, m := range f.Remarks {
			account.Remarks = append(account.Remarks, Remark{m.Pos.Line, m.Pos.Column, m.Said})
		}
		r.Files = append(r.Files, account)
		if f.Asked != "" {
			r.Residue = append(r.Residue, Residue{File: f.Path, Line: 1, Name: "the whole file", Kind: tree.WrongCase, Went: Dropped, Near: f.Asked, Note: f.Reason})
		}
		if f.Kind == tree.Unread || f.Cause == source.Hostile || f.Cause == source.Unreadable {
			continue
		}
		if f.Cause == source.Encoding && strings.ContainsRune(f.Path, '\ufffd') {
			continue // its name is no UTF-8, and nothing was read
		}
		data, err := readAgain(f.Disk)
		if err != nil {
			r.fault(f.Path, 0, "", "the file could be read at first, and cannot be read again")
			continue
		}
		r.settle(account, f, walk(data))
	}
	if err := r.overlooked(ctx, t); err != nil {
		return err
	}
	for _, f := range r.Files {
		for fate, n := range f.Fates {
			r.Fates[fate] += n
		}
		r.Elements += f.Elements
		r.Says += f.Says
	}
	slices.SortStableFunc(r.Residue, func(a, b Residue) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
	})
	return nil
}

// overlooked goes through the folder once more, and tells of files of which import does
// not.
func (r *Report) overlooked(ctx context.Context, t *tree.Tree) error {
	dir, err := filepath.EvalSymlinks(t.Dir) // WalkDir would not follow it
	if err != nil {
		return fmt.Errorf("folder %s cannot be read again: %w", t.Dir, err)
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // import tells of what cannot be opened
		case ctx.Err() != nil:
			return ctx.Err()
		case d.IsDir() && slices.Contains(source.Aside, d.Name()) && name != dir:
			return filepath.SkipDir
		case d.IsDir():
			return nil
		}
		rel, err := filepath.Rel(dir, name)
		if err == nil && t.At(strings.ToValidUTF8(filepath.ToSlash(rel), "\ufffd")) == nil {
			r.fault(filepath.ToSlash(rel), 0, "", "import has overlooked the file")
		}
		return err
	})
}

// maxAgain is more than any file has that was read.
const maxAgain = 16 << 20

func readAgain(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxAgain+1))
	if err == nil && len(data) > maxAgain {
		err = errors.New("it has grown")
	}
	return data, err
}

func (r *Report) fault(file string, line int, name, said string) {
	r.Faults = append(r.Faults, Fault{file, line, name, said})
}

// settle finds for each item of a file the setting that import made of it.
func (r *Report) settle(account *File, f *tree.File, w walked) {
	account.Elements, account.Says = w.elements, len(w.items)
	if f.Cause != "" { // nothing was made of it
		fate := Broken
		if f.Kind == tree.Template {
			fate = Placeholder
		}
		if len(w.items) > 0 {
			account.Fates[fate] = len(w.items)
		}
		return
	}
	if f.Forgotten {
		r.forgotten(account, f, w)
		return
	}
	type key struct {
		name string
		text bool
	}
	waiting := map[key][]*tree.Setting{}
	for _, s := range f.Settings {
		k := key{s.Name, s.Text}
		waiting[k] = append(waiting[k], s)
	}
	for _, i := range w.items {
		k := key{i.name, i.text}
		at := slices.IndexFunc(waiting[k], func(s *tree.Setting) bool { return same(s.Value, i.value, f.Encoding) })
		if at < 0 {
			account.Fates[Lost]++
			r.fault(f.Path, i.line, i.name, "import has overlooked it, or read another value")
			continue
		}
		s := waiting[k][at]
		waiting[k] = slices.Delete(waiting[k], at, at+1)
		fate := fateOf(f, s)
		account.Fates[fate]++
		switch fate {
		case Lost:
			r.fault(f.Path, i.line, i.name, "import has not decided what becomes of it")
		case Unlisted, Dropped:
			r.Residue = append(r.Residue, Residue{f.Path, s.Line, s.Column, s.Name, s.Fate.Kind, fate, s.Fate.Where, s.Fate.Near, s.Fate.Note})
		}
	}
	for _, s := range f.Settings {
		if slices.Contains(waiting[key{s.Name, s.Text}], s) {
			r.fault(f.Path, s.Line, s.Name, "import tells of it, and it does not stand there")
		}
	}
}

// forgotten counts what a file says of which import holds nothing any more: all of it has
// the fate of the file. Of such files there may be very many, that say the same number of
// things.
func (r *Report) forgotten(account *File, f *tree.File, w walked) {
	markup := 0
	for _, i := range w.items {
		if !i.text && tree.IsMarkup(i.name) {
			markup++
		}
	}
	fate := Unreferenced
	if f.Kind == tree.PhoneWritten {
		fate = PhoneWritten
	}
	key := sum{fate, len(w.items), markup}
	fates := r.sums[key]
	if fates == nil {
		fates = map[Fate]int{}
		if n := len(w.items) - markup; n > 0 {
			fates[fate] = n
		}
		if markup > 0 {
			fates[Markup] = markup
		}
		if r.sums == nil {
			r.sums = map[sum]map[Fate]int{}
		}
		r.sums[key] = fates
	}
	account.Fates = fates
}

// sum is what files say that have one fate.
type sum struct {
	fate          Fate
	items, markup int
}

// fateOf is what became of a setting.
func fateOf(f *tree.File, s *tree.Setting) Fate {
	switch {
	case s.Fate.Kind == tree.Undecided:
		return Lost
	case s.Fate.Kind == tree.Markup:
		return Markup
	case f.Kind == tree.Unreferenced:
		return Unreferenced
	case f.Kind == tree.PhoneWritten:
		return PhoneWritten
	}
	switch s.Fate.Kind {
	case tree.Implied:
		return Implied
	case tree.Kept:
		return Kept
	case tree.Arrived:
		return Arrived
	case tree.NotRead:
		if f.Kind == tree.Others {
			return Kept
		}
		return Unreferenced
	}
	if s.Fate.Where != "" {
		return Unlisted
	}
	return Dropped
}
