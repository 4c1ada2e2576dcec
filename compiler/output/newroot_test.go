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

// Whatever fails on the way to a new root, nothing is left of it, unless files were
// being put into their places by then; and after that, as after a kill, the next build
// makes it.
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
			// A root whose lock was not to be had may be another build's.
			begun := err != nil && strings.Contains(err.Error(), "steps were done") || f.ops[n-1] == "lock "+lockPath
			if _, there := os.Lstat(filepath.Dir(root)); err != nil && !kill && !begun && there == nil {
				t.Errorf("error %v left %q", err, beside(t, root))
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

// Two builds of a root that is not there: whichever step of the one the other comes
// between, the root is made, and a build that does not make it says so.
func TestNewRootOfTwoBuilds(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		root := newRoot(t)
		os.Remove(root)
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
		if errA != nil {
			t.Errorf("%v", errA)
		}
		if errB != nil && !errors.Is(errB, ErrLocked) {
			t.Errorf("%v", errB)
		}
		if r := mustCheck(t, smallA.tree(), Options{Root: root}); !r.Clean() || beside(t, root) != "root" {
			t.Errorf("%+v, beside %s", r, beside(t, root))
		}
		if t.Failed() {
			t.Fatalf("operation %d, %s", n, f.ops[n-1])
		}
	}
}
