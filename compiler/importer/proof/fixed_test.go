package proof

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/importer"
	"provc/compiler/importer/draft"
	"provc/compiler/output"
	"provc/compiler/secret"
	"provc/compiler/vendors"
)

// Import, build and import again: the second repository is the first, with the same
// passwords.
func TestFixedPoint(t *testing.T) {
	goldens, err := filepath.Glob(filepath.Join("..", "..", "..", "golden", "*"))
	if err != nil || len(goldens) < 6 {
		t.Fatal(goldens, err)
	}
	for _, dir := range append(goldens, lay(t, messy)) {
		for _, lift := range []bool{false, true} {
			t.Run(fmt.Sprint(filepath.Base(dir), " ", lift), func(t *testing.T) {
				t.Parallel()
				fixed(t, dir, lift)
			})
		}
	}
}

// fixed imports a folder, builds what comes of it, and imports that.
func fixed(t *testing.T, dir string, lift bool) {
	t.Helper()
	first := imported(t, dir, lift)
	built := filepath.Join(t.TempDir(), filepath.Base(dir))
	build(t, first, built)
	if name := filepath.Join(dir, "old.cfg"); strings.HasSuffix(dir, "house") {
		data, err := os.ReadFile(name) // of somebody else's
		if err == nil {
			err = os.WriteFile(filepath.Join(built, "old.cfg"), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	second := imported(t, built, lift)
	for _, name := range slices.Sorted(maps.Keys(first)) {
		was, is := lines(first[name]), lines(second[name])
		if !slices.Equal(was, is) {
			t.Errorf("%s is another\n- %s\n+ %s", name, strings.Join(without(was, is), "\n- "), strings.Join(without(is, was), "\n+ "))
		}
	}
	for name := range second {
		if _, ok := first[name]; !ok {
			t.Errorf("%s is new", name)
		}
	}
}

// without are lines of a text that another has not.
func without(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return slices.Contains(others, l) })
}

// madeUp are passwords that stand in no file, so that import makes some up, each time.
var madeUp = regexp.MustCompile(`^mobile_\w+: "\w{12}"`)

func lines(text string) []string {
	var all []string
	for l := range strings.Lines(text) {
		if !madeUp.MatchString(l) {
			all = append(all, strings.Join(strings.Fields(l), " ")) // other columns are no other text
		}
	}
	return all
}

// imported is the repository that is made of a folder: its files of CUE and tables, and
// the passwords.
func imported(t *testing.T, dir string, lift bool) map[string]string {
	t.Helper()
	ctx := context.Background()
	i, err := importer.Read(ctx, importer.Options{Dir: dir, Makers: vendors.Makers(), Wishes: draft.Wishes{Lift: lift}})
	if err != nil {
		t.Fatal(err)
	}
	repo := filepath.Join(t.TempDir(), "repo")
	if err := i.Write(ctx, repo, vendors.All(), ""); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, name := range i.Files {
		if name == "README.md" {
			continue // it names the folder
		}
		data, err := os.ReadFile(filepath.Join(repo, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(data)
	}
	return files
}

// build builds a repository into a folder.
func build(t *testing.T, files map[string]string, dir string) {
	t.Helper()
	repo := t.TempDir()
	for name, text := range files {
		name = filepath.Join(repo, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	result, err := compiler.Compile(ctx, compiler.Options{Dir: repo, Packages: []string{"./..."}})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result.Findings)
	}
	resolver, _, err := secret.Open(secret.Source{File: filepath.Join(repo, "secrets.yaml")})
	if err != nil {
		t.Fatal(err)
	}
	values, missing := result.Resolve(resolver)
	if missing.HasErrors() {
		t.Fatal(missing)
	}
	for _, p := range result.Packages {
		if _, err := output.Write(ctx, p.Tree, output.Options{Root: dir, Package: p.ImportPath, NoSync: true, Secret: values.Get}); err != nil {
			t.Fatal(err)
		}
	}
}
