package reach_test

import (
	"context"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/editor/reach"
	"provc/compiler/filetest"
	"provc/compiler/vendors"
)

// rooms are desk phones of two models beside handsets, with four people and no group.
const rooms = `package p
import "provc.internal/schema/cisco"
import "provc.internal/schema/spectralink"
rooms: cisco.#Deployment & {
	server: "https://prov.example/cisco", domain: "@clinic.example", folder: "desks"
	models: {SPA504G: {}, SPA303: {}}
	params: Ringer_Volume: 8
	phones: "0026cb000001": {model: "SPA504G", userID: "board", password: secret: "board"}
	users: {
		ann: {password: secret: "ann", params: Display_Name_1_: "Ann"}
		bob: {password: secret: "all", params: Display_Name_1_: "Bob"}
		cid: {password: secret: "all", params: Display_Name_1_: "Cid"}
		dora: {password: secret: "all", params: Display_Name_1_: "Dora"}
	}
}
halls: spectralink.#Deployment & {
	params: up: idleTimeout: 20
	phones: "00907a000001": params: up: idleTimeout: 30
}
`

// Phones are called what people call them who sell them, and all of several kinds are
// phones. Of those who are not listed one kind is told, and more in a word; people are
// named while they are three.
func TestRooms(t *testing.T) {
	t.Parallel()
	result, err := compiler.Compile(context.Background(), compiler.Options{Dir: filetest.Folder(t, map[string]string{"p.cue": rooms})})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result.Findings)
	}
	a := reach.New(vendors.All(), result.Packages[0])
	line := func(word string) int { return 1 + strings.Count(rooms[:strings.Index(rooms, word)], "\n") }
	for _, c := range []struct {
		from, to, name, want string
	}{
		{"Ringer", "Ringer", "Ringer_Volume", "Reaches 1 phone, those that are not listed, and 4 people."},
		{"idleTimeout: 20", "idleTimeout: 20", "up.idleTimeout", "Reaches every handset that is not listed; for 1 handset a stronger file says otherwise."},
		{"idleTimeout: 30", "idleTimeout: 30", "up.idleTimeout", "Reaches 1 handset: 00907a000001."},
		{"ann:", "cid:", "", "Reaches 3 people: ann, bob, cid."},
		{"ann:", "dora:", "", "Reaches 4 people."},
		{"Ringer", "idleTimeout: 30", "", "Reaches 2 phones, those that are not listed, and 4 people."},
	} {
		r := a.ReadersOf(a.DeclaredAt("p.cue", line(c.from), line(c.to), c.name), c.name)
		if got := r.Sentence(); got != c.want {
			t.Errorf("from %s to %s: %s\nwant %s", c.from, c.to, got, c.want)
		}
	}
	for name, want := range map[string]string{"rooms": "1 phone, those that are not listed, and 4 people", "halls": "1 handset and every handset that is not listed"} {
		if r := a.Deployment(name); r.String() != want {
			t.Errorf("%s: %s, want %s", name, r.String(), want)
		}
	}
	said, ok := a.AboutPerson("rooms", "ann")
	if want := "Person ann|The profile is `desks/mobile/ann.xml`.|Logs in on 1 phone and those that are not listed."; !ok || strings.Join(said, "|") != want {
		t.Errorf("%q, want %s", said, want)
	}
	if said, ok := a.AboutHandset("0026cb000001"); ok {
		t.Errorf("a phone is known by its identity, not by its MAC: %q", said)
	}
	for secrets, want := range map[string]string{
		"board":      "- `EM_Phone_Password` of 1 file, read by 1 phone\n- the password with which 1 identity authenticates to the server",
		"all":        "- the password with which 3 identities authenticate to the server",
		"ann all":    "- the passwords with which 4 identities authenticate to the server",
		"ann nobody": "- the passwords with which 1 identity authenticates to the server",
	} {
		if got := a.ReadersOfSecrets(strings.Fields(secrets)); got != want {
			t.Errorf("%s: %s\nwant %s", secrets, got, want)
		}
	}
	if got := a.AboutSecrets([]string{"a", "b", "c"})[0]; got != "3 secrets, which the rows name: `a`, `b`, `c`" {
		t.Error(got)
	}
}

// Of many files that a handset reads, the strongest are told. On one on which nobody can log
// in, nobody is told to.
func TestAboutHandsetAlone(t *testing.T) {
	t.Parallel()
	text := "package p\nimport \"provc.internal/schema/spectralink\"\nward: spectralink.#Deployment & {\n\tphones: \"00907a000001\": params: up: idleTimeout: 30\n\tparams: {\n"
	for _, param := range []string{ // of eight files, beside that of the handset itself and its master
		"up: idleTimeout: 20", "acd: \"1\": unavailreason: active: true", "call: advancedMissedCalls: addToMissedList: true", "call: autoAnswer: micMute: true",
		"apps: \"1\": label: \"a\"", "font: delimiter: \"a\"", "reg: \"1\": {address: \"1\", server: \"1\": address: \"pbx.example\"}", "voIpProt: SIP: enable: true",
	} {
		text += "\t\t" + param + "\n"
	}
	text += "\t}\n}\n"
	result, err := compiler.Compile(context.Background(), compiler.Options{Dir: filetest.Folder(t, map[string]string{"p.cue": text})})
	if err != nil || result.Findings.HasErrors() {
		t.Fatal(err, result.Findings)
	}
	a := reach.New(vendors.All(), result.Packages[0])
	said, ok := a.AboutHandset("00907a000001")
	if !ok || len(said) != 3 || said[0] != "Handset 00907a000001" || said[1] != "It reads, the strongest first:" {
		t.Fatalf("%q %v", said, ok)
	}
	if got := strings.Split(said[2], "\n"); len(got) != 8 || got[0] != "- `00907a000001.cfg`" || got[1] != "- `phone-00907a000001.cfg`" {
		t.Errorf("it is told to read\n%s", said[2])
	}
}
