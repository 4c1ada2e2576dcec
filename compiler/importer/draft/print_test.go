package draft_test

import (
	"strings"
	"testing"

	"provc/compiler/importer/draft"
)

func field(label string, v *draft.Value) *draft.Field { return &draft.Field{Label: label, Value: v} }

func fields(all ...*draft.Field) *draft.Value { return &draft.Value{Fields: all} }

// CUE is written as a colleague would: on one line what fits there and is no more than a
// handful, a chain of labels without braces, and what stands beside a field with it.
func TestSnippet(t *testing.T) {
	t.Parallel()
	text, n := draft.NewText, draft.NewInt
	six := fields()
	for _, l := range []string{"a", "b", "c", "d", "e", "f"} {
		six.Add(l, n(1))
	}
	wide := func(room int) *draft.Value { // {x: "…", y: 1} of so many characters
		return fields(field("x", text(strings.Repeat("w", room-len(`{x: "", y: 1}`)))), field("y", n(1)))
	}
	commented := field("x", n(1))
	commented.Comments = []string{"why\n  so", strings.Repeat("word ", 20)}
	from := field("x", n(1))
	from.Origin = "site.cfg:3"
	for _, c := range []struct {
		v    *draft.Value
		want string
	}{
		{n(7), "v: 7"},
		{draft.NewBool(true), "v: true"},
		{text("a\"b\\(c)\nd"), `v: "a\"b\\(c)\nd"`},
		{&draft.Value{Kind: draft.Secret, Text: "pw"}, `v: secret: "pw"`},
		{fields(field("a", fields(field("b", n(1))))), "v: a: b: 1"},
		{fields(field("a", n(1)), field("b", n(2))), "v: {a: 1, b: 2}"},
		{fields(field("a", text("x\ny")), field("b", n(2))), "v: {\n\ta: \"x\\ny\"\n\tb: 2\n}"},
		{fields(six.Fields[:5]...), "v: {a: 1, b: 1, c: 1, d: 1, e: 1}"},
		{six, "v: {\n\ta: 1\n\tb: 1\n\tc: 1\n\td: 1\n\te: 1\n\tf: 1\n}"},
		{wide(80), "v: {x: \"" + strings.Repeat("w", 67) + "\", y: 1}"},
		{wide(81), "v: {\n\tx: \"" + strings.Repeat("w", 68) + "\"\n\ty: 1\n}"},
		{fields(commented, field("y", n(2))), "v: {\n\t// why so\n\t// " + strings.TrimSpace(strings.Repeat("word ", 16)) + "\n\t// " + strings.TrimSpace(strings.Repeat("word ", 4)) + "\n\tx: 1\n\ty: 2\n}"},
		{fields(from), "v: x: 1 // site.cfg:3"},
		{fields(field("_x", n(1)), field("a-b", n(2)), field("9", n(3)), field("ok_1", n(4))), `v: {"_x": 1, "a-b": 2, "9": 3, ok_1: 4}`},
		{fields(field("p", &draft.Value{With: []string{"_desk", "_lab"}, Fields: fields(field("a", n(1))).Fields}), field("q", n(2))), "v: {p: _desk & _lab & {a: 1}, q: 2}"},
		{fields(), "v: {}"},
		{draft.NewList(), "v: []"},
		{draft.NewList("a", "b"), `v: ["a", "b"]`},
		{&draft.Value{Kind: draft.List, Items: []*draft.Value{fields(field("a", n(1)))}}, "v: [{a: 1}]"},
		{&draft.Value{Kind: draft.List, Items: []*draft.Value{fields(field("a", n(1))), fields(field("a", n(2)), field("b", n(3)))}}, "v: [\n\t{a: 1},\n\t{a: 2, b: 3},\n]"},
		{&draft.Value{Kind: draft.List, Items: []*draft.Value{six, n(1)}}, "v: [\n\t{\n\t\ta: 1\n\t\tb: 1\n\t\tc: 1\n\t\td: 1\n\t\te: 1\n\t\tf: 1\n\t},\n\t1,\n]"},
		{draft.NewList(strings.Fields(strings.Repeat("name ", 12))...), "v: [\n\t" + strings.TrimSpace(strings.Repeat(`"name", `, 10)) + "\n\t\"name\", \"name\",\n]"},
	} {
		got, err := draft.Snippet(field("v", c.v))
		if err != nil || string(got) != c.want+"\n" {
			t.Errorf("got\n%s%v\nwant\n%s", got, err, c.want)
		}
	}
}

// A package has the schemas that its fields are taken together with, and templates, whose
// labels begin with an underscore, without quotes. Parts of a deployment stand apart.
func TestSource(t *testing.T) {
	t.Parallel()
	p := &draft.Package{Name: "ward", Comments: []string{"About\nit"}, Imports: []string{"provc.internal/schema/cisco", "provc.internal/schema/spectralink"}}
	deployment := &draft.Value{With: []string{"cisco.#Deployment"}}
	deployment.Set("server", draft.NewText("http://x.example"))
	deployment.At("params", "a").Set("b", draft.NewInt(1))
	deployment.At("phones", "1").Set("model", draft.NewText(strings.Repeat("m", 90)))
	deployment.At("phones", "2").Set("model", draft.NewText("n"))
	deployment.Set("last", draft.NewInt(1))
	template := &draft.Field{Label: "_desk", Template: true, Value: fields(field("a", draft.NewInt(1)), field("b", draft.NewInt(2)))}
	got, err := p.Source([]*draft.Field{template, field("ward", deployment)})
	want := `// About
// it
package ward

import "provc.internal/schema/cisco"

_desk: {a: 1, b: 2}

ward: cisco.#Deployment & {
	server: "http://x.example"
	params: a: b: 1

	phones: {
		"1": model: "` + strings.Repeat("m", 90) + `"
		"2": model: "n"
	}

	last: 1
}
`
	if err != nil || string(got) != want {
		t.Errorf("got\n%s%v\nwant\n%s", got, err, want)
	}
	other := &draft.Value{With: []string{"spectralink.#Deployment"}}
	got, err = p.Source([]*draft.Field{field("a", deployment), field("b", other)})
	if err != nil || !strings.Contains(string(got), "import (\n\t\"provc.internal/schema/cisco\"\n\t\"provc.internal/schema/spectralink\"\n)\n") {
		t.Errorf("got\n%s%v", got, err)
	}
	if got, err = p.Source([]*draft.Field{template}); err != nil || strings.Contains(string(got), "import") {
		t.Errorf("got\n%s%v", got, err)
	}
}

// Fields are found, made, replaced, removed and put in order, however many there are.
func TestValues(t *testing.T) {
	t.Parallel()
	for _, n := range []int{3, 31, 32, 33, 100} {
		v := &draft.Value{}
		if !v.IsEmpty() || v.Get("a") != nil {
			t.Error("a struct without fields has some")
		}
		label := func(i int) string { return strings.Repeat("f", i+1) }
		for i := range n {
			v.Set(label(i), draft.NewInt(i))
		}
		v.Set(label(1), draft.NewText("again"))
		v.At(label(n), "deep").Add("x", draft.NewInt(1))
		if len(v.Fields) != n+1 || v.Get(label(1)).Value.Text != "again" || v.At(label(n), "deep").Get("x") == nil || v.Get("nobody") != nil {
			t.Errorf("%d fields are %d", n+1, len(v.Fields))
		}
		v.Remove(label(0))
		v.Remove("nobody")
		if v.Get(label(0)) != nil || len(v.Fields) != n {
			t.Errorf("%d fields after one was removed", len(v.Fields))
		}
		v.Order(label(n), label(2), "nobody")
		if v.Fields[0].Label != label(n) || v.Fields[1].Label != label(2) || v.Fields[2].Label != label(1) {
			t.Errorf("%s, %s, %s come first", v.Fields[0].Label, v.Fields[1].Label, v.Fields[2].Label)
		}
	}
	if (&draft.Value{With: []string{"_x"}}).IsEmpty() || draft.NewText("").IsEmpty() || draft.NewList().IsEmpty() {
		t.Error("what says something is empty")
	}
}
