// Package cisco is a virtual Cisco SPA5x5 desk phone with extension mobility
// (OL-20443-01).
package cisco

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"provc/compiler/handset"
	"provc/compiler/handset/server"
	"provc/compiler/value"
)

// Model is what there is to know of the phone's model.
type Model struct {
	Name  string
	PSN   string // $PSN in a rule
	Asks  string // the rule of a phone just started, such as /spa$PSN.cfg
	Lines int
	// Knows reports whether the phone knows a parameter. It ignores others.
	Knows func(parameter string) bool
	// Initial is the vendor's value of a parameter.
	Initial func(parameter string) string
	// Rule evaluates a profile rule, with what its macros stand for by the names of
	// their parameters.
	Rule func(text string, values map[string]string) (Decision, error)
	// Read reads a profile.
	Read func(data []byte) (map[string]string, error)
}

// Decision is what a rule decides.
type Decision struct {
	Sets  map[string]string // parameters that it sets before anything is fetched
	Fetch *Fetch            // nil if nothing is fetched
}

// Fetch is what a rule has the phone fetch.
type Fetch struct {
	Scheme, Host string // no host: the server that DHCP names
	Port         int
	Path         string
	As           server.Login
}

// phone is a phone: its parameters, which last until a profile says otherwise.
type phone struct {
	handset.Options
	model   Model
	set     map[string]string
	fetched bool   // a profile, since it was switched on
	last    *last  // what was fetched last with a password; nil if nothing was
	person  string // who logged in last
	open    bool   // the server has asked for no password where it should have, since the log-in
}

// last is a request that brought a profile of one person or phone.
type last struct {
	from server.Server
	name string
	as   server.Login
}

// Parameters that the phone acts on here.
const (
	provisionEnable = "Provision_Enable"
	resyncOnReset   = "Resync_On_Reset"
	resyncPeriodic  = "Resync_Periodic"
	profileRule     = "Profile_Rule"
	emEnable        = "EM_Enable"
	emState         = "EM_Login_State"
	emPhoneUser     = "EM_Phone_User_ID"
	emPhonePassword = "EM_Phone_Password"
	emUser          = "EM_Mobile_User_ID"
	emPassword      = "EM_Mobile_Password"
	emDomain        = "EM_User_Domain"
)

// rules are those that a phone follows at a resync, in this order.
var rules = []string{profileRule, profileRule + "_B", profileRule + "_C", profileRule + "_D"}

// States of a phone.
const (
	host       = "host"
	mobile     = "mobile"
	unenrolled = "unenrolled"
)

// New is a phone just out of its box, or one that has its identity.
func New(o handset.Options, m Model) handset.Handset {
	o.MaxRestarts = cmp.Or(o.MaxRestarts, handset.DefaultRestarts)
	o.MaxRequests = cmp.Or(o.MaxRequests, handset.DefaultRequests)
	p := &phone{Options: o, model: m, set: map[string]string{}}
	if o.Identity != (server.Login{}) {
		p.set[emPhoneUser], p.set[emPhonePassword] = o.Identity.User, o.Identity.Password
	}
	return p
}

// value is a parameter: what was set last, else the vendor's value.
func (p *phone) value(name string) string {
	if v, ok := p.set[name]; ok {
		return v
	}
	if name == profileRule {
		return p.model.Asks
	}
	return p.model.Initial(name)
}

// Boot switches the phone on. One that was in use begins with what it had.
func (p *phone) Boot(ctx context.Context) handset.Outcome {
	p.Trace.Action("switch on %s, a %s", p.ID, p.model.Name)
	if p.value(resyncOnReset) == "No" {
		p.Trace.Effect("it fetches nothing: Resync_On_Reset is No")
		return p.settled()
	}
	return p.resync(ctx)
}

// resync has the phone follow its rules. A profile that brings other rules is followed
// by those, as soon as the phone resyncs again.
func (p *phone) resync(ctx context.Context) handset.Outcome {
	for range p.MaxRestarts + 1 {
		if p.value(provisionEnable) == "No" {
			p.Trace.Warning("the phone never fetches a profile again: Provision_Enable is No")
			return p.settled()
		}
		before := p.ruled()
		if out := p.follow(ctx); out != handset.Done {
			return out
		}
		if slices.Equal(before, p.ruled()) {
			return p.settled()
		}
		p.Trace.Effect("it restarts with other rules, and follows them %s", p.later())
	}
	p.Trace.Fault("each profile brings other rules, so that the phone never comes to rest")
	return handset.Looping
}

// ruled is all that decides what is fetched.
func (p *phone) ruled() []string {
	all := []string{p.value(emDomain), p.value(emPhoneUser), p.value(emPhonePassword)}
	for _, r := range rules {
		all = append(all, p.value(r))
	}
	return all
}

// later says when a phone that restarted because of a profile resyncs.
func (p *phone) later() string {
	seconds, _ := strconv.Atoi(p.value(resyncPeriodic))
	if seconds == 0 {
		return "when it is asked, since Resync_Periodic is 0"
	}
	return fmt.Sprintf("%d seconds later (Resync_Periodic)", seconds)
}

// follow evaluates all rules and takes what they fetch.
func (p *phone) follow(ctx context.Context) handset.Outcome {
	for _, r := range rules {
		text := p.value(r)
		if text == "" {
			continue
		}
		d, err := p.model.Rule(text, p.macros())
		if err != nil {
			p.Trace.Fault("%s cannot be followed: %v", r, err)
			return handset.Refused
		}
		for name, v := range d.Sets {
			p.take(name, v)
		}
		if d.Fetch == nil {
			p.Trace.Effect("%s fetches nothing", r)
			continue
		}
		if out := p.fetch(ctx, r, d.Fetch); out != handset.Done {
			return out
		}
	}
	return handset.Done
}

// macros are what the rule's macros stand for.
func (p *phone) macros() map[string]string {
	m := map[string]string{"MA": p.ID, "PSN": p.model.PSN}
	for _, name := range []string{emState, emPhoneUser, emPhonePassword, emUser, emPassword, emDomain} {
		m[name] = p.value(name)
	}
	for c := 'A'; c <= 'P'; c++ {
		if name := "GPP_" + string(c); p.value(name) != "" {
			m[name] = p.value(name)
		}
	}
	return m
}

// take sets a parameter. One that the phone's model does not know is ignored.
func (p *phone) take(name, value string) bool {
	if !p.model.Knows(name) {
		return false
	}
	p.set[name] = value
	return true
}

// LogIn has somebody press Login and type a user ID and a password.
func (p *phone) LogIn(ctx context.Context, user, password string) handset.Outcome {
	p.Trace.Action("log in as %s", user)
	switch {
	case p.value(emEnable) != "Yes":
		p.Trace.Fault("the phone has no Login soft key: EM_Enable is not Yes on it")
		return handset.Refused
	case p.value(emState) == mobile:
		p.Trace.Fault("%s is logged in, and must log out first", p.value(emUser))
		return handset.Refused
	}
	before := maps.Clone(p.set)
	p.open = false
	p.set[emState], p.set[emUser], p.set[emPassword] = mobile, user, password
	out := p.resync(ctx)
	if out == handset.Done {
		p.person = user
	}
	if out == handset.Refused {
		p.set = before
		p.Trace.Assume("a phone that could not fetch a person's profile is as it was before")
		return out
	}
	if p.open {
		p.Trace.Fault("the server asked for no password: whoever types %s is logged in as %[1]s; protect mobile/ and host/ by HTTP Digest", user)
	}
	return out
}

// LogOut has the person press Logout, after which the phone takes the host profile.
func (p *phone) LogOut(ctx context.Context) handset.Outcome {
	if p.value(emState) != mobile {
		p.Trace.Action("log out")
		p.Trace.Fault("nobody is logged in")
		return handset.Refused
	}
	p.Trace.Action("log out %s", p.value(emUser))
	p.set[emState], p.set[emUser], p.set[emPassword] = host, "", ""
	out := p.resync(ctx)
	if out == handset.Refused {
		p.Trace.Fault("the phone keeps what the person had until it gets its host profile")
	}
	return out
}

// Wait lets time pass, after which the phone resyncs.
func (p *phone) Wait(ctx context.Context, minutes int) handset.Outcome {
	p.Trace.Action("wait %d minutes", minutes)
	seconds, _ := strconv.Atoi(p.value(resyncPeriodic))
	if seconds == 0 || minutes*60 < seconds {
		p.Trace.Effect("nothing happens")
		return handset.Done
	}
	return p.resync(ctx)
}

// Change sets a parameter at the phone, which keeps it for itself.
func (p *phone) Change(_ context.Context, parameter, value string) handset.Outcome {
	p.Trace.Action("change %s at the phone", parameter)
	if !p.take(parameter, value) {
		p.Trace.Fault("a %s has no %s", p.model.Name, parameter)
		return handset.Refused
	}
	return handset.Done
}

// settled tells in what state the phone is.
func (p *phone) settled() handset.Outcome {
	s := p.State()
	switch {
	case s.User != "":
		p.Trace.Effect("%s is logged in; %s", s.User, lines(s))
	case s.Mode == unenrolled:
		p.Trace.Effect("the phone has no identity; %s", lines(s))
	default:
		p.Trace.Effect("nobody is logged in; %s", lines(s))
	}
	if !p.fetched {
		return handset.Dark
	}
	return handset.Done
}

func lines(s handset.State) string {
	if len(s.Lines) == 0 {
		return "no line registers"
	}
	text := "registers "
	for i, l := range s.Lines {
		if i > 0 {
			text += ", "
		}
		text += l
	}
	return text
}

// State is what the phone acts on.
func (p *phone) State() handset.State {
	s := handset.State{Mode: unenrolled, Params: maps.Clone(p.set)}
	switch {
	case p.value(emState) == mobile:
		s.Mode, s.User = mobile, p.value(emUser)
	case p.value(emPhoneUser) != "":
		s.Mode = host
	}
	for n := 1; n <= p.model.Lines; n++ {
		of := func(name string) string { return p.value(fmt.Sprintf("%s_%d_", name, n)) }
		user, proxy := of("User_ID"), of("Proxy")
		if user != "" && proxy != "" && of("Line_Enable") != "No" && of("Register") != "No" {
			s.Lines = append(s.Lines, value.Masked(user)+" at "+value.Masked(proxy))
		}
	}
	return s
}

var _ handset.Handset = (*phone)(nil)
