package diff

import (
	"testing"

	"provc/compiler/diag"
)

// A line of the base is no line of the file as it is: the forge shows the finding on the
// file, and the sentence says which line it was.
func TestOnFiles(t *testing.T) {
	t.Parallel()
	found := diag.List{
		{Summary: "a", Pos: diag.Pos{File: "main:ward.cue", Line: 7, Column: 2}},
		{Summary: "b", Pos: diag.Pos{File: "main:ward.cue"}},
		{Summary: "c", Pos: diag.Pos{File: "ward.cue", Line: 7}},
		{Summary: "d", Pos: diag.Pos{File: "other:ward.cue", Line: 7}},
	}
	want := diag.List{
		{Summary: "line 7 of main: a", Pos: diag.Pos{File: "ward.cue"}},
		{Summary: "b", Pos: diag.Pos{File: "ward.cue"}},
		found[2], found[3],
	}
	for i, d := range OnFiles("main", found) {
		if d.Summary != want[i].Summary || d.Pos != want[i].Pos {
			t.Errorf("%+v, want %+v", d, want[i])
		}
	}
	if OnFiles("", found)[0].Pos != found[0].Pos || found[0].Summary != "a" {
		t.Error("findings change where nothing is compared with a revision")
	}
}
