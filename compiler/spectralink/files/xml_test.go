package files

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/spectralink/facts"
	"provc/compiler/vendor"
)

// wellFormed reads a document to its end with a reader that is not ours.
func wellFormed(t *testing.T, data []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, data)
		}
	}
}

// listing shows parameters.
func listing(params []artifact.Param) string {
	var b strings.Builder
	for _, p := range params {
		fmt.Fprintf(&b, "%s=%q ", p.Name, p.Value)
	}
	return b.String()
}

// Whatever a value holds, it reads back equal, in both dialects.
func TestValuesReadBack(t *testing.T) {
	alphabet := []rune("a<>&\"' \n\r\t]é€𝄞\u00a0\u2028=;#/-")
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{"a.b", "reg.1.label", "reg.2.auth.password", "prov.login.localPassword", "prov.login.localPassword.hashed", "up", "x.1", "voIpProt.SIP.requestValidation.1.request.2.event"}
	for range 200 {
		var params []artifact.Param
		for _, n := range names {
			value := make([]rune, r.IntN(20))
			for i := range value {
				value[i] = alphabet[r.IntN(len(alphabet))]
			}
			params = append(params, artifact.Param{Name: n, Value: string(value)})
		}
		slices.SortFunc(params, byParamName)
		for name, d := range dialects {
			data, err := d.parameterFile(params)
			if err != nil {
				t.Fatal(err)
			}
			wellFormed(t, data)
			got, err := ReadParams(data)
			if err != nil {
				t.Fatal(err)
			}
			// Elements hold their own attributes before those of their children.
			slices.SortFunc(got, byParamName)
			if listing(got) != listing(params) {
				t.Errorf("%s: got %s, want %s\n%s", name, listing(got), listing(params), data)
			}
		}
	}
}

// Elements nest as the vendor's files have them.
func TestElementPath(t *testing.T) {
	for name, want := range map[string]string{
		"prov.login.enabled":              "prov.login",
		"reg.2.address":                   "reg",
		"a1.b.c":                          "a1.b",
		"reg.5-5.address":                 "reg.5-5",
		"reg.10.address":                  "reg",
		"reg.0.address.x":                 "reg",
		"reg.9.address.x":                 "reg",
		"reg.1a.address":                  "reg.1a",
		"reg.2.server.1.address":          "reg",
		"phoneLock.authorized.1.value":    "phoneLock.authorized",
		"tone.chord.ringer.B3.freq.4":     "tone.chord.ringer.B3.freq",
		"lcl.ml.lang.clock.3.24HourClock": "lcl.ml.lang.clock",
		"prov.login.localPassword.hashed": "prov.login.localPassword",
		"voIpProt.SIP.requestValidation.1.request.2.event": "voIpProt.SIP.requestValidation",
		"shiny": "",
	} {
		if got := elementPath(name); got != want {
			t.Errorf("%s lies in %q, want %q", name, got, want)
		}
	}
}

func TestMasterFiles(t *testing.T) {
	attrs := []artifact.Param{
		{Name: "APP_FILE_PATH", Value: "sip.ld"},
		{Name: "CONFIG_FILES", Value: "a.cfg, b.cfg"},
		{Name: "LICENSE_DIRECTORY", Value: "l"},
		{Name: "USER_PROFILES_DIRECTORY", Value: "p"},
	}
	for name, want := range map[string]string{
		"spectralink": `<MASTER_CONFIG>
  <SOFTWARE
      APP_FILE_PATH="sip.ld"/>
  <CONFIGURATION
      CONFIG_FILES="a.cfg, b.cfg"/>
  <DIRECTORIES
      LICENSE_DIRECTORY="l"
      USER_PROFILES_DIRECTORY="p"/>
</MASTER_CONFIG>
`,
		"polycom": `<APPLICATION
    APP_FILE_PATH="sip.ld"
    CONFIG_FILES="a.cfg, b.cfg"
    LICENSE_DIRECTORY="l"
    USER_PROFILES_DIRECTORY="p"/>
`,
	} {
		data, err := dialects[name].masterFile(attrs)
		if err != nil {
			t.Fatal(err)
		}
		_, got, _ := strings.Cut(string(data), "\n")
		if got != want {
			t.Errorf("%s:\n%s", name, got)
		}
		back, err := ReadParams(data)
		if err != nil || listing(back) != listing(attrs) {
			t.Errorf("%s reads back as %s, %v", name, listing(back), err)
		}
	}
}

func TestBrokenFiles(t *testing.T) {
	for _, data := range []string{"", "text", "<a", "<a>", "<a></b>", "<a/><b/>", strings.Repeat("<a>", 200) + strings.Repeat("</a>", 200), "<a b='&c;'/>"} {
		if params, err := ReadParams([]byte(data)); err == nil {
			t.Errorf("%.20q reads as %s", data, listing(params))
		}
	}
}

// A reader of files from anywhere never panics, and what it reads can be
// written and read again.
func FuzzReadParams(f *testing.F) {
	f.Add([]byte(`<handsetConfig><prov prov.login.enabled="1"/></handsetConfig>`))
	f.Add([]byte(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a b="&b;"/>`))
	f.Add([]byte(`<a x:b="1" xmlns:x="y"/>`))
	f.Add([]byte(``))
	f.Fuzz(func(t *testing.T, data []byte) {
		params, err := ReadParams(data)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		params = slices.DeleteFunc(params, func(p artifact.Param) bool {
			twice := seen[p.Name]
			seen[p.Name] = true
			return twice || !plainName(p.Name)
		})
		slices.SortFunc(params, byParamName)
		again, err := dialects["polycom"].parameterFile(params)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ReadParams(again)
		if err != nil {
			t.Fatalf("%v\n%s", err, again)
		}
		slices.SortFunc(back, byParamName)
		if listing(back) != listing(params) {
			t.Errorf("got %s, want %s", listing(back), listing(params))
		}
	})
}

// plainName reports whether a name could be a parameter's.
func plainName(name string) bool {
	for part := range strings.SplitSeq(name, ".") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != "" {
			return false
		}
	}
	return name[0] > '9' && name[0] != '-'
}

// Each parameter's element is the dotted prefix, whatever the parameter.
func TestEveryParameterIsWritten(t *testing.T) {
	var params []artifact.Param
	facts.Schema().Params(func(p catalogue.Param) bool {
		name := p.Name
		for _, x := range []string{".x", ".y", ".z"} {
			name = strings.Replace(name+".", x+".", ".1.", 1)
			name = strings.TrimSuffix(name, ".")
		}
		params = append(params, artifact.Param{Name: name, Value: "1"})
		return true
	})
	slices.SortFunc(params, byParamName)
	data, err := dialects["spectralink"].parameterFile(params)
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, data)
	back, err := ReadParams(data)
	if err != nil || len(back) != len(params) {
		t.Errorf("%d of %d read back: %v", len(back), len(params), err)
	}
}

// Parameters stand in elements that nest by their names, in both dialects.
func TestParameterFiles(t *testing.T) {
	params := []artifact.Param{{Name: "prov.login.enabled", Value: "1"}, {Name: "prov.login.lcCache.domain", Value: "2"}, {Name: "prov.polling.mode", Value: "3"}, {Name: "prov.x", Value: "4"}, {Name: "reg.1.label", Value: "5"}, {Name: "up", Value: "6"}}
	for name, root := range map[string]string{"spectralink": "handsetConfig", "polycom": "polycomConfig"} {
		data, err := dialects[name].parameterFile(params)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.ReplaceAll(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ROOT
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:noNamespaceSchemaLocation="ROOT.xsd"
    up="6">
  <prov
      prov.x="4">
    <prov.login
        prov.login.enabled="1">
      <prov.login.lcCache
          prov.login.lcCache.domain="2"/>
    </prov.login>
    <prov.polling
        prov.polling.mode="3"/>
  </prov>
  <reg
      reg.1.label="5"/>
</ROOT>
`, "ROOT", root)
		if string(data) != want {
			t.Errorf("got\n%s\nwant\n%s", data, want)
		}
	}
	for _, d := range dialects {
		if _, err := d.parameterFile([]artifact.Param{{Name: "a.b"}, {Name: "a.b"}}); err == nil || err.Error() != "parameter a.b is set twice in one file" {
			t.Errorf("a parameter that is set twice: %v", err)
		}
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
		params, err := Read(x.name, []byte(x.text))
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
