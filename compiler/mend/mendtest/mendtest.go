// Package mendtest holds fixes to what they promise.
package mendtest

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/mend"
)

// promises are hints that say what to write.
var promises = regexp.MustCompile(`did you mean |\bwrite `)

// open are hints that leave to people what to write, or where.
var open = []string{
	`{secret: "name"}`,                       // the name is theirs to choose
	"…",                                      // so is what stands for this
	"write it as in ",                        // an example of how such a text looks
	"write sequences in one pair of",         // another
	"write a number in the place of",         // nobody knows which
	"write it without parentheses",           // a rule has to be written anew
	"write two alternatives",                 // a rule has to be written anew
	"write an alternative for",               // likewise
	"or write type:",                         // what may be wrong is the other half
	"write authorizedNumbers, which",         // nobody knows which
	"write an extension from",                // one of several
	`or write dialect: "polycom"`,            // what else may be wrong is the other half
	"#Deployment & {, and import its schema", // of another vendor, which the file imports already or not
}

// stays are hints that a text of these tests does not let be done.
var stays = []string{
	"did you mean userID?", // it stands there already, with another value
}

// later are checks that look at what others have let pass.
var later = []string{
	"group-unknown", // a number that becomes text may be the name of nothing
}

// Mended does what each finding in some files proposes, which vet finds: the finding must be
// gone then, and no error may come; of the same check alone, if that kept provc from
// looking further. Every hint that says what to write has to be such a proposal, unless it
// is one of those that leave it to people.
func Mended(t *testing.T, texts map[string]string, vet func(texts map[string]string) diag.List) {
	t.Helper()
	before := vet(texts)
	for _, d := range before {
		text := texts[d.Pos.File] // none of what is about no file
		edits := mend.New(d.Pos.File, []byte(text)).Edits(d)
		if len(edits) == 0 {
			switch isSaid := func(l string) bool { return strings.Contains(d.Hint, l) }; {
			case d.Fix != nil && !slices.ContainsFunc(stays, isSaid):
				t.Errorf("there are no edits that do it: %s: %s", d.Pos, d.Message())
			case d.Fix == nil && promises.MatchString(d.Hint) && !slices.ContainsFunc(open, isSaid):
				t.Errorf("no fix does what the hint says: %s: %s", d.Pos, d.Message())
			}
			continue
		}
		mended := maps.Clone(texts)
		mended[d.Pos.File] = string(mend.Apply([]byte(text), edits))
		for _, e := range vet(mended) {
			isLike := func(b diag.Diagnostic) bool { return b.Check == e.Check && b.Message() == e.Message() }
			if isLike(d) && e.Pos == d.Pos {
				t.Errorf("%s does not mend it: %s: %s\n%s", d.Fix.Title, d.Pos, d.Message(), mended[d.Pos.File])
			}
			follows := e.Check != d.Check && (strings.HasPrefix(d.Check, "cue-") || slices.Contains(later, e.Check))
			if e.Severity == diag.Error && !follows && !slices.ContainsFunc(before, isLike) {
				t.Errorf("%s mends %s: %s\nbut: %s: %s\n%s", d.Fix.Title, d.Pos, d.Message(), e.Pos, e.Message(), mended[d.Pos.File])
			}
		}
	}
}
