// Package checktest holds checks to their documents: that each has one, that its
// examples are what they say, and that no finding is made without a check.
package checktest

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"provc/compiler"
	"provc/compiler/diag"
)

var update = flag.Bool("update-output", false, "rewrite what provc says of the examples of checks")

// Run tests the checks of the package in the working folder.
func Run(t *testing.T, set *diag.Set) {
	files, err := filepath.Glob("checks/*")
	if err != nil {
		t.Fatal(err)
	}
	var documented, declared []string
	for _, f := range files {
		documented = append(documented, strings.TrimSuffix(filepath.Base(f), ".txtar"))
	}
	for _, c := range set.Sorted() {
		declared = append(declared, c.ID)
	}
	if !slices.Equal(documented, declared) {
		t.Fatalf("documents are of\n%s\nchecks are\n%s", strings.Join(documented, " "), strings.Join(declared, " "))
	}
	for _, c := range set.Checks {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			complete(t, c.Document())
			if _, ok := Script(c.Document().Wrong); !ok {
				Examples(t, c, "checks/"+c.ID+".txtar", compile)
			}
		})
	}
	t.Run("findings", findings)
}

// complete reports what a document lacks.
func complete(t *testing.T, d diag.Document) {
	switch {
	case d.Since == "":
		t.Error("no version")
	case !strings.HasSuffix(d.Title, ".") || strings.Contains(d.Title, "\n"):
		t.Errorf("the title is no sentence on a line: %q", d.Title)
	case !strings.HasSuffix(d.Meaning, "."):
		t.Errorf("the meaning is no sentence: %q", d.Meaning)
	case len(d.Wrong) == 0 || len(d.Right) == 0:
		t.Error("an example is missing")
	}
	for _, a := range d.Also {
		if a.When == "" {
			t.Errorf("it does not say when a finding is of severity %s", a.Severity)
		}
	}
}

// Script returns the commands that an example consists of, if provc vet of its
// files alone does not show what it is about.
func Script(files []txtar.File) (string, bool) {
	i := slices.IndexFunc(files, func(f txtar.File) bool { return strings.HasSuffix(f.Name, ".sh") })
	if i < 0 {
		return "", false
	}
	return files[i].Name, true
}

// finding is a line of output: severity and check.
var finding = regexp.MustCompile(`(?m)(?:^|: )(error|warning|note): .* \[([a-z-]+)\]$`)

// Examples runs both examples of a check: in the wrong one it finds something of
// each documented severity, and nobody else finds more than a note; in the right
// one it finds nothing, and nobody more than a note.
func Examples(t *testing.T, c *diag.Check, file string, run func(t *testing.T, dir string, files []txtar.File) string) {
	d := c.Document()
	said := run(t, write(t, d.Wrong), d.Wrong)
	found := map[string]bool{}
	for _, m := range finding.FindAllStringSubmatch(said, -1) {
		switch {
		case m[2] == c.ID:
			found[m[1]] = true
		case m[1] != "note" && !slices.Contains(d.With, m[2]):
			t.Errorf("the wrong example has a finding of another check:\n%s", m[0])
		}
	}
	for _, a := range append([]diag.Also{{Severity: d.Severity}}, d.Also...) {
		if !found[a.Severity.String()] {
			t.Errorf("no finding of severity %s in the wrong example:\n%s", a.Severity, said)
		}
		delete(found, a.Severity.String())
	}
	for severity := range found {
		t.Errorf("a finding has severity %s, which is not documented:\n%s", severity, said)
	}
	if said != d.Output {
		if *update {
			rewrite(t, file, said)
		} else {
			t.Errorf("provc says\n%s\nthe document says\n%s", said, d.Output)
		}
	}
	said = run(t, write(t, d.Right), d.Right)
	for _, m := range finding.FindAllStringSubmatch(said, -1) {
		if m[1] != "note" || m[2] == c.ID {
			t.Errorf("in the right example:\n%s", m[0])
		}
	}
}

// rewrite puts output into a document.
func rewrite(t *testing.T, file, output string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(text)
	i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "output" })
	if i < 0 {
		i = slices.IndexFunc(archive.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "right") })
		archive.Files = slices.Insert(archive.Files, max(i, 0), txtar.File{Name: "output"})
	}
	archive.Files[max(i, 0)].Data = []byte(output)
	if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, files []txtar.File) string {
	dir := t.TempDir()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// compile says what provc vet says.
func compile(t *testing.T, dir string, _ []txtar.File) string {
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := diag.WriteText(&b, result.Findings, false); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// findings looks for findings that are not made with a check.
func findings(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || len(lit.Elts) == 0 {
				return true
			}
			_, nested := lit.Elts[0].(*ast.CompositeLit)
			if isDiag(lit.Type, "Diagnostic") || isDiag(lit.Type, "List") && nested {
				t.Errorf("%s: a finding is made with the At of its check, not as a literal", set.Position(n.Pos()))
			}
			return true
		})
	}
}

// isDiag reports whether an expression is a type of package diag.
func isDiag(e ast.Expr, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != name {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "diag"
}
