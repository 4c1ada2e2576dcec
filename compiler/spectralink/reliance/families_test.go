package reliance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/spectralink/facts"
)

// Families reach as far as the catalogue does, rely on parameters that there are, and take
// as on by itself what the vendor's default turns on.
func TestFamilies(t *testing.T) {
	t.Parallel()
	known := func(name string) bool { _, ok := facts.Schema().Param(name); return ok }
	for _, f := range families {
		last := f.own
		if f.prefix == "lineKey." {
			last = "category"
		}
		if f.to > 0 {
			for n, want := range map[int]bool{0: false, 1: true, f.to: true, f.to + 1: false} {
				name := fmt.Sprintf("%s%d.%s", f.prefix, n, last)
				if r := Of(name); (r != nil) != want || known(name) != want {
					t.Errorf("%s relies on something: %t; the catalogue knows it: %t", name, r != nil, known(name))
				}
			}
		}
		begins := false
		facts.Schema().Params(func(p catalogue.Param) bool {
			begins = strings.HasPrefix(p.Name, f.prefix)
			return !begins
		})
		if !begins {
			t.Errorf("no parameter begins with %s", f.prefix)
		}
		for _, s := range f.switches {
			p, ok := facts.Schema().Param(s)
			if on, _ := p.Default(""); !ok || (on == "1") != f.byItself {
				t.Errorf("%s is there: %t; by itself it is %q, and %s are on without it: %t", s, ok, on, f.prefix, f.byItself)
			}
		}
	}
}

// What becomes of a setting, by its own switch and by those that it relies on.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name, on string // parameters and their values
		want     outcome
	}{
		{"softkey.1.label", "", lacksOwn},
		{"softkey.1.label", "softkey.1.enable=1", lacksSwitch},
		{"softkey.1.label", "softkey.2.enable=1 feature.enhancedFeatureKeys.enabled=1", lacksOwn},
		{"softkey.1.label", "softkey.1.enable=0 feature.enhancedFeatureKeys.enabled=1", idle},
		{"softkey.1.label", "softkey.1.enable=1 feature.enhancedFeatureKeys.enabled=1", works},
		{"ptt.channel.3.label", "", lacksSwitch},
		{"ptt.channel.3.label", "ptt.pttMode.enable=1", works},
		{"ptt.channel.3.label", "ptt.pttMode.enable=1 ptt.channel.3.subscribed=0", idle},
		{"ptt.channel.3.label", "ptt.pageMode.enable=1", lacksSwitch},
		{"ptt.pageMode.group.3.label", "ptt.pageMode.enable=1", works},
		{"efk.efklist.2.label", "feature.enhancedFeatureKeys.enabled=1", lacksOwn},
		{"efk.efkprompt.2.label", "feature.enhancedFeatureKeys.enabled=1", lacksOwn},
		{"efk.efkprompt.2.label", "feature.enhancedFeatureKeys.enabled=1 efk.efkprompt.2.status=1", works},
		{"dir.corp.address", "feature.corporateDirectory.enabled=1", works},
		{"dir.corp.alt.address", "feature.corporateDirectory.enabled=1", lacksSwitch},
		{"dir.corp.alt.address", "feature.corporateDirectory.alt.enabled=1", works},
		{"prov.polling.period", "prov.polling.enabled=0", lacksSwitch},
		{"feature.callListPlaced.enabled", "", works},
		{"feature.callListMissed.enabled", "feature.callList.enabled=0", lacksSwitch},
		{"feature.callListReceived.enabled", "feature.callList.enabled=1", works},
	} {
		values := map[string]string{}
		for _, pair := range strings.Fields(x.on) {
			name, value, _ := strings.Cut(pair, "=")
			values[name] = value
		}
		r := Of(x.name)
		if r == nil {
			t.Errorf("%s relies on nothing", x.name)
			continue
		}
		if got := r.outcome(func(name string) (string, bool) { v, ok := values[name]; return v, ok }); got != x.want {
			t.Errorf("%s with %q: %d, want %d", x.name, x.on, got, x.want)
		}
		for name := range values {
			if !isSwitch(name) && !slices.Contains(r.switches, name) {
				t.Errorf("nothing relies on %s", name)
			}
		}
	}
	for _, name := range []string{"up.idleTimeout", "softkey.x", "ptt.displayName", "softkey.label", "reg.1.label"} {
		if Of(name) != nil || isSwitch(name) {
			t.Errorf("%s relies on something, or something on it", name)
		}
	}
}
