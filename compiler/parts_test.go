package compiler

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/output"
)

// Of every example, three parts make up the root that one build writes: from
// nothing, and where a build had written more and other files.
func TestPartsOfExamples(t *testing.T) {
	t.Parallel()
	secrets := fakeSecrets(t)
	for _, name := range examples(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			result, err := Compile(t.Context(), Options{Dir: filepath.Join(examplesDir, name)})
			if err != nil || result.Findings.HasErrors() {
				t.Fatal(err, text(result.Findings))
			}
			tree := result.Packages[0].Tree
			write := func(tree *artifact.Tree, o output.Options) string {
				t.Helper()
				if o.Root == "" {
					o.Root = filepath.Join(t.TempDir(), "root")
				}
				o.Package, o.Secret, o.NoSync = result.Packages[0].ImportPath, secrets, true
				if r, err := output.Write(t.Context(), tree, o); err != nil || r.Findings.HasErrors() {
					t.Fatal(err, r)
				}
				return o.Root
			}
			merge := func(tree *artifact.Tree, root string) {
				t.Helper()
				var dirs []string
				for i := range 3 {
					dirs = append(dirs, write(tree, output.Options{Part: i + 1, Parts: 3}))
				}
				roots, found, err := output.Join(t.Context(), dirs, PhoneWritten)
				if err != nil || len(found) > 0 || len(roots) != 1 {
					t.Fatal(err, found)
				}
				defer roots[0].Close()
				write(roots[0].Tree, output.Options{Root: root})
			}
			one, many := write(tree, output.Options{}), filepath.Join(t.TempDir(), "root")
			merge(tree, many)
			sameRoot(t, one, many)

			less := tree.Part(2, 2) // as if the rest were no longer declared
			write(less, output.Options{Root: one})
			merge(less, many)
			sameRoot(t, one, many)
		})
	}
}

// sameRoot compares files, modes and records.
func sameRoot(t *testing.T, one, other string) {
	t.Helper()
	read := func(root string) map[string]string {
		files := map[string]string{}
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			state := info.Mode().String()
			if !d.IsDir() {
				data, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				state += " " + string(data)
			}
			files[strings.TrimPrefix(name, root)] = state
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	a, b := read(one), read(other)
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s: %.200q, want %.200q", name, b[name], a[name])
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d files and folders, want %d", len(b), len(a))
	}
}
