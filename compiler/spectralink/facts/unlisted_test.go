package facts_test

import (
	"strings"

	"provc/compiler/spectralink/deploytest"
)

const (
	taken  = " is in the catalogue, and params takes this value; write params: "
	aside  = "unlisted sets a rule of the catalogue aside: "
	lacks  = " is not in the catalogue: its value goes out unchecked"
	twice  = " stands in params and in unlisted of one layer; keep one of them"
	inText = " is secret, but its value stands in the configuration; write {secret: \"name\"} and keep the value out of git"
)

// Checks of what stands under unlisted.
var unlistedChecks = []deploytest.Case{
	// A value that the catalogue does not allow, and one that it does.
	{Check: "unlisted-known", Bad: `unlisted: "powerSaving.officeHours.duration.sunday": 13`, Good: `params: powerSaving: officeHours: duration: sunday: 12`,
		Says: `1 "powerSaving.officeHours.duration.sunday": warning unlisted-known: ` + aside + `powerSaving.officeHours.duration.sunday must be a whole number from 0 to 12: found 13`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", Bad: `unlisted: "powerSaving.officeHours.duration.sunday": 12`, Good: `params: powerSaving: officeHours: duration: sunday: 12`,
		Says: `1 "powerSaving.officeHours.duration.sunday": warning unlisted-known: powerSaving.officeHours.duration.sunday` + taken + `powerSaving: officeHours: duration: sunday: 12`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", Bad: deploytest.Login + `users: a: {password: secret: "a", unlisted: "reg.34.label": "x \"y\""}`, Good: deploytest.Login + deploytest.WithUser("a"),
		Says: `3 "reg.34.label": warning unlisted-known: reg.34.label` + taken + `reg: "34": label: "x \"y\""`, Plain: deploytest.Accepted},
	// As a handset reads it, the value is the same.
	{Check: "unlisted-known", Bad: `unlisted: {"feature.presence.enabled": 1, "reg.1.auth.optimizedInFailover": "0", "ptt.emergencyChannel.volume": -9}`, Good: `unlisted: "up.shiny": 1`,
		Says: `1 "feature.presence.enabled": warning unlisted-known: feature.presence.enabled` + taken + `feature: presence: enabled: true
1 "reg.1.auth.optimizedInFailover": warning unlisted-known: reg.1.auth.optimizedInFailover` + taken + `reg: "1": auth: optimizedInFailover: false
1 "ptt.emergencyChannel.volume": warning unlisted-known: ptt.emergencyChannel.volume` + taken + `ptt: "emergencyChannel.volume": -9`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", Bad: `unlisted: "feature.presence.enabled": "yes"`, Good: `unlisted: "up.shiny": "yes"`,
		Says: `1 "feature.presence.enabled": warning unlisted-known: ` + aside + `feature.presence.enabled must be true or false: found "yes"`, Plain: deploytest.Accepted},
	// An index beyond those that the catalogue knows.
	{Check: "unlisted-known", Bad: `groups: g: unlisted: "reg.35.label": "x"`, Good: `groups: g: unlisted: "reg.35.shiny": "x"`,
		Says: `1 "reg.35.label": warning unlisted-known: ` + aside + `the index of reg.35.label must be 1 to 34`, Plain: deploytest.Accepted},
	// Secrets are not shown.
	{Check: "unlisted-known", Bad: `unlisted: "reg.1.auth.password": secret: "sip"`, Good: `params: reg: "1": auth: password: secret: "sip"`,
		Says: `1 "reg.1.auth.password": warning unlisted-known: reg.1.auth.password` + taken + `reg: "1": auth: password: {secret: "…"}`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", Bad: `unlisted: "reg.1.label": secret: "sip"`, Good: `params: reg: "1": label: "sip"`,
		Says: `1 "reg.1.label": warning unlisted-known: ` + aside + `reg.1.label is no secret, and only secrets are taken from references`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", Bad: `unlisted: "reg.2.auth.password": "` + strings.Repeat("hidden", 50) + `"`, Good: `params: reg: "2": auth: password: secret: "hidden"`,
		Says: `1 "reg.2.auth.password": warning unlisted-known: ` + aside + `reg.2.auth.password must be printable text of at most 256 characters, or {secret: "name"}: found text of 300 characters
1 "` + strings.Repeat("hidden", 50) + `": warning literal-secret: reg.2.auth.password` + inText, Plain: deploytest.Accepted},
	// One finding a rule, at the first place.
	{Check: "unlisted-known", Bad: "groups: g: unlisted: \"up.idleTimeout\": -1\nphones: \"00907a000001\": unlisted: \"up.idleTimeout\": -2\nphones: \"00907a000002\": unlisted: \"up.idleTimeout\": 7", Good: ``,
		Says: `1 "up.idleTimeout": warning unlisted-known: ` + aside + `up.idleTimeout must be a whole number from 0 to 6553500: found -1
3 "up.idleTimeout": warning unlisted-known: up.idleTimeout` + taken + `up: idleTimeout: 7`, Plain: deploytest.Accepted},

	{Check: "unlisted-letter-case", Bad: `unlisted: "reg.7.lineKEYS": 2`, Good: `unlisted: "reg.7.lineKeyz": 2`,
		Says: `1 "reg.7.lineKEYS": error unlisted-letter-case: reg.7.lineKEYS differs from reg.7.lineKeys in letter case alone, and names are case-sensitive; write reg: "7": lineKeys:`, Plain: deploytest.Accepted},
	{Check: "unlisted-letter-case", Bad: `unlisted: "Prov.login.enabled": true`, Good: `unlisted: "prov.polling.shiny": true`,
		Says: `1 "Prov.login.enabled": error unlisted-letter-case: Prov.login.enabled differs from prov.login.enabled in letter case alone, and names are case-sensitive; write prov: login: enabled:`, Plain: deploytest.Accepted},

	{Check: "unlisted-elsewhere", Bad: `phones: "00907a000001": unlisted: "prov.login.shiny": true`, Good: `phones: "00907a000001": unlisted: "prov.logins.shiny": true`,
		Says: `1 "prov.login.shiny": error unlisted-elsewhere: phones.00907a000001.unlisted."prov.login.shiny": prov.login.* never goes into unlisted: write it in params, where it is checked`, Plain: deploytest.Same},
	{Check: "unlisted-elsewhere", Bad: `unlisted: "phoneLock.authorized.2.value": "110"`, Good: `unlisted: "phoneLock.shiny": "110"`,
		Says: `1 "phoneLock.authorized.2.value": error unlisted-elsewhere: unlisted."phoneLock.authorized.2.value": phoneLock.authorized.* never goes into unlisted: write authorizedNumbers, or params`, Plain: deploytest.Same},

	{Check: "unlisted-twice", Bad: `groups: g: {params: reg: "4": label: "x", unlisted: "reg.4.label": "y"}`, Good: `params: reg: "4": label: "x", groups: g: unlisted: "reg.4.label": "y"`,
		Says: `1 "reg.4.label": error unlisted-twice: reg.4.label` + twice + ` (the other is here: 1 label)`, Plain: deploytest.Same},
	{Check: "unlisted-twice", Bad: `params: ptt: "emergencyChannel.volume": -9, unlisted: "ptt.emergencyChannel.volume": -99`, Good: `params: ptt: emergencyChannel: 9, unlisted: "ptt.emergencyChannel.volume": -99`,
		Says: `1 "ptt.emergencyChannel.volume": error unlisted-twice: ptt.emergencyChannel.volume` + twice + ` (the other is here: 1 "emergencyChannel.volume")`, Plain: deploytest.Same},
	{Check: "unlisted-twice", Bad: deploytest.Login + `users: a: {password: secret: "a", params: reg: "1": auth: password: secret: "x", unlisted: "reg.1.auth.password": secret: "x"}`,
		Good: deploytest.Login + `users: a: {password: secret: "a", params: reg: "1": auth: password: secret: "x", unlisted: "reg.2.auth.password": secret: "x"}`,
		Says: `3 "reg.1.auth.password": error unlisted-twice: reg.1.auth.password` + twice + ` (the other is here: 3 password)`, Plain: deploytest.Same},
	{Check: "unlisted-twice", Bad: `params: bg: hiRes: color: bm: "1": em: name: "x", unlisted: "bg.hiRes.color.bm.1.em.name": "y"`, Good: `params: bg: hiRes: color: bm: "1": em: name: "x", unlisted: "bg.hiRes.color.bm.2.em.name": "y"`,
		Says: `1 "bg.hiRes.color.bm.1.em.name": error unlisted-twice: bg.hiRes.color.bm.1.em.name` + twice + ` (the other is here: 1 name)`, Plain: deploytest.Same},

	// Of names that the catalogue lacks, the name tells of a secret.
	{Check: "literal-secret", Bad: `unlisted: "up.my.adminPassword": "hidden"`, Good: `unlisted: {"up.my.adminPassword": secret: "hidden", "up.passwordLength": 8, "up.password.enabled": true, "up.spinning": "fast"}`,
		Says: `1 "hidden": warning literal-secret: up.my.adminPassword` + inText, Plain: deploytest.Accepted},
	{Check: "literal-secret", Bad: `unlisted: "up.my.pin": 4711`, Good: `unlisted: "up.my.pinned": 4711`,
		Says: `1 4711: warning literal-secret: up.my.pin` + inText, Plain: deploytest.Accepted},
	// Not even where the value is refused.
	{Check: "field-value", Bad: `unlisted: "up.my.password": "hidden\u0001"`, Good: `unlisted: "up.my.word": "shown"`,
		Says: `1 "hidden\u0001": error field-value: unlisted."up.my.password" must be printable text, a whole number, true or false, or {secret: "name"}: found text of 7 characters`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `unlisted: "up.my.word": "shown\u0001"`, Good: `unlisted: "up.my.word": "shown"`,
		Says: `1 "shown\u0001": error field-value: unlisted."up.my.word" must be printable text, a whole number, true or false, or {secret: "name"}: found "shown\x01"`, Plain: deploytest.Same},
	{Check: "field-value", Bad: `unlisted: "up.my": {word: "shown"}`, Good: `unlisted: "up.my.word": "shown"`,
		Says: `1 {: error field-value: unlisted."up.my" must be printable text, a whole number, true or false, or {secret: "name"}: found a struct; write "up.my.word", as one label`, Plain: deploytest.Same},
	{Check: "field-unknown", Bad: `unlisted: up: shiny: true`, Good: `unlisted: "up.shiny": true`,
		Says: `1 up: error field-unknown: unlisted.up: a parameter's name has parts of letters, digits, _ and -, joined by points: found up; write "up.shiny", as one label`, Plain: deploytest.Same},
	{Check: "unlisted-parameter", Bad: `unlisted: "reg.x.label": "y"`, Good: ``,
		Says: `1 "reg.x.label": warning unlisted-parameter: reg.x.label` + lacks + `; write a number in the place of x`, Plain: deploytest.Accepted},
	{Check: "unlisted-known", // a switch that is not on turns nothing on
		Bad: `unlisted: "prov.polling.enabled": "yes"`, Good: `params: prov: polling: enabled: true`,
		Says: `1 "prov.polling.enabled": warning unlisted-known: ` + aside + `prov.polling.enabled must be true or false: found "yes"`, Plain: deploytest.Accepted},
}
