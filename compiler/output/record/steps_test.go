package record

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
)

func TestSteps(t *testing.T) {
	tree := &artifact.Tree{
		Files: []*artifact.File{
			{Path: "000000000000.cfg", Phase: artifact.Entry},
			{Path: "00907a000001.cfg", Phase: artifact.Handset},
			{Path: "site.cfg"},
			{Path: "000000000000-directory.xml", Seed: true},
			{Path: "ann.cfg"},
		},
		PhoneWritten: func(path string) (string, bool) { return "", strings.HasSuffix(path, "-phone.cfg") },
	}
	m := &Manifest{}
	for path, phase := range map[string]artifact.Phase{
		"site.cfg": artifact.Leaf, "a.cfg": artifact.Leaf, "b-phone.cfg": artifact.Leaf, "00907a000002.cfg": artifact.Handset,
		"0123.cfg": artifact.Entry, "z.cfg": artifact.Leaf, "000000000000-directory.xml": artifact.Leaf,
	} {
		m.Entries = append(m.Entries, Entry(strings.TrimSuffix(string(AppendEntry(nil, Sum{}, phase, "ward", "", path)), "\n")))
	}
	slices.SortFunc(m.Entries, func(a, b Entry) int { return strings.Compare(a.Path(), b.Path()) })
	const placed = "0seed 000000000000-directory.xml\n0 ann.cfg\n0 site.cfg\n1 00907a000001.cfg\n2 000000000000.cfg\n"
	if got := described(Steps(tree, nil)); got != placed {
		t.Errorf("a new root:\n%s", got)
	}
	if got, want := described(Steps(tree, m)), placed+"-2 0123.cfg\n-1 00907a000002.cfg\n-0 a.cfg\n-0 z.cfg\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := described(Steps(&artifact.Tree{}, m)), "-2 0123.cfg\n-1 00907a000002.cfg\n-0 000000000000-directory.xml\n-0 a.cfg\n-0 b-phone.cfg\n-0 site.cfg\n-0 z.cfg\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Of a build that was stopped, files may lie in the root that no finished record names.
func TestWith(t *testing.T) {
	manifest := func(pkg string, paths ...string) *Manifest {
		m := &Manifest{Package: pkg}
		for _, path := range paths {
			m.Entries = append(m.Entries, Entry(strings.TrimSuffix(string(AppendEntry(nil, Sum{}, artifact.Leaf, pkg, "", path)), "\n")))
		}
		return m
	}
	done, begun := manifest("done", "a", "c"), manifest("begun", "b", "c", "d")
	if done.With(nil) != done || (*Manifest)(nil).With(begun) != begun {
		t.Error("one record alone is another")
	}
	both := done.With(begun)
	got := both.Package
	for _, e := range both.Entries {
		got += " " + e.Path() + strings.Split(string(e), "\t")[3]
	}
	if want := "done adone bbegun cdone dbegun"; got != want || len(done.Entries) != 2 || len(begun.Entries) != 3 {
		t.Errorf("got %s, want %s", got, want)
	}
}

func described(steps []Step) string {
	var b strings.Builder
	for _, s := range steps {
		if s.Removed {
			b.WriteString("-")
		}
		fmt.Fprint(&b, s.Phase)
		if s.Seed {
			b.WriteString("seed")
		}
		b.WriteString(" " + s.Path + "\n")
	}
	return b.String()
}
