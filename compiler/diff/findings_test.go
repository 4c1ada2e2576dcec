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

// A command is one word where a name is one, whatever is in the name, and can be typed as
// it is told.
func TestWordsOfCommands(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"people/ana.cfg": "people/ana.cfg", "a b": "'a b'", "it's": `'it'\''s'`, "-x": "'./-x'", "": "''",
		"a\nb": `$'a\nb'`, "\u202ea'b\"": `$'\u202ea\'b"'`, "##[error]": `$'#\x23[error]'`,
	} {
		if got := shell(name); got != want {
			t.Errorf("%q is the word %s, want %s", name, got, want)
		}
	}
}
