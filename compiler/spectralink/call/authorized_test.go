package call_test

import "provc/compiler/spectralink/deploytest"

// Checks of authorized numbers. The strongest layer that lists some decides, and
// log-in is that of the handset.
var authorizedChecks = []deploytest.Case{
	{Check: "authorized-without-required", Bad: deploytest.Logins(`enabled: true`) + deploytest.AuthorizedNumbers(1), Good: deploytest.Logins(`enabled: true, required: true`) + deploytest.AuthorizedNumbers(1),
		Says: `3 [: warning authorized-without-required: ` + notRequired, Plain: deploytest.Accepted},
	{Check: "authorized-without-required", Bad: deploytest.Logins(`enabled: true, required: false`) + `groups: g: {` + deploytest.AuthorizedNumbers(1) + `}`,
		Good: deploytest.Logins(`enabled: true, required: false`) + `groups: g: {params: prov: login: required: true, ` + deploytest.AuthorizedNumbers(1) + `}`,
		Says: `3 [: warning authorized-without-required: ` + notRequired, Plain: deploytest.Accepted},
	{Check: "authorized-without-required", // one kind of handset that requires log-in is enough
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.AuthorizedNumbers(1) + `groups: g: {params: prov: login: required: true, ` + deploytest.AuthorizedNumbers(1) + `}`,
		Good: deploytest.Logins(`enabled: true`) + deploytest.AuthorizedNumbers(1) + `groups: g: params: prov: login: required: true`,
		Says: `3 [: warning authorized-without-required: ` + notRequired, Plain: deploytest.Accepted},
	{Check: "authorized-without-required", // a handset among them
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.AuthorizedNumbers(1) + `phones: "00907a000001": params: prov: login: enabled: true`,
		Good: deploytest.Logins(`enabled: true`) + deploytest.AuthorizedNumbers(1) + `phones: "00907a000001": params: prov: login: required: true`,
		Says: `3 [: warning authorized-without-required: ` + notRequired, Plain: deploytest.Accepted},
	{Check: "authorized-without-required", // a handset's numbers with its group's log-in
		Bad:  deploytest.Logins(`required: true`) + "groups: g: params: prov: login: required: false\n" + `phones: "00907a000001": {group: "g", ` + deploytest.AuthorizedNumbers(1) + `}`,
		Good: deploytest.Logins(`required: true`) + "groups: g: params: prov: login: required: false\n" + `phones: "00907a000001": {group: "g", ` + deploytest.AuthorizedNumbers(0) + `}`,
		Says: `4 [: warning authorized-without-required: ` + notRequired, Plain: deploytest.Accepted},
	{Check: "authorized-without-required", // a handset that locks offers them
		Bad:  deploytest.Logins(`enabled: true`) + `groups: g: {` + deploytest.AuthorizedNumbers(1) + `}`,
		Good: deploytest.Logins(`enabled: true`) + lockOn + `groups: g: {` + deploytest.AuthorizedNumbers(1) + `}`,
		Says: `3 [: warning authorized-without-required: ` + notRequired, Plain: deploytest.Accepted},
	{Check: "authorized-without-required", // numbers in parameters are the same
		Bad: deploytest.Logins(`enabled: true`) + slot("4", "5100"), Good: deploytest.Logins(`enabled: true`) + slot("4", ""),
		Says: `3 value: warning authorized-without-required: ` + notRequired, Plain: deploytest.Accepted},

	{Check: "authorized-disabled", Bad: deploytest.Login + deploytest.AuthorizedNumbers(1) + lockOff, Good: deploytest.Login + deploytest.AuthorizedNumbers(1) + lockOn,
		Says: `4 enabled: error authorized-disabled: ` + needsLock, Plain: deploytest.Same},
	{Check: "authorized-disabled", Bad: deploytest.Login + deploytest.AuthorizedNumbers(1) + `groups: g: {` + keysOff + `}`, Good: deploytest.Login + `groups: g: {` + keysOff + `}`,
		Says: `4 enabled: error authorized-disabled: ` + needsKeys, Plain: deploytest.Same},
	{Check: "authorized-disabled", // where the numbers are in effect
		Bad:  deploytest.Login + deploytest.AuthorizedNumbers(1) + `phones: "00907a000001": {` + keysOff + `}`,
		Good: deploytest.Login + `groups: g: {` + deploytest.AuthorizedNumbers(1) + `}` + "\n" + `phones: "00907a000001": {` + keysOff + lockOff + `}`,
		Says: `4 enabled: error authorized-disabled: ` + needsKeys, Plain: deploytest.Same},
	{Check: "authorized-disabled", // a group's own numbers turn on what is off below
		Bad: deploytest.Login + lockOff + deploytest.AuthorizedNumbers(1), Good: deploytest.Login + lockOff + `groups: g: {` + deploytest.AuthorizedNumbers(1) + `}`,
		Says: `3 enabled: error authorized-disabled: ` + needsLock, Plain: deploytest.Same},
	{Check: "authorized-disabled", // handsets that ask for nothing call whom they want
		Bad:  deploytest.Login + deploytest.AuthorizedNumbers(1) + `groups: g: params: {prov: login: required: true, phoneLock: enabled: false}`,
		Good: deploytest.Login + deploytest.AuthorizedNumbers(1) + `groups: g: params: {` + optional + `, phoneLock: enabled: false}`,
		Says: `4 enabled: error authorized-disabled: ` + needsLock, Plain: deploytest.Same},
	{Check: "authorized-disabled", // unless they lock
		Bad:  deploytest.Logins(`enabled: true`) + lockOn + deploytest.AuthorizedNumbers(1) + `groups: g: {` + keysOff + `}`,
		Good: deploytest.Logins(`enabled: true`) + lockOn + deploytest.AuthorizedNumbers(1) + `groups: g: {` + deploytest.AuthorizedNumbers(0) + keysOff + `}`,
		Says: `5 enabled: error authorized-disabled: ` + needsKeys, Plain: deploytest.Same},
	{Check: "authorized-disabled", // numbers in parameters, and a layer that contradicts itself
		Bad: slot("1", "5100") + lockOff, Good: slot("1", "") + lockOff,
		Says: `2 enabled: error authorized-disabled: ` + needsLock, Plain: deploytest.Same},
	{Check: "authorized-disabled", // a file of others may turn it on
		Bad: deploytest.Login + deploytest.AuthorizedNumbers(1) + lockOff + `configFiles: before: [{file: "pbx.cfg", sets: ["phoneLock.enabled"]}]`, Good: deploytest.Login + deploytest.AuthorizedNumbers(1),
		Says: `4 enabled: note authorized-disabled: ` + needsLock + `, unless pbx.cfg sets phoneLock.enabled (pbx.cfg is named here: 5 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "authorized-disabled", // in a user's file
		Bad:  deploytest.Login + `groups: g: {` + deploytest.AuthorizedNumbers(1) + `}` + "\n" + `users: a: {password: secret: "a", ` + keysOff + `}`,
		Good: deploytest.Login + deploytest.AuthorizedNumbers(0) + `users: a: {password: secret: "a", ` + keysOff + `}`,
		Says: `5 enabled: warning authorized-disabled: feature.enhancedFeatureKeys.enabled is false in a user's file, and authorized numbers of handsets there need enhanced feature keys`, Plain: deploytest.Accepted},
	{Check: "authorized-disabled", // which may turn it on
		Bad:  deploytest.Login + deploytest.AuthorizedNumbers(1) + `users: a: {password: secret: "a", ` + lockOff + `}`,
		Good: deploytest.Login + deploytest.AuthorizedNumbers(1) + `users: a: {password: secret: "a", ` + lockOn + `}`,
		Says: `4 enabled: warning authorized-disabled: phoneLock.enabled is false in a user's file, and authorized numbers of handsets there need the Phone Lock feature (CS-15-10)`, Plain: deploytest.Accepted},
	{Check: "authorized-disabled", // whose profile lies where handsets have some
		Bad:  deploytest.Login + `groups: g: {profiles: directory: "others", ` + deploytest.AuthorizedNumbers(1) + `}` + "\n" + `users: a: {directory: "others", password: secret: "a", ` + lockOff + `}`,
		Good: deploytest.Login + `groups: g: {profiles: directory: "others", ` + deploytest.AuthorizedNumbers(1) + `}` + "\n" + `users: a: {password: secret: "a", ` + lockOff + `}`,
		Says: `5 enabled: warning authorized-disabled: phoneLock.enabled is false in a user's file, and authorized numbers of handsets there need the Phone Lock feature (CS-15-10)`, Plain: deploytest.Accepted},

	{Check: "authorized-replaced", Bad: deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "5200"}]`,
		Good: deploytest.Login + ownLine + `authorizedNumbers: [{value: "112", description: "Emergency"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "5200"}, {value: "112", description: "Help"}]`,
		Says: `5 [: warning authorized-replaced: ` + replaced(`112 and 5100`) + ` (112 is listed here: 4 {) (5100 is listed here: 4 {)`, Plain: deploytest.Accepted},
	{Check: "authorized-replaced", // those of the layers below, taken together
		Bad:  deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `phones: "00907a000001": {group: "g", authorizedNumbers: [{value: "5100"}]}`,
		Good: deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `phones: "00907a000001": {authorizedNumbers: [{value: "112"}]}`,
		Says: `6 [: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 5 {)`, Plain: deploytest.Accepted},
	{Check: "authorized-replaced", // once a layer, though handsets of the group differ
		Bad:  deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "5100"}]` + "\n" + `phones: {"00907a000001": {group: "g", profiles: directory: ""}, "00907a000002": {group: "g", profiles: directory: "x"}}`,
		Good: deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: {params: ` + optional + `, authorizedNumbers: []}`,
		Says: `5 [: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 4 {)`, Plain: deploytest.Accepted},
	{Check: "authorized-replaced", // where log-in is required
		Bad:  deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: {params: ` + optional + `, authorizedNumbers: [{value: "5100"}]}` + "\n" + `phones: "00907a000001": {group: "g", params: prov: login: required: true}`,
		Good: deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: {params: prov: login: enabled: false, authorizedNumbers: [{value: "5100"}]}`,
		Says: `5 [: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 4 {)`, Plain: deploytest.Accepted},
	{Check: "authorized-replaced", // an emergency number is not gone
		Bad:  deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}, {value: "5100"}], params: dialplan: routing: emergency: "2": value: "999,112"` + "\n" + `groups: g: authorizedNumbers: [{value: "5200"}]`,
		Good: deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}, {value: "999"}], params: dialplan: routing: emergency: "2": value: "999,112"` + "\n" + `groups: g: authorizedNumbers: [{value: "5200"}]`,
		Says: `5 [: warning authorized-replaced: ` + replaced(`5100`) + ` (5100 is listed here: 4 {)`, Plain: deploytest.Accepted},
	{Check: "authorized-replaced", // one place, by a parameter
		Bad:  deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `groups: g: {` + slot("1", "5200") + `}`,
		Good: deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `groups: g: {` + slot("3", "5200") + `}`,
		Says: `5 value: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 4 {)`, Plain: deploytest.Accepted},
	{Check: "authorized-replaced", // an empty list is meant
		Bad:  deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}], params: dialplan: routing: emergency: "1": value: "999"` + "\n" + `groups: g: authorizedNumbers: [{value: "5100"}]`,
		Good: deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}], params: dialplan: routing: emergency: "1": value: "999"` + "\n" + `groups: g: authorizedNumbers: []`,
		Says: `5 [: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 4 {)`, Plain: deploytest.Accepted},
	{Check: "authorized-replaced", // where a number that must be callable is missing, that is told; where a line is missing, both are
		Bad:  deploytest.Login + `emergencyNumbers: ["5100"], authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "5100"}]`,
		Good: deploytest.Login + ownLine + `emergencyNumbers: ["112"], authorizedNumbers: [{value: "112"}]`,
		Says: `4 [: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 3 {)`, Plain: deploytest.Same},
	{Check: "authorized-replaced", // a file of others may list it
		Bad:  deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}], configFiles: before: ["pbx.cfg"]` + "\n" + `groups: g: authorizedNumbers: [{value: "5100"}]`,
		Good: deploytest.Login + ownLine + `authorizedNumbers: [{value: "112"}]`,
		Says: `5 [: note authorized-replaced: ` + unlessPBX(replaced(`112`), `phoneLock.authorized.*`) + ` (112 is listed here: 4 {) (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "authorized-twice", Bad: deploytest.Login + deploytest.AuthorizedNumbers(1) + `params: phoneLock: authorized: "1": value: "1"`,
		Good: deploytest.Login + `params: phoneLock: authorized: "1": value: "1"`,
		Says: `4 value: error authorized-twice: phoneLock.authorized is declared beside authorizedNumbers, which writes it`, Plain: deploytest.Same},
	{Check: "authorized-twice", Bad: deploytest.Login + `phones: "00907a000001": {` + deploytest.AuthorizedNumbers(1) + `params: phoneLock: authorized: "2": description: "x"}`,
		Good: deploytest.Login + deploytest.AuthorizedNumbers(1) + `phones: "00907a000001": params: phoneLock: authorized: "2": description: "x"`,
		Says: `4 description: error authorized-twice: phoneLock.authorized is declared beside authorizedNumbers, which writes it`, Plain: deploytest.Same},
	{Check: "authorized-without-required",
		Bad:  deploytest.Logins(`enabled: true`) + deploytest.AuthorizedNumbers(1) + `configFiles: after: ["pbx.cfg"]`,
		Good: deploytest.Login + deploytest.AuthorizedNumbers(1),
		Says: `3 [: note authorized-without-required: ` + notRequired + `, unless pbx.cfg sets prov.login.required (pbx.cfg is named here: 4 "pbx.cfg")`, Plain: deploytest.Accepted},
}

// slot is an authorized number in the parameters' own names.
func slot(n, number string) string {
	return `params: phoneLock: authorized: "` + n + `": value: "` + number + `"` + "\n"
}

const (
	lockOff  = `params: phoneLock: enabled: false` + "\n"
	lockOn   = `params: phoneLock: enabled: true` + "\n"
	keysOff  = `params: feature: enhancedFeatureKeys: enabled: false` + "\n"
	optional = `prov: login: required: false`
	ownLine  = `params: reg: "1": {address: "ward", server: "1": address: "sip.example"}` + "\n" // of the handset itself

	notRequired = "authorized numbers are for handsets that require log-in, and prov.login.required is not true"
	needsLock   = "phoneLock.enabled must not be false: authorized numbers need the Phone Lock feature (CS-15-10)"
	needsKeys   = "feature.enhancedFeatureKeys.enabled must not be false: authorized numbers need enhanced feature keys"
)

func replaced(numbers string) string {
	return "authorized numbers take the place of those below, so " + numbers + " cannot be called here while nobody is logged in; repeat what must stay callable, or make it an emergency number: dialplan: routing: emergency:"
}
