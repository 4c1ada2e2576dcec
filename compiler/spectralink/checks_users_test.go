package spectralink

import (
	"fmt"
	"strings"
	"testing"
)

// Checks of users and of their profiles.
var userChecks = []checkTest{
	{"user-id-characters", login + withUser("a/b"), login + withUser("a.b"),
		`3 "a/b": error user-id-characters: ` + userID + `: found "a/b"`, same},
	{"user-id-characters", login + withUser(".."), login + withUser("a.."),
		`3 "..": error user-id-characters: ` + userID + `: found ".."`, same},
	{"user-id-characters", login + withUser("-a"), login + withUser("_a"),
		`3 "-a": error user-id-characters: ` + userID + `: found "-a"`, same},
	{"user-id-characters", login + withUser("+a") + withUser("@a"), login + withUser("a+") + withUser("a@") + withUser("0-"),
		`3 "+a": error user-id-characters: ` + userID + `: found "+a"
4 "@a": error user-id-characters: ` + userID + `: found "@a"`, same},
	{"user-id-characters", login + withUser("é"), login + withUser("e"),
		`3 "é": error user-id-characters: ` + userID + `: found "é"`, same},
	{"user-id-characters", login + withUser("a b{"), login + withUser("azAZ09_"),
		`3 "a b{": error user-id-characters: ` + userID + `: found "a b{"`, same},
	{"user-id-characters", login + withUser(""), login + withUser("a"),
		`3 "": error user-id-characters: ` + userID + `: found ""`, same},
	{"user-id-characters", login + withUser(strings.Repeat("a", 65)), login + withUser(strings.Repeat("a", 64)),
		`3 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": error user-id-characters: ` + userID + `: found text of 65 characters`, same},
	{"user-id-characters", login + `users: "a b": {}`, login + withUser("a_b"),
		`3 "a b": error user-id-characters: ` + userID + `: found "a b"`, same},
	{"user-id-reserved", login + withUser("site"), login + withUser("sites"),
		`3 "site": error user-id-reserved: user ID site is reserved: a file of that name is a handset's, or a template's`, same},
	{"user-id-reserved", login + withUser("Features"), login + withUser("feature"),
		`3 "Features": error user-id-reserved: user ID Features is reserved: a file of that name is a handset's, or a template's`, same},
	{"user-id-reserved", login + withUser("00907A0E7FE5"), login + withUser("00907A0E7FE"),
		`3 "00907A0E7FE5": error user-id-reserved: user ID 00907A0E7FE5 is reserved: a file of that name is a handset's, or a template's`, same},
	{"user-id-reserved", login + withUser("brian-phone"), login + withUser("brian-phones"),
		`3 "brian-phone": error user-id-reserved: user ID brian-phone is reserved: a file of that name is a handset's, or a template's`, same},
	{"user-id-reserved", login + withUser("-phone"), login + withUser("phone") + withUser("web") + withUser("a-"),
		"3 \"-phone\": error user-id-characters: " + userID + ": found \"-phone\"\n" +
			`3 "-phone": error user-id-reserved: user ID -phone is reserved: a file of that name is a handset's, or a template's`, same},
	{"user-id-reserved", login + withUser("a-b-Web"), login + withUser("a-web-b"),
		`3 "a-b-Web": error user-id-reserved: user ID a-b-Web is reserved: a file of that name is a handset's, or a template's`, same},
	{"user-id-case", login + withUser("Brian") + withUser("brian"), login + withUser("Brian") + withUser("bryan"),
		`4 "brian": error user-id-case: user IDs Brian and brian differ only in letter case, and so would their files (the other is here: 3 "Brian")`, same},
	{"user-id-case", login + withUser("zoe") + withUser("ana") + withUser("ANA") + withUser("aNa"), login + withUser("zoe") + withUser("ana"),
		`6 "aNa": error user-id-case: user IDs ANA and aNa and ana differ only in letter case, and so would their files (the other is here: 4 "ana") (the other is here: 5 "ANA")`, same},
	{"directory-unknown", login + `users: a: {password: secret: "a", directory: "nowhere"}`, login + `users: a: {password: secret: "a", directory: "people"}`,
		`2 enabled: error profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in nowhere, so nobody there can log in
3 "nowhere": error directory-unknown: user a is in profiles directory nowhere, which no deployment, group or handset names`, refused},
	{"directory-unknown", login + `users: a: {password: secret: "a", directory: ""}`,
		login + `users: a: {password: secret: "a", directory: ""}, groups: g: profiles: directory: ""`,
		`2 enabled: error profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in the master file's folder, so nobody there can log in
3 "": error directory-unknown: user a is in profiles directory , which no deployment, group or handset names`, refused},
	{"directory-unknown", login + `users: a: {password: secret: "a", directory: "h"}`,
		login + `users: a: {password: secret: "a", directory: "h"}, phones: "00907a000001": profiles: directory: "h"`,
		`2 enabled: error profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in h, so nobody there can log in
3 "h": error directory-unknown: user a is in profiles directory h, which no deployment, group or handset names`, refused},

	{"user-file-empty", login + `users: a: {}`, login + `users: a: password: secret: "a"`,
		`3 a: error user-file-empty: user a has no parameter; a profile needs at least one to work (CS-15-10); give the user a password`, same},
	{"user-file-empty", login + `users: a: params: reg: "1": server: {}`, login + `users: a: params: prov: login: localPassword: secret: "a"`,
		`3 a: error user-file-empty: user a has no parameter; a profile needs at least one to work (CS-15-10); give the user a password`, same},
	{"user-password-default", login + `users: a: params: reg: "1": label: ""`, login + withUser("a"),
		`3 a: warning user-password-default: user a has no password, so the vendor's default 123 opens the profile; write password: {secret: "name"}`, accepted},
	{"user-password-default", // one password for all, but on a group's handsets
		`profiles: directory: "people", params: prov: login: {enabled: true, persistent: true, localPassword: secret: "pin"}, groups: g: params: prov: login: localPassword: ""` + "\n" + `phones: "00907a000001": group: "g", users: a: params: reg: "1": label: ""`,
		`profiles: directory: "people", params: prov: login: {enabled: true, persistent: true, localPassword: secret: "pin"}, groups: g: params: prov: login: {localPassword: "", enabled: false}` + "\n" + `phones: {"00907a000001": group: "g", "00907a000002": params: prov: login: localPassword: secret: "other"}, users: a: params: reg: "1": label: ""`,
		`2 a: warning user-password-default: user a has no password, so the vendor's default 123 opens the profile; write password: {secret: "name"}`, accepted},
	{"user-password-default", login + `users: a: params: prov: login: "localPassword.hashed": false`, login + withUser("a"),
		`3 a: warning user-password-default: user a has no password, so the vendor's default 123 opens the profile; write password: {secret: "name"}`, accepted},
	{"password-twice", login + `users: a: {password: secret: "a", params: prov: login: localPassword: secret: "a"}`,
		login + `users: a: params: prov: login: localPassword: secret: "a"`,
		`3 localPassword: error password-twice: user a has a password and prov.login.localPassword, which are the same`, same},
	{"literal-secret", login + `users: a: password: "12345"`, login + `users: a: password: ""`,
		`3 "12345": warning literal-secret: prov.login.localPassword is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git`, accepted},
	{"literal-secret", login + `params: reg: "1": auth: password: "12345"`, login + `params: reg: "1": auth: password: secret: "x"`,
		`3 "12345": warning literal-secret: reg.1.auth.password is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git`, accepted},
	{"login-parameter-in-user-file", login + `users: a: params: prov: login: {localPassword: secret: "a", persistent: false}`,
		login + `users: a: params: prov: login: localPassword: secret: "a"`,
		`3 persistent: error login-parameter-in-user-file: prov.login.persistent must not be false in a user's file: it would end the log-in that the file came with`, same},
	{"login-parameter-in-user-file", login + `users: a: {password: secret: "a", params: prov: login: persistent: true}`,
		login + `users: a: {password: secret: "a", params: prov: polling: enabled: true}`,
		`3 persistent: warning login-parameter-in-user-file: prov.login.persistent is about logging in, which has happened when a user's file is read`, accepted},
	{"login-parameter-in-user-file", login + `users: a: {password: secret: "a", params: prov: login: automaticLogout: 5}`,
		login + `users: a: {password: secret: "a", params: prov: login: "localPassword.hashed": true}`,
		`3 automaticLogout: warning login-parameter-in-user-file: prov.login.automaticLogout is about logging in, which has happened when a user's file is read`, accepted},

	{"contact-duplicate", `contacts: [{ct: "1"}, {ct: "1"}]`, `contacts: [{ct: "1"}, {ct: "2"}]`,
		`1 "1": error contact-duplicate: contact 1 is there twice; ct must be unique in a directory`, same},
	{"contact-duplicate", `contacts: [{ct: "1", sd: 5}, {ct: "2", sd: 5}]`, `contacts: [{ct: "1", sd: 5}, {ct: "2", sd: 6}, {ct: "3"}, {ct: "4"}]`,
		`1 5: error contact-duplicate: speed-dial index 5 is there twice; sd must be unique in a directory`, same},
	{"contact-duplicate", login + `users: a: {password: secret: "a", contacts: [{ct: "1", sd: 5}, {ct: "2", sd: 5}]}`,
		login + `users: {a: {password: secret: "a", contacts: [{ct: "1", sd: 5}]}, b: {password: secret: "b", contacts: [{ct: "1", sd: 5}]}}`,
		`3 5: error contact-duplicate: speed-dial index 5 is there twice; sd must be unique in a directory`, same},
	{"field-value", `contacts: [{ct: "1", ln: "` + strings.Repeat("é", 20) + `x"}]`, `contacts: [{ct: "1", ln: "` + strings.Repeat("é", 20) + `"}]`,
		`1 "ééééééééééééééééééééx": error field-value: ln must be at most 40 bytes: found 41`, same},
	{"field-value", login + `users: a: {password: secret: "a", contacts: [{ct: "1", fn: "` + strings.Repeat("é", 21) + `"}]}`,
		login + `users: a: {password: secret: "a", contacts: [{ct: "1", fn: "` + strings.Repeat("x", 40) + `"}]}`,
		`3 "ééééééééééééééééééééé": error field-value: fn must be at most 40 bytes: found 42`, same},
}

const userID = "a user ID becomes a file name: 1 to 64 letters, digits and _ . - + @, the first a letter, digit or underscore"

// Each character of ASCII, at the beginning of a name and within it: those of user
// IDs and of groups are the same.
func TestCharactersOfNames(t *testing.T) {
	const first = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
	const within = first + ".+@-"
	var body strings.Builder
	body.WriteString(login)
	var names []string
	for r := ' '; r < 0x7f; r++ {
		names = append(names, string(r)+"x"+fmt.Sprint(r), fmt.Sprint("x", r)+string(r))
	}
	for _, name := range names {
		fmt.Fprintf(&body, "users: %q: password: secret: \"a\"\ngroups: %q: {}\n", name, name)
	}
	refused := map[string]map[string]bool{"user-id-characters": {}, "group-name": {}}
	c := compile(t, body.String())
	for _, d := range c.findings {
		if refused[d.Check] != nil {
			_, quoted, _ := strings.Cut(c.word(d.Pos), " ")
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
