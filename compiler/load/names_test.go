package load

import (
	"path/filepath"
	"strings"
	"testing"

	"cuelang.org/go/cue/errors"

	"provc/compiler/diag"
	"provc/compiler/load/loadtest"
)

// The package that an import was meant for is of the schema or of CUE: by its last step,
// or by its letters. What is right is not doubted.
func TestNearImport(t *testing.T) {
	l := loader(t, t.TempDir())
	for quoted, want := range map[string]string{
		`"v"`:                        "schema.example/s/v",
		`"other.example/s/v"`:        "schema.example/s/v",
		`"schema.example/s/w"`:       "schema.example/s/v",
		`"schema.example/v"`:         "schema.example/s/v",
		`"json"`:                     "encoding/json",
		`"encoding/jsn"`:             "encoding/json",
		`"stings"`:                   "strings",
		`"text/strings"`:             "strings",
		`"Strings"`:                  "strings",
		`"schema.example/s/v"`:       "",
		`"strings"`:                  "",
		`"encoding/json"`:            "",
		`"github.example/anything"`:  "",
		`"schema.example/s/phones7"`: "schema.example/s/v",
		`unquoted`:                   "",
	} {
		if got := l.NearImport(quoted); got != want {
			t.Errorf("%s was meant for %q, want %q", quoted, got, want)
		}
	}
	all := l.Importable()
	if all["v"] != "schema.example/s/v" || all["json"] != "encoding/json" || all["list"] != "list" || all["README"] != "" || all["os"] != "" {
		t.Errorf("importable are %v", all)
	}
}

// What a vendor's schema and the files beside one declare, for who misspelt a name.
func TestDeclared(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{
		"a/a.cue": "package p\n\n_hidden: 1\n#Role: {}\nward: 2\n\"_quoted\": 3\n_#both: {below: 4}\n", "a/b.cue": "package p\n_more: 1\n",
		"a/c.cue": "package p\n_broken: }\n", "a/d/d.cue": "package p\n_deep: 1\n", "a/t.txt": "_text: 1\n",
	})
	l := loader(t, dir)
	if got := strings.Join(l.Declared("a/a.cue"), " "); got != "_hidden #Role _#both _more" {
		t.Errorf("declared are %s", got)
	}
	if got := strings.Join(l.Definitions("v"), " "); got != "#Deployment #Folder #User #Params #Params #Deployment #Relation" {
		t.Errorf("the schema defines %s", got)
	}
	for _, none := range []string{"w", "", "README", "."} {
		if got := l.Definitions(none); len(got) > 0 {
			t.Errorf("%q defines %s", none, got)
		}
	}
}

// Where a module says its language, to whatever file of it somebody points.
func TestModuleVersion(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile, "a/a.cue": "package p\n", "b/cue.mod/module.cue": "language: {\n\tversion: \"v0.17.0\"\n}\n", "c/cue.mod/module.cue": "module: \"c.example\"\n"})
	l := loader(t, dir)
	for file, want := range map[string]diag.Pos{
		"a/a.cue":              {File: "cue.mod/module.cue", Line: 2, Column: 11},
		"cue.mod/module.cue":   {File: "cue.mod/module.cue", Line: 2, Column: 11},
		"cue.mod/pkg/x/y.cue":  {File: "cue.mod/module.cue", Line: 2, Column: 11},
		"b/b.cue":              {File: "b/cue.mod/module.cue", Line: 2, Column: 2},
		"b/cue.mod/module.cue": {File: "b/cue.mod/module.cue", Line: 2, Column: 2},
		"c/c.cue":              {File: "c/cue.mod/module.cue"},
	} {
		if got := l.ModuleVersion(file); got != want {
			t.Errorf("%s: %v, want %v", file, got, want)
		}
	}
}

// The package line of a file is looked for where CUE looks for files, and what a package
// may be called is made of its folder.
func TestClauses(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{
		"a.cue": "// Of the ward.\npackage ward\n", "b.cue": "x: 1\n", "_c.cue": "package c\n", ".d.cue": "package d\n", "e.cue": "package\n", "f.txt": "package f\n", "g.cue": "package g\nx: }\n",
	})
	l := loader(t, dir)
	got := ""
	for _, c := range l.Clauses(dir) {
		got += c.At.String() + " " + c.Name + "\n"
	}
	if want := "a.cue:2:1 ward\nb.cue:1:1 \ng.cue:1:1 g\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for folder, want := range map[string]string{
		"west": "west", "West7": "West7", "west-7": "west_7", "-west-": "west", "7west": "ward", "9": "ward", "...": "ward", "büro": "b_ro", "a b--c": "a_b_c", "a_b": "a_b", "x/y": "y", "0x": "ward", "x0": "x0",
	} {
		if got := PackageName(filepath.FromSlash(folder)); got != want {
			t.Errorf("the package of %s is called %s, want %s", folder, got, want)
		}
	}
	if p := PackageLine("ward"); p.Hint != "write package ward" || len(p.Fix.Edits) != 1 || p.Fix.Edits[0].New != "package ward\n\n" {
		t.Errorf("proposed is %+v", p)
	}
}

// A pattern that names nothing says what was meant, or why nothing is there.
func TestPatternsOfNothing(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile, "wards/x.txt": "x", "desks.txt": "x", "lines/a.cue": "x: 1\n", "halls/east/a.cue": "x: 1\n"})
	for pattern, want := range map[string]string{
		"./ward":      "package ./ward: there is no such folder; did you mean wards?",
		"./desks":     "package ./desks: there is no such folder",
		"./x/y":       "package ./x/y: there is no such folder",
		"./lines/...": "no CUE package matches ./lines/...: lines/a.cue begins without a package line; write package lines",
		"./halls/...": "no CUE package matches ./halls/...: halls/east/a.cue begins without a package line; write package east",
		"-":           "package -: a package is a folder of files of CUE, such as ./wards; nothing is read from standard input",
	} {
		if _, err := loader(t, dir).Find(parse, pattern); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", pattern, err, want)
		}
	}
}

// Of a module's replacements, that of the schema leads nowhere; all others stay, on
// their lines.
func TestOwnSchema(t *testing.T) {
	for text, want := range map[string]string{
		"deps: \"s.example/s@v0\": replaceWith: \"../s\"\n":                                        "deps: \"s.example/s@v0\": {v:\"v0.0.0\"}\n",
		"deps: {\n\t\"s.example/s\": {\n\t\treplaceWith: \"x\"\n\t}\n\t\"b.example\": v: \"1\"\n}": "deps: {\n\t\"s.example/s\": \n\n{v:\"v0.0.0\"}\n\t\"b.example\": v: \"1\"\n}",
		"deps: \"s.example/other@v0\": replaceWith: \"../s\"\n":                                    "deps: \"s.example/other@v0\": replaceWith: \"../s\"\n",
		"deps: {": "deps: {",
	} {
		if got := string(ownSchema([]byte(text), "s.example/s")); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// Of what is loaded, a file that is embedded is looked at for bytes that are no text,
// unless it is embedded as bytes.
func TestEmbedded(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"bad.txt": "\xe9", "good.txt": "é", "bad.json": "\"\xe9\""})
	for attribute, want := range map[string]string{
		`@embed(file=bad.txt, type=text)`:    "bad.txt:1:1",
		`@embed(file="bad.txt")`:             "bad.txt:1:1",
		`@embed(type=text,file=bad.txt)`:     "bad.txt:1:1",
		`@embed(glob=*.json)`:                "bad.json:1:2",
		`@embed(glob="bad.*")`:               "bad.json:1:2 bad.txt:1:1",
		`@embed(file=bad.txt, type=binary)`:  "",
		`@embed(file=good.txt, type=text)`:   "",
		`@embed(file=nowhere.txt,type=text)`: "",
		`@other(file=bad.txt)`:               "",
	} {
		loadtest.Write(t, dir, map[string]string{"a.cue": "@extern(embed)\npackage p\nx: _ " + attribute + "\n"})
		l := loader(t, dir)
		units, err := l.Find(parse)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, err := range errors.Errors(units[0].Inst.Err) {
			if IsNotUTF8(err) {
				got = append(got, l.Position(err.Position()).String())
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: bytes that are no text at %q, want %q", attribute, got, want)
		}
	}
}
