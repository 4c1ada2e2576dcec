package spectralink

// Checks of authorized numbers. The strongest layer that lists some decides, and
// log-in is that of the handset.
var authorizedChecks = []checkTest{
	{"authorized-without-required", logins(`enabled: true`) + authorizedNumbers(1), logins(`enabled: true, required: true`) + authorizedNumbers(1),
		`3 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-without-required", logins(`enabled: true, required: false`) + `groups: g: {` + authorizedNumbers(1) + `}`,
		logins(`enabled: true, required: false`) + `groups: g: {params: prov: login: required: true, ` + authorizedNumbers(1) + `}`,
		`3 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-without-required", // one kind of handset that requires log-in is enough
		logins(`enabled: true`) + authorizedNumbers(1) + `groups: g: {params: prov: login: required: true, ` + authorizedNumbers(1) + `}`,
		logins(`enabled: true`) + authorizedNumbers(1) + `groups: g: params: prov: login: required: true`,
		`3 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-without-required", // a handset among them
		logins(`enabled: true`) + authorizedNumbers(1) + `phones: "00907a000001": params: prov: login: enabled: true`,
		logins(`enabled: true`) + authorizedNumbers(1) + `phones: "00907a000001": params: prov: login: required: true`,
		`3 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-without-required", // a handset's numbers with its group's log-in
		logins(`required: true`) + "groups: g: params: prov: login: required: false\n" + `phones: "00907a000001": {group: "g", ` + authorizedNumbers(1) + `}`,
		logins(`required: true`) + "groups: g: params: prov: login: required: false\n" + `phones: "00907a000001": {group: "g", ` + authorizedNumbers(0) + `}`,
		`4 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-without-required", // a handset that locks offers them
		logins(`enabled: true`) + `groups: g: {` + authorizedNumbers(1) + `}`,
		logins(`enabled: true`) + lockOn + `groups: g: {` + authorizedNumbers(1) + `}`,
		`3 [: warning authorized-without-required: ` + notRequired, accepted},
	{"authorized-without-required", // numbers in parameters are the same
		logins(`enabled: true`) + slot("4", "5100"), logins(`enabled: true`) + slot("4", ""),
		`3 value: warning authorized-without-required: ` + notRequired, accepted},

	{"authorized-disabled", login + authorizedNumbers(1) + lockOff, login + authorizedNumbers(1) + lockOn,
		`4 enabled: error authorized-disabled: ` + needsLock, same},
	{"authorized-disabled", login + authorizedNumbers(1) + `groups: g: {` + keysOff + `}`, login + `groups: g: {` + keysOff + `}`,
		`4 enabled: error authorized-disabled: ` + needsKeys, same},
	{"authorized-disabled", // where the numbers are in effect
		login + authorizedNumbers(1) + `phones: "00907a000001": {` + keysOff + `}`,
		login + `groups: g: {` + authorizedNumbers(1) + `}` + "\n" + `phones: "00907a000001": {` + keysOff + lockOff + `}`,
		`4 enabled: error authorized-disabled: ` + needsKeys, same},
	{"authorized-disabled", // a group's own numbers turn on what is off below
		login + lockOff + authorizedNumbers(1), login + lockOff + `groups: g: {` + authorizedNumbers(1) + `}`,
		`3 enabled: error authorized-disabled: ` + needsLock, same},
	{"authorized-disabled", // handsets that ask for nothing call whom they want
		login + authorizedNumbers(1) + `groups: g: params: {prov: login: required: true, phoneLock: enabled: false}`,
		login + authorizedNumbers(1) + `groups: g: params: {` + optional + `, phoneLock: enabled: false}`,
		`4 enabled: error authorized-disabled: ` + needsLock, same},
	{"authorized-disabled", // unless they lock
		logins(`enabled: true`) + lockOn + authorizedNumbers(1) + `groups: g: {` + keysOff + `}`,
		logins(`enabled: true`) + lockOn + authorizedNumbers(1) + `groups: g: {` + authorizedNumbers(0) + keysOff + `}`,
		`5 enabled: error authorized-disabled: ` + needsKeys, same},
	{"authorized-disabled", // numbers in parameters, and a layer that contradicts itself
		slot("1", "5100") + lockOff, slot("1", "") + lockOff,
		`2 enabled: error authorized-disabled: ` + needsLock, same},
	{"authorized-disabled", // a file of others may turn it on
		login + authorizedNumbers(1) + lockOff + `configFiles: before: [{file: "pbx.cfg", sets: ["phoneLock.enabled"]}]`, login + authorizedNumbers(1),
		`4 enabled: note authorized-disabled: ` + needsLock + `, unless pbx.cfg sets phoneLock.enabled (pbx.cfg is named here: 5 "pbx.cfg")`, accepted},
	{"authorized-disabled", // in a user's file
		login + `groups: g: {` + authorizedNumbers(1) + `}` + "\n" + `users: a: {password: secret: "a", ` + keysOff + `}`,
		login + authorizedNumbers(0) + `users: a: {password: secret: "a", ` + keysOff + `}`,
		`5 enabled: warning authorized-disabled: feature.enhancedFeatureKeys.enabled is false in a user's file, and authorized numbers of handsets there need enhanced feature keys`, accepted},
	{"authorized-disabled", // whose profile lies where handsets have some
		login + `groups: g: {profiles: directory: "others", ` + authorizedNumbers(1) + `}` + "\n" + `users: a: {directory: "others", password: secret: "a", ` + lockOff + `}`,
		login + `groups: g: {profiles: directory: "others", ` + authorizedNumbers(1) + `}` + "\n" + `users: a: {password: secret: "a", ` + lockOff + `}`,
		`5 enabled: warning authorized-disabled: phoneLock.enabled is false in a user's file, and authorized numbers of handsets there need the Phone Lock feature (CS-15-10)`, accepted},

	{"authorized-replaced", login + ownLine + `authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "5200"}]`,
		login + ownLine + `authorizedNumbers: [{value: "112", description: "Emergency"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "5200"}, {value: "112", description: "Help"}]`,
		`5 [: warning authorized-replaced: ` + replaced(`112 and 5100`) + ` (112 is listed here: 4 {) (5100 is listed here: 4 {)`, accepted},
	{"authorized-replaced", // those of the layers below, taken together
		login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `phones: "00907a000001": {group: "g", authorizedNumbers: [{value: "5100"}]}`,
		login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `phones: "00907a000001": {authorizedNumbers: [{value: "112"}]}`,
		`6 [: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 5 {)`, accepted},
	{"authorized-replaced", // once a layer, though handsets of the group differ
		login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "5100"}]` + "\n" + `phones: {"00907a000001": {group: "g", profiles: directory: ""}, "00907a000002": {group: "g", profiles: directory: "x"}}`,
		login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: {params: ` + optional + `, authorizedNumbers: []}`,
		`5 [: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 4 {)`, accepted},
	{"authorized-replaced", // where log-in is required
		login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: {params: ` + optional + `, authorizedNumbers: [{value: "5100"}]}` + "\n" + `phones: "00907a000001": {group: "g", params: prov: login: required: true}`,
		login + ownLine + `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: {params: prov: login: enabled: false, authorizedNumbers: [{value: "5100"}]}`,
		`5 [: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 4 {)`, accepted},
	{"authorized-replaced", // an emergency number is not gone
		login + ownLine + `authorizedNumbers: [{value: "112"}, {value: "5100"}], params: dialplan: routing: emergency: "2": value: "999,112"` + "\n" + `groups: g: authorizedNumbers: [{value: "5200"}]`,
		login + ownLine + `authorizedNumbers: [{value: "112"}, {value: "999"}], params: dialplan: routing: emergency: "2": value: "999,112"` + "\n" + `groups: g: authorizedNumbers: [{value: "5200"}]`,
		`5 [: warning authorized-replaced: ` + replaced(`5100`) + ` (5100 is listed here: 4 {)`, accepted},
	{"authorized-replaced", // one place, by a parameter
		login + ownLine + `authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `groups: g: {` + slot("1", "5200") + `}`,
		login + ownLine + `authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `groups: g: {` + slot("3", "5200") + `}`,
		`5 value: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 4 {)`, accepted},
	{"authorized-replaced", // an empty list is meant
		login + ownLine + `authorizedNumbers: [{value: "112"}], params: dialplan: routing: emergency: "1": value: "999"` + "\n" + `groups: g: authorizedNumbers: [{value: "5100"}]`,
		login + ownLine + `authorizedNumbers: [{value: "112"}], params: dialplan: routing: emergency: "1": value: "999"` + "\n" + `groups: g: authorizedNumbers: []`,
		`5 [: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 4 {)`, accepted},
	{"authorized-replaced", // where a number that must be callable is missing, that is told; where a line is missing, both are
		login + `emergencyNumbers: ["5100"], authorizedNumbers: [{value: "112"}, {value: "5100"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "5100"}]`,
		login + ownLine + `emergencyNumbers: ["112"], authorizedNumbers: [{value: "112"}]`,
		`4 [: warning authorized-replaced: ` + replaced(`112`) + ` (112 is listed here: 3 {)`, same},
	{"authorized-replaced", // a file of others may list it
		login + ownLine + `authorizedNumbers: [{value: "112"}], configFiles: before: ["pbx.cfg"]` + "\n" + `groups: g: authorizedNumbers: [{value: "5100"}]`,
		login + ownLine + `authorizedNumbers: [{value: "112"}]`,
		`5 [: note authorized-replaced: ` + unlessPBX(replaced(`112`), `phoneLock.authorized.*`) + ` (112 is listed here: 4 {) (pbx.cfg is named here: 4 "pbx.cfg")`, accepted},
	{"authorized-twice", login + authorizedNumbers(1) + `params: phoneLock: authorized: "1": value: "1"`,
		login + `params: phoneLock: authorized: "1": value: "1"`,
		`4 value: error authorized-twice: phoneLock.authorized is declared beside authorizedNumbers, which writes it`, same},
	{"authorized-twice", login + `phones: "00907a000001": {` + authorizedNumbers(1) + `params: phoneLock: authorized: "2": description: "x"}`,
		login + authorizedNumbers(1) + `phones: "00907a000001": params: phoneLock: authorized: "2": description: "x"`,
		`4 description: error authorized-twice: phoneLock.authorized is declared beside authorizedNumbers, which writes it`, same},
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
