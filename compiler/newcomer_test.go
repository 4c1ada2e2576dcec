package compiler

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/mend/mendtest"
)

// What people who have not seen CUE type first, and what they are told: one error, at the
// place, with what to write.
func TestNewcomers(t *testing.T) {
	const head = "package north\n\nimport \"provc.internal/schema/spectralink\"\n\n"
	const fixed = "\tparams: prov: login: {enabled: true, persistent: true}\n"
	in := func(body string) string {
		return head + "north: spectralink.#Deployment & {\n" + fixed + body + "\n}\n"
	}
	user := func(body string) string {
		return in("\tusers: mila: {\n\t\tpassword: secret: \"mila\"\n" + body + "\n\t}")
	}
	const module = "module: \"n.example@v0\"\nlanguage: version: \"v0.17.0\"\n"
	for _, x := range []struct {
		name  string
		files map[string]string // a.cue, unless named
		a     string
		place string
		says  []string
	}{
		{name: "a dotted label", a: in("\tparams: \"reg.3.label\": \"x\""), place: "a.cue:7:10", says: []string{`reg: "3": label`}},
		{name: "a digit", a: user("\t\tparams: reg: 3: label: \"x\""), place: "a.cue:9:16", says: []string{"quotes", `"3":`}},
		{name: "a user of digits", a: in("\tusers: 2071: {}"), place: "a.cue:7:9", says: []string{"quotes", `"2071":`}},
		{name: "a hyphen", a: in("\tusers: lena-sofie: {}"), place: "a.cue:7:9", says: []string{"quotes", `"lena-sofie":`}},
		{name: "a MAC", a: in("\tphones: 00907a445566: {}"), place: "a.cue:7:10", says: []string{"quotes", `"00907a445566"`}},
		{name: "zeros", a: user("\t\tparams: reg: \"3\": address: 0171"), place: "a.cue:9:30", says: []string{`"0171"`}},
		{name: "dots", a: in("\tparams: {\n\t\tup.idleTimeout: 5\n\t}"), place: "a.cue:8:3", says: []string{"up: idleTimeout:"}},
		{name: "a comment", a: in("\t# porters"), place: "a.cue:7:2", says: []string{"//"}},
		{name: "no import", a: strings.Replace(in(""), "import \"provc.internal/schema/spectralink\"\n", "", 1), place: "a.cue:4:8", says: []string{`add import "provc.internal/schema/spectralink"`}},
		{name: "an import misspelt", a: strings.Replace(in(""), "schema/spectralink", "schema/spektralink", 1), place: "a.cue:3:8", says: []string{`did you mean "provc.internal/schema/spectralink"?`}},
		{name: "a definition misspelt", a: strings.Replace(in(""), "#Deployment", "#Depoyment", 1), place: "a.cue:5:20", says: []string{"did you mean #Deployment?"}},
		{name: "a definition without #", a: strings.Replace(in(""), "#Deployment", "Deployment", 1), place: "a.cue:5:20", says: []string{"did you mean #Deployment?"}},
		{name: "no definition", a: strings.Replace(in("\tusers: {}"), "spectralink.#Deployment & ", "", 1), place: "a.cue:5:1", says: []string{"north is no deployment", "north: spectralink.#Deployment & {"}},
		{name: "no &", a: strings.Replace(in(""), " & {", " {", 1), place: "a.cue:5:32", says: []string{"& is missing", "#Deployment & {"}},
		{name: "yes", a: in("\tparams: up: backlight: onIntensity: yes"), place: "a.cue:7:38", says: []string{"write true"}},
		{name: "TRUE", a: in("\tparams: prov: polling: enabled: TRUE"), place: "a.cue:7:34", says: []string{"write true"}},
		{name: "text without quotes", a: in("\tphones: \"00907a445566\": group: laundry"), place: "a.cue:7:33", says: []string{`"laundry"`}},
		{name: "a password that names the user", a: in("\tusers: mila: {\n\t\tpassword: mila\n\t}"), place: "a.cue:8:13", says: []string{`password: secret: "mila"`}},
		{name: "typographic quotes", a: user("\t\tlabel: “Mila”"), place: "a.cue:9:10", says: []string{"straight", `"Mila"`}},
		{name: "single quotes", a: user("\t\tlabel: 'Mila'"), place: "a.cue:9:10", says: []string{"straight double quotes"}},
		{name: "=", a: in("\tparams: prov: login: required = true"), place: "a.cue:7:32", says: []string{"required: true"}},
		{name: "a struct for a list", a: in("\tauthorizedNumbers: {\"115\": \"Desk\"}"), place: "a.cue:7:21", says: []string{"must be a list", "["}},
		{name: "text for a struct", a: in("\tparams: prov: login: required: true\n\tauthorizedNumbers: [\"115\"]"), place: "a.cue:8:22", says: []string{`{description: "…", value: "115"}`}},
		{name: "a list for a struct", a: in("\tphones: [\"00907a445566\"]"), place: "a.cue:7:10", says: []string{`phones: {"00907a445566": {`}},
		{name: "no package line", a: strings.TrimPrefix(in(""), "package north\n"), place: "a.cue:1:1", says: []string{"begins without a package line", "write package "}},
		{name: "two packages", files: map[string]string{"a.cue": in(""), "b.cue": "package nroth\n", "c.cue": "package north\n"}, place: "b.cue:1:1", says: []string{"package nroth", "write package north"}},
		{name: "a package with a hyphen", files: map[string]string{"a.cue": strings.Replace(in(""), "package north", "package nor-th", 1), "b.cue": "package north\n"}, place: "a.cue:1:9", says: []string{"letters, digits and _", "write package nor_th"}},
		{name: "a package that begins with a digit", a: strings.Replace(in(""), "package north", "package 2north", 1), place: "a.cue:1:9", says: []string{"begins with a letter", "write package north"}},
		{name: "a template misspelt", a: in("\tparams: _quite") + "_quiet: up: idleTimeout: 4\n", place: "a.cue:7:10", says: []string{"did you mean _quiet?"}},
		{name: "a template without _", a: in("\tparams: quiet") + "_quiet: up: idleTimeout: 4\n", place: "a.cue:7:10", says: []string{"did you mean _quiet?"}},
		{name: "a group too high", a: strings.Replace(in(""), "prov: login:", "prov:", 1), place: "a.cue:6:17", says: []string{"prov.enabled, prov.persistent", "did you mean prov.login?"}},
		{name: "a group that is another's", a: in("\tparams: up: {\n\t\tidleTimeout: 4\n\t\t// At the desk.\n\t\tpttMode: enable: true\n\t}"), place: "a.cue:10:3", says: []string{"did you mean ptt.pttMode.enable?"}},
		{name: "a folder from the top", a: in("\tprofiles: directory: \"/north\"\n\tusers: {}"), place: "a.cue:7:23", says: []string{"must be a relative path", `found "/north"`}},
		{name: "a folder of logs from the top", a: in("\tdirectories: logs: \"/logs\""), place: "a.cue:7:21", says: []string{"must be a path inside the provisioning root", `found "/logs"`}},
		{name: "two values", a: user("\t\tlabel: \"Mila\"\n\t\tlabel: \"Otto\""), place: "a.cue:9:10", says: []string{`"Mila" and "Otto"`}},
		{name: "another vendor", a: strings.ReplaceAll(in("\tparams: reg: \"3\": label: \"x\"\n\tauthorizedNumbers: []"), "spectralink", "cisco"), place: "a.cue:5:1", says: []string{"is this a cisco deployment?", "spectralink.#Deployment"}},
		{name: "a language of tomorrow", files: map[string]string{"cue.mod/module.cue": strings.Replace(module, "0.17", "0.93", 1), "a.cue": in("")}, place: "cue.mod/module.cue:2:20", says: []string{"v0.93.0 is newer than v0.17"}},
		{name: "no language", files: map[string]string{"cue.mod/module.cue": "module: \"n.example@v0\"\n", "a.cue": in("")}, place: "cue.mod/module.cue", says: []string{`language: version: "v0.17.0"`}},
		{name: "a field of no module", files: map[string]string{"cue.mod/module.cue": module + "dep: {}\n", "a.cue": in("")}, place: "cue.mod/module.cue:3:1", says: []string{"dep is no field of a module", "did you mean deps?"}},
		{name: "as in YAML", a: in("\tusers: {\n\t\tmila: params: reg: \"3\":\n\t\t\taddress: \"1\"\n\t\t\tlabel: \"x\"\n\t}"), place: "a.cue:10:4", says: []string{"label stands beside mila", "{ }"}},
		{name: "a label half-typed above a struct", a: in("\tlabel:\n\tphones: {\n\t\t\"00907a445566\": group: \"laundry\"\n\t}\n\tgroups: laundry: {}"), place: "a.cue:7:7", says: []string{"label has no value; write one behind the colon"}},
		{name: "a parameter half-typed above another", a: in("\tparams: {\n\t\tup: idleTimeout:\n\n\t\t// At the desk.\n\t\treg: \"3\": label: \"x\"\n\t}"), place: "a.cue:8:18", says: []string{"idleTimeout has no value"}},
		{name: "a group half-typed above another", a: in("\tparams: {\n\t\tup:\n\t\tptt: {\n\t\t\tpttMode: enable: true\n\t\t}\n\t}"), place: "a.cue:8:5", says: []string{"up has no value"}},
		{name: "a MAC half-typed above another", a: in("\tphones: {\n\t\t\"00907a445566\":\n\t\t\"00907a445567\": label: \"x\"\n\t}"), place: "a.cue:8:17", says: []string{`"00907a445566" has no value`}},
		{name: "a label half-typed that is there below", a: in("\tphones: \"00907a445566\": {\n\t\tlabel:\n\t\tparams: up: idleTimeout: 5\n\t\tlabel: \"x\"\n\t}"), place: "a.cue:8:8", says: []string{"label has no value"}},
		{name: "a number with its unit", a: in("\tparams: up: idleTimeout: 60s"), place: "a.cue:7:27", says: []string{"idleTimeout must be a whole number from 0 to 6553500: found 60s"}},
		{name: "a number in two words", a: in("\tparams: up: idleTimeout: 1 min"), place: "a.cue:7:27", says: []string{"must be a whole number", "found 1 min"}},
		{name: "a number of percent", a: in("\tparams: up: backlight: onIntensity: 50%"), place: "a.cue:7:38", says: []string{"must be a whole number from 0 to 3: found 50%"}},
		{name: "a number that begins with 0", a: in("\tparams: tcpIpApp: sntp: gmtOffset: 03600"), place: "a.cue:7:37", says: []string{"must be a whole number from -43200 to 46800: found 03600"}},
		{name: "a group half-typed", a: in("\tparams: up: back"), place: "a.cue:7:14", says: []string{"up must have fields in { }: found back"}},
		{name: "a group that is on", a: in("\tphones: \"00907a445566\": params: up: backlight: on"), place: "a.cue:7:49", says: []string{"backlight must have fields in { }: found on"}},
		{name: "text with a unit", a: in("\tparams: reg: \"3\": label: 60s"), place: "a.cue:7:27", says: []string{`write "60s"`}},
		{name: "a MAC without a colon", a: in("\tphones: {\n\t\t\"00907a445566\"\n\t\t\"00907a445567\": {}\n\t}"), place: "a.cue:8:3", says: []string{`a colon is missing behind "00907a445566"`}},
		{name: "a list that is assigned", a: in("\temergencyNumbers = [\"112\"]\n\tauthorizedNumbers: [{value: \"112\"}]"), place: "a.cue:7:19", says: []string{"write emergencyNumbers: ["}},
		{name: "a parameter of a user without params", a: user("\t\tup: idleTimeout: 5"), place: "a.cue:9:3", says: []string{"users.mila.up is no field of users.mila", "write params: up:"}},
		{name: "a parameter of all without params", a: in("\tup: {\n\t\tidleTimeout: 5\n\t}"), place: "a.cue:7:2", says: []string{"write params: up:"}},
		{name: "a parameter of a phone without params", a: in("\tphones: \"00907a445566\": {label: \"x\", up: idleTimeout: 5}"), place: "a.cue:7:39", says: []string{"write params: up:"}},
		{name: "handsets", a: in("\thandsets: \"00907a445566\": {}"), place: "a.cue:7:2", says: []string{"did you mean phones?"}},
		{name: "people", a: in("\tpeople: mila: password: secret: \"mila\""), place: "a.cue:7:2", says: []string{"did you mean users?"}},
		{name: "a folder without its label", a: in("\tprofiles: \"people\""), place: "a.cue:7:12", says: []string{"profiles must have fields in { }", `write profiles: directory: "people"`}},
		{name: "a choice that goes on", a: in("\tparams: prov: polling: mode: \"absolut\""), place: "a.cue:7:31", says: []string{`did you mean "abs"?`}},
		{name: "a choice in other letters", a: in("\tparams: prov: polling: mode: \"REL\""), place: "a.cue:7:31", says: []string{`did you mean "rel"?`}},
		{name: "users half-typed", a: in("\tusers:\n\tusers: mila: password: secret: \"mila\""), place: "a.cue:7:7", says: []string{"users has no value"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			texts := map[string]string{"cue.mod/module.cue": module}
			if x.a != "" {
				texts["a.cue"] = x.a
			}
			for name, text := range x.files {
				texts[name] = text
			}
			mendtest.Mended(t, texts, func(texts map[string]string) diag.List { return errorsOf(t, texts) })
			told := errorsOf(t, texts)
			if len(told) != 1 {
				t.Fatalf("%d errors: %v", len(told), told)
			}
			if got := told[0].Pos.String(); got != x.place {
				t.Errorf("it is told of %s, not of %s: %s", got, x.place, told[0].Message())
			}
			for _, part := range x.says {
				if !strings.Contains(told[0].Message(), part) {
					t.Errorf("%s\ndoes not say %s", told[0].Message(), part)
				}
			}
		})
	}
}

// CUE reads a field on the next line as the value of a label, too: what is allowed as such
// is said nothing of, and what is wrong within it is told as such.
func TestChainsOverLines(t *testing.T) {
	for body, want := range map[string]string{
		"\tusers:\n\tmila: password: secret: \"mila\"":                           "",
		"\tusers:\n\t\tmila:\n\t\t\tpassword: secret: \"mila\"":                  "",
		"\tparams:\n\t\tup:\n\t\tidleTimeout: 5":                                 "",
		"\tparams:\n\tup: idleTimeout: \"x\"":                                    "parameter-value",
		"\tparams:\n\t\tup: idleTimuot: 5":                                       "parameter-unknown",
		"\tgroups: laundry:\n\tlabel: \"x\"\n\tphones: \"00907a445566\": {x: 1}": "field-unknown",
	} {
		text := "package p\n\nimport \"provc.internal/schema/spectralink\"\n\np: spectralink.#Deployment & {\n\tparams: prov: login: {enabled: true, persistent: true}\n" + body + "\n}\n"
		var got []string
		for _, d := range errorsOf(t, map[string]string{"cue.mod/module.cue": "module: \"n.example@v0\"\nlanguage: version: \"v0.17.0\"\n", "a.cue": text}) {
			got = append(got, d.Check)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s\ngot %v, want %s", body, got, want)
		}
	}
}

func errorsOf(t *testing.T, texts map[string]string) (told diag.List) {
	t.Helper()
	r, err := Compile(context.Background(), Options{Dir: files(t, texts)})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Findings {
		if d.Severity == diag.Error {
			told = append(told, d)
		}
	}
	return told
}

// A password is in no sentence, wherever a mistake is: on its line, before or behind it.
func TestNewcomersPasswords(t *testing.T) {
	const secret = "kolibri7"
	for _, lines := range []string{
		"password: kolibri7", "password: kolibri7 x", "password: \"kolibri7", "password: \"kolibri7\" x", "password = \"kolibri7\"", "password: “kolibri7”",
		"password: 'kolibri7", "password: kolibri7-x", "password: kolibri7.x", "password: #kolibri7", "password: secret = kolibri7", "password: kolibri7(1)",
		"password: \"kolibri7\"\n= 1", "x = 1\npassword: \"kolibri7\"", "password: \"kolibri7\"\npassword: \"other\"", "password: secret: \"a\"\nparams: reg: \"2\": auth: password: kolibri7 x",
		"password: error(\"no \" + _pw)", "password: [kolibri7: 1]", "params: reg: \"2\": auth.password=\"kolibri7\"", "password: \"a\" + kolibri7", "password:\n\tkolibri7", "password: {\n\tsecret kolibri7\n}",
	} {
		text := "package p\n\nimport \"provc.internal/schema/spectralink\"\n\n_pw: \"kolibri7\"\np: spectralink.#Deployment & {\nusers: otto: {\n" + lines + "\n}\n}\n"
		for _, d := range errorsOf(t, map[string]string{"cue.mod/module.cue": "module: \"n.example@v0\"\nlanguage: version: \"v0.17.0\"\n", "a.cue": text}) {
			if said := fmt.Sprintf("%s %v %s", d.Message(), d.Related, fixOf(d)); strings.Contains(said, secret) {
				t.Errorf("%s\n%s", lines, said)
			}
		}
	}
}

// fixOf is all that a finding's fix holds.
func fixOf(d diag.Diagnostic) string {
	text, _ := json.Marshal(d.Fix)
	return string(text)
}
