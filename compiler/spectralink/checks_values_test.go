package spectralink

import (
	"strconv"
	"strings"
)

// Checks of what master files say, and of files that go elsewhere.
var fileChecks = []checkTest{
	{"config-files-too-long", misc(2048), misc(2047),
		`0 d: error config-files-too-long: a master file takes a list of at most 2047 characters: found 2048; list fewer files, or shorten their names`, accepted},
	{"config-files-too-long", `misc: ["a", "x` + strings.Repeat("é", 127) + `y"]`, `misc: ["a", "x` + strings.Repeat("é", 127) + `"]`,
		`0 d: error config-files-too-long: a master file takes names of at most 255 characters: xééééééééééééééééééé… has 256`, accepted}, // bytes
	{"config-files-too-long", `phones: "` + strings.Repeat("0", 246) + `": params: up: idleTimeout: 1`, `phones: "000000000001": params: up: idleTimeout: 1`,
		`1 "` + strings.Repeat("0", 246) + `": error config-files-too-long: a master file takes names of at most 255 characters: phone-` + strings.Repeat("0", 34) + "… has 256\n" +
			`1 "` + strings.Repeat("0", 246) + `": error mac-format: ` + macFormat + `, not ` + strings.Repeat("0", 246), refused},
	{"config-files-too-long", // at a handset of the group
		`groups: "` + strings.Repeat("g", 246) + `": params: up: idleTimeout: 1` + "\n" + `phones: "000000000001": group: "` + strings.Repeat("g", 246) + `"`,
		`groups: "` + strings.Repeat("g", 200) + `": params: up: idleTimeout: 1` + "\n" + `phones: "000000000001": group: "` + strings.Repeat("g", 200) + `"`,
		`1 "` + strings.Repeat("g", 246) + `": error group-name: ` + groupNames + ": found text of 246 characters\n" +
			`2 "000000000001": error config-files-too-long: a master file takes names of at most 255 characters: group-` + strings.Repeat("g", 34) + "… has 256", refused},
	{"config-files-too-long", // with the files of others of a group and of all
		login + listed("before", 7) + `groups: g: {` + listed("after", 1) + "}\n" + `phones: "00907a000001": group: "g"`,
		login + listed("before", 7) + `groups: g: {` + listed("after", 1) + `}`,
		`6 "00907a000001": error config-files-too-long: a master file takes a list of at most 2047 characters: found 2064; list fewer files, or shorten their names`, accepted},
	{"config-files-too-long", login + `models: VVX: {` + listed("before", 7) + `configFiles: {instead: [], after: ["` + strings.Repeat("x", 249) + `"]}}`,
		login + `models: VVX: {` + listed("before", 7) + `configFiles: {instead: [], after: ["` + strings.Repeat("x", 248) + `"]}}`,
		`3 VVX: error config-files-too-long: a master file takes a list of at most 2047 characters: found 2048; list fewer files, or shorten their names`, accepted},
	{"contacts-elsewhere", `directories: contacts: "http://contacts.example/", contacts: [{ct: "1"}]`,
		`directories: contacts: "contacts", contacts: [{ct: "1"}]`,
		`0 d: error contacts-elsewhere: contacts cannot be written: CONTACTS_DIRECTORY http://contacts.example/ is not below the provisioning root`, accepted},
	{"contacts-elsewhere", `directories: contacts: "c/[PHONE_MAC_ADDRESS]", contacts: [{ct: "1"}]`,
		`directories: contacts: "c/[PHONE_MAC_ADDRESS]"`,
		`0 d: error contacts-elsewhere: contacts cannot be written: CONTACTS_DIRECTORY c/[PHONE_MAC_ADDRESS] is not below the provisioning root`, accepted},
	{"contacts-elsewhere", login + `directories: contacts: "tftp://c.example/c", users: {a: {password: secret: "a", contacts: [{ct: "1"}]}, b: password: secret: "b"}`,
		login + `directories: contacts: "c", users: a: {password: secret: "a", contacts: [{ct: "1"}]}`,
		`3 a: error contacts-elsewhere: contacts cannot be written: CONTACTS_DIRECTORY tftp://c.example/c is not below the provisioning root`, accepted},
	{"path-collision", login + `groups: g: profiles: directory: "People"`, login + `groups: g: profiles: directory: "persons"`,
		`3 "People": error path-collision: folders People and people differ only in letter case, and are one to servers that do not tell it apart (the other is here: 1 "people")`, same},
	{"path-collision", // in which folders lie
		login + `phones: "00907a000001": profiles: directory: "logs/A/x"` + "\n" + `directories: {logs: "logs/a/y/", overrides: "LOGS", license: "http://x.example/Logs", callLists: "Logs/[PHONE_MAC_ADDRESS]"}`,
		login + `phones: "00907a000001": profiles: directory: "logs/a/x"` + "\n" + `directories: {logs: "logs/a/y/", overrides: "logs", license: "http://x.example/Logs", callLists: "Logs/[PHONE_MAC_ADDRESS]"}`,
		`4 "LOGS": error path-collision: folders LOGS and logs differ only in letter case, and are one to servers that do not tell it apart (the other is here: 3 "logs/A/x")`, same},
	{"path-collision", // of core files
		login + `coreFiles: "PEOPLE/cores"`, login + `coreFiles: "cores/PEOPLE"`,
		`3 "PEOPLE/cores": error path-collision: folders PEOPLE and people differ only in letter case, and are one to servers that do not tell it apart (the other is here: 1 "people")`, same},
	{"config-file-twice", login + `configFiles: {before: ["a.cfg", {file: "b.cfg"}], after: [{file: "a.cfg", sets: ["reg.*"]}]}`,
		login + `configFiles: {before: ["a.cfg", {file: "b.cfg"}], after: ["c.cfg"]}, groups: g: configFiles: before: ["b.cfg"]`,
		`3 "a.cfg": warning config-file-twice: a.cfg is named twice here, and handsets read it in the first place`, accepted},
	{"config-file-twice", login + `models: VVX: configFiles: {before: ["a.cfg"], instead: ["a.cfg"]}`,
		login + `models: {VVX: configFiles: before: ["a.cfg"], SPIP321: configFiles: before: ["a.cfg"]}`,
		`3 "a.cfg": warning config-file-twice: a.cfg is named twice here, and handsets read it in the first place`, accepted},
	{"config-file-sets", login + `configFiles: before: [{file: "a.cfg", sets: ["regs.*", "prov", "reg.*", "*", "re*", "voipprot.server.*"]}]`,
		login + `configFiles: before: [{file: "a.cfg", sets: ["reg.*", "voIpProt.server.*.address", "*", "re*", "prov"]}, {file: "b.cfg", sets: []}]`,
		`3 "a.cfg": note config-file-sets: a.cfg is said to set regs.*, but no parameter that provc knows begins with regs; did you mean reg.*?
3 "a.cfg": note config-file-sets: a.cfg is said to set voipprot.server.*, but no parameter that provc knows begins with voipprot; did you mean voIpProt.server.*?`, accepted},
	{"config-file-written", login + `groups: g: configFiles: after: ["x/[PHONE_MAC_ADDRESS]-Phone.cfg", "00907a000001-web.cfg"]`,
		login + `groups: g: configFiles: after: ["[PHONE_MAC_ADDRESS]-pbx.cfg", "00907a000001-license.cfg", "pbx-phone.cfg", "http://x.example/[PHONE_MAC_ADDRESS]-phone.cfg"]`,
		`3 "x/[PHONE_MAC_ADDRESS]-Phone.cfg": warning config-file-written: x/[PHONE_MAC_ADDRESS]-Phone.cfg is what handsets call a file that they keep for themselves, and may overwrite
3 "00907a000001-web.cfg": warning config-file-written: 00907a000001-web.cfg is what handsets call a file that they keep for themselves, and may overwrite`, accepted},
	{"config-file-written", login + `phones: "00907a000001": configFiles: after: ["Ana-phone.cfg"]` + "\n" + `configFiles: before: ["ana-web.cfg"]` + "\n" + withUser("ana"),
		login + `phones: "00907a000001": configFiles: after: ["Ana-phone.cfg"]` + "\n" + withUser("ann"),
		`3 "Ana-phone.cfg": warning config-file-written: Ana-phone.cfg is what handsets call a file that they keep for user ana, and may overwrite`, accepted},
	{"field-value", `configFiles: before: ["[PHONE_MAC_ADDRESS].cfg"]`, login + `configFiles: before: ["pbx/[PHONE_MAC_ADDRESS].cfg"]`,
		`1 "[PHONE_MAC_ADDRESS].cfg": error field-value: configFiles.before[0] ` + othersFile + `, or {file: …, sets: […]}; <MAC>.cfg and phone-<MAC>.cfg are provc's own: found "[PHONE_MAC_ADDRESS].cfg"`, same},
	{"field-value", `configFiles: before: [{file: "Phone-00907A000001.CFG"}]`, login + `configFiles: before: [{file: "phone-0090.cfg"}]`,
		`1 "Phone-00907A000001.CFG": error field-value: configFiles.before[0].file ` + othersFile + `; <MAC>.cfg and phone-<MAC>.cfg are provc's own: found "Phone-00907A000001.CFG"`, refused},
	{"field-value", `configFiles: after: ["../pbx.cfg"]`, login + `configFiles: after: ["..pbx.cfg"]`,
		`1 "../pbx.cfg": error field-value: configFiles.after[0] ` + othersFile + `, or {file: …, sets: […]}; <MAC>.cfg and phone-<MAC>.cfg are provc's own: found "../pbx.cfg"`, same},
	{"field-value", `directories: logs: ".provc"`, login + `directories: logs: "provc"`,
		`1 ".provc": error field-value: directories.logs ` + othersFile + `: found ".provc"`, same},
	{"field-value", `misc: ["x/.Provc/manifest"]`, login + `misc: ["x.provc/manifest"]`,
		`1 "x/.Provc/manifest": error field-value: misc[0] ` + othersFile + `: found "x/.Provc/manifest"`, same},
	{"field-value", `software: ".provc-1.tmp"`, login + `software: ""`,
		`1 ".provc-1.tmp": error field-value: software ` + othersFile + `: found ".provc-1.tmp"`, same},
	{"field-value", `masters: "none"`, login + `masters: "all"`,
		`1 "none": error field-value: masters must be listed or all: found "none"`, same},
	{"field-value", `configFiles: before: [{file: "x", sets: ["reg 1"]}]`, login + `configFiles: before: [{file: "x", sets: ["*.reg-1_x.*"]}]`,
		`1 "reg 1": error field-value: configFiles.before[0].sets[0] must be the name of a parameter, in which * stands for any text, such as reg.*: found "reg 1"`, same},
	{"field-unknown", `models: "SPIP 650": {}`, login + `models: SPIP650: {}`,
		`1 "SPIP 650": error field-unknown: models."SPIP 650": a model is named by at most 64 letters and digits, such as SPIP650: found SPIP 650`, same},
}

// listed are files of others, whose names are as long as a master file takes.
func listed(when string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`"` + strconv.Itoa(i) + when + strings.Repeat("x", 254-len(when)) + `", `)
	}
	return "configFiles: " + when + ": [" + b.String() + "]\n"
}

const othersFile = "must be a path inside the provisioning root but not in .provc, or a URL, of at most 255 characters without a comma"

// Checks of values one by one.
var valueChecks = []checkTest{
	{"parameter-unknown", `params: prov: login: requierd: true`, `params: prov: login: required: true`,
		`1 requierd: error parameter-unknown: prov.login.requierd is no parameter of the 84-Series; did you mean prov.login.required?`, refused},
	{"parameter-unknown", `params: "prov.login": required: true`, `params: prov: login: required: true`,
		`1 "prov.login": error parameter-unknown: prov.login.required has several parts in one label, and they must be nested; write prov: login: required:`, refused},
	{"parameter-index", `params: reg: "35": address: "x"`, `params: reg: "34": label: "x"`,
		`1 "35": error parameter-index: reg.35.address: the index must be 1 to 34: found 35`, same},
	{"parameter-index", `params: reg: "0": address: "x"`, `params: reg: "1": label: "x"`,
		`1 "0": error parameter-index: reg.0.address: the index must be 1 to 34: found 0`, same},
	// A legal index is never blamed.
	{"parameter-unknown", `params: reg: "3": "auth.userId": "x"`, `params: reg: "3": auth: userId: "x"`,
		`1 "auth.userId": error parameter-unknown: reg.3.auth.userId has several parts in one label, and they must be nested; write reg: "3": auth: userId:`, refused},
	{"parameter-unknown", `params: "reg.4.label": "x"`, `params: reg: "4": label: "x"`,
		`1 "reg.4.label": error parameter-unknown: reg.4.label has several parts in one label, and they must be nested; write reg: "4": label:`, refused},
	{"parameter-index", `params: "reg.44.label": "x"`, `params: reg: "34": label: "x"`,
		`1 "reg.44.label": error parameter-index: reg.44.label: the index must be 1 to 34: found 44`, refused},
	{"parameter-index", `params: reg: "04": label: "x"`, `params: reg: "4": label: "x"`,
		`1 "04": error parameter-index: reg.04.label: the index must be 1 to 34: found 04; write "4"`, same},
	{"parameter-unknown", `params: reg: x: server: y: transport: "TLS"`, `params: reg: "1": server: "1": transport: "TLS"`,
		`1 x: error parameter-unknown: reg.x.server.y.transport is no parameter of the 84-Series; write a number in the place of x`, refused},
	{"field-value", `authorizedNumbers: {value: "110"}`, `authorizedNumbers: []`,
		`1 {: error field-value: authorizedNumbers must be a list: found a struct; write authorizedNumbers: [{description: "…", value: "…"}]`, refused},
	{"parameter-value", `params: prov: login: automaticLogout: 46001`, `params: prov: login: automaticLogout: 46000`,
		`1 46001: error parameter-value: prov.login.automaticLogout must be a whole number from 0 to 46000: found 46001`, same},
	{"parameter-value", `params: prov: login: automaticLogout: "30"`, `params: prov: login: automaticLogout: 30`,
		`1 "30": error parameter-value: prov.login.automaticLogout must be a whole number from 0 to 46000: found "30"; write 30, without quotes`, same},
	{"parameter-value", `params: prov: login: required: "yes"`, `params: prov: login: required: true`,
		`1 "yes": error parameter-value: prov.login.required must be true or false: found "yes"; write true`, same},
	{"parameter-value", `params: prov: polling: mode: "Abs"`, `params: prov: polling: mode: "abs"`,
		`1 "Abs": error parameter-value: prov.polling.mode must be one of abs, rel, random: found "Abs"; did you mean "abs"?`, same},
	{"parameter-value", `params: reg: "1": label: "\u0007"`, `params: reg: "1": label: "\n"`,
		`1 "\u0007": error parameter-value: reg.1.label must be printable text of at most 256 characters: found "\a"`, same},
	{"parameter-value", `params: ptt: emergencyChannel: volume: -1`, `params: ptt: "emergencyChannel.volume": -1`,
		`1 volume: error parameter-value: ptt.emergencyChannel must be a whole number from 1 to 25: found a struct; for ptt.emergencyChannel.volume write ptt: "emergencyChannel.volume":`, refused},
	{"parameter-value", `params: reg: "1": label: secret: "x"`, `params: reg: "1": auth: password: secret: "x"`,
		`1 secret: error parameter-value: reg.1.label must be printable text of at most 256 characters: found a secret reference; only parameters that the catalogue calls secret take one`, refused},
	{"field-unknown", `phone: {}`, `phones: {}`,
		`1 phone: error field-unknown: phone is no field of a deployment; did you mean phones?`, refused},
	{"field-unknown", `unlisted: "a b": 1`, ``,
		`1 "a b": error field-unknown: unlisted."a b": a parameter's name has parts of letters, digits, _ and -, joined by points: found a b`, same},
	{"field-unknown", login + `users: a: {password: secret: "a", group: "g"}`, login + withUser("a"),
		`3 group: error field-unknown: users.a.group is no field of users.a; allowed are label, directory, password, params, contacts, accept, unlisted`, refused},
	{"field-unknown", `contacts: [{ct: "1", firstname: "Ann"}]`, `contacts: [{ct: "1", fn: "Ann"}]`,
		`1 firstname: error field-unknown: contacts[0].firstname is no field of contacts[0]; allowed are ct, ln, fn, sd, lb, pt, rt, dc, ad, ar, bw, bb`, refused},
	{"field-value", `folder: "../up"`, `folder: "a/b"`,
		`1 "../up": error field-value: folder must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore: found "../up"`, same},
	{"field-value", `folder: "/etc"`, `folder: "etc"`,
		`1 "/etc": error field-value: folder must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore: found "/etc"`, same},
	{"field-value", `profiles: directory: "a/../b"`, `profiles: directory: "a/b"`,
		`1 "a/../b": error field-value: profiles.directory must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore: found "a/../b"`, same},
	{"field-value", `directories: logs: "../logs"`, `directories: logs: "logs/[PHONE_MAC_ADDRESS]"`,
		`1 "../logs": error field-value: directories.logs must be a path inside the provisioning root but not in .provc, or a URL, of at most 255 characters without a comma: found "../logs"`, same},
	{"field-value", `directories: logs: "."`, `directories: logs: "a."`,
		`1 ".": error field-value: directories.logs must be a path inside the provisioning root but not in .provc, or a URL, of at most 255 characters without a comma: found "."`, same},
	{"field-value", `dialect: "cisco"`, `dialect: "polycom"`,
		`1 "cisco": error field-value: dialect must be spectralink or polycom: found "cisco"`, same},
	{"field-value", login + `phones: "00907a000001": group: 5`, login + `groups: "5": {}, phones: "00907a000001": group: "5"`,
		`3 5: error field-value: phones.00907a000001.group must be text: found 5; write "5", in quotes`, refused},
	{"field-value", login + `phones: "00907a000001": profiles: directory: 5`, login + `phones: "00907a000001": profiles: directory: "5"`,
		`3 5: error field-value: phones.00907a000001.profiles.directory must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore: found 5; write "5", in quotes`, refused},
	{"field-value", login + `users: a: 5, phones: "00907a000001": 6`, login + withUser("a"),
		`3 5: error field-value: users.a must have fields in { }: found 5` + "\n" +
			`3 6: error field-value: phones.00907a000001 must have fields in { }: found 6`, refused},
	{"field-missing", login + `authorizedNumbers: [{description: "x"}]`, login + `authorizedNumbers: [{value: "1"}]`,
		`3 {: error field-missing: authorizedNumbers[0] needs value`, refused},
	{"unlisted-parameter", `unlisted: "up.shiny": 1`, `params: up: idleTimeout: 1`,
		`1 "up.shiny": warning unlisted-parameter: up.shiny is not in the catalogue: its value goes out unchecked`, accepted},
	{"unlisted-parameter", // once a name, at the first place
		login + `users: b: {password: secret: "a", unlisted: "up.shiny": 1}` + "\n" + `users: a: {password: secret: "a", unlisted: "up.shiny": 1}` + "\n" + `groups: g: unlisted: "up.dull": 1, phones: "00907a000001": unlisted: "up.dull": 1`,
		login,
		`3 "up.shiny": warning unlisted-parameter: up.shiny is not in the catalogue: its value goes out unchecked
5 "up.dull": warning unlisted-parameter: up.dull is not in the catalogue: its value goes out unchecked`, accepted},
	{"unlisted-parameter", `params: prov: coreUpload: period: 5`, `params: prov: polling: enabled: true`,
		`1 period: warning unlisted-parameter: prov.coreUpload.period is known only in software later than 4.0: its value goes out unchecked`, accepted},
	{"unlisted-parameter", `phones: "00907a000001": params: prov: coreUpload: period: 5`, `phones: "00907a000001": params: prov: polling: enabled: true`,
		`1 period: warning unlisted-parameter: prov.coreUpload.period is known only in software later than 4.0: its value goes out unchecked`, accepted},
}

// misc is a list of files that a handset fetches, so long as a master file has it.
func misc(length int) string {
	names := strings.Repeat(`"`+strings.Repeat("m", 98)+`", `, (length-1)/100)
	return "misc: [" + names + `"` + strings.Repeat("m", (length-1)%100+1) + `"]`
}
