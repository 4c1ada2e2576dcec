package facts

import (
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
)

// What an ID and a MAC look like: they become names of files, and parts of the rule.
func TestForms(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]bool{
		"a": true, "Ann": true, "9a": true, "_a": true, "a.b": true, "a+b": true, "a-b": true, "a_b": true, "Z9": true,
		strings.Repeat("a", 63): true, strings.Repeat("a", 64): false,
		"": false, ".a": false, "-a": false, "+a": false, "a b": false, "a@b": false, "a/b": false, "a|b": false, "a]b": false, `a"b`: false,
		"$MA": false, "a#": false, "é": false, "a\n": false,
	} {
		if got := RefusesUserID(id) == ""; got != want {
			t.Errorf("%q is an ID: %t", id, got)
		}
	}
	for mac, want := range map[string]bool{
		"0026cb5f1a20": true, "abcdef012345": true, "0026CB5F1A20": false, "0026cb5f1a2": false, "0026cb5f1a200": false, "0026cb5f1a2g": false,
		"00:26:cb:5f:1a:20": false, "": false, "0026cb5f1a20\n": false,
	} {
		if got := MACForm.MatchString(mac); got != want {
			t.Errorf("%q is a MAC: %t", mac, got)
		}
	}
}

// What files are called, as phones and the rule ask for them.
func TestNamesOfFiles(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		PublicName:                      "default.xml",
		ProfileName(HostFolder, "hall"): "host/hall.xml",
		ProfileName(MobileFolder, "a"):  "mobile/a.xml",
		NameByMAC("0026cb5f1a20"):       "0026cb5f1a20.xml",
		AskedBy("525G2"):                "spa525G2.cfg",
		AskedBy("$PSN"):                 "spa$PSN.cfg",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if n := len(Asked()); n != len(Products()) || !Asked()["spa303.cfg"] || Asked()["SPA303.cfg"] || Asked()["spa.cfg"] {
		t.Errorf("phones ask for %v", Asked())
	}
}

// What provc makes of something else, and what is the phone's own, no layer declares.
func TestNobodyDeclares(t *testing.T) {
	t.Parallel()
	made := " EM_User_Domain EM_Phone_User_ID EM_Phone_Password Profile_Rule EM_Login_State EM_Mobile_User_ID EM_Mobile_Password "
	for name := range Elements() {
		if got, want := MadeByProvc(name), strings.Contains(made, " "+name+" "); got != want {
			t.Errorf("%s is made: %t", name, got)
		}
	}
	for _, name := range strings.Fields(made) {
		if Elements()[name] == nil {
			t.Errorf("%s is no parameter", name)
		}
	}
}

// Not everybody may read a secret. Of a parameter that the catalogue lacks, its name alone
// makes it none.
func TestPrivate(t *testing.T) {
	t.Parallel()
	known := Elements()["XML_Password"]
	for _, x := range []struct {
		param   artifact.Param
		element *Element
		want    bool
	}{
		{artifact.Param{}, known, false},
		{artifact.Param{Sensitive: true}, known, true},
		{artifact.Param{Sensitive: true, Secret: "x"}, known, true},
		{artifact.Param{Sensitive: true}, nil, false},
		{artifact.Param{Sensitive: true, Secret: "x"}, nil, true},
	} {
		if got := (&Setting{Param: x.param, Element: x.element}).Private(); got != x.want {
			t.Errorf("%+v of the catalogue: %t: private: %t", x.param, x.element != nil, got)
		}
	}
}

// A phone is told what it knows and takes; what stands under unlisted it is told whatever
// the catalogue says. Of a secret nobody knows the value.
func TestWhatPhonesAreTold(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		model, name, value, secret string
		allows                     bool
		lacks                      string
	}{
		{"SPA525G2", "Deep_Bass", "Yes", "", true, ""},
		{"SPA525G2", "Deep_Bass", "HiDef", "", false, "Deep_Bass on SPA525G2 must be one of Yes, No"},
		{"SPA514G", "Deep_Bass", "HiDef", "", true, ""},
		{"SPA514G", "Deep_Bass", "Yes", "", false, "Deep_Bass on SPA514G must be one of Default, HiDef, Standard"},
		{"SPA525G2", "Deep_Bass", "", "x", true, ""},
		{"SPA525G2", "Text_Logo", "anything", "", true, ""},
		{"SPA525G2", "User_ID_5_", "1", "", true, ""},
		{"SPA525G2", "User_ID_6_", "1", "", false, "SPA525G2 has no User_ID_6_: it has 5 lines"},
		{"SPA502G", "User_ID_2_", "1", "", false, "SPA502G has no User_ID_2_: it has 1 line"},
		{"SPA525G2", "Admin_Passwd", "", "x", false, "SPA525G2 has no Admin_Passwd: it is called Admin_Password there"},
		{"SPA504G", "EHS_Type", "None", "", false, "SPA504G has no EHS_Type"},
		{"SPA301", "Auto_Register_When_Failover_1_", "Yes", "", false, "SPA301 has no Auto_Register_When_Failover_1_"}, // though it has the line
		{"SPA303", "No_Parameter", "1", "", true, ""},                                                                  // what the catalogue lacks may be known
	} {
		p := ProductsByName()[x.model]
		s := &Setting{Param: artifact.Param{Name: x.name, Value: x.value, Secret: x.secret}, Element: Elements()[x.name]}
		if p.Allows(s) != x.allows || p.IsTold(s) != x.allows {
			t.Errorf("%s takes %s=%s: %t, is told: %t", x.model, x.name, x.value, p.Allows(s), p.IsTold(s))
		}
		if x.secret == "" && s.Element != nil && p.Takes(x.name, x.value) != x.allows {
			t.Errorf("%s takes %s=%s: %t", x.model, x.name, x.value, !x.allows)
		}
		if x.lacks != "" && p.Lacks(s) != x.lacks {
			t.Errorf("got %s, want %s", p.Lacks(s), x.lacks)
		}
		if s.Free = new(settings.Setting); !p.IsTold(s) {
			t.Errorf("%s is not told %s though it is unlisted", x.model, x.name)
		}
	}
}

// The first layer that says something counts, and none that is not there.
func TestLayers(t *testing.T) {
	t.Parallel()
	ls := Layers{nil, layer("A=1"), layer("A=2 B=2"), layer("B=3 C=")}
	for name, want := range map[string]string{"A": "1", "B": "2", "C": "", "D": "none"} {
		got := "none"
		if s := ls.Param(name); s != nil {
			got = s.Value
		}
		if got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	d := &Deployment{Models: []*Model{{"SPA303", *layer("A=1")}, {"SPA504G", *layer("A=2")}}}
	if d.ModelLayer("SPA504G").Param("A").Value != "2" || d.ModelLayer("SPA525G2") != nil {
		t.Error("a model has the layer of another")
	}
}
