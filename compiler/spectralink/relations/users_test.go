package relations_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// Checks of users and of their profiles.
var userChecks = []deploytest.Case{
	{Check: "field-value", Bad: `contacts: [{ct: "1", ln: "` + strings.Repeat("é", 20) + `x"}]`, Good: `contacts: [{ct: "1", ln: "` + strings.Repeat("é", 20) + `"}]`,
		Says: `1 "ééééééééééééééééééééx": error field-value: ln must be at most 40 bytes: found 41`, Plain: deploytest.Same},
	{Check: "field-value", Bad: deploytest.Login + `users: a: {password: secret: "a", contacts: [{ct: "1", fn: "` + strings.Repeat("é", 21) + `"}]}`,
		Good: deploytest.Login + `users: a: {password: secret: "a", contacts: [{ct: "1", fn: "` + strings.Repeat("x", 40) + `"}]}`,
		Says: `3 "ééééééééééééééééééééé": error field-value: fn must be at most 40 bytes: found 42`, Plain: deploytest.Same},
	{Check: "user-id-characters", Bad: deploytest.Login + deploytest.WithUser("a/b"), Good: deploytest.Login + deploytest.WithUser("a.b"),
		Says: `3 "a/b": error user-id-characters: ` + userID + `: found "a/b"`, Plain: deploytest.Same},
	{Check: "user-id-characters", Bad: deploytest.Login + deploytest.WithUser(".."), Good: deploytest.Login + deploytest.WithUser("a.."),
		Says: `3 "..": error user-id-characters: ` + userID + `: found ".."`, Plain: deploytest.Same},
	{Check: "user-id-characters", Bad: deploytest.Login + deploytest.WithUser("-a"), Good: deploytest.Login + deploytest.WithUser("_a"),
		Says: `3 "-a": error user-id-characters: ` + userID + `: found "-a"`, Plain: deploytest.Same},
	{Check: "user-id-characters", Bad: deploytest.Login + deploytest.WithUser("+a") + deploytest.WithUser("@a"), Good: deploytest.Login + deploytest.WithUser("a+") + deploytest.WithUser("a@") + deploytest.WithUser("0-"),
		Says: `3 "+a": error user-id-characters: ` + userID + `: found "+a"
4 "@a": error user-id-characters: ` + userID + `: found "@a"`, Plain: deploytest.Same},
	{Check: "user-id-characters", Bad: deploytest.Login + deploytest.WithUser("é"), Good: deploytest.Login + deploytest.WithUser("e"),
		Says: `3 "é": error user-id-characters: ` + userID + `: found "é"`, Plain: deploytest.Same},
	{Check: "user-id-characters", Bad: deploytest.Login + deploytest.WithUser("a b{"), Good: deploytest.Login + deploytest.WithUser("azAZ09_"),
		Says: `3 "a b{": error user-id-characters: ` + userID + `: found "a b{"`, Plain: deploytest.Same},
	{Check: "user-id-characters", Bad: deploytest.Login + deploytest.WithUser(""), Good: deploytest.Login + deploytest.WithUser("a"),
		Says: `3 "": error user-id-characters: ` + userID + `: found ""`, Plain: deploytest.Same},
	{Check: "user-id-characters", Bad: deploytest.Login + deploytest.WithUser(strings.Repeat("a", 65)), Good: deploytest.Login + deploytest.WithUser(strings.Repeat("a", 64)),
		Says: `3 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": error user-id-characters: ` + userID + `: found text of 65 characters`, Plain: deploytest.Same},
	{Check: "user-id-characters", Bad: deploytest.Login + `users: "a b": {}`, Good: deploytest.Login + deploytest.WithUser("a_b"),
		Says: `3 "a b": error user-id-characters: ` + userID + `: found "a b"`, Plain: deploytest.Same},
	{Check: "user-id-reserved", Bad: deploytest.Login + deploytest.WithUser("site"), Good: deploytest.Login + deploytest.WithUser("sites"),
		Says: `3 "site": error user-id-reserved: user ID site is reserved: a file of that name is a handset's, or a template's`, Plain: deploytest.Same},
	{Check: "user-id-reserved", Bad: deploytest.Login + deploytest.WithUser("Features"), Good: deploytest.Login + deploytest.WithUser("feature"),
		Says: `3 "Features": error user-id-reserved: user ID Features is reserved: a file of that name is a handset's, or a template's`, Plain: deploytest.Same},
	{Check: "user-id-reserved", Bad: deploytest.Login + deploytest.WithUser("00907A0E7FE5"), Good: deploytest.Login + deploytest.WithUser("00907A0E7FE"),
		Says: `3 "00907A0E7FE5": error user-id-reserved: user ID 00907A0E7FE5 is reserved: a file of that name is a handset's, or a template's`, Plain: deploytest.Same},
	{Check: "user-id-reserved", Bad: deploytest.Login + deploytest.WithUser("brian-phone"), Good: deploytest.Login + deploytest.WithUser("brian-phones"),
		Says: `3 "brian-phone": error user-id-reserved: user ID brian-phone is reserved: a file of that name is a handset's, or a template's`, Plain: deploytest.Same},
	{Check: "user-id-reserved", Bad: deploytest.Login + deploytest.WithUser("-phone"), Good: deploytest.Login + deploytest.WithUser("phone") + deploytest.WithUser("web") + deploytest.WithUser("a-"),
		Says: "3 \"-phone\": error user-id-characters: " + userID + ": found \"-phone\"\n" +
			`3 "-phone": error user-id-reserved: user ID -phone is reserved: a file of that name is a handset's, or a template's`, Plain: deploytest.Same},
	{Check: "user-id-reserved", Bad: deploytest.Login + deploytest.WithUser("a-b-Web"), Good: deploytest.Login + deploytest.WithUser("a-web-b"),
		Says: `3 "a-b-Web": error user-id-reserved: user ID a-b-Web is reserved: a file of that name is a handset's, or a template's`, Plain: deploytest.Same},
	{Check: "user-id-case", Bad: deploytest.Login + deploytest.WithUser("Brian") + deploytest.WithUser("brian"), Good: deploytest.Login + deploytest.WithUser("Brian") + deploytest.WithUser("bryan"),
		Says: `4 "brian": error user-id-case: user IDs Brian and brian differ only in letter case, and so would their files (the other is here: 3 "Brian")`, Plain: deploytest.Same},
	{Check: "user-id-case", Bad: deploytest.Login + deploytest.WithUser("zoe") + deploytest.WithUser("ana") + deploytest.WithUser("ANA") + deploytest.WithUser("aNa"), Good: deploytest.Login + deploytest.WithUser("zoe") + deploytest.WithUser("ana"),
		Says: `6 "aNa": error user-id-case: user IDs ANA and aNa and ana differ only in letter case, and so would their files (the other is here: 4 "ana") (the other is here: 5 "ANA")`, Plain: deploytest.Same},
	{Check: "directory-unknown", Bad: deploytest.Login + `users: a: {password: secret: "a", directory: "nowhere"}`, Good: deploytest.Login + `users: a: {password: secret: "a", directory: "people"}`,
		Says: `2 enabled: error profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in nowhere, so nobody there can log in
3 "nowhere": error directory-unknown: user a is in profiles directory nowhere, which no deployment, group or handset names`, Plain: deploytest.Refused},
	{Check: "directory-unknown", Bad: deploytest.Login + `users: a: {password: secret: "a", directory: ""}`,
		Good: deploytest.Login + `users: a: {password: secret: "a", directory: ""}, groups: g: profiles: directory: ""`,
		Says: `2 enabled: error profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in the master file's folder, so nobody there can log in
3 "": error directory-unknown: user a is in profiles directory , which no deployment, group or handset names`, Plain: deploytest.Refused},
	{Check: "directory-unknown", Bad: deploytest.Login + `users: a: {password: secret: "a", directory: "h"}`,
		Good: deploytest.Login + `users: a: {password: secret: "a", directory: "h"}, phones: "00907a000001": profiles: directory: "h"`,
		Says: `2 enabled: error profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in h, so nobody there can log in
3 "h": error directory-unknown: user a is in profiles directory h, which no deployment, group or handset names`, Plain: deploytest.Refused},

	{Check: "user-file-empty", Bad: deploytest.Login + `users: a: {}`, Good: deploytest.Login + `users: a: password: secret: "a"`,
		Says: `3 a: error user-file-empty: user a has no parameter; a profile needs at least one to work (CS-15-10); give the user a password`, Plain: deploytest.Same},
	{Check: "user-file-empty", Bad: deploytest.Login + `users: a: params: reg: "1": server: {}`, Good: deploytest.Login + `users: a: params: prov: login: localPassword: secret: "a"`,
		Says: `3 a: error user-file-empty: user a has no parameter; a profile needs at least one to work (CS-15-10); give the user a password`, Plain: deploytest.Same},
	{Check: "user-password-default", Bad: deploytest.Login + `users: a: params: reg: "1": label: ""`, Good: deploytest.Login + deploytest.WithUser("a"),
		Says: `3 a: warning user-password-default: user a has no password, so the vendor's default 123 opens the profile; write password: {secret: "name"}`, Plain: deploytest.Accepted},
	{Check: "user-password-default", // one password for all, but on a group's handsets
		Bad:  `profiles: directory: "people", params: prov: login: {enabled: true, persistent: true, localPassword: secret: "pin"}, groups: g: params: prov: login: localPassword: ""` + "\n" + `phones: "00907a000001": group: "g", users: a: params: reg: "1": label: ""`,
		Good: `profiles: directory: "people", params: prov: login: {enabled: true, persistent: true, localPassword: secret: "pin"}, groups: g: params: prov: login: {localPassword: "", enabled: false}` + "\n" + `phones: {"00907a000001": group: "g", "00907a000002": params: prov: login: localPassword: secret: "other"}, users: a: params: reg: "1": label: ""`,
		Says: `2 a: warning user-password-default: user a has no password, so the vendor's default 123 opens the profile; write password: {secret: "name"}`, Plain: deploytest.Accepted},
	{Check: "user-password-default", Bad: deploytest.Login + `users: a: params: prov: login: "localPassword.hashed": false`, Good: deploytest.Login + deploytest.WithUser("a"),
		Says: `3 a: warning user-password-default: user a has no password, so the vendor's default 123 opens the profile; write password: {secret: "name"}`, Plain: deploytest.Accepted},
	{Check: "login-parameter-in-user-file", Bad: deploytest.Login + `users: a: params: prov: login: {localPassword: secret: "a", persistent: false}`,
		Good: deploytest.Login + `users: a: params: prov: login: localPassword: secret: "a"`,
		Says: `3 persistent: error login-parameter-in-user-file: prov.login.persistent must not be false in a user's file: it would end the log-in that the file came with`, Plain: deploytest.Same},
	{Check: "login-parameter-in-user-file", Bad: deploytest.Login + `users: a: {password: secret: "a", params: prov: login: persistent: true}`,
		Good: deploytest.Login + `users: a: {password: secret: "a", params: prov: polling: enabled: true}`,
		Says: `3 persistent: warning login-parameter-in-user-file: prov.login.persistent is about logging in, which has happened when a user's file is read`, Plain: deploytest.Accepted},
	{Check: "login-parameter-in-user-file", Bad: deploytest.Login + `users: a: {password: secret: "a", params: prov: login: automaticLogout: 5}`,
		Good: deploytest.Login + `users: a: {password: secret: "a", params: prov: login: "localPassword.hashed": true}`,
		Says: `3 automaticLogout: warning login-parameter-in-user-file: prov.login.automaticLogout is about logging in, which has happened when a user's file is read`, Plain: deploytest.Accepted},

	{Check: "contact-duplicate", Bad: `contacts: [{ct: "1"}, {ct: "1"}]`, Good: `contacts: [{ct: "1"}, {ct: "2"}]`,
		Says: `1 "1": error contact-duplicate: contact 1 is there twice; ct must be unique in a directory`, Plain: deploytest.Same},
	{Check: "contact-duplicate", Bad: `contacts: [{ct: "1", sd: 5}, {ct: "2", sd: 5}]`, Good: `contacts: [{ct: "1", sd: 5}, {ct: "2", sd: 6}, {ct: "3"}, {ct: "4"}]`,
		Says: `1 5: error contact-duplicate: speed-dial index 5 is there twice; sd must be unique in a directory`, Plain: deploytest.Same},
	{Check: "contact-duplicate", Bad: deploytest.Login + `users: a: {password: secret: "a", contacts: [{ct: "1", sd: 5}, {ct: "2", sd: 5}]}`,
		Good: deploytest.Login + `users: {a: {password: secret: "a", contacts: [{ct: "1", sd: 5}]}, b: {password: secret: "b", contacts: [{ct: "1", sd: 5}]}}`,
		Says: `3 5: error contact-duplicate: speed-dial index 5 is there twice; sd must be unique in a directory`, Plain: deploytest.Same},
}

const userID = "a user ID becomes a file name: 1 to 64 letters, digits and _ . - + @, the first a letter, digit or underscore"

// Each character of ASCII, at the beginning of a name and within it: those of user
// IDs and of groups are the same.
func TestCharactersOfNames(t *testing.T) {
	const first = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
	const within = first + ".+@-"
	var body strings.Builder
	body.WriteString(deploytest.Login)
	var names []string
	for r := ' '; r < 0x7f; r++ {
		names = append(names, string(r)+"x"+fmt.Sprint(r), fmt.Sprint("x", r)+string(r))
	}
	for _, name := range names {
		fmt.Fprintf(&body, "users: %q: password: secret: \"a\"\ngroups: %q: {}\n", name, name)
	}
	refused := map[string]map[string]bool{"user-id-characters": {}, "group-name": {}}
	c := deploytest.Compile(t, body.String())
	for _, d := range c.Findings {
		if refused[d.Check] != nil {
			_, quoted, _ := strings.Cut(c.Word(d.Pos), " ")
			refused[d.Check][quoted] = true
		}
	}
	for i, name := range names {
		allowed := strings.Contains(first, name[:1]) && strings.Contains(within, name[len(name)-1:])
		line := strings.Split(body.String(), "\n")[2+2*i]
		label := line[len("users: "):strings.LastIndex(line, ": password")]
		for check, all := range refused {
			if strings.Contains(name, `"`) {
				continue // the word that is found ends there
			}
			if all[label] == allowed {
				t.Errorf("%s: %s is refused: %v", check, label, !allowed)
			}
		}
	}
}
