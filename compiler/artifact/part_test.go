package artifact

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// Each file is in one part, whatever n; parts are as large as each other.
func TestPart(t *testing.T) {
	t.Parallel()
	for files := range 12 {
		tree := &Tree{Dirs: []string{"users"}}
		kind := tree.Made.Kind(Kind{Make: func(i int) *File { return &File{Path: fmt.Sprint("made", i)} }})
		for i := range files {
			if i%2 == 0 {
				tree.Files = append(tree.Files, &File{Path: fmt.Sprint("file", i)})
			} else {
				tree.Made.Add(kind, fmt.Sprint("made", i), "", i)
			}
		}
		tree.Sort()
		var want []string
		for f := range tree.All() {
			want = append(want, f.Path)
		}
		for n := 1; n < 15; n++ {
			var got []string
			for i := 1; i <= n; i++ {
				part := tree.Part(i, n)
				part.Sort() // which changes nothing
				if size := part.Len(); size != files/n && size != (files+n-1)/n {
					t.Errorf("%d files in %d parts: the %d-th has %d", files, n, i, size)
				}
				if !slices.Equal(part.Dirs, tree.Dirs) {
					t.Errorf("folders %q", part.Dirs)
				}
				for f := range part.All() {
					got = append(got, f.Path)
				}
				for k := range part.Len() {
					if part.Path(k) != part.File(k).Path || part.Head(k).Path != part.Path(k) {
						t.Errorf("the %d-th file has several names", k)
					}
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%d parts: %q, want %q", n, got, want)
			}
		}
		if last := tree.Part(math.MaxInt, math.MaxInt); last.Len() > 0 {
			t.Errorf("%d files in the last of very many parts", last.Len())
		}
	}
}
