package diag

import (
	"strings"
	"testing"
)

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"Größe „x“ 5 €…":         "Größe „x“ 5 €…",
		"a\x1b[31mb":             `a\x1b[31mb`,
		"a\n::error::b\r\t":      `a\n::error::b\r\t`,
		"\u202egfc.\u200f\u2066": `\u202egfc.\u200f\u2066`,
		"a\xffb\ufffd":           `a\xffb` + "\ufffd",
		"it's \x00":              `it's \x00`,
	} {
		if got := Visible(text); got != want {
			t.Errorf("%q is shown as %s, want %s", text, got, want)
		}
	}
}

// Whatever is in a name, a finding begins and ends where it should, in every format.
func TestFindingsShowWhatCannotBeSeen(t *testing.T) {
	const name = "a\x1b[31m\n::error::b\u202e"
	d := Diagnostic{Severity: Error, Check: "mac-duplicate", Pos: Pos{"ward.cue", 1, 1}, Summary: "summary " + name, Detail: "detail " + name, Hint: "hint " + name,
		Related: []Related{{"related " + name, Pos{"other.cue", 2, 2}}}}
	for _, format := range Formats {
		out := string(print(t, format, List{d}))
		if strings.ContainsAny(out, "\x1b\u202e") || strings.Contains(out, "\n::error::b") {
			t.Errorf("%s prints what is in a name as it is:\n%q", format, out)
		}
		if d.Related[0].Message != "related "+name {
			t.Fatalf("%s changes the finding", format)
		}
	}
	if got := (Pos{File: name + ".cue", Line: 3, Column: 4}).String(); got != `a\x1b[31m\n::error::b\u202e.cue:3:4` {
		t.Errorf("the place is %s", got)
	}
}
