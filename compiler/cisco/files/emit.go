// Package files makes the files of a deployment, and reads such files.
package files

import (
	"path"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/cisco/census"
	"provc/compiler/cisco/facts"
	"provc/compiler/cisco/rule"
	"provc/compiler/diag"
)

// Emitter makes the files of a deployment. It knows all of what checks have seen
// when the first file is made.
type Emitter struct {
	*facts.Deployment
	*census.Census
	inUse  []*facts.Product
	logins []*facts.Product // of those, the ones that people log in on
	rule   artifact.Param   // Profile_Rule, as profiles have it of phones on which people log in
	Files  []*artifact.File // in memory: those that are few
	Stage  []*artifact.File

	atHome         map[*facts.Product][]reset // of the closure, in host profiles
	elsewhere      []reset                    // in mobile profiles
	shared, agreed *facts.Layer
	general        *facts.Layer // what the deployment says that is right for all phones
	common         facts.Layer  // of the closure, what holds whatever the phone
}

// NewEmitter returns the emitter of a deployment.
func NewEmitter(d *facts.Deployment) *Emitter {
	return &Emitter{Deployment: d, rule: profileRuleOf(d)}
}

// Frame makes the files that are there whatever phones and people there are, once these
// have been counted, and the products of all phones and of those on which people log in
// are known.
func (e *Emitter) Frame(counted *census.Census, inUse, logins []*facts.Product) {
	e.Census, e.inUse, e.logins = counted, inUse, logins
	e.Granted.Layer(&e.Base, nil)
	e.Granted.Layer(&e.Fallback, nil)
	for _, m := range e.Models {
		e.Granted.Layer(&m.Layer, facts.ProductsByName()[m.Name])
	}
	mobile := orAll(e.logins)
	able := slices.DeleteFunc(slices.Clone(mobile), func(p *facts.Product) bool { return !p.Mobility })
	closure := e.closed()
	e.elsewhere = e.resets(closure, e.logins, able)
	atHome := slices.Clip(closure)
	for _, s := range e.Fallback.Params {
		for _, part := range facts.AccountWith(s.Element) {
			if _, local := e.KeepLocal[part.Name]; !local {
				atHome = append(atHome, &closed{part.Name, part, true})
			}
		}
		atHome = append(atHome, &closed{s.Name, s.Element, true})
	}
	e.atHome = map[*facts.Product][]reset{}
	for _, p := range e.inUse {
		e.atHome[p] = e.resets(atHome, []*facts.Product{p}, []*facts.Product{p})
	}
	e.shared, e.agreed = e.forAll(mobile), e.agreedOn(e.inUse)
	e.general = &facts.Layer{Pos: e.Base.Pos}
	for _, s := range e.Base.Params {
		if suits(&s, orAll(e.inUse)) {
			e.general.Params = append(e.general.Params, s)
		}
	}
	agreed := e.agreedOn(e.logins)
	for _, c := range closure {
		s := agreed.Param(c.name)
		if s == nil {
			s = e.Base.Param(c.name)
		}
		if s != nil && suits(s, mobile) {
			e.common.Params = append(e.common.Params, *s)
		}
	}
	for _, p := range e.inUse {
		e.Files = append(e.Files, e.entry(p))
		if first, ok := e.Products[p]; ok {
			e.Stage = append(e.Stage, e.stageEntry(p, first.Pos))
		}
	}
	e.Files = append(e.Files, e.public(e.resets(closure, e.inUse, orAll(e.inUse))))
}

// SharedSecrets are those of the deployment that mobile profiles hold, too, since not
// everybody has one of their own.
func (e *Emitter) SharedSecrets() []artifact.Param {
	var all []artifact.Param
	for i := range e.common.Params {
		if p := &e.common.Params[i]; p.Secret != "" && e.People > e.SetBy(p.Name) && e.someone(p.Element) {
			all = append(all, p.Param)
		}
	}
	return all
}

// someone reports whether phones on which people log in know a parameter.
func (e *Emitter) someone(el *facts.Element) bool {
	return len(e.logins) == 0 || slices.ContainsFunc(e.logins, func(p *facts.Product) bool { return e.Granted.Knows(p, el) })
}

// orAll lists products, or all that there are if none is known.
func orAll(known []*facts.Product) []*facts.Product {
	if len(known) > 0 {
		return known
	}
	var all []*facts.Product
	for _, name := range facts.ProductNames() {
		all = append(all, facts.ProductsByName()[name])
	}
	return all
}

// suits reports whether a value is right for all products that know the parameter.
func suits(s *facts.Setting, products []*facts.Product) bool {
	return !slices.ContainsFunc(products, func(p *facts.Product) bool { return p.Has(s.Element) && !p.IsTold(s) })
}

// entry is what a phone just started fetches: the rule, and what all phones of
// the product share. Anybody can fetch it.
func (e *Emitter) entry(p *facts.Product) *artifact.File {
	out := newProfile(true, p)
	if e.PhonesSeen > 0 && !e.Enrolled[p] {
		e.withoutMobility(out)
	} else {
		e.mobility(out, p.Mobility)
	}
	out.take(e.ModelLayer(p.Name))
	out.take(&e.Base)
	return e.file(p.Asks, "", artifact.Entry, e.Pos, out)
}

// Host is the profile of a phone while nobody is logged in.
func (e *Emitter) Host(p *facts.Phone) *artifact.File {
	return e.hostFile(p, facts.ProfileName(facts.HostFolder, p.ID), p.Pos)
}

// ByMAC is the profile of a phone without an identity.
func (e *Emitter) ByMAC(p *facts.Phone) *artifact.File {
	return e.hostFile(p, facts.NameByMAC(p.MAC), p.Pos)
}

// HostBefore is the profile under an identity from before, by which a phone that
// still has it learns the present one.
func (e *Emitter) HostBefore(p *facts.Phone, nth int) *artifact.File {
	i := p.Previous[nth]
	return e.hostFile(p, facts.ProfileName(facts.HostFolder, i.ID), i.IDPos)
}

func (e *Emitter) hostFile(p *facts.Phone, name string, pos diag.Pos) *artifact.File {
	out := newProfile(false, p.Product)
	e.identify(out, p)
	out.take(&p.Layer)
	out.take(e.ModelLayer(p.Model))
	out.take(&e.Base)
	out.close(e.atHome[p.Product])
	// Enrolment shortens the period (stage.go); this restores it.
	out.give(artifact.Param{Name: facts.ResyncPeriodic, Value: facts.Elements()[facts.ResyncPeriodic].Initial, Pos: e.Pos})
	f := e.file(name, p.MAC, artifact.Leaf, pos, out)
	f.Label = p.Label
	return f
}

// identify says who a phone is and what it fetches. One without an identity
// forgets that it had one.
func (e *Emitter) identify(out *profile, p *facts.Phone) {
	if p.Anonymous {
		e.withoutMobility(out)
	} else {
		e.mobility(out, p.Product.Mobility)
	}
	out.give(artifact.Param{Name: facts.EMPhoneUserID, Value: p.ID, Pos: p.IDPos})
	out.give(p.Password)
}

// forAll are the deployment's parameters that mobile profiles repeat, so that a
// change reaches a phone while somebody is logged in: those that no phone and
// no model has otherwise, and no secrets, which are not for everybody who can
// log in.
func (e *Emitter) forAll(phones []*facts.Product) *facts.Layer {
	l := &facts.Layer{Pos: e.Pos}
	for _, s := range e.Base.Params {
		ofModel := func(m *facts.Model) bool { return m.Param(s.Name) != nil }
		if !e.Own[s.Name] && !s.Private() && suits(&s, phones) && !slices.ContainsFunc(e.Models, ofModel) {
			l.Params = append(l.Params, s)
		}
	}
	return l
}

// Mobile is the profile of a person, on whatever phone. A phone ignores
// parameters that its model lacks.
func (e *Emitter) Mobile(u *facts.User) *artifact.File {
	out := newProfile(false, e.logins...)
	e.mobility(out, true)
	out.take(&u.Layer)
	out.take(&e.common)
	out.take(e.shared)
	out.close(e.elsewhere)
	f := e.file(facts.ProfileName(facts.MobileFolder, u.ID), u.ID, artifact.Leaf, u.Pos, out)
	f.Label = u.Label
	return f
}

// public is the default profile: what a phone without an identity takes, of
// whatever model. It holds no secret; the closure empties those that others
// set. Where the models agree on a value, it has theirs.
func (e *Emitter) public(closure []reset) *artifact.File {
	out := newProfile(true, e.inUse...)
	if e.PhonesSeen > 0 && len(e.Enrolled) == 0 {
		e.withoutMobility(out)
	} else {
		e.mobility(out, true)
	}
	out.take(&e.Fallback)
	out.take(e.agreed)
	out.take(e.general)
	out.close(closure)
	return e.file(facts.PublicName, "", artifact.Leaf, e.Fallback.Pos, out)
}

// agreedOn is what all these models say alike that know the parameter: it holds
// whatever the phone.
func (e *Emitter) agreedOn(phones []*facts.Product) *facts.Layer {
	var all []facts.Setting
	seen := map[string]bool{}
	for _, p := range phones {
		m := e.ModelLayer(p.Name)
		if m == nil {
			continue
		}
		for _, s := range m.Params {
			differs := func(q *facts.Product) bool {
				o := e.ModelLayer(q.Name).Param(s.Name)
				return e.Granted.Knows(q, s.Element) && (o == nil || o.Value != s.Value || o.Secret != s.Secret)
			}
			if !seen[s.Name] && !slices.ContainsFunc(phones, differs) {
				all = append(all, s)
			}
			seen[s.Name] = true
		}
	}
	return &facts.Layer{Pos: e.Pos, Params: all}
}

// mobility sets what every profile repeats, so that a change reaches a phone
// whichever it fetches (OL-20443-01).
func (e *Emitter) mobility(out *profile, able bool) {
	switch {
	case e.People == 0: // as declared, else off: see file
	case able:
		out.give(artifact.Param{Name: facts.EMEnable, Value: "Yes", Pos: e.Pos})
	default:
		out.give(artifact.Param{Name: facts.EMEnable, Value: "No", Pos: e.Pos})
	}
	out.give(artifact.Param{Name: facts.EMUserDomain, Value: e.Domain.Value, Pos: e.Domain.Pos})
	out.give(artifact.Param{Name: facts.ProfileRule, Value: e.rule.Value, Pos: e.rule.Pos})
}

// withoutMobility has a phone on which nobody logs in fetch its own profile, now and
// always.
func (e *Emitter) withoutMobility(out *profile) {
	out.give(artifact.Param{Name: facts.EMEnable, Value: "No", Pos: e.Pos})
	out.give(artifact.Param{Name: facts.EMUserDomain, Value: e.Domain.Value, Pos: e.Domain.Pos})
	out.give(artifact.Param{Name: facts.ProfileRule, Value: e.Server + "/" + facts.NameByMAC("$MA"), Pos: e.ServerPos})
}

// profileRuleOf is the rule on one line, and what it is made from.
func profileRuleOf(d *facts.Deployment) artifact.Param {
	made, pos := rule.ExtensionMobility, d.ServerPos
	text := d.Server
	if d.Rule != nil {
		made = func(text string) (*rule.Rule, error) { return rule.Parse(text, rule.Profile) }
		text, pos = d.Rule.Value, d.Rule.Pos
	}
	p := artifact.Param{Name: facts.ProfileRule, Pos: pos}
	if r, err := made(text); err == nil { // else check has told
		p.Value = r.String()
	}
	return p
}

// Path is where a file lies in the root.
func (e *Emitter) Path(name string) string { return path.Join(e.Folder, name) }

func (e *Emitter) file(name, entity string, phase artifact.Phase, pos diag.Pos, out *profile) *artifact.File {
	out.give(artifact.Param{Name: facts.EMEnable, Value: "No", Pos: e.Pos})
	return &artifact.File{
		Path:   e.Path(name),
		Owner:  e.Name,
		Entity: entity,
		Phase:  phase,
		Params: out.sorted(),
		Format: writeProfile,
		Pos:    pos,
	}
}
