package outline

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// Of a text that is edited at random, again and again, the outline is the one that is
// made anew.
func TestEdited(t *testing.T) {
	files, err := filepath.Glob("../../../examples/*/*.cue")
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	pieces := []string{"{", "}", "[", "]", "(", ")", "\"", "\n", ":", ",", "a: ", "b: {c: 1}", "_x", " & ", "for k, v in _t {", "\\(", "//", "import \"x\"\n", "\"\"\"", "x", ".", "ü", "(k): {", "let y = 2\n"}
	edits := 4000
	if testing.Short() {
		edits = 400
	}
	reused := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole := text
		random := rand.New(rand.NewPCG(1, uint64(len(text))))
		o := Of(text)
		for i := range edits / len(files) {
			if i%20 == 0 { // else nothing of it is left
				text = whole
				o = Of(text)
			}
			from := random.IntN(len(text) + 1)
			to := min(len(text), from+random.IntN(12)*random.IntN(2))
			piece := ""
			if random.IntN(4) > 0 {
				piece = pieces[random.IntN(len(pieces))]
			}
			edited := slices.Concat(text[:from], []byte(piece), text[to:])
			made, want := o.Edited(edited), Of(edited)
			if why := different(made, want); why != "" {
				t.Fatalf("%s: with %q from %d to %d %s:\n%s", name, piece, from, to, why, edited)
			}
			text, o = edited, made
			reused++
		}
	}
	t.Log(reused, "edits")
}

func different(a, b *Outline) string {
	for i := range min(len(a.Nodes), len(b.Nodes)) {
		if a.Nodes[i] != b.Nodes[i] {
			return fmt.Sprintf("node %d is %+v, not %+v", i, a.Nodes[i], b.Nodes[i])
		}
	}
	for i := range min(len(a.frames), len(b.frames)) {
		if a.frames[i] != b.frames[i] {
			return fmt.Sprintf("bracket %d is %+v, not %+v", i, a.frames[i], b.frames[i])
		}
	}
	switch {
	case len(a.Nodes) != len(b.Nodes):
		return "there are other nodes"
	case !slices.Equal(a.Refs, b.Refs):
		return "names are others"
	case !reflect.DeepEqual(a.Imports, b.Imports):
		return "imports are others"
	case len(a.frames) != len(b.frames):
		return "there are other brackets"
	case !slices.Equal(a.lines, b.lines):
		return "lines are others"
	}
	return ""
}
