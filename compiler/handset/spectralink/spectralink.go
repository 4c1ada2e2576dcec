// Package spectralink is a virtual Spectralink 84-Series handset (CS-15-10).
package spectralink

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/handset"
	"provc/compiler/handset/server"
)

// phone is a handset.
type phone struct {
	handset.Options
	servers map[string]server.Server // by URL: those that files name

	master  master
	files   []file // of the master file, the strongest first
	own     []file // <MAC>-phone.cfg, which people write at it while nobody is logged in
	web     []file // <MAC>-web.cfg, from its web pages
	session *session
	dark    bool
}

// session is somebody who is logged in.
type session struct {
	user    string
	profile file
	own     []file // <user>-phone.cfg
}

// file is a file of parameters that was fetched.
type file struct {
	name   string
	params map[string]string
}

// New is a handset that was never switched on.
func New(o handset.Options) handset.Handset {
	o.MaxRestarts = cmp.Or(o.MaxRestarts, handset.DefaultRestarts)
	o.MaxRequests = cmp.Or(o.MaxRequests, handset.DefaultRequests)
	return &phone{Options: o, servers: map[string]server.Server{}}
}

// Parameters that the handset acts on here.
const (
	loginEnabled    = "prov.login.enabled"
	loginRequired   = "prov.login.required"
	persistent      = "prov.login.persistent"
	automaticLogout = "prov.login.automaticLogout"
	defaultUser     = "prov.login.defaultUser"
	defaultPassword = "prov.login.defaultPassword"
	defaultOnly     = "prov.login.defaultOnly"
	localPassword   = "prov.login.localPassword"
)

// layers are the files that count, the strongest first: what a person changed while
// logged in, what was set in the web pages, the person's profile, the files of the
// master file from left to right (CS-15-10).
func (p *phone) layers() []file {
	if p.session == nil {
		return slices.Concat(p.own, p.web, p.files)
	}
	return slices.Concat(p.session.own, p.web, []file{p.session.profile}, p.own, p.files)
}

// beneath are the layers that hold whoever is logged in.
func (p *phone) beneath() []file { return slices.Concat(p.own, p.web, p.files) }

// value is a parameter as the first of some files gives it, else the vendor's value.
func (p *phone) value(layers []file, name string) string {
	for _, f := range layers {
		if v, ok := f.params[name]; ok {
			return v
		}
	}
	v, _ := p.Facts.Default(name)
	return v
}

func (p *phone) get(name string) string { return p.value(p.layers(), name) }

// params are those in effect that any file gives.
func (p *phone) params() map[string]string {
	all := map[string]string{}
	for _, f := range slices.Backward(p.layers()) {
		maps.Copy(all, f.params)
	}
	return all
}

// Boot fetches what a handset fetches that is switched on. Who was logged in before is
// logged in again where prov.login.persistent is 1.
func (p *phone) Boot(ctx context.Context) handset.Outcome {
	p.Trace.Action("boot %s", p.ID)
	return p.boot(ctx, "")
}

// boot begins with nobody, or with a person whom the handset keeps logged in.
func (p *phone) boot(ctx context.Context, keeps string) handset.Outcome {
	if !p.load(ctx) {
		return handset.Dark
	}
	switch {
	case p.get(loginEnabled) != "1":
	case keeps != "":
		if s := p.profile(ctx, keeps); s != nil {
			p.enter(ctx, s)
			p.Trace.Effect("%s is still logged in: prov.login.persistent is 1", keeps)
		}
	case p.hasDefault():
		return p.byDefault(ctx)
	}
	p.settled()
	return handset.Done
}

// load fetches all that a handset fetches while nobody is logged in.
func (p *phone) load(ctx context.Context) bool {
	p.session, p.files, p.own, p.web, p.dark = nil, nil, nil, nil, false
	if !p.fetchMaster(ctx) {
		p.dark = true
		return false
	}
	for _, name := range p.master.files {
		if f, ok := p.fetch(ctx, name); ok {
			p.files = append(p.files, f)
		}
	}
	p.own = p.written(ctx, p.master.overrides, p.ID+"-phone.cfg")
	p.web = p.written(ctx, p.master.overrides, p.ID+"-web.cfg")
	if len(p.own) > 0 && len(p.web) > 0 {
		p.Trace.Assume("what was changed at the handset counts more than what was changed in its web pages, while nobody is logged in")
	}
	p.contacts(ctx, p.ID)
	return true
}

// hasDefault reports whether a default user logs in by itself: where log-in is not
// required (CS-15-10).
func (p *phone) hasDefault() bool {
	return p.value(p.beneath(), loginRequired) != "1" && p.value(p.beneath(), defaultUser) != ""
}

// byDefault logs the default user in, who restarts the handset as anybody does.
func (p *phone) byDefault(ctx context.Context) handset.Outcome {
	user := p.get(defaultUser)
	p.Trace.Effect("the default user %s is logged in", user)
	restarts := 0
	switch p.try(ctx, user, p.get(defaultPassword), &restarts) {
	case handset.Looping:
		return handset.Looping
	case handset.Refused:
		p.settled()
	}
	return handset.Done
}

// settled tells in what state the handset is.
func (p *phone) settled() {
	s := p.State()
	switch {
	case s.User != "":
		p.Trace.Effect("%s is logged in; %s", s.User, lines(s))
	case s.Mode == loginScreen && len(s.Callable) == 0:
		p.Trace.Effect("it asks for a user; nobody can call for help: no number can be called")
	case s.Mode == loginScreen:
		p.Trace.Effect("it asks for a user; %s can be called; %s", strings.Join(s.Callable, ", "), lines(s))
	default:
		p.Trace.Effect("nobody is logged in; %s", lines(s))
	}
}

func lines(s handset.State) string {
	if len(s.Lines) == 0 {
		return "no line registers"
	}
	return "registers " + strings.Join(s.Lines, ", ")
}

// changed lists the parameters whose change restarts the handset, between two sets of
// parameters. A value that is the vendor's is no change from none.
func (p *phone) changed(before, after map[string]string) []string {
	var all []string
	names := maps.Clone(before)
	maps.Copy(names, after)
	for name := range names {
		if strings.HasPrefix(name, "prov.login.") {
			continue // about logging in itself
		}
		value := func(params map[string]string) string {
			if v, ok := params[name]; ok {
				return v
			}
			v, _ := p.Facts.Default(name)
			return v
		}
		restart := p.Facts.Restarts(name)
		if (restart == catalogue.RestartYes || restart == catalogue.RestartUnknown && p.RestartUnknown) && value(before) != value(after) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// names are some parameters in a sentence.
func names(all []string) string {
	const few = 3
	if len(all) > few {
		return fmt.Sprintf("%s and %d more", strings.Join(all[:few], ", "), len(all)-few)
	}
	return strings.Join(all, ", ")
}
