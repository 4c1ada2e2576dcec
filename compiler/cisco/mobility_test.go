package cisco

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco/rule"
)

// A server has what was built, and holds each identity to its own file.
type httpServer struct {
	url       string
	files     map[string][]byte // below the deployment's folder
	staging   map[string][]byte
	passwords map[string]string // by user name with domain
	down      bool
}

func secretValue(name string) (string, bool) { return "fake-" + name, true }

// newServer serves what a deployment compiled to; url is that of its folder.
func newServer(t *testing.T, c *compiled, folder, url string) *httpServer {
	t.Helper()
	s := &httpServer{url: url, files: map[string][]byte{}, staging: map[string][]byte{}, passwords: map[string]string{}}
	bytesOf := func(f *artifact.File) []byte {
		data, err := f.Bytes(secretValue)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for path, f := range c.files {
		if name, ok := strings.CutPrefix(path, folder); ok {
			s.files[name] = bytesOf(f)
		}
	}
	for path, f := range c.staging {
		s.staging[path] = bytesOf(f)
	}
	for _, c := range c.credentials {
		s.passwords[c.User] = c.Password.Value
		if c.Password.Secret != "" {
			s.passwords[c.User], _ = secretValue(c.Password.Secret)
		}
	}
	return s
}

// get serves a request, or refuses it.
func (s *httpServer) get(r *rule.Request) ([]byte, error) {
	if r.Scheme == "tftp" {
		if data, ok := s.staging[strings.TrimPrefix(r.Path, "/")]; ok {
			return data, nil
		}
		return nil, fmt.Errorf("%s is not in the staging tree", r.Path)
	}
	if s.down {
		return nil, fmt.Errorf("the server is down")
	}
	name, ok := strings.CutPrefix(r.Scheme+"://"+r.Host+r.Path, s.url+"/")
	if !ok {
		return nil, fmt.Errorf("%s is elsewhere", r.Path)
	}
	if dir := path.Dir(name); dir == "host" || dir == "mobile" {
		id, _, _ := strings.Cut(r.UID, "@")
		if password, ok := s.passwords[r.UID]; !ok || password != r.Pwd.Reveal() || name != dir+"/"+id+".xml" {
			return nil, fmt.Errorf("%s may not have %s", r.UID, name)
		}
	}
	data, ok := s.files[name]
	if !ok {
		return nil, fmt.Errorf("there is no %s", name)
	}
	return data, nil
}

// deskPhone is a phone as far as profiles go: its parameters.
type deskPhone struct {
	model, mac string
	state      map[string]string
}

func newPhone(model, mac string) *deskPhone {
	return &deskPhone{model, mac, map[string]string{"Profile_Rule": "/spa$PSN.cfg"}}
}

// value is a parameter's value: what was set, or the vendor's default.
func (p *deskPhone) value(name string) string {
	if v, ok := p.state[name]; ok {
		return v
	}
	return Default(name)
}

// resync fetches what the rule says, and takes it: what a profile does not
// mention stays as it is, and what the model does not know is ignored.
func (p *deskPhone) resync(s *httpServer) error {
	macros := map[string]string{"MA": p.mac, "PSN": PSN(p.model)}
	for name, parameter := range map[string]string{
		"EMS": "EM_Login_State", "PUID": "EM_Phone_User_ID", "PPWD": "EM_Phone_Password",
		"MUID": "EM_Mobile_User_ID", "MPWD": "EM_Mobile_Password", "PDOM": "EM_User_Domain",
	} {
		macros[name] = p.value(parameter)
	}
	state, err := rule.NewState(macros)
	if err != nil {
		return err
	}
	result, err := rule.Eval(p.value("Profile_Rule"), rule.Profile, state)
	if err != nil {
		return err
	}
	data, err := s.get(result.Request)
	if err != nil {
		return err
	}
	params, err := ReadParams(data)
	if err != nil {
		return err
	}
	for _, param := range params {
		if Knows(p.model, param.Name) {
			p.state[param.Name] = param.Value
		}
	}
	return nil
}

func (p *deskPhone) login(s *httpServer, user, password string) error {
	p.state["EM_Login_State"], p.state["EM_Mobile_User_ID"], p.state["EM_Mobile_Password"] = "mobile", user, password
	return p.resync(s)
}

func (p *deskPhone) logout(s *httpServer) error {
	p.state["EM_Login_State"], p.state["EM_Mobile_User_ID"], p.state["EM_Mobile_Password"] = "host", "", ""
	return p.resync(s)
}

// edit changes at the phone what people can change there.
func (p *deskPhone) edit(text string, local map[string]bool) {
	for _, name := range ChangeableAtPhone() {
		if !local[name] && Knows(p.model, name) {
			p.state[name] = text
		}
	}
}

func (p *deskPhone) clone() *deskPhone { return &deskPhone{p.model, p.mac, maps.Clone(p.state)} }

// differs names the parameters that two phones have otherwise, but for those
// that are left to each phone.
func (p *deskPhone) differs(q *deskPhone, local map[string]bool) []string {
	names := maps.Clone(p.state)
	maps.Copy(names, q.state)
	var differ []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if !local[name] && p.value(name) != q.value(name) {
			differ = append(differ, fmt.Sprintf("%s %q %q", name, p.value(name), q.value(name)))
		}
	}
	return differ
}

// deploymentUnderTest is what a simulation needs to know of a deployment.
type deploymentUnderTest struct {
	server *httpServer
	phones map[string]string // MAC to model
	local  map[string]bool
}

func (d *deploymentUnderTest) users() []string {
	var ids []string
	for name := range d.server.files {
		if dir, file := path.Split(name); dir == "mobile/" {
			ids = append(ids, strings.TrimSuffix(file, ".xml"))
		}
	}
	slices.Sort(ids)
	return ids
}

func (d *deploymentUnderTest) password(user string) string {
	for name, password := range d.server.passwords {
		if id, _, _ := strings.Cut(name, "@"); id == user {
			return password
		}
	}
	return ""
}

// simulate takes every phone from the factory through the use by every person.
func (d *deploymentUnderTest) simulate(t *testing.T) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	users := d.users()
	for name, data := range d.server.files {
		if dir := path.Dir(name); dir != "host" && dir != "mobile" && strings.Contains(string(data), "fake-") {
			t.Errorf("anybody can fetch %s, and it holds a secret", name)
		}
	}
	for _, mac := range slices.Sorted(maps.Keys(d.phones)) {
		phone := newPhone(d.phones[mac], mac)
		must(phone.resync(d.server)) // spa<psn>.cfg of the staging tree
		must(phone.resync(d.server)) // <mac>.xml
		if period := phone.value("Resync_Periodic"); period != "60" {
			t.Fatalf("a phone in the staging tree asks again after %s seconds", period)
		}
		must(phone.resync(d.server)) // its host profile
		if period := phone.value("Resync_Periodic"); period == "60" {
			t.Error("the host profile does not restore Resync_Periodic")
		}
		must(phone.logout(d.server))
		home := phone.clone()
		for i, a := range users {
			must(phone.login(d.server, a, d.password(a)))
			phone.edit("left by "+a, d.local)
			left := phone.clone()

			must(phone.logout(d.server))
			if diff := phone.differs(home, d.local); diff != nil {
				t.Fatalf("after %s, %s is not as before: %s", a, mac, strings.Join(diff, ", "))
			}

			// The host profile cannot be fetched before the next person comes.
			b := users[(i+1)%len(users)]
			clean := home.clone()
			must(clean.login(d.server, b, d.password(b)))
			next := left.clone()
			d.server.down = true
			if next.logout(d.server) == nil {
				t.Fatal("a server that is down served a profile")
			}
			d.server.down = false
			must(next.login(d.server, b, d.password(b)))
			if diff := next.differs(clean, d.local); diff != nil {
				t.Fatalf("%s finds on %s what %s left: %s", b, mac, a, strings.Join(diff, ", "))
			}

			// A phone that loses its identity takes the default profile.
			lost, fresh := left.clone(), home.clone()
			for _, p := range []*deskPhone{lost, fresh} {
				p.state["EM_Phone_User_ID"], p.state["EM_Phone_Password"] = "", ""
				must(p.logout(d.server))
			}
			if diff := lost.differs(fresh, d.local); diff != nil {
				t.Fatalf("the default profile leaves on %s of %s: %s", mac, a, strings.Join(diff, ", "))
			}
		}
		if len(users) > 1 {
			if phone.login(d.server, users[0], d.password(users[1])) == nil {
				t.Error("a wrong password opened a profile")
			}
		}
	}
}

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
			d := deploymentUnderTest{newServer(t, c, x.folder, x.url), x.phones, x.local}
			d.simulate(t)
		})
	}
}

// The same of deployments made up at random, always the same ones.
func TestNothingIsLeftWhateverIsDeclared(t *testing.T) {
	t.Parallel()
	for seed := range 40 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			text, phones, local := randomDeployment(rand.New(rand.NewPCG(uint64(seed), 1)))
			d := deploymentUnderTest{newServer(t, sound(t, text), "", "https://prov.example/cisco"), phones, local}
			d.simulate(t)
		})
	}
}

// randomDeployment makes up phones, people and parameters at every layer.
func randomDeployment(r *rand.Rand) (body string, phones map[string]string, local map[string]bool) {
	var b strings.Builder
	b.WriteString(server)
	models := []string{"SPA525G2", "SPA504G", "SPA509G", "SPA303", "SPA502G", "SPA525G"}
	phones, local = map[string]string{}, map[string]bool{}
	used := map[string]bool{}
	for i := range 1 + r.IntN(3) {
		model := models[r.IntN(len(models))]
		phones[fmt.Sprintf("0026cb00000%d", i)] = model
		used[model] = true
	}
	inUse := slices.Sorted(maps.Keys(used))
	params := func(n int, public bool, models ...string) string {
		chosen := map[string]string{}
		for range n {
			i := 1 + r.IntN(12)
			options := []string{
				fmt.Sprintf(`Display_Name_%d_ "name %d"`, i, r.IntN(9)),
				fmt.Sprintf(`User_ID_%d_ "%d"`, i, r.IntN(9999)),
				fmt.Sprintf(`Line_Enable_%d_ %v`, i, r.IntN(2) == 0),
				fmt.Sprintf(`SIP_Port_%d_ %d`, i, 5000+r.IntN(99)),
				fmt.Sprintf(`Speed_Dial_%d "%d"`, 2+r.IntN(8), r.IntN(999)),
				fmt.Sprintf(`Unit_%d_Key_%d "fnc=blf"`, 1+r.IntN(2), 1+r.IntN(32)),
				`DND_Setting true`, `CW_Setting false`, `Cfwd_All_Dest "123"`, `Ringer_Volume 3`,
				`Screen_Saver_Icon "Lock"`, `Screen_Saver_Type "Clock"`, `Time_Zone "GMT"`, `Text_Logo "logo"`,
				`Resync_Periodic 900`, `Back_Light_Timer "Off"`, `Enable_BT true`, `Idle_Key_List "em_login;em_logout"`,
			}
			if !public {
				options = append(options, fmt.Sprintf(`Password_%d_ {secret: "p%d"}`, i, r.IntN(9)), `Admin_Passwd {secret: "adm"}`, `Admin_Password {secret: "adm"}`)
			}
			name, value, _ := strings.Cut(options[r.IntN(len(options))], " ")
			if slices.ContainsFunc(models, func(m string) bool { return Knows(m, name) }) {
				chosen[name] = value
			}
		}
		var lines []string
		for _, name := range slices.Sorted(maps.Keys(chosen)) {
			lines = append(lines, name+": "+chosen[name])
		}
		return "params: {" + strings.Join(lines, ", ") + "}"
	}
	fmt.Fprintln(&b, params(r.IntN(8), false, inUse...))
	fmt.Fprintf(&b, "default: %s\n", params(r.IntN(4), true, inUse...))
	for _, m := range inUse {
		if r.IntN(2) == 0 {
			fmt.Fprintf(&b, "models: %s: %s\n", m, params(r.IntN(6), false, m))
		}
	}
	for mac, model := range phones {
		fmt.Fprintf(&b, "phones: %q: {model: %q, userID: \"host-%s\", password: secret: \"h%s\", %s}\n", mac, model, mac[11:], mac[11:], params(r.IntN(8), false, model))
	}
	for i := range 1 + r.IntN(4) {
		fmt.Fprintf(&b, "users: user%d: {password: secret: \"u%d\", %s}\n", i, i, params(r.IntN(12), false, inUse...))
	}
	if r.IntN(3) == 0 {
		local["Ringer_Volume"] = true
		b.WriteString("keepLocal: [\"Ringer_Volume\"]\n")
	}
	return b.String(), phones, local
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
