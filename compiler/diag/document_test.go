package diag

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// A document has lines of what is known of a check, a sentence, paragraphs, and what is
// wrong and right; a finding has the first of its severities.
func TestParseDocument(t *testing.T) {
	t.Parallel()
	d, err := ParseDocument([]byte(`severity: warning
severity: note, where nobody knows
since: 0.1
with: b-check c-check
source: CS-15-10, page 3
unshown: no example

A sentence.

One paragraph.

Another.
-- wrong.cue --
w
-- wrong/people.csv --
x
-- both.cue --
b
-- right.cue --
r
-- output --
said
`))
	names := func(files int, all string) string { return fmt.Sprint(files, " ", all) }
	var wrong, right []string
	for _, f := range d.Wrong {
		wrong = append(wrong, f.Name)
	}
	for _, f := range d.Right {
		right = append(right, f.Name)
	}
	if err != nil || d.Severity != Warning || len(d.Also) != 1 || d.Also[0] != (Also{Note, "where nobody knows"}) || d.Since != "0.1" || strings.Join(d.With, "+") != "b-check+c-check" ||
		d.Source != "CS-15-10, page 3" || d.Unshown != "no example" || d.Title != "A sentence." || d.Meaning != "One paragraph.\n\nAnother." || d.Output != "said\n" {
		t.Errorf("%v, %+v", err, d)
	}
	if got := names(len(wrong), strings.Join(wrong, " ")) + " | " + names(len(right), strings.Join(right, " ")); got != "3 wrong.cue wrong/people.csv both.cue | 2 both.cue right.cue" {
		t.Error(got)
	}
	for text, want := range map[string]string{
		"since: 0.1\n\nA.\n\nB.\n":                    "no severity",
		"severity: fatal\n\nA.\n\nB.\n":               `unknown severity "fatal"`,
		"severity: error\ncolour: red\n\nA.\n\nB.\n":  `unknown key "colour"`,
		"severity: error\nseverity: no\n\nA.\n\nB.\n": `unknown severity "no"`,
	} {
		if _, err := ParseDocument([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// A set makes findings of its checks, and knows them by their ids.
func TestSet(t *testing.T) {
	t.Parallel()
	of := func(severity string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("severity: " + severity + "\n\nA.\n\nB.\n")}
	}
	s := NewSet("Some", fstest.MapFS{"checks/b.txtar": of("warning"), "checks/a.txtar": of("error")})
	b, a := s.New("b"), s.New("a")
	other := NewSet("Others", fstest.MapFS{"checks/c.txtar": of("note")})
	c := other.New("c")
	d := b.At(Pos{"x", 1, 2}, "%s is %d", "it", 5).WithDetail("found %d", 6).WithHint("hint").WithRelated(Pos{"y", 1, 1}, "there")
	if d.Severity != Warning || d.Check != "b" || d.Message() != "it is 5: found 6; hint" || d.Pos != (Pos{"x", 1, 2}) || len(d.Related) != 1 || d.Fix != nil {
		t.Errorf("%+v", d)
	}
	if d.As(Note).Severity != Note || d.Severity != Warning {
		t.Errorf("%+v", d)
	}
	if got := s.Sorted(); got[0] != a || got[1] != b || s.Checks[0] != b {
		t.Errorf("%+v", got)
	}
	all := Join("All", s, other)
	if all.Find("c") != c || all.Find("a") != a || all.Find("d") != nil || s.Find("c") != nil || (*Set)(nil).Find("a") != nil || all.Find("c").At(Pos{}, "x").Severity != Note {
		t.Errorf("%+v", all)
	}
	defer func() {
		if recover() == nil {
			t.Error("a check without a document makes findings")
		}
	}()
	s.New("undocumented").At(Pos{}, "x")
}

// A proposal is one sentence and what a program does; what does nothing is for people
// alone.
func TestProposals(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		p           Proposal
		hint, title string // no title: no fix
	}{
		"write":         {Write("a: …", Rename("b", "a")), "write a: …", "write a: …"},
		"write nothing": {Write("a", Fix{}), "write a", ""},
		"meant":         {DidYouMean("a", Relabel("b", []string{"c", "a"})), "did you mean a?", "write a"},
		"meant, alone":  {DidYouMean("a", Fix{Title: "x"}), "did you mean a?", ""},
		"a literal":     {Write("true", Literal("true")), "write true", "write true"},
		"a text":        {DidYouMean("a", Retext("b", "a")), "did you mean a?", "write a"},
		"a word":        {Write("a", Respell("b", "a")), "write a", "write a"},
		"leave out":     {LeaveOut("keep one", "unlisted.x"), "keep one", "leave out unlisted.x"},
		"reword":        {Reword("mind the bracket", 3, 1, ")"), "mind the bracket", "write )"},
		"double quotes": {DoubleQuotes("use these"), "use these", "write double quotes"},
		"edits":         {Write("x", Fix{Edits: []Edit{{1, 2, "x"}}}), "write x", "write x"},
		"say":           {Say("look"), "look", ""},
		"words":         {Write("a", Literal("a")).After("well, ").Before(", please"), "well, write a, please", "write a"},
	} {
		d := Diagnostic{Hint: "old"}.Proposed(x.p)
		if d.Hint != x.hint || (d.Fix != nil) != (x.title != "") || d.Fix != nil && d.Fix.Title != x.title {
			t.Errorf("%s: %q, %+v", name, d.Hint, d.Fix)
		}
	}
	if f := Retext(`a"`, `b"`); f.Value != `"b\""` || *f.Word != (Word{`a"`, `b"`}) {
		t.Errorf("%+v", f)
	}
	if f := Rename("a", "b"); len(f.Moves) != 1 || f.Moves[0].From != "a" || strings.Join(f.Moves[0].To, " ") != "b" {
		t.Errorf("%+v", f)
	}
	if d := (Diagnostic{}).Proposed(LeaveOut("x", "y")).WithHint("z"); d.Fix != nil || d.Hint != "z" {
		t.Errorf("a hint for people keeps a fix: %+v", d)
	}
	if f := Reword("x", 3, 1, ")").Fix; len(f.Text) != 1 || f.Text[0] != (Edit{3, 1, ")"}) {
		t.Errorf("%+v", f)
	}
	if f := LeaveOut("x", "y").Fix; f.Gone != "y" || f.Quote {
		t.Errorf("%+v", f)
	}
}
