package settings

import (
	"testing"

	"provc/compiler/value"
)

// Names that sound like a secret's are better not shown. Not all that does is one.
func TestSecretNames(t *testing.T) {
	t.Parallel()
	text, number, yes := &value.Node{Kind: value.String, Text: "x"}, &value.Node{Kind: value.Int, Text: "8"}, &value.Node{Kind: value.Bool, Text: "true"}
	for _, x := range []struct {
		name          string
		hidden, told  bool
		numbered, set bool // told of a number, of a boolean
	}{
		{"my.own.password", true, true, true, false},
		{"my.adminPwd", true, true, true, false},
		{"Shiny_Passwd_2_", true, true, true, false},
		{"wifi.psk", true, true, true, false},
		{"wifi.sharedKey", true, true, true, false},
		{"Wep_Key_1_", true, true, true, false},
		{"my.pin", true, true, true, false},
		{"My_PIN_1_", true, true, true, false},
		{"userPin", true, true, true, false},
		{"api.token", true, true, true, false},
		{"ldap.pass", true, true, true, false},
		{"my.passwordLength", true, false, false, false},
		{"my.password.enabled", true, false, false, false},
		{"Password_Timeout_3_", true, false, false, false},
		{"device.x.password.set", true, false, false, false},
		{"my.spinner", false, false, false, false},
		{"my.pinned", false, false, false, false},
		{"softkey.1.label", false, false, false, false},
		{"Unit_1_Key_1", false, false, false, false},
		{"call.passThrough", false, false, false, false},
		{"my.compass", false, false, false, false},
	} {
		if got := value.LooksSecret(x.name); got != x.hidden {
			t.Errorf("%s: hidden %v, want %v", x.name, got, x.hidden)
		}
		for n, want := range map[*value.Node]bool{text: x.told, number: x.numbered, yes: x.set} {
			if got := isLiteralSecret(x.name, n); got != want {
				t.Errorf("%s, %s: told %v, want %v", x.name, n.Kind, got, want)
			}
		}
	}
}

// What is in doubt, so is all that stands in it; of a name that nobody knows, so is
// its group.
func TestDoubts(t *testing.T) {
	t.Parallel()
	d := Doubts{"prov.login": true, "up.idleTimeout": true, "ptt" + below: true, "device.net.vlanId.set": true, "directory": true}
	for name, want := range map[string]bool{
		"prov.login": true, "prov.login.enabled": true, "prov": false, "prov.polling.enabled": false, "prov.loginX": false,
		"up.idleTimeout": true, "up.idleTimeouts": false,
		"ptt.pttMode.enable": true, "pttMode": false,
		"device.net.vlanId": false, "device.*": true, "device.net.*": true, "dev.*": false, "devices.*": false,
		"directory": true, "directories": false,
	} {
		if got := d.About(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if (Doubts)(nil).About("a") {
		t.Error("nothing is in doubt")
	}
}
