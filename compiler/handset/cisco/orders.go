package cisco

import (
	"maps"
	"slices"
)

// A phone keeps a parameter that a profile does not mention, so that what one person's
// profile set may be there for the next. Whether it can be, in any order of people and
// of fetches that fail, is told by pairs of profiles, one parameter at a time: what a
// phone has of a parameter after it fetched a profile is what this profile says or, if it
// says nothing, what the last of those before said that says anything. That one may be
// any of them, and all before it are forgotten. So it is enough to hold each profile that
// says nothing of a parameter against each that says something.

// Profiles are what phones of a model can fetch beside their own host profiles. Values
// are compared, and may be names that stand for them.
type Profiles struct {
	People  map[string]map[string]string // by user ID
	Default map[string]string            // without an identity; nil: never
	// Changed are parameters that people can set at the phone to whatever they like.
	Changed []string
	// Kept are parameters that are left to each phone on purpose.
	Kept map[string]bool
}

// Leftover is something of one person that the next finds.
type Leftover struct {
	Parameter string
	Of        string // whose profile sets it; empty: whoever changed it at the phone
	For       string // who finds it; empty: whoever uses the phone while nobody is logged in
	Default   bool   // it is found by whoever uses a phone that lost its identity

	// Unless says that the next finds it only if the phone could not fetch its host
	// profile in between.
	Unless bool
}

// Proof is what some profiles do to each parameter, of phones of one model. There may be
// very many people, so that they are gone through once.
type Proof struct {
	model   Model
	touched []touched
}

// touched is a parameter that a person's profile, or a person, sets.
type touched struct {
	name    string
	changed bool // at the phone, to whatever people like
	// setters set it to two values, if there are two: one of them is not that of home.
	setters []setting
	lacking string // who does not set it; empty: everybody does
	lost    bool   // the default profile does not set it
}

type setting struct{ who, value string }

// Proof goes through profiles.
func (m Model) Proof(p Profiles) *Proof {
	at := map[string]*touched{}
	take := func(name string) *touched {
		if p.Kept[name] || !m.Knows(name) || isState(name) {
			return nil
		}
		if at[name] == nil {
			at[name] = &touched{name: name}
		}
		return at[name]
	}
	for _, name := range p.Changed {
		if t := take(name); t != nil {
			t.changed = true
		}
	}
	people := slices.Sorted(maps.Keys(p.People))
	for _, who := range people {
		for name, value := range p.People[who] {
			t := take(name)
			if t != nil && len(t.setters) < 2 && !slices.ContainsFunc(t.setters, func(s setting) bool { return s.value == value }) {
				t.setters = append(t.setters, setting{who, value})
			}
		}
	}
	proof := &Proof{model: m}
	for _, name := range slices.Sorted(maps.Keys(at)) {
		t := at[name]
		i := slices.IndexFunc(people, func(who string) bool { _, ok := p.People[who][name]; return !ok })
		if i >= 0 {
			t.lacking = people[i]
		}
		_, ok := p.Default[name]
		t.lost = p.Default != nil && !ok
		proof.touched = append(proof.touched, *t)
	}
	return proof
}

// Len counts the parameters that the proof is about.
func (p *Proof) Len() int { return len(p.touched) }

// Leftovers lists, a parameter at a time, a first example of what is left on a phone with
// a host profile. None means that in whatever order people log in and out, and whichever
// fetches fail, whoever logs in finds what they would find on a phone that nobody had
// used.
func (p *Proof) Leftovers(host map[string]string) []Leftover {
	var all []Leftover
	for i := range p.touched {
		t := &p.touched[i]
		home, reset := host[t.name]
		if !reset {
			home = p.model.Initial(t.name)
		}
		setter := "" // whoever changes it at the phone
		for _, s := range slices.Backward(t.setters) {
			if s.value != home {
				setter = s.who
			}
		}
		switch {
		case setter == "" && !t.changed:
		case !reset:
			all = append(all, Leftover{Parameter: t.name, Of: setter})
		case t.lacking != "":
			all = append(all, Leftover{Parameter: t.name, Of: setter, For: t.lacking, Unless: true})
		case t.lost:
			all = append(all, Leftover{Parameter: t.name, Of: setter, Default: true, Unless: true})
		}
	}
	return all
}

// isState tells the parameters in which a phone itself keeps who is logged in.
func isState(name string) bool {
	return slices.Contains([]string{emState, emUser, emPassword, emPhoneUser, emPhonePassword}, name)
}
