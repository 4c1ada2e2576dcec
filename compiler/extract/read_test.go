package extract

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// extracted parses a text without its entities.
func extracted(t testing.TB, text string) (*Parser, *ast.File, *File) {
	t.Helper()
	p := &Parser{Name: func(name string) string { return "short/" + name }, From: 1}
	file, err := p.Parse("a.cue", []byte(text), parser.NewConfig(parser.ParseComments))
	if err != nil {
		t.Fatal(err)
	}
	return p, file, p.Extracted(file)
}

func position(p token.Pos) diag.Pos {
	at := p.Position()
	return diag.Pos{File: "short/" + at.Filename, Line: at.Line, Column: at.Column}
}

// reader reads entities of a file, from which they were extracted.
func reader(file *ast.File, from *File) *Reader {
	r := &Reader{Position: position, IsNeutral: func(x *ast.SelectorExpr) bool {
		text, _ := format.Node(x)
		return string(text) == "s.#User"
	}, Hidden: map[string][]*ast.Field{}}
	r.IsGiven = func(name string) bool { return len(r.Hidden[name]) > 0 }
	for _, d := range file.Decls {
		if f, ok := d.(*ast.Field); ok {
			if name, ok := PlainLabel(f, true); ok {
				r.Hidden[name] = append(r.Hidden[name], f)
			}
		}
	}
	r.Prepare(from, file)
	return r.copied()
}

// cueNode is a value of CUE's, and where it says that it stands.
func cueNode(v cue.Value) *value.Node {
	at := v.Pos()
	if f, ok := v.Source().(*ast.Field); ok {
		at = f.Value.Pos()
	}
	n := &value.Node{Pos: position(at)}
	switch v.Kind() {
	case cue.StructKind:
		n.Kind = value.Struct
		for all, _ := v.Fields(); all.Next(); {
			n.Fields = append(n.Fields, value.Field{Label: all.Selector().Unquoted(), Pos: position(all.Value().Pos()), Value: cueNode(all.Value())})
		}
		sortFields(n)
	case cue.ListKind:
		n.Kind = value.List
		for all, _ := v.List(); all.Next(); {
			n.Items = append(n.Items, cueNode(all.Value()))
		}
	case cue.StringKind:
		n.Kind = value.String
		n.Text, _ = v.String()
	case cue.IntKind:
		n.Kind, n.Text = value.Int, fmt.Sprint(v)
	case cue.BoolKind:
		n.Kind, n.Text = value.Bool, fmt.Sprint(v)
	case cue.NullKind:
		n.Kind = value.Null
	}
	return n
}

// sortFields puts the fields of all structs in the order of labels: theirs is not
// always CUE's.
func sortFields(n *value.Node) {
	slices.SortFunc(n.Fields, func(a, b value.Field) int { return strings.Compare(a.Label, b.Label) })
	for _, f := range n.Fields {
		sortFields(f.Value)
	}
	for _, i := range n.Items {
		sortFields(i)
	}
}

func show(n *value.Node) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v %q %v", n.Kind, n.Text, n.Pos)
	for _, f := range n.Fields {
		fmt.Fprintf(&b, "\n%s %v: %s", f.Label, f.Pos, strings.ReplaceAll(show(f.Value), "\n", "\n\t"))
	}
	for _, i := range n.Items {
		fmt.Fprintf(&b, "\n- %s", strings.ReplaceAll(show(i), "\n", "\n\t"))
	}
	return b.String()
}

// sameAsCUE holds what was read against what CUE evaluates.
func sameAsCUE(t *testing.T, text string, got value.Field) {
	t.Helper()
	v := cuecontext.New().CompileString(text, cue.Filename("a.cue"))
	want := v.LookupPath(cue.MakePath(cue.Str("d"), cue.Str("users"), cue.Str(got.Label)))
	if err := want.Validate(cue.Concrete(true)); err != nil {
		t.Errorf("%s\nis read, but CUE says %v", text, err)
		return
	}
	sortFields(got.Value)
	if n := cueNode(want); !reflect.DeepEqual(show(n), show(got.Value)) || got.Pos != position(want.Pos()) {
		t.Errorf("%s\nread at %v:\n%s\nCUE has at %v:\n%s", text, got.Pos, show(got.Value), position(want.Pos()), show(n))
	}
}

// What is read is what CUE evaluates, with the places that CUE gives; what cannot be
// read so is left to CUE.
func TestRead(t *testing.T) {
	const templates = `
_t: {label: "t", params: a: 1}
_u: params: b: 2
_c: {_u, label: "c"}
_l: items: [{a: 1}]
_n: {_m, x: y: 1}
_m: x: z: 1
_twice: a: 1
_twice: b: 1
_types: a: string
_default: a: *1 | int
_text: "x"
_self: {_self, a: 1}
_loop: {_pool, a: 1}
_pool: {_loop, a: 1}
_optional: a?: 1
_more: {a: 1, ...}
_attribute: a: 1 @x()
_attributed: {a: 1} @x()
_computed: a: 1 + 1
_definition: a: #a: 1
_conditional: {if true {a: 1}}
_hid: {_t: a: 1, _t}
_k: {x: {_t, y: 1}, z: 1}
_float: a: 1.5
_minus: a: -1.5
_plus: a: +1
_not: a: !true
_bound: a: >1
_inter: a: "\(1)"
_bytes: a: 'x'
_hex: a: 0x1F
_neg: a: -7
_paren: a: (1)
_list: a: [1 + 1]
_dot: a: {b: 1}.b
_label: "\(1)": 1
_uni: "ä": 1
_let: {let x = 1, a: x}
_pattern: {[string]: 1}
_alias: {X=a: 1, b: X}
`
	for _, test := range []struct {
		entity string
		read   bool
	}{
		{`{}`, true}, {`a: 1`, true}, {`{a: {b: {c: "x"}}}`, true}, {"{\n\t\t\ta: 1\n\tb: {\n c: \"x\" }\n}", true}, {`a: b: c: 1`, true},
		{`{a: "ä\u00e4\n\t\"", b: #"a\b"#, "a b": "", c: "日本", e: "a"}`, true}, {"{a: \"\"\"\n\t\tx\n\t\t y\n\t\t\"\"\"}", true},
		{`{a: null, b: true, c: false, e: -5, f: 5, g: 0, h: -0, i: 99999999999999999999}`, true},
		{`{a: [], b: [1, "x", [true], {c: 1}, {}]}`, true}, {"{a: [\n\t\t1,\n\t\t2,\n\t]}", true},
		{`{a: {b: 1} & {c: 2}}`, true}, {`{a: 1} & {b: 2}`, true}, {`{a: b: 1, a: c: 2}`, true}, {`{a: {b: 1}, a: {c: 2}, a: {e: f: 1}, a: e: g: 1}`, true}, {`{{a: 1}, b: 2}`, true},
		{`{a: {{b: 1}}}`, true},
		{`{a: 1, a: 1}`, false}, {`{a: 1, a: 2}`, false}, {`{a: 1, a: {}}`, false}, {`{a: {}, a: 1}`, false}, {`{a: [1], a: [1]}`, false},
		{`{a: [1] & [1]}`, false}, {`{a: 1 & 1}`, false}, {`{a: 0x10}`, false}, {`{a: 1_0}`, false}, {`{a: 1K}`, false}, {`{a: -0x1}`, false}, {`{a: #'x'#}`, false},
		{`{"ä": 1}`, false}, {`{"a\u0062": 1}`, false}, {`{#"a"#: 1}`, false}, {`{a: 1 2}`, false}, {`{a: "\ud800"}`, false}, {`{a: [_text]}`, false}, {`{a: _text}`, false},
		{`_t`, true}, {`_t & {a: 1}`, true}, {`{a: 1} & _t`, true}, {`{_t, a: 1}`, true}, {`{a: 1, _t}`, true}, {`_t & {params: c: 1}`, true}, {`_t & _u`, true}, {`_u & _t`, true}, {`{_t} & {_u, x: 1}`, true}, {`{_t, _t}`, true},
		{`_t & {params: a: 1}`, false}, {`_t & {label: "x"}`, false}, {`_t & {params: 1}`, false},
		{`{x: _t}`, true}, {`{x: _t & {y: 1}, y: _t}`, true}, {`{x: [_t]}`, true}, {`{x: [_t & {y: 1}]}`, true}, {`{x: _t, x: y: 1}`, false}, {`{x: y: 1, x: _t}`, false},
		{`_c`, true}, {`_c & {x: 1}`, true}, {`_c & _t`, false}, {`_t & _c`, false}, {`_c & {params: x: 1}`, true}, {`{x: _c}`, true},
		{`_float`, false}, {`{x: _float}`, false}, {`_minus`, false}, {`{x: _minus}`, false}, {`_plus`, false}, {`{x: _plus}`, false}, {`_not`, false}, {`{x: _not}`, false}, {`_bound`, false}, {`{x: _bound}`, false}, {`_inter`, false}, {`{x: _inter}`, false}, {`_bytes`, false}, {`{x: _bytes}`, false}, {`_hex`, false}, {`{x: _hex}`, false}, {`_neg`, true}, {`{x: _neg}`, true}, {`_paren`, false}, {`{x: _paren}`, false}, {`_list`, false}, {`{x: _list}`, false}, {`_dot`, false}, {`{x: _dot}`, false}, {`_label`, false}, {`{x: _label}`, false}, {`_uni`, false}, {`{x: _uni}`, false}, {`_let`, false}, {`{x: _let}`, false}, {`_pattern`, false}, {`{x: _pattern}`, false}, {`_alias`, false}, {`{x: _alias}`, false},
		{`_k`, true}, {`_k & {w: 1}`, true}, {`_k & {x: w: 1}`, false}, {`{_k, x: w: 1}`, false}, {`_k & _u`, true}, {`{x: _k}`, true}, {`_l`, true}, {`_n`, true}, {`_n & {x: w: 1}`, true}, {`_m`, true},
		{`{x: {_t} & _u}`, true}, {`{x: {_t}, y: {_t}}`, true},
		{`_twice`, false}, {`_types`, false}, {`_default`, false}, {`_text`, false}, {`_self`, false}, {`_loop`, false}, {`_pool`, false}, {`_optional`, false}, {`_more`, true}, {`_more & {b: 2}`, true}, {`{x: _more}`, true}, {`{_more, b: 2}`, true},
		{`_attribute`, false}, {`_attributed`, false}, {`_computed`, false}, {`_definition`, false}, {`_conditional`, false}, {`_hid`, false}, {`_t & _types`, false}, {`_nowhere`, false}, {`{x: _nowhere}`, false},
	} {
		for _, form := range []string{"d: {\n\tusers: {zoe: {a: 1}, ann: %s\n\t}\n}\n", "  d: users: ann: %s\n", "\n\nd: {users: {\n\n\t\"ann\": %s, ben: {}}}\n"} {
			text := fmt.Sprintf(form, test.entity) + templates
			p, ok := find("a.cue", []byte(text), nil)
			if !ok {
				continue
			}
			i := slices.IndexFunc(make([]struct{}, p.Len()), func(struct{}) bool { return false })
			for n := range p.Len() {
				if p.Label(n) == "ann" {
					i = n
				}
			}
			if i < 0 {
				if test.read {
					t.Errorf("%s is not found", text)
				}
				continue
			}
			_, err := parser.ParseFile("a.cue", text)
			if err != nil {
				r := reader(&ast.File{}, p)
				if _, read := r.read(p, i); read {
					t.Errorf("%s is read, which is not valid CUE", text)
				}
				continue
			}
			_, file, from := extracted(t, text)
			r := reader(file, from)
			for range 2 { // it may be read again
				got, read := r.read(from, i)
				if read != test.read {
					t.Errorf("%s is read: %v", text, read)
				}
				if read {
					sameAsCUE(t, text, got)
				}
			}
		}
	}
}

// A definition of the schema adds nothing; others may.
func TestNeutral(t *testing.T) {
	text := "import \"x.example/s\"\nd: s.#D & {users: {a: s.#User & {x: 1}, b: {s.#User, x: 1}, c: s.#Params & {x: 1}, e: {s.#Params, x: 1}, f: {x: s.#User & {y: 1}}, g: s.#User}}\n"
	_, file, from := extracted(t, text)
	r := reader(file, from)
	var read []string
	for i := range from.Len() {
		if f, ok := r.read(from, i); ok {
			read = append(read, f.Label)
			if n := f.Value.Get("x"); f.Label < "c" && (n == nil || n.Text != "1" || len(f.Value.Fields) != 1) {
				t.Errorf("%s", show(f.Value))
			}
		}
	}
	if got := strings.Join(read, " "); got != "a b f" { // what g is, the schema says
		t.Errorf("read %s", got)
	}
}

// An entity may be changed without changing the template, nor what else is made of it.
func TestTemplatesAreNotShared(t *testing.T) {
	_, file, from := extracted(t, "d: users: {ann: _t & {params: a: 1}, ben: _t & {params: b: 1}, carla: _t}\n_t: params: {x: {}}\n")
	r := reader(file, from)
	for i, want := range []string{"a x", "b x", "x"} {
		f, ok := r.read(from, i)
		var got []string
		for _, in := range f.Value.Get("params").Fields {
			got = append(got, in.Label)
		}
		slices.Sort(got)
		if !ok || strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", f.Label, got, want)
		}
	}
}

func TestPlainLabel(t *testing.T) {
	for text, want := range map[string][2]string{
		`a: 1`: {"a", "a"}, `_a: 1`: {"-", "_a"}, `#a: 1`: {"-", "#a"}, `_#a: 1`: {"-", "_#a"}, `"a b": 1`: {"a b", "a b"}, `"": 1`: {"", ""}, `"_a": 1`: {"_a", "_a"},
		`"ä": 1`: {"-", "-"}, `"\n": 1`: {"-", "-"}, `#"a"#: 1`: {"-", "-"}, `(a): 1`: {"-", "-"}, `[string]: 1`: {"-", "-"}, `"\(a)": 1`: {"-", "-"}, `1: 1`: {"-", "-"}, `'a': 1`: {"-", "-"}, `X=a: 1`: {"-", "-"},
	} {
		file, err := parser.ParseFile("", text)
		if err != nil {
			continue // no label at all
		}
		for i, hidden := range []bool{false, true} {
			got, ok := PlainLabel(file.Decls[0].(*ast.Field), hidden)
			if !ok {
				got = "-"
			}
			if got != want[i] {
				t.Errorf("%s: got %q, want %q", text, got, want[i])
			}
		}
	}
}

func TestOperands(t *testing.T) {
	for text, want := range map[string]int{`a`: 1, `a & b`: 2, `a & b & c`: 3, `(a & b) & c`: 3, `a & (b)`: 2, `(a)`: 1, `a | b`: 1, `a & (b | c)`: 2, `a + b`: 1, `{a} & {b & c}`: 2} {
		x, err := parser.ParseExpr("", text)
		if err != nil {
			t.Fatal(err)
		}
		if got := Operands(x); len(got) != want {
			t.Errorf("%s: %d operands, want %d", text, len(got), want)
		}
	}
}

// Whatever CUE parses, it parses without its entities, and has them all when they are
// put back.
func FuzzFind(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { restores(t, text) })
}

// Whatever is read, CUE evaluates to the same.
func FuzzRead(f *testing.F) {
	for _, entity := range []string{`{a: 1}`, `_t & {b: [1, "x"]}`, `{_t, x: _u}`, `{a: {b: 1} & {c: 2}, a: e: _t}`, `_u & _t`, "{a: \"\"\"\n\tx\n\t\"\"\"}"} {
		f.Add(entity, `{t: 1, x: y: 1}`, `{_t, u: 1}`)
		f.Add(entity, `{x: {y: 1} & {z: 1}}`, `x: w: {}`)
	}
	f.Fuzz(func(t *testing.T, entity, template, other string) {
		text := "d: {users: {ann: " + entity + "\n}}\n_t: " + template + "\n_u: " + other + "\n"
		if _, err := parser.ParseFile("a.cue", text); err != nil {
			return
		}
		_, file, from := extracted(t, text)
		if from == nil || from.Len() != 1 || len(file.Decls) != 3 {
			return
		}
		if rest, _ := format.Node(file.Decls[0]); strings.Join(strings.Fields(string(rest)), "") != "d:{users:{}}" {
			return // more adds to it
		}
		if v := cuecontext.New().CompileString(text); !v.LookupPath(cue.ParsePath("d")).Exists() {
			return // something else is wrong, for which CUE compiles nothing
		}
		if got, ok := reader(file, from).read(from, 0); ok {
			sameAsCUE(t, text, got)
		}
	})
}
