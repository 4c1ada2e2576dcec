package schema_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue"
)

// trial is what plain CUE is asked in a table of rules: the text behind + is right, that
// behind - is not, and all that is said of it stands below, behind !. Where nothing does,
// it is in words of CUE's own. Behind * it is many (characters_test.go). The text is the inside of a deployment, or a value of the
// definition that it begins with. Lines that are indented go on with it.
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

// Fields that take certain values take no others.
func TestChoices(t *testing.T) {
	want := map[string][]string{
		"spectralink #Deployment dialect":  {`"polycom"`, `"spectralink"`},
		"spectralink #Deployment masters":  {`"all"`, `"listed"`},
		"spectralink #Inventory separator": {`","`, `";"`, `"\t"`},
		"spectralink #Contact pt":          {`"H323"`, `"SIP"`, `"Unspecified"`},
		"spectralink #Contact ad":          {`0`, `1`},
		"spectralink #Contact rt":          nil,
		"spectralink #User directory":      {`""`},
		"spectralink #Model software":      {`""`},
		"cisco #Inventory separator":       {`","`, `";"`, `"\t"`},
		"cisco #Phone password":            nil,
	}
	each(t, func(t *testing.T, vendor string, p *plain) {
		for name, constantsOf := range want {
			parts := strings.Fields(name)
			if parts[0] != vendor {
				continue
			}
			got := map[string]bool{}
			v := p.definition(t, parts[1])
			for _, field := range []cue.Selector{cue.Str(parts[2]), cue.Str(parts[2]).Optional()} {
				constants(v.LookupPath(cue.MakePath(field)), got)
			}
			if !slices.Equal(slices.Sorted(maps.Keys(got)), constantsOf) {
				t.Errorf("%s takes %v, want %v", name, slices.Sorted(maps.Keys(got)), constantsOf)
			}
		}
	})
}

// What stands where nothing is written.
func TestDefaults(t *testing.T) {
	want := map[string]map[string]string{
		"spectralink": {"vendor": `"spectralink"`, "folder": `""`, "dialect": `"spectralink"`, "software": `"sip.ld"`, "masters": `"listed"`},
		"cisco":       {"vendor": `"cisco"`, "folder": `""`, "domain": `""`},
	}
	each(t, func(t *testing.T, vendor string, p *plain) {
		all, err := p.definition(t, "#Deployment").Fields()
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for all.Next() {
			if text, err := all.Value().MarshalJSON(); err == nil { // else it is required
				got[all.Selector().Unquoted()] = string(text)
			}
		}
		for name := range want[vendor] {
			if got[name] != want[vendor][name] {
				t.Errorf("%s is %s, want %s", name, got[name], want[vendor][name])
			}
		}
		if len(got) != len(want[vendor]) {
			t.Errorf("a deployment that says nothing is %v", got)
		}
	})
}

// What fields of a deployment are marked with: whose check a wrong value is, and that it
// is secret.
func TestMarks(t *testing.T) {
	want := map[string][]string{
		"spectralink": {
			"#Layer authorizedNumbers check(authorized-limit)",
			`#Unlisted "^phoneLock[.]authorized[.]" check(unlisted-elsewhere)`,
			`#Unlisted "^prov[.]login[.]" check(unlisted-elsewhere)`,
		},
		"cisco": {
			"#Deployment server check(server-url)",
			"#Identity password check(em-password-characters)",
			"#Identity password param(secret)",
			"#Phone password check(em-password-characters)",
			"#Phone password param(secret)",
			`#Unlisted "^EM_" check(unlisted-elsewhere)`,
			`#Unlisted "^Profile_Rule" check(unlisted-elsewhere)`,
			"#User password check(em-password-characters)",
			"#User password param(secret)",
		},
	}
	each(t, func(t *testing.T, vendor string, p *plain) {
		var got []string
		for _, definition := range []string{"#Deployment", "#Layer", "#Group", "#Model", "#Phone", "#Identity", "#User", "#Default", "#Contact", "#AuthorizedNumber", "#Acceptance", "#Inventory", "#Unlisted"} {
			of := p.value.LookupPath(cue.ParsePath(definition))
			if definition == "#Deployment" || definition == "#Group" || definition == "#Phone" {
				if vendor == "spectralink" {
					continue // #Layer is in all of them
				}
			}
			if !of.Exists() {
				continue
			}
			all, err := of.Fields(cue.Optional(true), cue.Patterns(true))
			if err != nil {
				t.Fatal(err)
			}
			for all.Next() {
				label := strings.TrimPrefix(strings.TrimRight(all.Selector().String(), "?!"), "[=~")
				for _, a := range all.Value().Attributes(cue.FieldAttr) {
					got = append(got, fmt.Sprintf("%s %s %s(%s)", definition, strings.TrimSuffix(label, "]"), a.Name(), a.Contents()))
				}
			}
		}
		slices.Sort(got)
		slices.Sort(want[vendor])
		if !slices.Equal(got, want[vendor]) {
			t.Errorf("marked are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want[vendor], "\n"))
		}
	})
}
