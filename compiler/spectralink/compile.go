package spectralink

import (
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/fleet"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/files"
	"provc/compiler/spectralink/kind"
	"provc/compiler/spectralink/relations"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Compile checks a deployment and lists its files. The files are complete only
// if no finding is an error.
func Compile(in *value.Deployment) (vendor.Compiled, diag.List) {
	d, found := facts.Decode(in)
	check := relations.Check(d, found)
	emit := files.NewEmitter(d)

	s := newSite(emit)
	for _, found := range fleet.Pass(s.fleet, d.Phones, func() *survey { return s.survey(relations.New(d)) }, s.handset) {
		found.into(check)
	}
	check.Between()
	for _, found := range fleet.Pass(s.fleet, d.Users, func() *survey { return s.survey(check.ForUsers()) }, s.user) {
		found.into(check)
	}
	check.Finish()
	check.Add(emit.List...)
	s.fleet.Bare.Folder = d.Folder
	return vendor.Compiled{
		Files:  emit.Files,
		Made:   s.fleet.Made,
		Dirs:   emit.Dirs(check.Folders),
		Bare:   &s.fleet.Bare,
		Phones: fleet.Phones(d.Phones, d.Folder, func(p *artifact.Phone, n *value.Node) { p.Group = n.Get("group").Str("") }),
		Accept: check.Accepted(),

		Emergency: d.Emergencies(),
		Passwords: check.Passwords,
		Foreign:   check.ForeignFilesBelow(d.Folder),
		Restarts:  d.Restarts,
	}, check.List
}

// site is the handsets and users of a deployment, and the kinds of their files.
type site struct {
	emit  *files.Emitter
	fleet *fleet.Fleet[*facts.Decoder]

	own, master, profile, seed fleet.Files
}

func newSite(emit *files.Emitter) *site {
	home, _ := kind.Stack{&emit.Base}.Directory() // of users who name none
	f := fleet.New(emit.Name, func(checked bool) *facts.Decoder {
		return facts.NewDecoder(emit.Deployment, home, checked)
	})
	// What is wrong has been told when a file is made.
	user := func(file func(*files.Emitter, *facts.User) *artifact.File) func(*facts.Decoder, int) *artifact.File {
		return func(d *facts.Decoder, i int) *artifact.File {
			return file(emit.Fork(), d.User(emit.Users, i))
		}
	}
	return &site{
		emit:  emit,
		fleet: f,
		own: f.Files(fleet.Files{}, func(d *facts.Decoder, i int) *artifact.File {
			return emit.Own(d.Phone(emit.Phones, i))
		}),
		master: f.Files(fleet.Files{Phase: artifact.Handset}, func(d *facts.Decoder, i int) *artifact.File {
			return emit.Fork().Boot(d.Outline(emit.Phones, i))
		}),
		profile: f.Files(fleet.Files{}, user((*files.Emitter).Profile)),
		seed:    f.Files(fleet.Files{Seed: true}, user((*files.Emitter).ContactsOf)),
	}
}

// survey is what is found of some handsets or users.
type survey struct {
	check *relations.Checker
	emit  *files.Emitter
}

func (s *site) survey(c *relations.Checker) *survey {
	return &survey{c, s.emit.Fork()}
}

// into adds a survey to what is known of the deployment.
func (v *survey) into(c *relations.Checker) {
	c.Add(v.emit.List...)
	c.Join(v.check)
}

func (s *site) handset(v *survey, l *fleet.Look[*facts.Decoder], i int) {
	p := l.Decoder.Phone(s.emit.Phones, i)
	mine, listed := len(v.check.List), len(v.emit.List)
	v.check.Add(l.Decoder.Findings...)
	if p == nil {
		return
	}
	v.check.Handset(p, l.Decoder.Doubts)
	own, master := v.emit.Names(p)
	accept := kind.Of(s.emit.Deployment, p).Acceptors()
	accept.Mark(v.check.List[mine:])
	accept.Mark(v.emit.List[listed:])
	l.List(s.own, own, p.MAC, i)
	l.List(s.master, master, p.MAC, i)
	if master == "" {
		l.Bare(p.MAC, p.Label)
	}
	secrets(l, p.Params)
}

func (s *site) user(v *survey, l *fleet.Look[*facts.Decoder], i int) {
	u := l.Decoder.User(s.emit.Users, i)
	mine := len(v.check.List)
	v.check.Add(l.Decoder.Findings...)
	if u == nil {
		return
	}
	v.check.Person(u, i, l.Decoder.Doubts)
	u.Accepts.Mark(v.check.List[mine:])
	l.List(s.profile, v.emit.Path(v.emit.ProfileName(u)), u.ID, i)
	secrets(l, u.Params)
	if u.HasContacts {
		if f := v.emit.ContactsOf(u); f != nil {
			l.List(s.seed, f.Path, u.ID, i)
		}
	}
}

func secrets(l *fleet.Look[*facts.Decoder], params []facts.Setting) {
	for i := range params {
		l.Secret(&params[i].Param)
	}
}
