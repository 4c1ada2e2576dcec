package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"provc/compiler/filetest"
)

func open(t *testing.T, files map[string]string) (FS, string) {
	t.Helper()
	dir := filetest.Folder(t, files)
	disk, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { disk.Close() })
	return disk, dir
}

func text(t *testing.T, names ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(names...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A new name is never taken from what has it, however the file system renames.
func TestRenameNew(t *testing.T) {
	disk, dir := open(t, map[string]string{"in/new": "new", "in/there": "there", "in/more": "more"})
	link := func(from, to string) error {
		return disk.(*diskFS).in(from, func(folder *openFolder, base string) error { return folder.linkNew(base, filepath.Base(to)) })
	}
	for i, rename := range []func(from, to string) error{disk.RenameNew, link} {
		from, to := []string{"in/new", "in/more"}[i], []string{"in/one", "in/two"}[i]
		want := text(t, dir, from)
		if err := rename(from, "in/there"); !errors.Is(err, fs.ErrExist) || text(t, dir, "in/there") != "there" || text(t, dir, from) != want {
			t.Errorf("%s replaces what is there: %v", from, err)
		}
		if err := rename(from, to); err != nil || text(t, dir, to) != want {
			t.Errorf("%s: %v", from, err)
		}
		if _, err := os.Stat(filepath.Join(dir, from)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s stays: %v", from, err)
		}
	}
}

// Nothing is made through a link, or over what is there.
func TestObstacles(t *testing.T) {
	disk, dir := open(t, map[string]string{"real/file": "x"})
	if os.Symlink("real", filepath.Join(dir, "link")) != nil {
		t.Skip("no symbolic links")
	}
	_, err := disk.Create("link/new", 0o600)
	block := (*Obstacle)(nil)
	if !errors.As(err, &block) || block.Path != "link" || err.Error() != "link is a symbolic link" {
		t.Errorf("through a link: %v", err)
	}
	if _, err := disk.Create("real/file/new", 0o600); !errors.As(err, &block) || err.Error() != "real/file is a file" {
		t.Errorf("below a file: %v", err)
	}
	if _, err := disk.Create("real/file", 0o600); !errors.Is(err, fs.ErrExist) || text(t, dir, "real", "file") != "x" {
		t.Errorf("over a file: %v", err)
	}
	if _, err := disk.Lstat("../x"); err == nil {
		t.Error("outside")
	}
}

// Who asks for a lock that is held is told so at once.
func TestLock(t *testing.T) {
	disk, dir := open(t, nil)
	held, err := disk.Lock("lock")
	if err != nil {
		t.Fatal(err)
	}
	other, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Lock("lock"); !errors.Is(err, ErrLocked) {
		t.Errorf("a lock that is held: %v", err)
	}
	held.Close()
	free, err := other.Lock("lock")
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
}

// Writing to a file, or putting another one in its place, changes its stamp.
func TestStamps(t *testing.T) {
	if !HasStamps {
		t.Skip("no stamps here")
	}
	disk, dir := open(t, map[string]string{"a": "one", "b": "one"})
	stamp := func() Stamp {
		info, err := disk.Lstat("a")
		if err != nil {
			t.Fatal(err)
		}
		s, ok := StampOf(info)
		if !ok {
			t.Fatal("no stamp")
		}
		return s
	}
	before := stamp()
	if stamp() != before {
		t.Error("the same has another stamp")
	}
	filetest.Put(t, filepath.Join(dir, "a"), "longer")
	longer := stamp()
	if longer == before || longer.Size != 6 {
		t.Errorf("%+v after %+v", longer, before)
	}
	if err := disk.Rename("b", "a"); err != nil {
		t.Fatal(err)
	}
	if got := stamp(); got.Inode == longer.Inode {
		t.Error("another file has the same stamp")
	}
}
