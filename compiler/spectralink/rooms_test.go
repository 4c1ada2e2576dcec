package spectralink_test

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/spectralink"
	"provc/compiler/spectralink/deploytest"
)

// What each room finds is found in a deployment, of the deployment itself, of a handset and
// of a person; and each check is one of the vendor's.
func TestEveryRoomIsAsked(t *testing.T) {
	t.Parallel()
	remote := `directories: contacts: "http://contacts.example/"` + "\n"
	for check, body := range map[string]string{
		"digitmap-syntax":             deploytest.Login + `params: dialplan: digitmap: "[2-9]xx("`,
		"authorized-limit":            deploytest.Login + deploytest.AuthorizedNumbers(6),
		"password-twice":              deploytest.Login + `users: ana: {password: secret: "a", params: prov: login: localPassword: secret: "b"}`,
		"contacts-elsewhere":          deploytest.Login + remote + `contacts: [{ct: "1"}]`,
		"config-files-too-long":       deploytest.Login + `phones: "00907a000001": configFiles: before: ["` + strings.Repeat("x", 256) + `.cfg"]`,
		"authorized-without-required": deploytest.Logins(`enabled: true`) + deploytest.AuthorizedNumbers(1),
		"emergency-unreachable":       deploytest.Login,
		"device-set-missing":          deploytest.Login + `params: device: net: vlanId: 5`,
		"ptt-not-enabled":             deploytest.Login + `params: ptt: channel: "1": label: "x"`,
		"softkey-macro-unknown":       deploytest.Login + `params: {feature: enhancedFeatureKeys: enabled: true, softkey: "1": {action: "!park", enable: true}}`,
		"group-unknown":               deploytest.Login + `phones: "00907a000001": group: "g"`,
		"user-file-empty":             deploytest.Login + `users: ana: {}`,
		"user-id-case":                deploytest.Login + deploytest.WithUser("ana") + deploytest.WithUser("Ana"),
	} {
		c := deploytest.Compile(t, body)
		var found []string
		for _, d := range c.Findings {
			found = append(found, d.Check)
		}
		if !slices.Contains(found, check) {
			t.Errorf("%s is not found in\n%s\nbut %v", check, body, found)
		}
		if (spectralink.Handsets{}).Checks().Find(check) == nil {
			t.Errorf("%s is no check of the vendor", check)
		}
	}
}
