package draft_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/spectralink/facts"
	"provc/compiler/value"
)

// desk writes parameters of handsets, which have 1 and 0 for booleans.
func desk() *draft.Desk {
	return &draft.Desk{
		Schema: facts.Schema(),
		Written: func(n *value.Node) string {
			if n.Kind == value.Bool {
				return map[string]string{"true": "1", "false": "0"}[n.Text]
			}
			return n.Text
		},
		Compare: catalogue.Compare,
		Secrets: &draft.Secrets{},
		Other: func(name string) string {
			if strings.Contains(name, "VVX") {
				return "only VVX phones know it"
			}
			return ""
		},
	}
}

// said is a parameter that a file sets.
func said(name, text, comment string) draft.Param {
	s := &tree.Setting{Name: name, Value: text, Line: 3, Comment: comment}
	return draft.Param{Text: text, From: []draft.Said{{Setting: s, File: &tree.File{Path: "site.cfg"}}}}
}

// A layer is what a file says, by name.
func layer(pairs ...string) draft.Layer {
	l := draft.Layer{}
	for p := range slices.Chunk(pairs, 2) {
		l[p[0]] = said(p[0], p[1], "")
	}
	return l
}

// What becomes of a parameter, and where it stands afterwards, its name and value tell.
func TestFates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want, cue string }{
		{"up.idleTimeout", "40", "arrived at ward.params.up.idleTimeout", `params: up: idleTimeout: 40`},
		{"se.rt.enabled", "1", "arrived at ward.params.se.rt.enabled", `params: se: rt: enabled: true`},
		{"reg.1.label", "40", `arrived at ward.params.reg."1".label`, `params: reg: "1": label: "40"`},
		{"reg.1.auth.password", "pw", `arrived at ward.params.reg."1".auth.password`, `params: reg: "1": auth: password: secret: "of_reg.1.auth.password"`},
		{"reg.1.auth.password", "", `arrived at ward.params.reg."1".auth.password`, `params: reg: "1": auth: password: ""`},
		{"powerSaving.officeHours.duration.monday", "13", `out of range at ward.unlisted."powerSaving.officeHours.duration.monday": monday must be a whole number from 0 to 12`, `// monday must be a whole number from 0 to 12 unlisted: "powerSaving.officeHours.duration.monday": 13`},
		{"prov.login.enabled", "1", "arrived at ward.params.prov.login.enabled", "params: prov: login: enabled: true"},
		{"prov.login.automaticLogout", "x", "refused: automaticLogout must be a whole number from 0 to 46000; prov.login.* never goes into unlisted: write it in params, where it is checked", ""},
		{"up.idleTimout", "40", `misspelt at ward.unlisted."up.idleTimout", near up.idleTimeout: probably meant: up.idleTimeout`, `// probably meant: up.idleTimeout unlisted: "up.idleTimout": 40`},
		{"up.IdleTimeout", "40", "wrong case, near up.idleTimeout: it differs from up.idleTimeout in letter case alone", ""},
		{"reg.x.label", "y", `misspelt at ward.unlisted."reg.x.label": a number belongs in the place of x`, `// a number belongs in the place of x unlisted: "reg.x.label": "y"`},
		{"reg.35.label", "y", `out of range at ward.unlisted."reg.35.label": the index of reg.35.label must be 1 to 34`, `// the index of reg.35.label must be 1 to 34 unlisted: "reg.35.label": "y"`},
		{"acme.gadget", "123456789012345", `unknown at ward.unlisted."acme.gadget"`, `unlisted: "acme.gadget": 123456789012345`},
		{"acme.gadget", "1234567890123456", `unknown at ward.unlisted."acme.gadget"`, `unlisted: "acme.gadget": "1234567890123456"`},
		{"acme.gadget", "007", `unknown at ward.unlisted."acme.gadget"`, `unlisted: "acme.gadget": "007"`},
		{"bg.VVX500.x", "1", `other product at ward.unlisted."bg.VVX500.x": only VVX phones know it`, `// only VVX phones know it unlisted: "bg.VVX500.x": 1`},
	} {
		d := desk()
		into := &draft.Value{}
		p := said(c.name, c.text, "")
		d.Write(into, "ward", draft.Layer{c.name: p}, func(name string) string { return "of_" + name })
		fate := p.From[0].Fate
		got := string(fate.Kind)
		if fate.Where != "" {
			got += " at " + fate.Where
		}
		if fate.Near != "" {
			got += ", near " + fate.Near
		}
		if fate.Note != "" {
			got += ": " + fate.Note
		}
		if got != c.want {
			t.Errorf("%s=%s\ngot  %s\nwant %s", c.name, c.text, got, c.want)
		}
		text, err := draft.Snippet(into.Fields...)
		if cue := strings.Join(strings.Fields(string(text)), " "); err != nil || cue != c.cue {
			t.Errorf("%s=%s\ngot  %s %v\nwant %s", c.name, c.text, cue, err, c.cue)
		}
		if reads := d.Reads(c.name, c.text); reads != (c.cue != "") {
			t.Errorf("%s=%s is read: %t", c.name, c.text, reads)
		}
		refused := said(c.name, c.text, "")
		if d.Refuse(c.name, refused); refused.From[0].Fate.Kind != fate.Kind {
			t.Errorf("%s=%s is refused as %s", c.name, c.text, refused.From[0].Fate.Kind)
		}
	}
}

// What phones of a model lack goes nowhere, and what they take no such value of goes into
// unlisted.
func TestUnfit(t *testing.T) {
	t.Parallel()
	d := desk()
	d.Unfit = func(name, text string) (string, bool) {
		switch name {
		case "up.idleTimeout":
			return "they have no such thing", true
		case "se.rt.enabled":
			return "they take other values", false
		}
		return "", false
	}
	l := layer("up.idleTimeout", "40", "se.rt.enabled", "1", "reg.1.label", "x")
	into := &draft.Value{}
	d.Write(into, "", l, nil)
	text, err := draft.Snippet(into.Fields...)
	if want := "params: reg: \"1\": label: \"x\"\n\n// they take other values\nunlisted: \"se.rt.enabled\": 1\n"; err != nil || string(text) != want {
		t.Errorf("got\n%s%v\nwant\n%s", text, err, want)
	}
	for name, want := range map[string]tree.FateKind{"up.idleTimeout": tree.Product, "se.rt.enabled": tree.OutOfRange, "reg.1.label": tree.Arrived} {
		if got := l[name].From[0].Fate.Kind; got != want {
			t.Errorf("%s is %s", name, got)
		}
	}
}

// A trial decides about nothing, and shows what it is given.
func TestTrial(t *testing.T) {
	t.Parallel()
	d := desk()
	d.Trial = true
	l := layer("reg.1.auth.password", "pw", "up.idleTimeout", "x")
	into := &draft.Value{}
	d.Write(into, "", l, nil)
	if got := into.At("params", "reg", "1", "auth").Get("password").Value; got.Kind != draft.Text || got.Text != "pw" || d.Secrets.Len() > 0 {
		t.Errorf("%+v, and %d secrets", got, d.Secrets.Len())
	}
	for name, p := range l {
		if p.From[0].Fate.Kind != tree.Undecided {
			t.Errorf("%s is %s", name, p.From[0].Fate.Kind)
		}
	}
}

// Comments beside settings stay beside them, but for those that tell a password, or are a
// setting that somebody turned off, or what makers repeat; each once, and of no more than
// 400 characters. Origins stand behind.
func TestComments(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 400)
	for comment, want := range map[string]string{
		"why": "why", " == why == ": "why", "two\nlines": "two lines", long: long, long + "x": "", "": "",
		"options: 1/2": "", "Option: x": "", "optional: x": "optional: x", "a <b>": "", `up.x = "3"`: "", "up.x='3'": "", "the password is new": "", "pwd": "", "a Secret": "", "the PIN": "", "pinned": "pinned", "it is hunter22": "",
	} {
		d := desk()
		d.Origins = true
		d.Secrets.Hide("hunter22")
		p := said("up.idleTimeout", "40", comment)
		p.From = append(p.From, said("up.idleTimeout", "40", comment).From...)
		p.Note = "it says 30 elsewhere"
		into := &draft.Value{}
		d.Write(into, "", draft.Layer{"up.idleTimeout": p}, nil)
		f := into.At("params", "up").Get("idleTimeout")
		if got := strings.Join(strings.Fields(strings.TrimSuffix(strings.Join(f.Comments, "\n"), p.Note)), " "); got != want || f.Comments[len(f.Comments)-1] != p.Note {
			t.Errorf("%q: %q", comment, f.Comments)
		}
		if f.Origin != "site.cfg:3" {
			t.Errorf("it comes from %q", f.Origin)
		}
	}
}

// Short things stand before long ones: values, secrets, structs; what is unlisted comes
// last.
func TestTidy(t *testing.T) {
	t.Parallel()
	d := desk()
	into := &draft.Value{}
	into.Set("unlisted", &draft.Value{})
	d.Write(into, "", layer("reg.1.auth.password", "p", "reg.1.auth.userId", "u", "reg.1.server.1.address", "s", "reg.1.label", "l", "acme.x", "1"), func(string) string { return "x" })
	text, err := draft.Snippet(into.Fields...)
	want := `params: reg: "1": {
	label: "l"
	auth: {userId: "u", password: secret: "x"}
	server: "1": address: "s"
}

unlisted: "acme.x": 1
`
	if err != nil || string(text) != want {
		t.Errorf("got\n%s%v\nwant\n%s", text, err, want)
	}
}

// said lists a layer, with how many settings say each.
func shown(l draft.Layer) string {
	var all []string
	for name, p := range l {
		all = append(all, fmt.Sprintf("%s=%s/%d/%t", name, p.Text, len(p.From), p.Level))
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// What layers have in common is what each says with the same value, with the settings of
// all: the vendor's default is one that no file sets.
func TestCommon(t *testing.T) {
	t.Parallel()
	level := draft.Layer{"a": {Text: "1", Level: true}, "b": {Text: "2", Level: true}}
	for _, c := range []struct {
		of   []draft.Layer
		want string
	}{
		{nil, ""},
		{[]draft.Layer{layer("a", "1", "b", "2")}, "a=1/1/false b=2/1/false"},
		{[]draft.Layer{layer("a", "1", "b", "2"), layer("a", "1", "b", "3"), layer("a", "1", "b", "2", "c", "1")}, "a=1/3/false"},
		{[]draft.Layer{layer("a", "1"), layer("b", "2")}, ""},
		{[]draft.Layer{layer("a", ""), layer("b", "2")}, ""},
		{[]draft.Layer{layer("a", ""), layer("a", "")}, "a=/2/false"},
		{[]draft.Layer{level, level}, "a=1/0/true b=2/0/true"},
		{[]draft.Layer{level, layer("a", "1")}, "a=1/1/false"},
	} {
		if got := shown(draft.Common(c.of)); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	strong, weak := layer("a", "1", "b", "2", "c", "3", "e", ""), layer("a", "1", "b", "1", "d", "4")
	if got := shown(strong.Without(weak)); got != "b=2/1/false c=3/1/false e=/1/false" {
		t.Error(got)
	}
	strong.Without(weak) // the same settings count once
	if got := shown(weak); got != "a=1/2/false b=1/1/false d=4/1/false" {
		t.Error(got)
	}
}
