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

	// The last layer that says which numbers can be called decides, and log-in is
	// that of the handset.
	{"authorized-limit", authorizedNumbers(6), login + authorizedNumbers(5),
		`1 [: error authorized-limit: ` + sixNumbers + `
1 [: warning authorized-without-required: ` + notRequired, same},
	{"authorized-limit", `groups: g: {` + authorizedNumbers(6) + `}`, login + `groups: g: {` + authorizedNumbers(5) + `}`,
		`1 [: error authorized-limit: ` + sixNumbers + `
1 [: warning authorized-without-required: ` + notRequired, same},
	{"authorized-limit", `phones: "00907a000001": {` + authorizedNumbers(6) + `}`, login + `phones: "00907a000001": {` + authorizedNumbers(5) + `}`,
		`1 [: error authorized-limit: ` + sixNumbers + `
1 [: warning authorized-without-required: ` + notRequired, same},
	{"authorized-without-required", logins(`enabled: true`) + authorizedNumbers(1), logins(`enabled: true, required: true`) + authorizedNumbers(1),
		`3 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-without-required", logins(`enabled: true, required: false`) + `groups: g: {` + authorizedNumbers(1) + `}`,
		logins(`enabled: true, required: false`) + `groups: g: {params: prov: login: required: true, ` + authorizedNumbers(1) + `}`,
		`3 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-without-required", // a group that does not require it keeps the deployment's numbers
		logins(`required: true`) + authorizedNumbers(1) + `groups: g: params: prov: login: required: false`,
		logins(`required: true`) + authorizedNumbers(1) + `groups: g: {params: prov: login: required: false, ` + authorizedNumbers(0) + `}`,
		`3 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-without-required", // so does a handset
		logins(`required: true`) + authorizedNumbers(1) + `phones: "00907a000001": params: prov: login: required: false`,
		logins(`required: true`) + authorizedNumbers(1) + `phones: "00907a000001": {params: prov: login: required: false, ` + authorizedNumbers(0) + `}`,
		`3 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-without-required", // a handset's numbers with its group's log-in
		logins(`required: true`) + "groups: g: params: prov: login: required: false\n" + `phones: "00907a000001": {group: "g", ` + authorizedNumbers(1) + `}`,
		logins(`required: true`) + "groups: g: params: prov: login: required: false\n" + `phones: "00907a000001": {group: "g", ` + authorizedNumbers(0) + `}`,
		`4 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-disabled", login + authorizedNumbers(1) + `params: phoneLock: enabled: false`, login + authorizedNumbers(1) + `params: phoneLock: enabled: true`,
		`4 enabled: error authorized-disabled: phoneLock.enabled must not be false: authorized numbers need the Phone Lock feature (CS-15-10)`, same},
	{"authorized-disabled", login + authorizedNumbers(1) + `groups: g: params: feature: enhancedFeatureKeys: enabled: false`,
		login + `groups: g: params: feature: enhancedFeatureKeys: enabled: false`,
		`4 enabled: error authorized-disabled: feature.enhancedFeatureKeys.enabled must not be false: authorized numbers need enhanced feature keys`, same},
	{"authorized-disabled", login + `groups: g: {` + authorizedNumbers(1) + `}` + "\n" + `phones: "00907a000001": params: phoneLock: enabled: false`,
		login + `groups: g: {` + authorizedNumbers(1) + `}` + "\n" + `phones: "00907a000001": params: phoneLock: enabled: true`,
		`5 enabled: error authorized-disabled: phoneLock.enabled must not be false: authorized numbers need the Phone Lock feature (CS-15-10)`, same},
	{"authorized-disabled", login + `phones: "00907a000001": {` + authorizedNumbers(1) + `}` + "\n" + `users: a: {password: secret: "a", params: feature: enhancedFeatureKeys: enabled: false}`,
		login + `phones: "00907a000001": {` + authorizedNumbers(1) + `}` + "\n" + `users: a: {password: secret: "a", params: feature: enhancedFeatureKeys: enabled: true}`,
		`5 enabled: error authorized-disabled: feature.enhancedFeatureKeys.enabled must not be false: authorized numbers need enhanced feature keys`, same},
	{"authorized-disabled", login + authorizedNumbers(0) + `users: a: {password: secret: "a", params: phoneLock: enabled: false}`,
		login + `users: a: {password: secret: "a", params: {phoneLock: enabled: false, feature: enhancedFeatureKeys: enabled: false}}`,
		`4 enabled: error authorized-disabled: phoneLock.enabled must not be false: authorized numbers need the Phone Lock feature (CS-15-10)`, same},
	{"authorized-disabled", login + authorizedNumbers(1) + `phones: "00907a000001": params: feature: enhancedFeatureKeys: enabled: false`,
		login + authorizedNumbers(1) + `phones: "00907a000001": params: feature: enhancedFeatureKeys: enabled: true`,
		`4 enabled: error authorized-disabled: feature.enhancedFeatureKeys.enabled must not be false: authorized numbers need enhanced feature keys`, same},
	{"authorized-twice", login + authorizedNumbers(1) + `params: phoneLock: authorized: "1": value: "1"`,
		login + `params: phoneLock: authorized: "1": value: "1"`,
		`4 value: error authorized-twice: phoneLock.authorized is declared beside authorizedNumbers, which writes it`, same},
	{"authorized-twice", login + `phones: "00907a000001": {` + authorizedNumbers(1) + `params: phoneLock: authorized: "2": description: "x"}`,
		login + authorizedNumbers(1) + `phones: "00907a000001": params: phoneLock: authorized: "2": description: "x"`,
		`4 description: error authorized-twice: phoneLock.authorized is declared beside authorizedNumbers, which writes it`, same},
}

// What is said more than once.
const (
	macFormat   = "a handset is named by its MAC in twelve lower-case hexadecimal digits"
	groupNames  = "a group's name becomes a file name: 1 to 200 letters, digits and _ . - + @, the first a letter, digit or underscore"
	sixNumbers  = "at most five numbers can be called while logged out (CS-15-10): found 6"
	notRequired = "authorized numbers are for handsets that require log-in, and prov.login.required is not true"
)
