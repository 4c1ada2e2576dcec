package catalogue

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The catalogue reads of each parameter what the vendor's documents say: the tables that
// plain CUE is held to.
func TestParametersAreRead(t *testing.T) {
	for _, vendor := range vendors(t) {
		want := documented(t, vendor)
		open(t, vendor).Params(func(p Param) bool {
			if w, ok := want[p.Name]; !ok {
				t.Errorf("%s is in no document", p.Name)
			} else if got := read(p); got != w {
				t.Errorf("%s is read as\n%s\nwant\n%s", p.Name, got, w)
			}
			delete(want, p.Name)
			return true
		})
		for name := range want {
			t.Errorf("%s is not read", name)
		}
	}
}

// documented are the lines of a table, as read writes them, by names of parameters.
func documented(t *testing.T, vendor string) map[string]string {
	f, err := os.Open(filepath.Join("../../schema/testdata", vendor+"-parameters.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if cells := strings.Split(lines.Text(), "\t"); cells[0] != "" && cells[0][0] != '#' {
			facts := slices.DeleteFunc(cells[3:], func(fact string) bool { // not of @param
				return strings.HasPrefix(fact, "check=") || strings.HasPrefix(fact, "unit=")
			})
			all[cells[0]] = account(strings.Trim(cells[1], "-"), bounds(t, vendor, cells[2]), facts)
		}
	}
	return all
}

func account(indexes, bounds string, facts []string) string {
	slices.Sort(facts)
	return fmt.Sprintf("indexes %s\ntakes %s\n%s", indexes, bounds, strings.Join(facts, "\n"))
}

// read is what the catalogue knows of a parameter.
func read(p Param) string {
	m := p.Field.Meta
	var facts []string
	say := func(name, value string) {
		if value != "" {
			facts = append(facts, strings.TrimSuffix(name, ".")+"="+value)
		}
	}
	say("home", m.Home)
	say("also", m.Also)
	if m.Home != "" || m.Restart != RestartUnknown { // Cisco's documents do not say it
		say("restart", m.Restart.String())
	}
	for family, value := range m.defaults {
		say("default."+family, value)
	}
	for family, value := range m.lists {
		say("defaults."+family, value)
	}
	for family, choices := range m.Choices {
		say("choices."+family, strings.Join(choices, "|"))
	}
	say("unsure", strings.Join(m.Unsure, " "))
	for name, value := range m.Values {
		say(name, value)
	}
	for name, is := range map[string]bool{"secret": m.Secret, "later": m.Later} {
		if is {
			facts = append(facts, name)
		}
	}
	for i, fact := range facts {
		facts[i] = strings.TrimSuffix(fact, "=true")
	}
	parts := strings.Split(p.Field.Type.Bounds(), "|")
	slices.Sort(parts)
	return account(strings.Trim(fmt.Sprint(p.Indexes), "[]"), strings.Join(parts, "|"), facts)
}

var (
	wholeNumbers = regexp.MustCompile(`^(-?\d+)\.\.(-?\d+)$`)
	lengths      = regexp.MustCompile(`^(text|secret) (\d+)\.\.(\d+)$`)
)

// named are the bounds of kinds that have a name, by vendor where they differ.
var named = map[string]string{
	"bool": "bool", "flag": "bool|0|1", "anything": "printable|bool|int", "secret": "struct|printable",
	"digit map": "runes<=2560&matching", "spectralink time of day": "matching",
	"text": "printable", "rule": "printable", "message": "printable", "bool or text": "bool|printable", "star code": "runes<=7&printable",
	"number": "int|matching", "unsigned": "int&>=0&<=4294967295|matching", "port": "int&>=0&<=65535|matching", "decimal": "number|matching",
	"byte": "matching", "address": "matching", "cisco time of day": "matching", "daylight rule": "matching",
	"dial plan": "matching&printable", "extended function": "matching&printable", "tone": "matching&printable",
	"cadence": "matching&printable", "light": "matching&printable",
	"bass": "bool|Default|HiDef|Standard|Yes|No", "audio device": "Speaker|Headset|None",
}

// bounds is what Bounds says of a kind, in order.
func bounds(t *testing.T, vendor, words string) string {
	rest, orEmpty := strings.CutSuffix(words, " or empty")
	rest, orNumber := strings.CutSuffix(rest, " or number")
	parts := alternatives(rest)
	if known := named[vendor+" "+rest]; known != "" {
		parts, orEmpty = []string{known}, false // the pattern says so
	}
	if len(parts) == 0 {
		t.Fatalf("nothing is known of %s", words)
	}
	if orEmpty {
		parts = append(parts, "empty")
	}
	if orNumber {
		parts = append(parts, map[string]string{"spectralink": "int&>=0", "cisco": "int"}[vendor])
	}
	parts = strings.Split(strings.Join(parts, "|"), "|") // a choice may have one
	slices.Sort(parts)
	return strings.Join(parts, "|")
}

func alternatives(words string) []string {
	if known := named[words]; known != "" {
		return []string{known}
	}
	if m := wholeNumbers.FindStringSubmatch(words); m != nil {
		return []string{"int&>=" + m[1] + "&<=" + m[2]}
	}
	if m := lengths.FindStringSubmatch(words); m != nil {
		text := "runes<=" + m[3] + "&printable"
		if m[2] != "0" {
			text = "runes>=" + m[2] + "&" + text
		}
		if m[1] == "secret" {
			return []string{text, "struct"}
		}
		return []string{text}
	}
	choices, chosen := strings.CutPrefix(words, "one of ")
	if !chosen {
		return nil
	}
	parts := strings.Split(choices, "; ")
	for _, choice := range parts {
		if _, err := strconv.Atoi(choice); err == nil {
			parts = append(parts, choice)
		}
	}
	return parts
}
