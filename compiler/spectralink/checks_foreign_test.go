package spectralink

// Findings that a file of somebody else's may make wrong.
var foreignChecks = []checkTest{
	{"ptt-persistent", // which may set anything
		logins(`enabled: true`) + talker + `configFiles: before: ["pbx.cfg"]`,
		logins(`enabled: true, persistent: true`) + talker + `configFiles: before: ["pbx.cfg"]`,
		`0 d: warning ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"ptt-persistent", // where we say nothing
		logins(`enabled: true`) + talker + `configFiles: after: ["pbx.cfg"]`,
		logins(`enabled: true, persistent: true`) + talker + `configFiles: after: ["pbx.cfg"]`,
		`0 d: warning ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"ptt-persistent", // which is declared to set it
		logins(`enabled: true`) + talker + `configFiles: before: ["tones.cfg", {file: "pbx.cfg", sets: ["reg.*", "prov.login.*"]}]`,
		login + talker,
		`0 d: note ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"ptt-persistent", // which sets other things
		logins(`enabled: true`) + talker + pbx("before", `"reg.*", "prov.login.persistent.*", "prov.polling.*"`) + "configFiles: after: [{file: \"nothing.cfg\", sets: []}]\n",
		login + talker,
		pushesToTalk(`0 d`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"ptt-persistent", // a false of ours, whoever beats it
		logins(`enabled: true, persistent: false`) + talker + `configFiles: before: ["pbx.cfg"]`,
		login + talker,
		pushesToTalk(`2 persistent`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"ptt-persistent", // which handsets of a group read alone
		logins(`enabled: true`) + talker + `groups: g: {profiles: directory: "others", params: prov: login: persistent: true}` + "\n" + `groups: h: configFiles: before: ["pbx.cfg"]`,
		login + talker,
		pushesToTalk(`0 d`, `people`, `ptt.channel.1.label`, `3 label`) + "\n" +
			`0 d: warning ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 5 "pbx.cfg")`, same},
	{"ptt-persistent", // which a handset of a group reads
		login + talker + `groups: g: profiles: directory: "ward"` + "\n" + `groups: g: params: prov: login: automaticLogout: 20` + "\n" + `phones: "00907a000001": {params: prov: login: persistent: false, configFiles: after: ["a.cfg"]}`,
		login + talker + `phones: "00907a000001": configFiles: after: ["a.cfg"]`,
		pushesToTalk(`6 persistent`, `people`, `ptt.channel.1.label`, `3 label`), same},
	{"restart-loop", // of all handsets, on one of them
		logins(`enabled: true`) + `users: a: {directory: "ward", password: secret: "a", params: device: "set": true}` + "\n" + `configFiles: after: ["all.cfg"]` + "\n" +
			`phones: "00907a000001": {profiles: directory: "ward", configFiles: after: [{file: "[PHONE_MAC_ADDRESS]-pbx.cfg", sets: ["prov.*"]}]}`,
		login + restarter,
		`5 "ward": note restart-loop: prov.login.persistent must be true here: a user in ward sets a parameter that restarts the handset, and each log-in would log the user out (CS-15-10), unless [PHONE_MAC_ADDRESS]-pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (device.set is set here: 3 "set") ([PHONE_MAC_ADDRESS]-pbx.cfg is named here: 5 "[PHONE_MAC_ADDRESS]-pbx.cfg")`, accepted},
	{"ptt-persistent", // which handsets of a model read: of what model a handset is, nobody knows
		logins(`enabled: true`) + talker + `models: SPIP650: configFiles: instead: [{file: "pbx.cfg", sets: ["*.persistent"]}]`,
		login + talker,
		`0 d: note ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"ptt-persistent", // the stronger of several
		logins(`enabled: true`) + talker + `models: A: configFiles: after: ["pbx.cfg"]` + "\n" + `models: B: configFiles: before: [{file: "x.cfg", sets: ["tone.*"]}]`,
		login + talker,
		`0 d: warning ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"profiles-not-enabled",
		logins(`enabled: false`) + withUser("a") + `configFiles: before: ["pbx.cfg"]`,
		logins(`enabled: true`) + withUser("a"),
		`2 enabled: warning profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in people, so nobody there can log in, unless pbx.cfg sets prov.login.enabled (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"profiles-not-enabled", // ours beat it
		logins(`enabled: false`) + withUser("a") + `configFiles: after: ["pbx.cfg"]`,
		logins(`enabled: true`) + withUser("a"),
		nobodyLogsIn(`2 enabled`, `people`), same},
	{"profiles-not-enabled", // on some handsets
		logins(``) + withUser("a") + `groups: g: configFiles: after: ["b.cfg"], groups: h: configFiles: after: ["c.cfg"]` + "\n" + `groups: {i: {profiles: directory: "others", configFiles: after: ["a.cfg"]}}`,
		logins(`enabled: true`) + withUser("a"),
		`0 d: warning profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in people, so nobody there can log in, unless b.cfg sets prov.login.enabled (b.cfg is named here: 4 "b.cfg")`, accepted},
	{"default-only-without-user",
		logins(`enabled: true, defaultOnly: true`) + pbx("after", `"prov.login.default*"`),
		logins(`enabled: true, defaultOnly: false`),
		`2 defaultOnly: note default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named, unless pbx.cfg sets prov.login.defaultUser (pbx.cfg is named here: 3 "pbx.cfg")`, accepted},
	{"default-only-without-user", // it may be off
		logins(`enabled: true, defaultOnly: true, defaultUser: ""`) + pbx("before", `"*.defaultOnly"`),
		logins(`enabled: true, defaultOnly: false`),
		`2 defaultOnly: note default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named, unless pbx.cfg sets prov.login.defaultOnly (pbx.cfg is named here: 3 "pbx.cfg")`, accepted},
	{"default-only-without-user", // ours beat it
		logins(`enabled: true, defaultOnly: true, defaultUser: ""`) + `configFiles: after: ["pbx.cfg"]`,
		logins(`enabled: true, defaultOnly: false`),
		`2 defaultOnly: error default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named`, same},
	{"default-user-unknown",
		logins(`enabled: true, defaultUser: "b"`) + withUser("a") + `configFiles: before: ["pbx.cfg"]`,
		logins(`enabled: true`) + withUser("a"),
		`2 defaultUser: warning default-user-unknown: prov.login.defaultUser b has no profile in people, unless pbx.cfg sets prov.login.defaultUser (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"default-user-unknown", // a default password of somebody else's
		logins(`enabled: true, defaultUser: "a"`) + withUser("a") + pbx("after", `"prov.login.defaultPassword"`),
		logins(`enabled: true`) + withUser("a"),
		`2 defaultUser: note default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails, unless pbx.cfg sets prov.login.defaultPassword (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"default-user-unknown", // ours beats it
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "b"`) + withUser("a") + `configFiles: after: ["pbx.cfg"]`,
		logins(`enabled: true`) + withUser("a"),
		`2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, same},
	{"default-user-unknown", // the password of all may be somebody else's, where the user has none
		logins(`enabled: true, persistent: true, defaultUser: "a", defaultPassword: secret: "b"`) + `users: a: params: up: idleTimeout: 5` + "\n" + pbx("before", `"prov.login.localPassword"`),
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a") + pbx("before", `"prov.login.localPassword"`),
		`2 defaultPassword: note default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails, unless pbx.cfg sets prov.login.localPassword (pbx.cfg is named here: 4 "pbx.cfg")
3 a: note user-password-default: user a has no password, so the vendor's default 123 opens the profile, unless pbx.cfg sets prov.login.localPassword; write password: {secret: "name"} (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"default-user-with-required",
		logins(`enabled: true, required: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a") + `configFiles: before: ["pbx.cfg"]`,
		logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + withUser("a"),
		`2 defaultUser: note default-user-with-required: prov.login.defaultUser is for handsets that do not require log-in, and prov.login.required is true (CS-15-10), unless pbx.cfg sets prov.login.required (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"authorized-without-required",
		logins(`enabled: true`) + authorizedNumbers(1) + `configFiles: after: ["pbx.cfg"]`,
		login + authorizedNumbers(1),
		`3 [: note authorized-without-required: ` + notRequired + `, unless pbx.cfg sets prov.login.required (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"automatic-logout-off", // a password within a URL is not shown
		`params: prov: login: enabled: true` + "\n" + `configFiles: after: ["https://pbx:hunter2@pbx.example/a.cfg"]`,
		login,
		`0 d: note automatic-logout-off: users stay logged in until they log out: prov.login.automaticLogout is not set, and the same user on several handsets is not supported (CS-15-10), unless https://pbx:(secret)@pbx.example/a.cfg sets prov.login.automaticLogout (https://pbx:(secret)@pbx.example/a.cfg is named here: 2 "https://pbx:hunter2@pbx.example/a.cfg")`, accepted},
	{"automatic-logout-off",
		`params: prov: login: enabled: true` + "\n" + pbx("after", `"prov.login.*"`),
		login,
		`0 d: note automatic-logout-off: users stay logged in until they log out: prov.login.automaticLogout is not set, and the same user on several handsets is not supported (CS-15-10), unless pbx.cfg sets prov.login.automaticLogout (pbx.cfg is named here: 2 "pbx.cfg")`, accepted},
	{"changes-not-fetched",
		pbx("after", `"prov.polling.*"`),
		login,
		`0 d: note changes-not-fetched: handsets take changes when they boot or somebody logs in: prov.polling.enabled is not true, unless pbx.cfg sets prov.polling.enabled (pbx.cfg is named here: 1 "pbx.cfg")`, accepted},
}

const mustPersist = `prov.login.persistent must be true here: a user in people sets push-to-talk parameters, and each log-in would restart the handset and log the user out (CS-15-10)`
