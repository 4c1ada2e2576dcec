package catalogue

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// schemaOf is a schema of one file.
func schemaOf(t *testing.T, text string) *Schema {
	t.Helper()
	s, err := Open(fstest.MapFS{"v/v.cue": {Data: []byte("package v\n\n" + text)}}, "v")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Constraints mean what CUE has them mean: at the limit and one beyond.
func TestConstraints(t *testing.T) {
	t.Parallel()
	s := schemaOf(t, `
#Int:      >=0 & <=5 & int
#Open:     >0 & <5
#Negative: >=-3 & <=-1
#Huge:     <=99999999999999999999
#Text:     strings.MinRunes(2) & strings.MaxRunes(3)
#Pattern:  =~"^a+$" & !~"aaa"
#Choice:   "a" | "b" | *"c"
#Mixed:    true | 5 | "x" | ""
#Named:    #Choice & strings.MaxRunes(1)
#List:     [...#Int] & list.MaxItems(2)
#Any:      _
#Number:   number
#Grouped:  ("a" | "b") & !~"b"
`)
	text := func(s string) *value.Node { return &value.Node{Kind: value.String, Text: s} }
	whole := func(s string) *value.Node { return &value.Node{Kind: value.Int, Text: s} }
	list := func(n int) *value.Node { return &value.Node{Kind: value.List, Items: make([]*value.Node, n)} }
	for def, x := range map[string]struct{ takes, refuses []*value.Node }{
		"#Int":      {[]*value.Node{whole("0"), whole("5")}, []*value.Node{whole("-1"), whole("6"), text("3"), {Kind: value.Float, Text: "1.5"}, {Kind: value.Bool, Text: "true"}}},
		"#Open":     {[]*value.Node{whole("1"), whole("4")}, []*value.Node{whole("0"), whole("5")}},
		"#Negative": {[]*value.Node{whole("-3"), whole("-1")}, []*value.Node{whole("-4"), whole("0")}},
		"#Huge":     {[]*value.Node{whole("99999999999999999999"), whole("1"), whole("-99999999999999999999")}, []*value.Node{whole("100000000000000000000"), whole("x")}},
		"#Text":     {[]*value.Node{text("éé"), text("ééé")}, []*value.Node{text("é"), text("éééé"), whole("12")}},
		"#Pattern":  {[]*value.Node{text("a"), text("aa")}, []*value.Node{text("aaa"), text("b"), text("")}},
		"#Choice":   {[]*value.Node{text("a"), text("c")}, []*value.Node{text("d"), text("A"), text("")}},
		"#Mixed":    {[]*value.Node{{Kind: value.Bool, Text: "true"}, whole("5"), text("x"), text("")}, []*value.Node{{Kind: value.Bool, Text: "false"}, text("5"), text("true"), whole("6")}},
		"#List":     {[]*value.Node{list(0), list(2)}, []*value.Node{list(3), text("a")}},
		"#Any":      {[]*value.Node{text("a"), whole("1")}, nil},
		"#Number":   {[]*value.Node{whole("1"), {Kind: value.Float, Text: "1.5"}}, []*value.Node{text("1")}},
		"#Grouped":  {[]*value.Node{text("a")}, []*value.Node{text("b"), text("c")}},
	} {
		typ := s.MustType(def)
		for _, n := range x.takes {
			if !typ.Admits(n) {
				t.Errorf("%s refuses %q", def, n.Text)
			}
		}
		for _, n := range x.refuses {
			if typ.Admits(n) {
				t.Errorf("%s takes %q", def, n.Text)
			}
		}
	}
	choice := s.MustType("#Choice")
	if fmt.Sprintf("%q %s %q %q", choice.Enum(), choice.Preset(), s.MustType("#Int").Enum(), s.MustType("#Mixed").Enum()) != `["a" "b" "c"] "c" [] ["x" ""]` {
		t.Errorf("choices are %q, by default %s; %q, %q", choice.Enum(), choice.Preset(), s.MustType("#Int").Enum(), s.MustType("#Mixed").Enum())
	}
	for def, want := range map[string]string{"#Int": "int", "#Text": "text", "#Mixed": "int text bool", "#List": "list", "#Number": "int", "#Choice": "text"} {
		var kinds []string
		for _, k := range []value.Kind{value.Int, value.String, value.Bool, value.List, value.Struct} {
			if s.MustType(def).Takes(k) {
				kinds = append(kinds, map[value.Kind]string{value.Int: "int", value.String: "text", value.Bool: "bool", value.List: "list", value.Struct: "struct"}[k])
			}
		}
		if got := strings.Join(kinds, " "); got != want {
			t.Errorf("%s takes %s, want %s", def, got, want)
		}
	}
}

// What attributes say of a parameter, and which fields a struct needs.
func TestAttributes(t *testing.T) {
	t.Parallel()
	s := schemaOf(t, `
#Deployment: {
	name!:  string
	list?:  [...#Item]
	params?: #Params
	_own:   5
}
#Item: {
	value!: string
	label?: string
}
#Params: {
	// One
	// sentence.
	a?: string @param(home=a.cfg,also=b.cfg,default="x, y",restart=yes,secret,models="A B",group="G/H")
	b?: bool   @param(home=b.cfg,restart=no,later,unsure="F G") @check(some-check) @other(x)
	c?: string @param(restart=unknown,defaults="1: \"q\"")
	d?: int
}
`)
	field := func(name string) *Field { return s.MustType("#Params").Object().Field(name) }
	a, b, c, d := field("a").Meta, field("b").Meta, field("c").Meta, field("d").Meta
	if v, ok := a.Default(""); a.Home != "a.cfg" || a.Also != "b.cfg" || v != "x, y" || !ok || a.Restart != RestartYes || !a.Secret || a.Later || a.Values["models"] != "A B" || a.Values["group"] != "G/H" || !a.Param || field("a").Doc != "One sentence." {
		t.Errorf("%+v %q", a, field("a").Doc)
	}
	if _, ok := b.Default(""); ok || b.Restart != RestartNo || !b.Later || b.Secret || strings.Join(b.Unsure, " ") != "F G" || b.Check != "some-check" || !b.ByFamily() {
		t.Errorf("%+v", b)
	}
	if v, ok := c.Default("", 1); c.Restart != RestartUnknown || v != `"q"` || !ok || c.ByFamily() {
		t.Errorf("%+v %q", c, v)
	}
	if d.Param || d.Home != "" || d.Restart != RestartUnknown {
		t.Errorf("%+v", d)
	}
	o := s.MustType("#Deployment").Object()
	if needs := o.Required(); len(needs) != 1 || needs[0].Label != "name" || strings.Join(o.Labels(), " ") != "name list params" || o.Field("_own") != nil {
		t.Errorf("%+v, %q", needs, o.Labels())
	}
	item := o.Field("list").Type.Elem()
	if !item.IsCalled("#Item") || item.Definition().Name != "#Item" || item.Object().Field("value") == nil || o.Field("name").Type.Elem() != nil || o.Field("name").Type.IsCalled("#Item") {
		t.Errorf("%+v", item)
	}
}

// What is not understood is a mistake in the schema, which is told with its place.
func TestNotUnderstood(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"#A: a?: string @param(restart=maybe)": "restart is yes, no or unknown, not maybe",
		"#A: a?: string @check(nosuch)":        "there is no check nosuch",
		"#A: [string, int]":                    "only [...T] is understood",
		"#A: {5}":                              "only a definition may be embedded",
		"#A: =~\"(\"":                          "v/v.cue:3:",
		"#B: 5":                                "schema v has no definition #A",
		"#A: string | error(x)":                "a plain string is wanted here",
	} {
		s := schemaOf(t, text+"\n")
		s.Checks = diag.NewSet("None", fstest.MapFS{})
		_, err := s.Type("#A")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	if _, err := Open(fstest.MapFS{}, "v"); err == nil {
		t.Error("a vendor without files has a schema")
	}
}
