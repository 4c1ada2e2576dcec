package effective_test

import (
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/vendors"
)

// root is files with their parameters.
type root map[string]file

type file []artifact.Param

func (r root) Paths() []string                  { return slices.Sorted(maps.Keys(r)) }
func (r root) Params(p string) []artifact.Param { return r[p] }

func (r root) File(p string) effective.File {
	if f, ok := r[p]; ok {
		return f
	}
	return nil
}

func (f file) Params() []artifact.Param { return f }

func (f file) Param(name string) (artifact.Param, bool) {
	for _, p := range slices.Backward(f) {
		if p.Name == name {
			return p, true
		}
	}
	return artifact.Param{}, false
}

// set returns the root with a parameter more in a file.
func (r root) set(path, name, value string) root {
	out := maps.Clone(r)
	out[path] = append(slices.Clone(out[path]), artifact.Param{Name: name, Value: value})
	return out
}

const mac = "00907a0e7fe5"

// ward is a handset with a file of its own and of its group, and a person.
func ward(login string) root {
	return root{
		"000000000000.cfg":      {{Name: "APP_FILE_PATH", Value: "sip.ld"}, {Name: "CONFIG_FILES", Value: "features.cfg, site.cfg"}, {Name: "USER_PROFILES_DIRECTORY", Value: "people"}},
		mac + ".cfg":            {{Name: "APP_FILE_PATH", Value: "sip.ld"}, {Name: "CONFIG_FILES", Value: "phone-" + mac + ".cfg, group-g.cfg, features.cfg, site.cfg, https://elsewhere.example/x.cfg, missing.cfg"}, {Name: "USER_PROFILES_DIRECTORY", Value: "people"}},
		"phone-" + mac + ".cfg": nil,
		"group-g.cfg":           nil,
		"features.cfg":          nil,
		"site.cfg":              {{Name: "prov.login.enabled", Value: login}},
		"people/ana.cfg":        {{Name: "reg.2.address", Value: "1"}},
		"elsewhere/ana.cfg":     nil,
	}
}

// rooms is a phone of an extension-mobility deployment, and a person.
func rooms(enabled string) root {
	return root{
		"r/default.xml":    {{Name: "EM_Enable", Value: enabled}},
		"r/spa303.cfg":     {{Name: "EM_Enable", Value: enabled}},
		"r/host/board.xml": {{Name: "EM_Enable", Value: enabled}},
		"r/mobile/ana.xml": {{Name: "Display_Name_1_", Value: "Ana"}},
	}
}

// state is a view to be tested: of a handset, with somebody logged in if there is a
// person.
type state struct {
	name   string
	key    effective.Key
	users  string
	person string
	layers []string // the strongest first
}

var (
	wardStates = []state{
		{"logged out", effective.Key{Folder: ".", ID: mac}, "", "", []string{mac + ".cfg", "phone-" + mac + ".cfg", "group-g.cfg", "features.cfg", "site.cfg"}},
		{"logged in", effective.Key{Folder: ".", ID: mac}, "people", "ana", []string{"people/ana.cfg", mac + ".cfg", "phone-" + mac + ".cfg", "group-g.cfg", "features.cfg", "site.cfg"}},
		{"logged out", effective.Key{Folder: ".", ID: "00907a000000"}, "", "", []string{"000000000000.cfg", "features.cfg", "site.cfg"}},
		{"logged in", effective.Key{Folder: ".", Unlisted: "every handset that is not listed"}, "people", "ana", []string{"people/ana.cfg", "000000000000.cfg", "features.cfg", "site.cfg"}},
	}
	roomStates = []state{
		{"host", effective.Key{Folder: "r", ID: "board"}, "", "", []string{"r/host/board.xml"}},
		{"mobile", effective.Key{Folder: "r", ID: "board"}, "r/mobile", "ana", []string{"r/mobile/ana.xml", "r/host/board.xml"}},
		{"unenrolled", effective.Key{Folder: "r", Unlisted: "every phone without an identity"}, "", "", []string{"r/default.xml"}},
		{"unenrolled", effective.Key{Folder: "r", Unlisted: "every new phone that asks for spa303.cfg"}, "", "", []string{"r/spa303.cfg"}},
	}
)

// view is what a root gives in a state.
func (s state) view(t *testing.T, r root) effective.View {
	t.Helper()
	a := effective.Of(r, vendors.All())
	h := a.Handset(s.key)
	if h == nil {
		t.Fatalf("the root has nothing for %+v", s.key)
	}
	if s.person == "" {
		return h.View
	}
	if h.Users != s.users {
		t.Fatalf("people of %q log in on %+v", h.Users, s.key)
	}
	return h.As(a.People[s.users][s.person])
}

// Of every two layers that set a parameter, the stronger wins and beats the weaker,
// whichever comes first in the order of paths.
func TestPrecedence(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		root   root
		states []state
	}{{ward("1"), wardStates}, {rooms("Yes"), roomStates}} {
		for _, s := range x.states {
			if v := s.view(t, x.root); v.State != s.name || !slices.EqualFunc(v.Layers, s.layers, func(l effective.Layer, path string) bool { return l.Path == path }) {
				t.Errorf("%+v is in state %s and reads %v", s, v.State, v.Layers)
			}
			for i, strong := range s.layers {
				for _, weak := range s.layers[i+1:] {
					v := s.view(t, x.root.set(weak, "A", "weak").set(strong, "A", "early").set(strong, "A", "strong"))
					won, ok := v.Get("A")
					if !ok || won.Path != strong || won.Value != "strong" || v.Value("A") != "strong" {
						t.Errorf("%s: of %s and %s, %+v wins", s.name, strong, weak, won)
					}
					if got := paths(v.Settings("A")); got != strong+" "+weak {
						t.Errorf("%s: A is set by %s", s.name, got)
					}
				}
				v := s.view(t, x.root.set(strong, "A", "1"))
				if got := paths(v.Settings("A")); got != strong {
					t.Errorf("%s: %s alone sets A, but so do %s", s.name, strong, got)
				}
			}
		}
	}
}

func paths(all []effective.Setting) string {
	var out []string
	for _, s := range all {
		out = append(out, s.Path)
	}
	return strings.Join(out, " ")
}

// Where nobody can log in, and where the root has nothing.
func TestWhoLogsIn(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		root root
		key  effective.Key
		logs bool
	}{
		{ward("1"), wardStates[0].key, true},
		{ward("0"), wardStates[0].key, false},
		{ward("0").set("group-g.cfg", "prov.login.enabled", "1"), wardStates[0].key, true},
		{ward("1").set("phone-"+mac+".cfg", "prov.login.enabled", "0"), wardStates[0].key, false},
		{rooms("Yes"), roomStates[0].key, true},
		{rooms("No"), roomStates[0].key, false},
		{rooms("Yes"), effective.Key{Folder: "r", ID: "nobody"}, true}, // takes the default profile
		{rooms("Yes"), effective.Key{Folder: "elsewhere", ID: "board"}, false},
		{rooms("Yes"), effective.Key{Folder: "r", Unlisted: "others"}, false},
	} {
		if h := effective.Of(x.root, vendors.All()).Handset(x.key); h.LogsIn() != x.logs {
			t.Errorf("people log in on %+v: %t", x.key, h.LogsIn())
		}
	}
	a := effective.Of(ward("1"), vendors.All())
	if _, ok := a.People["elsewhere"]; ok {
		t.Error("a profile where no handset looks is a person's")
	}
	var none *effective.Handset
	if _, ok := none.Get("A"); ok || none.LogsIn() || none.Registers("reg.1.address") || len(none.Lines()) > 0 {
		t.Error("a handset that is not there has something")
	}
	if ana := a.People["people"]["ana"]; !ana.Sets("reg.2.address") || ana.Sets("reg.1.address") {
		t.Error("the own file of ana is read otherwise")
	}
}

// A secret without a value counts as one.
func TestSecret(t *testing.T) {
	t.Parallel()
	r := ward("1")
	r["site.cfg"] = append(r["site.cfg"], artifact.Param{Name: "A", Secret: "s"})
	if v := wardStates[0].view(t, r); v.Value("A") != "secret" || v.Value("B") != "" {
		t.Errorf("the values are %q and %q", v.Value("A"), v.Value("B"))
	}
}

// Handsets of two roots come once, in order.
func TestKeys(t *testing.T) {
	t.Parallel()
	a, b := effective.Of(rooms("Yes"), vendors.All()), effective.Of(root{"r/default.xml": nil, "r/host/annex.xml": nil}, vendors.All())
	var got []string
	for _, k := range effective.Keys(a, b) {
		got = append(got, k.ID+k.Unlisted)
	}
	if want := []string{"every new phone that asks for spa303.cfg", "every phone without an identity", "annex", "board"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// Of random roots, what wins is what a handset ends up with that reads its files
// from the weakest to the strongest, each setting replacing the one before.
func TestRandomRoots(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		r, layers := randomWard(rnd)
		for person := range 2 {
			key := effective.Key{Folder: "w", ID: mac}
			a := effective.Of(r, vendors.All())
			h := a.Handset(key)
			v, order := h.View, slices.Clone(layers)
			if person == 1 {
				if !h.LogsIn() {
					continue
				}
				v, order = h.As(a.People["w/people"]["ana"]), append([]string{"w/people/ana.cfg"}, layers...)
			}
			want, beaten := map[string]string{}, map[string][]string{}
			for _, path := range slices.Backward(order) {
				here := map[string]bool{}
				for _, p := range r[path] {
					want[p.Name] = p.Value
					here[p.Name] = true
				}
				for name := range here {
					beaten[name] = append([]string{path}, beaten[name]...)
				}
			}
			seen := 0
			last := ""
			for name, all := range v.All() {
				if seen++; name <= last && seen > 1 {
					t.Errorf("%s comes after %s", name, last)
				}
				last = name
				if all[0].Value != want[name] || paths(all) != strings.Join(beaten[name], " ") {
					t.Errorf("seed %d: %s is %q of %s, not %q of %v", seed, name, all[0].Value, paths(all), want[name], beaten[name])
				}
			}
			if seen != len(want) {
				t.Errorf("seed %d: %d parameters, not %d", seed, seen, len(want))
			}
		}
	}
}

// randomWard is a root with files in any order, some of them missing or listed
// twice, and what a handset reads of it while nobody is logged in.
func randomWard(rnd *rand.Rand) (root, []string) {
	r := root{"w/people/ana.cfg": nil}
	var names []string
	for i := range 1 + rnd.IntN(6) {
		names = append(names, fmt.Sprintf("f%d.cfg", i))
	}
	rnd.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	layers := []string{"w/" + mac + ".cfg"}
	for _, name := range names {
		if rnd.IntN(8) > 0 {
			r["w/"+name] = nil
			layers = append(layers, "w/"+name)
		}
	}
	r["w/"+mac+".cfg"] = file{{Name: "APP_FILE_PATH", Value: "sip.ld"}, {Name: "CONFIG_FILES", Value: strings.Join(names, ", ")}, {Name: "USER_PROFILES_DIRECTORY", Value: "people"}}
	for _, path := range r.Paths() {
		for range rnd.IntN(6) {
			name := fmt.Sprintf("p%d", rnd.IntN(5))
			if rnd.IntN(6) == 0 {
				name = "prov.login.enabled"
			}
			r[path] = append(r[path], artifact.Param{Name: name, Value: fmt.Sprint(rnd.IntN(2))})
		}
	}
	return r, layers
}

// declared is a root that knows of files that somebody else makes.
type declared struct {
	root
	others map[string]*artifact.Foreign
}

func (d declared) Foreign(name string) *artifact.Foreign { return d.others[name] }

// What is in effect is so unless a file says otherwise that is stronger, and of which
// nobody knows what is in it.
func TestUnless(t *testing.T) {
	regs := &artifact.Foreign{Name: "pbx.cfg", Bounded: true, Sets: []string{"reg.*"}}
	rest := &artifact.Foreign{Name: "https://elsewhere.example/x.cfg"}
	here := &artifact.Foreign{Name: "here.cfg"}
	r := ward("1").set("site.cfg", "reg.1.label", "a").set("site.cfg", "reg.2.address", "b").set("site.cfg", "up.x", "c")
	r["here.cfg"] = file{{Name: "up.y", Value: "1"}}
	r[mac+".cfg"] = file{{Name: "CONFIG_FILES", Value: "gone.cfg, here.cfg, phone-" + mac + ".cfg, pbx.cfg, site.cfg, https://elsewhere.example/x.cfg"}, {Name: "USER_PROFILES_DIRECTORY", Value: "people"}}
	a := effective.Of(declared{r, map[string]*artifact.Foreign{"pbx.cfg": regs, "https://elsewhere.example/x.cfg": rest, "here.cfg": here}}, vendors.All())
	h := a.Handset(effective.Key{Folder: ".", ID: mac})
	as := h.As(a.People["people"]["ana"])
	for _, x := range []struct{ name, out, in string }{
		{"reg.1.label", "pbx.cfg", "pbx.cfg"},
		{"reg.2.address", "pbx.cfg", ""}, // the user's own profile beats it
		{"reg.9.label", "pbx.cfg", "pbx.cfg"},
		{"up.x", "", ""},
		{"up.y", "", ""},
		{"up.z", rest.Name, rest.Name},
	} {
		for view, want := range map[*effective.View]string{&h.View: x.out, &as: x.in} {
			got := ""
			if f := view.Unless(x.name); f != nil {
				got = f.Name
			}
			if got != want {
				t.Errorf("%s %s: unless %q, not %q", x.name, view.State, got, want)
			}
		}
	}
}

// labelled is a root that knows what people call handsets and users.
type labelled struct {
	root
	labels map[string]string    // by path
	bare   map[string][2]string // by folder: a handset without a file of its own, and its label
}

func (l labelled) Label(path string) string { return l.labels[path] }

func (l labelled) Bare(folder string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		if one, ok := l.bare[folder]; ok {
			yield(one[0], one[1])
		}
	}
}

// Handsets and people are called by their labels, those too that have no file.
func TestLabels(t *testing.T) {
	t.Parallel()
	const plain = "00907a0e7fe6"
	r := ward("1")
	r["r/default.xml"], r["r/host/board.xml"], r["r/mobile/ana.xml"] = nil, nil, nil
	a := effective.Of(labelled{r, map[string]string{
		"phone-" + mac + ".cfg": "Theatre 3", "people/ana.cfg": "Ana", "r/host/board.xml": "Board room", "r/mobile/ana.xml": "Other Ana", "site.cfg": "nobody's",
	}, map[string][2]string{".": {plain, "Spare"}, "r": {plain, "no handset is told so"}}}, vendors.All())
	for want, k := range map[string]effective.Key{
		"Theatre 3 (" + mac + ")":          {Folder: ".", ID: mac},
		"Spare (" + plain + ")":            {Folder: ".", ID: plain},
		"Board room (board)":               {Folder: "r", ID: "board"},
		"every handset that is not listed": {Folder: ".", Unlisted: "every handset that is not listed"},
	} {
		if h := a.Handset(k); h == nil || h.Key != k || h.Called() != want {
			t.Errorf("%+v is %+v, not %s", k, h, want)
		}
	}
	for want, p := range map[string]*effective.Person{"Ana (ana)": a.People["people"]["ana"], "Other Ana (ana)": a.People["r/mobile"]["ana"]} {
		if p.Called() != want {
			t.Errorf("%s is called %s", want, p.Called())
		}
	}
	spare := a.Handset(effective.Key{Folder: ".", ID: plain})
	if rest := a.Handset(wardStates[3].key); !spare.SameFiles(&rest.View) || spare.Users != "people" || spare.State != rest.State {
		t.Errorf("a handset without a file of its own reads %v", spare.Layers)
	}
	if got := effective.Of(r, vendors.All()).Handset(effective.Key{Folder: ".", ID: mac}).Called(); got != mac {
		t.Errorf("without labels a handset is called %s", got)
	}
}
