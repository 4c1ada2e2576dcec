package cisco

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
	slices.SortFunc(got, compareNames)
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestElements(t *testing.T) {
	t.Parallel()
	if n := len(elements()); n < 2150 {
		t.Errorf("only %d parameters", n)
	}
	for name, want := range map[string]string{
		"SIP_Port_1_": "5060", "SIP_Port_12_": "5071", // counts up with the line
		"Cfwd_No_Ans_Delay": "20", "Cfwd_All_Dest": "", "Ring7": "n=Simple-3;w=2;c=3", "no parameter": "",
	} {
		if got := initialOf(name); got != want {
			t.Errorf("the default of %s is %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]bool{
		"DND_Setting": true, "Speed_Dial_9": true, "Default_Ring__3__": true, "Ringer_Volume": true,
		"User_Password": false, "Static_IP": false, "Display_Name_1_": false,
	} {
		if elements()[name].callable != want {
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
		{"SPA509G", "Extension_12_", true},
		{"SPA301", "Ring12", true}, // a number, but no line's
	} {
		if knows(c.model, c.parameter) != c.want {
			t.Errorf("%s knows %s: %v", c.model, c.parameter, !c.want)
		}
	}
	// The SPA 300 and 500 series administration guide.
	want := strings.TrimSpace(`
SPA301 301 SPA30x 1 false
SPA303 303 SPA30x 3 true
SPA501G 501G SPA50x 8 false
SPA502G 502G SPA50x 1 true
SPA504G 504G SPA50x 4 true
SPA508G 508G SPA50x 8 true
SPA509G 509G SPA50x 12 true
SPA512G 512G SPA50x 1 true
SPA514G 514G SPA50x 4 true
SPA525G 525G SPA525G2 5 true
SPA525G2 525G2 SPA525G2 5 true`)
	var got []string
	for _, name := range productNames() {
		p := products()[name]
		got = append(got, fmt.Sprintln(p.Name, p.PSN, p.Family, p.Lines, p.Mobility))
	}
	if all := strings.TrimSpace(strings.Join(got, "")); all != want {
		t.Errorf("got\n%s", all)
	}
}
