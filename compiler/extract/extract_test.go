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
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// labels finds the entities that look written out, and names them with the lines on
// which they begin.
func labels(t *testing.T, text string) (all []string) {
	t.Helper()
	f, ok := find("a.cue", []byte(text))
	if !ok {
		return []string{"nothing"}
	}
	for i := range f.Len() {
		s := f.spans[i]
		if line := 1 + strings.Count(text[:s.start], "\n"); line != int(s.line) {
			t.Errorf("%s is in line %d, not %d", f.Label(i), line, s.line)
		}
		all = append(all, f.Label(i))
	}
	return all
}

// What an entity may hold that is written out, by the kinds of its tokens.
func TestWrittenOut(t *testing.T) {
	for value, want := range map[string]bool{
		// What stands for itself.
		`{}`: true, `{a: 1}`: true, `{a: "x", b: true, c: false, e: null}`: true, `{"a b": {c: [1, [], {e: 2}]}}`: true,
		`{a: -1}`: true, `{a: b: c: "x"}`: true, `a: 1`: true, `"a": 1`: true, `{a: 1} & {b: 2}`: true, `[1, 2]`: true, `5`: true, `"x"`: true,
		`{a: #"x"#}`: true, `{a: "\u00e4\n"}`: true, `{a: 0x10}`: true, `{a: 1_000}`: true,
		"{\n\t// a comment }\n\ta: 1 // {\n}": true, "{a: \"\"\"\n\tx\n\t\"\"\"}": true,
		// What is computed, or not a value.
		`{a: 1 + 1}`: false, `{a: 1 - 1}`: true, // which the parser tells
		`{a: -1.5}`: false, `{a: 1.5}`: false, `{a: +1}`: false, `{a: !true}`: false, `{a: "x" | "y"}`: false, `{a: *1 | 2}`: false, `{a: >1}`: false, `{a: =~"x"}`: false,
		`{a: -b}`: false, `{a: - -1}`: false, `{a: 'x'}`: false, `{a: (1)}`: false, `{a: 2 * 3}`: false, `{a: _|_}`: false, `{a: _}`: false, `_`: false,
		`{a: "\(1)"}`: false, `{a: string}`: false, `{a: b}`: false, `{a: len(_x)}`: false, `{a: _x(1)}`: false, `{a: _x[0]}`: false, `{a: _x.b}`: false, `{a: [...]}`: false, `{a: [...1]}`: false,
		`{...}`: false, `{a?: 1}`: false, `{a!: 1}`: false, `{[string]: 1}`: false, `{(a): 1}`: false, `{a: 1 @x()}`: false, `{@x()}`: false, `{let a = 1}`: false,
		`{if true {a: 1}}`: false, `{for a in [1] {}}`: false, `{A=a: 1}`: false, `X={a: 1}`: false, `{a: X=1}`: false,
		`{_a: 1}`: false, `{#a: 1}`: false, `{_#a: 1}`: false, `{1: 1}`: false, `{true: 1}`: false, `{null: 1}`: false, `{"\(1)": 1}`: false, `{'a': 1}`: false, `{-1: 1}`: false,
		`{a: {}.b}`: false, `{a: "x".b}`: false,
		// Hidden structs and definitions of the schema.
		`_t`: true, `_t & {a: 1}`: true, `{_t, a: 1}`: true, `{a: _t}`: true, `_t & _u & {}`: true, `s.#User`: true, `s.#User & {a: 1}`: true, `{s.#User, a: 1}`: true, `{a: s.#Params & _t}`: true,
		`#T`: false, `_#T`: false, `t`: false, `{a: t}`: false, `s.user`: false, `s._user`: false, `s.#User.a`: false, `s.#User()`: false, `s.#User[0]`: false, `_s.#User`: false, `#s.#User`: false, `s.a.#User`: false, `s."a"`: true, // which the reader tells `_t.#User`: false,
	} {
		f, ok := find("a.cue", []byte("d: {users: {ann: "+value+"\n}}\nx: s.x, y: _s.x, z: #s.x\n"))
		if got := ok && f.Len() == 1; got != want {
			t.Errorf("%s: %v", value, got)
		}
	}
}

// Where entities are looked for, and where not.
func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"d: {users: {ann: {}, ben: {}}, phones: {\"0090\": {}}}":                        "ann ben 0090",
		"d: {users: {\n\tann: {}\n\tben: {}\n}}":                                        "ann ben",
		"d: users: ann: {}":                                                             "ann",
		"d: users: ann: {}\nd: users: ann: {}":                                          "ann ann",
		"\"d\": \"users\": \"ann\": {}":                                                 "ann",
		"d: {users: ann: {}, users: ben: {}}":                                           "ann ben",
		"d: s.#Deployment & {users: ann: {}}":                                           "ann",
		"d: s.#Deployment & {users: ann: {}} & {users: ben: {}}":                        "ann ben",
		"d: {users: ann: {}} & s.#Deployment & t & {phones: x: {}}":                     "ann x",
		"d: s.#Deployment & s.a.b & {users: ann: {}}":                                   "ann",
		"d: #D & {users: ann: {}}":                                                      "ann",
		"d: {users: {ann: {}} & {ben: {}}}":                                             "ann ben",
		"d: {users: {ann: {}} & _t & {ben: {}}}":                                        "ann",
		"d: {users: _t & {ann: {}}}":                                                    "",
		"d: {users: ({ann: {}})}":                                                       "",
		"d: {users: {ann: {}} | {ben: {}}}":                                             "ann", // which the plan sees
		"d: ({users: ann: {}})":                                                         "",
		"d: t.users & {users: ann: {}}":                                                 "ann",
		"d: 5 & {users: ann: {}}":                                                       "",
		"d: {a: users: ann: {}}":                                                        "",
		"d: {a: {users: {ann: {}}}}":                                                    "",
		"d: a: users: ann: {}":                                                          "",
		"d: {others: ann: {}, params: users: ann: {}}":                                  "",
		"users: ann: {}":                                                                "",
		"d: {[\"users\"]: ann: {}}":                                                     "",
		"d: {users?: ann: {}}":                                                          "",
		"d?: {users: ann: {}}":                                                          "",
		"let d = {users: ann: {}}":                                                      "",
		"{users: ann: {}}":                                                              "",
		"d: {{users: ann: {}}}":                                                         "",
		"d: {if true {users: ann: {}}}":                                                 "",
		"d: {users: {ann: {}, [string]: {}, ben: {}, ...}}":                             "ann ben",
		"d: {users: {ann: {}, for x in y {(x): {}}, ben: {}, _t}}":                      "ann ben",
		"d: {users: {ann: x, ben: {}, carla: {a: 1 + 1}, dora: {}}}":                    "ben dora",
		"d: {users: {\"a\\u0062\": {}, \"ä\": {}, ä: {}, \"\": {}}}":                    "",
		"d: {users: {_a: {}, #b: {}, c?: {}, (d): {}, E=e: {}, f: {}}}":                 "f",
		"d: {users: {\"\\(1)\": {}, 'a': {}, 1: {}, f: {}}}":                            "f",
		"d: {params: a: \"\\(x & {users: {ann: {}}})\", users: ben: {}}":                "ben",
		"d: {params: a: \"\\([{b: \"\\(1 + (2))}\"}][0].b)}\", users: ben: {}}":         "ben",
		"d: {params: a: #\"\\#((1))\\(\"#, users: ben: {}}":                             "ben",
		"d: {params: a: \"\"\"\n\t}\\(1)}{\n\t\"\"\", users: ben: {}}":                  "ben",
		"// d: {users: {x: {}}}\nd: {/* } */ users: {ann: {}}}":                         "",
		"// }\nd: { // {\n\tusers: { // }\n\t\tann: {} // {\n\t}\n}":                    "ann",
		"import \"x.example/s\"\nd: s.#D & {users: ann: s.#User}":                       "ann",
		"import \"x.example/s\"\nd: {users: ann: s.#User}":                              "nothing", // the import would be unused
		"import \"x.example/s\"\nd: {users: {ann: s.#User, ben: s.#User}}\nx: s.#U":     "ann ben",
		"import _t \"x.example/t\"\nd: {users: {ann: _t, ben: _u, carla: {}}}\nx: _t.y": "ben carla",
		"d: {users: {ann: {}}":                                                          "ann",
		"d: {users: {ann: {}}}}":                                                        "ann",
		"d: {users: {ann: {]}}":                                                         "ann",
		"d: {users: {ann: \"}}":                                                         "nothing",
		"":                                                                              "",
	} {
		if got := strings.Join(labels(t, text), " "); got != strings.TrimSpace(want) && !(got == "" && want == "") {
			t.Errorf("%s\ngot %q, want %q", text, got, want)
		}
	}
}

// What is cut from the text: an entity with the comma behind it, and nothing else. Lines
// and offsets stay.
func TestRest(t *testing.T) {
	for text, want := range map[string]string{
		"d: {users: {ann: {}, ben: {}}}":            "d: {users: {                }}",
		"d: {users: {ann: {} , ben: x}}":            "d: {users: {          ben: x}}",
		"d: {users: {ann: x, ben: {}}}":             "d: {users: {ann: x,        }}",
		"d: {users: {\n\tann: {\n\t\ta: 1\n\t}\n}}": "d: {users: {\n\t      \n      \n  \n}}",
		"d: {users: {ann: {} // x\n}}":              "d: {users: {        // x\n}}",
		"d: users: ann: {}":                         "d: users: {}     ",
		"d: users: ann: {}\nx: 1":                   "d: users: {}     \nx: 1",
		"d: {users: ann: {}, x: 1}":                 "d: {users: {}     , x: 1}",
		"d: users: \"a\": 1":                        "d: users: {}    ",
		"d: users: ann: x":                          "d: users: ann: x",
	} {
		f, ok := find("a.cue", []byte(text))
		if got := string(f.rest()); !ok || got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", text, got, want)
		}
	}
}

// Entities are known by the struct that they stand in.
func TestEntitiesOfPlaces(t *testing.T) {
	text := "d: {users: {ann: {}, ben: {}}, phones: {a: x}}\nd: users: carla: {}\nd: users: {dora: {}}\n"
	f, _ := find("a.cue", []byte(text))
	for place, want := range map[string]string{"{ann": "ann ben", "{a:": "", "carla": "carla", "{dora": "dora", "users": "", "d:": ""} {
		from, to := f.Entities(strings.Index(text, place))
		var got []string
		for i := from; i < to; i++ {
			got = append(got, f.Label(i))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("at %s: %q, want %q", place, got, want)
		}
	}
}

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
	return r.Clone()
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
		{`_twice`, false}, {`_types`, false}, {`_default`, false}, {`_text`, false}, {`_self`, false}, {`_loop`, false}, {`_pool`, false}, {`_optional`, false}, {`_more`, false},
		{`_attribute`, false}, {`_attributed`, false}, {`_computed`, false}, {`_definition`, false}, {`_conditional`, false}, {`_hid`, false}, {`_t & _types`, false}, {`_nowhere`, false}, {`{x: _nowhere}`, false},
	} {
		for _, form := range []string{"d: {\n\tusers: {zoe: {a: 1}, ann: %s\n\t}\n}\n", "  d: users: ann: %s\n", "\n\nd: {users: {\n\n\t\"ann\": %s, ben: {}}}\n"} {
			text := fmt.Sprintf(form, test.entity) + templates
			p, ok := find("a.cue", []byte(text))
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
				if _, read := r.Read(p, i); read {
					t.Errorf("%s is read, which is not valid CUE", text)
				}
				continue
			}
			_, file, from := extracted(t, text)
			r := reader(file, from)
			for range 2 { // it may be read again
				got, read := r.Read(from, i)
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
		if f, ok := r.Read(from, i); ok {
			read = append(read, f.Label)
			if n := f.Value.Get("x"); f.Label < "c" && (n == nil || n.Text != "1" || len(f.Value.Fields) != 1) {
				t.Errorf("%s", show(f.Value))
			}
		}
	}
	if got := strings.Join(read, " "); got != "a b f g" {
		t.Errorf("read %s", got)
	}
}

// An entity may be changed without changing the template, nor what else is made of it.
func TestTemplatesAreNotShared(t *testing.T) {
	_, file, from := extracted(t, "d: users: {ann: _t & {params: a: 1}, ben: _t & {params: b: 1}, carla: _t}\n_t: params: {x: {}}\n")
	r := reader(file, from)
	for i, want := range []string{"a x", "b x", "x"} {
		f, ok := r.Read(from, i)
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
	found, ok := find("a.cue", []byte(text))
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
	found, _ := find("a.cue", []byte("d: {users: {ann: {a: 1 2}, ben: {}}}\n"))
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
		if got, ok := reader(file, from).Read(from, 0); ok {
			sameAsCUE(t, text, got)
		}
	})
}
