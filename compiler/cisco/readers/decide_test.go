package readers_test

import (
	"testing"

	"provc/compiler/cisco/readers"
)

// On which parameters it depends who somebody is, and who can be called for help.
func TestWhatParametersDecide(t *testing.T) {
	t.Parallel()
	r := readers.Of(rootOf{})
	for name, want := range map[string]struct{ identifies, emergency, matters bool }{
		"User_ID_1_":               {true, false, true},
		"User_ID_12_":              {true, false, true},
		"User_ID_":                 {},
		"EM_Phone_User_ID":         {},
		"Shared_User_ID_1_":        {false, false, true},
		"Emergency_Number_1_":      {false, true, true},
		"Emergency_Number":         {},
		"Dial_Plan_1_":             {false, false, true},
		"Dial_Plan":                {},
		"Line_Enable_1_":           {false, false, true},
		"Register_1_":              {false, false, true},
		"Proxy_1_":                 {false, false, true},
		"Make_Call_Without_Reg_1_": {false, false, true},
		"Share_Ext_1_":             {false, false, true},
		"Display_Name_1_":          {},
	} {
		got := struct{ identifies, emergency, matters bool }{r.Identifies(name), r.Emergency(name), r.Calling.Matters(name)}
		if got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}
