package files_test

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
			`1 "` + strings.Repeat("0", 246) + `": error mac-format: ` + badMAC + `, not ` + strings.Repeat("0", 246), Plain: deploytest.Refused},
	{Check: "config-files-too-long", // at a handset of the group
		Bad:  `groups: "` + strings.Repeat("g", 246) + `": params: up: idleTimeout: 1` + "\n" + `phones: "000000000001": group: "` + strings.Repeat("g", 246) + `"`,
		Good: `groups: "` + strings.Repeat("g", 200) + `": params: up: idleTimeout: 1` + "\n" + `phones: "000000000001": group: "` + strings.Repeat("g", 200) + `"`,
		Says: `1 "` + strings.Repeat("g", 246) + `": error group-name: ` + badGroup + ": found text of 246 characters\n" +
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
}

// listed are files of others, whose names are as long as a master file takes.
func listed(when string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`"` + strconv.Itoa(i) + when + strings.Repeat("x", 254-len(when)) + `", `)
	}
	return "configFiles: " + when + ": [" + b.String() + "]\n"
}

// misc is a list of files that a handset fetches, so long as a master file has it.
func misc(length int) string {
	names := strings.Repeat(`"`+strings.Repeat("m", 98)+`", `, (length-1)/100)
	return "misc: [" + names + `"` + strings.Repeat("m", (length-1)%100+1) + `"]`
}

// What other checks say beside.
const (
	badMAC   = "a handset is named by its MAC in twelve lower-case hexadecimal digits"
	badGroup = "a group's name becomes a file name: 1 to 200 letters, digits and _ . - + @, the first a letter, digit or underscore"
)
