package output

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"provc/compiler/artifact"
)

func TestUnsafePaths(t *testing.T) {
	root := newRoot(t)
	for _, name := range []string{"", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a\\b", "a\nb", "a\ufffd", ".", "a/", ".provc/manifest", "users/.PROVC/x", "a/.provc-00000000.tmp"} {
		refusedBy(t, "root-path", "", treeOf(plain(name, "x")), Options{Root: root})
	}
	for _, f := range []*artifact.File{{Path: "a.cfg", Owner: "wa\trd"}, {Path: "a.cfg", Entity: "ann\n"}} {
		refusedBy(t, "root-path", "a control character", treeOf(f), Options{Root: root})
	}
	for _, dir := range []string{"../logs", "/logs", ".provc", "logs/"} {
		refusedBy(t, "root-path", "cannot be a folder", &artifact.Tree{Files: []*artifact.File{plain("a", "x")}, Dirs: []string{dir}}, Options{Root: root})
	}
	seed := plain("users/brian-directory.xml", "x")
	seed.Seed = true
	for _, name := range []string{".hidden", ".provcs/x", "x.provc", ".provc-0.tmp", "a b/ü.cfg", "...", "a/.b/c"} {
		tree := &artifact.Tree{Files: []*artifact.File{plain(name, "x"), seed}, Dirs: []string{".", "logs"}, PhoneWritten: phoneWrites}
		tree.Sort()
		if found := checkTree(tree); len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
	refusedBy(t, "root-handset-file", "brian-phone.cfg", treeOf(plain("users/brian-phone.cfg", "x")), Options{Root: root, Force: true, Adopt: true})
	refusedBy(t, "path-collision", "Brian.cfg", treeOf(plain("brian.cfg", "x"), plain("Brian.cfg", "y")), Options{Root: root})
	refusedBy(t, "path-collision", "folder", treeOf(plain("users", "x"), plain("USERS/brian.cfg", "y")), Options{Root: root})
	refusedBy(t, "path-collision", "users", &artifact.Tree{Files: []*artifact.File{plain("users", "x")}, Dirs: []string{"users"}}, Options{Root: root})
}

func TestTempNames(t *testing.T) {
	for _, n := range []int{0, 1, 50_000, 1<<31 - 1} {
		name := tempName("users", n)
		if _, ok := phoneWrites(name); ok || !isTemp(filepath.Base(name)) {
			t.Errorf("%s", name)
		}
	}
	for _, name := range []string{".provc", ".provc-0.tmp", ".provc-0000000g.tmp", "x.provc-00000000.tmp", ".provc-00000000.cfg"} {
		if isTemp(name) {
			t.Errorf("%s", name)
		}
	}
}

// Why files cannot be in one root is told once, at the one and beside the other.
func TestCollisions(t *testing.T) {
	t.Parallel()
	at := func(name string, line int) *artifact.File {
		f := plain(name, "x")
		f.Pos.Line = line
		return f
	}
	for _, test := range []struct {
		name string
		tree *artifact.Tree
		want []string
	}{
		{"letter case", treeOf(at("brian.cfg", 1), at("Brian.cfg", 2), at("anna.cfg", 3)),
			[]string{"1 path-collision brian.cfg and Brian.cfg are the same file where letter case does not count | 2 Brian.cfg comes from here"}},
		{"three of one", treeOf(at("a", 1), at("A", 2), at("ａ", 3), at("Ａ", 4)),
			[]string{"1 path-collision a and A are the same file where letter case does not count | 2 A comes from here", "3 path-collision ａ and Ａ are the same file where letter case does not count | 4 Ａ comes from here"}},
		{"a folder", treeOf(at("users", 1), at("USERS/brian.cfg", 2), at("users/anna/b.cfg", 3), at("user", 4)),
			[]string{"1 path-collision users and users/anna/b.cfg cannot both be: the first is a file, and a folder for the second | 3 users/anna/b.cfg comes from here"}},
		{"without a place", treeOf(at("a", 1), &artifact.File{Path: "A"}), []string{"1 path-collision a and A are the same file where letter case does not count"}},
		{"what handsets write into", &artifact.Tree{Files: []*artifact.File{at("logs", 1), at("x", 2)}, Dirs: []string{"logs", "calls"}},
			[]string{"1 path-collision logs is a file, and a folder that handsets write into"}},
		{"no path, and the same", treeOf(at("../a", 1), at("../A", 2)),
			[]string{`1 root-path "../a" cannot be a file of a provisioning root: it is empty, absolute, or has empty, . or .. steps`, `2 root-path "../A" cannot be a file of a provisioning root: it is empty, absolute, or has empty, . or .. steps`}},
		{"a name of provc's", treeOf(at("users/.provc-0000abcd.tmp", 1)),
			[]string{`1 root-path "users/.provc-0000abcd.tmp" cannot be a file of a provisioning root: provc keeps .provc and names like .provc-00000000.tmp for itself`}},
		{"a backslash", treeOf(at(`a\b`, 1)), []string{`1 root-path "a\\b" cannot be a file of a provisioning root: it holds a backslash, a control character or broken UTF-8`}},
	} {
		test.tree.Sort()
		var got []string
		for _, d := range checkTree(test.tree) {
			line := fmt.Sprintf("%d %s %s", d.Pos.Line, d.Check, d.Message())
			for _, r := range d.Related {
				line += fmt.Sprintf(" | %d %s", r.Pos.Line, r.Message)
			}
			got = append(got, line)
		}
		if slices.Sort(got); !slices.Equal(got, test.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", test.name, got, test.want)
		}
	}
}

// Where something lies in the place of contacts that begin with a build, they stay away,
// and a file that is not provc's is neither changed nor right as it is.
func TestTakenPlaces(t *testing.T) {
	t.Parallel()
	root := newRoot(t)
	put(t, root, "users/anna-directory.xml/x", "a folder")
	put(t, root, "b.cfg", "x")
	tree := treeOf(plain("a.cfg", "x"), seedOf("anna", "users/anna-directory.xml"))
	for range 2 {
		if r := mustWrite(t, tree, Options{Root: root, NoSync: true, Force: true, Adopt: true}); len(r.Findings)+len(r.Changed)+len(r.Removed)+len(r.Adopted) > 0 {
			t.Errorf("%+v", r)
		}
	}
	if get(t, root, "users/anna-directory.xml/x") != "a folder" {
		t.Error("somebody's folder is gone")
	}
	r := mustCheck(t, treeOf(plain("a.cfg", "x"), plain("b.cfg", "x")), Options{Root: root})
	if r.Unchanged != 1 || len(r.Changed)+len(r.Created)+len(r.Removed) > 0 || r.Clean() {
		t.Errorf("%+v", r)
	}
}
