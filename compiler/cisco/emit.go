package cisco

import (
	"path"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/cisco/rule"
	"provc/compiler/diag"
)

// emitter makes the files of a deployment. It knows all of what checks have seen
// when the first file is made.
type emitter struct {
	*deployment
	*seen
	inUse  []*Product
	logins []*Product       // of those, the ones that people log in on
	rule   artifact.Param   // Profile_Rule, as profiles have it of phones on which people log in
	files  []*artifact.File // in memory: those that are few
	stage  []*artifact.File

	atHome         map[*Product][]reset // of the closure, in host profiles
	elsewhere      []reset              // in mobile profiles
	shared, agreed *layer
	general        *layer // what the deployment says that is right for all phones
	common         layer  // of the closure, what holds whatever the phone
}

// frame makes the files that are there whatever phones and people there are, once
// these have been seen.
func (e *emitter) frame() {
	e.granted.layer(&e.base, nil)
	e.granted.layer(&e.fallback, nil)
	for _, m := range e.models {
		e.granted.layer(&m.layer, productsByName()[m.name])
	}
	logins := orAll(e.logins)
	able := slices.DeleteFunc(slices.Clone(logins), func(p *Product) bool { return !p.Mobility })
	closure := e.closed()
	e.elsewhere = e.resets(closure, e.logins, able)
	atHome := slices.Clip(closure)
	for _, s := range e.fallback.params {
		for _, part := range accountWith(s.element) {
			if _, local := e.keepLocal[part.name]; !local {
				atHome = append(atHome, &closed{part.name, part, true})
			}
		}
		atHome = append(atHome, &closed{s.Name, s.element, true})
	}
	e.atHome = map[*Product][]reset{}
	for _, p := range e.inUse {
		e.atHome[p] = e.resets(atHome, []*Product{p}, []*Product{p})
	}
	e.shared, e.agreed = e.forAll(logins), e.agreedOn(e.inUse)
	e.general = &layer{pos: e.base.pos}
	for _, s := range e.base.params {
		if suits(&s, orAll(e.inUse)) {
			e.general.params = append(e.general.params, s)
		}
	}
	agreed := e.agreedOn(e.logins)
	for _, c := range closure {
		s := agreed.param(c.name)
		if s == nil {
			s = e.base.param(c.name)
		}
		if s != nil && suits(s, logins) {
			e.common.params = append(e.common.params, *s)
		}
	}
	for _, p := range e.inUse {
		e.files = append(e.files, e.entry(p))
		if first, ok := e.products[p]; ok {
			e.stage = append(e.stage, e.stageEntry(p, first.pos))
		}
	}
	e.files = append(e.files, e.public(e.resets(closure, e.inUse, orAll(e.inUse))))
}

// someone reports whether phones on which people log in know a parameter.
func (e *emitter) someone(el *element) bool {
	return len(e.logins) == 0 || slices.ContainsFunc(e.logins, func(p *Product) bool { return e.granted.knows(p, el) })
}

// orAll lists products, or all that there are if none is known.
func orAll(known []*Product) []*Product {
	if len(known) > 0 {
		return known
	}
	var all []*Product
	for _, name := range productNames() {
		all = append(all, productsByName()[name])
	}
	return all
}

// suits reports whether a value is right for all products that know the parameter.
func suits(s *setting, products []*Product) bool {
	return !slices.ContainsFunc(products, func(p *Product) bool { return p.has(s.element) && !p.isTold(s) })
}

// entry is what a phone just started fetches: the rule, and what all phones of
// the product share. Anybody can fetch it.
func (e *emitter) entry(p *Product) *artifact.File {
	out := newProfile(true, p)
	if e.phonesSeen > 0 && !e.enrolled[p] {
		e.withoutMobility(out)
	} else {
		e.mobility(out, p.Mobility)
	}
	out.take(e.modelLayer(p.Name))
	out.take(&e.base)
	return e.file(p.Asks, "", artifact.Entry, e.pos, out)
}

// host is the profile of a phone while nobody is logged in.
func (e *emitter) host(p *phone) *artifact.File {
	return e.hostFile(p, profileName(hostFolder, p.id), p.pos)
}

// byMAC is the profile of a phone without an identity.
func (e *emitter) byMAC(p *phone) *artifact.File {
	return e.hostFile(p, nameByMAC(p.mac), p.pos)
}

// hostBefore is the profile under an identity from before, by which a phone that
// still has it learns the present one.
func (e *emitter) hostBefore(p *phone, nth int) *artifact.File {
	i := p.previous[nth]
	return e.hostFile(p, profileName(hostFolder, i.id), i.idPos)
}

func (e *emitter) hostFile(p *phone, name string, pos diag.Pos) *artifact.File {
	out := newProfile(false, p.product)
	e.identify(out, p)
	out.take(&p.layer)
	out.take(e.modelLayer(p.model))
	out.take(&e.base)
	out.close(e.atHome[p.product])
	// Enrolment shortens the period (see stage.go); this restores it.
	out.give(artifact.Param{Name: resyncPeriodic, Value: elements()[resyncPeriodic].initial, Pos: e.pos})
	f := e.file(name, p.mac, artifact.Leaf, pos, out)
	f.Label = p.label
	return f
}

// identify says who a phone is and what it fetches. One without an identity
// forgets that it had one.
func (e *emitter) identify(out *profile, p *phone) {
	if p.anonymous {
		e.withoutMobility(out)
	} else {
		e.mobility(out, p.product.Mobility)
	}
	out.give(artifact.Param{Name: emPhoneUserID, Value: p.id, Pos: p.idPos})
	out.give(p.password)
}

// forAll are the deployment's parameters that mobile profiles repeat, so that a
// change reaches a phone while somebody is logged in: those that no phone and
// no model has otherwise, and no secrets, which are not for everybody who can
// log in.
func (e *emitter) forAll(phones []*Product) *layer {
	l := &layer{pos: e.pos}
	for _, s := range e.base.params {
		ofModel := func(m *model) bool { return m.param(s.Name) != nil }
		if !e.own[s.Name] && !s.private() && suits(&s, phones) && !slices.ContainsFunc(e.models, ofModel) {
			l.params = append(l.params, s)
		}
	}
	return l
}

// mobile is the profile of a person, on whatever phone. A phone ignores
// parameters that its model lacks.
func (e *emitter) mobile(u *user) *artifact.File {
	out := newProfile(false, e.logins...)
	e.mobility(out, true)
	out.take(&u.layer)
	out.take(&e.common)
	out.take(e.shared)
	out.close(e.elsewhere)
	f := e.file(profileName(mobileFolder, u.id), u.id, artifact.Leaf, u.pos, out)
	f.Label = u.label
	return f
}

// public is the default profile: what a phone without an identity takes, of
// whatever model. It holds no secret; the closure empties those that others
// set. Where the models agree on a value, it has theirs.
func (e *emitter) public(closure []reset) *artifact.File {
	out := newProfile(true, e.inUse...)
	if e.phonesSeen > 0 && len(e.enrolled) == 0 {
		e.withoutMobility(out)
	} else {
		e.mobility(out, true)
	}
	out.take(&e.fallback)
	out.take(e.agreed)
	out.take(e.general)
	out.close(closure)
	return e.file(publicName, "", artifact.Leaf, e.fallback.pos, out)
}

// agreedOn is what all these models say alike that know the parameter: it holds
// whatever the phone.
func (e *emitter) agreedOn(phones []*Product) *layer {
	var all []setting
	seen := map[string]bool{}
	for _, p := range phones {
		m := e.modelLayer(p.Name)
		if m == nil {
			continue
		}
		for _, s := range m.params {
			differs := func(q *Product) bool {
				o := e.modelLayer(q.Name).param(s.Name)
				return e.granted.knows(q, s.element) && (o == nil || o.Value != s.Value || o.Secret != s.Secret)
			}
			if !seen[s.Name] && !slices.ContainsFunc(phones, differs) {
				all = append(all, s)
			}
			seen[s.Name] = true
		}
	}
	return &layer{pos: e.pos, params: all}
}

// mobility sets what every profile repeats, so that a change reaches a phone
// whichever it fetches (OL-20443-01).
func (e *emitter) mobility(out *profile, able bool) {
	switch {
	case e.people == 0: // as declared, else off: see file
	case able:
		out.give(artifact.Param{Name: emEnable, Value: "Yes", Pos: e.pos})
	default:
		out.give(artifact.Param{Name: emEnable, Value: "No", Pos: e.pos})
	}
	out.give(artifact.Param{Name: emUserDomain, Value: e.domain.value, Pos: e.domain.pos})
	out.give(artifact.Param{Name: profileRule, Value: e.rule.Value, Pos: e.rule.Pos})
}

// withoutMobility has a phone on which nobody logs in fetch its own profile, now and
// always.
func (e *emitter) withoutMobility(out *profile) {
	out.give(artifact.Param{Name: emEnable, Value: "No", Pos: e.pos})
	out.give(artifact.Param{Name: emUserDomain, Value: e.domain.value, Pos: e.domain.pos})
	out.give(artifact.Param{Name: profileRule, Value: e.server + "/" + nameByMAC("$MA"), Pos: e.serverPos})
}

// profileRuleOf is the rule on one line, and what it is made from.
func profileRuleOf(d *deployment) artifact.Param {
	made, pos := rule.ExtensionMobility, d.serverPos
	text := d.server
	if d.rule != nil {
		made = func(text string) (*rule.Rule, error) { return rule.Parse(text, rule.Profile) }
		text, pos = d.rule.value, d.rule.pos
	}
	p := artifact.Param{Name: profileRule, Pos: pos}
	if r, err := made(text); err == nil { // else check has told
		p.Value = r.String()
	}
	return p
}

// path is where a file lies in the root.
func (e *emitter) path(name string) string { return path.Join(e.folder, name) }

func (e *emitter) file(name, entity string, phase artifact.Phase, pos diag.Pos, out *profile) *artifact.File {
	out.give(artifact.Param{Name: emEnable, Value: "No", Pos: e.pos})
	return &artifact.File{
		Path:   e.path(name),
		Owner:  e.name,
		Entity: entity,
		Phase:  phase,
		Params: out.sorted(),
		Format: writeProfile,
		Pos:    pos,
	}
}
