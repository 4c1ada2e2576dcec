package fingerprint

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cache"
	"provc/compiler/load"
	"provc/compiler/load/loadtest"
)

func loader(t testing.TB, dir string) *load.Loader {
	t.Helper()
	l, err := load.New(load.Config{Dir: dir, Schema: loadtest.Schema, Module: loadtest.SchemaModule})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// A fingerprint changes with everything that its package is made of, and with nothing
// else.
func TestFingerprints(t *testing.T) {
	files := map[string]string{
		"cue.mod/module.cue":            loadtest.ModuleFile,
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
		prints, ok := Of(loader(t, filepath.Join(append([]string{dir}, at...)...)), "./...")
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
	loadtest.Write(t, dir, files)
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
		loadtest.Write(t, dir, map[string]string{name: text})
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
		loadtest.Write(t, dir, map[string]string{name: files[name]})
	}
	if again := keys(dir); !maps.Equal(before, again) {
		t.Error("the same has another key")
	}
	// Places in findings are relative to where the command runs, so a key is, too.
	if below := keys(dir, "ab"); below["."] == before["ab"] || len(below) != 2 {
		t.Error("a key does not depend on where the command runs")
	}
	moved := t.TempDir()
	loadtest.Write(t, moved, files)
	if there := keys(moved); !maps.Equal(before, there) {
		t.Error("a key depends on where a checkout lies")
	}
	prints, ok := Of(loader(t, dir))
	if !ok || len(prints) != 1 || prints[0].Dir != "." || prints[0].Key != before["."] {
		t.Error(prints, ok)
	}
	prints, ok = Of(loader(t, dir), "./ab", "./lib")
	if !ok || len(prints) != 2 || prints[0].Key != before["ab"] || prints[1].Key != before["lib"] {
		t.Error(prints, ok)
	}
}

// A folder outside any module has a key of its files and of those that it imports of
// itself.
func TestFingerprintsOutsideModules(t *testing.T) {
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"a.cue": "package p\nimport \"local.provc.internal/lib\"\n", "lib/l.cue": "package lib\n"})
	key := func() cache.Key {
		prints, ok := Of(loader(t, dir), ".")
		if !ok || len(prints) != 1 {
			t.Fatal(prints, ok)
		}
		return prints[0].Key
	}
	before := key()
	loadtest.Write(t, dir, map[string]string{"lib/l.cue": "package lib\nx: 1\n"})
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
		"another module":  {"a.cue": "package p\nimport \"test.example/sub\"\n", "sub/cue.mod/module.cue": loadtest.ModuleFile, "sub/s.cue": "package sub\n"},
		"module below":    {"a.cue": "package p\n", "sub/cue.mod/module.cue": loadtest.ModuleFile, "sub/s.cue": "package sub\n"},
		"one letter":      {"a.cue": "package p\n", "s/s.cue": "package p\n"},
		"one letter deep": {"a.cue": "package p\n", "s/deep/s.cue": "package p\n"},
		"empty above":     {"a.cue": "package p\n", "more/b.cue": "x: 1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if _, has := files["cue.mod/x.txt"]; !has {
				loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile})
			}
			loadtest.Write(t, dir, files)
			if prints, ok := Of(loader(t, dir), "./..."); ok {
				t.Error(prints)
			}
		})
	}
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile, "a.cue": "package p\n", "empty/x.txt": "x"})
	for _, pattern := range []string{"test.example", "./nowhere", "./a.cue", "./empty"} {
		if prints, ok := Of(loader(t, dir), pattern); ok {
			t.Errorf("%s: %v", pattern, prints)
		}
	}
	if prints, ok := Of(loader(t, dir), "./..."); !ok || len(prints) != 1 {
		t.Error("the twin has a fingerprint")
	}
	if os.Symlink("a.cue", filepath.Join(dir, "link.cue")) == nil {
		if prints, ok := Of(loader(t, dir), "."); ok {
			t.Errorf("a link: %v", prints)
		}
	}
	os.Remove(filepath.Join(dir, "link.cue"))
	inModule := filepath.Join(dir, "cue.mod", "x.cue")
	if os.Symlink("../a.cue", inModule) == nil {
		if prints, ok := Of(loader(t, dir), "."); ok {
			t.Errorf("a link among what is vendored: %v", prints)
		}
		os.Remove(inModule)
	}
	if prints, ok := Of(loader(t, dir), "."); !ok || len(prints) != 1 {
		t.Error("the twin has a fingerprint")
	}
	loadtest.Write(t, dir, map[string]string{"a.cue": "@extern(embed)\npackage p\n"})
	large := filepath.Join(dir, "large.bin")
	if f, err := os.Create(large); err != nil || f.Truncate(64<<20) != nil || f.Close() != nil {
		t.Fatal(err)
	}
	if prints, ok := Of(loader(t, dir), "."); ok { // with a.cue, that is more than 64 MB
		t.Errorf("too much to embed: %v", prints)
	}
	os.Remove(large)
	if _, ok := Of(loader(t, dir), "."); !ok {
		t.Error("the twin has no fingerprint")
	}
	os.Remove(filepath.Join(dir, "link.cue"))
	if os.Symlink("nowhere", filepath.Join(dir, "x.json")) == nil {
		if prints, ok := Of(loader(t, dir), "."); ok {
			t.Errorf("a link to embed: %v", prints)
		}
	}
}
