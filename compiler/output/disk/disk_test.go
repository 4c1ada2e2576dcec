package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
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

// What stands in the way is told as an administrator would say it.
func TestKinds(t *testing.T) {
	for mode, want := range map[fs.FileMode]string{
		0o644:                             "a file",
		fs.ModeDir | 0o755:                "a folder",
		fs.ModeSymlink | 0o777:            "a symbolic link",
		fs.ModeNamedPipe:                  "a named pipe",
		fs.ModeSocket:                     "a socket",
		fs.ModeDevice:                     "a device",
		fs.ModeDevice | fs.ModeCharDevice: "a device",
		fs.ModeIrregular:                  "a special file",
	} {
		if got := NewObstacle("x", mode).Error(); got != "x is "+want {
			t.Errorf("of mode %v: %s, want %s", mode, got, want)
		}
	}
}

// Of more folders than stay open, each is found again, and the files in it.
func TestManyFolders(t *testing.T) {
	disk, dir := open(t, nil)
	const folders = maxOpenFolders + 3
	name := func(i int) string { return "deep/" + strconv.Itoa(i) }
	if err := disk.Mkdir("deep"); err != nil {
		t.Fatal(err)
	}
	for i := range folders {
		if err := disk.Mkdir(name(i)); err != nil {
			t.Fatal(err)
		}
		f, err := disk.Create(name(i)+"/a", 0o600)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		if n := len(disk.(*diskFS).folders); n > maxOpenFolders {
			t.Fatalf("%d folders are open", n)
		}
	}
	for i := range folders {
		if _, err := os.Stat(filepath.Join(dir, name(i), "a")); err != nil {
			t.Fatal(err)
		}
		if _, err := disk.Lstat(name(i) + "/a"); err != nil {
			t.Fatal(err)
		}
	}
}

// A folder that was removed is not the one that has its name afterwards.
func TestFolderAnew(t *testing.T) {
	disk, dir := open(t, map[string]string{"in/a": "x"})
	if _, err := disk.Lstat("in/a"); err != nil {
		t.Fatal(err)
	}
	if err := disk.Remove("in"); err == nil || text(t, dir, "in", "a") != "x" {
		t.Errorf("a folder that is not empty is removed: %v", err)
	}
	for _, err := range []error{disk.Remove("in/a"), disk.Remove("in"), disk.Mkdir("in")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	f, err := disk.Create("in/b", 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte("y")); err != nil || f.Close() != nil || text(t, dir, "in", "b") != "y" {
		t.Errorf("what is written is not there: %v", err)
	}
	entries, err := disk.ReadDir("in")
	if err != nil || len(entries) != 1 || entries[0].Name() != "b" {
		t.Errorf("it holds %v, %v", entries, err)
	}
	if err := disk.Rename("in/b", "in/c"); err != nil || text(t, dir, "in", "c") != "y" {
		t.Errorf("a file does not get another name: %v", err)
	}
}

// What is no longer there needs not be made durable, nor what lies behind a link.
func TestSync(t *testing.T) {
	disk, dir := open(t, map[string]string{"in/a": "x", "file": "x"})
	if err := disk.Sync([]string{".", "in", "nowhere", "in/nowhere", "file"}); err != nil {
		t.Error(err)
	}
	if os.Symlink("in", filepath.Join(dir, "link")) == nil {
		if err := disk.Sync([]string{"link"}); err != nil {
			t.Error(err)
		}
	}
}
