package diff

import (
	"bytes"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// everyFormat prints a diff in all formats that show no secrets.
func everyFormat(t testing.TB, d *Diff, o Options) map[string]string {
	t.Helper()
	out := map[string]string{}
	var b bytes.Buffer
	keep := func(format string, err error) {
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		out[format] = b.String()
		b.Reset()
	}
	caught := d.Violations(policies)
	keep("text", WriteText(&b, d, TextOptions{}))
	keep("verbose", WriteText(&b, d, TextOptions{Verbose: true, Colour: true}))
	keep("unified", WriteUnified(&b, d, o, false))
	keep("markdown", WriteMarkdown(&b, d, caught))
	keep("json", WriteJSON(&b, d, policies))
	keep("html", WriteHTML(&b, d, caught))
	for _, format := range diag.Formats {
		keep("findings as "+format, diag.Print(&b, format, d.AsFindings(policies), nil))
	}
	return out
}

// planted holds secrets wherever one can be: in parameters that the catalogues
// call secret and in those that they lack, in another letter case, in comments
// and texts, in URLs and rules, in files that are not well-formed and in files
// of other kinds.
const planted = `
-- 000000000000.cfg --
<MASTER_CONFIG><SOFTWARE APP_FILE_PATH="ftp://admin:sEcReT-1@boot.example/sip.ld"/><CONFIGURATION CONFIG_FILES="site.cfg"/><DIRECTORIES USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>
-- site.cfg --
<handsetConfig><!-- the password is sEcReT-2 --><x prov.login.enabled="1" reg.1.auth.password="sEcReT-3" reg.1.auth.Password="sEcReT-4" made.up.passphrase="sEcReT-5" up.idleTimeout="N"/>sEcReT-6</handsetConfig>
-- people/ana.cfg --
<handsetConfig><x prov.login.localPassword="sEcReT-7" up.idleTimeout="N"/></handsetConfig>
-- people/gone-N.cfg --
<handsetConfig><x prov.login.localPassword="sEcReT-8" up.idleTimeout="N"/></handsetConfig>
-- broken.cfg --
<handsetConfig><x prov.login.localPassword="sEcReT-9" N
-- broken2.cfg --
<handsetConfig><x prov.login.localPassword="a&sEcReT-10 b" y="N"/>
-- key.pem --
sEcReT-11 N
-- own.xml --
<mine><password>sEcReT-12</password><n>N</n></mine>
-- rooms/default.xml --
<flat-profile><Profile_Rule>( $A eq "N" )? [--uid u --pwd sEcReT-13] http://u:sEcReT-14@h/a | /b</Profile_Rule><User_Password>sEcReT-15</User_Password><GPP_A>N</GPP_A></flat-profile>
-- rooms/host/board.xml --
<flat-profile><Password_1_>sEcReT-16</Password_1_><EM_Phone_Password>sEcReT-17</EM_Phone_Password><Profile_Rule>(N Admin_Passwd = "sEcReT-18"; </Profile_Rule></flat-profile>
`

// No format shows a secret that lies in a folder, whether it changes or not.
func TestFoldersShowNoSecret(t *testing.T) {
	t.Parallel()
	old := func() *Side { return folder(t, strings.ReplaceAll(planted, "N", "1")) }
	for name, new := range map[string]*Side{
		"same secrets":  folder(t, strings.ReplaceAll(planted, "N", "2")),
		"other secrets": folder(t, strings.ReplaceAll(strings.ReplaceAll(planted, "N", "2"), "sEcReT-", "sEcReT-x")),
		"no secrets":    folder(t, "-- 000000000000.cfg --\n<MASTER_CONFIG><CONFIGURATION CONFIG_FILES=\"\"/></MASTER_CONFIG>\n"),
	} {
		for _, d := range []*Diff{Compare(old(), new, Options{}), Compare(new, old(), Options{})} {
			for format, text := range everyFormat(t, d, Options{}) {
				if i := strings.Index(text, "sEcReT"); i >= 0 {
					t.Errorf("%s, %s: …%s…", name, format, text[max(0, i-80):min(len(text), i+30)])
				}
			}
		}
	}
}

// compiledWith is a side of one profile with a password, a reference or a
// literal, and an unlisted parameter.
func compiledWith(secret, literal string) *Side {
	format := func(params []artifact.Param) ([]byte, error) {
		var b strings.Builder
		for _, p := range params {
			b.WriteString(p.Name + "=" + p.Value + "\n")
		}
		return []byte(b.String()), nil
	}
	f := &artifact.File{Path: "people/ana.cfg", Owner: "ward", Entity: "ana", Format: format, Params: []artifact.Param{
		{Name: "prov.login.localPassword", Secret: secret, Value: literal, Sensitive: true},
		{Name: "my.own.secretWord", Value: literal},
	}}
	m := &artifact.File{Path: "000000000000.cfg", Owner: "ward", Format: format, Params: []artifact.Param{
		{Name: "CONFIG_FILES", Value: ""}, {Name: "USER_PROFILES_DIRECTORY", Value: "people"},
	}}
	return Compiled("side", "", vendors.All(), root.Part{Tree: &artifact.Tree{Files: []*artifact.File{m, f}}})
}

// No format shows a secret of a compiled side, literal or resolved.
func TestCompiledShowsNoSecret(t *testing.T) {
	t.Parallel()
	o := Options{Secret: func(string) (string, bool) { return "sEcReT-resolved", true }}
	sides := []func() *Side{
		func() *Side { return compiledWith("ana", "") },
		func() *Side { return compiledWith("bo", "") },
		func() *Side { return compiledWith("", "sEcReT-literal") },
		func() *Side { return compiledWith("", "sEcReT-other") },
		func() *Side { return folder(t, strings.ReplaceAll(planted, "N", "1")) },
	}
	for i, old := range sides {
		for j, new := range sides {
			for format, text := range everyFormat(t, Compare(old(), new(), o), o) {
				if strings.Contains(text, "sEcReT") {
					t.Errorf("%d to %d, %s:\n%s", i, j, format, text)
				}
			}
		}
	}
}

// A name on one side and a value on the other are compared where the value is
// known, and are no change where it is not.
func TestReferenceAgainstValue(t *testing.T) {
	t.Parallel()
	side := func() *Side { return compiledWith("ana", "") }
	other := func(value string) *Side {
		return folder(t, `
-- 000000000000.cfg --
<MASTER_CONFIG><CONFIGURATION CONFIG_FILES=""/><DIRECTORIES USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>
-- people/ana.cfg --
<handsetConfig><x my.own.secretWord="" prov.login.localPassword="`+value+`"/></handsetConfig>
`)
	}
	knows := Options{Secret: func(string) (string, bool) { return "right", true }}
	for _, test := range []struct {
		value            string
		o                Options
		changed, unknown int
	}{
		{"right", Options{}, 0, 1},
		{"right", knows, 0, 0},
		{"wrong", knows, 1, 0},
	} {
		s := Compare(other(test.value), side(), test.o).Summary()
		if s.Changed != test.changed || s.Unknown != test.unknown {
			t.Errorf("%s: %+v", test.value, s)
		}
	}
}
