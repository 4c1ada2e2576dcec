package editor_test

import (
	"regexp"
	"strings"
	"testing"

	"provc/compiler/editor"
	"provc/compiler/filetest"
	"provc/compiler/vendors"
)

// What is told of a word, without a compile.
func TestHover(t *testing.T) {
	ward := func(body string) string { return handsets + "ward: spectralink.#Deployment & {\n" + body + "\n}\n" }
	rooms := func(body string) string { return desks + "rooms: cisco.#Deployment & {\n" + body + "\n}\n" }
	for _, x := range []struct{ text, word, want string }{
		{ward("params: prov: login: automaticL‸ogout: 30"), "automaticLogout", "`prov.login.automaticLogout` of `spectralink`\n\n" +
			"Minutes without use after which the user is logged out; 0 never logs out (CS-15-10).\n\n" +
			"- value: must be a whole number from 0 to 46000\n- default: 0\n- home: site.cfg\n- restart: unknown"},
		{ward("params: prov: login: automaticLogout: 3‸0"), "30", "`prov.login.automaticLogout` of `spectralink`"},
		{ward("params: prov: polling: mode: ‸\"abs\""), "\"abs\"", "- value: must be one of abs, rel, random\n- default: abs"},
		{ward("params: pr‸ov: login: enabled: true"), "prov", "`prov.*` of `spectralink`\n\nprovisioning: user profiles, polling for changes, uploads.\n\n- `autoConfigUpload`"},
		{ward("params: prov: lo‸gin: enab"), "login", "`prov.login.*` of `spectralink`\n\n- `automaticLogout`: Minutes"},
		{ward("params: reg: \"‸2\": address: \"1\""), "\"2\"", "`reg.2.*` of `spectralink`"},
		{ward("params: ptt: channel: \"24\": subscri‸bed: true"), "subscribed", "- default: true\n"},
		{ward("params: ptt: channel: \"2\": subscri‸bed: true"), "subscribed", "- default: false\n"},
		{ward("users: {for x in _t {(x.id): params: ptt: channel: \"\\(x.n)\": subscri‸bed: true}}"), "subscribed", "`ptt.channel.x.subscribed` of `spectralink`"},
		{ward("params: prov: login: {\r\n\tlocalP‸assword: \"x\"\r\n}"), "localPassword", "- secret: yes"},
		{ward("par‸ams: {}"), "params", "`params` of a deployment\n\nParameters of every handset of the layer."},
		{ward("dia‸lect: \"polycom\""), "dialect", "`dialect` of a deployment\n\nRoot elements of the files: handsetConfig and MASTER_CONFIG"},
		{ward("dialect: \"poly‸com\""), "\"polycom\"", "- value: must be spectralink or polycom\n- default: \"spectralink\""},
		{ward("profiles: dir‸ectory: \"a\""), "directory", "USER_PROFILES_DIRECTORY: the folder"},
		{ward("groups: ic‸u: label: \"Intensive care\""), "icu", "Group `icu`, Intensive care\n\nA named set of handsets, such as a ward."},
		{ward("phones: \"00907a00‸0001\": label: \"Desk\""), "\"00907a000001\"", "Phone `00907a000001`, Desk\n\nOne handset."},
		{ward("users: ä‸na: {}"), "äna", "User `äna`\n\nOne person."},
		{ward("inventory: users: {file: \"a.csv\", ea‸ch: {password: secret: \"{id}\"}}"), "each", "What each row makes: a user\n\nOne person."},
		{ward("accept: [{check: \"user-password-‸default\"}]"), "\"user-password-default\"", "`user-password-default`, warning\n\nA user has no password"},
		{ward("users: ana: password: secret: \"an‸a\""), "\"ana\"", "Secret `ana`"},
		{ward("restarts: \"up.idle‸Timeout\": false"), "\"up.idleTimeout\"", "`up.idleTimeout` of `spectralink`"},
		{ward("unlisted: \"up.idle‸Timeout\": 3"), "\"up.idleTimeout\"", "`up.idleTimeout` of `spectralink`"},
		{handsets + "ward: spectralink.#Deploy‸ment & {}", "spectralink.#Deployment", "One set of handsets and the people who log in to them."},
		{ward("groups: icu: {_st‸aff}") + "_staff: params: {}\n", "_staff", "`_staff`, declared in p.cue:8"},
		{rooms("params: Proxy_‸2_: \"a\""), "Proxy_2_", "`Proxy_2_` of `cisco`"},
		{rooms("params: Ringer_Vol‸ume: 8"), "Ringer_Volume", "- default: 8 (not sure on SPA525G2)\n- restart: unknown\n- models: SPA50x SPA30x SPA525G2\n- at phone: can be changed"},
		{rooms("params: SIP_Port_‸2_: 5061"), "SIP_Port_2_", "- default: 5061"},
		{rooms("keepLocal: [\"Ringer‸_Volume\"]"), "\"Ringer_Volume\"", "Volume of ringing."},
		{rooms("models: SPA5‸04G: {}"), "SPA504G", "Model `SPA504G`"},
		{rooms("ser‸ver: \"http://a\""), "server", "- required: yes"},

		{ward("users: {for x in _t {(x.id): params: ptt: channel: \"\\(x.n)\": subscri‸bed: true}}"), "subscribed", "- default: false (1,24,25: true)"},
		{ward("users: ana: password: sec‸ret: \"ana\""), "secret", "`secret` of a secret reference"},
		{ward("users: ana: la‸bel: \"Ana\""), "label", "`label` of a person"},
		{ward("authorizedNumbers: [{val‸ue: \"112\"}]"), "value", "`value` of an authorized number"},
		{ward("inventory: users: fi‸le: \"a.csv\""), "file", "`file` of an inventory"},
		{ward("accept: [{rea‸son: \"x\"}]"), "reason", "`reason` of an acceptance"},
		{rooms("phones: \"0026cb000001\": mo‸del: \"SPA504G\""), "model", "`model` of a phone"},

		{ward("// par‸ams"), "", ""},
		{ward("nonsense: ‸1"), "", ""},
		{ward("params: nonsense: fo‸o: 1"), "", ""},
		{ward(" ‸ "), "", ""},
		{"ward: par‸ams: {}", "", ""},
	} {
		text, offset := cut(t, x.text)
		h, ok := editor.New(vendors.All(), nil).Hover("p.cue", text, offset)
		if ok != (x.want != "") || !strings.Contains(h.Markdown, x.want) {
			t.Errorf("%s\nsays %s\nwant %s", x.text[strings.Index(x.text, "\n\n")+1:], h.Markdown, x.want)
		}
		if ok && string(text[h.From:h.To]) != x.word {
			t.Errorf("%s: it is about %s", x.text, text[h.From:h.To])
		}
	}
}

// Of a group of parameters twelve are told, and how many there are beside them.
func TestHoverOfGroups(t *testing.T) {
	for label, want := range map[string]string{"up": `- and \d+ more`, "acd": ""} {
		text, offset := cut(t, handsets+"ward: spectralink.#Deployment & {params: "+label+"‸: {}}\n")
		h, _ := editor.New(vendors.All(), nil).Hover("p.cue", text, offset)
		_, list, _ := strings.Cut(h.Markdown, "\n\n- ")
		lines := strings.Split(list, "\n")
		more := regexp.MustCompile("^" + want + "$").MatchString(lines[len(lines)-1])
		if want != "" && (len(lines) != 13 || !more) || want == "" && (len(lines) > 12 || strings.Contains(list, " more")) {
			t.Errorf("%s: %d lines\n%s", label, len(lines), list)
		}
	}
}

// What the last compile made tells whom a word reaches.
func TestHoverReach(t *testing.T) {
	for _, x := range []struct{ file, before, word, want string }{
		{"clinic/clinic.cue", "", "ward: spec", "Reaches 2 handsets, every handset that is not listed, and 3 people."},
		{"clinic/clinic.cue", "", "automaticLogout", "Reaches 2 handsets, every handset that is not listed, and 3 people."},
		{"clinic/clinic.cue", "groups: theatre", "type: \"visual\"", "Reaches 2 handsets and 3 people."},
		{"clinic/clinic.cue", "users: {", "Brian: {", "Person Brian, ward 2 (Brian)\n\nThe profile is `user_cfg_files/Brian.cfg`.\n\nLogs in on 2 handsets and every handset that is not listed."},
		{"clinic/clinic.cue", "users: {", "address: \"1044", "Reaches 1 person: Brian, ward 2 (Brian)."},
		{"clinic/clinic.cue", "phones: {", "00907a0e7fe6", "Handset Theatre 2 (00907a0e7fe6), of group `theatre`\n\nIt reads, the strongest first:\n\n- `00907a0e7fe6.cfg`\n- `phone-00907a0e7fe6.cfg`\n- `group-theatre.cfg`"},
		{"clinic/clinic.cue", "phones: {", "theatre\"", "Group `theatre`\n\nReaches 2 handsets and 3 people."},
		{"clinic/clinic.cue", "phones: {", "displayName", "Reaches 1 handset: Theatre 2 (00907a0e7fe6)."},
		{"clinic/clinic.cue", "ana: {", "ana\"", "Secret `ana`\n\n- `prov.login.localPassword` of 1 file, read by 1 person"},
		{"hospital/hospital.cue", "", "persistent", ""},
		{"hospital/hospital.cue", "logistics: {", "required: false", "Reaches 8 handsets and 48 people."},
		{"hospital/hospital.cue", "params: {", "required: true", "for 8 handsets a stronger file says otherwise."},
		{"hospital/templates.cue", "", "_forPhysicians", "Reaches 16 handsets and 12 people."},
		{"hospital/templates.cue", "", "onIntensity", "Reaches 60 people."},
		{"campus/campus.cue", "", "host_library", "- `EM_Phone_Password` of 1 file, read by 1 phone\n- the password with which 1 identity authenticates to the server"},
	} {
		folder, _, _ := strings.Cut(x.file, "/")
		p, texts := example(t, folder)
		text := texts[x.file]
		from := strings.Index(string(text), x.before)
		at := strings.Index(string(text[from:]), x.word)
		if at < 0 {
			if x.want != "" {
				t.Errorf("%s has no %s", x.file, x.word)
			}
			continue
		}
		h, _ := p.Hover(x.file, text, from+at+1)
		if !strings.Contains(h.Markdown, x.want) {
			t.Errorf("%s, %s: %s\nwant %s", x.file, x.word, h.Markdown, x.want)
		}
	}
}

// tables is a package of a file, p/p.cue, with people and handsets in tables.
func tables(t *testing.T) (p *editor.Package, text string) {
	t.Helper()
	dir := t.TempDir()
	text = handsets + `ward: spectralink.#Deployment & {
	profiles: directory: "people"
	params: {prov: login: {enabled: true, persistent: true, automaticLogout: 60}, voIpProt: server: "1": address: "pbx.test.example"}
	groups: {"w-3": {}, "w": {}}
	inventory: users: {
		file: "people.csv"
		id:   "{id}"
		each: {
			password: {
				secret: "login_{id}"
			}
			params: reg: "2": {address: "{ext}", auth: {userId: "{ext}", password: secret: "line_{ext}"}}
		}
	}
	inventory: phones: {file: "phones.csv", id: "{mac}", each: group: "w-{ward}"}
	users: lea: password: secret: "login_lea"
}
`
	filetest.Write(t, dir, map[string]string{
		"cue.mod/module.cue": "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n",
		"p/p.cue":            text, "p/people.csv": "id,ext\nana,71\nben,72\nzoe,73\n", "p/phones.csv": "mac,ward\n00907a000001,3\n",
	})
	p, _ = compiledIn(t, dir, "p")
	return p, text
}

// What each row of a table makes a name of its own of is told of the rows, wherever in it
// somebody points, and what only looks like one of them is not.
func TestHoverOfRows(t *testing.T) {
	p, text := tables(t)
	for _, x := range []struct{ word, want string }{
		{"\"login_{id}\"", "3 secrets, which the rows name: `login_ana`, `login_ben`, `login_zoe`\n\n- `prov.login.localPassword` of 3 files, read by 3 people"},
		{"\"line_{ext}\"", "3 secrets, which the rows name: `line_71`, `line_72`, `line_73`\n\n- `reg.2.auth.password` of 3 files, read by 3 people"},
		{"\"login_lea\"", "Secret `login_lea`\n\n- `prov.login.localPassword` of 1 file, read by 1 person"},
		{"\"w-{ward}\"", "`group` of a phone\n\n"},
	} {
		from := strings.Index(text, x.word)
		for i := 1; i < len(x.word)-1; i++ {
			h, ok := p.Hover("p/p.cue", []byte(text), from+i)
			if !ok {
				continue // nothing is better than something else
			}
			if !strings.HasPrefix(h.Markdown, x.want) || text[h.From:h.To] != x.word {
				t.Errorf("%s at %d: of %s %s\nwant %s", x.word, i, text[h.From:h.To], h.Markdown, x.want)
			}
		}
		if _, ok := p.Hover("p/p.cue", []byte(text), from+2); !ok {
			t.Errorf("nothing is told of %s", x.word)
		}
	}
	changed := strings.Replace(text, "login_{id}", "pin_{id}", 1)
	if h, _ := p.Hover("p/p.cue", []byte(changed), strings.Index(changed, "pin_")+2); strings.Contains(h.Markdown, "Nobody") || strings.Contains(h.Markdown, "login_") {
		t.Errorf("of what was not compiled it is told: %s", h.Markdown)
	}
}

// Lines are found again in a text that has changed since it was compiled; of those that
// are new nothing is told.
func TestReachOfChangedText(t *testing.T) {
	p, texts := example(t, "clinic")
	const file = "clinic/clinic.cue"
	told := func(text, word string) bool {
		h, _ := p.Hover(file, []byte(text), strings.Index(text, word)+1)
		return strings.Contains(h.Markdown, "Reaches")
	}
	text := string(texts[file])
	for _, x := range []struct{ old, new, word string }{
		{"ward: spec", "// One\n// two\nward: spec", "automaticLogout"},
		{"		ptt: pttMode: enable: true\n", "", "idleTimeout"},
		{"automaticLogout: 30", "automaticLogout: 45", "automaticLogout: 45"},
		{"up: idleTimeout: 60", "up: {\nidleTimeout: 60}", "automaticLogout"},
	} {
		if !told(strings.Replace(text, x.old, x.new, 1), x.word) {
			t.Errorf("with %q it is not told whom %s reaches", x.new, x.word)
		}
	}
	if told(strings.Replace(text, "			required: true\n", "			required: true\n			localPassword: \"x\"\n", 1), "localPassword") {
		t.Error("of a line that is new it is told whom it reaches")
	}
}

// Whoever asks learns no password, wherever somebody has written one.
func TestSecretsStayHidden(t *testing.T) {
	const text = handsets + `ward: spectralink.#Deployment & {
	params: {
		prov: login: {enabled: true, defaultPassword: "Hunter2!"}
		reg: "1": auth: {userId: "7", password: "Hunter2!"}
	}
	groups: icu: label: "https://x:Hunter2!@example.org/"
	users: ana: {password: "Hunter2!", params: reg: "1": auth: password: secret: "Hunter2!"}
	users: ben: {password: secret: "ben", label: "http://x:Hunter2!@example.org/"}
	unlisted: "x.password": "Hunter2!"
}
_x: password: "Hunter2!"
`
	p := editor.New(vendors.All(), nil)
	for offset := range len(text) {
		h, _ := p.Hover("p.cue", []byte(text), offset)
		said := h.Markdown
		items, _ := p.Complete("p.cue", []byte(text), offset)
		for _, i := range items {
			said += i.Label + i.Detail + i.Doc + i.Insert
		}
		if strings.Contains(said, "Hunter2") {
			t.Fatalf("at %d: %s", offset, said)
		}
	}
}
