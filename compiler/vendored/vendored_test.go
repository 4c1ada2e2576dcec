package vendored

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"

	"provc/compiler/catalogue"
	"provc/compiler/lookup"
	"provc/compiler/vendors"
	"provc/schema"
)

// made are the files for all vendors.
func made(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := Files(vendors.All().Catalogues())
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func parse(t *testing.T, name string, text []byte, options ...parser.Option) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(name, text, options...)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// bare is a file without comments and blank lines.
func bare(t *testing.T, name string, text []byte) string {
	t.Helper()
	out, err := format.Node(parse(t, name, text))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// What is vendored is the schema with further comments, and one file for each vendor in
// which CUE sees nothing.
func TestMeansTheSchema(t *testing.T) {
	t.Parallel()
	files := made(t)
	err := fs.WalkDir(schema.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		want, err := fs.ReadFile(schema.FS, name)
		if got := files[name]; bare(t, name, got) != bare(t, name, want) {
			t.Errorf("%s is another", name)
		}
		delete(files, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if path.Base(name) != patternsFile {
			t.Errorf("%s is not in the schema", name)
		}
		for _, d := range parse(t, name, text).Decls {
			f, ok := d.(*ast.Field)
			if !ok || label(f) == "_patterns" {
				continue
			}
			body := f.Value.(*ast.StructLit)
			c, ok := body.Elts[0].(*ast.Comprehension)
			if !ok || len(body.Elts) != 1 || len(c.Clauses) != 1 {
				t.Fatalf("%s: %s has more than a condition", name, label(f))
			}
			if condition, _ := format.Node(c.Clauses[0].(*ast.IfClause).Condition); string(condition) != "false" {
				t.Errorf("%s: %s is not out of CUE's sight", name, label(f))
			}
		}
	}
	if len(files) != len(vendors.All()) {
		t.Errorf("%d files beside the schema", len(files))
	}
}

// The same schema gives the same bytes, laid out as CUE's own formatter does.
func TestLayout(t *testing.T) {
	t.Parallel()
	again := made(t)
	for name, text := range made(t) {
		if !bytes.Equal(text, again[name]) {
			t.Errorf("%s is another each time", name)
		}
		if laid, err := format.Source(text); err != nil || !bytes.Equal(laid, text) {
			t.Errorf("%s is not laid out: %v", name, err)
		}
	}
}

// Each parameter has, above its field, what it is about and all that is known of it;
// one with an index where language servers look for it, too.
func TestComments(t *testing.T) {
	t.Parallel()
	files := made(t)
	n := 0
	for _, v := range vendors.All() {
		declared := map[string]int{} // comments above fields, however often
		for name, text := range files {
			if path.Dir(name) != v.Name() || path.Base(name) == patternsFile {
				continue
			}
			ast.Walk(parse(t, name, text, parser.ParseComments), func(x ast.Node) bool {
				if f, ok := x.(*ast.Field); ok {
					declared[above(f)]++
				}
				return true
			}, nil)
		}
		patterns := parse(t, patternsFile, files[path.Join(v.Name(), patternsFile)], parser.ParseComments)
		for _, h := range lookup.All([]*catalogue.Schema{v.Schema()}) {
			n++
			e := lookup.Describe(h)
			want := strings.TrimSpace(e.About + "\n\n" + e.Comment())
			if declared[flat(want)] == 0 {
				t.Errorf("%s: nothing says %q", e.Name, want)
			}
			if len(h.Param.Indexes) == 0 {
				continue
			}
			f := find(patterns.Decls, append([]string{"_patterns", paramsType}, h.Param.First().Labels...))
			if f == nil {
				t.Errorf("%s is not among the patterns", e.Name)
			} else if said := above(f); said != flat(want) {
				t.Errorf("%s: the patterns say %q, not %q", e.Name, said, want)
			}
		}
	}
	if n < 2000 {
		t.Errorf("only %d parameters were looked at", n)
	}
}

// above is the comment above a field, in one line.
func above(f *ast.Field) string {
	var said []string
	for _, g := range ast.Comments(f) {
		if g.Doc {
			said = append(said, g.Text())
		}
	}
	return flat(strings.Join(said, " "))
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// find goes down some labels as language servers do: by name, else by the ellipsis of a
// list.
func find(decls []ast.Decl, labels []string) *ast.Field {
	for _, d := range decls {
		switch d := d.(type) {
		case *ast.Field:
			if label(d) != labels[0] {
				continue
			}
			if len(labels) == 1 {
				return d
			}
			if body, ok := d.Value.(*ast.StructLit); ok {
				if f := find(body.Elts, labels[1:]); f != nil {
					return f
				}
			}
		case *ast.EmbedDecl:
			list, ok := d.Expr.(*ast.ListLit)
			if !ok || len(labels) == 1 {
				continue
			}
			if body, ok := list.Elts[0].(*ast.Ellipsis).Type.(*ast.StructLit); ok {
				if f := find(body.Elts, labels[1:]); f != nil {
					return f
				}
			}
		}
	}
	return nil
}

// A comment says a parameter's range, default, restart and file.
func TestCommentOfOne(t *testing.T) {
	t.Parallel()
	files := made(t)
	for name, want := range map[string]string{
		"spectralink/params_prov.cue": `
		// Minutes without use after which the user is logged out; 0 never logs out (CS-15-10).
		//
		// A whole number from 0 to 46000. Default: 0. Whether a change restarts the phone is unknown. In site.cfg.
		automaticLogout?: `,
		"spectralink/patterns.cue": `
	users?: [...#User]
`,
		"cisco/params_mobility.cue": `
	//
	// True or false. Default: No. Whether a change restarts the phone is unknown. In the profiles of those for whom it is declared. Models: SPA50x, SPA30x, SPA525G2.
`,
		"cisco/patterns.cue": `
	Display_Name_12_?: _
`,
	} {
		if !strings.Contains(string(files[name]), want) {
			t.Errorf("%s lacks %s", name, want)
		}
	}
}
