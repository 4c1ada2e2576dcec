package spectralink_test

import (
	"strconv"
	"strings"

	"provc/compiler/spectralink/deploytest"
)

// Checks of what master files say, and of files that go elsewhere.
var fileChecks = []deploytest.Case{
	{Check: "config-files-too-long", Bad: misc(2048), Good: misc(2047),
		Says: `0 d: error config-files-too-long: a master file takes a list of at most 2047 characters: found 2048; list fewer files, or shorten their names`, Plain: deploytest.Accepted},
	{Check: "config-files-too-long", Bad: `misc: ["a", "x` + strings.Repeat("é", 127) + `y"]`, Good: `misc: ["a", "x` + strings.Repeat("é", 127) + `"]`,
		Says: `0 d: error config-files-too-long: a master file takes names of at most 255 characters: xééééééééééééééééééé… has 256`, Plain: deploytest.Accepted}, // bytes
	{Check: "config-files-too-long", Bad: `phones: "` + strings.Repeat("0", 246) + `": params: up: idleTimeout: 1`, Good: `phones: "000000000001": params: up: idleTimeout: 1`,
		Says: `1 "` + strings.Repeat("0", 246) + `": error config-files-too-long: a master file takes names of at most 255 characters: phone-` + strings.Repeat("0", 34) + "… has 256\n" +
			`1 "` + strings.Repeat("0", 246) + `": error mac-format: ` + macFormat + `, not ` + strings.Repeat("0", 246), Plain: deploytest.Refused},
	{Check: "config-files-too-long", // at a handset of the group
		Bad:  `groups: "` + strings.Repeat("g", 246) + `": params: up: idleTimeout: 1` + "\n" + `phones: "000000000001": group: "` + strings.Repeat("g", 246) + `"`,
		Good: `groups: "` + strings.Repeat("g", 200) + `": params: up: idleTimeout: 1` + "\n" + `phones: "000000000001": group: "` + strings.Repeat("g", 200) + `"`,
		Says: `1 "` + strings.Repeat("g", 246) + `": error group-name: ` + groupNames + ": found text of 246 characters\n" +
			`2 "000000000001": error config-files-too-long: a master file takes names of at most 255 characters: group-` + strings.Repeat("g", 34) + "… has 256", Plain: deploytest.Refused},
	{Check: "config-files-too-long", // with the files of others of a group and of all
		Bad:  deploytest.Login + listed("before", 7) + `groups: g: {` + listed("after", 1) + "}\n" + `phones: "00907a000001": group: "g"`,
		Good: deploytest.Login + listed("before", 7) + `groups: g: {` + listed("after", 1) + `}`,
		Says: `6 "00907a000001": error config-files-too-long: a master file takes a list of at most 2047 characters: found 2064; list fewer files, or shorten their names`, Plain: deploytest.Accepted},
	{Check: "config-files-too-long", Bad: deploytest.Login + `models: VVX: {` + listed("before", 7) + `configFiles: {instead: [], after: ["` + strings.Repeat("x", 249) + `"]}}`,
		Good: deploytest.Login + `models: VVX: {` + listed("before", 7) + `configFiles: {instead: [], after: ["` + strings.Repeat("x", 248) + `"]}}`,
		Says: `3 VVX: error config-files-too-long: a master file takes a list of at most 2047 characters: found 2048; list fewer files, or shorten their names`, Plain: deploytest.Accepted},
	{Check: "contacts-elsewhere", Bad: `directories: contacts: "http://contacts.example/", contacts: [{ct: "1"}]`,
		Good: `directories: contacts: "contacts", contacts: [{ct: "1"}]`,
		Says: `0 d: error contacts-elsewhere: contacts cannot be written: CONTACTS_DIRECTORY http://contacts.example/ is not below the provisioning root`, Plain: deploytest.Accepted},
	{Check: "contacts-elsewhere", Bad: `directories: contacts: "c/[PHONE_MAC_ADDRESS]", contacts: [{ct: "1"}]`,
		Good: `directories: contacts: "c/[PHONE_MAC_ADDRESS]"`,
		Says: `0 d: error contacts-elsewhere: contacts cannot be written: CONTACTS_DIRECTORY c/[PHONE_MAC_ADDRESS] is not below the provisioning root`, Plain: deploytest.Accepted},
	{Check: "contacts-elsewhere", Bad: deploytest.Login + `directories: contacts: "tftp://c.example/c", users: {a: {password: secret: "a", contacts: [{ct: "1"}]}, b: password: secret: "b"}`,
		Good: deploytest.Login + `directories: contacts: "c", users: a: {password: secret: "a", contacts: [{ct: "1"}]}`,
		Says: `3 a: error contacts-elsewhere: contacts cannot be written: CONTACTS_DIRECTORY tftp://c.example/c is not below the provisioning root`, Plain: deploytest.Accepted},
	{Check: "path-collision", Bad: deploytest.Login + `groups: g: profiles: directory: "People"`, Good: deploytest.Login + `groups: g: profiles: directory: "persons"`,
		Says: `3 "People": error path-collision: folders People and people differ only in letter case, and are one to servers that do not tell it apart (the other is here: 1 "people")`, Plain: deploytest.Same},
	{Check: "path-collision", // in which folders lie
		Bad:  deploytest.Login + `phones: "00907a000001": profiles: directory: "logs/A/x"` + "\n" + `directories: {logs: "logs/a/y/", overrides: "LOGS", license: "http://x.example/Logs", callLists: "Logs/[PHONE_MAC_ADDRESS]"}`,
		Good: deploytest.Login + `phones: "00907a000001": profiles: directory: "logs/a/x"` + "\n" + `directories: {logs: "logs/a/y/", overrides: "logs", license: "http://x.example/Logs", callLists: "Logs/[PHONE_MAC_ADDRESS]"}`,
		Says: `4 "LOGS": error path-collision: folders LOGS and logs differ only in letter case, and are one to servers that do not tell it apart (the other is here: 3 "logs/A/x")`, Plain: deploytest.Same},
	{Check: "path-collision", // of core files
		Bad: deploytest.Login + `coreFiles: "PEOPLE/cores"`, Good: deploytest.Login + `coreFiles: "cores/PEOPLE"`,
		Says: `3 "PEOPLE/cores": error path-collision: folders PEOPLE and people differ only in letter case, and are one to servers that do not tell it apart (the other is here: 1 "people")`, Plain: deploytest.Same},
	{Check: "config-file-twice", Bad: deploytest.Login + `configFiles: {before: ["a.cfg", {file: "b.cfg"}], after: [{file: "a.cfg", sets: ["reg.*"]}]}`,
		Good: deploytest.Login + `configFiles: {before: ["a.cfg", {file: "b.cfg"}], after: ["c.cfg"]}, groups: g: configFiles: before: ["b.cfg"]`,
		Says: `3 "a.cfg": warning config-file-twice: a.cfg is named twice here, and handsets read it in the first place`, Plain: deploytest.Accepted},
	{Check: "config-file-twice", Bad: deploytest.Login + `models: VVX: configFiles: {before: ["a.cfg"], instead: ["a.cfg"]}`,
		Good: deploytest.Login + `models: {VVX: configFiles: before: ["a.cfg"], SPIP321: configFiles: before: ["a.cfg"]}`,
		Says: `3 "a.cfg": warning config-file-twice: a.cfg is named twice here, and handsets read it in the first place`, Plain: deploytest.Accepted},
	{Check: "config-file-sets", Bad: deploytest.Login + `configFiles: before: [{file: "a.cfg", sets: ["regs.*", "prov", "reg.*", "*", "re*", "voipprot.server.*"]}]`,
		Good: deploytest.Login + `configFiles: before: [{file: "a.cfg", sets: ["reg.*", "voIpProt.server.*.address", "*", "re*", "prov"]}, {file: "b.cfg", sets: []}]`,
		Says: `3 "a.cfg": note config-file-sets: a.cfg is said to set regs.*, but no parameter that provc knows begins with regs; did you mean reg.*?
3 "a.cfg": note config-file-sets: a.cfg is said to set voipprot.server.*, but no parameter that provc knows begins with voipprot; did you mean voIpProt.server.*?`, Plain: deploytest.Accepted},
	{Check: "config-file-written", Bad: deploytest.Login + `groups: g: configFiles: after: ["x/[PHONE_MAC_ADDRESS]-Phone.cfg", "00907a000001-web.cfg"]`,
		Good: deploytest.Login + `groups: g: configFiles: after: ["[PHONE_MAC_ADDRESS]-pbx.cfg", "00907a000001-license.cfg", "pbx-phone.cfg", "http://x.example/[PHONE_MAC_ADDRESS]-phone.cfg"]`,
		Says: `3 "x/[PHONE_MAC_ADDRESS]-Phone.cfg": warning config-file-written: x/[PHONE_MAC_ADDRESS]-Phone.cfg is what handsets call a file that they keep for themselves, and may overwrite
3 "00907a000001-web.cfg": warning config-file-written: 00907a000001-web.cfg is what handsets call a file that they keep for themselves, and may overwrite`, Plain: deploytest.Accepted},
	{Check: "config-file-written", Bad: deploytest.Login + `phones: "00907a000001": configFiles: after: ["Ana-phone.cfg"]` + "\n" + `configFiles: before: ["ana-web.cfg"]` + "\n" + deploytest.WithUser("ana"),
		Good: deploytest.Login + `phones: "00907a000001": configFiles: after: ["Ana-phone.cfg"]` + "\n" + deploytest.WithUser("ann"),
		Says: `3 "Ana-phone.cfg": warning config-file-written: Ana-phone.cfg is what handsets call a file that they keep for user ana, and may overwrite`, Plain: deploytest.Accepted},
	{Check: "field-value", Bad: `configFiles: before: ["[PHONE_MAC_ADDRESS].cfg"]`, Good: deploytest.Login + `configFiles: before: ["pbx/[PHONE_MAC_ADDRESS].cfg"]`,
		Says: `1 "[PHONE_MAC_ADDRESS].cfg": error field-value: configFiles.before[0] ` + othersFile + `, or {file: …, sets: […]}; <MAC>.cfg and phone-<MAC>.cfg are provc's own: found "[PHONE_MAC_ADDRESS].cfg"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `configFiles: before: [{file: "Phone-00907A000001.CFG"}]`, Good: deploytest.Login + `configFiles: before: [{file: "phone-0090.cfg"}]`,
		Says: `1 "Phone-00907A000001.CFG": error field-value: configFiles.before[0].file ` + othersFile + `; <MAC>.cfg and phone-<MAC>.cfg are provc's own: found "Phone-00907A000001.CFG"`, Plain: deploytest.Refused},
	{Check: "field-value", Bad: `configFiles: after: ["../pbx.cfg"]`, Good: deploytest.Login + `configFiles: after: ["..pbx.cfg"]`,
		Says: `1 "../pbx.cfg": error field-value: configFiles.after[0] ` + othersFile + `, or {file: …, sets: […]}; <MAC>.cfg and phone-<MAC>.cfg are provc's own: found "../pbx.cfg"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `directories: logs: ".provc"`, Good: deploytest.Login + `directories: logs: "provc"`,
		Says: `1 ".provc": error field-value: directories.logs ` + othersFile + `: found ".provc"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `misc: ["x/.Provc/manifest"]`, Good: deploytest.Login + `misc: ["x.provc/manifest"]`,
		Says: `1 "x/.Provc/manifest": error field-value: misc[0] ` + othersFile + `: found "x/.Provc/manifest"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `software: ".provc-1.tmp"`, Good: deploytest.Login + `software: ""`,
		Says: `1 ".provc-1.tmp": error field-value: software ` + othersFile + `: found ".provc-1.tmp"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `masters: "none"`, Good: deploytest.Login + `masters: "all"`,
		Says: `1 "none": error field-value: masters must be listed or all: found "none"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `configFiles: before: [{file: "x", sets: ["reg 1"]}]`, Good: deploytest.Login + `configFiles: before: [{file: "x", sets: ["*.reg-1_x.*"]}]`,
		Says: `1 "reg 1": error field-value: configFiles.before[0].sets[0] must be the name of a parameter, in which * stands for any text, such as reg.*: found "reg 1"`, Plain: deploytest.Same},
	{Check: "field-unknown", Bad: `models: "SPIP 650": {}`, Good: deploytest.Login + `models: SPIP650: {}`,
		Says: `1 "SPIP 650": error field-unknown: models."SPIP 650": a model is named by at most 64 letters and digits, such as SPIP650: found SPIP 650`, Plain: deploytest.Same},
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
var valueChecks = []deploytest.Case{
	{Check: "parameter-unknown", Bad: `params: prov: login: requierd: true`, Good: `params: prov: login: required: true`,
		Says: `1 requierd: error parameter-unknown: prov.login.requierd is no parameter of the 84-Series; did you mean prov.login.required?`, Plain: deploytest.Refused},
	{Check: "parameter-unknown", Bad: `params: "prov.login": required: true`, Good: `params: prov: login: required: true`,
		Says: `1 "prov.login": error parameter-unknown: prov.login.required has several parts in one label, and they must be nested; write prov: login: required:`, Plain: deploytest.Refused},
	{Check: "parameter-index", Bad: `params: reg: "35": address: "x"`, Good: `params: reg: "34": label: "x"`,
		Says: `1 "35": error parameter-index: reg.35.address: the index must be 1 to 34: found 35`, Plain: deploytest.Same},
	{Check: "parameter-index", Bad: `params: reg: "0": address: "x"`, Good: `params: reg: "1": label: "x"`,
		Says: `1 "0": error parameter-index: reg.0.address: the index must be 1 to 34: found 0`, Plain: deploytest.Same},
	// A legal index is never blamed.
	{Check: "parameter-unknown", Bad: `params: reg: "3": "auth.userId": "x"`, Good: `params: reg: "3": auth: userId: "x"`,
		Says: `1 "auth.userId": error parameter-unknown: reg.3.auth.userId has several parts in one label, and they must be nested; write reg: "3": auth: userId:`, Plain: deploytest.Refused},
	{Check: "parameter-unknown", Bad: `params: "reg.4.label": "x"`, Good: `params: reg: "4": label: "x"`,
		Says: `1 "reg.4.label": error parameter-unknown: reg.4.label has several parts in one label, and they must be nested; write reg: "4": label:`, Plain: deploytest.Refused},
	{Check: "parameter-index", Bad: `params: "reg.44.label": "x"`, Good: `params: reg: "34": label: "x"`,
		Says: `1 "reg.44.label": error parameter-index: reg.44.label: the index must be 1 to 34: found 44`, Plain: deploytest.Refused},
	{Check: "parameter-index", Bad: `params: reg: "04": label: "x"`, Good: `params: reg: "4": label: "x"`,
		Says: `1 "04": error parameter-index: reg.04.label: the index must be 1 to 34: found 04; write "4"`, Plain: deploytest.Same},
	{Check: "parameter-unknown", Bad: `params: reg: x: server: y: transport: "TLS"`, Good: `params: reg: "1": server: "1": transport: "TLS"`,
		Says: `1 x: error parameter-unknown: reg.x.server.y.transport is no parameter of the 84-Series; write a number in the place of x`, Plain: deploytest.Refused},
	{Check: "field-value", Bad: `authorizedNumbers: {value: "110"}`, Good: `authorizedNumbers: []`,
		Says: `1 {: error field-value: authorizedNumbers must be a list: found a struct; write authorizedNumbers: [{description: "…", value: "…"}]`, Plain: deploytest.Refused},
	{Check: "parameter-value", Bad: `params: prov: login: automaticLogout: 46001`, Good: `params: prov: login: automaticLogout: 46000`,
		Says: `1 46001: error parameter-value: prov.login.automaticLogout must be a whole number from 0 to 46000: found 46001`, Plain: deploytest.Same},
	{Check: "parameter-value", Bad: `params: prov: login: automaticLogout: "30"`, Good: `params: prov: login: automaticLogout: 30`,
		Says: `1 "30": error parameter-value: prov.login.automaticLogout must be a whole number from 0 to 46000: found "30"; write 30, without quotes`, Plain: deploytest.Same},
	{Check: "parameter-value", Bad: `params: prov: login: required: "yes"`, Good: `params: prov: login: required: true`,
		Says: `1 "yes": error parameter-value: prov.login.required must be true or false: found "yes"; write true`, Plain: deploytest.Same},
	{Check: "parameter-value", Bad: `params: prov: polling: mode: "Abs"`, Good: `params: prov: polling: mode: "abs"`,
		Says: `1 "Abs": error parameter-value: prov.polling.mode must be one of abs, rel, random: found "Abs"; did you mean "abs"?`, Plain: deploytest.Same},
	{Check: "parameter-value", Bad: `params: reg: "1": label: "\u0007"`, Good: `params: reg: "1": label: "\n"`,
		Says: `1 "\u0007": error parameter-value: reg.1.label must be printable text of at most 256 characters: found "\a"`, Plain: deploytest.Same},
	{Check: "parameter-value", Bad: `params: ptt: emergencyChannel: volume: -1`, Good: `params: ptt: "emergencyChannel.volume": -1`,
		Says: `1 volume: error parameter-value: ptt.emergencyChannel must be a whole number from 1 to 25: found a struct; for ptt.emergencyChannel.volume write ptt: "emergencyChannel.volume":`, Plain: deploytest.Refused},
	{Check: "parameter-value", Bad: `params: reg: "1": label: secret: "x"`, Good: `params: reg: "1": auth: password: secret: "x"`,
		Says: `1 secret: error parameter-value: reg.1.label must be printable text of at most 256 characters: found a secret reference; only parameters that the catalogue calls secret take one`, Plain: deploytest.Refused},
	{Check: "field-unknown", Bad: `phone: {}`, Good: `phones: {}`,
		Says: `1 phone: error field-unknown: phone is no field of a deployment; did you mean phones?`, Plain: deploytest.Refused},
	{Check: "field-unknown", Bad: `unlisted: "a b": 1`, Good: ``,
		Says: `1 "a b": error field-unknown: unlisted."a b": a parameter's name has parts of letters, digits, _ and -, joined by points: found a b`, Plain: deploytest.Same},
	{Check: "field-unknown", Bad: deploytest.Login + `users: a: {password: secret: "a", group: "g"}`, Good: deploytest.Login + deploytest.WithUser("a"),
		Says: `3 group: error field-unknown: users.a.group is no field of users.a; allowed are label, directory, password, params, contacts, accept, unlisted`, Plain: deploytest.Refused},
	{Check: "field-unknown", Bad: `contacts: [{ct: "1", firstname: "Ann"}]`, Good: `contacts: [{ct: "1", fn: "Ann"}]`,
		Says: `1 firstname: error field-unknown: contacts[0].firstname is no field of contacts[0]; allowed are ct, ln, fn, sd, lb, pt, rt, dc, ad, ar, bw, bb`, Plain: deploytest.Refused},
	{Check: "field-value", Bad: `folder: "../up"`, Good: `folder: "a/b"`,
		Says: `1 "../up": error field-value: folder must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore: found "../up"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `folder: "/etc"`, Good: `folder: "etc"`,
		Says: `1 "/etc": error field-value: folder must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore: found "/etc"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `profiles: directory: "a/../b"`, Good: `profiles: directory: "a/b"`,
		Says: `1 "a/../b": error field-value: profiles.directory must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore: found "a/../b"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `directories: logs: "../logs"`, Good: `directories: logs: "logs/[PHONE_MAC_ADDRESS]"`,
		Says: `1 "../logs": error field-value: directories.logs must be a path inside the provisioning root but not in .provc, or a URL, of at most 255 characters without a comma: found "../logs"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `directories: logs: "."`, Good: `directories: logs: "a."`,
		Says: `1 ".": error field-value: directories.logs must be a path inside the provisioning root but not in .provc, or a URL, of at most 255 characters without a comma: found "."`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `dialect: "cisco"`, Good: `dialect: "polycom"`,
		Says: `1 "cisco": error field-value: dialect must be spectralink or polycom: found "cisco"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: deploytest.Login + `phones: "00907a000001": group: 5`, Good: deploytest.Login + `groups: "5": {}, phones: "00907a000001": group: "5"`,
		Says: `3 5: error field-value: phones.00907a000001.group must be text: found 5; write "5", in quotes`, Plain: deploytest.Refused},
	{Check: "field-value", Bad: deploytest.Login + `phones: "00907a000001": profiles: directory: 5`, Good: deploytest.Login + `phones: "00907a000001": profiles: directory: "5"`,
		Says: `3 5: error field-value: phones.00907a000001.profiles.directory must be a relative path of letters, digits and _ . - + @, whose parts begin with a letter, digit or underscore: found 5; write "5", in quotes`, Plain: deploytest.Refused},
	{Check: "field-value", Bad: deploytest.Login + `users: a: 5, phones: "00907a000001": 6`, Good: deploytest.Login + deploytest.WithUser("a"),
		Says: `3 5: error field-value: users.a must have fields in { }: found 5` + "\n" +
			`3 6: error field-value: phones.00907a000001 must have fields in { }: found 6`, Plain: deploytest.Refused},
	{Check: "field-missing", Bad: deploytest.Login + `authorizedNumbers: [{description: "x"}]`, Good: deploytest.Login + `authorizedNumbers: [{value: "1"}]`,
		Says: `3 {: error field-missing: authorizedNumbers[0] needs value`, Plain: deploytest.Refused},
	{Check: "unlisted-parameter", Bad: `unlisted: "up.shiny": 1`, Good: `params: up: idleTimeout: 1`,
		Says: `1 "up.shiny": warning unlisted-parameter: up.shiny is not in the catalogue: its value goes out unchecked`, Plain: deploytest.Accepted},
	{Check: "unlisted-parameter", // once a name, at the first place
		Bad:  deploytest.Login + `users: b: {password: secret: "a", unlisted: "up.shiny": 1}` + "\n" + `users: a: {password: secret: "a", unlisted: "up.shiny": 1}` + "\n" + `groups: g: unlisted: "up.dull": 1, phones: "00907a000001": unlisted: "up.dull": 1`,
		Good: deploytest.Login,
		Says: `3 "up.shiny": warning unlisted-parameter: up.shiny is not in the catalogue: its value goes out unchecked
5 "up.dull": warning unlisted-parameter: up.dull is not in the catalogue: its value goes out unchecked`, Plain: deploytest.Accepted},
	{Check: "unlisted-parameter", Bad: `params: prov: coreUpload: period: 5`, Good: `params: prov: polling: enabled: true`,
		Says: `1 period: warning unlisted-parameter: prov.coreUpload.period is known only in software later than 4.0: its value goes out unchecked`, Plain: deploytest.Accepted},
	{Check: "unlisted-parameter", Bad: `phones: "00907a000001": params: prov: coreUpload: period: 5`, Good: `phones: "00907a000001": params: prov: polling: enabled: true`,
		Says: `1 period: warning unlisted-parameter: prov.coreUpload.period is known only in software later than 4.0: its value goes out unchecked`, Plain: deploytest.Accepted},
}

// misc is a list of files that a handset fetches, so long as a master file has it.
func misc(length int) string {
	names := strings.Repeat(`"`+strings.Repeat("m", 98)+`", `, (length-1)/100)
	return "misc: [" + names + `"` + strings.Repeat("m", (length-1)%100+1) + `"]`
}
