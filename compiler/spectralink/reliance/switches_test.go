package reliance_test

import (
	"provc/compiler/spectralink/deploytest"
)

const vlan = `device.net.vlanId has no effect: device.net.vlanId.set is not true on any handset that takes it; set device: net: "vlanId.set": true`

// Device settings and what makes handsets take them.
var deviceChecks = []deploytest.Case{
	{Check: "device-set-missing", Bad: `params: device: {"set": true, net: vlanId: 120}`, Good: `params: device: {"set": true, net: {vlanId: 120, "vlanId.set": true}}`,
		Says: `1 vlanId: warning device-set-missing: ` + vlan, Plain: deploytest.Accepted},
	{Check: "device-set-missing", Bad: `params: device: dhcp: enabled: 0`, Good: `params: device: net: vlanId: ""`,
		Says: `1 enabled: warning device-set-missing: device.dhcp.enabled has no effect: device.dhcp.enabled.set is not true on any handset that takes it; set device: dhcp: "enabled.set": true`, Plain: deploytest.Accepted},
	{Check: "device-set-missing", // a value that is turned off on purpose
		Bad: `params: device: net: vlanId: 120`, Good: `params: device: {"set": false, net: {vlanId: 120, "vlanId.set": false}}` + "\n" + `groups: g: params: device: net: "vlanId.set": false`,
		Says: `1 vlanId: warning device-set-missing: ` + vlan, Plain: deploytest.Accepted},
	{Check: "device-set-missing", // a secret
		Bad: `params: device: auth: localAdminPassword: secret: "s"`, Good: `params: device: auth: {localAdminPassword: {secret: "s"}, "localAdminPassword.set": true}`,
		Says: `1 localAdminPassword: warning device-set-missing: device.auth.localAdminPassword has no effect: device.auth.localAdminPassword.set is not true on any handset that takes it; set device: auth: "localAdminPassword.set": true`, Plain: deploytest.Accepted},
	{Check: "device-set-missing", Bad: `params: device: net: "vlanId.set": true`, Good: `params: device: {net: {vlanId: "", "vlanId.set": true}, sec: TLS: customDeviceCert1: set: true}`,
		Says: `1 "vlanId.set": warning device-set-missing: device.net.vlanId.set is true, but device.net.vlanId has no value; give it a value, or leave out its .set`, Plain: deploytest.Accepted},
	{Check: "device-set-missing", // a value in a layer, what makes handsets take it in another
		Bad:  "params: device: net: \"vlanId.set\": true\n" + `groups: g: params: device: hostname: "g"`,
		Good: "params: device: net: \"vlanId.set\": true\n" + `groups: g: params: device: hostname: "g"` + "\n" + `phones: "00907a000001": {group: "g", params: device: {net: vlanId: 7, "hostname.set": true}}`,
		Says: `1 "vlanId.set": warning device-set-missing: device.net.vlanId.set is true, but device.net.vlanId has no value; give it a value, or leave out its .set
2 hostname: warning device-set-missing: device.hostname has no effect: device.hostname.set is not true on any handset that takes it; set device: "hostname.set": true`, Plain: deploytest.Accepted},
	{Check: "device-set-missing", // handsets that are made alike
		Bad:  `phones: "00907a000001": params: device: net: vlanId: 1` + "\n" + `phones: {"00907a000002": params: device: net: vlanId: 2, "00907a000003": params: device: net: vlanId: 2}`,
		Good: "groups: g: params: device: net: \"vlanId.set\": true\n" + `phones: "00907a000001": {group: "g", params: device: net: vlanId: 1}`,
		Says: `1 vlanId: warning device-set-missing: ` + vlan + ` (so it is here: 2 vlanId) (so it is here: 2 vlanId)`, Plain: deploytest.Accepted},
	{Check: "device-set-missing", Bad: deploytest.Ana(`device: net: vlanId: 5`), Good: deploytest.Ana(`device: net: vlanId: 5`) + `groups: g: params: device: net: "vlanId.set": true`,
		Says: `3 vlanId: warning device-set-missing: ` + vlan, Plain: deploytest.Accepted},
	{Check: "device-set-missing", Bad: deploytest.Ana(`device: net: "vlanId.set": true`), Good: deploytest.Ana(`device: net: "vlanId.set": true`) + `phones: "00907a000001": params: device: net: vlanId: 5`,
		Says: `3 "vlanId.set": warning device-set-missing: device.net.vlanId.set is true, but device.net.vlanId has no value; give it a value, or leave out its .set`, Plain: deploytest.Accepted},
	{Check: "device-set-missing", Bad: deploytest.Ana(`device: net: vlanId: 5`), Good: deploytest.Ana(`device: net: {vlanId: 5, "vlanId.set": false}`) + `users: bo: {password: secret: "bo", params: device: hostname: "b"}, params: device: "hostname.set": false`,
		Says: `3 vlanId: warning device-set-missing: ` + vlan, Plain: deploytest.Accepted},
	{Check: "device-set-missing", // what users give for settings of the handset
		Bad: `params: device: net: vlanId: 5, params: device: "hostname.set": true`, Good: deploytest.Ana(`device: {net: "vlanId.set": true, hostname: "a"}`) + `params: device: {net: vlanId: 5, "hostname.set": true}`,
		Says: `1 vlanId: warning device-set-missing: ` + vlan + `
1 "hostname.set": warning device-set-missing: device.hostname.set is true, but device.hostname has no value; give it a value, or leave out its .set`, Plain: deploytest.Accepted},
	{Check: "device-set-missing", Bad: `params: device: {"set": false, hostname: "x", "hostname.set": true}`, Good: `params: device: {"set": true, hostname: "x", "hostname.set": true}`,
		Says: `1 "set": warning device-set-missing: ` + deviceIsOff, Plain: deploytest.Accepted},
	{Check: "device-set-missing", Bad: `groups: g: params: device: {"set": false, "hostname.set": true}` + "\n" + `params: device: hostname: "x"`,
		Good: `params: device: {"set": false, hostname: "x", "hostname.set": true}` + "\n" + `groups: g: params: device: "set": true`,
		Says: `1 "set": warning device-set-missing: ` + deviceIsOff, Plain: deploytest.Accepted},
	{Check: "device-set-missing", Bad: deploytest.Ana(`device: {"set": false, hostname: "x", "hostname.set": true}`), Good: deploytest.Ana(`device: {"set": true, hostname: "x", "hostname.set": true}`),
		Says: `3 "set": warning device-set-missing: ` + deviceIsOff, Plain: deploytest.Accepted},
	{Check: "device-set-missing", // what a file of somebody else's may set
		Bad: `params: device: net: vlanId: 120` + "\n" + deploytest.PBX("after", `"device.net.*"`), Good: `params: device: net: {vlanId: 120, "vlanId.set": true}` + "\n" + deploytest.PBX("after", `"device.*"`),
		Says: `1 vlanId: note device-set-missing: device.net.vlanId has no effect: device.net.vlanId.set is not true on any handset that takes it, unless pbx.cfg sets device.net.vlanId.set; set device: net: "vlanId.set": true (pbx.cfg is named here: 2 "pbx.cfg")`, Plain: deploytest.Accepted},
}

const deviceIsOff = `device.set is false, so a handset ignores the device settings beside it; leave device.set out: provc writes it where a .set stands`

// needsSwitch is what is said of a parameter without effect.
func needsSwitch(check, parameter, missing, set string) string {
	return "warning " + check + ": " + parameter + " has no effect: " + missing + " is not true on any handset that takes it; set " + set + ": true"
}

// Things that are set up whose feature is off.
var switchChecks = []deploytest.Case{
	{Check: "ptt-not-enabled", Bad: deploytest.Ana(`ptt: channel: "3": subscribed: true`), Good: deploytest.Ana(`ptt: channel: "3": subscribed: true`) + `params: ptt: pttMode: enable: true`,
		Says: `3 subscribed: ` + needsSwitch("ptt-not-enabled", "ptt.channel.3.subscribed", "ptt.pttMode.enable", "ptt: pttMode: enable"), Plain: deploytest.Accepted},
	{Check: "ptt-not-enabled", // it is on for some
		Bad:  deploytest.Ana(`ptt: channel: "3": subscribed: true`) + `groups: g: {profiles: directory: "g", params: ptt: pttMode: enable: true}`,
		Good: deploytest.Ana(`ptt: channel: "3": subscribed: true`) + `phones: "00907a000001": params: ptt: pttMode: enable: true`,
		Says: `3 subscribed: ` + needsSwitch("ptt-not-enabled", "ptt.channel.3.subscribed", "ptt.pttMode.enable", "ptt: pttMode: enable"), Plain: deploytest.Accepted},
	{Check: "ptt-not-enabled", // the user's own word is last
		Bad:  deploytest.Ana(`ptt: {pttMode: enable: false, channel: "3": subscribed: true}`) + `params: ptt: pttMode: enable: true`,
		Good: deploytest.Ana(`ptt: {pttMode: enable: true, channel: "3": subscribed: true}`) + `params: ptt: pttMode: enable: false`,
		Says: `3 subscribed: ` + needsSwitch("ptt-not-enabled", "ptt.channel.3.subscribed", "ptt.pttMode.enable", "ptt: pttMode: enable"), Plain: deploytest.Accepted},
	{Check: "ptt-not-enabled", Bad: deploytest.Ana(`ptt: channel: "3": label: "x"`), Good: deploytest.Ana(`ptt: channel: "3": {label: "x", subscribed: false}`),
		Says: `3 label: ` + needsSwitch("ptt-not-enabled", "ptt.channel.3.label", "ptt.pttMode.enable", "ptt: pttMode: enable"), Plain: deploytest.Accepted},
	{Check: "ptt-not-enabled", Bad: `groups: g: params: ptt: pageMode: group: "2": label: "x"`, Good: `groups: g: params: ptt: {displayName: "x", pageMode: {group: "2": label: "x", enable: true}}`,
		Says: `1 label: ` + needsSwitch("ptt-not-enabled", "ptt.pageMode.group.2.label", "ptt.pageMode.enable", "ptt: pageMode: enable"), Plain: deploytest.Accepted},
	{Check: "ptt-not-enabled", Bad: `params: ptt: channel: "3": label: "x"`, Good: deploytest.Ana(`ptt: pttMode: enable: true`) + `params: ptt: channel: "3": label: "x"`,
		Says: `1 label: ` + needsSwitch("ptt-not-enabled", "ptt.channel.3.label", "ptt.pttMode.enable", "ptt: pttMode: enable"), Plain: deploytest.Accepted},
	{Check: "ptt-not-enabled", Bad: `params: ptt: channel: "3": label: "x"` + "\n" + `configFiles: after: ["pbx.cfg"]`, Good: `params: ptt: {channel: "3": label: "x", pttMode: enable: true}`,
		Says: `1 label: note ptt-not-enabled: ptt.channel.3.label has no effect: ptt.pttMode.enable is not true on any handset that takes it, unless pbx.cfg sets ptt.pttMode.enable; set ptt: pttMode: enable: true (pbx.cfg is named here: 2 "pbx.cfg")`, Plain: deploytest.Accepted},

	{Check: "feature-off", Bad: `params: dir: corp: {port: 389, address: "x"}`, Good: `params: {dir: corp: address: "x", feature: corporateDirectory: enabled: true}`,
		Says: `1 port: ` + needsSwitch("feature-off", "dir.corp.port", "feature.corporateDirectory.enabled", "feature: corporateDirectory: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: `phones: "00907a000001": params: dir: corp: address: "x"`, Good: `phones: "00907a000001": params: dir: corp: address: "x", params: feature: corporateDirectory: enabled: true`,
		Says: `1 address: ` + needsSwitch("feature-off", "dir.corp.address", "feature.corporateDirectory.enabled", "feature: corporateDirectory: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: `params: {dir: corp: alt: address: "x", feature: corporateDirectory: enabled: true}`, Good: `params: {dir: corp: alt: address: "x", feature: corporateDirectory: alt: enabled: true}`,
		Says: `1 address: ` + needsSwitch("feature-off", "dir.corp.alt.address", "feature.corporateDirectory.alt.enabled", "feature: corporateDirectory: alt: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", // a group that turns it off beside one that does not
		Bad:  `params: dir: corp: address: "x"` + "\n" + `groups: g: params: feature: corporateDirectory: enabled: false`,
		Good: `params: {dir: corp: address: "x", feature: corporateDirectory: enabled: true}` + "\n" + `groups: g: params: feature: corporateDirectory: enabled: false`,
		Says: `1 address: ` + needsSwitch("feature-off", "dir.corp.address", "feature.corporateDirectory.enabled", "feature: corporateDirectory: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: `params: {softkey: "13": action: "123", feature: enhancedFeatureKeys: enabled: true}`,
		Good: `params: {softkey: "13": {action: "123", enable: true}, softkey: "1": {label: "x", enable: false}, feature: enhancedFeatureKeys: enabled: true}`,
		Says: `1 action: ` + needsSwitch("feature-off", "softkey.13.action", "softkey.13.enable", `softkey: "13": enable`), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: `params: softkey: "1": {action: "123", enable: true}`, Good: deploytest.AuthorizedNumbers(1) + deploytest.Login + `params: softkey: "1": {action: "123", enable: true}, params: softkey: feature: join: true`,
		Says: `1 action: ` + needsSwitch("feature-off", "softkey.1.action", "feature.enhancedFeatureKeys.enabled", "feature: enhancedFeatureKeys: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", // several keys, one switch
		Bad:  `params: softkey: {"1": {action: "1", enable: true}, "2": {action: "2", enable: true}, "3": {action: "3", enable: true}, "4": {action: "4", enable: true}, "5": {action: "5", enable: true}}`,
		Good: `groups: g: params: softkey: "2": enable: true, groups: g: params: feature: enhancedFeatureKeys: enabled: true, params: softkey: "2": action: "1"`,
		Says: `1 action: warning feature-off: softkey.1.action has no effect: feature.enhancedFeatureKeys.enabled is not true on any handset that takes it: found at 5 places; set feature: enhancedFeatureKeys: enabled: true (so it is here: 1 action) (so it is here: 1 action) (so it is here: 1 action)`, Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: deploytest.Ana(`softkey: "1": action: "123"`) + `params: softkey: "1": enable: true`,
		Good: deploytest.Ana(`softkey: "1": action: "123"`) + `params: softkey: "1": enable: true, groups: g: params: feature: enhancedFeatureKeys: enabled: true`,
		Says: `3 action: ` + needsSwitch("feature-off", "softkey.1.action", "feature.enhancedFeatureKeys.enabled", "feature: enhancedFeatureKeys: enabled") + ` (so it is here: 4 enable)`, Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: deploytest.Ana(`softkey: "1": action: "123"`) + `params: feature: enhancedFeatureKeys: enabled: true`,
		Good: deploytest.Ana(`softkey: "1": action: "123"`) + `params: softkey: "1": enable: false`,
		Says: `3 action: ` + needsSwitch("feature-off", "softkey.1.action", "softkey.1.enable", `softkey: "1": enable`), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: `params: {efk: efklist: "50": action: string: "1", feature: enhancedFeatureKeys: enabled: true}`,
		Good: `params: {efk: efklist: "50": {action: string: "1", status: true}, efk: efkprompt: "1": {label: "x", status: false}, efk: version: 2, feature: enhancedFeatureKeys: enabled: true}`,
		Says: `1 string: ` + needsSwitch("feature-off", "efk.efklist.50.action.string", "efk.efklist.50.status", `efk: efklist: "50": status`), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: `params: efk: efkprompt: "2": {label: "x", status: true}`, Good: `params: {efk: efkprompt: "2": {label: "x", status: true}, feature: enhancedFeatureKeys: enabled: true}`,
		Says: `1 label: ` + needsSwitch("feature-off", "efk.efkprompt.2.label", "feature.enhancedFeatureKeys.enabled", "feature: enhancedFeatureKeys: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: `params: exchange: server: url: "x"`, Good: `params: {exchange: server: url: "x", feature: exchangeCalendar: enabled: true}`,
		Says: `1 url: ` + needsSwitch("feature-off", "exchange.server.url", "feature.exchangeCalendar.enabled or feature.exchangeContacts.enabled or feature.exchangeCallLog.enabled or feature.exchangeVoiceMail.enabled", "feature: exchangeCalendar: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: deploytest.Ana(`hoteling: reg: 2, lineKey: "3": index: 1, pres: reg: 2`), Good: deploytest.Ana(`hoteling: reg: 2, lineKey: "3": index: 1, pres: reg: 2`) + `params: {feature: {hoteling: enabled: true, presence: enabled: true}, lineKey: reassignment: enabled: true}`,
		Says: `3 reg: ` + needsSwitch("feature-off", "hoteling.reg", "feature.hoteling.enabled", "feature: hoteling: enabled") + `
3 index: ` + needsSwitch("feature-off", "lineKey.3.index", "lineKey.reassignment.enabled", "lineKey: reassignment: enabled") + `
3 reg: ` + needsSwitch("feature-off", "pres.reg", "feature.presence.enabled", "feature: presence: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", // of several switches, the handset may have another one on
		Bad:  deploytest.Ana(`hoteling: reg: 2, feature: hoteling: enabled: false`) + `params: feature: hoteling: enabled: true`,
		Good: deploytest.Ana(`acd: reg: 2, feature: hoteling: enabled: false`) + `params: feature: callCenterStatus: enabled: true`,
		Says: `3 reg: ` + needsSwitch("feature-off", "hoteling.reg", "feature.hoteling.enabled", "feature: hoteling: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: `params: prov: polling: mode: "rel"`, Good: `params: prov: polling: {enabled: true, mode: "rel"}`,
		Says: `1 mode: ` + needsSwitch("feature-off", "prov.polling.mode", "prov.polling.enabled", "prov: polling: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: `params: feature: {callListMissed: enabled: true, callList: enabled: false}`, Good: `params: feature: callListMissed: enabled: true, groups: g: params: feature: {callListPlaced: enabled: false, callList: enabled: false}`,
		Says: `1 enabled: ` + needsSwitch("feature-off", "feature.callListMissed.enabled", "feature.callList.enabled", "feature: callList: enabled"), Plain: deploytest.Accepted},
	{Check: "feature-off", Bad: `params: acd: "7": unavailreason: codeName: "x"`, Good: `params: {acd: "7": unavailreason: codeName: "x", feature: callCenterStatus: enabled: true}`,
		Says: `1 codeName: ` + needsSwitch("feature-off", "acd.7.unavailreason.codeName", "feature.acdLoginLogout.enabled or feature.acdAgentAvailability.enabled or feature.acdPremiumUnavailability.enabled or feature.acdServiceControlUri.enabled or feature.callCenterStatus.enabled or feature.hoteling.enabled", "feature: acdLoginLogout: enabled"), Plain: deploytest.Accepted},
}
