package offer_test

import (
	"provc/compiler/spectralink/deploytest"
)

const (
	sameCodecs = `voice.codecPref.G711_A and voice.codecPref.G711_Mu have the same place in the order of codecs, 2; give each a place of its own, or 0 to the one that is not used`
	samePark   = `efk.efklist.1 and efk.efklist.2 are both named park, and a handset takes the first; give each a name of its own`
	park1      = `efk: efklist: "1": {mname: "park", status: true}`
	keysOn     = "params: feature: enhancedFeatureKeys: enabled: true\n"
)

// Settings of which no two may have the same value.
var clashChecks = []deploytest.Case{
	{Check: "codec-preference-twice", Bad: `params: voice: codecPref: {G711_A: 2, G711_Mu: 2}`, Good: `params: voice: codecPref: {G711_A: 2, G711_Mu: 3, G729_AB: 0, G722: 0, G719: "32kbps": ""}, params: voice: codecPref: iLBC: "13_33kbps": ""`,
		Says: `1 G711_Mu: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 1 G711_A)`, Plain: deploytest.Accepted},
	{Check: "codec-preference-twice", // over layers, of which the strongest decides
		Bad:  `params: voice: codecPref: {G711_A: 2, G722: 3}` + "\n" + `groups: g: params: voice: codecPref: G711_Mu: 2`,
		Good: `params: voice: codecPref: {G711_A: 2, G722: 3}` + "\n" + `groups: g: params: voice: codecPref: {G711_Mu: 2, G711_A: 1}`,
		Says: `2 G711_Mu: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 1 G711_A)`, Plain: deploytest.Accepted},
	{Check: "codec-preference-twice",
		Bad:  `params: voice: codecPref: G711_A: 2` + "\n" + `groups: g: params: up: idleTimeout: 1, phones: "00907a000001": {group: "g", params: voice: codecPref: G711_Mu: 2}`,
		Good: `params: voice: codecPref: G711_A: 2` + "\n" + `groups: g: params: voice: codecPref: G711_A: 0, phones: "00907a000001": {group: "g", params: voice: codecPref: G711_Mu: 2}`,
		Says: `2 G711_Mu: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 1 G711_A)`, Plain: deploytest.Accepted},
	{Check: "codec-preference-twice", // a user's with the handset's
		Bad:  deploytest.Ana(`voice: codecPref: G711_Mu: 2`) + `groups: g: params: voice: codecPref: G711_A: 2`,
		Good: deploytest.Ana(`voice: codecPref: {G711_Mu: 2, G711_A: 0}`) + `groups: g: {params: voice: codecPref: G711_A: 2}, groups: h: {profiles: directory: "h", params: voice: codecPref: G722: 2}`,
		Says: `4 G711_A: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 3 G711_Mu)`, Plain: deploytest.Accepted},
	{Check: "codec-preference-twice", // a user's with those of handsets there are
		Bad:  deploytest.Ana(`voice: codecPref: G711_Mu: 2`) + `params: voice: codecPref: G711_A: 2` + "\n" + `groups: g: params: voice: codecPref: G711_A: 1`,
		Good: deploytest.Ana(`voice: codecPref: G711_Mu: 2`) + `params: voice: codecPref: G711_A: 2` + "\n" + `groups: g: params: voice: codecPref: G711_A: 1, phones: "00907a000001": group: "g"`,
		Says: `4 G711_A: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 3 G711_Mu)`, Plain: deploytest.Accepted},
	{Check: "codec-preference-twice", Bad: deploytest.Ana(`voice: codecPref: {G711_A: 2, G711_Mu: 2}`), Good: deploytest.Ana(`voice: codecPref: G722: 6`), // the vendor's own order does not count
		Says: `3 G711_Mu: warning codec-preference-twice: ` + sameCodecs + ` (the other is here: 3 G711_A)`, Plain: deploytest.Accepted},
	{Check: "codec-preference-twice", // what a file of somebody else's may set
		Bad: `params: voice: codecPref: {G711_A: 2, G711_Mu: 2}` + "\n" + deploytest.PBX("before", `"voice.codecPref.G711_A"`), Good: `params: voice: codecPref: {G711_A: 2, G711_Mu: 1}` + "\n" + deploytest.PBX("before", `"voice.*"`),
		Says: `1 G711_Mu: note codec-preference-twice: voice.codecPref.G711_A and voice.codecPref.G711_Mu have the same place in the order of codecs, 2, unless pbx.cfg sets voice.codecPref.G711_A; give each a place of its own, or 0 to the one that is not used (the other is here: 1 G711_A) (pbx.cfg is named here: 2 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "codec-preference-twice",
		Bad: deploytest.Ana(`voice: codecPref: G711_A: 2`) + "params: voice: codecPref: G711_Mu: 2\n" + deploytest.PBX("before", `"voice.codecPref.*"`), Good: deploytest.Ana(`voice: codecPref: G711_A: 2`) + "params: voice: codecPref: G711_Mu: 1\n" + deploytest.PBX("before", `"voice.codecPref.*"`),
		Says: `4 G711_Mu: note codec-preference-twice: voice.codecPref.G711_A and voice.codecPref.G711_Mu have the same place in the order of codecs, 2, unless pbx.cfg sets voice.codecPref.G711_Mu; give each a place of its own, or 0 to the one that is not used (the other is here: 3 G711_A) (pbx.cfg is named here: 5 "pbx.cfg")`, Plain: deploytest.Accepted},

	{Check: "ptt-channel-twice", Bad: `params: ptt: emergencyChannel: 24`, Good: `params: ptt: {emergencyChannel: 24, priorityChannel: 25, defaultChannel: 24}`,
		Says: `1 emergencyChannel: warning ptt-channel-twice: ptt.emergencyChannel and ptt.priorityChannel are both channel 24: 24 is the vendor's value of ptt.priorityChannel; give each a channel of its own`, Plain: deploytest.Accepted},
	{Check: "ptt-channel-twice", Bad: `params: ptt: pageMode: priorityGroup: 25`, Good: `params: ptt: {pageMode: priorityGroup: 23, priorityChannel: 23}`,
		Says: `1 priorityGroup: warning ptt-channel-twice: ptt.pageMode.emergencyGroup and ptt.pageMode.priorityGroup are both group 25: 25 is the vendor's value of ptt.pageMode.emergencyGroup; give each a group of its own`, Plain: deploytest.Accepted},
	{Check: "ptt-channel-twice", Bad: `params: ptt: pageMode: emergencyGroup: 24`, Good: `params: ptt: pageMode: emergencyGroup: 23`,
		Says: `1 emergencyGroup: warning ptt-channel-twice: ptt.pageMode.emergencyGroup and ptt.pageMode.priorityGroup are both group 24: 24 is the vendor's value of ptt.pageMode.priorityGroup; give each a group of its own`, Plain: deploytest.Accepted},
	{Check: "ptt-channel-twice", Bad: deploytest.Ana(`ptt: priorityChannel: 7`) + `phones: "00907a000001": params: ptt: emergencyChannel: 7`, Good: deploytest.Ana(`ptt: {priorityChannel: 7, emergencyChannel: 8}`) + `phones: "00907a000001": params: ptt: emergencyChannel: 7`,
		Says: `4 emergencyChannel: warning ptt-channel-twice: ptt.emergencyChannel and ptt.priorityChannel are both channel 7; give each a channel of its own (the other is here: 3 priorityChannel)`, Plain: deploytest.Accepted},
	{Check: "ptt-channel-twice", Bad: deploytest.Ana(`ptt: priorityChannel: 25`), Good: deploytest.Ana(`ptt: priorityChannel: 25`) + `params: ptt: emergencyChannel: 7`,
		Says: `3 priorityChannel: warning ptt-channel-twice: ptt.emergencyChannel and ptt.priorityChannel are both channel 25: 25 is the vendor's value of ptt.emergencyChannel; give each a channel of its own`, Plain: deploytest.Accepted},

	{Check: "efk-name-twice", Bad: keysOn + `params: ` + park1 + "\n" + `params: efk: efklist: "2": {mname: "park", status: true}`,
		Good: keysOn + `params: ` + park1 + "\n" + `params: efk: efklist: {"2": {mname: "park", status: false}, "3": {mname: "park"}, "4": {mname: "Park", status: true}, "5": {mname: "", status: true}, "6": {mname: "", status: true}}`,
		Says: `3 mname: warning efk-name-twice: ` + samePark + ` (the other is here: 2 mname)`, Plain: deploytest.Accepted},
	{Check: "efk-name-twice", // a layer turns on what another one names
		Bad:  keysOn + `params: {` + park1 + `, efk: efklist: "2": mname: "park"}` + "\n" + `groups: g: params: efk: efklist: "2": status: true`,
		Good: keysOn + `params: ` + park1 + "\n" + `groups: g: params: efk: efklist: "1": {mname: "park", status: true}`,
		Says: `2 mname: warning efk-name-twice: ` + samePark + ` (the other is here: 2 mname)`, Plain: deploytest.Accepted},
	{Check: "efk-name-twice",
		Bad:  deploytest.Ana(`efk: efklist: "2": {mname: "park", status: true}`) + keysOn + `params: ` + park1,
		Good: deploytest.Ana(`efk: efklist: {"2": {mname: "park", status: true}, "1": status: false}`) + keysOn + `params: ` + park1,
		Says: `5 mname: warning efk-name-twice: ` + samePark + ` (the other is here: 3 mname)`, Plain: deploytest.Accepted},
}

// callsPark is a soft key that calls a macro.
const callsPark = `softkey: "1": {action: "!park", enable: true}`

// noMacro is what is said of a macro that nobody defines.
func noMacro(by, macro string) string {
	return "warning softkey-macro-unknown: " + by + " calls macro " + macro + ", which no efk.efklist that is turned on has as its mname"
}

// Soft keys and macros.
var macroChecks = []deploytest.Case{
	{Check: "softkey-macro-unknown", Bad: keysOn + `params: ` + callsPark, Good: keysOn + `params: {` + callsPark + `, ` + park1 + `}`,
		Says: `2 action: ` + noMacro("softkey.1.action", "park"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", // letter case aside, and a near name
		Bad: keysOn + `params: {` + callsPark + `, efk: efklist: "3": {mname: "Parks", status: true}}`, Good: keysOn + `params: {` + callsPark + `, efk: efklist: "3": {mname: "PARK", status: true}}`,
		Says: `2 action: ` + noMacro("softkey.1.action", "park") + `; did you mean Parks?`, Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", // one that is off on purpose; one that is off by itself is another check's
		Bad: keysOn + `params: {` + callsPark + `, efk: efklist: "1": {mname: "park", status: false}}`, Good: keysOn + `params: {` + callsPark + `, efk: efklist: "1": mname: "park"}`,
		Says: `2 action: ` + noMacro("softkey.1.action", "park"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", Bad: keysOn + `params: softkey: "1": {action: "!hold!12!dial", enable: true}, params: efk: efklist: "1": {mname: "dial", status: true}`,
		Good: keysOn + `params: softkey: {"1": {action: "!12", enable: true}, "2": {action: "5100", enable: true}, "3": {action: "*68$P1N4$$Tinvite$", enable: true}, "4": {action: "$FRedial$", enable: true}, "5": {action: "https://x.example/!a", enable: true}, "6": {action: "!gone", enable: false}, "7": {action: "$M1$$Tconf$", enable: true}, "8": {action: "$Mx", enable: true}, "9": {action: "!expanded_macro", enable: true}, "10": {action: "", enable: true}, "11": {action: "!gone$Tinvite$", enable: true}}`,
		Says: `2 action: ` + noMacro("softkey.1.action", "hold"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", Bad: keysOn + `params: softkey: "1": {action: "9$Mdial$$Tinvite$", enable: true}`, Good: keysOn + `params: softkey: "1": {action: "9$Mdial$$Tinvite$", enable: true}, groups: g: params: efk: efklist: "1": {mname: "dial", status: true}`,
		Says: `2 action: ` + noMacro("softkey.1.action", "dial"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", Bad: keysOn + `params: efk: efklist: "1": {mname: "park", status: true, action: string: "$Mdial$"}`, Good: keysOn + `params: efk: efklist: {"1": {mname: "park", status: true, action: string: "$Mdial$"}, "2": {mname: "dial", status: true}, "3": {mname: "hold", status: false, action: string: "$Mgone$"}}`,
		Says: `2 string: ` + noMacro("efk.efklist.1.action.string", "dial"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", // a layer that names the macro otherwise
		Bad:  keysOn + `groups: g: params: {` + callsPark + `, efk: efklist: "1": mname: "other"}` + "\n" + `params: ` + park1,
		Good: keysOn + `groups: g: params: {` + callsPark + `, efk: efklist: "2": mname: "other"}` + "\n" + `params: ` + park1 + "\n" + `params: efk: efklist: "2": status: true`,
		Says: `2 action: ` + noMacro("softkey.1.action", "park"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", // a group has the macro, and another action
		Bad:  keysOn + `params: ` + callsPark + "\n" + `groups: g: params: {softkey: "1": action: "5100", ` + park1 + `}`,
		Good: keysOn + `params: ` + callsPark + "\n" + `groups: g: params: ` + park1,
		Says: `2 action: ` + noMacro("softkey.1.action", "park"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", Bad: deploytest.Ana(callsPark) + keysOn, Good: deploytest.Ana(`softkey: "1": {action: "!park", enable: false}`) + keysOn,
		Says: `3 action: ` + noMacro("softkey.1.action", "park"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", Bad: deploytest.Ana(callsPark) + keysOn, Good: deploytest.Ana(callsPark+", "+park1) + keysOn,
		Says: `3 action: ` + noMacro("softkey.1.action", "park"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", Bad: deploytest.Ana(callsPark) + keysOn + `groups: g: {profiles: directory: "g", params: ` + park1 + `}`, Good: deploytest.Ana(callsPark) + keysOn + `groups: g: params: ` + park1,
		Says: `3 action: ` + noMacro("softkey.1.action", "park"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", Bad: keysOn + `params: ` + callsPark, Good: deploytest.Ana(park1) + keysOn + `params: ` + callsPark, // the user's macro, the handset's key
		Says: `2 action: ` + noMacro("softkey.1.action", "park"), Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", Bad: keysOn + `params: ` + callsPark + "\n" + `configFiles: after: ["pbx.cfg"]`, Good: keysOn + `params: {` + callsPark + `, ` + park1 + `}`,
		Says: `2 action: note softkey-macro-unknown: softkey.1.action calls macro park, which no efk.efklist that is turned on has as its mname, unless pbx.cfg sets efk.efklist.* (pbx.cfg is named here: 3 "pbx.cfg")`, Plain: deploytest.Accepted},
	{Check: "softkey-macro-unknown", Bad: deploytest.Ana(callsPark) + keysOn + `configFiles: before: ["pbx.cfg"]`, Good: deploytest.Ana(callsPark) + keysOn + `params: ` + park1,
		Says: `3 action: note softkey-macro-unknown: softkey.1.action calls macro park, which no efk.efklist that is turned on has as its mname, unless pbx.cfg sets efk.efklist.* (pbx.cfg is named here: 5 "pbx.cfg")`, Plain: deploytest.Accepted},
}
