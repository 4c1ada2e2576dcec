package rule

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestEvalNote(t *testing.T) {
	mobile := []string{"EMS", "mobile", "MUID", "jsmith", "MPWD", "hunter2", "PDOM", "@domain.com"}
	host := []string{"PUID", "board-room", "PPWD", "hostpass", "PDOM", "@domain.com"}
	for _, test := range []struct {
		name        string
		state       []string
		alternative int
		request     string
	}{
		{"mobile", mobile, 0, "GET http://domain.com/mobilephone.cfg --uid jsmith@domain.com --pwd ********"},
		{"mobile and host", append(mobile[:len(mobile):len(mobile)], host...), 0, "GET http://domain.com/mobilephone.cfg --uid jsmith@domain.com --pwd ********"},
		{"host", host, 1, "GET http://domain.com/hostphone.cfg --uid board-room@domain.com --pwd ********"},
		{"mobile without a password", append(host[:len(host):len(host)], "EMS", "mobile", "MUID", "jsmith"), 1, "GET http://domain.com/hostphone.cfg --uid board-room@domain.com --pwd ********"},
		{"logged out", append(host[:len(host):len(host)], "EMS", "host", "MUID", "jsmith", "MPWD", "hunter2"), 1, "GET http://domain.com/hostphone.cfg --uid board-room@domain.com --pwd ********"},
		{"new", nil, 2, "GET http://domain.com/default.cfg"},
		{"mobile without anything", []string{"EMS", "mobile"}, 2, "GET http://domain.com/default.cfg"},
		{"host without a password", []string{"PUID", "board-room"}, 2, "GET http://domain.com/default.cfg"},
	} {
		res, err := Eval(noteRule, Profile, state(t, test.state...))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if res.Alternative != test.alternative || res.Request.String() != test.request {
			t.Errorf("%s: alternative %d, %s", test.name, res.Alternative+1, res.Request)
		}
		if len(res.Trace) != test.alternative+1 {
			t.Errorf("%s: trace %v", test.name, res.Trace)
		}
	}
}

func TestEval(t *testing.T) {
	for _, test := range []struct {
		context Context
		text    string
		state   []string
		want    string // the last lines of the result
	}{
		{Profile, "", nil, "nothing is taken"},
		{Profile, "# /a", nil, "nothing is taken"},
		{Profile, "/spa$PSN.cfg", []string{"PSN", "525G2"}, "requests GET tftp://<the TFTP server from DHCP>/spa525G2.cfg"},
		{Profile, "192.168.1.130/init.cfg", nil, "requests GET tftp://192.168.1.130/init.cfg"},
		{Profile, "HTTPS://h/x", nil, "requests GET https://h/x"},
		{Profile, "http://h:8080/x", nil, "requests GET http://h:8080/x"},
		{Profile, "http://h:080/x", nil, "requests GET http://h/x"},
		{Profile, "[--post f] http://h/x?", nil, "requests POST http://h/x? --post f"},
		{Profile, "[--post f] /x", nil, "requests GET tftp://<the TFTP server from DHCP>/x --post f"},
		{Profile, `[--key "a b" --alias m] /x`, nil, "requests GET tftp://<the TFTP server from DHCP>/x --key ******** --alias m"},
		{Report, `[--delta] http://h/x`, nil, "requests GET http://h/x --delta"},
		{Profile, `("$CCERT" eq "Installed")? /a | /b`, nil, "requests GET tftp://<the TFTP server from DHCP>/b"},
		{Profile, `("$A" ne "Provisioned")? (Line_Enable_1_ = "No"; a = "x$MA"; Password_1_ = "pw";)! | /b`, nil,
			"sets Line_Enable_1_ = \"No\"\nsets GPP_A = \"x000e08aabbcc\"\nsets Password_1_ = \"********\""},
		{Profile, `("$A" eq "a\"b")? /yes`, []string{"A", `a\"b`}, "requests GET tftp://<the TFTP server from DHCP>/yes"},
		{Profile, `("$A" eq "x")? $B | $B`, nil, "alternative 2 holds"},
		{Profile, `("$A" eq "x")? $B | $B`, []string{"A", "x"}, `("x", "x")`},
		{Profile, `("$A" eq "x")? $B | $B`, []string{"B", "/b"}, "requests GET tftp://<the TFTP server from DHCP>/b"},
		{Profile, `($UPGCOND)? /yes`, nil, "requests GET tftp://<the TFTP server from DHCP>/yes"},
		{Profile, `("$A" lt "b")? /yes`, nil, `no   "$A" lt "b"  ("", "b")  strings have no order` + "\nnothing is taken"},
		{Profile, `("$SWVER" eq 7.5.5)? /yes`, nil, `unlike kinds do not compare: string and version` + "\nnothing is taken"},
		{Profile, `($A gt 300)? /yes`, nil, `(7.5.5, 300)  unlike kinds do not compare: version and integer` + "\nnothing is taken"},
		{Profile, `/x/$MPWD`, []string{"MPWD", "hunter2"}, "requests GET tftp://<the TFTP server from DHCP>/x/********"},
		{Upgrade, `( $SWVER ne 2.0.6 )? http://h/fw.bin`, []string{"SWVER", "2.0.6"}, "nothing is taken"},
		{Upgrade, `(< 7.6)? http://h/fw.bin`, nil, "requests GET http://h/fw.bin"},
		{Upgrade, `($SWVER lt 7.5.10)? http://h/fw.bin`, nil, "requests GET http://h/fw.bin"},
		{Trigger, `$REGTMR1 gt 300 and $PRVTMR gt 1200 and "$EXTIP" ne ""`, []string{"REGTMR1", "301", "PRVTMR", "99999999999999999999999", "EXTIP", "1.2.3.4"},
			`yes  "$EXTIP" ne ""  ("1.2.3.4", "")`},
		{Trigger, `$PRVST eq -1`, nil, "nothing is taken"},
		{Trigger, `! 1.0.33`, nil, "yes  ! 1.0.33  (7.5.5, 1.0.33)"},
		{Profile, `("a\b" eq "ab")? /yes`, nil, "requests GET tftp://<the TFTP server from DHCP>/yes"},
		{Profile, `("$SWVER" ne "7.5.5" and 1.0 lt 2.0)? /yes`, nil, "nothing is taken"},
		{Profile, `(5 le 5 and 5 ge 5 and 4 lt 5 and 5 gt 4 and 4 ne 5)? /yes`, nil, "requests GET tftp://<the TFTP server from DHCP>/yes"},
		{Profile, `(5 lt 5)? /yes`, nil, "nothing is taken"},
		{Profile, `(5 gt 5)? /yes`, nil, "nothing is taken"},
		{Profile, `(4 ge 5)? /yes`, nil, "nothing is taken"},
		{Profile, `(5 le 4)? /yes`, nil, "nothing is taken"},
		{Profile, `("a" ne "a")? /yes`, nil, "nothing is taken"},
		{Profile, `https://h:443/x`, nil, "requests GET https://h/x"},
		{Profile, `tftp://h:69/x`, nil, "requests GET tftp://h/x"},
		{Profile, `tftp://h:80/x`, nil, "requests GET tftp://h:80/x"},
		{Profile, `http://h:443/x`, nil, "requests GET http://h:443/x"},
		{Profile, `tftp://h:70/x`, nil, "requests GET tftp://h:70/x"},
		{Profile, `[--uid "$MUID$PDOM"] http://h/x`, []string{"MUID", "j", "PDOM", "@d"}, "requests GET http://h/x --uid \"j@d\""},
		{OptionString, `[--key $SA]`, []string{"SA", "x"}, "alternative 1 holds"},
	} {
		res, err := Eval(test.text, test.context, state(t, test.state...))
		if err != nil {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		if got := res.String(); !strings.HasSuffix(got, test.want) {
			t.Errorf("%q: got\n%s\nwant\n%s", test.text, got, test.want)
		}
	}
}

// A state can break a rule. The error is about the macro, and keeps secrets.
func TestEvalBrokenByState(t *testing.T) {
	for _, test := range []struct {
		text    string
		state   []string
		place   string
		message string
		hint    string
	}{
		{noteRule, []string{"EMS", "mobile", "MUID", `j"s`, "MPWD", "p"}, "$MUID", "what $MUID expands to", `the value of $MUID holds "\""`},
		{noteRule, []string{"MPWD", "my secret"}, "$MPWD", "what $MPWD expands to", "$MPWD holds a quote, bar"},
		{noteRule, []string{"PUID", "a]b"}, "--pwd", "after the URL", `$PUID holds "]"`},
		{"/a/$MUID.cfg", []string{"MUID", "x y"}, "$MUID.cfg", "what $MUID", ""},
		{"/a/$MUID.cfg", []string{"MUID", "x|/y"}, "/a/$MUID", "never reached", `$MUID holds "|"`},
		{`("$A" eq "$B")? /a`, []string{"B", `"`}, ``, "", `$B holds`},
		{`($EMS eq "host")? /a`, []string{"EMS", "host"}, "$EMS", "expected a quoted string", ""},
		{`("x" eq $A)? /a`, nil, ")", "expected a quoted string", ""},
		{`($FOO eq 1)? /a`, nil, "$FOO", "expected a quoted string", ""},
		{"[--post $A] http://h/x", []string{"A", "zz"}, "$A", "one letter", ""},
		{"/a$B", []string{"B", "|/y"}, "/a", "never reached", `$B holds "|"`},
		{"$B", []string{"B", "http://h$A/x"}, "$B", "cannot contain this character", ""},
		{"$B", []string{"B", "$A://h/x"}, "$B", "tftp, http or https", ""}, // expanded once
	} {
		_, err := Eval(test.text, Profile, state(t, test.state...))
		if err == nil {
			t.Errorf("%q: no error", test.text)
			continue
		}
		e := err.(*Error)
		if got := test.text[e.Offset : e.Offset+e.Len]; test.place != "" && got != test.place {
			t.Errorf("%q: place %q, want %q", test.text, got, test.place)
		}
		if !strings.Contains(e.Error(), test.message) || !strings.Contains(e.Hint, test.hint) {
			t.Errorf("%q: %v; hint %q", test.text, e, e.Hint)
		}
		if all := fmt.Sprint(e, e.Hint, e.Render(test.text)); strings.Contains(all, "secret") {
			t.Errorf("a secret shows: %s", all)
		}
	}
}

func TestSecretsStayHidden(t *testing.T) {
	res, err := Eval(`("$MPWD" ne "hunter2x" and "$SWVER" ne "")? (Password_1_ = "hunter2y"; b = "$MPWD";)! [--uid $MPWD --pwd $MPWD --key $SA] http://h/$MPWD`,
		Profile, state(t, "MPWD", "hunter2", "SA", "hunter2z"))
	if err != nil {
		t.Fatal(err)
	}
	if res.Request.Pwd.Reveal() != "hunter2" || res.Request.URL() != "http://h/hunter2" {
		t.Error(res.Request)
	}
	data, err := json.Marshal(res)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%s %v %+v %q %#v %+v %#v %s", res, res.Request, res.Request, res.Request.Pwd, res.Request, res.Assignments, res.Assignments, data)
	if strings.Contains(strings.ReplaceAll(all, "hunter2x", ""), "hunter2") { // hunter2x stands in the condition itself
		t.Error(all)
	}
	r, err := Parse(`(Password_1_ = "hunter2";)! [--pwd hunter2 --key "hunter2"] http://h/x`, Profile)
	if err != nil {
		t.Fatal(err)
	}
	if got := Tree(r) + Table(r).Text(); strings.Contains(got, "hunter2") {
		t.Error(got)
	}
}

func TestVersions(t *testing.T) {
	// In ascending order.
	versions := []string{
		"0.99.5", "1.0", "1.0.2", "1.0.31(b)", "1.0.33", "2.0.3", "2.0.3(0412s)", "2.0.3(G)", "2.0.6", "7.5.2", "7.5.2b", "7.5.10",
		"7.6.2.a", "7.6.2.b", "99999999999999999999.1", "99999999999999999999.2",
	}
	for i, a := range versions {
		for j, b := range versions {
			v, ok := parseVersion(a)
			w, ok2 := parseVersion(b)
			if !ok || !ok2 {
				t.Fatalf("%s or %s is no version", a, b)
			}
			if c := v.compare(w); (c < 0) != (i < j) || (c == 0) != (i == j) {
				t.Errorf("%s against %s: %d", a, b, c)
			}
		}
	}
	for _, pair := range [][2]string{
		{"sip88xx.9-3-1-7MPP-3", "sip88xx.11-0-0MPP-2"}, {"sip7832.11-3-2MPP0001-609", "sip7832.11-3-2MPP0002-256"}, {"x.11-2-3MPP-256", "x.11-3-1MPP-110"},
		{"x.11-3MPP9-1", "x.11-3MPP0010-1"}, {"x.11-3MPP-9", "x.11-3MPP-10"}, {"x.11-3MES-9", "x.11-3MPP-1"}, {"2.0.3a(b)", "2.0.3b(a)"},
	} {
		v, ok := parseVersion(pair[0])
		w, ok2 := parseVersion(pair[1])
		if !ok || !ok2 || v.compare(w) >= 0 {
			t.Errorf("%s is not before %s", pair[0], pair[1])
		}
	}
	for _, no := range []string{"", "1", "a.b", "1.", "1.0.", "1..0", "x.11-2MPP_3", "x.11-2MPP.3", "1.0()", "1.0(-a)", "1.0(a-)", "1.0(a", "1.0(a)b", "mobile", "1.0-2", "-1.0", "1.0 ", "1b2", "7_5", "7.5-2", "7-5.2", "2", "2b", "11-2MPP-", "x.11-2MPP3-", "1.0b3"} {
		if _, ok := parseVersion(no); ok {
			t.Errorf("%q is a version", no)
		}
	}
	for _, equal := range [][2]string{{"2.0", "2.0.0"}, {"2.00", "2.0"}, {"x.11-3-2MPP0001-9", "x.11-3-2MPP1-9"}, {"x.11-3MPP-09", "x.11-3MPP-9"}} {
		v, ok := parseVersion(equal[0])
		w, ok2 := parseVersion(equal[1])
		if !ok || !ok2 || v.compare(w) != 0 {
			t.Errorf("%s is not %s", equal[0], equal[1])
		}
	}
	for _, n := range [][2]string{{"-1", "5"}, {"-5", "1"}, {"-5", "-1"}, {"1", "5"}, {"-1", "0"}} {
		if compareIntegers(n[0], n[1]) >= 0 || compareIntegers(n[1], n[0]) <= 0 {
			t.Errorf("%s is not below %s", n[0], n[1])
		}
	}
	if compareIntegers("-0", "0") != 0 || compareIntegers("0", "-0") != 0 || compareIntegers("00", "0") != 0 || compareIntegers("-01", "-1") != 0 {
		t.Error("zeros count")
	}
	for _, n := range [][2]string{{"9", "10"}, {"-1", "0"}, {"-2", "-1"}, {"-10", "-9"}, {"099", "100"}, {"99999999999999999999", "100000000000000000000"}} {
		if got := nextInteger(n[0]); got != n[1] {
			t.Errorf("after %s comes %s", n[0], got)
		}
		if compareIntegers(n[0], n[1]) >= 0 || compareIntegers(n[1], n[0]) <= 0 || compareIntegers(n[0], "0"+n[0]) != 0 && n[0][0] != '-' {
			t.Errorf("%s is not before %s", n[0], n[1])
		}
	}
}

// What is typed at a phone goes through the rule unchanged, or phones take the rule
// for another.
func TestTypedText(t *testing.T) {
	r, err := ExtensionMobility("http://h")
	if err != nil {
		t.Fatal(err)
	}
	unchanged := func(value string) bool {
		res, err := Eval(r.Source, Profile, state(t, "EMS", "mobile", "MUID", value, "MPWD", value, "PDOM", "@d"))
		return err == nil && res.Request != nil && res.Request.UID == value+"@d" && res.Request.Pwd.Reveal() == value && res.Request.Path == "/mobile/"+value+".xml"
	}
	for _, value := range []string{"jsmith", "j.smith-2", "j$A", "$$", "a(b)", "'", "é", "a--b", "-a", "?", ";=!<>&"} {
		if !unchanged(value) {
			t.Errorf("%q does not go through the rule", value)
		}
	}
	for _, value := range []string{"--a", `a"`, "a|b", "]", "a#", `a\`, "a b", "\x00", "a\n"} {
		if unchanged(value) {
			t.Errorf("%q goes through the rule", value)
		}
	}
}
