package cisco

import (
	"maps"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// The reset closure. A phone keeps whatever the profile it fetches does not
// mention. So that nothing of one person is left when the next uses the phone,
// every profile sets each parameter of the closure: what any person's mobile
// profile declares, and what people change at the phone itself, less keepLocal.
// The host profile sets it to the value of the phone, its model or the
// deployment, else to the vendor's default; a mobile profile to the person's own
// value, else the deployment's, else the vendor's default, so that a host
// profile that could not be fetched in between leaves no gap. A host profile
// also resets what the default profile alone declares.

// closure lists the parameters that every profile sets.
func (d *deployment) closure() []*closed {
	if len(d.users) == 0 && len(d.phones) == 0 {
		return nil
	}
	all := map[string]*closed{}
	add := func(name string, e *element) {
		if _, local := d.keepLocal[name]; !local && all[name] == nil {
			all[name] = &closed{name, e}
		}
	}
	for _, u := range d.users {
		for _, s := range u.params {
			add(s.Name, s.element)
		}
	}
	for name, e := range elements() {
		if e.callable || d.access[name].value == "rw" && !e.system {
			add(name, e)
		}
	}
	return slices.Collect(maps.Values(all))
}

// closed is a parameter of the closure; element is nil if the catalogue lacks it.
type closed struct {
	name    string
	element *element
}

// profile collects the parameters of one file: the first value wins.
type profile struct {
	params map[string]artifact.Param
	knows  func(*element) bool // whether phones that fetch it know a parameter
	public bool                // anybody can fetch it: no secrets
}

func newProfile(public bool, knows func(*element) bool) *profile {
	return &profile{params: map[string]artifact.Param{}, knows: knows, public: public}
}

// set gives a parameter a value that is not the user's.
func (p *profile) set(name, value string, pos diag.Pos) {
	if _, ok := p.params[name]; !ok {
		p.params[name] = artifact.Param{Name: name, Value: value, Pos: pos}
	}
}

// take adds what a layer declares.
func (p *profile) take(l *layer) {
	if l == nil {
		return
	}
	for i := range l.params {
		p.takeOne(&l.params[i])
	}
}

func (p *profile) takeOne(s *setting) {
	if _, ok := p.params[s.Name]; !ok && p.knows(s.element) && !(p.public && s.Sensitive) {
		p.params[s.Name] = s.Param
	}
}

// close sets the parameters of the closure that nothing has set. A phone takes
// the vendor's defaults for them, or empty values.
func (p *profile) close(closure []*closed, access map[string]named) {
	for _, c := range closure {
		if _, ok := p.params[c.name]; ok || !p.knows(c.element) {
			continue
		}
		reset := artifact.Param{Name: c.name, Access: access[c.name].value}
		if c.element != nil && !c.element.secret {
			reset.Value = c.element.initial
		}
		p.params[c.name] = reset
	}
}

// sorted lists the parameters by name.
func (p *profile) sorted() []artifact.Param {
	list := make([]artifact.Param, 0, len(p.params))
	for _, param := range p.params {
		list = append(list, param)
	}
	slices.SortFunc(list, func(a, b artifact.Param) int { return compareNames(a.Name, b.Name) })
	return list
}
