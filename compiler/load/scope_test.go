package load

import (
	"path/filepath"
	"testing"

	"provc/compiler/load/loadtest"
)

// A scope knows packages by what CUE's patterns would find, were they there.
func TestScope(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{
		"cue.mod/module.cue": loadtest.ModuleFile, "sites/a/a.cue": "package a\n",
		"sites/own/cue.mod/module.cue": "module: \"own.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
	})
	for _, c := range []struct{ pattern, pkg, want string }{
		{"./...", "test.example/sites/a@v0:a", "sites/a"},
		{"./...", "test.example/sites/gone@v0:x", "sites/gone"},
		{"./...", "test.example@v0:p", "."},
		{"...", "test.example/x", "x"},
		{"./sites/...", "test.example/sites/b/c:c", "sites/b/c"},
		{"./sites/...", "test.example/sites", "sites"},
		{"test.example/sites/...", "test.example/sites/b", "sites/b"},
		{filepath.Join(dir, "sites") + "/...", "test.example/sites/b", "sites/b"},

		{"./sites/...", "test.example/other", ""},
		{"./sites/...", "test.example/sitesandmore", ""},
		{"test.example/sites/...", "test.example/other", ""},
		{"other.example/...", "test.example/sites/a", ""},
		{"./...", "test.example.org/sites/a", ""},
		{"./...", "own.example/a", ""},
		{"./sites/a", "test.example/sites/a", ""},
		{"./...", "test.example/_drafts/a", ""},
		{"./...", "test.example/sites/testdata/a", ""},
		{"./...", "test.example/sites/.old", ""},
		{"./...", "test.example/sites/own/a", ""},
		{"./nowhere/...", "test.example/nowhere/a", ""},
	} {
		got, isOfModule, ok := loader(t, dir).Scope(c.pattern).Folder(c.pkg)
		if got != c.want || ok != (c.want != "") || ok != isOfModule {
			t.Errorf("%s in %s: %q %v %v", c.pkg, c.pattern, got, isOfModule, ok)
		}
	}
	// Two patterns are both; outside a module, a path is anybody's.
	if got, _, _ := loader(t, dir).Scope("./nowhere/...", "./a", "./sites/...").Folder("test.example/sites/b"); got != "sites/b" {
		t.Error(got)
	}
	alone := t.TempDir()
	if got, isOfModule, ok := loader(t, alone).Scope("./...").Folder("local.provc.internal/b:b"); got != "b" || isOfModule || !ok {
		t.Error(got, isOfModule, ok)
	}
}

func TestModulePath(t *testing.T) {
	for text, want := range map[string]string{
		loadtest.ModuleFile: "test.example", "module: \"test.example/a/b@v1\"": "test.example/a/b", "module: \"test.example\"": "test.example", "\"module\": #\"test.example\"#": "test.example",
		"module: \"test\\u002eexample@v0\"": "test.example", "custom: module: \"other.example\"\nmodule: \"test.example\"": "test.example",
		"text: \"\"\"\n\tmodule: \"other.example\"\n\t\"\"\"\nmodule: \"test.example\"": "test.example", "// module: \"other.example\"\nmodule: \"test.example\"": "test.example",
		"x: 1": "-", "module: x": "-", "module: \"": "-", "{module: \"x\"}": "-", "": "-",
	} {
		got, ok := ModulePath([]byte(text))
		if !ok {
			got = "-"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
