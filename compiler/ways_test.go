package compiler

import (
	"fmt"
	"os"
	"path/filepath"
	"provc/compiler/evaluate"
	"strings"
	"testing"
)

// ways are ways to evaluate entities, with shards small enough that tests have several,
// and files searched for entities however small they are.
var ways = map[string]evaluate.Options{
	"as usual":            {},
	"in shards":           {Shard: 2, Extract: 1 << 30},
	"extracted":           {Extract: 1},
	"extracted in shards": {Shard: 2, Extract: 1},
}

// whole is the way by which the others are judged: CUE evaluates all in one go.
var whole = evaluate.Options{Whole: true}

// outcome is everything that a compilation found and made, as text.
func outcome(t *testing.T, o Options) string {
	t.Helper()
	result, err := Compile(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(text(result.Findings))
	for _, p := range result.Packages {
		for f := range p.Tree.All() {
			fmt.Fprintf(&b, "%s %s %s %d %v %v %s\n", f.Path, f.Owner, f.Entity, f.Phase, f.Pos, f.Seed, f.Data)
			for _, p := range f.Params {
				fmt.Fprintf(&b, "\t%s=%q %q %v %v\n", p.Name, p.Value, p.Secret, p.Sensitive, p.Pos)
			}
		}
		fmt.Fprintln(&b, p.Tree.Dirs)
	}
	return b.String()
}

// sameOutcome compiles a folder in each way, and compares findings, values and places.
func sameOutcome(t *testing.T, dir string) {
	t.Helper()
	want := outcome(t, Options{Dir: dir, evaluation: whole})
	for name, way := range ways {
		if got := outcome(t, Options{Dir: dir, evaluation: way}); got != want {
			t.Errorf("%s:\n%s", name, firstDifference(want, got))
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("want %s\ngot  %s", w[i], g[i])
		}
	}
	return fmt.Sprintf("want %d lines, got %d", len(w), len(g))
}

func TestWaysOfExamples(t *testing.T) {
	for _, name := range examples(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sameOutcome(t, filepath.Join(examplesDir, name))
		})
	}
}

// Deployments in which one thing may be wrong, in every way.
func TestWaysOfMistakes(t *testing.T) {
	n := 100
	if testing.Short() {
		n = 25
	}
	for i := range n {
		g := generate(uint64(i), i)
		t.Run(fmt.Sprint(i, " ", g.what), func(t *testing.T) {
			t.Parallel()
			text, _ := g.text()
			sameOutcome(t, written(t, map[string]string{"a.cue": "package p\n\nimport \"provc.internal/schema/spectralink\"\n\n" + text}))
		})
	}
}

// written puts files into a folder of their own.
func written(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const entityHead = `package p

import "provc.internal/schema/spectralink"

d: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: {enabled: true, required: true, persistent: true}
`

// A package that is worth keeping, though some of its entities are read from the
// text, which is no part of what is kept.
func TestWaysOfMuchToEvaluate(t *testing.T) {
	var b strings.Builder
	b.WriteString(entityHead + "users: {\n")
	for i := range 400 {
		fmt.Fprintf(&b, "\tw%[1]d: {password: \"w%[1]d\", params: reg: \"1\": label: \"w%[1]d\"}\n", i)
		fmt.Fprintf(&b, "\tc%[1]d: {password: \"c\" + \"%[1]d\", params: up: idleTimeout: 60 * 2 + 1}\n", i)
	}
	b.WriteString("}\n}\n")
	dir := written(t, map[string]string{"a.cue": b.String()})
	sameOutcome(t, dir)
	kept := t.TempDir()
	outcome(t, Options{Dir: dir, Cache: kept})
	// What is read from the text changes, and so do its places.
	if err := os.WriteFile(filepath.Join(dir, "a.cue"), []byte(strings.Replace(b.String(), `"w7"`, `"x7"`, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	want := outcome(t, Options{Dir: dir, evaluation: whole})
	if got := outcome(t, Options{Dir: dir, Cache: kept}); got != want {
		t.Error(firstDifference(want, got))
	}
}
