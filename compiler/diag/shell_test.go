package diag

import (
	"fmt"
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

// Files are moved to a folder by a command that takes no file's place, but for those that
// are to be replaced. Of more than nine that are all there is, the ends of names will do.
func TestMoveTo(t *testing.T) {
	t.Parallel()
	some := func(n int) (all []string) {
		for i := range n {
			all = append(all, fmt.Sprintf("over/%d-phone.cfg", i))
		}
		return all
	}
	for name, x := range map[string]struct {
		files, replacing []string
		all              bool
		want             string
	}{
		"none":              {nil, nil, true, ""},
		"one":               {some(1), nil, true, "mv -n over/0-phone.cfg dir/"},
		"nine":              {some(9), nil, true, "mv -n " + strings.Join(some(9), " ") + " dir/"},
		"ten":               {some(10), nil, true, "mv -n over/*-phone.cfg dir/"},
		"ten of more":       {some(10), nil, false, "mv -n " + strings.Join(some(10), " ") + " dir/"},
		"in two folders":    {append(some(10), "x y/1-web.cfg", "x y/2-web.cfg"), nil, true, "mv -n over/*-phone.cfg 'x y'/*-web.cfg dir/"},
		"replacing":         {nil, some(2), true, "mv over/0-phone.cfg over/1-phone.cfg dir/"},
		"both":              {some(1), []string{"a b"}, true, "mv -n over/0-phone.cfg dir/ && mv 'a b' dir/"},
		"ten and replacing": {some(10), []string{"a"}, true, "mv -n " + strings.Join(some(10), " ") + " dir/ && mv a dir/"},
	} {
		if got := MoveTo("dir", x.files, x.replacing, x.all); got != x.want {
			t.Errorf("%s: %s, want %s", name, got, x.want)
		}
	}
}
