package catalogue

import (
	"testing"

	"provc/compiler/value"
)

// Of a name in other letters the right spelling is found, with the indexes that it
// has; a name that differs in more than that is nobody's.
func TestRecased(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ vendor, name, want string }{
		{"spectralink", "reg.3.AUTH.userid", "reg.3.auth.userId"},
		{"spectralink", "reg.34.Address", "reg.34.address"},
		{"spectralink", "reg.35.Address", ""},
		{"spectralink", "reg.3.address", ""},
		{"spectralink", "reg.3.adress", ""},
		{"spectralink", "Reg.x.address", ""},
		{"spectralink", "LCL.country.5.aidt", "lcl.country.5.aidt"},
		{"spectralink", "bg.hires.color.bm.2.em.NAME", "bg.hiRes.color.bm.2.em.name"},
		{"spectralink", "voipprot.server.1.address", "voIpProt.server.1.address"},
		{"cisco", "user_id_12_", "User_ID_12_"},
		{"cisco", "User_ID_2_", ""},
		{"cisco", "user_id_13_", ""},
		{"cisco", "gpp_sa", "GPP_SA"},
	} {
		if got := open(t, x.vendor).recased(x.name); got != x.want {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
}

func TestLetterIndex(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ vendor, name, want string }{
		{"spectralink", "reg.x.address", "x"},
		{"spectralink", "reg.N.server.y.address", "N"},
		{"spectralink", "reg.2.server.y.address", "y"},
		{"spectralink", "reg.2.address", ""},
		{"spectralink", "reg.x.adress", ""},
		{"spectralink", "reg.q.address", ""},
		{"spectralink", "x.1.address", ""},
		{"cisco", "User_ID_n_", "n"},
		{"cisco", "User_ID_2_", ""},
	} {
		if got := open(t, x.vendor).letterIndex(x.name); got != x.want {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
}

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
