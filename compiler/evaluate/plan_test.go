package evaluate_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/evaluate"
	"provc/compiler/load/fault"
)

// unit loads the package of a folder.
func unit(t testing.TB, way evaluate.Options, texts ...string) (*evaluate.Evaluator, *evaluate.Unit) {
	t.Helper()
	files := map[string]string{}
	for i, text := range texts {
		files[fmt.Sprintf("%c.cue", 'a'+i)] = text
	}
	e := evaluate.New(loader(t, written(t, files)), way)
	units, err := e.Find()
	if err != nil {
		t.Fatal(err)
	}
	if !units[0].Loads() {
		t.Fatal(lines(fault.Of(e.Loader, units[0].Inst)))
	}
	return e, units[0]
}

const bare = "package p\n\nimport \"provc.internal/schema/spectralink\"\n\n"

// Which entities stand alone. In most rows, a and b would if it were not for what is
// written beside them.
func TestPlan(t *testing.T) {
	const two = "users: {a: {}, b: {}}\n"
	for _, test := range []struct{ inside, beside, want string }{
		{two, "", "a b"},
		{"users: a: {}, users: {b: {}, a: label: \"x\"}", "", "a b"},
		{"users: {a: {}} & {b: {}}", "", "a b"},
		{"phones: {c: {}}\n" + two, "", "c a b"},
		{"groups: {g: {}}\n" + two, "", "a b"},
		{two, "d: users: c: {}", "a b c"},
		{two, "d: {users: c: {}} & spectralink.#Deployment", "a b c"},
		{two, "e: spectralink.#Deployment & {folder: \"e\", users: c: {}}", "a b c"},
		// Something reads them.
		{two, "x: d.folder", ""}, {two, "x: {d: 1, y: d}", ""}, {two, "_n: {users: 1, y: users}", ""}, {two + "phones: c: {}", "_n: {users: 1, y: users}", "c"},
		{two, "x: {a: 1, y: a}", "b"}, {two, "x: {y: a: 1, z: y.a}", "a b"}, {two, "x: \"\\(y)\", y: \"a\"", "a b"}, {two, "x: self", ""},
		{"users: {a: {}, b: label: a.label}", "", "b"}, {"users: {a: {label: \"x\", label: b.label}, b: {}}", "", "a"},
		{two, "x: [for a in [1] {a}]", "b"}, {two, "x: [for a in [1] {2}]", "b"},
		// Something may add to the deployment.
		{two, "{}", ""}, {two, "if true {x: 1}", ""}, {two, "[string]: _", ""}, {two, "(\"x\"): 1", ""}, {two, "\"x\\(1)\": 1", ""}, {two, "X=x: 1", ""},
		{two, "d?: _", ""}, {two, "d!: _", ""}, {two, "let x = 1\ny: x", "a b"},
		{two + "if true {label: \"x\"}", "", ""}, {two + "[=~\"^x\"]: _", "", ""}, {two + "(\"label\"): \"x\"", "", ""}, {two + "...", "", "a b"}, {two + "let x = \"l\"\nlabel: x", "", "a b"},
		{two + "_base", "_base: label: \"x\"", "a b"}, {two + "_base", "_base: users: c: {}", ""}, {two + "_base", "_base: \"users\": c: {}", ""}, {two + "_base", "_base: {if true {label: \"x\"}}", ""},
		{two + "_base", "_base: _more\n_more: label: \"x\"", "a b"}, {two + "_base", "_base: _more\n_more: phones: {}", ""}, {two + "_base", "_base?: label: \"x\"", ""}, {two + "_base", "_base: {x, label: \"x\"}\nx: {[string]: _}", ""},
		{two + "_base", "_base: label: \"x\"\n_base: users: {}", ""}, {two + "_base", "_base: {}\n_more: _base", "a b"}, {two + "_base", "_base: _more\n_more: _base", ""},
		{two + "_base", "_base: 5", ""}, {two + "_base.x", "_base: x: {}", ""}, {two + "_t, _t: label: \"x\"", "_t: {}", ""}, {two + "(_base)", "_base: label: \"x\"", "a b"},
		{two + "_base", "let _base = {label: \"x\"}", ""}, {two + "#D", "#D: spectralink.#Deployment & {label: \"x\"}", ""}, {two + "#D", "#D: {spectralink.#Deployment, label: \"x\"}", ""},
		{two + "#D", "#D: label: \"x\"", ""}, {two + "_#D", "_#D: label: \"x\"", ""}, {two + "spectralink.#Deployment", "", ""}, {two + "spectralink.#Deployment & {users: c: {}}", "", ""}, {two + "*{} | {label: \"x\"}", "", ""},
		// What holds them does not name each.
		{two + "users: [string]: {}", "", ""}, {two + "users: {for x in [\"c\"] {(x): {}}}", "", ""}, {two + "users: {if true {c: {}}}", "", ""}, {two + "users: (\"c\"): {}", "", ""}, {two + "users: {...}", "", ""},
		{two + "users: _t", "_t: {}", ""}, {two + "users: {_t}", "_t: {}", ""}, {two + "users: {c?: {}}", "", ""}, {two + "users: {c!: {}}", "", ""}, {two + "users?: {}", "", ""}, {two + "users: X={c: X.a}", "", ""},
		{two + "users: {let x = {}, c: x}", "", ""}, {two + "users: {_c: {}}", "", ""}, {two + "users: {#c: {}}", "", ""}, {two + "users: {\"ä\": {}}", "", ""}, {two + "users: *{} | {c: {}}", "", ""}, {two + "users: {// x\n}", "", "a b"},
		{two + "users: {@x()}", "", ""}, {two + "phones: {c: {}}, phones: {...}", "", "a b"},
	} {
		e, u := unit(t, evaluate.Options{Shard: 2, Extract: 1 << 30}, bare+"d: spectralink.#Deployment & {\n"+test.inside+"\n}\n"+test.beside+"\n")
		alone, _, _ := e.Planned(u)
		if got := strings.Join(alone, " "); got != test.want {
			t.Errorf("%s\n%s\n%q stand alone, want %q", test.inside, test.beside, got, test.want)
		}
	}
	for text, want := range map[string]string{
		"d: {users: a: {}}":                                     "",
		"d: spectralink.#Deployment\nd: {users: a: {}}":         "a",
		"_d: spectralink.#Deployment & {users: a: {}}":          "",
		"#d: spectralink.#Deployment & {users: a: {}}":          "",
		"d: #D & {users: a: {}}\n#D: spectralink.#Deployment":   "a",
		"d: #D & {users: a: {}}\n#D: {vendor: \"spectralink\"}": "",
		"d: _d & {users: a: {}}\n_d: spectralink.#Deployment":   "", // only definitions are looked at
		"d: {spectralink.#Deployment, users: a: {}}":            "",
		"\"d\": spectralink.#Deployment & {users: a: {}}":       "a",
	} {
		e, u := unit(t, evaluate.Options{Extract: 1 << 30}, bare+"_x: spectralink.#User\n"+text+"\n")
		alone, _, _ := e.Planned(u)
		if got := strings.Join(alone, " "); got != want {
			t.Errorf("%s\n%q stand alone, want %q", text, got, want)
		}
	}
	e, u := unit(t, whole, bare+"d: spectralink.#Deployment & {"+two+"}\n")
	if alone, _, _ := e.Planned(u); alone != nil {
		t.Error("CUE evaluates all in one go")
	}
}

// Into how many shards entities may be divided, and what is evaluated once.
func TestShards(t *testing.T) {
	five := "users: {a: {}, b: {}, c: {}, e: {}, f: {}}\n"
	many := "users: {"
	for i := range 1001 {
		many += fmt.Sprintf("u%d: {label: \"x\", password: \"y\"}, ", i)
	}
	many += "}\n"
	for _, test := range []struct {
		shard          int
		inside, beside string
		once           string
		want           int
	}{
		{2, five, "", "", 3}, {5, five, "", "", 1}, {4, five, "", "", 2}, {1, five, "", "", 5}, {1, "", "", "", 1},
		{2, five + "label: \"x\", params: {}", "", "label params", 3},
		{2, five + "label: \"x\"", "_n: {label: 1, x: label}", "", 3},
		{2, five + "let x = \"l\"\nlabel: x", "", "label", 1},
		{2, five, "let x = 1\ny: x", "", 1}, {2, five, "x: [for y in [1] {y}]", "", 1},
		{2, five + "groups: {for x in [\"y\"] {(x): {}}}", "", "groups", 3},
		{2, five + "groups: {for x in [\"y\"] {(x): {}}}", "_n: {groups: 1, x: groups}", "", 1},
		{2, "users: {a: {}, b: {}, c: contacts: [for x in [\"1\"] {ct: x}]}", "", "", 2},
		{0, five, "", "", 1}, {0, many, "", "", 2}, {0, many, "x: [" + strings.Repeat("1, ", 10_000) + "]", "", 1}, {0, many + "misc: [" + strings.Repeat("\"x\", ", 10_000) + "]", "", "misc", 2},
	} {
		e, u := unit(t, evaluate.Options{Shard: test.shard, Extract: 1 << 30}, bare+"d: spectralink.#Deployment & {\n"+test.inside+"\n}\n"+test.beside+"\n")
		_, beside, shards := e.Planned(u)
		if got := strings.Join(beside, " "); got != test.once || shards != test.want {
			t.Errorf("%.100s\n%.100s\n%d shards, want %d; %q once, want %q", test.inside, test.beside, shards, test.want, got, test.once)
		}
	}
}

// Which entities are read from the text.
func TestNatives(t *testing.T) {
	for _, test := range []struct {
		inside string
		beside []string
		want   string
	}{
		{"users: {a: {}, b: x: 1}, phones: c: {}", nil, "a b c"},
		{"users: {a: {}, b: x: 1 + 1}", nil, "a"},
		{"users: {a: {}, b: {}, a: {}}", nil, "b"},
		{"users: {a: {}, b: {}}", []string{"package p\nd: users: {b: {}, c: {}}\n"}, "a c"},
		{"users: {a: {}, b: {}}", []string{"package p\nd: users: {b: label: \"x\" + \"\", c: {}}\n"}, "a c"},
		{"users: {a: {}, b: {}}", []string{"package p\nx: {a: 1, y: a}\n"}, "b"},
		{"users: {a: {}, b: {}}", []string{"package p\nx: d.users\n"}, ""},
		{"users: {a: {}, b: {}}, users: [string]: {}", nil, ""},
		{"users: {a: _t, b: _u}", []string{"package p\n_t: {}\n_u: {}\n"}, "a b"},
		{"users: {a: _t, b: _u}", []string{"package p\n_t: {}\n_u: {}\n_n: _t: 1\n"}, "b"}, // one may hide the other
		{"users: {a: _t, b: _u}", []string{"package p\n_t: {}\n_u: {}\n_n: [for _t in [1] {_t}]\n"}, "b"},
		{"users: {a: _t, b: _u}", []string{"package p\n_t: {}\n_u: {}\nlet _v = 1\n_n: _v\n"}, "a b"},
		{"users: {a: spectralink.#User & {}, b: {spectralink.#User}, c: spectralink.#User}", nil, "a b"},
		{"users: {a: spectralink.#User & {}, b: {}}", []string{"package p\nx: spectralink: 1\n"}, "b"}, // it may hide the import
		{"users: {a: spectralink.#User & {}, b: {spectralink: {}, label: spectralink.#User}}", nil, "a"},
		{"users: {a: spectralink.#User & {}, spectralink: {}}", nil, ""},
		{"users: {a: spectralink.#Deployment & {}, b: {}}", nil, "b"},     // it is not neutral
		{"users: {a: {}}", []string{"package p\nd?: users: b: {}\n"}, ""}, // it adds to the deployment
		{"users: {a: {}}\n...", nil, "a"},
		{"users: {a: spectralink.#User & _t, b: {}}", []string{"package p\n_t: 1\n"}, "b"},
		{"users: {a: {}}", []string{"package p\n#E: users: b: {}\ne: users: c: {}\n"}, "a"},
	} {
		e, u := unit(t, evaluate.Options{Extract: 1}, append([]string{bare + "d: spectralink.#Deployment & {\n" + test.inside + "\n}\n"}, test.beside...)...)
		if got := strings.Join(e.Native(u), " "); got != test.want {
			t.Errorf("%s\n%s\n%q are read, want %q", test.inside, test.beside, got, test.want)
		}
	}
}

// Where the stub may not know, and the same over a package's own data, where it does.
func TestDoubts(t *testing.T) {
	const (
		bottom  = "5: a comparison with _|_"
		neither = "5: a definition of the schema that is neither unified nor embedded"
		among   = "5: a default among references"
	)
	const own = "\nown: {a: 1, b: \"x\"}\nd: spectralink.#Deployment & {label: \"x\", users: ann: {}}\n_t: spectralink.#User\n_u: {_t, label: \"x\"}\n"
	for text, want := range map[string]string{
		"x: spectralink.#User": "", "x: {spectralink.#User}": "", "x: spectralink.#User & {}": "", "x: {a: spectralink.#User & {b: 1}}": "", "let x = spectralink.#User\ny: x": "", "x: (spectralink.#User)": "", "x: (spectralink.#User & {})": "", "x: [string]: spectralink.#User": "",
		"x: [spectralink.#User]": neither, "x: len(spectralink.#User)": neither, "x: len(own)": "", "x: close(spectralink.#User)": neither, "x: close({a: 1})": "",
		"x: spectralink.#User | {a: 1}": neither, "x: own | {a: 1}": "", "x: [for k, _ in spectralink.#User {k}]": neither, "x: [for k, _ in own {k}]": "",
		"x: {} & [spectralink.#User][0]": neither, "x: \"\\(spectralink.#User.label)\"": neither, "[string]: {}": "", "(spectralink.#User.label): 1": neither, "x: {if spectralink.#User.label {y: 1}}": neither,
		"x: {if d.label == _|_ {y: 1}}": bottom, "x: {if d.label != _|_ {y: 1}}": bottom, "x: {if _|_ == d.label {y: 1}}": bottom, "x: {if own.a == _|_ {y: 1}}": "", "x: {if _|_ != own.a {y: 1}}": "", "x: {if d.label == \"x\" {y: 1}}": "",
		"x: {if (spectralink.#User & {a: 1}) == _|_ {y: 1}}": bottom, "x: {if (own & {a: 2}) == _|_ {y: 1}}": "", "x: {if _t.label == _|_ {y: 1}}": bottom, "x: {if _u.label == _|_ {y: 1}}": bottom,
		"x: {if [d][0] == _|_ {y: 1}}": bottom, "x: {if [own][0] == _|_ {y: 1}}": "", "x: {if {z: d} == _|_ {y: 1}}": bottom, "x: {if {d: own} == _|_ {y: 1}}": "",
		"let l = d\nx: {if l.label == _|_ {y: 1}}": "6: a comparison with _|_", "let l = own\nx: {if l.a == _|_ {y: 1}}": "", "x: [for v in [d] if v.label == _|_ {1}]": bottom, "x: [for v in [own] if v.a == _|_ {1}]": "",
		"x: L={y: {if L.z == _|_ {w: 1}}}": bottom, "x: {z: 1, if z == _|_ {w: 1}}": "", "x: {z: _t, if z.label == _|_ {w: 1}}": bottom, "x: {z: _t, if w == _|_ {v: 1}, w: 1}": bottom,
		"x: {if len(own) == _|_ {y: 1}}": "", "x: {if string == _|_ {y: 1}}": "",
		"x: *d.label | \"y\"": among, "x: \"y\" | *d.label": among, "x: *\"y\" | d.label": among, "x: *own.b | \"y\"": "", "x: *\"y\" | string": "", "x: d.label | \"y\"": "", "x: *\"y\" | (\"z\" | d.label)": among, "x: *1 | own.a | 3": "",
		"x: (*_u | {}) & {}": among, "x: {*d.label | \"y\"}": among,
	} {
		_, u := unit(t, evaluate.Options{}, bare+text+own)
		if got := strings.Join(u.Doubts(), "; "); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// Doubts are found in packages that are imported, too, and by what those made with the
// schema.
func TestDoubtsOfImports(t *testing.T) {
	for text, want := range map[string]string{
		"x: {if lib.made.label == _|_ {y: 1}}": "6: a comparison with _|_", "x: {if lib.own.a == _|_ {y: 1}}": "", "x: lib.made & {}": "", "x: *lib.made.label | \"\"": "6: a default among references", "x: *lib.own.a | 2": "",
	} {
		dir := written(t, map[string]string{
			"cue.mod/module.cue": moduleFile, "a.cue": "package p\n\nimport \"test.example/lib\"\n\n\n" + text + "\n",
			"lib/lib.cue": strings.Replace(bare, "package p", "package lib", 1) + "made: _t & {}\n_t: spectralink.#User\nown: a: 1\n",
		})
		units, err := evaluate.New(loader(t, dir), evaluate.Options{}).Find()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(units[0].Doubts(), "; "); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
	dir := written(t, map[string]string{"cue.mod/module.cue": moduleFile, "a.cue": "package p\nimport \"test.example/lib\"\nx: lib.own\n", "lib/lib.cue": strings.Replace(bare, "package p", "package lib", 1) + "own: a: 1\nx: len(spectralink.#User)\n"})
	units, err := evaluate.New(loader(t, dir), evaluate.Options{}).Find()
	if err != nil || len(units[0].Doubts()) != 1 {
		t.Error(units[0].Doubts(), err)
	}
}

// Alternatives of which more than one may be a value.
func TestForks(t *testing.T) {
	for text, want := range map[string]bool{
		"x: 1": false, "x: 1 | 2": true, "x: *1 | 2": true, "x: *1 | int": false, "x: int | *1": false, "x: string | int": false, "x: *1 | >2": false, "x: *1 | -2": true, "x: *1 | *2": true, "x: *\"a\" | =~\"b\"": false,
		"x: *1 | int | 3": true, "x: (*1 | int) | 3": true, "x: *1 | _": false, "x: *1 | (number | bool)": false, "x: *1 | own\nown: 1": true, "x: *1 | int\nint: 5": true, "x: {a: [1 | 2]}": true, "x: [if (1 | 2) > 0 {1}]": true, "x: {} & (1 | 2)": true,
		"x: *1 | float | bytes": false, "x: *1 | !=3": false, "x: *1 | <3": false,
	} {
		_, u := unit(t, evaluate.Options{}, "package p\n"+text+"\n")
		if u.Forks() != want {
			t.Errorf("%s: %v", text, u.Forks())
		}
	}
}
