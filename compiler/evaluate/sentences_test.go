package evaluate_test

import (
	"maps"
	"strings"
	"testing"

	"provc/compiler/evaluate"
)

// said evaluates a package of files and says what CUE refuses of it, a finding a line.
func said(t *testing.T, files map[string]string) string {
	t.Helper()
	e := evaluate.New(loader(t, written(t, files)), evaluate.Options{})
	units, err := e.Find()
	if err != nil || !units[0].Loads() {
		t.Fatal(files["a.cue"], err, units[0].Inst.Err)
	}
	return strings.TrimSpace(lines(e.Evaluate(units[0]).Findings))
}

// A name that is not there was meant for one that is, where one is near.
func TestNamesThatAreNear(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"x: spectralink.#Usr":                        "a.cue:5:16: error: cue-reference: x refers to a field #Usr that is not there; did you mean #User?",
		"x: spectralink.#Nothing":                    "a.cue:5:16: error: cue-reference: x refers to a field #Nothing that is not there",
		"u: spectralink.#User\nx: _nrse\n_nurse: {}": "a.cue:6:4: error: cue-reference: _nrse is not declared; did you mean _nurse?",
		"u: spectralink.#User\nx: nurse\n_nurse: {}": "a.cue:6:4: error: cue-reference: nurse is not declared; did you mean _nurse?",
		"u: spectralink.#User\nx: nurse\n#nurse: {}": "a.cue:6:4: error: cue-reference: nurse is not declared; did you mean #nurse?",
		"u: spectralink.#User\nx: #Nrse\n#Nurse: {}": "a.cue:6:4: error: cue-reference: #Nrse is not declared; did you mean #Nurse?",
		"u: spectralink.#User\nx: _q\n_nurse: {}":    "a.cue:6:4: error: cue-reference: _q is not declared; declare it, or correct the name",
	} {
		if got := said(t, map[string]string{"a.cue": bare + text + "\n"}); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
	if got, want := said(t, map[string]string{"a.cue": "package p\n\nimport \"string\"\n\nx: string.x\n"}), `package "string" cannot be found; did you mean "strings"?`; !strings.Contains(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Whatever may be a secret is in no sentence, wherever it stands.
func TestSentencesWithoutSecrets(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"x: {password: hunter2}":                          "error: cue-reference: ",
		"x: {password: hunter2.b}\nhunter2: {}":           "error: cue-reference: ",
		"x: {pin: 4711}\nx: {pin: 4712}":                  "error: cue-conflict: x.pin is declared with two different values (",
		"x: {password: hunter2()}\nhunter2: 1":            "error: cue-reference: x.password calls what is no function",
		"x: error(\"no \" + y)\ny: \"hunter2\"":           "error: cue-value: x is refused by an error of the package's own: its text is put together, perhaps of secrets, and not shown",
		"x: {password: {let hunter2 = 1, secret: \"a\"}}": "error: cue-reference: a name is defined by let but not used",
		"x: \"hunter2\" + 1":                              "error: cue-value: x is computed from values of kinds that do not go together",
		"x: =~\"^a\"\nx: \"hunter2\"":                     "error: cue-value: x breaks a constraint of its declaration",
	} {
		got := said(t, map[string]string{"a.cue": "package p\n\n" + text + "\n"})
		if !strings.Contains(got, want) {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
		if strings.Contains(got, "hunter2") || strings.Contains(got, "471") {
			t.Errorf("%s\nshows a secret: %s", text, got)
		}
	}
}

// Marks and operators that stand where they do nothing are told.
func TestMoreSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"x: {a: 1} | {b: 2}":      "a.cue:3:4: error: cue-incomplete: x has no definite value",
		"x: true\nx: \"true\"":    "a.cue:3:4: error: cue-conflict: x is declared once as a boolean and once as text: true and \"true\" (a.cue:4:4: another value is here)",
		"x: [1]\nx: {}":           "a.cue:3:4: error: cue-conflict: x is declared once as a list and once as a struct (a.cue:4:4: another value is here)",
		"x: {a: b: [{c: 1 & 2}]}": "a.cue:3:16: error: cue-conflict: x.a.b[0].c is declared with two different values: 1 and 2 (a.cue:3:20: another value is here)",
	} {
		if got := said(t, map[string]string{"a.cue": "package p\n\n" + text + "\n"}); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// Why a file cannot be embedded, with the place of what is wrong in it.
func TestEmbeddedFiles(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"cue.mod/module.cue": moduleFile, "a.json": "{\"a\": 1}", "b.json": "{\"a\":}", "c.bin": "x", "d/a.json": "{}", "e.txt": "x", "README": "x", "two.yaml": "a: 1\n---\na: 2\n",
	}
	const head = "a.cue:5:6: error: cue-value: a file cannot be embedded: "
	const unsaid = head + "the end of its name does not say what it holds; add its type, such as type=text"
	for attribute, want := range map[string]string{
		"file=README":                unsaid,
		"file=README,type=text":      "",
		"file=README,type=none":      head + "there is no such type; types are json, yaml, toml, text and binary, among others",
		"file=a.json,glob=*.x":       head + "the attribute names a file and a pattern; keep one of them",
		"file=a.json,allowEmptyGlob": head + "allowEmptyGlob is for patterns; leave it out",
		"glob=*.x,allowEmptyGlob":    "",
		"file=d,type=json":           head + "it is a folder; name a file, or a pattern: glob=\"*.json\"",
		"file=a.json":                "",
		"file=e.txt,type=text":       "",
		"glob=*.json":                head + "what it holds cannot be read (b.json:1:6: what is wrong is here)",
		"file=none.json":             head + "there is no such file; the path is relative to the file that embeds",
		"glob=*.toml":                head + "no file matches the pattern; the pattern is relative to the file that embeds",
		"file=b.json":                head + "what it holds cannot be read (b.json:1:6: what is wrong is here)",
		"file=c.bin":                 unsaid,
		"file=d":                     unsaid,
		"file=\"/a.json\"":           head + "its path begins at the root; the path is relative to the file that embeds",
		"file=\"../a.json\"":         head + "its path leads out of the folder; only files of the folder and those below can be embedded",
		"file=\"./a.json\"":          head + "its path has parts that lead nowhere, such as ./; write it without them",
		"type=text":                  head + "the attribute names no file; write @embed(file=x.json)",
		"file=two.yaml":              head + "it holds more than one value; keep one document in it",
		"file=d/a.json":              "",
		"file=e.txt":                 "",
	} {
		all := maps.Clone(files)
		all["a.cue"] = "@extern(embed)\n\npackage p\n\nx: _ @embed(" + attribute + ")\n"
		if got := said(t, all); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", attribute, got, want)
		}
	}
}

// A module whose language lacks what the schema needs is told where it says so, and told
// nothing else.
func TestOldLanguage(t *testing.T) {
	t.Parallel()
	const text = bare + "d: spectralink.#Deployment & {\n\tparams: up: idleTimeout: 60\n\tif params.up.idleTimeout == _|_ {label: \"x\"}\n}\n"
	for version, want := range map[string]string{
		"v0.13.0": `cue.mod/module.cue:2:11: error: cue-package: language version v0.13.0 of the module is older than v0.14.0, which the schema needs; write language: version: "v0.17.0"`,
		"v0.14.0": "a.cue:7:5: note: cue-schema-cost: a comparison with _|_ needs the full schema, under which 0 entities are evaluated, each in about 2 ms",
	} {
		dir, got := written(t, map[string]string{"cue.mod/module.cue": strings.Replace(moduleFile, "v0.17.0", version, 1), "a.cue": text}), ""
		for line := range strings.Lines(lines(told(t, dir, evaluate.Options{}))) {
			if !strings.Contains(line, "changes-not-fetched") { // which is true, too
				got += line
			}
		}
		if got = strings.TrimSpace(got); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", version, got, want)
		}
	}
}
