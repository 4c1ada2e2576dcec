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
	"provc/compiler/mend/mendtest"
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
	slices.Sort(documented)
	for _, c := range set.Sorted() {
		declared = append(declared, c.ID)
	}
	if !slices.Equal(documented, declared) {
		t.Fatalf("documents are of\n%s\nchecks are\n%s", strings.Join(documented, " "), strings.Join(declared, " "))
	}
	for _, c := range set.Checks {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			d := c.Document()
			complete(t, d)
			switch _, ok := Script(d.Wrong); {
			case ok:
				// Commands are run where they are. What they say is documented here.
				severities(t, c, d.Output)
			case d.Unshown == "":
				Examples(t, c, "checks/"+c.ID+".txtar", compile)
				mended(t, d.Wrong)
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
	case d.Unshown == "" && (len(d.Wrong) == 0 || len(d.Right) == 0):
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

// The findings in a line of output, for people and for GitHub: severity and check.
var (
	finding = regexp.MustCompile(`(?m)(?:^|: )(error|warning|note): .* \[([a-z-]+)\]$`)
	command = regexp.MustCompile(`(?m)^::(error|warning|notice) (?:.*,)?title=([a-z-]+)::`)
)

// found is a finding in what provc says.
type found struct{ line, severity, check string }

func parse(said string) []found {
	var all []found
	for _, m := range append(finding.FindAllStringSubmatch(said, -1), command.FindAllStringSubmatch(said, -1)...) {
		all = append(all, found{m[0], strings.Replace(m[1], "notice", "note", 1), m[2]})
	}
	return all
}

// Examples runs both examples of a check: in the wrong one it finds something of
// each documented severity, and nobody else finds more than a note; in the right
// one it finds nothing, and nobody more than a note.
func Examples(t *testing.T, c *diag.Check, file string, run func(t *testing.T, dir string, files []txtar.File) string) {
	d := c.Document()
	said := run(t, write(t, d.Wrong), d.Wrong)
	severities(t, c, said)
	if said != d.Output {
		if *update {
			rewrite(t, file, said)
		} else {
			t.Errorf("provc says\n%s\nthe document says\n%s", said, d.Output)
		}
	}
	said = run(t, write(t, d.Right), d.Right)
	for _, f := range parse(said) {
		if f.severity != "note" || f.check == c.ID {
			t.Errorf("in the right example:\n%s", f.line)
		}
	}
}

// severities compares what provc says of the wrong example with the severities that are
// documented.
func severities(t *testing.T, c *diag.Check, said string) {
	t.Helper()
	d := c.Document()
	told := map[string]bool{}
	for _, f := range parse(said) {
		switch {
		case f.check == c.ID:
			told[f.severity] = true
		case f.severity != "note" && !slices.Contains(d.With, f.check):
			t.Errorf("the wrong example has a finding of another check:\n%s", f.line)
		}
	}
	for _, a := range append([]diag.Also{{Severity: d.Severity}}, d.Also...) {
		if !told[a.Severity.String()] {
			t.Errorf("no finding of severity %s in the wrong example:\n%s", a.Severity, said)
		}
		delete(told, a.Severity.String())
	}
	for severity := range told {
		t.Errorf("a finding has severity %s, which is not documented:\n%s", severity, said)
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
	// Accounts that an example chooses can read the folder, which those of the
	// testing package do not let them.
	dir, err := os.MkdirTemp("", "provc-example-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
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
	var b strings.Builder
	if err := diag.WriteText(&b, vet(t, dir), diag.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// mended holds the fixes of an example to what they promise.
func mended(t *testing.T, files []txtar.File) {
	texts := map[string]string{}
	for _, f := range files {
		texts[f.Name] = string(f.Data)
	}
	mendtest.Mended(t, texts, func(texts map[string]string) diag.List {
		files := slices.Clone(files)
		for i, f := range files {
			files[i].Data = []byte(texts[f.Name])
		}
		return vet(t, write(t, files))
	})
}

func vet(t *testing.T, dir string) diag.List {
	t.Helper()
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return result.Findings
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
			if a, ok := n.(*ast.AssignStmt); ok && setsCheck(a) {
				t.Errorf("%s: the check of a finding is one that is declared, not a text", set.Position(n.Pos()))
			}
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

// setsCheck reports whether a text becomes the check of something.
func setsCheck(a *ast.AssignStmt) bool {
	s, ok := a.Lhs[0].(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "Check" {
		return false
	}
	_, text := a.Rhs[0].(*ast.BasicLit)
	return text
}
