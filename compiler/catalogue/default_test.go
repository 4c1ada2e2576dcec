package catalogue

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/value"
)

func TestDefaults(t *testing.T) {
	t.Parallel()
	var m Meta
	for key, value := range map[string]string{
		"default": "a", "defaults": "1,4-6: b; 9: c: d,e; 12:", "default.F": "f", "defaults.F": "4: g", "default.G": "", "defaults.H": "2.3: h; 2: i",
	} {
		if !m.ofFamily(key, value) {
			t.Errorf("%s is of no family", key)
		}
	}
	if m.ofFamily("home", "x") || m.ofFamily("defaulted", "x") {
		t.Error("not all is of a family")
	}
	for _, x := range []struct {
		family  string
		indexes []int
		want    string
	}{
		{"", nil, "a"}, {"", []int{0}, "a"}, {"", []int{1}, "b"}, {"", []int{3}, "a"}, {"", []int{4}, "b"}, {"", []int{6}, "b"}, {"", []int{7}, "a"},
		{"", []int{9}, "c: d,e"}, {"", []int{12}, ""}, {"", []int{1, 1}, "a"},
		{"F", nil, "f"}, {"F", []int{1}, "f"}, {"F", []int{4}, "g"}, {"G", []int{1}, ""},
		{"H", []int{2, 3}, "h"}, {"H", []int{2}, "i"}, {"H", []int{3, 2}, "a"}, {"none", []int{5}, "b"},
	} {
		if got, ok := m.Default(x.family, x.indexes...); got != x.want || !ok {
			t.Errorf("family %q, indexes %v: %q, want %q", x.family, x.indexes, got, x.want)
		}
	}
	if got := m.Families(); !slices.Equal(got, []string{"F", "G", "H"}) {
		t.Errorf("families %q", got)
	}
	if _, ok := (&Meta{}).Default("F", 1); ok {
		t.Error("a default of nothing is known")
	}
}

// Lists of defaults say what their parameters can have: each index is one that
// there is and comes once, and each value is allowed.
func TestListedDefaults(t *testing.T) {
	t.Parallel()
	for _, vendor := range vendors(t) {
		lists := 0
		open(t, vendor).Params(func(p Param) bool {
			for family, list := range p.Field.Meta.lists {
				lists++
				named := 0
				for entry := range strings.SplitSeq(list, "; ") {
					where, _, ok := strings.Cut(entry, ": ")
					if !ok {
						t.Errorf("%s: entry %q has no indexes", p.Name, entry)
					}
					named += placesIn(where)
				}
				covered := 0
				for _, at := range everyIndex(p.Indexes) {
					if value, ok := listed(list, at); ok {
						covered++
						if !allowed(p, value) {
							t.Errorf("%s%s does not take %q, its default at %v", family, p.Name, value, at)
						}
					}
				}
				if covered != named {
					t.Errorf("%s: %d places in the list, %d of the parameter's", p.Name, named, covered)
				}
			}
			return true
		})
		if lists == 0 {
			t.Errorf("%s has no lists of defaults", vendor)
		}
	}
}

// placesIn counts the places of an entry.
func placesIn(where string) int {
	n := 0
	for place := range strings.SplitSeq(where, ",") {
		var low, high int
		if c, _ := fmt.Sscanf(place, "%d-%d", &low, &high); c == 2 {
			n += high - low
		}
		n++
	}
	return n
}

func everyIndex(highest []int) [][]int {
	all := [][]int{{}}
	for _, h := range highest {
		var next [][]int
		for _, at := range all {
			for i := range h {
				next = append(next, append(slices.Clone(at), i+1))
			}
		}
		all = next
	}
	return all
}

// allowed reports whether a parameter takes a value as a phone reads it.
func allowed(p Param, written string) bool {
	values := []*value.Node{text(written), whole(written)}
	if on, ok := map[string]string{"1": "true", "0": "false", "Yes": "true", "No": "false"}[written]; ok {
		values = append(values, boolean(on))
	}
	return slices.ContainsFunc(values, func(n *value.Node) bool { return p.Field.Type.Admits(n) })
}

func TestSearch(t *testing.T) {
	t.Parallel()
	names := func(vendor, pattern string) string {
		var all []string
		open(t, vendor).Search(pattern, func(p Param) bool {
			value, _ := p.Default("")
			all = append(all, p.Name+"="+value)
			return true
		})
		return strings.Join(all, " ")
	}
	for _, x := range []struct{ vendor, pattern, want string }{
		{"spectralink", "ptt.channel.24.subscribed", "ptt.channel.24.subscribed=1"},
		{"spectralink", "PTT.channel.2.SUB*", "ptt.channel.2.subscribed=0"},
		{"spectralink", "ptt.channel.x.subscribed", "ptt.channel.x.subscribed=0"},
		{"spectralink", "ptt.*.25.subscribed", "ptt.channel.25.subscribed=1 ptt.pageMode.group.25.subscribed=1"},
		{"spectralink", "ptt.channel.26.*", ""},
		{"spectralink", "ptt.channel.0.*", ""},
		{"spectralink", "button.color.selection.2.3.modify", "button.color.selection.2.3.modify=rgbHiLo,153,255,51,255,0,255"},
		{"spectralink", "button.color.selection.2.y.modify", "button.color.selection.2.y.modify="},
		{"spectralink", "reg.x.server.2.address", "reg.x.server.2.address="},
		{"spectralink", "lcl.ml.lang.clock.10.format", "lcl.ml.lang.clock.10.format=Md,D"},
		{"cisco", "SIP_Port_3_", "SIP_Port_3_=5062"},
		{"cisco", "sip_port_x_", "SIP_Port_x_=5060"},
		{"cisco", "L16_Enable_1_", "L16_Enable_1_=Yes"},
	} {
		if got := names(x.vendor, x.pattern); got != x.want {
			t.Errorf("%s finds %q, want %q", x.pattern, got, x.want)
		}
	}
	open(t, "spectralink").Search("button.color.selection.x.3.modify", func(p Param) bool {
		if got := fmt.Sprint(p.Spell(), p.Open()); got != `button: color: selection: x: "3": modify:map[x:6]` {
			t.Errorf("got %s", got)
		}
		return true
	})
}

func text(s string) *value.Node { return &value.Node{Kind: value.String, Text: s} }

func whole(s string) *value.Node { return &value.Node{Kind: value.Int, Text: s} }

func boolean(s string) *value.Node { return &value.Node{Kind: value.Bool, Text: s} }
