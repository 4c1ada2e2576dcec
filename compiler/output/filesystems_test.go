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
)

// File systems that cannot rename without replacing are served as well, and those without
// hard links.
func TestWithoutRenameNewAndLinks(t *testing.T) {
	for _, without := range []func(disk fsys) fsys{
		func(disk fsys) fsys { return disk },
		func(disk fsys) fsys { return linking{disk} },
		func(disk fsys) fsys { return linkless{disk} },
	} {
		root := newRoot(t)
		open := func(dir string) (fsys, error) {
			disk, err := openDisk(dir)
			return without(disk), err
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
		open = func(dir string) (fsys, error) {
			disk, err := f.open(dir)
			return without(disk), err
		}
		_, err := Write(context.Background(), treeOf(plain("new.cfg", "two")), Options{Root: root, open: open})
		if err == nil || get(t, root, "new.cfg") != "somebody's" {
			t.Errorf("error %v", err)
		}
	}
}

type linking struct{ fsys }

func (l linking) renameNew(from, to string) error {
	disk, ok := l.fsys.(*diskFS)
	if !ok {
		disk = l.fsys.(faulty).f.disk.(*diskFS)
	}
	return disk.in(from, func(folder *openFolder, base string) error { return folder.linkNew(base, filepath.Base(to)) })
}

type linkless struct{ fsys }

func (linkless) renameNew(from, to string) error {
	return &os.LinkError{Op: "link", Old: from, New: to, Err: syscall.EPERM}
}

// Where letter case does not count, a user whose ID changes in case only keeps
// the profile.
func TestLetterCase(t *testing.T) {
	root := newRoot(t)
	open := func(dir string) (fsys, error) {
		disk, err := openDisk(dir)
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
type caseless struct{ fsys }

// spelt is a path as it is spelt on the disk, as far as it is there.
func (c caseless) spelt(name string) string {
	dir := "."
	for step := range strings.SplitSeq(name, "/") {
		entries, _ := c.fsys.readDir(dir)
		for _, e := range entries {
			if strings.EqualFold(e.Name(), step) {
				step = e.Name()
			}
		}
		dir = filepath.ToSlash(filepath.Join(dir, step))
	}
	return dir
}

func (c caseless) lstat(name string) (fs.FileInfo, error)     { return c.fsys.lstat(c.spelt(name)) }
func (c caseless) readDir(name string) ([]fs.DirEntry, error) { return c.fsys.readDir(c.spelt(name)) }
func (c caseless) open(name string) (io.ReadCloser, error)    { return c.fsys.open(c.spelt(name)) }
func (c caseless) create(name string, mode fs.FileMode) (file, error) {
	return c.fsys.create(c.spelt(name), mode)
}
func (c caseless) mkdir(name string) error      { return c.fsys.mkdir(c.spelt(name)) }
func (c caseless) rename(from, to string) error { return c.fsys.rename(c.spelt(from), c.spelt(to)) }
func (c caseless) renameNew(from, to string) error {
	return c.fsys.renameNew(c.spelt(from), c.spelt(to))
}
func (c caseless) remove(name string) error { return c.fsys.remove(c.spelt(name)) }
