package cisco_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"provc/compiler/handset/cisco"
	"provc/compiler/handset/cisco/orderstest"
)

var plain = cisco.Model{
	Name:    "M",
	Knows:   func(name string) bool { return name != "unknown" },
	Initial: func(name string) string { return "initial" },
}

func TestLeftovers(t *testing.T) {
	t.Parallel()
	set := func(pairs ...string) map[string]string {
		m := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i]] = pairs[i+1]
		}
		return m
	}
	two := func(a, b map[string]string) map[string]map[string]string {
		return map[string]map[string]string{"ann": a, "ben": b}
	}
	for name, x := range map[string]struct {
		host map[string]string
		p    cisco.Profiles
		want string
	}{
		"all set it":                   {set("x", "h"), cisco.Profiles{People: two(set("x", "1"), set("x", "2")), Default: set("x", "")}, ""},
		"the host does not":            {set(), cisco.Profiles{People: two(set("x", "1"), set("x", "2"))}, "x of ann for "},
		"the other does not":           {set("x", "h"), cisco.Profiles{People: two(set("x", "1"), set())}, "x of ann for ben unless"},
		"the default does not":         {set("x", "h"), cisco.Profiles{People: two(set("x", "1"), set("x", "2")), Default: set()}, "x of ann for default unless"},
		"to what it is at home":        {set("x", "h"), cisco.Profiles{People: two(set("x", "h"), set())}, ""},
		"to what the vendor has":       {set(), cisco.Profiles{People: two(set("x", "initial"), set())}, ""},
		"what is kept on purpose":      {set(), cisco.Profiles{People: two(set("x", "1"), set()), Kept: map[string]bool{"x": true}}, ""},
		"what the model does not know": {set(), cisco.Profiles{People: two(set("unknown", "1"), set())}, ""},
		"what people change":           {set(), cisco.Profiles{People: two(set(), set()), Changed: []string{"x"}}, "x of  for "},
		"what people change, reset":    {set("x", ""), cisco.Profiles{People: two(set("x", ""), set("x", "")), Changed: []string{"x"}}, ""},
		"what the phone keeps":         {set(), cisco.Profiles{People: two(set("EM_Login_State", "mobile"), set())}, ""},
	} {
		got := ""
		for _, l := range plain.Proof(x.p).Leftovers(x.host) {
			got += fmt.Sprintf("%s of %s for %s", l.Parameter, l.Of, l.For)
			if l.Default {
				got += "default"
			}
			if l.Unless {
				got += " unless"
			}
		}
		if got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}

// That pairs are enough is held against phones that go through all orders.
func TestPairsAreEnough(t *testing.T) {
	t.Parallel()
	leaving := 0
	for seed := range uint64(2000) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		names := []string{"a", "b", "c", "d"}
		profile := func(often int) map[string]string {
			all := map[string]string{}
			for _, n := range names {
				if rnd.IntN(10) < often {
					all[n] = []string{"1", "2", "initial"}[rnd.IntN(3)]
				}
			}
			return all
		}
		host := profile(8)
		p := cisco.Profiles{People: map[string]map[string]string{}}
		for _, who := range []string{"ann", "ben", "cid", "dia"}[:1+rnd.IntN(4)] {
			p.People[who] = profile([]int{3, 9, 10}[rnd.IntN(3)])
		}
		if rnd.IntN(2) == 0 {
			p.Default = profile(9)
		}
		if rnd.IntN(3) == 0 {
			p.Changed = []string{names[rnd.IntN(4)]}
		}
		if rnd.IntN(3) == 0 {
			p.Kept = map[string]bool{names[rnd.IntN(4)]: true}
		}
		var got []string
		for _, l := range plain.Proof(p).Leftovers(host) {
			got = append(got, l.Parameter)
		}
		if want := orderstest.Exhaust(plain, host, p); !slices.Equal(got, want) {
			t.Fatalf("seed %d: by pairs %v is left, by all orders %v\n%+v", seed, got, want, p)
		} else if len(want) > 0 {
			leaving++
		}
	}
	if leaving < 200 || leaving > 1900 {
		t.Errorf("of 2000 fleets %d leave something", leaving)
	}
}
