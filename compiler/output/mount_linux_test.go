package output

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// mount gives a file system of its own, in memory, or skips the test.
func mount(t *testing.T, options string) string {
	t.Helper()
	root := t.TempDir()
	if err := unix.Mount("tmpfs", root, "tmpfs", 0, options); err != nil {
		t.Skipf("cannot mount: %v", err)
	}
	t.Cleanup(func() { unix.Unmount(root, unix.MNT_DETACH) })
	return root
}

func TestDiskFull(t *testing.T) {
	for _, limit := range []string{"size=128k", "nr_inodes=40"} {
		root := mount(t, limit)
		mustWrite(t, smallA.tree(), Options{Root: root})
		before := snapshot(t, root)
		big := config{"B", 60, 60}
		_, err := Write(context.Background(), big.tree(), Options{Root: root, Secret: pin})
		if err == nil || !strings.Contains(err.Error(), "no space left on device") || !strings.Contains(err.Error(), root+"/") {
			t.Errorf("%s: error %v", limit, err)
		}
		sameState(t, before, snapshot(t, root))
		if r := mustCheck(t, smallA.tree(), Options{Root: root}); !r.Clean() {
			t.Errorf("%s: %+v", limit, r)
		}
	}
}

func TestReadOnlyFileSystem(t *testing.T) {
	root := mount(t, "size=1m")
	mustWrite(t, smallA.tree(), Options{Root: root})
	before := snapshot(t, root)
	if err := unix.Mount("", root, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Skip(err)
	}
	_, err := Write(context.Background(), smallB.tree(), Options{Root: root, Secret: pin})
	if err == nil || !strings.Contains(err.Error(), "read-only file system") {
		t.Errorf("error %v", err)
	}
	sameState(t, before, snapshot(t, root))
	if r := mustCheck(t, smallA.tree(), Options{Root: root}); !r.Clean() {
		t.Errorf("%+v", r)
	}
	if r := mustCheck(t, smallB.tree(), Options{Root: root}); r.Clean() {
		t.Errorf("%+v", r)
	}
}

// A folder of the root may be another file system.
func TestMountedFolder(t *testing.T) {
	root := mount(t, "size=1m")
	for _, dir := range []string{"users", "night"} {
		if err := os.Mkdir(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := unix.Mount("tmpfs", filepath.Join(root, dir), "tmpfs", 0, "size=1m"); err != nil {
			t.Skip(err)
		}
		defer unix.Unmount(filepath.Join(root, dir), unix.MNT_DETACH)
	}
	mustWrite(t, smallA.tree(), Options{Root: root})
	mustWrite(t, smallB.tree(), Options{Root: root})
	readAsHandset(t, root, smallB, smallB)
}

// What a folder's access list takes off new files does not count.
func TestModesUnderAccessLists(t *testing.T) {
	root := mount(t, "")
	list := []byte{2, 0, 0, 0}                                                                 // version
	for _, entry := range []struct{ tag, permissions byte }{{0x01, 7}, {0x04, 0}, {0x20, 0}} { // owner, group, others
		list = append(list, entry.tag, 0, entry.permissions, 0, 0xff, 0xff, 0xff, 0xff)
	}
	if err := unix.Setxattr(root, "system.posix_acl_default", list, 0); err != nil {
		t.Skipf("the file system has no access lists: %v", err)
	}
	if err := os.WriteFile(filepath.Join(root, "other"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(root, "other")); err != nil || info.Mode().Perm() != 0o600 {
		t.Skip("the access list has no effect", err)
	}
	mustWrite(t, smallA.tree(), Options{Root: root})
	for _, name := range []string{"site.cfg", "features.cfg", "users/user0001.cfg", "users/user0000.cfg", "00907a000001.cfg"} {
		info, err := os.Stat(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		want := os.FileMode(0o644)
		if strings.HasPrefix(name, "users/") {
			want = 0o640
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %o", name, info.Mode().Perm())
		}
	}
}
