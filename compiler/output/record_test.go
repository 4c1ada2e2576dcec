package output

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
)

// A record of a gigabyte is read, and none that is larger.
func TestRecordTooLarge(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "root")
	mustWrite(t, treeOf(plain("a.cfg", "x")), Options{Root: root, NoSync: true})
	const size = 1<<30 + 1
	if err := os.Truncate(filepath.Join(root, manifestPath), size); err != nil {
		t.Skip(err) // no sparse files
	}
	_, err := Write(t.Context(), treeOf(plain("a.cfg", "y")), Options{Root: root, NoSync: true})
	if want := fmt.Sprintf("%s: too large, with %d bytes", manifestPath, size); err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("%v, want …%s", err, want)
	}
	if maxRecord != size-1 {
		t.Errorf("at most %d bytes are read", maxRecord)
	}
}

// Files go in the reverse order of their phases, whatever their names; and come in it.
func TestOrderOfPhases(t *testing.T) {
	t.Parallel()
	root := newRoot(t)
	phases := map[string]artifact.Phase{"a.cfg": artifact.Leaf, "b.cfg": artifact.Entry, "m.cfg": artifact.Handset, "y.cfg": artifact.Leaf, "z.cfg": artifact.Entry}
	tree := func(data string, names ...string) *artifact.Tree {
		var files []*artifact.File
		for _, name := range names {
			f := plain(name, data)
			f.Phase = phases[name]
			files = append(files, f)
		}
		return treeOf(append(files, plain("site.cfg", "x"))...)
	}
	all := slices.Sorted(maps.Keys(phases))
	for _, build := range []struct {
		tree *artifact.Tree
		verb string
		want string
	}{
		{tree("one", all...), "renamenew ", "a.cfg y.cfg m.cfg b.cfg z.cfg"},
		{tree("two", all...), "rename ", "a.cfg y.cfg m.cfg b.cfg z.cfg"},
		{tree("three"), "remove ", "b.cfg z.cfg m.cfg a.cfg y.cfg"},
	} {
		f := &faultFS{}
		mustWrite(t, build.tree, Options{Root: root, open: f.open, workers: 1})
		var got []string
		for _, op := range f.ops {
			if name, ok := strings.CutPrefix(op, build.verb); ok && slices.Contains(all, name) {
				got = append(got, name)
			}
		}
		if strings.Join(got, " ") != build.want {
			t.Errorf("%s%q, want %s", build.verb, got, build.want)
		}
	}
}
