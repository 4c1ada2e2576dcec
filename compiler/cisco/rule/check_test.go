package rule

import (
	"fmt"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		context Context
		text    string
		want    []string // severity and id, place, part of message and hint
	}{
		{Profile, noteRule, nil},
		{Profile, ``, nil},
		{Profile, `/spa$PSN.cfg`, nil},
		{Upgrade, `(! 1.0.2)? /spa.bin`, nil},
		{Profile, `($UPGCOND)? /a`, nil},
		{Profile, `[--key "$SA"] http://h/x$$y # note`, nil},
		{Trigger, `$PRVTMR gt 600 and "$A" eq "$B"`, nil},
		{Profile, `("$CCERT" eq "Installed")? /a|/b`, nil},

		{Profile, `("$A" eq "x")? /1 | ("$A" eq "x" and "$B" eq "")? /2 | /3`,
			[]string{`error em-rule-unreachable|("$A" eq "x" and "$B" eq "")?|alternative 2 is never taken: alternative 1 holds`}},
		{Profile, `("a" eq "b")? /1`, []string{`error em-rule-unreachable|("a" eq "b")?|its condition never holds`}},
		{Profile, `(true)? /1 | /2`, []string{`error em-rule-unreachable|/2|alternative 2 is never taken`}},
		{Trigger, `"$A" eq "x" and "$A" eq "y"`, []string{`error em-rule-unreachable|"$A" eq "x" and "$A" eq "y"|never holds`}},
		{Profile, `("$EMS" eq "Mobile")? /1`, []string{`warning em-rule-unreachable|"$EMS" eq "Mobile"|$EMS is never "Mobile"; it is one of "", "host", "mobile"`}},

		{Profile, `/$MAconfig`, []string{`error em-rule-unknown-macro|$MAconfig|no macro MAconfig; write $(MA)config`}},
		{Profile, `/$muid`, []string{`error em-rule-unknown-macro|$muid|did you mean $MUID`}},
		{Profile, `/$GPP_A.cfg`, []string{`error em-rule-unknown-macro|$GPP|write $A`}},
		{Profile, `("$(EXTPI:1)" ne "")? (a = "$ZZZZZ";)! [--key $NOPE$$] /x`, []string{
			`error em-rule-unknown-macro|$(EXTPI:1)|did you mean $EXTIP`, `error em-rule-unknown-macro|$ZZZZZ|no macro ZZZZZ`, `error em-rule-unknown-macro|$NOPE|no macro NOPE`}},
		{Profile, `/$SA`, []string{`error em-rule-unknown-macro|$SA|in bracketed options only`}},
		{Profile, `/a$.b`, []string{`warning em-rule-unknown-macro|$|starts no macro; write $$`}},

		{Profile, `("$SWVER" ge "2.0.6")? /x`, []string{
			`error em-rule-unlike-kinds|"$SWVER" ge "2.0.6"|eq and ne only; for numbers and versions leave the quotes out`}},
		{Profile, `($SWVER ge "2.0.6")? /x`, []string{
			`error em-rule-unlike-kinds|$SWVER ge "2.0.6"|unlike kinds do not compare: version and string; quote both sides, or neither`}},
		{Profile, `($REGTMR1 gt 2.0)? /x`, []string{`error em-rule-unlike-kinds|$REGTMR1 gt 2.0|integer and version; a version has two numbers`}},
		{Profile, `(<2)? /x`, []string{`error em-rule-unlike-kinds|<2|version and integer`}},
		{Profile, `($EMS eq "host")? /x`, []string{`error em-rule-unlike-kinds|$EMS|outside quotes; write "$EMS"`}},
		{Profile, `(2.0 eq "2.0")? /x`, []string{`error em-rule-unlike-kinds|2.0 eq "2.0"|version and string`}},

		{Profile, `($MUID eq 5)? /x`, []string{`error em-rule-unlike-kinds|$MUID|`, `error em-rule-user-text|$MUID|$MUID stands outside quotes`}},
		{Profile, `http://$MUID.h/$MUID`, []string{`error em-rule-user-text|$MUID|which server`}},
		{Profile, `[--post $UID1] http://h/x`, []string{`error em-rule-user-text|$UID1|names a parameter`}},
		{Profile, `http://h/$MPWD`, []string{`error em-rule-password-in-url|$MPWD|a password; send it as [--pwd $MPWD]`}},
		{Profile, `http://h/a#b`, []string{`warning em-rule-url-character|#|a comment; write %23`}},
		{Profile, `("$A" ne "")? http://h/a|b/c`, []string{`warning em-rule-url-character|` + `|` + `|separates alternatives`}},

		{Upgrade, `[--key a] http://h/x`, []string{`warning em-rule-option-without-effect|--key a|upgrade rules take no options`}},
		{Profile, `[--post a] /x`, []string{`warning em-rule-option-without-effect|--post a|over TFTP`}},
		{Profile, `[--delta] http://h/x`, []string{`warning em-rule-option-without-effect|--delta|for reports`}},
		{Report, `[--delta] http://h/x`, nil},

		{Profile, `[--uid $MUID$PDOM --pwd $MPWD] http://h/x`, []string{
			`error em-credentials-in-public-branch|--uid $MUID$PDOM --pwd $MPWD|$MUID and $MPWD may be empty; add to the condition: "$MUID" ne "" and "$MPWD" ne ""`}},
		{Profile, `("$PUID" ne "")? [--uid $PUID --pwd $PPWD] http://h/x`, []string{`error em-credentials-in-public-branch|--uid $PUID --pwd $PPWD|though $PPWD may be empty`}},
		{Profile, `("$PUID" eq "x" and "$PPWD" eq "y")? [--uid $PUID --pwd $PPWD] http://h/x`, nil},
		{Profile, `("$PUID" ne "x" and "" ne "$PPWD")? [--uid $PUID --pwd $PPWD] http://h/x`, []string{`error em-credentials-in-public-branch|--uid $PUID --pwd $PPWD|though $PUID may be empty`}},
		{Profile, `("$(MUID)" ne "" and "$MPWD" ne "")? [--uid $MUID --pwd $(MPWD:1)] http://h/x`, nil},
		{Profile, `[--uid joe --pwd $A] http://h/x`, []string{`warning em-credentials-in-public-branch|--uid joe --pwd $A|every phone`}},
		{Profile, `("$A" ne "")? [--uid joe --pwd hunter2] http://h/x`, []string{`warning em-credentials-in-public-branch|--pwd hunter2|stands in the rule; take it from a macro`}},
		{Profile, `[--key secret] http://h/x`, nil},
		{Profile, `("$A" ne "")? [--uid joe --pwd $B] http://h/x`, nil},
		{Profile, `("a" eq "b")? [--uid joe --pwd $B] http://h/x`, []string{`error em-rule-unreachable|("a" eq "b")?|its condition never holds`}},
		{Profile, `("$PUID" ne "")? [--uid $PUID] http://h/x`, nil},
		{Profile, `("$PPWD" ne "")? [--pwd $PPWD] http://h/x`, nil},
		{Profile, `("$MUID" ne "")? [--uid $MUID --pwd $MPWD] http://h/x`, []string{`error em-credentials-in-public-branch|--uid $MUID --pwd $MPWD|though $MPWD may be empty; add to the condition: "$MPWD" ne ""`}},
		{Profile, `("$MPWD" ne "")? [--uid $MUID --pwd $MPWD] http://h/x`, []string{`error em-credentials-in-public-branch|--uid $MUID --pwd $MPWD|though $MUID may be empty`}},

		// A macro is one subject however it is written, a part of its value another.
		{Profile, `("$(A)-b" eq "x")? /1 | ("$A-b" eq "x" and "$B" eq "y")? /2 | /3`, []string{`error em-rule-unreachable|("$A-b" eq "x" and "$B" eq "y")?|alternative 1 holds`}},
		{Profile, `("$(A:0:0)" eq "x")? /1 | ("$A" eq "x")? /2 | /3`, nil},
		{Profile, `("$(A:0)" eq "x")? /1 | ("$A" eq "x" and "$B" eq "y")? /2 | /3`, []string{`error em-rule-unreachable|("$A" eq "x" and "$B" eq "y")?|alternative 1 holds`}},
		{Profile, `("$(A:1)" eq "x")? /1 | ("$A" eq "x")? /2 | /3`, nil},

		// A value that a macro never has, and comparisons of which that is not said.
		{Profile, `("Mobile" eq "$EMS")? /1`, []string{`warning em-rule-unreachable|"Mobile" eq "$EMS"|$EMS is never "Mobile"`}},
		{Profile, `("$EMS" ne "mobil")? /1`, []string{`warning em-rule-unreachable|"$EMS" ne "mobil"|$EMS is never "mobil"`}},
		{Profile, `("$EMS" eq "")? /1`, nil},
		{Profile, `("$EMS" lt "Mobile")? /1`, []string{`error em-rule-unlike-kinds|"$EMS" lt "Mobile"|eq and ne only; none`}},
		{Profile, `("$EMS" eq "$A")? /1`, nil},
		{Profile, `("$(EMS:1)" eq "x")? /1`, nil},
		{Profile, `("$(EMS:0:4)" eq "mobi")? /1`, nil},
		{Profile, `($EMS eq "Mobile")? /x`, []string{`error em-rule-unlike-kinds|$EMS|outside quotes`}},
		{Profile, `("$EMS" eq 5)? /x`, []string{`error em-rule-unlike-kinds|"$EMS" eq 5|string and integer; quote both sides`}},
		{Profile, `("$CCERT" eq "installed")? /x`, []string{`warning em-rule-unreachable|"$CCERT" eq "installed"|$CCERT is never "installed"; it is one of "Installed", "Not Installed"`}},
		{Profile, `("$A" lt "b")? /x`, []string{`error em-rule-unlike-kinds|"$A" lt "b"|eq and ne only; for numbers and versions`}},
		{Profile, `("$MA" lt "b")? /x`, []string{`error em-rule-unlike-kinds|"$MA" lt "b"|eq and ne only; none`}},
		{Profile, `("x$A" lt "b")? /x`, []string{`error em-rule-unlike-kinds|"x$A" lt "b"|eq and ne only; none`}},
		{Profile, `($A eq "x")? /x`, []string{`error em-rule-unreachable|($A eq "x")?|its condition never holds`}},
		{Profile, `("$MA" eq "x")? http://$MAC.h/$MUID`, nil},
		{Profile, `[--alias $MUID] http://h/x`, []string{`error em-rule-user-text|$MUID|names a parameter`}},
		{Profile, `(a = "$FOO";)! /x`, []string{`error em-rule-unknown-macro|$FOO|no macro FOO`}},
		{Profile, `http://h/$PPWD`, []string{`error em-rule-password-in-url|$PPWD|a password`}},

		{Profile, `[--uid $A] /x`, []string{`warning em-credentials-in-public-branch|--uid $A|every phone`, `warning em-rule-option-without-effect|--uid $A|over TFTP`}},
		{Profile, `[--pwd $A] tftp://h/x`, []string{`warning em-credentials-in-public-branch|--pwd $A|every phone`, `warning em-rule-option-without-effect|--pwd $A|over TFTP`}},
		{Profile, `[--alias a --key $A] /x`, nil},
		{Profile, `[--post a] $B`, nil}, // where the URL is a macro, nobody knows
		{Upgrade, `[--post a] http://h/x`, []string{`warning em-rule-option-without-effect|--post a|upgrade rules take no options`}},
		{Report, `[--post a] http://h/x`, nil},

		{Profile, `http://h/a # b`, nil},
		{Profile, `("$A" ne "")? http://h/a | b/c`, nil},
		{Profile, `("$A" ne "")? http://h/a|http://b/c`, nil},
		{Profile, `("$A" ne "")? http://h/a|b.example/c`, nil},
		{Profile, `("$A" ne "")? http://h/a|/c`, nil},
		{Profile, `("$A" ne "")? http://h/a|$B/c`, nil},
		{Profile, `("$A" ne "")? http://h/a|[--key a] b/c`, nil},
		{Profile, `("$A" ne "")? /1 | /$MAconfig`, []string{`error em-rule-unknown-macro|$MAconfig|no macro MAconfig`}},
		{Profile, `/$MAX`, []string{`error em-rule-unknown-macro|$MAX|no macro MAX; write $(MA)X`}},
		{Profile, `/$(MAX)config`, []string{`error em-rule-unknown-macro|$(MAX)|no macro MAX; did you mean $MA`}},
	} {
		findings := Check(mustParse(t, test.text, test.context))
		var got []string
		for _, f := range findings {
			got = append(got, fmt.Sprintf("%s %s|%s|%s; %s", f.Severity, f.ID, test.text[f.Span.Start:f.Span.End], f.Message, f.Hint))
		}
		if len(got) != len(test.want) {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
			continue
		}
		for i, want := range test.want {
			cut := strings.LastIndex(want, "|") + 1
			ok := strings.HasPrefix(got[i], want[:cut])
			for _, part := range strings.Split(want[cut:], "; ") {
				ok = ok && (strings.Contains(got[i][cut:], part) || part == none && findings[i].Hint == "")
			}
			if !ok {
				t.Errorf("%q: got %q, want %q", test.text, got[i], want)
			}
			if shown := Caret(test.text, findings[i].Span); strings.Contains(shown, "hunter2") {
				t.Errorf("a secret shows: %s", shown)
			}
		}
	}
}

// Which alternative a finding is about.
func TestAlternativeOfFindings(t *testing.T) {
	var got []string
	for _, f := range Check(mustParse(t, `("$A" eq "x")? http://h/$FOO | ("$A" eq "x")? http://h/2 | http://h/3#4`, Profile)) {
		got = append(got, fmt.Sprint(f.Alternative, " ", f.ID))
	}
	if all := strings.Join(got, ", "); all != "0 em-rule-unknown-macro, 1 em-rule-unreachable, 2 em-rule-url-character" {
		t.Error(all)
	}
}

func TestExtensionMobility(t *testing.T) {
	r, err := ExtensionMobility("http://prov.clinic.example/cisco")
	if err != nil {
		t.Fatal(err)
	}
	if f := Check(r); len(f) > 0 {
		t.Error(f)
	}
	if Format(r) != r.Source {
		t.Errorf("%s is not canonical", r.Source)
	}
	for path, values := range map[string][]string{
		"/cisco/mobile/jsmith.xml":   {"EMS", "mobile", "MUID", "jsmith", "MPWD", "p", "PUID", "board-room", "PPWD", "q"},
		"/cisco/host/board-room.xml": {"EMS", "host", "PUID", "board-room", "PPWD", "q"},
		"/cisco/default.xml":         nil,
	} {
		res, err := Eval(r.Source, Profile, state(t, values...))
		if err != nil || res.Request.Path != path {
			t.Errorf("%v: %v, want %s", err, res, path)
		}
	}
	// Built by hand, a rule has no source and is checked all the same.
	if f := Check(&Rule{Alternatives: []Alternative{{URL: &URL{Path: "/$muid"}}}}); len(f) != 1 {
		t.Error(f)
	}
	for _, bad := range []string{"", "prov.example", "ftp://h", "http://h/", "http://h/$A", "http://h/a|b", "http://h/a#b", "http://h/a b", "http://", "http://h:0", "http://u@h", `http://h/"`} {
		if r, err := ExtensionMobility(bad); err == nil {
			t.Errorf("%q gives %s", bad, r)
		}
	}
}
