//go:build unix

package disk

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What is made is for the account that builds alone, until it is given to others; and a
// file for whom it is made.
func TestModes(t *testing.T) {
	disk, dir := open(t, map[string]string{"in/a": "x"})
	is := func(name string, want fs.FileMode) {
		t.Helper()
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v, want %v", name, info.Mode(), err, want)
		}
	}
	if err := disk.Mkdir("made"); err != nil {
		t.Fatal(err)
	}
	is("made", 0o700)
	if err := disk.Chmod("made", 0o750); err != nil {
		t.Fatal(err)
	}
	is("made", 0o750)
	lock, err := disk.Lock("lock")
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	is("lock", 0o600)
	f, err := disk.Create("made/a", 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	is("made/a", 0o600)
	if err := f.Chmod(0o604); err != nil {
		t.Fatal(err)
	}
	is("made/a", 0o604)

	info, err := disk.Lstat("made/a")
	if err != nil {
		t.Fatal(err)
	}
	if uid, gid, ok := Owner(info); !ok || uid != os.Geteuid() || gid < 0 {
		t.Errorf("a new file belongs to %d and %d", uid, gid)
	}
	if _, _, ok := Owner(nil); ok {
		t.Error("what is not there belongs to somebody")
	}
	if os.Geteuid() != 0 {
		return
	}
	if err := disk.Chown("made", 12, 34); err != nil {
		t.Fatal(err)
	}
	if info, err = disk.Lstat("made"); err != nil {
		t.Fatal(err)
	}
	if uid, gid, _ := Owner(info); uid != 12 || gid != 34 {
		t.Errorf("the folder belongs to %d and %d", uid, gid)
	}
}

// A link's owner is changed, not that of what it leads to.
func TestOwnerOfALink(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root gives files away")
	}
	disk, dir := open(t, map[string]string{"a": "x"})
	if err := os.Symlink("a", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := disk.Chown("link", 12, 34); err != nil {
		t.Fatal(err)
	}
	info, err := disk.Lstat("a")
	if err != nil {
		t.Fatal(err)
	}
	if uid, _, _ := Owner(info); uid == 12 {
		t.Error("what the link leads to is given away")
	}
}

// Whoever opens a pipe in a file's place does not wait for somebody to write into it.
func TestPipe(t *testing.T) {
	disk, dir := open(t, nil)
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Skip(err)
	}
	f, err := disk.Open("pipe")
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
}
