package diag

import (
	"os/exec"
	"strings"
	"testing"
)

// A shell reads the word that was meant, and no line or terminal sequence is in it.
func TestShell(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is not installed")
	}
	for word, want := range map[string]string{
		"people/ana-phone.cfg": "people/ana-phone.cfg",
		"-rf":                  "./-rf",
		"":                     "",
		"a b":                  "a b",
		"it's":                 "it's",
		`"$HOME"`:              `"$HOME"`,
		"a\nrm -rf x":          "a\nrm -rf x",
		"\x1b[2J'\"":           "\x1b[2J'\"",
		"\u202egfc.ana":        "\u202egfc.ana",
		"##[error]":            "##[error]",
		"`id`;$(id)":           "`id`;$(id)",
		`back\slash`:           `back\slash`,
		"line\nback\\n'":       "line\nback\\n'",
	} {
		quoted := Shell(word)
		out, err := exec.Command(bash, "-c", "printf %s "+quoted).Output()
		if err != nil || string(out) != want {
			t.Errorf("%q is quoted as %s, which is read as %q (%v)", word, quoted, out, err)
		}
		if strings.ContainsFunc(quoted, isInvisible) || strings.Contains(quoted, "##[") {
			t.Errorf("%q is quoted as %q", word, quoted)
		}
	}
}
