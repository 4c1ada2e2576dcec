package meant

import (
	"fmt"
	"strings"
	"testing"
)

// mark is where CUE's parser gave up, or the name is that nothing declares.
const mark = "§"

func marked(t *testing.T, text string) ([]byte, int) {
	t.Helper()
	at := strings.Index(text, mark)
	if at < 0 {
		t.Fatalf("no place in %q", text)
	}
	return []byte(strings.Replace(text, mark, "", 1)), at
}

const conflictHint = "keep of the two sides what is right, and delete the lines <<<<<<<, ======= and >>>>>>>"

// What somebody meant, where the parser gave up.
func TestSyntax(t *testing.T) {
	for text, want := range map[string]string{
		"users: 1701§: {}":                                    `1:8 a name that begins with a digit needs quotes; write "1701":`,
		"reg: 3§: address: \"x\"":                             `1:6 a name that begins with a digit needs quotes; write "3":`,
		"users: anne-lise§: {}":                               `1:8 a name with a hyphen needs quotes; write "anne-lise":`,
		"users: anne §lise: {}":                               `1:8 a name with a space needs quotes; write "anne lise":`,
		"users: anne.lise§: {}":                               `1:8 a name with other characters than letters, digits and _ needs quotes; write "anne.lise":`,
		"users: anne@b§: {}":                                  `1:8 a name with other characters than letters, digits and _ needs quotes; write "anne@b":`,
		"params: up.idleTimeout§: 5":                          `1:9 the parts of a parameter's name are labels of their own; write up: idleTimeout:`,
		"params: reg§.4.address: 5":                           `1:9 the parts of a parameter's name are labels of their own; write reg: "4": address:`,
		"phones: §00907a112233: {}":                           `1:9 the MAC of a handset needs quotes, and no separators; write "00907a112233":`,
		"phones: §00:90:7A:11:22:33: {}":                      `1:9 the MAC of a handset needs quotes, and no separators; write "00907a112233":`,
		"mac: §00-90-7a-11-22-33":                             `1:6 the MAC of a handset needs quotes, and no separators; write "00907a112233"`,
		"value: §0800":                                        `1:8 a number does not begin with 0, and what is dialled is text, in quotes; write "0800"`,
		"value: §0800 12 34":                                  `1:8 a number does not begin with 0, and what is dialled is text, in quotes; write "0800 12 34"`,
		"time: 03§:30":                                        `1:7 text stands in quotes; write "03:30"`,
		"time: 03:30§":                                        `1:7 text stands in quotes; write "03:30"`,
		"x: {time: 17:05:00§}":                                `1:11 text stands in quotes; write "17:05:00"`,
		"server: 10.1.2.3§:5060":                              `1:9 text stands in quotes; write "10.1.2.3:5060"`,
		"password: 17:05§":                                    `1:11 text stands in quotes; write " around it`,
		"reg: 3:4§: address: \"x\"":                           `1:8 a name that begins with a digit needs quotes; write "4":`,
		"x: 1\n§<<<<<<< HEAD\ny: 2\n=======":                  `2:1 a merge conflict is not resolved here; ` + conflictHint,
		"<<<<<<< HEAD\n§y: 2":                                 `1:1 a merge conflict is not resolved here; ` + conflictHint,
		"x: 1\n<<<<<<< HEAD\ny: 1\n§=======\ny: 2\n>>>>>>> b": `2:1 a merge conflict is not resolved here; ` + conflictHint,
		"<<<<<<< a\n>>>>>>> b\nx: 1\n§=======":                `4:1 a merge conflict is not resolved here; ` + conflictHint,
		"x: 1\n§=======\r\ny: 2":                              `2:1 a merge conflict is not resolved here; ` + conflictHint,
		"x: 1\n§>>>>>>> 1a2b3c\ny: 2":                         `2:1 a merge conflict is not resolved here; ` + conflictHint,
		"# §people":                                           `1:1 comments begin with //; write // in the place of #`,
		"x: {} §# people":                                     `1:7 comments begin with //; write // in the place of #`,
		"## §people":                                          `1:1 comments begin with //; write // in the place of ##`,
		"§; people":                                           `1:1 comments begin with //; write // in the place of ;`,
		"§/* people */":                                       `1:1 comments begin with //; write // in the place of /*, on each line`,
		"<!-- people -->\n§}":                                 `1:1 comments begin with //; write // in the place of <!--, on each line`,
		"y: 1\n<!-- people -->\nx§: 1":                        `2:1 comments begin with //; write // in the place of <!--, on each line`,
		"x: §/* one */ 1":                                     `1:4 comments begin with //; write // in its place`,
		"polite = true\n§}":                                   `1:8 a value stands behind a colon, not behind =; write polite: true`,
		"label := §\"Otto\"":                                  `1:8 a value stands behind a colon, not behind :=; write label: "Otto"`,
		"label => §\"Otto\"":                                  `1:7 a value stands behind a colon, not behind =>; write label: "Otto"`,
		"label=\"Otto\"\n§}":                                  `1:6 a value stands behind a colon, not behind =; write label: "Otto"`,
		"up.idleTimeout§=\"5\"":                               `1:15 a value stands behind a colon, not behind =; write up: idleTimeout: "5"`,
		"label: §“Otto”":                                      `1:8 these are typographic quotes, and text stands in straight double quotes; write "Otto"`,
		"label: §„Otto“":                                      `1:8 these are typographic quotes, and text stands in straight double quotes; write "Otto"`,
		"label:§\u00a0\"Otto\"":                               `1:7 a no-break space (U+00A0) stands here, which cannot be seen; write a plain space`,
		"label: §\u200b\"Otto\"":                              `1:8 a zero-width space (U+200B) stands here, which cannot be seen; delete it`,
		"label: §\"Otto":                                      `1:8 the text is not closed; write "Otto"`,
		"label: §\"\"\"\nOtto":                                `1:8 the text is not closed; close it by """ in a line of its own`,
		"label: \"Otto §\"der\" Kleine\"":                     `1:15 the text ends before the end of its value; write \" for a quote within text`,
		"label: \"Otto \"§der\" Kleine\"":                     `1:15 the text ends before the end of its value; write \" for a quote within text`,
		"path: \"C:\\§Users\"":                                `1:10 a backslash in text begins an escape, such as \n; write \\ for a backslash`,
		"label: Otto §Hahn":                                   `1:8 text stands in quotes; write "Otto Hahn"`,
		"address: 10.9.8§.7":                                  `1:10 text stands in quotes; write "10.9.8.7"`,
		"label: 50§%":                                         `1:8 text stands in quotes; write "50%"`,
		"url: https://b.example/c\n§}":                        `1:6 text stands in quotes; write "https://b.example/c"`,
		"label:\n§}":                                          `1:6 label has no value; write one behind the colon; text in quotes, "…"`,
		"x: {label: §}":                                       `1:12 label has no value; write one behind the colon; text in quotes, "…"`,
		"label §\"Otto\"":                                     `1:7 a colon is missing between label and its value; write label: "Otto"`,
		"users §{":                                            `1:7 a colon is missing between users and its value; write users: {`,
		"login: enabled §true":                                `1:16 a colon is missing, or quotes around text; write enabled: true, or "enabled true"`,
		"up: idleTimeout §60":                                 `1:17 a colon is missing, or quotes around text; write idleTimeout: 60, or "idleTimeout 60"`,
		"x: {a: 1 §b: 2}":                                     `1:10 a comma is missing between two fields; write a comma, or begin a new line, before b`,
		"on: true§;":                                          `1:9 nothing stands at the end of a field; leave out ;`,
		"x: {a: 1§; b: 2}":                                    `1:9 commas separate what stands in one line; write , in the place of ;`,
		"w: cisco.#Deployment §{":                             `1:22 & is missing between cisco.#Deployment and its fields; write cisco.#Deployment & {`,
		"w: cisco.#Deployment: §{":                            `1:21 & is missing between cisco.#Deployment and its fields; write cisco.#Deployment & {`,
		"w: _people §{":                                       `1:12 & is missing between _people and its fields; write _people & {`,
		"numbers: [\n\t{value: \"1\"}\n\t§{value: 2}]":        `2:13 a list goes on behind the end of this line, but without a comma; write , behind the element, or ] at the end of the list`,
		"numbers: [\"1\" §\"2\"]":                             `1:15 a comma is missing between two elements of a list; write , between them`,
		"numbers: [a§: 1]":                                    `1:12 a list has elements without names, and this one has a name; write { } in the place of [ ] for fields with names`,
		"x:\n\t- label§: \"x\"":                               `2:2 a list stands in brackets, its elements with commas between them; write [{…}, {…}], or ["…", "…"]`,
		"<PHONE §a=\"1\"/>":                                   `1:1 the file holds XML, which CUE is not; write parameters as fields, such as reg: "1": address: "1001"`,
		"x: {\n<reg §reg.5.label=\"Otto\"/>\n}":               `2:1 this is XML, which CUE is not; write reg: "5": label: "Otto"`,
		"package ward§-3":                                     `1:9 the name of a package is a word of letters, digits and _, and begins with a letter; write package ward_3`,
		"package §\"ward\"":                                   `1:9 the name of a package stands without quotes; write package ward`,
		"import \"x\"\npackage §ward":                         `2:1 the package line stands before all else but comments; move it to the beginning of the file`,
		"import a§.b/c":                                       `1:8 the path of an import needs quotes; write import "a.b/c"`,
		"x: 1\nimport §\"strings\"":                           `2:1 imports stand between the package line and the first field; move it there`,
		"include §\"x.cue\"":                                  `1:1 CUE includes no files; all files of a folder with the same package line are one package; those of other folders are imported`,
		"x: {\n\ta: 1\n§":                                     `2:5 { of line 1 is not closed; write }`,
		"x: {\n\ta: {b: 1\n\tc: 2\n}\n§":                      `4:1 { of line 2 is not closed; write }`,
		"x: {}\n§}":                                           `2:1 } closes nothing; leave it out, or look for one too many before it`,
		"label: Otto§\"":                                      `1:8 the text lacks its first quotes; write "Otto"`,
		"label: Otto Hahn§\"\ny: 1":                           `1:8 the text lacks its first quotes; write "Otto Hahn"`,
		"x: {a: \"4300, label: \"North§\"}":                   `1:8 the text is not closed; write "4300"`,
		"x: {password: \"4300, label: \"North§\"}":            `1:15 the text is not closed; write " at its end`,
		"package a\n\n§package a\nx: 1":                       `3:1 the package line stands here a second time; delete it`,
		"pack\n§package a\nx: 1":                              `1:1 nothing but comments stands before the package line; delete this line`,
		"packag §a\nx: 1":                                     `1:1 a file begins with its package line; write package a`,
		"package a\nimport §\"\"":                             `2:1 the import says not what; write import "strings", with the path of a package`,
		"groups gym§: {}":                                     `1:8 a colon is missing between groups and gym; write groups: gym:`,
		"users: {\n\tgroups gym§: {}\n}":                      `2:2 a name with a space needs quotes; write "groups gym":`,
		"x: {\n\ta: [\n\t\t1,\n\tb§: 1\n}":                    `4:2 [ is not closed before this; write ]`,
		"x = [\"112\"]\n§y: 1":                                `1:3 a value stands behind a colon, not behind =; write x: [`,
		"each: {label: n_§{id}}":                              `1:15 text stands in quotes; write "n_{id}"`,
		"each: {secret: n_§{id}-x}":                           `1:16 text stands in quotes; write " around it`,
		"x: {a: [1}§":                                         `1:10 [ is not closed before this; write ]`,
	} {
		src, at := marked(t, text)
		m, ok := Syntax(src, at)
		if got := said(src, m, ok); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func said(src []byte, m Mistake, ok bool) string {
	if !ok {
		return ""
	}
	line, column := Place(src, m.Offset)
	return strings.TrimSuffix(strings.Join([]string{place(line, column), m.Summary + "; " + m.Hint}, " "), "; ")
}

func place(line, column int) string { return fmt.Sprintf("%d:%d", line, column) }

// What somebody meant by a name that nothing declares.
func TestName(t *testing.T) {
	packages := map[string]string{"cisco": "v.example/cisco", "strings": "strings"}
	for text, want := range map[string]string{
		"on: §yes":                      `1:5 yes is neither true nor false; write true`,
		"on: §FALSE":                    `1:5 FALSE is neither true nor false; write false`,
		"group: §surgery":               `1:8 surgery is not declared; text needs quotes: write "surgery"`,
		"server: §b.example.org":        `1:9 b.example.org is not declared; text needs quotes: write "b.example.org"`,
		"all: [§surgery, x]":            `1:7 surgery is not declared; text needs quotes: write "surgery"`,
		"label: §None":                  `1:8 None is not declared; leave the field out, or write text in quotes`,
		"w: §cisco.#Deployment & {}":    `1:4 package cisco is not imported; add import "v.example/cisco" behind the package line`,
		"w: §Cisco.#Deployment & {}":    `1:4 Cisco is not declared; did you mean cisco?`,
		"x: §strings.ToUpper(y)":        `1:4 package strings is not imported; add import "strings" behind the package line`,
		"-- §people":                    `1:1 comments begin with //; write // in the place of --`,
		"users: {\n\t- §otto\n}":        `2:2 a list stands in brackets, its elements with commas between them; write [{…}, {…}], or ["…", "…"]`,
		"each: label: {§name}":          `1:14 the column of a table stands in quotes; write "{name}"`,
		"each: password: secret: {§id}": `1:25 the column of a table stands in quotes; write " around it`,
		"x: label: {§name}":             ``,
		"w: §_people & {}":              ``,
		"x: {for k in §people {}}":      ``,
		"x: \"a \\(§b)\"":               ``,
		"password: §kolibri7":           `1:11 text stands in quotes; write password: secret: "…", with the name of a secret`,
		"auth: {password: §kolibri-7.x": `1:18 text stands in quotes; write password: secret: "…", with the name of a secret`,
		"password: secret: §kolibri7":   `1:19 text stands in quotes; write " around it`,
	} {
		src, at := marked(t, text)
		m, ok := Name(src, at, packages)
		if got := said(src, m, ok); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// What somebody meant by other things that CUE refuses.
func TestOthers(t *testing.T) {
	for _, x := range []struct {
		find       func([]byte, int) (Mistake, bool)
		text, want string
	}{
		{Itself, "users: otto: password: §otto", `1:24 otto without quotes is the name of a field around it; write password: secret: "otto"`},
		{Itself, "users: otto: password: secret: §otto", `1:32 otto without quotes is the name of a field around it; text needs quotes: write "otto"`},
		{Itself, "users: otto: label: §otto", `1:21 otto without quotes is the name of a field around it; text needs quotes: write "otto"`},
		{Itself, "x: §y", ``},
		{Alias, "x: §on = true", `1:7 a value stands behind a colon, not behind =; write on: true`},
		{Alias, "§let x = 1", ``},
		{Operands, "w: §cisco.#Deployment + {", `1:22 & is missing between cisco.#Deployment and its fields; write cisco.#Deployment & {`},
		{Operands, "w: §cisco.#Deployment && {", `1:22 & is missing between cisco.#Deployment and its fields; write cisco.#Deployment & {`},
		{Operands, "w: §cisco.#Deployment & {", ``},
		{Starred, "value: §*21", `1:8 text stands in quotes; write "*21"`},
		{Starred, "value: §21", ``},
		{Loose, "x: 2,§5", `1:6 the decimals of a number stand behind a point; write 2.5`},
		{Loose, "x: 2, §5", `1:7 a value without a label stands between fields; write a label and a colon before it`},
		{Loose, "users: {\n\t§\"otto\"\n\tx: 1\n}", `2:2 a colon is missing behind "otto"; write "otto": {…}`},
		{Loose, "users: otto: {x: 1, §\"y\"}", `1:21 a value without a label stands between fields; write a label and a colon before it`},
		{Loose, "x: §5", ``},
		{Loose, "x: [1, §5]", ``},
		{Unembedded, "x: §_ @embed(file=y.json)", `1:4 the file embeds another, but does not say so at its beginning; write @extern(embed) before the package line`},
		{Unembedded, "@extern(embed)\nx: §_ @embed(file=y.json)", ``},
	} {
		src, at := marked(t, x.text)
		m, ok := x.find(src, at)
		if got := said(src, m, ok); got != x.want {
			t.Errorf("%q\ngot  %s\nwant %s", x.text, got, x.want)
		}
	}
	for text, want := range map[string]string{
		"north: {\n\tusers: {}\n}":      `1:1 north is no deployment; write north: cisco.#Deployment & {`,
		"x: 1\nnorth: {params: {}}":     `2:1 north is no deployment; write north: cisco.#Deployment & {`,
		"_north: {\n\tusers: {}\n}":     ``,
		"north: {\n\tx: users: {}\n}":   `1:1 north is no deployment; write north: cisco.#Deployment & {`,
		"north: {\n\tx: {users: {}}\n}": ``,
		"north: x & {\n\tusers: {}\n}":  ``,
	} {
		m, ok := Undeployed([]byte(text), "cisco")
		if got := said([]byte(text), m, ok); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// Values that may be shown, and messages that say what stands in the text.
func TestValues(t *testing.T) {
	for text, want := range map[string]string{
		`label: §"Otto"`:            `"Otto"`,
		`port: §5060`:               `5060`,
		`on: §true`:                 `true`,
		`label: §x`:                 ``,
		`label: §{a: 1}`:            ``,
		`password: §"kolibri7"`:     ``,
		`password: secret: §"k"`:    ``,
		"pin: {\n a: 1\n b: §4711}": ``,
		"pin: \"1\"\nlabel: §\"x\"": `"x"`,
		`License_Keys: §"a"`:        ``,
	} {
		src, at := marked(t, text)
		if got := Value(src, at); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]bool{
		`x: §error("no")`:                     true,
		`x: §1 | error("no")`:                 true,
		`x: §error("n" + y)`:                  false,
		`x: §error("\(y)")`:                   false,
		"x: §y\nz: error(\"no\")":             false,
		`x: §error("yes") | error("no" + "")`: false,
	} {
		src, at := marked(t, text)
		if got := Says(src, at, "no"); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if got := Selected([]byte("x: a.#B & {}"), 3); got != "a" {
		t.Error(got)
	}
}

// What may be a secret is not repeated: neither on the line of its label, nor on those
// below it, whatever is wrong there, wherever the parser gives up.
func TestSecretsAreNotRepeated(t *testing.T) {
	const secret = "kolibri"
	for _, text := range []string{
		"password: kolibri 7", "password: kolibri-7: x", "password = kolibri", "password: “kolibri”", "password: 'kolibri", "password kolibri",
		"password: \"kolibri", "password: \"kolibri\"x", "password:\n\tkolibri 7", "password: {\n\tx: 1\n\tkolibri-7: 2\n}", "adminPwd: 0kolibri",
		"auth.password: kolibri", "auth.password=\"kolibri\"", "<x auth.password=\"kolibri\"/>", "pin: [kolibri: 1]", "x: {password: kolibri, y: 1",
		"password: secret kolibri", "password: # kolibri", "password: https://kolibri", "password: kolibri; x", "users: o: password: kolibri\n- kolibri\n",
		"wifi: psk: \"kolibri\n", "key: kolibri-x", "package x\npassword: \"a\" \"kolibri\"", "password: \"\"\"\n\tkolibri\n", "password: kolibri = 5", "password: {secret kolibri}",
	} {
		for at := range len(text) + 1 {
			m, _ := Syntax([]byte(text), at)
			n, _ := Name([]byte(text), at, nil)
			for _, said := range []string{m.Summary, m.Hint, n.Summary, n.Hint} {
				if strings.Contains(said, secret) {
					t.Errorf("%q at %d: %s", text, at, said)
				}
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	src := []byte("ab\n\ncd")
	for offset := range len(src) + 1 {
		line, column := Place(src, offset)
		if got := Offset(src, line, column); got != offset {
			t.Errorf("%d is %d:%d, which is %d", offset, line, column, got)
		}
	}
	if Offset(src, 9, 1) != -1 || Offset(src, 3, 9) != -1 {
		t.Error("a place that is not there")
	}
}

// Whatever the text and the place are, what is said lies in the text.
func FuzzSyntax(f *testing.F) {
	for _, text := range []string{"users: ana-maria: {}", "a = \"b\n", "<x y=\"1\">", "[{(", "x: {\n}\n}", "\"\"\"\n", "package \"a\"", "x: 00:90:7a:0e:7f:e5: 1", "import", "é: “x”", "x: 1,5", "\\"} {
		f.Add([]byte(text), len(text)/2)
	}
	f.Fuzz(func(t *testing.T, src []byte, at int) {
		in := func(m Mistake, ok bool) {
			if ok && (m.Offset < 0 || m.Offset > len(src) || m.Opening > len(src) || m.Summary == "" || m.Hint == "") {
				t.Errorf("%q at %d: %+v", src, at, m)
			}
		}
		in(Syntax(src, at))
		at = max(0, min(at, len(src)))
		in(Name(src, at, map[string]string{"a": "b"}))
		for _, find := range []func([]byte, int) (Mistake, bool){Itself, Alias, Operands, Starred, Loose, Unembedded} {
			in(find(src, at))
		}
		in(Undeployed(src, "a"))
		Value(src, at)
		Says(src, at, "x")
		Selected(src, at)
		Conceals(src, at)
	})
}

// A name that is nearest, else those of which a word is a part.
func TestGuesses(t *testing.T) {
	names := []string{"Delivery room", "Ward 1", "Ward 2", "Ward 3", "Ward 4", "ana"}
	for word, want := range map[string]string{
		"Delivery":     "; did you mean Delivery room?",
		"delivery rom": "; did you mean Delivery room?",
		"Ward":         "; did you mean Ward 1, Ward 2 or Ward 3?",
		"na":           "; did you mean ana?",
		"ar":           "",
		"kitchen":      "",
	} {
		if got := DidYouMean(Guesses(word, names, max(1, len(word)/3))); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}
