package importing

import (
	"strings"
	"testing"

	"provc/compiler/importer/draft"
)

// A secret of a line is called after who registers on it, a default password after the user
// whose it is, and any other after whose it is and what it is.
func TestSecretNames(t *testing.T) {
	t.Parallel()
	l := draft.Layer{
		"reg.1.address": {Text: "sip:100@pbx.example"}, "reg.1.auth.userId": {Text: ""}, "reg.2.address": {Text: "200"}, "reg.2.auth.userId": {Text: "u2"},
		"prov.login.defaultUser": {Text: "ann"},
	}
	for name, want := range map[string][2]string{
		"reg.1.auth.password":        {"sip_100", "sip_100"},
		"reg.2.auth.password":        {"sip_u2", "sip_u2"},
		"reg.3.auth.password":        {"00907a000001_line3_password", "reg_3_auth_password"},
		"prov.login.defaultPassword": {"login_ann", "login_ann"},
		"prov.login.localPassword":   {"00907a000001_localPassword", "prov_login_localPassword"},
		"device.prov.password":       {"00907a000001_password", "device_prov_password"},
	} {
		d := &deployment{}
		if got := [2]string{d.secretNames(l, "00907a000001")(name), d.secretNames(l, "all")(name)}; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := (&deployment{}).secretNames(draft.Layer{}, "ward")("prov.login.defaultPassword"); got != "ward_defaultPassword" {
		t.Error(got)
	}
}

// A column of a table is an extension or a name where a line says so, best by the address.
func TestColumns(t *testing.T) {
	t.Parallel()
	type column2 struct {
		heading string
		rank    int
	}
	for name, want := range map[string]column2{
		"reg.2.address": {"extension", 0}, "reg.1.auth.userId": {"extension", 0}, "reg.2.label": {"name", 1}, "reg.12.displayName": {"name", 1},
		"reg.1.server.1.address": {"address", 2}, "reg.1.auth.password": {"password", 2}, "up.idleTimeout": {"idleTimeout", 2}, "tcpIpApp.sntp.address": {"address", 2},
	} {
		if heading, rank := column(name); (column2{heading, rank}) != want {
			t.Errorf("%s: %s, %d", name, heading, rank)
		}
	}
}

// What turns a feature on, and who authenticates, stands before what else it says.
func TestOrder(t *testing.T) {
	t.Parallel()
	ordered := []string{"acme.x", "prov.login.enabled", "prov.login.automaticLogout", "ptt.pttMode.enable", "ptt.pttMode.codec", "reg.1.address", "reg.1.auth.userId", "reg.1.auth.password", "reg.2.address", "reg.10.address"}
	for i, a := range ordered {
		for j, b := range ordered {
			if got := compare(a, b); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%s and %s: %d", a, b, got)
			}
		}
	}
}

// Names of the maker's other phones are told by a part of them.
func TestOtherProducts(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"bg.color.VVX500.x": "only VVX phones know it", "a.Trio.b": "only Trio phones know it", "CONFIG_SPIP650": "only SoundPoint phones know it", "x.SSIP6000": "only SoundStation phones know it",
		"x.SSDuo": "only SoundStation phones know it", "SoundStructure.x": "only SoundStructure know it", "up.vvx": "", "reg.1.label": "",
	} {
		if got := otherProduct(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Files of somebody else are named by a pattern, or by the folder in which all of them lie.
func TestOthers(t *testing.T) {
	t.Parallel()
	for pattern, files := range map[string]map[string]bool{
		"pbx":       {"pbx/a.cfg": true, "pbx/b/c.cfg": true, "pbx": true, "pbx2/a.cfg": false, "x/pbx/a.cfg": false},
		"pbx/":      {"pbx/a.cfg": true, "pbx.cfg": false},
		"pbx/*":     {"pbx/a.cfg": true, "pbx/b/c.cfg": false},
		"tones.cfg": {"tones.cfg": true, "a/tones.cfg": false, "tones.cfg2": false},
		"*.cfg":     {"a.cfg": true, "a/b.cfg": false},
		"[":         {"a.cfg": false, "[/a.cfg": true},
	} {
		i := &intake{wish: draft.Wishes{Others: []string{"never", pattern}}}
		for file, want := range files {
			if i.others(file) != want {
				t.Errorf("%s is named by %s: %t", file, pattern, !want)
			}
		}
	}
}

// A model's name is what phones put behind the name of an attribute.
func TestModelNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{"SPIP650": true, "sl8440": true, "0": true, strings.Repeat("A", 64): true, "": false, strings.Repeat("A", 65): false, "SL-8440": false, "SL 8440": false, "Ü1": false, "a_b": false} {
		if modelName(name) != want {
			t.Errorf("%q: %t", name, !want)
		}
	}
	for dir, want := range map[string]string{"./logs": "logs", "././logs": "logs", " ./logs": "logs", "logs/": "logs/", "../logs": "../logs", ".": ".", "": ""} {
		if got := folder(dir); got != want {
			t.Errorf("%q: %q", dir, got)
		}
	}
}
