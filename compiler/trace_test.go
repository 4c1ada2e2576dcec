package compiler_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/trace"
)

// Of whatever people write that compiles, CUE tells how each setting came about: its
// places are in the package, one of them is where findings say that it is, and nothing
// else goes wrong.
func TestRandomPackagesAreTraced(t *testing.T) {
	t.Parallel()
	n := max(1, *packages/6) // plain CUE takes its time
	if testing.Short() {
		n = 2
	}
	settings := 0
	for seed := range uint64(n) {
		for s := random(*firstSeed + seed); s != nil; {
			dir := folder(t, s.files())
			said := plainCUE(dir, s.tags...)
			if len(said.errors) == 0 {
				o := compiler.Options{Dir: dir, Tags: s.tags}
				settings += traced(t, fmt.Sprint("seed ", seed), o) + traced(t, fmt.Sprint("small pieces of seed ", seed), compiler.Small(o))
				break
			}
			s = s.mended(said)
		}
	}
	if settings < n {
		t.Errorf("%d settings of %d packages", settings, n)
	}
}

func TestExamplesAreTraced(t *testing.T) {
	t.Parallel()
	examples, err := filepath.Glob("../examples/*/*.cue")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, file := range examples {
		name := filepath.Base(filepath.Dir(file))
		if seen[name] || name == "cue.mod" {
			continue
		}
		seen[name] = true
		if traced(t, name, compiler.Options{Dir: "../examples", Packages: []string{"./" + name}}) < 20 {
			t.Errorf("%s has hardly any settings", name)
		}
	}
}

// traced looks at all settings of a package that compiles, and counts them.
func traced(t *testing.T, name string, o compiler.Options) (settings int) {
	t.Helper()
	result, err := compiler.Compile(t.Context(), o)
	if err != nil || result.Findings.HasErrors() {
		return 0
	}
	tree := result.Packages[0].Tree
	entities := map[string]map[string]bool{}
	for i := range tree.Len() {
		h := tree.Head(i)
		if entities[h.Owner] == nil {
			entities[h.Owner] = map[string]bool{}
		}
		entities[h.Owner][h.Entity] = true
	}
	tracer, err := result.Trace(result.Packages[0], entities)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return 0
	}
	lines := map[string]int{}
	for f := range tree.All() {
		for _, p := range f.Params {
			if !p.Pos.IsValid() {
				continue
			}
			settings++
			places := tracer.Of(trace.Setting{Deployment: f.Owner, Entity: f.Entity, File: f.Path, FilePos: f.Pos, Param: p.Name, Pos: p.Pos})
			if len(places) == 0 {
				t.Errorf("%s: %s of %s has no place, though findings say %s", name, p.Name, f.Path, p.Pos)
			}
			for _, at := range places {
				file := filepath.Join(o.Dir, at.Pos.File)
				if lines[file] == 0 {
					text, err := os.ReadFile(file)
					if err != nil {
						t.Fatal(err)
					}
					lines[file] = 1 + strings.Count(string(text), "\n")
				}
				if at.Pos.Line < 1 || at.Pos.Line > lines[file] {
					t.Errorf("%s: %s of %s has the place %s, beyond the end of the file", name, p.Name, f.Path, at.Pos)
				}
			}
		}
	}
	return settings
}
