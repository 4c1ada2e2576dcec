package spectralink

const (
	sameCodecs = `voice.codecPref.G711_A and voice.codecPref.G711_Mu have the same place in the order of codecs, 2; give each a place of its own, or 0 to the one that is not used`
	samePark   = `efk.efklist.1 and efk.efklist.2 are both named park, and a handset takes the first; give each a name of its own`
	park1      = `efk: efklist: "1": {mname: "park", status: true}`
	keysOn     = "params: feature: enhancedFeatureKeys: enabled: true\n"
)

// Settings of which no two may have the same value.
var clashChecks = []checkTest{
	{"codec-preference-twice", `params: voice: codecPref: {G711_A: 2, G711_Mu: 2}`, `params: voice: codecPref: {G711_A: 2, G711_Mu: 3, G729_AB: 0, G722: 0, G719: "32kbps": ""}, params: voice: codecPref: iLBC: "13_33kbps": ""`,
		`1 G711_Mu: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 1 G711_A)`, accepted},
	{"codec-preference-twice", // over layers, of which the strongest decides
		`params: voice: codecPref: {G711_A: 2, G722: 3}` + "\n" + `groups: g: params: voice: codecPref: G711_Mu: 2`,
		`params: voice: codecPref: {G711_A: 2, G722: 3}` + "\n" + `groups: g: params: voice: codecPref: {G711_Mu: 2, G711_A: 1}`,
		`2 G711_Mu: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 1 G711_A)`, accepted},
	{"codec-preference-twice",
		`params: voice: codecPref: G711_A: 2` + "\n" + `groups: g: params: up: idleTimeout: 1, phones: "00907a000001": {group: "g", params: voice: codecPref: G711_Mu: 2}`,
		`params: voice: codecPref: G711_A: 2` + "\n" + `groups: g: params: voice: codecPref: G711_A: 0, phones: "00907a000001": {group: "g", params: voice: codecPref: G711_Mu: 2}`,
		`2 G711_Mu: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 1 G711_A)`, accepted},
	{"codec-preference-twice", // a user's with the handset's
		ana(`voice: codecPref: G711_Mu: 2`) + `groups: g: params: voice: codecPref: G711_A: 2`,
		ana(`voice: codecPref: {G711_Mu: 2, G711_A: 0}`) + `groups: g: {params: voice: codecPref: G711_A: 2}, groups: h: {profiles: directory: "h", params: voice: codecPref: G722: 2}`,
		`4 G711_A: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 3 G711_Mu)`, accepted},
	{"codec-preference-twice", // a user's with those of handsets there are
		ana(`voice: codecPref: G711_Mu: 2`) + `params: voice: codecPref: G711_A: 2` + "\n" + `groups: g: params: voice: codecPref: G711_A: 1`,
		ana(`voice: codecPref: G711_Mu: 2`) + `params: voice: codecPref: G711_A: 2` + "\n" + `groups: g: params: voice: codecPref: G711_A: 1, phones: "00907a000001": group: "g"`,
		`4 G711_A: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 3 G711_Mu)`, accepted},
	{"codec-preference-twice", ana(`voice: codecPref: {G711_A: 2, G711_Mu: 2}`), ana(`voice: codecPref: G722: 6`), // the vendor's own order does not count
		`3 G711_Mu: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 3 G711_A)`, accepted},
	{"codec-preference-twice", // what a file of somebody else's may set
		`params: voice: codecPref: {G711_A: 2, G711_Mu: 2}` + "\n" + pbx("before", `"voice.codecPref.G711_A"`), `params: voice: codecPref: {G711_A: 2, G711_Mu: 1}` + "\n" + pbx("before", `"voice.*"`),
		`1 G711_Mu: note codec-preference-twice: voice.codecPref.G711_A and voice.codecPref.G711_Mu have the same place in the order of codecs, 2, unless pbx.cfg sets voice.codecPref.G711_A; give each a place of its own, or 0 to the one that is not used (the other is here: 1 G711_A) (pbx.cfg is named here: 2 "pbx.cfg")`, accepted},
	{"codec-preference-twice",
		ana(`voice: codecPref: G711_A: 2`) + "params: voice: codecPref: G711_Mu: 2\n" + pbx("before", `"voice.codecPref.*"`), ana(`voice: codecPref: G711_A: 2`) + "params: voice: codecPref: G711_Mu: 1\n" + pbx("before", `"voice.codecPref.*"`),
		`4 G711_Mu: note codec-preference-twice: voice.codecPref.G711_A and voice.codecPref.G711_Mu have the same place in the order of codecs, 2, unless pbx.cfg sets voice.codecPref.G711_Mu; give each a place of its own, or 0 to the one that is not used (the other is here: 3 G711_A) (pbx.cfg is named here: 5 "pbx.cfg")`, accepted},

	{"ptt-channel-twice", `params: ptt: emergencyChannel: 24`, `params: ptt: {emergencyChannel: 24, priorityChannel: 25, defaultChannel: 24}`,
		`1 emergencyChannel: warning ptt-channel-twice: ptt.emergencyChannel and ptt.priorityChannel are both channel 24: 24 is the vendor's value of ptt.priorityChannel; give each a channel of its own`, accepted},
	{"ptt-channel-twice", `params: ptt: pageMode: priorityGroup: 25`, `params: ptt: {pageMode: priorityGroup: 23, priorityChannel: 23}`,
		`1 priorityGroup: warning ptt-channel-twice: ptt.pageMode.emergencyGroup and ptt.pageMode.priorityGroup are both group 25: 25 is the vendor's value of ptt.pageMode.emergencyGroup; give each a group of its own`, accepted},
	{"ptt-channel-twice", ana(`ptt: priorityChannel: 7`) + `phones: "00907a000001": params: ptt: emergencyChannel: 7`, ana(`ptt: {priorityChannel: 7, emergencyChannel: 8}`) + `phones: "00907a000001": params: ptt: emergencyChannel: 7`,
		`4 emergencyChannel: warning ptt-channel-twice: ptt.emergencyChannel and ptt.priorityChannel are both channel 7; give each a channel of its own (the other is here: 3 priorityChannel)`, accepted},
	{"ptt-channel-twice", ana(`ptt: priorityChannel: 25`), ana(`ptt: priorityChannel: 25`) + `params: ptt: emergencyChannel: 7`,
		`3 priorityChannel: warning ptt-channel-twice: ptt.emergencyChannel and ptt.priorityChannel are both channel 25: 25 is the vendor's value of ptt.emergencyChannel; give each a channel of its own`, accepted},

	{"efk-name-twice", keysOn + `params: ` + park1 + "\n" + `params: efk: efklist: "2": {mname: "park", status: true}`,
		keysOn + `params: ` + park1 + "\n" + `params: efk: efklist: {"2": {mname: "park", status: false}, "3": {mname: "park"}, "4": {mname: "Park", status: true}, "5": {mname: "", status: true}, "6": {mname: "", status: true}}`,
		`3 mname: warning efk-name-twice: ` + samePark + ` (the other is here: 2 mname)`, accepted},
	{"efk-name-twice", // a layer turns on what another one names
		keysOn + `params: {` + park1 + `, efk: efklist: "2": mname: "park"}` + "\n" + `groups: g: params: efk: efklist: "2": status: true`,
		keysOn + `params: ` + park1 + "\n" + `groups: g: params: efk: efklist: "1": {mname: "park", status: true}`,
		`2 mname: warning efk-name-twice: ` + samePark + ` (the other is here: 2 mname)`, accepted},
	{"efk-name-twice",
		ana(`efk: efklist: "2": {mname: "park", status: true}`) + keysOn + `params: ` + park1,
		ana(`efk: efklist: {"2": {mname: "park", status: true}, "1": status: false}`) + keysOn + `params: ` + park1,
		`5 mname: warning efk-name-twice: ` + samePark + ` (the other is here: 3 mname)`, accepted},
}

// callsPark is a soft key that calls a macro.
const callsPark = `softkey: "1": {action: "!park", enable: true}`

// noMacro is what is said of a macro that nobody defines.
func noMacro(by, macro string) string {
	return "warning softkey-macro-unknown: " + by + " calls macro " + macro + ", which no efk.efklist that is turned on has as its mname"
}

// Soft keys and macros.
var macroChecks = []checkTest{
	{"softkey-macro-unknown", keysOn + `params: ` + callsPark, keysOn + `params: {` + callsPark + `, ` + park1 + `}`,
		`2 action: ` + noMacro("softkey.1.action", "park"), accepted},
	{"softkey-macro-unknown", // letter case aside, and a near name
		keysOn + `params: {` + callsPark + `, efk: efklist: "3": {mname: "Parks", status: true}}`, keysOn + `params: {` + callsPark + `, efk: efklist: "3": {mname: "PARK", status: true}}`,
		`2 action: ` + noMacro("softkey.1.action", "park") + `; did you mean Parks?`, accepted},
	{"softkey-macro-unknown", // one that is off on purpose; one that is off by itself is another check's
		keysOn + `params: {` + callsPark + `, efk: efklist: "1": {mname: "park", status: false}}`, keysOn + `params: {` + callsPark + `, efk: efklist: "1": mname: "park"}`,
		`2 action: ` + noMacro("softkey.1.action", "park"), accepted},
	{"softkey-macro-unknown", keysOn + `params: softkey: "1": {action: "!hold!12!dial", enable: true}, params: efk: efklist: "1": {mname: "dial", status: true}`,
		keysOn + `params: softkey: {"1": {action: "!12", enable: true}, "2": {action: "5100", enable: true}, "3": {action: "*68$P1N4$$Tinvite$", enable: true}, "4": {action: "$FRedial$", enable: true}, "5": {action: "https://x.example/!a", enable: true}, "6": {action: "!gone", enable: false}, "7": {action: "$M1$$Tconf$", enable: true}, "8": {action: "$Mx", enable: true}, "9": {action: "!expanded_macro", enable: true}, "10": {action: "", enable: true}, "11": {action: "!gone$Tinvite$", enable: true}}`,
		`2 action: ` + noMacro("softkey.1.action", "hold"), accepted},
	{"softkey-macro-unknown", keysOn + `params: softkey: "1": {action: "9$Mdial$$Tinvite$", enable: true}`, keysOn + `params: softkey: "1": {action: "9$Mdial$$Tinvite$", enable: true}, groups: g: params: efk: efklist: "1": {mname: "dial", status: true}`,
		`2 action: ` + noMacro("softkey.1.action", "dial"), accepted},
	{"softkey-macro-unknown", keysOn + `params: efk: efklist: "1": {mname: "park", status: true, action: string: "$Mdial$"}`, keysOn + `params: efk: efklist: {"1": {mname: "park", status: true, action: string: "$Mdial$"}, "2": {mname: "dial", status: true}, "3": {mname: "hold", status: false, action: string: "$Mgone$"}}`,
		`2 string: ` + noMacro("efk.efklist.1.action.string", "dial"), accepted},
	{"softkey-macro-unknown", // a layer that names the macro otherwise
		keysOn + `groups: g: params: {` + callsPark + `, efk: efklist: "1": mname: "other"}` + "\n" + `params: ` + park1,
		keysOn + `groups: g: params: {` + callsPark + `, efk: efklist: "2": mname: "other"}` + "\n" + `params: ` + park1 + "\n" + `params: efk: efklist: "2": status: true`,
		`2 action: ` + noMacro("softkey.1.action", "park"), accepted},
	{"softkey-macro-unknown", // a group has the macro, and another action
		keysOn + `params: ` + callsPark + "\n" + `groups: g: params: {softkey: "1": action: "5100", ` + park1 + `}`,
		keysOn + `params: ` + callsPark + "\n" + `groups: g: params: ` + park1,
		`2 action: ` + noMacro("softkey.1.action", "park"), accepted},
	{"softkey-macro-unknown", ana(callsPark) + keysOn, ana(`softkey: "1": {action: "!park", enable: false}`) + keysOn,
		`3 action: ` + noMacro("softkey.1.action", "park"), accepted},
	{"softkey-macro-unknown", ana(callsPark) + keysOn, ana(callsPark+", "+park1) + keysOn,
		`3 action: ` + noMacro("softkey.1.action", "park"), accepted},
	{"softkey-macro-unknown", ana(callsPark) + keysOn + `groups: g: {profiles: directory: "g", params: ` + park1 + `}`, ana(callsPark) + keysOn + `groups: g: params: ` + park1,
		`3 action: ` + noMacro("softkey.1.action", "park"), accepted},
	{"softkey-macro-unknown", keysOn + `params: ` + callsPark, ana(park1) + keysOn + `params: ` + callsPark, // the user's macro, the handset's key
		`2 action: ` + noMacro("softkey.1.action", "park"), accepted},
	{"softkey-macro-unknown", keysOn + `params: ` + callsPark + "\n" + `configFiles: after: ["pbx.cfg"]`, keysOn + `params: {` + callsPark + `, ` + park1 + `}`,
		`2 action: note softkey-macro-unknown: softkey.1.action calls macro park, which no efk.efklist that is turned on has as its mname, unless pbx.cfg sets efk.efklist.* (pbx.cfg is named here: 3 "pbx.cfg")`, accepted},
	{"softkey-macro-unknown", ana(callsPark) + keysOn + `configFiles: before: ["pbx.cfg"]`, ana(callsPark) + keysOn + `params: ` + park1,
		`3 action: note softkey-macro-unknown: softkey.1.action calls macro park, which no efk.efklist that is turned on has as its mname, unless pbx.cfg sets efk.efklist.* (pbx.cfg is named here: 5 "pbx.cfg")`, accepted},
}

const (
	ownTime   = `params: tcpIpApp: sntp: "address.overrideDHCP": true` + "\n"
	timeless  = `note time-server-missing: handsets have the time from nobody: tcpIpApp.sntp.address is empty, and DHCP can name no server: so it is on `
	setTime   = `; set tcpIpApp: sntp: address:`
	strangers = `of those listed do not; look them up on the handsets, or write dialect: "polycom" for another maker's phones`
)

// Notes that count handsets.
var countChecks = []checkTest{
	{"mac-vendor", `phones: "00907b000001": {}`, `phones: "00907a000001": {}`,
		`1 "00907b000001": note mac-vendor: Spectralink's handsets have MACs that begin with 00907a: 1 ` + strangers, accepted},
	{"mac-vendor", `phones: {"00907a000001": {}, "0004f2000001": {}, "0004f2000002": {}}`, `dialect: "polycom", phones: {"0004f2000001": {}, "0004f2000002": {}}`,
		`1 "0004f2000001": note mac-vendor: Spectralink's handsets have MACs that begin with 00907a: 2 ` + strangers, accepted},
	{"time-server-missing", ownTime + `params: tcpIpApp: sntp: address: ""`, ownTime + `params: tcpIpApp: sntp: address: "ntp.example"`,
		`1 "address.overrideDHCP": ` + timeless + `all that are not listed` + setTime, accepted},
	{"time-server-missing", // DHCP may name one, or nobody says that it does not
		ownTime, `params: tcpIpApp: sntp: gmtOffset: 3600`,
		`1 "address.overrideDHCP": ` + timeless + `all that are not listed` + setTime, accepted},
	{"time-server-missing", `params: device: dhcp: {enabled: 0, "enabled.set": true}`, `params: device: {dhcp: {enabled: 0, "enabled.set": true}, sntp: {serverName: "ntp", "serverName.set": true}}`,
		`1 enabled: ` + timeless + `all that are not listed` + setTime, accepted},
	{"time-server-missing", ownTime, `dialect: "polycom"` + "\n" + ownTime,
		`1 "address.overrideDHCP": ` + timeless + `all that are not listed` + setTime, accepted},
	{"time-server-missing", ownTime + `phones: {"00907a000001": {}, "00907a000002": params: up: idleTimeout: 5, "00907a000003": params: tcpIpApp: sntp: address: "ntp"}`,
		ownTime + `params: tcpIpApp: sntp: address: "ntp", phones: {"00907a000001": {}, "00907a000002": params: tcpIpApp: sntp: {address: "", "address.overrideDHCP": false}}`,
		`1 "address.overrideDHCP": ` + timeless + `2 of those listed, and on all others` + setTime, accepted},
	{"time-server-missing", `groups: g: ` + ownTime + `phones: {"00907a000001": group: "g", "00907a000002": {group: "g", params: tcpIpApp: sntp: address: ""}, "00907a000003": {}}`,
		`groups: g: ` + ownTime + `params: tcpIpApp: sntp: address: "ntp", phones: "00907a000001": group: "g"`,
		`1 "address.overrideDHCP": ` + timeless + `2 of those listed` + setTime, accepted},
	{"time-server-missing", ownTime, ownTime + pbx("after", `"tcpIpApp.sntp.address"`),
		`1 "address.overrideDHCP": ` + timeless + `all that are not listed` + setTime, accepted},
}
