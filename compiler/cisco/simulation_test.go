package cisco_test

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco/deploytest"
	"provc/compiler/cisco/facts"
	"provc/compiler/cisco/files"
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
func newServer(t *testing.T, c *deploytest.Compiled, folder, url string) *httpServer {
	t.Helper()
	s := &httpServer{url: url, files: map[string][]byte{}, staging: map[string][]byte{}, passwords: map[string]string{}}
	bytesOf := func(f *artifact.File) []byte {
		data, err := f.Bytes(secretValue)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for path, f := range c.Files {
		if name, ok := strings.CutPrefix(path, folder); ok {
			s.files[name] = bytesOf(f)
		}
	}
	for path, f := range c.Staging {
		s.staging[path] = bytesOf(f)
	}
	for _, c := range c.Credentials {
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

// knows reports whether phones of a model know a parameter. Of a name that the
// catalogue lacks it is assumed.
func knows(model, parameter string) bool {
	return facts.ProductsByName()[model].Has(facts.Elements()[parameter])
}

// initialOf is the vendor's default of a parameter on a model.
func initialOf(model, parameter string) string {
	if e := facts.Elements()[parameter]; e != nil {
		value, _ := facts.ProductsByName()[model].DefaultOf(e)
		return value
	}
	return ""
}

// notSure reports whether the default of a parameter on a model is not known.
func notSure(model, parameter string) bool {
	e := facts.Elements()[parameter]
	if e == nil {
		return false
	}
	_, sure := facts.ProductsByName()[model].DefaultOf(e)
	return !sure
}

// leaves reports whether a profile that several models fetch leaves a parameter
// alone: they have different defaults of it, or of one the default is not known
// and nobody declares another value.
func leaves(models []string, parameter string, declared bool) bool {
	models = slices.DeleteFunc(slices.Clone(models), func(m string) bool { return !knows(m, parameter) })
	return slices.ContainsFunc(models, func(m string) bool {
		return notSure(m, parameter) && !declared || initialOf(m, parameter) != initialOf(models[0], parameter)
	})
}

// value is a parameter's value: what was set, or the vendor's default.
func (p *deskPhone) value(name string) string {
	if v, ok := p.state[name]; ok {
		return v
	}
	return initialOf(p.model, name)
}

// resync fetches what the rule says, and takes it: what a profile does not
// mention stays as it is, and what the model does not know is ignored.
func (p *deskPhone) resync(s *httpServer) error {
	macros := map[string]string{"MA": p.mac, "PSN": facts.ProductsByName()[p.model].PSN}
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
	params, err := files.ReadParams(data)
	if err != nil {
		return err
	}
	for _, param := range params {
		if knows(p.model, param.Name) {
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

// edit changes at the phone what people can change there: what the vendor lets
// them, and what the deployment does.
func (p *deskPhone) edit(text string, d *deploymentUnderTest) {
	for name, e := range facts.Elements() {
		if (e.Callable || d.editable[name]) && !e.System && !d.local[name] && knows(p.model, name) {
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
	server   *httpServer
	phones   map[string]string // MAC to model
	local    map[string]bool   // parameters that are left to each phone
	editable map[string]bool   // parameters that people may change beside the vendor's
	declared map[string]bool   // parameters that some layer sets
	plain    map[string]bool   // MACs of phones that nobody logs in on
}

// left adds to what is left to each phone what profiles for these models leave
// alone.
func (d *deploymentUnderTest) left(models ...string) map[string]bool {
	all := maps.Clone(d.local)
	if all == nil {
		all = map[string]bool{}
	}
	for name, e := range facts.Elements() {
		if !e.Secret && leaves(models, name, d.declared[name]) {
			all[name] = true
		}
	}
	return all
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

// models lists those of phones on which people log in, or that take the default
// profile.
func (d *deploymentUnderTest) models() []string { return slices.Sorted(maps.Values(d.phones)) }

// plainPhone holds that a phone on which nobody logs in stays with its own profile,
// which undoes what is changed at it.
func (d *deploymentUnderTest) plainPhone(t *testing.T, phone *deskPhone) {
	t.Helper()
	home := phone.clone()
	phone.edit("left by a passer-by", d)
	phone.state["EM_Login_State"] = "mobile" // as somebody left it before
	if err := phone.resync(d.server); err != nil {
		t.Fatal(err)
	}
	delete(phone.state, "EM_Login_State")
	if diff := phone.differs(home, d.left(phone.model)); diff != nil {
		t.Fatalf("%s is not as before: %s", phone.mac, strings.Join(diff, ", "))
	}
	for name, want := range map[string]string{"EM_Enable": "No", "EM_Phone_User_ID": "", "EM_Phone_Password": "", "Profile_Rule": d.server.url + "/$MA.xml"} {
		if got := phone.value(name); got != want {
			t.Errorf("%s has %s %q", phone.mac, name, got)
		}
	}
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
		mac, _, _ := strings.Cut(name, ".")
		if dir := path.Dir(name); dir != "host" && dir != "mobile" && !d.plain[mac] && strings.Contains(string(data), "fake-") {
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
		if d.plain[mac] {
			d.plainPhone(t, phone)
			continue
		}
		must(phone.logout(d.server))
		home := phone.clone()
		atHome, elsewhere := d.left(phone.model), d.left(d.models()...)
		for i, a := range users {
			must(phone.login(d.server, a, d.password(a)))
			phone.edit("left by "+a, d)
			left := phone.clone()

			must(phone.logout(d.server))
			if diff := phone.differs(home, atHome); diff != nil {
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
			if diff := next.differs(clean, elsewhere); diff != nil {
				t.Fatalf("%s finds on %s what %s left: %s", b, mac, a, strings.Join(diff, ", "))
			}

			// A phone that loses its identity takes the default profile.
			lost, fresh := left.clone(), home.clone()
			for _, p := range []*deskPhone{lost, fresh} {
				p.state["EM_Phone_User_ID"], p.state["EM_Phone_Password"] = "", ""
				must(p.logout(d.server))
			}
			if diff := lost.differs(fresh, elsewhere); diff != nil {
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
