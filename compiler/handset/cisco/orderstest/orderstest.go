// Package orderstest takes phones through all orders of people, for tests of proofs that
// need not.
package orderstest

import (
	"maps"
	"slices"
	"strings"

	"provc/compiler/handset/cisco"
)

// Exhaust finds the parameters of which something is left in any order of at most six
// steps, by taking a phone through all of them.
func Exhaust(m cisco.Model, host map[string]string, p cisco.Profiles) []string {
	names := map[string]bool{}
	for _, profile := range append(slices.Collect(maps.Values(p.People)), host, p.Default) {
		for name := range profile {
			names[name] = true
		}
	}
	for _, name := range p.Changed {
		names[name] = true
	}
	universe := slices.DeleteFunc(slices.Sorted(maps.Keys(names)), func(n string) bool { return p.Kept[n] || !m.Knows(n) || strings.HasPrefix(n, "EM_") })
	type phone = string // the values, one after another
	split := func(s phone) []string { return strings.Split(s, "\x00") }
	join := func(values []string) phone { return strings.Join(values, "\x00") }
	var initial []string
	for _, n := range universe {
		initial = append(initial, m.Initial(n))
	}
	fresh := join(initial)
	fetch := func(s phone, profile map[string]string) phone {
		values := split(s)
		for i, n := range universe {
			if v, ok := profile[n]; ok {
				values[i] = v
			}
		}
		return join(values)
	}
	change := func(s phone) phone {
		values := split(s)
		for i, n := range universe {
			if slices.Contains(p.Changed, n) {
				values[i] = "whatever"
			}
		}
		return join(values)
	}
	left := map[string]bool{}
	same := func(a, b phone) {
		if a == b {
			return
		}
		x, y := split(a), split(b)
		for i, n := range universe {
			if x[i] != y[i] {
				left[n] = true
			}
		}
	}
	home := fetch(fresh, host)
	at := map[phone]bool{home: true}
	for range 6 {
		next := maps.Clone(at)
		for s := range at {
			back := fetch(s, host) // logged out, or switched on
			same(back, home)
			next[back] = true
			for _, profile := range p.People {
				in := fetch(s, profile) // a log-in; what could not be fetched leaves s as it is
				same(in, fetch(home, profile))
				next[in] = true
				next[change(in)] = true
			}
			if p.Default != nil {
				lost := fetch(s, p.Default)
				same(lost, fetch(home, p.Default))
			}
		}
		at = next
	}
	return slices.Sorted(maps.Keys(left))
}
