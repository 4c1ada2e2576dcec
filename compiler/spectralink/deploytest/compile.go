// Package deploytest compiles deployments of tests, holds what is found in them against what
// should be, and has a handset of its own that reads their files.
package deploytest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/cuevet"
	"provc/compiler/diag"
	"provc/compiler/evaluate"
	"provc/compiler/inventory"
	"provc/compiler/load"
	"provc/compiler/spectralink"
	"provc/compiler/spectralink/facts"
	"provc/compiler/value"
	"provc/compiler/vendor"
	"provc/schema"
)

// Compiled is what a deployment compiles to.
type Compiled struct {
	vendor.Compiled
	body     string
	ByPath   map[string]*artifact.File
	Findings diag.List // in order; lines are those of the deployment's body

	Others map[string]map[string]string // what others put beside the files, by the name that a master file has for it
}

// Compile compiles the deployment d with the given body. Tables, each a name and
// a text, lie beside it.
func Compile(t testing.TB, body string, tables ...string) *Compiled {
	t.Helper()
	c := &Compiled{body: body, ByPath: map[string]*artifact.File{}}
	d, findings := loaded(t, cuevet.Deployment(facts.Vendor, body), tables...)
	if d != nil {
		var found diag.List
		c.Compiled, found = spectralink.Compile(d)
		findings.Add(found...)
	}
	tree := artifact.Tree{Files: c.Files, Made: c.Made}
	tree.Sort()
	for i := range tree.Len() {
		head := tree.Head(i)
		if findings.HasErrors() {
			c.ByPath[head.Path] = nil // a file may lack what was refused
			continue
		}
		f := tree.File(i)
		if f.Head() != head {
			t.Errorf("a file is listed as %+v and made as %+v", head, f.Head())
		}
		if c.ByPath[f.Path] != nil {
			t.Errorf("%s is made twice", f.Path)
		}
		if f.Phase == artifact.Leaf && !slices.IsSortedFunc(f.Params, func(a, b artifact.Param) int { return catalogue.Compare(a.Name, b.Name) }) {
			t.Errorf("the parameters of %s are in no order: %+v", f.Path, f.Params)
		}
		c.ByPath[f.Path] = f
	}
	for _, f := range findings.Sorted() {
		if f.Pos.File == "d.cue" {
			f.Pos.Line -= cuevet.Head
		}
		f.Related = slices.Clone(f.Related)
		for i := range f.Related {
			if f.Related[i].Pos.File == "d.cue" {
				f.Related[i].Pos.Line -= cuevet.Head
			}
		}
		c.Findings.Add(f)
	}
	return c
}

// Valid compiles a deployment in which nothing is wrong.
func Valid(t testing.TB, body string) *Compiled {
	t.Helper()
	c := Compile(t, body)
	if c.Findings.HasErrors() {
		t.Fatalf("%s\n%s", body, c.Text(c.Findings))
	}
	return c
}

// loaded is all that tests of this package need of those that read CUE.
func loaded(t testing.TB, text string, tables ...string) (*value.Deployment, diag.List) {
	t.Helper()
	dir := t.TempDir()
	files := append([]string{"d.cue", text}, tables...)
	for i := 0; i < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	loader, err := load.New(load.Config{Dir: dir, Schema: schema.FS, Module: schema.Module})
	if err != nil {
		t.Fatal(err)
	}
	evaluator := evaluate.New(loader, evaluate.Options{})
	units, err := evaluator.Find(".")
	if err != nil {
		t.Fatal(err)
	}
	result := evaluator.Evaluate(units[0])
	p, findings := result.Package, result.Findings
	if p == nil || len(p.Deployments) == 0 {
		return nil, findings
	}
	read := func(name string) (string, error) { return loader.Files.Table(dir, name) }
	findings.Add(inventory.Expand(p, read, ".")...)
	return p.Deployments[0], findings
}

// Text is findings as tests write them, one a line: the line of the body, the word
// that stands there, severity, check, and all that is said.
func (c *Compiled) Text(found diag.List) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s: %s %s: %s", c.Word(d.Pos), d.Severity, d.Check, d.Message())
		for _, r := range d.Related {
			fmt.Fprintf(&b, " (%s: %s)", r.Message, c.Word(r.Pos))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Word is a place: the line of the body, which is the deployment's own before the
// first, and the label or value that stands there.
func (c *Compiled) Word(p diag.Pos) string {
	if p.File != "d.cue" {
		return p.String()
	}
	if p.Line < 1 || p.Column < 1 {
		return fmt.Sprintf("%d d", p.Line)
	}
	at := strings.Split(c.body, "\n")[p.Line-1][p.Column-1:]
	end := strings.IndexAny(at, " :,{}")
	if at[0] == '"' {
		end = 2 + strings.IndexByte(at[1:], '"')
	}
	if end >= 0 {
		at = at[:max(1, end)]
	}
	return fmt.Sprintf("%d %s", p.Line, at)
}

// Bytes are those of a file, in which a secret's value is "the " and its name.
func (c *Compiled) Bytes(t testing.TB, path string) []byte {
	t.Helper()
	f := c.ByPath[path]
	if f == nil {
		t.Fatalf("no file %s among %s", path, c.Paths())
	}
	data, err := f.Bytes(func(name string) (string, bool) { return "the " + name, true })
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Paths lists the files.
func (c *Compiled) Paths() string { return strings.Join(slices.Sorted(maps.Keys(c.ByPath)), " ") }
