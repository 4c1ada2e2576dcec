package call

import (
	"maps"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/facts"
)

// What can be called while nobody is logged in, of the parameters in effect.
func TestDials(t *testing.T) {
	t.Parallel()
	line := map[string]string{"reg.1.address": "ward", "reg.1.server.1.address": "sip.example"}
	required := map[string]string{facts.LoginEnabled: "1", facts.LoginRequired: "1"}
	with := func(all ...map[string]string) map[string]string {
		values := map[string]string{}
		for _, m := range all {
			maps.Copy(values, m)
		}
		return values
	}
	numbers := map[string]string{"phoneLock.authorized.2.value": "sip:1 12@sip.example", "dialplan.routing.emergency.1.value": "911, 110", "dialplan.2.routing.emergency.1.value": "113"}
	locked := map[string]string{facts.LockEnabled: "1"}
	for name, x := range map[string]struct {
		values map[string]string
		number string
		can    bool
		by     string
	}{
		"no line":               {with(required, numbers, locked), "112", false, ""},
		"no server":             {map[string]string{"reg.1.address": "ward"}, "112", false, ""},
		"no log-in":             {line, "5", true, facts.LoginEnabled},
		"log-in as one likes":   {with(line, map[string]string{facts.LoginEnabled: "1", facts.LoginRequired: "0"}), "5", true, facts.LoginRequired},
		"no number":             {with(line, required), "112", false, facts.LoginRequired},
		"another number":        {with(line, required, numbers, locked), "5", false, facts.LoginRequired},
		"authorized":            {with(line, required, numbers, locked), "112", true, "phoneLock.authorized.2.value"},
		"authorized, no lock":   {with(line, required, numbers), "112", false, "phoneLock.authorized.2.value"},
		"emergency":             {with(line, required, numbers), "110", true, "dialplan.routing.emergency.1.value"},
		"emergency, no line":    {with(line, required, numbers), "113", false, facts.LoginRequired},
		"emergency of the line": {with(line, required, numbers, map[string]string{"reg.2.address": "w@sip.example"}), "113", true, "dialplan.2.routing.emergency.1.value"},
	} {
		if r := Calling.Dials(x.values, x.number); r.Can != x.can || r.By != x.by || r.Why == "" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	for _, name := range []string{"reg.1.address", "dialplan.routing.emergency.3.value", facts.LockEnabled, facts.LoginRequired, "phoneLock.authorized.1.value"} {
		if !Calling.Matters(name) {
			t.Errorf("nothing depends on %s", name)
		}
	}
	if Calling.Matters("up.idleTimeout") || Calling.Matters("phoneLock.authorized.1.description") {
		t.Error("something depends on what nothing does")
	}
}

// What a handset registers as, however the host is given.
func TestRegistered(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		values map[string]string
		want   []artifact.Registration
	}{
		"a server of the line": {map[string]string{"reg.2.address": "20", "reg.2.server.1.address": "SIP.example:5061", "voIpProt.server.1.address": "other"}, []artifact.Registration{{Line: "2", Account: "20@sip.example", By: "reg.2.address"}}},
		"a server of all":      {map[string]string{"reg.1.address": "20", "voIpProt.server.2.address": "sip.example", "reg.1.type": "Shared"}, []artifact.Registration{{Line: "1", Account: "20@sip.example", By: "reg.1.address", Shared: true}}},
		"an address with one":  {map[string]string{"reg.1.address": "sip:20@sip.example", "reg.1.server.1.address": "other"}, []artifact.Registration{{Line: "1", Account: "20@sip.example", By: "reg.1.address"}}},
		"a proxy":              {map[string]string{"reg.1.address": "20", "reg.1.outboundProxy.address": "proxy.example"}, []artifact.Registration{{Line: "1", Account: "20@proxy.example", By: "reg.1.address"}}},
		"by DHCP":              {map[string]string{"reg.1.address": "20", "voIpProt.server.dhcp.available": "1"}, []artifact.Registration{{Line: "1", Account: "20", By: "reg.1.address"}}},
		"none":                 {map[string]string{"reg.1.address": "20"}, nil},
	} {
		got := Calling.Registrations(x.values)
		if len(got) != len(x.want) || len(got) == 1 && got[0] != x.want[0] {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
