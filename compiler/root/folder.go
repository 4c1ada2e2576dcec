package root

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/beevik/etree"
	"golang.org/x/sync/errgroup"

	"provc/compiler/vendor"
	"provc/compiler/xmlfile"
)

// stateDir is where provc keeps its record of a live root (compiler/output).
const stateDir = ".provc"

// maxHeld is the size up to which a file is held in memory; parameter files are
// far smaller, software images are not.
const maxHeld = 4 << 20

// Folder is a root that lies on a disk.
func Folder(dir string, vendors vendor.List) (*Root, error) {
	return FolderBeside(nil, dir, vendors)
}

// FolderBeside is a root that lies on a disk and that is much like another, which is
// already read, or nil: they share what is the same.
func FolderBeside(like *Root, dir string, vendors vendor.List) (*Root, error) {
	r, err := folder(dir, vendors, reading{
		unread: func(err error) error { return err },
		hold:   func(*File, []byte) bool { return true },
		like:   like,
	})
	if err == nil && !r.provisions() {
		return nil, fmt.Errorf("%s is no provisioning root: %s", dir, nothingToStart(vendors))
	}
	return r, err
}

// Files is a folder on a disk that need not be a root, without what cannot be read. Of
// what is no XML, only the names are held.
func Files(dir string, vendors vendor.List) (*Root, error) {
	return folder(dir, vendors, reading{
		unread: func(error) error { return nil },
		hold:   func(f *File, head []byte) bool { return xmlfile.IsNamed(f.Path) || beginsTag(head) },
	})
}

// beginsTag reports whether a text may be XML, by how it begins.
func beginsTag(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(text, "\ufeff \t\r\n"), []byte("<"))
}

// reading is how a folder is read.
type reading struct {
	unread func(error) error        // whether a file or folder that cannot be read is an error
	hold   func(*File, []byte) bool // whether a file is held in memory, by its first bytes
	like   *Root                    // whose bytes are shared where they are the same, or nil
}

func folder(dir string, vendors vendor.List, how reading) (*Root, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such folder", dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file, not a folder", dir)
	}
	r := &Root{Name: filepath.ToSlash(dir), Facts: vendor.FactsOf(vendors)}
	var found []*File
	dir = walked(dir)
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if name == dir {
				return err
			}
			return how.unread(err)
		}
		if d.IsDir() {
			if d.Name() == stateDir || d.Name() == ".git" {
				return filepath.SkipDir
			}
			return nil
		}
		if t := d.Type(); !t.IsRegular() && t != fs.ModeSymlink {
			return nil // opening a pipe would wait for somebody
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		found = append(found, &File{Path: filepath.ToSlash(rel), disk: name, facts: r.Facts})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := how.load(found); err != nil {
		return nil, err
	}
	for _, f := range found {
		if f.data != nil || f.size > 0 {
			r.add(f)
		}
	}
	r.sort()
	return r, nil
}

// walked is a folder as filepath.WalkDir goes into it: that to which a link leads, which
// it would not follow.
func walked(dir string) string {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return dir
}

// provisions reports whether any handset would find something here.
func (r *Root) provisions() bool {
	for _, v := range r.Facts.Vendors {
		starter, ok := v.(vendor.Starter)
		if ok && slices.ContainsFunc(r.paths, starter.Starts) || !ok && len(v.Readers(r).Handsets) > 0 {
			return true
		}
	}
	return false
}

// nothingToStart says what a folder lacks that is no provisioning root.
func nothingToStart(vendors vendor.List) string {
	var names []string
	for _, s := range vendor.With[vendor.Starter](vendors) {
		names = append(names, s.StartNames())
	}
	switch last := len(names) - 1; last {
	case -1:
		return "no handset finds anything in it"
	case 0:
		return "it does not hold " + names[0]
	default:
		return "it holds neither " + strings.Join(names[:last], ", ") + " nor " + names[last]
	}
}

// load reads files, several at a time.
func (how *reading) load(files []*File) error {
	var g errgroup.Group
	size := (len(files) + runtime.NumCPU() - 1) / runtime.NumCPU()
	for part := range slices.Chunk(files, max(1, size)) {
		g.Go(func() error {
			buf := make([]byte, 64<<10)
			for _, f := range part {
				if err := f.load(buf, how); err != nil && how.unread(err) != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// load takes in one file, unless it is a dead link or one to a folder. The buffer is for
// the first bytes: all, of nearly every file.
func (f *File) load(buf []byte, how *reading) error {
	// There may be very many files. The flag spares four system calls with which Go finds
	// out whether one can wait, and does not wait for the other end of a pipe.
	file, err := os.OpenFile(f.disk, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		info, gone := os.Stat(f.disk)
		if errors.Is(gone, fs.ErrNotExist) || gone == nil && !info.Mode().IsRegular() {
			return nil
		}
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return err
	}
	f.size = info.Size()
	if f.size > maxHeld {
		return nil
	}
	head := buf[:min(f.size, int64(len(buf)))]
	if _, err := io.ReadFull(file, head); err != nil {
		return fmt.Errorf("%s: %w", f.disk, err)
	}
	if !how.hold(f, head) {
		return nil
	}
	if how.like != nil {
		if g := how.like.At(f.Path); g != nil && g.size == f.size && bytes.Equal(g.data, head) {
			f.data = g.data
			return nil
		}
	}
	f.data = make([]byte, f.size)
	if rest := f.data[copy(f.data, head):]; len(rest) > 0 {
		if _, err := io.ReadFull(file, rest); err != nil {
			return fmt.Errorf("%s: %w", f.disk, err)
		}
	}
	return nil
}

// parseText reads what a file says, as the vendor whose file it is.
func (f *File) parseText(data []byte) {
	if f.data == nil && f.Compiled == nil {
		// Too large to be a parameter file.
		f.broken, f.unread = xmlfile.IsNamed(f.Path), true
		return
	}
	var err error
	f.params, err = f.facts.Read(f.Path, data)
	if errors.Is(err, vendor.ErrForeign) {
		named := xmlfile.IsNamed(f.Path)
		if f.unread = !named && !beginsTag(data); f.unread {
			return
		}
		if f.params, err = xmlfile.Attributes(data); err == nil {
			f.text = textOf(data)
		} else if !named {
			f.unread = true // not every page with angle brackets is for phones
			return
		}
	}
	if err != nil {
		f.broken, f.brokenAt, f.params = true, errorLine(err), nil
	}
}

// errorLine takes the line out of an XML error. The rest of its sentence may
// quote a password.
func errorLine(err error) int {
	if m := lineNumber.FindStringSubmatch(err.Error()); m != nil {
		n := 0
		fmt.Sscan(m[1], &n)
		return n
	}
	return 0
}

var lineNumber = regexp.MustCompile(`line (\d+)`)

// textOf is what a file says outside attributes, without the layout.
func textOf(data []byte) string {
	doc := etree.NewDocument()
	if doc.ReadFromBytes(xmlfile.Text(data)) != nil {
		return ""
	}
	var b strings.Builder
	var walk func(e *etree.Element)
	walk = func(e *etree.Element) {
		b.WriteString("<" + e.FullTag() + ">" + strings.TrimSpace(e.Text()))
		for _, c := range e.ChildElements() {
			walk(c)
		}
		b.WriteString("</>")
	}
	for _, e := range doc.ChildElements() {
		walk(e)
	}
	return b.String()
}

// Starts reports why a folder is no provisioning root, or nothing if a handset would
// find something to begin with in it.
func Starts(dir string, vendors vendor.List) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such folder", dir)
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s is a file, not a folder", dir)
	}
	starters := vendor.With[vendor.Starter](vendors)
	found := errors.New("found")
	at := walked(dir)
	err = filepath.WalkDir(at, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == at:
			return err
		case err != nil:
			return fs.SkipDir
		case d.IsDir() && (d.Name() == stateDir || d.Name() == ".git"):
			return fs.SkipDir
		case !d.IsDir() && slices.ContainsFunc(starters, func(s vendor.Starter) bool { return s.Starts(filepath.ToSlash(name)) }):
			return found
		}
		return nil
	})
	if err == found || len(starters) < len(vendors) && err == nil {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("%s is no provisioning root: %s", dir, nothingToStart(vendors))
}
