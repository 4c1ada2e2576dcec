package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/output/disk"
	"provc/compiler/output/record"
)

func plain(name, data string) *artifact.File {
	return &artifact.File{Path: name, Owner: "ward", Data: []byte(data), Pos: diag.Pos{File: "ward.cue", Line: 1}}
}

func treeOf(files ...*artifact.File) *artifact.Tree {
	return &artifact.Tree{Files: files, PhoneWritten: phoneWrites}
}

func TestWriteThenNothing(t *testing.T) {
	root := filepath.Join(newRoot(t), "not", "there", "yet")
	opt := Options{Root: root}
	tree := smallA.tree()
	if r := mustCheck(t, tree, opt); len(r.Created) != len(tree.Files) || r.Clean() {
		t.Errorf("Check of a missing root: %+v", r)
	}
	if _, err := os.Stat(root); !os.IsNotExist(err) {
		t.Error("Check has made the root")
	}
	r := mustWrite(t, tree, opt)
	if len(r.Created) != len(tree.Files) || len(r.Changed)+len(r.Removed)+r.Unchanged != 0 {
		t.Errorf("first build: %+v", r)
	}
	if !slices.IsSorted(r.Created) {
		t.Errorf("not sorted: %q", r.Created)
	}
	for _, f := range tree.Files {
		want, _ := f.Bytes(pin)
		if got := get(t, root, f.Path); got != string(want) {
			t.Errorf("%s: %q", f.Path, got)
		}
	}
	for _, dir := range tree.Dirs {
		if info, err := os.Stat(filepath.Join(root, dir)); err != nil || !info.IsDir() {
			t.Errorf("%s: %v", dir, err)
		}
	}
	readAsHandset(t, root, smallA, smallA)
	noTemps(t, root)

	r = mustCheck(t, tree, opt)
	if !r.Clean() || r.Unchanged != len(tree.Files) {
		t.Errorf("Check of a finished root: %+v", r)
	}
	r = mustWrite(t, tree, opt)
	if !r.Clean() || r.Unchanged != len(tree.Files) {
		t.Errorf("second build: %+v", r)
	}
}

// An unchanged rebuild leaves everything alone, down to the times of folders.
func TestUnchangedTouchesNothing(t *testing.T) {
	root := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: root})
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	var names []string
	for name := range snapshot(t, root) {
		names = append(names, name)
	}
	names = append(names, ".", stateDir, lockPath)
	for _, name := range names {
		if err := os.Chtimes(filepath.Join(root, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	f := &faultFS{}
	opt := Options{Root: root, open: f.open}
	mustWrite(t, smallA.tree(), opt)
	mustCheck(t, smallA.tree(), opt)
	if w := f.writes(); len(w) > 0 {
		t.Errorf("writes: %q", w)
	}
	for _, name := range names {
		info, err := os.Stat(filepath.Join(root, name))
		if err != nil || !info.ModTime().Equal(old) {
			t.Errorf("%s was touched", name)
		}
	}
}

// Of a changed configuration, only what differs is written anew.
func TestOnlyDifferencesAreWritten(t *testing.T) {
	root := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: root})
	before := map[string]os.FileInfo{}
	for _, f := range smallA.tree().Files {
		before[f.Path], _ = os.Stat(filepath.Join(root, f.Path))
	}
	check := mustCheck(t, smallB.tree(), Options{Root: root})
	r := mustWrite(t, smallB.tree(), Options{Root: root})
	for _, lists := range [][2][]string{{check.Created, r.Created}, {check.Changed, r.Changed}, {check.Removed, r.Removed}} {
		if !slices.Equal(lists[0], lists[1]) || len(lists[0]) == 0 {
			t.Errorf("Check foresees %q, Write does %q", lists[0], lists[1])
		}
	}
	if !slices.Contains(r.Created, "group-B.cfg") || !slices.Contains(r.Changed, "site.cfg") || !slices.Contains(r.Removed, "group-A.cfg") {
		t.Errorf("%+v", r)
	}
	for _, f := range smallB.tree().Files {
		now, err := os.Stat(filepath.Join(root, f.Path))
		if err != nil {
			t.Fatal(err)
		}
		if was := before[f.Path]; was != nil && !slices.Contains(r.Changed, f.Path) && !os.SameFile(was, now) {
			t.Errorf("%s was replaced", f.Path)
		}
	}
	for _, name := range r.Removed {
		if _, err := os.Stat(filepath.Join(root, name)); !os.IsNotExist(err) {
			t.Errorf("%s is still there", name)
		}
	}
	// Back again: what provc made goes, what handsets write into stays.
	mustWrite(t, smallA.tree(), Options{Root: root})
	if _, err := os.Stat(filepath.Join(root, "night")); !os.IsNotExist(err) {
		t.Error("an empty folder of provc's making is left")
	}
	fresh := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: fresh})
	sameState(t, snapshot(t, fresh), snapshot(t, root))
}

func TestManifestIsDeterministicAndClosed(t *testing.T) {
	a, b := newRoot(t), newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: a, Package: "clinic.example/ward", workers: 1})
	mustWrite(t, smallA.tree(), Options{Root: b, Package: "clinic.example/ward", workers: 7, NoSync: true})
	if get(t, a, manifestPath) != get(t, b, manifestPath) {
		t.Error("two builds of one configuration differ in their manifests")
	}
	if strings.Contains(get(t, a, manifestPath), "4711") {
		t.Error("the manifest holds a secret")
	}
	for name, mode := range map[string]os.FileMode{stateDir: 0o700, manifestPath: 0o600, lockPath: 0o600} {
		if info, err := os.Stat(filepath.Join(a, name)); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v %v", name, info.Mode(), err)
		}
	}
	m, err := record.Parse(get(t, a, manifestPath))
	if err != nil || !m.Whole || m.Package != "clinic.example/ward" || len(m.Entries) != len(smallA.tree().Files) {
		t.Errorf("%+v %v", m, err)
	}
}

func TestDamagedManifest(t *testing.T) {
	root := newRoot(t)
	mustWrite(t, treeOf(plain("site.cfg", "x")), Options{Root: root})
	good := get(t, root, manifestPath)
	for _, bad := range []string{
		"", "other\n", good[:len(good)-4], good + "more\n",
		strings.Replace(good, "site.cfg", "../site.cfg", 1),
		strings.Replace(good, "file\t", "file\tzz", 1),
	} {
		put(t, root, manifestPath, bad)
		_, err := Write(context.Background(), treeOf(plain("site.cfg", "y")), Options{Root: root})
		if err == nil || !strings.Contains(err.Error(), manifestPath) {
			t.Errorf("%.60q: error %v", bad, err)
		}
		if get(t, root, "site.cfg") != "x" {
			t.Error("built all the same")
		}
	}
}

func TestEditedFile(t *testing.T) {
	root := newRoot(t)
	opt := Options{Root: root}
	one, two := treeOf(plain("a.cfg", "one"), plain("b.cfg", "one")), treeOf(plain("a.cfg", "two"), plain("b.cfg", "one"))
	mustWrite(t, one, opt)

	put(t, root, "a.cfg", "edited by hand")
	refusedBy(t, "root-file-edited", "a.cfg", one, opt)
	refusedBy(t, "root-file-edited", "a.cfg", two, opt)
	refusedBy(t, "root-file-edited", "a.cfg", treeOf(plain("b.cfg", "one")), opt)
	if r := mustCheck(t, two, opt); !slices.Equal(r.Changed, []string{"a.cfg"}) || r.Clean() {
		t.Errorf("Check: %+v", r)
	}
	r := mustCheck(t, treeOf(plain("b.cfg", "one")), opt)
	if d := finding(t, r, "root-file-edited"); !slices.Equal(r.Removed, []string{"a.cfg"}) || d.Pos.IsValid() || d.Message() != "a.cfg is no longer emitted, and was changed by somebody since provc wrote it; save what it holds and remove it, or have it removed with --force" {
		t.Errorf("Check: %+v", r)
	}
	if d := finding(t, mustCheck(t, two, opt), "root-file-edited"); d.Pos.File != "ward.cue" || d.Message() != "a.cfg was changed by somebody since provc wrote it; bring the change into the configuration, or overwrite it with --force" {
		t.Errorf("Check: %v", d)
	}
	// --adopt is not --force.
	refusedBy(t, "root-file-edited", "a.cfg", two, Options{Root: root, Adopt: true})

	put(t, root, "a.cfg", "two") // what it is to become
	if r := mustWrite(t, two, opt); len(r.Changed) > 0 {
		t.Errorf("%+v", r)
	}
	put(t, root, "a.cfg", "edited by hand")
	if r := mustWrite(t, two, Options{Root: root, Force: true}); !slices.Equal(r.Changed, []string{"a.cfg"}) {
		t.Errorf("%+v", r)
	}
	put(t, root, "a.cfg", "edited by hand")
	if r := mustWrite(t, treeOf(plain("b.cfg", "one")), Options{Root: root, Force: true}); !slices.Equal(r.Removed, []string{"a.cfg"}) {
		t.Errorf("%+v", r)
	}
}

func TestMissingOwnedFileComesBack(t *testing.T) {
	root := newRoot(t)
	tree := treeOf(plain("a.cfg", "one"), plain("b.cfg", "one"))
	mustWrite(t, tree, Options{Root: root})
	os.Remove(filepath.Join(root, "a.cfg"))
	if r := mustWrite(t, tree, Options{Root: root}); !slices.Equal(r.Created, []string{"a.cfg"}) {
		t.Errorf("%+v", r)
	}
	os.Remove(filepath.Join(root, "a.cfg"))
	if r := mustWrite(t, treeOf(plain("b.cfg", "one")), Options{Root: root}); len(r.Removed) > 0 {
		t.Errorf("%+v", r)
	}
}

func TestForeignFile(t *testing.T) {
	root := newRoot(t)
	put(t, root, "a.cfg", "somebody's")
	put(t, root, "b.cfg", "one")
	put(t, root, "other.cfg", "somebody's")
	tree := treeOf(plain("a.cfg", "one"), plain("b.cfg", "one"))
	refusedBy(t, "root-file-not-owned", "a.cfg", tree, Options{Root: root})
	refusedBy(t, "root-file-not-owned", "b.cfg", tree, Options{Root: root})
	refusedBy(t, "root-file-not-owned", "a.cfg", tree, Options{Root: root, Force: true})
	r := mustWrite(t, tree, Options{Root: root, Adopt: true})
	if !slices.Equal(r.Adopted, []string{"a.cfg", "b.cfg"}) || !slices.Equal(r.Changed, []string{"a.cfg"}) {
		t.Errorf("%+v", r)
	}
	mustWrite(t, treeOf(plain("c.cfg", "one")), Options{Root: root})
	if s := snapshot(t, root); len(s) != 3 || s["other.cfg"] == "" { // other, c, manifest
		t.Errorf("%v", s)
	}
}

func TestAnotherPackage(t *testing.T) {
	root := newRoot(t)
	mustWrite(t, treeOf(plain("a.cfg", "one")), Options{Root: root, Package: "clinic.example/a"})
	other := treeOf(plain("b.cfg", "one"))
	refusedBy(t, "root-other-package", `it was built from "clinic.example/a", this is "clinic.example/b"`, other, Options{Root: root, Package: "clinic.example/b"})
	r := mustWrite(t, other, Options{Root: root, Package: "clinic.example/b", Adopt: true})
	if !slices.Equal(r.Removed, []string{"a.cfg"}) {
		t.Errorf("%+v", r)
	}
	mustWrite(t, other, Options{Root: root, Package: "clinic.example/b"})
	// A root in which nothing is left is anybody's.
	mustWrite(t, treeOf(), Options{Root: root, Package: "clinic.example/b", Force: true})
	mustWrite(t, other, Options{Root: root, Package: "clinic.example/c"})
}

func TestEmptyTree(t *testing.T) {
	root := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: root})
	refusedBy(t, "root-emptied", fmt.Sprintf("nothing is emitted, so all %d files of %s would be removed; name the right package, or remove them with --force", smallA.tree().Len(), root), treeOf(), Options{Root: root})
	mustWrite(t, treeOf(), Options{Root: root, Force: true})
	if s := snapshot(t, root); len(s) != 3 { // logs, users, manifest
		t.Errorf("%v", s)
	}
}

func TestSeeds(t *testing.T) {
	root := newRoot(t)
	seed := plain("users/brian-directory.xml", "seed")
	seed.Seed = true
	tree := treeOf(plain("users/brian.cfg", "x"), seed)
	if r := mustCheck(t, tree, Options{Root: root}); !slices.Contains(r.Created, seed.Path) {
		t.Errorf("%+v", r)
	}
	mustWrite(t, tree, Options{Root: root})
	if get(t, root, seed.Path) != "seed" {
		t.Error("not seeded")
	}
	if strings.Contains(get(t, root, manifestPath), "directory") {
		t.Error("a seed is owned")
	}
	put(t, root, seed.Path, "the handset's")
	if r := mustWrite(t, tree, Options{Root: root, Force: true, Adopt: true}); !r.Clean() {
		t.Errorf("%+v", r)
	}
	mustWrite(t, treeOf(plain("users/brian.cfg", "x")), Options{Root: root, Force: true})
	if get(t, root, seed.Path) != "the handset's" {
		t.Error("a handset's file was touched")
	}
}

func TestHandsetsFilesOutliveEveryFlag(t *testing.T) {
	root := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: root})
	phones := plantPhones(t, root, 40)
	put(t, root, "night/USER0005-Phone.cfg", "x")
	phones["night/USER0005-Phone.cfg"] = "x"
	for _, tree := range []*artifact.Tree{smallB.tree(), {PhoneWritten: phoneWrites}, smallA.tree()} {
		mustWrite(t, tree, Options{Root: root, Force: true, Adopt: true})
		for name, data := range phones {
			if get(t, root, name) != data {
				t.Errorf("%s was touched", name)
			}
		}
	}
	// Not even when a record claims such a file.
	record := get(t, root, manifestPath)
	record = strings.Replace(record, "\tusers/user0000.cfg\n", "\tusers/user0000-phone.cfg\n", 1)
	put(t, root, manifestPath, record)
	os.Remove(filepath.Join(root, "users/user0000.cfg"))
	mustWrite(t, smallA.tree(), Options{Root: root, Force: true})
	if get(t, root, "users/user0000-phone.cfg") != phones["users/user0000-phone.cfg"] {
		t.Error("users/user0000-phone.cfg was touched")
	}
}

func TestLeftoversAndEarlierHolders(t *testing.T) {
	root := newRoot(t)
	user := func(id string) *artifact.File {
		f := plain("users/"+id+".cfg", "x")
		f.Entity = id
		return f
	}
	site := plain("site.cfg", "x")
	mustWrite(t, treeOf(site, user("Brian"), user("anna")), Options{Root: root})
	put(t, root, "users/brian-phone.cfg", "old password")
	put(t, root, "users/BRIAN-calls.xml", "x")
	put(t, root, "users/anna-phone.cfg", "x")

	r := mustWrite(t, treeOf(site, user("anna")), Options{Root: root})
	d := finding(t, r, "root-leftover")
	if len(r.Findings) != 1 || d.Severity != diag.Note || !strings.Contains(d.Message(), "users/BRIAN-calls.xml, users/brian-phone.cfg") {
		t.Errorf("%v", r.Findings)
	}
	r = mustWrite(t, treeOf(site, user("anna")), Options{Root: root})
	if len(r.Findings) > 0 {
		t.Errorf("said twice: %v", r.Findings)
	}
	for _, r := range []*Report{
		mustCheck(t, treeOf(site, user("anna"), user("brian")), Options{Root: root}),
		mustWrite(t, treeOf(site, user("anna"), user("brian")), Options{Root: root}),
	} {
		d = finding(t, r, "root-earlier-holder")
		if len(r.Findings) != 1 || d.Severity != diag.Warning || d.Pos.File != "ward.cue" || !strings.Contains(d.Message(), "users/brian-phone.cfg") {
			t.Errorf("%v", r.Findings)
		}
	}

	// Who has a profile already, written by hand, is no new holder.
	put(t, root, "users/carla.cfg", "by hand")
	put(t, root, "users/carla-phone.cfg", "x")
	r = mustWrite(t, treeOf(site, user("anna"), user("brian"), user("carla")), Options{Root: root, Adopt: true})
	if len(r.Findings) > 0 {
		t.Errorf("%v", r.Findings)
	}
}

func TestLocked(t *testing.T) {
	root := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: root})
	other, err := disk.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	lock, err := other.Lock(lockPath)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Write(context.Background(), smallB.tree(), Options{Root: root, Secret: pin})
	if !errors.Is(err, disk.ErrLocked) || !strings.Contains(err.Error(), root) {
		t.Errorf("error %v", err)
	}
	if r := mustCheck(t, smallA.tree(), Options{Root: root}); !r.Clean() {
		t.Errorf("%+v", r)
	}
	lock.Close()
	mustWrite(t, smallB.tree(), Options{Root: root})
}

func TestCancelled(t *testing.T) {
	root := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: root})
	before := snapshot(t, root)
	ctx, cancel := context.WithCancel(context.Background())
	tree := smallB.tree()
	tree.Files[len(tree.Files)/2].Format = func(p []artifact.Param) ([]byte, error) { cancel(); return render(p) }
	_, err := Write(ctx, tree, Options{Root: root, Secret: pin})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	sameState(t, before, snapshot(t, root))
}

func TestFormatFails(t *testing.T) {
	root := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: root})
	before := snapshot(t, root)
	_, err := Write(context.Background(), smallB.tree(), Options{Root: root}) // no secrets
	if err == nil || !strings.Contains(err.Error(), `secret "pin" has no value`) {
		t.Errorf("error %v", err)
	}
	sameState(t, before, snapshot(t, root))
}
