package cisco_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/cisco/deploytest"
	"provc/compiler/cisco/facts"
	"provc/compiler/cisco/files"
)

func TestNothingOfAPersonIsLeft(t *testing.T) {
	t.Parallel()
	volumes := map[string]bool{"Ringer_Volume": true, "Speaker_Volume": true, "Handset_Volume": true, "Headset_Volume": true, "LCD_Contrast": true}
	for _, x := range []struct {
		dir, folder, url string
		phones           map[string]string
		local, plain     map[string]bool
	}{
		{"conference-rooms", "", "https://prov.rooms.example/phones",
			map[string]string{"0026cb5f1a20": "SPA525G2", "0026cb5f1a31": "SPA504G", "0026cb5f1a32": "SPA504G"}, volumes, nil},
		{"campus", "desks/", "https://prov.campus.example/desks",
			map[string]string{"0026cb601001": "SPA525G2", "0026cb601002": "SPA508G", "0026cb601003": "SPA303"}, nil, map[string]bool{"0026cb601003": true}},
	} {
		t.Run(x.dir, func(t *testing.T) {
			t.Parallel()
			c := deploytest.CompileIn(t, "../../examples", "./"+x.dir)
			if c.Findings.HasErrors() {
				t.Fatal(deploytest.Text(c.Findings))
			}
			d := deploymentUnderTest{server: newServer(t, c, x.folder, x.url), phones: x.phones, local: x.local, plain: x.plain}
			d.simulate(t)
		})
	}
}

// What people set at a phone for their ears and eyes stays as it was, where no layer
// says otherwise, though it may not be what the vendor's documents call the default.
func TestVolumesAreKept(t *testing.T) {
	t.Parallel()
	fresh := map[string]string{}
	for name := range facts.Elements() {
		if comfort(name) && knows("SPA525G2", name) {
			fresh[name] = initialOf("SPA525G2", name)
		}
	}
	fresh["Ringer_Volume"] = "9" // as phones have been seen that nobody had set up
	if len(fresh) < 5 {
		t.Fatalf("only %v", fresh)
	}
	keepsComfort(t, fresh)
}

// The same with the dump of a phone.
func TestVolumesOfADumpAreKept(t *testing.T) {
	samples := os.Getenv("PROVC_SAMPLES")
	if samples == "" {
		t.Skip("PROVC_SAMPLES is not set")
	}
	names, err := filepath.Glob(filepath.Join(samples, facts.Vendor, "*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	dumps := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		params, err := files.ReadParams(data)
		if err != nil {
			t.Fatal(err)
		}
		dump := map[string]string{}
		for _, p := range params {
			dump[p.Name] = strings.TrimSpace(p.Value)
		}
		if _, ok := dump["SPA525-protocol"]; ok { // no other family has that
			dumps++
			delete(dump, "Profile_Rule")
			keepsComfort(t, dump)
		}
	}
	if dumps == 0 {
		t.Skipf("%s holds no dump of an SPA525G2", samples)
	}
}

// comfort reports whether people change a parameter for their ears and eyes alone.
func comfort(name string) bool {
	return facts.Elements()[name] != nil && facts.Elements()[name].Callable && (strings.HasSuffix(name, "_Volume") || strings.HasSuffix(name, "_Contrast"))
}

// keepsComfort has a phone with some parameters enrolled and used by two people,
// alone and beside a phone of another family.
func keepsComfort(t *testing.T, fresh map[string]string) {
	t.Helper()
	const (
		mac    = "0026cb5f1a20"
		people = `users: {ann: {password: secret: "ann", params: User_ID_1_: "2101"}, bob: password: secret: "bob"}` + "\n"
		hall   = `phones: "0026cb5f1a04": {model: "SPA504G", userID: "hall", password: secret: "hall"}` + "\n"
	)
	for _, body := range []string{deploytest.Server + deploytest.Room + people, deploytest.Server + deploytest.Room + people + hall} {
		s := newServer(t, deploytest.Sound(t, body), "", "https://prov.example/cisco")
		phone := newPhone("SPA525G2", mac)
		maps.Copy(phone.state, fresh)
		step := func(what string, err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			for name := range fresh {
				if comfort(name) && phone.value(name) != fresh[name] {
					t.Errorf("after %s %s is %q, was %q", what, name, phone.value(name), fresh[name])
				}
			}
		}
		for _, what := range []string{"the entry file", "enrolment", "the host profile"} {
			step(what, phone.resync(s))
		}
		for _, id := range []string{"ann", "bob"} {
			step(id+"'s log-in", phone.login(s, id, "fake-"+id))
			step(id+"'s log-out", phone.logout(s))
		}
	}
}

// A changed rule reaches a phone whichever of its profiles it fetches.
func TestAChangedRuleReachesPhones(t *testing.T) {
	t.Parallel()
	const moved = "https://new.example/cisco"
	before := newServer(t, deploytest.Sound(t, deploytest.Both("")), "", "https://prov.example/cisco")
	after := newServer(t, deploytest.Sound(t, strings.Replace(deploytest.Both(""), "https://prov.example/cisco", moved, 1)), "", "https://prov.example/cisco")
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
		body := deploytest.Server + `phones: "0026cb5f1a20": {model: "SPA525G2", ` + phone + "}\n" + `users: ann: password: secret: "ann"` + "\n"
		return newServer(t, deploytest.Sound(t, body), "", "https://prov.example/cisco")
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

// A phone that nobody logs in on comes to its own profile: from the factory where no
// phone of its model has an identity, through the staging tree where some have.
func TestAPhoneComesToItsOwnProfile(t *testing.T) {
	t.Parallel()
	const sign = `phones: "0026cb5f1a30": params: {Station_Display_Name: "Lobby", Password_1_: secret: "lobby"}` + "\n"
	for _, x := range []struct {
		body   string
		staged bool
		steps  int
	}{
		{deploytest.Server + deploytest.Foyer + sign, false, 2},
		{deploytest.Both(deploytest.Foyer + sign), false, 2},
		{deploytest.Both(deploytest.Foyer + sign), true, 3},
		{deploytest.Both(deploytest.Foyer + sign + `phones: "0026cb5f1a31": {model: "SPA303", userID: "hall", password: secret: "hall"}`), true, 3},
	} {
		s := newServer(t, deploytest.Sound(t, x.body), "", "https://prov.example/cisco")
		if !x.staged { // the server that DHCP names has the root itself
			s.staging = s.files
		}
		phone := newPhone("SPA303", "0026cb5f1a30")
		for range x.steps {
			if err := phone.resync(s); err != nil {
				t.Fatalf("%v in\n%s", err, x.body)
			}
		}
		for name, want := range map[string]string{
			"Station_Display_Name": "Lobby", "Password_1_": "fake-lobby", "EM_Enable": "No", "EM_Phone_User_ID": "", "Resync_Periodic": "3600",
			"Profile_Rule": "https://prov.example/cisco/$MA.xml",
		} {
			if got := phone.value(name); got != want {
				t.Errorf("%s is %q, want %q, in\n%s", name, got, want, x.body)
			}
		}
	}
}

// A phone that had an identity and is to have none learns so from the profile of the
// old one.
func TestIdentityIsGivenUp(t *testing.T) {
	t.Parallel()
	serve := func(phone string) *httpServer {
		return newServer(t, deploytest.Sound(t, deploytest.Server+`phones: "0026cb5f1a20": {model: "SPA525G2", `+phone+"}\n"), "", "https://prov.example/cisco")
	}
	phone := newPhone("SPA525G2", "0026cb5f1a20")
	for range 3 {
		if err := phone.resync(serve(`userID: "hall", password: secret: "hall"`)); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []*httpServer{serve(`previous: [{userID: "hall", password: secret: "hall"}]`), serve(``), serve(``)} {
		if err := phone.resync(s); err != nil {
			t.Fatal(err)
		}
		if got := phone.value("EM_Phone_User_ID") + phone.value("EM_Phone_Password"); got != "" {
			t.Errorf("the phone still is %s", got)
		}
	}
}
