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
	inUse []*product
	rule  artifact.Param   // Profile_Rule, as every profile has it
	files []*artifact.File // in memory: those that are few
	stage []*artifact.File

	closure, atHome []*closed
	able            []*product // in use, on which people log in
	shared, agreed  *layer
	general         *layer // what the deployment says that is right for all phones
	common          layer  // of the closure, what holds whatever the phone
}

// frame makes the files that are there whatever phones and people there are, once
// these have been seen.
func (e *emitter) frame() {
	e.able = slices.DeleteFunc(slices.Clone(e.fetching()), func(p *product) bool { return !p.Mobility })
	e.closure = e.closed()
	e.atHome = slices.Clip(e.closure)
	for _, s := range e.fallback.params {
		e.atHome = append(e.atHome, &closed{s.Name, s.element, true})
	}
	e.shared, e.agreed = e.forAll(), e.agreedOn()
	e.general = &layer{pos: e.base.pos}
	for _, s := range e.base.params {
		if e.suits(&s) {
			e.general.params = append(e.general.params, s)
		}
	}
	for _, c := range e.closure {
		s := e.agreed.param(c.name)
		if s == nil {
			s = e.base.param(c.name)
		}
		if s != nil && e.suits(s) {
			e.common.params = append(e.common.params, *s)
		}
	}
	for _, p := range e.inUse {
		e.files = append(e.files, e.entry(p))
		if first, ok := e.products[p]; ok {
			e.stage = append(e.stage, e.stageEntry(p, first.pos))
		}
	}
	e.files = append(e.files, e.public())
}

// someone reports whether phones in use know a parameter.
func (e *emitter) someone(el *element) bool {
	return len(e.inUse) == 0 || slices.ContainsFunc(e.inUse, func(p *product) bool { return p.has(el) })
}

// fetching lists the products that phones are, as far as that is known.
func (e *emitter) fetching() []*product {
	if len(e.inUse) > 0 {
		return e.inUse
	}
	var all []*product
	for _, name := range productNames() {
		all = append(all, products()[name])
	}
	return all
}

// suits reports whether a value is right for all phones that know the parameter.
func (e *emitter) suits(s *setting) bool {
	return !slices.ContainsFunc(e.fetching(), func(p *product) bool { return p.has(s.element) && !p.takes(s) })
}

// entry is what a phone just started fetches: the rule, and what all phones of
// the product share. Anybody can fetch it.
func (e *emitter) entry(p *product) *artifact.File {
	out := newProfile(true, p)
	e.mobility(out, p.Mobility)
	out.take(e.modelLayer(p.Name))
	out.take(&e.base)
	return e.file(p.Asks, "", artifact.Entry, e.pos, out)
}

// host is the profile of a phone while nobody is logged in.
func (e *emitter) host(p *phone) *artifact.File {
	return e.hostFile(p, &p.identity, p.pos)
}

// hostBefore is the profile under an identity from before, by which a phone that
// still has it learns the present one.
func (e *emitter) hostBefore(p *phone, nth int) *artifact.File {
	i := p.previous[nth]
	return e.hostFile(p, i, i.idPos)
}

func (e *emitter) hostFile(p *phone, under *identity, pos diag.Pos) *artifact.File {
	out := newProfile(false, p.product)
	e.mobility(out, p.product.Mobility)
	out.give(artifact.Param{Name: emPhoneUserID, Value: p.id, Pos: p.idPos})
	out.give(p.password)
	out.take(&p.layer)
	out.take(e.modelLayer(p.model))
	out.take(&e.base)
	out.close(e.atHome, e.access, out.phones)
	// Enrolment shortens the period (see stage.go); this restores it.
	out.give(artifact.Param{Name: resyncPeriodic, Value: elements()[resyncPeriodic].initial, Pos: e.pos})
	return e.file(profileName(hostFolder, under.id), p.mac, artifact.Leaf, pos, out)
}

// forAll are the deployment's parameters that mobile profiles repeat, so that a
// change reaches a phone while somebody is logged in: those that no phone and
// no model has otherwise, and no secrets, which are not for everybody who can
// log in.
func (e *emitter) forAll() *layer {
	l := &layer{pos: e.pos}
	for _, s := range e.base.params {
		ofModel := func(m *model) bool { return m.param(s.Name) != nil }
		if !e.own[s.Name] && !s.Sensitive && e.suits(&s) && !slices.ContainsFunc(e.models, ofModel) {
			l.params = append(l.params, s)
		}
	}
	return l
}

// mobile is the profile of a person, on whatever phone. A phone ignores
// parameters that its model lacks.
func (e *emitter) mobile(u *user) *artifact.File {
	out := newProfile(false, e.inUse...)
	e.mobility(out, true)
	out.take(&u.layer)
	out.take(&e.common)
	out.take(e.shared)
	out.close(e.closure, e.access, e.able)
	return e.file(profileName(mobileFolder, u.id), u.id, artifact.Leaf, u.pos, out)
}

// public is the default profile: what a phone without an identity takes, of
// whatever model. It holds no secret; the closure empties those that others
// set. Where the models agree on a value, it has theirs.
func (e *emitter) public() *artifact.File {
	out := newProfile(true, e.inUse...)
	e.mobility(out, true)
	out.take(&e.fallback)
	out.take(e.agreed)
	out.take(e.general)
	out.close(e.closure, e.access, e.fetching())
	return e.file(publicName, "", artifact.Leaf, e.fallback.pos, out)
}

// agreedOn is what all models in use say alike that know the parameter: it holds
// whatever the phone.
func (e *emitter) agreedOn() *layer {
	var all []setting
	seen := map[string]bool{}
	for _, p := range e.inUse {
		m := e.modelLayer(p.Name)
		if m == nil {
			continue
		}
		for _, s := range m.params {
			differs := func(q *product) bool {
				o := e.modelLayer(q.Name).param(s.Name)
				return q.has(s.element) && (o == nil || o.Value != s.Value || o.Secret != s.Secret)
			}
			if !seen[s.Name] && !slices.ContainsFunc(e.inUse, differs) {
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

// Folders of profiles.
const (
	hostFolder   = "host"
	mobileFolder = "mobile"
)

// profileName is the path of a profile below the deployment's folder.
func profileName(folder, id string) string { return path.Join(folder, id+".xml") }

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
