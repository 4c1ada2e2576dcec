// Package spectralink compiles deployments of Spectralink 84-Series handsets: the
// files of the site, of each handset and of each user, and who reads which.
package spectralink

import (
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/source"
	"provc/compiler/vendor"
)

// Compile checks a deployment and lists its files. The files are complete only
// if no finding is an error.
//
// Handsets and users may be hundreds of thousands, so none is kept: each is
// decoded and checked once, which leaves the names of its files and what checks
// between entities need; and decoded again when one of its files is written.
func Compile(in *source.Deployment) (vendor.Compiled, diag.List) {
	dec := newDecoder("")
	d := dec.deployment(in)
	check := newChecker(d)
	check.Add(dec.Findings...)
	check.frame()
	emit := &emitter{deployment: d}
	emit.frame()

	var made artifact.Made
	all := &fleet{emit: emit}
	all.home, _ = stack{&d.base}.directory()
	all.decoders.New = func() any {
		d := newDecoder(all.home)
		d.Checked = true
		return d
	}
	all.kinds(&made)

	surveys := source.Pass(d.phones, func() *survey { return all.survey(newChecker(d)) }, (*survey).handset)
	for _, s := range surveys {
		s.into(check, &made)
	}
	check.between()
	surveys = source.Pass(d.users, func() *survey { return all.survey(check.forUsers()) }, (*survey).user)
	for _, s := range surveys {
		s.into(check, &made)
	}
	check.finish()
	check.Add(emit.List...)
	return vendor.Compiled{
		Files:  emit.files,
		Made:   made,
		Dirs:   emit.dirs(check.folders),
		Phones: all.phones,
	}, check.List
}

// fleet makes the files of handsets and users when they are asked for.
type fleet struct {
	emit     *emitter
	home     string // the profiles directory of users who name none
	decoders sync.Pool

	own, master, profile, seed int // kinds of files
}

func (f *fleet) kinds(m *artifact.Made) {
	user := func(file func(*emitter, *user) *artifact.File) func(int) *artifact.File {
		return func(i int) *artifact.File {
			d := f.decoder()
			defer f.decoders.Put(d)
			e := *f.emit // findings have been told
			return file(&e, d.user(f.emit.users, i))
		}
	}
	owner := f.emit.name
	f.own = m.Kind(artifact.Kind{Owner: owner, Make: func(i int) *artifact.File {
		d := f.decoder()
		defer f.decoders.Put(d)
		return f.emit.own(d.phone(f.emit.phones, i))
	}})
	f.master = m.Kind(artifact.Kind{Owner: owner, Phase: artifact.Handset, Make: func(i int) *artifact.File {
		p, _ := f.emit.phones.At(i, nil)
		e := *f.emit
		return e.boot(outline(p))
	}})
	f.profile = m.Kind(artifact.Kind{Owner: owner, Make: user((*emitter).profile)})
	f.seed = m.Kind(artifact.Kind{Owner: owner, Seed: true, Make: user((*emitter).contactsOf)})
}

// decoder is one that nobody uses, with nothing left of what it decoded before.
func (f *fleet) decoder() *decoder {
	d := f.decoders.Get().(*decoder)
	d.Reset()
	return d
}

func (f *fleet) phones(yield func(artifact.Phone) bool) {
	for i := range f.emit.phones.Len() {
		if p, wrong := f.emit.phones.At(i, nil); wrong == nil && !yield(artifact.Phone{MAC: p.Label, Pos: p.Pos}) {
			return
		}
	}
}

// survey is what a first look at some handsets or users finds.
type survey struct {
	fleet *fleet
	dec   *decoder
	check *checker
	emit  emitter
	made  artifact.Made
	// secrets are those seen, by name and parameter.
	secrets map[[2]string]bool
}

func (f *fleet) survey(c *checker) *survey {
	return &survey{fleet: f, dec: newDecoder(f.home), check: c, emit: emitter{deployment: f.emit.deployment, templates: f.emit.templates, groupFiles: f.emit.groupFiles}, secrets: map[[2]string]bool{}}
}

func (s *survey) handset(i int) {
	s.dec.Reset()
	p := s.dec.phone(s.fleet.emit.phones, i)
	s.check.Add(s.dec.Findings...)
	if p == nil {
		return
	}
	s.check.handset(p)
	own, master := s.emit.names(p)
	s.list(s.fleet.own, own, p.mac, i)
	s.list(s.fleet.master, master, p.mac, i)
	s.secretsOf(p.params)
}

func (s *survey) user(i int) {
	s.dec.Reset()
	u := s.dec.user(s.fleet.emit.users, i)
	s.check.Add(s.dec.Findings...)
	if u == nil {
		return
	}
	s.check.person(u)
	s.list(s.fleet.profile, s.emit.path(s.emit.profileName(u)), u.id, i)
	s.secretsOf(u.params)
	if u.hasContacts {
		if f := s.emit.contactsOf(u); f != nil {
			s.list(s.fleet.seed, f.Path, u.id, i)
		}
	}
}

// list notes a file; it has no path if the entity needs none.
func (s *survey) list(kind int, path, entity string, i int) {
	if path != "" {
		s.made.Add(kind, path, entity, i)
	}
}

func (s *survey) secretsOf(params []setting) {
	for i := range params {
		p := &params[i].Param
		if key := [2]string{p.Secret, p.Name}; p.Secret != "" && !s.secrets[key] {
			s.secrets[key] = true
			s.made.Secrets = append(s.made.Secrets, *p)
		}
	}
}

// into adds a survey to what is known of the deployment.
func (s *survey) into(c *checker, made *artifact.Made) {
	s.check.Add(s.emit.List...)
	c.join(s.check)
	made.Join(&s.made)
}
