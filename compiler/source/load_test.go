package source

import (
	"os"
	"path/filepath"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
)

// Entities are cut from the syntax of a package in place, so no package may be cut
// whose syntax another one reads, beside it: one that imports it, or one that has a
// file in common with it.
func TestSharedSyntax(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"cue.mod/module.cue": "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"a.cue":              "package p\nimport \"test.example/b\"\nx: b.x\n",
		"b/b.cue":            "package b\nx: 1\n",
		"c/c.cue":            "package p\nx: 1\n",
		"d/d.cue":            "package d\nx: 1\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	l, err := NewLoader(Config{Dir: dir, Schema: testSchema, Module: "test.example/schema", ScanFrom: 1})
	if err != nil {
		t.Fatal(err)
	}
	units, err := l.Find("./...")
	if err != nil {
		t.Fatal(err)
	}
	var instances []*build.Instance
	for _, u := range units {
		instances = append(instances, u.inst)
	}
	readers := map[*ast.File]int{}
	for inst := range withImports(instances...) {
		for _, f := range inst.Files {
			readers[f]++
		}
	}
	want := map[string]Way{".": Whole, "b": Whole, "c": Whole, "d": Apart}
	for _, u := range units {
		if u.way != want[u.Dir] {
			t.Errorf("%s is evaluated the way %d", u.Dir, u.way)
		}
		for _, f := range u.inst.Files {
			if u.way != Whole && readers[f] > 1 {
				t.Errorf("%s: %s is another package's, too", u.Dir, f.Filename)
			}
		}
	}
}
