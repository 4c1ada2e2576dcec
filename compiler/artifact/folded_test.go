package artifact

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

func treeOfPaths(paths ...string) *Tree {
	t := &Tree{}
	for _, p := range paths {
		t.Files = append(t.Files, &File{Path: p})
	}
	t.Sort()
	return t
}

func TestFolded(t *testing.T) {
	tree := treeOfPaths("B.cfg", "a", "a/x", "A/y", "b.cfg", "c", "ſ", "S", "s", "straße", "STRASSE")
	var got [][]string
	for files := range tree.Folded().Meeting() {
		var paths []string
		for _, i := range files {
			paths = append(paths, tree.Path(i))
		}
		got = append(got, paths)
	}
	if want := [][]string{{"B.cfg", "b.cfg"}, {"S", "s", "ſ"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for path, want := range map[string]int{"A": 1, "a": 1, "b.CFG": 2, "d": 0, "": 0, "zz": 0, "A/X": 1} {
		if n := len(tree.Folded().Find(path)); n != want {
			t.Errorf("%s: %d files, want %d", path, n, want)
		}
	}
}

// Whatever the letters, files meet if and only if their folded paths are equal.
func TestFoldedAtRandom(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	letters := []string{"a", "A", "b", "B", "0", "/", "é", "É", "K", "K", "\xff"}
	for range 300 {
		var paths []string
		for range random.IntN(40) {
			p := ""
			for range 1 + random.IntN(3) {
				p += letters[random.IntN(len(letters))]
			}
			paths = append(paths, p)
		}
		tree := treeOfPaths(paths...)
		want := map[string][]int{}
		for i := range tree.Len() {
			key := Fold(tree.Path(i))
			want[key] = append(want[key], i)
		}
		folded := tree.Folded()
		for key, files := range want {
			if got := folded.Find(key); !slices.Equal(got, files) {
				t.Fatalf("%q in %q: %v, want %v", key, paths, got, files)
			}
			if len(files) == 1 {
				delete(want, key)
			}
		}
		for files := range folded.Meeting() {
			key := Fold(tree.Path(files[0]))
			if !slices.Equal(files, want[key]) {
				t.Fatalf("%q in %q: %v, want %v", key, paths, files, want[key])
			}
			delete(want, key)
		}
		if len(want) > 0 {
			t.Fatalf("%q: not found %v", paths, want)
		}
	}
}

func TestFolders(t *testing.T) {
	got := treeOfPaths("a", "b/c/d", "b/c/e", "b/f", "b.cfg", "bb/x").Folders()
	if want := []string{"b/c", "b", "bb"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// Trees of vendors are in order, or nearly so, without letter case as well.
func BenchmarkFolded(b *testing.B) {
	for _, bb := range []struct{ name, format string }{{"lower", "users/u%06d.cfg"}, {"upper", "SEP00%06X.cnf.xml"}} {
		tree := &Tree{Files: []*File{{Path: "dialplan.xml"}}}
		for i := range 400_000 {
			tree.Files = append(tree.Files, &File{Path: fmt.Sprintf(bb.format, i)})
		}
		tree.Sort()
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				for range tree.Folded().Meeting() {
				}
			}
		})
	}
}
