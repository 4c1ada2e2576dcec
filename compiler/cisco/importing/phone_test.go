package importing

import (
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/cisco"
	"provc/compiler/effective"
	"provc/compiler/filetest"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/vendor"
)

// read reads what was saved from a phone.
func read(t *testing.T, text string, w draft.Wishes) (*tree.File, *draft.One) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "0026cb000001.xml")
	filetest.Put(t, name, text)
	f, err := tree.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return f, Phones{}.Phone(f, "0026cb000001", w, &draft.Package{Secrets: &draft.Secrets{}})
}

// Of what a phone saved, its model and identity frame it, what provc makes is left out, and
// nobody logs in on a phone without an identity.
func TestPhone(t *testing.T) {
	t.Parallel()
	if _, one := read(t, `<h up.idleTimeout="1"/>`, draft.Wishes{}); one != nil {
		t.Errorf("a handset's file is read: %+v", one)
	}
	const text = `<flat-profile><EM_Enable>Yes</EM_Enable><Profile_Rule>/x.cfg</Profile_Rule><EM_User_Domain>@x</EM_User_Domain><User_ID_1_>1</User_ID_1_><Time_Zone>GMT+01:00</Time_Zone>`
	for rest, want := range map[string]string{
		"": `model: "SPA504G"`,
		"<EM_Phone_User_ID>lab</EM_Phone_User_ID><EM_Phone_Password>pw</EM_Phone_Password>": `model: "SPA504G" userID: "lab" password: secret: "phone_lab"`,
	} {
		f, one := read(t, text+rest+"</flat-profile>", draft.Wishes{Models: map[string]string{"0026cb000001": "SPA504G"}})
		frame, err := draft.Snippet(one.Frame.Fields...)
		if got := strings.Join(strings.Fields(string(frame)), " "); err != nil || got != want || f.Kind != tree.Dump || f.Entity != "0026cb000001" || one.Vendor != "cisco" {
			t.Errorf("%s: %s, %+v, %v", rest, got, one, err)
		}
		says := 2 // a line and a time zone
		if rest != "" {
			says++
		}
		if _, logsIn := one.Says[emEnable]; logsIn != (rest != "") || len(one.Says) != says || one.Says["User_ID_1_"].Text != "1" {
			t.Errorf("%s: it says %v", rest, one.Says)
		}
		for name, kind := range map[string]tree.FateKind{profileRule: tree.Implied, emUserDomain: tree.Implied} {
			if got := f.Setting(name).Fate.Kind; got != kind {
				t.Errorf("%s is %s", name, got)
			}
		}
		if got := f.Setting(emEnable).Fate.Kind; (got == tree.Implied) != (rest == "") {
			t.Errorf("%s: EM_Enable is %s", rest, got)
		}
		for name, want := range map[string]string{"Time_Zone": "GMT-08:00", "Admin_Passwd": "-", "User_ID_9_": "-", "Acme": "-"} {
			if text, ok := one.Initial(name); ok != (want != "-") || ok && text != want {
				t.Errorf("the default of %s is %q, %t", name, text, ok)
			}
		}
		if name := one.Secret("Password_1_"); name != "sip_1" {
			t.Error(name)
		}
	}
	_, one := read(t, "<flat-profile><User_ID_1_>1</User_ID_1_></flat-profile>", draft.Wishes{})
	if len(one.Notes) != 1 || !strings.HasPrefix(one.Notes[0], "no file tells the model of phone 0026cb000001: by its parameters it may be a ") {
		t.Errorf("%q", one.Notes)
	}
}

// A phone is held against what new ones of its model read, or else all.
func TestBeneath(t *testing.T) {
	t.Parallel()
	_, one := read(t, "<flat-profile><User_ID_1_>1</User_ID_1_></flat-profile>", draft.Wishes{Models: map[string]string{"": "SPA504G"}})
	for files, want := range map[string]string{"spa504G.cfg default.xml spa508G.cfg": "spa504G.cfg", "default.xml spa508G.cfg": "default.xml", "spa508G.cfg": ""} {
		var all []*tree.File
		for name := range strings.FieldsSeq(files) {
			all = append(all, &tree.File{Path: name, Elements: true, Settings: []*tree.Setting{{Name: "Time_Zone", Text: true}}})
		}
		got := ""
		if h := one.Beneath(effective.Of(tree.New("", all), vendor.List{cisco.Phones{}})); h != nil {
			got = h.Layers[0].Path
		}
		if got != want {
			t.Errorf("of %s it is held against %q", files, got)
		}
	}
}
