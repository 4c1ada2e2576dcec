package output

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// Another provc that makes every file anew says so before the first is replaced.
func TestRewritten(t *testing.T) {
	made := func(files int, text string, same int) *artifact.Tree {
		tree := &artifact.Tree{}
		for i := range files {
			f := &artifact.File{Path: fmt.Sprintf("%02d.cfg", i), Owner: "ward", Data: []byte(text)}
			if i < same {
				f.Data = []byte("same")
			}
			tree.Files = append(tree.Files, f)
		}
		return tree
	}
	root := filepath.Join(t.TempDir(), "root")
	for _, c := range []struct {
		what    string
		program string
		tree    *artifact.Tree
		want    int // files of which it is told
	}{
		{"a root without a name of a program", "", made(12, "0", 0), 0},
		{"it was an older one", "a", made(12, "1", 0), 12},
		{"the same", "a", made(12, "2", 0), 0},
		{"nothing changes", "b", made(12, "2", 0), 0},
		{"some stay", "b", made(12, "same", 1), 12},
		{"one stays", "c", made(12, "3", 1), 0},
		{"all but new ones", "d", made(14, "4", 0), 12},
		{"few stay", "e", made(9, "5", 0), 0},
		{"nine are few", "f", made(10, "6", 0), 0},
		{"ten are not", "g", made(10, "7", 0), 10},
	} {
		opt := Options{Root: root, NoSync: true}
		if c.program != "" {
			opt.Program = []byte(c.program)
		}
		want := ""
		if c.want > 0 {
			want = fmt.Sprintf("another provc wrote %s, and this one makes each of its %d files anew: handsets fetch all of them again, and may restart; to see what is different, compare with diff --against %s", root, c.want, root)
		}
		told := ""
		note := func(found diag.List) {
			for _, d := range found {
				if d.Check == rootRewritten.ID {
					told += d.Message()
					if d.Severity != diag.Warning {
						t.Errorf("%s: told as %v", c.what, d.Severity)
					}
				}
			}
		}
		r, err := Check(context.Background(), c.tree, opt)
		if err != nil {
			t.Fatal(err)
		}
		if note(r.Findings); told != want {
			t.Errorf("%s, checked: %q, want %q", c.what, told, want)
		}
		told = ""
		opt.Tell = func(found diag.List) {
			if get(t, root, c.tree.Path(0)) == string(c.tree.File(0).Data) {
				t.Errorf("%s: told too late", c.what)
			}
			note(found)
		}
		note(mustWrite(t, c.tree, opt).Findings)
		if told != want {
			t.Errorf("%s: %q, want %q", c.what, told, want)
		}
	}
}
