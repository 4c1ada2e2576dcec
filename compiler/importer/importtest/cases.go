// Package importtest holds import to what it is expected to make of roots, in tests of
// any of its rooms.
package importtest

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"provc/compiler"
	"provc/compiler/filetest"
	"provc/compiler/importer"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/vendors"
)

var update = flag.Bool("update", false, "rewrite what is expected in testdata")

// Cases holds import to each file of testdata: a root below in/, and what import makes of
// it: the CUE, the passwords, what it tells, what the CUE is found to be, and what became
// of each setting that did not simply arrive, or with --fates of all. The first lines say
// what it is for and with which wishes.
func Cases(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			runCase(t, file)
		})
	}
}

func runCase(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(data)
	got := txtar.Archive{Comment: a.Comment}
	in := filepath.Join(t.TempDir(), "office")
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, "in/"); ok {
			got.Files = append(got.Files, f)
			name = filepath.Join(in, filepath.FromSlash(name))
			filetest.Put(t, name, f.Data)
		}
	}
	o := importer.Options{Dir: in, Makers: vendors.Makers(), Wishes: wishes(string(a.Comment))}
	imported, err := importer.Read(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	sources, err := imported.Sources()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		got.Files = append(got.Files, txtar.File{Name: "out/" + name, Data: sources[name]})
	}
	add := func(name, text string) {
		if text != "" {
			got.Files = append(got.Files, txtar.File{Name: name, Data: []byte(strings.ReplaceAll(text, in, "office"))})
		}
	}
	secrets, err := imported.Package.Secrets.YAML("")
	if err != nil {
		t.Fatal(err)
	}
	add("secrets", madeUp.ReplaceAllString(string(secrets), `$1: "made up"`))
	add("notes", strings.Join(append(imported.Notes, ""), "\n"))
	add("files", files(imported.Tree))
	add("residue", residue(imported.Tree, strings.Contains(string(a.Comment), "--fates")))
	add("findings", findings(t, imported))
	if want := txtar.Format(&got); !bytes.Equal(want, data) {
		if *update {
			if err := os.WriteFile(file, want, 0o666); err != nil {
				t.Fatal(err)
			}
			return
		}
		t.Errorf("%s: got\n%s", file, want)
	}
	again, err := importer.Read(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	same, err := again.Sources()
	if err != nil || !maps.EqualFunc(sources, same, bytes.Equal) {
		t.Errorf("a second time gives other CUE: %v", err)
	}
}

// madeUp is a password that stands in no file.
var madeUp = regexp.MustCompile(`(?m)^((?:mobile|phone)_\w+): "\w{12}"$`)

// wishes reads flags of the comment of a case.
func wishes(comment string) (w draft.Wishes) {
	for _, word := range strings.Fields(comment) {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "--lift":
			w.Lift = true
		case "--origins":
			w.Origins = true
		case "--others":
			w.Others = append(w.Others, value)
		case "--server":
			w.Server = value
		case "--model":
			w.Models = with(w.Models, value)
		case "--mac":
			w.MACs = with(w.MACs, value)
		}
	}
	return w
}

// with adds what a flag says of somebody.
func with(of map[string]string, said string) map[string]string {
	if of == nil {
		of = map[string]string{}
	}
	who, what, named := strings.Cut(said, "=")
	if !named {
		who, what = "", said
	}
	of[who] = what
	return of
}

// files says what each file is.
func files(t *tree.Tree) string {
	var b strings.Builder
	for _, f := range t.Files {
		fmt.Fprintf(&b, "%s: %s", f.Path, f.Kind)
		if f.Entity != "" {
			b.WriteString(", " + f.Entity)
		}
		if f.Reason != "" {
			b.WriteString(": " + f.Reason)
		}
		if len(f.Lack) > 0 {
			fmt.Fprintf(&b, "; lacked by %q", f.Lack)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// residue says what became of the settings that did not simply arrive, or of all.
func residue(t *tree.Tree, all bool) string {
	var b strings.Builder
	for _, f := range t.Files {
		imported := f.Kind == tree.Master || f.Kind == tree.Parameters || f.Kind == tree.Profile
		for _, s := range f.Settings {
			switch {
			case s.Fate.Kind == tree.Markup, s.Fate.Kind == tree.NotRead && !imported, s.Fate.Kind == tree.Arrived && !all:
				continue
			}
			fmt.Fprintf(&b, "%s:%d %s: %s", f.Path, s.Line, s.Name, s.Fate.Kind)
			for _, more := range []string{s.Fate.Where, s.Fate.Near, s.Fate.Note} {
				if more != "" {
					b.WriteString("; " + more)
				}
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// findings are what provc says of the repository.
func findings(t *testing.T, imported *importer.Import) string {
	repo := filepath.Join(t.TempDir(), "repo")
	if err := imported.Write(context.Background(), repo, vendors.All(), ""); err != nil {
		t.Fatal(err)
	}
	result, err := compiler.Compile(context.Background(), compiler.Options{Dir: repo, Packages: []string{"./..."}, Day: "2027-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range result.Findings.Sorted() {
		fmt.Fprintf(&b, "%d: %s %s: %s\n", d.Pos.Line, d.Severity, d.Check, d.Message())
	}
	return b.String()
}
