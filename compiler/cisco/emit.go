package cisco

import (
	"path"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/cisco/rule"
	"provc/compiler/diag"
	"provc/compiler/vendor"
)

type emitter struct {
	*deployment
	rule artifact.Param // Profile_Rule, as every profile has it
	part vendor.Compiled
}

// emit makes the profiles of the provisioning root.
func (e *emitter) emit() {
	e.part.Phones = func(yield func(artifact.Phone) bool) {
		for _, p := range e.phones {
			if !yield(artifact.Phone{MAC: p.mac, Pos: p.pos}) {
				return
			}
		}
	}
	closure := e.closure()
	atHome := slices.Clip(closure)
	for _, s := range e.fallback.params {
		atHome = append(atHome, &closed{s.Name, s.element})
	}
	inUse := e.inUse()
	someone := func(el *element) bool {
		return len(inUse) == 0 || slices.ContainsFunc(inUse, func(p *product) bool { return p.has(el) })
	}
	for _, p := range inUse {
		e.entry(p)
	}
	for _, p := range e.phones {
		if p.product != nil {
			e.host(p, atHome)
		}
	}
	shared := e.shared()
	agreed := e.agreed(inUse)
	for _, u := range e.users {
		e.mobile(u, shared, agreed, closure, someone)
	}
	e.public(agreed, closure, someone)
}

// entry is what a phone just started fetches: the rule, and what all phones of
// the product share. Anybody can fetch it.
func (e *emitter) entry(p *product) {
	out := newProfile(true, p.has)
	e.mobility(out, p.Mobility)
	out.take(e.modelLayer(p.Name))
	out.take(&e.base)
	e.file("spa"+p.PSN+".cfg", "", artifact.Entry, e.pos, out)
}

// host is the profile of a phone while nobody is logged in.
func (e *emitter) host(p *phone, closure []*closed) {
	out := newProfile(false, p.product.has)
	e.mobility(out, p.product.Mobility)
	out.params[emPhoneUserID] = artifact.Param{Name: emPhoneUserID, Value: p.id, Pos: p.idPos}
	out.params[emPhonePassword] = p.password
	out.take(&p.layer)
	out.take(e.modelLayer(p.model))
	out.take(&e.base)
	out.close(closure, e.access)
	// Enrolment shortens the period (see stage.go); this restores it.
	out.set(resyncPeriodic, elements()[resyncPeriodic].initial, e.pos)
	e.file(path.Join("host", p.id+".xml"), p.mac, artifact.Leaf, p.pos, out)
	// A phone that still has an identity from before learns the present one here.
	for _, i := range p.previous {
		e.file(path.Join("host", i.id+".xml"), p.mac, artifact.Leaf, i.idPos, out)
	}
}

// shared are the deployment's parameters that mobile profiles repeat, so that a
// change reaches a phone while somebody is logged in: those that no phone and
// no model has otherwise, and no secrets, which are not for everybody who can
// log in.
func (e *emitter) shared() *layer {
	own := map[string]bool{}
	for _, m := range e.models {
		for _, s := range m.params {
			own[s.Name] = true
		}
	}
	for _, p := range e.phones {
		for _, s := range p.params {
			own[s.Name] = true
		}
	}
	var all []setting
	for _, s := range e.base.params {
		if !own[s.Name] && !s.Sensitive {
			all = append(all, s)
		}
	}
	return newLayer(e.pos, all)
}

// mobile is the profile of a person, on whatever phone. A phone ignores
// parameters that its model lacks.
func (e *emitter) mobile(u *user, shared, agreed *layer, closure []*closed, someone func(*element) bool) {
	out := newProfile(false, someone)
	e.mobility(out, true)
	out.take(&u.layer)
	for _, c := range closure {
		for _, l := range []*layer{agreed, &e.base} {
			if s := l.param(c.name); s != nil {
				out.takeOne(s)
			}
		}
	}
	out.take(shared)
	out.close(closure, e.access)
	e.file(path.Join("mobile", u.id+".xml"), u.id, artifact.Leaf, u.pos, out)
	e.part.Credentials = append(e.part.Credentials, artifact.Credential{Owner: e.name, User: u.id + e.domain.value, Entity: u.id, Password: u.password})
}

// public is the default profile: what a phone without an identity takes, of
// whatever model. It holds no secret; the closure empties those that others
// set. Where the models agree on a value, it has theirs.
func (e *emitter) public(agreed *layer, closure []*closed, someone func(*element) bool) {
	out := newProfile(true, someone)
	e.mobility(out, true)
	out.take(&e.fallback)
	out.take(agreed)
	out.take(&e.base)
	out.close(closure, e.access)
	e.file(publicName, "", artifact.Leaf, e.fallback.pos, out)
}

// agreed is what all models in use say alike that know the parameter: it holds
// whatever the phone.
func (e *emitter) agreed(inUse []*product) *layer {
	var all []setting
	seen := map[string]bool{}
	for _, p := range inUse {
		m := e.modelLayer(p.Name)
		if m == nil {
			continue
		}
		for _, s := range m.params {
			differs := func(q *product) bool {
				o := e.modelLayer(q.Name).param(s.Name)
				return q.has(s.element) && (o == nil || o.Value != s.Value || o.Secret != s.Secret)
			}
			if !seen[s.Name] && !slices.ContainsFunc(inUse, differs) {
				all = append(all, s)
			}
			seen[s.Name] = true
		}
	}
	return newLayer(e.pos, all)
}

// mobility sets what every profile repeats, so that a change reaches a phone
// whichever it fetches (OL-20443-01).
func (e *emitter) mobility(out *profile, able bool) {
	switch {
	case len(e.users) == 0: // as declared, else off: see file
	case able:
		out.set(emEnable, "Yes", e.pos)
	default:
		out.set(emEnable, "No", e.pos)
	}
	out.set(emUserDomain, e.domain.value, e.domain.pos)
	out.set(profileRule, e.rule.Value, e.rule.Pos)
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

func (e *emitter) file(name, entity string, phase artifact.Phase, pos diag.Pos, out *profile) {
	out.set(emEnable, "No", e.pos)
	e.part.Files = append(e.part.Files, &artifact.File{
		Path:   path.Join(e.folder, name),
		Owner:  e.name,
		Entity: entity,
		Phase:  phase,
		Params: out.sorted(),
		Format: writeProfile,
		Pos:    pos,
	})
}
