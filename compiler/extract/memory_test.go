package extract

import (
	"fmt"
	"testing"

	"cuelang.org/go/cue/ast"

	"provc/compiler/value"
)

// everything reads all entities of a text, in a batch.
func everything(t *testing.T, text string, m *Memory) (all []string) {
	t.Helper()
	_, file, from := extracted(t, text)
	if from == nil {
		return nil
	}
	r := reader(file, from)
	r.IsNeutral = func(x *ast.SelectorExpr) bool {
		spec, ok := x.X.(*ast.Ident).Node.(*ast.ImportSpec)
		return ok && spec.Path.Value == `"x.example/s"`
	}
	if r.Memory = m; m != nil {
		r.Prepare(from, file)
	}
	b := r.Batch()
	for i := range from.Len() {
		b.Read(from, i)
	}
	entities := b.Entities()
	for i := range entities.Len() {
		f, _ := entities.At(i, nil)
		all = append(all, fmt.Sprintf("%s %v %s", f.Label, f.Pos, places(f.Value)))
	}
	if m != nil {
		m.Forget()
	}
	return all
}

// places shows a value with where it stands.
func places(n *value.Node) string {
	s := fmt.Sprintf("%v=%s", n.Pos, n.Text)
	for _, f := range n.Fields {
		s += fmt.Sprintf(" %s@%v{%s}", f.Label, f.Pos, places(f.Value))
	}
	for _, item := range n.Items {
		s += " [" + places(item) + "]"
	}
	return s
}

// Who remembers reads what who remembers nothing reads, whatever changed around an entity
// that is the same text.
func TestMemory(t *testing.T) {
	const entity = "ann: _t & s.#User & {\n\t\tparams: {a: 1}\n\t}\n"
	text := func(path, template, before, indent string) string {
		return "import \"" + path + "\"\n" + template + "\n" + before + "d: s.#D & {users: {\n" + indent + entity + "}}\n"
	}
	first := text("x.example/s", "_t: params: b: 2", "", "\t")
	for _, second := range []string{
		first,
		text("x.example/s", "_t: params: b: 3", "", "\t"),
		text("x.example/s", "_t: params: b: \"2\"", "", "\t"),
		text("x.example/s", "_t: params: b: [2]", "", "\t"),
		text("x.example/s", "_t: params: c: 2", "", "\t"),
		text("x.example/s", "_t:  params: b: 2", "", "\t"),
		text("x.example/s", "\n_t: params: b: 2", "", "\t"),
		text("x.example/s", "_t: params: b: _u\n_u: {}", "", "\t"),
		text("x.example/s", "_t: params: {b: 2, a: {}}", "", "\t"), // CUE says that a is two things
		text("x.example/s", "_t: {}\n_t: params: b: 2", "", "\t"),  // CUE's to say
		text("x.example/s", "_t: _u\n_u: params: b: 2", "", "\t"),
		text("x.example/s", "_t: params: b: 2", "\n\n", "\t"),
		text("x.example/s", "_t: params: b: 2", "", "\t\t\t"),
		text("other.example/s", "_t: params: b: 2", "", "\t"),
	} {
		m := &Memory{}
		for _, text := range []string{first, second, first, second} {
			if got, want := fmt.Sprint(everything(t, text, m)), fmt.Sprint(everything(t, text, nil)); got != want {
				t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
			}
		}
	}
}

// Much that was typed and is no longer there is forgotten; what is there is not.
func TestMemoryForgets(t *testing.T) {
	m := &Memory{}
	for i := range 50 {
		everything(t, fmt.Sprintf("d: users: {ann: label: \"Ann\", ben: label: \"%d\"}\n", i), m)
		n := 0
		for _, of := range m.entities {
			n += len(of)
		}
		if n < 2 || n > 4 {
			t.Fatalf("%d entities are remembered", n)
		}
	}
}
