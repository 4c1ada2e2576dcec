package cisco_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco/deploytest"
	"provc/compiler/cisco/facts"
)

// Deployments made up at random, always the same ones, against the rules as
// docs/cisco.md has them.
func TestRandomDeployments(t *testing.T) {
	t.Parallel()
	for seed := range 60 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			d := randomDeployment(rand.New(rand.NewPCG(uint64(seed), 1)))
			c := deploytest.Sound(t, d.text())
			server := newServer(t, c, "", "https://prov.example/cisco")
			under := deploymentUnderTest{server: server, phones: map[string]string{}, local: d.keepLocal, editable: map[string]bool{}, declared: d.declared(), plain: map[string]bool{}}
			for name, may := range d.access {
				under.editable[name] = may == "rw"
			}
			for _, p := range d.phones {
				under.phones[p.mac], under.plain[p.mac] = p.model, p.id == ""
				files := []string{p.file()}
				for _, id := range p.previous {
					files = append(files, "host/"+id+".xml")
				}
				for _, file := range files {
					d.hold(t, c, file, d.host(p))
				}
			}
			for id, own := range d.users {
				d.hold(t, c, "mobile/"+id+".xml", d.mobile(own))
			}
			d.hold(t, c, "default.xml", d.public())
			d.resetsWhatPeopleSet(t, c)
			under.simulate(t)
			if t.Failed() {
				t.Log(d.text())
			}
		})
	}
}

// random is a deployment: what each layer declares, as it is written in CUE.
type random struct {
	base, fallback texts
	models         map[string]texts
	phones         []randomPhone
	users          map[string]texts
	keepLocal      map[string]bool
	access         map[string]string
}

type texts map[string]string

type randomPhone struct {
	mac, model, id string // no ID: nobody logs in on it
	previous       []string
	own            texts
}

func (p randomPhone) file() string {
	if p.id == "" {
		return p.mac + ".xml"
	}
	return "host/" + p.id + ".xml"
}

func randomDeployment(r *rand.Rand) *random {
	d := &random{models: map[string]texts{}, users: map[string]texts{}, keepLocal: map[string]bool{}, access: map[string]string{}}
	products := []string{"SPA525G2", "SPA504G", "SPA509G", "SPA303", "SPA502G", "SPA525G"}
	for i := range 1 + r.IntN(3) {
		p := randomPhone{mac: fmt.Sprintf("0026cb00000%d", i), model: products[r.IntN(len(products))], id: fmt.Sprintf("host-%d", i)}
		if i > 0 && r.IntN(3) == 0 {
			p.id = ""
		}
		for n := range r.IntN(3) {
			p.previous = append(p.previous, fmt.Sprintf("old-%d-%d", i, n))
		}
		p.own = randomSettings(r, r.IntN(8), p.model)
		d.phones = append(d.phones, p)
	}
	inUse := d.inUse()
	for _, m := range inUse {
		if r.IntN(3) > 0 {
			d.models[m] = randomSettings(r, r.IntN(10), m)
		}
	}
	for i := range 1 + r.IntN(4) {
		d.users[fmt.Sprintf("user%d", i)] = randomSettings(r, r.IntN(12), d.logins()...)
	}
	d.base = randomSettings(r, r.IntN(10), inUse...)
	d.fallback = randomSettings(r, r.IntN(5), inUse...)
	maps.DeleteFunc(d.fallback, func(_, value string) bool { return strings.Contains(value, "secret") })
	for range r.IntN(4) {
		name, _ := randomSetting(r)
		if facts.Elements()[name] != nil {
			d.keepLocal[name] = true
		}
	}
	for range r.IntN(5) {
		name, _ := randomSetting(r)
		if facts.Elements()[name] != nil {
			d.access[name] = []string{"na", "ro", "rw"}[r.IntN(3)]
		}
	}
	return d
}

// randomSettings are some that one of the models knows.
func randomSettings(r *rand.Rand, n int, models ...string) texts {
	all := texts{}
	for range n {
		name, value := randomSetting(r)
		if slices.ContainsFunc(models, func(m string) bool { return knows(m, name) }) {
			all[name] = value
		}
	}
	return all
}

// randomSetting is one of few parameters, so that layers often meet.
func randomSetting(r *rand.Rand) (name, value string) {
	line := 1 + r.IntN(6)
	options := []string{
		fmt.Sprintf(`Display_Name_%d_ "name %d"`, line, r.IntN(3)), fmt.Sprintf(`User_ID_%d_ "%d"`, line, r.IntN(3)),
		fmt.Sprintf(`Line_Enable_%d_ %v`, line, r.IntN(2) == 0), fmt.Sprintf(`SIP_Port_%d_ %d`, line, 5000+r.IntN(3)),
		fmt.Sprintf(`Password_%d_ {secret: "p%d"}`, line, r.IntN(3)), fmt.Sprintf(`Speed_Dial_%d "%d"`, 2+r.IntN(3), r.IntN(3)),
		fmt.Sprintf(`Unit_1_Key_%d "fnc=blf"`, 1+r.IntN(3)), fmt.Sprintf(`New_%d %d`, r.IntN(3), r.IntN(3)),
		fmt.Sprintf(`Ringer_Volume %d`, r.IntN(3)), fmt.Sprintf(`Resync_Periodic %d`, 900+r.IntN(3)),
		`DND_Setting true`, `CW_Setting false`, `Cfwd_All_Dest "123"`, `Screen_Saver_Icon "Lock"`, `Screen_Saver_Type "Clock"`, `Time_Zone "GMT"`,
		`Text_Logo "logo"`, `Back_Light_Timer "Off"`, `Enable_BT true`, `Idle_Key_List "em_login;em_logout"`, `XML_Password {secret: "x"}`,
		`Admin_Passwd {secret: "adm"}`, `Admin_Password {secret: "adm"}`,
	}
	name, value, _ = strings.Cut(options[r.IntN(len(options))], " ")
	return name, value
}

func (d *random) inUse() []string { return d.modelsOf(func(randomPhone) bool { return true }) }

// logins are the models that people log in on.
func (d *random) logins() []string { return d.modelsOf(func(p randomPhone) bool { return p.id != "" }) }

func (d *random) modelsOf(which func(randomPhone) bool) []string {
	used := map[string]bool{}
	for _, p := range d.phones {
		if which(p) {
			used[p.model] = true
		}
	}
	return slices.Sorted(maps.Keys(used))
}

// text is the deployment in CUE.
func (d *random) text() string {
	var b strings.Builder
	write := func(where string, s texts) {
		for _, name := range slices.Sorted(maps.Keys(s)) {
			kind := "params"
			if facts.Elements()[name] == nil {
				kind = "unlisted"
			}
			fmt.Fprintf(&b, "%s%s: %s: %s\n", where, kind, name, s[name])
		}
	}
	b.WriteString(deploytest.Server)
	write("", d.base)
	write("default: ", d.fallback)
	for m, s := range d.models {
		write("models: "+m+": ", s)
	}
	for _, p := range d.phones {
		fmt.Fprintf(&b, "phones: %q: model: %q\n", p.mac, p.model)
		if p.id != "" {
			fmt.Fprintf(&b, "phones: %q: {userID: %q, password: secret: \"h\"}\n", p.mac, p.id)
		}
		var before []string
		for _, id := range p.previous {
			before = append(before, fmt.Sprintf("{userID: %q, password: secret: \"h\"}", id))
		}
		fmt.Fprintf(&b, "phones: %q: previous: [%s]\n", p.mac, strings.Join(before, ", "))
		write(fmt.Sprintf("phones: %q: ", p.mac), p.own)
	}
	for id, s := range d.users {
		fmt.Fprintf(&b, "users: %s: password: secret: %q\n", id, id)
		write("users: "+id+": ", s)
	}
	if len(d.keepLocal) > 0 {
		fmt.Fprintf(&b, "keepLocal: [\"%s\"]\n", strings.Join(slices.Sorted(maps.Keys(d.keepLocal)), `", "`))
	}
	for name, may := range d.access {
		fmt.Fprintf(&b, "access: %s: %q\n", name, may)
	}
	return b.String()
}

// host, mobile and public are what a phone's host profile, a person's mobile profile
// and the default profile say, but for what every profile repeats.
func (d *random) host(p randomPhone) texts {
	reset := d.closure()
	for name := range d.fallback {
		reset[name] = true
		wholeAccount(reset, name)
	}
	all := d.profile([]string{p.model}, false, reset, p.own, d.models[p.model], d.base)
	if _, ok := all["Resync_Periodic"]; !ok {
		all["Resync_Periodic"] = "3600"
	}
	return all
}

func (d *random) mobile(own texts) texts {
	reset := d.closure()
	shared := maps.Clone(d.base)
	maps.DeleteFunc(shared, func(name, value string) bool {
		for _, s := range d.models {
			if s[name] != "" {
				return true
			}
		}
		return isSecret(value) || slices.ContainsFunc(d.phones, func(p randomPhone) bool { return p.id != "" && p.own[name] != "" })
	})
	return d.profile(d.logins(), false, reset, own, only(d.agreed(d.logins()), reset), only(d.base, reset), shared)
}

func (d *random) public() texts {
	return d.profile(d.inUse(), true, d.closure(), d.fallback, d.agreed(d.inUse()), d.base)
}

// declared is what any layer says.
func (d *random) declared() map[string]bool {
	all := map[string]bool{}
	layers := []texts{d.base, d.fallback}
	for _, p := range d.phones {
		layers = append(layers, p.own)
	}
	for _, of := range []map[string]texts{d.models, d.users} {
		for _, s := range of {
			layers = append(layers, s)
		}
	}
	for _, s := range layers {
		for name := range s {
			all[name] = true
		}
	}
	return all
}

// closure is what every profile resets.
func (d *random) closure() map[string]bool {
	all := map[string]bool{}
	for _, own := range d.users {
		for name := range own {
			all[name] = true
			wholeAccount(all, name)
		}
	}
	for name, e := range facts.Elements() {
		if e.Callable || d.access[name] == "rw" && !e.System {
			all[name] = true
		}
	}
	for name := range d.keepLocal {
		delete(all, name)
	}
	return all
}

var partOfAccount = regexp.MustCompile(`^(?:User_ID|Password|Auth_ID|Use_Auth_ID)(_[0-9]+_)$`)

// wholeAccount adds all that a line registers as, where a name is a part of it.
func wholeAccount(names map[string]bool, name string) {
	if m := partOfAccount.FindStringSubmatch(name); m != nil {
		for _, part := range []string{"User_ID", "Password", "Auth_ID", "Use_Auth_ID"} {
			names[part+m[1]] = true
		}
	}
}

// agreed is what all these models say alike that know the parameter.
func (d *random) agreed(models []string) texts {
	all := texts{}
	for _, m := range models {
		for name, value := range d.models[m] {
			differs := func(m string) bool { return knows(m, name) && d.models[m][name] != value }
			if !slices.ContainsFunc(models, differs) {
				all[name] = value
			}
		}
	}
	return all
}

// profile lays layers over each other, the strongest first, and resets the rest, as
// phones of these models fetch it.
func (d *random) profile(models []string, public bool, reset map[string]bool, layers ...texts) texts {
	all := texts{}
	knows := func(name string) bool {
		return slices.ContainsFunc(models, func(m string) bool { return knows(m, name) })
	}
	declared := d.declared()
	for name := range reset {
		e := facts.Elements()[name]
		switch first := slices.IndexFunc(models, func(m string) bool { return knows(name) && facts.ProductsByName()[m].Has(e) }); {
		case first < 0:
		case e == nil || e.Secret:
			all[name] = ""
		case !leaves(models, name, declared[name]):
			all[name] = initialOf(models[first], name)
		}
	}
	for _, layer := range slices.Backward(layers) {
		for name, value := range layer {
			if !public || !isSecret(value) {
				all[name] = inProfile(value)
			}
		}
	}
	maps.DeleteFunc(all, func(name, _ string) bool { return !knows(name) })
	for name := range all {
		all[name] = strings.TrimSuffix(all[name]+" "+d.access[name], " ")
	}
	return all
}

func only(s texts, names map[string]bool) texts {
	s = maps.Clone(s)
	maps.DeleteFunc(s, func(name, _ string) bool { return !names[name] })
	return s
}

func isSecret(value string) bool { return strings.HasPrefix(value, "{") }

// inProfile is a value of CUE as a profile has it, a secret as its name in braces.
func inProfile(value string) string {
	switch value {
	case "true":
		return "Yes"
	case "false":
		return "No"
	}
	return strings.NewReplacer(`secret: "`, "", `"`, "").Replace(value)
}

// hold holds a file against what it should say.
func (d *random) hold(t *testing.T, c *deploytest.Compiled, file string, want texts) {
	t.Helper()
	got := texts{}
	for _, p := range c.Files[file].Params {
		if !deploytest.OfEveryProfile(p) {
			got[p.Name] = deploytest.Shown(p)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if v, ok := got[name]; !ok || v != want[name] {
			t.Errorf("%s has %s %q, want %q", file, name, v, want[name])
		}
		delete(got, name)
	}
	for name, value := range got {
		t.Errorf("%s has %s %q", file, name, value)
	}
}

// resetsWhatPeopleSet holds that every host profile sets what any mobile profile
// sets that a person can fetch to that phone.
func (d *random) resetsWhatPeopleSet(t *testing.T, c *deploytest.Compiled) {
	t.Helper()
	for _, p := range d.phones {
		if p.id == "" {
			continue // no mobile profile reaches it
		}
		host := paramNames(c.Files[p.file()])
		for id := range d.users {
			for name := range paramNames(c.Files["mobile/"+id+".xml"]) {
				if !host[name] && knows(p.model, name) && !d.keepLocal[name] {
					t.Errorf("%s keeps %s of %s", p.id, name, id)
				}
			}
		}
	}
}

func paramNames(f *artifact.File) map[string]bool {
	all := map[string]bool{}
	for _, p := range f.Params {
		all[p.Name] = true
	}
	return all
}
