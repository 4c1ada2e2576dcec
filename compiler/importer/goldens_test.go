package importer_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/importer"
	"provc/compiler/importer/draft"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// Whatever provc made itself says the same once it has been imported, to every phone
// and person.
func TestGoldens(t *testing.T) {
	goldens := filepath.Join("..", "..", "golden")
	entries, err := os.ReadDir(goldens)
	if err != nil || len(entries) < 6 {
		t.Fatal(entries, err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		for _, lift := range []bool{false, true} {
			name := e.Name()
			if lift {
				name += ", lifted"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				same(t, filepath.Join(goldens, e.Name()), draft.Wishes{Lift: lift})
			})
		}
	}
}

// same imports a root, and tells what phones and people have otherwise afterwards.
func same(t *testing.T, dir string, w draft.Wishes) *importer.Import {
	t.Helper()
	repo := filepath.Join(t.TempDir(), "repo")
	imported, err := importer.Read(context.Background(), importer.Options{Dir: dir, Makers: vendors.Makers(), Wishes: w})
	if err != nil {
		t.Fatal(err)
	}
	if err := imported.Write(context.Background(), repo, vendors.All(), ""); err != nil {
		t.Fatal(err)
	}
	result, err := compiler.Compile(context.Background(), compiler.Options{Dir: repo, Packages: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Findings {
		if d.Severity == 0 {
			t.Errorf("%v: %s", d.Pos, d.Message())
		}
	}
	if t.Failed() {
		return imported
	}
	before, err := root.Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	after := root.Compiled("imported", vendors.All(), root.Part{Tree: result.Packages[0].Tree})
	was, is := before.Account(), after.Account()
	compare := func(who string, v, w effective.View) {
		seen := map[string]bool{}
		for name, settings := range v.All() {
			seen[name] = true
			role := was.Roles[settings[0].Path]
			if role.IsList(name) {
				continue
			}
			s, ok := w.Get(name)
			if got := text(imported, s.Param); !ok || got != settings[0].Param.Value {
				t.Errorf("%s: %s was %q and is %q", who, name, settings[0].Param.Value, got)
			}
		}
		for name, settings := range w.All() {
			if role := is.Roles[settings[0].Path]; !seen[name] && !role.IsList(name) {
				t.Errorf("%s: %s was not set and is %q", who, name, settings[0].Param.Value)
			}
		}
	}
	handsets, people := 0, 0
	for _, k := range effective.Keys(was, is) {
		h, i := was.Handset(k), is.Handset(k)
		if h == nil || i == nil {
			t.Errorf("%v is in one of the two roots alone", k)
			continue
		}
		handsets++
		compare(k.ID+k.Unlisted, h.View, i.View)
		for id, p := range was.People[h.Users] {
			q := is.People[i.Users][id]
			if q == nil {
				t.Errorf("%s can log in on %s no more", id, k.ID+k.Unlisted)
				continue
			}
			people++
			compare(id+" on "+k.ID+k.Unlisted, h.As(p), i.As(q))
		}
	}
	if handsets == 0 || people == 0 {
		t.Errorf("only %d phones and %d people were compared", handsets, people)
	}
	return imported
}

// text is the value of a parameter, or what its secret stands for.
func text(i *importer.Import, p artifact.Param) string {
	if p.Secret == "" {
		return strings.TrimSpace(p.Value)
	}
	v, _ := i.Package.Secrets.Value(p.Secret)
	return v
}
