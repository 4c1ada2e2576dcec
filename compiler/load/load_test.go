package load

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
	"provc/compiler/load/loadtest"
)

// imports1 imports the schema.
const imports1 = "import \"schema.example/s/v\"\n"

func loader(t testing.TB, dir string, tags ...string) *Loader {
	t.Helper()
	l, err := New(Config{Dir: dir, Tags: tags, Schema: loadtest.Schema, Module: loadtest.SchemaModule})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func parse(name string, text []byte, cfg parser.Config) (*ast.File, error) {
	return parser.ParseFile(name, text, cfg)
}

// The stub of a schema has its definitions, all of them open, and those values that are
// there whatever a user says.
func TestStubOfTrial(t *testing.T) {
	text, err := loader(t, t.TempDir()).stub("v")
	if err != nil {
		t.Fatal(err)
	}
	const want = `package v
#Deployment: {vendor: "v", folder: *"" | _, size: *5 | _, "quoted label": 7, ...}
#Folder: _
#User: _
#Params: _
#Relation: _
`
	if got := string(text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// In the place of the schema lies its stub, and then the schema without its relations;
// what is vendored there is hidden.
func TestOverlay(t *testing.T) {
	dir := t.TempDir()
	l := loader(t, dir)
	names := func(stub bool, from string) (all []string) {
		overlay, root, err := l.overlay(from, stub)
		if err != nil {
			t.Fatal(err)
		}
		for name := range overlay {
			rel, _ := filepath.Rel(root, name)
			all = append(all, filepath.ToSlash(rel))
		}
		slices.Sort(all)
		return all
	}
	const at = "cue.mod/pkg/schema.example/s/v/"
	if got := names(true, dir); !slices.Equal(got, []string{"cue.mod/module.cue", at + "provc_stub.cue"}) {
		t.Error(got)
	}
	if got := names(false, dir); !slices.Equal(got, []string{"cue.mod/module.cue", at + "deployment.cue", at + "params.cue"}) {
		t.Error(got)
	}
	loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile, at + "old.cue": "package v\nx: 1 2\n", at + "old.txt": "x", "sub/a.cue": "package p\n"})
	for _, from := range []string{dir, filepath.Join(dir, "sub")} {
		if got := names(true, from); !slices.Equal(got, []string{at + "old.cue", at + "provc_stub.cue"}) {
			t.Error(got)
		}
	}
	// What was read once is not read again.
	if _, err := l.Files.Read(filepath.Join(dir, "sub/a.cue")); err != nil {
		t.Fatal(err)
	}
	if got := names(true, dir); !slices.Contains(got, "sub/a.cue") {
		t.Error(got)
	}
}

// A package sees the stub, and the whole schema when it is loaded again.
func TestFull(t *testing.T) {
	dir := t.TempDir()
	text := "package p\n\n" + imports1 + "\nd: v.#Deployment\n"
	loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile, "cue.mod/pkg/schema.example/s/v/old.cue": "package v\nx: 1 2\n", "a.cue": text, "b/b.cue": text})
	sources := func(inst *build.Instance) (all []string) {
		if inst.Err != nil {
			t.Fatal(inst.Err)
		}
		for in := range WithImports(inst) {
			for _, f := range in.Files {
				all = append(all, filepath.Base(f.Filename))
			}
		}
		slices.Sort(all)
		return all
	}
	for _, pattern := range []string{".", "./...", "./b:q", "test.example/b:p"} {
		l := loader(t, dir)
		units, err := l.Find(parse, pattern)
		if pattern == "./b:q" {
			if err == nil {
				t.Error("a path with a package is no folder")
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units {
			if got := sources(u.Inst); !slices.Contains(got, "provc_stub.cue") || slices.Contains(got, "deployment.cue") {
				t.Errorf("%s: %v", pattern, got)
			}
			full := l.Full(u, parse)
			got := sources(full)
			if slices.Contains(got, "provc_stub.cue") || slices.Contains(got, "relations.cue") || !slices.Contains(got, "deployment.cue") || full.Dir != u.Inst.Dir || full.PkgName != u.Inst.PkgName {
				t.Errorf("%s: %v", pattern, got)
			}
		}
	}
}

// What patterns name, and whose syntax others have, too.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{
		"cue.mod/module.cue": loadtest.ModuleFile, "a/a.cue": "package p\n\nimport \"test.example/lib\"\nx: lib.x\n", "b/b.cue": "package p\n", "b/c/c.cue": "package p\n",
		"lib/lib.cue": "package lib\nx: 1\n", "testdata/x.cue": "package x\n", "_x/x.cue": "package x\n", ".x/x.cue": "package x\n", "e/f/f.cue": "package f\n", "empty/x.txt": "x",
	})
	for _, test := range []struct {
		at       string
		patterns string
		want     string // dir:package, with ! where it is shared
		err      string
	}{
		{".", "./...", "a:p b!:p b/c!:p e/f:f lib!:lib", ""},
		{".", "...", "a:p b!:p b/c!:p e/f:f lib!:lib", ""},
		{".", "./b/...", "b!:p b/c!:p", ""}, {".", "./b", "b:p", ""}, {".", "./b/c", "b/c:p", ""}, {"b", "./...", ".!:p c!:p", ""}, {"b", ".", ".:p", ""}, {"b", "", ".:p", ""},
		{"b/c", "..", dir + "/b:p", ""}, {"b/c", "../../a", dir + "/a:p", ""}, {".", "./a ./lib", "a:p lib:lib", ""}, {".", "./a ./a", "a:p a:p", ""},
		{".", dir + "/a", "a:p", ""}, {".", "test.example/lib", "lib:lib", ""}, {".", "test.example/b:p", "b:p", ""},
		{".", "./nowhere", "", "package ./nowhere: there is no such folder"}, {".", "./nowhere/...", "", "package ./nowhere/...: there is no such folder"},
		{".", "./a/a.cue", "", "package ./a/a.cue: that is a file; name the folder of CUE files that holds it"},
	} {
		var patterns []string
		if test.patterns != "" {
			patterns = strings.Split(test.patterns, " ")
		}
		units, err := loader(t, filepath.Join(dir, test.at)).Find(parse, patterns...)
		if test.err != "" {
			if err == nil || err.Error() != test.err {
				t.Errorf("%s: %v, want %s", test.patterns, err, test.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.patterns, err)
			continue
		}
		var got []string
		for _, u := range units {
			if u.Inst.Err != nil || !u.Loads() {
				t.Errorf("%s: %v", test.patterns, u.Inst.Err)
			}
			shared := ""
			if u.Shared {
				shared = "!"
			}
			got = append(got, fmt.Sprintf("%s%s:%s", u.Dir, shared, u.Inst.PkgName))
		}
		slices.Sort(got)
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s in %s: %s, want %s", test.patterns, test.at, got, test.want)
		}
	}
	for pattern, want := range map[string]bool{".": true, "..": true, "./a": true, "../a": true, "...": true, "./...": true, "/a": true, "a": false, "a/...": false, ".a": false, "..a": false, "": false} {
		if IsPath(pattern) != want {
			t.Errorf("%q is a path: %v", pattern, !want)
		}
	}
}

// Where something is wrong with one of the packages that a pattern names, the others load
// all the same; folders without a package are left out.
func TestFindBesideBroken(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{
		"cue.mod/module.cue": loadtest.ModuleFile, "w/a/a.cue": "package p\n", "w/b/b.cue": "package p\n", "w/d/d.cue": "x: 1\n", "w/e/e.cue": "package p\nx: }\n", "w/f/f.cue": "package p\n",
	})
	for pattern, want := range map[string]string{"./w/...": "w/a true, w/b true, w/e false, w/f true", "./w/a": "w/a true", "./w/d/...": "", "./w/d": "w/d false"} {
		l := loader(t, dir)
		units, err := l.Find(parse, pattern)
		var got []string
		for _, u := range units {
			name := u.Dir
			if lost, ok := l.LostIn(u.Inst); ok {
				name = l.Relative(lost)
			}
			got = append(got, fmt.Sprint(name, " ", u.Loads()))
		}
		slices.Sort(got)
		if strings.Join(got, ", ") != want || (err != nil) != (want == "") {
			t.Errorf("%s: %q %v, want %s", pattern, got, err, want)
		}
	}
}

// The schema is provc's own, whatever a module asks for, and nothing else is fetched.
func TestModulesAskedFor(t *testing.T) {
	const schema, other = "deps: \"schema.example/s@v0\": {v: \"v0.2.3\", default: true}\n", "deps: \"x.example/y@v0\": {v: \"v0.2.3\", default: true}\n"
	for name, x := range map[string]struct{ module, local, imports, want string }{
		"by name":            {schema, "", imports1 + "d: v.#User\n", ""},
		"from a folder":      {schema, "deps: \"schema.example/s@v0\": replaceWith: \"./nowhere\"\n", imports1 + "d: v.#User\n", ""},
		"by nobody":          {"", "", imports1 + "d: v.#User\n", ""},
		"another, not used":  {other, "", imports1 + "d: v.#User\n", ""},
		"another, of no use": {other, "", "import \"x.example/y/z\"\nd: z.x\n", NotFetched},
	} {
		dir := t.TempDir()
		loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile + x.module, "cue.mod/" + LocalModuleFile: x.local, "a.cue": "package p\n\n" + x.imports})
		units, err := loader(t, dir).Find(parse)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := units[0].Inst.Err; err != nil {
			got = err.Error()
		}
		if x.want == "" && got != "" || !strings.Contains(got, x.want) {
			t.Errorf("%s: %s, want %s", name, got, x.want)
		}
	}
}

// Outside any module, a folder counts as one.
func TestOutsideModules(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"a.cue": "package p\n\n" + imports1 + "import \"local.provc.internal/lib\"\nd: v.#Deployment & {x: lib.x}\n", "lib/l.cue": "package lib\nx: 1\n"})
	units, err := loader(t, dir).Find(parse)
	if err != nil || !units[0].Loads() || len(units[0].Inst.Imports) != 2 {
		t.Error(units[0].Inst.Err, err)
	}
}

// A tag that another of the packages has is none of this one's.
func TestTagsOfOthers(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile, "a/a.cue": "package p\nx: string @tag(x)\n", "b/b.cue": "package p\n"})
	l := loader(t, dir, "x=1")
	units, err := l.Find(parse, "./...")
	if err != nil || len(units) != 2 {
		t.Fatal(units, err)
	}
	for _, u := range units {
		if full := l.Full(u, parse); !u.Loads() || full.Err != nil {
			t.Error(u.Dir, u.Inst.Err, full.Err)
		}
	}
	if units, _ := loader(t, dir, "x=1").Find(parse, "./b"); units[0].Loads() {
		t.Error("a tag that no package has")
	}
}

// Files are read once: what changes meanwhile is seen as it was.
func TestFilesReadOnce(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"a.cue": "package p\nx: 1\n", "t.csv": "one"})
	l := loader(t, dir)
	name := filepath.Join(dir, "a.cue")
	if l.Files.has(name) {
		t.Error("it was not read yet")
	}
	for range 2 {
		text, err := l.Files.Read(name)
		table, wrong := l.Files.Table(dir, "t.csv")
		if string(text) != "package p\nx: 1\n" || table != "one" || err != nil || wrong != nil || !l.Files.has(name) {
			t.Errorf("%s %s %v %v", text, table, err, wrong)
		}
		units, err := l.Find(parse)
		if err != nil || !l.IsKnown(units[0]) {
			t.Fatal(err)
		}
		if text, _ := format.Node(units[0].Inst.Files[0]); string(text) != "package p\n\nx: 1\n" {
			t.Errorf("%s", text)
		}
		loadtest.Write(t, dir, map[string]string{"a.cue": "package p\nx: 2\n", "t.csv": "two"})
	}
	// A file that is not there stays so, and one that comes late is not known.
	if _, err := l.Files.Read(filepath.Join(dir, "b.cue")); err == nil {
		t.Error("there is no such file")
	}
	loadtest.Write(t, dir, map[string]string{"c.cue": "package p\ny: 3\n"})
	units, err := l.Find(parse)
	if err != nil || l.IsKnown(units[0]) {
		t.Error("c.cue came late", err)
	}
}

// A text that is not saved is read in the place of its file, whether that is there or not.
func TestUnsaved(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"a.cue": "package p\nx: 1\n", "t.csv": "saved", "same.csv": "same"})
	unsaved := map[string][]byte{}
	for name, text := range map[string]string{"a.cue": "package p\nx: 2\n", "b.cue": "package p\ny: 3\n", "t.csv": "typed", "new.csv": "new"} {
		unsaved[filepath.Join(dir, name)] = []byte(text)
	}
	l, err := New(Config{Dir: dir, Schema: loadtest.Schema, Module: loadtest.SchemaModule, Unsaved: unsaved})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"t.csv": "typed", "new.csv": "new", "same.csv": "same"} {
		if got, err := l.Files.Table(dir, name); got != want || err != nil {
			t.Errorf("%s: %q %v, want %q", name, got, err, want)
		}
	}
	units, err := l.Find(parse)
	if err != nil || !units[0].Loads() {
		t.Fatal(err, units)
	}
	got := ""
	for _, f := range units[0].Inst.Files {
		text, _ := format.Node(f)
		got += string(text)
	}
	if want := "package p\n\nx: 2\npackage p\n\ny: 3\n"; got != want {
		t.Errorf("loaded is\n%s", got)
	}
}

func TestTables(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	loadtest.Write(t, dir, map[string]string{"in/t.csv": "x"})
	loadtest.Write(t, outside, map[string]string{"t.csv": "x"})
	if os.Symlink(filepath.Join(outside, "t.csv"), filepath.Join(dir, "out.csv")) != nil || os.Symlink(filepath.Join("in", "t.csv"), filepath.Join(dir, "link.csv")) != nil {
		t.Skip("no symbolic links")
	}
	for name, want := range map[string]string{
		"in/t.csv": "", "link.csv": "", "nowhere.csv": "there is no such file", "in": "it is no regular file", "out.csv": "it leads out of the package's folder",
		"../t.csv": "it must be a path within the package's folder", "/t.csv": "it must be a path within the package's folder", "": "it must be a path within the package's folder",
	} {
		text, err := (&Files{}).Table(dir, name)
		if want == "" && (err != nil || text != "x") || want != "" && (err == nil || err.Error() != want) {
			t.Errorf("%s: %q %v, want %q", name, text, err, want)
		}
	}
	big := filepath.Join(dir, "big.csv")
	if f, err := os.Create(big); err == nil {
		defer os.Remove(big)
		defer f.Close()
		if f.Truncate(maxTable) != nil {
			t.Skip("no sparse files")
		}
		if _, err := (&Files{}).Table(dir, "big.csv"); err == nil || err.Error() != "it is larger than 2 GB; split it" {
			t.Error(err)
		}
	}
}

func TestPositions(t *testing.T) {
	dir := t.TempDir()
	l := loader(t, dir)
	for file, want := range map[string]string{filepath.Join(dir, "a.cue"): "a.cue", filepath.Join(dir, "b", "a.cue"): "b/a.cue", dir: ".", filepath.Dir(dir): filepath.Dir(dir), filepath.Join(dir, "..a"): "..a"} {
		if got := l.Relative(file); got != filepath.ToSlash(want) {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
	if l.Absolute("x") != filepath.Join(dir, "x") || l.Absolute(dir) != dir {
		t.Error("absolute")
	}
	if l.Position(token.NoPos) != (diag.Pos{}) {
		t.Error("no place")
	}
	f := token.NewFile(filepath.Join(dir, "a.cue"), -1, 10)
	f.SetLinesForContent([]byte("abc\ndefghi"))
	if got := l.Position(f.Pos(6, token.NoRelPos)); got != (diag.Pos{File: "a.cue", Line: 2, Column: 3}) {
		t.Error(got)
	}
	if !l.IsSchema("cue.mod/pkg/schema.example/s/v/a.cue") || l.IsSchema("cue.mod/pkg/schema.example/t/a.cue") || l.IsSchema("a.cue") {
		t.Error("schema")
	}
	if got := l.OneLine(" " + dir + "/a.cue: wrong:\n    more"); got != "a.cue: wrong" {
		t.Error(got)
	}
}

// Names that refer to the schema.
func TestNames(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"a.cue": "package p\n\n" + imports1 + "import o \"schema.example/s/v\"\nimport \"strings\"\na: v.#User\nb: v.#Deployment\nc: o.#Params\ne: v.#Nothing\nf: strings.ToUpper\ng: x.#User\nx: {}\nh: x.y.#User\n"})
	l := loader(t, dir)
	units, err := l.Find(parse)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range units[0].Inst.Files[0].Decls {
		if f, ok := d.(*ast.Field); ok {
			if x, ok := f.Value.(*ast.SelectorExpr); ok {
				name, _, _ := ast.LabelName(f.Label)
				got = append(got, fmt.Sprintf("%s=%s,%v", name, l.Vendor(x), l.IsNeutral(x)))
			}
		}
	}
	if want := "a=v,true b=v,false c=v,true e=v,false f=,false g=,false h=,false"; strings.Join(got, " ") != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
