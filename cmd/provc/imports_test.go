package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Principles that imports can break: nothing imports upward, a vendor is known by
// its own folders and the registry alone, a build has no network, and files are not
// made of text.
func TestImports(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	vendors, err := filepath.Glob(filepath.Join(root, "schema", "*", "deployment.cue"))
	if err != nil || len(vendors) < 2 {
		t.Fatal(vendors, err)
	}
	for i, name := range vendors {
		vendors[i] = filepath.Base(filepath.Dir(name))
	}
	// Packages that others build on, and those that bring everything together.
	low := []string{"artifact", "cache", "catalogue", "diag", "inventory", "secret", "source", "xmlfile"}
	high := append([]string{"diff", "effective", "output", "vendor", "vendors"}, vendors...)
	below := func(pkg, folder string, names []string) string {
		rest, ok := strings.CutPrefix(pkg, folder)
		name, _, _ := strings.Cut(rest, "/")
		if ok && slices.Contains(names, name) {
			return name
		}
		return ""
	}
	n := 0
	check := func(pkg, imported string) {
		n++
		refuse := func(why string) { t.Errorf("%s imports %s: %s", pkg, imported, why) }
		switch {
		case strings.HasPrefix(imported, "net/") && imported != "net/url" || imported == "net":
			refuse("a build has no network")
		case imported == "text/template":
			refuse("text that is put together is not escaped")
		case imported == "encoding/xml" && pkg != "compiler/diag":
			refuse("files for phones are trees of package xmlfile")
		}
		imported, ours := strings.CutPrefix(imported, "provc/")
		if !ours {
			return
		}
		if strings.HasPrefix(pkg, "compiler") && strings.HasPrefix(imported, "cmd/") {
			refuse("the compiler knows no command")
		}
		if below(pkg, "compiler/", low) != "" && (imported == "compiler" || below(imported, "compiler/", high) != "") {
			refuse("nothing imports upward")
		}
		for _, folder := range []string{"compiler/", "cmd/provc/"} {
			v := below(imported, folder, vendors)
			if v != "" && pkg != folder+"vendors" && below(pkg, "compiler/", vendors) != v && below(pkg, "cmd/provc/", vendors) != v {
				refuse("only the registry and the vendor's own packages name a vendor")
			}
		}
	}
	for _, top := range []string{"cmd", "compiler", "schema"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, name)
			for _, spec := range file.Imports {
				imported, _ := strconv.Unquote(spec.Path.Value)
				check(path.Dir(filepath.ToSlash(rel)), imported)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 500 {
		t.Errorf("only %d imports were read", n)
	}
}
