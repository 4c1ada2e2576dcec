package settings

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/schema"
)

// parsed is a text of CUE that is written out, as a value. It begins in the second line.
func parsed(t testing.TB, text string) *value.Node {
	t.Helper()
	x, err := parser.ParseExpr("d.cue", "{\n"+text+"\n}")
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return nodeOf(t, x)
}

func placeOf(p token.Pos) diag.Pos {
	return diag.Pos{File: "d.cue", Line: p.Line() - 1, Column: p.Column()}
}

func nodeOf(t testing.TB, x ast.Expr) *value.Node {
	t.Helper()
	n := &value.Node{Pos: placeOf(x.Pos())}
	switch x := x.(type) {
	case *ast.StructLit:
		n.Kind = value.Struct
		for _, d := range x.Elts {
			f := d.(*ast.Field)
			label, _, err := ast.LabelName(f.Label)
			if err != nil {
				t.Fatal(err)
			}
			n.Fields = append(n.Fields, value.Field{Label: label, Value: nodeOf(t, f.Value), Pos: placeOf(f.Label.Pos())})
		}
	case *ast.ListLit:
		n.Kind = value.List
		for _, e := range x.Elts {
			n.Items = append(n.Items, nodeOf(t, e))
		}
	case *ast.BottomLit:
		n.Kind = value.Invalid
	case *ast.UnaryExpr:
		n.Kind, n.Text = value.Int, "-"+x.X.(*ast.BasicLit).Value
	case *ast.BasicLit:
		switch x.Kind {
		case token.STRING:
			text, err := literal.Unquote(x.Value)
			if err != nil {
				t.Fatal(err)
			}
			n.Kind, n.Text, n.Quote = value.String, text, value.Quoted(x.Value, text)
			if x.Value[0] == '\'' {
				n.Kind, n.Quote = value.Bytes, 0
			}
		case token.INT:
			n.Kind, n.Text = value.Int, x.Value
		case token.FLOAT:
			n.Kind, n.Text = value.Float, x.Value
		case token.NULL:
			n.Kind, n.Text = value.Null, "null"
		default:
			n.Kind, n.Text = value.Bool, x.Value
		}
	default:
		t.Fatalf("%T", x)
	}
	return n
}

// nested and flat are checkers of a vendor whose names have parts, and of one whose names
// are labels.
func nested(t testing.TB) *Checker {
	return &Checker{Schema: opened(t, "spectralink"), Separator: ".", Subject: "the 84-Series", Written: writtenAs("1", "0")}
}

func flat(t testing.TB) *Checker {
	return &Checker{Schema: opened(t, "cisco"), Subject: "these phones", Written: writtenAs("Yes", "No")}
}

// schemas are those that have been read, by vendor.
var schemas sync.Map

func opened(t testing.TB, vendor string) *catalogue.Schema {
	t.Helper()
	if s, ok := schemas.Load(vendor); ok {
		return s.(*catalogue.Schema)
	}
	s, err := catalogue.Open(schema.FS, vendor)
	if err != nil {
		t.Fatal(err)
	}
	schemas.Store(vendor, s)
	return s
}

func writtenAs(yes, no string) func(*value.Node) string {
	return func(n *value.Node) string {
		if n.Kind != value.Bool {
			return n.Text
		}
		return map[string]string{"true": yes, "false": no}[n.Text]
	}
}

// told is what is found, in order, and in brackets what is in doubt then.
func told(c *Checker) string {
	var all []string
	for _, d := range c.Findings.Sorted() {
		one := fmt.Sprintf("%d:%d %s %s", d.Pos.Line, d.Pos.Column, d.Check, d.Message())
		for _, r := range d.Related {
			one += fmt.Sprintf(" (%d:%d: %s)", r.Pos.Line, r.Pos.Column, r.Message)
		}
		all = append(all, one)
	}
	var doubts []string
	for name := range c.Doubts {
		doubts = append(doubts, name)
	}
	slices.Sort(doubts)
	return strings.Join(all, " | ") + fmt.Sprint(" ", doubts)
}

// What is said of values and names that the schema does not allow, what is proposed in
// their place, and, in brackets, what is in doubt after that.
func TestSentences(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ text, want string }{
		{`params: up: idleTimeout: 20`, ` []`},
		{`params: up: idleTimeout: 0`, ` []`},
		{`params: up: idleTimeout: "20"`, `1:26 parameter-value up.idleTimeout must be a whole number from 0 to 6553500: found "20"; write 20, without quotes [up.idleTimeout]`},
		{`params: up: idleTimeout: 2.5`, `1:26 parameter-value up.idleTimeout must be a whole number from 0 to 6553500: found 2.5 [up.idleTimeout]`},
		{`params: up: idleTimeout: {a: 1}`, `1:26 parameter-value up.idleTimeout must be a whole number from 0 to 6553500: found a struct [up.idleTimeout]`},
		{`params: up: idleTimeout: [1]`, `1:26 parameter-value up.idleTimeout must be a whole number from 0 to 6553500: found a list [up.idleTimeout]`},
		{`params: prov: login: enabled: 1`, `1:31 parameter-value prov.login.enabled must be true or false: found 1; write true [prov.login.enabled]`},
		{`params: prov: login: enabled: "No"`, `1:31 parameter-value prov.login.enabled must be true or false: found "No"; write false [prov.login.enabled]`},
		{`params: prov: login: enabled: "maybe"`, `1:31 parameter-value prov.login.enabled must be true or false: found "maybe" [prov.login.enabled]`},
		{`params: prov: login: automaticLogout: "30"`, `1:39 parameter-value prov.login.automaticLogout must be a whole number from 0 to 46000: found "30"; write 30, without quotes [prov.login.automaticLogout]`},
		{`params: prov: login: automaticLogout: 99999`, `1:39 parameter-value prov.login.automaticLogout must be a whole number from 0 to 46000: found 99999 [prov.login.automaticLogout]`},
		{`params: prov: login: enabled: {secret: "x"}`, `1:31 parameter-value prov.login.enabled must be true or false: found a secret reference; only parameters that the catalogue calls secret take one [prov.login.enabled]`},
		{`params: reg: "1": label: 5`, `1:26 parameter-value reg.1.label must be printable text of at most 256 characters: found 5; write "5", in quotes [reg.1.label]`},
		{`params: reg: "1": label: 'Ann'`, `1:26 parameter-value reg.1.label must be printable text of at most 256 characters: found single quotes; text stands in straight double quotes [reg.1.label]`},
		{`params: reg: "1": auth: password: "geheim99"`, ` []`},
		{`params: reg: "1": auth: password: {secret: "x"}`, ` []`},
		{`params: reg: "1": auth: password: {secret: "x y"}`, `1:44 field-value reg.1.auth.password.secret must name a secret in letters, digits, points, hyphens and underscores: found text of 3 characters [secret]`},
		{`params: reg: "1": auth: password: {secert: "x"}`, `1:36 parameter-unknown reg.1.auth.password.secert is no parameter of the 84-Series; did you mean reg.1.auth.password.secret? (what only other software knows goes into unlisted) [reg.* reg.1.auth.password.secert reg.1.auth.password.secret secret]`},
		{`params: reg: "1": auth: password: ["geheim99"]`, `1:35 parameter-value reg.1.auth.password must be printable text of at most 256 characters, or {secret: "name"}: found a list [reg.1.auth.password]`},
		{`params: reg: "1": server: "1": transport: "udp"`, `1:43 parameter-value reg.1.server.1.transport must be one of UDPOnly, TCPpreferred, DNSnaptr, TCPOnly, TLS: found "udp"; did you mean "UDPOnly"? [reg.1.server.1.transport]`},
		{`params: reg: "1": server: "1": transport: "SCTP"`, `1:43 parameter-value reg.1.server.1.transport must be one of UDPOnly, TCPpreferred, DNSnaptr, TCPOnly, TLS: found "SCTP" [reg.1.server.1.transport]`},
		{`params: reg: "35": label: "x"`, `1:14 parameter-index reg.35.label: the index must be 1 to 34: found 35 [reg.35.label]`},
		{`params: reg: "01": label: "x"`, `1:14 parameter-index reg.01.label: the index must be 1 to 34: found 01; write "1" [reg.01.label]`},
		{`params: reg: x: label: "x"`, `1:14 parameter-unknown reg.x.label is no parameter of the 84-Series; write a number in the place of x [reg.* reg.x.label]`},
		{`params: reg: "1": labels: "x"`, `1:19 parameter-unknown reg.1.labels is no parameter of the 84-Series; did you mean reg.1.label? (what only other software knows goes into unlisted) [reg.* reg.1.label reg.1.labels]`},
		{`params: reg: "1": LABEL: "x"`, `1:19 parameter-unknown reg.1.LABEL is no parameter of the 84-Series; names are case-sensitive: did you mean reg.1.label? [reg.* reg.1.LABEL reg.1.label]`},
		{`params: up: idleTimeuot: 20`, `1:13 parameter-unknown up.idleTimeuot is no parameter of the 84-Series; did you mean up.idleTimeout? (what only other software knows goes into unlisted) [up.* up.idleTimeout up.idleTimeuot]`},
		{`params: idleTimeout: 20`, `1:9 parameter-unknown idleTimeout is no parameter of the 84-Series; did you mean up.idleTimeout? [idleTimeout up.idleTimeout]`},
		{`params: "prov.login.enabled": true`, `1:9 parameter-unknown prov.login.enabled has several parts in one label, and they must be nested; write prov: login: enabled: [prov.login.enabled]`},
		{`params: prov: enabled: true`, `1:15 parameter-unknown prov.enabled is no parameter of the 84-Series; what only other software knows goes into unlisted [prov.* prov.enabled]`},
		{`params: prov: {enabled: true, required: true}`, `1:16 parameter-unknown prov.enabled, prov.required are no parameters of the 84-Series; did you mean prov.login? write login: {enabled: …} [prov.enabled prov.login.enabled prov.login.required prov.required]`},
		{`params: login: {enabled: true, required: true}`, `1:9 parameter-unknown login is no parameter of the 84-Series; did you mean prov.login? [login prov.login.enabled prov.login.required]`},
		{`params: nothing: at: all: 1`, `1:9 parameter-unknown nothing.at.all is no parameter of the 84-Series; what only other software knows goes into unlisted [nothing.* nothing.at.all]`},
		{`params: wholly: 1`, `1:9 parameter-unknown wholly is no parameter of the 84-Series [wholly]`},
		{`params: up: _|_`, ` [up]`},
		{`param: up: idleTimeout: 20`, `1:1 field-unknown param is no field of a deployment; did you mean params? [params]`},
		{`up: idleTimeout: 20`, `1:1 field-unknown up is no field of a deployment; write params: up: … [up.idleTimeout]`},
		{`handsets: "00907a000001": {}`, `1:1 field-unknown handsets is no field of a deployment; did you mean phones? [phones]`},
		{`nosuch: 1`, `1:1 field-unknown nosuch is no field of a deployment []`},
		{`folder: 5`, `1:9 field-value folder must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore: found 5; write "5", in quotes [folder]`},
		{`folder: {}`, `1:9 field-value folder must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore: found a struct [folder]`},
		{`groups: ["icu"]`, `1:9 field-value groups must have fields in { }: found a list; write groups: {"icu": {…}} [groups]`},
		{`groups: "icu"`, `1:9 field-value groups must have fields in { }: found "icu" [groups]`},
		{`groups: icu: "x"`, `1:14 field-value groups.icu must have fields in { }: found "x"; write {label: "x"} [icu]`},
		{`groups: icu: {labl: "ICU"}`, `1:15 field-unknown groups.icu.labl is no field of groups.icu; did you mean label? [label]`},
		{`users: ann: {password: "1", params: "x"}`, `1:37 field-value users.ann.params must have fields in { }: found "x" [params]`},
		{`users: ann: params: {}`, ` []`},
		{`users: ann: {passwd: secret: "ann"}`, `1:14 field-unknown users.ann.passwd is no field of users.ann; did you mean password? [password]`},
		{`users: ann: password: {sekret: "ann"}`, `1:24 field-unknown users.ann.password.sekret is no field of users.ann.password; did you mean secret? [secret]`},
		{`phones: ["00907a000001"]`, `1:9 field-value phones must have fields in { }: found a list; write phones: {"00907a000001": {…}} [phones]`},
		{`phones: "00907A000001": {}`, ` []`},
		{`emergencyNumbers: "112"`, `1:19 field-value emergencyNumbers must be a list: found "112"; write emergencyNumbers: ["…"] [emergencyNumbers]`},
		{`emergencyNumbers: [112]`, `1:20 field-value emergencyNumbers[0] must be a number as people dial it: 1 to 32 digits, * and #: found 112; write "112", in quotes [emergencyNumbers]`},
		{`authorizedNumbers: [{description: "x"}]`, `1:21 field-missing authorizedNumbers[0] needs value [value]`},
		{`authorizedNumbers: [{value: 5}]`, `1:29 field-value authorizedNumbers[0].value must be printable text of at most 256 characters: found 5; write "5", in quotes [authorizedNumbers]`},
		{`authorizedNumbers: ["5100"]`, `1:21 field-value authorizedNumbers[0] must have fields in { }: found "5100"; write {description: "…", value: "5100"} [authorizedNumbers]`},
		{`authorizedNumbers: {value: "5100"}`, `1:20 field-value authorizedNumbers must be a list: found a struct; write authorizedNumbers: [{description: "…", value: "…"}] [authorizedNumbers]`},
		{`people: {}`, `1:1 field-unknown people is no field of a deployment; did you mean users? [users]`},
		{`accept: [{chck: "x"}]`, `1:11 field-unknown accept[0].chck is no field of accept[0]; did you mean check? [check]`},
		{`contacts: "x"`, `1:11 field-value contacts must be a list: found "x"; write contacts: [{ct: "…"}] [contacts]`},
		{`profiles: "people"`, `1:11 field-value profiles must have fields in { }: found "people"; write profiles: directory: "people" [profiles]`},
		{`unlisted: my: {own: 1, other: deep: 2}`, `1:11 field-unknown unlisted.my: a parameter's name has parts of letters, digits, _ and -, joined by points: found my; write "my.own" and "my.other.deep", each as one label []`},
		{`unlisted: my: {a: 1, b: 2, c: 3, d: 4}`, `1:11 field-unknown unlisted.my: a parameter's name has parts of letters, digits, _ and -, joined by points: found my; write "my.a", "my.b", "my.c" and so on, each as one label []`},
		{`unlisted: my: own: 1`, `1:11 field-unknown unlisted.my: a parameter's name has parts of letters, digits, _ and -, joined by points: found my; write "my.own", as one label []`},
		{`unlisted: "my own": 1`, `1:11 field-unknown unlisted."my own": a parameter's name has parts of letters, digits, _ and -, joined by points: found my own []`},
		{`unlisted: "prov.Login.enabled": true`, `1:11 unlisted-letter-case prov.Login.enabled differs from prov.login.enabled in letter case alone, and names are case-sensitive; write prov: login: enabled: [prov.login.enabled]`},
		{`unlisted: "my.secret": {secret: "x"}`, ` []`},
		{`unlisted: "prov.login.enabled": {secret: "x"}`, `1:11 unlisted-elsewhere unlisted."prov.login.enabled": prov.login.* never goes into unlisted: write it in params, where it is checked [prov.login.enabled]`},
		{`unlisted: {"my.url": "http://srv.example/x?password=abcd"}`, `1:44 secret-in-query my.url gives password a value in the query of a URL, which servers log and everybody can read here: at character 22; let the server ask for a user and a password instead []`},
	} {
		c := nested(t)
		if c.Check(parsed(t, x.text+"\nvendor: \"spectralink\"")); told(c) != x.want {
			t.Errorf("%s\ngot  %s\nwant %s", x.text, told(c), x.want)
		}
	}
}

// What a layer sets, in params and under unlisted, and what is told of that which nobody
// checks.
func TestLayers(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		of         func(testing.TB) *Checker
		text, want string
	}{
		{nested, `params: up: idleTimeout: 20, unlisted: "my.own": 1`, `1:40 unlisted-parameter my.own is not in the catalogue: its value goes out unchecked []`},
		{nested, `unlisted: "up.idleTimeout": 20`, `1:11 unlisted-known up.idleTimeout is in the catalogue, and params takes this value; write params: up: idleTimeout: 20 []`},
		{nested, `unlisted: "up.idleTimeout": "20"`, `1:11 unlisted-known up.idleTimeout is in the catalogue, and params takes this value; write params: up: idleTimeout: 20 []`},
		{nested, `unlisted: "up.idleTimeout": "x"`, `1:11 unlisted-known unlisted sets a rule of the catalogue aside: up.idleTimeout must be a whole number from 0 to 6553500: found "x" []`},
		{nested, `unlisted: "up.idleTimeout": 99999999`, `1:11 unlisted-known unlisted sets a rule of the catalogue aside: up.idleTimeout must be a whole number from 0 to 6553500: found 99999999 []`},
		{nested, `unlisted: "reg.35.label": "x"`, `1:11 unlisted-known unlisted sets a rule of the catalogue aside: the index of reg.35.label must be 1 to 34 []`},
		{nested, `unlisted: "reg.x.label": "x"`, `1:11 unlisted-parameter reg.x.label is not in the catalogue: its value goes out unchecked; write a number in the place of x []`},
		{nested, `unlisted: "my.password": "geheim99"`, `1:11 unlisted-parameter my.password is not in the catalogue: its value goes out unchecked | 1:26 literal-secret my.password is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git []`},
		{nested, `unlisted: "my.password": {secret: "x"}`, `1:11 unlisted-parameter my.password is not in the catalogue: its value goes out unchecked []`},
		{nested, `unlisted: "my.passwordLength": 8`, `1:11 unlisted-parameter my.passwordLength is not in the catalogue: its value goes out unchecked []`},
		{nested, `unlisted: "reg.1.auth.password": "geheim99"`, `1:11 unlisted-known reg.1.auth.password is in the catalogue, and params takes this value; write params: reg: "1": auth: password: {secret: "…"} | 1:34 literal-secret reg.1.auth.password is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git []`},
		{nested, `unlisted: "up.idleTimeout": {secret: "x"}`, `1:11 unlisted-known unlisted sets a rule of the catalogue aside: up.idleTimeout is no secret, and only secrets are taken from references []`},
		{nested, `params: up: idleTimeout: 20, unlisted: "up.idleTimeout": 30`, `1:40 unlisted-twice up.idleTimeout stands in params and in unlisted of one layer; keep one of them (1:13: the other is here) []`},
		{nested, `params: reg: "1": auth: password: "geheim99"`, `1:35 literal-secret reg.1.auth.password is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git []`},
		{nested, `params: apps: push: password: "http://h/?pin=4711"`, `1:31 literal-secret apps.push.password is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git []`},
		{flat, `unlisted: My_Own: 1`, `1:11 unlisted-parameter My_Own is not in the catalogue: its value goes out unchecked []`},
		{flat, `unlisted: Screen_Saver_Enable: true`, `1:11 unlisted-known Screen_Saver_Enable is in the catalogue, and params takes this value; write params: Screen_Saver_Enable: true []`},
		{flat, `unlisted: Screen_Saver_Enable: "Maybe"`, `1:11 unlisted-known unlisted sets a rule of the catalogue aside: Screen_Saver_Enable must be true or false: found "Maybe" []`},
		{flat, `unlisted: screen_saver_enable: true`, `1:11 unlisted-letter-case screen_saver_enable differs from Screen_Saver_Enable in letter case alone, and names are case-sensitive; write Screen_Saver_Enable: [Screen_Saver_Enable]`},
		{flat, `unlisted: Display_Name_13_: "x"`, `1:11 unlisted-known unlisted sets a rule of the catalogue aside: Display_Name_13_: the index must be 1 to 12, and at most the lines of the model []`},
		{flat, `unlisted: Display_Name_n_: "x"`, `1:11 unlisted-parameter Display_Name_n_ is not in the catalogue: its value goes out unchecked; write a number in the place of n []`},
		{flat, `params: Display_Name_1_: 5`, `1:26 parameter-value Display_Name_1_ must be printable text on one line: found 5; write "5", in quotes [Display_Name_1_]`},
		{flat, `params: Display_Name_99_: "x"`, `1:9 parameter-index Display_Name_99_: the index must be 1 to 12, and at most the lines of the model: found Display_Name_99_ [Display_Name_99_]`},
		{flat, `params: Dispaly_Name_1_: "x"`, `1:9 parameter-unknown Dispaly_Name_1_ is no parameter of these phones; did you mean Display_Name_1_? (what only other software knows goes into unlisted) [Dispaly_Name_1_ Display_Name_1_]`},
		{flat, `params: screen_saver_enable: true`, `1:9 parameter-unknown screen_saver_enable is no parameter of these phones; names are case-sensitive: did you mean Screen_Saver_Enable? [Screen_Saver_Enable screen_saver_enable]`},
		{flat, `params: Screen_Saver_Enable: "yes"`, `1:30 parameter-value Screen_Saver_Enable must be true or false: found "yes"; write true [Screen_Saver_Enable]`},
		{flat, `params: Nothing_Like_It: 1`, `1:9 parameter-unknown Nothing_Like_It is no parameter of these phones; what only other software knows goes into unlisted [Nothing_Like_It]`},
		{flat, `params: Dial_Plan_1_: "(xx"`, `1:23 parameter-value Dial_Plan_1_ must be a dial plan such as (911|[2-9]xxx|xx.), or empty: found "(xx" [Dial_Plan_1_]`},
		{flat, `params: Dial_Plan_1_: "([2-9]xxxxxx|)"`, ` []`},
	} {
		c := x.of(t)
		if got := tells(t, c, x.text); got != x.want {
			t.Errorf("%s\ngot  %s\nwant %s", x.text, got, x.want)
		}
	}
}

// tells checks a deployment that holds a text, with its layers, and says what is told.
func tells(t *testing.T, c *Checker, text string) string {
	t.Helper()
	text += "\nvendor: \"" + c.Schema.Vendor + `"`
	if c.Separator == "" {
		text += "\nserver: \"http://prov.example\""
	}
	n := parsed(t, text)
	c.Check(n)
	unchecked := Unchecked[string]{}
	c.Layer(n, func(s *Setting) {
		c.TellLiteral(s)
		if s.Free != nil {
			unchecked.Free("", s, "")
		}
	})
	for _, d := range unchecked {
		c.Findings.Add(d)
	}
	return told(c)
}

// What a team has seen for itself counts where the vendor does not say it.
func TestRestarts(t *testing.T) {
	t.Parallel()
	s := opened(t, "spectralink")
	n := parsed(t, `"up.idleTimeout": false, "reg.x.label": true, "reg.2.label": false, "up.idleTimeuot": true, nothing: true, "sec.tagSerialNo": 5, "bg.color.selection": true, "bg.color.bm.1.em.name": false`)
	stated, found := ReadRestarts(n, s, "the 84-Series")
	const want = "1:69 parameter-unknown up.idleTimeuot, in restarts, is no parameter of the 84-Series; did you mean up.idleTimeout? | " +
		"1:93 parameter-unknown nothing, in restarts, is no parameter of the 84-Series | " +
		"1:152 restart-known the vendor says whether bg.color.selection restarts phones: no; restarts is for parameters of which the vendor does not say so []"
	if got := told(&Checker{Findings: found}); got != want {
		t.Errorf("it says %s", got)
	}
	for name, want := range map[string]string{"up.idleTimeout": "no", "reg.1.label": "yes", "reg.2.label": "no", "reg.1.address": ""} {
		said, ok := stated.Of(name)
		if got := said.Restart.String(); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %s, want %q", name, got, want)
		}
	}
	if got := strings.Join(stated.About("reg.x.label"), " "); got != "reg.2.label reg.x.label" {
		t.Errorf("about all: %s", got)
	}
	if got := strings.Join(stated.About("reg.2.label"), " "); got != "reg.2.label reg.x.label" {
		t.Errorf("about one: %s", got)
	}
	if got := stated.About("reg.x.address"); got != nil {
		t.Errorf("about another: %s", got)
	}
	if stated, found := ReadRestarts(nil, s, ""); stated != nil || found != nil {
		t.Error(stated, found)
	}
}

// What follows from errors that have been told is left out: of an entity, of the frame
// around it, and of all together.
func TestSifter(t *testing.T) {
	t.Parallel()
	all := Conclusions{"a": {"up.idleTimeout"}, "b": {"prov.*"}, "any": {Any}}
	for _, x := range []struct {
		frame, entity, later string
		want                 string
	}{
		{"", "", "", "a b any c | a b any c"},
		{"up.idleTimeout", "", "", "b any c | b any c"},
		{"", "up.idleTimeout", "", "b c | b any c"},
		{"", "prov.login.enabled", "", "a c | a any c"},
		{"", "", "up", "a b any c | b any c"},
		{"", "other", "", "a b c | a b any c"},
	} {
		frame, entity := Doubts{}, Doubts{}
		frame.Add(x.frame)
		entity.Add(x.entity)
		look := func(list *diag.List) func() {
			return func() {
				for _, id := range []string{"a", "b", "any", "c"} {
					list.Add(diag.Diagnostic{Check: id})
				}
			}
		}
		ids := func(list diag.List) string {
			var all []string
			for _, d := range list {
				all = append(all, d.Check)
			}
			return strings.Join(all, " ")
		}
		one, two := NewSifter(all, frame), NewSifter(all, frame)
		var alone, together diag.List
		one.Alone(&alone, entity, look(&alone))
		two.Together(&together, look(&together))
		if len(together) > 0 {
			t.Error("it is told before all has been seen")
		}
		two.Join(one)
		two.Doubt(x.later)
		two.Conclude(&together)
		if got := ids(alone) + " | " + ids(together); got != x.want {
			t.Errorf("%+v: %s", x, got)
		}
	}
}
