package schema_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// indexes are those of all parameters of a vendor.
type indexes struct {
	p       *plain
	root    *node
	highest map[string]int // by the name up to there
	swept   map[string]bool
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

// check holds each index of a parameter to 1 and the highest, written as handsets count,
// without leading zeros.
func (x *indexes) check(t *testing.T, r row, way []step) {
	for i, highest := range r.indexes {
		at := func(index string) (*node, string) {
			indexes := lowest(r)
			indexes[i] = index
			way, said := x.p.find(x.root, r.fill(indexes))
			if way == nil {
				return nil, said
			}
			return way[len(way)-1].to, ""
		}
		if found, _ := at(fmt.Sprint(highest)); found != way[len(way)-1].to {
			t.Errorf("%s: index %d is refused", r.name, highest)
		}
		for _, index := range []string{"0", fmt.Sprint(highest + 1), "01"} {
			if found, said := at(index); found != nil {
				t.Errorf("%s: index %s is taken", r.name, index)
			} else if said != "" && said != indexSentence(x.highest[r.upTo(i)]) {
				t.Errorf("%s: of index %s it is said: %s", r.name, index, said)
			}
		}
		x.sweep(t, r, way, i)
	}
}

var indexOf1 = regexp.MustCompile(`(^|[._])1($|[._])`)

// sweep tries all indexes, and what looks like one, once for each pattern that labels are
// held to.
func (x *indexes) sweep(t *testing.T, r row, way []step, i int) {
	before := i
	for _, s := range way {
		if !s.to.labels.Exists() {
			continue
		}
		places := indexOf1.FindAllStringIndex(s.label, -1)
		if before >= len(places) {
			before -= len(places)
			continue
		}
		one := places[before][0] + strings.Index(s.label[places[before][0]:], "1")
		head, tail := s.label[:one], s.label[one+1:]
		once := fmt.Sprint(s.to.labels, head, tail)
		if x.swept[once] {
			return
		}
		x.swept[once] = true
		takes := func(index string) bool {
			return s.to.labels.Unify(x.p.ctx.Encode(head+index+tail)).Err() == nil
		}
		for n := range 10 * r.indexes[i] {
			if want := 0 < n && n <= r.indexes[i]; takes(fmt.Sprint(n)) != want {
				t.Errorf("%s: index %d is taken: %v", r.name, n, !want)
			}
		}
		for c := ' '; c <= '~'; c++ {
			for _, index := range []string{string(c), "1" + string(c), string(c) + "1"} {
				if (c < '0' || c > '9') && takes(index) {
					t.Errorf("%s: index %s is taken", r.name, index)
				}
			}
		}
		return
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
func (x *indexes) checkBeyond(t *testing.T, path []string, n *node) {
	takes, tells := false, false
	for _, at := range n.labelled(x.p, "1") {
		takes = takes || at.value.Err() == nil
	}
	for _, at := range n.labelled(x.p, "0") {
		tells = tells || at.value.Err() != nil
	}
	if takes && !tells {
		t.Errorf("%s: an index of 0 is just an unknown name", strings.Join(path, "."))
	}
}
