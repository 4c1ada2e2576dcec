package schema_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/schema"
)

// What people import keeps its name, and needs nothing else.
func TestModule(t *testing.T) {
	if schema.Module != "provc.internal/schema" {
		t.Errorf("the module is %s", schema.Module)
	}
	const want = "module: \"provc.internal/schema@v0\"\nlanguage: version: \"v0.17.0\"\nsource: kind: \"self\"\n"
	if string(schema.ModuleFile) != want {
		t.Errorf("cue.mod/module.cue is\n%s", schema.ModuleFile)
	}
	for vendor := range vendors {
		names, err := fs.Glob(schema.FS, vendor+"/*")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := schema.FS.ReadFile(name)
			if err != nil || !strings.Contains("\n"+string(text), "\npackage "+vendor+"\n") {
				t.Errorf("%s is not of package %s", name, vendor)
			}
		}
	}
}

// The program has all files of the schema in it, of vendors that tests know.
func TestAllIsEmbedded(t *testing.T) {
	files, err := filepath.Glob("*/*.cue")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		vendor, _ := filepath.Split(file)
		vendor = filepath.Clean(vendor)
		if vendor == "cue.mod" {
			continue
		}
		if _, known := vendors[vendor]; !known {
			t.Errorf("%s is of a vendor without a table", file)
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := schema.FS.ReadFile(filepath.ToSlash(file)); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s is not embedded", file)
		}
	}
}
