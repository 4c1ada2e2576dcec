package cisco

import (
	"maps"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/cisco/census"
	"provc/compiler/cisco/facts"
	"provc/compiler/cisco/files"
	"provc/compiler/cisco/relations"
	"provc/compiler/diag"
	"provc/compiler/fleet"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Compile checks a deployment and lists its files. The files are complete only
// if no finding is an error.
func Compile(in *value.Deployment) (vendor.Compiled, diag.List) {
	d, found := facts.Decode(in)
	check := relations.New(d)
	check.Add(found...)

	s := newSite(d)
	for _, found := range fleet.Pass(s.fleet, d.Phones, func() *relations.Checker { return relations.New(d) }, s.phone) {
		check.Join(found)
	}
	check.Between()
	for _, found := range fleet.Pass(s.fleet, d.Users, check.ForPeople, s.person) {
		check.Join(found)
	}
	check.Finish(len(found))

	s.emit.Frame(&check.Census, check.InUse, check.Logins)
	s.fleet.Made.Secrets = append(s.fleet.Made.Secrets, s.emit.SharedSecrets()...)
	for n, i := range check.Previous {
		s.fleet.List(s.before, s.emit.Path(facts.ProfileName(facts.HostFolder, i.ID)), i.MAC, n)
	}
	return vendor.Compiled{
		Files:       s.emit.Files,
		Made:        s.fleet.Made,
		Phones:      fleet.Phones(d.Phones, d.Folder, phoneFacts(d)),
		Staging:     s.emit.Stage,
		Staged:      s.fleet.Staged,
		Credentials: check.Credentials,
		Passwords:   check.Passwords,
		Accept:      check.Accepted(),
		Restarts:    d.Restarts,
	}, check.List
}

// phoneFacts are what a phone's declaration says that more than its own profile needs.
func phoneFacts(d *facts.Deployment) func(*artifact.Phone, *value.Node) {
	kept := slices.Sorted(maps.Keys(d.KeepLocal))
	return func(p *artifact.Phone, n *value.Node) {
		p.Kept = kept
		p.Model, p.Identity = n.Get("model").Str(""), n.Get("userID").Str("")
		if password := n.Get("password"); password != nil {
			p.Password = artifact.Param{Name: facts.EMPhonePassword, Value: password.Str(""), Secret: password.Get("secret").Str("")}
		}
	}
}

// site is the phones and people of a deployment, and the kinds of their files.
type site struct {
	emit  *files.Emitter
	fleet *fleet.Fleet[*facts.Decoder]

	host, byMAC, before, mobile, enrolment fleet.Files
}

func newSite(d *facts.Deployment) *site {
	emit := files.NewEmitter(d)
	f := fleet.New(d.Name, func(checked bool) *facts.Decoder {
		return facts.NewDecoder(d, checked)
	})
	return &site{
		emit:  emit,
		fleet: f,
		host: f.Files(fleet.Files{}, func(dec *facts.Decoder, i int) *artifact.File {
			return emit.Host(dec.Phone(d.Phones, i))
		}),
		byMAC: f.Files(fleet.Files{}, func(dec *facts.Decoder, i int) *artifact.File {
			return emit.ByMAC(dec.Phone(d.Phones, i))
		}),
		before: f.Files(fleet.Files{}, func(dec *facts.Decoder, n int) *artifact.File {
			i := emit.Previous[n]
			return emit.HostBefore(dec.Phone(d.Phones, i.Phone), i.Nth)
		}),
		mobile: f.Files(fleet.Files{}, func(dec *facts.Decoder, i int) *artifact.File {
			return emit.Mobile(dec.User(d.Users, i))
		}),
		enrolment: f.Files(fleet.Files{Stage: true}, func(dec *facts.Decoder, i int) *artifact.File {
			return emit.Enrolment(dec.Phone(d.Phones, i))
		}),
	}
}

func (s *site) phone(c *relations.Checker, l *fleet.Look[*facts.Decoder], i int) {
	p := l.Decoder.Phone(s.emit.Phones, i)
	mine := len(c.List)
	s.found(c, l)
	if p == nil {
		return
	}
	c.Phone(p, l.Decoder.Doubts)
	p.Accepts.Mark(c.List[mine:])
	if m := s.emit.ModelLayer(p.Model); m != nil {
		m.Accepts.Mark(c.List[mine:])
	}
	if !p.Anonymous {
		s.credential(c, l, &p.Identity, p.MAC)
	}
	for nth, before := range p.Previous {
		s.credential(c, l, before, p.MAC)
		if p.Product != nil {
			c.Previous = append(c.Previous, census.Earlier{ID: before.ID, MAC: p.MAC, Phone: i, Nth: nth})
		}
	}
	secrets(l, p.Params)
	if p.Product != nil {
		// Profiles of phones alone hold the secrets of what stands above them.
		model := s.emit.ModelLayer(p.Model)
		inherited(l, p.Product, model, &p.Layer)
		inherited(l, p.Product, &s.emit.Base, &p.Layer, model)
		if p.Anonymous {
			l.List(s.byMAC, s.emit.Path(facts.NameByMAC(p.MAC)), p.MAC, i)
		} else {
			l.List(s.host, s.emit.Path(facts.ProfileName(facts.HostFolder, p.ID)), p.MAC, i)
		}
		l.List(s.enrolment, facts.NameByMAC(p.MAC), p.MAC, i)
	}
}

func (s *site) person(c *relations.Checker, l *fleet.Look[*facts.Decoder], i int) {
	u := l.Decoder.User(s.emit.Users, i)
	mine := len(c.List)
	s.found(c, l)
	if u == nil {
		return
	}
	c.Person(u, i, l.Decoder.Doubts)
	u.Accepts.Mark(c.List[mine:])
	s.credential(c, l, &u.Identity, u.ID)
	secrets(l, u.Params)
	l.List(s.mobile, s.emit.Path(facts.ProfileName(facts.MobileFolder, u.ID)), u.ID, i)
}

// found takes over what a decoder has found.
func (s *site) found(c *relations.Checker, l *fleet.Look[*facts.Decoder]) {
	c.Add(l.Decoder.Findings...)
}

func (s *site) credential(c *relations.Checker, l *fleet.Look[*facts.Decoder], i *facts.Identity, entity string) {
	c.Credentials = append(c.Credentials, artifact.Credential{Owner: s.emit.Name, User: i.ID + s.emit.Domain.Value, Entity: entity, Password: i.Password})
	l.Secret(&i.Password)
}

// inherited notes the secrets of a layer that reach a phone under stronger ones.
func inherited(l *fleet.Look[*facts.Decoder], p *facts.Product, from *facts.Layer, stronger ...*facts.Layer) {
	if from == nil {
		return
	}
	for i := range from.Params {
		s := &from.Params[i]
		sets := func(l *facts.Layer) bool { return l.Param(s.Name) != nil }
		if s.Secret != "" && p.IsTold(s) && !slices.ContainsFunc(stronger, sets) {
			l.Secret(&s.Param)
		}
	}
}

func secrets(l *fleet.Look[*facts.Decoder], params []facts.Setting) {
	for i := range params {
		l.Secret(&params[i].Param)
	}
}
