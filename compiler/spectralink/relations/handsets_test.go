package relations_test

import (
	"strings"

	"provc/compiler/spectralink/deploytest"
)

// Checks of handsets and groups, and of what can be called while nobody is logged
// in.
var handsetChecks = []deploytest.Case{
	{Check: "mac-format", Bad: `phones: "00:90:7A:0E:7F:E5": {}`, Good: `phones: "00907a0e7fe5": {}`,
		Says: `1 "00:90:7A:0E:7F:E5": error mac-format: ` + macFormat + `: write 00907a0e7fe5, not 00:90:7A:0E:7F:E5`, Plain: deploytest.Same},
	{Check: "mac-format", Bad: `phones: "0090.7A0e-7FE5": {}`, Good: `phones: "00907a0e7fe5": {}`,
		Says: `1 "0090.7A0e-7FE5": error mac-format: ` + macFormat + `: write 00907a0e7fe5, not 0090.7A0e-7FE5`, Plain: deploytest.Same},
	{Check: "mac-format", Bad: `phones: "00907A0E7FE5": {}`, Good: `phones: "00907a0e7fe5": {}`,
		Says: `1 "00907A0E7FE5": error mac-format: ` + macFormat + `: write 00907a0e7fe5, not 00907A0E7FE5`, Plain: deploytest.Same},
	{Check: "mac-format", Bad: `phones: "reception": {}`, Good: `phones: "00907a0e7fe5": {}`,
		Says: `1 "reception": error mac-format: ` + macFormat + `, not reception`, Plain: deploytest.Same},
	{Check: "mac-format", Bad: `phones: "00907a0e7fe": {}`, Good: `phones: "00907a0e7fe5": {}`,
		Says: `1 "00907a0e7fe": error mac-format: ` + macFormat + `, not 00907a0e7fe`, Plain: deploytest.Same},
	{Check: "mac-format", Bad: `phones: "00907a0e7fe55": {}`, Good: `phones: "00907a0e7fe5": {}`,
		Says: `1 "00907a0e7fe55": error mac-format: ` + macFormat + `, not 00907a0e7fe55`, Plain: deploytest.Same},
	{Check: "mac-format", Bad: `phones: "00907a0e7feg": {}`, Good: `phones: "00907a0e7fef": {}`,
		Says: `1 "00907a0e7feg": error mac-format: ` + macFormat + `, not 00907a0e7feg`, Plain: deploytest.Same},
	{Check: "mac-format", Bad: `phones: "00907a0e7fe:": {}`, Good: `phones: "09af0a0e7fe9": {}`,
		Says: `1 "00907a0e7fe:": error mac-format: ` + macFormat + `, not 00907a0e7fe:`, Plain: deploytest.Same},
	{Check: "mac-format", Bad: `phones: "/0907a0e7fe0": {}`, Good: `phones: "09af0a0e7fe9": {}`,
		Says: `1 "/0907a0e7fe0": error mac-format: ` + macFormat + `, not /0907a0e7fe0`, Plain: deploytest.Same},
	{Check: "mac-format", Bad: "phones: \"`0907a0e7fe0\": {}", Good: `phones: "a0907a0e7fe0": {}`,
		Says: "1 \"`0907a0e7fe0\": error mac-format: a handset is named by its MAC in twelve lower-case hexadecimal digits, not `0907a0e7fe0", Plain: deploytest.Same},
	{Check: "mac-format", Bad: `phones: "000000000000": {}`, Good: `phones: "000000000001": {}`,
		Says: `1 "000000000000": error mac-format: 000000000000 is no handset: its files are for handsets that are not listed`, Plain: deploytest.Same},
	{Check: "group-unknown", Bad: `phones: "00907a0e7fe5": group: "g"`, Good: `groups: g: {}, phones: "00907a0e7fe5": group: "g"`,
		Says: `1 "g": error group-unknown: handset 00907a0e7fe5 belongs to group g, which is not declared`, Plain: deploytest.Same},
	{Check: "group-unknown", Bad: `groups: {ward: {}, icu: {}}, phones: "00907a0e7fe5": {group: "wardd"}`, Good: `groups: ward: {}, phones: "00907a0e7fe5": {group: "ward"}`,
		Says: `1 "wardd": error group-unknown: handset 00907a0e7fe5 belongs to group wardd, which is not declared; did you mean ward?`, Plain: deploytest.Same},
	{Check: "group-unknown", Bad: `phones: "00907a0e7fe5": group: ""`, Good: `phones: "00907a0e7fe5": {}`,
		Says: `1 "": error group-unknown: handset 00907a0e7fe5 belongs to group , which is not declared`, Plain: deploytest.Same},
	{Check: "group-name", Bad: `groups: "a b": {}`, Good: `groups: "a-b": {}`,
		Says: `1 "a b": error group-name: ` + groupNames + `: found "a b"`, Plain: deploytest.Same},
	{Check: "group-name", Bad: `groups: "-a": {}`, Good: `groups: "_a": {}`,
		Says: `1 "-a": error group-name: ` + groupNames + `: found "-a"`, Plain: deploytest.Same},
	{Check: "group-name", Bad: `groups: "": {}`, Good: `groups: a: {}`,
		Says: `1 "": error group-name: ` + groupNames + `: found ""`, Plain: deploytest.Same},
	{Check: "group-name", Bad: `groups: "` + strings.Repeat("g", 201) + `": {}`, Good: `groups: "` + strings.Repeat("g", 200) + `": {}`,
		Says: `1 "ggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg": error group-name: ` + groupNames + `: found text of 201 characters`, Plain: deploytest.Same},
	{Check: "path-collision", Bad: `groups: {a: {}, A: {}}`, Good: `groups: {a: {}, b: {}}`,
		Says: `1 A: error path-collision: groups A and a differ only in letter case, and so would their files (the other is here: 1 a)`, Plain: deploytest.Same},
	{Check: "path-collision", Bad: "groups: {bb: {}, Bb: {}, a: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}}\ngroups: BB: {}", Good: `groups: {b: {}, bb: {}}`,
		Says: `2 BB: error path-collision: groups BB and Bb and bb differ only in letter case, and so would their files (the other is here: 1 bb) (the other is here: 1 Bb)`, Plain: deploytest.Same},
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
}

// What is said more than once.
const (
	macFormat  = "a handset is named by its MAC in twelve lower-case hexadecimal digits"
	groupNames = "a group's name becomes a file name: 1 to 200 letters, digits and _ . - + @, the first a letter, digit or underscore"
)
