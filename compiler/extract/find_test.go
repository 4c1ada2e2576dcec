package extract

import (
	"strings"
	"testing"
)

// labels finds the entities that look written out, and names them with the lines on
// which they begin.
func labels(t *testing.T, text string) (all []string) {
	t.Helper()
	f, ok := find("a.cue", []byte(text), nil)
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
		f, ok := find("a.cue", []byte("d: {users: {ann: "+value+"\n}}\nx: s.x, y: _s.x, z: #s.x\n"), nil)
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
		"d: {users: {#\"a\"#: {}, import: {}, \"import\": {}, package: {}}}":            "import",
		"d: {users: {\"\"\"\n\ta\n\t\"\"\": {}, b: {}}}":                                "b",
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
		f, ok := find("a.cue", []byte(text), nil)
		if got := string(f.rest()); !ok || got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", text, got, want)
		}
	}
}

// Entities are known by the struct that they stand in.
func TestEntitiesOfPlaces(t *testing.T) {
	text := "d: {users: {ann: {}, ben: {}}, phones: {a: x}}\nd: users: carla: {}\nd: users: {dora: {}}\n"
	f, _ := find("a.cue", []byte(text), nil)
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
