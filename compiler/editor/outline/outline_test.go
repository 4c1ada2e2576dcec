package outline_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/editor/outline"
)

// cut takes the mark of the cursor out of a text.
func cut(t testing.TB, marked string) (text string, offset int) {
	before, after, ok := strings.Cut(marked, "‸")
	if !ok {
		t.Fatalf("no mark in %q", marked)
	}
	return before + after, len(before)
}

// path is the labels that a node stands under.
func path(o *outline.Outline, node int32) string {
	var labels []string
	for _, i := range o.Path(node) {
		switch n := o.Nodes[i]; n.Kind {
		case outline.Computed:
			labels = append(labels, "*")
		case outline.Element:
			labels = append(labels, "[]")
		case outline.Opaque:
			labels = append(labels, "?")
		default:
			labels = append(labels, n.Label)
		}
	}
	return strings.Join(labels, "/")
}

func TestAt(t *testing.T) {
	for _, x := range []struct{ text, path, may, word string }{
		{"‸", "", "label", ""},
		{"a: {\n\t‸\n}", "a", "label", ""},
		{"a: {b: 1, ‸}", "a", "label", ""},
		{"a: {b: c: ‸}", "a/b/c", "label value", ""},
		{"a: params: prov: lo‸", "a/params/prov", "label value", "lo"},
		{"a: params: prov: lo‸\n\tb: 1", "a/params/prov", "label value", "lo"},
		{"a: {\n\tparams: prov: login‸: enabled: true\n}", "a/params/prov", "label", "login"},
		{"a: {\n\tparams: ‸prov: login: enabled: true\n}", "a/params", "label", ""},
		{"a: {\n\tparams: ‸ & {b: 1}\n}", "a/params", "value", ""},
		{"a: {\n\tparams: ‸{b: 1}\n}", "a/params", "label", ""},
		{"a: {\n\tx: ‸ \"b\"\n}", "a/x", "label value", ""},
		{"a: {\n\tfor‸ x in y {z: 1}\n}", "a", "", ""},
		{"a: {\n\tfor‸\n}", "a", "label", "for"},
		{"a: {x: b & ‸{c: 1}}", "a/x", "", ""},
		{"a: {x: b & ‸_c}", "a/x", "value operand", ""},
		{"a: /‸/ b", "a", "", ""},
		{"a: {\n\tx: ‸\n\ty: 1\n}", "a/x", "label value", ""},
		{"a: {\n\tx:\n\ty: z: ‸\n}", "a/y/z", "label value", ""},
		{"a: {\n\tx: 1 ‸\n}", "a/x", "", ""},
		{"a: {\n\tx: b & ‸\n}", "a/x", "value operand", ""},
		{"a: {\n\tx: b & _s‸\n}", "a/x", "value operand", "_s"},
		{"a: b.#De‸ & {c: 1}", "a", "value", "b.#De"},
		{"a: b.‸", "a", "label value", "b."},
		{"a: {\n\tprov.login.en‸\n\tx: 1\n}", "a", "label", "prov.login.en"},
		{"a: {\n\treg.1.add‸\n}", "a", "label", "reg.1.add"},
		{"a: reg: \"1‸\"", "a/reg", "label value", "1"},
		{"a: {group: \"th‸, label: \"x\"}", "a/group", "label value", "th"},
		{"a: {group: \"th‸eatre\", label: \"x\"}", "a/group", "label value", "th"},
		{"a: {group: \"‸", "a/group", "label value", ""},
		{"a: {group: \"‸\n\tb: 1\n}", "a/group", "label value", ""},
		{"a: {group: \"‸\r\n\tb: 1\r\n}", "a/group", "label value", ""},
		{"a: [{b: \"‸\"}]", "a/[]/b", "label value", ""},
		{"a: [{b: 1}, {‸}]", "a/[]", "label", ""},
		{"a: [\"x\", \"y‸\"]", "a", "value list", "y"},
		{"a: [‸]", "a", "value list", ""},
		{"a: { // wo‸rd\n}", "a", "", ""},
		{"a: {\n\t// x\n\t‸\n}", "a", "label", ""},
		{"a: 1 // x ‸", "", "", ""},
		{"a: b: \"x \\(y‸) z\"", "a/b", "", ""},
		{"a: b: \"x \\(y) z‸\"", "a/b", "", ""},
		{"a: b: \"x‸ \\(y) z\"", "a/b", "", ""},
		{"a: {for k, v in _t‸ {(k): x: v}}", "a", "", ""},
		{"a: {for k, v in _t {(k): {x: v, ‸}}}", "a/*", "label", ""},
		{"a: {for k, v in _t {\"\\(k)-\\(v)\": {x: v, ‸}}}", "a/*", "label", ""},
		{"a: {if x {b: ‸}}", "a/b", "label value", ""},
		{"a: {[string]: {‸}}", "a/*", "label", ""},
		{"a: {X=b: {‸}}", "a/b", "label", ""},
		{"a: {b?: ‸}", "a/b", "label value", ""},
		{"a: f({b: ‸})", "a/?/b", "label value", ""},
		{"a: (b & {c: ‸})", "a/c", "label value", ""},
		{"a: {let y = {b: ‸}, c: 1}", "a/?/b", "label value", ""},
		{"a: {b: {c: 1}\n\td: ‸}", "a/d", "label value", ""},
		{"a: {b: {c: 1\n\td: ‸}", "a/b/d", "label value", ""},
		{"a: {b: [1, {c: 2}\n\t}\nd: ‸", "d", "label value", ""},
		{"a: 1}\nd: ‸", "d", "label value", ""},
		{"a: {b: ]‸", "a/b", "label value", ""},
		{"Größe: {ü: ‸}", "Größe/ü", "label value", ""},
		{"a: {\"x y\": \"\\u0041\": ‸}", "a/x y/A", "label value", ""},
		{"a: b: \"\"\"\n\tx‸\n\t\"\"\"", "a/b", "", ""},
		{"a: {x: *\"b\" | ‸}", "a/x", "value operand", ""},
		{"a: {x: tr‸}", "a/x", "label value", "tr"},
		{"a: {_x\n\t_y‸}", "a", "label", "_y"},
		{"import \"a/b\"\nc: {‸}", "c", "label", ""},
		{"import (\n\t\"a/‸b\"\n)\n", "", "", ""},
	} {
		text, offset := cut(t, x.text)
		o := outline.Of([]byte(text))
		p := o.At(offset)
		var may []string
		for _, m := range []struct {
			is   bool
			word string
		}{{p.Label, "label"}, {p.Value, "value"}, {p.Operand, "operand"}, {p.InList && (p.Label || p.Value), "list"}} {
			if m.is {
				may = append(may, m.word)
			}
		}
		got := fmt.Sprintf("%s: %s %q", path(o, p.Node), strings.Join(may, " "), p.Word)
		if len(may) == 0 {
			got = fmt.Sprintf("%s: ", path(o, p.Node))
		}
		want := fmt.Sprintf("%s: %s %q", x.path, x.may, x.word)
		if x.may == "" {
			want = x.path + ": "
		}
		if got != want {
			t.Errorf("%s\nis %s\nwant %s", x.text, got, want)
		}
	}
}

// Every declaration is there, with the names that its value is made of.
func TestOf(t *testing.T) {
	o := outline.Of([]byte(`package p

import (
	"provc.internal/schema/cisco"
	sp "provc.internal/schema/spectralink"
)

_t: {params: {_sip, reg: "1": _line & {_of: p}}}
ward: sp.#Deployment & {
	groups: theatre: {label: "T", _t}
	users: {
		for id, p in _people {(id): {password: secret: id}}
		ana: {password: {secret: "ana"}, accept: [{check: "x"}, 3]}
	}
	let z = _q
}
`))
	var b strings.Builder
	for i := range o.Nodes {
		fmt.Fprintf(&b, "%d %s", o.Line(o.Nodes[i].From), path(o, int32(i)))
		if v, ok := o.Value(int32(i)); ok {
			fmt.Fprintf(&b, " = %s", v)
		}
		if o.Nodes[i].InLoop() {
			b.WriteString(" in a loop")
		}
		for r := range o.RefsOf(int32(i)) {
			b.WriteString(" & " + r.Name)
		}
		b.WriteString("\n")
	}
	want := `8 _t
8 _t/params & _sip
8 _t/params/reg
8 _t/params/reg/1 & _line
8 _t/params/reg/1/_of & p
9 ward & sp.#Deployment
10 ward/groups
10 ward/groups/theatre & _t
10 ward/groups/theatre/label = T
11 ward/users
12 ward/users/* in a loop
12 ward/users/*/password in a loop
12 ward/users/*/password/secret in a loop & id
13 ward/users/ana
13 ward/users/ana/password
13 ward/users/ana/password/secret = ana
13 ward/users/ana/accept
13 ward/users/ana/accept/[]
13 ward/users/ana/accept/[]/check = x
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	if o.Imports["cisco"] != "provc.internal/schema/cisco" || o.Imports["sp"] != "provc.internal/schema/spectralink" || len(o.Imports) != 2 {
		t.Errorf("imports %v", o.Imports)
	}
	if i := o.Child(o.Child(outline.None, "ward"), "users"); i < 0 || o.Nodes[i].Label != "users" || !o.Nodes[i].Braces() {
		t.Errorf("users is node %d", i)
	}
}

func examples(t testing.TB) map[string][]byte {
	files, err := filepath.Glob("../../../examples/*/*.cue")
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	all := map[string][]byte{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = text
	}
	return all
}

// At an offset, going from the nearest declaration finds what going from the beginning
// finds, and of a text that is cut off there the same is known.
func TestAtEachOffset(t *testing.T) {
	compared := 0
	for name, text := range examples(t) {
		whole := outline.Of(text)
		for offset := range len(text) + 1 {
			if offset%7 != 0 || bytes.HasSuffix(text[:offset], []byte("/")) {
				continue // half a comment is none
			}
			p := whole.At(offset)
			cut := outline.Of(text[:offset])
			q := cut.At(offset)
			if !p.Label && !p.Value || !q.Label && !q.Value {
				continue // what follows has its place there, or the text is cut off within a word
			}
			if got, want := path(whole, p.Node), path(cut, q.Node); got != want || p.Word != q.Word {
				t.Fatalf("%s at %d: %s %q, of the text up to there %s %q", name, offset, got, p.Word, want, q.Word)
			}
			compared++
		}
	}
	if compared < 100 {
		t.Errorf("only %d places were compared", compared)
	}
}

// Whatever the text, there is an outline of it, whose nodes lie within each other.
func FuzzOf(f *testing.F) {
	for _, text := range examples(f) {
		f.Add(text, 100)
	}
	for _, text := range []string{"\"\\(", "a: \"\\(b)", "a: {[", "a: #\"\\#(b", "a: '''\n", "@a(", "a: f(\"\\(x)\" {", "}])", "a: b: {c", "X=: {", "import (", "let x"} {
		f.Add([]byte(text), len(text))
	}
	f.Fuzz(func(t *testing.T, text []byte, offset int) {
		o := outline.Of(text)
		for i := range o.Nodes {
			n := &o.Nodes[i]
			if n.Parent >= int32(i) || n.From > n.To || n.Start > n.From || int(n.To) > len(text) || int(n.End) > len(text) || n.Next <= int32(i) || n.Next > int32(len(o.Nodes)) {
				t.Fatalf("node %d is %+v", i, *n)
			}
			if n.Parent != outline.None && (o.Nodes[n.Parent].From > n.From || o.Nodes[n.Parent].Next < n.Next) {
				t.Fatalf("node %d is not within its parent", i)
			}
			o.Value(int32(i))
		}
		p := o.At(offset)
		if p.From > p.To || p.From < 0 || p.To > len(text) || p.Node >= int32(len(o.Nodes)) {
			t.Fatalf("place %+v", p)
		}
		o.LabelAt(offset)
	})
}

func BenchmarkOf(b *testing.B) {
	text := large(10_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		outline.Of(text)
	}
}

// After an edit, most of an outline is taken over.
func BenchmarkEdited(b *testing.B) {
	text := large(10_000)
	o := outline.Of(text)
	b.SetBytes(int64(len(text)))
	for i := 0; b.Loop(); i++ {
		at := bytes.Index(text[len(text)/2:], []byte("label")) + len(text)/2
		o = o.Edited(slices.Concat(text[:at], fmt.Appendf(nil, "x%d: 1, ", i), text[at:]))
	}
}

func BenchmarkAt(b *testing.B) {
	text := large(10_000)
	o := outline.Of(text)
	for b.Loop() {
		o.At(len(text) / 2)
	}
}

// large is a deployment of many people who are written out.
func large(n int) []byte {
	var b strings.Builder
	b.WriteString("package p\n\nimport \"provc.internal/schema/spectralink\"\n\nward: spectralink.#Deployment & {\n\tusers: {\n")
	for i := range n {
		fmt.Fprintf(&b, "\t\tu%05d: {\n\t\t\tlabel: \"Person %d\"\n\t\t\tpassword: secret: \"u%05d\"\n\t\t\tparams: {\n\t\t\t\treg: \"1\": {address: \"%d\", label: \"Line %d\", displayName: \"Person\"}\n\t\t\t\tup: backlight: onIntensity: 2\n\t\t\t\tptt: channel: \"24\": {label: \"Priority\", subscribed: true}\n\t\t\t}\n\t\t}\n", i, i, i, i, i)
	}
	b.WriteString("\t}\n}\n")
	return []byte(b.String())
}
