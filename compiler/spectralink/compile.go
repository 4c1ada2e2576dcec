package spectralink

import (
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
	check.sift.Together(&check.List, check.frame)
	check.accepting.Mark(check.List)
	emit := &emitter{deployment: d}
	emit.frame()

	s := newSite(emit)
	for _, found := range fleet.Pass(s.fleet, d.phones, func() *survey { return s.survey(newChecker(d)) }, s.handset) {
		found.into(check)
	}
	check.sift.Together(&check.List, check.between)
	for _, found := range fleet.Pass(s.fleet, d.users, func() *survey { return s.survey(check.forUsers()) }, s.user) {
		found.into(check)
	}
	between := len(check.List)
	check.sift.Together(&check.List, check.finish)
	check.sift.Conclude(&check.List)
	check.accepting.Mark(check.List[between:])
	check.Add(emit.List...)
	s.fleet.Bare.Folder = d.folder
	return vendor.Compiled{
		Files:  emit.files,
		Made:   s.fleet.Made,
		Dirs:   emit.dirs(check.folders),
		Bare:   &s.fleet.Bare,
		Phones: fleet.Phones(d.phones, d.folder, func(p *artifact.Phone, n *value.Node) { p.Group = n.Get("group").Str("") }),
		Accept: check.accepting.Entries(),

		Emergency: d.emergencies(),
		Passwords: check.passwords,
		Foreign:   check.others.below(d.folder),
		Restarts:  d.restarts,
	}, check.List
}

// site is the handsets and users of a deployment, and the kinds of their files.
type site struct {
	emit  *emitter
	fleet *fleet.Fleet[*decoder]

	own, master, profile, seed fleet.Files
}

func newSite(emit *emitter) *site {
	home, _ := stack{&emit.base}.directory() // of users who name none
	f := fleet.New(emit.name, func(checked bool) *decoder {
		return newDecoder(emit.deployment, home, checked)
	})
	// What is wrong has been told when a file is made.
	user := func(file func(*emitter, *user) *artifact.File) func(*decoder, int) *artifact.File {
		return func(d *decoder, i int) *artifact.File {
			e := *emit
			return file(&e, d.user(emit.users, i))
		}
	}
	return &site{
		emit:  emit,
		fleet: f,
		own: f.Files(fleet.Files{}, func(d *decoder, i int) *artifact.File {
			return emit.own(d.phone(emit.phones, i))
		}),
		master: f.Files(fleet.Files{Phase: artifact.Handset}, func(d *decoder, i int) *artifact.File {
			e := *emit
			return e.boot(d.outline(emit.phones, i))
		}),
		profile: f.Files(fleet.Files{}, user((*emitter).profile)),
		seed:    f.Files(fleet.Files{Seed: true}, user((*emitter).contactsOf)),
	}
}

// survey is what is found of some handsets or users.
type survey struct {
	check *checker
	emit  emitter
}

func (s *site) survey(c *checker) *survey {
	return &survey{c, emitter{deployment: s.emit.deployment, templates: s.emit.templates, groupFiles: s.emit.groupFiles}}
}

// into adds a survey to what is known of the deployment.
func (v *survey) into(c *checker) {
	c.Add(v.emit.List...)
	c.join(v.check)
}

func (s *site) handset(v *survey, l *fleet.Look[*decoder], i int) {
	p := l.Decoder.phone(s.emit.phones, i)
	mine, listed := len(v.check.List), len(v.emit.List)
	v.check.Add(l.Decoder.Findings...)
	if p == nil {
		return
	}
	v.check.sift.Alone(&v.check.List, l.Decoder.Doubts, func() { v.check.handset(p) })
	own, master := v.emit.names(p)
	accept := kindOf(s.emit.deployment, p).acceptors()
	accept.mark(v.check.List[mine:])
	accept.mark(v.emit.List[listed:])
	l.List(s.own, own, p.mac, i)
	l.List(s.master, master, p.mac, i)
	if master == "" {
		l.Bare(p.mac, p.label)
	}
	secrets(l, p.params)
}

func (s *site) user(v *survey, l *fleet.Look[*decoder], i int) {
	u := l.Decoder.user(s.emit.users, i)
	mine := len(v.check.List)
	v.check.Add(l.Decoder.Findings...)
	if u == nil {
		return
	}
	v.check.sift.Alone(&v.check.List, l.Decoder.Doubts, func() { v.check.person(u, i) })
	u.accepts.Mark(v.check.List[mine:])
	l.List(s.profile, v.emit.path(v.emit.profileName(u)), u.id, i)
	secrets(l, u.params)
	if u.hasContacts {
		if f := v.emit.contactsOf(u); f != nil {
			l.List(s.seed, f.Path, u.id, i)
		}
	}
}

func secrets(l *fleet.Look[*decoder], params []setting) {
	for i := range params {
		l.Secret(&params[i].Param)
	}
}
