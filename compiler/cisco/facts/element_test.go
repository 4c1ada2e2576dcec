package facts

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestCompareNames(t *testing.T) {
	t.Parallel()
	want := []string{
		"A-10", "A.5", "Admin_Passwd", "Display_Name_1_", "Display_Name_2_", "Display_Name_10_", "Speed_Dial_2",
		"Unit_1_Key_9", "Unit_1_Key_10", "Unit_2_Key_1", "Unit_2_Key_1_", "X_007", "X_10",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, CompareNames)
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for i, a := range want {
		for j, b := range want {
			if got := CompareNames(a, b); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%s and %s compare as %d", a, b, got)
			}
		}
	}
	if Elements()["Unit_1_Key_9"].Rank >= Elements()["Unit_1_Key_10"].Rank || Elements()["Display_Name_2_"].Rank >= Elements()["Display_Name_10_"].Rank {
		t.Error("parameters do not rank by their names")
	}
}

// initial is the vendor's default of a parameter on a model.
func initial(model, name string) string {
	if e := Elements()[name]; e != nil {
		value, _ := ProductsByName()[model].DefaultOf(e)
		return value
	}
	return ""
}

// unsure reports whether the default of a parameter on a model is not known.
func unsure(model, name string) bool {
	_, sure := ProductsByName()[model].DefaultOf(Elements()[name])
	return !sure
}

func TestElements(t *testing.T) {
	t.Parallel()
	if n := len(Elements()); n < 2150 {
		t.Errorf("only %d parameters", n)
	}
	for name, want := range map[string]bool{ // what numbers in names may be
		"Unit_1_Key_1": true, "Unit_2_Key_32": true, "Unit_1_Key_32": true, "Unit_0_Key_1": false, "Unit_1_Key_0": false, "Unit_3_Key_1": false, "Unit_1_Key_33": false,
		"User_ID_1_": true, "User_ID_12_": true, "User_ID_0_": false, "User_ID_13_": false, "Speed_Dial_2": true, "Speed_Dial_9": true, "Speed_Dial_1": false, "Speed_Dial_10": false,
	} {
		if (Elements()[name] != nil) != want {
			t.Errorf("%s is a parameter: %t", name, !want)
		}
	}
	for name, want := range map[string]string{
		"SIP_Port_1_": "5060", "SIP_Port_12_": "5071", // counts up with the line
		"Cfwd_No_Ans_Delay": "20", "Cfwd_All_Dest": "", "Ring7": "n=Simple-3;w=2;c=3", "no parameter": "",
	} {
		if got := initial("SPA509G", name); got != want {
			t.Errorf("the default of %s is %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]string{
		"Speaker_Volume": "11", "LCD_Contrast": "15", "Ringer_Volume": "8", "Deep_Bass": "Yes",
		"Default_Ring__1__": "2", "Default_Ring__2__": "1", "SIP_Port_3_": "5062", "Language_Selection": "English-US",
	} {
		for _, model := range []string{"SPA525G2", "SPA525G"} {
			if got := initial(model, name); got != want {
				t.Errorf("the default of %s on an %s is %q, want %q", name, model, got, want)
			}
		}
		if got := unsure("SPA525G2", name); got != (name == "Ringer_Volume") {
			t.Errorf("the default of %s is not sure: %t", name, got)
		}
	}
	for name, want := range map[string][2]bool{ // whether it is a secret, and of the phone whoever uses it
		"XML_Password": {true, false}, "Password_12_": {true, false}, "User_Password": {true, true}, "Admin_Passwd": {true, true}, "Static_IP": {false, true},
		"Text_Logo": {false, false}, "User_ID_1_": {false, false}, "XML_User_Name": {false, false},
	} {
		if e := Elements()[name]; e.Secret != want[0] || e.System != want[1] {
			t.Errorf("%s is a secret: %t, of the system: %t", name, e.Secret, e.System)
		}
	}
	for name, want := range map[string]bool{
		"DND_Setting": true, "Speed_Dial_9": true, "Default_Ring__3__": true, "Ringer_Volume": true,
		"User_Password": false, "Static_IP": false, "Display_Name_1_": false,
	} {
		if Elements()[name].Callable != want {
			t.Errorf("people change %s at the phone: %v", name, !want)
		}
	}
}

func TestProducts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		model, parameter string
		want             bool
	}{
		{"SPA525G2", "Display_Name_5_", true},
		{"SPA525G2", "Display_Name_6_", false},
		{"SPA525G", "Admin_Password", true},
		{"SPA525G", "Admin_Passwd", false},
		{"SPA504G", "Display_Name_4_", true},
		{"SPA504G", "Log_Missed_Calls_for_EXT_5", false},
		{"SPA303", "Admin_Passwd", true},
		{"SPA303", "ACS_URL", false},
		{"SPA512G", "ACS_URL", true}, // of the family SPA51x, and of SPA50x
		{"SPA514G", "EHS_Type", true},
		{"SPA514G", "Admin_Passwd", true},
		{"SPA514G", "Auto_Register_When_Failover_1_", true},
		{"SPA504G", "EHS_Type", false},
		{"SPA504G", "SCA_Line_ID_Mapping", true},
		{"SPA303", "SCA_Line_ID_Mapping", false},
		{"SPA525G2", "SCA_Line_ID_Mapping", true},
		{"SPA525G2", "Custom_CA_Option", false},
		{"SPA509G", "Extension_12_", true},
		{"SPA301", "Ring12", true}, // a number, but no line's
		{"SPA303", "Speed_Dial_9", true},
		{"SPA502G", "Unit_2_Key_32", true},
	} {
		if ProductsByName()[c.model].Has(Elements()[c.parameter]) != c.want {
			t.Errorf("%s knows %s: %v", c.model, c.parameter, !c.want)
		}
	}
	// The SPA 300 and 500 series administration guide: what a product asks for, its families, its
	// lines, whether people can log in on it, and whether it takes a side car.
	want := strings.TrimSpace(`
SPA301 spa301.cfg SPA30x 1 false false
SPA303 spa303.cfg SPA30x 3 true false
SPA501G spa501G.cfg SPA50x 8 false true
SPA502G spa502G.cfg SPA50x 1 true true
SPA504G spa504G.cfg SPA50x 4 true true
SPA508G spa508G.cfg SPA50x 8 true true
SPA509G spa509G.cfg SPA50x 12 true true
SPA512G spa512G.cfg SPA50x+SPA51x 1 true true
SPA514G spa514G.cfg SPA50x+SPA51x 4 true true
SPA525G spa525G.cfg SPA525G2 5 true true
SPA525G2 spa525G2.cfg SPA525G2 5 true true`)
	var got []string
	for _, name := range ProductNames() {
		p := ProductsByName()[name]
		got = append(got, fmt.Sprintln(p.Name, p.Asks, strings.Join(p.families, "+"), p.Lines, p.Mobility, p.SideCar))
	}
	if all := strings.TrimSpace(strings.Join(got, "")); all != want {
		t.Errorf("got\n%s", all)
	}
}

// What importing asks: who knows and takes what, what is reset to what, and what provc
// makes itself.
func TestWhatIsKnown(t *testing.T) {
	t.Parallel()
	p := Products()[0]
	if p.Name != "SPA301" || strings.Join(p.Columns(), " ") != "SPA30x" {
		t.Errorf("the first product is %s of %v", p.Name, p.Columns())
	}
	large := ProductsByName()["SPA525G2"]
	for _, x := range []struct {
		what      string
		got, want any
	}{
		{"it knows its parameter", large.Knows("Ringer_Volume"), true},
		{"it knows no line that it has not", large.Knows("User_ID_6_"), false},
		{"it knows no parameter", large.Knows("No_Parameter"), false},
		{"it takes a choice", large.Takes("DND_Setting", "Yes"), true},
		{"it takes no parameter", large.Takes("No_Parameter", "1"), false},
		{"the small one takes the large one's", p.Takes("Custom_CA_Option", "1"), false},
		{"the default", large.Initial("Ringer_Volume"), "8"},
		{"the default of a secret", large.Initial("User_Password"), ""},
		{"the default of no parameter", large.Initial("No_Parameter"), ""},
		{"what people may do", Access("DND_Setting"), "rw"},
		{"what people may do with no parameter", Access("No_Parameter"), ""},
		{"it is reset", Resets("DND_Setting"), true},
		{"no parameter is reset", Resets("No_Parameter"), false},
		{"made", MadeByProvc("Profile_Rule"), true},
		{"declared", MadeByProvc("DND_Setting"), false},
		{"an ID", RefusesUserID("ann.b+c"), ""},
		{"a long ID", RefusesUserID(strings.Repeat("a", 64)), "a user ID has 1 to 63 letters, digits and _ . - +, the first a letter, digit or underscore"},
		{"a dot first", RefusesUserID(".a") != "", true},
	} {
		if x.got != x.want {
			t.Errorf("%s: got %v, want %v", x.what, x.got, x.want)
		}
	}
}
