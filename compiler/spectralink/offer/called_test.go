package offer

import (
	"slices"
	"testing"
)

// What an action calls: names behind exclamation marks, where they are all of it, and
// names between dollar signs, with an M. Digits alone are a speed dial.
func TestCalled(t *testing.T) {
	for action, want := range map[string][]string{
		"":                         nil,
		"park":                     nil,
		"!park":                    {"park"},
		"!park!hold":               {"park", "hold"},
		"!12":                      nil,
		"!12!park2":                {"park2"},
		"!":                        nil,
		"!park$P1$":                nil,
		"$Mpark$":                  {"park"},
		"$P1$$Mpark$$Mhold$":       {"park", "hold"},
		"$Mpark$*70$Mhold$":        {"park", "hold"},
		"$Ma$$Mz$$MA$$MZ$":         {"a", "z", "A", "Z"},
		"$M1$$M_$$M`$$M{$$M@$$M[$": nil,
		"$M$":                      nil,
		"$mpark$":                  nil,
		"$Mpark":                   nil,
		"$Mpark$$Mhold":            nil,
		"Mpark":                    nil,
	} {
		if got := called(action); !slices.Equal(got, want) {
			t.Errorf("%s calls %q, want %q", action, got, want)
		}
	}
}

// Which parameters are actions, which belong to macros, and which clash.
func TestNamesOfParameters(t *testing.T) {
	for name, want := range map[string]struct{ calls, clashes bool }{
		"softkey.1.action":            {true, false},
		"softkey.1.action.x":          {},
		"softkeys.1.action":           {},
		"softkey.1.label":             {},
		"x.softkey.1.action":          {},
		"efk.efklist.1.action.string": {true, false},
		"efk.efklist.1.action":        {},
		"efk.softkey.1.action.string": {},
		"efk.efklist.1.mname":         {false, true},
		"efk.efklist.1.status":        {false, true},
		"efk.efklist.1.label":         {},
		"efk.efklist.mname":           {},
		"efk.version":                 {},
		"voice.codecPref.G722":        {false, true},
		"voice.codecs.G722":           {},
		"ptt.emergencyChannel":        {false, true},
		"ptt.priorityChannel":         {false, true},
		"ptt.defaultChannel":          {},
		"ptt.pageMode.emergencyGroup": {false, true},
		"ptt.pageMode.priorityGroup":  {false, true},
		"ptt.pageMode.defaultGroup":   {},
	} {
		if calls(name) != want.calls || isExclusive(name) != want.clashes || Decides(name) != (want.calls || want.clashes) {
			t.Errorf("%s: calls %t, clashes %t, decides %t", name, calls(name), isExclusive(name), Decides(name))
		}
	}
}

// A key or macro that is turned off on purpose calls nothing.
func TestTurnedOff(t *testing.T) {
	for _, x := range []struct {
		action, by, value string
		want              bool
	}{
		{"softkey.1.action", "", "", false},
		{"softkey.1.action", "softkey.1.enable", "1", false},
		{"softkey.1.action", "softkey.1.enable", "0", true},
		{"softkey.1.action", "softkey.2.enable", "0", false},
		{"softkey.1.action", "softkey.1.status", "0", false},
		{"efk.efklist.1.action.string", "efk.efklist.1.status", "0", true},
		{"efk.efklist.1.action.string", "efk.efklist.1.status", "1", false},
		{"efk.efklist.1.action.string", "efk.efklist.1.enable", "0", false},
	} {
		if got := turnedOff(x.action, func(name string) (string, bool) { return x.value, name == x.by }); got != x.want {
			t.Errorf("%s with %s %s is turned off: %t", x.action, x.by, x.value, got)
		}
	}
}

// Of several spellings of a macro's name one stays, in whichever order they come.
func TestNames(t *testing.T) {
	for _, order := range [][]string{{"park", "Park", "PARK", "hold"}, {"hold", "PARK", "Park", "park"}} {
		one, other := Names{}, Names{}
		for i, name := range order {
			if i < 2 {
				one.add(name)
			} else {
				other.add(name)
			}
		}
		if first := Names(nil).And(one); !first.has("pARK") || first.has("par") || first.has("") {
			t.Errorf("of %q, there are %v", order[:2], first)
		}
		if all := one.And(other); all["park"] != "PARK" || all["hold"] != "hold" || len(all) != 2 {
			t.Errorf("of %q, there are %v", order, all)
		}
	}
}
