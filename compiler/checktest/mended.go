package checktest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/mend"
)

// promises are hints that say what to write.
var promises = regexp.MustCompile(`did you mean |\bwrite `)

// open are hints that leave to people what to write, or where.
var open = []string{
	`{secret: "name"}`, // the name is theirs to choose
	"write ",
	"did you mean",
}

// Mended does what each finding of a package of some files proposes: the finding must be
// gone then, and no other may come. Every hint that says what to write has to be such a
// proposal, unless it is one of those that leave to people what to write.
func Mended(t *testing.T, files []txtar.File, left ...string) {
	t.Helper()
	dir := write(t, files)
	before := vet(t, dir)
	for _, d := range before {
		name := filepath.Join(dir, filepath.FromSlash(d.Pos.File))
		text, err := os.ReadFile(name)
		if err != nil {
			text = nil
		}
		edits := mend.New(d.Pos.File, text).Edits(d)
		if len(edits) == 0 {
			if d.Fix != nil {
				t.Errorf("there are no edits that do it: %s: %s", d.Pos, d.Message())
			} else if promises.MatchString(d.Hint) && !slices.ContainsFunc(left, func(l string) bool { return strings.Contains(d.Hint, l) }) {
				t.Errorf("no fix does what the hint says: %s: %s", d.Pos, d.Message())
			}
			continue
		}
		mended := mend.Apply(text, edits)
		if err := os.WriteFile(name, mended, 0o666); err != nil {
			t.Fatal(err)
		}
		after := vet(t, dir)
		for _, e := range after {
			if e.Check == d.Check && e.Message() == d.Message() && e.Pos == d.Pos {
				t.Errorf("%s does not mend it: %s: %s\n%s", d.Fix.Title, d.Pos, d.Message(), mended)
			}
			if !slices.ContainsFunc(before, func(b diag.Diagnostic) bool { return b.Check == e.Check && b.Message() == e.Message() }) {
				t.Errorf("%s mends %s: %s\nbut: %s: %s\n%s", d.Fix.Title, d.Pos, d.Message(), e.Pos, e.Message(), mended)
			}
		}
		if len(after) >= len(before) {
			t.Errorf("%s: %s: as many findings are left\n%s", d.Pos, d.Message(), mended)
		}
		if err := os.WriteFile(name, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func vet(t *testing.T, dir string) diag.List {
	t.Helper()
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return result.Findings
}
