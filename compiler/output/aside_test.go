package output

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/output/disk"
)

// beside lists what lies where a new root is to be.
func beside(t *testing.T, root string) string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(root))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

// A root that was not there appears when all of it is.
func TestNewRootAppearsWhole(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "deep", "root")
	tree := smallA.tree()
	for _, f := range tree.Files {
		format := f.Format
		f.Format = func(p []artifact.Param) ([]byte, error) {
			if _, err := os.Lstat(root); err == nil {
				t.Errorf("the root is there while %s is made", f.Path)
			}
			return format(p)
		}
	}
	if _, err := Write(t.Context(), tree, Options{Root: root, Secret: pin}); err != nil {
		t.Fatal(err)
	}
	if got := beside(t, root); got != "root" {
		t.Errorf("beside the root lies %q", got)
	}
	if r := mustCheck(t, smallA.tree(), Options{Root: root, Secret: pin}); !r.Clean() {
		t.Errorf("%+v", r)
	}
}

// What fails, or is cancelled, leaves nothing.
func TestNewRootThatFails(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "root")
	tree := smallA.tree()
	tree.Files[len(tree.Files)-1].Format = func([]artifact.Param) ([]byte, error) { return nil, errors.New("no") }
	if _, err := Write(t.Context(), tree, Options{Root: root, Secret: pin}); err == nil {
		t.Error("no error")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Write(ctx, smallA.tree(), Options{Root: root, Secret: pin}); err == nil {
		t.Error("no error though cancelled")
	}
	if got := beside(t, root); got != "" {
		t.Errorf("left behind: %q", got)
	}
}

// What a stopped build has left aside is removed by the next one, unless it is at
// work still, or is not a build's.
func TestNewRootAfterAStoppedBuild(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "root")
	aside := asideOf(root)
	if err := os.MkdirAll(filepath.Join(aside, stateDir), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(aside, "half.cfg"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	working := &build{opt: Options{Root: root, open: disk.Open}, dir: aside}
	lock, err := working.enter()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Write(t.Context(), smallA.tree(), Options{Root: root, Secret: pin}); !errors.Is(err, disk.ErrLocked) {
		t.Errorf("beside a build at work: %v", err)
	}
	lock.Close()
	working.fs.Close()
	if _, err := Write(t.Context(), smallA.tree(), Options{Root: root, Secret: pin}); err != nil {
		t.Fatal(err)
	}
	if got := beside(t, root); got != "root" {
		t.Errorf("beside the root lies %q", got)
	}
	if _, err := os.Lstat(filepath.Join(root, "half.cfg")); err == nil {
		t.Error("what was left aside is in the root")
	}
}

// What no build has left aside stays there.
func TestNewRootBesideSomebodysFiles(t *testing.T) {
	t.Parallel()
	for what, make := range map[string]func(aside string) error{
		"a file":         func(aside string) error { return os.WriteFile(aside, []byte("mine"), 0o644) },
		"a link":         func(aside string) error { return os.Symlink(".", aside) },
		"another folder": func(aside string) error { return os.MkdirAll(filepath.Join(aside, "mine"), 0o755) },
	} {
		root := filepath.Join(t.TempDir(), "root")
		if err := make(asideOf(root)); err != nil {
			t.Fatal(err)
		}
		before := snapshot(t, filepath.Dir(root))
		_, err := Write(t.Context(), smallA.tree(), Options{Root: root, Secret: pin})
		if err == nil || !strings.HasSuffix(err.Error(), ".provc-new-root.tmp is in the way, and no build has left it there") {
			t.Errorf("%s: %v", what, err)
		}
		sameState(t, before, snapshot(t, filepath.Dir(root)))
	}
}

// Whatever fails or is killed on the way to a new root leaves nothing at its place,
// and the next build makes it.
func TestNewRootUnderFault(t *testing.T) {
	t.Parallel()
	for _, kill := range []bool{false, true} {
		for n := 1; ; n++ {
			root := filepath.Join(newRoot(t), "deep", "root")
			f := &faultFS{at: n, err: syscall.ENOSPC, kill: kill}
			_, err := Write(t.Context(), smallA.tree(), Options{Root: root, Secret: pin, NoSync: true, open: f.open, workers: 1})
			if len(f.ops) < n {
				break
			}
			if _, there := os.Lstat(root); (there == nil) != (err == nil) {
				t.Errorf("error %v, but of the root: %v", err, there)
			}
			// A folder whose lock was not to be had may be another build's.
			another := errors.Is(err, disk.ErrLocked) || f.ops[n-1] == "lock "+lockPath
			if left, _ := os.ReadDir(filepath.Dir(root)); err != nil && !kill && !another && len(left) > 0 {
				t.Errorf("error %v left %v", err, left)
			}
			mustWrite(t, smallA.tree(), Options{Root: root, NoSync: true})
			if r := mustCheck(t, smallA.tree(), Options{Root: root}); !r.Clean() || beside(t, root) != "root" {
				t.Errorf("%+v, beside %s", r, beside(t, root))
			}
			if t.Failed() {
				t.Fatalf("operation %d, %s", n, f.ops[n-1])
			}
		}
	}
}

// Two builds of a root that is not there: whichever step of the one the other
// comes between, with or without what a stopped build has left, one of them makes
// the root, and the other says so.
func TestNewRootOfTwoBuilds(t *testing.T) {
	t.Parallel()
	for _, left := range []bool{false, true} {
		for n := 1; ; n++ {
			root := newRoot(t)
			os.Remove(root)
			if left {
				put(t, asideOf(root), "users/half.cfg", "")
				put(t, asideOf(root), lockPath, "")
			}
			var errB error
			f := &faultFS{}
			f.before = func(op, name string) {
				if len(f.ops) == n-1 {
					_, errB = Write(context.Background(), smallA.tree(), Options{Root: root, Secret: pin, NoSync: true})
				}
			}
			_, errA := Write(t.Context(), smallA.tree(), Options{Root: root, Secret: pin, NoSync: true, open: f.open, workers: 1})
			if len(f.ops) < n {
				break
			}
			for _, err := range []error{errA, errB} {
				if err != nil && !errors.Is(err, disk.ErrLocked) {
					t.Errorf("%v", err)
				}
			}
			if errA != nil && errB != nil {
				t.Errorf("none of them: %v, %v", errA, errB)
			}
			if _, err := os.Lstat(filepath.Join(root, manifestPath)); err != nil {
				t.Errorf("%v", err)
			}
			if r := mustCheck(t, smallA.tree(), Options{Root: root}); !r.Clean() {
				t.Errorf("%+v", r)
			}
			if got := beside(t, root); got != "root" {
				t.Errorf("beside the root lies %q", got)
			}
			if t.Failed() {
				t.Fatalf("operation %d, %s; left: %v", n, f.ops[n-1], left)
			}
		}
	}
}

// Whoever makes the root meanwhile keeps what they made.
func TestNewRootThatSomebodyMakes(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "root")
	tree := smallA.tree()
	format := tree.Files[0].Format
	tree.Files[0].Format = func(p []artifact.Param) ([]byte, error) {
		os.Mkdir(root, 0o700)
		return format(p)
	}
	if _, err := Write(t.Context(), tree, Options{Root: root, Secret: pin}); err == nil {
		t.Error("no error")
	}
	if got := beside(t, root); got != "root" {
		t.Errorf("beside lies %q", got)
	}
	if entries, _ := os.ReadDir(root); len(entries) > 0 {
		t.Error("somebody's folder was filled")
	}
}
