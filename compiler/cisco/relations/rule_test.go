package relations_test

import "provc/compiler/cisco/deploytest"

// A rule that fetches what provc writes, up to its last URL.

const goodRule = deploytest.RuleTo + `https://prov.example/cisco/default.xml"
`

// ruleTests are of texts in the profile-rule language.
var ruleTests = []deploytest.Case{
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "(\"$EMS\" eq \"mobile\" or \"$MUID\" ne \"\") ? https://prov.example/cisco/mobile/$MUID.xml | https://prov.example/cisco/default.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{"5:7 error em-rule-syntax: rule" + notRule + `expected "and" or ")", found "or": at character 21; the language has only "and"; for "or" write two alternatives separated by |`}},
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "(\"$EMS eq host) ? https://prov.example/cisco/default.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{"5:7 error em-rule-syntax: rule" + notRule + "this quote is not closed: at character 2"}},
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "[--uid x https://prov.example/cisco/default.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{"5:7 error em-rule-syntax: rule" + notRule + "this bracket is not closed: at character 1; options are written [--key value --post a]"}},
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Upgrade_Rule: "(2.0.6 le) ? /x.bin"`), Good: deploytest.Both(`params: Upgrade_Rule: "($SWVER lt 7.5.5) ? /x.bin"`),
		Found: deploytest.Says{"5:9 error em-rule-syntax: Upgrade_Rule" + notRule + `expected a quoted string, a version or a number after "le", found ")": at character 10`}},
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "https://prov.example/cisco/default.xml | https://prov.example/cisco/host/$PUID.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{"5:7 error em-rule-syntax: rule" + notRule + "an alternative without a condition comes before the last: those after it are never reached: at character 1; give it a condition, or put it last; a URL cannot contain |"}},
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/${MUID}.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{"5:7 error em-rule-syntax: rule" + notRule + `this is no form of a macro, found "${MUID}": at character 164; write $MUID or $(MUID)`}},
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both("rule: \"\"\"\n\t(\"$EMS\" eq \"host\") ? https://prov.example/cisco/default.xml\n\t| [--uid x\n\t\"\"\""), Good: deploytest.Both("rule: \"\"\"\n\t(\"$EMS\" eq \"host\") ? https://prov.example/cisco/default.xml\n\t| https://prov.example/cisco/default.xml\n\t\"\"\""),
		Found: deploytest.Says{"5:7 error em-rule-syntax: rule" + notRule + "this bracket is not closed: at line 2, character 3; options are written [--key value --post a]"}},
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Resync_Trigger_1: "($PRVTMR gt 600)"`), Good: deploytest.Both(`params: Resync_Trigger_1: "$PRVTMR gt 600"`),
		Found: deploytest.Says{"5:9 error em-rule-syntax: Resync_Trigger_1" + notRule + `a resync trigger is a bare condition, found "(": at character 1; write it without parentheses and without "?"`}},
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`users: ann: params: Profile_Rule_B: "(true) ? | x"`), Good: deploytest.Both(`users: ann: params: Profile_Rule_B: "(true) ? /x"`),
		Found: deploytest.Says{"5:21 error em-rule-syntax: Profile_Rule_B" + notRule + "expected a URL or assignments after the condition, found the end: at character 10"}},
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`models: SPA525G2: params: Custom_CA_URL: "ftp://h/x"`), Good: deploytest.Both(`models: SPA525G2: params: Custom_CA_URL: "http://h/x"`),
		Found: deploytest.Says{"5:27 error em-rule-syntax: Custom_CA_URL" + notRule + `expected tftp, http or https, found "ftp": at character 1`}},

	{Check: "em-rule-unreachable", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "(\"$EMS\" eq \"host\") ? https://prov.example/cisco/default.xml | (\"$EMS\" eq \"host\") ? https://prov.example/cisco/host/$PUID.xml | https://prov.example/cisco/default.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{"5:7 warning " + neverMobile, "5:7 error em-rule-unreachable: alternative 2 is never taken: alternative 1 holds whenever it would, in rule at character 63"}},
	{Check: "em-rule-unreachable", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Report_Rule: "(\"$EMS\" eq \"mobil\") ? http://h/a | http://h/b"`), Good: deploytest.Both(`params: Report_Rule: "(\"$EMS\" eq \"mobile\") ? http://h/a | http://h/b"`),
		Found: deploytest.Says{`5:9 warning em-rule-unreachable: $EMS is never "mobil", in Report_Rule at character 2; it is one of "", "host", "mobile"`}},

	{Check: "em-rule-unknown-macro", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/default$FOO.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{
			"5:7 error em-rule-unknown-macro: phones know no macro FOO and leave it as it stands, in rule at character 171",
			"5:7 warning em-rule-unserved-path: the rule fetches default$FOO.xml" + unserved}},
	{Check: "em-rule-unknown-macro", Plain: deploytest.Accepted, Bad: deploytest.Both("rule: \"\"\"\n\t(\"$EMS\" eq \"host\") ? https://prov.example/cisco/default.xml\n\t| https://other.example/$FOO.xml\n\t\"\"\""), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{
			"5:7 warning " + neverMobile,
			"5:7 error em-rule-unknown-macro: phones know no macro FOO and leave it as it stands, in rule at line 2, character 25"}},

	{Check: "em-rule-unlike-kinds", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "(\"$EMS\" eq 1) ? https://prov.example/cisco/mobile/$MUID.xml | https://prov.example/cisco/default.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{"5:7 error em-rule-unlike-kinds: unlike kinds do not compare: string and integer, in rule at character 2; quote both sides, or neither"}},

	{Check: "em-rule-user-text", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "($MUID eq \"x\") ? https://prov.example/cisco/mobile/x.xml | https://prov.example/cisco/default.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{
			`5:7 error em-rule-unlike-kinds: $MUID is a string and stands outside quotes, in rule at character 2; write "$MUID"`,
			"5:7 error em-rule-user-text: what is typed at the phone becomes part of the rule: $MUID stands outside quotes, in rule at character 2"}},

	{Check: "em-rule-url-character", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/default.xml#x"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{"5:7 warning em-rule-url-character: a URL cannot contain #: the rest is a comment, in rule at character 175; write %23, or a blank before a comment"}},

	{Check: "em-rule-password-in-url", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "(\"$MPWD\" ne \"\") ? https://prov.example/cisco/mobile/$MUID.xml?p=$MPWD | https://prov.example/cisco/default.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{
			"5:7 error em-rule-password-in-url: $MPWD is a password and stands in a URL, which servers log, in rule at character 65; send it as [--pwd $MPWD]"}},

	{Check: "em-rule-option-without-effect", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Upgrade_Rule: "[--uid x --pwd y] /x.bin"`), Good: deploytest.Both(`params: Upgrade_Rule: "/x.bin"`),
		Found: deploytest.Says{
			"5:9 warning em-credentials-in-public-branch: every phone that gets here sends these credentials, in Upgrade_Rule at character 2; give the alternative a condition",
			"5:9 warning em-rule-option-without-effect: the option --pwd has no effect: upgrade rules take no options, in Upgrade_Rule at character 10",
			"5:9 warning em-rule-option-without-effect: the option --uid has no effect: upgrade rules take no options, in Upgrade_Rule at character 2"}},

	{Check: "em-credentials-in-public-branch", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "[--uid $PUID$PDOM --pwd $PPWD] https://prov.example/cisco/default.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{
			`5:7 error em-credentials-in-public-branch: credentials are sent though $PUID and $PPWD may be empty, in rule at character 2; add to the condition: "$PUID" ne "" and "$PPWD" ne ""`,
			"5:7 warning " + neverMobile}},
	{Check: "em-credentials-in-public-branch", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Profile_Rule_B: "(\"$EMS\" eq \"host\") ? [--uid joe --pwd hunter2] http://h/a"`), Good: deploytest.Both(`params: Profile_Rule_B: "(\"$EMS\" eq \"host\") ? [--uid joe --pwd $A] http://h/a"`),
		Found: deploytest.Says{"5:9 warning em-credentials-in-public-branch: the password stands in the rule, and so in every profile that carries the rule, in Profile_Rule_B at character 33; take it from a macro"}},

	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/defaults.xml"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{"5:7 warning em-rule-unserved-path: the rule fetches defaults.xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/other/$MA.xml"`), Good: deploytest.Both(deploytest.RuleTo + `https://other.example/cisco/other/$MA.xml"`),
		Found: deploytest.Says{"5:7 warning em-rule-unserved-path: the rule fetches other/$MA.xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/spa504G.cfg"`), Good: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/spa525G2.cfg"`),
		Found: deploytest.Says{"5:7 warning em-rule-unserved-path: the rule fetches spa504G.cfg" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/spa$PSN.xml"`), Good: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/spa$PSN.cfg"`),
		Found: deploytest.Says{"5:7 warning em-rule-unserved-path: the rule fetches spa$PSN.xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.Foyer + deploytest.RuleTo + `https://prov.example/cisco/0026cb5f1a31.xml"`), Good: deploytest.Both(deploytest.Foyer + deploytest.RuleTo + `https://prov.example/cisco/0026cb5f1a30.xml"`),
		Found: deploytest.Says{"6:7 warning em-rule-unserved-path: the rule fetches 0026cb5f1a31.xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.Foyer + deploytest.RuleTo + `https://prov.example/cisco/0026cb5f1a20.xml"`), Good: deploytest.Both(deploytest.Foyer + deploytest.RuleTo + `https://prov.example/cisco/$MA.xml"`), // which has an identity
		Found: deploytest.Says{"6:7 warning em-rule-unserved-path: the rule fetches 0026cb5f1a20.xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/host/lobby.xml"`), Good: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/host/board-room.xml"`),
		Found: deploytest.Says{"5:7 warning em-rule-unserved-path: the rule fetches host/lobby.xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/mobile/bob.xml"`), Good: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/mobile/ann.xml"`),
		Found: deploytest.Says{"5:7 warning em-rule-unserved-path: the rule fetches mobile/bob.xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/$(MA:0:6)/y/x.xml"`), Good: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/$A/$(MA:0:6).xml"`),
		Found: deploytest.Says{"5:7 warning em-rule-unserved-path: the rule fetches $(MA:0:6)/y/x.xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/mob$MUID.xml"`), Good: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/mob$A/$MUID.xml"`), // what a macro stands for is of one folder
		Found: deploytest.Says{"5:7 warning em-rule-unserved-path: the rule fetches mob$MUID.xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/default_xml"`), Good: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco2/default_xml"`),
		Found: deploytest.Says{"5:7 warning em-rule-unserved-path: the rule fetches default_xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(`folder: "cisco", ` + deploytest.RuleTo + `https://prov.example/cisco/x/default.xml"`), Good: deploytest.Both(`folder: "cisco", ` + deploytest.RuleTo + `https://prov.example/cisco/default.xml"`),
		Found: deploytest.Says{"5:24 warning em-rule-unserved-path: the rule fetches cisco/x/default.xml" + unserved}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Server + `rule: "https://prov.example/cisco/mobiles/$MUID.xml"`, Good: deploytest.Server + `rule: "(\"$MUID\" ne \"\") ? https://prov.example/cisco/mobile/$MUID.xml | https://prov.example/cisco/host/$PUID.xml"`,
		Found: deploytest.Says{"3:7 warning em-rule-unserved-path: the rule fetches mobiles/$MUID.xml, which provc does not write: at character 1, and nothing fetches default.xml; provc writes mobile/$MUID.xml, host/$PUID.xml, default.xml and spa$PSN.cfg"}},

	{Check: "em-parameter-generated", Plain: deploytest.Same, Bad: deploytest.Both(`params: Profile_Rule: "(x"`), Good: deploytest.Both(`params: Profile_Rule_B: "(true) ? /x"`), // told once
		Found: deploytest.Says{"5:9 error em-parameter-generated: Profile_Rule is made from the deployment's server or rule, and is not declared beside it"}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted,
		Bad:  deploytest.Both(`rule: "(\"$A\" eq \"\") ? (GPP_A = \"x\";)! | https://prov.example/cisco/x"`),
		Good: deploytest.Both(`rule: "(\"$A\" eq \"\") ? (GPP_A = \"x\";)! | https://prov.example/cisco/default.xml"`),
		Found: deploytest.Says{
			"5:7 warning " + neverMobile,
			"5:7 warning em-rule-unserved-path: the rule fetches x, which provc does not write: at character 34, and nothing fetches host/$PUID.xml and default.xml; provc writes mobile/$MUID.xml, host/$PUID.xml, default.xml and spa$PSN.cfg"}},

	// The identity that asks may decide what a server gives.
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "(\"$EMS\" eq \"mobile\" and \"$MUID\" ne \"\" and \"$MPWD\" ne \"\") ? [--uid $MUID$PDOM --pwd $MPWD] https://prov.example/cisco/person.cfg | https://prov.example/cisco/room.cfg"`), Good: deploytest.Both(goodRule),
		Found: deploytest.Says{"5:7 warning em-rule-unserved-path: the rule fetches person.cfg and room.cfg, which provc does not write: at character 91, and nothing fetches mobile/$MUID.xml, host/$PUID.xml and default.xml; provc writes mobile/$MUID.xml, host/$PUID.xml, default.xml and spa$PSN.cfg"}},
	{Check: "em-rule-unserved-path", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/other.xml?token=x"`), Good: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/default.xml?model=$PN"`),
		Found: deploytest.Says{
			"5:7 warning em-rule-unserved-path: the rule fetches other.xml" + unserved,
			"5:7 warning secret-in-query: rule gives token" + deploytest.InQuery + "at character 174" + deploytest.Ask}},

	{Check: "em-rule-never-mobile", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "https://prov.example/cisco/default.xml"`), Good: deploytest.Server + deploytest.Room + `rule: "https://prov.example/cisco/default.xml"`,
		Found: deploytest.Says{"5:7 warning " + neverMobile}},
	{Check: "em-rule-never-mobile", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "https://other.example/$PUID"`), Good: deploytest.Both(`rule: "https://other.example/$MUID"`),
		Found: deploytest.Says{"5:7 warning " + neverMobile}},
	{Check: "em-rule-never-mobile", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "https://other.example/$(PUID)x"`), Good: deploytest.Both(`rule: "https://other.example/$(MUID)x"`),
		Found: deploytest.Says{"5:7 warning " + neverMobile}},
	{Check: "em-rule-never-mobile", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "https://other.example/$MUIDS.cfg"`), Good: deploytest.Both(`rule: "https://other.example/$MUID.cfg"`),
		Found: deploytest.Says{
			"5:7 warning " + neverMobile,
			"5:7 error em-rule-unknown-macro: phones know no macro MUIDS and leave it as it stands, in rule at character 23; write $(MUID)S"}},
	{Check: "em-rule-never-mobile", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "https://prov.example/cisco/default.xml", params: Profile_Rule_B: "https://other.example/$PUID.cfg"`),
		Good:  deploytest.Both(`rule: "https://prov.example/cisco/default.xml", params: Profile_Rule_B: "https://other.example/$(MUID:0:9).cfg"`),
		Found: deploytest.Says{"5:7 warning " + neverMobile}},
	{Check: "em-rule-never-mobile", Plain: deploytest.Accepted, Bad: deploytest.Both(`rule: "https://prov.example/cisco/default.xml", phones: "0026cb5f1a20": params: Upgrade_Rule: "https://other.example/$MUID.cfg"`),
		Good:  deploytest.Both(`rule: "https://prov.example/cisco/default.xml", phones: "0026cb5f1a20": params: Profile_Rule_D: "https://other.example/$MUID.cfg"`),
		Found: deploytest.Says{"5:7 warning " + neverMobile}},

	// A rule may stand on several lines.
	{Check: "em-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both("params: Upgrade_Rule: \"\"\"\n\t($SWVER lt 7.5.2b) ? http://h/a.bin\n\t | (http://h/b.bin\n\t\"\"\""), Good: deploytest.Both("params: Upgrade_Rule: \"\"\"\n\t($SWVER lt 7.5.2b) ? http://h/a.bin\n\t | http://h/b.bin\n\t\"\"\""),
		Found: deploytest.Says{"5:9 error em-rule-syntax: Upgrade_Rule" + notRule + "…"}},
}
