package output

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"provc/compiler/artifact"
)

// stages are the builds that faults are put into: the first one into a root
// that only handsets have used, and one over another generation.
var stages = map[string]struct {
	prepare func(t *testing.T, root string)
	from    config // what a reader may find beside smallB
}{
	"first": {func(t *testing.T, root string) {}, smallB},
	"later": {func(t *testing.T, root string) { mustWrite(t, smallA.tree(), Options{Root: root, NoSync: true}) }, smallA},
}

// target of every build under fault: what a build without any makes of a root
// with the same handset's files.
func exact(t *testing.T, c config) map[string]string {
	root := newRoot(t)
	plantPhones(t, root, 8)
	mustWrite(t, c.tree(), Options{Root: root, NoSync: true})
	return snapshot(t, root)
}

// Whatever operation fails, the build says so and the root is as it was, or, if
// files were being replaced by then, consistent; and no temporary file is left.
func TestEveryOperationFails(t *testing.T) {
	want := exact(t, smallB)
	for name, stage := range stages {
		t.Run(name, func(t *testing.T) {
			for n := 1; ; n++ {
				root := newRoot(t)
				plantPhones(t, root, 8)
				stage.prepare(t, root)
				before := snapshot(t, root)
				f := &faultFS{at: n, err: syscall.ENOSPC}
				_, err := Write(context.Background(), smallB.tree(), Options{Root: root, Secret: pin, open: f.open, workers: 1})
				if len(f.ops) < n {
					if err != nil {
						t.Fatal(err)
					}
					t.Logf("%d operations", n-1)
					return
				}
				op := f.ops[n-1]
				if err == nil {
					// Some failures have a way round; then it must have led there.
					sameState(t, want, snapshot(t, root))
				} else {
					if strings.Contains(err.Error(), "nothing was changed") || !strings.Contains(err.Error(), "steps were done") {
						sameState(t, before, snapshot(t, root))
					}
					if !strings.Contains(err.Error(), root) || strings.Contains(err.Error(), "\n") {
						t.Errorf("error %q", err)
					}
				}
				if stage.from.generation != "B" || err == nil || strings.Contains(err.Error(), "steps were done") {
					readUnderway(t, root, stage.from)
				}
				noTemps(t, root)
				mustWrite(t, smallB.tree(), Options{Root: root, NoSync: true})
				sameState(t, want, snapshot(t, root))
				if t.Failed() {
					t.Fatalf("operation %d, %s: error %v", n, op, err)
				}
				os.RemoveAll(root)
			}
		})
	}
}

// readUnderway reads a root in which a build of smallB has begun. Before its
// entry file is there, a first build serves nobody.
func readUnderway(t *testing.T, root string, from config) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(root, "000000000000.cfg")); from.generation == "B" && err != nil {
		return
	}
	readAsHandset(t, root, from, smallB)
}

// Whatever operation is the last one, a handset finds what it is referred to,
// and the next build, of the same configuration or of the former one, makes
// the root exactly what it should be.
func TestEveryOperationIsTheLast(t *testing.T) {
	wantA, wantB := exact(t, smallA), exact(t, smallB)
	for name, stage := range stages {
		t.Run(name, func(t *testing.T) {
			for n := 1; ; n++ {
				root := newRoot(t)
				plantPhones(t, root, 8)
				stage.prepare(t, root)
				f := &faultFS{at: n, kill: true}
				_, err := Write(context.Background(), smallB.tree(), Options{Root: root, Secret: pin, open: f.open, workers: 1})
				if len(f.ops) < n {
					return
				}
				if err == nil {
					t.Fatalf("operation %d, %s: no error", n, f.ops[n-1])
				}
				readUnderway(t, root, stage.from)
				next, want := smallB, wantB
				if n%2 == 0 {
					next, want = smallA, wantA
				}
				mustWrite(t, next.tree(), Options{Root: root, NoSync: true})
				sameState(t, want, snapshot(t, root))
				if t.Failed() {
					t.Fatalf("operation %d, %s", n, f.ops[n-1])
				}
				os.RemoveAll(root)
			}
		})
	}
}

// Builds that are killed while they repair what killed builds have left.
func TestKillsUponKills(t *testing.T) {
	wants := map[string]map[string]string{"A": exact(t, smallA), "B": exact(t, smallB)}
	random := rand.New(rand.NewPCG(4, 4))
	rounds := 150
	if testing.Short() {
		rounds = 30
	}
	for round := range rounds {
		root := newRoot(t)
		plantPhones(t, root, 8)
		mustWrite(t, smallA.tree(), Options{Root: root, NoSync: true})
		var ops []string
		for range 2 + random.IntN(4) {
			c := []config{smallA, smallB}[random.IntN(2)]
			f := &faultFS{at: 20 + random.IntN(250), kill: true}
			Write(context.Background(), c.tree(), Options{Root: root, Secret: pin, open: f.open, workers: 1})
			ops = append(ops, c.generation+" "+f.ops[len(f.ops)-1])
			readAsHandset(t, root, smallA, smallB)
		}
		c := []config{smallA, smallB}[random.IntN(2)]
		mustWrite(t, c.tree(), Options{Root: root, NoSync: true})
		sameState(t, wants[c.generation], snapshot(t, root))
		if t.Failed() {
			t.Fatalf("round %d, %q", round, ops)
		}
		os.RemoveAll(root)
	}
}

// A disk that is gone for good: nothing can be cleaned up, the next build does.
func TestDiskStaysBroken(t *testing.T) {
	want := exact(t, smallB)
	for n := 1; ; n += 5 {
		root := newRoot(t)
		plantPhones(t, root, 8)
		mustWrite(t, smallA.tree(), Options{Root: root, NoSync: true})
		f := &faultFS{at: n, err: syscall.EIO, every: true}
		Write(context.Background(), smallB.tree(), Options{Root: root, Secret: pin, open: f.open})
		if len(f.ops) < n {
			return
		}
		readAsHandset(t, root, smallA, smallB)
		mustWrite(t, smallB.tree(), Options{Root: root, NoSync: true})
		sameState(t, want, snapshot(t, root))
		if t.Failed() {
			t.Fatalf("operation %d, %s", n, f.ops[n-1])
		}
		os.RemoveAll(root)
	}
}

// A temporary file that cannot be removed when a build fails is removed by the
// next one.
func TestCleaningFails(t *testing.T) {
	root, want := newRoot(t), exact(t, smallA)
	plantPhones(t, root, 8)
	mustWrite(t, smallA.tree(), Options{Root: root})
	f := &faultFS{err: syscall.EIO}
	failed := false
	f.before = func(op, name string) {
		f.at = 0
		if isTemp(filepath.Base(name)) && (op == "write" && len(f.ops) > 100 || op == "remove" && !failed) {
			f.at = len(f.ops) + 1
			failed = op == "remove"
		}
	}
	_, err := Write(context.Background(), smallB.tree(), Options{Root: root, Secret: pin, open: f.open, workers: 1})
	if err == nil || !failed {
		t.Fatalf("error %v", err)
	}
	mustWrite(t, smallA.tree(), Options{Root: root})
	sameState(t, want, snapshot(t, root))
}

// The order of operations is what durability rests on.
func TestOrder(t *testing.T) {
	root := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: root})
	f := &faultFS{}
	mustWrite(t, smallB.tree(), Options{Root: root, open: f.open, workers: 1})
	phases := map[string]artifact.Phase{}
	for _, file := range append(smallA.tree().Files, smallB.tree().Files...) {
		phases[file.Path] = file.Phase
	}
	var steps []string // runs of operations of one kind
	for _, op := range f.writes() {
		verb, name, _ := strings.Cut(op, " ")
		phase, isTarget := phases[name]
		step := ""
		switch {
		case verb == "fchmod", verb == "fchown", verb == "close", verb == "chown", verb == "chmod", verb == "mkdir":
			continue
		case verb == "fsync" && name == nextPath:
			step = "record durable"
		case verb == "sync":
			step = "sync"
		case name == nextPath:
			step = "record"
		case name == manifestPath:
			step = "record counts"
		case isTemp(filepath.Base(name)) && verb != "remove":
			step = "temporary files"
		case isTarget && verb == "remove":
			step = "remove " + string('0'+rune(phase))
		case isTarget:
			step = "replace " + string('0'+rune(phase))
		default:
			continue // a folder, or the second name of a new file
		}
		if len(steps) == 0 || steps[len(steps)-1] != step {
			steps = append(steps, step)
		}
	}
	want := []string{"record", "record durable", "temporary files", "record", "sync", "replace 0", "replace 1", "replace 2",
		"sync", "remove 1", "remove 0", "sync", "record counts", "sync"}
	if !slices.Equal(steps, want) {
		t.Errorf("steps %q\nwant  %q", steps, want)
	}

	f = &faultFS{}
	mustWrite(t, smallA.tree(), Options{Root: root, open: f.open, NoSync: true})
	for _, op := range f.ops {
		if strings.Contains(op, "sync") {
			t.Errorf("%s in spite of NoSync", op)
		}
	}
}

// What appears or changes between the look at a file and its replacement is
// not lost.
func TestChangedDuringTheBuild(t *testing.T) {
	one := treeOf(plain("a.cfg", "one"), plain("b.cfg", "one"), plain("gone.cfg", "one"))
	seed := plain("users/brian-directory.xml", "seed")
	seed.Seed = true
	two := treeOf(plain("a.cfg", "two"), plain("b.cfg", "two"), plain("new.cfg", "two"), seed)
	for _, tt := range []struct{ op, name, want string }{
		{"rename b.cfg", "b.cfg", "somebody changed it"},
		{"link new.cfg", "new.cfg", "somebody changed it"},
		{"remove gone.cfg", "gone.cfg", "somebody changed it"},
		{"link users/brian-directory.xml", "users/brian-directory.xml", ""}, // a handset may be faster
	} {
		root := newRoot(t)
		mustWrite(t, one, Options{Root: root})
		f := &faultFS{}
		f.before = func(op, name string) {
			// Just before the last look, or before a link, which needs none.
			if op == "sync" && slices.Contains(f.ops, "close "+nextPath) && !strings.Contains(strings.Join(f.ops, "\n"), "\nsync") {
				put(t, root, tt.name, "somebody's")
			}
		}
		_, err := Write(context.Background(), two, Options{Root: root, open: f.open, workers: 1})
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.name)) {
			t.Errorf("%s: error %v", tt.op, err)
		}
		if get(t, root, tt.name) != "somebody's" {
			t.Errorf("%s: lost", tt.op)
		}
		noTemps(t, root)
		if tt.want == "" {
			continue
		}
		r, err := Write(context.Background(), two, Options{Root: root})
		if err != nil || !r.Findings.HasErrors() {
			t.Errorf("%s: next build: %v %v", tt.op, r, err)
		}
		if get(t, root, tt.name) != "somebody's" {
			t.Errorf("%s: lost by the next build", tt.op)
		}
		mustWrite(t, two, Options{Root: root, Force: true, Adopt: true})
		if r := mustCheck(t, two, Options{Root: root}); !r.Clean() {
			t.Errorf("%s: %+v", tt.op, r)
		}
	}
}

func TestErrorsAreOneSentence(t *testing.T) {
	b := newBuild(treeOf(), Options{Root: "/srv/tftp"})
	for _, err := range []error{
		&fs.PathError{Op: "openat", Path: "x", Err: syscall.ENOSPC},
		&os.LinkError{Op: "renameat", Old: "x", New: "y", Err: syscall.ENOSPC},
		os.NewSyscallError("syncfs", syscall.ENOSPC),
	} {
		got := b.failed("write", "users/brian.cfg", err)
		if !errors.Is(got, syscall.ENOSPC) || !strings.HasPrefix(got.Error(), "cannot write "+filepath.FromSlash("/srv/tftp/users/brian.cfg")+": ") {
			t.Errorf("%v", got)
		}
	}
}
