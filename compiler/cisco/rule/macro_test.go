package rule

import (
	"strings"
	"testing"
)

func state(t testing.TB, pairs ...string) State {
	t.Helper()
	values := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	s, err := NewState(values)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestExpand(t *testing.T) {
	s := state(t, "A", "ABCDEF", "B", "$A", "MA", "000e08012345", "SA", "key", "MUID", "jsmith", "C", `]"`)
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"plain", "plain"},
		{"$A", "ABCDEF"},
		{"$(A)x", "ABCDEFx"},
		{"$(A:2)", "CDEF"},
		{"$(A:2:3)", "CDE"},
		{"$(A:0:0)", ""},
		{"$(A:6)$(A:7)$(A:99)", ""},
		{"$(A:4:99)", "EF"},
		{"$(A:99999999999999999999:1)", ""},
		{"$(A:1:99999999999999999999)", "BCDEF"},
		{"$(A:18446744073709551617:2)", ""},
		{"$B", "$A"},  // expanded once
		{"$$A", "$A"}, // $$ is one $
		{"$$$A", "$ABCDEF"},
		{"$$$$", "$$"},
		{"$", "$"},
		{"$.$ $", "$.$ $"},
		{"spa$(MAU)config.cfg", "spa000E08012345config.cfg"},
		{"spa$STRANGE$MAU.cfg", "spa$STRANGE000E08012345.cfg"},
		{"$(MAU:4) $(MAU:8:2)", "08012345 23"},
		{"$MAC", "00:0e:08:01:23:45"},
		{"$MAconfig", "$MAconfig"}, // a name goes as far as letters and digits go
		{"$MA_x", "000e08012345_x"},
		{"$ma", "$ma"}, // names are case-sensitive
		{"${A}", "${A}"},
		{"$(A", "$(A"},
		{"$(A:)", "$(A:)"},
		{"$(A:", "$(A:"},
		{"$(A:1", "$(A:1"},
		{"$(A:1:", "$(A:1:"},
		{"$(A:1:2", "$(A:1:2"},
		{"$(", "$("},
		{"$(A:-1)", "$(A:-1)"},
		{"$(A:1:2:3)", "$(A:1:2:3)"},
		{"$( A )", "$( A )"},
		{"$()", "$()"},
		{`[$SA]$SA`, `[key]$SA`}, // in bracketed options only
		{`["]"$SA]$SA`, `["]"key]$SA`},
		{`["a\"]$SA"]$SA`, `["a\"]key"]$SA`},
		{`["a\\"]$SA`, `["a\\"]$SA`},
		{`["["$SA] "[" $SA`, `["["key] "[" $SA`},
		{`\[$SA`, `\[key`}, // a backslash counts in quotes alone
		{"$SA [--key $SA] $SA", "$SA [--key key] $SA"},
		{`[--key "]" --pwd $SA] $SA`, `[--key "]" --pwd key] $SA`},
		{"$UPGCOND $PRVTMR $EMS.", "true 0 ."},
	} {
		if got := expand(test.text, s).text; got != test.want {
			t.Errorf("%q gives %q, want %q", test.text, got, test.want)
		}
	}
}

func TestOrigin(t *testing.T) {
	s := state(t, "A", "longer", "B", "", "C", "c")
	const text = "x$A-$B-$C$(C)y"
	x := expand(text, s)
	if x.text != "xlonger--ccy" {
		t.Fatal(x.text)
	}
	for _, test := range []struct {
		start, end int
		want       string
		pieces     int
	}{
		{0, 1, "x", 0},
		{0, 3, "x$A", 1},
		{2, 4, "$A", 1},
		{2, 8, "$A-", 1},
		{7, 9, "-$B-", 1},
		{8, 8, "$B", 1},
		{9, 10, "$C", 1},
		{10, 12, "$(C)y", 1},
		{11, 12, "y", 0},
		{0, 12, text, 4},
		{12, 12, "", 0},
	} {
		span, pieces := x.origin(Span{test.start, test.end})
		if got := text[span.Start:span.End]; got != test.want || len(pieces) != test.pieces {
			t.Errorf("%d to %d (%q) is from %q with %d macros, want %q with %d", test.start, test.end,
				x.text[test.start:test.end], got, len(pieces), test.want, test.pieces)
		}
	}
}

func TestNearestMacro(t *testing.T) {
	for name, want := range map[string]string{
		"muid": "MUID", "MUIDX": "MUID", "GPP_A": "A", "EM_Mobile_User_ID": "MUID", "SWVERSION": "", "PSM": "PSN",
		"Q": "", "": "", "NOTHINGLIKEIT": "", "REGTMR3": "REGTMR1", "SCHEXX": "SCHEME", "SCHXXX": "",
	} {
		if got := NearestMacro(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if len(Macros()) != len(macroByName) {
		t.Error("a macro is listed twice")
	}
}

func TestDistance(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"ABC", "ABC", 0}, {"ABC", "ABCD", 1}, {"ABCD", "ABC", 1}, {"ABC", "ABD", 1}, {"", "AB", 2}, {"AB", "", 2}, {"AB", "BA", 2}, {"kitten", "sitting", 3}} {
		if got := distance(x.a, x.b); got != x.want {
			t.Errorf("%s and %s are %d apart", x.a, x.b, got)
		}
	}
}

func TestNewState(t *testing.T) {
	s := state(t, "EM_Login_State", "mobile", "GPP_A", "x", "MPWD", "hunter2")
	if s.Get("EMS") != "mobile" || s.Get("A") != "x" || s.Get("SWVER") != "7.5.5" || s.Get("nonsense") != "" {
		t.Error(s)
	}
	if got := s.String(); got != `A="x" EMS="mobile" MPWD=********` {
		t.Error(got)
	}
	if got := state(t, "MPWD", "").String(); got != `MPWD=""` {
		t.Error(got)
	}
	for _, bad := range []map[string]string{
		{"muid": "x"}, {"Nonsense": ""}, {"EMS": "host", "EM_Login_State": "mobile"},
	} {
		if _, err := NewState(bad); err == nil {
			t.Errorf("%v: no error", bad)
		} else if bad["muid"] != "" && !strings.Contains(err.Error(), "did you mean MUID") {
			t.Error(err)
		}
	}
}

// What the table of macros says of each: its parameter, the kind of its values, its
// default and what is special of it.
func TestMacroTable(t *testing.T) {
	const want = `
MA string 000e08aabbcc
MAU string 000E08AABBCC
MAC string 00:0e:08:aa:bb:cc
PN string SPA504G
PSN string 504G
SN string
CCERT string Not Installed, one of Installed, Not Installed
ISCUST integer 0
IP string
EXTIP string
SWVER version 7.5.5
HWVER version 1.0.0
PRVST integer 0
UPGST integer 1
UPGERR string
PRVTMR integer 0
UPGTMR integer 0
REGTMR1 integer 0
REGTMR2 integer 0
UPGCOND unquoted macro true, one of true
SCHEME string
METH string
SERV string
SERVIP string
PORT integer
PATH string
ERR string
EMS of EM_Login_State string, one of , host, mobile
PUID of EM_Phone_User_ID string
PPWD of EM_Phone_Password string, secret
MUID of EM_Mobile_User_ID string, typed
MPWD of EM_Mobile_Password string, typed, secret
PDOM of EM_User_Domain string
A of GPP_A unquoted macro
P of GPP_P unquoted macro
SA of GPP_SA unquoted macro, secret, in options only
SD of GPP_SD unquoted macro, secret, in options only
UID1 of User_ID_1_ string, typed
UID12 of User_ID_12_ string, typed
`
	var got []string
	for _, m := range Macros() {
		if strings.Contains(" B C D E F G H I J K L M N O SB SC UID2 UID3 UID4 UID5 UID6 UID7 UID8 UID9 UID10 UID11 ", " "+m.Name+" ") {
			continue // as the first and last of their kind
		}
		line := m.Name
		if m.Parameter != "" {
			line += " of " + m.Parameter
		}
		line = strings.TrimSuffix(line+" "+m.Kind.String()+" "+m.Default, " ")
		if m.Values != nil {
			line += ", one of " + strings.Join(m.Values, ", ")
		}
		if m.Typed {
			line += ", typed"
		}
		if m.Secret {
			line += ", secret"
		}
		if m.OptionsOnly {
			line += ", in options only"
		}
		got = append(got, line)
	}
	if text := "\n" + strings.Join(got, "\n") + "\n"; text != want {
		t.Errorf("got%s", text)
	}
	if n := len(Macros()); n != 65 {
		t.Errorf("%d macros", n)
	}
}
