package kind

import (
	"testing"

	"provc/compiler/spectralink/facts"
)

// Files before ours beat what we say; those after decide where no layer of ours
// says anything, authorized numbers among them.
func TestMaySet(t *testing.T) {
	param := func(name string) facts.Setting { s := facts.Setting{}; s.Name = name; return s }
	base := &facts.Layer{
		Params: []facts.Setting{param("reg.1.address"), param("reg.1.server.1.address")},
		Foreign: facts.Foreigners{
			Before: []facts.Foreign{{Name: "tones", Bounded: true, Sets: []string{"tone.*"}}, {Name: "nothing", Bounded: true}},
			After:  []facts.Foreign{{Name: "lines", Bounded: true, Sets: []string{"reg.1.address", "reg.1.server.1.address", "reg.2.*", "phoneLock.*", "feature.*"}}},
		},
	}
	for _, name := range []string{"phoneLock.authorized.1.value", "phoneLock.enabled", "feature.enhancedFeatureKeys.enabled"} {
		base.Implied = append(base.Implied, param(name))
	}
	group := &facts.Layer{Params: []facts.Setting{param("tone.x"), param("up.idleTimeout")}, Foreign: facts.Foreigners{After: []facts.Foreign{{Name: "any"}}}}
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
		for kind, want := range map[*facts.Layer]string{base: x.alone, group: x.grouped} {
			s := Stack{base}
			if kind == group {
				s = Stack{group, base}
			}
			got := ""
			if f := s.MaySet(x.name); f != nil {
				got = f.Name
			}
			if got != want {
				t.Errorf("%s of %d layers may be set by %q, not %q", x.name, len(s), got, want)
			}
		}
	}
}
