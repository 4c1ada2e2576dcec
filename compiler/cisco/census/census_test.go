package census_test

import (
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/cisco/census"
	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
)

func setting(name string, free bool) facts.Setting {
	s := facts.Setting{Param: artifact.Param{Name: name}, Element: facts.Elements()[name]}
	if free {
		s.Free = &settings.Setting{}
	}
	return s
}

// Phones and people are counted, whoever counts them and in which order they are joined.
func TestCensus(t *testing.T) {
	large, small := facts.ProductsByName()["SPA525G2"], facts.ProductsByName()["SPA303"]
	board := &facts.Phone{MAC: "b", Product: large, ModelPos: diag.Pos{Line: 2}, Identity: facts.Identity{ID: "board"}, Lacking: "password", Previous: []*facts.Identity{{ID: "old"}},
		Layer: facts.Layer{Pos: diag.Pos{Line: 1}, Params: []facts.Setting{setting("Text_Logo", false)}}}
	lobby := &facts.Phone{MAC: "a", Product: large, ModelPos: diag.Pos{Line: 4}, Layer: facts.Layer{Pos: diag.Pos{Line: 3}}, Identity: facts.Identity{ID: "lobby"}, Lacking: "userID"}
	foyer := &facts.Phone{MAC: "c", Product: small, Anonymous: true, Previous: []*facts.Identity{{ID: "hall"}}, Layer: facts.Layer{Params: []facts.Setting{setting("Text_Logo", false)}}}
	ann := &facts.User{Identity: facts.Identity{ID: "ann", Password: artifact.Param{Secret: "ann"}}, Layer: facts.Layer{Params: []facts.Setting{setting("DND_Setting", false), setting("Custom_CA_Option", true)}}}
	ben := &facts.User{Identity: facts.Identity{ID: "ben"}, Layer: facts.Layer{Params: []facts.Setting{setting("DND_Setting", false)}}}
	for _, swapped := range []bool{false, true} {
		all, others := census.New(), census.New()
		first, second := &all, &others
		if swapped {
			first, second = second, first
		}
		first.Phone(board)
		first.Phone(foyer)
		first.Person(ann, 0)
		second.Phone(lobby)
		second.Person(ben, 1)
		all.Join(&others)
		if all.PhonesSeen != 3 || all.People != 2 {
			t.Errorf("%d phones, %d people", all.PhonesSeen, all.People)
		}
		if all.FirstModel.Line != 4 || all.Products[large].Pos.Line != 3 {
			t.Errorf("the first phone is that of line %d, the first of its product of line %d", all.FirstModel.Line, all.Products[large].Pos.Line)
		}
		if !all.Enrolled[large] || all.Enrolled[small] {
			t.Errorf("people log in on %v", all.Enrolled)
		}
		if !all.Own["Text_Logo"] || len(all.Own) != 1 {
			t.Errorf("phones with an identity set %v", all.Own)
		}
		if n := all.SetBy("DND_Setting"); n != 2 {
			t.Errorf("%d people set it", n)
		}
		if all.SetBy("Text_Logo") != 0 || all.Personal["DND_Setting"].Element == nil {
			t.Errorf("people set %v", all.Personal)
		}
		if len(all.Passwords) != 1 {
			t.Errorf("%d people have a password", len(all.Passwords))
		}
		said := map[string]bool{}
		for _, id := range all.IDs {
			said[id.ID+": "+id.Said()] = true
		}
		for _, want := range []string{"board: phone b", "old: phone b before", "hall: phone c before", "ann: person ann", "ben: person ben"} {
			if !said[want] {
				t.Errorf("nobody is %s, of %v", want, said)
			}
		}
		if len(said) != 5 {
			t.Errorf("IDs are %v", said)
		}
		ca := facts.Elements()["Custom_CA_Option"]
		if !all.Granted.Knows(large, ca) || !all.Granted.Knows(small, ca) {
			t.Error("what a person is given is not known to every phone")
		}
	}
}

// The first phone is the one with the lowest MAC, whoever has counted it and when.
func TestTheFirstPhone(t *testing.T) {
	large := facts.ProductsByName()["SPA525G2"]
	phone := func(mac string) *facts.Phone {
		line := int(mac[0])
		return &facts.Phone{MAC: mac, Product: large, ModelPos: diag.Pos{Line: line}, Layer: facts.Layer{Pos: diag.Pos{Line: line}}}
	}
	for _, order := range []string{"abc", "acb", "bac", "bca", "cab", "cba"} {
		for cut := range len(order) + 1 { // nobody counts none, or all
			all, others := census.New(), census.New()
			for _, r := range order[:cut] {
				all.Phone(phone(string(r)))
			}
			for _, r := range order[cut:] {
				others.Phone(phone(string(r)))
			}
			all.Join(&others)
			if all.FirstModel.Line != 'a' || all.Products[large].Pos.Line != 'a' || all.PhonesSeen != 3 {
				t.Errorf("of %s, cut at %d, the first is that of line %c, of its product of line %c", order, cut, all.FirstModel.Line, all.Products[large].Pos.Line)
			}
		}
	}
}

// What others have counted is taken over: on what people log in, who phones were before,
// who has a password, and what is known to a phone that was given it.
func TestJoin(t *testing.T) {
	small := facts.ProductsByName()["SPA303"]
	all, others := census.New(), census.New()
	others.Phone(&facts.Phone{MAC: "a", Product: small, Identity: facts.Identity{ID: "hall"}, Previous: []*facts.Identity{{ID: "old"}},
		Layer: facts.Layer{Params: []facts.Setting{setting("Custom_CA_Option", true)}}})
	others.Previous = []census.Earlier{{ID: "old", MAC: "a"}}
	for n, password := range []artifact.Param{{Secret: "x"}, {Value: "x"}, {}} {
		others.Person(&facts.User{Identity: facts.Identity{ID: "p", Password: password}}, n)
	}
	all.Join(&others)
	if !all.Enrolled[small] || len(all.Previous) != 1 {
		t.Errorf("people log in on %v, phones were %v", all.Enrolled, all.Previous)
	}
	if len(all.Passwords) != 2 {
		t.Errorf("%d of three have a password", len(all.Passwords))
	}
	if !all.Granted.Knows(small, facts.Elements()["Custom_CA_Option"]) {
		t.Error("what a phone is given is not known to it")
	}
	for _, id := range all.IDs {
		want := map[string]string{"hall": facts.HostFolder, "old": "", "p": facts.MobileFolder}[id.ID]
		if id.Folder != want {
			t.Errorf("%s names a profile in %q, want %q", id.ID, id.Folder, want)
		}
	}
}

// What a model is given is known to its phones alone.
func TestGranted(t *testing.T) {
	large, small := facts.ProductsByName()["SPA525G2"], facts.ProductsByName()["SPA303"]
	ca := facts.Elements()["Custom_CA_Option"]
	c := census.New()
	c.Granted.Layer(&facts.Layer{Params: []facts.Setting{setting("Custom_CA_Option", false)}}, large)
	if c.Granted.Knows(large, ca) {
		t.Error("what stands under params is given")
	}
	if !c.Granted.Knows(large, facts.Elements()["Admin_Password"]) {
		t.Error("what a model has by itself has to be given")
	}
	c.Granted.Layer(&facts.Layer{Params: []facts.Setting{setting("Custom_CA_Option", true)}}, large)
	if !c.Granted.Knows(large, ca) || c.Granted.Knows(small, facts.Elements()["Admin_Password"]) {
		t.Error("it is given to others, or to nobody")
	}
}
