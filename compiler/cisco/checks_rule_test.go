package cisco

// A rule that fetches what provc writes, up to its last URL.
const ruleTo = `rule: "(\"$EMS\" eq \"mobile\" and \"$MUID\" ne \"\" and \"$MPWD\" ne \"\") ? [--uid $MUID$PDOM --pwd $MPWD] https://prov.example/cisco/mobile/$MUID.xml | `

const goodRule = ruleTo + `https://prov.example/cisco/default.xml"
`

// ruleTests are of texts in the profile-rule language.
var ruleTests = []checkTest{
	{"em-rule-syntax", accepted, both(`rule: "(\"$EMS\" eq \"mobile\" or \"$MUID\" ne \"\") ? https://prov.example/cisco/mobile/$MUID.xml | https://prov.example/cisco/default.xml"`), both(goodRule),
		says{"5:7 error em-rule-syntax: rule" + notRule + `expected "and" or ")", found "or": at character 21; the language has only "and"; for "or" write two alternatives separated by |`}},
	{"em-rule-syntax", accepted, both(`rule: "(\"$EMS eq host) ? https://prov.example/cisco/default.xml"`), both(goodRule),
		says{"5:7 error em-rule-syntax: rule" + notRule + "this quote is not closed: at character 2"}},
	{"em-rule-syntax", accepted, both(`rule: "[--uid x https://prov.example/cisco/default.xml"`), both(goodRule),
		says{"5:7 error em-rule-syntax: rule" + notRule + "this bracket is not closed: at character 1; options are written [--key value --post a]"}},
	{"em-rule-syntax", accepted, both(`params: Upgrade_Rule: "(2.0.6 le) ? /x.bin"`), both(`params: Upgrade_Rule: "($SWVER lt 7.5.5) ? /x.bin"`),
		says{"5:9 error em-rule-syntax: Upgrade_Rule" + notRule + `expected a quoted string, a version or a number after "le", found ")": at character 10`}},
	{"em-rule-syntax", accepted, both(`rule: "https://prov.example/cisco/default.xml | https://prov.example/cisco/host/$PUID.xml"`), both(goodRule),
		says{"5:7 error em-rule-syntax: rule" + notRule + "an alternative without a condition comes before the last: those after it are never reached: at character 1; give it a condition, or put it last; a URL cannot contain |"}},
	{"em-rule-syntax", accepted, both(ruleTo + `https://prov.example/cisco/${MUID}.xml"`), both(goodRule),
		says{"5:7 error em-rule-syntax: rule" + notRule + `this is no form of a macro, found "${MUID}": at character 164; write $MUID or $(MUID)`}},
	{"em-rule-syntax", accepted, both("rule: \"\"\"\n\t(\"$EMS\" eq \"host\") ? https://prov.example/cisco/default.xml\n\t| [--uid x\n\t\"\"\""), both("rule: \"\"\"\n\t(\"$EMS\" eq \"host\") ? https://prov.example/cisco/default.xml\n\t| https://prov.example/cisco/default.xml\n\t\"\"\""),
		says{"5:7 error em-rule-syntax: rule" + notRule + "this bracket is not closed: at line 2, character 3; options are written [--key value --post a]"}},
	{"em-rule-syntax", accepted, both(`params: Resync_Trigger_1: "($PRVTMR gt 600)"`), both(`params: Resync_Trigger_1: "$PRVTMR gt 600"`),
		says{"5:9 error em-rule-syntax: Resync_Trigger_1" + notRule + `a resync trigger is a bare condition, found "(": at character 1; write it without parentheses and without "?"`}},
	{"em-rule-syntax", accepted, both(`users: ann: params: Profile_Rule_B: "(true) ? | x"`), both(`users: ann: params: Profile_Rule_B: "(true) ? /x"`),
		says{"5:21 error em-rule-syntax: Profile_Rule_B" + notRule + "expected a URL or assignments after the condition, found the end: at character 10"}},
	{"em-rule-syntax", accepted, both(`models: SPA525G2: params: Custom_CA_URL: "ftp://h/x"`), both(`models: SPA525G2: params: Custom_CA_URL: "http://h/x"`),
		says{"5:27 error em-rule-syntax: Custom_CA_URL" + notRule + `expected tftp, http or https, found "ftp": at character 1`}},

	{"em-rule-unreachable", accepted, both(`rule: "(\"$EMS\" eq \"host\") ? https://prov.example/cisco/default.xml | (\"$EMS\" eq \"host\") ? https://prov.example/cisco/host/$PUID.xml | https://prov.example/cisco/default.xml"`), both(goodRule),
		says{"5:7 warning " + neverMobile, "5:7 error em-rule-unreachable: alternative 2 is never taken: alternative 1 holds whenever it would, in rule at character 63"}},
	{"em-rule-unreachable", accepted, both(`params: Report_Rule: "(\"$EMS\" eq \"mobil\") ? http://h/a | http://h/b"`), both(`params: Report_Rule: "(\"$EMS\" eq \"mobile\") ? http://h/a | http://h/b"`),
		says{`5:9 warning em-rule-unreachable: $EMS is never "mobil", in Report_Rule at character 2; it is one of "", "host", "mobile"`}},

	{"em-rule-unknown-macro", accepted, both(ruleTo + `https://prov.example/cisco/default$FOO.xml"`), both(goodRule),
		says{
			"5:7 error em-rule-unknown-macro: phones know no macro FOO and leave it as it stands, in rule at character 171",
			"5:7 warning em-rule-unserved-path: the rule fetches default$FOO.xml" + unserved}},
	{"em-rule-unknown-macro", accepted, both("rule: \"\"\"\n\t(\"$EMS\" eq \"host\") ? https://prov.example/cisco/default.xml\n\t| https://other.example/$FOO.xml\n\t\"\"\""), both(goodRule),
		says{
			"5:7 warning " + neverMobile,
			"5:7 error em-rule-unknown-macro: phones know no macro FOO and leave it as it stands, in rule at line 2, character 25"}},

	{"em-rule-unlike-kinds", accepted, both(`rule: "(\"$EMS\" eq 1) ? https://prov.example/cisco/mobile/$MUID.xml | https://prov.example/cisco/default.xml"`), both(goodRule),
		says{"5:7 error em-rule-unlike-kinds: unlike kinds do not compare: string and integer, in rule at character 2; quote both sides, or neither"}},

	{"em-rule-user-text", accepted, both(`rule: "($MUID eq \"x\") ? https://prov.example/cisco/mobile/x.xml | https://prov.example/cisco/default.xml"`), both(goodRule),
		says{
			`5:7 error em-rule-unlike-kinds: $MUID is a string and stands outside quotes, in rule at character 2; write "$MUID"`,
			"5:7 error em-rule-user-text: what is typed at the phone becomes part of the rule: $MUID stands outside quotes, in rule at character 2"}},

	{"em-rule-url-character", accepted, both(ruleTo + `https://prov.example/cisco/default.xml#x"`), both(goodRule),
		says{"5:7 warning em-rule-url-character: a URL cannot contain #: the rest is a comment, in rule at character 175; write %23, or a blank before a comment"}},

	{"em-rule-password-in-url", accepted, both(`rule: "(\"$MPWD\" ne \"\") ? https://prov.example/cisco/mobile/$MUID.xml?p=$MPWD | https://prov.example/cisco/default.xml"`), both(goodRule),
		says{
			"5:7 error em-rule-password-in-url: $MPWD is a password and stands in a URL, which servers log, in rule at character 65; send it as [--pwd $MPWD]"}},

	{"em-rule-option-without-effect", accepted, both(`params: Upgrade_Rule: "[--uid x --pwd y] /x.bin"`), both(`params: Upgrade_Rule: "/x.bin"`),
		says{
			"5:9 warning em-credentials-in-public-branch: every phone that gets here sends these credentials, in Upgrade_Rule at character 2; give the alternative a condition",
			"5:9 warning em-rule-option-without-effect: the option --pwd has no effect: upgrade rules take no options, in Upgrade_Rule at character 10",
			"5:9 warning em-rule-option-without-effect: the option --uid has no effect: upgrade rules take no options, in Upgrade_Rule at character 2"}},

	{"em-credentials-in-public-branch", accepted, both(`rule: "[--uid $PUID$PDOM --pwd $PPWD] https://prov.example/cisco/default.xml"`), both(goodRule),
		says{
			`5:7 error em-credentials-in-public-branch: credentials are sent though $PUID and $PPWD may be empty, in rule at character 2; add to the condition: "$PUID" ne "" and "$PPWD" ne ""`,
			"5:7 warning " + neverMobile}},
	{"em-credentials-in-public-branch", accepted, both(`params: Profile_Rule_B: "(\"$EMS\" eq \"host\") ? [--uid joe --pwd hunter2] http://h/a"`), both(`params: Profile_Rule_B: "(\"$EMS\" eq \"host\") ? [--uid joe --pwd $A] http://h/a"`),
		says{"5:9 warning em-credentials-in-public-branch: the password stands in the rule, and so in every profile that carries the rule, in Profile_Rule_B at character 33; take it from a macro"}},

	{"em-rule-unserved-path", accepted, both(ruleTo + `https://prov.example/cisco/defaults.xml"`), both(goodRule),
		says{"5:7 warning em-rule-unserved-path: the rule fetches defaults.xml" + unserved}},
	{"em-rule-unserved-path", accepted, both(ruleTo + `https://prov.example/cisco/other/$MA.xml"`), both(ruleTo + `https://other.example/cisco/other/$MA.xml"`),
		says{"5:7 warning em-rule-unserved-path: the rule fetches other/$MA.xml" + unserved}},
	{"em-rule-unserved-path", accepted, both(ruleTo + `https://prov.example/cisco/spa504G.cfg"`), both(ruleTo + `https://prov.example/cisco/spa525G2.cfg"`),
		says{"5:7 warning em-rule-unserved-path: the rule fetches spa504G.cfg" + unserved}},
	{"em-rule-unserved-path", accepted, both(ruleTo + `https://prov.example/cisco/spa$PSN.xml"`), both(ruleTo + `https://prov.example/cisco/spa$PSN.cfg"`),
		says{"5:7 warning em-rule-unserved-path: the rule fetches spa$PSN.xml" + unserved}},
	{"em-rule-unserved-path", accepted, both(foyer + ruleTo + `https://prov.example/cisco/0026cb5f1a31.xml"`), both(foyer + ruleTo + `https://prov.example/cisco/0026cb5f1a30.xml"`),
		says{"6:7 warning em-rule-unserved-path: the rule fetches 0026cb5f1a31.xml" + unserved}},
	{"em-rule-unserved-path", accepted, both(ruleTo + `https://prov.example/cisco/host/lobby.xml"`), both(ruleTo + `https://prov.example/cisco/host/board-room.xml"`),
		says{"5:7 warning em-rule-unserved-path: the rule fetches host/lobby.xml" + unserved}},
	{"em-rule-unserved-path", accepted, both(ruleTo + `https://prov.example/cisco/mobile/bob.xml"`), both(ruleTo + `https://prov.example/cisco/mobile/ann.xml"`),
		says{"5:7 warning em-rule-unserved-path: the rule fetches mobile/bob.xml" + unserved}},
	{"em-rule-unserved-path", accepted, both(ruleTo + `https://prov.example/cisco/$(MA:0:6)/y/x.xml"`), both(ruleTo + `https://prov.example/cisco/$A/$(MA:0:6).xml"`),
		says{"5:7 warning em-rule-unserved-path: the rule fetches $(MA:0:6)/y/x.xml" + unserved}},
	{"em-rule-unserved-path", accepted, both(ruleTo + `https://prov.example/cisco/default_xml"`), both(ruleTo + `https://prov.example/cisco2/default_xml"`),
		says{"5:7 warning em-rule-unserved-path: the rule fetches default_xml" + unserved}},
	{"em-rule-unserved-path", accepted, both(`folder: "cisco", ` + ruleTo + `https://prov.example/cisco/x/default.xml"`), both(`folder: "cisco", ` + ruleTo + `https://prov.example/cisco/default.xml"`),
		says{"5:24 warning em-rule-unserved-path: the rule fetches cisco/x/default.xml" + unserved}},
	{"em-rule-unserved-path", accepted, server + `rule: "https://prov.example/cisco/mobiles/$MUID.xml"`, server + `rule: "(\"$MUID\" ne \"\") ? https://prov.example/cisco/mobile/$MUID.xml | https://prov.example/cisco/host/$PUID.xml"`,
		says{"3:7 warning em-rule-unserved-path: the rule fetches mobiles/$MUID.xml, which provc does not write: at character 1, and nothing fetches default.xml; provc writes mobile/$MUID.xml, host/$PUID.xml, default.xml and spa$PSN.cfg"}},

	{"em-parameter-generated", same, both(`params: Profile_Rule: "(x"`), both(`params: Profile_Rule_B: "(true) ? /x"`), // told once
		says{"5:9 error em-parameter-generated: Profile_Rule is made from the deployment's server or rule, and is not declared beside it"}},
	{"em-rule-unserved-path", accepted,
		both(`rule: "(\"$A\" eq \"\") ? (GPP_A = \"x\";)! | https://prov.example/cisco/x"`),
		both(`rule: "(\"$A\" eq \"\") ? (GPP_A = \"x\";)! | https://prov.example/cisco/default.xml"`),
		says{
			"5:7 warning " + neverMobile,
			"5:7 warning em-rule-unserved-path: the rule fetches x, which provc does not write: at character 34, and nothing fetches host/$PUID.xml and default.xml; provc writes mobile/$MUID.xml, host/$PUID.xml, default.xml and spa$PSN.cfg"}},

	// The identity that asks may decide what a server gives.
	{"em-rule-unserved-path", accepted, both(`rule: "(\"$EMS\" eq \"mobile\" and \"$MUID\" ne \"\" and \"$MPWD\" ne \"\") ? [--uid $MUID$PDOM --pwd $MPWD] https://prov.example/cisco/person.cfg | https://prov.example/cisco/room.cfg"`), both(goodRule),
		says{"5:7 warning em-rule-unserved-path: the rule fetches person.cfg and room.cfg, which provc does not write: at character 91, and nothing fetches mobile/$MUID.xml, host/$PUID.xml and default.xml; provc writes mobile/$MUID.xml, host/$PUID.xml, default.xml and spa$PSN.cfg"}},
	{"em-rule-unserved-path", accepted, both(ruleTo + `https://prov.example/cisco/other.xml?token=x"`), both(ruleTo + `https://prov.example/cisco/default.xml?model=$PN"`),
		says{
			"5:7 warning em-rule-unserved-path: the rule fetches other.xml" + unserved,
			"5:7 warning secret-in-query: rule gives token" + inQuery + "at character 174" + ask}},

	{"em-rule-never-mobile", accepted, both(`rule: "https://prov.example/cisco/default.xml"`), server + room + `rule: "https://prov.example/cisco/default.xml"`,
		says{"5:7 warning " + neverMobile}},
	{"em-rule-never-mobile", accepted, both(`rule: "https://other.example/$MUIDS.cfg"`), both(`rule: "https://other.example/$MUID.cfg"`),
		says{
			"5:7 warning " + neverMobile,
			"5:7 error em-rule-unknown-macro: phones know no macro MUIDS and leave it as it stands, in rule at character 23; write $(MUID)S"}},
	{"em-rule-never-mobile", accepted, both(`rule: "https://prov.example/cisco/default.xml", params: Profile_Rule_B: "https://other.example/$PUID.cfg"`),
		both(`rule: "https://prov.example/cisco/default.xml", params: Profile_Rule_B: "https://other.example/$(MUID:0:9).cfg"`),
		says{"5:7 warning " + neverMobile}},
	{"em-rule-never-mobile", accepted, both(`rule: "https://prov.example/cisco/default.xml", phones: "0026cb5f1a20": params: Upgrade_Rule: "https://other.example/$MUID.cfg"`),
		both(`rule: "https://prov.example/cisco/default.xml", phones: "0026cb5f1a20": params: Profile_Rule_D: "https://other.example/$MUID.cfg"`),
		says{"5:7 warning " + neverMobile}},

	// A rule may stand on several lines.
	{"em-rule-syntax", accepted, both("params: Upgrade_Rule: \"\"\"\n\t($SWVER lt 7.5.2b) ? http://h/a.bin\n\t | (http://h/b.bin\n\t\"\"\""), both("params: Upgrade_Rule: \"\"\"\n\t($SWVER lt 7.5.2b) ? http://h/a.bin\n\t | http://h/b.bin\n\t\"\"\""),
		says{"5:9 error em-rule-syntax: Upgrade_Rule" + notRule + "…"}},
}
