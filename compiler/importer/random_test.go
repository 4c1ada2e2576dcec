package importer_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/filetest"
	"provc/compiler/importer"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/vendors"
)

var roots = flag.Int("roots", 20, "how many damaged roots are imported")

// Whatever people do to their files, import decides about all that they say, and what it
// writes is never refused by the schema.
func TestDamagedRoots(t *testing.T) {
	var all []map[string]string
	goldens, err := filepath.Glob(filepath.Join("..", "..", "golden", "*"))
	if err != nil || len(goldens) < 6 {
		t.Fatal(goldens, err)
	}
	for _, dir := range goldens {
		files := map[string]string{}
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(filepath.Join(dir, name))
			files[name] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, files)
	}
	house, err := txtar.ParseFile(filepath.Join("..", "..", "cmd", "provc", "testdata", "lindenhof.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range house.Files {
		files[f.Name] = string(f.Data)
	}
	all = append(all, files)
	for seed := range *roots {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(seed), 1))
			damaged := maps.Clone(all[r.IntN(len(all))])
			for range 1 + r.IntN(30) {
				damage(r, damaged)
			}
			importDamaged(t, damaged, r.IntN(2) == 0)
		})
	}
}

var attribute = regexp.MustCompile(`[\w.]+="[^"]*"|>[^<>\n]+<`)

// damage does something to a root that people do.
func damage(r *rand.Rand, files map[string]string) {
	names := slices.Sorted(maps.Keys(files))
	name := names[r.IntN(len(names))]
	text := files[name]
	places := attribute.FindAllStringIndex(text, -1)
	if len(places) == 0 {
		return
	}
	at := places[r.IntN(len(places))]
	said := text[at[0]:at[1]]
	values := []string{"", "0", "1", "yes", "99999999999", "a, b.cfg", "Käthe", "00", " x ", "{id}", "$MA", "../x", "/abs", "http://h/x", `&quot;\(x)`, "_x", "112"}
	value := values[r.IntN(len(values))]
	switch r.IntN(8) {
	case 0:
		delete(files, name)
		if len(files) == 0 {
			files[name] = text
		}
	case 1: // another name
		other := []string{"x y.cfg", "UPPER.CFG", "noext", "sub/dir/z.cfg", "000000000000.cfg", "00907a0000ff.cfg", "people/_u.cfg", "mobile/new.xml", "spa504G.cfg", "default.xml"}[r.IntN(10)]
		files[other] = text
		if r.IntN(2) == 0 && other != name {
			delete(files, name)
		}
	case 2: // a setting goes
		files[name] = text[:at[0]] + strings.Repeat(said[:1], map[bool]int{true: 1}[said[0] == '>']) + strings.TrimLeft(said[len(said)-1:], `"`) + text[at[1]:]
	case 3, 4, 5: // another value
		if n, _, ok := strings.Cut(said, "="); ok && said[0] != '>' {
			files[name] = text[:at[0]] + n + `="` + value + `"` + text[at[1]:]
		} else {
			files[name] = text[:at[0]] + ">" + value + "<" + text[at[1]:]
		}
	case 6: // a letter goes, or its case
		i := at[0] + 1 + r.IntN(at[1]-at[0]-1)
		if r.IntN(2) == 0 {
			files[name] = text[:i] + text[i+1:]
		} else {
			files[name] = text[:i] + strings.ToUpper(text[i:i+1]) + text[i+1:]
		}
	case 7: // settings of another file
		other := files[names[r.IntN(len(names))]]
		if i := strings.LastIndex(text, "</"); i > 0 {
			if p := attribute.FindAllString(other, -1); len(p) > 0 && p[0][0] != '>' {
				files[name] = text[:i] + "<x " + p[r.IntN(len(p))] + "/>" + text[i:]
			}
		}
	}
}

func importDamaged(t *testing.T, files map[string]string, lift bool) {
	dir := filepath.Join(t.TempDir(), "office")
	filetest.Write(t, dir, files)
	imported, err := importer.Read(context.Background(), importer.Options{Dir: dir, Makers: vendors.Makers(), Wishes: draft.Wishes{Lift: lift, Origins: lift}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range imported.Tree.Files {
		for _, s := range f.Settings {
			if s.Fate.Kind == tree.Undecided {
				t.Errorf("%s:%d: nobody decided about %s", f.Path, s.Line, s.Name)
			}
		}
	}
	repo := filepath.Join(t.TempDir(), "repo")
	if err := imported.Write(context.Background(), repo, vendors.All(), ""); err == importer.ErrNothing {
		return
	} else if err != nil {
		t.Fatal(err)
	}
	result, err := compiler.Compile(context.Background(), compiler.Options{Dir: repo, Packages: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Findings {
		ofSchema := strings.HasPrefix(d.Check, "field-") || strings.HasPrefix(d.Check, "parameter-") || strings.HasPrefix(d.Check, "unlisted-") || strings.HasPrefix(d.Check, "cue") || strings.HasPrefix(d.Check, "table") || strings.HasPrefix(d.Check, "inventory")
		if d.Severity == diag.Error && (ofSchema || d.Check == "syntax" || strings.HasSuffix(d.Check, "-syntax") || d.Check == "model-parameter-mismatch") {
			text, _ := os.ReadFile(filepath.Join(repo, d.Pos.File))
			line := ""
			if all := strings.Split(string(text), "\n"); d.Pos.Line > 0 && d.Pos.Line <= len(all) {
				line = all[d.Pos.Line-1]
			}
			t.Errorf("%v: %s [%s]\n%s", d.Pos, d.Message(), d.Check, line)
		}
	}
}
