package mend_test

import (
	"testing"

	"provc/compiler/diag"
)

// What is left out takes no more with it than the labels that hold nothing else.
func TestGone(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, name, want string }{
		{"a: {params: {§x: 1, y: 2}}", "x", "a: {params: {y: 2}}"},
		{"a: {params: {y: 2, §x: 1}}", "x", "a: {params: {y: 2}}"},
		{"a: {\n\tparams: reg: \"1\": §address: \"\" // none\n\tb: 1\n}", "reg.1.address", "a: {\n\tparams: {} // none\n\tb: 1\n}"},
		{"a: {params: {reg: \"1\": §address: \"\", up: x: 1}}", "reg.1.address", "a: {params: {up: x: 1}}"},
		{"users: ana: params: reg: \"1\": §address: \"\"", "reg.1.address", "users: ana: params: {}"},
		{"a: reg: \"1\": {§address: \"\", label: \"x\"}", "reg.1.address", "a: reg: \"1\": {label: \"x\"}"},
		{"a: {reg: {\"1\": {§address: \"\"}}}", "reg.1.address", "a: {}"},
		{"a: {\n\tx: 1\n\t// Old.\n\t§y: 2\n\tz: 3\n}", "y", "a: {\n\tx: 1\n\tz: 3\n}"},
		{"a: {§x: 1}", "z", ""},
		{"a: [§{x: 1}, 2]", "the entry", "a: [2]"},
		{"a: [2, §{x: 1}]", "the entry", "a: [2]"},
		{"a: [\n\t2,\n\t§{x: 1},\n\t3,\n]", "the entry", "a: [\n\t2,\n\t3,\n]"},
		{"a: [§{x: 1}]", "the entry", "a: []"},
		{"a: [{§x: 1, y: 2}]", "x", "a: [{y: 2}]"},
		{"a: [\n\t§2, // why\n\t3,\n]", "the entry", ""},
	} {
		if got := mended(t, test.text, diag.Fix{Gone: test.name}); got != test.want {
			t.Errorf("%q:\ngot  %q\nwant %q", test.text, got, test.want)
		}
	}
}

// Single quotes become double ones, and what stands in them stays.
func TestQuotes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a: §'x y'": `a: "x y"`, "a: [§'x']": `a: ["x"]`, `a: §'x"y'`: "", `a: §'x\ny'`: "", `a: §"x"`: "", "a: §'''\n\tx\n\t'''": "", "a: §''": "", "a: '§x'": "",
	} {
		if got := mended(t, text, diag.Fix{Quote: true}); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// A word gets another spelling: in the line, or in the field that is there.
func TestWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, old, to, want string }{
		{`§import "a/b"`, `"a/b"`, `"a/c"`, `import "a/c"`},
		{"a: §_hour & {}", "_hour", "_hours", "a: _hours & {}"},
		{"a: §_hours & _hour", "_hour", "_x", "a: _hours & _x"},
		{"§action: \"$Mprak$ x\"", "$Mprak$", "$Mpark$", "action: \"$Mpark$ x\""},
		{"a: [§{\n\tcheck: \"x-y\"\n}]", "x-y", "x-z", "a: [{\n\tcheck: \"x-z\"\n}]"},
		{"a: 1 // §b\nc: d", "d", "e", ""},
		{"a: §b", "", "e", ""},
	} {
		if got := mended(t, test.text, diag.Respell(test.old, test.to)); got != test.want {
			t.Errorf("%q:\ngot  %q\nwant %q", test.text, got, test.want)
		}
	}
}

// A part of a text is written anew, however the text is written.
func TestText(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text    string
		at, cut int
		to      string
		want    string
	}{
		{`a: §"x or y"`, 2, 2, "and", `a: "x and y"`},
		{`§a: b: "x or y"`, 2, 2, "and", `a: b: "x and y"`},
		{`a: "x §or y"`, 2, 2, "and", `a: "x and y"`},
		{`a: §#"x "or" y"#`, 2, 4, `"and"`, `a: #"x \#"and\#" y"#`},
		{`a: §"x \"or\" y"`, 2, 4, `"and"`, `a: "x \"and\" y"`},
		{`a: §"x\ty"`, 2, 1, `\`, `a: "x\t\\"`},
		{"a: §\"\"\"\n\tx\n\tyz\n\t\"\"\"", 2, 1, `"w"`, "a: \"\"\"\n\tx\n\t\"w\"z\n\t\"\"\""},
		{"a: §\"\"\"\n\tx\n\n\t\"\"\"", 0, 1, "y", "a: \"\"\"\n\ty\n\n\t\"\"\""},
		{`a: §"xy"`, 0, 3, "z", ""},
		{`a: §"\u0041y"`, 0, 1, "z", ""},
		{`a: §"x\(b)", b: "y"`, 0, 1, "z", ""},
		{`a: §5`, 0, 1, "z", ""},
		{`a: §"x"`, 0, 1, "\n", ""},
	} {
		if got := mended(t, test.text, diag.Fix{Text: []diag.Edit{{At: test.at, Cut: test.cut, New: test.to}}}); got != test.want {
			t.Errorf("%q:\ngot  %q\nwant %q", test.text, got, test.want)
		}
	}
}
