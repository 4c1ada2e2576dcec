package output

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// crowd is a root of some people and handsets.
func crowd(people, handsets []int) *artifact.Tree {
	t := &artifact.Tree{PhoneWritten: phoneWrites}
	add := func(name, entity string) {
		t.Files = append(t.Files, &artifact.File{Path: name, Owner: "ward", Entity: entity, Data: []byte(entity)})
	}
	add("site.cfg", "")
	for _, i := range people {
		add(fmt.Sprintf("users/Nurse%d.cfg", i), fmt.Sprintf("Nurse%d", i))
		add(fmt.Sprintf("users/Nurse%d-more.cfg", i), fmt.Sprintf("Nurse%d", i))
	}
	for _, i := range handsets {
		mac := fmt.Sprintf("00907a%06x", i)
		add(mac+".cfg", mac)
	}
	t.Sort()
	return t
}

func paths(t *artifact.Tree) (list []string) {
	t.Sort()
	for i := range t.Len() {
		list = append(list, t.Path(i))
	}
	return list
}

func numbers(from, to int) (list []int) {
	for i := from; i < to; i++ {
		list = append(list, i)
	}
	return list
}

func TestRemovals(t *testing.T) {
	const who = "the files of %s would be removed from %s; look at the tables and filters that they come from, or let them go with --allow-removals %d"
	for name, c := range map[string]struct {
		before, after *artifact.Tree
		opt           Options
		refused       string // who would be removed
		n             int
	}{
		"half of ten":      {crowd(numbers(0, 10), nil), crowd(numbers(0, 5), nil), Options{}, "", 0},
		"six of ten":       {crowd(numbers(0, 10), nil), crowd(numbers(0, 4), nil), Options{}, "6 of 10 people", 6},
		"eight of nine":    {crowd(numbers(0, 9), nil), crowd(numbers(0, 1), nil), Options{}, "", 0},
		"all of ten":       {crowd(numbers(0, 10), nil), crowd(nil, nil), Options{}, "10 of 10 people", 10},
		"handsets":         {crowd(nil, numbers(0, 11)), crowd(nil, numbers(0, 5)), Options{}, "6 of 11 handsets", 6},
		"both":             {crowd(numbers(0, 40), numbers(0, 12)), crowd(numbers(0, 39), numbers(0, 1)), Options{}, "1 of 40 people and 11 of 12 handsets", 12},
		"a few of each":    {crowd(numbers(0, 9), numbers(0, 9)), crowd(nil, nil), Options{}, "", 0},
		"others come":      {crowd(numbers(0, 10), nil), crowd(numbers(6, 30), nil), Options{}, "6 of 10 people", 6},
		"more come":        {crowd(numbers(0, 5), nil), crowd(numbers(0, 30), nil), Options{}, "", 0},
		"allowed":          {crowd(numbers(0, 10), nil), crowd(numbers(0, 4), nil), Options{AllowRemovals: 6}, "", 0},
		"fewer allowed":    {crowd(numbers(0, 10), nil), crowd(numbers(0, 4), nil), Options{AllowRemovals: 5}, "6 of 10 people", 6},
		"by force":         {crowd(numbers(0, 10), nil), crowd(numbers(0, 4), nil), Options{Force: true}, "6 of 10 people", 6},
		"staging":          {crowd(nil, numbers(0, 12)), crowd(nil, numbers(0, 1)), Options{Staging: true}, "", 0},
		"the package gone": {crowd(numbers(0, 12), nil), &artifact.Tree{PhoneWritten: phoneWrites}, Options{Prune: true}, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			root := filepath.Join(t.TempDir(), "root")
			mustWrite(t, c.before, Options{Root: root, NoSync: true})
			opt := c.opt
			opt.Root, opt.NoSync = root, true
			for _, act := range []func(context.Context, *artifact.Tree, Options) (*Report, error){Check, Write} {
				r, err := act(context.Background(), c.after, opt)
				if err != nil {
					t.Fatal(err)
				}
				want := []string(nil)
				if c.refused != "" {
					want = []string{fmt.Sprintf(who, c.refused, root, c.n)}
				}
				var got []string
				for _, d := range r.Findings {
					if d.Check == rootRemovals.ID {
						got = append(got, d.Message())
					} else if c.refused == "" && d.Severity == diag.Error {
						t.Error(d.Message())
					}
				}
				if !slices.Equal(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
			}
			for f := range c.before.All() {
				_, err := os.Stat(filepath.Join(root, f.Path))
				_, stays := slices.BinarySearch(paths(c.after), f.Path)
				if stays = stays || c.refused != ""; stays != (err == nil) {
					t.Errorf("%s: %v", f.Path, err)
				}
			}
		})
	}
}

// Roots are found wherever they lie, but for those that a build is still making.
func TestRootsBelow(t *testing.T) {
	dir := t.TempDir()
	want := []string{dir, filepath.Join(dir, "a"), filepath.Join(dir, "a/b/c"), filepath.Join(dir, "d")}
	for _, root := range append([]string{filepath.Join(dir, ".provc-new-x.tmp")}, want...) {
		mustWrite(t, crowd(nil, nil), Options{Root: root, Package: "p", NoSync: true})
	}
	if err := os.MkdirAll(filepath.Join(dir, "e/f"), 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink(filepath.Join(dir, "a"), filepath.Join(dir, "e/a")); err != nil {
		t.Fatal(err)
	}
	got, err := RootsBelow(dir)
	if slices.Sort(got); err != nil || !slices.Equal(got, want) {
		t.Errorf("%q %v", got, err)
	}
	if got, err := RootsBelow(link); err != nil || len(got) != len(want) {
		t.Errorf("%q %v", got, err)
	}
	if got, err := RootsBelow(filepath.Join(dir, "nowhere")); err != nil || got != nil {
		t.Errorf("%q %v", got, err)
	}
	if m, err := Record(want[1]); err != nil || m.Package != "p" || len(m.Entries) != 1 {
		t.Error(m, err)
	}
	if m, err := Record(filepath.Join(dir, "e")); err != nil || m != nil {
		t.Error(m, err)
	}
	if m, err := Record(filepath.Join(dir, "nowhere")); err != nil || m != nil {
		t.Error(m, err)
	}
}

// A folder's root is the nearest one upwards, the folder itself included, as it really lies.
func TestRootOf(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	outer, inner := filepath.Join(dir, "a"), filepath.Join(dir, "a/b/c")
	for _, root := range []string{outer, inner} {
		mustWrite(t, crowd(nil, nil), Options{Root: root, Package: "p", NoSync: true})
	}
	for at, want := range map[string]string{
		dir: "", outer: outer, filepath.Join(outer, "b"): outer, inner: inner, filepath.Join(inner, "users/nowhere"): inner, inner + "/../../": outer, "/": "",
	} {
		if got := RootOf(at); got != want {
			t.Errorf("%s lies in %q, want %q", at, got, want)
		}
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(inner, link); err != nil {
		t.Skip(err)
	}
	if got := RootOf(link); got != inner {
		t.Errorf("a link to a root leads to %q", got)
	}
}
