package spectralink

import "testing"

// Users in the profiles directory people, who restart a handset when they log in.
const (
	talker    = `users: a: {password: secret: "a", params: ptt: channel: "1": label: "x"}` + "\n"
	restarter = `users: a: {password: secret: "a", params: device: "set": true}` + "\n"
)

// Checks of what handsets do when somebody logs in, or is logged in by default.
var loginChecks = []checkTest{
	{"profiles-not-enabled", logins(`enabled: false`) + withUser("a"), logins(`enabled: true`) + withUser("a"),
		nobodyLogsIn(`2 enabled`, `people`), same},
	{"profiles-not-enabled", logins(``) + withUser("a"), logins(`enabled: true`) + withUser("a"),
		nobodyLogsIn(`0 d`, `people`), same},
	{"profiles-not-enabled", `params: prov: polling: enabled: true` + "\n" + withUser("a"), `params: prov: {polling: enabled: true, login: enabled: true}` + "\n" + withUser("a"),
		nobodyLogsIn(`0 d`, `the master file's folder`), same},
	{"profiles-not-enabled", logins(``) + withUser("a") + `groups: g: {profiles: directory: "others", params: prov: login: enabled: true}`,
		logins(``) + withUser("a") + `groups: g: params: prov: login: enabled: true`,
		nobodyLogsIn(`0 d`, `people`), same},
	{"profiles-not-enabled", logins(``) + withUser("a") + `phones: "00907a000001": {profiles: directory: "others", params: prov: login: enabled: true}`,
		logins(``) + withUser("a") + `phones: "00907a000001": params: prov: login: enabled: true`,
		nobodyLogsIn(`0 d`, `people`), same},
	{"profiles-not-enabled", // who names the directory, of those there the first by ID
		`profiles: directory: "people", groups: g: profiles: directory: "ward"` + "\n" + `users: b: {directory: "ward", password: secret: "a"}` + "\n" + `users: a: {directory: "ward", password: secret: "a"}`,
		`profiles: directory: "people", groups: g: {profiles: directory: "ward", params: prov: login: enabled: true}` + "\n" + `users: b: {directory: "ward", password: secret: "a"}`,
		nobodyLogsIn(`3 "ward"`, `ward`), same},
	{"profiles-not-enabled", // the same in the other order
		`profiles: directory: "people", groups: g: profiles: directory: "ward"` + "\n" + `users: a: {directory: "ward", password: secret: "a"}` + "\n" + `users: b: {directory: "ward", password: secret: "a"}`,
		`profiles: directory: "people", groups: g: {profiles: directory: "ward", params: prov: login: enabled: true}` + "\n" + `users: a: {directory: "ward", password: secret: "a"}`,
		nobodyLogsIn(`2 "ward"`, `ward`), same},
	{"profiles-not-enabled", // nobody needs to name the master file's folder
		`profiles: directory: "people", groups: g: profiles: directory: ""` + "\n" + `users: a: {directory: "", password: secret: "a"}`,
		`profiles: directory: "people", groups: g: {profiles: directory: "", params: prov: login: enabled: true}` + "\n" + `users: a: {directory: "", password: secret: "a"}`,
		nobodyLogsIn(`0 d`, `the master file's folder`), same},
	{"automatic-logout-off", `params: prov: login: enabled: true`, `params: prov: login: {enabled: true, automaticLogout: 1}`,
		`0 d: note automatic-logout-off: users stay logged in until they log out: prov.login.automaticLogout is not set, and the same user on several handsets is not supported (CS-15-10)`, accepted},
	{"automatic-logout-off", `params: prov: login: {enabled: true, automaticLogout: 0}`, `params: prov: login: automaticLogout: 0`,
		`1 automaticLogout: note automatic-logout-off: users stay logged in until they log out: prov.login.automaticLogout is 0, and the same user on several handsets is not supported (CS-15-10)`, accepted},
	{"changes-not-fetched", "groups: g: params: prov: polling: enabled: true\nparams: prov: polling: mode: \"abs\"", `params: prov: polling: enabled: true`,
		`0 d: note changes-not-fetched: handsets take changes when they boot or somebody logs in: prov.polling.enabled is not true`, accepted},
	{"changes-not-fetched", "phones: \"00907a000001\": params: prov: polling: enabled: true\nparams: prov: polling: mode: \"abs\"", `params: prov: polling: enabled: true`,
		`0 d: note changes-not-fetched: handsets take changes when they boot or somebody logs in: prov.polling.enabled is not true`, accepted},
	{"changes-not-fetched", `params: prov: polling: enabled: false`, `params: prov: polling: mode: "abs"`, // feature-off says so
		`0 d: note changes-not-fetched: handsets take changes when they boot or somebody logs in: prov.polling.enabled is not true`, accepted},

	{"ptt-persistent", logins(`enabled: true, persistent: false`) + talker, logins(`enabled: true, persistent: true`) + talker,
		pushesToTalk(`2 persistent`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"ptt-persistent", // absent is false
		logins(`enabled: true`) + `users: a: {password: secret: "a", params: ptt: pageMode: group: "2": label: "x"}`,
		logins(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: ptt: pageMode: group: "2": label: "x"}`,
		pushesToTalk(`0 d`, `people`, `ptt.pageMode.group.2.label`, `3 label`), same},
	{"ptt-persistent", // the first of several
		logins(`enabled: true`) + `users: b: {password: secret: "a", params: ptt: channel: {"2": label: "x", "1": label: "x"}}` + "\n" + talker,
		logins(`enabled: true, persistent: true`) + talker,
		pushesToTalk(`0 d`, `people`, `ptt.channel.2.label`, `3 label`), same},
	{"ptt-persistent", // a user's own file never satisfies it
		logins(`enabled: true`) + `users: a: {password: secret: "a", params: {prov: login: persistent: true, ptt: channel: "1": label: "x"}}`,
		logins(`enabled: true, persistent: true`) + talker,
		`0 d: error ptt-persistent: prov.login.persistent must be true here: a user in people sets push-to-talk parameters, and each log-in would restart the handset and log the user out (CS-15-10); set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label)
3 persistent: warning login-parameter-in-user-file: prov.login.persistent is about logging in, which has happened when a user's file is read`, same},
	{"ptt-persistent", // a group's override
		login + talker + `groups: g: params: prov: login: persistent: false`,
		login + talker + `groups: g: {profiles: directory: "others", params: prov: login: persistent: false}`,
		pushesToTalk(`4 persistent`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"ptt-persistent", // a handset's override
		login + talker + `phones: "00907a000001": params: prov: login: persistent: false`,
		login + talker + `phones: "00907a000001": {profiles: directory: "people", params: up: idleTimeout: 1}` + "\n" + `phones: "00907a000002": {profiles: directory: "others", params: prov: login: persistent: false}`,
		pushesToTalk(`4 persistent`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"ptt-persistent", // a handset's directory with its group's parameters
		login + talker + `groups: g: {profiles: directory: "others", params: prov: login: persistent: false}` + "\n" + `phones: "00907a000001": {group: "g", profiles: directory: "people"}`,
		login + talker + `groups: g: {profiles: directory: "others", params: prov: login: persistent: false}` + "\n" + `phones: "00907a000001": group: "g"`,
		pushesToTalk(`4 persistent`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"ptt-persistent", // where no parameter is wrong, the directory is told
		`profiles: directory: "others", params: prov: login: enabled: true` + "\n" + `groups: g: profiles: directory: "people"` + "\n" + `users: a: {directory: "people", password: secret: "a", params: ptt: channel: "1": label: "x"}`,
		`profiles: directory: "others", params: prov: login: enabled: true` + "\n" + `groups: g: {profiles: directory: "people", params: prov: login: persistent: true}` + "\n" + `users: a: {directory: "people", password: secret: "a", params: ptt: channel: "1": label: "x"}`,
		pushesToTalk(`2 "people"`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"ptt-persistent", // any parameter of push to talk
		logins(`enabled: true`) + `users: a: {password: secret: "a", params: ptt: defaultChannel: 3}`,
		logins(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: ptt: defaultChannel: 3}`,
		pushesToTalk(`0 d`, `people`, `ptt.defaultChannel`, `3 defaultChannel`), same},
	{"ptt-persistent", // one of another release, too
		logins(`enabled: true`) + `users: a: {password: secret: "a", unlisted: "ptt.shiny": 1}`,
		logins(`enabled: true`) + `users: a: {password: secret: "a", params: ptt: {}}`,
		pushesToTalk(`0 d`, `people`, `ptt.shiny`, `3 "ptt.shiny"`), same},
	{"ptt-persistent", // nobody logs in on handsets that are not of the group
		logins(``) + talker + `groups: g: params: prov: login: enabled: true`,
		logins(``) + talker + `groups: g: params: prov: login: {enabled: true, persistent: true}`,
		pushesToTalk(`4 enabled`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"ptt-persistent", // nor on a handset of the group
		logins(`enabled: true`) + talker + `groups: g: params: prov: login: persistent: true` + "\n" + `phones: "00907a000001": {group: "g", params: prov: login: persistent: false}`,
		logins(`enabled: true, persistent: true`) + talker + `groups: g: params: prov: login: persistent: true` + "\n" + `phones: "00907a000001": {group: "g", params: prov: login: {persistent: false, enabled: false}}`,
		pushesToTalk(`0 d`, `people`, `ptt.channel.1.label`, `3 label`) + "\n" + pushesToTalk(`5 persistent`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"ptt-persistent", // a file of others may let people in
		logins(`persistent: false`) + talker + `groups: g: params: prov: login: {enabled: true, persistent: true}` + "\n" + `configFiles: before: [{file: "pbx.cfg", sets: ["prov.login.enabled"]}]`,
		logins(`persistent: false`) + talker + `groups: g: params: prov: login: {enabled: true, persistent: true}` + "\n" + `configFiles: before: [{file: "pbx.cfg", sets: ["prov.login.automaticLogout"]}]`,
		pushesToTalk(`2 persistent`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"restart-loop", // nobody logs in on handsets that are not of the group
		logins(``) + restarter + `groups: g: params: prov: login: enabled: true`,
		logins(``) + restarter + `groups: g: params: prov: login: {enabled: true, persistent: true}`,
		restarts(`4 enabled`, `people`, `device.set`, `3 "set"`), same},
	{"restart-loop", logins(`enabled: true`) + restarter, logins(`enabled: true, persistent: true`) + restarter,
		restarts(`0 d`, `people`, `device.set`, `3 "set"`), same},
	{"restart-loop", "params: prov: login: enabled: true\n" + restarter, "params: prov: login: {enabled: true, persistent: true}\n" + restarter,
		restarts(`0 d`, `the master file's folder`, `device.set`, `2 "set"`), same},
	{"restart-loop", logins(`enabled: true`) + `users: a: {password: secret: "a", params: {device: "set": true, ptt: channel: "1": label: "x", up: idleTimeout: 60}}`,
		logins(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: {device: "set": true, ptt: channel: "1": label: "x", up: idleTimeout: 60}}`,
		pushesToTalk(`0 d`, `people`, `ptt.channel.1.label`, `3 label`) + "\n" + restarts(`0 d`, `people`, `device.set`, `3 "set"`) + "\n" +
			`3 idleTimeout: note restart-loop: whether up.idleTimeout restarts a handset is unknown: users set one such value, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice`, same},
	{"restart-loop", // nobody knows
		logins(`enabled: true`) + `users: b: {password: secret: "a", params: up: {idleTimeout: 60, backlight: onIntensity: 2}}` + "\n" + `users: a: {password: secret: "a", params: up: idleTimeout: 60}`,
		logins(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: up: idleTimeout: 60}`,
		`3 idleTimeout: note restart-loop: whether up.idleTimeout restarts a handset is unknown: users set 3 such values, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice`, accepted},
	{"restart-loop", // what restarts nothing is not counted, nor is what is about logging in
		logins(`enabled: true`) + `users: a: {password: secret: "a", params: {reg: "1": "acd-login-logout": true, up: idleTimeout: 60}}`,
		logins(`enabled: true`) + `users: a: {password: secret: "a", params: reg: "1": "acd-login-logout": true}`,
		`3 idleTimeout: note restart-loop: whether up.idleTimeout restarts a handset is unknown: users set one such value, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice`, accepted},
	{"restart-loop", // nobody knows of two directories
		logins(`enabled: true`) + `groups: g: profiles: directory: "ward"` + "\n" + `users: b: {directory: "ward", password: secret: "a", params: up: idleTimeout: 60}` + "\n" + `users: a: {password: secret: "a", params: up: idleTimeout: 60}`,
		logins(`enabled: true`) + `groups: g: profiles: directory: "ward"` + "\n" + `users: b: {directory: "ward", password: secret: "a"}`,
		`4 idleTimeout: note restart-loop: whether up.idleTimeout restarts a handset is unknown: users set 2 such values, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice`, accepted},

	{"default-user-unknown", logins(`enabled: true, defaultUser: "b", defaultPassword: secret: "a"`) + withUser("a"),
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a"),
		`2 defaultUser: error default-user-unknown: prov.login.defaultUser b has no profile in people`, same},
	{"default-user-unknown", // in the handset's own directory
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a") + `groups: g: profiles: directory: ""`,
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a") + `groups: g: {profiles: directory: "others", params: prov: login: defaultUser: ""}`,
		`2 defaultUser: error default-user-unknown: prov.login.defaultUser a has no profile in the master file's folder`, same},
	{"default-user-unknown", // a handset's own
		logins(`enabled: true`) + withUser("a") + `phones: "00907a000001": params: prov: login: {defaultUser: "b", defaultPassword: secret: "a"}`,
		logins(`enabled: true`) + withUser("a") + `phones: "00907a000001": params: prov: login: {defaultUser: "a", defaultPassword: secret: "a"}`,
		`4 defaultUser: error default-user-unknown: prov.login.defaultUser b has no profile in people`, same},
	{"default-user-unknown", // of several kinds of handset
		logins(`enabled: true`) + withUser("a") + `groups: g: params: prov: login: defaultUser: "b"` + "\n" + `phones: {"00907a000001": params: prov: login: defaultUser: "c", "00907a000002": params: prov: login: defaultUser: "d"}`,
		logins(`enabled: true`) + withUser("a"),
		`4 defaultUser: error default-user-unknown: prov.login.defaultUser b has no profile in people
5 defaultUser: error default-user-unknown: prov.login.defaultUser c has no profile in people
5 defaultUser: error default-user-unknown: prov.login.defaultUser d has no profile in people`, same},
	{"default-user-unknown", // the passwords differ
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "b"`) + withUser("a"),
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a"),
		`2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, same},
	{"default-user-unknown", // only one is there
		logins(`enabled: true, defaultUser: "a"`) + withUser("a"),
		logins(`enabled: true, defaultUser: "a"`) + `users: a: password: ""`,
		`2 defaultUser: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, same},
	{"default-user-unknown", // what handsets say opens a profile without a password
		logins(`enabled: true, persistent: true, defaultUser: "a", defaultPassword: secret: "b", localPassword: secret: "c"`) + `users: a: params: up: idleTimeout: 5`,
		logins(`enabled: true, persistent: true, defaultUser: "a", defaultPassword: secret: "b", localPassword: secret: "b"`) + `users: a: params: up: idleTimeout: 5`,
		`2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, same},
	{"default-user-unknown", // the user's own beats it
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "b", localPassword: secret: "b"`) + withUser("a"),
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a", localPassword: secret: "b"`) + withUser("a"),
		`2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, same},
	{"default-user-unknown", // a secret's name is no password
		logins(`enabled: true, defaultUser: "a", defaultPassword: "a"`) + withUser("a"),
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a"),
		`2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails
2 "a": warning literal-secret: prov.login.defaultPassword is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git`, same},
	{"default-user-unknown", // the vendor's password is that of who has none
		logins(`enabled: true, defaultUser: "a", defaultPassword: "1234"`) + `users: a: params: prov: polling: enabled: true`,
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a"),
		`2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails
2 "1234": warning literal-secret: prov.login.defaultPassword is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git
3 a: warning user-password-default: user a has no password, so the vendor's default 123 opens the profile; write password: {secret: "name"}
3 enabled: note restart-loop: whether prov.polling.enabled restarts a handset is unknown: users set one such value, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice`, same},
	{"default-only-without-user", logins(`enabled: true, defaultOnly: true`) + withUser("a"),
		logins(`enabled: true, defaultOnly: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a"),
		`2 defaultOnly: error default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named`, same},
	{"default-only-without-user", logins(`enabled: true, defaultOnly: true, defaultUser: ""`) + withUser("a"),
		logins(`enabled: true, defaultOnly: false`) + withUser("a"),
		`2 defaultOnly: error default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named`, same},
	{"default-only-without-user", // on one handset alone
		logins(`enabled: true`) + withUser("a") + `phones: "00907a000001": params: prov: login: defaultOnly: true`,
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a") + `phones: "00907a000001": params: prov: login: defaultOnly: true`,
		`4 defaultOnly: error default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named`, same},
	{"default-user-unknown", // with a password of the handset alone
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a") + `phones: "00907a000001": params: prov: login: defaultPassword: secret: "b"`,
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a") + `phones: "00907a000001": params: prov: login: defaultPassword: secret: "a"`,
		`4 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, same},
	{"default-user-unknown", // the vendor's password of who has none, and none that is given
		logins(`enabled: true, defaultUser: "a"`) + `users: a: params: prov: login: "localPassword.hashed": true`,
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a"),
		`2 defaultUser: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails
3 a: warning user-password-default: user a has no password, so the vendor's default 123 opens the profile; write password: {secret: "name"}`, same},
	{"default-only-locks-out", logins(alone+`"a"`) + withUser("a") + withUser("b"),
		logins(alone+`"a"`) + withUser("a"),
		`2 defaultOnly: warning default-only-locks-out: ` + lockedOut("one user"), accepted},
	{"default-only-locks-out", logins(alone+`"a"`) + withUser("a") + withUser("b") + withUser("c") + `groups: g: {profiles: directory: "x", params: prov: login: defaultUser: ""}`,
		logins(alone+`"a"`) + withUser("a") + withUser("b") + withUser("c") + `groups: g: params: prov: login: defaultOnly: false`,
		`2 defaultOnly: warning default-only-locks-out: ` + lockedOut("2 users") + `
2 defaultOnly: error default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named`, same},
	{"default-only-locks-out", // a handset that lets in another, one on which nobody can log in, and one for others
		logins(alone+`"a"`) + withUser("a") + withUser("b") + withUser("c") + `phones: {"00907a000001": params: prov: login: defaultUser: "c", "00907a000002": params: prov: login: {enabled: false, defaultOnly: false}, "00907a000003": {profiles: directory: "x", params: prov: login: {defaultOnly: false, defaultUser: ""}}}`,
		logins(alone+`"a"`) + withUser("a") + withUser("c") + `phones: "00907a000001": params: prov: login: defaultUser: "c"`,
		`2 defaultOnly: warning default-only-locks-out: ` + lockedOut("one user"), accepted},
	{"default-only-locks-out", // a file of others may let more in
		logins(alone+`"a"`) + withUser("a") + withUser("b") + `configFiles: before: ["pbx.cfg"]`,
		logins(alone+`"a"`) + withUser("a"),
		`2 defaultOnly: note default-only-locks-out: prov.login.defaultOnly lets in the default user alone, and nobody else in people can log in anywhere, unless pbx.cfg sets prov.login.defaultOnly: found one user (pbx.cfg is named here: 5 "pbx.cfg")`, accepted},
	{"default-user-with-required", // on one handset alone
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a") + `phones: "00907a000001": params: prov: login: required: true`,
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a") + `phones: "00907a000001": params: prov: login: required: false`,
		`2 defaultUser: warning default-user-with-required: prov.login.defaultUser is for handsets that do not require log-in, and prov.login.required is true (CS-15-10)`, accepted},
	{"default-user-with-required", logins(`enabled: true, required: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a"),
		logins(`enabled: true, required: false, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a"),
		`2 defaultUser: warning default-user-with-required: prov.login.defaultUser is for handsets that do not require log-in, and prov.login.required is true (CS-15-10)`, accepted},
}

// alone lets in nobody but a default user.
const alone = `enabled: true, defaultOnly: true, defaultPassword: secret: "a", defaultUser: `

func lockedOut(who string) string {
	return "prov.login.defaultOnly lets in the default user alone, and nobody else in people can log in anywhere: found " + who
}

func nobodyLogsIn(at, directory string) string {
	return at + ": error profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in " + directory + ", so nobody there can log in"
}

// pushesToTalk is said at a place of users in a directory, of whom the first sets
// a parameter at another place.
func pushesToTalk(at, directory, param, set string) string {
	return at + ": error ptt-persistent: prov.login.persistent must be true here: a user in " + directory +
		" sets push-to-talk parameters, and each log-in would restart the handset and log the user out (CS-15-10); set prov: login: persistent: true (" + param + " is set here: " + set + ")"
}

// restarts is the same of a parameter that is no channel.
func restarts(at, directory, param, set string) string {
	return at + ": error restart-loop: prov.login.persistent must be true here: a user in " + directory +
		" sets a parameter that restarts the handset, and each log-in would log the user out (CS-15-10); set prov: login: persistent: true (" + param + " is set here: " + set + ")"
}

// A default log-in works with the user's own password, and with the vendor's
// where the user has none.
func TestDefaultPassword(t *testing.T) {
	for _, x := range []struct {
		given, own string
		works      bool
	}{
		{`defaultPassword: secret: "a"`, `password: secret: "a"`, true},
		{`defaultPassword: secret: "b"`, `password: secret: "a"`, false},
		{`defaultPassword: "a"`, `password: "a"`, true},
		{`defaultPassword: "a"`, `password: "b"`, false},
		{`defaultPassword: "a"`, `password: secret: "a"`, false},
		{`defaultPassword: secret: "a"`, `password: "a"`, false},
		{`defaultPassword: "123"`, `label: "has none"`, true},
		{`defaultPassword: "12"`, `label: "has none"`, false},
		{`defaultPassword: secret: "123"`, `label: "has none"`, false},
		{`defaultPassword: "123"`, `password: "1234"`, false},
		{`defaultPassword: "123"`, `password: ""`, false},
		{`defaultPassword: ""`, `password: ""`, true},
		{`defaultPassword: ""`, `label: "has none"`, false},
		{``, `label: "has none"`, false},
		{``, `password: ""`, true},
		{``, `password: "a"`, false},
		{``, `params: prov: login: localPassword: "a"`, false},
		{`defaultPassword: "a"`, `params: prov: login: localPassword: "a"`, true},
	} {
		c := compile(t, logins(`enabled: true, defaultUser: "ana", `+x.given)+`users: ana: {params: up: idleTimeout: 1, `+x.own+`}`)
		if c.findings.HasErrors() == x.works {
			t.Errorf("%+v:\n%s", x, c.text(c.findings))
		}
	}
}
