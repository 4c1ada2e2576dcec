package evaluate_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cuevet"
	"provc/compiler/diag"
	"provc/compiler/evaluate"
	"provc/compiler/vendors"
)

// Definitions of the user's own are as closed as CUE says they are: those that
// build on the schema allow whatever it allows, others what they say.
func TestDefinitions(t *testing.T) {
	if testing.Short() {
		t.Skip("left to the run without -short") // under the race detector, CUE takes minutes
	}
	templates := map[string]string{
		"conjunct":                   `#T: spectralink.#User & {params: reg: "2": {port: 5061}}`,
		"embedded":                   `#T: {spectralink.#User, params: reg: "2": {port: 5061}}`,
		"by another":                 "#T: #S & {label: \"x\"}\n#S: spectralink.#User & {params: reg: \"2\": port: 5061}",
		"hidden":                     `_#T: spectralink.#User & {params: reg: "2": {port: 5061}}`,
		"no definition":              `_t: spectralink.#User & {params: reg: "2": {port: 5061}}`,
		"embedded in a hidden field": `_t: {spectralink.#User, params: reg: "2": {port: 5061}}`,
		"conditional":                `#T: {if true {spectralink.#User}, params: reg: "2": {port: 5061}}`,
		"own":                        `#T: {params: reg: "2": {port: 5061}, password?: _}`,
		"own and open":               `#T: {params: reg: "2": {port: 5061, ...}, ...}`,
		"own, within":                `#T: {params: spectralink.#Params & {reg: "2": {port: 5061}}, password?: _}`,
		"own, with types":            `#T: {password!: _, params: reg: "2": {port: *5061 | int, address?: string}}`,
		"own, by types":              `_t: #S & {params: reg: "2": port: int}, #S: {params: reg: "2": {port: *5061 | int, address?: string}, password?: _}`,
		"own, embedded":              `#T: {#S, label?: string}, #S: {password!: _, params: reg: "2": port: 5061}`,
		"by let":                     "let S = spectralink.#User\n#T: S & {params: reg: \"2\": port: 5061}",
		"by let within":              `#T: {let S = spectralink.#User, S, params: reg: "2": port: 5061}`,
		"declared twice":             "#T: spectralink.#User\n#T: params: reg: \"2\": port: 5061",
		"declared twice, more":       "#T: spectralink.#User\n#T: {label: \"y\"}\n#T: params: reg: \"2\": port: 5061",
		"by selector":                "_lib: #S: spectralink.#User & {label: \"y\"}\n#T: _lib.#S & {params: reg: \"2\": port: 5061}",
		"by index":                   "_lib: \"s\": spectralink.#User & {label: \"y\"}\n#T: _lib[\"s\"] & {params: reg: \"2\": port: 5061}",
		"by disjunction":             `#T: *(spectralink.#User & {label: "y"}) | (spectralink.#User & {label: "z"})`,
		"beside a disjunction":       `#T: spectralink.#User & ({label: "y"} | *{label: "z"})`,
		"disjunction within":         `#T: spectralink.#User & {params: {reg: "2": port: 5061} | *{reg: "2": port: 5062}}`,
		"two embedded":               "#T: {#A, #B}\n#A: spectralink.#User & {label: \"y\"}\n#B: params: reg: \"2\": port: 5061",
		"beside one of its own":      "#T: {spectralink.#User, #B}\n#B: {label: \"y\", params: up: {}}",
		"beside a hidden field":      "#T: spectralink.#User & _b\n_b: {label: \"y\", params: up: {}}",
		"by a hidden field":          "#T: _b\n_b: spectralink.#User & {label: \"y\", params: reg: \"2\": port: 5061}",
		"by a function":              `#T: and([spectralink.#User, {label: "y"}])`,
		"beside what closes":         "_t: {spectralink.#User, label?: \"y\", password?: _} & {params?: {}}",
		"within what closes":         "#T: _S & {params: {...}, ...}\n_S: {spectralink.#User, label?: \"y\", password?: _} & {params?: {}}",
		"own, beside the schema's":   "#T: #B & spectralink.#User\n#B: {label?: \"y\", password?: _, params?: up?: {}}",
		"two":                        "#T: #S & {password: secret: \"a\"}\n#S: {params: reg: \"2\": port: 5061, password?: _}",
	}
	users := []string{
		`{password: secret: "a"}`,
		`{password: secret: "a", params: reg: "2": address: "1"}`,
		`{password: secret: "a", params: up: idleTimeout: 5}`,
		`{password: secret: "a", label: "y"}`,
		`{password: secret: "a", params: reg: "2": adress: "1"}`,
		`{password: secret: "a", params: reg: "2": port: 5062}`,
		`{pasword: secret: "a"}`,
	}
	for _, name := range slices.Sorted(maps.Keys(templates)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			template := "#T"
			switch name {
			case "hidden":
				template = "_#T"
			case "no definition", "embedded in a hidden field", "own, by types", "beside what closes":
				template = "_t"
			}
			file := "package p\n\nimport \"provc.internal/schema/spectralink\"\n\n_used: spectralink.#User\n" + templates[name] + "\n"
			body := func(u string) string {
				return fmt.Sprintf("params: prov: login: {enabled: true, persistent: true}\nusers: ann: %s & %s\n", template, u)
			}
			plain := plainly(t, file, body, users)
			for i, u := range users {
				files := map[string]string{"a.cue": cuevet.Deployment("spectralink", body(u)), "t.cue": file}
				dir := written(t, files)
				way := evaluate.Options{Extract: i % 2} // each other one is read from the text
				if findings := told(t, dir, way); plain[i] != findings.HasErrors() {
					t.Errorf("%s: plain CUE refuses it: %v, provc says\n%s", u, plain[i], lines(findings))
				}
			}
		})
	}
}

// plainly tells which of several deployments, side by side, plain CUE refuses.
func plainly(t *testing.T, file string, body func(string) string, each []string) []bool {
	var b strings.Builder
	b.WriteString("package p\n\nimport \"provc.internal/schema/spectralink\"\n")
	for i, u := range each {
		fmt.Fprintf(&b, "d%d: spectralink.#Deployment & {\n%s\n}\n", i, body(u))
	}
	refused := make([]bool, len(each))
	for _, e := range cuevet.Errors(t, map[string]string{"a.cue": b.String(), "t.cue": file}) {
		for i := range refused {
			of := len(e.Path()) > 0 && strings.HasPrefix(e.Path()[0], "d")
			refused[i] = refused[i] || !of || e.Path()[0] == fmt.Sprint("d", i)
		}
	}
	return refused
}

// What the schema has nothing to do with, it does not let through.
func TestOwnDefinitionsStayClosed(t *testing.T) {
	files := map[string]string{"a.cue": cuevet.Deployment("spectralink", "params: prov: polling: enabled: true\n")}
	files["t.cue"] = `package p

import "provc.internal/schema/spectralink"

_used: spectralink.#User
#C: "a b": x?: 1
own: #C & {"a b": y: 1}
`
	plain := cuevet.Sentences(t, files)
	if findings := told(t, written(t, files), evaluate.Options{}); len(plain) == 0 || !findings.HasErrors() {
		t.Errorf("plain CUE says %q, provc says\n%s", plain, lines(findings))
	}
}

// told is what is wrong with the package of a folder, native checks included.
func told(t *testing.T, dir string, way evaluate.Options) diag.List {
	t.Helper()
	e := evaluate.New(loader(t, dir), way)
	units, err := e.Find()
	if err != nil {
		t.Fatal(err)
	}
	r := e.Evaluate(units[0])
	findings := checked(r)
	if findings.HasErrors() {
		if again, ok := e.Recheck(units[0], r); ok {
			r = again
			findings = checked(r)
		}
	}
	findings.Add(r.Findings...)
	if !findings.HasErrors() {
		findings.Add(r.Refused...)
	}
	return findings.Sorted()
}

// checked is what native checks find in a package.
func checked(r evaluate.Result) (findings diag.List) {
	if r.Package == nil {
		return nil
	}
	for _, d := range r.Deployments {
		_, found := vendors.All().Find(d.Vendor).Compile(d)
		findings.Add(found...)
	}
	return findings
}
