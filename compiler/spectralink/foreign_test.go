package spectralink

import "testing"

// Files before ours beat what we say; those after decide where no layer of ours
// says anything, authorized numbers among them.
func TestMaySet(t *testing.T) {
	param := func(name string) setting { s := setting{}; s.Name = name; return s }
	base := &layer{
		params: []setting{param("reg.1.address"), param("reg.1.server.1.address")}, hasNumbers: true, numbers: []number{{value: "5100"}},
		foreign: foreigners{
			before: []foreign{{Name: "tones", Bounded: true, Sets: []string{"tone.*"}}, {Name: "nothing", Bounded: true}},
			after:  []foreign{{Name: "lines", Bounded: true, Sets: []string{"reg.1.address", "reg.1.server.1.address", "reg.2.*", "phoneLock.*", "feature.*"}}},
		},
	}
	base.implied = implied(base)
	group := &layer{params: []setting{param("tone.x"), param("up.idleTimeout")}, foreign: foreigners{after: []foreign{{Name: "any"}}}}
	for _, x := range []struct{ name, alone, grouped string }{
		{"tone.x", "tones", "tones"}, // the group's own does not beat what is before it
		{"tone.*", "tones", "tones"},
		{"reg.1.address", "", ""},
		{"reg.1.server.1.address", "", ""},
		{"reg.1.server.*", "", "any"}, // another server
		{"reg.2.address", "lines", "lines"},
		{"reg.*", "lines", "lines"},
		{"up.idleTimeout", "", ""},
		{"up.x", "", "any"},
		{"phoneLock.enabled", "", ""},
		{"phoneLock.authorized.1.value", "", ""},
		{"phoneLock.lockState", "lines", "lines"},
		{"feature.enhancedFeatureKeys.enabled", "", ""},
	} {
		for kind, want := range map[*layer]string{base: x.alone, group: x.grouped} {
			s := stack{base}
			if kind == group {
				s = stack{group, base}
			}
			got := ""
			if f := s.maySet(x.name); f != nil {
				got = f.Name
			}
			if got != want {
				t.Errorf("%s of %d layers may be set by %q, not %q", x.name, len(s), got, want)
			}
		}
	}
}
