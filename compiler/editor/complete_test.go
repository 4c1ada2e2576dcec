package editor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/editor"
	"provc/compiler/vendors"
)

const (
	handsets = "package p\n\nimport \"provc.internal/schema/spectralink\"\n\n"
	desks    = "package p\n\nimport \"provc.internal/schema/cisco\"\n\n"
	both     = "package p\n\nimport (\n\t\"provc.internal/schema/cisco\"\n\t\"provc.internal/schema/spectralink\"\n)\n\n"
)

// What is proposed first, what of other things is proposed, and what is not.
func TestComplete(t *testing.T) {
	ward := func(body string) string { return handsets + "ward: spectralink.#Deployment & {\n" + body + "\n}\n" }
	rooms := func(body string) string { return desks + "rooms: cisco.#Deployment & {\n" + body + "\n}\n" }
	for _, x := range []struct{ text, first, also, not string }{
		// Deployments.
		{handsets + "ward: ‸", "spectralink.#Deployment", "", "_"},
		{handsets + "ward: sp‸", "spectralink.#Deployment", "", ""},
		{handsets + "ward: spectralink.#D‸", "spectralink.#Deployment", "", ""},
		{handsets + "ward: spectralink.‸", "", "spectralink.#Group spectralink.#Params", "spectralink.#Bool"},
		{both + "a: ‸", "", "spectralink.#Deployment cisco.#Deployment", ""},
		{handsets + "import \"strings\"\nward: {vendor: \"spectralink\", ‸}", "", "groups params", "vendor"},
		{ward("‸"), "label", "groups params users dialect accept emergencyNumbers", "server vendor"},
		{ward("label: \"x\"\n\tgroups: {}\n\t‸"), "folder", "params", "label groups"},
		{ward("\tdia‸"), "dialect", "", "groups"},
		{"ward: params: ‸", "", "", "prov"}, // nobody knows whose it is
		{rooms("\t‸"), "server", "keepLocal models default", "groups dialect"},
		{desks + "rooms: cisco.#Deployment & {\r\n\tserver: \"http://a\"\r\n\t‸\r\n}\r\n", "label", "keepLocal", "server"},
		{handsets + "größe: spectralink.#Deployment & {\n\tlabel: \"Größe 手術室\", par‸", "params", "", ""},

		// Parts of deployments.
		{ward("groups: a: ‸"), "label", "params authorizedNumbers accept", "users"},
		{ward("groups: {a: {‸}}"), "label", "params", "group"},
		{ward("phones: \"00907a000001\": {‸"), "label", "group params", "password"},
		{ward("users: ana: {label: \"A\", ‸}"), "directory", "password params contacts", "label group"},
		{ward("users: {for id, p in _people {(id): {‸}}}"), "label", "password", ""},
		{ward("users: [string]: {‸}"), "label", "password", ""},
		{ward("authorizedNumbers: [{‸}]"), "value", "description", ""},
		{ward("authorizedNumbers: [{value: \"112\"}, {‸}]"), "value", "description", ""},
		{ward("inventory: users: {‸}"), "", "file id each separator", ""},
		{ward("inventory: users: each: {‸}"), "label", "password params", "group"},
		{ward("inventory: phones: each: {‸}"), "label", "group", "password"},
		{ward("profiles: ‸"), "directory", "", ""},
		{ward("configFiles: before: [{‸"), "file", "sets", ""},
		{ward("contacts: [{fn: \"A\", ‸}]"), "ct", "ln sd", "fn"},
		{rooms("phones: \"0026cb000001\": {‸"), "model", "userID password previous", "group"},

		// Parameters.
		{ward("params: ‸"), "acd", "prov reg", "unlisted"},
		{ward("params: {‸\n\tprov: {login: enabled: true}}"), "acd", "reg", "prov"},
		{ward("params: {\n\tprov: login: enabled: true\n\t‸}"), "acd", "prov", ""}, // prov: polling: …
		{ward("params: prov: ‸"), "autoConfigUpload", "login polling", "enabled"},
		{ward("params: prov: login: {enabled: true, ‸}"), "automaticLogout", "required persistent", "enabled"},
		{ward("params: prov: login: enabled: true\n\tparams: prov: login: ‸"), "automaticLogout", "required", "enabled"},
		{ward("params: prov: lo‸"), "login", "login.automaticLogout", ""},
		{ward("params: login‸"), "prov.login.automaticLogout", "prov.login.enabled", "up"},
		{ward("params: {\n\tautomaticlog‸\n}"), "prov.login.automaticLogout", "", ""},
		{ward("params: logout‸"), "", "prov.login.automaticLogout prov.vdp.accessCode.logout", "up"},
		{ward("params: ringtone‸"), "call.autoAnswer.ringTone", "", "up"},
		{ward("params: walkie‸"), "ptt.pttMode.enable", "", "up"}, // only its description says so
		{ward("params: up: ‸"), "accessibilityFeatures", "25mm idleTimeout", ""},
		{ward("params: prov.login.en‸"), "prov.login.enabled", "", "prov.login.required"},
		{ward("params: {prov: login.en‸}"), "login.enabled", "", ""},
		{ward("params: reg: ‸"), "1", "2 34", "35"},
		{ward("params: reg: {\"1\": address: \"1\", ‸}"), "2", "34", "1"},
		{ward("params: reg: \"‸\""), "1", "2", ""},
		{ward("params: reg: \"1\": {address: \"1\", ‸}"), "acd-agent-available", "label auth", "address"},
		{ward("params: reg.2.addr‸"), "reg.2.address", "", ""},
		{ward("users: ana: params: ptt: channel: \"24\": ‸"), "allowReceive", "label subscribed", ""},
		{ward("params: lcl: ml: ‸"), "", "lang", ""},
		{rooms("params: {Display_Name_1_: \"x\", Display_Name_‸}"), "Display_Name_2_", "", "Display_Name_1_"},
		{rooms("params: {Display_Name_3‸}"), "Display_Name_3_", "", ""},
		{rooms("params: ringer‸"), "", "Ringer_Volume", "Proxy_1_"},
		{rooms("params: Time_Zone: \"GMT\"\n\tmodels: SPA504G: params: Screen‸"), "Screen_Saver_Enable", "Screen_Saver_Icon", "Time_Zone"},

		// Values.
		{ward("dialect: ‸"), `"spectralink"`, `"polycom"`, "true"},
		{ward("masters: \"a‸\""), `"all"`, "", ""},
		{ward("params: prov: polling: mode: ‸"), `"abs"`, `"rel" "random"`, ""},
		{ward("params: prov: polling: {mode: \"ra‸, time: \"02:00\"}"), `"random"`, "", `"abs"`},
		{ward("params: prov: polling: enabled: t‸"), "true", "", "false"},
		{ward("params: prov: polling: enabled: \"‸"), "", "", "true false"},
		{ward("params: prov: login: automaticLogout: ‸"), "", "", "true"},
		{ward("label: ‸"), "", "", ""},
		{ward("label: \"pro‸\""), "", "", ""},
		{ward("params: prov: polling: mode: \"abs\" ‸"), "", "", ""},
		{ward("// par‸"), "", "", ""},
		{ward("params: {} // ‸"), "", "", ""},
		{rooms("models: ‸"), "SPA301", "SPA525G2", ""},
		{rooms("models: SPA504G: {}\n\tmodels: ‸"), "SPA301", "", "SPA504G"},
		{rooms("phones: \"0026cb000001\": model: \"SPA5‸\""), `"SPA501G"`, `"SPA525G2"`, `"SPA303"`},
		{rooms("keepLocal: [‸"), "", "Enable_Web_Server", ""},
		{rooms("keepLocal: [\"LCD_‸\"]"), "LCD_Contrast", "", "Ringer_Volume"},
		{rooms("access: Ringer_Volume: ‸"), `"na"`, `"ro" "rw"`, ""},
		{rooms("access: Ringer‸"), "Ringer_Volume", "", ""},
		{ward("restarts: \"up.idleT‸\""), "up.idleTimeout", "", ""},

		// What refers to something else.
		{ward("groups: {icu: label: \"ICU\", er: {}}\n\tphones: \"00907a000001\": group: ‸"), `"icu"`, `"er"`, ""},
		{ward("groups: {icu: {}, er: {}}\n\tphones: \"00907a000001\": {group: \"i‸\"}"), `"icu"`, "", `"er"`},
		{ward("phones: \"00907a000001\": group: \"icu\"\n\tgroups: ‸"), "icu", "", ""},
		{ward("profiles: directory: \"people\"\n\tusers: ana: directory: ‸"), `"people"`, "", ""},
		{ward("users: {ana: password: secret: \"a1\"\n\tben: password: secret: \"‸\"}"), `"ben"`, `"a1"`, ""},
		{ward("users: {ana: password: secret: \"a1\"\n\tben: password: ‸}"), `secret: "ben"`, "secret", ""},
		{ward("users: ana: password: \"hun‸\""), "", "", "hunter2 hun"},
		{ward("params: reg: \"1\": auth: password: secret: ‸\n\tusers: ana: password: secret: \"a1\""), `"a1"`, "", ""},
		{ward("params: prov: login: defaultUser: ‸\n\tusers: {ana: label: \"A\", ben: {}}"), `"ana"`, `"ben"`, ""},
		{ward("accept: [{check: \"user-pass‸\"}]"), `"user-password-default"`, "", `"ptt-persistent"`},
		{ward("groups: a: accept: [{check: ‸"), "", `"user-password-default" "changes-not-fetched"`, `"authorized-limit"`},

		// Templates.
		{ward("users: ana: _staff & {‸}") + "_staff: {params: up: idleTimeout: 3}\n", "label", "params password", "group"},
		{ward("users: ana: _‸") + "_staff: {params: up: idleTimeout: 3}\n_sip: reg: \"1\": address: \"3\"\n", "_staff", "", "_sip"},
		{ward("users: ana: params: {_‸\n}") + "_staff: {params: up: idleTimeout: 3}\n_sip: reg: \"1\": address: \"3\"\n", "_sip", "", "_staff"},
		{ward("users: ana: params: _sip & ‸") + "_sip: reg: \"1\": address: \"3\"\n", "_sip", "", ""},
		{ward("users: ana: _staff") + "_staff: {‸}\n", "label", "password", "group"},
		{ward("groups: a: {_staff}") + "_staff: params: ‸\n", "acd", "prov", ""},
		{ward("") + "_staff: {params: {‸}}\n", "acd", "prov", "Ringer_Volume"},
		{ward("users: ana: params: _line & {‸}") + "_line: {#name: string, _of: _, reg: \"1\": label: #name}\n", "#name", "_of prov", ""},
		{ward("users: ana: params: _line & {#name: \"A\", ‸}") + "_line: {#name: string, _of: _, reg: \"1\": label: #name}\n", "_of", "prov", "#name"},
		{ward("users: ana: params: _line & {#‸}") + "_line: {#name: string, reg: \"1\": label: #name}\n", "#name", "", "prov"},
		{desks + "_staff: params: {Ringer‸}\n", "", "Ringer_Volume", "acd"},
		{both + "_staff: params: {‸}\n", "", "acd Restricted_Access_Domains", ""},
		{handsets + "_nurse: spectralink.#User & {‸}\n", "label", "password", "group"},
		{handsets + "#Nurse: spectralink.#User & {params: prov: ‸}\n", "autoConfigUpload", "login", ""},
		{handsets + "_base: spectralink.#Deployment & {}\nward: _base & {‸}\n", "label", "groups", ""},
		{handsets + "_a: _b & {‸}\n_b: _a\n", "", "", "groups"},
	} {
		text, offset := cut(t, x.text)
		items, _ := editor.New(vendors.All(), nil).Complete("p.cue", text, offset)
		var labels []string
		for _, i := range items {
			labels = append(labels, i.Label)
		}
		shown := fmt.Sprintf("%s\nproposes %s", x.text[strings.Index(x.text, "\n\n")+2:], strings.Join(labels[:min(len(labels), 20)], ", "))
		if x.first != "" && (len(labels) == 0 || labels[0] != x.first) {
			t.Errorf("%s\nfirst want %s", shown, x.first)
		}
		for _, want := range strings.Fields(x.also) {
			if !slices.Contains(labels, want) {
				t.Errorf("%s\nnot %s", shown, want)
			}
		}
		for _, not := range strings.Fields(x.not) {
			if slices.Contains(labels, not) {
				t.Errorf("%s\nand %s", shown, not)
			}
		}
		if x.first+x.also+x.not == "" && len(labels) > 0 {
			t.Errorf("%s\nwant nothing", shown)
		}
	}
}

// What is put into the text, and in the place of what.
func TestCompletedText(t *testing.T) {
	for _, x := range []struct{ text, label, want string }{
		{"params: lo‸", "prov.login.enabled", "params: prov: login: enabled: "},
		{"params: prov.login.en‸", "prov.login.enabled", "params: prov: login: enabled: "},
		{"params: reg: ‸", "2", "params: reg: \"2\": "},
		{"params: reg: \"‸\"", "2", "params: reg: \"2\": "},
		{"params: reg: \"1‸\": address: \"3\"", "1", "params: reg: \"1\": address: \"3\""},
		{"params: prov: log‸in: enabled: true", "login", "params: prov: login: enabled: true"},
		{"params: prov: polling: mode: r‸", `"random"`, "params: prov: polling: mode: \"random\""},
		{"params: prov: polling: mode: \"r‸\"", `"random"`, "params: prov: polling: mode: \"random\""},
		{"params: prov: polling: mode: ‸\"abs\"", `"random"`, "params: prov: polling: mode: \"random\""},
		{"params: prov: polling: {mode: \"r‸, time: \"02:00\"}", `"random"`, "params: prov: polling: {mode: \"random\", time: \"02:00\"}"},
		{"params: reg: \"1\": ‸", "acd-login-logout", "params: reg: \"1\": \"acd-login-logout\": "},
		{"params: localPass‸", "prov.login.localPassword.hashed", "params: prov: login: \"localPassword.hashed\": "},
		{"params: country.3.callerId‸", "lcl.country.3.callerId", "params: lcl: \"country.3.callerId\": "},
		{"users: ana: password: ‸", `secret: "ana"`, "users: ana: password: secret: \"ana\""},
		{"restarts: idleT‸", "up.idleTimeout", "restarts: \"up.idleTimeout\": "},
	} {
		before := handsets + "ward: spectralink.#Deployment & {\n\t"
		text, offset := cut(t, before+x.text+"\n}\n")
		items, _ := editor.New(vendors.All(), nil).Complete("p.cue", text, offset)
		i := slices.IndexFunc(items, func(i editor.Item) bool { return i.Label == x.label })
		if i < 0 {
			t.Errorf("%s: %s is not proposed: %v", x.text, x.label, items[:min(len(items), 5)])
			continue
		}
		got := string(text[:items[i].From]) + items[i].Insert + string(text[items[i].To:])
		if got != before+x.want+"\n}\n" {
			t.Errorf("%s becomes %s", x.text, strings.TrimPrefix(got, before))
		}
	}
}

// An item says in few words what it is.
func TestDetails(t *testing.T) {
	for _, x := range []struct{ text, label, want string }{
		{handsets + "w: spectralink.#Deployment & {params: prov: login: ‸}", "automaticLogout", "a whole number from 0 to 46000; default 0"},
		{handsets + "w: spectralink.#Deployment & {params: prov: ‸}", "login", "group of parameters"},
		{handsets + "w: spectralink.#Deployment & {params: prov: login: ‸}", "useProvAuth", "of a later release; printable text, a whole number, or true or false"},
		{handsets + "w: spectralink.#Deployment & {‸}", "dialect", `spectralink or polycom; default "spectralink"`},
		{handsets + "w: spectralink.#Deployment & {accept: [{check: ‸}]}", `"user-password-default"`, "warning"},
		{handsets + "w: spectralink.#Deployment & {params: prov: polling: enabled: ‸}", "false", "the default"},
		{desks + "w: cisco.#Deployment & {phones: a: {model: \"SPA504G\", params: Screen_Saver_‸}}", "Screen_Saver_Type", "not on the SPA504G; printable text on one line, or a whole number; default Black Background"},
		{desks + "w: cisco.#Deployment & {models: SPA525G2: params: Screen_Saver_‸}", "Screen_Saver_Icon", "not on the SPA525G2; one of StationTime, Lock, Phone, DateTime, Background Picture; default Background Picture"},
		{desks + "w: cisco.#Deployment & {‸}", "server", "required; a URL that begins with http:// or https://, with no $ # | or blank, and no slash at the end"},
	} {
		text, offset := cut(t, x.text)
		items, _ := editor.New(vendors.All(), nil).Complete("p.cue", text, offset)
		i := slices.IndexFunc(items, func(i editor.Item) bool { return i.Label == x.label })
		if i < 0 || items[i].Detail != x.want {
			t.Errorf("%s: %v", x.text, items[max(i, 0):min(len(items), max(i, 0)+1)])
		}
	}
}

// Other files of the package are known, as they are now, and what the last compile made.
func TestCompleteFromElsewhere(t *testing.T) {
	p, texts := example(t, "hospital")
	p = p.Now(map[string][]byte{"hospital/templates.cue": append(slices.Clone(texts["hospital/templates.cue"]), "_late: {reg: \"3\": address: \"9\"}\n"...)})
	propose := func(marked string) string {
		text, offset := cut(t, handsets+marked)
		items, _ := p.Complete("hospital/hospital.cue", text, offset)
		var labels []string
		for _, i := range items {
			labels = append(labels, i.Label)
		}
		return strings.Join(labels, " ")
	}
	if got := propose("hospital: spectralink.#Deployment & {params: {_‸}}"); !strings.Contains(got, "_late") {
		t.Errorf("of templates: %s", got)
	}
	if got := propose("hospital: spectralink.#Deployment & {phones: ‸}"); !strings.Contains(got, "00907a200003") {
		t.Errorf("of handsets: %s", got)
	}
}

// Who is in a table is not proposed to be declared once more; who may be named is.
func TestCompleteBesideTables(t *testing.T) {
	p, text := tables(t)
	for _, x := range []struct{ marked, not string }{
		{strings.Replace(text, "users: lea: password", "users: ‸\n\tusers: lea: password", 1), "ana"},
		{strings.Replace(text, "users: lea: password", "users: {a‸}\n\tusers: lea: password", 1), "ana"},
		{strings.Replace(text, "users: lea: password", "phones: ‸\n\tusers: lea: password", 1), "00907a000001"},
	} {
		now, offset := cut(t, x.marked)
		items, _ := p.Complete("p/p.cue", now, offset)
		for _, i := range items {
			if i.Label == x.not {
				t.Errorf("%s is proposed, which a table has", x.not)
			}
		}
	}
	now, offset := cut(t, strings.Replace(text, "login: {enabled: true", "login: {defaultUser: ‸, enabled: true", 1))
	items, _ := p.Complete("p/p.cue", now, offset)
	if !slices.ContainsFunc(items, func(i editor.Item) bool { return i.Label == `"ana"` }) {
		t.Errorf("nobody of the table is proposed as the default user: %v", items)
	}
}

// Before the declarations of a file, its package and the schemas are proposed.
func TestCompleteHead(t *testing.T) {
	other := map[string][]byte{"icu/more.cue": []byte("// More.\npackage ward\n")}
	for _, x := range []struct {
		marked string
		others map[string][]byte
		want   string // what the text becomes with the first, or empty
	}{
		{"pack‸", nil, "package icu"},
		{"// Theirs.\npackage‸\n", other, "// Theirs.\npackage ward\n"},
		{"package icu\npack‸", nil, ""},
		{"package icu\n\nimp‸\n", nil, "package icu\n\nimport \"provc.internal/schema/spectralink\"\n"},
		{"package icu\n\nimport \"‸\n", nil, "package icu\n\nimport \"provc.internal/schema/spectralink\"\n"},
		{"package icu\n\nimport \"‸\"\n", nil, "package icu\n\nimport \"provc.internal/schema/spectralink\"\n"},
		{"package icu\n\nimport \"provc.internal/sch‸\"\n\nx: {}\n", nil, "package icu\n\nimport \"provc.internal/schema/spectralink\"\n\nx: {}\n"},
		{"package icu\n\nimport \"cis‸co\"\n", nil, "package icu\n\nimport \"provc.internal/schema/cisco\"\n"},
		{"package icu\n\nimport (\n\t\"strings\"\n\tphones \"‸\"\n)\n", nil, "package icu\n\nimport (\n\t\"strings\"\n\tphones \"provc.internal/schema/spectralink\"\n)\n"},
		{handsets + "import \"‸\"\n", nil, strings.TrimSuffix(handsets, "\n") + "\nimport \"provc.internal/schema/cisco\"\n"},
		{"package icu\n\nimport \"str‸\"\n", nil, ""},
		{"package icu\n\nx: \"‸\"\n", nil, ""},
		{"package icu\n\nx: {}\nimp‸\n", nil, ""},
		{"package icu\n// import \"‸\n", nil, ""},
	} {
		text, offset := cut(t, x.marked)
		items, _ := editor.New(vendors.All(), x.others).Complete("icu/icu.cue", text, offset)
		got := ""
		if len(items) > 0 {
			i := items[0]
			for _, other := range items {
				if strings.Contains(other.Label, "spectralink") {
					i = other
				}
			}
			got = string(text[:i.From]) + i.Insert + string(text[i.To:])
		}
		if got != x.want {
			t.Errorf("%q becomes %q\nwant %q", x.marked, got, x.want)
		}
	}
}

// The tables beside a file are proposed to its inventory, and nowhere else.
func TestCompleteTables(t *testing.T) {
	p := editor.New(vendors.All(), nil).Beside([]string{"people.csv", "rooms.yaml"})
	for marked, want := range map[string]string{
		"inventory: users: file: ‸":          `"people.csv" "rooms.yaml"`,
		"inventory: phones: {file: \"ro‸\"}": `"rooms.yaml"`,
		"label: \"‸\"":                       "",
	} {
		text, offset := cut(t, handsets+"ward: spectralink.#Deployment & {"+marked+"}\n")
		items, _ := p.Complete("p.cue", text, offset)
		var got []string
		for _, i := range items {
			got = append(got, i.Label)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v\nwant %s", marked, got, want)
		}
	}
}
