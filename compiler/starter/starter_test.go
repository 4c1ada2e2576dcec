package starter_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/starter"
	"provc/compiler/vendors"
)

func content(dir string) starter.Options {
	return starter.Options{Dir: dir, Vendors: vendors.All(), Content: &starter.Content{
		Files:  map[string][]byte{"ward.cue": []byte("package ward\n")},
		Folder: "ward", What: "a ward", By: "import", Secrets: []byte("# none\n"),
	}}
}

// Whoever makes a repository can take it back, whole, and leaves what was there before.
func TestUndo(t *testing.T) {
	t.Parallel()
	above := t.TempDir()
	dir := filepath.Join(above, "deep", "phones")
	names, made, err := starter.Write(context.Background(), content(dir))
	if err != nil || len(names) < 3 {
		t.Fatal(names, err)
	}
	kept := filepath.Join(dir, "ward", "mine.cue")
	if err := os.WriteFile(kept, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	made.Undo()
	if left := list(t, above); strings.Join(left, " ") != "deep/phones/ward/mine.cue" {
		t.Errorf("what is left: %v", left)
	}
}

// A repository that cannot be finished leaves nothing behind.
func TestNothingHalfWritten(t *testing.T) {
	t.Parallel()
	above := t.TempDir()
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, _, err := starter.Write(stopped, content(filepath.Join(above, "phones"))); err == nil {
		t.Error("it was stopped, and tells of no error")
	}
	o := content(filepath.Join(above, "phones"))
	o.Content.Files["x\x00.cue"] = nil // no system takes that name
	_, _, err := starter.Write(context.Background(), o)
	if err == nil || !strings.Contains(err.Error(), " cannot be written: ") {
		t.Errorf("%v", err)
	}
	if left := list(t, above); len(left) > 0 {
		t.Errorf("what is left: %v", left)
	}
	if entries, err := os.ReadDir(above); err != nil || len(entries) > 0 {
		t.Errorf("folders that are left: %v, %v", entries, err)
	}
}

func list(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, name)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
