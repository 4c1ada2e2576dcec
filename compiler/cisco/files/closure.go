package files

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/cisco/facts"
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
//
// What a line registers as is one thing: where somebody declares a part of it, all of it
// is of the closure, so that no line has the user ID of one and the password of another.
//
// Defaults are those of the phone's own family of models. What is fetched by
// phones of several families leaves out what these have different defaults of: the
// host profile alone resets it. Where sources disagree about a family's default,
// nothing resets what people may change at the phone, unless somebody declares it.

// closed lists the parameters that every profile sets.
func (e *Emitter) closed() []*closed {
	if e.People == 0 && e.PhonesSeen == 0 {
		return nil
	}
	all := map[string]*closed{}
	declared := e.declared()
	add := func(name string, el *facts.Element) {
		if _, local := e.KeepLocal[name]; !local && all[name] == nil {
			all[name] = &closed{name, el, declared[name]}
		}
	}
	for name, p := range e.Personal {
		add(name, p.Element)
		for _, other := range facts.AccountWith(p.Element) {
			add(other.Name, other)
		}
	}
	for name, el := range facts.Elements() {
		if el.Callable || e.Access[name].Value == "rw" && !el.System {
			add(name, el)
		}
	}
	return slices.Collect(maps.Values(all))
}

// declared holds the names of what any layer declares.
func (e *Emitter) declared() map[string]bool {
	names := maps.Clone(e.Own)
	for name := range e.Personal {
		names[name] = true
	}
	layers := []*facts.Layer{&e.Base, &e.Fallback}
	for _, m := range e.Models {
		layers = append(layers, &m.Layer)
	}
	for _, l := range layers {
		for i := range l.Params {
			names[l.Params[i].Name] = true
		}
	}
	return names
}

// closed is a parameter of the closure; element is nil if the catalogue lacks it.
type closed struct {
	name     string
	element  *facts.Element
	declared bool // by some layer, not only changed at phones
}

// reset is the value that a parameter is reset to on phones of these products.
// There is none where they have different defaults, or where the default is not
// sure and nobody declares another value.
func (c *closed) reset(products []*facts.Product) (value string, ok bool) {
	if c.element == nil || c.element.Secret {
		return "", true
	}
	value = c.element.Initial
	first := true
	for _, p := range products {
		if !p.Has(c.element) {
			continue
		}
		own, sure := p.DefaultOf(c.element)
		if !sure && !c.declared || !first && own != value {
			return "", false
		}
		value, first = own, false
	}
	return value, true
}

// profile collects the parameters of one file: the first value wins.
type profile struct {
	params []artifact.Param
	order  []int32          // of each, the rank of its element; unranked for one that the catalogue lacks
	set    []bool           // by rank
	others map[string]bool  // set, and unranked
	phones []*facts.Product // that fetch it; none stands for any
	public bool             // anybody can fetch it: no secrets
}

const unranked = -1

func newProfile(public bool, phones ...*facts.Product) *profile {
	const many = 64 // parameters
	return &profile{params: make([]artifact.Param, 0, many), order: make([]int32, 0, many), set: make([]bool, len(facts.Elements())), phones: phones, public: public}
}

// takes reports whether phones that fetch the profile take a value.
func (p *profile) takes(s *facts.Setting) bool {
	return len(p.phones) == 0 || slices.ContainsFunc(p.phones, func(q *facts.Product) bool { return q.IsTold(s) })
}

// sets reports whether a parameter is set.
func (p *profile) sets(name string, e *facts.Element) bool {
	if e != nil {
		return p.set[e.Rank]
	}
	return p.others[name]
}

// add sets a parameter that is not set.
func (p *profile) add(param artifact.Param, e *facts.Element) {
	rank := int32(unranked)
	if e != nil {
		rank = e.Rank
		p.set[rank] = true
	} else {
		if p.others == nil {
			p.others = map[string]bool{}
		}
		p.others[param.Name] = true
	}
	p.params, p.order = append(p.params, param), append(p.order, rank)
}

// give sets a parameter of the catalogue to a value that is not the user's, unless
// it is set.
func (p *profile) give(param artifact.Param) {
	if e := facts.Elements()[param.Name]; !p.sets(param.Name, e) {
		p.add(param, e)
	}
}

// take adds what a layer declares.
func (p *profile) take(l *facts.Layer) {
	if l == nil {
		return
	}
	for i := range l.Params {
		s := &l.Params[i]
		if !p.sets(s.Name, s.Element) && p.takes(s) && !(p.public && s.Private()) {
			param := s.Param
			param.Value = oneLine(param.Value)
			p.add(param, s.Element)
		}
	}
}

// oneLine is a text with a blank in the place of each end of a line: to phones a rule
// is the same.
func oneLine(text string) string {
	if !strings.ContainsAny(text, "\r\n") {
		return text
	}
	return strings.TrimSpace(lineEnds.ReplaceAllString(text, " "))
}

var lineEnds = regexp.MustCompile(`[ \t]*[\r\n][ \t\r\n]*`)

// reset is what a parameter of the closure is reset to.
type reset struct {
	artifact.Param
	element *facts.Element
}

// resets lists what is reset on some phones, to what these products have from the
// factory.
func (e *Emitter) resets(closure []*closed, phones, products []*facts.Product) []reset {
	var all []reset
	for _, c := range closure {
		if len(phones) > 0 && !slices.ContainsFunc(phones, func(p *facts.Product) bool { return e.Granted.Knows(p, c.element) }) {
			continue
		}
		if value, ok := c.reset(products); ok {
			all = append(all, reset{artifact.Param{Name: c.name, Value: value, Access: e.Access[c.name].Value}, c.element})
		}
	}
	return all
}

// close resets the parameters of the closure that nothing has set.
func (p *profile) close(closure []reset) {
	for i := range closure {
		if r := &closure[i]; !p.sets(r.Name, r.element) {
			p.add(r.Param, r.element)
		}
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
		return facts.CompareNames(p.params[i].Name, p.params[j].Name)
	})
	list := make([]artifact.Param, len(at))
	for n, i := range at {
		list[n] = p.params[i]
	}
	return list
}
