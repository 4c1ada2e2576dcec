package importing

import (
	"testing"

	"provc/compiler/cisco/facts"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
)

// A secret of a line is called after who registers on it, any other after whose it is.
func TestSecretNames(t *testing.T) {
	t.Parallel()
	name := (&deployment{}).secrets(draft.Layer{"User_ID_1_": {Text: "100"}, "User_ID_2_": {Text: ""}}, "0026cb000001")
	for param, want := range map[string]string{"Password_1_": "sip_100", "Password_2_": "0026cb000001_password_2", "Password_3_": "0026cb000001_password_3", "Admin_Passwd": "0026cb000001_admin_passwd"} {
		if got := name(param); got != want {
			t.Errorf("%s: %s, want %s", param, got, want)
		}
	}
}

// A column of a table is an extension or a name where a parameter says so.
func TestColumns(t *testing.T) {
	t.Parallel()
	type named struct {
		heading string
		rank    int
	}
	for name, want := range map[string]named{
		"User_ID_1_": {"extension", 0}, "Auth_ID_12_": {"extension", 0}, "Display_Name_2_": {"name", 1}, "Station_Name": {"name", 1}, "Short_Name_1_": {"name", 1},
		"Speed_Dial_2": {"speed_dial_2", 2}, "Station_Display_Name": {"station_display_name", 2}, "Password_1_": {"password_1", 2},
	} {
		if heading, rank := column(name); (named{heading, rank}) != want {
			t.Errorf("%s: %s, %d", name, heading, rank)
		}
	}
}

// A value is unfit if no phone of those that a layer is for takes it: it goes nowhere if
// none of them has the parameter. Of a secret no value is asked.
func TestUnfit(t *testing.T) {
	t.Parallel()
	i := newIntake(tree.New("", nil), draft.Wishes{}, &draft.Package{Secrets: &draft.Secrets{}})
	for _, c := range []struct {
		products   []string
		name, text string
		why        string
		lacks      bool
	}{
		{nil, "Deep_Bass", "x", "", false},
		{[]string{"SPA504G"}, "Deep_Bass", "HiDef", "", false},
		{[]string{"SPA504G"}, "Deep_Bass", "Yes", "SPA504G takes other values of Deep_Bass", false},
		{[]string{"SPA504G", "SPA508G"}, "Deep_Bass", "Yes", "SPA504G, SPA508G take other values of Deep_Bass", false},
		{[]string{"SPA504G", "SPA525G2"}, "Deep_Bass", "Yes", "", false},
		{[]string{"SPA525G2", "SPA504G"}, "Deep_Bass", "Yes", "", false},
		{[]string{"SPA504G"}, "User_ID_5_", "1", "SPA504G has no User_ID_5_", true},
		{[]string{"SPA504G", "SPA502G"}, "User_ID_5_", "1", "SPA504G, SPA502G have no User_ID_5_", true},
		{[]string{"SPA504G", "SPA508G"}, "User_ID_5_", "1", "", false},
		{[]string{"SPA504G"}, "Admin_Password", "x", "SPA504G has no Admin_Password", true},
		{[]string{"SPA504G"}, "Admin_Passwd", "x", "", false},
	} {
		i.products = nil
		for _, name := range c.products {
			i.products = append(i.products, facts.ProductsByName()[name])
		}
		if why, lacks := i.unfit(c.name, c.text); why != c.why || lacks != c.lacks {
			t.Errorf("%v, %s=%s: %q, %t", c.products, c.name, c.text, why, lacks)
		}
	}
}

// One is one, and several are many.
func TestCounts(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		people(1): "1 person", people(2): "2 people", count(1, "phone"): "1 phone", count(0, "phone"): "0 phones", count(2, "phone"): "2 phones",
		passwords(1): "the password in secrets.yaml is", passwords(2): "the 2 passwords in secrets.yaml are",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if a, b := madeUp(), madeUp(); len(a) != 12 || a == b {
		t.Errorf("passwords that are made up are %s and %s", a, b)
	}
}
