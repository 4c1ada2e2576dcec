package call_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// What rests on a value that a file of others may give is a note where it is said to, and
// tells which; a file that gives something else changes nothing.
func TestWhatOthersMayGive(t *testing.T) {
	t.Parallel()
	const (
		replacing = `authorizedNumbers: [{value: "112"}]` + "\n" + `groups: g: authorizedNumbers: [{value: "5100"}]` + "\n"
		enabled   = "prov.login.enabled"
		required  = "prov.login.required"
		lock      = "phoneLock.enabled"
		keys      = "feature.enhancedFeatureKeys.enabled"
		numbers   = "phoneLock.authorized.*"
	)
	for _, x := range []struct {
		check, body, severity string
		given                 map[string]string // what the file sets, and how it is told
	}{
		{"emergency-unreachable", deploytest.Login + ownLine, "warning", map[string]string{"phoneLock.authorized.1.value": numbers, "dialplan.routing.emergency.1.value": "dialplan.*", enabled: enabled, required: required}},
		{"emergency-unreachable", deploytest.Login + ownLine + slot("1", "112"), "warning", map[string]string{lock: lock, "dialplan.1.routing.emergency.1.value": "dialplan.*", enabled: enabled, required: required}},
		{"emergency-unreachable", deploytest.Login + deploytest.AuthorizedNumbers(1), "warning", map[string]string{"reg.1.address": "reg.*", "voIpProt.server.1.address": "voIpProt.*", enabled: enabled, required: required}},
		{"emergency-unreachable", deploytest.Login + ownLine + `emergencyNumbers: ["112"]` + "\n", "error", map[string]string{"phoneLock.authorized.1.value": numbers, "dialplan.routing.emergency.1.value": "dialplan.*", enabled: enabled, required: required}},
		{"authorized-disabled", deploytest.Login + ownLine + deploytest.AuthorizedNumbers(1) + lockOff, "error", map[string]string{lock: lock}},
		{"authorized-disabled", deploytest.Login + ownLine + deploytest.AuthorizedNumbers(1) + keysOff, "error", map[string]string{keys: keys}},
		{"authorized-without-required", deploytest.Logins(`enabled: true`) + deploytest.AuthorizedNumbers(1), "warning", map[string]string{required: required}},
		{"authorized-replaced", deploytest.Login + ownLine + replacing, "warning", map[string]string{"phoneLock.authorized.2.value": numbers}},
	} {
		about := func(sets string) string {
			c := deploytest.Compile(t, x.body+deploytest.PBX("before", fmt.Sprintf("%q", sets)))
			for _, l := range strings.Split(c.Text(c.Findings), "\n") {
				if strings.Contains(l, " "+x.check+": ") {
					return l
				}
			}
			return ""
		}
		for sets, told := range x.given {
			if got := about(sets); !strings.Contains(got, ": note "+x.check) || !strings.Contains(got, ", unless pbx.cfg sets "+told) {
				t.Errorf("%s\nwith a file that sets %s: %s", x.body, sets, got)
			}
		}
		if got := about("tone.*"); !strings.Contains(got, ": "+x.severity+" "+x.check) || strings.Contains(got, "unless") {
			t.Errorf("%s\nwith a file that sets tones: %s", x.body, got)
		}
	}
}
