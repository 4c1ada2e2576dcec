package output

import (
	"path/filepath"
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
