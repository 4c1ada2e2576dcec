package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"provc/compiler/artifact"
)

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 7, 100, 5000} {
		for _, workers := range []int{0, 1, 3, 16} {
			seen := make([]atomic.Int32, n)
			if err := each(context.Background(), workers, n, func(i int) error { seen[i].Add(1); return nil }); err != nil {
				t.Error(err)
			}
			for i := range seen {
				if seen[i].Load() != 1 {
					t.Fatalf("%d of %d, %d workers: seen %d times", i, n, workers, seen[i].Load())
				}
			}
		}
	}
	stop := errors.New("stop")
	var calls atomic.Int32
	err := each(context.Background(), 1, 5000, func(i int) error {
		calls.Add(1)
		if i == 70 {
			return stop
		}
		return nil
	})
	if err != stop || calls.Load() != 71 {
		t.Errorf("%v after %d calls", err, calls.Load())
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := each(ctx, 0, 10, func(int) error { t.Error("called"); return nil }); err != context.Canceled {
		t.Error(err)
	}
}

func TestFew(t *testing.T) {
	var f few
	for i := range 12 {
		f.add(fmt.Sprintf("%c", 'a'+i*5%12))
	}
	if got, want := f.String(), "a, b, c, d, e, f, g, h, i and 3 more"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Files of one phase are replaced side by side. If one fails, no file of a later
// phase is touched, and the count of those done is right.
func TestReplacementFailsBesideOthers(t *testing.T) {
	a, b := config{"A", 60, 20}, config{"B", 60, 20}
	phases := map[string]artifact.Phase{}
	for _, f := range b.tree().Files {
		phases[f.Path] = f.Phase
	}
	want := exact(t, b)
	for n := 1; n < 50; n += 3 {
		root := newRoot(t)
		plantPhones(t, root, 8)
		mustWrite(t, a.tree(), Options{Root: root, NoSync: true})
		f := &faultFS{err: syscall.EIO}
		tried, failed := 0, ""
		var after []string
		f.before = func(op, name string) {
			f.at = 0
			if _, ok := phases[name]; !ok || op != "rename" && op != "renamenew" {
				return
			}
			// Where a new file's place is refused, there is a way round.
			if tried++; tried >= n && failed == "" && op == "rename" {
				f.at, failed = len(f.ops)+1, name
			} else if failed != "" {
				after = append(after, name)
			}
		}
		_, err := Write(context.Background(), b.tree(), Options{Root: root, Secret: pin, open: f.open, workers: 8, NoSync: true})
		if failed == "" {
			t.Fatalf("only %d files are replaced", tried)
		}
		says := fmt.Sprintf("by then, %d of", tried-1)
		if tried == 1 {
			says = "nothing was changed"
		}
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), failed) {
			t.Errorf("%d of %d, %s: error %v", n, tried, failed, err)
		}
		for _, name := range after {
			if phases[name] != phases[failed] {
				t.Errorf("%s was replaced after %s had failed", name, failed)
			}
		}
		readAsHandset(t, root, a, b)
		noTemps(t, root)
		mustWrite(t, b.tree(), Options{Root: root, NoSync: true})
		sameState(t, want, snapshot(t, root))
		if t.Failed() {
			t.Fatal(n)
		}
		os.RemoveAll(root)
	}
}
