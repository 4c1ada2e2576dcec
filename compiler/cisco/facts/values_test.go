package facts_test

import (
	"strings"

	"provc/compiler/cisco/deploytest"
)

// valueTests are of single values and names.
var valueTests = []deploytest.Case{
	{Check: "server-url", Plain: deploytest.Same, Bad: `server: "ftp://prov.example"`, Good: `server: "https://prov.example"`,
		Found: deploytest.Says{"1:9 error server-url: " + badServer + "…"}},
	{Check: "server-url", Plain: deploytest.Same, Bad: `server: "http://prov.example/"`, Good: `server: "https://prov.example"`,
		Found: deploytest.Says{"1:9 error server-url: " + badServer + "…"}},
	{Check: "server-url", Plain: deploytest.Same, Bad: `server: "http://prov.example/$MA"`, Good: `server: "https://prov.example/MA"`,
		Found: deploytest.Says{"1:9 error server-url: " + badServer + "…"}},
	{Check: "server-url", Plain: deploytest.Same, Bad: `server: "http://prov.example/a#b"`, Good: `server: "https://prov.example/a.b"`,
		Found: deploytest.Says{"1:9 error server-url: " + badServer + "…"}},
	{Check: "server-url", Plain: deploytest.Same, Bad: `server: "http://prov.example/a|b"`, Good: `server: "https://prov.example:8080/a/b"`,
		Found: deploytest.Says{"1:9 error server-url: " + badServer + "…"}},
	{Check: "server-url", Plain: deploytest.Same, Bad: `server: "http://prov example"`, Good: `server: "https://prov-example"`,
		Found: deploytest.Says{"1:9 error server-url: " + badServer + "…"}},

	{Check: "field-missing", Plain: deploytest.Refused, Bad: deploytest.Room, Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"0:4 error field-missing: this needs server"}},
	{Check: "field-missing", Plain: deploytest.Refused, Bad: deploytest.Server + `phones: "0026cb5f1a20": {userID: "x", password: secret: "x"}`, Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"3:25 error field-missing: phones.0026cb5f1a20 needs model"}},

	{Check: "field-value", Plain: deploytest.Same, Bad: `server: "https://prov.example", domain: "clinic.example"`, Good: deploytest.Server,
		Found: deploytest.Says{"1:41 error field-value: domain must begin with @, as in @clinic.example, and have at most 53 characters…"}},
	{Check: "field-value", Plain: deploytest.Same, Bad: deploytest.Server + `access: DND_Setting: "rx"`, Good: deploytest.Server + `access: DND_Setting: "ro"`,
		Found: deploytest.Says{"3:22 error field-value: access.DND_Setting must be one of na, ro, rw…"}},
	{Check: "field-value", Plain: deploytest.Same, Bad: deploytest.Server + `folder: "../x"`, Good: deploytest.Server + `folder: "x"`,
		Found: deploytest.Says{"3:9 error field-value: " + folderForm + "…"}},
	{Check: "field-value", Plain: deploytest.Same, Bad: `server: "https://prov.example", domain: "@` + strings.Repeat("a", 53) + `"`, Good: `server: "https://prov.example", domain: "@` + strings.Repeat("a", 52) + `"`,
		Found: deploytest.Says{"1:41 error field-value: domain must begin with @, as in @clinic.example, and have at most 53 characters…"}},
	{Check: "field-value", Plain: deploytest.Same, Bad: deploytest.Both(`folder: "/x"`), Good: deploytest.Both(`folder: "x/y"`),
		Found: deploytest.Says{"5:9 error field-value: " + folderForm + "…"}},
	{Check: "field-value", Plain: deploytest.Same, Bad: deploytest.Both(`access: Text_Logo: "RO"`), Good: deploytest.Both(`access: {Text_Logo: "na", DND_Setting: "ro", CW_Setting: "rw"}`),
		Found: deploytest.Says{"5:20 error field-value: access.Text_Logo must be one of na, ro, rw…"}},

	{Check: "em-password-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: bob: password: "a b"`), Good: deploytest.Both(`users: bob: password: "a.b"`),
		Found: deploytest.Says{
			"5:23 error em-password-characters: users.bob.password" + badPassword + "…",
			"5:23 warning literal-secret: the password of user bob" + deploytest.Literal}},
	{Check: "em-password-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: bob: password: "a]b"`), Good: deploytest.Both(`users: bob: password: "a}b"`),
		Found: deploytest.Says{
			"5:23 error em-password-characters: users.bob.password" + badPassword + "…",
			"5:23 warning literal-secret: the password of user bob" + deploytest.Literal}},
	{Check: "em-password-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: bob: password: ""`), Good: deploytest.Both(`users: bob: password: "x"`),
		Found: deploytest.Says{"5:23 error em-password-characters: users.bob.password" + badPassword + "…"}},
	{Check: "em-password-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: bob: password: "--uid"`), Good: deploytest.Both(`users: bob: password: "-uid"`),
		Found: deploytest.Says{
			"5:23 error em-password-characters: users.bob.password" + badPassword + "…",
			"5:23 warning literal-secret: the password of user bob" + deploytest.Literal}},
	{Check: "em-password-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: bob: password: "` + strings.Repeat("p", 64) + `"`), Good: deploytest.Both(`users: bob: password: "` + strings.Repeat("p", 63) + `"`),
		Found: deploytest.Says{
			"5:23 error em-password-characters: users.bob.password" + badPassword + "…",
			"5:23 warning literal-secret: the password of user bob" + deploytest.Literal}},
	{Check: "em-password-characters", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, `secret: "board_room"`, `"pass#word"`, 1), Good: deploytest.Server + strings.Replace(deploytest.Room, `secret: "board_room"`, `"pass$word"`, 1),
		Found: deploytest.Says{
			"3:77 error em-password-characters: phones.0026cb5f1a20.password" + badPassword + "…",
			"3:77 warning literal-secret: EM_Phone_Password" + deploytest.Literal}},
	{Check: "em-password-characters", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: "old", password: "a b"}]`), Good: deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: "old", password: "ab"}]`),
		Found: deploytest.Says{
			"5:62 error em-password-characters: phones.0026cb5f1a20.previous[0].password" + badPassword + "…",
			"5:62 warning literal-secret: EM_Phone_Password" + deploytest.Literal}},

	{Check: "literal-secret", Plain: deploytest.Accepted, Bad: deploytest.Both(`users: bob: password: "x"`), Good: deploytest.Both(`users: bob: password: secret: "x"`),
		Found: deploytest.Says{"5:23 warning literal-secret: the password of user bob" + deploytest.Literal}},
	{Check: "literal-secret", Plain: deploytest.Accepted, Bad: deploytest.Both(`users: ann: params: Password_1_: "x"`), Good: deploytest.Both(`users: ann: params: Password_1_: secret: "x"`),
		Found: deploytest.Says{"5:34 warning literal-secret: Password_1_" + deploytest.Literal}},
	{Check: "literal-secret", Plain: deploytest.Accepted, Bad: deploytest.Both(`phones: "0026cb5f1a21": {model: "SPA303", userID: "x", password: "y", previous: [{userID: "z", password: "w"}]}`), Good: deploytest.Both(`users: ann: params: Password_1_: ""`),
		Found: deploytest.Says{
			"5:66 warning literal-secret: EM_Phone_Password" + deploytest.Literal,
			"5:106 warning literal-secret: EM_Phone_Password" + deploytest.Literal}},

	{Check: "non-ascii-value", Plain: deploytest.Accepted, Bad: deploytest.Both(`users: ann: params: Display_Name_2_: "Zoë"`), Good: deploytest.Both(`users: ann: label: "Zoë"`),
		Found: deploytest.Says{"5:21 warning non-ascii-value: Display_Name_2_" + notASCII}},
	{Check: "non-ascii-value", Plain: deploytest.Accepted, Bad: deploytest.Both(`unlisted: New: "é"`), Good: deploytest.Both(`params: Text_Logo: "~"`),
		Found: deploytest.Says{
			"5:11 warning non-ascii-value: New" + notASCII,
			"5:11 warning unlisted-parameter: New" + deploytest.Unchecked}},
	{Check: "non-ascii-value", Plain: deploytest.Accepted, Bad: deploytest.Both(`users: bob: password: secret: "b", phones: "0026cb5f1a20": params: Station_Name: "Säle"`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: Station_Name: "Saele"`),
		Found: deploytest.Says{"5:68 warning non-ascii-value: Station_Name" + notASCII}},

	{Check: "unlisted-parameter", Plain: deploytest.Accepted, Bad: deploytest.Both(`unlisted: New_Feature: "x"`), Good: deploytest.Both(`params: Text_Logo: "x"`),
		Found: deploytest.Says{"5:11 warning unlisted-parameter: New_Feature" + deploytest.Unchecked}},
	{Check: "unlisted-parameter", Plain: deploytest.Accepted, Bad: deploytest.Both(`users: {ann: unlisted: New: 1, bob: {password: secret: "b", unlisted: New: 2}}, default: unlisted: New: 3`), Good: deploytest.Both(`params: Text_Logo: "x"`),
		Found: deploytest.Says{"5:24 warning unlisted-parameter: New" + deploytest.Unchecked}},

	{Check: "parameter-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`params: Text_Lgo: "x"`), Good: deploytest.Both(`params: Text_Logo: "x"`),
		Found: deploytest.Says{"5:9 error parameter-unknown: Text_Lgo is no parameter of these phones; did you mean Text_Logo? (what only other software knows goes into unlisted)"}},
	{Check: "parameter-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`params: prov: polling: enabled: true`), Good: deploytest.Both(`params: Text_Logo: "x"`),
		Found: deploytest.Says{"5:9 error parameter-unknown: prov.polling.enabled is no parameter of these phones…"}},
	{Check: "parameter-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`params: text_logo: "x"`), Good: deploytest.Both(`params: Text_Logo: "x"`),
		Found: deploytest.Says{"5:9 error parameter-unknown: text_logo is no parameter of these phones; names are case-sensitive: did you mean Text_Logo?"}},
	{Check: "parameter-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`params: Speed_Dial_10: "1"`), Good: deploytest.Both(`params: Speed_Dial_9: "1"`),
		Found: deploytest.Says{"5:9 error parameter-unknown: Speed_Dial_10 is no parameter of these phones; the number in it must be 2 to 9"}},
	{Check: "parameter-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`params: Speed_Dial_1: "1"`), Good: deploytest.Both(`params: Speed_Dial_2: "1"`),
		Found: deploytest.Says{"5:9 error parameter-unknown: Speed_Dial_1 is no parameter of these phones; the number in it must be 2 to 9"}},
	{Check: "parameter-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`keepLocal: ["Ringer_Volum"]`), Good: deploytest.Both(`keepLocal: ["Ringer_Volume"]`),
		Found: deploytest.Says{"5:13 error parameter-unknown: Ringer_Volum, in keepLocal, is no parameter of these phones; did you mean Ringer_Volume?"}},
	{Check: "parameter-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`access: Line_Enable_13_: "ro"`), Good: deploytest.Both(`access: Line_Enable_12_: "ro"`),
		Found: deploytest.Says{"5:9 error parameter-unknown: Line_Enable_13_, in access, is no parameter of these phones; did you mean Line_Enable_10_?"}},
	{Check: "parameter-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`keepLocal: ["Ringer_Volume", "No_Such_Thing_At_All"]`), Good: deploytest.Both(`keepLocal: []`),
		Found: deploytest.Says{"5:30 error parameter-unknown: No_Such_Thing_At_All, in keepLocal, is no parameter of these phones"}},
	{Check: "parameter-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`access: {DND_Setting: "ro", DND_Settin: "ro"}`), Good: deploytest.Both(`access: {}`),
		Found: deploytest.Says{"5:29 error parameter-unknown: DND_Settin, in access, is no parameter of these phones; did you mean DND_Setting?"}},

	{Check: "parameter-index", Plain: deploytest.Same, Bad: deploytest.Both(`params: Line_Enable_13_: true`), Good: deploytest.Both(`params: Line_Enable_5_: true`),
		Found: deploytest.Says{"5:9 error parameter-index: Line_Enable_13_: the index must be 1 to 12, and at most the lines of the model…"}},
	{Check: "parameter-index", Plain: deploytest.Same, Bad: deploytest.Both(`params: Line_Enable_0_: true`), Good: deploytest.Both(`params: Line_Enable_1_: true`),
		Found: deploytest.Says{"5:9 error parameter-index: Line_Enable_0_: the index must be 1 to 12, and at most the lines of the model…"}},

	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: Resync_Periodic: -1`), Good: deploytest.Both(`params: Resync_Periodic: 0`),
		Found: deploytest.Says{"5:26 error parameter-value: Resync_Periodic must be a whole number from 0 to 4294967295, or empty…"}},
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: DND_Serv: "Yes"`), Good: deploytest.Both(`params: DND_Serv: true`),
		Found: deploytest.Says{"5:19 error parameter-value: DND_Serv must be true or false…"}},
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: User_ID_1_: "` + strings.Repeat("u", 64) + `"`), Good: deploytest.Both(`params: User_ID_1_: "` + strings.Repeat("u", 63) + `"`),
		Found: deploytest.Says{"5:21 error parameter-value: User_ID_1_ must be printable text of at most 63 characters…"}},
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: Password_1_: "` + strings.Repeat("u", 64) + `"`), Good: deploytest.Both(`params: Password_1_: "` + strings.Repeat("u", 63) + `"`),
		Found: deploytest.Says{`5:22 error parameter-value: Password_1_ must be printable text of at most 63 characters, or {secret: "name"}…`}},
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: Proxy_1_: "` + strings.Repeat("u", 64) + `"`), Good: deploytest.Both(`params: Proxy_1_: "` + strings.Repeat("u", 63) + `"`),
		Found: deploytest.Says{"5:19 error parameter-value: Proxy_1_ must be printable text of at most 63 characters…"}},
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: Call_Return_Code: "*1234567"`), Good: deploytest.Both(`params: Call_Return_Code: "*123456"`),
		Found: deploytest.Says{"5:27 error parameter-value: Call_Return_Code must be a star code of at most 7 characters…"}},
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: SIP_Port_1_: 65536`), Good: deploytest.Both(`params: SIP_Port_1_: 65535`),
		Found: deploytest.Says{"5:22 error parameter-value: SIP_Port_1_ must be a port from 0 to 65535, or empty…"}},
	// In quotes it would be as wrong.
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: SIP_Port_3_: 70000`), Good: deploytest.Both(`params: SIP_Port_3_: 7000`),
		Found: deploytest.Says{"5:22 error parameter-value: SIP_Port_3_ must be a port from 0 to 65535, or empty: found 70000"}},
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: SIP_Port_3_: "65536"`), Good: deploytest.Both(`params: {SIP_Port_1_: "65535", SIP_Port_2_: "05060", SIP_Port_3_: "", SIP_Port_4_: "59999"}`),
		Found: deploytest.Says{`5:22 error parameter-value: SIP_Port_3_ must be a port from 0 to 65535, or empty: found "65536"`}},
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: Resync_Periodic: "4294967296"`), Good: deploytest.Both(`params: Resync_Periodic: "4294967295"`),
		Found: deploytest.Says{`5:26 error parameter-value: Resync_Periodic must be a whole number from 0 to 4294967295, or empty: found "4294967296"`}},
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: Time_Zone: "GMT+1"`), Good: deploytest.Both(`params: Time_Zone: "GMT+01:00"`),
		Found: deploytest.Says{"5:20 error parameter-value: Time_Zone must be one of its 32 allowed values…"}},
	{Check: "parameter-value", Plain: deploytest.Same, Bad: deploytest.Both(`params: Text_Logo: "a\nb"`), Good: deploytest.Both(`params: Text_Logo: "a b"`),
		Found: deploytest.Says{"5:20 error parameter-value: Text_Logo must be printable text on one line…"}},
	{Check: "parameter-value", Plain: deploytest.Refused, Bad: deploytest.Both(`params: Display_Name_1_: secret: "x"`), Good: deploytest.Both(`params: Password_1_: secret: "x"`),
		Found: deploytest.Says{"5:26 error parameter-value: Display_Name_1_ must be printable text on one line…"}},
	{Check: "parameter-value", Plain: deploytest.Refused, Bad: deploytest.Both(`params: Resync_Periodic: secret: "x"`), Good: deploytest.Both(`params: Resync_Periodic: 900`),
		Found: deploytest.Says{"5:26 error parameter-value: Resync_Periodic must be a whole number from 0 to 4294967295, or empty…"}},

	{Check: "field-unknown", Plain: deploytest.Same, Bad: deploytest.Both(`unlisted: "a b": "x"`), Good: deploytest.Both(`unlisted: "a.b": "x"`),
		Found: deploytest.Says{
			`5:11 error field-unknown: unlisted."a b": an element's name has letters, digits, _ . and -, the first a letter or _: found a b`}},
	{Check: "field-unknown", Plain: deploytest.Refused, Bad: deploytest.Both(`phones: "0026cb5f1a20": user_id: "x"`), Good: deploytest.Both(`phones: "0026cb5f1a20": label: "x"`),
		Found: deploytest.Says{"5:25 error field-unknown: phones.0026cb5f1a20.user_id is no field of phones.0026cb5f1a20; did you mean userID?"}},

	{Check: "field-value", Plain: deploytest.Refused, Bad: deploytest.Both(`users: bob: 5`), Good: deploytest.Both(`users: bob: password: secret: "b"`),
		Found: deploytest.Says{"5:13 error field-value: users.bob must have fields in { }…"}},
	{Check: "non-ascii-value", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Text_Logo: "\u007f"`), Good: deploytest.Both(`params: Text_Logo: "~"`),
		Found: deploytest.Says{"5:9 warning non-ascii-value: Text_Logo" + notASCII}},
	{Check: "em-password-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: bob: password: "~a\\"`), Good: deploytest.Both(`users: bob: password: "~a!"`),
		Found: deploytest.Says{
			"5:23 error em-password-characters: users.bob.password" + badPassword + "…",
			"5:23 warning literal-secret: the password of user bob" + deploytest.Literal}},
	{Check: "unlisted-parameter", Plain: deploytest.Accepted, Bad: deploytest.Both(`unlisted: Upgrade_Rule_B: "(x"`), Good: deploytest.Both(`params: Upgrade_Rule: ""`), // what the catalogue lacks, nobody checks
		Found: deploytest.Says{"5:11 warning unlisted-parameter: Upgrade_Rule_B" + deploytest.Unchecked}},
	{Check: "secret-in-query", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Profile_Rule_B: "http://h/p?mac=$MA&password=k27b"`), Good: deploytest.Both(`params: Profile_Rule_B: "http://h/p?mac=$MA&password=$A&passwords=k27b"`),
		Found: deploytest.Says{"5:45 warning secret-in-query: Profile_Rule_B gives password" + deploytest.InQuery + "at character 20" + deploytest.Ask}},
	{Check: "secret-in-query", Plain: deploytest.Accepted, Bad: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/default.xml?key=k27b"`), Good: deploytest.Both(deploytest.RuleTo + `https://prov.example/cisco/default.xml?key="`),
		Found: deploytest.Says{"5:7 warning secret-in-query: rule gives key" + deploytest.InQuery + "at character 176" + deploytest.Ask}},
	{Check: "secret-in-query", Plain: deploytest.Accepted, Bad: deploytest.Both(`users: ann: params: Extended_Function_2_: "fnc=xml;url=http://h/menu?a;pin=4711"`), Good: deploytest.Both(`users: ann: params: Extended_Function_2_: "fnc=xml;url=http://h/menu?a;pin=$(A:0:2)"`),
		Found: deploytest.Says{"5:72 warning secret-in-query: Extended_Function_2_ gives pin" + deploytest.InQuery + "at character 29" + deploytest.Ask}},

	{Check: "dial-plan-syntax", Plain: deploytest.Same, Bad: deploytest.Both(`params: Dial_Plan_1_: "(8,xx.))"`), Good: deploytest.Both(`params: Dial_Plan_1_: "(8,xx.)"`),
		Found: deploytest.Says{`5:31 error dial-plan-syntax: Dial_Plan_1_ must be a dial plan such as (911|[2-9]xxx|xx.), or empty: the ")" has no counterpart, at character 8; write sequences in one pair of parentheses: (911|[2-9]xxx|xx.)`}},
	{Check: "dial-plan-syntax", Plain: deploytest.Same, Bad: deploytest.Both(`users: ann: params: Dial_Plan_2_: "(8yx)"`), Good: deploytest.Both(`users: ann: params: Dial_Plan_2_: "(8Xx)"`),
		Found: deploytest.Says{`5:38 error dial-plan-syntax: Dial_Plan_2_ must be a dial plan such as (911|[2-9]xxx|xx.), or empty: "y" is no character of a dial plan, at character 3`}},
	{Check: "dial-plan-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Dial_Plan_1_: "xx."`), Good: deploytest.Both(`params: Dial_Plan_1_: ""`),
		Found: deploytest.Says{"5:24 warning dial-plan-syntax: Dial_Plan_1_: a dial plan stands in parentheses: at character 1; write sequences in one pair of parentheses: (911|[2-9]xxx|xx.)"}},

	{Check: "extended-function-syntax", Plain: deploytest.Same, Bad: deploytest.Both(`params: Extended_Function_4_: "fcn=blf;sub=7@x"`), Good: deploytest.Both(`params: Extended_Function_4_: "fnc=blf;sub=7@x"`),
		Found: deploytest.Says{`5:32 error extended-function-syntax: Extended_Function_4_ must be the function of a key such as fnc=sd;ext=9@$PROXY;nme=Name, or empty: "fcn" begins no item, at character 1; did you mean fnc?`}},
	{Check: "extended-function-syntax", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": params: Unit_1_Key_1: "fnc=sd;number=7"`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: Unit_1_Key_1: "fnc=sd;ext=7"`),
		Found: deploytest.Says{`5:55 error extended-function-syntax: Unit_1_Key_1 must be the function of a key such as fnc=sd;ext=9@$PROXY;nme=Name, or empty: "number" begins no item, at character 8; items begin with fnc, sub, ext, usr, nme, vid, url`}},
	{Check: "extended-function-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Extended_Function_4_: "fnc=bfl;sub=7@x"`), Good: deploytest.Both(`params: Extended_Function_4_: "fnc=prk;sub=7@x"`),
		Found: deploytest.Says{`5:36 warning extended-function-syntax: Extended_Function_4_: "bfl" is no function that the guides name: at character 5; did you mean blf?`}},

	{Check: "daylight-rule-syntax", Plain: deploytest.Same, Bad: deploytest.Both(`params: Daylight_Saving_Time_Rule: "start=3/-1/7;stop=10/-1/7;save=1"`), Good: deploytest.Both(`params: Daylight_Saving_Time_Rule: "start=3/-1/7;end=10/-1/7;save=1"`),
		Found: deploytest.Says{"5:50 error daylight-rule-syntax: Daylight_Saving_Time_Rule must be a rule such as start=3/-1/7/2;end=10/-1/7/3;save=1, or empty: an item begins with start, end or save, at character 14; write it as in start=3/-1/7/2;end=10/-1/7/3;save=1"}},
	{Check: "daylight-rule-syntax", Plain: deploytest.Accepted, Bad: deploytest.Both(`params: Daylight_Saving_Time_Rule: "start=3/8/7/2:0:0;end=11/1/7/2:0:0"`), Good: deploytest.Both(`params: Daylight_Saving_Time_Rule: "start=3/8/7/2:0:0;end=11/1/7/2:0:0;save=1"`),
		Found: deploytest.Says{"5:37 warning daylight-rule-syntax: Daylight_Saving_Time_Rule: nothing says how much time is added (save): at character 1; write it as in start=3/-1/7/2;end=10/-1/7/3;save=1"}},

	{Check: "time-of-day", Plain: deploytest.Same, Bad: deploytest.Both(`params: Resync_At__HHmm_: "2400"`), Good: deploytest.Both(`params: Resync_At__HHmm_: "2359"`),
		Found: deploytest.Says{`5:27 error time-of-day: Resync_At__HHmm_ must be a time of day from 0000 to 2359, in four digits, or empty: found "2400"`}},
	{Check: "time-of-day", Plain: deploytest.Same, Bad: deploytest.Both(`params: Resync_At__HHmm_: "03:30"`), Good: deploytest.Both(`params: Resync_At__HHmm_: ""`),
		Found: deploytest.Says{`5:27 error time-of-day: Resync_At__HHmm_ must be a time of day from 0000 to 2359, in four digits, or empty: found "03:30"`}},
}

// Sentences of several findings.
const (
	badPassword = ` must have 1 to 63 ASCII characters, none of them a blank or one of " # [ ] \ |, and not begin with --`
	badServer   = "server must be a URL that begins with http:// or https://, with no $ # | or blank, and no slash at the end"
	folderForm  = "folder must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore"
	notASCII    = " holds characters beyond ASCII, which a phone may show as others; keep to ASCII, or try it on a phone of each model"
)
