package relations_test

import (
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// Checks of what handsets do when somebody logs in, or is logged in by default.
var loginChecks = []deploytest.Case{
	{Check: "profiles-not-enabled", Bad: deploytest.Logins(`enabled: false`) + deploytest.WithUser("a"), Good: deploytest.Logins(`enabled: true`) + deploytest.WithUser("a"),
		Says: deploytest.NobodyLogsIn(`2 enabled`, `people`), Plain: deploytest.Same},
	{Check: "profiles-not-enabled", Bad: deploytest.Logins(``) + deploytest.WithUser("a"), Good: deploytest.Logins(`enabled: true`) + deploytest.WithUser("a"),
		Says: deploytest.NobodyLogsIn(`0 d`, `people`), Plain: deploytest.Same},
	{Check: "profiles-not-enabled", Bad: `params: prov: polling: enabled: true` + "\n" + deploytest.WithUser("a"), Good: `params: prov: {polling: enabled: true, login: enabled: true}` + "\n" + deploytest.WithUser("a"),
		Says: deploytest.NobodyLogsIn(`0 d`, `the master file's folder`), Plain: deploytest.Same},
	{Check: "profiles-not-enabled", Bad: deploytest.Logins(``) + deploytest.WithUser("a") + `groups: g: {profiles: directory: "others", params: prov: login: enabled: true}`,
		Good: deploytest.Logins(``) + deploytest.WithUser("a") + `groups: g: params: prov: login: enabled: true`,
		Says: deploytest.NobodyLogsIn(`0 d`, `people`), Plain: deploytest.Same},
	{Check: "profiles-not-enabled", Bad: deploytest.Logins(``) + deploytest.WithUser("a") + `phones: "00907a000001": {profiles: directory: "others", params: prov: login: enabled: true}`,
		Good: deploytest.Logins(``) + deploytest.WithUser("a") + `phones: "00907a000001": params: prov: login: enabled: true`,
		Says: deploytest.NobodyLogsIn(`0 d`, `people`), Plain: deploytest.Same},
	{Check: "profiles-not-enabled", // who names the directory, of those there the first by ID
		Bad:  `profiles: directory: "people", groups: g: profiles: directory: "ward"` + "\n" + `users: b: {directory: "ward", password: secret: "a"}` + "\n" + `users: a: {directory: "ward", password: secret: "a"}`,
		Good: `profiles: directory: "people", groups: g: {profiles: directory: "ward", params: prov: login: enabled: true}` + "\n" + `users: b: {directory: "ward", password: secret: "a"}`,
		Says: deploytest.NobodyLogsIn(`3 "ward"`, `ward`), Plain: deploytest.Same},
	{Check: "profiles-not-enabled", // the same in the other order
		Bad:  `profiles: directory: "people", groups: g: profiles: directory: "ward"` + "\n" + `users: a: {directory: "ward", password: secret: "a"}` + "\n" + `users: b: {directory: "ward", password: secret: "a"}`,
		Good: `profiles: directory: "people", groups: g: {profiles: directory: "ward", params: prov: login: enabled: true}` + "\n" + `users: a: {directory: "ward", password: secret: "a"}`,
		Says: deploytest.NobodyLogsIn(`2 "ward"`, `ward`), Plain: deploytest.Same},
	{Check: "profiles-not-enabled", // nobody needs to name the master file's folder
		Bad:  `profiles: directory: "people", groups: g: profiles: directory: ""` + "\n" + `users: a: {directory: "", password: secret: "a"}`,
		Good: `profiles: directory: "people", groups: g: {profiles: directory: "", params: prov: login: enabled: true}` + "\n" + `users: a: {directory: "", password: secret: "a"}`,
		Says: deploytest.NobodyLogsIn(`0 d`, `the master file's folder`), Plain: deploytest.Same},
	{Check: "automatic-logout-off", Bad: `params: prov: login: enabled: true`, Good: `params: prov: login: {enabled: true, automaticLogout: 1}`,
		Says: `0 d: note automatic-logout-off: users stay logged in until they log out: prov.login.automaticLogout is not set, and the same user on several handsets is not supported (CS-15-10)`, Plain: deploytest.Accepted},
	{Check: "automatic-logout-off", Bad: `params: prov: login: {enabled: true, automaticLogout: 0}`, Good: `params: prov: login: automaticLogout: 0`,
		Says: `1 automaticLogout: note automatic-logout-off: users stay logged in until they log out: prov.login.automaticLogout is 0, and the same user on several handsets is not supported (CS-15-10)`, Plain: deploytest.Accepted},
	{Check: "changes-not-fetched", Bad: "groups: g: params: prov: polling: enabled: true\nparams: prov: polling: mode: \"abs\"", Good: `params: prov: polling: enabled: true`,
		Says: `0 d: note changes-not-fetched: handsets take changes when they boot or somebody logs in: prov.polling.enabled is not true`, Plain: deploytest.Accepted},
	{Check: "changes-not-fetched", Bad: "phones: \"00907a000001\": params: prov: polling: enabled: true\nparams: prov: polling: mode: \"abs\"", Good: `params: prov: polling: enabled: true`,
		Says: `0 d: note changes-not-fetched: handsets take changes when they boot or somebody logs in: prov.polling.enabled is not true`, Plain: deploytest.Accepted},
	{Check: "changes-not-fetched", Bad: `params: prov: polling: enabled: false`, Good: `params: prov: polling: mode: "abs"`, // feature-off says so
		Says: `0 d: note changes-not-fetched: handsets take changes when they boot or somebody logs in: prov.polling.enabled is not true`, Plain: deploytest.Accepted},

	{Check: "ptt-persistent", Bad: deploytest.Logins(`enabled: true, persistent: false`) + deploytest.Talker, Good: deploytest.Logins(`enabled: true, persistent: true`) + deploytest.Talker,
		Says: deploytest.PushesToTalk(`2 persistent`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // absent is false
		Bad:  deploytest.Logins(`enabled: true`) + `users: a: {password: secret: "a", params: ptt: pageMode: group: "2": label: "x"}`,
		Good: deploytest.Logins(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: ptt: pageMode: group: "2": label: "x"}`,
		Says: deploytest.PushesToTalk(`0 d`, `people`, `ptt.pageMode.group.2.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // the first of several
		Bad:  deploytest.Logins(`enabled: true`) + `users: b: {password: secret: "a", params: ptt: channel: {"2": label: "x", "1": label: "x"}}` + "\n" + deploytest.Talker,
		Good: deploytest.Logins(`enabled: true, persistent: true`) + deploytest.Talker,
		Says: deploytest.PushesToTalk(`0 d`, `people`, `ptt.channel.2.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // a user's own file never satisfies it
		Bad:  deploytest.Logins(`enabled: true`) + `users: a: {password: secret: "a", params: {prov: login: persistent: true, ptt: channel: "1": label: "x"}}`,
		Good: deploytest.Logins(`enabled: true, persistent: true`) + deploytest.Talker,
		Says: `0 d: error ptt-persistent: prov.login.persistent must be true here: a user in people sets push-to-talk parameters, and each log-in would restart the handset and log the user out (CS-15-10); set prov: login: persistent: true (ptt.channel.1.label is set here: 3 label)
3 persistent: warning login-parameter-in-user-file: prov.login.persistent is about logging in, which has happened when a user's file is read`, Plain: deploytest.Same},
	{Check: "ptt-persistent", // a group's override
		Bad:  deploytest.Login + deploytest.Talker + `groups: g: params: prov: login: persistent: false`,
		Good: deploytest.Login + deploytest.Talker + `groups: g: {profiles: directory: "others", params: prov: login: persistent: false}`,
		Says: deploytest.PushesToTalk(`4 persistent`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // a handset's override
		Bad:  deploytest.Login + deploytest.Talker + `phones: "00907a000001": params: prov: login: persistent: false`,
		Good: deploytest.Login + deploytest.Talker + `phones: "00907a000001": {profiles: directory: "people", params: up: idleTimeout: 1}` + "\n" + `phones: "00907a000002": {profiles: directory: "others", params: prov: login: persistent: false}`,
		Says: deploytest.PushesToTalk(`4 persistent`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // a handset's directory with its group's parameters
		Bad:  deploytest.Login + deploytest.Talker + `groups: g: {profiles: directory: "others", params: prov: login: persistent: false}` + "\n" + `phones: "00907a000001": {group: "g", profiles: directory: "people"}`,
		Good: deploytest.Login + deploytest.Talker + `groups: g: {profiles: directory: "others", params: prov: login: persistent: false}` + "\n" + `phones: "00907a000001": group: "g"`,
		Says: deploytest.PushesToTalk(`4 persistent`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // where no parameter is wrong, the directory is told
		Bad:  `profiles: directory: "others", params: prov: login: enabled: true` + "\n" + `groups: g: profiles: directory: "people"` + "\n" + `users: a: {directory: "people", password: secret: "a", params: ptt: channel: "1": label: "x"}`,
		Good: `profiles: directory: "others", params: prov: login: enabled: true` + "\n" + `groups: g: {profiles: directory: "people", params: prov: login: persistent: true}` + "\n" + `users: a: {directory: "people", password: secret: "a", params: ptt: channel: "1": label: "x"}`,
		Says: deploytest.PushesToTalk(`2 "people"`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // any parameter of push to talk
		Bad:  deploytest.Logins(`enabled: true`) + `users: a: {password: secret: "a", params: ptt: defaultChannel: 3}`,
		Good: deploytest.Logins(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: ptt: defaultChannel: 3}`,
		Says: deploytest.PushesToTalk(`0 d`, `people`, `ptt.defaultChannel`, `3 defaultChannel`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // one of another release, too
		Bad:  deploytest.Logins(`enabled: true`) + `users: a: {password: secret: "a", unlisted: "ptt.shiny": 1}`,
		Good: deploytest.Logins(`enabled: true`) + `users: a: {password: secret: "a", params: ptt: {}}`,
		Says: deploytest.PushesToTalk(`0 d`, `people`, `ptt.shiny`, `3 "ptt.shiny"`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // nobody logs in on handsets that are not of the group
		Bad:  deploytest.Logins(``) + deploytest.Talker + `groups: g: params: prov: login: enabled: true`,
		Good: deploytest.Logins(``) + deploytest.Talker + `groups: g: params: prov: login: {enabled: true, persistent: true}`,
		Says: deploytest.PushesToTalk(`4 enabled`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // nor on a handset of the group
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.Talker + `groups: g: params: prov: login: persistent: true` + "\n" + `phones: "00907a000001": {group: "g", params: prov: login: persistent: false}`,
		Good: deploytest.Logins(`enabled: true, persistent: true`) + deploytest.Talker + `groups: g: params: prov: login: persistent: true` + "\n" + `phones: "00907a000001": {group: "g", params: prov: login: {persistent: false, enabled: false}}`,
		Says: deploytest.PushesToTalk(`0 d`, `people`, `ptt.channel.1.label`, `3 label`) + "\n" + deploytest.PushesToTalk(`5 persistent`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "ptt-persistent", // a file of others may let people in
		Bad:  deploytest.Logins(`persistent: false`) + deploytest.Talker + `groups: g: params: prov: login: {enabled: true, persistent: true}` + "\n" + `configFiles: before: [{file: "pbx.cfg", sets: ["prov.login.enabled"]}]`,
		Good: deploytest.Logins(`persistent: false`) + deploytest.Talker + `groups: g: params: prov: login: {enabled: true, persistent: true}` + "\n" + `configFiles: before: [{file: "pbx.cfg", sets: ["prov.login.automaticLogout"]}]`,
		Says: deploytest.PushesToTalk(`2 persistent`, `people`, `ptt.channel.1.label`, `3 label`), Plain: deploytest.Same},
	{Check: "restart-loop", // nobody logs in on handsets that are not of the group
		Bad:  deploytest.Logins(``) + deploytest.Restarter + `groups: g: params: prov: login: enabled: true`,
		Good: deploytest.Logins(``) + deploytest.Restarter + `groups: g: params: prov: login: {enabled: true, persistent: true}`,
		Says: restarts(`4 enabled`, `people`, `device.set`, `3 "set"`), Plain: deploytest.Same},
	{Check: "restart-loop", Bad: deploytest.Logins(`enabled: true`) + deploytest.Restarter, Good: deploytest.Logins(`enabled: true, persistent: true`) + deploytest.Restarter,
		Says: restarts(`0 d`, `people`, `device.set`, `3 "set"`), Plain: deploytest.Same},
	{Check: "restart-loop", Bad: "params: prov: login: enabled: true\n" + deploytest.Restarter, Good: "params: prov: login: {enabled: true, persistent: true}\n" + deploytest.Restarter,
		Says: restarts(`0 d`, `the master file's folder`, `device.set`, `2 "set"`), Plain: deploytest.Same},
	{Check: "restart-loop", Bad: deploytest.Logins(`enabled: true`) + `users: a: {password: secret: "a", params: {device: "set": true, ptt: channel: "1": label: "x", up: idleTimeout: 60}}`,
		Good: deploytest.Logins(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: {device: "set": true, ptt: channel: "1": label: "x", up: idleTimeout: 60}}`,
		Says: deploytest.PushesToTalk(`0 d`, `people`, `ptt.channel.1.label`, `3 label`) + "\n" + restarts(`0 d`, `people`, `device.set`, `3 "set"`) + "\n" +
			`3 idleTimeout: note restart-loop: whether up.idleTimeout restarts a handset is unknown: users set one such value, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice`, Plain: deploytest.Same},
	{Check: "restart-loop", // nobody knows
		Bad:  deploytest.Logins(`enabled: true`) + `users: b: {password: secret: "a", params: up: {idleTimeout: 60, backlight: onIntensity: 2}}` + "\n" + `users: a: {password: secret: "a", params: up: idleTimeout: 60}`,
		Good: deploytest.Logins(`enabled: true, persistent: true`) + `users: a: {password: secret: "a", params: up: idleTimeout: 60}`,
		Says: `3 idleTimeout: note restart-loop: whether up.idleTimeout restarts a handset is unknown: users set 3 such values, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice`, Plain: deploytest.Accepted},
	{Check: "restart-loop", // what restarts nothing is not counted, nor is what is about logging in
		Bad:  deploytest.Logins(`enabled: true`) + `users: a: {password: secret: "a", params: {reg: "1": "acd-login-logout": true, up: idleTimeout: 60}}`,
		Good: deploytest.Logins(`enabled: true`) + `users: a: {password: secret: "a", params: reg: "1": "acd-login-logout": true}`,
		Says: `3 idleTimeout: note restart-loop: whether up.idleTimeout restarts a handset is unknown: users set one such value, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice`, Plain: deploytest.Accepted},
	{Check: "restart-loop", // nobody knows of two directories
		Bad:  deploytest.Logins(`enabled: true`) + `groups: g: profiles: directory: "ward"` + "\n" + `users: b: {directory: "ward", password: secret: "a", params: up: idleTimeout: 60}` + "\n" + `users: a: {password: secret: "a", params: up: idleTimeout: 60}`,
		Good: deploytest.Logins(`enabled: true`) + `groups: g: profiles: directory: "ward"` + "\n" + `users: b: {directory: "ward", password: secret: "a"}`,
		Says: `4 idleTimeout: note restart-loop: whether up.idleTimeout restarts a handset is unknown: users set 2 such values, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice`, Plain: deploytest.Accepted},

	{Check: "default-user-unknown", Bad: deploytest.Logins(`enabled: true, defaultUser: "b", defaultPassword: secret: "a"`) + deploytest.WithUser("a"),
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a"),
		Says: `2 defaultUser: error default-user-unknown: prov.login.defaultUser b has no profile in people`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // in the handset's own directory
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a") + `groups: g: profiles: directory: ""`,
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a") + `groups: g: {profiles: directory: "others", params: prov: login: defaultUser: ""}`,
		Says: `2 defaultUser: error default-user-unknown: prov.login.defaultUser a has no profile in the master file's folder`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // a handset's own
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.WithUser("a") + `phones: "00907a000001": params: prov: login: {defaultUser: "b", defaultPassword: secret: "a"}`,
		Good: deploytest.Logins(`enabled: true`) + deploytest.WithUser("a") + `phones: "00907a000001": params: prov: login: {defaultUser: "a", defaultPassword: secret: "a"}`,
		Says: `4 defaultUser: error default-user-unknown: prov.login.defaultUser b has no profile in people`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // of several kinds of handset
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.WithUser("a") + `groups: g: params: prov: login: defaultUser: "b"` + "\n" + `phones: {"00907a000001": params: prov: login: defaultUser: "c", "00907a000002": params: prov: login: defaultUser: "d"}`,
		Good: deploytest.Logins(`enabled: true`) + deploytest.WithUser("a"),
		Says: `4 defaultUser: error default-user-unknown: prov.login.defaultUser b has no profile in people
5 defaultUser: error default-user-unknown: prov.login.defaultUser c has no profile in people
5 defaultUser: error default-user-unknown: prov.login.defaultUser d has no profile in people`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // the passwords differ
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "b"`) + deploytest.WithUser("a"),
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a"),
		Says: `2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // only one is there
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a"`) + deploytest.WithUser("a"),
		Good: deploytest.Logins(`enabled: true, defaultUser: "a"`) + `users: a: password: ""`,
		Says: `2 defaultUser: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // what handsets say opens a profile without a password
		Bad:  deploytest.Logins(`enabled: true, persistent: true, defaultUser: "a", defaultPassword: secret: "b", localPassword: secret: "c"`) + `users: a: params: up: idleTimeout: 5`,
		Good: deploytest.Logins(`enabled: true, persistent: true, defaultUser: "a", defaultPassword: secret: "b", localPassword: secret: "b"`) + `users: a: params: up: idleTimeout: 5`,
		Says: `2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // the user's own beats it
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "b", localPassword: secret: "b"`) + deploytest.WithUser("a"),
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a", localPassword: secret: "b"`) + deploytest.WithUser("a"),
		Says: `2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // a secret's name is no password
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: "a"`) + deploytest.WithUser("a"),
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a"),
		Says: `2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails
2 "a": warning literal-secret: prov.login.defaultPassword is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // the vendor's password is that of who has none
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: "1234"`) + `users: a: params: prov: polling: enabled: true`,
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a"),
		Says: `2 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails
2 "1234": warning literal-secret: prov.login.defaultPassword is secret, but its value stands in the configuration; write {secret: "name"} and keep the value out of git
3 a: warning user-password-default: user a has no password, so the vendor's default 123 opens the profile; write password: {secret: "name"}
3 enabled: note restart-loop: whether prov.polling.enabled restarts a handset is unknown: users set one such value, and not every handset keeps them logged in over a restart; prov.login.persistent: true is the safe choice`, Plain: deploytest.Same},
	{Check: "default-only-without-user", Bad: deploytest.Logins(`enabled: true, defaultOnly: true`) + deploytest.WithUser("a"),
		Good: deploytest.Logins(`enabled: true, defaultOnly: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a"),
		Says: `2 defaultOnly: error default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named`, Plain: deploytest.Same},
	{Check: "default-only-without-user", Bad: deploytest.Logins(`enabled: true, defaultOnly: true, defaultUser: ""`) + deploytest.WithUser("a"),
		Good: deploytest.Logins(`enabled: true, defaultOnly: false`) + deploytest.WithUser("a"),
		Says: `2 defaultOnly: error default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named`, Plain: deploytest.Same},
	{Check: "default-only-without-user", // on one handset alone
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.WithUser("a") + `phones: "00907a000001": params: prov: login: defaultOnly: true`,
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a") + `phones: "00907a000001": params: prov: login: defaultOnly: true`,
		Says: `4 defaultOnly: error default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // with a password of the handset alone
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a") + `phones: "00907a000001": params: prov: login: defaultPassword: secret: "b"`,
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a") + `phones: "00907a000001": params: prov: login: defaultPassword: secret: "a"`,
		Says: `4 defaultPassword: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails`, Plain: deploytest.Same},
	{Check: "default-user-unknown", // the vendor's password of who has none, and none that is given
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a"`) + `users: a: params: prov: login: "localPassword.hashed": true`,
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a"),
		Says: `2 defaultUser: error default-user-unknown: prov.login.defaultPassword differs from the password of user a, so the default log-in fails
3 a: warning user-password-default: user a has no password, so the vendor's default 123 opens the profile; write password: {secret: "name"}`, Plain: deploytest.Same},
	{Check: "default-only-locks-out", Bad: deploytest.Logins(alone+`"a"`) + deploytest.WithUser("a") + deploytest.WithUser("b"),
		Good: deploytest.Logins(alone+`"a"`) + deploytest.WithUser("a"),
		Says: `2 defaultOnly: warning default-only-locks-out: ` + lockedOut("one user"), Plain: deploytest.Accepted},
	{Check: "default-only-locks-out", Bad: deploytest.Logins(alone+`"a"`) + deploytest.WithUser("a") + deploytest.WithUser("b") + deploytest.WithUser("c") + `groups: g: {profiles: directory: "x", params: prov: login: defaultUser: ""}`,
		Good: deploytest.Logins(alone+`"a"`) + deploytest.WithUser("a") + deploytest.WithUser("b") + deploytest.WithUser("c") + `groups: g: params: prov: login: defaultOnly: false`,
		Says: `2 defaultOnly: warning default-only-locks-out: ` + lockedOut("2 users") + `
2 defaultOnly: error default-only-without-user: prov.login.defaultOnly is true, but no prov.login.defaultUser is named`, Plain: deploytest.Same},
	{Check: "default-only-locks-out", // a handset that lets in another, one on which nobody can log in, and one for others
		Bad:  deploytest.Logins(alone+`"a"`) + deploytest.WithUser("a") + deploytest.WithUser("b") + deploytest.WithUser("c") + `phones: {"00907a000001": params: prov: login: defaultUser: "c", "00907a000002": params: prov: login: {enabled: false, defaultOnly: false}, "00907a000003": {profiles: directory: "x", params: prov: login: {defaultOnly: false, defaultUser: ""}}}`,
		Good: deploytest.Logins(alone+`"a"`) + deploytest.WithUser("a") + deploytest.WithUser("c") + `phones: "00907a000001": params: prov: login: defaultUser: "c"`,
		Says: `2 defaultOnly: warning default-only-locks-out: ` + lockedOut("one user"), Plain: deploytest.Accepted},
	{Check: "default-only-locks-out", // a file of others may let more in
		Bad:  deploytest.Logins(alone+`"a"`) + deploytest.WithUser("a") + deploytest.WithUser("b") + `configFiles: before: ["pbx.cfg"]`,
		Good: deploytest.Logins(alone+`"a"`) + deploytest.WithUser("a"),
		Says: `2 defaultOnly: note default-only-locks-out: prov.login.defaultOnly lets in the default user alone, and nobody else in people can log in anywhere, unless pbx.cfg sets prov.login.defaultOnly: found one user (pbx.cfg is named here: 5 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "default-user-with-required", // on one handset alone
		Bad:  deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a") + `phones: "00907a000001": params: prov: login: required: true`,
		Good: deploytest.Logins(`enabled: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a") + `phones: "00907a000001": params: prov: login: required: false`,
		Says: `2 defaultUser: warning default-user-with-required: prov.login.defaultUser is for handsets that do not require log-in, and prov.login.required is true (CS-15-10)`, Plain: deploytest.Accepted},
	{Check: "default-user-with-required", Bad: deploytest.Logins(`enabled: true, required: true, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a"),
		Good: deploytest.Logins(`enabled: true, required: false, defaultUser: "a", defaultPassword: secret: "a"`) + deploytest.WithUser("a"),
		Says: `2 defaultUser: warning default-user-with-required: prov.login.defaultUser is for handsets that do not require log-in, and prov.login.required is true (CS-15-10)`, Plain: deploytest.Accepted},
}

// alone lets in nobody but a default user.
const alone = `enabled: true, defaultOnly: true, defaultPassword: secret: "a", defaultUser: `

func lockedOut(who string) string {
	return "prov.login.defaultOnly lets in the default user alone, and nobody else in people can log in anywhere: found " + who
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
		c := deploytest.Compile(t, deploytest.Logins(`enabled: true, defaultUser: "ana", `+x.given)+`users: ana: {params: up: idleTimeout: 1, `+x.own+`}`)
		if c.Findings.HasErrors() == x.works {
			t.Errorf("%+v:\n%s", x, c.Text(c.Findings))
		}
	}
}
