package relations_test

import (
	"fmt"
	"strings"

	"provc/compiler/cisco/deploytest"
)

// person is somebody with parameters.
func person(id, params string) string {
	return fmt.Sprintf("users: %s: {password: secret: %q, params: {%s}}\n", id, id, params)
}

const sip = `params: Proxy_1_: "sip.example"` + "\n"

func half(at string, line int, many string) string {
	return fmt.Sprintf(`%s warning em-line-blend: line %d has a person's own user ID and no password, so it cannot register%s; set Password_%[2]d_: {secret: "name"}, or Password_%[2]d_: "" for a server that asks for none`, at, line, many)
}

func clash(at, extension, who, other string) string {
	return at + ` warning extension-twice: extension ` + extension + ` belongs to ` + who + `, and its calls reach whichever of them registered last; give each their own, or set Share_Ext_N_: "shared" for both if they share the line | another is here ` + other
}

func beyond(at, key string, line int, model, lines string, last int) string {
	return fmt.Sprintf(`%s warning extension-beyond-lines: %s is extension %d, and %s has %s; write an extension from "1" to "%d", or "Disabled"`, at, key, line, model, lines, last)
}

const (
	four  = `phones: "0026cb5f1a22": {model: "SPA504G", userID: "hall", password: secret: "p", params: {PARAMS}}` + "\n"
	eight = `phones: "0026cb5f1a23": {model: "SPA508G", userID: "desk", password: secret: "p", params: {PARAMS}}` + "\n"
	three = `phones: "0026cb5f1a24": {model: "SPA303", userID: "wall", password: secret: "p", params: {PARAMS}}` + "\n"
)

// with is a phone with parameters of its own.
func with(phone, params string) string { return strings.Replace(phone, "PARAMS", params, 1) }

// lineTests are of lines and of keys that stand for them.
var lineTests = []deploytest.Case{
	{Check: "em-line-blend", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_2_: "2102"`)), Good: deploytest.Both(person("ben", `User_ID_2_: "2102", Password_2_: secret: "s"`)),
		Found: deploytest.Says{half("5:48", 2, "")}},
	{Check: "em-line-blend", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_2_: "2102", Auth_ID_2_: "x", Password_1_: secret: "s"`)), Good: deploytest.Both(person("ben", `User_ID_2_: ""`)), // the line is taken away
		Found: deploytest.Says{half("5:48", 2, "")}},
	{Check: "em-line-blend", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_2_: "2102", Register_2_: true`)), Good: deploytest.Both(person("ben", `User_ID_2_: "2102", Register_2_: false`)),
		Found: deploytest.Says{half("5:48", 2, "")}},
	{Check: "em-line-blend", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_2_: "2102", Line_Enable_1_: false`)), Good: deploytest.Both(person("ben", `User_ID_2_: "2102", Line_Enable_2_: false`)),
		Found: deploytest.Says{half("5:48", 2, "")}},
	{Check: "em-line-blend", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_2_: "2102"`) + `phones: "0026cb5f1a20": params: Password_2_: secret: "room"`), // the room's is not the person's
		Good:  deploytest.Both(person("ben", `User_ID_2_: "2102"`) + `params: Password_2_: secret: "all"`),
		Found: deploytest.Says{half("5:48", 2, "")}},
	{Check: "em-line-blend", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_2_: "2102"`) + `params: Register_1_: false`), Good: deploytest.Both(person("ben", `User_ID_2_: "2102"`) + `params: Register_2_: false`),
		Found: deploytest.Says{half("5:48", 2, "")}},
	{Check: "em-line-blend", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_1_: "2102"`) + person("cleo", `User_ID_1_: "2103", User_ID_2_: "2104", Password_2_: secret: "s"`)), // once a line
		Good:  deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `Display_Name_1_: "Cleo"`)), // a server that asks for none; a name is no account
		Found: deploytest.Says{half("5:48", 1, ": 2 people have such a line")}},
	{Check: "em-line-blend", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_1_: "2102"`) + `users: ann: params: User_ID_1_: "2101"`), // at the first place, whoever comes first
		Good:  deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + `users: ann: params: {User_ID_1_: "2101", Password_1_: ""}`),
		Found: deploytest.Says{half("5:48", 1, ": 2 people have such a line")}},
	{Check: "em-line-blend", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_1_: "2102"`)), Good: deploytest.Both(person("ben", `User_ID_1_: "2102"`) + `keepLocal: ["Password_1_"]`),
		Found: deploytest.Says{half("5:48", 1, "")}},

	{Check: "extension-twice", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		Good:  deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2103", User_ID_2_: "2103", Password_1_: "", Password_2_: ""`)),
		Found: deploytest.Says{clash("6:62", "2102", "ben and cleo", "5:60")}},
	{Check: "extension-twice", Plain: deploytest.Accepted, Bad: deploytest.Both(sip + person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_2_: "2102@SIP.example", Password_2_: ""`)), // on whichever line
		Good:  deploytest.Both(sip + person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102@pbx.example", Password_1_: ""`)),
		Found: deploytest.Says{clash("7:62", "2102", "ben and cleo", "6:60")}},
	{Check: "extension-twice", Plain: deploytest.Accepted, Bad: deploytest.Both(sip + person("ben", `User_ID_1_: "2102", Password_1_: "", Proxy_1_: "sip.example:5060"`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		Good:  deploytest.Both(sip + person("ben", `User_ID_1_: "2102", Password_1_: "", Proxy_1_: "one.example"`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		Found: deploytest.Says{clash("7:62", "2102", "ben and cleo", "6:60")}},
	{Check: "extension-twice", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: "", Share_Ext_1_: "private"`) + person("cleo", `User_ID_1_: "2102", Password_1_: "", Shared_User_ID_1_: ""`)),
		Good:  deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: "", Share_Ext_1_: "shared"`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		Found: deploytest.Says{clash("6:62", "2102", "ben and cleo", "5:60")}},
	{Check: "extension-twice", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`) + `params: Share_Ext_2_: "shared"`),
		Good:  deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`) + `params: Share_Ext_1_: "shared"`),
		Found: deploytest.Says{clash("6:62", "2102", "ben and cleo", "5:60")}},
	{Check: "extension-twice", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		Good:  deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: "", Shared_User_ID_1_: "2102"`)),
		Found: deploytest.Says{clash("6:62", "2102", "ben and cleo", "5:60")}},
	{Check: "extension-twice", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		Good:  deploytest.Both(person("ben", `User_ID_1_: "2102", Register_1_: false`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)), // which does not register
		Found: deploytest.Says{clash("6:62", "2102", "ben and cleo", "5:60")}},

	{Check: "extension-beyond-lines", Plain: deploytest.Accepted, Bad: deploytest.Server + with(four, `Extension_2_: "5"`), Good: deploytest.Server + with(four, `Extension_1_: "4", Extension_2_: "Disabled"`),
		Found: deploytest.Says{beyond("3:92", "Extension_2_", 5, "SPA504G", "4 lines", 4)}},
	{Check: "extension-beyond-lines", Plain: deploytest.Accepted, Bad: deploytest.Server + with(four, ``) + `models: SPA504G: params: Extension_2_: "12"`, Good: deploytest.Server + with(four, `Extension_2_: "1"`) + `models: SPA504G: params: Extension_2_: "12"`, // the phone says otherwise
		Found: deploytest.Says{beyond("4:26", "Extension_2_", 12, "SPA504G", "4 lines", 4)}},
	{Check: "extension-beyond-lines", Plain: deploytest.Accepted, Bad: deploytest.Server + with(four, ``) + with(eight, ``) + `params: Extension_2_: "6"`, Good: deploytest.Server + with(four, ``) + with(eight, ``) + `params: Extension_2_: "6", models: SPA504G: params: Extension_2_: "4"`,
		Found: deploytest.Says{beyond("5:9", "Extension_2_", 6, "SPA504G", "4 lines", 4)}},
	{Check: "extension-beyond-lines", Plain: deploytest.Accepted, Bad: deploytest.Both(person("ben", `Extension_2_: "6"`)), Good: deploytest.Both(with(eight, ``) + person("ben", `Extension_2_: "8"`)), // one model in use has it
		Found: deploytest.Says{beyond("5:48", "Extension_2_", 6, "SPA525G2", "5 lines", 5)}},
	{Check: "extension-beyond-lines", Plain: deploytest.Accepted, Bad: deploytest.Both(`default: params: Extension_2_: "6"`), Good: deploytest.Both(`default: params: Extension_2_: "5"`),
		Found: deploytest.Says{beyond("5:18", "Extension_2_", 6, "SPA525G2", "5 lines", 5)}},

	{Check: "side-car-missing", Plain: deploytest.Accepted, Bad: deploytest.Server + with(three, `Unit_1_Key_1: "fnc=sd;ext=1@x"`), Good: deploytest.Server + with(four, `Unit_1_Key_1: "fnc=sd;ext=1@x"`),
		Found: deploytest.Says{"3:91 warning side-car-missing: Unit_1_Key_1 is a key of a side car, and SPA303 takes none"}},
	{Check: "side-car-missing", Plain: deploytest.Accepted, Bad: deploytest.Server + with(three, `Unit_2_Key_7: "fnc=sd;ext=1@x", Unit_2_Key_8: "fnc=sd;ext=2@x", Unit_1_Key_1: ""`), Good: deploytest.Server + with(three, `Unit_2_Key_7: "fnc=sd;ext=1@x", Unit_2_Enable: false`),
		Found: deploytest.Says{"3:91 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA303 takes none: 2 keys of one are set here"}},
	{Check: "side-car-missing", Plain: deploytest.Accepted, Bad: deploytest.Server + with(three, `Unit_2_Key_7: "fnc=sd;ext=1@x"`) + `params: Unit_1_Enable: false`, Good: deploytest.Server + with(three, `Unit_2_Key_7: "fnc=sd;ext=1@x"`) + `params: Unit_2_Enable: false`,
		Found: deploytest.Says{"3:91 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA303 takes none"}},
	{Check: "side-car-missing", Plain: deploytest.Accepted, Bad: deploytest.Server + with(three, ``) + `params: Unit_2_Key_7: "fnc=sd;ext=1@x"`, Good: deploytest.Server + with(three, ``) + with(four, ``) + `params: Unit_2_Key_7: "fnc=sd;ext=1@x"`, // one in use takes it
		Found: deploytest.Says{"4:9 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA303 takes none"}},
	{Check: "side-car-missing", Plain: deploytest.Accepted, Bad: deploytest.Server + with(three, ``) + deploytest.Door + person("ben", `Unit_2_Key_7: "fnc=sd;ext=1@x"`), Good: deploytest.Server + with(three, ``) + with(eight, ``) + person("ben", `Unit_2_Key_7: "fnc=sd;ext=1@x"`),
		Found: deploytest.Says{"5:48 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA301 or SPA303 takes none"}},
	{Check: "side-car-missing", Plain: deploytest.Accepted, Bad: deploytest.Server + with(three, ``) + `default: params: Unit_2_Key_7: "fnc=sd;ext=1@x"`, Good: deploytest.Server + with(three, ``) + `default: params: Unit_2_Key_7: "fnc=sd;ext=1@x", params: Unit_2_Enable: false`,
		Found: deploytest.Says{"4:18 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA303 takes none"}},
	{Check: "side-car-missing", Plain: deploytest.Accepted, Bad: deploytest.Server + with(three, ``) + `models: SPA303: params: Unit_2_Key_7: "fnc=sd;ext=1@x"`, Good: deploytest.Server + with(three, ``) + `models: SPA525G2: params: Unit_2_Key_7: "fnc=sd;ext=1@x"`,
		Found: deploytest.Says{"4:25 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA303 takes none"}},
}
