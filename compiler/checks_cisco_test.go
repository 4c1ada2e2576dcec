package compiler

import (
	"strings"
	"testing"

	"provc/compiler/cisco"
)

const (
	server = `server: "https://prov.example/cisco"
domain: "@example.com"
`
	room = `phones: "0026cb5f1a20": {model: "SPA525G2", userID: "board-room", password: secret: "board_room"}
`
	ann = `users: ann: {password: secret: "ann", params: Display_Name_1_: "Ann"}
`
	// A rule that fetches what provc writes, up to its last URL.
	ruleTo   = `rule: "(\"$EMS\" eq \"mobile\" and \"$MUID\" ne \"\" and \"$MPWD\" ne \"\") ? [--uid $MUID$PDOM --pwd $MPWD] https://prov.example/cisco/mobile/$MUID.xml | `
	goodRule = ruleTo + `https://prov.example/cisco/default.xml"
`
)

// both is a deployment with a phone and a person.
func both(body string) string { return server + room + ann + body }

// Each check of Cisco deployments, where it differs from Spectralink's.
var ciscoTests = []checkTest{
	{"server-url", `server: "ftp://prov.example"`, `server: "https://prov.example"`, same},
	{"server-url", `server: "http://prov.example/"`, `server: "https://prov.example"`, same},
	{"server-url", `server: "http://prov.example/$MA"`, `server: "https://prov.example/MA"`, same},
	{"server-url", `server: "http://prov.example/a#b"`, `server: "https://prov.example/a.b"`, same},
	{"server-url", `server: "http://prov.example/a|b"`, `server: "https://prov.example:8080/a/b"`, same},
	{"server-url", `server: "http://prov example"`, `server: "https://prov-example"`, same},
	{"server-cleartext", strings.Replace(both(""), "https", "http", 1), both(""), accepted},
	{"field-missing", room, server + room, refused},
	{"field-missing", server + `phones: "0026cb5f1a20": {model: "SPA525G2", userID: "x"}`, server + room, refused},
	{"field-value", `server: "https://prov.example", domain: "clinic.example"`, server, same},
	{"field-value", server + `access: DND_Setting: "rx"`, server + `access: DND_Setting: "ro"`, same},
	{"field-value", server + `folder: "../x"`, server + `folder: "x"`, same},

	{"mac-format", server + strings.Replace(room, "0026cb5f1a20", "00:26:CB:5F:1A:20", 1), server + room, same},
	{"mac-format", server + strings.Replace(room, "0026cb5f1a20", "lobby", 1), server + room, same},
	{"model-unknown", server + strings.Replace(room, "525G2", "525G3", 1), server + room, same},
	{"model-unknown", server + `models: SPA999: params: {}`, server + `models: SPA301: params: {}`, same},

	{"em-user-id-characters", both(`users: "a b": password: secret: "x"`), both(`users: "a.b": password: secret: "x"`), same},
	{"em-user-id-characters", both(`users: "a|b": password: secret: "x"`), both(`users: "a+b": password: secret: "x"`), same},
	{"em-user-id-characters", both(`users: "a]b": password: secret: "x"`), both(`users: "a-b": password: secret: "x"`), same},
	{"em-user-id-characters", both(`users: "a\"b": password: secret: "x"`), both(`users: "a_b": password: secret: "x"`), same},
	{"em-user-id-characters", both(`users: "a/b": password: secret: "x"`), both(`users: "ab": password: secret: "x"`), same},
	{"em-user-id-characters", both(`users: "..": password: secret: "x"`), both(`users: "a..": password: secret: "x"`), same},
	{"em-user-id-characters", both(`users: "$MA": password: secret: "x"`), both(`users: "MA": password: secret: "x"`), same},
	{"em-user-id-characters", both(`users: "--pwd": password: secret: "x"`), both(`users: "pwd--": password: secret: "x"`), same},
	{"em-user-id-characters", both(`users: "` + strings.Repeat("a", 52) + `": password: secret: "x"`), both(`users: "` + strings.Repeat("a", 51) + `": password: secret: "x"`), same},
	{"em-user-id-characters", server + strings.Replace(room, "board-room", "board room", 1), server + room, same},
	{"em-user-id-duplicate", both(`users: "board-room": password: secret: "x"`), both(`users: boardroom: password: secret: "x"`), same},
	{"em-user-id-duplicate", // an identity from before is one as well
		both(`phones: "0026cb5f1a20": previous: [{userID: "ann", password: secret: "x"}]`),
		both(`phones: "0026cb5f1a20": previous: [{userID: "room", password: secret: "x"}]`), same},
	{"em-user-id-characters",
		both(`phones: "0026cb5f1a20": previous: [{userID: "a b", password: secret: "x"}]`),
		both(`phones: "0026cb5f1a20": previous: [{userID: "a-b", password: secret: "x"}]`), same},
	{"em-user-id-duplicate", both(`users: Ann: password: secret: "x"`), both(`users: Anna: password: secret: "x"`), same},
	{"em-user-id-duplicate", both(`phones: "0026cb5f1a21": {model: "SPA525G2", userID: "board-room", password: secret: "y"}`), both(`phones: "0026cb5f1a21": {model: "SPA525G2", userID: "board-room-2", password: secret: "y"}`), same},
	{"em-password-characters", both(`users: bob: password: "a b"`), both(`users: bob: password: "a.b"`), same},
	{"em-password-characters", both(`users: bob: password: "a]b"`), both(`users: bob: password: "a}b"`), same},
	{"em-password-characters", both(`users: bob: password: ""`), both(`users: bob: password: "x"`), same},
	{"em-password-characters", both(`users: bob: password: "--uid"`), both(`users: bob: password: "-uid"`), same},
	{"em-password-characters", both(`users: bob: password: "` + strings.Repeat("p", 64) + `"`), both(`users: bob: password: "` + strings.Repeat("p", 63) + `"`), same},
	{"em-password-characters", server + strings.Replace(room, `secret: "board_room"`, `"pass#word"`, 1), server + strings.Replace(room, `secret: "board_room"`, `"pass$word"`, 1), same},
	{"literal-secret", both(`users: bob: password: "x"`), both(`users: bob: password: secret: "x"`), accepted},
	{"literal-secret", both(`users: ann: params: Password_1_: "x"`), both(`users: ann: params: Password_1_: secret: "x"`), accepted},

	{"em-not-enabled", both(`params: EM_Enable: false`), both(`params: EM_Enable: true`), same},
	{"em-not-enabled", both(`users: ann: params: EM_Enable: false`), server + room + `params: EM_Enable: false`, same},
	{"em-not-enabled", server + ann + strings.Replace(room, "SPA525G2", "SPA301", 1), server + ann + strings.Replace(room, "SPA525G2", "SPA303", 1), same},
	{"em-profile-writes-login-state", both(`users: ann: params: EM_Login_State: "host"`), both(`users: ann: params: Text_Logo: "host"`), same},
	{"em-profile-writes-login-state", both(`params: EM_Mobile_User_ID: "x"`), both(`params: Text_Logo: "x"`), same},
	{"em-profile-writes-login-state", both(`default: params: EM_Mobile_Password: ""`), both(`default: params: Text_Logo: ""`), same},
	{"em-parameter-generated", both(`params: Profile_Rule: "/x.cfg"`), both(`params: Profile_Rule_B: "/x.cfg"`), same},
	{"em-parameter-generated", both(`params: EM_User_Domain: "@x"`), both(`params: Domain: "x"`), same},
	{"em-parameter-generated", both(`phones: "0026cb5f1a20": params: EM_Phone_User_ID: "x"`), both(`phones: "0026cb5f1a20": params: HostName: "x"`), same},
	{"em-key-list-without-login", both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login|1;dnd|2"}`), both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login|1;dnd|2;em_logout"}`), same},
	{"em-key-list-without-login", both(`params: Programmable_Softkey_Enable: true, users: ann: params: Idle_Key_List: "xem_login;em_logout"`), both(`users: ann: params: Idle_Key_List: "redial"`), same},
	{"secret-in-public-profile", both(`default: params: Password_1_: secret: "x"`), both(`default: params: Password_1_: ""`), same},
	{"secret-in-public-profile", both(`default: params: User_Password: "x"`), both(`params: User_Password: secret: "x"`), same},

	{"model-parameter-mismatch", both(`phones: "0026cb5f1a20": params: Admin_Passwd: secret: "x"`), both(`phones: "0026cb5f1a20": params: Admin_Password: secret: "x"`), same},
	{"model-parameter-mismatch", both(`phones: "0026cb5f1a20": params: Display_Name_6_: "x"`), both(`phones: "0026cb5f1a20": params: Display_Name_5_: "x"`), same},
	{"model-parameter-mismatch", both(`models: SPA502G: params: Line_Enable_2_: true`), both(`models: SPA502G: params: Line_Enable_1_: true`), same},
	{"model-parameter-mismatch", both(`models: SPA504G: params: Custom_CA_URL: "x"`), both(`models: SPA504G: params: Custom_CA_RULE: "/x"`), same},
	{"model-parameter-mismatch", both(`users: ann: params: Display_Name_6_: "x"`), both(`users: ann: params: Display_Name_6_: "x", phones: "0026cb5f1a21": {model: "SPA508G", userID: "hall", password: secret: "y"}`), same},
	{"model-parameter-mismatch", both(`users: ann: params: Display_Name_9_: "x", phones: "0026cb5f1a21": {model: "SPA508G", userID: "hall", password: secret: "y"}`), both(`users: ann: params: Display_Name_8_: "x", phones: "0026cb5f1a21": {model: "SPA508G", userID: "hall", password: secret: "y"}`), same},
	{"model-parameter-mismatch", both(`phones: "0026cb5f1a20": params: L16_Enable_2_: true`), both(`phones: "0026cb5f1a20": params: L16_Enable_1_: true`), same},
	{"model-parameter-mismatch", server + `models: SPA303: params: Log_Missed_Calls_for_EXT_4: true`, server + `models: SPA303: params: Log_Missed_Calls_for_EXT_3: true`, same},

	{"em-rule-syntax", both(`rule: "(\"$EMS\" eq \"mobile\" or \"$MUID\" ne \"\") ? https://prov.example/cisco/mobile/$MUID.xml | https://prov.example/cisco/default.xml"`), both(goodRule), accepted},
	{"em-rule-syntax", both(`rule: "(\"$EMS eq host) ? https://prov.example/cisco/default.xml"`), both(goodRule), accepted},
	{"em-rule-syntax", both(`rule: "[--uid x https://prov.example/cisco/default.xml"`), both(goodRule), accepted},
	{"em-rule-syntax", both(`params: Upgrade_Rule: "(2.0.6 le) ? /x.bin"`), both(`params: Upgrade_Rule: "($SWVER lt 7.5.5) ? /x.bin"`), accepted},
	{"em-rule-unreachable", both(`rule: "(\"$EMS\" eq \"host\") ? https://prov.example/cisco/default.xml | (\"$EMS\" eq \"host\") ? https://prov.example/cisco/host/$PUID.xml | https://prov.example/cisco/default.xml"`), both(goodRule), accepted},
	{"em-rule-syntax", both(`rule: "https://prov.example/cisco/default.xml | https://prov.example/cisco/host/$PUID.xml"`), both(goodRule), accepted},
	{"em-rule-unknown-macro", both(ruleTo + `https://prov.example/cisco/default$FOO.xml"`), both(goodRule), accepted},
	{"em-rule-syntax", both(ruleTo + `https://prov.example/cisco/${MUID}.xml"`), both(goodRule), accepted},
	{"em-rule-unlike-kinds", both(`rule: "(\"$EMS\" eq 1) ? https://prov.example/cisco/mobile/$MUID.xml | https://prov.example/cisco/default.xml"`), both(goodRule), accepted},
	{"em-rule-user-text", both(`rule: "($MUID eq \"x\") ? https://prov.example/cisco/mobile/x.xml | https://prov.example/cisco/default.xml"`), both(goodRule), accepted},
	{"em-rule-url-character", both(ruleTo + `https://prov.example/cisco/default.xml#x"`), both(goodRule), accepted},
	{"em-rule-password-in-url", both(`rule: "(\"$MPWD\" ne \"\") ? https://prov.example/cisco/mobile/$MUID.xml?p=$MPWD | https://prov.example/cisco/default.xml"`), both(goodRule), accepted},
	{"em-rule-option-without-effect", both(`params: Upgrade_Rule: "[--uid x --pwd y] /x.bin"`), both(`params: Upgrade_Rule: "/x.bin"`), accepted},
	{"em-credentials-in-public-branch", both(`rule: "[--uid $PUID$PDOM --pwd $PPWD] https://prov.example/cisco/default.xml"`), both(goodRule), accepted},
	{"em-rule-unserved-path", both(ruleTo + `https://prov.example/cisco/defaults.xml"`), both(goodRule), accepted},
	{"em-rule-unserved-path", both(ruleTo + `https://prov.example/cisco/other/$MA.xml"`), both(ruleTo + `https://other.example/cisco/other/$MA.xml"`), accepted},

	{"non-ascii-value", both(`users: ann: params: Display_Name_2_: "Zoë"`), both(`users: ann: label: "Zoë"`), accepted},
	{"unlisted-parameter", both(`unlisted: New_Feature: "x"`), both(`params: Text_Logo: "x"`), accepted},
	{"unlisted-known", both(`unlisted: Text_Logo: "x"`), both(`unlisted: Text_Logos: "x"`), accepted},
	{"parameter-unknown", both(`params: Text_Lgo: "x"`), both(`params: Text_Logo: "x"`), refused},
	{"parameter-unknown", both(`params: text_logo: "x"`), both(`params: Text_Logo: "x"`), refused},
	{"parameter-unknown", both(`keepLocal: ["Ringer_Volum"]`), both(`keepLocal: ["Ringer_Volume"]`), refused},
	{"parameter-unknown", both(`access: Line_Enable_13_: "ro"`), both(`access: Line_Enable_12_: "ro"`), refused},
	{"parameter-index", both(`params: Line_Enable_13_: true`), both(`params: Line_Enable_5_: true`), same},
	{"parameter-index", both(`params: Line_Enable_0_: true`), both(`params: Line_Enable_1_: true`), same},
	{"parameter-value", both(`params: Resync_Periodic: -1`), both(`params: Resync_Periodic: 0`), same},
	{"parameter-value", both(`params: DND_Serv: "Yes"`), both(`params: DND_Serv: true`), same},
	{"parameter-value", both(`params: User_ID_1_: "` + strings.Repeat("u", 64) + `"`), both(`params: User_ID_1_: "` + strings.Repeat("u", 63) + `"`), same},
	{"parameter-value", both(`params: Password_1_: "` + strings.Repeat("u", 64) + `"`), both(`params: Password_1_: "` + strings.Repeat("u", 63) + `"`), same},
	{"parameter-value", both(`params: Proxy_1_: "` + strings.Repeat("u", 64) + `"`), both(`params: Proxy_1_: "` + strings.Repeat("u", 63) + `"`), same},
	{"parameter-value", both(`params: Call_Return_Code: "*1234567"`), both(`params: Call_Return_Code: "*123456"`), same},
	{"parameter-value", both(`params: SIP_Port_1_: 65536`), both(`params: SIP_Port_1_: 65535`), same},
	{"parameter-value", both(`params: Time_Zone: "GMT+1"`), both(`params: Time_Zone: "GMT+01:00"`), same},
	{"parameter-value", both(`params: Text_Logo: "a\nb"`), both(`params: Text_Logo: "a b"`), same},
	{"parameter-value", both(`params: Display_Name_1_: secret: "x"`), both(`params: Password_1_: secret: "x"`), refused},
}

func TestCiscoChecks(t *testing.T) {
	runChecks(t, cisco.Vendor, ciscoTests)
}
