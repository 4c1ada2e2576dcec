package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/compiler/vendors"
)

// A vendor is named in its own folders and in the registries alone: a third one changes no
// other file. Comments may take one for an example.
func TestVendorNames(t *testing.T) {
	t.Parallel()
	var names []string
	for _, v := range vendors.All() {
		names = append(names, v.Name())
	}
	named := regexp.MustCompile(`(?i)\b(` + strings.Join(names, "|") + `)\b`)
	root := filepath.Join("..", "..")
	n := 0
	look := func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rooms := strings.Split(path.Dir(filepath.ToSlash(rel)), "/")
		ofVendor := func(room string) bool { return slices.Contains(names, room) || room == "vendors" }
		if slices.ContainsFunc(rooms, ofVendor) || strings.HasSuffix(rooms[len(rooms)-1], "test") {
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			return err
		}
		n++
		tell := func(at token.Pos, text string) {
			if word := named.FindString(text); word != "" {
				t.Errorf("%s:%d names %s", rel, files.Position(at).Line, word)
			}
		}
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.Ident:
				tell(node.Pos(), node.Name)
			case *ast.BasicLit:
				tell(node.Pos(), node.Value)
			}
			return true
		})
		return nil
	}
	for _, top := range []string{"cmd", "compiler"} {
		if err := filepath.WalkDir(filepath.Join(root, top), look); err != nil {
			t.Fatal(err)
		}
	}
	if n < 200 {
		t.Errorf("only %d files were read", n)
	}
}
