package relations_test

import "provc/compiler/spectralink/deploytest"

// Notes that count handsets.
var countChecks = []deploytest.Case{
	{Check: "mac-vendor", Bad: `phones: "00907b000001": {}`, Good: `phones: "00907a000001": {}`,
		Says: `1 "00907b000001": note mac-vendor: Spectralink's handsets have MACs that begin with 00907a: 1 ` + strangers, Plain: deploytest.Accepted},
	{Check: "mac-vendor", Bad: `phones: {"00907a000001": {}, "0004f2000001": {}, "0004f2000002": {}}`, Good: `dialect: "polycom", phones: {"0004f2000001": {}, "0004f2000002": {}}`,
		Says: `1 "0004f2000001": note mac-vendor: Spectralink's handsets have MACs that begin with 00907a: 2 ` + strangers, Plain: deploytest.Accepted},
	{Check: "mac-vendor", Bad: `phones: {"00907b000001": {}, "000000000000": {}}`, Good: `phones: "00907a000001": {}`, // which is no handset
		Says: `1 "00907b000001": note mac-vendor: Spectralink's handsets have MACs that begin with 00907a: 1 ` + strangers +
			"\n1 \"000000000000\": error mac-format: 000000000000 is no handset: its files are for handsets that are not listed", Plain: deploytest.Same},
	{Check: "time-server-missing", Bad: ownTime + `params: tcpIpApp: sntp: address: ""`, Good: ownTime + `params: tcpIpApp: sntp: address: "ntp.example"`,
		Says: `1 "address.overrideDHCP": ` + timeless + `all that are not listed` + setTime, Plain: deploytest.Accepted},
	{Check: "time-server-missing", // DHCP may name one, or nobody says that it does not
		Bad: ownTime, Good: `params: tcpIpApp: sntp: gmtOffset: 3600`,
		Says: `1 "address.overrideDHCP": ` + timeless + `all that are not listed` + setTime, Plain: deploytest.Accepted},
	{Check: "time-server-missing", Bad: `params: device: dhcp: {enabled: 0, "enabled.set": true}`, Good: `params: device: {dhcp: {enabled: 0, "enabled.set": true}, sntp: {serverName: "ntp", "serverName.set": true}}`,
		Says: `1 enabled: ` + timeless + `all that are not listed` + setTime, Plain: deploytest.Accepted},
	{Check: "time-server-missing", Bad: `params: device: dhcp: {enabled: 0, "enabled.set": true}`, Good: `params: device: dhcp: {enabled: 0, "enabled.set": false}`, // which handsets do not take over
		Says: `1 enabled: ` + timeless + `all that are not listed` + setTime, Plain: deploytest.Accepted},
	{Check: "time-server-missing", Bad: ownTime, Good: `dialect: "polycom"` + "\n" + ownTime,
		Says: `1 "address.overrideDHCP": ` + timeless + `all that are not listed` + setTime, Plain: deploytest.Accepted},
	{Check: "time-server-missing", Bad: ownTime + `phones: {"00907a000001": {}, "00907a000002": params: up: idleTimeout: 5, "00907a000003": params: tcpIpApp: sntp: address: "ntp"}`,
		Good: ownTime + `params: tcpIpApp: sntp: address: "ntp", phones: {"00907a000001": {}, "00907a000002": params: tcpIpApp: sntp: {address: "", "address.overrideDHCP": false}}`,
		Says: `1 "address.overrideDHCP": ` + timeless + `2 of those listed, and on all others` + setTime, Plain: deploytest.Accepted},
	{Check: "time-server-missing", Bad: `groups: g: ` + ownTime + `phones: {"00907a000001": group: "g", "00907a000002": {group: "g", params: tcpIpApp: sntp: address: ""}, "00907a000003": {}}`,
		Good: `groups: g: ` + ownTime + `params: tcpIpApp: sntp: address: "ntp", phones: "00907a000001": group: "g"`,
		Says: `1 "address.overrideDHCP": ` + timeless + `2 of those listed` + setTime, Plain: deploytest.Accepted},
	{Check: "time-server-missing", Bad: ownTime, Good: ownTime + deploytest.PBX("after", `"tcpIpApp.sntp.address"`),
		Says: `1 "address.overrideDHCP": ` + timeless + `all that are not listed` + setTime, Plain: deploytest.Accepted},
	{Check: "time-server-missing", Bad: ownTime, Good: ownTime + deploytest.PBX("after", `"device.sntp.serverName"`),
		Says: `1 "address.overrideDHCP": ` + timeless + `all that are not listed` + setTime, Plain: deploytest.Accepted},
}

const (
	ownTime   = `params: tcpIpApp: sntp: "address.overrideDHCP": true` + "\n"
	timeless  = `note time-server-missing: handsets have the time from nobody: tcpIpApp.sntp.address is empty, and DHCP can name no server: so it is on `
	setTime   = `; set tcpIpApp: sntp: address:`
	strangers = `of those listed do not; look them up on the handsets, or write dialect: "polycom" for another maker's phones`
)
