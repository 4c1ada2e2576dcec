package cisco_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"provc/compiler/cisco"
	"provc/compiler/cisco/deploytest"
	"provc/compiler/cisco/facts"
	"provc/compiler/handset"
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
		{"x.xml", "<device>" + profile + "</device>", "A=1 ro"},
		{"x.xml", "<device><A>1</A></device>", "foreign"},
		{"x.xml", "<gadget>" + profile + "</gadget>", "foreign"},
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

// Phones of a model take the parameters that it knows; nobody knows what others take.
func TestTakes(t *testing.T) {
	t.Parallel()
	var v cisco.Phones
	if got := strings.Join(v.Models(), " "); got != "SPA301 SPA303 SPA501G SPA502G SPA504G SPA508G SPA509G SPA512G SPA514G SPA525G SPA525G2" {
		t.Errorf("models are %s", got)
	}
	for what, want := range map[string]bool{
		"SPA525G2 User_ID_5_": true, "SPA525G2 User_ID_6_": false, "SPA525G2 Admin_Password": true, "SPA525G2 Admin_Passwd": false,
		"SPA504G Admin_Passwd": true, "SPA999 Text_Logo": false, "SPA504G No_Parameter": true, // a later one may be known
	} {
		model, parameter, _ := strings.Cut(what, " ")
		if got := v.Takes(model, parameter); got != want {
			t.Errorf("%s: %t", what, got)
		}
	}
}

// A virtual phone knows of its model what the catalogue has, and its defaults.
func TestModel(t *testing.T) {
	t.Parallel()
	m := cisco.ModelFor(facts.ProductsByName()["SPA525G2"])
	if m.Name != "SPA525G2" || m.PSN != "525G2" || m.Asks != "/spa$PSN.cfg" || m.Lines != 5 {
		t.Errorf("it is %+v", m)
	}
	for name, want := range map[string]string{"Speaker_Volume": "11", "Resync_Periodic": "3600", "EM_Enable": "No", "No_Parameter": ""} {
		if got := m.Initial(name); got != want {
			t.Errorf("%s is %q from the factory, want %q", name, got, want)
		}
	}
	if m.Knows("User_ID_6_") || !m.Knows("User_ID_5_") || m.Knows("Admin_Passwd") {
		t.Error("it knows what others do")
	}
	values, err := m.Read([]byte("<flat-profile><A>1</A><B></B></flat-profile>"))
	if err != nil || len(values) != 2 || values["A"] != "1" {
		t.Errorf("it reads %v, %v", values, err)
	}
	state := map[string]string{"EMS": "mobile", "MUID": "ann", "PDOM": "@x", "MPWD": "pw", "PUID": "", "MA": "0026cb5f1a20"}
	d, err := m.Rule(`("$EMS" eq "mobile") ? (GPP_A = "$MUID";)! [--uid $MUID$PDOM --pwd $MPWD] https://h:8443/m/$MUID.xml | /d.xml`, state)
	if err != nil || d.Fetch == nil || d.Fetch.Scheme != "https" || d.Fetch.Host != "h" || d.Fetch.Port != 8443 || d.Fetch.Path != "/m/ann.xml" || d.Fetch.As.User != "ann@x" || d.Fetch.As.Password != "pw" || d.Sets["GPP_A"] != "ann" {
		t.Errorf("it does %+v, %v", d, err)
	}
	if d, err = m.Rule(`("$PUID" ne "") ? /x`, state); err != nil || d.Fetch != nil || len(d.Sets) > 0 {
		t.Errorf("where nothing holds it does %+v, %v", d, err)
	}
	if _, err = m.Rule(`("$PUID" ? /x`, state); err == nil {
		t.Error("a rule that does not parse is followed")
	}
}

// A phone that is not named as it should be is refused with what is right.
func TestWhichPhone(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ id, model, says string }{
		{"0026cb5f1a20", "", "which phone it is decides what it asks for: give its model, one of SPA301, "},
		{"0026cb5f1a20", "SPA999", "model SPA999 is not known: known are SPA301, "},
		{"0026CB5F1A20", "SPA303", `a phone is named by its MAC, such as 0026cb5f1a20: found "0026CB5F1A20"`},
		{"0026cb5f1a2", "SPA303", "a phone is named by its MAC"},
	} {
		if _, err := (cisco.Phones{}).Handset(handset.Options{ID: x.id, Model: x.model}); err == nil || !strings.HasPrefix(err.Error(), x.says) {
			t.Errorf("%s %s: %v", x.id, x.model, err)
		}
	}
}
