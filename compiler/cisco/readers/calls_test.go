package readers

import (
	"fmt"
	"maps"
	"slices"
	"testing"
)

// What can be called while nobody is logged in, of the parameters in effect.
func TestDials(t *testing.T) {
	t.Parallel()
	line := map[string]string{"User_ID_1_": "2001", "Proxy_1_": "sip.example"}
	with := func(more map[string]string) map[string]string {
		values := maps.Clone(line)
		maps.Copy(values, more)
		return values
	}
	second := map[string]string{"Dial_Plan_1_": "(0)", "User_ID_2_": "2002", "Proxy_2_": "sip.example", "Dial_Plan_2_": "(112)"}
	for name, x := range map[string]struct {
		values map[string]string
		number string
		can    bool
		by     string
	}{
		"no line":                         {map[string]string{"User_ID_1_": "2001"}, "911", false, ""},
		"the line is off":                 {with(map[string]string{"Line_Enable_1_": "No"}), "911", false, ""},
		"the line is not to register":     {with(map[string]string{"Register_1_": "No"}), "911", false, ""},
		"it may call without registering": {with(map[string]string{"Register_1_": "No", "Make_Call_Without_Reg_1_": "Yes"}), "911", true, "User_ID_1_"},
		"so may none that is off":         {with(map[string]string{"Line_Enable_1_": "No", "Make_Call_Without_Reg_1_": "Yes"}), "911", false, ""},
		"nor one without a server":        {with(map[string]string{"Proxy_1_": "", "Make_Call_Without_Reg_1_": "Yes"}), "911", false, ""},
		"one that registers may call":     {with(map[string]string{"Register_1_": "Yes", "Make_Call_Without_Reg_1_": "No"}), "911", true, "User_ID_1_"},
		"the vendor's plan":               {line, "911", true, "User_ID_1_"},
		"not the vendor's plan":           {line, "112", false, "User_ID_1_"},
		"a plan":                          {with(map[string]string{"Dial_Plan_1_": "(112|2xxx)"}), "2345", true, "Dial_Plan_1_"},
		"not a plan":                      {with(map[string]string{"Dial_Plan_1_": "(112|2xxx)"}), "345", false, "Dial_Plan_1_"},
		"an empty plan":                   {with(map[string]string{"Dial_Plan_1_": ""}), "911", false, "Dial_Plan_1_"},
		"an emergency number":             {with(map[string]string{"Dial_Plan_1_": "(2xxx)", "Emergency_Number_1_": "112,911"}), "112", true, "Emergency_Number_1_"},
		"another line's plan":             {with(second), "112", true, "Dial_Plan_2_"},
		"no line's plan":                  {with(second), "113", false, "Dial_Plan_1_"},
	} {
		if r := calling.Dials(x.values, x.number); r.Can != x.can || r.By != x.by || r.Why == "" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	got := calling.Registrations(with(map[string]string{"User_ID_2_": "2002@other.example", "Proxy_2_": "SIP.example", "Share_Ext_2_": "shared"}))
	if len(got) != 2 || got[0].Account != "2001@sip.example" || got[1].Account != "2002@other.example" || got[0].Shared || !got[1].Shared || got[1].By != "User_ID_2_" {
		t.Errorf("%+v", got)
	}
	for name, want := range map[string]bool{"Dial_Plan_3_": true, "User_ID_12_": true, "Emergency_Number_1_": true, "Display_Name_1_": false, "Dial_Plan": false} {
		if calling.Matters(name) != want {
			t.Errorf("it matters what %s is: %t", name, !want)
		}
	}
}

// Why a number can be called, or cannot, is said in a sentence; a number is whole, and
// several stand in a list.
func TestWhyItDials(t *testing.T) {
	t.Parallel()
	line := map[string]string{"User_ID_1_": "2001", "Proxy_1_": "sip.example", "Dial_Plan_1_": "(2xxx)", "Emergency_Number_1_": "112,911;999|110 0"}
	bare := map[string]string{"User_ID_1_": "2001", "Proxy_1_": "sip.example"}
	for _, x := range []struct {
		values       map[string]string
		number, want string
	}{
		{line, "2345", "the dial plan takes it"},
		{line, "345", "the dial plan does not take it"},
		{line, "11", "the dial plan does not take it"},
		{line, "112", "it is an emergency number"},
		{line, "911", "it is an emergency number"},
		{line, "999", "it is an emergency number"},
		{line, "110", "it is an emergency number"},
		{line, "0", "it is an emergency number"},
		{bare, "911", "the vendor's dial plan takes it"},
		{bare, "112", "the vendor's dial plan does not take it"},
		{nil, "911", "no line is registered while nobody is logged in"},
	} {
		if got := calling.Dials(x.values, x.number); got.Why != x.want {
			t.Errorf("%s: %s, want %s", x.number, got.Why, x.want)
		}
	}
	values := map[string]string{"User_ID_1_": "1", "Proxy_1_": "SIP.example:5060", "Shared_User_ID_1_": "9", "User_ID_2_": "2", "Proxy_2_": "sip.example", "Share_Ext_2_": "private", "User_ID_12_": "3@other.example", "Proxy_12_": "x", "Share_Ext_12_": "Shared"}
	if got, want := fmt.Sprint(calling.Registrations(values)), "[{1 1@sip.example User_ID_1_ true} {2 2@sip.example User_ID_2_ false} {12 3@other.example User_ID_12_ true}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := calling.Emergencies("Emergency_Number_2_", "112, 911"); !slices.Equal(got, []string{"112", "911"}) {
		t.Errorf("emergency numbers are %q", got)
	}
	if got := calling.Emergencies("Dial_Plan_2_", "112"); len(got) > 0 {
		t.Errorf("a dial plan says the emergency numbers %q", got)
	}
}
