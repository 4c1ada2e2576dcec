package cisco

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/cisco/facts"
	"provc/compiler/cuevet"
	"provc/compiler/diag"
	"provc/compiler/evaluate"
	"provc/compiler/inventory"
	"provc/compiler/load"
	"provc/compiler/value"
	"provc/schema"
)

// Deployments of these tests: a server, a phone, a person.
const (
	server = `server: "https://prov.example/cisco"
domain: "@example.com"
`
	room = `phones: "0026cb5f1a20": {model: "SPA525G2", userID: "board-room", password: secret: "board_room"}
`
	ann = `users: ann: {password: secret: "ann", params: Display_Name_1_: "Ann"}
`
)

// both is a deployment with a phone and a person.
func both(body string) string { return server + room + ann + body }

// head is the number of lines before the body of a deployment.
const head = cuevet.Head

// compiled is what a deployment compiles to.
type compiled struct {
	files, staging map[string]*artifact.File
	credentials    []artifact.Credential
	phones         []artifact.Phone
	findings       diag.List
}

// compile compiles the deployment d, whose body begins on line 6 of a.cue. Tables
// that it names lie beside it.
func compile(t testing.TB, body string, tables ...string) *compiled {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("a.cue", cuevet.Deployment(facts.Vendor, body))
	for i := 0; i < len(tables); i += 2 {
		write(tables[i], tables[i+1])
	}
	return compileIn(t, dir, ".")
}

// compileIn compiles the deployment of this vendor in a package.
func compileIn(t testing.TB, dir, pattern string) *compiled {
	t.Helper()
	loader, err := load.New(load.Config{Dir: dir, Schema: schema.FS, Module: schema.Module})
	if err != nil {
		t.Fatal(err)
	}
	evaluator := evaluate.New(loader, evaluate.Options{})
	units, err := evaluator.Find(pattern)
	if err != nil {
		t.Fatal(err)
	}
	result := evaluator.Evaluate(units[0])
	p, findings := result.Package, result.Findings
	if p == nil {
		t.Fatal(text(findings))
	}
	read := func(name string) (string, error) { return loader.Files.Table(filepath.Join(dir, pattern), name) }
	findings.Add(inventory.Expand(p, read, pattern)...)
	i := slices.IndexFunc(p.Deployments, func(d *value.Deployment) bool { return d.Vendor == facts.Vendor })
	if i < 0 {
		t.Fatalf("no deployment in %s\n%s", dir, text(findings))
	}
	part, found := Compile(p.Deployments[i])
	findings.Add(found...)

	c := &compiled{
		files:       byPath(artifact.Tree{Files: part.Files, Made: part.Made}),
		staging:     byPath(artifact.Tree{Files: part.Staging, Made: part.Staged}),
		credentials: part.Credentials,
		findings:    findings.Sorted(),
	}
	for p := range part.Phones {
		c.phones = append(c.phones, p)
	}
	return c
}

func byPath(tree artifact.Tree) map[string]*artifact.File {
	tree.Sort()
	files := map[string]*artifact.File{}
	for f := range tree.All() {
		files[f.Path] = f
	}
	return files
}

// sound compiles a deployment that has no error.
func sound(t testing.TB, body string) *compiled {
	t.Helper()
	c := compile(t, body)
	if c.findings.HasErrors() {
		t.Fatalf("%s\n%s", body, text(c.findings))
	}
	return c
}

func text(l diag.List) string {
	var b strings.Builder
	diag.WriteText(&b, l, diag.TextOptions{})
	return b.String()
}

// absent stands for a parameter that a file does not mention.
const absent = "-"

// value is what a file says of a parameter: a secret as its name in braces, what
// people may do with it after a blank.
func (c *compiled) value(t testing.TB, file, name string) string {
	t.Helper()
	f := c.files[file]
	if staged, ok := strings.CutPrefix(file, "staging:"); ok {
		f = c.staging[staged]
	}
	if f == nil {
		t.Fatalf("there is no %s", file)
	}
	i := slices.IndexFunc(f.Params, func(p artifact.Param) bool { return p.Name == name })
	if i < 0 {
		return absent
	}
	return shown(f.Params[i])
}

func shown(p artifact.Param) string {
	v := p.Value
	if p.Secret != "" {
		v = "{" + p.Secret + "}"
	}
	if p.Access != "" {
		v += " " + p.Access
	}
	return v
}

func paths(files map[string]*artifact.File) []string { return slices.Sorted(maps.Keys(files)) }

// admits reports whether a type allows a scalar that is written so.
func admits(t *catalogue.Type, literal string) bool {
	n := value.Node{Kind: value.Int, Text: literal}
	if text, err := strconv.Unquote(literal); err == nil {
		n = value.Node{Kind: value.String, Text: text}
	} else if literal == "true" || literal == "false" {
		n.Kind = value.Bool
	}
	return t.Admits(&n)
}

// More phones, and a server without a domain.
const (
	noDomain = `server: "https://prov.example/cisco"
`
	foyer = `phones: "0026cb5f1a30": {model: "SPA303"} // nobody logs in
`
	door = `phones: "0026cb5f1a01": {model: "SPA301", userID: "door", password: secret: "p"} // has no Login soft key
`
)

// ofEveryProfile reports whether every profile says so, or none but the host's.
func ofEveryProfile(p artifact.Param) bool {
	return strings.HasPrefix(p.Name, "EM_") || p.Name == "Profile_Rule"
}
