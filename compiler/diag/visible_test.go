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
		"a ##[error]b":           `a #\x23[error]b`,
		"a ##vso[task.x]b ##":    `a #\x23vso[task.x]b ##`,
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

// Names are quoted where they could be taken for something else.
func TestQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"Ward 3": "Ward 3", "": `""`, " a": `" a"`, `"a"`: `"\"a\""`, "a\nb": `"a\nb"`, "\u202ea": `"\u202ea"`,
		"::error::a": `"::error::a"`, "a::b": "a::b", "##[error]a": `#\x23[error]a`, "::##[a": `"::#\x23[a"`,
	} {
		if got := Quoted(text); got != want {
			t.Errorf("%q is shown as %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{"::error::a": `\x3a:error::a`, "  ::x": `  \x3a:x`, "a ::x": "a ::x", "a\n::x": `a\n::x`} {
		if got := Line(text); got != want {
			t.Errorf("%q is the line %s, want %s", text, got, want)
		}
	}
	if got := (Pos{File: "::error::a.cue", Line: 1}).String(); got != `\x3a:error::a.cue:1` {
		t.Errorf("the place is %s", got)
	}
}
