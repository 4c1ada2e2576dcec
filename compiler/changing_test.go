package compiler_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"provc/compiler"
)

// branch is a repository of several packages in one of two states, as a checkout of a
// branch leaves them: what is declared, imported, embedded and listed in a table.
func branch(packages int, is string) map[string]string {
	files := map[string]string{
		"cue.mod/module.cue": "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"lib/lib.cue":        "package lib\n\nlabel: \"" + is + "\"\n",
	}
	for i := range packages {
		dir := fmt.Sprintf("s%03d/", i)
		files[dir+"a.cue"] = `@extern(embed)

package p

import "provc.internal/schema/spectralink"
import "test.example/lib"

d: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: {enabled: true, persistent: true}
	params: reg: "1": label: lib.label
	params: reg: "2": label: _embedded
	users: ann: {password: secret: "ann", params: reg: "1": label: "` + is + `"}
	users: ben: {password: secret: "ben", params: reg: "1": label: "` + is + `" + ""}
	inventory: users: {file: "users.csv", id: "{id}", each: {password: secret: "all", params: reg: "1": label: "{name}"}}
}
_embedded: _ @embed(file=x.txt, type=text)
`
		files[dir+"x.txt"] = is
		files[dir+"users.csv"] = "id,name\ncarla," + is + "\n"
	}
	return files
}

// checkout makes files those of a branch. Each is replaced whole, as git does it.
func checkout(t testing.TB, dir string, files map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		name, text := filepath.Join(dir, name), files[name]
		if old, err := os.ReadFile(name); err == nil && string(old) == text {
			continue
		}
		if err := os.WriteFile(name+".new", []byte(text), 0o666); err != nil {
			t.Error(err)
		}
		if err := os.Rename(name+".new", name); err != nil {
			t.Error(err)
		}
	}
}

// content is what a build writes of each package.
func content(t testing.TB, result *compiler.Result) map[string]string {
	t.Helper()
	if _, err := result.Complete(t.Context(), result.Packages...); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, p := range result.Packages {
		var b strings.Builder
		for f := range p.Tree.All() {
			data, err := f.Bytes(func(string) (string, bool) { return "x", true })
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s\n%s", f.Path, data)
		}
		all[p.Dir] = b.String()
	}
	return all
}

func compile(t testing.TB, options compiler.Options) *compiler.Result {
	t.Helper()
	result, err := compiler.Compile(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// Sources that change and change back while a build runs leave nothing behind: neither
// the cache nor what identifies a package's inputs stands for values that it does not
// have.
func TestSourcesThatChangeBack(t *testing.T) {
	const packages = 10
	main, other := branch(packages, "main"), branch(packages, "other")
	rounds := 20
	if testing.Short() {
		rounds = 3
	}
	var wrong strings.Builder
	for round := range rounds {
		dir, kept := folder(t, main), t.TempDir()
		options := compiler.Options{Dir: dir, Packages: []string{"./..."}, Cache: kept, Recall: true}

		done, ended := make(chan bool), make(chan bool)
		go func() {
			defer close(ended)
			pause := rand.New(rand.NewPCG(uint64(round), 0))
			for {
				time.Sleep(time.Duration(pause.IntN(20)) * time.Millisecond)
				checkout(t, dir, other)
				checkout(t, dir, main)
				select {
				case <-done:
					return
				default:
				}
			}
		}()
		changing := compile(t, options)
		values := content(t, changing)
		close(done)
		<-ended

		want := content(t, compile(t, compiler.Options{Dir: dir, Packages: []string{"./..."}}))
		recalled := compile(t, options)
		for i, p := range recalled.Packages {
			if q := changing.Packages[i]; p.Inputs != nil && bytes.Equal(p.Inputs, q.Inputs) && values[p.Dir] != want[p.Dir] {
				fmt.Fprintf(&wrong, "%s has the inputs of one branch and values of another:\n%s\n", p.Dir, firstLines(want[p.Dir], values[p.Dir]))
			}
		}
		for what, again := range map[string]*compiler.Result{
			"recalled":                 recalled,
			"evaluated with the cache": compile(t, compiler.Options{Dir: dir, Packages: []string{"./..."}, Cache: kept}),
		} {
			if len(again.Packages) != packages || again.Findings.HasErrors() {
				t.Fatalf("%d packages, %v", len(again.Packages), again.Findings)
			}
			for p, got := range content(t, again) {
				if got != want[p] {
					fmt.Fprintf(&wrong, "%s is %s with other values:\n%s\n", p, what, firstLines(want[p], got))
				}
			}
		}
	}
	holds(t, wrong.String())
}

// firstLines shows where two texts begin to differ.
func firstLines(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return "want " + w[i] + "\ngot  " + g[i]
		}
	}
	return fmt.Sprintf("want %d lines, got %d", len(w), len(g))
}

// What identifies a package's inputs changes with everything that it is made of,
// however a module's file is written.
func TestInputsOfModules(t *testing.T) {
	for name, module := range map[string]string{
		"plain": "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"another path in a text": "custom: \"test.example\": text: \"\"\"\n" +
			"module: \"other.example/m@v0\"\n\"\"\"\nmodule: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"another path in a text of its own": "custom: \"test.example\": text: #\"\"\"\n" +
			"module: \"other.example/m@v0\"\n\"\"\"#\nlanguage: version: \"v0.17.0\"\nmodule: \"test.example@v0\"\n",
		"another path in a comment": "/* */\nmodule: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"on one line":               "{module: \"test.example@v0\", language: version: \"v0.17.0\"}\n",
		"in raw quotes":             "module: #\"test.example@v0\"#\nlanguage: version: \"v0.17.0\"\n",
		"in quotes":                 "\"module\": \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"escaped":                   "module: \"test\\u002eexample@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"without a version":         "module: \"test.example\"\nlanguage: version: \"v0.17.0\"\n",
		"with a comment":            "module: \"test.example@v0\" // module: \"other.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, kept := folder(t, branch(2, "main")), t.TempDir()
			write(t, dir, map[string]string{"cue.mod/module.cue": module})
			options := compiler.Options{Dir: dir, Packages: []string{"./..."}, Cache: kept, Recall: true}
			var wrong strings.Builder
			before := compile(t, options)
			if before.Findings.HasErrors() {
				if out := plainCUE(filepath.Join(dir, "s000")); len(out.errors) == 0 {
					t.Errorf("CUE takes the module, provc says %v", before.Findings)
				}
				return // CUE does not take the module's file, either
			}
			write(t, dir, map[string]string{"lib/lib.cue": "package lib\n\nlabel: \"other\"\n"})
			after := compile(t, options)
			for i, p := range after.Packages {
				if q := before.Packages[i]; p.Inputs != nil && bytes.Equal(p.Inputs, q.Inputs) {
					fmt.Fprintf(&wrong, "%s: an imported package changed, its inputs did not\n", p.Dir)
				}
			}
			for p, got := range content(t, after) {
				if !strings.Contains(got, "reg.1.label=\"other\"") {
					fmt.Fprintf(&wrong, "%s has not changed\n", p)
				}
			}
			holds(t, wrong.String())
		})
	}
}
