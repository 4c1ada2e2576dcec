package cisco

import (
	"maps"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/fleet"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Compile checks a deployment and lists its files. The files are complete only
// if no finding is an error.
func Compile(in *value.Deployment) (vendor.Compiled, diag.List) {
	d, found := decode(in)
	check := newChecker(d)
	check.Add(found...)
	frame := len(check.List)

	s := newSite(d)
	for _, found := range fleet.Pass(s.fleet, d.phones, func() *checker { return newChecker(d) }, s.phone) {
		check.join(found)
	}
	check.inUse = check.productsInUse()
	check.logins = check.productsToLogInOn()
	for _, found := range fleet.Pass(s.fleet, d.users, check.forPeople, s.person) {
		check.join(found)
	}
	between := len(check.List)
	check.sift.Together(&check.List, check.finish)
	check.sift.Conclude(&check.List)
	check.accepting.Mark(check.List[:frame])
	check.accepting.Mark(check.List[between:])

	s.emit.seen, s.emit.inUse, s.emit.logins = &check.seen, check.inUse, check.logins
	s.emit.frame()
	for i := range s.emit.common.params {
		// Not everybody sets it, so that mobile profiles hold it, too.
		if p := &s.emit.common.params[i]; p.Secret != "" && check.people > check.setBy(p.Name) && s.emit.someone(p.element) {
			s.fleet.Made.Secrets = append(s.fleet.Made.Secrets, p.Param)
		}
	}
	for n, i := range check.previous {
		s.fleet.List(s.before, s.emit.path(profileName(hostFolder, i.id)), i.mac, n)
	}
	return vendor.Compiled{
		Files:       s.emit.files,
		Made:        s.fleet.Made,
		Phones:      fleet.Phones(d.phones, d.folder, phoneFacts(d)),
		Staging:     s.emit.stage,
		Staged:      s.fleet.Staged,
		Credentials: check.credentials,
		Passwords:   check.passwords,
		Accept:      check.accepting.Entries(),
		Restarts:    d.restarts,
	}, check.List
}

// phoneFacts are what a phone's declaration says that more than its own profile needs.
func phoneFacts(d *deployment) func(*artifact.Phone, *value.Node) {
	kept := slices.Sorted(maps.Keys(d.keepLocal))
	return func(p *artifact.Phone, n *value.Node) {
		p.Kept = kept
		p.Model, p.Identity = n.Get("model").Str(""), n.Get("userID").Str("")
		if password := n.Get("password"); password != nil {
			p.Password = artifact.Param{Name: emPhonePassword, Value: password.Str(""), Secret: password.Get("secret").Str("")}
		}
	}
}

// site is the phones and people of a deployment, and the kinds of their files.
type site struct {
	emit  *emitter
	fleet *fleet.Fleet[*decoder]

	host, byMAC, before, mobile, enrolment fleet.Files
}

func newSite(d *deployment) *site {
	emit := &emitter{deployment: d, rule: profileRuleOf(d)}
	f := fleet.New(d.name, func(checked bool) *decoder {
		return newDecoderOf(d, checked)
	})
	return &site{
		emit:  emit,
		fleet: f,
		host: f.Files(fleet.Files{}, func(dec *decoder, i int) *artifact.File {
			return emit.host(dec.phone(d.phones, i))
		}),
		byMAC: f.Files(fleet.Files{}, func(dec *decoder, i int) *artifact.File {
			return emit.byMAC(dec.phone(d.phones, i))
		}),
		before: f.Files(fleet.Files{}, func(dec *decoder, n int) *artifact.File {
			i := emit.previous[n]
			return emit.hostBefore(dec.phone(d.phones, i.phone), i.nth)
		}),
		mobile: f.Files(fleet.Files{}, func(dec *decoder, i int) *artifact.File {
			return emit.mobile(dec.user(d.users, i))
		}),
		enrolment: f.Files(fleet.Files{Stage: true}, func(dec *decoder, i int) *artifact.File {
			return emit.enrolment(dec.phone(d.phones, i))
		}),
	}
}

func (s *site) phone(c *checker, l *fleet.Look[*decoder], i int) {
	p := l.Decoder.phone(s.emit.phones, i)
	mine := len(c.List)
	s.found(c, l)
	if p == nil {
		return
	}
	c.sift.Alone(&c.List, l.Decoder.Doubts, func() { c.phone(p) })
	c.accepting.Add(p.accepts)
	p.accepts.Mark(c.List[mine:])
	if m := s.emit.modelLayer(p.model); m != nil {
		m.accepts.Mark(c.List[mine:])
	}
	if !p.anonymous {
		s.credential(c, l, &p.identity, p.mac)
	}
	for nth, before := range p.previous {
		s.credential(c, l, before, p.mac)
		if p.product != nil {
			c.previous = append(c.previous, earlier{before.id, p.mac, i, nth})
		}
	}
	secrets(l, p.params)
	if p.product != nil {
		// Profiles of phones alone hold the secrets of what stands above them.
		model := s.emit.modelLayer(p.model)
		inherited(l, p.product, model, &p.layer)
		inherited(l, p.product, &s.emit.base, &p.layer, model)
		if p.anonymous {
			l.List(s.byMAC, s.emit.path(nameByMAC(p.mac)), p.mac, i)
		} else {
			l.List(s.host, s.emit.path(profileName(hostFolder, p.id)), p.mac, i)
		}
		l.List(s.enrolment, nameByMAC(p.mac), p.mac, i)
	}
}

func (s *site) person(c *checker, l *fleet.Look[*decoder], i int) {
	u := l.Decoder.user(s.emit.users, i)
	mine := len(c.List)
	s.found(c, l)
	if u == nil {
		return
	}
	c.sift.Alone(&c.List, l.Decoder.Doubts, func() { c.person(u, i) })
	c.accepting.Add(u.accepts)
	u.accepts.Mark(c.List[mine:])
	s.credential(c, l, &u.identity, u.id)
	secrets(l, u.params)
	l.List(s.mobile, s.emit.path(profileName(mobileFolder, u.id)), u.id, i)
}

// found takes over what a decoder has found.
func (s *site) found(c *checker, l *fleet.Look[*decoder]) {
	c.Add(l.Decoder.Findings...)
}

func (s *site) credential(c *checker, l *fleet.Look[*decoder], i *identity, entity string) {
	c.credentials = append(c.credentials, artifact.Credential{Owner: s.emit.name, User: i.id + s.emit.domain.value, Entity: entity, Password: i.password})
	l.Secret(&i.password)
}

// inherited notes the secrets of a layer that reach a phone under stronger ones.
func inherited(l *fleet.Look[*decoder], p *Product, from *layer, stronger ...*layer) {
	if from == nil {
		return
	}
	for i := range from.params {
		s := &from.params[i]
		sets := func(l *layer) bool { return l.param(s.Name) != nil }
		if s.Secret != "" && p.isTold(s) && !slices.ContainsFunc(stronger, sets) {
			l.Secret(&s.Param)
		}
	}
}

func secrets(l *fleet.Look[*decoder], params []setting) {
	for i := range params {
		l.Secret(&params[i].Param)
	}
}
