package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Tree is a folder of files, of which nothing outside of it is read.
type Tree struct {
	root  *os.Root
	dir   string
	links map[string]string // where those lead that hold whole paths

	// Seen is called for each file that is found, with how many there were. Nil: not.
	Seen func(n int)
}

// Open opens a folder.
func Open(dir string) (*Tree, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such folder", dir)
	case err != nil:
		return nil, fmt.Errorf("%s cannot be looked at: %s", dir, systemSays(err))
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file; name the folder that it lies in", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("folder %s cannot be read: %s", dir, systemSays(err))
	}
	return &Tree{root: root, dir: dir, links: map[string]string{}}, nil
}

// Close closes the folder.
func (t *Tree) Close() error { return t.root.Close() }

// Entry is a file of a tree.
type Entry struct {
	Path    string // slash-separated, below the tree
	Refused *Refusal
}

// Aside are folders of programs, which hold no files that phones read.
var Aside = []string{".provc", ".git", ".svn", ".hg", ".bzr", "CVS"}

// Files goes through the files, each folder by name, and says of those that cannot be
// read why. It holds the names of one folder at a time. It ends with an error if the
// context does, or the folder itself cannot be listed.
func (t *Tree) Files(ctx context.Context) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		n := 0
		each := func(e Entry) bool {
			n++
			if t.Seen != nil {
				t.Seen(n)
			}
			return yield(e, nil)
		}
		if err := t.folder(ctx, ".", each); err != nil && err != errStop {
			yield(Entry{}, err)
		}
	}
}

var errStop = errors.New("stop")

// folder goes through a folder of the tree.
func (t *Tree) folder(ctx context.Context, dir string, each func(Entry) bool) error {
	refuse := func(name string, reason Reason, said, hint string) error {
		if !each(Entry{name, &Refusal{Path: name, Reason: reason, Said: said, Hint: hint}}) {
			return errStop
		}
		return nil
	}
	entries, err := t.list(dir)
	if err != nil {
		if dir == "." {
			return fmt.Errorf("folder %s cannot be read: %s", t.dir, systemSays(err))
		}
		return refuse(dir, Unreadable, "the folder cannot be listed: "+systemSays(err), "")
	}
	if strings.Count(dir, "/") >= maxDepth {
		return refuse(dir, Hostile, fmt.Sprintf("folders are nested more than %d deep", maxDepth), "")
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := path.Join(dir, e.Name())
		mode := e.Type()
		if !utf8.ValidString(name) {
			if err := refuse(strings.ToValidUTF8(name, "\ufffd"), Encoding, "the name of the file is no UTF-8", "rename it"); err != nil {
				return err
			}
			continue
		}
		if mode&fs.ModeSymlink != 0 {
			to, said, hint := t.follow(name)
			if to == nil {
				if err := refuse(name, Link, said, hint); err != nil {
					return err
				}
				continue
			}
			mode = to.Mode().Type()
		}
		switch {
		case mode.IsDir():
			if slices.Contains(Aside, e.Name()) {
				continue
			}
			if err := t.folder(ctx, name, each); err != nil {
				return err
			}
		case !mode.IsRegular():
			if err := refuse(name, Special, "not a file but "+kindOf(mode)+", which is not opened", ""); err != nil {
				return err
			}
		default:
			if !each(Entry{Path: name}) {
				return errStop
			}
		}
	}
	return nil
}

// follow is what a link of the tree leads to. If it is not read, a sentence says why.
func (t *Tree) follow(name string) (to fs.FileInfo, said, hint string) {
	info, err := t.root.Stat(filepath.FromSlash(name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		// It may name a file of the tree by a path from the top of the file system.
		if info, err = t.within(name); errors.Is(err, errOutside) {
			return nil, "a link that leads out of the folder, and is not followed", "copy what it leads to, if phones read it"
		}
	}
	switch {
	case err != nil:
		return nil, "a link that leads to nothing", ""
	case info.IsDir():
		return nil, "a link to a folder, which is not followed", "its files are read where they lie"
	}
	return info, "", ""
}

var errOutside = errors.New("it lies outside")

// within finds what a link leads to that holds a whole path.
func (t *Tree) within(name string) (fs.FileInfo, error) {
	real, err := filepath.EvalSymlinks(filepath.Join(t.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	dir, err := filepath.EvalSymlinks(t.dir)
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(dir, real)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, errOutside
	}
	t.links[name] = filepath.ToSlash(rel)
	return t.root.Stat(rel)
}

// list lists a folder of the tree by name.
func (t *Tree) list(dir string) ([]fs.DirEntry, error) {
	f, err := t.root.Open(filepath.FromSlash(dir))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func kindOf(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something special"
}

// Read reads a file of the tree.
func (t *Tree) Read(name string) (*File, *Refusal) {
	data, r := t.Bytes(name)
	if r != nil {
		r.Path = name
		return nil, r
	}
	return Read(name, data)
}

// Bytes are those of a file of the tree, of a very large one that is no XML the first
// alone: enough for Read to say what it is.
func (t *Tree) Bytes(name string) ([]byte, *Refusal) {
	unreadable := func(err error) ([]byte, *Refusal) {
		return nil, &Refusal{Path: name, Reason: Unreadable, Said: "the file cannot be read: " + systemSays(err)}
	}
	lies := name
	if to, ok := t.links[name]; ok {
		lies = to
	}
	f, err := t.root.OpenFile(filepath.FromSlash(lies), os.O_RDONLY|noWait, 0)
	if err != nil {
		return unreadable(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return unreadable(err)
	}
	if !info.Mode().IsRegular() {
		return nil, &Refusal{Path: name, Reason: Special, Said: "not a file but " + kindOf(info.Mode()) + ", which is not opened"}
	}
	if info.Size() > maxSize {
		head := make([]byte, 4096)
		if _, err := io.ReadFull(f, head); err != nil {
			return unreadable(err)
		}
		if r := sniff(head); r != nil {
			r.Path = name
			return nil, r
		}
		r := tooLarge(info.Size())
		r.Path = name
		return nil, r
	}
	data := make([]byte, info.Size(), info.Size()+1)
	n, err := io.ReadFull(f, data)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return unreadable(err)
	}
	return data[:n], nil
}

// systemSays is what the system says, without the path, which stands before it anyway.
func systemSays(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return err.Error()
}
