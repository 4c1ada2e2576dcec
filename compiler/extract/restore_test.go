package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
)

// words are the syntax of a file, but for comments and braces that need not be: entities
// are put back in a struct of its own.
func words(t testing.TB, file *ast.File) string {
	t.Helper()
	if _, err := format.Node(file); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	ast.Walk(file, func(n ast.Node) bool {
		if _, ok := n.(*ast.CommentGroup); ok {
			return false // nor is the end of it gone over
		}
		fmt.Fprintf(&b, "(%s ", strings.TrimPrefix(fmt.Sprintf("%T", n), "*ast."))
		switch n := n.(type) {
		case *ast.Ident:
			b.WriteString(n.Name)
		case *ast.BasicLit:
			b.WriteString(n.Value)
		case *ast.UnaryExpr:
			b.WriteString(n.Op.String())
		case *ast.BinaryExpr:
			b.WriteString(n.Op.String())
		case *ast.Attribute:
			b.WriteString(n.Text)
		case *ast.Field:
			b.WriteString(n.Constraint.String())
		}
		return true
	}, func(ast.Node) { b.WriteString(")") })
	return b.String()
}

// texts are packages with entities, for tests and fuzzing.
var texts = []string{
	"d: {users: {ann: {a: 1}, ben: {}}, phones: {\"0090\": {b: \"x\"}}}\n",
	"d: users: ann: {}\nd: users: ben: x: 1\n\n// doc\nd: users: {\n\t// doc\n\tcarla: {} // line\n\tx, y: z\n}\n",
	"import \"x.example/s\"\n\nd: s.#D & {users: {a: s.#User & _t, b: {_t, c: [1, -2]}}, params: x: \"\\(a.b)\"} & {users: {c: {}} & {e: {}}}\n_t: x: 1\n",
	"d: {users: ann: {}, users: ben: x, users: carla: {}}\nx: 1\n",
	"d: {users: {ann: {}\nben: {}\n, carla: {}\n\t,\n}, }",
	"d: users: ann: {a: \"\"\"\n\tx\n\t\"\"\"}\n",
	"d: {users: {ann: {}, for x in y {(x): {}}, ben: {}, if z {w: {}}, carla: {}, ...}}\n",
	"d: {users: {x: {} @y(z), ann: {}}, \"phones\": \"a\": {}}\r\n",
	"d: \"\\(1)\"\ne: users: ann: {}\n", "d: users: {ann: {}} | {ben: {}}",
}

func TestRestore(t *testing.T) {
	for _, text := range texts {
		restores(t, text)
	}
}

// restores takes entities out of a text and puts them back, one after the other or all
// at once.
func restores(t *testing.T, text string) {
	t.Helper()
	whole, err := parser.ParseFile("a.cue", text, parser.ParseComments)
	if err != nil {
		return
	}
	found, ok := find("a.cue", []byte(text), nil)
	if !ok {
		return
	}
	want := words(t, whole)
	for _, step := range []int{1, 2, found.Len() + 1} {
		file, err := parser.ParseFile("a.cue", found.rest(), parser.ParseComments)
		if err != nil {
			t.Fatalf("%q: what is left does not parse: %v", text, err)
		}
		all := make([]int, found.Len())
		for i := range all {
			all[i] = i
		}
		for some := range slices.Chunk(all, step) {
			if err := found.Restore(file, some); err != nil {
				t.Fatalf("%q: %v", text, err)
			}
		}
		if got := words(t, file); got != want {
			t.Fatalf("%q:\nwant %s\ngot  %s", text, want, got)
		}
		places := func(f *ast.File) (all []string) {
			ast.Walk(f, func(n ast.Node) bool {
				if f, ok := n.(*ast.Field); ok {
					all = append(all, fmt.Sprint(f.Label.Pos(), f.Value.Pos()))
				}
				return true
			}, nil)
			return all
		}
		if want, got := places(whole), places(file); found.Len() > 0 && !strings.Contains(text, "users: ") && !slices.Equal(want, got) {
			t.Fatalf("%q:\nwant %s\ngot  %s", text, want, got)
		}
	}
}

// What is put back is resolved where it stands.
func TestRestoreResolves(t *testing.T) {
	p, file, _ := extracted(t, "import \"x.example/s\"\nd: s.#D & {users: {ann: s.#User & _t}}\n_t: {}\n")
	if err := p.Restore(file); err != nil {
		t.Fatal(err)
	}
	resolved := 0
	ast.Walk(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && (id.Name == "s" || id.Name == "_t") && id.Node != nil {
			resolved++
		}
		return true
	}, nil)
	if resolved != 3 {
		t.Errorf("%d names are resolved, want 3", resolved)
	}
	if p.Extracted(file) != nil {
		t.Error("nothing is extracted any more")
	}
	if err := p.Restore(file); err != nil || p.Restore(&ast.File{}) != nil {
		t.Error(err)
	}
	// An entity that is not valid CUE is found only when it is put back.
	found, _ := find("a.cue", []byte("d: {users: {ann: {a: 1 2}, ben: {}}}\n"), nil)
	file, err := parser.ParseFile("a.cue", found.rest())
	if err != nil {
		t.Fatal(err)
	}
	if err := found.Restore(file, []int{0, 1}); err == nil || position(errors.Errors(err)[0].Position()) != (diag.Pos{File: "short/a.cue", Line: 1, Column: 24}) {
		t.Errorf("%v at %v", err, position(errors.Errors(err)[0].Position()))
	}
}

// Small files are not searched, nor are those that are vendored; mistakes are told of
// the whole text.
func TestParse(t *testing.T) {
	const entity = "d: users: ann: {}\n"
	long := entity + strings.Repeat("// x\n", 2<<10)
	short := func(size int) string { return entity + "//" + strings.Repeat("x", size-len(entity)-2) }
	for _, test := range []struct {
		name, text string
		from       int
		want       bool
	}{
		{"a.cue", entity, 0, false}, {"a.cue", entity, 1, true}, {"a.cue", entity, len(entity), true}, {"a.cue", entity, len(entity) + 1, false},
		{"a.cue", long, 0, true}, {"a.cue", short(2 << 10), 0, true}, {"a.cue", short(2<<10 - 1), 0, false}, {"a.cue", long, 1 << 30, false},
		{"/x/cue.mod/pkg/a.cue", long, 0, false}, {"/x/cue.mods/a.cue", long, 0, true},
		{"a.cue", "d: users: ann: x\n", 1, false}, {"a.cue", "import \"x.example/s\"\nd: users: ann: s.#U\n", 1, false},
	} {
		p := &Parser{Name: func(s string) string { return s }, From: test.from}
		file, err := p.Parse(test.name, []byte(test.text), parser.NewConfig())
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Extracted(file) != nil; got != test.want {
			t.Errorf("%s of %d bytes, from %d: %v", test.name, len(test.text), test.from, got)
		}
	}
	p := &Parser{Name: func(s string) string { return s }, From: 1}
	for text, want := range map[string]string{"d: {users: {ann: {}}, x: 1 2}": "a.cue:1:28", "d: {users: {ann: {}}\n": "a.cue:2:1", "d: {users: {ann: {}}}\nx: }": "a.cue:2:4"} {
		_, err := p.Parse("a.cue", []byte(text), parser.NewConfig())
		_, plain := parser.ParseFile("a.cue", text)
		if err == nil || plain == nil || err.Error() != plain.Error() {
			t.Errorf("%s: %v, want %v (%s)", text, err, plain, want)
		}
	}
}
