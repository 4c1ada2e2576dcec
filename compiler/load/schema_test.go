package load_test

import (
	"os"
	"path/filepath"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"provc/compiler/load"
	"provc/compiler/load/fingerprint"
	"provc/schema"
)

// A schema that lies vendored in the module is never read in the place of the stub,
// not even if the module's files were read before, for a fingerprint.
func TestVendoredSchemaIsHidden(t *testing.T) {
	dir := t.TempDir()
	vendored := filepath.Join(dir, "cue.mod", "pkg", schema.Module)
	if err := os.CopyFS(vendored, schema.FS); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"cue.mod/module.cue": "module: \"t.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"a.cue":              "package a\nimport \"provc.internal/schema/spectralink\"\nx: spectralink.#User\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	l, err := load.New(load.Config{Dir: dir, Schema: schema.FS, Module: schema.Module})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := fingerprint.Of(l, "."); !ok {
		t.Fatal("no fingerprint")
	}
	parse := func(name string, text []byte, cfg parser.Config) (*ast.File, error) {
		return parser.ParseFile(name, text, cfg)
	}
	units, err := l.Find(parse, ".")
	if err != nil || !units[0].Loads() {
		t.Fatal(err, units[0].Inst.Err)
	}
	declarations := func(name string) (n int) {
		for inst := range load.WithImports(units[0].Inst) {
			for _, f := range inst.Files {
				for _, d := range f.Decls {
					if field, ok := d.(*ast.Field); ok {
						if label, _, _ := ast.LabelName(field.Label); label == name {
							n++
							if id, ok := field.Value.(*ast.Ident); !ok || id.Name != "_" {
								t.Errorf("%s is not a stub in %s", name, f.Filename)
							}
						}
					}
				}
			}
		}
		return n
	}
	if n := declarations("#User"); n != 1 {
		t.Errorf("#User is declared %d times", n)
	}
	if !l.IsKnown(units[0]) {
		t.Error("the package was fingerprinted, but is not known")
	}
}
