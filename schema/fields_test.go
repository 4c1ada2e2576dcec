package schema_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue"
)

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
		"spectralink #Software":            {`""`},
		"spectralink #ContactNumber":       nil,
		"cisco #Access":                    {`"na"`, `"ro"`, `"rw"`},
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
			if len(parts) == 2 {
				constants(v, got)
			} else {
				for _, field := range []cue.Selector{cue.Str(parts[2]), cue.Str(parts[2]).Optional()} {
					constants(v.LookupPath(cue.MakePath(field)), got)
				}
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
