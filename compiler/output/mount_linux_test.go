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
