package schema_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// described are groups that people use: whoever looks for one of theirs is told what it does.
var described = map[string][]string{
	"spectralink": {"prov", "phoneLock", "ptt", "reg", "voIpProt", "dialplan", "feature", "device", "call", "up", "tcpIpApp", "dir"},
}

// Every parameter is what its vendor's documents say: where it stands, its indexes, what
// it takes, and what is known of it. There are no others.
func TestParameters(t *testing.T) {
	each(t, func(t *testing.T, vendor string, p *plain) {
		root := p.parameters(t, vendor)
		kinds := readKinds(t, p, vendor)
		rows := readRows(t, vendor)
		indexes := &indexes{p, root, highestIndexes(rows), map[string]bool{}}
		for _, r := range rows {
			n := root.fields[r.name] // a line of Cisco's, with its x
			if n == nil {
				way, _ := p.find(root, r.fill(lowest(r)))
				if way == nil {
					t.Errorf("%s is not in the schema", r.name)
					continue
				}
				n = way[len(way)-1].to
				indexes.check(t, r, way)
			}
			n.met = true
			checkFacts(t, n, r)
			kinds.check(t, r, n.value)
			if _, later := r.facts["later"]; !later && n.doc == "" && slices.Contains(described[vendor], strings.Split(r.name, ".")[0]) {
				t.Errorf("%s has no description", r.name)
			}
		}
		root.each(nil, func(path []string, n *node) {
			indexes.checkBeyond(t, path, n)
			if n.required && len(path) > 0 {
				t.Errorf("%s must be written", strings.Join(path, "."))
			}
			if !n.met && n.fields == nil && (n.isParameter() || n.value.Err() == nil) {
				t.Errorf("%s %v is in no table", strings.Join(path, "."), n.labels)
			}
		})
	})
}

// All parameters stand in one place, at their highest indexes, each with a value that it
// takes.
func TestParametersTogether(t *testing.T) {
	each(t, func(t *testing.T, vendor string, p *plain) {
		root := p.parameters(t, vendor)
		kinds := readKinds(t, p, vendor)
		var text strings.Builder
		for _, r := range readRows(t, vendor) {
			var highest []string
			for _, n := range r.indexes {
				highest = append(highest, fmt.Sprint(n))
			}
			name := r.fill(highest)
			path := []string{name}
			if root.fields[r.name] == nil {
				way, _ := p.find(root, name)
				path = labels(way)
			}
			write(&text, path, kinds.of(t, r.takes).takes[0].text)
		}
		if said := sentences(p.definition(t, "#Params").Unify(p.text(t, text.String()))); len(said) > 0 {
			t.Error(strings.Join(said, "\n"))
		}
	})
}

// write writes a value behind labels.
func write(b *strings.Builder, path []string, value string) {
	for _, label := range path {
		fmt.Fprintf(b, "%q: ", label)
	}
	b.WriteString(value + "\n")
}

// unit is how a sentence says it.
var unit = regexp.MustCompile(`^(Seconds|Minutes|Milliseconds)\b|\bin (seconds|milliseconds|hours|dB|kbps|bytes|pixels)\b`)

// checkFacts compares what @param, @check and the sentence about a parameter say with the
// table.
func checkFacts(t *testing.T, n *node, r row) {
	got := map[string]string{}
	if m := unit.FindStringSubmatch(n.doc); m != nil {
		got["unit"] = strings.ToLower(m[1]) + m[2]
	}
	param := n.value.Attribute("param")
	for i := range param.NumArgs() {
		name, value := param.Arg(i)
		got[name] = value
	}
	if check := n.value.Attribute("check"); check.Err() == nil {
		got["check"] = check.Contents()
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if want, known := r.facts[name]; !known {
			t.Errorf("%s: nothing is known of %s=%s", r.name, name, got[name])
		} else if got[name] != want {
			t.Errorf("%s: %s is %s, want %s", r.name, name, got[name], want)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.facts)) {
		if _, said := got[name]; !said {
			t.Errorf("%s: %s is not said, want %q", r.name, name, r.facts[name])
		}
	}
}
