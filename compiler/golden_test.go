package compiler

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cuevet"
	"provc/compiler/filetest"
)

var update = flag.Bool("update", false, "rewrite golden trees")

const (
	examplesDir = "../examples"
	goldenDir   = "../golden"
)

// fakeSecrets reads the made-up values that the examples name.
func fakeSecrets(t testing.TB) func(string) (string, bool) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(examplesDir, "secrets.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && name[0] != '#' {
			values[name] = value
		}
	}
	return func(name string) (string, bool) {
		v, ok := values[name]
		return v, ok
	}
}

// examples lists the packages under examples that declare deployments.
func examples(t testing.TB) []string {
	t.Helper()
	dirs, err := os.ReadDir(examplesDir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range dirs {
		if d.IsDir() && d.Name() != "cue.mod" {
			names = append(names, d.Name())
		}
	}
	return names
}

// rendered compiles a package into bytes by path; folders end in a slash.
func rendered(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	result, err := Compile(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if result.Findings.HasErrors() {
		t.Fatal(text(result.Findings))
	}
	files := map[string][]byte{}
	secrets := fakeSecrets(t)
	for _, p := range result.Packages {
		for f := range p.Tree.All() {
			data, err := f.Bytes(secrets)
			if err != nil {
				t.Fatal(err)
			}
			files[f.Path] = data
		}
	}
	return files
}

func onDisk(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(rel)], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Each example compiles to its golden tree, byte for byte.
func TestGolden(t *testing.T) {
	for _, name := range examples(t) {
		t.Run(name, func(t *testing.T) {
			got := rendered(t, filepath.Join(examplesDir, name))
			dir := filepath.Join(goldenDir, name)
			if *update {
				if err := os.RemoveAll(dir); err != nil {
					t.Fatal(err)
				}
				for path, data := range got {
					file := filepath.Join(dir, filepath.FromSlash(path))
					filetest.Put(t, file, data)
				}
			}
			if err := sameFiles(onDisk(t, dir), got); err != nil {
				t.Error(err)
			}
		})
	}
}

// sameFiles tells the first difference between two trees.
func sameFiles(want, got map[string][]byte) error {
	for _, path := range slices.Sorted(maps.Keys(want)) {
		data, ok := got[path]
		switch {
		case !ok:
			return fmt.Errorf("%s is missing", path)
		case !bytes.Equal(data, want[path]):
			return fmt.Errorf("%s differs; got\n%s", path, data)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[path]; !ok {
			return fmt.Errorf("%s is extra", path)
		}
	}
	return nil
}

// The same declarations give the same bytes from wherever they are compiled,
// whatever their files are called and in whatever order they are read.
func TestSameInputSameBytes(t *testing.T) {
	for _, name := range examples(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := rendered(t, filepath.Join(examplesDir, name))
			if err := sameFiles(want, rendered(t, filepath.Join(examplesDir, name))); err != nil {
				t.Error("twice:", err)
			}

			dir := filepath.Join(t.TempDir(), "elsewhere", name)
			if err := os.MkdirAll(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			files := onDisk(t, filepath.Join(examplesDir, name))
			names := slices.Sorted(maps.Keys(files))
			for i, f := range names {
				other := fmt.Sprintf("%c%d.cue", 'z'-i, i)
				if err := os.WriteFile(filepath.Join(dir, other), files[f], 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if err := sameFiles(want, rendered(t, dir)); err != nil {
				t.Error("renamed:", err)
			}
		})
	}
}

// Plain CUE accepts every example.
func TestPlainCUEAcceptsExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("this is CUE alone")
	}
	for _, name := range examples(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{}
			for path, data := range onDisk(t, filepath.Join(examplesDir, name)) {
				files[path] = string(data)
			}
			if said := cuevet.Sentences(t, files); len(said) > 0 {
				t.Error(strings.Join(said, "\n"))
			}
		})
	}
}
