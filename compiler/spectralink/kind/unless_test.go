package kind_test

import "provc/compiler/spectralink/deploytest"

// Findings that a file of somebody else's may make wrong.
var foreignChecks = []deploytest.Case{
	{Check: "ptt-persistent", // which may set anything
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.Talker + `configFiles: before: ["pbx.cfg"]`,
		Good: deploytest.Logins(`enabled: true, persistent: true`) + deploytest.Talker + `configFiles: before: ["pbx.cfg"]`,
		Says: `0 d: warning ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "ptt-persistent", // where we say nothing
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.Talker + `configFiles: after: ["pbx.cfg"]`,
		Good: deploytest.Logins(`enabled: true, persistent: true`) + deploytest.Talker + `configFiles: after: ["pbx.cfg"]`,
		Says: `0 d: warning ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "ptt-persistent", // which is declared to set it
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.Talker + `configFiles: before: ["tones.cfg", {file: "pbx.cfg", sets: ["reg.*", "prov.login.*"]}]`,
		Good: deploytest.Login + deploytest.Talker,
		Says: `0 d: note ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "ptt-persistent", // which sets other things
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.Talker + deploytest.PBX("before", `"reg.*", "prov.login.persistent.*", "prov.polling.*"`) + "configFiles: after: [{file: \"nothing.cfg\", sets: []}]\n",
		Good: deploytest.Login + deploytest.Talker,
		Says: deploytest.PushesToTalk(`0 d`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // a false of ours, whoever beats it
		Bad:  deploytest.Logins(`enabled: true, persistent: false`) + deploytest.Talker + `configFiles: before: ["pbx.cfg"]`,
		Good: deploytest.Login + deploytest.Talker,
		Says: deploytest.PushesToTalk(`2 persistent`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // which handsets of a group read alone
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.Talker + `groups: g: {profiles: directory: "others", params: prov: login: persistent: true}` + "\n" + `groups: h: configFiles: before: ["pbx.cfg"]`,
		Good: deploytest.Login + deploytest.Talker,
		Says: deploytest.PushesToTalk(`0 d`, `people`, `ptt.channel.1.label`, `3 label`) + "\n" +
			`0 d: warning ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 5 "pbx.cfg")`, Plain: deploytest.Same},
	{Check: "ptt-persistent", // which a handset of a group reads
		Bad:  deploytest.Login + deploytest.Talker + `groups: g: profiles: directory: "ward"` + "\n" + `groups: g: params: prov: login: automaticLogout: 20` + "\n" + `phones: "00907a000001": {params: prov: login: persistent: false, configFiles: after: ["a.cfg"]}`,
		Good: deploytest.Login + deploytest.Talker + `phones: "00907a000001": configFiles: after: ["a.cfg"]`,
		Says: deploytest.PushesToTalk(`6 persistent`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "restart-loop", // of all handsets, on one of them
		Bad: deploytest.Logins(`enabled: true`) + `users: a: {directory: "ward", password: secret: "a", params: device: "set": true}` + "\n" + `configFiles: after: ["all.cfg"]` + "\n" +
			`phones: "00907a000001": {profiles: directory: "ward", configFiles: after: [{file: "[PHONE_MAC_ADDRESS]-pbx.cfg", sets: ["prov.*"]}]}`,
		Good: deploytest.Login + deploytest.Restarter,
		Says: `5 "ward": note restart-loop: prov.login.persistent must be true here: a user in ward sets a parameter that restarts the handset, and each log-in would log the user out (CS-15-10), unless [PHONE_MAC_ADDRESS]-pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (device.set is set here: 3 "set") ([PHONE_MAC_ADDRESS]-pbx.cfg is named here: 5 "[PHONE_MAC_ADDRESS]-pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "ptt-persistent", // which handsets of a model read: of what model a handset is, nobody knows
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.Talker + `models: SPIP650: configFiles: instead: [{file: "pbx.cfg", sets: ["*.persistent"]}]`,
		Good: deploytest.Login + deploytest.Talker,
		Says: `0 d: note ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "ptt-persistent", // the stronger of several
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.Talker + `models: A: configFiles: after: ["pbx.cfg"]` + "\n" + `models: B: configFiles: before: [{file: "x.cfg", sets: ["tone.*"]}]`,
		Good: deploytest.Login + deploytest.Talker,
		Says: `0 d: warning ptt-persistent: ` + mustPersist + `, unless pbx.cfg sets prov.login.persistent; set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label) (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "profiles-not-enabled",
		Bad:  deploytest.Logins(`enabled: false`) + deploytest.WithUser("a") + `configFiles: before: ["pbx.cfg"]`,
		Good: deploytest.Logins(`enabled: true`) + deploytest.WithUser("a"),
		Says: `2 enabled: warning profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in people, so nobody there can log in, unless pbx.cfg sets prov.login.enabled (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "profiles-not-enabled", // ours beat it
		Bad:  deploytest.Logins(`enabled: false`) + deploytest.WithUser("a") + `configFiles: after: ["pbx.cfg"]`,
		Good: deploytest.Logins(`enabled: true`) + deploytest.WithUser("a"),
		Says: deploytest.NobodyLogsIn(`2 enabled`, `people`), Plain: deploytest.Same},
	{Check: "profiles-not-enabled", // on some handsets
		Bad:  deploytest.Logins(``) + deploytest.WithUser("a") + `groups: g: configFiles: after: ["b.cfg"], groups: h: configFiles: after: ["c.cfg"]` + "\n" + `groups: {i: {profiles: directory: "others", configFiles: after: ["a.cfg"]}}`,
		Good: deploytest.Logins(`enabled: true`) + deploytest.WithUser("a"),
		Says: `0 d: warning profiles-not-enabled: prov.login.enabled is true on no handset whose profiles lie in people, so nobody there can log in, unless b.cfg sets prov.login.enabled (b.cfg is named here: 4 "b.cfg")`, Plain: deploytest.Accepted},
	{Check: "default-only-without-user",
		Bad:  deploytest.Logins(`enabled: true, defaultOnly: true`) + deploytest.PBX("after", `"prov.login.default*"`),
		Good: deploytest.Logins(`enabled: true, defaultOnly: false`),
		Says: `2 defaultOnly: note default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named, unless pbx.cfg sets prov.login.defaultUser (pbx.cfg is named here: 3 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "default-only-without-user", // it may be off
		Bad:  deploytest.Logins(`enabled: true, defaultOnly: true, defaultUser: ""`) + deploytest.PBX("before", `"*.defaultOnly"`),
		Good: deploytest.Logins(`enabled: true, defaultOnly: false`),
		Says: `2 defaultOnly: note default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named, unless pbx.cfg sets prov.login.defaultOnly (pbx.cfg is named here: 3 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "default-only-without-user", // ours beat it
		Bad:  deploytest.Logins(`enabled: true, defaultOnly: true, defaultUser: ""`) + `configFiles: after: ["pbx.cfg"]`,
		Good: deploytest.Logins(`enabled: true, defaultOnly: false`),
		Says: `2 defaultOnly: error default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named`, Plain: deploytest.Same},
	{Check: "default-user-unknown",
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "b"`) + deploytest.WithUser("a") + `configFiles: before: ["pbx.cfg"]`,
		Good: deploytest.Logins(`enabled: true`) + deploytest.WithUser("a"),
		Says: `2 defaultUser: warning default-user-unknown: prov.login.defaultUser b has no profile in people, unless pbx.cfg sets prov.login.defaultUser (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "default-user-unknown", // a default password of somebody else's
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a"`) + deploytest.WithUser("a") + deploytest.PBX("after", `"prov.login.defaultPassword"`),
		Good: deploytest.Logins(`enabled: true`) + deploytest.WithUser("a"),
		Says: `2 defaultUser: note default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails, unless pbx.cfg sets prov.login.defaultPassword (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "default-user-unknown", // ours beats it
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "b"`) + deploytest.WithUser("a") + `configFiles: after: ["pbx.cfg"]`,
		Good: deploytest.Logins(`enabled: true`) + deploytest.WithUser("a"),
		Says: `2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // the password of all may be somebody else's, where the user has none
		Bad:  deploytest.Logins(`enabled: true, persistent: true, defaultUser: "a", defaultPassword: secret: "b"`) + `users: a: params: up: idleTimeout: 5` + "\n" + deploytest.PBX("before", `"prov.login.localPassword"`),
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a") + deploytest.PBX("before", `"prov.login.localPassword"`),
		Says: `2 defaultPassword: note default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails, unless pbx.cfg sets prov.login.localPassword (pbx.cfg is named here: 4 "pbx.cfg")
3 a: note user-password-default: user a has no password, so the vendor's default 123 opens the profile, unless pbx.cfg sets prov.login.localPassword; write password: {secret: "name"} (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "default-user-with-required",
		Bad:  deploytest.Logins(`enabled: true, required: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a") + `configFiles: before: ["pbx.cfg"]`,
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a"),
		Says: `2 defaultUser: note default-user-with-required: prov.login.defaultUser is for handsets that do not require log-in, and prov.login.required is true (CS-15-10), unless pbx.cfg sets prov.login.required (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "automatic-logout-off", // a password within a URL is not shown
		Bad:  `params: prov: login: enabled: true` + "\n" + `configFiles: after: ["https://pbx:hunter2@pbx.example/a.cfg"]`,
		Good: deploytest.Login,
		Says: `0 d: note automatic-logout-off: users stay logged in until they log out: prov.login.automaticLogout is not set, and the same user on several handsets is not supported (CS-15-10), unless https://pbx:(secret)@pbx.example/a.cfg sets prov.login.automaticLogout (https://pbx:(secret)@pbx.example/a.cfg is named here: 2 "https://pbx:hunter2@pbx.example/a.cfg")`, Plain: deploytest.Accepted},
	{Check: "automatic-logout-off",
		Bad:  `params: prov: login: enabled: true` + "\n" + deploytest.PBX("after", `"prov.login.*"`),
		Good: deploytest.Login,
		Says: `0 d: note automatic-logout-off: users stay logged in until they log out: prov.login.automaticLogout is not set, and the same user on several handsets is not supported (CS-15-10), unless pbx.cfg sets prov.login.automaticLogout (pbx.cfg is named here: 2 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "changes-not-fetched",
		Bad:  deploytest.PBX("after", `"prov.polling.*"`),
		Good: deploytest.Login,
		Says: `0 d: note changes-not-fetched: handsets take changes when they boot or somebody logs in: prov.polling.enabled is not true, unless pbx.cfg sets prov.polling.enabled (pbx.cfg is named here: 1 "pbx.cfg")`, Plain: deploytest.Accepted},
}

const mustPersist = `prov.login.persistent must be true here: a user in people sets push-to-talk parameters, and each log-in would restart the handset and log the user out (CS-15-10)`
