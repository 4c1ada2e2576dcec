package mend_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/mend"
)

// at is where the place is in the texts of these tests.
const at = "§"

// mended is a text after a fix; "" if there are no edits.
func mended(t *testing.T, text string, f diag.Fix) string {
	t.Helper()
	before, after, ok := strings.Cut(text, at)
	if !ok {
		t.Fatalf("no place in %q", text)
	}
	line := strings.Count(before, "\n") + 1
	column := len(before) - strings.LastIndexByte(before, '\n')
	text = before + after
	edits := mend.New("a.cue", []byte(text)).Edits(diag.Diagnostic{Pos: diag.Pos{File: "a.cue", Line: line, Column: column}, Fix: &f})
	if len(edits) == 0 {
		return ""
	}
	return string(mend.Apply([]byte(text), edits))
}

type test struct{ text, from, to, want string }

// A field gets other labels where it is, if nothing else stands under those that change,
// and is taken to where they begin to differ otherwise.
func TestMoves(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]test{
		"label":              {"a: §lable: 1", "lable", "label", "a: label: 1"},
		"quotes":             {`a: §"01": x: 1`, "01", "1", `a: "1": x: 1`},
		"no quotes":          {`a: §"lable": 1`, "lable", "label", "a: label: 1"},
		"constraint":         {"a: §lable?: 1", "lable", "label", "a: label?: 1"},
		"last of a name":     {"params: up: {x: 1, §idelTimeout: 5}", "up.idelTimeout", "up idleTimeout", "params: up: {x: 1, idleTimeout: 5}"},
		"below the place":    {"params: up: §a: b: 5", "up.a.b", "up a c", "params: up: a: c: 5"},
		"parts in one label": {`params: §"up.idleTimeout": 5`, "up.idleTimeout", "up idleTimeout", "params: up: idleTimeout: 5"},
		"label between":      {"params: prov: {x: 1, §enabled: true}", "prov.enabled", "prov login enabled", "params: prov: {x: 1, login: enabled: true}"},
		"label too many":     {"params: prov: login: §polling: enabled: true", "prov.login.polling.enabled", "prov polling enabled", "params: prov: polling: enabled: true"},
		"chain above":        {"params: voice: §autoAnswer: x: 1", "voice.autoAnswer.x", "call autoAnswer x", "params: call: autoAnswer: x: 1"},
		"braces, alone":      {"params: {\n\tvoice: {\n\t\t§autoAnswer: x: 1\n\t}\n}", "voice.autoAnswer.x", "call autoAnswer x", "params: {\n\tcall: {\n\t\tautoAnswer: x: 1\n\t}\n}"},
		"one label for two":  {"a: {b: §c: 5}", "b.c", "d", "a: {d: 5}"},
		"one for two apart":  {"a: {\n\tb: {\n\t\t§c: {\n\t\t\tx: 1\n\t\t}\n\t}\n}", "b.c", "d", "a: {\n\td: {\n\t\tx: 1\n\t}\n}"},
		"taken out": {
			"ward: {\n\tparams: {\n\t\tvoice: {\n\t\t\tvolume: 3\n\t\t\t// Nurses.\n\t\t\t§autoAnswer: x: 1 // all\n\t\t}\n\t}\n}\n",
			"voice.autoAnswer.x", "call autoAnswer x",
			"ward: {\n\tparams: {\n\t\tvoice: {\n\t\t\tvolume: 3\n\t\t}\n\t\t// Nurses.\n\t\tcall: autoAnswer: x: 1 // all\n\t}\n}\n",
		},
		"taken out of a line":      {"a: {params: voice: {§autoAnswer: 1, volume: 3}, x: 1}", "voice.autoAnswer", "call autoAnswer", "a: {params: voice: {volume: 3}, params: call: autoAnswer: 1, x: 1}"},
		"taken from the end":       {"a: {params: voice: {volume: 3, §autoAnswer: 1}, x: 1}", "voice.autoAnswer", "call autoAnswer", "a: {params: voice: {volume: 3}, params: call: autoAnswer: 1, x: 1}"},
		"taken to another line":    {"a: {\n\tparams: voice: {\n\t\tvolume: 3\n\t\t§autoAnswer: {\n\t\t\tx: 1\n\t\t}\n\t}\n\tx: 1\n}", "voice.autoAnswer", "call autoAnswer", "a: {\n\tparams: voice: {\n\t\tvolume: 3\n\t}\n\tparams: call: autoAnswer: {\n\t\tx: 1\n\t}\n\tx: 1\n}"},
		"taken through a template": {"a: params: _t & {voice: {volume: 3, §autoAnswer: 1}, up: {}}", "voice.autoAnswer", "call autoAnswer", "a: params: _t & {voice: {volume: 3}, call: autoAnswer: 1, up: {}}"},

		"under a condition":             {"params: voice: {volume: 3, if x {§autoAnswer: 1}}\nx: true", "voice.autoAnswer", "call autoAnswer", ""},
		"in a list":                     {"params: [{voice: 1}, {§autoAnswer: 1}]", "params.autoAnswer", "call autoAnswer", ""},
		"another place":                 {"params: §lable: 1", "label", "x", ""},
		"somebody refers":               {"a: §lable: 1\nb: a.lable", "lable", "label", ""},
		"refers by the name":            {"§lable: 1\nb: lable", "lable", "label", ""},
		"the right one stays":           {"a: {§lable: \"x\", label: \"y\"}", "lable", "label", ""},
		"the right one stays elsewhere": {"a: b: {§lable: \"x\"}\na: b: label: \"y\"", "lable", "label", ""},
		"its struct stays":              {"a: {§lable: x: 1, label: y: 2}", "lable", "label", "a: {label: x: 1, label: y: 2}"},
		"no CUE":                        {"a: §lable: 1 }", "lable", "label", ""},
		"behind the end":                {"a: 1\n§", "a", "b", ""},
		"not at a label":                {"a: l§able: 1", "lable", "label", ""},
		"dynamic":                       {"a: §\"\\(x)\": 1\nx: \"y\"", "y", "z", ""},
		"text over lines":               {"a: {\n\tb: {\n\t\tv: 1\n\t\t§c: \"\"\"\n  x\n  \"\"\"\n\t}\n}", "b.c", "d c", ""},
	} {
		if got := mended(t, test.text, diag.Relabel(test.from, strings.Fields(test.to))); got != test.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", name, got, test.want)
		}
	}
}

// A field gets a value along with its labels.
func TestMovesWithValue(t *testing.T) {
	t.Parallel()
	f := diag.Relabel("unlisted.up.idleTimeout", []string{"params", "up", "idleTimeout"})
	f.Value = "60"
	for text, want := range map[string]string{
		`a: unlisted: §"up.idleTimeout": "60"`:                                   `a: params: up: idleTimeout: 60`,
		"a: {\n\tunlisted: {\n\t\tx: 1\n\t\t§\"up.idleTimeout\": \"60\"\n\t}\n}": "a: {\n\tunlisted: {\n\t\tx: 1\n\t}\n\tparams: up: idleTimeout: 60\n}",
		`a: unlisted: §"up.idleTimeout": "\(x)"`:                                 "",
	} {
		if got := mended(t, text, f); got != want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", text, got, want)
		}
	}
}

// Fields of one struct go into another together.
func TestMovesOfSeveral(t *testing.T) {
	t.Parallel()
	f := diag.Fix{Moves: []diag.Move{{From: "b", To: []string{"g", "b"}}, {From: "c", To: []string{"g", "c"}}}}
	for text, want := range map[string]string{
		"a: {§b: 1, x: 2, c: 3}": "a: {g: b: 1, x: 2, g: c: 3}",
		"a: {§b: 1, x: 2}":       "",
		"a: {§b: 1, c: 2, c: 2}": "",
	} {
		if got := mended(t, text, f); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// A value is given where one is written out.
func TestValue(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, value, want string }{
		{`a: §"30"`, "30", "a: 30"},
		{`a: §30`, `"30"`, `a: "30"`},
		{`a: §-30`, `"-30"`, `a: "-30"`},
		{`a: §"yes"`, "true", "a: true"},
		{`a: §true`, `"on"`, `a: "on"`},
		{`a: [1, §2]`, "3", "a: [1, 3]"},
		{`a: int & §2`, "3", "a: int & 3"},
		{`a: #"x"#`, "3", ""},
		{`a: §#"x"#`, "3", "a: 3"},
		{`a: §b, b: 1`, "3", ""},
		{`a: §1 + 2`, "3", ""},
		{`a: §1 | 2`, "3", ""},
		{`a: §"\(b)", b: 1`, "3", ""},
		{`a: §{}`, "3", ""},
		{"a: §\"\"\"\n\tx\n\t\"\"\"", "3", ""},
		{`a: 1§0`, "3", ""},
		{`a: §3`, "3", ""},
	} {
		if !strings.Contains(test.text, at) {
			test.text = at + test.text
		}
		if got := mended(t, test.text, diag.Literal(test.value)); got != test.want {
			t.Errorf("%s to %s: got %s, want %s", test.text, test.value, got, test.want)
		}
	}
}

// A cell of a table gets another spelling where it holds nothing else.
func TestCells(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, old, to, want string }{
		{"id,g\na,§wrad\n", "wrad", "ward", "id,g\na,ward\n"},
		{"id;g\na;§\"wrad\";x\n", "wrad", "ward", "id;g\na;\"ward\";x\n"},
		{"id,g\na,§wrad", "wrad", "ward", "id,g\na,ward"},
		{`[{"g": §"wrad", "x": 1}]`, "wrad", "ward", `[{"g": "ward", "x": 1}]`},
		{"- {g: §wrad}\n", "wrad", "ward", "- {g: ward}\n"},
		{"- g: §'wrad' \n", "wrad", "ward", "- g: 'ward' \n"},
		{"g\n§wrad 2\n", "wrad", "ward", ""},
		{"g\n§\"wrad 2\"\n", "wrad", "ward", ""},
		{"g\n§x wrad\n", "wrad", "ward", ""},
		{"g\n§wrad\n", "wrad", "a, b", ""},
		{"g\n§wrad\n", "wrad", "\"a", ""},
		{"g\n§", "", "a", ""},
	} {
		before, after, _ := strings.Cut(test.text, at)
		pos := diag.Pos{File: "t.csv", Line: 1 + strings.Count(before, "\n"), Column: len(before) - strings.LastIndexByte(before, '\n')}
		for _, f := range []diag.Fix{diag.Retext(test.old, test.to), diag.Rename(test.old, test.to)} {
			got := ""
			if edits := mend.New(pos.File, []byte(before+after)).Edits(diag.Diagnostic{Pos: pos, Fix: &f}); len(edits) > 0 {
				got = string(mend.Apply([]byte(before+after), edits))
			}
			if got != test.want {
				t.Errorf("%q: got %q, want %q", test.text, got, test.want)
			}
		}
	}
	f := diag.Literal("30")
	if edits := mend.New("t.csv", []byte("n\n\"30\"\n")).Edits(diag.Diagnostic{Pos: diag.Pos{File: "t.csv", Line: 2, Column: 1}, Fix: &f}); edits != nil {
		t.Errorf("a cell has no quotes of CUE: %+v", edits)
	}
}

// What may be a secret is left where it is.
func TestLeftAlone(t *testing.T) {
	t.Parallel()
	for text, value := range map[string]string{`a: "4711"`: "4711", `a: 4711`: `"4711"`} {
		f := diag.Literal(value)
		for _, e := range mend.New("a.cue", []byte(text)).Edits(diag.Diagnostic{Pos: diag.Pos{File: "a.cue", Line: 1, Column: 4}, Fix: &f}) {
			if strings.Contains(e.New, "4711") || strings.Contains(text[e.From:e.To], "4711") {
				t.Errorf("%s: %+v", text, e)
			}
		}
	}
}

// What fixes do to files is told in lines and columns, unless it moves what may be secret.
func TestFill(t *testing.T) {
	t.Parallel()
	const text = "a: {\n\tü: \"𝕏\", lable: 1, b: c: \"zebra9\"\n\td: 5\n}\r\n"
	fix := func(f diag.Fix) *diag.Fix { return &f }
	at := func(file string, column int) diag.Pos { return diag.Pos{File: file, Line: 2, Column: column} }
	found := diag.List{
		{Pos: at("a.cue", 14), Fix: fix(diag.Rename("lable", "label"))},
		{Pos: at("a.cue", 24), Fix: fix(diag.Relabel("b", []string{"x", "y", "b"}))},
		{Pos: at("a.cue", 27), Fix: fix(diag.Relabel("b.c", []string{"c"}))},
		{Pos: at("gone.cue", 15), Fix: fix(diag.Rename("lable", "label"))},
		{Pos: at("a.cue", 14)},
		{Pos: at("a.csv", 15), Fix: fix(diag.Rename("lable", "label"))},
	}
	mend.Fill(found, func(file string) ([]byte, error) {
		if file == "gone.cue" {
			return nil, errors.New("gone")
		}
		return []byte(text), nil
	})
	want := []diag.Change{{From: diag.Point{Line: 2, Column: 14, Units: 11}, To: diag.Point{Line: 2, Column: 19, Units: 16}, New: "label"}}
	if !slices.Equal(found[0].Fix.Changes, want) {
		t.Errorf("%+v", found[0].Fix.Changes)
	}
	if len(found[1].Fix.Changes) != 1 {
		t.Errorf("%+v", found[1].Fix.Changes)
	}
	for _, d := range found[2:] {
		if d.Fix != nil && d.Fix.Changes != nil {
			t.Errorf("%s: %+v", d.Pos, d.Fix.Changes)
		}
	}
}
