// Package deploytest compiles deployments of tests, and holds what is found in them against
// what should be.
package deploytest

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
	"provc/compiler/cisco"
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
	Server = `server: "https://prov.example/cisco"
domain: "@example.com"
`
	Room = `phones: "0026cb5f1a20": {model: "SPA525G2", userID: "board-room", password: secret: "board_room"}
`
	Ann = `users: ann: {password: secret: "ann", params: Display_Name_1_: "Ann"}
`
)

// Both is a deployment with a phone and a person.
func Both(body string) string { return Server + Room + Ann + body }

// Head is the number of lines before the body of a deployment.
const Head = cuevet.Head

// Compiled is what a deployment compiles to.
type Compiled struct {
	Files, Staging map[string]*artifact.File
	Credentials    []artifact.Credential
	Phones         []artifact.Phone
	Findings       diag.List
}

// Compile compiles the deployment d, whose body begins on line 6 of a.cue. Tables
// that it names lie beside it.
func Compile(t testing.TB, body string, tables ...string) *Compiled {
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
	return CompileIn(t, dir, ".")
}

// Evaluated is the deployment d of plain values, of which nothing is checked yet.
func Evaluated(t testing.TB, body string) *value.Deployment {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.cue"), []byte(cuevet.Deployment(facts.Vendor, body)), 0o666); err != nil {
		t.Fatal(err)
	}
	d, _ := evaluated(t, dir, ".")
	return d
}

// evaluated is the deployment of this vendor in a package, and what is found so far.
func evaluated(t testing.TB, dir, pattern string) (*value.Deployment, diag.List) {
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
		t.Fatal(Text(findings))
	}
	read := func(name string) (string, error) { return loader.Files.Table(filepath.Join(dir, pattern), name) }
	findings.Add(inventory.Expand(p, read, pattern)...)
	i := slices.IndexFunc(p.Deployments, func(d *value.Deployment) bool { return d.Vendor == facts.Vendor })
	if i < 0 {
		t.Fatalf("no deployment in %s\n%s", dir, Text(findings))
	}
	return p.Deployments[i], findings
}

// CompileIn compiles the deployment of this vendor in a package.
func CompileIn(t testing.TB, dir, pattern string) *Compiled {
	t.Helper()
	d, findings := evaluated(t, dir, pattern)
	part, found := cisco.Compile(d)
	findings.Add(found...)

	c := &Compiled{
		Files:       byPath(artifact.Tree{Files: part.Files, Made: part.Made}),
		Staging:     byPath(artifact.Tree{Files: part.Staging, Made: part.Staged}),
		Credentials: part.Credentials,
		Findings:    findings.Sorted(),
	}
	for p := range part.Phones {
		c.Phones = append(c.Phones, p)
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

// Sound compiles a deployment that has no error.
func Sound(t testing.TB, body string) *Compiled {
	t.Helper()
	c := Compile(t, body)
	if c.Findings.HasErrors() {
		t.Fatalf("%s\n%s", body, Text(c.Findings))
	}
	return c
}

// Text is findings as people read them.
func Text(l diag.List) string {
	var b strings.Builder
	diag.WriteText(&b, l, diag.TextOptions{})
	return b.String()
}

// Absent stands for a parameter that a file does not mention.
const Absent = "-"

// Value is what a file says of a parameter: a secret as its name in braces, what
// people may do with it after a blank.
func (c *Compiled) Value(t testing.TB, file, name string) string {
	t.Helper()
	f := c.Files[file]
	if staged, ok := strings.CutPrefix(file, "staging:"); ok {
		f = c.Staging[staged]
	}
	if f == nil {
		t.Fatalf("there is no %s", file)
	}
	i := slices.IndexFunc(f.Params, func(p artifact.Param) bool { return p.Name == name })
	if i < 0 {
		return Absent
	}
	return Shown(f.Params[i])
}

// Shown is the value of a parameter: a secret as its name in braces, what people may do
// with it after a blank.
func Shown(p artifact.Param) string {
	v := p.Value
	if p.Secret != "" {
		v = "{" + p.Secret + "}"
	}
	if p.Access != "" {
		v += " " + p.Access
	}
	return v
}

// Paths lists files.
func Paths(files map[string]*artifact.File) []string { return slices.Sorted(maps.Keys(files)) }

// Admits reports whether a type allows a scalar that is written so.
func Admits(t *catalogue.Type, literal string) bool {
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
	NoDomain = `server: "https://prov.example/cisco"
`
	Foyer = `phones: "0026cb5f1a30": {model: "SPA303"} // nobody logs in
`
	Door = `phones: "0026cb5f1a01": {model: "SPA301", userID: "door", password: secret: "p"} // has no Login soft key
`
)

// OfEveryProfile reports whether every profile says so, or none but the host's.
func OfEveryProfile(p artifact.Param) bool {
	return strings.HasPrefix(p.Name, "EM_") || p.Name == "Profile_Rule"
}
