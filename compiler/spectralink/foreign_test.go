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

// CONFIG_FILES has foreign files around our own: those of the handset, of its
// group, of all, each once, where it is strongest.
func TestForeignFilesInOrder(t *testing.T) {
	c := valid(t, `unlisted: "a.b": 1
configFiles: {before: ["all-1.cfg", {file: "all-2.cfg", sets: ["a.b"]}], after: ["http://pbx.example/[PHONE_MAC_ADDRESS].cfg", "last.cfg"]}
groups: {
	g: {unlisted: "a.b": 2, configFiles: {before: ["g.cfg", "all-2.cfg"], after: ["g-after.cfg"]}}
	h: configFiles: after: ["g.cfg"]
}
phones: {
	"00907a000001": {group: "g", configFiles: {before: ["own.cfg"], after: ["own-after.cfg", "g.cfg"]}}
	"00907a000002": group: "g"
	"00907a000003": {unlisted: "a.b": 3}
	"00907a000004": configFiles: before: ["own.cfg"]
	"00907a000005": group: "h"
	"00907a000006": {}
	"00907a000007": configFiles: {before: [], after: []}
}`)
	const url = "http://pbx.example/[PHONE_MAC_ADDRESS].cfg"
	for mac, want := range map[string]string{
		"000000000000": "all-1.cfg, all-2.cfg, site.cfg, " + url + ", last.cfg",
		"00907a000001": "own.cfg, g.cfg, all-2.cfg, all-1.cfg, group-g.cfg, site.cfg, own-after.cfg, g-after.cfg, " + url + ", last.cfg",
		"00907a000002": "g.cfg, all-2.cfg, all-1.cfg, group-g.cfg, site.cfg, g-after.cfg, " + url + ", last.cfg",
		"00907a000003": "all-1.cfg, all-2.cfg, phone-00907a000003.cfg, site.cfg, " + url + ", last.cfg",
		"00907a000004": "own.cfg, all-1.cfg, all-2.cfg, site.cfg, " + url + ", last.cfg",
		"00907a000005": "all-1.cfg, all-2.cfg, site.cfg, g.cfg, " + url + ", last.cfg",
	} {
		if got := attributes(t, c.bytes(t, mac+".cfg"))["CONFIG_FILES"]; got != want {
			t.Errorf("%s reads\n%s\nnot\n%s", mac, got, want)
		}
	}
	for _, mac := range []string{"00907a000006", "00907a000007"} {
		if c.files[mac+".cfg"] != nil {
			t.Errorf("%s has a master file", mac)
		}
	}
}
