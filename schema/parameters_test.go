package schema_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue"
)

// Every parameter is what its vendor's documents say: where it stands, its indexes, what
// it takes, and what is known of it. There are no others.
func TestParameters(t *testing.T) {
	each(t, func(t *testing.T, vendor string, p *plain) {
		root := p.parameters(t, vendor)
		kinds := readKinds(t, p, vendor)
		rows := readRows(t, vendor)
		highest := highestIndexes(rows)
		for _, r := range rows {
			n := root.fields[r.name] // a line of Cisco's, with its x
			if n == nil {
				n, _, _ = p.find(root, r.fill(lowest(r)))
				if n != nil {
					p.checkIndexes(t, root, n, r, highest)
				}
			}
			if n == nil {
				t.Errorf("%s is not in the schema", r.name)
				continue
			}
			n.met = true
			checkFacts(t, n.value, r)
			kinds.check(t, r, n.value)
		}
		root.each(nil, func(path []string, n *node) {
			p.checkBeyond(t, path, n)
			if n.required && len(path) > 0 {
				t.Errorf("%s must be written", strings.Join(path, "."))
			}
			if !n.met && n.fields == nil && (n.isParameter() || n.value.Err() == nil) {
				t.Errorf("%s %v is in no table", strings.Join(path, "."), n.labels)
			}
		})
	})
}

func lowest(r row) []string { return slices.Repeat([]string{"1"}, len(r.indexes)) }

// highestIndexes are the highest in each place of a name, by the name up to there: in one
// place parameters may have different ones, and a sentence names the highest of all.
func highestIndexes(rows []row) map[string]int {
	all := map[string]int{}
	for _, r := range rows {
		for i, n := range r.indexes {
			all[r.upTo(i)] = max(all[r.upTo(i)], n)
		}
	}
	return all
}

// upTo is the name up to an index.
func (r row) upTo(i int) string {
	indexes := lowest(r)
	indexes[i] = "§"
	before, _, _ := strings.Cut(r.fill(indexes), "§")
	return before
}

// checkIndexes holds each index to 1 and the highest, written as handsets count.
func (p *plain) checkIndexes(t *testing.T, root, n *node, r row, highestOfAll map[string]int) {
	for i, highest := range r.indexes {
		at := func(index string) (*node, string) {
			indexes := lowest(r)
			indexes[i] = index
			found, _, said := p.find(root, r.fill(indexes))
			return found, said
		}
		if found, _ := at(fmt.Sprint(highest)); found != n {
			t.Errorf("%s: index %d is refused", r.name, highest)
		}
		for _, index := range []string{"0", fmt.Sprint(highest + 1), "01", "1x"} {
			if found, said := at(index); found != nil {
				t.Errorf("%s: index %s is taken", r.name, index)
			} else if said != "" && said != indexSentence(highestOfAll[r.upTo(i)]) {
				t.Errorf("%s: of index %s it is said: %s", r.name, index, said)
			}
		}
	}
}

func indexSentence(highest int) string {
	if highest == 1 {
		return "the index must be 1"
	}
	return fmt.Sprintf("the index must be 1 to %d", highest)
}

// checkBeyond wants a sentence of numbers that no index has, wherever labels are numbers:
// else a wrong index were just an unknown name.
func (p *plain) checkBeyond(t *testing.T, path []string, n *node) {
	takes, tells := false, false
	for _, at := range n.labelled(p, "1") {
		takes = takes || at.value.Err() == nil
	}
	for _, at := range n.labelled(p, "0") {
		tells = tells || at.value.Err() != nil
	}
	if takes && !tells {
		t.Errorf("%s: an index of 0 is just an unknown name", strings.Join(path, "."))
	}
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
				_, path, _ = p.find(root, name)
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

// checkFacts compares what @param and @check say with the table.
func checkFacts(t *testing.T, v cue.Value, r row) {
	got := map[string]string{}
	param := v.Attribute("param")
	for i := range param.NumArgs() {
		name, value := param.Arg(i)
		got[name] = value
	}
	if check := v.Attribute("check"); check.Err() == nil {
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
