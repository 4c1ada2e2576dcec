package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers are the packages of the compiler that others build on, those that bring
// everything together, and the vendors.
type layers struct{ low, high, vendors []string }

// rooms are those of the vendors, as data goes down them; the vendor's package brings them
// together.
var rooms = []string{"facts", "census", "kind", "call", "reliance", "offer", "relations", "files", "readers"}

// oneOf returns the name in a folder that a package has or lies below, if it is one
// of those given.
func oneOf(pkg, folder string, names []string) string {
	rest, ok := strings.CutPrefix(pkg, folder)
	if name, _, _ := strings.Cut(rest, "/"); ok && slices.Contains(names, name) {
		return name
	}
	return ""
}

// refuses says why a package must not import another, or nothing.
func (l layers) refuses(pkg, imported string) string {
	switch {
	case pkg == "compiler/handset/server": // of whose answers nothing is built
	case strings.HasPrefix(imported, "net/") && imported != "net/url" || imported == "net":
		return "a build has no network"
	case imported == "text/template":
		return "text that is put together is not escaped"
	case imported == "encoding/xml" && pkg != "compiler/diag" && path.Base(pkg) != "deploytest": // which reads files as phones do
		return "files for phones are trees of package xmlfile"
	}
	imported, ours := strings.CutPrefix(imported, "provc/")
	if !ours {
		return ""
	}
	if strings.HasPrefix(pkg, "compiler") && strings.HasPrefix(imported, "cmd/") {
		return "the compiler knows no command"
	}
	if shared := imported == "cmd/provc/cli" || imported == "cmd/provc/vendors"; strings.HasPrefix(imported, "cmd/provc/") && !shared && pkg != "cmd/provc" && pkg != "cmd/provc/vendors" {
		return "folders of commands have cli in common, and know nothing of each other"
	}
	if oneOf(pkg, "compiler/", l.low) != "" && (imported == "compiler" || oneOf(imported, "compiler/", slices.Concat(l.high, l.vendors)) != "") {
		return "nothing imports upward"
	}
	for _, v := range l.vendors {
		of := "compiler/" + v + "/"
		if at := slices.Index(rooms, strings.TrimPrefix(pkg, of)); at >= 0 && strings.HasPrefix(pkg, of) &&
			(imported+"/" == of || slices.Index(rooms, strings.TrimPrefix(imported, of)) > at) {
			return "nothing imports upward in a vendor's rooms"
		}
	}
	for _, folder := range []string{"compiler/", "cmd/provc/"} {
		v := oneOf(imported, folder, l.vendors)
		if v != "" && pkg != folder+"vendors" && oneOf(pkg, "compiler/", l.vendors) != v && oneOf(pkg, "cmd/provc/", l.vendors) != v {
			return "only the registry and the vendor's own packages name a vendor"
		}
	}
	return ""
}

// Principles that imports can break: nothing imports upward, a vendor is known by
// its own folders and the registry alone, a build has no network, and files are not
// made of text.
func TestImports(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	l := layers{
		low:  []string{"accesslog", "artifact", "cache", "catalogue", "diag", "inventory", "evaluate", "extract", "handset", "layout", "load", "meant", "mend", "secret", "syntax", "trace", "value", "xmlfile", "table"},
		high: []string{"ask", "diff", "digest", "drift", "editor", "effective", "explain", "fetched", "importer", "lsp", "output", "rehearsal", "root", "upgrade", "vendor", "vendored", "vendors"},
	}
	schemas, err := filepath.Glob(filepath.Join(root, "schema", "*", "deployment.cue"))
	if err != nil || len(schemas) < 2 {
		t.Fatal(schemas, err)
	}
	for _, name := range schemas {
		l.vendors = append(l.vendors, filepath.Base(filepath.Dir(name)))
	}
	n := 0
	look := func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		pkg := path.Dir(filepath.ToSlash(rel))
		for _, spec := range file.Imports {
			n++
			imported, _ := strconv.Unquote(spec.Path.Value)
			if why := l.refuses(pkg, imported); why != "" {
				t.Errorf("%s imports %s: %s", rel, imported, why)
			}
		}
		return err
	}
	for _, top := range []string{"cmd", "compiler", "schema"} {
		if err := filepath.WalkDir(filepath.Join(root, top), look); err != nil {
			t.Fatal(err)
		}
	}
	if n < 500 {
		t.Errorf("only %d imports were read", n)
	}
}
