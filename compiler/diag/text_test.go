package diag

import (
	"strings"
	"testing"
)

func TestTextLayout(t *testing.T) {
	t.Parallel()
	d := Diagnostic{
		Severity: Warning, Check: "one-two", Summary: "reg.1.adress is no parameter of the 84-Series", Hint: "did you mean reg.1.address?",
		Pos: Pos{"ward/ward.cue", 12, 21}, Related: []Related{{"it is said here, too, in a line that is long enough to be broken", Pos{"ward/other.cue", 3, 1}}},
		Excerpt: &Excerpt{Text: `        params: reg: "1": adress: "4100", label: "Ward 12, at the end of the corridor"`, Caret: 26},
	}
	for _, test := range []struct {
		width int
		want  string
	}{
		{0, `ward/ward.cue:12:21: warning: reg.1.adress is no parameter of the 84-Series; did you mean reg.1.address? [one-two]
  12 |   params: reg: "1": adress: "4100", label: "Ward 12, at the end of the corridor"
     |                     ^
    ward/other.cue:3:1: it is said here, too, in a line that is long enough to be broken
`},
		{60, `ward/ward.cue:12:21: warning: reg.1.adress is no parameter
    of the 84-Series; did you mean reg.1.address? [one-two]
  12 |   params: reg: "1": adress: "4100", label: "Ward 12,…
     |                     ^
    ward/other.cue:3:1: it is said here, too, in a line that
        is long enough to be broken
`},
		{36, `ward/ward.cue:12:21: warning:
    reg.1.adress is no parameter of
    the 84-Series; did you mean
    reg.1.address? [one-two]
  12 | …s: reg: "1": adress: "4100"…
     |               ^
    ward/other.cue:3:1: it is said
        here, too, in a line that is
        long enough to be broken
`},
	} {
		var b strings.Builder
		if err := WriteText(&b, List{d}, TextOptions{Width: test.width}); err != nil {
			t.Fatal(err)
		}
		if b.String() != test.want {
			t.Errorf("width %d:\n%swant\n%s", test.width, b.String(), test.want)
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if test.width > 0 && len([]rune(line)) > test.width {
				t.Errorf("width %d: %q", test.width, line)
			}
		}
	}
	var b strings.Builder
	if err := WriteText(&b, List{d}, TextOptions{Width: 60, Colour: true}); err != nil {
		t.Fatal(err)
	}
	if plain := strings.NewReplacer("\x1b[1;33m", "", "\x1b[1m", "", "\x1b[0m", "").Replace(b.String()); plain == b.String() || strings.Contains(plain, "\x1b") {
		t.Errorf("%q", b.String())
	}
}

// What logs of forges obey is escaped in a line that is shown, too, and the caret stays
// under what it is about; severities have their colours.
func TestExcerptIsNoCommand(t *testing.T) {
	t.Parallel()
	for caret, want := range map[int]string{
		0:  "   3 | a #\\x23[error] b\n     | ^\n",
		12: "   3 | a #\\x23[error] b\n     |                ^\n",
		99: "   3 | a #\\x23[error] b\n     |                 ^\n",
	} {
		var b strings.Builder
		d := Diagnostic{Severity: Note, Check: "x", Summary: "s", Pos: Pos{"a.cue", 3, 1}, Excerpt: &Excerpt{Text: "a ##[error] b", Caret: caret}}
		if err := WriteText(&b, List{d}, TextOptions{}); err != nil || b.String() != "a.cue:3:1: note: s [x]\n"+want {
			t.Errorf("%v\n%swant\n%s", err, b.String(), want)
		}
	}
	for severity, want := range map[Severity]string{Error: "\x1b[1;31merror", Warning: "\x1b[1;33mwarning", Note: "\x1b[1;36mnote"} {
		var b strings.Builder
		if err := WriteText(&b, List{{Severity: severity, Check: "x", Summary: "s"}}, TextOptions{Colour: true}); err != nil || b.String() != want+"\x1b[0m: s [x]\n" {
			t.Errorf("%v %q", err, b.String())
		}
	}
}
