package effective_test

import (
	"fmt"
	"slices"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/vendors"
)

// Lines and calls depend on what is in effect: the strongest file, in it the last of a
// name, and in a state the file of the person who is logged in.
func TestCalls(t *testing.T) {
	t.Parallel()
	const own = "phone-" + mac + ".cfg"
	r := ward("1").set("site.cfg", "reg.1.address", "100").set("site.cfg", "reg.1.server.1.address", "pbx.example").
		set("site.cfg", "prov.login.required", "1").set("site.cfg", "phoneLock.enabled", "1").
		set(own, "reg.1.address", "101").set(own, "reg.1.address", "102").
		set("group-g.cfg", "phoneLock.authorized.1.value", "5100").set("site.cfg", "phoneLock.authorized.1.value", "5200").
		set("people/ana.cfg", "reg.2.server.1.address", "pbx.example")
	r["people/ben.cfg"] = file{{Name: "reg.1.address", Secret: "ben"}}
	a := effective.Of(r, vendors.All())
	h := a.Handset(wardStates[0].key)
	ana, ben := h.As(a.People["people"]["ana"]), h.As(a.People["people"]["ben"])
	for name, x := range map[string]struct {
		view *effective.View
		want string
	}{
		"nobody": {&h.View, "[1=102@pbx.example]"},
		"ana":    {&ana, "[1=102@pbx.example 2=1@pbx.example]"},
		"ben":    {&ben, "[1=secret@pbx.example]"},
	} {
		got := []string{}
		for _, r := range h.Registrations(x.view) {
			got = append(got, r.Line+"="+r.Account)
		}
		if fmt.Sprint(got) != x.want {
			t.Errorf("%s registers %s, want %s", name, got, x.want)
		}
	}
	if got, ok := h.Get("reg.1.address"); !ok || got.Value != "102" || got.Path != own {
		t.Errorf("while nobody is logged in, a handset has %+v", got)
	}
	if _, ok := h.Get("reg.2.server.1.address"); ok {
		t.Error("while nobody is logged in, a handset has what is a person's")
	}
	if got := fmt.Sprint(h.Lines()); got != "[1]" {
		t.Errorf("its lines are %s", got)
	}
	for number, want := range map[string]bool{"5100": true, "5200": false} {
		if got := h.Dials(number); got.Can != want {
			t.Errorf("%s can be called: %+v", number, got)
		}
	}
	if got := h.Emergencies(artifact.Param{Name: "dialplan.routing.emergency.1.value", Value: "112,911"}); !slices.Equal(got, []string{"112", "911"}) {
		t.Errorf("emergency numbers are %q", got)
	}
}

// Who a value belongs to, and on which parameters calls for help depend, is the vendor's
// to say; a handset that is not there has nothing of it.
func TestIdentities(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		root                      root
		state                     state
		identity, emergency, none string
	}{
		{ward("1"), wardStates[1], "reg.2.address", "phoneLock.authorized.1.value", "reg.2.label"},
		{rooms("Yes"), roomStates[1], "User_ID_1_", "Emergency_Number_1_", "Display_Name_1_"},
	} {
		a := effective.Of(x.root, vendors.All())
		h, p := a.Handset(x.state.key), a.People[x.state.users][x.state.person]
		if !h.Identifies(x.identity) || h.Identifies(x.none) || !p.Identifies(x.identity) || p.Identifies(x.none) {
			t.Errorf("identities of %s are others", x.state.key.ID)
		}
		if !h.Emergency(x.emergency) || h.Emergency(x.none) || !p.Emergency(x.emergency) || p.Emergency(x.none) {
			t.Errorf("calls for help of %s depend on others", x.state.key.ID)
		}
		var none *effective.Handset
		if none.Emergency(x.emergency) {
			t.Error("a handset that is not there has emergency numbers")
		}
		if !a.Lists(x.state.key) || a.Lists(effective.Key{Folder: x.state.key.Folder, ID: "other"}) {
			t.Errorf("%+v is listed otherwise", x.state.key)
		}
	}
}

// What handsets write has a place for each, where they write anything.
func TestWritten(t *testing.T) {
	t.Parallel()
	a := effective.Of(ward("1"), vendors.All())
	if got, want := a.Handset(wardStates[0].key).Written(), []string{mac + "-web.cfg", mac + "-phone.cfg", mac + "-directory.xml", mac + "-calls.xml"}; !slices.Equal(got, want) {
		t.Errorf("a handset writes %q, want %q", got, want)
	}
	if got, want := a.People["people"]["ana"].Written(), []string{"people/ana-phone.cfg", "people/ana-directory.xml", "people/ana-calls.xml"}; !slices.Equal(got, want) {
		t.Errorf("for a person is written %q, want %q", got, want)
	}
	b := effective.Of(rooms("Yes"), vendors.All())
	if h, p := b.Handset(roomStates[0].key).Written(), b.People["r/mobile"]["ana"].Written(); len(h)+len(p) > 0 {
		t.Errorf("phones that write nothing write %q and %q", h, p)
	}
}

// Handsets by name that one root has beside another, in the order of folders and names.
func TestBeside(t *testing.T) {
	t.Parallel()
	a := effective.Of(root{"r/default.xml": nil, "r/host/zoo.xml": nil, "r/host/annex.xml": nil, "b/default.xml": nil, "b/host/zoo.xml": nil, "r/host/board.xml": nil}, vendors.All())
	b := effective.Of(rooms("Yes"), vendors.All())
	var got []string
	for _, k := range a.Beside(b) {
		got = append(got, k.Folder+"/"+k.ID)
	}
	if want := []string{"b/zoo", "r/annex", "r/zoo"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := b.Beside(a); len(got) != 0 {
		t.Errorf("got %v beside all of them", got)
	}
	handsets := 0
	for h := range a.Handsets() {
		if handsets++; a.Handset(h.Key) != h {
			t.Errorf("%+v is another", h.Key)
		}
	}
	if handsets != 6 {
		t.Errorf("there are %d handsets", handsets)
	}
}

// People are listed by their IDs; of one, the own file says its parameters in its order.
func TestPeople(t *testing.T) {
	t.Parallel()
	r := ward("1").set("people/zoe.cfg", "B", "1").set("people/zoe.cfg", "A", "2").set("people/ben.cfg", "A", "1")
	r["people/ann.cfg"] = nil
	a := effective.Of(r, vendors.All())
	var got []string
	for _, p := range a.PeopleAt("people") {
		got = append(got, p.ID)
	}
	if want := []string{"ana", "ann", "ben", "zoe"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(a.PeopleAt("elsewhere")) > 0 {
		t.Error("people log in where nobody does")
	}
	zoe := a.People["people"]["zoe"]
	if p := zoe.Params(); len(p) != 2 || p[0].Name != "B" || p[1].Name != "A" {
		t.Errorf("zoe's file has %+v", p)
	}
	if s, ok := zoe.Own("A"); !ok || s.Value != "2" || s.Path != "people/zoe.cfg" {
		t.Errorf("zoe's own A is %+v", s)
	}
	if _, ok := zoe.Own("C"); ok {
		t.Error("zoe's file sets what it does not")
	}
	if got := a.Folder("people"); got != "." {
		t.Errorf("people log in on handsets of %q", got)
	}
	if got := effective.Of(rooms("Yes"), vendors.All()).Folder("r/mobile"); got != "r" {
		t.Errorf("people log in on phones of %q", got)
	}
}

// A person whom a listing names and who has no file sets nothing.
func TestPersonWithoutFile(t *testing.T) {
	t.Parallel()
	r := gone{ward("1"), "people/ana.cfg"}
	a := effective.Of(r, vendors.All())
	ana := a.People["people"]["ana"]
	h := a.Handset(wardStates[0].key)
	as := h.As(ana)
	if _, ok := ana.Own("reg.2.address"); ok || ana.Sets("reg.2.address") || len(ana.Params()) > 0 || !as.SameFiles(&h.View) {
		t.Errorf("a file that is gone sets something: %v", as.Layers)
	}
	if over := h.Overridden(ana); !over.SameFiles(&h.View) || as.Reads("people/ana.cfg") || !as.Reads("site.cfg") {
		t.Errorf("a file that is gone is read: %v", over.Layers)
	}
}

// gone is a root from which a file vanishes while it is looked at.
type gone struct {
	root
	path string
}

func (g gone) File(p string) effective.File {
	if p == g.path {
		return nil
	}
	return g.root.File(p)
}

// Files of two vendors in one root keep their roles, and views differ by any file.
func TestRoles(t *testing.T) {
	t.Parallel()
	r := ward("1")
	for p, f := range rooms("Yes") {
		r[p] = f
	}
	a := effective.Of(r, vendors.All())
	for path, want := range map[string]string{"site.cfg": "parameters", mac + ".cfg": "master", "people/ana.cfg": "user", "r/host/board.xml": "host", "r/mobile/ana.xml": "mobile", "r/spa303.cfg": "entry", "elsewhere/ana.cfg": ""} {
		if got := a.Roles[path].Name; got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	listed, rest := a.Handset(wardStates[0].key), a.Handset(wardStates[2].key)
	if listed.SameFiles(&rest.View) || !listed.SameFiles(&listed.View) {
		t.Error("views of other files are the same")
	}
	other := effective.Of(r.set("group-h.cfg", "A", "1").set(mac+".cfg", "CONFIG_FILES", "phone-"+mac+".cfg, group-h.cfg, features.cfg, site.cfg"), vendors.All()).Handset(wardStates[0].key)
	if len(other.Layers) != len(listed.Layers) || listed.SameFiles(&other.View) || other.SameFiles(&listed.View) {
		t.Error("views of as many other files are the same")
	}
	if !listed.Registers("reg.1.address") || listed.Registers("up.x") {
		t.Error("registrations depend on other parameters")
	}
}

// A file of others between those that count is weaker than what handsets wrote, however
// often one asks.
func TestUnlessOverridden(t *testing.T) {
	t.Parallel()
	const own, web = "over/" + mac + "-phone.cfg", "over/" + mac + "-web.cfg"
	regs := &artifact.Foreign{Name: "https://pbx.example/pbx.cfg", Bounded: true, Sets: []string{"reg.*", "up.*"}}
	r := ward("1").set("site.cfg", "reg.1.label", "a").set("site.cfg", "up.x", "b").set("site.cfg", "up.y", "c").set(own, "reg.1.label", "d").set(web, "up.x", "e").set("people/ana-phone.cfg", "up.z", "f")
	r[mac+".cfg"] = file{{Name: "CONFIG_FILES", Value: "phone-" + mac + ".cfg, https://pbx.example/pbx.cfg, site.cfg"}, {Name: "USER_PROFILES_DIRECTORY", Value: "people"}, {Name: "OVERRIDES_DIRECTORY", Value: "over"}}
	r["over/ana-phone.cfg"] = r["people/ana-phone.cfg"]
	a := effective.Of(declared{r, map[string]*artifact.Foreign{regs.Name: regs}}, vendors.All())
	h := a.Handset(effective.Key{Folder: ".", ID: mac})
	for range 2 {
		for name, x := range map[string]struct {
			person *effective.Person
			beaten []string // by files of others
		}{
			"nobody": {nil, []string{"up.y", "up.z", "up.a"}},
			"ana":    {a.People["people"]["ana"], []string{"up.y", "up.a"}},
		} {
			v := h.Overridden(x.person)
			for _, param := range []string{"reg.1.label", "up.x", "up.y", "up.z", "up.a"} {
				if got := v.Unless(param) != nil; got != slices.Contains(x.beaten, param) {
					t.Errorf("%s: a file of others may beat %s: %t", name, param, got)
				}
			}
		}
		if h.View.Unless("reg.1.label") == nil {
			t.Error("a file of others that may beat a label is told no more")
		}
	}
}

// A handset that nobody listed reads what is for those, never what another has.
func TestNotListed(t *testing.T) {
	t.Parallel()
	nobody := effective.Key{Folder: "r", ID: "nobody"}
	for want, r := range map[string]root{
		"r/default.xml": rooms("Yes"),
		"r/spa303.cfg":  {"r/spa303.cfg": nil, "r/host/board.xml": nil, "r/mobile/ana.xml": nil},
	} {
		if h := effective.Of(r, vendors.All()).Handset(nobody); h == nil || len(h.Layers) != 1 || h.Layers[0].Path != want {
			t.Errorf("a phone that is not listed reads %+v, want %s", h, want)
		}
	}
}
