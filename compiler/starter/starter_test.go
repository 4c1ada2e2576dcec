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

// Whoever imported a root is told how the package takes that root over, and not how one is
// built beside it.
func TestREADMEOfImport(t *testing.T) {
	t.Parallel()
	read := func(o starter.Options) string {
		o.Dir = filepath.Join(t.TempDir(), "phones")
		if _, _, err := starter.Write(context.Background(), o); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(o.Dir, "README.md"))
		if err != nil || strings.Contains(string(text), "«") {
			t.Fatal(err, string(text))
		}
		return string(text)
	}
	imported, begun := content(""), content("")
	begun.Content = nil
	for _, c := range []struct {
		text, has, lacks string
	}{
		{read(imported), "\nprovc build ./ward -o ROOT --secrets secrets.yaml --adopt --check\nprovc build ./ward -o ROOT --secrets secrets.yaml --adopt\n", "build ./..."},
		{read(imported), "\nprovc build ./ward -o root --secrets secrets.yaml\n", "each package gets a folder"},
		{read(begun), "\nprovc build ./... -o root --secrets secrets.yaml\n", "--adopt"},
		{read(begun), "and each package gets a folder of its own there.\n", "ROOT"},
	} {
		if !strings.Contains(c.text, c.has) || strings.Contains(c.text, c.lacks) {
			t.Errorf("not %q, or %q, in\n%s", c.has, c.lacks, c.text)
		}
	}
}
