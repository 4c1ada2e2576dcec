package drift

import (
	"cmp"
	"slices"
	"strconv"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/root"
	"provc/compiler/value"
)

// finder looks for what masks what is declared. There may be very many handsets and
// people, so that what handsets have in common is looked up once.
type finder struct {
	Options
	account  *effective.Account
	handsets []effective.Key
	lists    map[string]bool                   // folders whose deployments list handsets
	only     func(parameter, file string) bool // which declared settings are asked about; nil: all

	deployed map[string]*root.File                     // files of the live root, as they were asked for
	shared   map[[2]string][]effective.Setting         // by where people log in, and parameter
	where    map[string][]*effective.Handset           // by where people log in
	profiles map[string]map[string][]*effective.Person // by where people log in, and parameter: whose profiles set it
}

func newFinder(o Options) *finder {
	f := &finder{
		Options:  o,
		account:  o.Root.Account(),
		lists:    map[string]bool{},
		deployed: map[string]*root.File{},
		shared:   map[[2]string][]effective.Setting{},
		where:    map[string][]*effective.Handset{},
		profiles: map[string]map[string][]*effective.Person{},
	}
	f.handsets = effective.Keys(f.account)
	for _, k := range f.handsets {
		if k.ID != "" {
			f.lists[k.Folder] = true
		}
		if h := f.account.Handset(k); h.LogsIn() {
			f.where[h.Users] = append(f.where[h.Users], h)
		}
	}
	return f
}

// masks lists the settings of handsets that beat what is declared.
func (f *finder) masks() []Mask {
	var all []Mask
	for _, k := range f.handsets {
		if h := f.account.Handset(k); k.ID != "" {
			all = append(all, f.ofHandset(h, false)...)
		}
	}
	for _, h := range f.account.Strangers {
		if !f.lists[h.Folder] { // else its files are told as those of a handset that is not listed
			all = append(all, f.ofHandset(h, true)...)
		}
	}
	for users, people := range f.account.People {
		for _, p := range people {
			all = append(all, f.ofPerson(users, p)...)
		}
	}
	slices.SortFunc(all, func(a, b Mask) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Parameter, b.Parameter), cmp.Compare(a.Of.ID, b.Of.ID))
	})
	return all
}

// settings goes through what a handset keeps, without what it beats itself.
func settings(layers []effective.Layer, each func(l *effective.Layer, p artifact.Param)) {
	seen := map[string]bool{}
	for i := range layers {
		for _, p := range slices.Backward(layers[i].Params()) {
			if !seen[p.Name] {
				seen[p.Name] = true
				each(&layers[i], p)
			}
		}
	}
}

// ofHandset finds what a handset keeps for itself. Its own changes count while nobody is
// logged in; what was set in its web pages beats profiles, too.
func (f *finder) ofHandset(h *effective.Handset, stranger bool) (masks []Mask) {
	settings(h.Overrides(), func(l *effective.Layer, theirs artifact.Param) {
		m := f.mask(Entity{ID: h.ID, Label: h.Label}, l, theirs)
		m.Stranger = stranger
		if ours, ok := h.Get(theirs.Name); ok && f.differs(theirs, ours) {
			f.add(&m, ours, "")
		}
		if !l.Override.Beneath && h.LogsIn() {
			for _, p := range f.whoSets(h.Users, theirs.Name) {
				if own, ok := p.Own(theirs.Name); ok && f.differs(theirs, own) {
					m.Profiles = append(m.Profiles, p.ID)
					if len(m.Profiles) == 1 {
						f.add(&m, own, p.ID)
					}
				}
			}
			slices.Sort(m.Profiles)
		}
		if len(m.Ours) > 0 {
			if u := h.Unless(theirs.Name); u != nil {
				m.Unless = u.Shown()
			}
			masks = append(masks, m)
		}
	})
	return masks
}

// ofPerson finds what handsets keep for a person, which beats all else.
func (f *finder) ofPerson(users string, p *effective.Person) (masks []Mask) {
	settings(p.Overrides(), func(l *effective.Layer, theirs artifact.Param) {
		m := f.mask(Entity{ID: p.ID, Label: p.Label, Person: true}, l, theirs)
		own, ok := p.Own(theirs.Name)
		if ok {
			if f.differs(theirs, own) {
				f.add(&m, own, "")
			}
		} else {
			for _, ours := range f.onHandsets(users, theirs.Name) {
				if f.differs(theirs, ours) {
					f.add(&m, ours, "")
				}
			}
		}
		if len(m.Ours) == 0 {
			return
		}
		if hs := f.where[users]; !ok && len(hs) > 0 {
			if u := hs[0].Unless(theirs.Name); u != nil {
				m.Unless = u.Shown()
			}
		}
		masks = append(masks, m)
	})
	return masks
}

func (f *finder) mask(of Entity, l *effective.Layer, theirs artifact.Param) Mask {
	pos := theirs.Pos
	pos.Column = 0
	return Mask{Of: of, At: pos, Level: l.Override.Level, Parameter: theirs.Name, Theirs: masked(theirs.Value),
		Password: f.Root.Facts.Vendors.IsPassword(theirs.Name), Secret: f.Root.Facts.Hides(theirs)}
}

// add notes what is declared and has no effect.
func (f *finder) add(m *Mask, ours effective.Setting, owner string) {
	if f.only != nil && !f.only(ours.Name, ours.Path) {
		return
	}
	m.Secret = m.Secret || ours.Secret != "" || f.Root.Facts.Hides(ours.Param)
	m.Ours = append(m.Ours, Value{Text: masked(ours.Value), Secret: ours.Param.Secret, File: ours.Path, Pos: ours.Pos, Owner: owner})
	if m.Secret {
		m.Theirs = ""
		for i := range m.Ours {
			m.Ours[i].Text = ""
		}
	}
}

// differs reports whether a handset keeps another value than is declared. Of a secret
// whose value is not known it is what lies in the root that counts.
func (f *finder) differs(theirs artifact.Param, ours effective.Setting) bool {
	if ours.Param.Secret == "" {
		return theirs.Value != ours.Value
	}
	if f.Secret != nil {
		if v, ok := f.Secret(ours.Param.Secret); ok {
			return theirs.Value != v
		}
	}
	p, ok := f.live(ours.Path).Param(ours.Name)
	return !ok || theirs.Value != p.Value
}

// live is a file of provc's own as it lies in the live root.
func (f *finder) live(path string) *root.File {
	if file, ok := f.deployed[path]; ok {
		return file
	}
	data, err := f.Live.Read(path)
	if err != nil {
		data = nil // what cannot be read is told by who looks for edits
	}
	file := root.Held(path, data, f.Root.Facts)
	f.deployed[path] = file
	return file
}

// onHandsets are the settings of a parameter that are in effect where some people log
// in, each once.
func (f *finder) onHandsets(users, parameter string) []effective.Setting {
	key := [2]string{users, parameter}
	if s, ok := f.shared[key]; ok {
		return s
	}
	var all []effective.Setting
	for _, h := range f.where[users] {
		s, ok := h.Get(parameter)
		if ok && !slices.ContainsFunc(all, func(t effective.Setting) bool { return t.Path == s.Path && t.Key() == s.Key() }) {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b effective.Setting) int { return cmp.Compare(a.Path, b.Path) })
	f.shared[key] = all
	return all
}

// whoSets are the people who log in somewhere and whose profiles set a parameter.
func (f *finder) whoSets(users, parameter string) []*effective.Person {
	if f.profiles[users] == nil {
		by := map[string][]*effective.Person{}
		wanted := f.setByHandsets(users)
		for _, p := range f.account.People[users] {
			for name := range wanted {
				if p.Sets(name) {
					by[name] = append(by[name], p)
				}
			}
		}
		for _, people := range by {
			slices.SortFunc(people, func(a, b *effective.Person) int { return cmp.Compare(a.ID, b.ID) })
		}
		f.profiles[users] = by
	}
	return f.profiles[users][parameter]
}

// setByHandsets are the parameters that handsets keep where some people log in.
func (f *finder) setByHandsets(users string) map[string]bool {
	names := map[string]bool{}
	note := func(h *effective.Handset) {
		if h.Users == users {
			settings(h.Overrides(), func(_ *effective.Layer, p artifact.Param) { names[p.Name] = true })
		}
	}
	for _, k := range f.handsets {
		note(f.account.Handset(k))
	}
	for _, h := range f.account.Strangers {
		note(h)
	}
	return names
}

// masked is a value without a password that stands in it, as in a URL.
func masked(text string) string { return value.Masked(text) }

// Remedy says how what is declared takes effect again.
func (m *Mask) Remedy() string {
	b := "remove the attribute " + m.Parameter + " from " + m.At.File
	if m.At.Line > 0 {
		b = "remove the attribute " + m.Parameter + " in line " + strconv.Itoa(m.At.Line) + " of " + m.At.File
	}
	switch {
	case m.Of.Person:
		b = "while " + m.Of.ID + " is logged out, " + b
	default:
		b += ", and restart the handset"
	}
	return b
}

// Says is what happened, for people.
func (m *Mask) Says() string {
	switch {
	case m.Password:
		return "the password was set at a handset, and the declared one opens nothing"
	case m.Level == artifact.LevelWeb:
		return "set in the web pages of the handset"
	case m.Of.Person:
		return "changed at a handset while logged in"
	}
	return "changed at the handset; counts while nobody is logged in"
}
