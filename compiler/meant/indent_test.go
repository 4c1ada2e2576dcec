package meant

import (
	"fmt"
	"strings"
	"testing"
)

// A field that is indented below one that is nested without brackets stands beside it,
// and is told once for each such field. What brackets hold may be indented as people like.
func TestIndented(t *testing.T) {
	t.Parallel()
	const beside = "; indentation means nothing in CUE: put fields that belong together into { }"
	for text, want := range map[string]string{
		"ward: {\n\tparams: up:\n\t\tidleTimeout: 5\n\t\tpolling: 6\n}": "4:3 polling stands beside params, not within it, although it is indented so",
		"params: prov: login: enabled: true\n  required: true\n":        "2:3 required stands beside params, not within it, although it is indented so",
		"params: prov: login: enabled: true\n  a: true\n  b: true\n":    "2:3 a stands beside params, not within it, although it is indented so",
		"a: b: 1\n  c: 2\nd: e: 3\n  f: 4\n":                            "2:3 c stands beside a, not within it, although it is indented so | 4:3 f stands beside d, not within it, although it is indented so",
		"a: b: 1\n\tc: 2\n":                                             "2:2 c stands beside a, not within it, although it is indented so",
		"x: {\n  a: b: 1\n    c: 2\n}\n":                                "3:5 c stands beside a, not within it, although it is indented so",
		"x: [{\n  a: b: 1\n    c: 2\n}]\n":                              "3:5 c stands beside a, not within it, although it is indented so",
		"// a comment\na: b: 1\n\n  // another\n  c: 2\n":               "5:3 c stands beside a, not within it, although it is indented so",
		"users: ann: password: \"koala\"\n  label: \"x\"\n":             "2:3 a field stands beside the one above, although it is indented below it",
		"a: b: 1\nc: 2\n":                                               "",
		"  a: b: 1\n  c: 2\n":                                           "",
		"  a: b: 1\nc: 2\n":                                             "",
		"a: {\n  b: 1\n}\nc: 2\n":                                       "",
		"a: b: {\n  c: 1\n}\n":                                          "",
		"a: {b: 1,\n  c: 2}\n":                                          "",
		"a: 1\n  b: 2\n":                                                "", // the first is not nested
		"a: b:\n  c: 1\n":                                               "", // which is one field
		"a: [\n  1,\n    2,\n]\n":                                       "",
		"\ta: b: 1\n    c: 2\n":                                         "", // who knows which is further
		"a: \"\"\"\n  b: c\n    d: e\n  \"\"\"\nf: 1\n":                 "",
		"": "",
	} {
		var all []string
		for _, m := range Indented([]byte(text)) {
			line := 1 + strings.Count(text[:m.Offset], "\n")
			column := m.Offset - strings.LastIndexByte(text[:m.Offset], '\n')
			all = append(all, strings.TrimSuffix(fmt.Sprintf("%d:%d %s; %s", line, column, m.Summary, m.Hint), beside))
		}
		if got := strings.Join(all, " | "); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
	for _, m := range Indented([]byte("a: password: \"x\" & \"koala\"\n  secret: koala2\n")) {
		if strings.Contains(m.Summary+m.Hint, "koala") {
			t.Errorf("it tells %s", m.Summary)
		}
	}
}

// A scalar that is the value of labels is told with them, unless it may be a secret.
func TestField(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"params: up: idleTimeout: §5":            "params up idleTimeout 5",
		"params: {up: {idleTimeout: §\"5\"}}":    "params up idleTimeout \"5\"",
		"a: 1\nb: c: §true":                      "b c true",
		"users: ann: password: §\"koala\"":       "",
		"users: ann: password: secret: §\"ann\"": "",
		"a: [§5]":         "",
		"a: §b: 5":        "",
		"a: §{b: 5}":      "",
		"a: b§: 5":        "",
		"a: 5 §":          "",
		"§a: 5":           "",
		"x: 5, y: §\"z\"": "y \"z\"",
	} {
		src, at := marked(t, text)
		labels, raw, ok := Field(src, at)
		if got := strings.TrimSpace(strings.Join(labels, " ") + " " + raw); got != want || ok != (want != "") {
			t.Errorf("%q: %q %t, want %q", text, got, ok, want)
		}
	}
}

// What a mistake proposes is done by edits, counted from its place; what only people can
// mend is said.
func TestProposal(t *testing.T) {
	t.Parallel()
	src, at := marked(t, "params: up.idleTimeout§: 5")
	m, ok := Syntax(src, at)
	if !ok {
		t.Fatal("it is not understood")
	}
	p := m.Proposal()
	if p.Hint != "write up: idleTimeout:" || p.Fix == nil || p.Fix.Title != "write up: idleTimeout:" || len(p.Fix.Edits) == 0 {
		t.Errorf("%+v", p)
	}
	b := string(src)
	for i := len(p.Fix.Edits) - 1; i >= 0; i-- {
		e := p.Fix.Edits[i]
		b = b[:m.Offset+e.At] + e.New + b[m.Offset+e.At+e.Cut:]
	}
	if b != "params: up: idleTimeout: 5" {
		t.Errorf("the edits make %q", b)
	}
	said, _ := Mistake{Hint: "the text goes on: write it in quotes"}.by(insert(3, "x"))
	if p := said.Proposal(); p.Hint != "the text goes on: write it in quotes" || p.Fix.Title != "write it in quotes" || p.Fix.Edits[0].At != 3 || p.Fix.Edits[0].Cut != 0 {
		t.Errorf("%+v", p.Fix)
	}
	if p := (Mistake{Hint: "write it"}).Proposal(); p.Fix != nil || p.Hint != "write it" {
		t.Errorf("%+v", p)
	}
}
