package spectralink_test

import (
	"strings"
	"testing"
)

// A line registers that has an address and somewhere to register.
func TestRegistrations(t *testing.T) {
	t.Parallel()
	for files, want := range map[string]string{
		"reg.1.address=100":                                        "",
		"reg.1.server.1.address=pbx":                               "",
		"reg.1.address=100 reg.1.server.1.address=pbx":             "100 at pbx",
		"reg.1.address=100 reg.1.server.4.address=pbx":             "100 at pbx",
		"reg.1.address=100 reg.1.server.5.address=pbx":             "", // there are four
		"reg.1.address=100 reg.2.server.1.address=pbx":             "",
		"reg.1.address= reg.1.server.1.address=pbx":                "",
		"reg.1.address=100 voIpProt.server.4.address=pbx":          "100 at pbx",
		"reg.34.address=100 voIpProt.server.1.address=pbx":         "100 at pbx",
		"reg.x.address=100 voIpProt.server.1.address=pbx":          "",
		"reg.0.address=100 voIpProt.server.1.address=pbx":          "",
		"reg.1.address=100@pbx":                                    "100@pbx",
		"reg.1.address=100@pbx reg.1.server.1.address=sbc":         "100@pbx at sbc",
		"reg.1.address=100 reg.1.outboundProxy.address=sbc":        "100 at sbc",
		"reg.1.address=100 voIpProt.SIP.outboundProxy.address=sbc": "100 at sbc",
		"reg.1.address=100 voIpProt.server.dhcp.available=1":       "100 at the server that DHCP names",
		"reg.1.address=100 voIpProt.server.dhcp.available=0":       "",
		"reg.2.address=100 reg.1.address=500 reg.5.address=200 reg.3.address=400 reg.4.address=300 voIpProt.server.1.address=p": "100 at p, 200 at p, 300 at p, 400 at p, 500 at p",
		"reg.1.address=100 reg.1.protocol.H323=1 reg.1.server.1.address=pbx reg.1.server.H323.1.address=gk":                     "100 at pbx",

		"reg.1.address=100 reg.1.server.1.address=own voIpProt.server.1.address=all reg.1.outboundProxy.address=sbc": "100 at own",
		"reg.1.address=100 reg.1.server.2.address=second reg.1.server.1.address=":                                    "100 at second",

		"reg.1.address=100 reg.1.outboundProxy.address=own voIpProt.SIP.outboundProxy.address=all": "100 at own",
		"reg.1.address=100 reg.1.protocol.H323=1":                                                  "100 at a gatekeeper that it finds",
		"reg.1.address=100 voIpProt.H323.enable=1":                                                 "100 at a gatekeeper that it finds",
		"reg.1.address=100 voIpProt.H323.enable=1 reg.1.protocol.H323=0":                           "",
		"reg.1.address=100 voIpProt.H323.enable=1 voIpProt.H323.autoGateKeeperDiscovery=0":         "",
		"reg.1.address=100 reg.1.protocol.H323=1 reg.1.server.H323.1.address=gk":                   "100 at gk",
		"reg.1.address=100 voIpProt.H323.enable=1 voIpProt.server.H323.1.address=gk":               "100 at gk",
		"reg.1.address=100 reg.1.server.H323.1.address=gk":                                         "",
		"reg.1.address=sip:100:koala@pbx reg.1.server.1.address=sip:x:koala@pbx":                   "sip:100:(secret)@pbx at sip:x:(secret)@pbx",
	} {
		p, _ := phone(t, ward(t, files, nil))
		p.Boot(t.Context())
		if got := strings.Join(p.State().Lines, ", "); got != want {
			t.Errorf("with %s it registers %q, want %q", files, got, want)
		}
	}
}

// While nobody is logged in where somebody must be, the authorized and the emergency
// numbers alone can be called, over a line of the handset's own.
func TestCallable(t *testing.T) {
	t.Parallel()
	const required = "prov.login.required=1 "
	const line = " reg.1.address=100 reg.1.server.1.address=sip.example "
	const numbers = " phoneLock.enabled=1 phoneLock.authorized.1.value=200 phoneLock.authorized.5.value=201 dialplan.routing.emergency.1.value=112,911"
	for login, want := range map[string]string{
		required + line + numbers: "112 200 201 911",
		required + numbers:        "",
		required + "reg.1.address=100 voIpProt.server.1.address=sip.test" + numbers: "112 200 201 911",
		required + line + strings.Replace(numbers, "d=1", "d=0", 1):                 "112 911",
		required + line + strings.Replace(numbers, "phoneLock.enabled=1", "", 1):    "112 911",
		required + line + "phoneLock.enabled=1 phoneLock.authorized.6.value=202":    "", // there are five
		"x=1" + line + numbers:                              "",
		"prov.login.enabled=0 " + required + line + numbers: "",

		required + line + "dialplan.1.routing.emergency.2.value=112":                                      "112",
		required + line + "dialplan.2.routing.emergency.2.value=112":                                      "", // which has no line
		required + line + "dialplan.routing.emergency.2.value=112;911,0|1":                                "0 1 112 911",
		required + line + "dialplan.routing.emergency.1.value=112 dialplan.routing.emergency.2.value=112": "112",
		required + line + "dialplan.routing.emergency.2.server.1.value=112":                               "",
	} {
		files := map[string]string{}
		if strings.Contains(login, "login.enabled=0") {
			files["near.cfg"], login = login, ""
		}
		p, _ := phone(t, ward(t, login, files))
		p.Boot(t.Context())
		s := p.State()
		if got := strings.Join(s.Callable, " "); got != want {
			t.Errorf("%s: %q can be called, want %q", login, got, want)
		}
		locked := strings.Contains(login, required)
		if mode := map[bool]string{true: "log-in required", false: "logged out"}[locked]; s.Locked != locked || s.Mode != mode {
			t.Errorf("%s: it is %s, and locked is %v", login, s.Mode, s.Locked)
		}
	}
}
