package cisco_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cisco"
	"provc/compiler/cisco/deploytest"
	"provc/compiler/cisco/facts"
	"provc/compiler/vendor"
)

func TestVendor(t *testing.T) {
	t.Parallel()
	var v vendor.Vendor = cisco.Phones{}
	if v.Name() != "cisco" || v.Schema() != facts.Schema() {
		t.Errorf("it is called %s", v.Name())
	}
}

// Which files of a root are read as profiles.
func TestRead(t *testing.T) {
	t.Parallel()
	const profile = `<flat-profile><A ua="ro">1</A></flat-profile>`
	for _, x := range []struct {
		name, data string
		want       string // parameters, foreign, or part of an error
	}{
		{"a/mobile/ann.xml", profile, "A=1 ro"},
		{"spa303.cfg", profile, "A=1 ro"},
		{"SPA303.CFG", "<!-- x -->\n" + profile, "A=1 ro"},
		{"x.txt", profile, "foreign"},
		{"xml", profile, "foreign"},
		{"x.xml", `<polycomConfig a="1"/>`, "foreign"},
		{"x.xml", "", "foreign"},
		{"x.xml", "<flat-profile><A>", "not well-formed XML"},
		{"x.xml", "<flat-profile/><b/>", "outermost element must be <flat-profile>"},
	} {
		params, err := cisco.Phones{}.Read(x.name, []byte(x.data))
		var got string
		for _, p := range params {
			got += p.Name + "=" + deploytest.Shown(p)
		}
		switch {
		case errors.Is(err, vendor.ErrForeign):
			got = "foreign"
		case err != nil && strings.Contains(err.Error(), x.want):
			got = x.want
		case err != nil:
			got = err.Error()
		}
		if got != x.want {
			t.Errorf("%s %s: %s, want %s", x.name, x.data, got, x.want)
		}
	}
}

func TestStarts(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"default.xml": true, "a/b/default.xml": true, "spa525G2.cfg": true, "a/spa303.cfg": true,
		"Default.xml": false, "default.xml.bak": false, "host/x.xml": false, "spa.cfg": false, "000000000000.cfg": false, "default.xml/x": false,
	} {
		if got := (cisco.Phones{}).Starts(name); got != want {
			t.Errorf("phones begin with %s: %t", name, got)
		}
	}
	if got := (cisco.Phones{}).StartNames(); got != "Cisco profiles (default.xml or spa<model>.cfg)" {
		t.Error(got)
	}
}

// A change of a rule is told as a change of its decisions.
func TestDecisions(t *testing.T) {
	t.Parallel()
	var v vendor.Decider = cisco.Phones{}
	for name, want := range map[string][2]bool{ // whether it decides, and which profile is fetched
		"Profile_Rule": {true, true}, "Profile_Rule_B": {true, true}, "Profile_Rule_D": {true, true},
		"Upgrade_Rule": {true, false}, "Report_Rule": {true, false}, "Resync_Trigger_1": {true, false}, "Custom_CA_URL": {true, false},
		"Text_Logo": {false, false},
	} {
		if got := [2]bool{v.Decides(name), v.Selects(name)}; got != want {
			t.Errorf("%s decides and selects: %v", name, got)
		}
	}
	if v.Decisions("Profile_Rule", `("$EMS" ? /x`) != nil {
		t.Error("a text that does not parse has decisions")
	}
	const text = `("$EMS" eq "mobile") ? [--uid $A --pwd $B] http://h/m | ("$EMS" eq "host") ? (GPP_A = "x";)! http://h/h | ("$A" eq "") ? (GPP_A = "y";)!`
	table := v.Decisions("Profile_Rule", text)
	var got []string
	for _, row := range append([]vendor.Row{{Conditions: table.Conditions, Results: table.Results}}, table.Rows...) {
		got = append(got, strings.Join(row.Conditions, ", ")+": "+strings.Join(row.Results, ", "))
	}
	if want := []string{
		"$EMS, $A: does, credentials",
		`"mobile", any: http://h/m, yes`,
		`"host", any: GPP_A = "x"; http://h/h, no`,
		`any, empty: GPP_A = "y"; nothing, no`,
		"any, any: nothing, no",
	}; !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if table := v.Decisions("Resync_Trigger_1", `$PRVTMR gt 600`); table.Rows[0].Results[0] != "resync" {
		t.Errorf("a trigger does %q", table.Rows[0].Results)
	}
}

// Where a literal password may stand in a rule, its decisions are not shown.
func TestHoldsPassword(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`[--uid $PUID --pwd $PPWD] http://h/x`: false,
		`[--uid joe --pwd hunter2] http://h/x`: true,
		`[--pwd "hunter2"] http://h/x`:         true,
		`[--pwd "$PPWD"] http://h/x`:           false,
		`[--PWD hunter2] http://h/x`:           true,
		`[--key abc] http://h/x`:               true,
		`[--key $SA] http://h/x`:               false,
		`(Password_1_ = "x";)! /x`:             true,
		`(Password_1_ = "$A";)! /x`:            false,
		`(Admin_Passwd="x";)! /x`:              true,
		`(GPP_SA = "x";)! /x`:                  true,
		`(License_Keys = "x";)! /x`:            true,
		`(GPP_A = "x";)! /x`:                   false,
		`/x`:                                   false,
	} {
		if got := (cisco.Phones{}).HoldsPassword("Profile_Rule", text); got != want {
			t.Errorf("%s holds a password: %t", text, got)
		}
	}
}
