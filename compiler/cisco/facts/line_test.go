package facts

import (
	"strings"
	"testing"

	"provc/compiler/artifact"
)

// layer is one that says what is written as name=value.
func layer(says string) *Layer {
	l := &Layer{}
	for _, s := range strings.Fields(says) {
		name, value, _ := strings.Cut(s, "=")
		l.Params = append(l.Params, Setting{Param: artifact.Param{Name: name, Value: value}, Element: Elements()[name]})
	}
	return l
}

// What a line is made of, whether it registers, and whether others share it, by the layers
// of a phone, of which the first that says something counts.
func TestLines(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		layers            []string
		registers, shared bool
	}{
		{nil, true, false},
		{[]string{"User_ID_2_=1"}, true, false},
		{[]string{"Line_Enable_2_=No"}, false, false},
		{[]string{"Register_2_=No"}, false, false},
		{[]string{"Line_Enable_2_=Yes Register_2_=Yes"}, true, false},
		{[]string{"Line_Enable_1_=No Register_12_=No Share_Ext_1_=shared"}, true, false}, // other lines
		{[]string{"Line_Enable_2_=Yes", "Line_Enable_2_=No"}, true, false},
		{[]string{"", "Register_2_=No", "Register_2_=Yes"}, false, false},
		{[]string{"Share_Ext_2_=shared"}, true, true},
		{[]string{"Share_Ext_2_=Shared"}, true, true},
		{[]string{"Share_Ext_2_=private"}, true, false},
		{[]string{"Share_Ext_2_=private", "Share_Ext_2_=shared"}, true, false},
		{[]string{"Shared_User_ID_2_=7"}, true, true},
		{[]string{"Shared_User_ID_2_="}, true, false},
		{[]string{"Shared_User_ID_2_= Share_Ext_2_=shared"}, true, true},
	} {
		var ls Layers
		for _, says := range x.layers {
			ls = append(ls, layer(says))
		}
		l := &NamesOfLines[2]
		if got := l.Registers(ls); got != x.registers {
			t.Errorf("with %q it registers: %t", x.layers, got)
		}
		if got := l.IsShared(ls); got != x.shared {
			t.Errorf("with %q it is shared: %t", x.layers, got)
		}
	}
	if n := NamesOfLines[12]; n.UserID != "User_ID_12_" || n.Password != "Password_12_" || n.Proxy != "Proxy_12_" {
		t.Errorf("of line 12 names are %+v", n)
	}
	for name, want := range map[string]int{
		"User_ID_1_": 1, "Password_3_": 3, "Auth_ID_12_": 12, "Use_Auth_ID_2_": 2,
		"Display_Name_1_": 0, "Proxy_1_": 0, "Line_Enable_1_": 0, "Shared_User_ID_1_": 0, "User_Password": 0, "No_Parameter": 0,
	} {
		e := Elements()[name]
		if got := AccountOf(e); got != want {
			t.Errorf("%s is of the account of line %d, want %d", name, got, want)
		}
		var parts []string
		for _, part := range AccountWith(e) {
			parts = append(parts, part.Name)
		}
		if got := strings.Join(parts, " "); want == 0 && got != "" || want == 2 && got != "User_ID_2_ Password_2_ Auth_ID_2_ Use_Auth_ID_2_" {
			t.Errorf("%s stands with %s", name, got)
		}
	}
}

// Each line that some phone has has names, and each of its parts is a parameter.
func TestEveryLineHasNames(t *testing.T) {
	t.Parallel()
	most := 0
	for _, p := range Products() {
		most = max(most, p.Lines)
	}
	if most != MostLines || len(NamesOfLines) != most+1 {
		t.Errorf("phones have %d lines at most, and %d have names", most, MostLines)
	}
	for n := 1; n <= most; n++ {
		l := &NamesOfLines[n]
		for _, name := range append([]string{l.enable, l.register, l.share, l.sharedUserID, l.Proxy}, l.account...) {
			if e := Elements()[name]; e == nil || e.line != n {
				t.Errorf("%s is no parameter of line %d", name, n)
			}
		}
	}
}
