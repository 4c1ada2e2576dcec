package artifact

import (
	"strings"
	"testing"

	"provc/compiler/diag"
)

// Which parameters a file may set, by what the deployment says of it.
func TestPatterns(t *testing.T) {
	for _, x := range []struct {
		pattern string
		meets   string
		misses  string
	}{
		{"*", "a a.b a.* *", ""},
		{"reg.*", "reg. reg.1 reg.1.address reg.* reg.1.server.* r* *", "reg rega.1 voIpProt.* region.* xreg.1 REG.1"},
		{"reg.1.address", "reg.1.address reg.1.* reg.* reg.1.address* *", "reg.1.addres reg.1.address.x reg.1.address.* reg.10.address reg.2.* reg.1xaddress"},
		{"reg.*.auth.*", "reg.1.auth.userId reg.2.* reg.1.server.* reg.1.auth.*", "reg.1.address reg.1.authx reg.auth.x"},
		{"*.enabled", "a.enabled .enabled prov.* *", "enabled a.enabled.x a.enable"},
		{"a*b*c", "abc aXbYc abbc abcc a* axb*", "ab ac abcd b*"},
		{"a**c", "ac axc", "a c"},
	} {
		for _, name := range strings.Fields(x.meets) {
			if !meet(x.pattern, name) {
				t.Errorf("%s does not meet %s", x.pattern, name)
			}
		}
		for _, name := range strings.Fields(x.misses) {
			if meet(x.pattern, name) {
				t.Errorf("%s meets %s", x.pattern, name)
			}
		}
	}
}

// A file that two places name may set what either says.
func TestForeignOfTwoPlaces(t *testing.T) {
	at := func(line int) diag.Pos { return diag.Pos{File: "a.cue", Line: line} }
	reg := Foreign{Name: "pbx", Bounded: true, Sets: []string{"reg.*", "a.b"}, Pos: at(2)}
	tone := Foreign{Name: "pbx", Bounded: true, Sets: []string{"tone.*", "a.b"}, Pos: at(1)}
	any := Foreign{Name: "pbx", Pos: at(3)}
	for _, f := range []Foreign{reg.And(tone), tone.And(reg)} {
		if !f.MaySet("reg.1.address") || !f.MaySet("tone.x") || f.MaySet("up.x") || f.Pos != at(1) || len(f.Sets) != 3 {
			t.Errorf("%+v", f)
		}
	}
	// Of two from one place, what either may set is bounded only if both are.
	here := Foreign{Name: "pbx", Bounded: true, Sets: []string{"z.*"}, Pos: at(2)}
	if f := reg.And(here); !f.Bounded || !f.MaySet("z.x") || !f.MaySet("a.b") || f.MaySet("up.x") || len(f.Sets) != 3 {
		t.Errorf("%+v", f)
	}
	for _, f := range []Foreign{reg.And(any), any.And(reg)} {
		if !f.MaySet("up.x") || f.Pos != at(2) {
			t.Errorf("%+v", f)
		}
	}
	if !reg.GoesBefore(&any) || any.GoesBefore(&reg) || !tone.GoesBefore(&reg) || reg.GoesBefore(&tone) {
		t.Error("the order is wrong")
	}
}

// What provc sets itself is nothing that a file of others is told to set, and its
// address is shown without a password.
func TestForeignBeside(t *testing.T) {
	ours := func(name string) bool { return strings.HasPrefix(name, "reg.1.") }
	any, some := &Foreign{}, &Foreign{Bounded: true, Sets: []string{"reg.1.label", "reg.2.*"}}
	for _, x := range []struct {
		name              string
		any, some, simply bool
	}{
		{"reg.1.label", false, false, true},
		{"reg.2.label", true, true, true},
		{"reg.3.label", true, false, false},
		{"reg.*", true, true, true},
	} {
		if any.MaySetBeside(x.name, ours) != x.any || some.MaySetBeside(x.name, ours) != x.some || some.MaySet(x.name) != x.simply || !any.MaySet(x.name) {
			t.Errorf("%s is set by others otherwise", x.name)
		}
	}
	ends := &Foreign{Bounded: true, Sets: []string{"*.enabled"}}
	if !ends.MaySet("up.enabled") || ends.MaySet("up.enable") || ends.MaySet("enabled") {
		t.Error("a pattern that begins with * means other names")
	}
	hidden := &Foreign{Bounded: true, Sets: []string{"reg.1.label"}}
	if hidden.MaySetBeside("reg.*", ours) {
		t.Error("a pattern of which all is ours counts")
	}
	early := &Foreign{Pos: diag.Pos{File: "a.cue", Line: 1}}
	late := &Foreign{Bounded: true, Pos: diag.Pos{File: "a.cue", Line: 2}}
	if early.GoesBefore(late) || !late.GoesBefore(early) || early.GoesBefore(early) {
		t.Error("a file that may set anything is named rather than one that is said to")
	}
	if got := (&Foreign{Name: "https://ana:hunter2@pbx.example/a.cfg"}).Shown(); strings.Contains(got, "hunter2") || !strings.Contains(got, "pbx.example/a.cfg") {
		t.Errorf("shown as %s", got)
	}
}
