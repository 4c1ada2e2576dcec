package cisco

import (
	"strings"
	"testing"
)

func TestNothingOfAPersonIsLeft(t *testing.T) {
	t.Parallel()
	volumes := map[string]bool{"Ringer_Volume": true, "Speaker_Volume": true, "Handset_Volume": true, "Headset_Volume": true, "LCD_Contrast": true}
	for _, x := range []struct {
		dir, folder, url string
		phones           map[string]string
		local            map[string]bool
	}{
		{"conference-rooms", "", "https://prov.rooms.example/phones",
			map[string]string{"0026cb5f1a20": "SPA525G2", "0026cb5f1a31": "SPA504G", "0026cb5f1a32": "SPA504G"}, volumes},
		{"campus", "desks/", "https://prov.campus.example/desks",
			map[string]string{"0026cb601001": "SPA525G2", "0026cb601002": "SPA508G"}, nil},
	} {
		t.Run(x.dir, func(t *testing.T) {
			t.Parallel()
			c := compileIn(t, "../../examples", "./"+x.dir)
			if c.findings.HasErrors() {
				t.Fatal(text(c.findings))
			}
			d := deploymentUnderTest{server: newServer(t, c, x.folder, x.url), phones: x.phones, local: x.local}
			d.simulate(t)
		})
	}
}

// A changed rule reaches a phone whichever of its profiles it fetches.
func TestAChangedRuleReachesPhones(t *testing.T) {
	t.Parallel()
	const moved = "https://new.example/cisco"
	before := newServer(t, sound(t, both("")), "", "https://prov.example/cisco")
	after := newServer(t, sound(t, strings.Replace(both(""), "https://prov.example/cisco", moved, 1)), "", "https://prov.example/cisco")
	phone := newPhone("SPA525G2", "0026cb5f1a20")
	for range 3 {
		if err := phone.resync(before); err != nil {
			t.Fatal(err)
		}
	}
	for name, fetch := range map[string]func(*deskPhone) error{
		"host":   func(p *deskPhone) error { return p.logout(after) },
		"mobile": func(p *deskPhone) error { return p.login(after, "ann", "fake-ann") },
		"default": func(p *deskPhone) error {
			p.state["EM_Phone_User_ID"] = ""
			return p.logout(after)
		},
	} {
		p := phone.clone()
		if err := fetch(p); err != nil {
			t.Fatal(name, err)
		}
		if !strings.Contains(p.value("Profile_Rule"), moved+"/default.xml") {
			t.Errorf("the %s profile does not carry the rule", name)
		}
	}
}

// A new identity reaches a phone through the profile of the old one, which is
// served until it is dropped.
func TestIdentityIsRotated(t *testing.T) {
	t.Parallel()
	serve := func(phone string) *httpServer {
		body := server + `phones: "0026cb5f1a20": {model: "SPA525G2", ` + phone + "}\n" + `users: ann: password: secret: "ann"` + "\n"
		return newServer(t, sound(t, body), "", "https://prov.example/cisco")
	}
	before := serve(`userID: "room", password: secret: "room"`)
	during := serve(`userID: "room-2", password: secret: "room_2", previous: [{userID: "room", password: secret: "room"}]`)
	after := serve(`userID: "room-2", password: secret: "room_2"`)

	phone := newPhone("SPA525G2", "0026cb5f1a20")
	for range 3 { // from the factory to its host profile
		if err := phone.resync(before); err != nil {
			t.Fatal(err)
		}
	}
	late := phone.clone()
	for i, s := range []*httpServer{before, during, during, after, after} {
		if err := phone.resync(s); err != nil {
			t.Fatalf("fetch %d: %v", i, err)
		}
	}
	if got := phone.value("EM_Phone_User_ID"); got != "room-2" {
		t.Errorf("the phone is %s", got)
	}
	if err := late.resync(after); err == nil {
		t.Error("an identity that was dropped still opens a profile")
	}
	if err := late.resync(during); err != nil {
		t.Error(err)
	}
}
