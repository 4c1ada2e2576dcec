//go:build unix

package output

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"provc/compiler/output/disk"
)

// outside is a folder with a file that no build may touch.
func outside(t *testing.T) string {
	dir := t.TempDir()
	put(t, dir, "a.cfg", "outside")
	return dir
}

func link(t *testing.T, to, root, name string) {
	t.Helper()
	if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
		t.Fatal(err)
	}
}

// Nothing but a regular file is ever replaced, under any flag.
func TestPlantedAtAnArtifactsPath(t *testing.T) {
	for what, plant := range map[string]func(t *testing.T, root string){
		"a symbolic link": func(t *testing.T, root string) { link(t, filepath.Join(outside(t), "a.cfg"), root, "users/a.cfg") },
		"symbolic link":   func(t *testing.T, root string) { link(t, "../b.cfg", root, "users/a.cfg") },
		"a named pipe": func(t *testing.T, root string) {
			if err := syscall.Mkfifo(filepath.Join(root, "users/a.cfg"), 0o644); err != nil {
				t.Fatal(err)
			}
		},
		"a folder": func(t *testing.T, root string) { put(t, root, "users/a.cfg/x", "somebody's") },
	} {
		for _, when := range []string{"before", "after"} {
			t.Run(what+" "+when, func(t *testing.T) {
				root := newRoot(t)
				put(t, root, "users/other", "somebody's")
				if when == "after" { // the path is provc's already
					mustWrite(t, treeOf(plain("users/a.cfg", "one"), plain("b.cfg", "one")), Options{Root: root})
					os.Remove(filepath.Join(root, "users/a.cfg"))
				}
				plant(t, root)
				emit, drop := treeOf(plain("users/a.cfg", "two"), plain("b.cfg", "two")), treeOf(plain("b.cfg", "two"))
				refusedBy(t, "root-not-regular", what, emit, Options{Root: root, Force: true, Adopt: true})
				if when == "after" {
					refusedBy(t, "root-not-regular", what, drop, Options{Root: root, Force: true, Adopt: true})
				}
			})
		}
	}
}

func TestPlantedAtAFolder(t *testing.T) {
	one, two := treeOf(plain("users/a.cfg", "one"), plain("users/b.cfg", "one")), treeOf(plain("users/a.cfg", "two"))
	for _, to := range []string{"outside", "elsewhere", "/"} {
		for _, when := range []string{"before", "after"} {
			root, out := newRoot(t), outside(t)
			if to == "outside" {
				to = out
			}
			put(t, root, "elsewhere/a.cfg", "somebody's") // a link that stays inside is one, too
			if when == "after" {
				mustWrite(t, one, Options{Root: root})
				if err := os.Rename(filepath.Join(root, "users"), filepath.Join(root, "users.old")); err != nil {
					t.Fatal(err)
				}
			}
			link(t, to, root, "users")
			refusedBy(t, "root-not-regular", "users is a symbolic link", two, Options{Root: root, Force: true, Adopt: true})
			r := mustCheck(t, two, Options{Root: root})
			if n := len(r.Findings); n != 1 || r.Clean() {
				t.Errorf("%v", r.Findings)
			}
			if get(t, out, "a.cfg") != "outside" {
				t.Error("written outside")
			}
		}
	}
	root := newRoot(t)
	put(t, root, "users", "a file")
	refusedBy(t, "root-not-regular", "users is a file", two, Options{Root: root})
}

func TestPlantedAtTheRecord(t *testing.T) {
	root, out := newRoot(t), outside(t)
	link(t, out, root, stateDir)
	_, err := Write(context.Background(), treeOf(plain("a.cfg", "x")), Options{Root: root})
	if err == nil || !strings.Contains(err.Error(), "symbolic link") {
		t.Errorf("error %v", err)
	}
	if s := snapshot(t, out); len(s) != 1 {
		t.Errorf("%v", s)
	}
	for _, name := range []string{manifestPath, nextPath} {
		root := newRoot(t)
		mustWrite(t, treeOf(plain("a.cfg", "x")), Options{Root: root})
		os.Remove(filepath.Join(root, name))
		link(t, filepath.Join(out, "a.cfg"), root, name)
		_, err := Write(context.Background(), treeOf(plain("a.cfg", "y")), Options{Root: root})
		if err == nil || !strings.Contains(err.Error(), name+" is a symbolic link") {
			t.Errorf("error %v", err)
		}
	}
	if get(t, out, "a.cfg") != "outside" {
		t.Error("written outside")
	}
}

// A folder that is swapped for a link while a build goes on: the operations
// stay in the folder that was opened.
func TestFolderSwappedDuringTheBuild(t *testing.T) {
	root, out := newRoot(t), outside(t)
	mustWrite(t, treeOf(plain("users/a.cfg", "one")), Options{Root: root})
	f := &faultFS{}
	f.before = func(op, name string) {
		if op == "create" && strings.HasPrefix(name, "users/") {
			os.Rename(filepath.Join(root, "users"), filepath.Join(root, "users.old"))
			link(t, out, root, "users")
		}
	}
	Write(context.Background(), treeOf(plain("users/a.cfg", "two")), Options{Root: root, open: f.open})
	if s := snapshot(t, out); len(s) != 1 || get(t, out, "a.cfg") != "outside" {
		t.Errorf("%v", s)
	}
}

// A folder for handsets may be a link: they write there, provc does not.
func TestHandsetsFolderIsALink(t *testing.T) {
	root := newRoot(t)
	link(t, outside(t), root, "logs")
	mustWrite(t, smallA.tree(), Options{Root: root})
	mustWrite(t, smallB.tree(), Options{Root: root})
	if info, err := os.Lstat(filepath.Join(root, "logs")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("%v %v", info, err)
	}
}

// reachable is a copy of the test binary that every account can run.
var reachable = sync.OnceValues(func() (binary string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("/dev/shm", "provc-test-")
	if err != nil {
		dir, err = os.MkdirTemp("", "provc-test-")
	}
	if err != nil {
		return "", err
	}
	atEnd = append(atEnd, func() { os.RemoveAll(dir) })
	data, err := os.ReadFile(self)
	if err != nil {
		return "", err
	}
	binary = filepath.Join(dir, "test")
	return binary, errors.Join(os.WriteFile(binary, data, 0o755), os.Chmod(dir, 0o755))
})

// asNobody runs a build as an account without rights.
func asNobody(t *testing.T, o order) result {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can become another account")
	}
	binary, err := reachable()
	if err != nil {
		t.Fatal(err)
	}
	cmd, out, in := start(t, binary, o, &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}})
	defer in.Close()
	var r result
	if err := json.NewDecoder(out).Decode(&r); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	return r
}

// openUp lets other accounts reach a root.
func openUp(t *testing.T, root string) {
	t.Helper()
	if err := os.Chmod(filepath.Dir(root), 0o755); err != nil {
		t.Fatal(err)
	}
}

func TestPermissionDenied(t *testing.T) {
	root := newRoot(t)
	openUp(t, root)
	r := asNobody(t, order{Config: smallA, Options: Options{Root: root}})
	if !strings.HasPrefix(r.Error, "cannot make "+root) || !strings.Contains(r.Error, "permission denied") {
		t.Errorf("%+v", r)
	}
	if err := os.Chown(root, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	if r := asNobody(t, order{Config: smallA, Options: Options{Root: root}}); r.Error != "" || len(r.Report.Created) == 0 {
		t.Fatalf("%+v", r)
	}

	// Neither a folder that cannot be written into, nor one whose files belong
	// to others and cannot be replaced, lets a build stop halfway.
	before := snapshot(t, root)
	for _, mode := range []fs.FileMode{0o755, 0o777 | fs.ModeSticky} {
		users := filepath.Join(root, "users")
		os.Chown(users, 0, 0)
		os.Chmod(users, mode)
		files, _ := os.ReadDir(users)
		for _, f := range files {
			os.Chown(filepath.Join(users, f.Name()), 0, 65534)
		}
		r = asNobody(t, order{Config: config{"C", 8, 0}, Options: Options{Root: root}})
		if !strings.Contains(r.Error, root+"/users") || !strings.HasSuffix(r.Error, "nothing was changed") {
			t.Errorf("%+v", r)
		}
		os.Chmod(users, 0o755)
		sameState(t, before, snapshot(t, root))
	}

	// The account that checks need not be able to write.
	os.Chmod(root, 0o555)
	if r := asNobody(t, order{Do: "check", Config: smallA, Options: Options{Root: root}}); r.Error != "" || !r.Report.Clean() {
		t.Errorf("%+v", r)
	}
	os.Chmod(root, 0o755)
	os.Chmod(filepath.Join(root, stateDir), 0)
	if r := asNobody(t, order{Do: "check", Config: smallA, Options: Options{Root: root}}); !strings.Contains(r.Error, filepath.Join(root, stateDir)+"/next: permission denied") {
		t.Errorf("%+v", r)
	}
}

// The same for who is not root to begin with.
func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("nothing is read-only for root")
	}
	root := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: root})
	users := filepath.Join(root, "users")
	if err := os.Chmod(users, 0o555); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, root)
	for _, c := range []config{smallB, {"A", 0, 4}} { // files to write there; files to remove only
		_, err := Write(context.Background(), c.tree(), Options{Root: root, Secret: pin})
		if err == nil || !strings.Contains(err.Error(), users) || !strings.HasSuffix(err.Error(), "permission denied; nothing was changed") {
			t.Errorf("error %v", err)
		}
		sameState(t, before, snapshot(t, root))
	}
	if err := os.Chmod(users, 0o755); err != nil {
		t.Fatal(err)
	}
}

// Replaced files keep mode, user and group; new ones take the folder's group
// and the mode that secrets ask for.
func TestModes(t *testing.T) {
	root := newRoot(t)
	if os.Getuid() == 0 {
		if err := os.Chown(root, 0, 1234); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(root, 0o775); err != nil {
		t.Fatal(err)
	}
	defer syscall.Umask(syscall.Umask(0o077)) // which does not count
	is := func(name string, mode fs.FileMode, uid, gid int) {
		t.Helper()
		info, err := os.Stat(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		u, g, _ := disk.Owner(info)
		if info.Mode().Perm() != mode || os.Getuid() == 0 && (u != uid || g != gid) {
			t.Errorf("%s: %v %d:%d, want %v %d:%d", name, info.Mode(), u, g, mode, uid, gid)
		}
	}
	r := mustWrite(t, smallA.tree(), Options{Root: root})
	is("site.cfg", 0o644, 0, 1234)
	is("users/user0000.cfg", 0o640, 0, 1234)
	is("users", 0o775, 0, 1234)
	is("logs", 0o775, 0, 1234)
	if d := finding(t, r, "root-mode-closed"); !strings.Contains(d.Message(), "users/user0000.cfg") || len(r.Findings) != 1 {
		t.Errorf("%v", r.Findings)
	}

	os.Chmod(filepath.Join(root, "users/user0000.cfg"), 0o606)
	if os.Getuid() == 0 {
		os.Chown(filepath.Join(root, "users/user0000.cfg"), 77, 78)
		os.Chown(filepath.Join(root, manifestPath), 0, 78)
	}
	os.Chmod(filepath.Join(root, manifestPath), 0o660)
	r = mustWrite(t, smallB.tree(), Options{Root: root, Mode: 0o600})
	is("users/user0000.cfg", 0o606, 77, 78)
	is("users/user0002.cfg", 0o600, 0, 1234)
	is("group-B.cfg", 0o600, 0, 1234)
	is("night/shift/user0005.cfg", 0o600, 0, 1234)
	is("night/shift", 0o775, 0, 1234)
	is("site.cfg", 0o644, 0, 1234)
	is(manifestPath, 0o660, 0, 78)
	if d := finding(t, r, "root-mode-open"); !strings.Contains(d.Message(), ": users/user0000.cfg;") || len(r.Findings) != 1 {
		t.Errorf("%v", r.Findings)
	}
	r = mustWrite(t, smallA.tree(), Options{Root: root, Mode: 0o604})
	if len(r.Findings) > 0 {
		t.Errorf("%v", r.Findings)
	}
}

// An account that is not of a folder's group says so for new files, and fails
// for a file whose group it would take away.
func TestGroupsOfOthers(t *testing.T) {
	root := newRoot(t)
	openUp(t, root)
	if os.Getuid() == 0 {
		if err := os.Chown(root, 65534, 1234); err != nil {
			t.Fatal(err)
		}
	}
	r := asNobody(t, order{Config: smallA, Options: Options{Root: root}})
	if r.Error != "" || finding(t, r.Report, "root-group").Detail == "" {
		t.Fatalf("%+v", r)
	}
	os.Chown(filepath.Join(root, "site.cfg"), 65534, 1234)
	before := snapshot(t, root)
	r = asNobody(t, order{Config: smallB, Options: Options{Root: root}})
	if !strings.Contains(r.Error, "site.cfg: its group 1234 cannot be kept") {
		t.Errorf("%+v", r)
	}
	sameState(t, before, snapshot(t, root))
	if !slices.Contains(smallB.tree().Dirs, "logs") {
		t.Fatal("the fixture has changed")
	}
}
