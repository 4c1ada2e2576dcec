package rule

import (
	"strings"
	"testing"
)

// The example of OL-20443-01, as printed there over lines.
const noteRule = `("$EMS" eq "mobile" and "$MUID" ne "" and "$MPWD" ne "") ? [--uid $MUID$PDOM
--pwd $MPWD] http://domain.com/mobilephone.cfg | ("$PUID" ne "" and "$PPWD"
ne "") ? [--uid $PUID$PDOM --pwd $PPWD] http://domain.com/hostphone.cfg |
http://domain.com/default.cfg`

// valid holds rules that vendors have printed and administrators use, with
// their canonical form where it differs.
var valid = []struct {
	context   Context
	text      string
	canonical string
}{
	{Profile, noteRule, strings.ReplaceAll(noteRule, "\n", " ")},
	{Profile, `/spa$PSN.cfg`, ""},
	{Profile, `/$MA.cfg`, ""},
	{Upgrade, `/Linksys/spa021025.bin`, ""},
	{Profile, `tftp://prov.call.com/cpe/Linksys$MA.cfg`, ""},
	{Profile, `http://neptune.speak.net:8080/prov/$D/$E.cfg`, ""},
	{Profile, `https://secure.me.com/profile?Linksys`, ""},
	{Profile, `http://remote.server.com/Linksys/$MA.cfg`, ""},
	{Profile, `("$CCERT" eq "Installed")? https://p.tel.com/config? | https://p.tel.com/config?Linksys$MAU`,
		`("$CCERT" eq "Installed") ? https://p.tel.com/config? | https://p.tel.com/config?Linksys$MAU`},
	{Profile, `("$A" ne "Provisioned")? (Line_Enable_1_ = "No";)! https://p.tel.com/init-prov | https://p.tel.com/configs`,
		`("$A" ne "Provisioned") ? ( Line_Enable_1_ = "No" ; )! https://p.tel.com/init-prov | https://p.tel.com/configs`},
	{Profile, `[--alias b] https://p.tel.com/account/spa$MA.xml`, ""},
	{Profile, `[--alias m ] http://acct.voipservice.net/credentials/spa$MA.xml`,
		`[--alias m] http://acct.voipservice.net/credentials/spa$MA.xml`},
	{Profile, `[--key "SecretPhrase1234"] http://prov.telco.com/path/profile.cfg`, ""},
	{Profile, `[--post f ] http://ps.one.com/cpe/resyncs?`, `[--post f] http://ps.one.com/cpe/resyncs?`},
	{OptionString, `[--post j --alias k]`, ""},
	{OptionString, `[--key "SymmetricSecret" --alias a]`, ""},
	{OptionString, `[--alias a --key abracadabra321 --post c]`, ""},
	{OptionString, `[--key "$SB" --post g]`, ""},
	{OptionString, `[--key a37d2fb9055c1d04883a0745eb0917a4]`, ""},
	{OptionString, `[--key "my secret phrase"]`, ""},
	{AssignmentOnly, `( User_ID_1_ = "uid$B" ; GPP_C = "" ; GPP_D = "$MA" ; )!`, ""},
	{AssignmentOnly, `( User_ID_1_ = "uid$B" ; c = "" ; d = "$MA" ; )!`,
		`( User_ID_1_ = "uid$B" ; GPP_C = "" ; GPP_D = "$MA" ; )!`},
	{Upgrade, `( $SWVER ne 2.0.6 )? http://ps.tell.com/sw/spa021024.bin`,
		`($SWVER ne 2.0.6) ? http://ps.tell.com/sw/spa021024.bin`},
	{Upgrade, `( $SWVER != 7.6.2 ) ? tftp://192.168.178.3/firmware/spa50x/spa50x-30x-762f.bin`,
		`($SWVER ne 7.6.2) ? tftp://192.168.178.3/firmware/spa50x/spa50x-30x-762f.bin`},
	{Trigger, `$REGTMR1 gt 300 and $PRVTMR gt 1200 and "$EXTIP" ne ""`, ""},
	{Trigger, `$SWVER ge 2.0.6 and "$CCERT" eq "Installed"`, ""},
	{Trigger, `$UPGTMR gt 300 and $PRVTMR ge 600`, ""},
	{Trigger, `! 1.0.33`, `$SWVER ne 1.0.33`},
	{Profile, `("$EMS" eq "mobile" and "$MUID" ne "" and "$MPWD" ne "")?[--uid $MUID$PDOM --pwd $MPWD] http://10.74.121.51:80/dms/CP-8851-3PCC/8851System.xml|http://10.74.121.51:80/dms/CP-8851-3PCC/8851System.xml`,
		`("$EMS" eq "mobile" and "$MUID" ne "" and "$MPWD" ne "") ? [--uid $MUID$PDOM --pwd $MPWD] http://10.74.121.51:80/dms/CP-8851-3PCC/8851System.xml | http://10.74.121.51:80/dms/CP-8851-3PCC/8851System.xml`},

	// Further rules of the provisioning guides, from the first units to the
	// multiplatform phones, and of deployments.
	{Profile, ``, ``},
	{Profile, " \n\t ", ``},
	{Profile, `# http://192.168.1.200/sample.cfg`, ""},
	{Profile, `/a.cfg # for the test`, ""},
	{Profile, `("$A" eq "# | \"") ? /a.cfg`, ""},
	{Profile, `192.168.1.130/profiles/init.cfg`, ""},
	{Profile, `($REGTMR1 eq 0)? http://p.tel.com/has-reg.cfg
| [--post a] http://p.tel.com/lost-reg?`, `($REGTMR1 eq 0) ? http://p.tel.com/has-reg.cfg | [--post a] http://p.tel.com/lost-reg?`},
	{Upgrade, `(! 1.0.2)? /spa2000/1-00-02/spa.bin`, `($SWVER ne 1.0.2) ? /spa2000/1-00-02/spa.bin`},
	{Upgrade, `(<1.0)? tftp://pserv.myvoice.com:42001/upg/spa2000/1.0.2/spa.bin`,
		`($SWVER lt 1.0) ? tftp://pserv.myvoice.com:42001/upg/spa2000/1.0.2/spa.bin`},
	{Upgrade, `("$F" ne "beta-customer")? http://p.tel.com/firmware/spa021025.bin | http://p.tel.com/firmware/spa-test-0527s.bin`,
		`("$F" ne "beta-customer") ? http://p.tel.com/firmware/spa021025.bin | http://p.tel.com/firmware/spa-test-0527s.bin`},
	{Upgrade, `($SWVER lt 7.5.2b) ? http://h/firmware/spa50x-30x-7-5-2b.bin | http://h/firmware/spa50x-30x-7-5-5.bin`, ""},
	{Upgrade, `( $SWVER lt 7.6.2.a )? http://pbx.mysite.com/fw/spa51x-7-6-2a.bin`,
		`($SWVER lt 7.6.2.a) ? http://pbx.mysite.com/fw/spa51x-7-6-2a.bin`},
	{Upgrade, `($SWVER ge sip78xx.11-0-0MPP-7)? HTTP://SERVER_ADDRESS/sip78xx.11-2-1MES-3.loads| HTTP://SERVER_ADDRESS/sip78xx.11-0-0MPP-7.loads`,
		`($SWVER ge sip78xx.11-0-0MPP-7) ? http://SERVER_ADDRESS/sip78xx.11-2-1MES-3.loads | http://SERVER_ADDRESS/sip78xx.11-0-0MPP-7.loads`},
	{Upgrade, `($SWVER ne sip7832.11-3-2MPP0001-609)? http://ps.tell.com/sw/sip7832.11-3-2MPP0001-BN.loads`,
		`($SWVER ne sip7832.11-3-2MPP0001-609) ? http://ps.tell.com/sw/sip7832.11-3-2MPP0001-BN.loads`},
	{Report, `[ --key secretphrase ] http://prov.serv.net/spa/$MA/rep.xml.enc`, `[--key secretphrase] http://prov.serv.net/spa/$MA/rep.xml.enc`},
	{Report, "[ --delta ]\nhttp://reportTargetServer/reportPath/$PN_$MA_$SN.xml\n", `[--delta] http://reportTargetServer/reportPath/$PN_$MA_$SN.xml`},
	{Report, `[ --key $K ] tftp://ps.callhome.net/$MA/rep.xml.enc`, `[--key $K] tftp://ps.callhome.net/$MA/rep.xml.enc`},
	{Profile, `[--uid $SA --pwd $SB] https://provisioning_server_url/path_to_your_config/your_config.xml`, ""},
	{Profile, `/spa$(MAU:4)$(MAU:8:2).cfg`, ""},
	{Profile, `($SWVER ge 2.0.3(0412s)) ? /a`, ""},
	{Profile, `($UPGCOND)? /a | $B`, `($UPGCOND) ? /a | $B`},
	{Profile, `(true)?(a="1";)! | /b`, `(true) ? ( GPP_A = "1" ; )! | /b`},
	{Profile, `$A://$(B:0:3):$C/x`, ""},
	{Profile, `[] /x`, `/x`},
	{Profile, `("$A" == "b" and $PRVST <= -1 and $HWVER > 1.0)? /x`, `("$A" eq "b" and $PRVST le -1 and $HWVER gt 1.0) ? /x`},
	{Trigger, ``, ``},
	{AssignmentOnly, `( SIP_Proxy-Require_1_ = "x" ; CWMP_V1.2_Support = "No" ; p = "" ; )!`, `( SIP_Proxy-Require_1_ = "x" ; CWMP_V1.2_Support = "No" ; GPP_P = "" ; )!`},
	{Profile, `/x/$${A}.cfg`, ""}, // $$ is one $, and what follows no macro
	{Profile, "/a #  xy \t ", "/a # xy"},
	{Profile, `/a\#${X}`, `/a\ # ${X}`}, // outside quotes a backslash hides nothing
	{Profile, `http://münchen.example/x`, ""},
	{Profile, `[--post p --alias a] http://h:65535/x`, ""},
	{Profile, `("$A" = "b" and $PRVST >= -1 and $PRVST < 3 and "$B" != "c" and $PRVST ! 2) ? /x`,
		`("$A" eq "b" and $PRVST ge -1 and $PRVST lt 3 and "$B" ne "c" and $PRVST ne 2) ? /x`},
	{Profile, `[--post $A] http://h:1/x`, ""},
	{Profile, `("$A" eq "x") ? ( GPP_A = "1" ; )!`, ""},
}

// equal reports whether two rules are the same but for where their parts stand in
// the text.
func equal(a, b *Rule) bool { return tree(a, false) == tree(b, false) }

func TestParseValid(t *testing.T) {
	for _, test := range valid {
		r, err := Parse(test.text, test.context)
		if err != nil {
			t.Errorf("%s %q: %v\n%s", test.context, test.text, err, err.(*Error).Render(test.text))
			continue
		}
		want := test.canonical
		if want == "" {
			want = strings.Trim(test.text, " \t\r\n")
		}
		got := Format(r)
		if got != want {
			t.Errorf("%q\n got %s\nwant %s", test.text, got, want)
		}
		again, err := Parse(got, test.context)
		if err != nil {
			t.Errorf("%q: canonical form %q: %v", test.text, got, err)
		} else if !equal(r, again) {
			t.Errorf("%q: canonical form is another rule:\n%s\n%s", test.text, Tree(r), Tree(again))
		}
	}
}

func TestParseNote(t *testing.T) {
	r, err := Parse(noteRule, Profile)
	if err != nil {
		t.Fatal(err)
	}
	const want = `profile rule
  alternative 1
    condition
      eq
        string "$EMS"
        string "mobile"
      ne
        string "$MUID"
        string ""
      ne
        string "$MPWD"
        string ""
    options
      --uid "$MUID$PDOM"
      --pwd "$MPWD"
    url
      scheme "http"
      host "domain.com"
      path "/mobilephone.cfg"
  alternative 2
    condition
      ne
        string "$PUID"
        string ""
      ne
        string "$PPWD"
        string ""
    options
      --uid "$PUID$PDOM"
      --pwd "$PPWD"
    url
      scheme "http"
      host "domain.com"
      path "/hostphone.cfg"
  alternative 3
    url
      scheme "http"
      host "domain.com"
      path "/default.cfg"`
	if got := Tree(r); got != want {
		t.Errorf("got\n%s", got)
	}
	a := r.Alternatives[1]
	for _, part := range []struct {
		span Span
		want string
	}{
		{a.Cond.Terms[1].Span, "\"$PPWD\"\nne \"\""},
		{a.Cond.Terms[1].OpSpan, "ne"},
		{a.Options[0].Span, "--uid $PUID$PDOM"},
		{a.Options[1].Value.Span, "$PPWD"},
		{a.URL.Span, "http://domain.com/hostphone.cfg"},
	} {
		if got := noteRule[part.span.Start:part.span.End]; got != part.want {
			t.Errorf("span %v is %q, want %q", part.span, got, part.want)
		}
	}
}

// none is the hint of an error that has none.
const none = "none"

// Each text has its place of error between » and «.
func TestParseErrors(t *testing.T) {
	tests := []struct {
		context Context
		text    string
		message string
		hint    string
	}{
		{Profile, `("$A" eq "x" »or« "$B" eq "y") ? /a`, `expected "and" or ")", found "or"`, `has only "and"; for "or" write two alternatives separated by |`},
		{Profile, `("$A" eq "x" »||« "$B" eq "y") ? /a`, `found "||"`, "two alternatives"},
		{Profile, `("$A" eq "x" »&&« "$B" eq "y") ? /a`, `found "&&"`, `write "and"`},
		{Profile, `("$A" eq "x" »AND« true) ? /a`, `found "AND"`, "small letters"},
		{Profile, `("$A" »NE« "x") ? /a`, `expected an operator`, "small letters"},
		{Profile, `("$A" »=!« "x") ? /a`, `expected an operator`, "the signs are"},
		{Profile, `("$A" »$B« "x") ? /a`, `expected an operator`, "a macro cannot stand for an operator"},
		{Profile, `("$A" »&«lt; "x") ? /a`, `expected an operator`, "words"},
		{Profile, `(»"«$EMS eq "mobile") ? /a`, "this quote is not closed", "runs on"},
		{Profile, `("$EMS" eq »"«mobile) ? /a`, "this quote is not closed", ""},
		{Profile, `("$EMS" eq »"«mobile and "$B" ne "") ? /a | /b`, "this quote is not closed", ""},
		{Profile, `[--key »"«abc ] /a`, "this quote is not closed", ""},
		{Profile, `(a = »"«abc ;)! /a`, "this quote is not closed", ""},
		{Profile, `»[«--uid $MUID$PDOM --pwd $MPWD http://domain.com/a`, "this bracket is not closed", "[--key value"},
		{Profile, `»[«--uid $MUID$PDOM --pwd $MPWD`, "this bracket is not closed", ""},
		{Profile, `»[«--key a#b] /x`, "this bracket is not closed", "comment"},
		{Profile, `»(«"$A" eq "x" ? /a`, "this parenthesis is not closed", ""},
		{Profile, `»(«"$A" eq "x"`, "this parenthesis is not closed", ""},
		{Profile, `»(« a = "x" ; ! /a`, "this parenthesis is not closed", ""},
		{Profile, `("»${MUID}«" ne "") ? /x`, "this is no form of a macro", "write $MUID or $(MUID)"},
		{Profile, `/x/»${MA:1.cfg«`, "this is no form of a macro", "write $MA or $(MA)"},
		{Profile, `/x/»$(MA:a)«`, "this is no form of a macro", "$(MA:2:4)"},
		{Profile, `»http://a/b« | http://c/d`, "an alternative without a condition comes before the last: those after it are never reached", "a URL cannot contain |"},
		{Profile, `("$A" eq "x")? /a | »[--post a] /b« | /c`, "never reached", ""},
		{Profile, `(»(«"$A" eq "x")) ? /a`, "expected a quoted string", "do not nest"},
		{Profile, `("$A" eq "x" and »(«true)) ? /a`, "expected a quoted string", "do not nest"},
		{Profile, `("$A" eq "x"»)« /a`, `expected "?" after the condition`, ""},
		{Profile, `»"«$A" eq "x" ? /a`, "expected a URL", "parentheses"},
		{Profile, `(»A« = "x")? /a`, "expected a quoted string", "write $A"},
		{Profile, `("$A" eq »mobile«)? /a`, "expected a quoted string", "double quotes"},
		{Profile, `(»“$A”« eq "x")? /a`, "expected a quoted string", "straight double quotes"},
		{Profile, `("$A" eq "x" »eq« "y")? /a`, `expected "and"`, ""},
		{Profile, `("$A" eq »)«? /a`, `after "eq"`, ""},
		{Profile, `(»)«? /a`, "expected a quoted string", none},
		{Profile, `("$A" eq "x" »"AND"« true) ? /a`, `expected "and" or ")"`, none},
		{Profile, `(»&«"$A" eq "x") ? /a`, "expected a quoted string", "written as words"},
		{Profile, `(»A« = $(B)) ? /a`, "expected a quoted string", "write $A"}, // the parenthesis of a macro closes nothing
		{Profile, `("$A" eq "x" »")"«) ? /a`, `expected "and"`, none},
		{Profile, `("true"»)« ? /a`, "expected an operator", none},
		{Profile, `("$A" »foo« "x") ? /a`, "expected an operator", none},
		{Profile, `("$A" eq »1.0()«)? /a`, "expected a quoted string", "double quotes"},
		{Profile, `[»"«x"] /a`, "expected an option", "two dashes"},
		{Profile, `»[«--key a /x]`, "this bracket is not closed", ""},
		{Profile, `»[«--key a http://h/x]`, "this bracket is not closed", ""},
		{Profile, `»[«--key a b | c]`, "this bracket is not closed", ""},
		{Profile, `("$A" eq "x")? »(«"$B" eq "y")? /a`, "an alternative has one condition", `"and"`},
		{Profile, `(a = "1";)! »(«"$B" eq "y")? /a`, "cannot stand here", "the order is"},
		{Profile, `(GPP_A »==« "x";)! /a`, `expected one "="`, ""},
		{Profile, `(GPP_A = "x"»)«! /a`, `expected ";"`, "also the last"},
		{Profile, `(GPP_A = »x«;)! /a`, "in double quotes", ""},
		{Profile, `(»q« = "x";)! /a`, "a to p", ""},
		{Profile, `(GPP_A = "x";»)« /a`, `expected "!"`, ""},
		{Profile, `[»--foo« x] /a`, "there is no such option", "--alias"},
		{Profile, `[»--uuid« x] /a`, "there is no such option", "did you mean --uid"},
		{Profile, `[»--key«] /a`, "the option --key needs a value", ""},
		{Profile, `[»--key« --post a] /a`, "the option --key needs a value", ""},
		{Profile, `[--key a »--key« b] /a`, "given twice", ""},
		{Profile, `[--post »z«] /a`, "one letter from a to p", "GPP_A"},
		{Profile, `[--uid a »b«] /a`, "expected an option", "double quotes"},
		{Profile, `[--uid "a"»b«] /a`, "after the closing quote", ""},
		{Profile, `»[«--key a]`, "options need a URL", ""},
		{Profile, `[--key a] »[«--post b] /x`, "one pair of brackets", ""},
		{Profile, `("$A" eq "x")?»«`, "expected a URL or assignments", ""},
		{Profile, `/a »|«`, "an alternative is missing", ""},
		{Profile, `»|« /a`, "expected an alternative", ""},
		{Profile, `("$A" eq "x")? /a »||« /b`, "one |", "two alternatives"},
		{Profile, `http://host»«`, "the URL has no path", `begins with "/"`},
		{Profile, `("$A" eq "x")? http://x/a|b.cfg»«`, "the URL has no path", "cannot contain |"},
		{Profile, `http://»user:pass@«h/x`, "no place for a user", "--uid"},
		{Profile, `http://h:»99999«/x`, "a port from 1 to 65535", ""},
		{Profile, `http://h:»«/x`, "a port from 1 to 65535", ""},
		{Profile, `»ftp«://h/x`, "expected tftp, http or https", ""},
		{Profile, `/a »b«`, "expected | or the end after the URL", "%20"},
		{Profile, `/a »http://b/c«`, "expected | or the end after the URL", "separated by |"},
		{Profile, `/a»"«b`, "cannot contain a quote", "%22"},
		{Profile, "/a»\x01«b", "control character", ""},
		{Trigger, `»(«"$A" eq "x")?`, "a resync trigger is a bare condition", "without parentheses"},
		{Trigger, `"$A" eq "x" »|« true`, "expected", "bare condition"},
		{OptionString, `[--key a] »/x«`, "should end here", ""},
		{OptionString, `»/«x`, `expected "["`, ""},
		{AssignmentOnly, `»a« = "x";`, `expected "(" before assignments`, ""},
		{Profile, `("$A" eq "\"$B#»${C}«") ? /x`, "no form of a macro", ""},
		{AssignmentOnly, `(a = "1";)! »/x«`, "should end here", ""},
		{Profile, `/a »[--post« a] /b`, "expected | or the end after the URL", "options stand before the URL"},
		{Profile, `/a »(true)« ? /b`, "expected | or the end after the URL", "separated by |"},
		{Profile, `/a »?« /b`, "expected | or the end after the URL", "a condition is written"},
		{Profile, `/a »eq« /b`, "expected | or the end after the URL", "stands in parentheses"},
		{Profile, `[--post »ab«] /x`, "one letter from a to p", ""},
		{Profile, `[--post »q«] /x`, "one letter from a to p", ""},
		{Profile, `[--alias »A«] /x`, "one letter from a to p after --alias", ""},
		{Profile, `[--post a »--post« b] /x`, "given twice", ""},
		{Profile, `[»--Key« x] /x`, "there is no such option", "did you mean --key"},
		{Profile, `[»--delat« x] /x`, "there is no such option", "the options are"},
		{Profile, `("$A" eq "\"#»${B}«") ? /x`, "no form of a macro", ""}, // an escaped quote ends no string
		{Profile, `/x/»${MA« b}`, "no form of a macro", "write $MA or $(MA)"},
		{Profile, `/x/»${«`, "no form of a macro", "write $NAME"},
		{Profile, `/x/»$(MA:)«`, "no form of a macro", ""},
		{Profile, `(»A« ne "x" /a`, "expected a quoted string", ""}, // no assignment, though it is not closed
		{Profile, `(»A« == "x" /a`, "expected a quoted string", ""},
		{Profile, `("a"»)« ? /x`, "expected an operator", ""}, // only a macro may hold a whole term
		{Profile, `(5»)« ? /x`, "expected an operator", ""},
		{Profile, `("$A" eq "x"»)«`, `expected "?" after the condition`, ""},
		{Profile, `»(a = "1";)!« | /b`, "never reached", "give it a condition"},
		{Profile, `http://h:»0«/x`, "a port from 1 to 65535", ""},
		{Profile, `http://h:»65536«/x`, "a port from 1 to 65535", ""},
		{Profile, `http://h:»8x«/x`, "a port from 1 to 65535", ""},
		{Profile, `»:«80/x`, "a port needs a host", ""},
		{Profile, `http://h»?«x/y`, `a host name cannot contain this character, found "?"`, ""},
		{Profile, "/a»\x7f«b", "control character", ""},
		{Profile, `("$A" »"$B"« "x") ? /a`, "expected an operator", none},
		{Profile, `(Password_1_ = »hunter2«;)! /a`, "in double quotes", ""},
		{Profile, `[--pwd my »hunter2«] /a`, "expected an option", "double quotes"},
		{Profile, `[--key "my"»h«unter2] /a`, "after the closing quote", ""},
		{Trigger, `"a" »"b"«`, "expected an operator", ""},
		{Profile, `(»` + strings.Repeat("a", 24) + `« eq "x") ? /a`, `found "` + strings.Repeat("a", 24) + `"`, "double quotes"},
		{Profile, `(»` + strings.Repeat("a", 25) + `« eq "x") ? /a`, `found "` + strings.Repeat("a", 24) + `…"`, "double quotes"},
		{Profile, `»(«"$A" eq`, "this parenthesis is not closed", ""},
		{Profile, `»(«`, "this parenthesis is not closed", ""},
		{Profile, `("$A"»«`, "expected an operator", ""},
		{Trigger, `"$A" eq»«`, "expected a quoted string, a version or a number after", ""},
		{Profile, `(GPP_A »"="« "x";)! /a`, `expected "=" after the name`, none},
		{Profile, `(GPP_A »<« "x";)! /a`, `expected "=" after the name`, none},
		{Profile, `(GPP_A = "x"»";"«)! /a`, `expected ";"`, ""},
		{Profile, `(»not« "$A" eq "x") ? /a`, "expected a quoted string", `there is no "not"`},
		{Profile, `("$A" eq »or«) ? /a`, "expected a quoted string", "two alternatives"},
		{Profile, `($A »;« "x") ? /a`, "expected an operator", none},
		{Profile, `("$A" eq "x" »foo« true) ? /a`, `expected "and" or ")"`, none},
		{Trigger, `"$A" eq "x" »)«`, `expected "and" or the end`, "bare condition"},
		{Trigger, `"$A" eq "x" »?« /a`, `expected "and" or the end`, "bare condition"},
		{Trigger, `"$A" eq "x" »;«`, `expected "and" or the end`, none},
		{Profile, `("$A" eq "x" »;« true) ? /a`, `expected "and" or ")"`, none},
		{Profile, `("$A" eq "x" »(«true)) ? /a`, `expected "and" or ")"`, "do not nest"},
		{Profile, `("$A" »"x"«) ? /a`, "expected an operator", none},
	}
	for _, test := range tests {
		before, rest, _ := strings.Cut(test.text, "»")
		place, after, _ := strings.Cut(rest, "«")
		text := before + place + after
		_, err := Parse(text, test.context)
		if err == nil {
			t.Errorf("%q: no error", text)
			continue
		}
		e := err.(*Error)
		if e.Offset != len(before) || e.Len != len(place) {
			t.Errorf("%q: %v\n%s\nwant the place %d+%d, got %d+%d", text, e, e.Render(text), len(before), len(place), e.Offset, e.Len)
		}
		if all := e.Error() + e.Hint + e.Render(text); strings.Contains(all, "hunter2") {
			t.Errorf("a secret shows: %s", all)
		}
		if !strings.Contains(e.Error(), test.message) {
			t.Errorf("%q: message %q, want %q", text, e.Error(), test.message)
		}
		if test.hint == none && e.Hint != "" || test.hint != none && !strings.Contains(e.Hint, test.hint) {
			t.Errorf("%q: hint %q, want %q", text, e.Hint, test.hint)
		}
	}
}

// Where the one part of a text lies that is no whole rule.
func TestSpanOfParts(t *testing.T) {
	for text, c := range map[string]Context{`$PRVTMR gt 600`: Trigger, `[--key a]`: OptionString, `(a = "1";)!`: AssignmentOnly} {
		if a := mustParse(t, "  "+text+"  # note", c).Alternatives[0]; a.Span != (Span{2, 2 + len(text)}) {
			t.Errorf("%s lies at %v", text, a.Span)
		}
	}
}
