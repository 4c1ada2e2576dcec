package spectralink

import "strings"

// Checks of handsets and groups, and of what can be called while nobody is logged
// in.
var handsetChecks = []checkTest{
	{"mac-format", `phones: "00:90:7A:0E:7F:E5": {}`, `phones: "00907a0e7fe5": {}`,
		`1 "00:90:7A:0E:7F:E5": error mac-format: ` + macFormat + `: write 00907a0e7fe5, not 00:90:7A:0E:7F:E5`, same},
	{"mac-format", `phones: "0090.7A0e-7FE5": {}`, `phones: "00907a0e7fe5": {}`,
		`1 "0090.7A0e-7FE5": error mac-format: ` + macFormat + `: write 00907a0e7fe5, not 0090.7A0e-7FE5`, same},
	{"mac-format", `phones: "00907A0E7FE5": {}`, `phones: "00907a0e7fe5": {}`,
		`1 "00907A0E7FE5": error mac-format: ` + macFormat + `: write 00907a0e7fe5, not 00907A0E7FE5`, same},
	{"mac-format", `phones: "reception": {}`, `phones: "00907a0e7fe5": {}`,
		`1 "reception": error mac-format: ` + macFormat + `, not reception`, same},
	{"mac-format", `phones: "00907a0e7fe": {}`, `phones: "00907a0e7fe5": {}`,
		`1 "00907a0e7fe": error mac-format: ` + macFormat + `, not 00907a0e7fe`, same},
	{"mac-format", `phones: "00907a0e7fe55": {}`, `phones: "00907a0e7fe5": {}`,
		`1 "00907a0e7fe55": error mac-format: ` + macFormat + `, not 00907a0e7fe55`, same},
	{"mac-format", `phones: "00907a0e7feg": {}`, `phones: "00907a0e7fef": {}`,
		`1 "00907a0e7feg": error mac-format: ` + macFormat + `, not 00907a0e7feg`, same},
	{"mac-format", `phones: "00907a0e7fe:": {}`, `phones: "09af0a0e7fe9": {}`,
		`1 "00907a0e7fe:": error mac-format: ` + macFormat + `, not 00907a0e7fe:`, same},
	{"mac-format", `phones: "/0907a0e7fe0": {}`, `phones: "09af0a0e7fe9": {}`,
		`1 "/0907a0e7fe0": error mac-format: ` + macFormat + `, not /0907a0e7fe0`, same},
	{"mac-format", "phones: \"`0907a0e7fe0\": {}", `phones: "a0907a0e7fe0": {}`,
		"1 \"`0907a0e7fe0\": error mac-format: a handset is named by its MAC in twelve lower-case hexadecimal digits, not `0907a0e7fe0", same},
	{"mac-format", `phones: "000000000000": {}`, `phones: "000000000001": {}`,
		`1 "000000000000": error mac-format: 000000000000 is no handset: its files are for handsets that are not listed`, same},
	{"group-unknown", `phones: "00907a0e7fe5": group: "g"`, `groups: g: {}, phones: "00907a0e7fe5": group: "g"`,
		`1 "g": error group-unknown: handset 00907a0e7fe5 belongs to group g, which is not declared`, same},
	{"group-unknown", `groups: {ward: {}, icu: {}}, phones: "00907a0e7fe5": {group: "wardd"}`, `groups: ward: {}, phones: "00907a0e7fe5": {group: "ward"}`,
		`1 "wardd": error group-unknown: handset 00907a0e7fe5 belongs to group wardd, which is not declared; did you mean ward?`, same},
	{"group-unknown", `phones: "00907a0e7fe5": group: ""`, `phones: "00907a0e7fe5": {}`,
		`1 "": error group-unknown: handset 00907a0e7fe5 belongs to group , which is not declared`, same},
	{"group-name", `groups: "a b": {}`, `groups: "a-b": {}`,
		`1 "a b": error group-name: ` + groupNames + `: found "a b"`, same},
	{"group-name", `groups: "-a": {}`, `groups: "_a": {}`,
		`1 "-a": error group-name: ` + groupNames + `: found "-a"`, same},
	{"group-name", `groups: "": {}`, `groups: a: {}`,
		`1 "": error group-name: ` + groupNames + `: found ""`, same},
	{"group-name", `groups: "` + strings.Repeat("g", 201) + `": {}`, `groups: "` + strings.Repeat("g", 200) + `": {}`,
		`1 "ggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg": error group-name: ` + groupNames + `: found text of 201 characters`, same},
	{"path-collision", `groups: {a: {}, A: {}}`, `groups: {a: {}, b: {}}`,
		`1 A: error path-collision: groups A and a differ only in letter case, and so would their files (the other is here: 1 a)`, same},
	{"path-collision", "groups: {bb: {}, Bb: {}, a: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}}\ngroups: BB: {}", `groups: {b: {}, bb: {}}`,
		`2 BB: error path-collision: groups BB and Bb and bb differ only in letter case, and so would their files (the other is here: 1 bb) (the other is here: 1 Bb)`, same},

	{"authorized-limit", authorizedNumbers(6), login + authorizedNumbers(5),
		`1 [: error authorized-limit: ` + sixNumbers + `
1 [: warning authorized-without-required: ` + notRequired, same},
	{"authorized-limit", `groups: g: {` + authorizedNumbers(6) + `}`, login + `groups: g: {` + authorizedNumbers(5) + `}`,
		`1 [: error authorized-limit: ` + sixNumbers + `
1 [: warning authorized-without-required: ` + notRequired, same},
	{"authorized-limit", `phones: "00907a000001": {` + authorizedNumbers(6) + `}`, login + `phones: "00907a000001": {` + authorizedNumbers(5) + `}`,
		`1 [: error authorized-limit: ` + sixNumbers + `
1 [: warning authorized-without-required: ` + notRequired, same},
}

// What is said more than once.
const (
	macFormat  = "a handset is named by its MAC in twelve lower-case hexadecimal digits"
	groupNames = "a group's name becomes a file name: 1 to 200 letters, digits and _ . - + @, the first a letter, digit or underscore"
	sixNumbers = "at most five numbers can be called while logged out (CS-15-10): found 6"
)
