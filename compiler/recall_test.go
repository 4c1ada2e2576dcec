package compiler

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/filetest"
)

// recallTexts are what a file of TestRecallIsTheSame may hold; empty: it is not there.
var recallTexts = map[string][]string{
	"cue.mod/pkg/foo.example/x/x.cue": {
		"package x\nL: \"vendored\"\n",
		"package x\nimport \"t.example/lib\"\nL: lib.L\n",
		"package x\nimport \"t.example/lib/sub\"\nL: sub.L\n",
	},
	"cue.mod/usr/foo.example/x/u.cue": {"", "", "package x\n", "package x\nimport \"t.example/lib/sub\"\nL: sub.L\n", "package x\nimport ("},
	"lib/l.cue":                       {"", "package lib\nL: \"one\"\n", "package lib\nL: \"two\"\n", "package lib\nimport \"t.example/lib/sub\"\nL: sub.L\n", "package other\nL: \"one\"\n"},
	"lib/m.cue":                       {"", "", "package lib\nL: string\n", "package lib\nL: 1\n"},
	"lib/cue.mod/module.cue":          {"", "", "", "module: \"t.example/lib@v0\"\nlanguage: version: \"v0.17.0\"\n"},
	"lib/sub/s.cue":                   {"package sub\nL: \"three\"\n", "package sub\nL: \"four\"\n", "package sub\nimport \"foo.example/x\"\nL: x.L\n", "package lib\nL: \"below\"\n"},
	"root.cue":                        {"", "", "package d\nd: params: up: idleTimeout: 60\n", "package d\nimport \"t.example/lib\"\nd: params: up: idleTimeout: len(lib.L)\n", "package other\n"},
	"d/d.cue": {
		recallDeployment("d", "t.example/lib", "l.L"),
		recallDeployment("d", `t\u002eexample/lib`, "l.L"),
		recallDeployment("d", "t.example/lib:other", "l.L"),
		recallDeployment("d", "t.example/lib/sub", "l.L"),
		recallDeployment("d", "foo.example/x", "l.L"),
		recallDeployment("d", "strings", `l.ToUpper("up")`),
		recallDeployment("d", "strings", `l.ToUpper("up")`) + "d: params: ptt: dispalyName: \"x\"\n",
	},
	"d/more.cue": {"", "", "@extern(embed)\npackage d\nd: params: reg: \"1\": label: _ @embed(file=text.txt,type=text)\n",
		"package d\nd: inventory: users: {file: \"people.csv\", id: \"{login}\", each: {password: secret: \"s\", params: reg: \"1\": label: \"{name}\"}}\n",
		"package d\n@if(yes)\nd: params: reg: \"1\": label: \"if\"\n"},
	"d/text.txt":   {"label", "other label"},
	"d/people.csv": {"login,name\nann,Ann\n", "login,name\nbo,Bo\n"},
	"d/e/e.cue": {"", "package d\nd: params: reg: \"2\": label: \"below\"\n",
		recallDeployment("e", "t.example/lib", "l.L"),
		recallDeployment("e", "foo.example/x", "v") + "v: string @tag(v)\nw: l.L\n"},
	"d/e/cue.mod/module.cue": {"", "", "", "module: \"e.example@v0\"\nlanguage: version: \"v0.17.0\"\n"},
	"testdata/t.cue":         {"", recallDeployment("t", "t.example/lib", "l.L")},
}

func recallDeployment(pkg, path, label string) string {
	return "package " + pkg + "\nimport \"provc.internal/schema/spectralink\"\nimport l \"" + path + `"
d: spectralink.#Deployment & {
	params: prov: {login: {enabled: true, persistent: true}, polling: enabled: true}
	params: ptt: displayName: ` + label + "\n}\n"
}

// Whatever is edited between builds, those that recall packages find and make what
// builds without a cache do, and what identifies a tree is never that of another.
func TestRecallIsTheSame(t *testing.T) {
	t.Parallel()
	steps := 40
	if testing.Short() {
		steps = 15
	}
	names := slices.Sorted(maps.Keys(recallTexts))
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 1))
			dir := files(t, map[string]string{"cue.mod/module.cue": "module: \"t.example@v0\"\nlanguage: version: \"v0.17.0\"\n"})
			state := map[string]int{}
			edit := func(name string) {
				i := r.IntN(len(recallTexts[name]))
				state[name] = i
				writeOrRemove(t, filepath.Join(dir, name), recallTexts[name][i])
			}
			for _, name := range names {
				edit(name)
			}
			cache := t.TempDir()
			trees := map[string]string{} // by what identifies them
			for step := range steps {
				for range 1 + r.IntN(2) {
					edit(names[r.IntN(len(names))])
				}
				o := Options{Dir: dir, Packages: pick(r, []string{"./..."}, []string{"./..."}, []string{"./d"}, []string{"./d/..."}, []string{"./d", "./lib/..."})}
				if r.IntN(4) == 0 {
					o.Tags = []string{"v=tagged"}
				}
				want := recalled(t, o, nil)
				o.Cache, o.Recall = cache, true
				for range 2 {
					if got := recalled(t, o, trees); got != want {
						t.Fatalf("step %d, %v %v of\n%v\n%s", step, o.Packages, o.Tags, state, firstDifference(want, got))
					}
				}
			}
		})
	}
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// writeOrRemove writes a file; one that is empty goes, and so does its folder if that
// is empty, too.
func writeOrRemove(t *testing.T, name, text string) {
	t.Helper()
	if text == "" {
		os.Remove(name)
		for dir := filepath.Dir(name); os.Remove(dir) == nil; dir = filepath.Dir(dir) {
		}
		return
	}
	filetest.Put(t, name, text)
}

// recalled is what a compilation finds and makes, as text; of packages that are
// recalled, once they are complete. It holds trees against those that were identified
// by the same.
func recalled(t *testing.T, o Options, trees map[string]string) string {
	t.Helper()
	result, err := Compile(t.Context(), o)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	b.WriteString(text(result.Findings))
	if result.Findings.HasErrors() {
		return b.String()
	}
	if found, err := result.Complete(t.Context(), result.Packages...); err != nil || found.HasErrors() {
		t.Error(err, text(found))
	}
	for _, p := range result.Packages {
		var tree strings.Builder
		for f := range p.Tree.All() {
			fmt.Fprintln(&tree, f.Path, f.Pos, f.Seed)
			for _, p := range f.Params {
				fmt.Fprintf(&tree, "\t%s=%q %q %v\n", p.Name, p.Value, p.Secret, p.Pos)
			}
		}
		fmt.Fprintln(&b, p.Dir, p.ImportPath, tree.String())
		if id := p.Dir + string(p.Inputs); p.Inputs != nil {
			if other, ok := trees[id]; ok && other != tree.String() {
				t.Errorf("two trees of %s are taken for one:\n%s", p.Dir, firstDifference(other, tree.String()))
			}
			trees[id] = tree.String()
		}
	}
	return b.String()
}

// A package is completed from the sources that it was recalled by, even if they have
// changed since; the next run sees the change.
func TestCompletedAfterAChange(t *testing.T) {
	dir := written(t, map[string]string{"a.cue": entityHead + "users: a: password: secret: \"a\"\n}\n"})
	o := Options{Dir: dir, Cache: t.TempDir(), Recall: true}
	compiled := func() *Result {
		t.Helper()
		r, err := Compile(t.Context(), o)
		if err != nil || r.Findings.HasErrors() {
			t.Fatal(err, text(r.Findings))
		}
		return r
	}
	first := compiled().Packages[0]
	r := compiled()
	if r.Packages[0].Tree != nil {
		t.Fatal("not recalled")
	}
	if err := os.WriteFile(filepath.Join(dir, "a.cue"), []byte(entityHead+"users: b: password: secret: \"b\"\n}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Complete(t.Context(), r.Packages...); err != nil {
		t.Fatal(err)
	}
	if p := r.Packages[0]; !slices.Equal(p.Inputs, first.Inputs) || !slices.Equal(p.Secrets, []string{"a"}) {
		t.Errorf("%x of %v, want %x of [a]", p.Inputs, p.Secrets, first.Inputs)
	}
	if p := compiled().Packages[0]; p.Tree == nil || slices.Equal(p.Inputs, first.Inputs) || !slices.Equal(p.Secrets, []string{"b"}) {
		t.Errorf("the next run has %x of %v", p.Inputs, p.Secrets)
	}
}
