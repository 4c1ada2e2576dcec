package compiler_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/artifact"
)

// exampleFolders are the files of the examples, by folder.
func exampleFolders(t testing.TB) map[string]map[string]string {
	t.Helper()
	names, err := filepath.Glob("../examples/*/*.cue")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	folders := map[string]map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Base(filepath.Dir(name))
		if folders[dir] == nil {
			folders[dir] = map[string]string{}
		}
		folders[dir][filepath.Base(name)] = string(text)
	}
	delete(folders, "cue.mod")
	return folders
}

// A run that remembers earlier ones finds and makes what one does that remembers none,
// however a package was edited in between: words, lines that move, whole declarations.
func TestSession(t *testing.T) {
	edits := 5
	if testing.Short() {
		edits = 1
	}
	for name, files := range exampleFolders(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t, files)
			rng := rand.New(rand.NewPCG(7, uint64(len(name))))
			session := &compiler.Session{}
			before := files
			for n := range edits {
				var what string
				if files, what = mutated(files, rng); rng.IntN(4) == 0 {
					files = before // all is taken back
				}
				if rng.IntN(3) == 0 {
					files = maps.Clone(files)
					one := slices.Sorted(maps.Keys(files))[rng.IntN(len(files))]
					files[one] = "// Lines below move.\n" + files[one]
				}
				sameInSession(t, dir, files, session, fmt.Sprintf("edit %d, %s", n, what))
			}
		})
	}
}

// sameInSession compiles texts that are not saved, in a session and in a new one.
func sameInSession(t *testing.T, dir string, files map[string]string, session *compiler.Session, what string) {
	t.Helper()
	unsaved := map[string][]byte{}
	for name, text := range files {
		unsaved[filepath.Join(dir, name)] = []byte(text)
	}
	session.Unsaved = unsaved
	compile := func(s *compiler.Session) (string, []artifact.File) {
		result, err := compiler.Compile(t.Context(), compiler.Small(compiler.Options{Dir: dir, Session: s}))
		if err != nil {
			return err.Error(), nil
		}
		var files []artifact.File
		for _, p := range result.Packages {
			for f := range p.Tree.All() {
				one := *f
				one.Format, one.Params = nil, slices.Clone(f.Params) // functions are not compared
				for i := range one.Params {
					one.Params[i].Allowed = nil
				}
				files = append(files, one)
			}
		}
		findings, err := json.Marshal(result.Findings) // what pointers lead to, too
		if err != nil {
			t.Fatal(err)
		}
		return string(findings), files
	}
	want, wanted := compile(&compiler.Session{Unsaved: unsaved})
	got, made := compile(session)
	if got != want || !reflect.DeepEqual(made, wanted) {
		t.Fatalf("%s:\ngot  %.2000s\nwant %.2000s\n(%d and %d files)", what, got, want, len(made), len(wanted))
	}
}

// What is not saved counts in the place of what is: CUE, tables, the module's own file,
// and files that are not there yet.
func TestUnsaved(t *testing.T) {
	head := "package p\n\nimport \"provc.internal/schema/spectralink\"\n\nd: spectralink.#Deployment & {\n"
	dir := folder(t, map[string]string{
		"a.cue":      head + "\tinventory: users: {file: \"people.csv\", id: \"{user}\", each: label: \"{name}\"}\n}\n",
		"people.csv": "user,name\nann,Ann\n",
	})
	unsaved := func(name, text string) string {
		result, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir, Session: &compiler.Session{Unsaved: map[string][]byte{filepath.Join(dir, name): []byte(text)}}})
		if err != nil {
			return err.Error()
		}
		var b strings.Builder
		for _, d := range result.Findings {
			fmt.Fprintf(&b, "%v %s\n", d.Pos, d.Check)
		}
		return b.String()
	}
	for _, test := range []struct{ name, text, want string }{
		{"a.cue", head + "\tfoldr: \"x\"\n}\n", "a.cue:6:2 field-unknown\n"},
		{"a.cue", "package p\n\nd: {", "a.cue:3:4 cue-syntax\n"},
		{"b.cue", "package p\n\nd: dialect: \"cisco\"\n", "b.cue:3:13 field-value\n"},
		{"people.csv", "user,name\nann,Ann\nann,Ben\n", "people.csv:3:1 inventory-duplicate\n"},
		{"cue.mod/module.cue", "modul: \"x.example\"\n", "cue.mod/module.cue:1:1 cue-package\n"},
	} {
		if got := unsaved(test.name, test.text); !strings.Contains(got, test.want) {
			t.Errorf("%s: got\n%swant\n%s", test.name, got, test.want)
		}
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "a.cue")); !bytes.HasPrefix(text, []byte(head)) {
		t.Error("a file was changed")
	}
}
