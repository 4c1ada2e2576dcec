package load

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"provc/compiler/cache"
	"provc/compiler/diag"
)

// trial is a schema of one small vendor.
var trial = fstest.MapFS{
	"v/deployment.cue": {Data: []byte(`// The schema.
package v

#Deployment: {
	vendor: "v"
	folder: *"" | #Folder
	size: *5 | >5 | "x"
	"quoted label": 7
	type: string
	other: "a" | *"b"
	optional?: "x"
	users: [string]: #User
	if true {x: 1}
}
#Folder: string
text: "x"
#User: {password?: string}
`)},
	"v/params.cue":    {Data: []byte("package v\n\n#Params: {a?: int}\n\t#Indented: 1\n#Params: {b?: int}\nregular: 1\n")},
	"v/relations.cue": {Data: []byte("package v\n\n#Deployment: {users: _, folder: _}\n#Relation: {}\n")},
	"v/notes.txt":     {Data: []byte("#Note: 1\n")},
	"README":          {Data: []byte("x")},
}

const (
	trialModule = "schema.example/s"
	moduleFile  = "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n"
	imports1    = "import \"schema.example/s/v\"\n"
)

// written puts files into a folder; those without text go.
func written(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if text == "" {
			os.Remove(name)
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func loader(t testing.TB, dir string, tags ...string) *Loader {
	t.Helper()
	l, err := New(Config{Dir: dir, Tags: tags, Schema: trial, Module: trialModule})
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
	written(t, dir, map[string]string{"cue.mod/module.cue": moduleFile, at + "old.cue": "package v\nx: 1 2\n", at + "old.txt": "x", "sub/a.cue": "package p\n"})
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
	written(t, dir, map[string]string{"cue.mod/module.cue": moduleFile, "cue.mod/pkg/schema.example/s/v/old.cue": "package v\nx: 1 2\n", "a.cue": text, "b/b.cue": text})
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
	written(t, dir, map[string]string{
		"cue.mod/module.cue": moduleFile, "a/a.cue": "package p\n\nimport \"test.example/lib\"\nx: lib.x\n", "b/b.cue": "package p\n", "b/c/c.cue": "package p\n",
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
		if isPath(pattern) != want {
			t.Errorf("%q is a path: %v", pattern, !want)
		}
	}
}

// Outside any module, a folder counts as one.
func TestOutsideModules(t *testing.T) {
	dir := t.TempDir()
	written(t, dir, map[string]string{"a.cue": "package p\n\n" + imports1 + "import \"local.provc.internal/lib\"\nd: v.#Deployment & {x: lib.x}\n", "lib/l.cue": "package lib\nx: 1\n"})
	units, err := loader(t, dir).Find(parse)
	if err != nil || !units[0].Loads() || len(units[0].Inst.Imports) != 2 {
		t.Error(units[0].Inst.Err, err)
	}
}

// A tag that another of the packages has is none of this one's.
func TestTagsOfOthers(t *testing.T) {
	dir := t.TempDir()
	written(t, dir, map[string]string{"cue.mod/module.cue": moduleFile, "a/a.cue": "package p\nx: string @tag(x)\n", "b/b.cue": "package p\n"})
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
	written(t, dir, map[string]string{"a.cue": "package p\nx: 1\n", "t.csv": "one"})
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
		written(t, dir, map[string]string{"a.cue": "package p\nx: 2\n", "t.csv": "two"})
	}
	// A file that is not there stays so, and one that comes late is not known.
	if _, err := l.Files.Read(filepath.Join(dir, "b.cue")); err == nil {
		t.Error("there is no such file")
	}
	written(t, dir, map[string]string{"c.cue": "package p\ny: 3\n"})
	units, err := l.Find(parse)
	if err != nil || l.IsKnown(units[0]) {
		t.Error("c.cue came late", err)
	}
}

func TestTables(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	written(t, dir, map[string]string{"in/t.csv": "x"})
	written(t, outside, map[string]string{"t.csv": "x"})
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
	written(t, dir, map[string]string{"a.cue": "package p\n\n" + imports1 + "import o \"schema.example/s/v\"\nimport \"strings\"\na: v.#User\nb: v.#Deployment\nc: o.#Params\ne: v.#Nothing\nf: strings.ToUpper\ng: x.#User\nx: {}\nh: x.y.#User\n"})
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

func TestModulePath(t *testing.T) {
	for text, want := range map[string]string{
		moduleFile: "test.example", "module: \"test.example/a/b@v1\"": "test.example/a/b", "module: \"test.example\"": "test.example", "\"module\": #\"test.example\"#": "test.example",
		"module: \"test\\u002eexample@v0\"": "test.example", "custom: module: \"other.example\"\nmodule: \"test.example\"": "test.example",
		"text: \"\"\"\n\tmodule: \"other.example\"\n\t\"\"\"\nmodule: \"test.example\"": "test.example", "// module: \"other.example\"\nmodule: \"test.example\"": "test.example",
		"x: 1": "-", "module: x": "-", "module: \"": "-", "{module: \"x\"}": "-", "": "-",
	} {
		got, ok := modulePath([]byte(text))
		if !ok {
			got = "-"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// A fingerprint changes with everything that its package is made of, and with nothing
// else.
func TestFingerprints(t *testing.T) {
	files := map[string]string{
		"cue.mod/module.cue":            moduleFile,
		"cue.mod/pkg/x.example/x/x.cue": "package x\n",
		"cue.mod/pkg/y.example/y/y.cue": "package y\n\nimport \"test.example/used\"\nx: used.x\n",
		"top.cue":                       "package p\n",
		"ab/a.cue":                      "package p\n\nimport \"test.example/lib\"\nimport l \"test.example/dir/deep:deep\"\nimport \"strings\"\n",
		"ab/more.cue":                   "package p\n",
		"ab/text.txt":                   "text",
		"ab/below/b.cue":                "package p\n",
		"lib/lib.cue":                   "package lib\n\nimport \"test.example/libs/more\"\n",
		"libs/more/m.cue":               "package more\n",
		"dir/d.cue":                     "package d\n",
		"dir/deep/d.cue":                "package deep\n",
		"used/u.cue":                    "package used\nx: 1\n",
		"other/o.cue":                   "@extern(embed)\npackage o\n",
		"other/x.json":                  "{}",
		"other/sub/y.json":              "{}",
		"other/sub/o.cue":               "package o\n",
		"other/testdata/z.cue":          "package z\n",
	}
	keys := func(dir string, at ...string) map[string]cache.Key {
		prints, ok := loader(t, filepath.Join(append([]string{dir}, at...)...)).Fingerprints("./...")
		if !ok {
			return nil
		}
		all := map[string]cache.Key{}
		for _, p := range prints {
			if _, twice := all[p.Dir]; twice || p.Abs != filepath.Join(append(append([]string{dir}, at...), p.Dir)...) {
				t.Errorf("%s: %s", p.Dir, p.Abs)
			}
			all[p.Dir] = p.Key
		}
		return all
	}
	dir := t.TempDir()
	written(t, dir, files)
	before := keys(dir)
	const everything = ". ab ab/below lib libs/more dir dir/deep used other other/sub"
	if got := slices.Sorted(maps.Keys(before)); len(got) != len(strings.Fields(everything)) {
		t.Fatal(got)
	}
	if again := keys(dir); !maps.Equal(before, again) {
		t.Error("the same has another key")
	}
	for name, want := range map[string]string{
		"cue.mod/module.cue": everything, "cue.mod/pkg/x.example/x/x.cue": everything, "cue.mod/pkg/y.example/y/y.cue": everything, "used/u.cue": everything, "top.cue": everything,
		"ab/a.cue": "ab ab/below", "ab/more.cue": "ab ab/below", "ab/text.txt": "", "ab/below/b.cue": "ab/below",
		"lib/lib.cue": "ab ab/below lib", "libs/more/m.cue": "ab ab/below lib libs/more", "dir/d.cue": "ab ab/below dir dir/deep", "dir/deep/d.cue": "ab ab/below dir/deep",
		"other/o.cue": "other other/sub", "other/x.json": "other other/sub", "other/sub/y.json": "other other/sub", "other/sub/o.cue": "other other/sub", "other/testdata/z.cue": "other other/sub",
		"ab/new.cue": "ab ab/below", "lib/new.cue": "ab ab/below lib", "new.cue": everything, "ab/new.txt": "", "other/sub/new.txt": "other other/sub", "elsewhere/x.txt": "",
	} {
		text := files[name]
		if text == "" {
			text = map[bool]string{true: "package p\n", false: "x"}[strings.HasSuffix(name, ".cue")]
			if strings.HasPrefix(name, "lib/") {
				text = "package lib\n"
			}
		} else if strings.HasSuffix(name, ".cue") {
			text += "\n"
		} else {
			text += " "
		}
		written(t, dir, map[string]string{name: text})
		var changed []string
		for p, key := range keys(dir) {
			if before[p] != key {
				changed = append(changed, p)
			}
		}
		expected := strings.Fields(want)
		slices.Sort(changed)
		slices.Sort(expected)
		if !slices.Equal(changed, expected) {
			t.Errorf("%s changes the keys of %q, want %q", name, changed, expected)
		}
		written(t, dir, map[string]string{name: files[name]})
	}
	if again := keys(dir); !maps.Equal(before, again) {
		t.Error("the same has another key")
	}
	// Places in findings are relative to where the command runs, so a key is, too.
	if below := keys(dir, "ab"); below["."] == before["ab"] || len(below) != 2 {
		t.Error("a key does not depend on where the command runs")
	}
	moved := t.TempDir()
	written(t, moved, files)
	if there := keys(moved); !maps.Equal(before, there) {
		t.Error("a key depends on where a checkout lies")
	}
	prints, ok := loader(t, dir).Fingerprints()
	if !ok || len(prints) != 1 || prints[0].Dir != "." || prints[0].Key != before["."] {
		t.Error(prints, ok)
	}
	prints, ok = loader(t, dir).Fingerprints("./ab", "./lib")
	if !ok || len(prints) != 2 || prints[0].Key != before["ab"] || prints[1].Key != before["lib"] {
		t.Error(prints, ok)
	}
}

// A folder outside any module has a key of its files and of those that it imports of
// itself.
func TestFingerprintsOutsideModules(t *testing.T) {
	dir := t.TempDir()
	written(t, dir, map[string]string{"a.cue": "package p\nimport \"local.provc.internal/lib\"\n", "lib/l.cue": "package lib\n"})
	key := func() cache.Key {
		prints, ok := loader(t, dir).Fingerprints(".")
		if !ok || len(prints) != 1 {
			t.Fatal(prints, ok)
		}
		return prints[0].Key
	}
	before := key()
	written(t, dir, map[string]string{"lib/l.cue": "package lib\nx: 1\n"})
	if key() == before {
		t.Error("an imported package changed")
	}
}

// Where only CUE can tell what a package is made of, there is no fingerprint.
func TestNoFingerprints(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"attribute":       {"a.cue": "@if(x)\npackage p\n"},
		"glob":            {"a.cue": "@extern(embed)\npackage p\nx: _ @embed(glob=*.json)\n"},
		"no package":      {"a.cue": "x: 1\n"},
		"package _":       {"a.cue": "package _\nx: 1\n"},
		"two packages":    {"a.cue": "package p\n", "b.cue": "package q\n"},
		"hidden file":     {"a.cue": "package p\n", "_b.cue": "package p\n"},
		"dot file":        {"a.cue": "package p\n", ".b.cue": "package p\n"},
		"tool":            {"a.cue": "package p\n", "b_tool.cue": "package p\n"},
		"test":            {"a.cue": "package p\n", "b_test.cue": "package p\n"},
		"mistake":         {"a.cue": "package p\nimport 5\n"},
		"no path":         {"a.cue": "package p\n", "cue.mod/module.cue": "language: version: \"v0.17.0\"\n"},
		"no module file":  {"a.cue": "package p\n", "cue.mod/x.txt": "x"},
		"local modules":   {"a.cue": "package p\n", "cue.mod/local-module.cue": "x: 1\n"},
		"vendor mistake":  {"a.cue": "package p\n", "cue.mod/pkg/x.cue": "package x\nimport (\n"},
		"nowhere":         {"a.cue": "package p\nimport \"test.example/nowhere\"\n"},
		"another module":  {"a.cue": "package p\nimport \"test.example/sub\"\n", "sub/cue.mod/module.cue": moduleFile, "sub/s.cue": "package sub\n"},
		"module below":    {"a.cue": "package p\n", "sub/cue.mod/module.cue": moduleFile, "sub/s.cue": "package sub\n"},
		"one letter":      {"a.cue": "package p\n", "s/s.cue": "package p\n"},
		"one letter deep": {"a.cue": "package p\n", "s/deep/s.cue": "package p\n"},
		"empty above":     {"a.cue": "package p\n", "more/b.cue": "x: 1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if _, has := files["cue.mod/x.txt"]; !has {
				written(t, dir, map[string]string{"cue.mod/module.cue": moduleFile})
			}
			written(t, dir, files)
			if prints, ok := loader(t, dir).Fingerprints("./..."); ok {
				t.Error(prints)
			}
		})
	}
	dir := t.TempDir()
	written(t, dir, map[string]string{"cue.mod/module.cue": moduleFile, "a.cue": "package p\n", "empty/x.txt": "x"})
	for _, pattern := range []string{"test.example", "./nowhere", "./a.cue", "./empty"} {
		if prints, ok := loader(t, dir).Fingerprints(pattern); ok {
			t.Errorf("%s: %v", pattern, prints)
		}
	}
	if prints, ok := loader(t, dir).Fingerprints("./..."); !ok || len(prints) != 1 {
		t.Error("the twin has a fingerprint")
	}
	if os.Symlink("a.cue", filepath.Join(dir, "link.cue")) == nil {
		if prints, ok := loader(t, dir).Fingerprints("."); ok {
			t.Errorf("a link: %v", prints)
		}
	}
	os.Remove(filepath.Join(dir, "link.cue"))
	inModule := filepath.Join(dir, "cue.mod", "x.cue")
	if os.Symlink("../a.cue", inModule) == nil {
		if prints, ok := loader(t, dir).Fingerprints("."); ok {
			t.Errorf("a link among what is vendored: %v", prints)
		}
		os.Remove(inModule)
	}
	if prints, ok := loader(t, dir).Fingerprints("."); !ok || len(prints) != 1 {
		t.Error("the twin has a fingerprint")
	}
	written(t, dir, map[string]string{"a.cue": "@extern(embed)\npackage p\n"})
	os.Remove(filepath.Join(dir, "link.cue"))
	if os.Symlink("nowhere", filepath.Join(dir, "x.json")) == nil {
		if prints, ok := loader(t, dir).Fingerprints("."); ok {
			t.Errorf("a link to embed: %v", prints)
		}
	}
}

// Why packages do not load, in sentences with their places.
func TestErrors(t *testing.T) {
	head := func(what string) string { return "package p\n\nimport \"" + what + "\"\n" }
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"a comma", map[string]string{"a.cue": "package p\n\nx: {a: 1 b: 2}\n"}, `a.cue:3:10: error: cue-syntax: the file is not valid CUE: a comma or a new line is missing between two parts of a struct literal`},
		{"an operand", map[string]string{"a.cue": "package p\nx: }\n"}, `a.cue:2:4: error: cue-syntax: the file is not valid CUE: expected operand, found "}"`},
		{"the end", map[string]string{"a.cue": "package p\nx: {\n"}, `a.cue:2:6: error: cue-syntax: the file is not valid CUE: '}' is missing at the end of the file`},
		{"a text", map[string]string{"a.cue": "package p\nx: \"a\n"}, `a.cue:2:4: error: cue-syntax: the file is not valid CUE: string literal not terminated`},
		{"two files", map[string]string{"a.cue": "package p\nx: }\ny: }\n", "b.cue": "package p\nx: }\n"}, `a.cue:2:4: error: cue-syntax: the file is not valid CUE: expected operand, found "}" | b.cue:2:4: error: cue-syntax: the file is not valid CUE: expected operand, found "}"`},
		{"not UTF-8", map[string]string{"a.cue": "package p\nx: \"\xe9\"\n"}, `a.cue:2:5: error: cue-syntax: the file is not UTF-8: found byte 0xE9; save it in that encoding`},
		{"a replacement character", map[string]string{"a.cue": "package p\nx: \"\xef\xbf\xbd\"\n"}, ``},
		{"two packages", map[string]string{"a.cue": "package p\n", "b.cue": "package q\n"}, `-: error: cue-package: the folder does not load as a CUE package: found packages "p" (a.cue) and "q" (b.cue) in "."`},
		{"no files", map[string]string{"x.txt": "x"}, `.: error: cue-package: the folder does not load as a CUE package: no CUE files in .`},
		{"no module", map[string]string{"a.cue": head("x.example/y")}, `a.cue:3:8: error: cue-import: package "x.example/y" cannot be found; it must be a folder of this module or lie under cue.mod/pkg`},
		{"of CUE", map[string]string{"a.cue": head("nothing")}, ``},
		{"nowhere", map[string]string{"a.cue": head("test.example/y")}, `a.cue:3:8: error: cue-import: package "test.example/y" cannot be found; it must be a folder of this module or lie under cue.mod/pkg`},
		{"named", map[string]string{"a.cue": "package p\n\nimport z \"test.example/y\"\n"}, `a.cue:3:8: error: cue-import: package "test.example/y" cannot be found; it must be a folder of this module or lie under cue.mod/pkg`},
		{"another package", map[string]string{"a.cue": head("test.example/y"), "y/y.cue": "package z\n"}, `a.cue:3:8: error: cue-import: package "test.example/y" cannot be found; folder y holds package z: import "test.example/y:z"`},
		{"another package of two", map[string]string{"a.cue": head("test.example/y:w"), "y/y.cue": "package z\n", "y/x.cue": "package y\n"}, `a.cue:3:8: error: cue-import: package "test.example/y:w" cannot be found; folder y holds package y, z: import "test.example/y"`},
		{"a module below", map[string]string{"a.cue": head("test.example/y/z"), "y/z/z.cue": "package z\n", "y/cue.mod/module.cue": moduleFile}, `a.cue:3:8: error: cue-import: package "test.example/y/z" cannot be found; folder y has a cue.mod of its own and so is no part of this module`},
		{"a mistake", map[string]string{"a.cue": head("test.example/y"), "y/y.cue": "package y\nimport 5\n"}, `a.cue:3:8: error: cue-import: package "test.example/y" does not load (y/y.cue:2:8: what is wrong is here)`},
		{"a mistake below", map[string]string{"a.cue": head("test.example/y"), "y/y.cue": "package y\nx: }\n"}, `a.cue:3:8: error: cue-import: package "test.example/y" does not load (y/y.cue:2:4: what is wrong is here)`},
		{"an import of an import", map[string]string{"a.cue": head("test.example/y"), "y/y.cue": "package y\nimport \"test.example/z\"\n"}, `a.cue:3:8: error: cue-import: package "test.example/y" does not load (y/y.cue:2:8: what is wrong is here)`},
		{"a cycle", map[string]string{"a.cue": head("test.example/y"), "y/y.cue": "package y\nimport \"test.example/z\"\n", "z/z.cue": "package z\nimport \"test.example/y\"\n"}, `a.cue:3:8: error: cue-import: package "test.example/y" cannot be imported here: the import is part of a cycle, or leads to one; packages must not import each other; move what they share into a third (y/y.cue:2:8: an import on the way) (z/z.cue:2:8: an import on the way)`},
		{"not UTF-8 in an import", map[string]string{"a.cue": head("test.example/y"), "y/y.cue": "package y\nx: \"\xe9\"\n"}, `y/y.cue:2:5: error: cue-syntax: the file is not UTF-8: found byte 0xE9; save it in that encoding`},
		{"embedded", map[string]string{"a.cue": "@extern(embed)\npackage p\nx: _ @embed(file=x.txt, type=text)\n", "x.txt": "a\n\xe9"}, `x.txt:2:1: error: cue-syntax: the file is not UTF-8: found byte 0xE9; save it in that encoding`},
		{"embedded by glob", map[string]string{"a.cue": "@extern(embed)\npackage p\nx: _ @embed(glob=\"*.json\")\n", "x.json": "\"\xe9\""}, `x.json:1:2: error: cue-syntax: the file is not UTF-8: found byte 0xE9; save it in that encoding`},
		{"embedded bytes", map[string]string{"a.cue": "@extern(embed)\npackage p\nx: _ @embed(file=x.txt, type=binary)\n", "x.txt": "\xe9"}, ``},
		{"another import is to blame", map[string]string{"a.cue": "package p\n\nimport \"test.example/a\"\nimport \"test.example/b\"\n", "a/a.cue": "package a\n"}, `a.cue:4:8: error: cue-import: package "test.example/b" cannot be found; it must be a folder of this module or lie under cue.mod/pkg`},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			written(t, dir, map[string]string{"cue.mod/module.cue": moduleFile})
			written(t, dir, test.files)
			l := loader(t, dir)
			units, err := l.Find(parse)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, d := range l.Errors(units[0].Inst) {
				one := fmt.Sprintf("%v: %v: %s: %s", d.Pos, d.Severity, d.Check, d.Message())
				for _, r := range d.Related {
					one += fmt.Sprintf(" (%v: %s)", r.Pos, r.Message)
				}
				all = append(all, one)
			}
			if got := strings.Join(all, " | "); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
