package output

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// What adoption replaces is copied out of the root before, with its mode and time; what
// is right as it is, is not. A second build needs no flag, and makes no copies. A folder
// of copies that is there is left as it is.
func TestAdoptionKeepsCopies(t *testing.T) {
	root := newRoot(t)
	put(t, root, "a.cfg", "somebody's")
	put(t, root, "users/b.cfg", "somebody's profile")
	put(t, root, "same.cfg", "same")
	put(t, root, "other.cfg", "other")
	put(t, root, "users/b-phone.cfg", "the phone's")
	old := time.Date(2011, 5, 4, 3, 2, 1, 0, time.UTC)
	if err := os.Chmod(filepath.Join(root, "a.cfg"), 0o604); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(filepath.Join(root, "a.cfg"), old, old); err != nil {
		t.Fatal(err)
	}
	copies := filepath.Join(t.TempDir(), "copies")
	if err := os.Mkdir(copies, 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, copies, "a.cfg", "of an adoption before")
	tree := treeOf(plain("a.cfg", "provc's"), plain("users/b.cfg", "provc's"), plain("same.cfg", "same"))
	r := mustWrite(t, tree, Options{Root: root, Adopt: true, Copies: copies})
	if r.Copies != copies+".2" || r.Copied != 2 {
		t.Fatalf("%d copies in %s", r.Copied, r.Copies)
	}
	if !slices.Equal(r.Adopted, []string{"a.cfg", "same.cfg", "users/b.cfg"}) {
		t.Errorf("adopted are %v", r.Adopted)
	}
	for name, want := range map[string]string{"a.cfg": "somebody's", "users/b.cfg": "somebody's profile"} {
		if got, err := os.ReadFile(filepath.Join(r.Copies, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"same.cfg", "other.cfg", "users/b-phone.cfg"} {
		if _, err := os.Stat(filepath.Join(r.Copies, name)); err == nil {
			t.Errorf("%s is copied", name)
		}
	}
	info, err := os.Stat(filepath.Join(r.Copies, "a.cfg"))
	if err != nil || !info.ModTime().Equal(old) || runtime.GOOS != "windows" && info.Mode().Perm() != 0o604 {
		t.Errorf("the copy has mode and time %v, %v", info, err)
	}
	if dir, err := os.Stat(r.Copies); err != nil || runtime.GOOS != "windows" && dir.Mode().Perm() != 0o700 {
		t.Errorf("others may look into the copies: %v, %v", dir, err)
	}
	if got, err := os.ReadFile(filepath.Join(copies, "a.cfg")); err != nil || string(got) != "of an adoption before" {
		t.Errorf("copies of before are %q, %v", got, err)
	}
	if s := snapshot(t, root); s["users/b-phone.cfg"] == "" || s["other.cfg"] == "" {
		t.Errorf("the root holds %v", s)
	}
	r = mustWrite(t, tree, Options{Root: root})
	if !r.Clean() || r.Copies != "" {
		t.Errorf("a second build does %+v", r)
	}
	put(t, root, "a.cfg", "edited") // of provc's own
	r = mustWrite(t, tree, Options{Root: root, Adopt: true, Force: true, Copies: copies})
	if _, err := os.Stat(copies + ".3"); err == nil || r.Copied != 0 {
		t.Error("copies are made of nothing")
	}
}

// Where copies cannot be kept, nothing is replaced.
func TestAdoptionWithoutCopies(t *testing.T) {
	root := newRoot(t)
	put(t, root, "a.cfg", "somebody's")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Write(t.Context(), treeOf(plain("a.cfg", "provc's")), Options{Root: root, Adopt: true, Copies: filepath.Join(file, "copies")})
	if err == nil || !strings.Contains(err.Error(), "cannot make the folder for copies") || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("%v", err)
	}
	if s := snapshot(t, root); len(s) != 1 {
		t.Errorf("the root holds %v", s)
	}
	if got, _ := os.ReadFile(filepath.Join(root, "a.cfg")); string(got) != "somebody's" {
		t.Errorf("a.cfg is %q", got)
	}
}
