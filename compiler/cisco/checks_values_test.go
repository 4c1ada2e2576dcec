package cisco

import "strings"

// valueTests are of single values and names.
var valueTests = []checkTest{
	{"server-url", same, `server: "ftp://prov.example"`, `server: "https://prov.example"`,
		says{"1:9 error server-url: " + badServer + "…"}},
	{"server-url", same, `server: "http://prov.example/"`, `server: "https://prov.example"`,
		says{"1:9 error server-url: " + badServer + "…"}},
	{"server-url", same, `server: "http://prov.example/$MA"`, `server: "https://prov.example/MA"`,
		says{"1:9 error server-url: " + badServer + "…"}},
	{"server-url", same, `server: "http://prov.example/a#b"`, `server: "https://prov.example/a.b"`,
		says{"1:9 error server-url: " + badServer + "…"}},
	{"server-url", same, `server: "http://prov.example/a|b"`, `server: "https://prov.example:8080/a/b"`,
		says{"1:9 error server-url: " + badServer + "…"}},
	{"server-url", same, `server: "http://prov example"`, `server: "https://prov-example"`,
		says{"1:9 error server-url: " + badServer + "…"}},

	{"field-missing", refused, room, server + room,
		says{"0:4 error field-missing: this needs server"}},
	{"field-missing", refused, server + `phones: "0026cb5f1a20": {userID: "x", password: secret: "x"}`, server + room,
		says{"3:25 error field-missing: phones.0026cb5f1a20 needs model"}},

	{"field-value", same, `server: "https://prov.example", domain: "clinic.example"`, server,
		says{"1:41 error field-value: domain must begin with @, as in @clinic.example, and have at most 53 characters…"}},
	{"field-value", same, server + `access: DND_Setting: "rx"`, server + `access: DND_Setting: "ro"`,
		says{"3:22 error field-value: access.DND_Setting must be one of na, ro, rw…"}},
	{"field-value", same, server + `folder: "../x"`, server + `folder: "x"`,
		says{"3:9 error field-value: " + folderForm + "…"}},
	{"field-value", same, `server: "https://prov.example", domain: "@` + strings.Repeat("a", 53) + `"`, `server: "https://prov.example", domain: "@` + strings.Repeat("a", 52) + `"`,
		says{"1:41 error field-value: domain must begin with @, as in @clinic.example, and have at most 53 characters…"}},
	{"field-value", same, both(`folder: "/x"`), both(`folder: "x/y"`),
		says{"5:9 error field-value: " + folderForm + "…"}},
	{"field-value", same, both(`access: Text_Logo: "RO"`), both(`access: {Text_Logo: "na", DND_Setting: "ro", CW_Setting: "rw"}`),
		says{"5:20 error field-value: access.Text_Logo must be one of na, ro, rw…"}},

	{"em-password-characters", same, both(`users: bob: password: "a b"`), both(`users: bob: password: "a.b"`),
		says{
			"5:23 error em-password-characters: users.bob.password" + badPassword + "…",
			"5:23 warning literal-secret: the password of user bob" + literal}},
	{"em-password-characters", same, both(`users: bob: password: "a]b"`), both(`users: bob: password: "a}b"`),
		says{
			"5:23 error em-password-characters: users.bob.password" + badPassword + "…",
			"5:23 warning literal-secret: the password of user bob" + literal}},
	{"em-password-characters", same, both(`users: bob: password: ""`), both(`users: bob: password: "x"`),
		says{"5:23 error em-password-characters: users.bob.password" + badPassword + "…"}},
	{"em-password-characters", same, both(`users: bob: password: "--uid"`), both(`users: bob: password: "-uid"`),
		says{
			"5:23 error em-password-characters: users.bob.password" + badPassword + "…",
			"5:23 warning literal-secret: the password of user bob" + literal}},
	{"em-password-characters", same, both(`users: bob: password: "` + strings.Repeat("p", 64) + `"`), both(`users: bob: password: "` + strings.Repeat("p", 63) + `"`),
		says{
			"5:23 error em-password-characters: users.bob.password" + badPassword + "…",
			"5:23 warning literal-secret: the password of user bob" + literal}},
	{"em-password-characters", same, server + strings.Replace(room, `secret: "board_room"`, `"pass#word"`, 1), server + strings.Replace(room, `secret: "board_room"`, `"pass$word"`, 1),
		says{
			"3:77 error em-password-characters: phones.0026cb5f1a20.password" + badPassword + "…",
			"3:77 warning literal-secret: EM_Phone_Password" + literal}},
	{"em-password-characters", same, both(`phones: "0026cb5f1a20": previous: [{userID: "old", password: "a b"}]`), both(`phones: "0026cb5f1a20": previous: [{userID: "old", password: "ab"}]`),
		says{
			"5:62 error em-password-characters: phones.0026cb5f1a20.previous[0].password" + badPassword + "…",
			"5:62 warning literal-secret: EM_Phone_Password" + literal}},

	{"literal-secret", accepted, both(`users: bob: password: "x"`), both(`users: bob: password: secret: "x"`),
		says{"5:23 warning literal-secret: the password of user bob" + literal}},
	{"literal-secret", accepted, both(`users: ann: params: Password_1_: "x"`), both(`users: ann: params: Password_1_: secret: "x"`),
		says{"5:34 warning literal-secret: Password_1_" + literal}},
	{"literal-secret", accepted, both(`phones: "0026cb5f1a21": {model: "SPA303", userID: "x", password: "y", previous: [{userID: "z", password: "w"}]}`), both(`users: ann: params: Password_1_: ""`),
		says{
			"5:66 warning literal-secret: EM_Phone_Password" + literal,
			"5:106 warning literal-secret: EM_Phone_Password" + literal}},

	{"non-ascii-value", accepted, both(`users: ann: params: Display_Name_2_: "Zoë"`), both(`users: ann: label: "Zoë"`),
		says{"5:21 warning non-ascii-value: Display_Name_2_" + notASCII}},
	{"non-ascii-value", accepted, both(`unlisted: New: "é"`), both(`params: Text_Logo: "~"`),
		says{
			"5:11 warning non-ascii-value: New" + notASCII,
			"5:11 warning unlisted-parameter: New" + unchecked}},
	{"non-ascii-value", accepted, both(`users: bob: password: secret: "b", phones: "0026cb5f1a20": params: Station_Name: "Säle"`), both(`phones: "0026cb5f1a20": params: Station_Name: "Saele"`),
		says{"5:68 warning non-ascii-value: Station_Name" + notASCII}},

	{"unlisted-parameter", accepted, both(`unlisted: New_Feature: "x"`), both(`params: Text_Logo: "x"`),
		says{"5:11 warning unlisted-parameter: New_Feature" + unchecked}},
	{"unlisted-parameter", accepted, both(`users: {ann: unlisted: New: 1, bob: {password: secret: "b", unlisted: New: 2}}, default: unlisted: New: 3`), both(`params: Text_Logo: "x"`),
		says{"5:24 warning unlisted-parameter: New" + unchecked}},

	{"parameter-unknown", refused, both(`params: Text_Lgo: "x"`), both(`params: Text_Logo: "x"`),
		says{"5:9 error parameter-unknown: Text_Lgo is no parameter of these phones; did you mean Text_Logo? (what only other software knows goes into unlisted)"}},
	{"parameter-unknown", refused, both(`params: prov: polling: enabled: true`), both(`params: Text_Logo: "x"`),
		says{"5:9 error parameter-unknown: prov.polling.enabled is no parameter of these phones…"}},
	{"parameter-unknown", refused, both(`params: text_logo: "x"`), both(`params: Text_Logo: "x"`),
		says{"5:9 error parameter-unknown: text_logo is no parameter of these phones; names are case-sensitive: did you mean Text_Logo?"}},
	{"parameter-unknown", refused, both(`params: Speed_Dial_10: "1"`), both(`params: Speed_Dial_9: "1"`),
		says{"5:9 error parameter-unknown: Speed_Dial_10 is no parameter of these phones; the number in it must be 2 to 9"}},
	{"parameter-unknown", refused, both(`params: Speed_Dial_1: "1"`), both(`params: Speed_Dial_2: "1"`),
		says{"5:9 error parameter-unknown: Speed_Dial_1 is no parameter of these phones; the number in it must be 2 to 9"}},
	{"parameter-unknown", refused, both(`keepLocal: ["Ringer_Volum"]`), both(`keepLocal: ["Ringer_Volume"]`),
		says{"5:13 error parameter-unknown: Ringer_Volum, in keepLocal, is no parameter of these phones; did you mean Ringer_Volume?"}},
	{"parameter-unknown", refused, both(`access: Line_Enable_13_: "ro"`), both(`access: Line_Enable_12_: "ro"`),
		says{"5:9 error parameter-unknown: Line_Enable_13_, in access, is no parameter of these phones; did you mean Line_Enable_10_?"}},
	{"parameter-unknown", refused, both(`keepLocal: ["Ringer_Volume", "No_Such_Thing_At_All"]`), both(`keepLocal: []`),
		says{"5:30 error parameter-unknown: No_Such_Thing_At_All, in keepLocal, is no parameter of these phones"}},
	{"parameter-unknown", refused, both(`access: {DND_Setting: "ro", DND_Settin: "ro"}`), both(`access: {}`),
		says{"5:29 error parameter-unknown: DND_Settin, in access, is no parameter of these phones; did you mean DND_Setting?"}},

	{"parameter-index", same, both(`params: Line_Enable_13_: true`), both(`params: Line_Enable_5_: true`),
		says{"5:9 error parameter-index: Line_Enable_13_: the index must be 1 to 12, and at most the lines of the model…"}},
	{"parameter-index", same, both(`params: Line_Enable_0_: true`), both(`params: Line_Enable_1_: true`),
		says{"5:9 error parameter-index: Line_Enable_0_: the index must be 1 to 12, and at most the lines of the model…"}},

	{"parameter-value", same, both(`params: Resync_Periodic: -1`), both(`params: Resync_Periodic: 0`),
		says{"5:26 error parameter-value: Resync_Periodic must be a whole number from 0 to 4294967295, or empty…"}},
	{"parameter-value", same, both(`params: DND_Serv: "Yes"`), both(`params: DND_Serv: true`),
		says{"5:19 error parameter-value: DND_Serv must be true or false…"}},
	{"parameter-value", same, both(`params: User_ID_1_: "` + strings.Repeat("u", 64) + `"`), both(`params: User_ID_1_: "` + strings.Repeat("u", 63) + `"`),
		says{"5:21 error parameter-value: User_ID_1_ must be printable text of at most 63 characters…"}},
	{"parameter-value", same, both(`params: Password_1_: "` + strings.Repeat("u", 64) + `"`), both(`params: Password_1_: "` + strings.Repeat("u", 63) + `"`),
		says{`5:22 error parameter-value: Password_1_ must be printable text of at most 63 characters, or {secret: "name"}…`}},
	{"parameter-value", same, both(`params: Proxy_1_: "` + strings.Repeat("u", 64) + `"`), both(`params: Proxy_1_: "` + strings.Repeat("u", 63) + `"`),
		says{"5:19 error parameter-value: Proxy_1_ must be printable text of at most 63 characters…"}},
	{"parameter-value", same, both(`params: Call_Return_Code: "*1234567"`), both(`params: Call_Return_Code: "*123456"`),
		says{"5:27 error parameter-value: Call_Return_Code must be a star code of at most 7 characters…"}},
	{"parameter-value", same, both(`params: SIP_Port_1_: 65536`), both(`params: SIP_Port_1_: 65535`),
		says{"5:22 error parameter-value: SIP_Port_1_ must be a port from 0 to 65535, or empty…"}},
	// In quotes it would be as wrong.
	{"parameter-value", same, both(`params: SIP_Port_3_: 70000`), both(`params: SIP_Port_3_: 7000`),
		says{"5:22 error parameter-value: SIP_Port_3_ must be a port from 0 to 65535, or empty: found 70000"}},
	{"parameter-value", same, both(`params: SIP_Port_3_: "65536"`), both(`params: {SIP_Port_1_: "65535", SIP_Port_2_: "05060", SIP_Port_3_: "", SIP_Port_4_: "59999"}`),
		says{`5:22 error parameter-value: SIP_Port_3_ must be a port from 0 to 65535, or empty: found "65536"`}},
	{"parameter-value", same, both(`params: Resync_Periodic: "4294967296"`), both(`params: Resync_Periodic: "4294967295"`),
		says{`5:26 error parameter-value: Resync_Periodic must be a whole number from 0 to 4294967295, or empty: found "4294967296"`}},
	{"parameter-value", same, both(`params: Time_Zone: "GMT+1"`), both(`params: Time_Zone: "GMT+01:00"`),
		says{"5:20 error parameter-value: Time_Zone must be one of its 32 allowed values…"}},
	{"parameter-value", same, both(`params: Text_Logo: "a\nb"`), both(`params: Text_Logo: "a b"`),
		says{"5:20 error parameter-value: Text_Logo must be printable text on one line…"}},
	{"parameter-value", refused, both(`params: Display_Name_1_: secret: "x"`), both(`params: Password_1_: secret: "x"`),
		says{"5:26 error parameter-value: Display_Name_1_ must be printable text on one line…"}},
	{"parameter-value", refused, both(`params: Resync_Periodic: secret: "x"`), both(`params: Resync_Periodic: 900`),
		says{"5:26 error parameter-value: Resync_Periodic must be a whole number from 0 to 4294967295, or empty…"}},

	{"field-unknown", same, both(`unlisted: "a b": "x"`), both(`unlisted: "a.b": "x"`),
		says{
			`5:11 error field-unknown: unlisted."a b": an element's name has letters, digits, _ . and -, the first a letter or _: found a b`}},
	{"field-unknown", refused, both(`phones: "0026cb5f1a20": user_id: "x"`), both(`phones: "0026cb5f1a20": label: "x"`),
		says{"5:25 error field-unknown: phones.0026cb5f1a20.user_id is no field of phones.0026cb5f1a20; did you mean userID?"}},

	{"field-value", refused, both(`users: bob: 5`), both(`users: bob: password: secret: "b"`),
		says{"5:13 error field-value: users.bob must have fields in { }…"}},
	{"non-ascii-value", accepted, both(`params: Text_Logo: "\u007f"`), both(`params: Text_Logo: "~"`),
		says{"5:9 warning non-ascii-value: Text_Logo" + notASCII}},
	{"em-password-characters", same, both(`users: bob: password: "~a\\"`), both(`users: bob: password: "~a!"`),
		says{
			"5:23 error em-password-characters: users.bob.password" + badPassword + "…",
			"5:23 warning literal-secret: the password of user bob" + literal}},
	{"unlisted-parameter", accepted, both(`unlisted: Upgrade_Rule_B: "(x"`), both(`params: Upgrade_Rule: ""`), // what the catalogue lacks, nobody checks
		says{"5:11 warning unlisted-parameter: Upgrade_Rule_B" + unchecked}},
	{"secret-in-query", accepted, both(`params: Profile_Rule_B: "http://h/p?mac=$MA&password=k27b"`), both(`params: Profile_Rule_B: "http://h/p?mac=$MA&password=$A&passwords=k27b"`),
		says{"5:45 warning secret-in-query: Profile_Rule_B gives password" + inQuery + "at character 20" + ask}},
	{"secret-in-query", accepted, both(ruleTo + `https://prov.example/cisco/default.xml?key=k27b"`), both(ruleTo + `https://prov.example/cisco/default.xml?key="`),
		says{"5:7 warning secret-in-query: rule gives key" + inQuery + "at character 176" + ask}},
	{"secret-in-query", accepted, both(`users: ann: params: Extended_Function_2_: "fnc=xml;url=http://h/menu?a;pin=4711"`), both(`users: ann: params: Extended_Function_2_: "fnc=xml;url=http://h/menu?a;pin=$(A:0:2)"`),
		says{"5:72 warning secret-in-query: Extended_Function_2_ gives pin" + inQuery + "at character 29" + ask}},

	{"dial-plan-syntax", same, both(`params: Dial_Plan_1_: "(8,xx.))"`), both(`params: Dial_Plan_1_: "(8,xx.)"`),
		says{`5:31 error dial-plan-syntax: Dial_Plan_1_ must be a dial plan such as (911|[2-9]xxx|xx.), or empty: the ")" has no counterpart, at character 8; write sequences in one pair of parentheses: (911|[2-9]xxx|xx.)`}},
	{"dial-plan-syntax", same, both(`users: ann: params: Dial_Plan_2_: "(8yx)"`), both(`users: ann: params: Dial_Plan_2_: "(8Xx)"`),
		says{`5:38 error dial-plan-syntax: Dial_Plan_2_ must be a dial plan such as (911|[2-9]xxx|xx.), or empty: "y" is no character of a dial plan, at character 3`}},
	{"dial-plan-syntax", accepted, both(`params: Dial_Plan_1_: "xx."`), both(`params: Dial_Plan_1_: ""`),
		says{"5:24 warning dial-plan-syntax: Dial_Plan_1_: a dial plan stands in parentheses: at character 1; write sequences in one pair of parentheses: (911|[2-9]xxx|xx.)"}},

	{"extended-function-syntax", same, both(`params: Extended_Function_4_: "fcn=blf;sub=7@x"`), both(`params: Extended_Function_4_: "fnc=blf;sub=7@x"`),
		says{`5:32 error extended-function-syntax: Extended_Function_4_ must be the function of a key such as fnc=sd;ext=9@$PROXY;nme=Name, or empty: "fcn" begins no item, at character 1; did you mean fnc?`}},
	{"extended-function-syntax", same, both(`phones: "0026cb5f1a20": params: Unit_1_Key_1: "fnc=sd;number=7"`), both(`phones: "0026cb5f1a20": params: Unit_1_Key_1: "fnc=sd;ext=7"`),
		says{`5:55 error extended-function-syntax: Unit_1_Key_1 must be the function of a key such as fnc=sd;ext=9@$PROXY;nme=Name, or empty: "number" begins no item, at character 8; items begin with fnc, sub, ext, usr, nme, vid, url`}},
	{"extended-function-syntax", accepted, both(`params: Extended_Function_4_: "fnc=bfl;sub=7@x"`), both(`params: Extended_Function_4_: "fnc=prk;sub=7@x"`),
		says{`5:36 warning extended-function-syntax: Extended_Function_4_: "bfl" is no function that the guides name: at character 5; did you mean blf?`}},

	{"daylight-rule-syntax", same, both(`params: Daylight_Saving_Time_Rule: "start=3/-1/7;stop=10/-1/7;save=1"`), both(`params: Daylight_Saving_Time_Rule: "start=3/-1/7;end=10/-1/7;save=1"`),
		says{"5:50 error daylight-rule-syntax: Daylight_Saving_Time_Rule must be a rule such as start=3/-1/7/2;end=10/-1/7/3;save=1, or empty: an item begins with start, end or save, at character 14; write it as in start=3/-1/7/2;end=10/-1/7/3;save=1"}},
	{"daylight-rule-syntax", accepted, both(`params: Daylight_Saving_Time_Rule: "start=3/8/7/2:0:0;end=11/1/7/2:0:0"`), both(`params: Daylight_Saving_Time_Rule: "start=3/8/7/2:0:0;end=11/1/7/2:0:0;save=1"`),
		says{"5:37 warning daylight-rule-syntax: Daylight_Saving_Time_Rule: nothing says how much time is added (save): at character 1; write it as in start=3/-1/7/2;end=10/-1/7/3;save=1"}},

	{"time-of-day", same, both(`params: Resync_At__HHmm_: "2400"`), both(`params: Resync_At__HHmm_: "2359"`),
		says{`5:27 error time-of-day: Resync_At__HHmm_ must be a time of day from 0000 to 2359, in four digits, or empty: found "2400"`}},
	{"time-of-day", same, both(`params: Resync_At__HHmm_: "03:30"`), both(`params: Resync_At__HHmm_: ""`),
		says{`5:27 error time-of-day: Resync_At__HHmm_ must be a time of day from 0000 to 2359, in four digits, or empty: found "03:30"`}},
}

// Sentences of several findings.
const (
	badPassword = ` must have 1 to 63 ASCII characters, none of them a blank or one of " # [ ] \ |, and not begin with --`
	badServer   = "server must be a URL that begins with http:// or https://, with no $ # | or blank, and no slash at the end"
	folderForm  = "folder must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore"
	literal     = ` is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git`
	notASCII    = " holds characters beyond ASCII, which a phone may show as others; keep to ASCII, or try it on a phone of each model"
	unchecked   = " is not in the catalogue: its value goes out unchecked"
	inQuery     = " a value in the query of a URL, which servers log and everybody can read here: "
	ask         = "; let the server ask for a user and a password instead"
)
