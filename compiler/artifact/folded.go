package artifact

import (
	"cmp"
	"iter"
	"sort"
	"strings"
	"unicode/utf8"
)

// Fold maps paths that are one file where letter case does not count onto one
// string.
func Fold(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return strings.ToLower(strings.ToUpper(name))
		}
	}
	return name
}

// Folded are the files of a sorted tree as servers and file systems find them
// that do not tell letter case apart.
type Folded struct {
	tree  *Tree
	order []int32 // by folded path; nil: the tree's own order is that, too
}

// Folded looks at the tree without letter case.
func (t *Tree) Folded() *Folded {
	f := &Folded{tree: t}
	runs := []int{0} // where a part begins that is in order
	for i := 1; i < t.Len(); i++ {
		if compareFolded(t.Path(i-1), t.Path(i)) > 0 {
			runs = append(runs, i)
		}
	}
	if len(runs) > 1 {
		f.order = make([]int32, t.Len())
		for i := range f.order {
			f.order[i] = int32(i)
		}
		f.merge(append(runs, t.Len()))
	}
	return f
}

// merge sorts the order, of which runs are in order already: few, unless
// somebody writes letters at random.
func (f *Folded) merge(runs []int) {
	spare := make([]int32, len(f.order))
	for len(runs) > 2 {
		left := runs[:1]
		for i := 0; i+1 < len(runs); i += 2 {
			lo, mid := runs[i], runs[i+1]
			hi := runs[min(i+2, len(runs)-1)]
			out, a, b := spare[lo:lo], f.order[lo:mid], f.order[mid:hi]
			for len(a) > 0 && len(b) > 0 {
				if compareFolded(f.tree.Path(int(a[0])), f.tree.Path(int(b[0]))) <= 0 {
					out, a = append(out, a[0]), a[1:]
				} else {
					out, b = append(out, b[0]), b[1:]
				}
			}
			if len(a) == 0 {
				a = b
			}
			copy(spare[lo+len(out):], a)
			left = append(left, hi)
		}
		f.order, spare, runs = spare, f.order, left
	}
}

func (f *Folded) at(n int) int {
	if f.order == nil {
		return n
	}
	return int(f.order[n])
}

// Find gives the files that a path means, in the order of the tree.
func (f *Folded) Find(path string) []int {
	n := sort.Search(f.tree.Len(), func(n int) bool { return compareFolded(f.tree.Path(f.at(n)), path) >= 0 })
	return f.from(n, path)
}

func (f *Folded) from(n int, path string) (files []int) {
	for ; n < f.tree.Len() && compareFolded(f.tree.Path(f.at(n)), path) == 0; n++ {
		files = append(files, f.at(n))
	}
	return files
}

// Meeting goes through the files that are one with others: each time all of
// them, in the order of the tree.
func (f *Folded) Meeting() iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		for n := 1; n < f.tree.Len(); n++ {
			path := f.tree.Path(f.at(n - 1))
			if compareFolded(path, f.tree.Path(f.at(n))) != 0 {
				continue
			}
			files := f.from(n-1, path)
			if !yield(files) {
				return
			}
			n += len(files) - 1
		}
	}
}

// compareFolded compares Fold(a) with Fold(b), and makes neither for paths of
// ASCII.
func compareFolded(a, b string) int {
	for i := range min(len(a), len(b)) {
		c, d := a[i], b[i]
		if c >= utf8.RuneSelf || d >= utf8.RuneSelf {
			return cmp.Compare(Fold(a[i:]), Fold(b[i:]))
		}
		if c != d {
			if c, d = lower(c), lower(d); c != d {
				return cmp.Compare(c, d)
			}
		}
	}
	return cmp.Compare(len(a), len(b))
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// Folders lists the folders that the files lie in, and those that these lie
// in, each once.
func (t *Tree) Folders() []string {
	var list []string
	seen := map[string]bool{"": true}
	last := ""
	for i := range t.Len() {
		dir := above(t.Path(i))
		if dir == last {
			continue
		}
		for last = dir; !seen[dir]; dir = above(dir) {
			seen[dir] = true
			list = append(list, dir)
		}
	}
	return list
}

// above is the folder that a path lies in, or nothing.
func above(path string) string { return path[:max(strings.LastIndexByte(path, '/'), 0)] }
