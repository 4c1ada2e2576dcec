package output

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"provc/compiler/output/disk"
)

// File systems that cannot rename without replacing are served as well, and those without
// hard links.
func TestWithoutRenameNewAndLinks(t *testing.T) {
	for _, without := range []func(disk disk.FS, dir string) disk.FS{
		func(disk disk.FS, _ string) disk.FS { return disk },
		func(disk disk.FS, dir string) disk.FS { return linking{disk, dir} },
		func(disk disk.FS, _ string) disk.FS { return linkless{disk} },
	} {
		root := newRoot(t)
		open := func(dir string) (disk.FS, error) {
			disk, err := disk.Open(dir)
			return without(disk, dir), err
		}
		seed := plain("users/brian-directory.xml", "seed")
		seed.Seed = true
		a, b := smallA.tree(), smallB.tree()
		b.Files = append(b.Files, seed)
		mustWrite(t, a, Options{Root: root, open: open})
		r := mustWrite(t, b, Options{Root: root, open: open})
		if r.Clean() || !mustCheck(t, b, Options{Root: root}).Clean() || get(t, root, seed.Path) != "seed" {
			t.Errorf("%+v", r)
		}
		noTemps(t, root)

		// What comes meanwhile is not replaced there either.
		f := &faultFS{before: func(op, name string) {
			if op == "sync" {
				put(t, root, "new.cfg", "somebody's")
			}
		}}
		open = func(dir string) (disk.FS, error) {
			disk, err := f.open(dir)
			return without(disk, dir), err
		}
		_, err := Write(context.Background(), treeOf(plain("new.cfg", "two")), Options{Root: root, open: open})
		if err == nil || get(t, root, "new.cfg") != "somebody's" {
			t.Errorf("error %v", err)
		}
	}
}

// linking gives a file its new name by a link, as where a rename replaces what is there.
type linking struct {
	disk.FS
	dir string
}

func (l linking) RenameNew(from, to string) error {
	if err := os.Link(filepath.Join(l.dir, from), filepath.Join(l.dir, to)); err != nil {
		return err
	}
	return os.Remove(filepath.Join(l.dir, from))
}

type linkless struct{ disk.FS }

func (linkless) RenameNew(from, to string) error {
	return &os.LinkError{Op: "link", Old: from, New: to, Err: syscall.EPERM}
}

// Where letter case does not count, a user whose ID changes in case only keeps
// the profile.
func TestLetterCase(t *testing.T) {
	root := newRoot(t)
	open := func(dir string) (disk.FS, error) {
		disk, err := disk.Open(dir)
		return caseless{disk}, err
	}
	one := treeOf(plain("Users/Brian.cfg", "one"), plain("site.cfg", "one"))
	two := treeOf(plain("users/brian.cfg", "two"), plain("site.cfg", "one"))
	mustWrite(t, one, Options{Root: root, open: open})
	mustWrite(t, two, Options{Root: root, open: open})
	if got := get(t, root, "Users/Brian.cfg"); got != "two" {
		t.Errorf("%q", got)
	}
	if r := mustCheck(t, two, Options{Root: root, open: open}); !r.Clean() {
		t.Errorf("%+v", r)
	}
	mustWrite(t, two, Options{Root: root, open: open})
	put(t, root, "Users/Brian.cfg", "edited")
	refusedBy(t, "root-file-edited", "Users/Brian.cfg", one, Options{Root: root, open: open})
	put(t, root, "Users/ANNA.cfg", "somebody's")
	refusedBy(t, "root-file-not-owned", "anna.cfg", treeOf(plain("users/anna.cfg", "x")), Options{Root: root, open: open, Force: true})

	// On this file system, where it does, both are files of their own.
	root = newRoot(t)
	mustWrite(t, one, Options{Root: root})
	r := mustWrite(t, two, Options{Root: root})
	if !slices.Equal(r.Created, []string{"users/brian.cfg"}) || !slices.Equal(r.Removed, []string{"Users/Brian.cfg"}) {
		t.Errorf("%+v", r)
	}
}

// caseless finds files in whatever letter case they are asked for.
type caseless struct{ disk.FS }

// spelt is a path as it is spelt on the disk, as far as it is there.
func (c caseless) spelt(name string) string {
	dir := "."
	for step := range strings.SplitSeq(name, "/") {
		entries, _ := c.FS.ReadDir(dir)
		for _, e := range entries {
			if strings.EqualFold(e.Name(), step) {
				step = e.Name()
			}
		}
		dir = filepath.ToSlash(filepath.Join(dir, step))
	}
	return dir
}

func (c caseless) Lstat(name string) (fs.FileInfo, error)     { return c.FS.Lstat(c.spelt(name)) }
func (c caseless) ReadDir(name string) ([]fs.DirEntry, error) { return c.FS.ReadDir(c.spelt(name)) }
func (c caseless) Open(name string) (io.ReadCloser, error)    { return c.FS.Open(c.spelt(name)) }
func (c caseless) Create(name string, mode fs.FileMode) (disk.File, error) {
	return c.FS.Create(c.spelt(name), mode)
}
func (c caseless) Mkdir(name string) error      { return c.FS.Mkdir(c.spelt(name)) }
func (c caseless) Rename(from, to string) error { return c.FS.Rename(c.spelt(from), c.spelt(to)) }
func (c caseless) RenameNew(from, to string) error {
	return c.FS.RenameNew(c.spelt(from), c.spelt(to))
}
func (c caseless) Remove(name string) error { return c.FS.Remove(c.spelt(name)) }
