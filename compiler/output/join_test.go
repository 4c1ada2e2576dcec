package output

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"provc/compiler/artifact"
)

// withSeeds is a configuration with contact directories.
func (c config) withSeeds() *artifact.Tree {
	tree := c.tree()
	for i := range c.users {
		if id := fmt.Sprintf("user%04d", i); c.has(i) {
			tree.Files = append(tree.Files, &artifact.File{Path: "users/" + id + "-directory.xml", Owner: "ward", Entity: id, Seed: true,
				Data: []byte("contacts of generation " + c.generation)})
		}
	}
	tree.Sort()
	return tree
}

// buildParts builds all parts, each into a folder of its own.
func buildParts(t *testing.T, tree *artifact.Tree, n int) (dirs []string) {
	t.Helper()
	for i := range n {
		dirs = append(dirs, newRoot(t))
		mustWrite(t, tree, Options{Root: dirs[i], Package: "clinic.example/ward", Part: i + 1, Parts: n, NoSync: true})
	}
	return dirs
}

// mustJoin joins parts to one root.
func mustJoin(t *testing.T, dirs []string) *Joined {
	t.Helper()
	roots, found, err := Join(t.Context(), dirs, phoneWrites)
	if err != nil || len(found) > 0 || len(roots) != 1 || roots[0].Dir != "." {
		t.Fatalf("%v %v %v", roots, found, err)
	}
	t.Cleanup(roots[0].Close)
	return roots[0]
}

// refusedJoin expects one finding, or an error.
func refusedJoin(t *testing.T, check, substr string, dirs ...string) {
	t.Helper()
	roots, found, err := Join(t.Context(), dirs, phoneWrites)
	if err != nil && check == "" && strings.Contains(err.Error(), substr) {
		return
	}
	if err != nil || len(roots) > 0 || len(found) != 1 || found[0].Check != check || !strings.Contains(found[0].Message(), substr) {
		t.Errorf("%v, error %v; want %s: %s", found, err, check, substr)
	}
}

// Parts make the root that one build makes, into nothing or onto an earlier
// build, with handsets' files in it: bytes, modes, folders and record.
func TestJoin(t *testing.T) {
	t.Parallel()
	for _, n := range []int{2, 3, 5, 40} {
		for _, earlier := range []bool{false, true} {
			one, many := newRoot(t), newRoot(t)
			for _, root := range []string{one, many} {
				if earlier {
					mustWrite(t, smallA.withSeeds(), Options{Root: root, Package: "clinic.example/ward", NoSync: true})
					plantPhones(t, root, 8)
				}
			}
			want := mustWrite(t, smallB.withSeeds(), Options{Root: one, Package: "clinic.example/ward", NoSync: true})
			dirs := buildParts(t, smallB.withSeeds(), n)
			slices.Reverse(dirs)
			joined := mustJoin(t, dirs)
			if joined.Package != "clinic.example/ward" {
				t.Errorf("package %q", joined.Package)
			}
			got := mustWrite(t, joined.Tree, Options{Root: many, Package: joined.Package, NoSync: true})
			sameState(t, snapshot(t, one), snapshot(t, many))
			if !slices.Equal(got.Created, want.Created) || !slices.Equal(got.Changed, want.Changed) || !slices.Equal(got.Removed, want.Removed) {
				t.Errorf("%+v\nwant %+v", got, want)
			}
			if len(got.Findings) != len(want.Findings) {
				t.Errorf("%v\nwant %v", got.Findings, want.Findings)
			}
		}
	}
}

// A part that is built again follows the configuration in all, seeds included.
func TestPartIsBuiltAgain(t *testing.T) {
	t.Parallel()
	again, fresh := buildParts(t, smallA.withSeeds(), 3), buildParts(t, smallB.withSeeds(), 3)
	for i, root := range again {
		r := mustWrite(t, smallB.withSeeds(), Options{Root: root, Package: "clinic.example/ward", Part: i + 1, Parts: 3, NoSync: true})
		if len(r.Findings) > 0 {
			t.Errorf("%v", r.Findings)
		}
		sameState(t, snapshot(t, fresh[i]), snapshot(t, root))
	}
}

func TestPartsAreNoRoots(t *testing.T) {
	t.Parallel()
	part := Options{Root: newRoot(t), Package: "clinic.example/ward", Part: 2, Parts: 3, NoSync: true, Inputs: digest}
	mustWrite(t, smallA.tree(), part)
	whole := part
	whole.Root, whole.Part, whole.Parts = newRoot(t), 0, 0
	mustWrite(t, smallA.tree(), whole)
	for _, tt := range []struct {
		root        string
		part, parts int
		want        string
	}{
		{part.Root, 0, 0, "holds part 2/3 of clinic.example/ward: this is all of"},
		{part.Root, 1, 3, "this is part 1/3 of"},
		{part.Root, 2, 4, "this is part 2/4 of"},
		{whole.Root, 2, 3, "holds all of clinic.example/ward: this is part 2/3 of"},
	} {
		for _, adopt := range []bool{false, true} {
			opt := Options{Root: tt.root, Package: "clinic.example/ward", Part: tt.part, Parts: tt.parts, Adopt: adopt, Force: adopt}
			refusedBy(t, "root-other-part", tt.want, smallA.tree(), opt)
			if _, ok := AsBuilt(tt.root, digest, opt); ok {
				t.Error("taken for another part")
			}
		}
	}
	if _, ok := AsBuilt(part.Root, digest, part); ok != hasStamps {
		t.Error("not known again")
	}
}

// A build of a part that is killed or fails anywhere leaves what is no part, or
// the part as it was or is to be.
func TestPartUnderFault(t *testing.T) {
	t.Parallel()
	other := buildParts(t, smallB.withSeeds(), 2)[0]
	old := buildParts(t, smallA.withSeeds(), 2)[0]
	for n := 1; ; n++ {
		root := newRoot(t)
		opt := Options{Root: root, Package: "clinic.example/ward", Part: 2, Parts: 2, NoSync: true, Secret: pin}
		mustWrite(t, smallA.withSeeds(), opt)
		f := &faultFS{at: n, err: syscall.EIO, kill: true}
		opt.open, opt.workers = f.open, 1
		_, err := Write(context.Background(), smallB.withSeeds(), opt)
		if len(f.ops) < n {
			return
		}
		if err == nil {
			continue
		}
		// The next build settles what lies there, and then fails as well.
		opt.open = nil
		opt.Secret = func(string) (string, bool) { return "", false }
		for range 2 {
			roots, _, err := Join(t.Context(), []string{other, root}, phoneWrites)
			before, _, err2 := Join(t.Context(), []string{old, root}, phoneWrites)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			if len(roots) > 0 && !mustCheck(t, smallB.withSeeds(), opt).Clean() {
				t.Fatalf("operation %d: joined, but it is not the part", n)
			}
			if len(before) > 0 && !mustCheck(t, smallA.withSeeds(), opt).Clean() {
				t.Fatalf("operation %d: joined, but it is not the earlier part", n)
			}
			Write(context.Background(), smallB.withSeeds(), opt)
		}
	}
}

func TestJoinRefuses(t *testing.T) {
	t.Parallel()
	dirs := buildParts(t, smallA.tree(), 3)
	refusedJoin(t, "part-missing", "part 2/3 of clinic.example/ward is missing; build with --shard 2/3", dirs[0], dirs[2])
	refusedJoin(t, "part-missing", "parts 1/3, 3/3 of clinic.example/ward are missing", dirs[1])
	refusedJoin(t, "part-twice", "both hold part 2/3 of clinic.example/ward", dirs[0], dirs[1], dirs[1])
	refusedJoin(t, "", "is no folder", dirs[0], filepath.Join(dirs[0], "none"))
	refusedJoin(t, "", "holds no part", dirs[0], newRoot(t))

	// Parts of other roots.
	other := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: other, Package: "clinic.example/b", Part: 3, Parts: 3, NoSync: true})
	refusedJoin(t, "part-other", "holds part 3/3 of clinic.example/b, and", dirs[0], dirs[1], other)
	refusedJoin(t, "part-other", "holds part 2/2 of clinic.example/ward, and", dirs[0], buildParts(t, smallA.tree(), 2)[1])
	refusedJoin(t, "part-other", "are parts of different lists of files", dirs[0], dirs[1], buildParts(t, smallB.tree(), 3)[2])
	whole := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: whole, Package: "clinic.example/ward", NoSync: true})
	refusedJoin(t, "part-other", "holds all of clinic.example/ward", dirs[0], whole)
	refusedJoin(t, "part-twice", "both hold all of clinic.example/ward", whole, whole)

	// Parts that are not as they were built.
	for _, tt := range []struct {
		check, want string
		change      func(root string)
	}{
		{"part-unfinished", "its build has not finished", func(root string) { put(t, root, nextPath, "") }},
		{"part-unfinished", "its build has not finished", func(root string) { os.Remove(filepath.Join(root, manifestPath)) }},
		{"part-unfinished", "its record is cut off", func(root string) {
			put(t, root, manifestPath, strings.TrimSuffix(get(t, root, manifestPath), "end\n"))
		}},
		{"part-unfinished", "its record is damaged at line", func(root string) {
			put(t, root, manifestPath, strings.Replace(get(t, root, manifestPath), "\tusers/", "\t../", 1))
		}},
		{"part-unfinished", "is a symbolic link", func(root string) {
			os.Rename(filepath.Join(root, manifestPath), filepath.Join(root, "m"))
			os.Symlink("../m", filepath.Join(root, manifestPath))
		}},
		{"part-unfinished", "are not the list of files", func(root string) {
			put(t, root, manifestPath, edited(t, root, "site.cfg", func(string) string { return "" }))
		}},
		{"part-unfinished", "are not the list of files", func(root string) {
			put(t, root, manifestPath, edited(t, root, "site.cfg", func(line string) string { return strings.Replace(line, "\tward\t", "\tdraw\t", 1) }))
		}},
		{"part-unfinished", "are not the list of files", func(root string) {
			put(t, root, manifestPath, edited(t, root, "site.cfg", func(line string) string { return strings.Replace(line, "\t0\t", "\t2\t", 1) }))
		}},
		{"part-unfinished", "are not the list of files", func(root string) {
			put(t, root, manifestPath, edited(t, root, "site.cfg", func(line string) string { return strings.Replace(line, "\t\t", "\tsomebody\t", 1) }))
		}},
		{"part-missing", "parts 1/9223372036854775807, 3/9223372036854775807, ", func(root string) {
			put(t, root, manifestPath, strings.Replace(get(t, root, manifestPath), "2/3\n", "2/9223372036854775807\n", 1))
		}},
		{"part-file", "lacks files of its build: site.cfg", func(root string) { os.Remove(filepath.Join(root, "site.cfg")) }},
		{"part-file", "holds files that were changed since its build: site.cfg", func(root string) { put(t, root, "site.cfg", "edited") }},
		{"part-file", "holds what no build has written: site.cfg is a symbolic link", func(root string) {
			os.Rename(filepath.Join(root, "site.cfg"), filepath.Join(root, "real"))
			os.Symlink("real", filepath.Join(root, "site.cfg"))
		}},
		{"part-file", "holds what no build has written: users is a symbolic link", func(root string) {
			os.Rename(filepath.Join(root, "users"), filepath.Join(root, "real"))
			os.Symlink("real", filepath.Join(root, "users"))
		}},
	} {
		dirs := buildParts(t, smallA.tree(), 3)
		tt.change(dirs[1])
		if strings.HasPrefix(tt.want, "parts ") {
			dirs = dirs[1:2]
		}
		refusedJoin(t, tt.check, tt.want, dirs...)
	}
}

// A record may say what it likes: nothing is read or written outside, and no
// file twice.
func TestJoinHostileRecord(t *testing.T) {
	t.Parallel()
	dirs := buildParts(t, smallA.tree(), 2)
	first := get(t, dirs[0], manifestPath)
	at := strings.Index(first, "file\t")
	line, _, _ := strings.Cut(first[at:], "\n")
	name := line[strings.LastIndexByte(line, '\t')+1:]
	put(t, dirs[1], name, get(t, dirs[0], name))
	second := get(t, dirs[1], manifestPath)
	at = strings.Index(second, "file\t")
	put(t, dirs[1], manifestPath, second[:at]+line+"\n"+second[at:])
	refusedJoin(t, "part-twice", "both hold "+name, dirs...)

	whole := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: whole, NoSync: true})
	put(t, whole, ".provc/own", get(t, dirs[0], name))
	all := get(t, whole, manifestPath)
	at = strings.Index(all, "file\t")
	put(t, whole, manifestPath, all[:at]+strings.TrimSuffix(line, name)+".provc/own\n"+all[at:])
	refusedBy(t, "root-path", "provc keeps .provc", mustJoin(t, []string{whole}).Tree, Options{Root: newRoot(t)})
}

// A file that changes between the looking and the reading stops the build.
func TestJoinedFileChanges(t *testing.T) {
	t.Parallel()
	dirs := buildParts(t, smallA.tree(), 2)
	joined := mustJoin(t, dirs)
	put(t, dirs[0], "000000000000.cfg", "changed")
	root := newRoot(t)
	_, err := Write(t.Context(), joined.Tree, Options{Root: root, NoSync: true})
	if err == nil || !strings.Contains(err.Error(), "somebody changed it during the build; nothing was changed") {
		t.Errorf("%v", err)
	}
}

// Whole roots are taken over, seeds and modes included. Where the modes were
// lost, no file comes out more open than it was.
func TestJoinWhole(t *testing.T) {
	t.Parallel()
	one := newRoot(t)
	mustWrite(t, smallA.withSeeds(), Options{Root: filepath.Join(one, "sites/a"), Package: "a", NoSync: true})
	mustWrite(t, smallB.withSeeds(), Options{Root: filepath.Join(one, "sites/b"), Package: "b", NoSync: true})
	for _, lost := range []bool{false, true} {
		merged := newRoot(t)
		if lost {
			for name := range snapshot(t, one) {
				if info, err := os.Stat(filepath.Join(one, name)); err == nil && info.Mode().IsRegular() {
					os.Chmod(filepath.Join(one, name), 0o644)
				}
			}
		}
		roots, found, err := Join(t.Context(), []string{one}, phoneWrites)
		if err != nil || len(found) > 0 || len(roots) != 2 {
			t.Fatalf("%v %v %v", roots, found, err)
		}
		for _, r := range roots {
			mustWrite(t, r.Tree, Options{Root: filepath.Join(merged, r.Dir), Package: r.Package, NoSync: true})
			r.Close()
		}
		if !lost {
			sameState(t, snapshot(t, one), snapshot(t, merged))
		}
		for name, state := range snapshot(t, merged) {
			if lost && strings.HasSuffix(name, ".cfg") && !strings.HasPrefix(state, "-rw-r----- ") {
				t.Errorf("%s: %.12s", name, state)
			}
		}
	}
}

// edited is a root's record with the line of a file changed.
func edited(t *testing.T, root, file string, change func(line string) string) string {
	t.Helper()
	record := get(t, root, manifestPath)
	for line := range strings.Lines(record) {
		if strings.HasPrefix(line, "file\t") && strings.HasSuffix(line, "\t"+file+"\n") {
			return strings.Replace(record, line, change(line), 1)
		}
	}
	t.Fatalf("no line of %s in %s", file, record)
	return ""
}
