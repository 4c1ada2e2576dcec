package cisco

import (
	"fmt"
	"strings"
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
var lineTests = []checkTest{
	{"em-line-blend", accepted, both(person("ben", `User_ID_2_: "2102"`)), both(person("ben", `User_ID_2_: "2102", Password_2_: secret: "s"`)),
		says{half("5:48", 2, "")}},
	{"em-line-blend", accepted, both(person("ben", `User_ID_2_: "2102", Auth_ID_2_: "x", Password_1_: secret: "s"`)), both(person("ben", `User_ID_2_: ""`)), // the line is taken away
		says{half("5:48", 2, "")}},
	{"em-line-blend", accepted, both(person("ben", `User_ID_2_: "2102", Register_2_: true`)), both(person("ben", `User_ID_2_: "2102", Register_2_: false`)),
		says{half("5:48", 2, "")}},
	{"em-line-blend", accepted, both(person("ben", `User_ID_2_: "2102", Line_Enable_1_: false`)), both(person("ben", `User_ID_2_: "2102", Line_Enable_2_: false`)),
		says{half("5:48", 2, "")}},
	{"em-line-blend", accepted, both(person("ben", `User_ID_2_: "2102"`) + `phones: "0026cb5f1a20": params: Password_2_: secret: "room"`), // the room's is not the person's
		both(person("ben", `User_ID_2_: "2102"`) + `params: Password_2_: secret: "all"`),
		says{half("5:48", 2, "")}},
	{"em-line-blend", accepted, both(person("ben", `User_ID_2_: "2102"`) + `params: Register_1_: false`), both(person("ben", `User_ID_2_: "2102"`) + `params: Register_2_: false`),
		says{half("5:48", 2, "")}},
	{"em-line-blend", accepted, both(person("ben", `User_ID_1_: "2102"`) + person("cleo", `User_ID_1_: "2103", User_ID_2_: "2104", Password_2_: secret: "s"`)), // once a line
		both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `Display_Name_1_: "Cleo"`)), // a server that asks for none; a name is no account
		says{half("5:48", 1, ": 2 people have such a line")}},
	{"em-line-blend", accepted, both(person("ben", `User_ID_1_: "2102"`)), both(person("ben", `User_ID_1_: "2102"`) + `keepLocal: ["Password_1_"]`),
		says{half("5:48", 1, "")}},

	{"extension-twice", accepted, both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2103", User_ID_2_: "2103", Password_1_: "", Password_2_: ""`)),
		says{clash("6:62", "2102", "ben and cleo", "5:60")}},
	{"extension-twice", accepted, both(sip + person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_2_: "2102@SIP.example", Password_2_: ""`)), // on whichever line
		both(sip + person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102@pbx.example", Password_1_: ""`)),
		says{clash("7:62", "2102", "ben and cleo", "6:60")}},
	{"extension-twice", accepted, both(sip + person("ben", `User_ID_1_: "2102", Password_1_: "", Proxy_1_: "sip.example:5060"`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		both(sip + person("ben", `User_ID_1_: "2102", Password_1_: "", Proxy_1_: "one.example"`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		says{clash("7:62", "2102", "ben and cleo", "6:60")}},
	{"extension-twice", accepted, both(person("ben", `User_ID_1_: "2102", Password_1_: "", Share_Ext_1_: "private"`) + person("cleo", `User_ID_1_: "2102", Password_1_: "", Shared_User_ID_1_: ""`)),
		both(person("ben", `User_ID_1_: "2102", Password_1_: "", Share_Ext_1_: "shared"`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		says{clash("6:62", "2102", "ben and cleo", "5:60")}},
	{"extension-twice", accepted, both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`) + `params: Share_Ext_2_: "shared"`),
		both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`) + `params: Share_Ext_1_: "shared"`),
		says{clash("6:62", "2102", "ben and cleo", "5:60")}},
	{"extension-twice", accepted, both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: "", Shared_User_ID_1_: "2102"`)),
		says{clash("6:62", "2102", "ben and cleo", "5:60")}},
	{"extension-twice", accepted, both(person("ben", `User_ID_1_: "2102", Password_1_: ""`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)),
		both(person("ben", `User_ID_1_: "2102", Register_1_: false`) + person("cleo", `User_ID_1_: "2102", Password_1_: ""`)), // which does not register
		says{clash("6:62", "2102", "ben and cleo", "5:60")}},

	{"extension-beyond-lines", accepted, server + with(four, `Extension_2_: "5"`), server + with(four, `Extension_1_: "4", Extension_2_: "Disabled"`),
		says{beyond("3:92", "Extension_2_", 5, "SPA504G", "4 lines", 4)}},
	{"extension-beyond-lines", accepted, server + with(four, ``) + `models: SPA504G: params: Extension_2_: "12"`, server + with(four, `Extension_2_: "1"`) + `models: SPA504G: params: Extension_2_: "12"`, // the phone says otherwise
		says{beyond("4:26", "Extension_2_", 12, "SPA504G", "4 lines", 4)}},
	{"extension-beyond-lines", accepted, server + with(four, ``) + with(eight, ``) + `params: Extension_2_: "6"`, server + with(four, ``) + with(eight, ``) + `params: Extension_2_: "6", models: SPA504G: params: Extension_2_: "4"`,
		says{beyond("5:9", "Extension_2_", 6, "SPA504G", "4 lines", 4)}},
	{"extension-beyond-lines", accepted, both(person("ben", `Extension_2_: "6"`)), both(with(eight, ``) + person("ben", `Extension_2_: "8"`)), // one model in use has it
		says{beyond("5:48", "Extension_2_", 6, "SPA525G2", "5 lines", 5)}},
	{"extension-beyond-lines", accepted, both(`default: params: Extension_2_: "6"`), both(`default: params: Extension_2_: "5"`),
		says{beyond("5:18", "Extension_2_", 6, "SPA525G2", "5 lines", 5)}},

	{"side-car-missing", accepted, server + with(three, `Unit_1_Key_1: "fnc=sd;ext=1@x"`), server + with(four, `Unit_1_Key_1: "fnc=sd;ext=1@x"`),
		says{"3:91 warning side-car-missing: Unit_1_Key_1 is a key of a side car, and SPA303 takes none"}},
	{"side-car-missing", accepted, server + with(three, `Unit_2_Key_7: "fnc=sd;ext=1@x", Unit_2_Key_8: "fnc=sd;ext=2@x", Unit_1_Key_1: ""`), server + with(three, `Unit_2_Key_7: "fnc=sd;ext=1@x", Unit_2_Enable: false`),
		says{"3:91 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA303 takes none: 2 keys of one are set here"}},
	{"side-car-missing", accepted, server + with(three, `Unit_2_Key_7: "fnc=sd;ext=1@x"`) + `params: Unit_1_Enable: false`, server + with(three, `Unit_2_Key_7: "fnc=sd;ext=1@x"`) + `params: Unit_2_Enable: false`,
		says{"3:91 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA303 takes none"}},
	{"side-car-missing", accepted, server + with(three, ``) + `params: Unit_2_Key_7: "fnc=sd;ext=1@x"`, server + with(three, ``) + with(four, ``) + `params: Unit_2_Key_7: "fnc=sd;ext=1@x"`, // one in use takes it
		says{"4:9 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA303 takes none"}},
	{"side-car-missing", accepted, server + with(three, ``) + door + person("ben", `Unit_2_Key_7: "fnc=sd;ext=1@x"`), server + with(three, ``) + with(eight, ``) + person("ben", `Unit_2_Key_7: "fnc=sd;ext=1@x"`),
		says{"5:48 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA301 or SPA303 takes none"}},
	{"side-car-missing", accepted, server + with(three, ``) + `models: SPA303: params: Unit_2_Key_7: "fnc=sd;ext=1@x"`, server + with(three, ``) + `models: SPA525G2: params: Unit_2_Key_7: "fnc=sd;ext=1@x"`,
		says{"4:25 warning side-car-missing: Unit_2_Key_7 is a key of a side car, and SPA303 takes none"}},
}
