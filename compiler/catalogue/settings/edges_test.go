package settings

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/syntax"
)

// More of what is said of values and names that the schema does not allow.
func TestEdges(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		of         func(testing.TB) *Checker
		text, want string
	}{
		{nested, `users: ann: password: {geheim99: "x"}`, `1:24 field-unknown users.ann.password takes no such field; write {secret: "name"} [secret]`},
		{nested, `users: ann: password: ["geheim99"]`, `1:23 field-value users.ann.password must be printable text of at most 32 characters, or {secret: "name"}: found a list [password]`},
		{nested, `phones: [{}]`, `1:9 field-value phones must have fields in { }: found a list; write phones: {"…": {…}}, each with its name [phones]`},
		{nested, `phones: "00907a000001": {nosuch: 1}`, `1:26 field-unknown phones.00907a000001.nosuch is no field of phones.00907a000001; allowed are label, group, profiles, params, authorizedNumbers, configFiles, accept, unlisted []`},
		{nested, `contacts: [{ct: "1", nosuch: 1}]`, `1:22 field-unknown contacts[0].nosuch is no field of contacts[0]; allowed are ct, ln, fn, sd, lb, pt, rt, dc, ad, ar, bw, bb []`},
		{nested, `authorizedNumbers: [{value: "1"}, {value: "2"}, {value: "3"}, {value: "4"}, {value: "5"}, {value: "6"}]`, `1:20 field-value at most five numbers can be called while logged out (CS-15-10): found 6 [authorizedNumbers]`},
		{nested, `authorizedNumbers: [{value: "1"}, {value: "2"}, {value: "3"}, {value: "4"}, {value: "5"}]`, ` []`},
		{nested, `params: ptt: channel: "26": label: "x"`, `1:23 parameter-index ptt.channel.26.label: the index must be 1 to 25: found 26 [ptt.channel.26.label]`},
		{nested, `params: reg: "1": server: "5": address: "x"`, `1:27 parameter-index reg.1.server.5.address: the index must be 1 to 4: found 5 [reg.1.server.5.address]`},
		{nested, `params: reg: "1": server: "04": address: "x"`, `1:27 parameter-index reg.1.server.04.address: the index must be 1 to 4: found 04; write "4" [reg.1.server.04.address]`},
		{nested, `params: lcl: "country.99.aidt": "x"`, `1:14 parameter-index lcl.country.99.aidt: the index must be 1 to 73: found 99 [lcl.country.99.aidt]`},
		{nested, `params: lcl: ml: lang: menu: "99": "x"`, `1:24 parameter-value lcl.ml.lang must be printable text of at most 256 characters: found a struct [lcl.ml.lang]`},
		{nested, `params: button: color: selection: "9": "1": modify: "x"`, `1:35 parameter-index button.color.selection.9.1.modify: the index must be 1 to 6: found 9 [button.color.selection.9.1.modify]`},
		{nested, `params: reg: "1": {labels: "x", adress: "y"}`, `1:20 parameter-unknown reg.1.labels is no parameter of the 84-Series; did you mean reg.1.label? (what only other software knows goes into unlisted) | 1:33 parameter-unknown reg.1.adress is no parameter of the 84-Series; did you mean reg.1.address? (what only other software knows goes into unlisted) [reg.* reg.1.address reg.1.adress reg.1.label reg.1.labels]`},
		{nested, `params: {prov: {login: {enabled: true}, required: true}}`, `1:41 parameter-unknown prov.required is no parameter of the 84-Series; did you mean prov.login? write login: {required: …} [prov.login.required prov.required]`},
		{nested, `params: "prov.login": enabled: true`, `1:9 parameter-unknown prov.login.enabled has several parts in one label, and they must be nested; write prov: login: enabled: [prov.login.enabled]`},
		{nested, `params: log: {render: {level: 99}}`, `1:31 parameter-value log.render.level must be a whole number from 0 to 6: found 99 [log.render.level]`},
		{nested, `params: tcpIpApp: sntp: gmtOffset: "x"`, `1:36 parameter-value tcpIpApp.sntp.gmtOffset must be a whole number from -43200 to 46800: found "x" [tcpIpApp.sntp.gmtOffset]`},
		{nested, `params: device: net: vlanId: 7`, ` []`},
		{nested, `unlisted: "no name": 1`, `1:11 field-unknown unlisted."no name": a parameter's name has parts of letters, digits, _ and -, joined by points: found no name []`},
		{nested, `unlisted: prov: login: enabled: true`, `1:11 field-unknown unlisted.prov: a parameter's name has parts of letters, digits, _ and -, joined by points: found prov; write "prov.login.enabled", as one label []`},
		{nested, `unlisted: {a: {b: 1, c: 2, d: 3, e: 4}}`, `1:12 field-unknown unlisted.a: a parameter's name has parts of letters, digits, _ and -, joined by points: found a; write "a.b", "a.c", "a.d" and so on, each as one label []`},
		{nested, `unlisted: "a.b": _|_`, ` [a.b]`},
		{nested, `unlisted: "my.password": {secret: "x"}`, `1:11 unlisted-parameter my.password is not in the catalogue: its value goes out unchecked []`},
		{nested, `unlisted: "my.title": {secret: "x"}`, `1:11 unlisted-parameter my.title is not in the catalogue: its value goes out unchecked []`},
		{nested, `unlisted: "reg.1.label": "x y"`, `1:11 unlisted-known reg.1.label is in the catalogue, and params takes this value; write params: reg: "1": label: "x y" []`},
		{nested, `unlisted: "prov.login.enabled": {secret: "x"}`, `1:11 unlisted-elsewhere unlisted."prov.login.enabled": prov.login.* never goes into unlisted: write it in params, where it is checked [prov.login.enabled]`},
		{flat, `params: Speed_Dial_10: "1"`, `1:9 parameter-unknown Speed_Dial_10 is no parameter of these phones; the number in it must be 2 to 9 [Speed_Dial_10 Speed_Dial_2]`},
		{flat, `params: Ring1: 5`, `1:16 parameter-value Ring1 must be printable text on one line: found 5; write "5", in quotes [Ring1]`},
		{flat, `params: {Station_Name: {a: 1}}`, `1:24 parameter-value Station_Name must be printable text on one line: found a struct [Station_Name]`},
		{flat, `params: Time_Zone: "GMT+1"`, `1:20 parameter-value Time_Zone must be one of its 32 allowed values: found "GMT+1"; provc params lists the values [Time_Zone]`},
	} {
		c := x.of(t)
		got := tells(t, c, x.text)
		if got != x.want {
			t.Errorf("%s\ngot  %s\nwant %s", x.text, got, x.want)
		}
		if strings.Contains(got, "geheim") {
			t.Errorf("%s: %s", x.text, got)
		}
	}
}

// A text in a language of its own is told with what its parser says, at the place within
// the text: what is wrong in the place of the sentence of the schema, what looks like a
// mistake as a warning.
func TestLanguages(t *testing.T) {
	t.Parallel()
	s, err := catalogue.Open(fstest.MapFS{"v/v.cue": {Data: []byte("package v\n\n#Deployment: params?: #Params\n#Params: plan?: #Plan @param(home=a.cfg) @check(plan-syntax)\n#Plan: =~\"^\\\\([^\\\\[]*\\\\)$\" | error(\"must be a plan\")\n")}}, "v")
	if err != nil {
		t.Fatal(err)
	}
	s.Checks = diag.NewSet("Plans", fstest.MapFS{"checks/plan-syntax.txtar": {Data: []byte("severity: error\n\nA.\n\nB.\n")}})
	s.Checks.New("plan-syntax")
	s.Languages = map[string]syntax.Language{"plan-syntax": func(text string) []syntax.Problem {
		var all []syntax.Problem
		if at := strings.Index(text, "9"); at >= 0 {
			all = append(all, syntax.Problem{Offset: at, Message: "who dials 9", Hint: "leave it out"})
		}
		if at := strings.Index(text, "["); at >= 0 && !strings.Contains(text, "]") {
			all = append(all, syntax.Problem{Offset: at, Message: "a bracket is not closed", Hint: "write ]", Wrong: true, At: at + 1, New: "]"})
		}
		return all
	}}
	for text, want := range map[string]string{
		`(x.)`:   ` []`,
		`(9x.)`:  `1:17 plan-syntax plan: who dials 9: at character 2; leave it out []`,
		`(9[23)`: `1:18 plan-syntax plan must be a plan: a bracket is not closed, at character 3; write ] [plan]`,
		`(xx`:    `1:15 plan-syntax plan must be a plan: found "(xx" [plan]`,
	} {
		c := &Checker{Schema: s, Subject: "these phones", Written: writtenAs("Yes", "No")}
		c.Check(parsed(t, `params: plan: "`+text+`"`))
		if told(c) != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, told(c), want)
		}
		for _, d := range c.Findings {
			if warns := strings.Contains(d.Summary, "who dials"); (d.Severity == diag.Warning) != warns {
				t.Errorf("%s: %s is of severity %s", text, d.Summary, d.Severity)
			}
			if edits := strings.Contains(d.Detail, "bracket"); edits != (d.Fix != nil) {
				t.Errorf("%s: the fix is %+v", text, d.Fix)
			}
		}
	}
}

// A checker that is used again forgets what it found, and not what it is told of next.
func TestReset(t *testing.T) {
	t.Parallel()
	c := nested(t)
	for range 2 {
		c.Entity("users", parsed(t, `ann: {password: secret: "ann", params: up: {idleTimeout: 5, idleTimeuot: 6}}`).Fields[0])
		c.Entity("users", parsed(t, `ben: {password: secret: "ben", params: up: idleTimeout: 99999999}`).Fields[0])
		if got := told(c); !strings.Contains(got, "up.idleTimeuot is no parameter") || strings.Count(got, "parameter-") != 2 || len(c.Settings) != 2 {
			t.Errorf("it finds %s and %d settings", got, len(c.Settings))
		}
		c.Reset()
		if told(c) != " []" || len(c.Settings) != 0 {
			t.Errorf("it keeps %s", told(c))
		}
	}
}

// Of settings that nobody checks, one of each kind is told, at the first place, however
// many have seen them.
func TestUncheckedOnce(t *testing.T) {
	t.Parallel()
	note := func(u Unchecked[string], in, says string, line int) {
		pos := diag.Pos{File: "d.cue", Line: line, Column: 1}
		u.Note(in, says, pos, func() diag.Diagnostic { return diag.Diagnostic{Summary: says, Pos: pos} })
	}
	one, two := Unchecked[string]{}, Unchecked[string]{}
	note(one, "a", "x", 5)
	note(one, "a", "x", 3)
	note(one, "a", "x", 4)
	note(one, "b", "x", 9)
	note(two, "a", "x", 2)
	note(two, "b", "x", 10)
	note(two, "a", "y", 7)
	one.Join(two)
	var all []string
	for kind, d := range one {
		all = append(all, fmt.Sprintf("%s %s %d", kind.In, d.Summary, d.Pos.Line))
	}
	slices.Sort(all)
	if got := strings.Join(all, ", "); got != "a x 2, a y 7, b x 9" {
		t.Error(got)
	}
}

// A value that a text begins with, or that begins with it, is what was meant, if it is one
// alone and three letters are the same.
func TestBegun(t *testing.T) {
	t.Parallel()
	values := []string{"UDPOnly", "TCPOnly", "TCPpreferred", "TLS"}
	for text, want := range map[string]string{"udp": "UDPOnly", "ud": "", "tcp": "", "tcpo": "TCPOnly", "tls1.2": "TLS", "tl": "", "x": "", "": ""} {
		if got := begun(text, values); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
