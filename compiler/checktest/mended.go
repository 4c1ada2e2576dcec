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
	`{secret: "name"}`,                       // the name is theirs to choose
	`reason: "…"`,                            // so is the reason
	"write it as in ",                        // an example of how such a text looks
	"write sequences in one pair of",         // another
	"write two alternatives",                 // a rule has to be written anew
	"write an alternative for",               // likewise
	"write an extension from",                // one of several
	`or write dialect: "polycom"`,            // what else may be wrong is the other half
	"#Deployment & {, and import its schema", // of another vendor, which the file imports already or not
}

// Mended does what each finding of a package of some files proposes: the finding must be
// gone then, and no error may come. Every hint that says what to write has to be such a
// proposal, unless it is one of those that leave it to people.
func Mended(t *testing.T, files []txtar.File) {
	t.Helper()
	dir := write(t, files)
	before := vet(t, dir)
	for _, d := range before {
		name := filepath.Join(dir, filepath.FromSlash(d.Pos.File))
		text, _ := os.ReadFile(name) // some findings are about no file
		edits := mend.New(d.Pos.File, text).Edits(d)
		if len(edits) == 0 {
			switch isOpen := func(l string) bool { return strings.Contains(d.Hint, l) }; {
			case d.Fix != nil:
				t.Errorf("there are no edits that do it: %s: %s", d.Pos, d.Message())
			case promises.MatchString(d.Hint) && !slices.ContainsFunc(open, isOpen):
				t.Errorf("no fix does what the hint says: %s: %s", d.Pos, d.Message())
			}
			continue
		}
		mended := mend.Apply(text, edits)
		if err := os.WriteFile(name, mended, 0o666); err != nil {
			t.Fatal(err)
		}
		for _, e := range vet(t, dir) {
			isLike := func(b diag.Diagnostic) bool { return b.Check == e.Check && b.Message() == e.Message() }
			if isLike(d) && e.Pos == d.Pos {
				t.Errorf("%s does not mend it: %s: %s\n%s", d.Fix.Title, d.Pos, d.Message(), mended)
			}
			if e.Severity == diag.Error && !slices.ContainsFunc(before, isLike) {
				t.Errorf("%s mends %s: %s\nbut: %s: %s\n%s", d.Fix.Title, d.Pos, d.Message(), e.Pos, e.Message(), mended)
			}
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
