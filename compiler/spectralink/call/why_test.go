package call

import (
	"slices"
	"testing"
)

// Why a number can be called, or cannot, is said in a sentence, whichever signs people
// write among its digits.
func TestWhyItDials(t *testing.T) {
	t.Parallel()
	with := func(pairs ...string) map[string]string {
		values := map[string]string{"reg.1.address": "ward", "reg.1.server.1.address": "sip.example", "prov.login.enabled": "1", "prov.login.required": "1"}
		for i := 0; i < len(pairs); i += 2 {
			values[pairs[i]] = pairs[i+1]
		}
		return values
	}
	for _, x := range []struct {
		values       map[string]string
		number, want string
	}{
		{nil, "112", "no line is registered while nobody is logged in"},
		{with("prov.login.required", "0"), "112", "log-in is not required"},
		{with("prov.login.enabled", "0"), "112", "log-in is not required"},
		{with("dialplan.routing.emergency.1.value", "112,911;999|110 0"), "112", "it is an emergency number"},
		{with("dialplan.routing.emergency.1.value", "112,911;999|110 0"), "911", "it is an emergency number"},
		{with("dialplan.routing.emergency.1.value", "112,911;999|110 0"), "999", "it is an emergency number"},
		{with("dialplan.routing.emergency.1.value", "112,911;999|110 0"), "110", "it is an emergency number"},
		{with("dialplan.routing.emergency.1.value", "112,911;999|110 0"), "0", "it is an emergency number"},
		{with("dialplan.routing.emergency.1.value", "112"), "11", "log-in is required, and the number is neither authorized nor an emergency number"},
		{with("phoneLock.enabled", "1", "phoneLock.authorized.1.value", "51-00"), "5100", "it is an authorized number"},
		{with("phoneLock.enabled", "1", "phoneLock.authorized.1.value", "5100"), "sip:5100@sip.example", "it is an authorized number"},
		{with("phoneLock.enabled", "1", "phoneLock.authorized.1.value", "sip:51.00;user=phone"), "(51) 00", "it is an authorized number"},
		{with("phoneLock.enabled", "1", "phoneLock.authorized.1.value", "tel:5100"), "sips:5100", "it is an authorized number"},
		{with("phoneLock.authorized.1.value", "5100"), "5100", "it is an authorized number, but phoneLock.enabled is not true"},
		{with("phoneLock.enabled", "0", "phoneLock.authorized.1.value", "5100"), "5100", "it is an authorized number, but phoneLock.enabled is not true"},
		{with("phoneLock.authorized.1.value", "5100", "dialplan.routing.emergency.1.value", "5100"), "5100", "it is an emergency number"},
		{with("phoneLock.enabled", "1", "phoneLock.authorized.1.value", ""), "", "log-in is required, and the number is neither authorized nor an emergency number"},
		{with("phoneLock.enabled", "1", "phoneLock.authorized.1.description", "5100"), "5100", "log-in is required, and the number is neither authorized nor an emergency number"},
	} {
		if got := Calling.Dials(x.values, x.number); got.Why != x.want {
			t.Errorf("%s with %v: %s, want %s", x.number, x.values, got.Why, x.want)
		}
	}
	for _, x := range []struct {
		name, value string
		want        []string
	}{
		{"dialplan.routing.emergency.1.value", "112, 911", []string{"112", "911"}},
		{"dialplan.2.routing.emergency.1.value", "112", []string{"112"}},
		{"dialplan.routing.emergency.1.server.1", "112", nil},
		{"phoneLock.authorized.1.value", "112", nil},
		{"x.dialplan.routing.emergency.1.value", "112", nil},
	} {
		if got := Calling.Emergencies(x.name, x.value); !slices.Equal(got, x.want) {
			t.Errorf("%s says the emergency numbers %q, want %q", x.name, got, x.want)
		}
	}
}

// On which parameters it depends whom a handset calls.
func TestWhatMattersForCalls(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"prov.login.enabled": true, "prov.login.required": true, "phoneLock.enabled": true, "phoneLock.authorized.5.value": true, "dialplan.3.routing.emergency.1.value": true,
		"reg.34.address": true, "voIpProt.server.1.address": true,
		"prov.login.persistent": false, "phoneLock.authorized.5.description": false, "dialplan.routing.emergency.1.description": false, "up.some.value": false, "reg.1.label": false,
	} {
		if Calling.Matters(name) != want {
			t.Errorf("it matters what %s is: %t", name, !want)
		}
	}
}

// The strongest account of where a line registers: the first server of its own, then of
// all lines, then its proxy, then that of all.
func TestWhereLinesRegister(t *testing.T) {
	t.Parallel()
	values := map[string]string{"reg.1.address": "20", "reg.1.server.5.address": "fifth.example", "voIpProt.server.5.address": "fifth.example", "reg.1.outboundProxy.address": "proxy.example"}
	if got := Calling.Registrations(values); len(got) != 1 || got[0].Account != "20@proxy.example" {
		t.Errorf("of a fifth server, which no handset has: %+v", got)
	}
	places := []string{"reg.1.server.1.address", "reg.1.server.2.address", "reg.1.server.4.address", "voIpProt.server.1.address", "voIpProt.server.4.address", "reg.1.outboundProxy.address", "voIpProt.SIP.outboundProxy.address"}
	for i, strong := range places {
		for _, weak := range places[i+1:] {
			got := Calling.Registrations(map[string]string{"reg.1.address": "20", strong: "strong.example", weak: "weak.example"})
			if len(got) != 1 || got[0].Account != "20@strong.example" {
				t.Errorf("of %s and %s: %+v", strong, weak, got)
			}
		}
	}
}
