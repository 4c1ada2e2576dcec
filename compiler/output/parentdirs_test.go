//go:build unix

package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/output/disk"
)

// A new root, and the folders made for it, are as open as what they lie in,
// whatever the umask, but never writable for strangers.
func TestNewRootIsAsOpenAsItsParent(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	for mode, want := range map[fs.FileMode]fs.FileMode{
		0o755: 0o755, 0o775: 0o775, 0o700: 0o700,
		0o775 | fs.ModeSetgid: 0o775 | fs.ModeSetgid,
		0o777 | fs.ModeSticky: 0o755,
	} {
		parent := newRoot(t)
		if os.Geteuid() == 0 {
			os.Chown(parent, 12, 34)
		}
		if err := os.Chmod(parent, mode); err != nil {
			t.Fatal(err)
		}
		uid, gid, _ := disk.Owner(statOf(t, parent))
		if mode&fs.ModeSticky != 0 {
			uid, gid = os.Geteuid(), os.Getegid()
		}
		put(t, asideOf(filepath.Join(parent, "former")), lockPath, "") // of a build that was killed
		for _, name := range []string{"root", "former", "deep/er/root"} {
			mustWrite(t, smallA.tree(), Options{Root: filepath.Join(parent, name), NoSync: true})
			for dir := name + "/users"; dir != "."; dir = filepath.Dir(dir) {
				info := statOf(t, filepath.Join(parent, dir))
				if got := info.Mode() &^ fs.ModeDir; got != want {
					t.Errorf("in a folder of mode %v, %s has %v", mode, dir, got)
				}
				if u, g, _ := disk.Owner(info); u != uid || g != gid {
					t.Errorf("in a folder of mode %v, %s belongs to %d and %d", mode, dir, u, g)
				}
			}
			state := statOf(t, filepath.Join(parent, name, stateDir))
			if state.Mode().Perm() != 0o700 {
				t.Errorf("the record's folder has mode %v", state.Mode())
			}
		}
	}
}

func statOf(t *testing.T, name string) fs.FileInfo {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// A build that fails takes the folders away that it made for its root, unless
// somebody uses them.
func TestNewRootThatFailsInNewFolders(t *testing.T) {
	t.Parallel()
	for _, used := range []bool{false, true} {
		dir := t.TempDir()
		file := plain("a.cfg", "")
		file.Format = func([]artifact.Param) ([]byte, error) {
			if used {
				put(t, dir, "deep/mine", "")
			}
			return nil, errors.New("no")
		}
		if _, err := Write(t.Context(), treeOf(file), Options{Root: filepath.Join(dir, "deep/er/root")}); err == nil {
			t.Error("no error")
		}
		if got := beside(t, filepath.Join(dir, "any")); (got == "deep") != used {
			t.Errorf("left: %q", got)
		}
		if used && beside(t, filepath.Join(dir, "deep/any")) != "mine" {
			t.Error("more is left than somebody's")
		}
	}
}

// What is in the way of a root is named.
func TestNewRootInTheWay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "file", "")
	if err := os.Symlink("nowhere", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"link":      "link is a symbolic link that leads nowhere",
		"link/":     "link is a symbolic link that leads nowhere",
		"link/root": "link is a symbolic link that leads nowhere",
		"file":      "file is a file",
	} {
		_, err := Write(t.Context(), treeOf(plain("a.cfg", "")), Options{Root: dir + "/" + name})
		if err == nil || !strings.HasPrefix(err.Error(), "cannot make "+dir) || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := beside(t, filepath.Join(dir, "any")); got != "file link" {
		t.Errorf("left: %q", got)
	}
}
