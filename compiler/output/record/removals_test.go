package record

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/artifact"
)

// From ten people or handsets on, more than half of them are most.
func TestMost(t *testing.T) {
	for _, c := range []struct {
		all, gone int
		want      bool
	}{
		{10, 5, false}, {10, 6, true}, {10, 10, true}, {11, 5, false}, {11, 6, true}, {9, 9, false}, {9, 5, false},
		{0, 0, false}, {10, 0, false}, {1000, 500, false}, {1000, 501, true},
	} {
		if got := (Count{c.all, c.gone}).Most(); got != c.want {
			t.Errorf("%d of %d: %v", c.gone, c.all, got)
		}
	}
}

// People and handsets are counted apart, each once, however many files they have and
// however their names are spelt. What belongs to nobody is not counted.
func TestRemovals(t *testing.T) {
	m := &Manifest{}
	for i, entity := range []string{
		"", "Anna", "anna", "ANNA", "Brian", "",
		"00907a000001", "00907A000001", "00907a00000f", // handsets
		"00907a00000", "00907a0000012", "00907a00000g", "deadbeefcafe", // user IDs, but for the last
	} {
		m.Entries = append(m.Entries, Entry(strings.TrimSuffix(string(AppendEntry(nil, Sum{}, artifact.Leaf, "ward", entity, fmt.Sprint(i))), "\n")))
	}
	for _, c := range []struct {
		stay             string
		people, handsets Count
	}{
		{"", Count{5, 5}, Count{3, 3}},
		{"anna 00907a000001", Count{5, 4}, Count{3, 2}},
		{"anna brian 00907a00000 00907a0000012 00907a00000g 00907a000001 00907a00000f deadbeefcafe", Count{5, 0}, Count{3, 0}},
		{"carla", Count{5, 5}, Count{3, 3}},
	} {
		stays := map[string]bool{}
		for _, entity := range strings.Fields(c.stay) {
			stays[entity] = true
		}
		if people, handsets := m.Removals(stays); people != c.people || handsets != c.handsets {
			t.Errorf("of those who stay, %q: people %+v, handsets %+v; want %+v and %+v", c.stay, people, handsets, c.people, c.handsets)
		}
	}
}
