package relations_test

import (
	"strings"

	"provc/compiler/cisco/deploytest"
)

// Sentences of several findings.
const (
	badID       = "a user ID becomes part of the rule and of a file name: 1 to 63 letters, digits and _ . - +, the first a letter, digit or underscore"
	inClear     = "profiles travel in clear over http, with the SIP passwords in them; use https, with a certificate that the phones trust"
	longID      = "user ID aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa with the domain @example.com has 64 characters, and phones authenticate with at most 63"
	oneID       = " are one: phones and people share a password file, and file names in any letter case"
	noLogin     = "EM_Enable must not be false where users are declared: nobody could log in"
	noSoftKey   = "users are declared, but no phone has a Login soft key"
	ownState    = " is the phone's own: it says who is logged in, and no profile sets it"
	keyList     = "Idle_Key_List needs em_login and em_logout where Programmable_Softkey_Enable is true: people log in and out with them"
	anybody     = " is secret, and anybody can fetch the default profile"
	known       = " is not known: known are SPA301, SPA303, SPA501G, SPA502G, SPA504G, SPA508G, SPA509G, SPA512G, SPA514G, SPA525G, SPA525G2"
	notRule     = " is not a rule that phones understand: "
	unserved    = ", which provc does not write: at character 137, and nothing fetches host/$PUID.xml and default.xml; provc writes mobile/$MUID.xml, host/$PUID.xml, default.xml and spa$PSN.cfg"
	neverMobile = `em-rule-never-mobile: people are declared, and the rule never fetches a mobile profile: whoever logs in gets nothing of their own; write an alternative for "$EMS" eq "mobile" that fetches mobile/$MUID.xml, or leave rule out: provc makes one`
	byMAC       = "a phone is named by its MAC in twelve lower-case hexadecimal digits"
)

// checkTests are of phones, people and what is declared for them.
var checkTests = []deploytest.Case{
	{Check: "server-cleartext", Plain: deploytest.Accepted, Bad: strings.Replace(deploytest.Both(""), "https", "http", 1), Good: deploytest.Both(""),
		Found: deploytest.Says{"1:9 note server-cleartext: " + inClear}},
	{Check: "server-cleartext", Plain: deploytest.Accepted, Bad: strings.Replace(deploytest.Server+deploytest.Room, "https", "http", 1), Good: strings.Replace(deploytest.Server, "https", "http", 1),
		Found: deploytest.Says{"1:9 note server-cleartext: " + inClear}},
	{Check: "server-cleartext", Plain: deploytest.Accepted, Bad: strings.Replace(deploytest.Server+deploytest.Ann, "https", "http", 1), Good: deploytest.Server + deploytest.Ann,
		Found: deploytest.Says{"1:9 note server-cleartext: " + inClear}},

	{Check: "mac-format", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "0026cb5f1a20", "00:26:CB:5F:1A:20", 1), Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"3:9 error mac-format: " + byMAC + ": write 0026cb5f1a20, not 00:26:CB:5F:1A:20"}},
	{Check: "mac-format", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "0026cb5f1a20", "foyer", 1), Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"3:9 error mac-format: " + byMAC + ", not foyer"}},
	{Check: "mac-format", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "0026cb5f1a20", "0026-cb5f-1A20", 1), Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"3:9 error mac-format: " + byMAC + ": write 0026cb5f1a20, not 0026-cb5f-1A20"}},
	{Check: "mac-format", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "0026cb5f1a20", "0026.cb5f.1a20", 1), Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"3:9 error mac-format: " + byMAC + ": write 0026cb5f1a20, not 0026.cb5f.1a20"}},
	{Check: "mac-format", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "0026cb5f1a20", "0026cb5f1a2", 1), Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"3:9 error mac-format: " + byMAC + ", not 0026cb5f1a2"}},
	{Check: "mac-format", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "0026cb5f1a20", "0026cb5f1a200", 1), Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"3:9 error mac-format: " + byMAC + ", not 0026cb5f1a200"}},
	{Check: "mac-format", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "0026cb5f1a20", "0026cb5f1a2g", 1), Good: deploytest.Server + strings.Replace(deploytest.Room, "0026cb5f1a20", "0026cb5f1a2f", 1),
		Found: deploytest.Says{"3:9 error mac-format: " + byMAC + ", not 0026cb5f1a2g"}},

	{Check: "model-unknown", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "525G2", "525G3", 1), Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"3:33 error model-unknown: model SPA525G3" + known + "; did you mean SPA525G?"}},
	{Check: "model-unknown", Plain: deploytest.Same, Bad: deploytest.Server + `models: SPA999: params: {}`, Good: deploytest.Server + `models: SPA301: params: {}`,
		Found: deploytest.Says{"3:9 error model-unknown: model SPA999" + known}},
	{Check: "model-unknown", Plain: deploytest.Same, Bad: deploytest.Server + `models: SPA999: params: Display_Name_9_: "x"`, Good: deploytest.Server + `models: SPA509G: params: Display_Name_9_: "x"`,
		Found: deploytest.Says{"3:9 error model-unknown: model SPA999" + known}},
	{Check: "model-unknown", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "525G2", "525G3", 1) + `phones: "0026cb5f1a20": params: Text_Logo: "x"`, Good: deploytest.Server + deploytest.Room + `phones: "0026cb5f1a20": params: Text_Logo: "x"`,
		Found: deploytest.Says{"3:33 error model-unknown: model SPA525G3" + known + "; did you mean SPA525G?"}},

	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "a b": password: secret: "x"`), Good: deploytest.Both(`users: "a.b": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "a b"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "a|b": password: secret: "x"`), Good: deploytest.Both(`users: "a+b": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "a|b"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "a]b": password: secret: "x"`), Good: deploytest.Both(`users: "a-b": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "a]b"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "a\"b": password: secret: "x"`), Good: deploytest.Both(`users: "a_b": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "a\"b"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "a/b": password: secret: "x"`), Good: deploytest.Both(`users: "ab": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "a/b"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "..": password: secret: "x"`), Good: deploytest.Both(`users: "a..": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found ".."`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "$MA": password: secret: "x"`), Good: deploytest.Both(`users: "MA": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "$MA"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "--pwd": password: secret: "x"`), Good: deploytest.Both(`users: "pwd--": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "--pwd"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "` + strings.Repeat("a", 52) + `": password: secret: "x"`), Good: deploytest.Both(`users: "` + strings.Repeat("a", 51) + `": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + longID}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "board-room", "board room", 1), Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"3:53 error em-user-id-characters: " + badID + `: found "board room"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: "a b", password: secret: "x"}]`),
		Good:  deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: "a-b", password: secret: "x"}]`),
		Found: deploytest.Says{"5:45 error em-user-id-characters: " + badID + `: found "a b"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: ".a": password: secret: "x"`), Good: deploytest.Both(`users: "_a": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found ".a"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "-a": password: secret: "x"`), Good: deploytest.Both(`users: "9a": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "-a"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "+a": password: secret: "x"`), Good: deploytest.Both(`users: "Za": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "+a"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "a@b": password: secret: "x"`), Good: deploytest.Both(`users: a_b: password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "a@b"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`users: "é": password: secret: "x"`), Good: deploytest.Both(`users: "e": password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-characters: " + badID + `: found "é"`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.NoDomain + `users: "` + strings.Repeat("a", 64) + `": password: secret: "x"`, Good: deploytest.NoDomain + `users: "` + strings.Repeat("a", 63) + `": password: secret: "x"`,
		Found: deploytest.Says{"2:8 error em-user-id-characters: " + badID + `: found text of 64 characters`}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Server + strings.Replace(deploytest.Room, "board-room", strings.Repeat("a", 52), 1), Good: deploytest.Server + strings.Replace(deploytest.Room, "board-room", strings.Repeat("a", 51), 1),
		Found: deploytest.Says{"3:53 error em-user-id-characters: " + longID}},
	{Check: "em-user-id-characters", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: "` + strings.Repeat("a", 52) + `", password: secret: "x"}]`),
		Good:  deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: "` + strings.Repeat("a", 51) + `", password: secret: "x"}]`),
		Found: deploytest.Says{"5:45 error em-user-id-characters: " + longID}},

	{Check: "em-user-id-duplicate", Plain: deploytest.Same, Bad: deploytest.Both(`users: "board-room": password: secret: "x"`), Good: deploytest.Both(`users: boardroom: password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-duplicate: user IDs board-room and board-room" + oneID + ": they are those of phone 0026cb5f1a20 and person board-room | the other 3:53"}},
	{Check: "em-user-id-duplicate", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: "ann", password: secret: "x"}]`),
		Good:  deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: "room", password: secret: "x"}]`), // an identity from before is one as well
		Found: deploytest.Says{"5:45 error em-user-id-duplicate: user IDs ann and ann" + oneID + ": they are those of person ann and phone 0026cb5f1a20 before | the other 4:8"}},
	{Check: "em-user-id-duplicate", Plain: deploytest.Same, Bad: deploytest.Both(`users: Ann: password: secret: "x"`), Good: deploytest.Both(`users: Anna: password: secret: "x"`),
		Found: deploytest.Says{"5:8 error em-user-id-duplicate: user IDs Ann and ann" + oneID + ": they are those of person ann and person Ann | the other 4:8"}},
	{Check: "em-user-id-duplicate", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a21": {model: "SPA525G2", userID: "board-room", password: secret: "y"}`), Good: deploytest.Both(`phones: "0026cb5f1a21": {model: "SPA525G2", userID: "board-room-2", password: secret: "y"}`),
		Found: deploytest.Says{"5:53 error em-user-id-duplicate: user IDs board-room and board-room" + oneID + ": they are those of phone 0026cb5f1a20 and phone 0026cb5f1a21 | the other 3:53"}},
	{Check: "em-user-id-duplicate", Plain: deploytest.Same, Bad: deploytest.Both(`users: {Ann: password: secret: "x", ANN: password: secret: "y"}`), Good: deploytest.Both(`users: {Anne: password: secret: "x", ANNA: password: secret: "y"}`),
		Found: deploytest.Says{"5:37 error em-user-id-duplicate: user IDs ANN and Ann and ann" + oneID + ": they are those of person ann and person Ann and person ANN | the other 4:8 | the other 5:9"}},
	{Check: "em-user-id-duplicate", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: "old", password: secret: "x"}, {userID: "OLD", password: secret: "y"}]`),
		Good:  deploytest.Both(`phones: "0026cb5f1a20": previous: [{userID: "old", password: secret: "x"}, {userID: "older", password: secret: "y"}]`),
		Found: deploytest.Says{"5:85 error em-user-id-duplicate: user IDs OLD and old" + oneID + ": they are those of phone 0026cb5f1a20 before and phone 0026cb5f1a20 before | the other 5:45"}},

	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Both(`params: EM_Enable: false`), Good: deploytest.Both(`params: EM_Enable: true`),
		Found: deploytest.Says{"5:9 error em-not-enabled: " + noLogin}},
	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Both(`users: ann: params: EM_Enable: false`), Good: deploytest.Server + deploytest.Room + `params: EM_Enable: false`,
		Found: deploytest.Says{"5:21 error em-not-enabled: " + noLogin}},
	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Server + deploytest.Ann + strings.Replace(deploytest.Room, "SPA525G2", "SPA301", 1), Good: deploytest.Server + deploytest.Ann + strings.Replace(deploytest.Room, "SPA525G2", "SPA303", 1),
		Found: deploytest.Says{"4:33 error em-not-enabled: " + noSoftKey}},
	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Both(`models: SPA525G2: params: EM_Enable: false`), Good: deploytest.Both(`models: SPA525G2: params: EM_Enable: true`),
		Found: deploytest.Says{"5:27 error em-not-enabled: " + noLogin}},
	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": params: EM_Enable: false`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: EM_Enable: true`),
		Found: deploytest.Says{"5:33 error em-not-enabled: " + noLogin}},
	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Both(`default: params: EM_Enable: false`), Good: deploytest.Both(`default: params: EM_Enable: true`),
		Found: deploytest.Says{"5:18 error em-not-enabled: " + noLogin}},
	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Server + deploytest.Ann + strings.Replace(deploytest.Room, "SPA525G2", "SPA501G", 1), Good: deploytest.Server + strings.Replace(deploytest.Room, "SPA525G2", "SPA501G", 1),
		Found: deploytest.Says{"4:33 error em-not-enabled: " + noSoftKey}},
	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Server + deploytest.Ann + strings.Replace(deploytest.Room, "SPA525G2", "SPA301", 1) + deploytest.Door, Good: deploytest.Server + deploytest.Ann + deploytest.Room + deploytest.Door,
		Found: deploytest.Says{"5:33 error em-not-enabled: " + noSoftKey}},
	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Server + deploytest.Ann + deploytest.Door + `models: SPA525G2: {}`, Good: deploytest.Server + deploytest.Ann + `models: SPA301: {}`,
		Found: deploytest.Says{"4:33 error em-not-enabled: " + noSoftKey}},

	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Server + deploytest.Ann + deploytest.Foyer, Good: deploytest.Server + deploytest.Foyer,
		Found: deploytest.Says{"4:33 error em-not-enabled: users are declared, but no phone has a userID and a password: nobody could log in"}},
	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Server + deploytest.Ann + deploytest.Foyer + deploytest.Door, Good: deploytest.Server + deploytest.Ann + deploytest.Foyer + deploytest.Room,
		Found: deploytest.Says{"5:33 error em-not-enabled: " + noSoftKey}},
	{Check: "em-not-enabled", Plain: deploytest.Same, Bad: deploytest.Both(deploytest.Foyer + `params: EM_Enable: false`), Good: deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: EM_Enable: false`),
		Found: deploytest.Says{"6:9 error em-not-enabled: " + noLogin}},

	{Check: "phone-identity", Plain: deploytest.Same, Bad: deploytest.Server + `phones: "0026cb5f1a20": {model: "SPA525G2", userID: "x"}`, Good: deploytest.Server + deploytest.Room,
		Found: deploytest.Says{"3:9 error phone-identity: phone 0026cb5f1a20 has no password: give it userID and password, or neither if nobody logs in on it"}},
	{Check: "phone-identity", Plain: deploytest.Same, Bad: deploytest.Server + `phones: "0026cb5f1a20": {model: "SPA525G2", password: secret: "x"}`, Good: deploytest.Server + deploytest.Foyer,
		Found: deploytest.Says{"3:9 error phone-identity: phone 0026cb5f1a20 has no userID: give it userID and password, or neither if nobody logs in on it"}},
	{Check: "phone-identity", Plain: deploytest.Same, Bad: deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: EM_Enable: true`), Good: deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a20": params: EM_Enable: true, params: EM_Enable: true`),
		Found: deploytest.Says{"6:33 error phone-identity: EM_Enable must not be true on a phone without userID and password: nobody can log in there"}},

	{Check: "em-profile-writes-login-state", Plain: deploytest.Same, Bad: deploytest.Both(`users: ann: params: EM_Login_State: "host"`), Good: deploytest.Both(`users: ann: params: Text_Logo: "host"`),
		Found: deploytest.Says{"5:21 error em-profile-writes-login-state: EM_Login_State" + ownState}},
	{Check: "em-profile-writes-login-state", Plain: deploytest.Same, Bad: deploytest.Both(`params: EM_Mobile_User_ID: "x"`), Good: deploytest.Both(`params: Text_Logo: "x"`),
		Found: deploytest.Says{"5:9 error em-profile-writes-login-state: EM_Mobile_User_ID" + ownState}},
	{Check: "em-profile-writes-login-state", Plain: deploytest.Same, Bad: deploytest.Both(`default: params: EM_Mobile_Password: ""`), Good: deploytest.Both(`default: params: Text_Logo: ""`),
		Found: deploytest.Says{"5:18 error em-profile-writes-login-state: EM_Mobile_Password" + ownState}},
	{Check: "em-profile-writes-login-state", Plain: deploytest.Same, Bad: deploytest.Both(`models: SPA525G2: params: EM_Login_State: ""`), Good: deploytest.Both(`models: SPA525G2: params: Text_Logo: ""`),
		Found: deploytest.Says{"5:27 error em-profile-writes-login-state: EM_Login_State" + ownState}},
	{Check: "em-profile-writes-login-state", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": params: {EM_Login_State: "host", EM_Mobile_User_ID: "x", EM_Mobile_Password: secret: "x"}`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: Text_Logo: "x"`),
		Found: deploytest.Says{
			"5:34 error em-profile-writes-login-state: EM_Login_State" + ownState,
			"5:58 error em-profile-writes-login-state: EM_Mobile_User_ID" + ownState,
			"5:82 error em-profile-writes-login-state: EM_Mobile_Password" + ownState}},

	{Check: "em-parameter-generated", Plain: deploytest.Same, Bad: deploytest.Both(`params: Profile_Rule: "/x.cfg"`), Good: deploytest.Both(`params: Profile_Rule_B: "/x.cfg"`),
		Found: deploytest.Says{"5:9 error em-parameter-generated: Profile_Rule is made from the deployment's server or rule, and is not declared beside it"}},
	{Check: "em-parameter-generated", Plain: deploytest.Same, Bad: deploytest.Both(`params: EM_User_Domain: "@x"`), Good: deploytest.Both(`params: Domain: "x"`),
		Found: deploytest.Says{"5:9 error em-parameter-generated: EM_User_Domain is made from the deployment's domain, and is not declared beside it"}},
	{Check: "em-parameter-generated", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": params: EM_Phone_User_ID: "x"`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: HostName: "x"`),
		Found: deploytest.Says{"5:33 error em-parameter-generated: EM_Phone_User_ID is made from the phone's userID, and is not declared beside it"}},
	{Check: "em-parameter-generated", Plain: deploytest.Same, Bad: deploytest.Both(`models: SPA525G2: params: EM_Phone_User_ID: "x"`), Good: deploytest.Both(`models: SPA525G2: params: Text_Logo: "x"`),
		Found: deploytest.Says{"5:27 error em-parameter-generated: EM_Phone_User_ID is made from the phone's userID, and is not declared beside it"}},
	{Check: "em-parameter-generated", Plain: deploytest.Same, Bad: deploytest.Both(`params: EM_Phone_Password: secret: "x"`), Good: deploytest.Both(`params: XML_Password: secret: "x"`),
		Found: deploytest.Says{"5:9 error em-parameter-generated: EM_Phone_Password is made from the phone's password, and is not declared beside it"}},
	{Check: "em-parameter-generated", Plain: deploytest.Same, Bad: deploytest.Both(`users: ann: params: Profile_Rule: "/x"`), Good: deploytest.Both(`users: ann: params: Profile_Rule_C: "/x"`),
		Found: deploytest.Says{"5:21 error em-parameter-generated: Profile_Rule is made from the deployment's server or rule, and is not declared beside it"}},
	{Check: "em-parameter-generated", Plain: deploytest.Same, Bad: deploytest.Both(`default: params: EM_User_Domain: ""`), Good: deploytest.Both(`default: params: Text_Logo: ""`),
		Found: deploytest.Says{"5:18 error em-parameter-generated: EM_User_Domain is made from the deployment's domain, and is not declared beside it"}},

	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login|1;dnd|2"}`), Good: deploytest.Both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login|1;dnd|2;em_logout"}`),
		Found: deploytest.Says{"5:45 error em-key-list-without-login: " + keyList}},
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(`params: Programmable_Softkey_Enable: true, users: ann: params: Idle_Key_List: "xem_login;em_logout"`), Good: deploytest.Both(`users: ann: params: Idle_Key_List: "redial"`),
		Found: deploytest.Says{"5:64 error em-key-list-without-login: " + keyList}},
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "redial;em_logout"}`), Good: deploytest.Both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: " em_logout ; em_login |2"}`),
		Found: deploytest.Says{"5:45 error em-key-list-without-login: " + keyList}},
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_logins;em_logout"}`), Good: deploytest.Both(`params: {Programmable_Softkey_Enable: false, Idle_Key_List: "em_logins;em_logout"}`),
		Found: deploytest.Says{"5:45 error em-key-list-without-login: " + keyList}},
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login;em_logouts"}`), Good: deploytest.Both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_logout|1;redial;em_login"}`),
		Found: deploytest.Says{"5:45 error em-key-list-without-login: " + keyList}},
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(`params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login;xem_logout"}`), Good: deploytest.Server + deploytest.Room + `params: {Programmable_Softkey_Enable: true, Idle_Key_List: "redial"}`,
		Found: deploytest.Says{"5:45 error em-key-list-without-login: " + keyList}},
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": params: Programmable_Softkey_Enable: true, models: SPA525G2: params: Idle_Key_List: "redial"`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: Programmable_Softkey_Enable: true, models: SPA525G2: params: Off_Hook_Key_List: "redial"`),
		Found: deploytest.Says{"5:94 error em-key-list-without-login: " + keyList}},
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(`default: params: {Programmable_Softkey_Enable: true, Idle_Key_List: "redial"}`), Good: deploytest.Both(`default: params: {Programmable_Softkey_Enable: true, Idle_Key_List: "em_login;em_logout"}`),
		Found: deploytest.Says{"5:54 error em-key-list-without-login: " + keyList}},

	// Keys of a phone that nobody logs in on need no log-in.
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(deploytest.Foyer + `params: Programmable_Softkey_Enable: true, phones: "0026cb5f1a20": params: Idle_Key_List: "redial"`), Good: deploytest.Both(deploytest.Foyer + `params: Programmable_Softkey_Enable: true, phones: "0026cb5f1a30": params: Idle_Key_List: "redial"`),
		Found: deploytest.Says{"6:76 error em-key-list-without-login: " + keyList}},
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(deploytest.Foyer + `params: Idle_Key_List: "redial", phones: "0026cb5f1a20": params: Programmable_Softkey_Enable: true`), Good: deploytest.Both(deploytest.Foyer + `params: Idle_Key_List: "redial", phones: "0026cb5f1a30": params: Programmable_Softkey_Enable: true`),
		Found: deploytest.Says{"6:9 error em-key-list-without-login: " + keyList}},

	{Check: "secret-in-public-profile", Plain: deploytest.Same, Bad: deploytest.Both(`default: params: Password_1_: secret: "x"`), Good: deploytest.Both(`default: params: Password_1_: ""`),
		Found: deploytest.Says{"5:18 error secret-in-public-profile: Password_1_" + anybody}},
	{Check: "secret-in-public-profile", Plain: deploytest.Same, Bad: deploytest.Both(`default: params: User_Password: "x"`), Good: deploytest.Both(`params: User_Password: secret: "x"`),
		Found: deploytest.Says{
			"5:18 error secret-in-public-profile: User_Password" + anybody,
			"5:33 warning literal-secret: User_Password" + deploytest.Literal}},
	{Check: "secret-in-public-profile", Plain: deploytest.Same, Bad: deploytest.Both(`default: params: XML_Password: secret: "x"`), Good: deploytest.Both(`default: params: XML_User_Name: "x"`),
		Found: deploytest.Says{"5:18 error secret-in-public-profile: XML_Password" + anybody}},

	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": params: Admin_Passwd: secret: "x"`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: Admin_Password: secret: "x"`),
		Found: deploytest.Says{"5:33 error model-parameter-mismatch: SPA525G2 has no Admin_Passwd: it is called Admin_Password there"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": params: Display_Name_6_: "x"`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: Display_Name_5_: "x"`),
		Found: deploytest.Says{"5:33 error model-parameter-mismatch: SPA525G2 has no Display_Name_6_: it has 5 lines"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`models: SPA502G: params: Line_Enable_2_: true`), Good: deploytest.Both(`models: SPA502G: params: Line_Enable_1_: true`),
		Found: deploytest.Says{"5:26 error model-parameter-mismatch: SPA502G has no Line_Enable_2_: it has 1 line"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`models: SPA504G: params: Custom_CA_URL: "x"`), Good: deploytest.Both(`models: SPA504G: params: Custom_CA_RULE: "/x"`),
		Found: deploytest.Says{
			"5:26 error em-rule-syntax: Custom_CA_URL" + notRule + "the URL has no path: at character 2; a URL cannot contain |, and a path begins with /",
			"5:26 error model-parameter-mismatch: SPA504G has no Custom_CA_URL: it is called Custom_CA_RULE there"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`users: ann: params: Display_Name_6_: "x"`), Good: deploytest.Both(`users: ann: params: Display_Name_6_: "x", phones: "0026cb5f1a21": {model: "SPA508G", userID: "hall", password: secret: "y"}`),
		Found: deploytest.Says{"5:21 error model-parameter-mismatch: SPA525G2 has no Display_Name_6_: it has 5 lines"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`users: ann: params: Display_Name_9_: "x", phones: "0026cb5f1a21": {model: "SPA508G", userID: "hall", password: secret: "y"}`), Good: deploytest.Both(`users: ann: params: Display_Name_8_: "x", phones: "0026cb5f1a21": {model: "SPA508G", userID: "hall", password: secret: "y"}`),
		Found: deploytest.Says{"5:21 error model-parameter-mismatch: no model in use has Display_Name_9_"}},
	// People use no phone that nobody logs in on.
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`users: ann: params: Display_Name_6_: "x", phones: "0026cb5f1a21": model: "SPA508G"`), Good: deploytest.Both(`params: Display_Name_6_: "x", phones: "0026cb5f1a21": model: "SPA508G"`),
		Found: deploytest.Says{"5:21 error model-parameter-mismatch: SPA525G2 has no Display_Name_6_: it has 5 lines"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: Display_Name_4_: "x"`), Good: deploytest.Both(deploytest.Foyer + `phones: "0026cb5f1a30": params: Display_Name_3_: "x"`),
		Found: deploytest.Says{"6:33 error model-parameter-mismatch: SPA303 has no Display_Name_4_: it has 3 lines"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": params: L16_Enable_2_: true`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: L16_Enable_1_: true`),
		Found: deploytest.Says{"5:33 error model-parameter-mismatch: SPA525G2 has no L16_Enable_2_"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Server + `models: SPA303: params: Log_Missed_Calls_for_EXT_4: true`, Good: deploytest.Server + `models: SPA303: params: Log_Missed_Calls_for_EXT_3: true`,
		Found: deploytest.Says{"3:25 error model-parameter-mismatch: SPA303 has no Log_Missed_Calls_for_EXT_4: it has 3 lines"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Server + deploytest.Ann + `models: {SPA303: {}, SPA525G2: {}}, params: Display_Name_6_: "x"`, Good: deploytest.Server + deploytest.Ann + `models: {SPA303: {}, SPA525G2: {}}, params: Display_Name_5_: "x"`,
		Found: deploytest.Says{"4:45 error model-parameter-mismatch: no model in use has Display_Name_6_"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Server + `models: SPA303: {}, params: Display_Name_4_: "x"`, Good: deploytest.Server + `params: Display_Name_12_: "x"`,
		Found: deploytest.Says{"3:29 error model-parameter-mismatch: SPA303 has no Display_Name_4_: it has 3 lines"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`params: Display_Name_6_: "x"`), Good: deploytest.Both(`params: Display_Name_5_: "x"`),
		Found: deploytest.Says{"5:9 error model-parameter-mismatch: SPA525G2 has no Display_Name_6_: it has 5 lines"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`default: params: Display_Name_6_: "x"`), Good: deploytest.Both(`default: params: Display_Name_5_: "x"`),
		Found: deploytest.Says{"5:18 error model-parameter-mismatch: SPA525G2 has no Display_Name_6_: it has 5 lines"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Server + `models: SPA301: params: Display_Name_2_: "x"`, Good: deploytest.Server + `models: SPA301: params: Display_Name_1_: "x"`,
		Found: deploytest.Says{"3:25 error model-parameter-mismatch: SPA301 has no Display_Name_2_: it has 1 line"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Server + `models: SPA509G: params: ACS_URL: "x"`, Good: deploytest.Server + `models: SPA525G: params: ACS_URL: "x"`,
		Found: deploytest.Says{"3:26 error model-parameter-mismatch: SPA509G has no ACS_URL"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Server + `models: SPA525G: params: Screen_Saver_Icon: "Lock"`, Good: deploytest.Server + `models: SPA514G: params: Screen_Saver_Icon: "Lock"`,
		Found: deploytest.Says{"3:26 error model-parameter-mismatch: SPA525G has no Screen_Saver_Icon: it is called Screen_Saver_Type there"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Server + `models: SPA301: params: Auto_Register_When_Failover_1_: true`, Good: deploytest.Server + `models: SPA525G2: params: Auto_Register_When_Failover_5_: true`,
		Found: deploytest.Says{"3:25 error model-parameter-mismatch: SPA301 has no Auto_Register_When_Failover_1_"}}, // though it has the line
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`phones: "0026cb5f1a20": params: Deep_Bass: "HiDef"`), Good: deploytest.Both(`phones: "0026cb5f1a20": params: Deep_Bass: true`),
		Found: deploytest.Says{"5:33 error model-parameter-mismatch: Deep_Bass on SPA525G2 must be one of Yes, No"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Server + `models: SPA514G: params: Deep_Bass: true`, Good: deploytest.Server + `models: SPA514G: params: Deep_Bass: "Standard"`,
		Found: deploytest.Says{"3:26 error model-parameter-mismatch: Deep_Bass on SPA514G must be one of Default, HiDef, Standard"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Server + `models: {SPA303: {}, SPA504G: {}}, params: Preferred_Audio_Device: "None"`, Good: deploytest.Server + `models: {SPA303: {}, SPA525G: {}}, params: Preferred_Audio_Device: "None"`,
		Found: deploytest.Says{"3:44 error model-parameter-mismatch: no model in use takes this value of Preferred_Audio_Device"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Both(`users: ann: params: Deep_Bass: "Default"`), Good: deploytest.Both(`users: ann: params: Deep_Bass: "No"`),
		Found: deploytest.Says{"5:21 error model-parameter-mismatch: Deep_Bass on SPA525G2 must be one of Yes, No"}},
	{Check: "model-parameter-mismatch", Plain: deploytest.Same, Bad: deploytest.Server + `models: SPA504G: params: EHS_Type: "None"`, Good: deploytest.Server + `models: SPA512G: params: EHS_Type: "None"`,
		Found: deploytest.Says{"3:26 error model-parameter-mismatch: SPA504G has no EHS_Type"}},
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(`unlisted: Idle_Key_List: "redial", params: Programmable_Softkey_Enable: true`), Good: deploytest.Both(`unlisted: Idle_Key_List: "em_login;em_logout", params: Programmable_Softkey_Enable: true`),
		Found: deploytest.Says{
			"5:11 error em-key-list-without-login: Idle_Key_List needs em_login and em_logout where Programmable_Softkey_Enable is true: people log in and out with them",
			"5:11 warning unlisted-known: Idle_Key_List" + deploytest.Taken + `Idle_Key_List: "redial"`}},
	{Check: "em-key-list-without-login", Plain: deploytest.Same, Bad: deploytest.Both(`params: Idle_Key_List: "redial", unlisted: Programmable_Softkey_Enable: "Yes"`), Good: deploytest.Both(`params: Idle_Key_List: "redial", unlisted: Programmable_Softkey_Enable: "No"`),
		Found: deploytest.Says{
			"5:9 error em-key-list-without-login: Idle_Key_List needs em_login and em_logout where Programmable_Softkey_Enable is true: people log in and out with them",
			"5:44 warning unlisted-known: Programmable_Softkey_Enable" + deploytest.Taken + "Programmable_Softkey_Enable: true"}},
	{Check: "secret-in-public-profile", Plain: deploytest.Same, Bad: deploytest.Both(`default: unlisted: XML_Password: "hidden"`), Good: deploytest.Both(`default: unlisted: XML_Password: ""`),
		Found: deploytest.Says{
			"5:20 error secret-in-public-profile: XML_Password is secret, and anybody can fetch the default profile",
			`5:20 warning unlisted-known: XML_Password` + deploytest.Taken + `XML_Password: {secret: "…"}`,
			"5:34 warning literal-secret: XML_Password" + deploytest.Literal}},
	{Check: "secret-in-public-profile", Plain: deploytest.Same, Bad: deploytest.Both(`default: unlisted: Shiny: secret: "x"`), Good: deploytest.Both(`unlisted: Shiny: secret: "x"`),
		Found: deploytest.Says{
			"5:20 error secret-in-public-profile: Shiny is secret, and anybody can fetch the default profile",
			"5:20 warning unlisted-parameter: Shiny" + deploytest.Unchecked}},

	// Of names that the catalogue lacks, the name tells of a secret.
}
