package evaluate_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/evaluate"
)

const fullHead = bare + "d: spectralink.#Deployment & {\n\tparams: prov: login: {enabled: true, persistent: true}\n"

// What asks for the schema itself is noted with its line, up to a number of entities;
// beyond, it is refused.
func TestBound(t *testing.T) {
	const guard = "\tusers: {for n in [\"a\", \"b\", \"c\"] {(n): password: n}}\n\tif params.up.idleTimeout == _|_ {label: \"guarded\"}\n}\n"
	for _, test := range []struct {
		most        int
		text        string
		want, label string
	}{
		{3, fullHead + guard, "a.cue:8:5: note: cue-schema-cost: a comparison with _|_ needs the full schema, under which 3 entities are evaluated, each in about 2 ms\n", "guarded"},
		{2, fullHead + guard, "a.cue:8:5: error: cue-schema-cost: a comparison with _|_ needs the full schema, under which 3 entities would have to be evaluated; at most 2 are; write the condition over data of your own rather than over what is unified with the schema, or put these entities into a package of their own\n", ""},
		// Entities that are written out are not evaluated.
		{0, fullHead + "\tusers: {a: password: \"1\", b: password: \"2\"}\n\tparams: {if (spectralink.#Params & {up: idleTimeout: \"bad\"}) == _|_ {up: idleTimeout: 9}}\n}\n", "", ""},
		// Nothing asks for the schema, but CUE refuses under the stub what the schema may allow.
		{1, fullHead + "\tusers: {for n in [\"a\", \"b\"] {(n): password: n}}\n\tlabel: \"x\" + nowhere.x\n}\nnowhere: {}\n", "a.cue:8:23: error: cue-reference: d.label refers to a field x that is not there\n", ""},
	} {
		e, u := unit(t, evaluate.Options{Extract: 1}, test.text)
		e.SetMost(test.most)
		r := e.Evaluate(u)
		got := lines(r.Findings)
		if test.want == "" {
			if r.Findings.HasErrors() {
				t.Errorf("%s", got)
			}
		} else if got != test.want {
			t.Errorf("%d entities:\ngot  %swant %s", test.most, got, test.want)
		}
		if label := r.Deployments[0].Root.Get("label").Str(""); label != test.label && test.want == "" {
			t.Errorf("label %q, want %q", label, test.label)
		}
	}
}

// Where the package holds alternatives, two values that differ under the stub are a
// matter for the schema; elsewhere they are not.
func TestConflictAmongAlternatives(t *testing.T) {
	const text = "\tusers: ann: {password: \"1\", label: null | \"x\"}\n\tusers: ann: label: \"\\(d.params.up.idleTimeout)\"\n\tusers: _people\n}\n_people: [string]: label: string\n"
	e, u := unit(t, evaluate.Options{}, fullHead+text)
	if r := e.Evaluate(u); r.Findings.HasErrors() || r.Deployments[0].Root.Get("users", "ann", "label").Str("") != "x" {
		t.Errorf("CUE says x: %s", lines(r.Findings))
	}
	e, u = unit(t, evaluate.Options{}, fullHead+"\tusers: ann: {password: \"1\", label: \"x\"}\n\tusers: ann: label: \"y\"\n}\n")
	e.SetMost(-1) // the schema is not asked
	if got := lines(e.Evaluate(u).Findings); !strings.Contains(got, "is declared with two different values") {
		t.Errorf("got %s", got)
	}
}

// Where the schema leaves no value, that of the stub is kept, so that native checks can
// speak of it; where it leaves one, that counts. Places are those of the stub.
func TestMended(t *testing.T) {
	for _, way := range []evaluate.Options{{}, {Extract: 1}, {Extract: 1, Shard: 1}, whole} {
		e, u := unit(t, way, fullHead+"\tparams: up: idleTimeout: *\"x\" | 60\n\tusers: {a: {password: \"1\", params: reg: \"1\": label: 5}, b: password: \"2\", c: password: \"x\" + \"y\"}\n}\n")
		first := e.Evaluate(u)
		if got := first.Deployments[0].Root.Get("params", "up", "idleTimeout"); got.Text != "x" || len(first.Findings) > 0 {
			t.Errorf("the stub has %v: %s", got, lines(first.Findings))
		}
		again, ok := e.Recheck(u, first)
		if !ok {
			t.Fatal("the schema may choose another value")
		}
		d := again.Deployments[0]
		if got := d.Root.Get("params", "up", "idleTimeout"); got.Text != "60" || got.Pos.Line != 7 {
			t.Errorf("the schema has %v", got)
		}
		users := d.Entities("users")
		var got []string
		for i := range users.Len() {
			f, _ := users.At(i, nil)
			got = append(got, f.Label+"="+f.Value.Get("password").Str("?")+f.Value.Get("params", "reg", "1", "label").Str(""))
			if f.Pos.Line != 8 || f.Value.Pos.Line != 8 {
				t.Error(f.Pos, f.Value.Pos)
			}
		}
		slices.Sort(got)
		if strings.Join(got, " ") != "a=15 b=2 c=xy" || len(again.Findings) > 0 || again.Refused.HasErrors() != (way.Extract == 0) { // what is extracted CUE does not see
			t.Errorf("%q\n%s%s", got, lines(again.Findings), lines(again.Refused))
		}
		if _, ok := e.Recheck(u, again); ok {
			t.Error("the schema has decided")
		}
	}
}

// The schema is asked again only where alternatives may be values, and only once.
func TestRecheck(t *testing.T) {
	for text, want := range map[string]bool{
		"params: up: idleTimeout: \"x\"": false, "params: up: idleTimeout: 60 | *\"x\"": true, "params: up: idleTimeout: *60 | int": false, "users: {a: password: 5}": false,
		"label: \"x\"\nif params.up.idleTimeout == _|_ {params: ptt: displayName: \"x\" | *5}": false, // decided by then
	} {
		e, u := unit(t, evaluate.Options{}, fullHead+text+"\n}\n")
		r := e.Evaluate(u)
		if _, ok := e.Recheck(u, r); ok != want {
			t.Errorf("%s: %v", text, ok)
		}
	}
	// Too many entities are not evaluated again.
	e, u := unit(t, evaluate.Options{Extract: 1}, fullHead+"users: {for n in [\"a\", \"b\"] {(n): password: n}}\nparams: up: idleTimeout: 60 | *\"x\"\n}\n")
	e.SetMost(1)
	r := e.Evaluate(u)
	if again, ok := e.Recheck(u, r); !ok || again.Deployments[0].Root.Get("params", "up", "idleTimeout").Text != "x" || len(again.Findings) > 0 {
		t.Errorf("%v %s", ok, lines(again.Findings))
	}
}

// What CUE refuses, in sentences, with places and without texts.
func TestSentences(t *testing.T) {
	for text, want := range map[string]string{
		"x: 1\nx: 2":                  "a.cue:5:4: error: cue-conflict: x is declared with two different values: 1 and 2 (a.cue:6:4: another value is here)",
		"x: \"secret\"\nx: \"other\"": "a.cue:5:4: error: cue-conflict: x is declared with two different values (a.cue:6:4: another value is here)",
		"x: 1\nx: \"secret\"":         "a.cue:5:4: error: cue-conflict: x is declared once as a number and once as text (a.cue:6:4: another value is here)",
		"x: true\nx: {}":              "a.cue:5:4: error: cue-conflict: x is declared once as a boolean and once as a struct (a.cue:6:4: another value is here)",
		"x: []\nx: 1":                 "a.cue:5:4: error: cue-conflict: x is declared once as a list and once as a number (a.cue:6:4: another value is here)",
		"x: nowhere":                  "a.cue:5:4: error: cue-reference: nowhere is not declared; text needs quotes: write \"nowhere\"",
		"x: y.z\ny: {}":               "a.cue:5:6: error: cue-reference: x refers to a field z that is not there",
		"let x = 1":                   "a.cue:5:1: error: cue-reference: x is defined by let but not used",
		"x: string":                   "a.cue:5:4: error: cue-incomplete: x has no definite value",
		"x: y!: 1":                    "a.cue:5:4: error: cue-incomplete: x.y is required but absent",
		"x: #D & {b: 1}\n#D: a?: 1":   "a.cue:5:10: error: cue-value: x.b is not allowed by the definition it is unified with",
		"x: {a: x}":                   "a.cue:5:4: error: cue-reference: x.a refers to itself",
		"x: <5\nx: 6":                 "a.cue:5:4: error: cue-value: x breaks a constraint of its declaration",
		"x: {for y in 5 {}}":          "a.cue:5:14: error: cue-value: x is made by a comprehension over a number, which is neither a list nor a struct",
		"x: [1]\nx: [1, 2]":           "a.cue:6:4: error: cue-conflict: x is declared as a list of 1 and as one of 2 elements",
		"x: [1][2]":                   "a.cue:5:8: error: cue-reference: x refers to element 2 of a list of 1",
		"x: 1 + \"a\"":                "a.cue:5:4: error: cue-value: x is computed from values of kinds that do not go together",
		"x: 1 / 0":                    "a.cue:5:4: error: cue-value: x cannot be computed: division by zero",
		"x: y()\ny: 1":                "a.cue:5:4: error: cue-reference: x calls y, which is no function",
		"x: error(\"said\")":          "a.cue:5:4: error: cue-value: x: said",
		"x: [1, nowhere]":             "a.cue:5:8: error: cue-reference: nowhere is not declared; text needs quotes: write \"nowhere\"",
		"import \"strings\"":          "a.cue:5:8: error: cue-import: package \"strings\" is imported but not used",
		"x: [string]":                 "a.cue:5:5: error: cue-incomplete: x[0] has no definite value",
		"_y: 1 & 2":                   "a.cue:5:5: error: cue-conflict: _y is declared with two different values: 1 and 2 (a.cue:5:9: another value is here)",
		"#z: a: 1 & 2":                "a.cue:5:8: error: cue-conflict: #z.a is declared with two different values: 1 and 2 (a.cue:5:12: another value is here)",
		"_y: string\n#z: int":         "",
	} {
		texts := "package p\n\n\n\n" + text + "\n"
		e, u := unit(t, evaluate.Options{}, texts)
		if got := strings.TrimSpace(lines(e.Evaluate(u).Findings)); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// What is no label is an error of the struct, whose other fields are read.
func TestLabelsThatAreNone(t *testing.T) {
	e, u := unit(t, evaluate.Options{}, bare+`x: spectralink.#Deployment & {phones: {for i, m in ["00907a000001", null] {(m): label: "\(i)"}}}`+"\n")
	if got, want := strings.TrimSpace(lines(e.Evaluate(u).Findings)), "x.phones cannot be evaluated"; !strings.HasSuffix(got, want) || strings.Contains(got, "\n") {
		t.Errorf("got %s, want one finding: %s", got, want)
	}
}
