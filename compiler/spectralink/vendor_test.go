package spectralink

import (
	"errors"
	"strings"
	"testing"

	"provc/compiler/vendor"
)

// Which files handsets read, and which parameters they find in them.
func TestRead(t *testing.T) {
	for _, x := range []struct{ name, text, want string }{
		{"a.cfg", `<handsetConfig><a a.b="1"/></handsetConfig>`, `a.b="1" `},
		{"d/A.CFG", `<polycomConfig a.b="1"/>`, `a.b="1" `},
		{"a.xml", `<MASTER_CONFIG><SOFTWARE APP_FILE_PATH="x"/></MASTER_CONFIG>`, `APP_FILE_PATH="x" `},
		{"a.cfg", `<APPLICATION APP_FILE_PATH="x"/>`, `APP_FILE_PATH="x" `},
		{"a.cfg", `<PHONE_CONFIG><OVERRIDES a.b="1"/></PHONE_CONFIG>`, `a.b="1" `},
		{"a.cfg", `<handsetConfig><a a.b="1"><b c="2" a.b="3"/></a><d/></handsetConfig>`, `a.b="1" c="2" a.b="3" `},
		{"a-directory.xml", `<directory><item_list>
			<item><ln> L </ln><ct> 12 </ct><sd>3</sd></item>
			<item><ct>5</ct></item>
			<item><fn>F</fn></item></item_list></directory>`, `contact 12="ln=L, sd=3" contact 5="" ="fn=F" `},
		{"a.xml", `<directory/>`, ``},
		{"a.cfg", `<handsetConfig`, `error`},
		{"a.xml", `<directory><item_list></directory>`, `error`},
		{"a.cfg", `<flat-profile/>`, `foreign`},
		{"a.xml", `<xhandsetConfig/>`, `foreign`},
		{"a.txt", `<handsetConfig a.b="1"/>`, `foreign`},
		{"cfg", `<handsetConfig a.b="1"/>`, `foreign`},
		{"a.cfg", ``, `foreign`},
	} {
		params, err := Handsets{}.Read(x.name, []byte(x.text))
		got := listing(params)
		switch {
		case errors.Is(err, vendor.ErrForeign):
			got = "foreign"
		case err != nil:
			got = "error"
		}
		if got != x.want {
			t.Errorf("%s with %s reads as %s, not %s; %v", x.name, x.text, got, x.want, err)
		}
	}
}

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

// A reader of contact directories from anywhere never panics, and names every
// entry.
func FuzzReadContacts(f *testing.F) {
	f.Add([]byte(`<directory><item_list><item><ct>1</ct><ln>x</ln></item></item_list></directory>`))
	f.Add([]byte(`<directory><item_list><item/><item><ct/></item></item_list></directory>`))
	f.Add([]byte(``))
	f.Fuzz(func(t *testing.T, data []byte) {
		params, err := readContacts(data)
		if err == nil && len(params) > strings.Count(string(data), "<item") {
			t.Errorf("%d entries in\n%s", len(params), data)
		}
	})
}
