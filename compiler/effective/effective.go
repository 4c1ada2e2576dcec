// Package effective is the one account of which file gives a handset, or a person
// on it, each parameter, and which other values that one beats. It knows no
// vendor: who reads what, and what the states of a handset are called, is said by
// artifact.Readers.
package effective

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/vendor"
)

// Root is a provisioning root, compiled or on a disk.
type Root interface {
	artifact.Root
	// File is a file of the root, or nil.
	File(path string) File
}

// File is what a file says.
type File interface {
	// Params are its parameters, in its order.
	Params() []artifact.Param
	// Param is the setting of a parameter; of several in the file, the last.
	Param(name string) (artifact.Param, bool)
}

// Account is who reads what in a root.
type Account struct {
	Roles  map[string]artifact.Role      // of files that somebody reads or writes, by path
	People map[string]map[string]*Person // by where they can log in (Handset.Users), and ID

	Strangers []*Handset // that nobody listed, by what they wrote; see artifact.Readers
	Saves     []string   // folders of the root that handsets write into
	Elsewhere []string   // and those outside of it, by URL

	handsets map[Key]*Handset
	rest     map[string]*Handset // by folder: handsets that nobody listed
	folders  map[string]string   // of the root, by where people can log in
	views    map[*string]View    // by where the list of files lies
}

// Key is who a handset is.
type Key struct {
	Folder   string // that it is sent to
	ID       string // a MAC or another identity, or empty
	Unlisted string // what sentences call handsets without an identity
}

// Handset is a handset, or all of a kind that nobody listed. Nil is one that the
// root does not provision.
type Handset struct {
	Key
	View          // while nobody is logged in
	Label  string // what people call it, where the root knows
	Users  string // names those who can log in; empty where nobody can
	Vendor vendor.Vendor

	readers   *artifact.Readers
	overrides []Layer // see Overridden
}

// Person can log in on some handsets.
type Person struct {
	artifact.User
	Label     string  // what people call the person, where the root knows
	file      File    // its own; nil if the root lacks it
	overrides []Layer // see Overridden
	readers   *artifact.Readers
}

// Of makes the account of a root.
func Of(root Root, vendors vendor.List) *Account {
	a := &Account{
		Roles:    map[string]artifact.Role{},
		People:   map[string]map[string]*Person{},
		handsets: map[Key]*Handset{},
		rest:     map[string]*Handset{},
		folders:  map[string]string{},
		views:    map[*string]View{},
	}
	for _, v := range vendors {
		r := v.Readers(root)
		if len(a.Roles) == 0 {
			a.Roles = r.Roles
		} else {
			maps.Copy(a.Roles, r.Roles)
		}
		for i := range r.Handsets {
			a.handset(root, v, &r, &r.Handsets[i])
		}
		for i := range r.Strangers {
			a.Strangers = append(a.Strangers, a.made(root, v, &r, &r.Strangers[i]))
		}
		a.Saves, a.Elsewhere = append(a.Saves, r.Saves...), append(a.Elsewhere, r.Elsewhere...)
		for _, u := range r.ByUser {
			if a.People[u.Users] == nil {
				a.People[u.Users] = map[string]*Person{}
			}
			a.People[u.Users][u.ID] = &Person{u, label(root, u.File), root.File(u.File), overrides(root, u.Overrides), &r}
		}
	}
	return a
}

func (a *Account) made(root Root, v vendor.Vendor, readers *artifact.Readers, r *artifact.Reader) *Handset {
	h := &Handset{Key: Key{r.Folder, r.ID, r.Unlisted}, View: a.view(root, r), Label: r.Label, Vendor: v, readers: readers, overrides: overrides(root, r.Overrides)}
	for n := 0; n < len(r.Files) && r.ID != "" && h.Label == ""; n++ {
		h.Label = label(root, r.Files[n])
	}
	if readers.Login(h.Value) {
		h.Users = r.Users
	}
	return h
}

func (a *Account) handset(root Root, v vendor.Vendor, readers *artifact.Readers, r *artifact.Reader) {
	h := a.made(root, v, readers, r)
	a.folders[r.Users] = r.Folder
	a.handsets[h.Key] = h
	if h.Unlisted != "" && a.rest[h.Folder] == nil {
		a.rest[h.Folder] = h
	}
}

// view finds the files that a handset reads. Handsets of which nothing is known but
// that they are listed share one list of files, and may be very many.
func (a *Account) view(root Root, r *artifact.Reader) View {
	if len(r.Files) == 0 {
		return viewOf(root, r)
	}
	first := &r.Files[0]
	if _, ok := a.views[first]; !ok {
		a.views[first] = viewOf(root, r)
	}
	return a.views[first]
}

// viewOf finds the files that a handset reads.
func viewOf(root Root, r *artifact.Reader) View {
	v := View{State: r.State, Layers: make([]Layer, 0, len(r.Files))}
	unknown := r.Unknown
	for i, p := range r.Files {
		for ; len(unknown) > 0 && unknown[0].At <= i; unknown = unknown[1:] {
			v.Unknown = append(v.Unknown, artifact.Unknown{At: len(v.Layers), Foreign: unknown[0].Foreign})
		}
		if f := root.File(p); f != nil {
			v.Layers = append(v.Layers, Layer{Path: p, File: f})
		}
	}
	for _, u := range unknown {
		v.Unknown = append(v.Unknown, artifact.Unknown{At: len(v.Layers), Foreign: u.Foreign})
	}
	return v
}

// label is what people call the one whose own file that is.
func label(root Root, file string) string {
	if l, ok := root.(artifact.Lister); ok {
		return l.Label(file)
	}
	return ""
}

// Handset is a handset by its key; one that is not listed reads what is for all.
// It is nil where the root has nothing for it.
func (a *Account) Handset(k Key) *Handset {
	if h := a.handsets[k]; h != nil || k.Unlisted != "" {
		return h
	}
	return a.rest[k.Folder]
}

// Keys lists the handsets of accounts, each once, in order.
func Keys(accounts ...*Account) []Key {
	var all []Key
	for i, a := range accounts {
		for k := range a.handsets {
			if !slices.ContainsFunc(accounts[:i], func(b *Account) bool { return b.handsets[k] != nil }) {
				all = append(all, k)
			}
		}
	}
	slices.SortFunc(all, Key.compare)
	return all
}

func (k Key) compare(l Key) int {
	return cmp.Or(cmp.Compare(k.Folder, l.Folder), cmp.Compare(k.ID, l.ID), cmp.Compare(k.Unlisted, l.Unlisted))
}

// Called is how sentences call a handset.
func (h *Handset) Called() string {
	if h.ID == "" {
		return h.Unlisted
	}
	return artifact.Called(h.Label, h.ID)
}

// Called is how sentences call a person.
func (p *Person) Called() string { return artifact.Called(p.Label, p.ID) }

// Folder is the folder of the root that handsets are sent to where some people can
// log in.
func (a *Account) Folder(users string) string { return a.folders[users] }

// Get is the setting in effect while nobody is logged in.
func (h *Handset) Get(name string) (s Setting, ok bool) {
	if h == nil {
		return s, false
	}
	return h.View.Get(name)
}

// LogsIn reports whether people can log in.
func (h *Handset) LogsIn() bool { return h != nil && h.Users != "" }

// Lines lists the registrations while nobody is logged in.
func (h *Handset) Lines() []string {
	if h == nil {
		return nil
	}
	return h.readers.Lines(h.Value)
}

// Registers reports whether registrations of the handset depend on a parameter.
func (h *Handset) Registers(name string) bool { return h != nil && h.readers.Registers(name) }

// As is what the handset acts on while a person is logged in, whose own file is
// stronger than all others.
func (h *Handset) As(p *Person) View {
	v := View{p.State, h.Layers, h.Unknown}
	if p.file != nil {
		v.Layers = append([]Layer{{Path: p.File, File: p.file}}, v.Layers...)
		v.Unknown = slices.Clone(v.Unknown)
		for i := range v.Unknown {
			v.Unknown[i].At++
		}
	}
	return v
}

// Sets reports whether the person's own file decides about a parameter, on
// whatever handset.
func (p *Person) Sets(name string) bool {
	if p.file == nil {
		return false
	}
	_, ok := p.file.Param(name)
	return ok
}

// View is the files that a handset acts on in some state, the strongest first.
type View struct {
	State  string // in the vendor's word
	Layers []Layer

	// Unknown are files between those, by the layer that each is stronger than, of
	// which nobody here knows what is in them.
	Unknown []artifact.Unknown
}

// Layer is a file and where it lies.
type Layer struct {
	Path string
	File
	Override *artifact.Override // nil of a file that handsets do not write
	Assumed  bool               // no document says that it counts in this place
}

// Setting is a parameter as a file sets it.
type Setting struct {
	artifact.Param
	Path string
}

// Get is the setting in effect.
func (v *View) Get(name string) (s Setting, ok bool) {
	for i := range v.Layers {
		if p, ok := v.Layers[i].Param(name); ok {
			return Setting{p, v.Layers[i].Path}, true
		}
	}
	return s, false
}

// Unless is the strongest file that may give a parameter another value than Get
// says, or nil: nobody here knows what is in it.
func (v *View) Unless(name string) *artifact.Foreign {
	if v == nil || len(v.Unknown) == 0 {
		return nil
	}
	at := slices.IndexFunc(v.Layers, func(l Layer) bool { _, ok := l.Param(name); return ok })
	for _, u := range v.Unknown {
		if (at < 0 || u.At <= at) && u.MaySet(name) {
			return u.Foreign
		}
	}
	return nil
}

// Value is the value in effect, empty where there is none. Of a secret without a
// value it says only that there is one.
func (v *View) Value(name string) string {
	s, _ := v.Get(name)
	if s.Secret != "" {
		return "secret"
	}
	return s.Param.Value
}

// Settings are all of a parameter: the one in effect, then those that it beats,
// the strongest first.
func (v *View) Settings(name string) []Setting {
	var all []Setting
	for _, l := range v.Layers {
		if p, ok := l.Param(name); ok {
			all = append(all, Setting{p, l.Path})
		}
	}
	return all
}

// All goes through the parameters by name, with the settings of each.
func (v *View) All() iter.Seq2[string, []Setting] {
	return func(yield func(string, []Setting) bool) {
		names := map[string]bool{}
		for _, l := range v.Layers {
			for _, p := range l.Params() {
				names[p.Name] = true
			}
		}
		for _, name := range slices.Sorted(maps.Keys(names)) {
			if !yield(name, v.Settings(name)) {
				return
			}
		}
	}
}

// Reads reports whether a file is among those of the view.
func (v *View) Reads(path string) bool {
	return slices.ContainsFunc(v.Layers, func(l Layer) bool { return l.Path == path })
}

// SameFiles reports whether two views are of files of the same paths, in the same
// order.
func (v *View) SameFiles(w *View) bool {
	return slices.EqualFunc(v.Layers, w.Layers, func(a, b Layer) bool { return a.Path == b.Path })
}
