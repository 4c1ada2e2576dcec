// Package relations checks what must hold between the settings, handsets and users of a
// deployment, each by itself and all together.
package relations

import (
	"maps"
	"slices"
	"strings"

	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/spectralink/call"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
	"provc/compiler/spectralink/offer"
	"provc/compiler/spectralink/reliance"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// The relations of schema/spectralink/relations.cue, with the same sentences,
// and what CUE cannot see: warnings and notes. All run in linear time over
// plain facts.

// vendorPassword opens a profile that sets none (CS-15-10).
const vendorPassword = "123"

// Checker checks layers, handsets and users one by one, and notes of them what
// checks between them need: little, however many they are. Several checkers may
// each see some of them.
type Checker struct {
	*facts.Deployment
	*kind.Kinds
	diag.List

	residents map[string]*residents // by profiles directory
	unchecked settings.Unchecked[kind.Acceptors]
	accepting vendor.Acceptors
	doubted   map[kind.Acceptors]doubts
	sift      *settings.Sifter
	weighed   map[string]weight
	repeats   kind.Repeats
	offers    offer.Offers
	counts

	others  others
	holders map[string]facts.Foreign // those that handsets would write for a user, by the ID in lower case

	// What checks of users need to know of the handsets.
	offering   call.Offering
	Folders    map[string]bool        // profiles directories of handsets
	opened     map[string]bool        // profiles directories where handsets say a password for those who have none
	defaults   map[string]*facts.User // those that log in by default, by ID; nil until seen
	registrars map[lineOf]*registrar  // with which lines register

	says []*facts.Setting // of the handset that is looked at, what checks look at

	own                  facts.Lines // of the user who is looked at: one for all, since it is large
	noServer, noPassword faults
	brought              uint64      // lines of which people bring the address, a bit each
	extensions           value.Marks // of people, as lines of theirs
	Passwords            value.Marks // of people, by which they log in
}

// residents are the users of a profiles directory.
type residents struct {
	count  int      // how many they are
	first  string   // the first of their IDs
	pos    diag.Pos // where that user names the directory, if so
	needs  kind.Needs
	turned map[string]bool // what some of them turn on
	macros offer.Names     // that some of them have
}

// New returns a checker of a deployment that has seen nothing of it.
func New(d *facts.Deployment) *Checker {
	return &Checker{
		Deployment: d,
		Kinds:      kind.New(d),
		residents:  map[string]*residents{},
		unchecked:  settings.Unchecked[kind.Acceptors]{},
		weighed:    map[string]weight{},
		doubted:    map[kind.Acceptors]doubts{},
		repeats:    kind.Repeats{},
		registrars: map[lineOf]*registrar{},
		noServer:   faults{},
		noPassword: faults{},
		others:     others{},
		holders:    map[string]facts.Foreign{},
		sift:       settings.NewSifter(conclusions, d.Doubts),
	}
}

// Join takes over what another checker noted.
func (c *Checker) Join(other *Checker) {
	c.Add(other.List...)
	c.Kinds.Join(other.Kinds)
	c.counts.join(&other.counts)
	c.brought |= other.brought
	c.extensions = append(c.extensions, other.extensions...)
	c.Passwords = append(c.Passwords, other.Passwords...)
	for dir, r := range other.residents {
		all := c.residentsOf(dir, r.first, r.pos)
		all.count += r.count
		all.needs.Join(r.needs)
		maps.Copy(all.turned, r.turned)
		all.macros = all.macros.And(r.macros)
	}
	c.repeats.Join(other.repeats)
	c.unchecked.Join(other.unchecked)
	c.accepting = append(c.accepting, other.accepting...)
	for _, f := range other.others {
		c.others.add(f)
	}
	for id, f := range other.holders {
		c.holds(id, &f)
	}
	c.sift.Join(other.sift)
	for id, u := range other.defaults {
		if u != nil {
			c.defaults[id] = u
		}
	}
}

// Check returns a checker that has checked what a deployment itself and its groups say,
// of which this was found already.
func Check(d *facts.Deployment, found diag.List) *Checker {
	c := New(d)
	c.Add(found...)
	c.sift.Together(&c.List, c.frame)
	c.accepting.Mark(c.List)
	return c
}

func (c *Checker) frame() {
	c.layer(&c.Base, kind.Stack{&c.Base})
	for _, g := range c.Groups {
		g.Title = "group " + g.Name
		c.layer(&g.Layer, kind.Stack{&g.Layer, &c.Base})
		c.accepting.Add(g.Accepts)
	}
	for _, m := range c.Base.Models {
		c.foreignFiles(m.Foreign.Before, m.Instead, m.Foreign.After)
	}
	c.groupNames()
	c.contactList(c.Contacts)
}

func (c *Checker) layer(l *facts.Layer, s kind.Stack) {
	c.Stacks = append(c.Stacks, s)
	c.foreignFiles(l.Foreign.Before, l.Foreign.After)
	l.ReadLines()
	for i := range l.Params {
		c.note(&l.Params[i], s.Acceptors())
	}
}

// Handset checks a handset by itself, of which something is in doubt.
func (c *Checker) Handset(p *facts.Phone, doubts settings.Doubts) {
	c.sift.Alone(&c.List, doubts, func() { c.handset(p) })
}

func (c *Checker) handset(p *facts.Phone) {
	c.mac(p)
	c.foreignFiles(p.Foreign.Before, p.Foreign.After)
	s := kind.Of(c.Deployment, p)
	in := s.Acceptors()
	for i := range p.Params {
		c.note(&p.Params[i], in)
	}
	c.count(p)
	c.accepting.Add(p.Accepts)
	c.says = c.says[:0]
	for i := range p.Params {
		if c.matters(&p.Params[i], s) {
			c.says = append(c.says, &p.Params[i])
		}
	}
	c.Kinds.Handset(p, c.says)
}

// Between checks what stands between handsets, once all are seen, and gets ready
// for users.
func (c *Checker) Between() { c.sift.Together(&c.List, c.between) }

func (c *Checker) between() {
	c.Folders = map[string]bool{}
	c.defaults = map[string]*facts.User{}
	c.Kinds.Sort()
	for _, s := range c.Stacks {
		dir, _ := s.Directory()
		c.Folders[dir] = true
		if p := s.Param(facts.DefaultUser); p != nil {
			c.defaults[p.Value] = nil
		}
	}
	c.opened = openedBy(c.Real)
	c.waiting()
	c.sameFolders()
	found, offering := call.Check(c.Kinds, c.EmergencyNumbers)
	c.Add(found...)
	c.offering = offering
	c.tellVendor()
	c.timeServers()
	c.offers = offer.New(c.Kinds, c.repeats)
}

// ForUsers is a checker of users that knows what this one does of handsets.
func (c *Checker) ForUsers() *Checker {
	other := New(c.Deployment)
	other.offering, other.Folders, other.defaults = c.offering, c.Folders, maps.Clone(c.defaults)
	other.opened = c.opened
	other.holders = c.holders
	other.offers = c.offers
	other.Real = c.Real
	return other
}

// Person checks a user by itself, the i-th, of whom something is in doubt.
func (c *Checker) Person(u *facts.User, i int, doubts settings.Doubts) {
	c.sift.Alone(&c.List, doubts, func() { c.person(u, i) })
}

func (c *Checker) person(u *facts.User, i int) {
	u.ReadLines(&c.own)
	c.personLines(u, i)
	c.userID(u)
	c.profile(u)
	if f, ok := c.holders[strings.ToLower(u.ID)]; ok {
		c.kept(&f, "user "+u.ID)
	}
	c.contactList(u.Contacts)
	c.Add(c.offering.TurnsOff(u)...)
	named := diag.Pos{}
	if u.DirectoryPos != u.Pos {
		named = u.DirectoryPos
	}
	r := c.residentsOf(u.Directory, u.ID, named)
	r.count++
	for _, rule := range rules {
		r.needs.User(u, rule.Need)
	}
	reliance.Turns(u, func(name string) { r.turned[name] = true })
	r.macros = r.macros.And(offer.MacrosOf(u))
	reliance.DeviceOffIn(u.Params, kind.Acceptors{}.And(u.Accepts), c.repeats)
	c.offers.ClashesOf(u, c.repeats)
	c.offers.CallsOf(u, c.repeats)
	for i := range u.Params {
		c.note(&u.Params[i], kind.Acceptors{u.Accepts})
	}
	c.accepting.Add(u.Accepts)
	if _, wanted := c.defaults[u.ID]; wanted {
		kept := *u
		kept.Params, kept.Lines = slices.Clone(u.Params), nil
		c.defaults[u.ID] = &kept
	}
}

// residentsOf are the users of a profiles directory, now with one of this ID.
func (c *Checker) residentsOf(dir, id string, pos diag.Pos) *residents {
	r := c.residents[dir]
	if r == nil {
		r = &residents{first: id, pos: pos, needs: kind.Needs{}, turned: map[string]bool{}}
		c.residents[dir] = r
	}
	if id < r.first {
		r.first, r.pos = id, pos
	}
	return r
}

// Finish checks what stands between handsets and users, once all are seen.
func (c *Checker) Finish() {
	before := len(c.List)
	c.sift.Together(&c.List, c.finish)
	c.sift.Conclude(&c.List)
	c.accepting.Mark(c.List[before:])
}

// Accepted is what the deployment and its parts accept.
func (c *Checker) Accepted() diag.Acceptances { return c.accepting.Entries() }

func (c *Checker) finish() {
	c.userCase()
	c.openable()
	c.unmetNeeds()
	c.lineChecks()
	c.extensionsTwice()
	c.tellDoubts()
	reliance.WithoutEffect(c.Kinds, c.turnedIn, c.repeats)
	reliance.DeviceOff(c.Kinds, c.repeats)
	c.offers.UnknownMacros(c.Kinds, c.macrosIn, c.repeats)
	c.defaultLogin()
	c.tellUnchecked()
	c.Add(c.repeats.Tell()...)
}

// turnedIn are what users of a profiles directory turn on.
func (c *Checker) turnedIn(dir string) map[string]bool {
	if r := c.residents[dir]; r != nil {
		return r.turned
	}
	return nil
}

// macrosIn are the macros that users of a profiles directory have.
func (c *Checker) macrosIn(dir string) offer.Names {
	if r := c.residents[dir]; r != nil {
		return r.macros
	}
	return nil
}

// first keeps the setting that stands first in the user's files, of nil and
// others the other.
func first(at **facts.Setting, p *facts.Setting) {
	if p != nil && (*at == nil || p.Pos.Compare((*at).Pos) < 0) {
		kept := *p
		*at = &kept
	}
}

// note keeps that nobody checks a parameter.
func (c *Checker) note(p *facts.Setting, in kind.Acceptors) {
	switch {
	case p.Free != nil:
		c.unchecked.Free(in.Of(p.Free.Unchecked("")), p.Free, "")
	case p.Meta.Later:
		c.unchecked.Note(in.Of(settings.UnlistedParameter), "later "+p.Name, p.Pos, func() diag.Diagnostic {
			return settings.UnlistedParameter.At(p.Pos, "%s is known only in software later than 4.0: its value goes out unchecked", p.Name)
		})
	}
}

// tellUnchecked tells of parameters that nobody checks.
func (c *Checker) tellUnchecked() {
	for kind, d := range c.unchecked {
		told := diag.List{d}
		kind.In.Mark(told)
		c.Add(told...)
	}
}
