package fault

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"provc/compiler/load"
	"provc/compiler/load/loadtest"
)

// Why packages do not load, in sentences with their places.
func TestErrors(t *testing.T) {
	head := func(what string) string { return "package p\n\nimport \"" + what + "\"\n" }
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"a comma", map[string]string{"a.cue": "package p\n\nx: {a: 1 b: 2}\n"}, `a.cue:3:10: error: cue-syntax: a comma is missing between two fields; write a comma, or begin a new line, before b`},
		{"an operand", map[string]string{"a.cue": "package p\nx: }\n"}, `a.cue:2:4: error: cue-syntax: x has no value; write one behind the colon; text in quotes, "…"`},
		{"the end", map[string]string{"a.cue": "package p\nx: {\n"}, `a.cue:2:4: error: cue-syntax: { of line 2 is not closed; write } (a.cue:2:4: it opens here)`},
		{"a text", map[string]string{"a.cue": "package p\nx: \"a\n"}, `a.cue:2:4: error: cue-syntax: the text is not closed; write "a"`},
		{"two files", map[string]string{"a.cue": "package p\nx: }\ny: }\n", "b.cue": "package p\nx: }\n"}, `a.cue:2:4: error: cue-syntax: x has no value; write one behind the colon; text in quotes, "…" | b.cue:2:4: error: cue-syntax: x has no value; write one behind the colon; text in quotes, "…"`},
		{"not UTF-8", map[string]string{"a.cue": "package p\nx: \"\xe9\"\n"}, `a.cue:2:5: error: cue-syntax: the file is not UTF-8: found byte 0xE9; save it in that encoding`},
		{"a replacement character", map[string]string{"a.cue": "package p\nx: \"\xef\xbf\xbd\"\n"}, ``},
		{"two packages", map[string]string{"a.cue": "package p\n", "b.cue": "package q\n"}, `b.cue:1:1: error: cue-package: a folder holds one package, and this file is of package q; write package p, or move the file into a folder of its own (a.cue:1:1: this one is of package p)`},
		{"no files", map[string]string{"x.txt": "x"}, `.: error: cue-package: there is no file of CUE here, nor in folders below; provc init makes a first deployment`},
		{"no module", map[string]string{"a.cue": head("x.example/y")}, `a.cue:3:8: error: cue-import: package "x.example/y" cannot be found; it must be a folder of this module or lie under cue.mod/pkg`},
		{"of CUE", map[string]string{"a.cue": head("nothing")}, ``},
		{"a module without a dot", map[string]string{"a.cue": "package p\n", "cue.mod/module.cue": "module: \"phones\"\nlanguage: version: \"v0.17.0\"\n"}, `cue.mod/module.cue:1:9: error: cue-package: the path of the module is not valid; write a name like that of a web site, in small letters, such as module: "hospital.example@v0"`},
		{"a language that is no struct", map[string]string{"a.cue": "package p\n", "cue.mod/module.cue": "module: \"t.example@v0\"\nlanguage: \"v0.17.0\"\n"}, `cue.mod/module.cue:2:11: error: cue-package: the module declares no language version; write language: version: "v0.17.0"`},
		{"not fetched", map[string]string{"a.cue": head("x.example/y/z"), "cue.mod/module.cue": loadtest.ModuleFile + "deps: \"x.example/y@v1\": {v: \"v1.2.3\", default: true}\n"}, `a.cue:3:8: error: cue-import: package "x.example/y/z" cannot be found: module x.example/y@v1 v1.2.3 is not among those that CUE has fetched; provc fetches nothing itself; cue mod tidy does`},
		{"perhaps not fetched", map[string]string{"a.cue": head("z.example/y"), "cue.mod/module.cue": loadtest.ModuleFile + "deps: \"x.example/y@v1\": {v: \"v1.2.3\", default: true}\n"}, `a.cue:3:8: error: cue-import: package "z.example/y" cannot be found: a module that cue.mod/module.cue asks for is not among those that CUE has fetched; provc fetches nothing itself; cue mod tidy does`},
		{"the schema by name", map[string]string{"a.cue": head("schema.example/s/v"), "cue.mod/module.cue": loadtest.ModuleFile + "deps: \"schema.example/s@v0\": {v: \"v0.2.3\", default: true}\n"}, ``},
		{"the schema in a folder", map[string]string{"a.cue": head("schema.example/s/v"), "cue.mod/module.cue": loadtest.ModuleFile + "deps: \"schema.example/s@v0\": {v: \"v0.2.3\", default: true}\n", "cue.mod/local-module.cue": "deps: \"schema.example/s@v0\": replaceWith: \"./nowhere\"\n"}, ``},
		{"a misspelt vendor", map[string]string{"a.cue": head("schema.example/s/w")}, `a.cue:3:8: error: cue-import: package "schema.example/s/w" cannot be found; did you mean "schema.example/s/v"?`},
		{"by its last step", map[string]string{"a.cue": head("other.example/v")}, `a.cue:3:8: error: cue-import: package "other.example/v" cannot be found; did you mean "schema.example/s/v"?`},
		{"the module itself", map[string]string{"a.cue": head("x.example/y"), "cue.mod/module.cue": loadtest.ModuleFile + "deps: \"x.example/y@v1\": {v: \"v1.2.3\", default: true}\n"}, `a.cue:3:8: error: cue-import: package "x.example/y" cannot be found: module x.example/y@v1 v1.2.3 is not among those that CUE has fetched; provc fetches nothing itself; cue mod tidy does`},
		{"of a module that is called alike", map[string]string{"a.cue": head("x.example/yz"), "cue.mod/module.cue": loadtest.ModuleFile + "deps: \"x.example/y@v1\": {v: \"v1.2.3\", default: true}\n"}, `a.cue:3:8: error: cue-import: package "x.example/yz" cannot be found: a module that cue.mod/module.cue asks for is not among those that CUE has fetched; provc fetches nothing itself; cue mod tidy does`},
		{"of a path that begins alike", map[string]string{"a.cue": head("test.examples/y"), "y/y.cue": "package y\n"}, `a.cue:3:8: error: cue-import: package "test.examples/y" cannot be found; it must be a folder of this module or lie under cue.mod/pkg`},
		{"nowhere", map[string]string{"a.cue": head("test.example/y")}, `a.cue:3:8: error: cue-import: package "test.example/y" cannot be found; it must be a folder of this module or lie under cue.mod/pkg`},
		{"named", map[string]string{"a.cue": "package p\n\nimport z \"test.example/y\"\n"}, `a.cue:3:8: error: cue-import: package "test.example/y" cannot be found; it must be a folder of this module or lie under cue.mod/pkg`},
		{"another package", map[string]string{"a.cue": head("test.example/y"), "y/y.cue": "package z\n"}, `a.cue:3:8: error: cue-import: package "test.example/y" cannot be found; folder y holds package z: import "test.example/y:z"`},
		{"another package of two", map[string]string{"a.cue": head("test.example/y:w"), "y/y.cue": "package z\n", "y/x.cue": "package y\n"}, `a.cue:3:8: error: cue-import: package "test.example/y:w" cannot be found; folder y holds package y, z: import "test.example/y"`},
		{"a module below", map[string]string{"a.cue": head("test.example/y/z"), "y/z/z.cue": "package z\n", "y/cue.mod/module.cue": loadtest.ModuleFile}, `a.cue:3:8: error: cue-import: package "test.example/y/z" cannot be found; folder y has a cue.mod of its own and so is no part of this module`},
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
			loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile})
			loadtest.Write(t, dir, test.files)
			if got := told(t, dir); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// told is why the packages of a folder do not load that patterns name, in a line.
func told(t *testing.T, dir string, patterns ...string) string {
	t.Helper()
	l := loader(t, dir)
	units, err := l.Find(parse, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, u := range units {
		for _, d := range Of(l, u.Inst) {
			one := fmt.Sprintf("%v: %v: %s: %s", d.Pos, d.Severity, d.Check, d.Message())
			for _, r := range d.Related {
				one += fmt.Sprintf(" (%v: %s)", r.Pos, r.Message)
			}
			all = append(all, one)
		}
	}
	return strings.Join(all, " | ")
}

func loader(t testing.TB, dir string) *load.Loader {
	t.Helper()
	l, err := load.New(load.Config{Dir: dir, Schema: loadtest.Schema, Module: loadtest.SchemaModule})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func parse(name string, text []byte, cfg parser.Config) (*ast.File, error) {
	return parser.ParseFile(name, text, cfg)
}

// What a parser found is told in words; what the text was that may be a secret, is not.
func TestSyntax(t *testing.T) {
	t.Parallel()
	of := func(args ...any) []any { return args }
	for _, test := range []struct {
		format string
		args   []any
		want   string
	}{
		{"expected %s, found '%s'", of("operand", "}"), `expected operand, found "}"`},
		{"expected %s, found '%s'", of("operand", "EOF"), "operand is missing at the end of the file"},
		{"expected %s, found '%s' %s", of("'}'", "IDENT", "hunter2"), "expected '}', found a name"},
		{"expected %s, found '%s' %s", of("'}'", "STRING", `"hunter2"`), "expected '}', found text"},
		{"expected %s, found '%s' %s", of("'}'", "INTERPOLATION", `"hunter2\(`), "expected '}', found text"},
		{"expected %s, found '%s' %s", of("'}'", "INT", "4711"), "expected '}', found a number"},
		{"expected %s, found '%s' %s", of("'}'", "FLOAT", "4.7"), "expected '}', found a number"},
		{"expected %s, found '%s' %s", of("'}'", "ATTRIBUTE", "@x(hunter2)"), "expected '}', found an attribute"},
		{"expected %s, found '%s' %s", of("'}'", "ILLEGAL", "hunter2"), "expected '}', found something that is no CUE"},
		{"expected %s, found newline", of("operand"), "expected operand, found the end of the line"},
		{"missing ',' in %s", of("struct literal"), "a comma or a new line is missing between two parts of a struct"},
		{"missing ',' before newline in %s", of("list literal"), "a comma is missing before the end of the line in a list"},
		{"illegal token %q", of("hunter2"), "illegal token"},
		{"invalid import path: %s", of("hunter2"), "invalid import path"},
		{"invalid package name %s", of("hunter2"), "invalid package name"},
		{"unterminated %s:\nmore", of("string"), "unterminated string"},
	} {
		if got := syntax(test.format, test.args); got != test.want {
			t.Errorf("%s: %s, want %s", test.format, got, test.want)
		}
	}
}

// Fields that are indented as if they belonged elsewhere are told, in each file.
func TestIndented(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{
		"cue.mod/module.cue": loadtest.ModuleFile, "a.cue": "package p\n\nx: y:\n\tz: 1\n\tw: 2\n", "b.cue": "package p\n\nv: {\n\tu: 1\n}\n", "c.cue": "package p\n\nt: s:\n\tr: 1\n\tq: 2\n",
	})
	l := loader(t, dir)
	units, err := l.Find(parse)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range Indented(l, units[0].Inst) {
		got = append(got, fmt.Sprintf("%v %v %s: %s", d.Pos, d.Severity, d.Check, d.Summary))
	}
	const stands = ", not within it, although it is indented so"
	want := []string{"a.cue:5:2 warning cue-indentation: w stands beside x" + stands, "c.cue:5:2 warning cue-indentation: q stands beside t" + stands}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
