package spectralink

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/beevik/etree"

	"provc/compiler/catalogue"
	"provc/compiler/handset"
	"provc/compiler/handset/server"
)

// LogIn has somebody type a user ID and a password.
func (p *phone) LogIn(ctx context.Context, user, password string) handset.Outcome {
	p.Trace.Action("log in as %s", user)
	switch {
	case p.dark:
		p.Trace.Fault("the handset has no configuration, so that nobody can log in")
		return handset.Refused
	case p.get(loginEnabled) != "1":
		p.Trace.Fault("the handset has no User Login: prov.login.enabled is not 1 on it")
		return handset.Refused
	case p.session != nil && p.session.user == p.get(defaultUser) && p.session.user != user:
		p.leave()
	case p.session != nil:
		p.Trace.Fault("%s is logged in, and must log out first", p.session.user)
		return handset.Refused
	}
	if only := p.get(defaultUser); p.get(defaultOnly) == "1" && user != only {
		p.Trace.Fault("the handset takes nobody but its default user: prov.login.defaultOnly is 1")
		return handset.Refused
	}
	restarts := 0
	return p.try(ctx, user, password, &restarts)
}

// try logs somebody in. Where the profile changes what restarts the handset, it does,
// and whoever is not kept logged in over that has to begin again, or does so by being
// the default user.
func (p *phone) try(ctx context.Context, user, password string, restarts *int) handset.Outcome {
	for {
		before := p.params()
		s := p.profile(ctx, user)
		if s == nil {
			return handset.Refused
		}
		if want := p.passwordOf(s); password != want {
			p.Trace.Fault("the password is not the one of the profile%s: the handset shows \"User login failed\"", where(s))
			return handset.Refused
		}
		p.enter(ctx, s)
		causes := p.changed(before, p.params())
		if len(causes) == 0 {
			p.settled()
			return handset.Done
		}
		*restarts++
		p.Trace.Effect("the handset restarts to apply %s", names(causes))
		if p.value(p.beneath(), persistent) == "1" {
			return p.boot(ctx, user)
		}
		if *restarts >= p.MaxRestarts {
			p.loops(user, causes)
			return handset.Looping
		}
		p.Trace.Effect("the restart logs %s out: prov.login.persistent is not 1 on the handset", user)
		byItself := p.hasDefault() && p.value(p.beneath(), defaultUser) == user
		if !p.load(ctx) {
			return handset.Dark
		}
		if byItself {
			p.Trace.Effect("the default user %s is logged in", user)
		} else {
			p.Trace.Action("%s logs in again", user)
		}
	}
}

// loops tells of a restart loop.
func (p *phone) loops(user string, causes []string) {
	known := slices.DeleteFunc(slices.Clone(causes), func(name string) bool { return p.Facts.Restarts(name) != catalogue.RestartYes })
	if len(known) == 0 {
		p.Trace.Warning("if %s restarts a handset, which nobody knows, each log-in of %s ends in a restart that logs out: set prov.login.persistent to 1 on the handset", names(causes), user)
		return
	}
	p.Trace.Fault("restart loop: each log-in of %s sets %s, which restarts the handset, and the restart logs out (CS-15-10); set prov.login.persistent to 1 on the handset", user, names(known))
}

// profile fetches what is a person's, or tells why there is none.
func (p *phone) profile(ctx context.Context, user string) *session {
	name := join(p.master.profiles, user+".cfg")
	a, ok := p.ask(ctx, name)
	if !ok {
		return nil
	}
	if a.Outcome != server.Found {
		p.Trace.Asked(a, "", "%s", missing(a))
		p.Trace.Fault("there is no profile of %s: the handset shows \"User login failed\"; names of files are case-sensitive where the server is", user)
		return nil
	}
	f, ok := p.read(name, a)
	if !ok {
		return nil
	}
	if len(f.params) == 0 {
		p.Trace.Fault("the profile of %s sets no parameter, and must have one for user profiles to work (CS-15-10)", user)
		return nil
	}
	s := &session{user: user, profile: f}
	if s.own = p.written(ctx, p.master.profiles, user+"-phone.cfg"); s.own == nil && p.master.overrides != p.master.profiles {
		s.own = p.written(ctx, p.master.overrides, user+"-phone.cfg")
	}
	return s
}

// passwordOf is the password that opens a profile.
func (p *phone) passwordOf(s *session) string {
	return p.value(slices.Concat(s.own, p.web, []file{s.profile}, p.own, p.files), localPassword)
}

// where says that a password is not the one of the profile itself.
func where(s *session) string {
	for _, f := range s.own {
		if _, ok := f.params[localPassword]; ok {
			return ", which was changed at a handset (" + f.name + ")"
		}
	}
	return ""
}

// enter applies a profile.
func (p *phone) enter(ctx context.Context, s *session) {
	p.session = s
	if len(p.own) > 0 {
		p.Trace.Assume("what was changed at the handset while nobody was logged in counts less than a person's profile")
	}
	p.contacts(ctx, s.user)
}

// leave takes the profile away.
func (p *phone) leave() { p.session = nil }

// LogOut has the person log out, which takes back what the profile set.
func (p *phone) LogOut(ctx context.Context) handset.Outcome {
	if p.session == nil {
		p.Trace.Action("log out")
		p.Trace.Fault("nobody is logged in")
		return handset.Refused
	}
	p.Trace.Action("log out %s", p.session.user)
	return p.out(ctx)
}

func (p *phone) out(ctx context.Context) handset.Outcome {
	before := p.params()
	p.leave()
	if causes := p.changed(before, p.params()); len(causes) > 0 {
		p.Trace.Effect("the handset restarts to take %s back", names(causes))
		return p.boot(ctx, "")
	}
	if p.hasDefault() {
		return p.byDefault(ctx)
	}
	p.settled()
	return handset.Done
}

// Wait lets time pass: prov.login.automaticLogout minutes later the person is logged
// out.
func (p *phone) Wait(ctx context.Context, minutes int) handset.Outcome {
	p.Trace.Action("wait %s", count(minutes, "minute"))
	limit, err := strconv.Atoi(p.get(automaticLogout))
	if p.session == nil || err != nil || limit == 0 || minutes < limit {
		p.Trace.Effect("nothing happens")
		return handset.Done
	}
	p.Trace.Effect("%s is logged out: nobody has used the handset for %s", p.session.user, count(limit, "minute"))
	return p.out(ctx)
}

// Change sets a parameter at the handset, which keeps it in a file of the person who is
// logged in, else of its own.
func (p *phone) Change(ctx context.Context, parameter, value string) handset.Outcome {
	p.Trace.Action("change %s at the handset", parameter)
	files, folder, name := &p.own, p.master.overrides, p.ID
	if p.session != nil {
		files, folder, name = &p.session.own, p.master.profiles, p.session.user
	}
	before := p.params()
	if len(*files) == 0 {
		*files = []file{{join(folder, name+"-phone.cfg"), map[string]string{}}}
	}
	f := &(*files)[0]
	f.params[parameter] = value
	p.store(ctx, f)
	if causes := p.changed(before, p.params()); len(causes) > 0 {
		p.Trace.Effect("the handset restarts to apply %s", names(causes))
		keeps := ""
		if p.session != nil && p.value(p.beneath(), persistent) == "1" {
			keeps = p.session.user
		}
		return p.boot(ctx, keeps)
	}
	return handset.Done
}

// store writes a file of the handset's.
func (p *phone) store(ctx context.Context, f *file) {
	if !p.Write {
		p.Trace.Effect("it would store %s", f.name)
		return
	}
	doc := etree.NewDocument()
	e := doc.CreateElement("PHONE_CONFIG").CreateElement("OVERRIDES")
	for _, name := range slices.Sorted(maps.Keys(f.params)) {
		e.CreateAttr(name, f.params[name])
	}
	data, err := doc.WriteToBytes()
	if err != nil {
		p.Trace.Fault("%s cannot be written", f.name)
		return
	}
	a := p.Server.Put(ctx, f.name, data, server.Login{})
	a.Name = f.name
	kept := "kept"
	if a.Outcome != server.Stored {
		kept = "not kept"
	}
	p.Trace.Asked(a, "", "what was changed is %s", kept)
	if a.Outcome != server.Stored && a.Fault == "" {
		p.Trace.Fault("%s is not stored: the server refuses it, so that what people change at a handset is lost when they log out; let handsets write there", f.name)
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Modes of a handset.
const (
	loggedOut   = "logged out"
	loginScreen = "log-in required" // nobody is logged in, and somebody must be
	loggedIn    = "logged in"
	dark        = "dark"
)

// State is what the handset acts on.
func (p *phone) State() handset.State {
	if p.dark {
		return handset.State{Mode: dark}
	}
	s := handset.State{Mode: loggedOut, Params: p.params(), Lines: p.registrations()}
	switch {
	case p.session != nil:
		s.Mode, s.User = loggedIn, p.session.user
	case p.get(loginEnabled) == "1" && p.get(loginRequired) == "1":
		s.Mode, s.Locked = loginScreen, true
		s.Callable = p.callable()
	}
	return s
}
