package schema_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// trial is what plain CUE is asked in a table of rules: the text behind + is right, that
// behind - is not, and all that is said of it stands below, behind !, with how often. Where
// nothing does, CUE says it in words of its own. A text behind * stands for many
// (characters_test.go). It is the inside of a deployment, or a value of the definition that
// it begins with; lines that are indented go on with it.
type trial struct {
	line  int
	right bool
	of    string // the definition
	text  string
	says  []string
}

// often is a sentence that is said of several places.
var often = regexp.MustCompile(`^(\d+)× (.*)$`)

func readTrials(t *testing.T, name string) []trial {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var all []trial
	for i, line := range strings.Split(string(text), "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '\t':
			all[len(all)-1].text += "\n" + line
		case line[0] == '!':
			x := &all[len(all)-1]
			times, sentence := 1, line[2:]
			if m := often.FindStringSubmatch(sentence); m != nil {
				times, sentence = number(t, m[1]), m[2]
			}
			x.says = append(x.says, slices.Repeat([]string{sentence}, times)...)
		default:
			x := trial{line: i + 1, right: line[0] == '+', of: "#Deployment", text: line[2:]}
			if x.text[0] == '#' {
				x.of, x.text, _ = strings.Cut(x.text, " ")
			}
			if line[0] != '*' {
				all = append(all, x)
				continue
			}
			readCharacters(t, x.text).each(func(text string, right bool) {
				x.text, x.right = text, right
				all = append(all, x)
			})
		}
	}
	return all
}

// Plain CUE takes what is right, and says of what is not what the rule is.
func TestRules(t *testing.T) {
	each(t, func(t *testing.T, vendor string, p *plain) {
		for _, x := range readTrials(t, vendor+"-rules.txt") {
			text := x.text
			if x.of == "#Deployment" {
				text = "{\n" + text + "\n}"
			}
			said := sentences(p.definition(t, x.of).Unify(p.text(t, text)))
			slices.Sort(x.says)
			switch {
			case x.right && len(said) > 0:
				t.Errorf("line %d: %s\nis refused: %s", x.line, x.text, strings.Join(said, "\n"))
			case !x.right && len(said) == 0:
				t.Errorf("line %d: %s\nis taken", x.line, x.text)
			case len(x.says) > 0 && !slices.Equal(said, x.says):
				t.Errorf("line %d: %s\nsays\n%s\nwant\n%s", x.line, x.text, strings.Join(said, "\n"), strings.Join(x.says, "\n"))
			}
		}
	})
}
