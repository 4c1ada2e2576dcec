package cisco

import (
	"maps"
	"slices"

	"provc/compiler/artifact"
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

// closed lists the parameters that every profile sets.
func (e *emitter) closed() []*closed {
	if e.people == 0 && e.phonesSeen == 0 {
		return nil
	}
	all := map[string]*closed{}
	add := func(name string, el *element) {
		if _, local := e.keepLocal[name]; !local && all[name] == nil {
			all[name] = &closed{name, el}
		}
	}
	for name, p := range e.personal {
		add(name, p.element)
	}
	for name, el := range elements() {
		if el.callable || e.access[name].value == "rw" && !el.system {
			add(name, el)
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
	params []artifact.Param
	order  []int32             // of each, the rank of its element; unranked for one that the catalogue lacks
	set    []bool              // by rank
	knows  func(*element) bool // whether phones that fetch it know a parameter
	public bool                // anybody can fetch it: no secrets
}

const unranked = -1

func newProfile(public bool, knows func(*element) bool) *profile {
	const many = 64 // parameters
	return &profile{params: make([]artifact.Param, 0, many), order: make([]int32, 0, many), set: make([]bool, len(elements())), knows: knows, public: public}
}

// sets reports whether a parameter is set.
func (p *profile) sets(name string, e *element) bool {
	if e != nil {
		return p.set[e.rank]
	}
	return slices.ContainsFunc(p.params, func(q artifact.Param) bool { return q.Name == name })
}

// add sets a parameter that is not set.
func (p *profile) add(param artifact.Param, e *element) {
	rank := int32(unranked)
	if e != nil {
		rank = e.rank
		p.set[rank] = true
	}
	p.params, p.order = append(p.params, param), append(p.order, rank)
}

// give sets a parameter of the catalogue to a value that is not the user's, unless
// it is set.
func (p *profile) give(param artifact.Param) {
	if e := elements()[param.Name]; !p.sets(param.Name, e) {
		p.add(param, e)
	}
}

// take adds what a layer declares.
func (p *profile) take(l *layer) {
	if l == nil {
		return
	}
	for i := range l.params {
		s := &l.params[i]
		if !p.sets(s.Name, s.element) && p.knows(s.element) && !(p.public && s.Sensitive) {
			p.add(s.Param, s.element)
		}
	}
}

// close sets the parameters of the closure that nothing has set. A phone takes
// the vendor's defaults for them, or empty values.
func (p *profile) close(closure []*closed, access map[string]named) {
	for _, c := range closure {
		if p.sets(c.name, c.element) || !p.knows(c.element) {
			continue
		}
		reset := artifact.Param{Name: c.name, Access: access[c.name].value}
		if c.element != nil && !c.element.secret {
			reset.Value = c.element.initial
		}
		p.add(reset, c.element)
	}
}

// sorted lists the parameters by name.
func (p *profile) sorted() []artifact.Param {
	at := make([]int32, len(p.params))
	for i := range at {
		at[i] = int32(i)
	}
	slices.SortFunc(at, func(i, j int32) int {
		if a, b := p.order[i], p.order[j]; a != unranked && b != unranked {
			return int(a - b)
		}
		return compareNames(p.params[i].Name, p.params[j].Name)
	})
	list := make([]artifact.Param, len(at))
	for n, i := range at {
		list[n] = p.params[i]
	}
	return list
}
