package load

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/filetest"
)

// A file stands for the package that reads it, or for all that may.
func TestHolders(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{
		"cue.mod/module.cue", "cue.mod/pkg/a.example/x/x.cue", "wards/wards.cue", "wards/data/people.csv", "lib/lib.cue", "tables/people.csv",
		"other/cue.mod/module.cue", "other/desks/desks.cue", "_old/old.cue",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		filetest.Put(t, name, "package x\n")
	}
	for _, test := range []struct{ at, patterns, packages, modules string }{
		{"", "./... ./wards", "./... ./wards", ""},
		{"", "", "", ""},
		{"", "wards/wards.cue", "./wards", "./..."},
		{"", "wards/data/people.csv wards/wards.cue lib/lib.cue", "./lib ./wards", "./..."},
		{"", "tables/people.csv", "./...", "./..."},
		{"", "tables/people.csv wards/wards.cue ./wards", "./...", "./... ./wards"},
		{"", "cue.mod/pkg/a.example/x/x.cue", "./...", "./..."},
		{"", "_old/old.cue", "./...", "./..."},
		{"", "other/desks/desks.cue wards/wards.cue", "./other/desks ./wards", "./... ./other/..."},
		{"wards", "wards.cue data/people.csv", ".", "DIR/..."},
		{"wards", "../lib/lib.cue", "DIR/lib", "DIR/..."},
		{"", "wards/none.cue", "wards/none.cue", ""},
	} {
		l, err := New(Config{Dir: filepath.Join(dir, test.at)})
		if err != nil {
			t.Fatal(err)
		}
		packages, modules, err := l.Holders(strings.Fields(test.patterns))
		if err != nil {
			t.Fatal(err)
		}
		short := func(list []string) string {
			return strings.ReplaceAll(strings.Join(list, " "), filepath.ToSlash(dir), "DIR")
		}
		if short(packages) != test.packages || short(modules) != test.modules {
			t.Errorf("%s in %q: %q of %q, want %q of %q", test.patterns, test.at, short(packages), short(modules), test.packages, test.modules)
		}
	}
}

// A file beside no CUE, in no module, is of no package.
func TestHoldersOfNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "people.csv"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	l, err := New(Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	beside := t.TempDir()
	filetest.Write(t, beside, map[string]string{"a.cue": "package p\n", "people.csv": ""})
	if l, err := New(Config{Dir: beside}); err != nil {
		t.Error(err)
	} else if packages, modules, err := l.Holders([]string{"people.csv"}); err != nil || strings.Join(packages, " ") != "." || strings.Join(modules, " ") != "./..." {
		t.Errorf("beside a package in no module: %q of %q, %v", packages, modules, err)
	}
	if _, _, err := l.Holders([]string{"people.csv"}); err == nil || !strings.HasPrefix(err.Error(), "no package holds people.csv: ") {
		t.Error(err)
	}
}
