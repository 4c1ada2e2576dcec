package excerpt_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/excerpt"
	"provc/compiler/vendors"
)

// at is the excerpt of a place of a text, with a caret under it. The file's name is the
// text, so that one maker does for all.
func at(m *excerpt.Maker, text string, line, column int) string {
	found := diag.List{{Pos: diag.Pos{File: text + ".cue", Line: line, Column: column}}}
	m.Fill(found)
	e := found[0].Excerpt
	if e == nil {
		return ""
	}
	return e.Text + "\n" + strings.Repeat(" ", e.Caret) + "^"
}

func maker() *excerpt.Maker {
	return excerpt.New(func(name string) ([]byte, error) { return []byte(strings.TrimSuffix(name, ".cue")), nil }, vendors.All().Catalogues)
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	m := maker()
	for _, test := range []struct {
		text         string
		line, column int
		want         string
	}{
		{`reg: "2": address: "4100"`, 1, 20, `reg: "2": address: "4100"` + "\n                   ^"},
		{"\treg: \"2\": {address: \"4100\"}", 1, 13, "    reg: \"2\": {address: \"4100\"}\n               ^"},
		{`label: "Högh" // ü`, 1, 8, `label: "Högh" // ü` + "\n       ^"},
		{`Display_Name_1_: "Högh", User_ID_1_: "4100"`, 1, 27, `Display_Name_1_: "Högh", User_ID_1_: "4100"` + "\n                         ^"},
		{`reg: "2": adress: "4100"`, 1, 11, `reg: "2": adress: •••` + "\n          ^"},
		{`reg: "2": adress: true`, 1, 11, `reg: "2": adress: true` + "\n          ^"},
		{`users: ana: password: "1234"`, 1, 23, `users: ana: password: •••` + "\n                      ^"},
		{`users: ana: {password: "1234", label: 5}`, 1, 39, `users: ana: {password: •••, label: 5}` + "\n                                   ^"},
		{`users: ana: password: secret: "login_ana"`, 1, 23, `users: ana: password: secret: "login_ana"` + "\n                      ^"},
		{`users: ana: password: secret: "my p@ss word"`, 1, 31, `users: ana: password: secret: •••` + "\n                              ^"},
		{`language: version: "v0.99.0"`, 1, 20, `language: version: "v0.99.0"` + "\n                   ^"},
		{`label: "x" // who it is`, 1, 1, `label: "x" // who it is` + "\n^"},
		{`"reg.1.label": "x"`, 1, 1, `"reg.1.label": "x"` + "\n^"},
		{`module: "a.example/b"`, 1, 1, `module: "a.example/b"` + "\n^"},
		{"a: 1\n\nb: 2", 2, 1, ""},
		{"a: 1", 1, 0, "a: •••\n^"},
		{"a: 1", 5, 1, ""},
		{"a: true // \x1b[31m", 1, 1, "a: true // \uFFFD[31m\n^"},
		{"a: true // \u202e", 1, 1, "a: true // \uFFFD\n^"},
		{"a: true\r\n", 1, 1, "a: true\n^"},
		{"label: \"x\" } y", 1, 12, "label: \"x\" } y\n           ^"},
		{"Profile_Rule: \"[--pwd abc] https://x/y\"", 1, 1, "Profile_Rule: \"[--pwd •••\n^"},
	} {
		if got := at(m, test.text, test.line, test.column); got != test.want {
			t.Errorf("%q at %d:%d:\n%s\nwant\n%s", test.text, test.line, test.column, got, test.want)
		}
	}
	found := diag.List{
		{Pos: diag.Pos{File: "people.csv", Line: 1, Column: 1}},
		{Pos: diag.Pos{File: "gone.cue", Line: 1, Column: 1}},
		{Pos: diag.Pos{File: "a.cue"}},
	}
	excerpt.New(func(file string) ([]byte, error) {
		if file == "gone.cue" {
			return nil, errors.New("gone")
		}
		return []byte("x: 1"), nil
	}, vendors.All().Catalogues).Fill(found)
	for _, d := range found {
		if d.Excerpt != nil {
			t.Errorf("%s: %+v", d.Pos, d.Excerpt)
		}
	}
}

// hidden are texts with a password, zebra9, of which no excerpt shows any part.
var hidden = []string{
	`password: "zebra9"`,
	`users: ana: password: "zebra9"`,
	`users: ana: {label: "Ana", password: "zebra9", params: up: idleTimeout: 5}`,
	`users: ana: password: #"zebra9"#`,
	"users: ana: password: \"\"\"\n\tzebra9\n\t\"\"\"",
	`users: ana: password: 'zebra9'`,
	`users: ana: password: secret: "zebra9 !"`,
	`users: ana: password: {"zebra9": true}`,
	`users: ana: password: ["zebra9"]`,
	`users: ana: password: "zebra9" | "other"`,
	`users: ana: password: *"zebra9" | string`,
	`users: ana: password: "a\(x)zebra9"`,
	`users: ana: params: prov: login: localPassword: "zebra9"`,
	`params: reg: "1": auth: password: "zebra9"`,
	`Password_1_: "zebra9"`,
	`unlisted: "sip.pin": "zebra9"`,
	`unlisted: "reg.1.auth.password": "zebra9"`,
	`_staff: [["ana", "zebra9"]]`,
	`let pw = "zebra9"`,
	`_pins: {ana: "zebra9"}`,
	`// the password is zebra9`,
	`label: "x" // Passwort: zebra9`,
	`Profile_Rule: "[--uid $MUID --pwd zebra9] https://x/y"`,
	`Profile_Rule_B: "https://x/y?password=zebra9"`,
	`server: "https://ana:zebra9@x/y"`,
	`users: ana: password: zebra9`,
	`users: ana: password: zebra9.x`,
	`users: ana: password: secret: zebra9`,
	`users: ana: {password: zebra9, label: "x"}`,
	`users: ana: password: _x & zebra9`,
	`users: ana: password: "x" // was zebra9`,
	`users: ana: {label: "A", password: "x"} // was zebra9`,
	`_staff: ["x"] // zebra9`,
	`params: reg: "1": auth: {userId: "7", password: "x"} // zebra9`,
	// These are no CUE.
	`password: "zebra9`,
	`password: zebra9"`,
	`password: “zebra9”`,
	`password: “my pass: zebra9”`,
	`password = "zebra9"`,
	`password "zebra9"`,
	`password zebra9`,
	`password:: zebra9 {`,
	"password:\n\tzebra9 {",
	"password: \"\"\"\n\tzebra9\n\tlabel: x\n",
	"users: ana: password: 'zebra9\nlabel: {",
	"users: ana: {password: \"zebra9\" label: \"Ana\"}",
	"users: ana: {label: \"Ana\" password: \"zebra9\"}",
	"label: \"x\n_pin: \"zebra9\"",
	`reg.1.auth.password="zebra9"/>`,
	"_staff: [[\"ana\", \"zebra9\"]\nlabel: {",
	"x: { // pwd zebra9",
	"pass\u00adword: \"zebra9\" {",
}

func TestSecretsAreMasked(t *testing.T) {
	t.Parallel()
	m := maker()
	for _, text := range hidden {
		for _, around := range []string{"%s", "package a\n\n%s\n", "a: {\n%s\n}\n", "a: {\n%s\n", "label: \"x\"\n%s\nlabel: {\n", "%s\n)"} {
			whole := fmt.Sprintf(around, text)
			for line := 1; line <= strings.Count(whole, "\n")+1; line++ {
				for _, column := range []int{1, 9, 30} {
					if got := at(m, whole, line, column); strings.Contains(got, "zebra") || strings.Contains(got, "bra9") {
						t.Errorf("%q line %d:\n%s", whole, line, got)
					}
				}
			}
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	for _, text := range hidden {
		f.Add(text, 1, 5)
	}
	f.Add("reg: \"2\": address: \"4100\"", 1, 20)
	m := maker()
	f.Fuzz(func(t *testing.T, text string, line, column int) {
		got := at(m, text, line, column)
		if strings.Count(got, "\n") > 1 || strings.ContainsAny(got, "\x1b\r\t\x00") {
			t.Errorf("%q: %q", text, got)
		}
	})
}
