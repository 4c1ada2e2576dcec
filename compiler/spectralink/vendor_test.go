package spectralink

import (
	"io/fs"
	"testing"

	"provc/compiler/handset"
)

// What handsets ask for by themselves, in words and by name.
func TestStarts(t *testing.T) {
	for name, want := range map[string]bool{
		"000000000000.cfg": true, "d/00907a0e7fe5.cfg": true, "00907A0E7FE5.cfg": false,
		"00907a0e7fe.cfg": false, "00907a0e7fe5a.cfg": false, "00907a0e7feg.cfg": false, "00907a0e7fe5.xml": false, "00907a0e7fe5.cfg.bak": false, "x00907a0e7fe5.cfg": false, "00907a0e7fe5xcfg": false,
		"00907a0e7fe5.cfg/x": false, "site.cfg": false,
	} {
		if (Handsets{}).Starts(name) != want {
			t.Errorf("handsets ask for %s by themselves: %v", name, !want)
		}
	}
	if got := (Handsets{}).Name(); got != "spectralink" {
		t.Errorf("the vendor is called %s", got)
	}
	if got := (Handsets{}).Checks().Title; got != "Spectralink" {
		t.Errorf("its checks are headed %s", got)
	}
	if got := (Handsets{}).StartNames(); got != "a master configuration file (000000000000.cfg or <MAC>.cfg)" {
		t.Errorf("it is called %s", got)
	}
}

// What handsets wrote is read as they read it, whatever its elements; logs and licences
// hold nothing, and lists and directories no parameters.
func TestReadWritten(t *testing.T) {
	for _, x := range []struct {
		name, text string
		params     int
		faults     int
	}{
		{"d/00907a0e7fe5-phone.cfg", `<any><x a.b="1" c.d="2"/></any>`, 2, 0},
		{"ana-web.CFG", `<any a.b="1"/>`, 1, 0},
		{"ana-phone.cfg", `<any a.b="1"`, 1, 1},
		{"ana-app.log", `<any a.b="1"/>`, 0, 0},
		{"ana-License.cfg", `<any a.b="1"/>`, 0, 0},
		{"ana-directory.xml", `<directory a="1"/>`, 0, 0},
		{"ana-phone.cfg", `<HTML><body a="1"/></HTML>`, 0, 1},
	} {
		params, faults := Handsets{}.ReadWritten(x.name, []byte(x.text))
		if len(params) != x.params || len(faults) != x.faults {
			t.Errorf("%s with %s reads as %v, with %v", x.name, x.text, params, faults)
		}
	}
	if entity, ok := (Handsets{}).PhoneWritten("d/Ana-phone.cfg"); entity != "ana" || !ok {
		t.Errorf("it is %s's: %v", entity, ok)
	}
	if params, err := (Handsets{}).Read("a.cfg", []byte(`<handsetConfig a.b="1"/>`)); len(params) != 1 || err != nil {
		t.Errorf("got %v, %v", params, err)
	}
	if got := (Handsets{}).Password(); got != "prov.login.localPassword" {
		t.Errorf("people log in by %s", got)
	}
}

// A virtual handset is named as a handset is, and takes files of whatever model.
func TestHandset(t *testing.T) {
	if h, err := (Handsets{}).Handset(handset.Options{ID: "00907a0e7fe5"}); h == nil || err != nil {
		t.Error(err)
	}
	_, err := Handsets{}.Handset(handset.Options{ID: "00907A0E7FE5"})
	if err == nil || err.Error() != `a handset is named by its MAC, such as 00907a0e7fe5: found "00907A0E7FE5"` {
		t.Error(err)
	}
	if !(Handsets{}).Takes("", "up.idleTimeout") {
		t.Error("a handset without a model takes nothing")
	}
}

// A beginning has files, and names a check that there is.
func TestBeginning(t *testing.T) {
	b := Handsets{}.Beginning()
	if (Handsets{}).Checks().Find(b.Check) == nil {
		t.Errorf("there is no check %s", b.Check)
	}
	names, err := fs.Glob(b.Files, "*.cue")
	if err != nil || len(names) == 0 {
		t.Errorf("%s begins with %v, %v", b.Folder, names, err)
	}
	if _, ok := (Handsets{}).Schema().Param("prov.login.enabled"); !ok {
		t.Error("its schema is another vendor's")
	}
}
