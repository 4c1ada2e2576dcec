package explain

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/meant"
	"provc/compiler/root"
)

// Fleet is the handsets and people of a root, to be found by what people call them.
type Fleet struct {
	root     *root.Root
	account  *effective.Account
	name     string // of the package
	handsets []*effective.Handset
	contacts map[string][]string // see directories
}

// FleetOf looks at a root, made of a package that sentences call by a name.
func FleetOf(r *root.Root, name string) *Fleet {
	f := &Fleet{root: r, account: r.Account(), name: name}
	for _, k := range effective.Keys(f.account) {
		f.handsets = append(f.handsets, f.account.Handset(k))
	}
	return f
}

// Account is who reads what.
func (f *Fleet) Account() *effective.Account { return f.account }

// mac is the MAC of a handset, also where its files go by another identity, or empty.
func (f *Fleet) mac(h *effective.Handset) string {
	if IsMAC(h.ID) {
		return h.ID
	}
	for _, l := range h.Layers {
		if file := f.root.At(l.Path); file != nil && IsMAC(file.Entity()) {
			return file.Entity()
		}
	}
	return ""
}

// IsMAC reports whether a text is twelve hexadecimal digits in lower case.
func IsMAC(s string) bool { return len(s) == 12 && strings.Trim(s, "0123456789abcdef") == "" }

// MAC brings an address that is written in any usual form into that of file names:
// 00:90:7A:0E:7F:E5, 00-90-7a-0e-7f-e5, 0090.7a0e.7fe5. It reports whether it is one.
func MAC(typed string) (string, bool) {
	mac := strings.ToLower(strings.NewReplacer(":", "", "-", "", ".", "", " ", "").Replace(typed))
	return mac, IsMAC(mac)
}

// Handsets finds a handset by its MAC, its identity or its label: one in each deployment
// that has it.
func (f *Fleet) Handsets(typed string) ([]*effective.Handset, error) {
	mac, isMAC := MAC(typed)
	all := slices.Concat(f.handsets, f.account.Strangers)
	for _, is := range []func(h *effective.Handset) bool{
		func(h *effective.Handset) bool { return h.ID != "" && (h.ID == typed || isMAC && h.ID == mac) },
		func(h *effective.Handset) bool { return isMAC && h.ID != "" && f.mac(h) == mac },
		func(h *effective.Handset) bool { return h.ID != "" && strings.EqualFold(h.ID, typed) },
		func(h *effective.Handset) bool { return h.Label != "" && strings.EqualFold(h.Label, typed) },
	} {
		var found []*effective.Handset
		for _, h := range all {
			if is(h) {
				found = append(found, h)
			}
		}
		if found = f.current(found); len(found) > 0 {
			return found, nil
		}
	}
	return nil, f.noHandset(typed, mac, isMAC)
}

// current leaves the present identity of a phone that has identities from before. The
// files of those are asked for further on in the CUE.
func (f *Fleet) current(found []*effective.Handset) []*effective.Handset {
	best := map[[2]string]*effective.Handset{}
	pos := func(h *effective.Handset) (p *root.File) { return f.root.At(h.Layers[0].Path) }
	var out []*effective.Handset
	for _, h := range found {
		mac := f.mac(h)
		if mac == "" || mac == h.ID || len(h.Layers) == 0 {
			out = append(out, h)
			continue
		}
		key := [2]string{h.Folder, mac}
		if b := best[key]; b == nil || pos(h).Pos().Compare(pos(b).Pos()) < 0 {
			best[key] = h
		}
	}
	for _, h := range best {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b *effective.Handset) int {
		return cmp.Or(cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func (f *Fleet) noHandset(typed, mac string, isMAC bool) error {
	names := map[string]string{} // what was meant, by what it may be called
	for _, h := range f.handsets {
		if h.ID == "" {
			continue
		}
		for _, name := range []string{h.ID, f.mac(h), h.Label} {
			if name != "" {
				names[name] = h.Called()
			}
		}
	}
	asked := typed
	if isMAC {
		asked = mac
	}
	said := fmt.Sprintf("no handset %s is listed in %s", artifact.Called("", asked), f.name)
	said += guess(asked, names)
	if isMAC {
		said += " A handset that is not listed acts on what is for all: leave --phone out"
	}
	return fmt.Errorf("%s", strings.TrimSuffix(said, "."))
}

// People finds a person by the user ID or the label: one in each place where somebody
// of that name can log in.
func (f *Fleet) People(typed string) ([]*effective.Person, error) {
	var all []*effective.Person
	for _, users := range slices.Sorted(maps.Keys(f.account.People)) {
		all = append(all, f.account.PeopleAt(users)...)
	}
	for _, is := range []func(p *effective.Person) bool{
		func(p *effective.Person) bool { return p.ID == typed },
		func(p *effective.Person) bool { return strings.EqualFold(p.ID, typed) },
		func(p *effective.Person) bool { return p.Label != "" && strings.EqualFold(p.Label, typed) },
	} {
		var found []*effective.Person
		for _, p := range all {
			if is(p) {
				found = append(found, p)
			}
		}
		if len(found) > 0 {
			return found, nil
		}
	}
	names := map[string]string{}
	for _, p := range all {
		names[p.ID] = p.Called()
		if p.Label != "" {
			names[p.Label] = p.Called()
		}
	}
	said := fmt.Sprintf("nobody in %s has the user ID %s", f.name, artifact.Called("", typed))
	said += guess(typed, names)
	return nil, fmt.Errorf("%s", said)
}

// guess asks for those that a word may have been meant to be, of names and what these are
// called in sentences.
func guess(word string, names map[string]string) string {
	var guesses []string
	for _, near := range meant.Guesses(word, slices.Sorted(maps.Keys(names)), max(1, len(word)/3)) {
		if as := names[near]; !slices.Contains(guesses, as) {
			guesses = append(guesses, as)
		}
	}
	return meant.DidYouMean(guesses)
}

// Listed goes through handsets that are listed.
func (f *Fleet) Listed(yield func(mac string, h *effective.Handset) bool) {
	for _, h := range f.handsets {
		if h.ID != "" && !yield(f.mac(h), h) {
			return
		}
	}
}

// Choose says whom to explain: a handset, a person, a person on a handset, or, of
// neither, the handsets that nobody listed, and with every handset all of them.
func (f *Fleet) Choose(phone, user string, every bool) ([]Subject, error) {
	switch {
	case phone == "" && user == "":
		return f.everybody(every), nil
	case user == "":
		handsets, err := f.Handsets(phone)
		if err != nil {
			return nil, err
		}
		return f.alone(handsets), nil
	case phone == "":
		people, err := f.People(user)
		if err != nil {
			return nil, err
		}
		return f.anywhere(people)
	}
	handsets, err := f.Handsets(phone)
	if err != nil {
		return nil, err
	}
	people, err := f.People(user)
	if err != nil {
		return nil, err
	}
	var all []Subject
	for _, h := range handsets {
		for _, p := range people {
			if h.LogsIn() && h.Users == p.Users {
				all = append(all, f.subject(h, p))
			}
		}
	}
	if len(all) == 0 {
		return nil, f.cannotLogIn(handsets[0], people[0])
	}
	return all, nil
}

func (f *Fleet) cannotLogIn(h *effective.Handset, p *effective.Person) error {
	said := fmt.Sprintf("%s cannot log in on %s: ", p.Called(), h.Called())
	if !h.LogsIn() {
		return fmt.Errorf("%s", said+"nobody can")
	}
	return fmt.Errorf("%sit looks for profiles in %s, and this one is in %s", said, h.Users, p.Users)
}

func (f *Fleet) subject(h *effective.Handset, p *effective.Person) Subject {
	s := Subject{Handset: h, Person: p, MAC: f.mac(h), view: h.Overridden(p)}
	s.State = s.view.State
	s.Contacts = f.contactsOf(&s)
	return s
}

// alone are handsets on which nobody is logged in, and what they are before they have
// the identity that they are known by.
func (f *Fleet) alone(handsets []*effective.Handset) []Subject {
	var all []Subject
	for _, h := range handsets {
		all = append(all, f.subject(h, nil))
		before := f.account.Handset(effective.Key{Folder: h.Folder, ID: "\x00"})
		if before != nil && before.State != h.State {
			all = append(all, f.subject(before, nil))
		}
	}
	return all
}

// everybody are the handsets that nobody listed, or all.
func (f *Fleet) everybody(every bool) []Subject {
	var all []Subject
	for _, h := range f.handsets {
		if h.Unlisted != "" || every {
			all = append(all, f.subject(h, nil))
		}
	}
	return all
}

// anywhere are people on each kind of handset on which they can log in: handsets that
// read the same, but for what is one handset's own, and each handset in which something
// was set by hand.
func (f *Fleet) anywhere(people []*effective.Person) ([]Subject, error) {
	var all []Subject
	for _, p := range people {
		at := map[string]int{}
		before := len(all)
		for _, h := range f.handsets {
			if !h.LogsIn() || h.Users != p.Users {
				continue
			}
			s := f.subject(h, p)
			s.kind = true
			key := ""
			if len(h.Overrides()) == 0 {
				s.view.Layers = slices.DeleteFunc(slices.Clone(s.view.Layers), func(l effective.Layer) bool {
					file := f.root.At(l.Path)
					return l.Path != p.File && file != nil && file.Compiled != nil && file.Entity() != ""
				})
				s.view.Unknown = nil
			} else {
				key = h.ID
			}
			for _, l := range s.view.Layers {
				if role := f.account.Roles[l.Path]; role.Lists == "" {
					key += "\x00" + l.Path
				}
			}
			if i, ok := at[key]; ok {
				all[i].Others = append(all[i].Others, h.Called())
				continue
			}
			at[key] = len(all)
			all = append(all, s)
		}
		if len(all) == before && len(people) == 1 {
			return nil, fmt.Errorf("%s can log in nowhere: no handset looks for profiles in %s, or on none can people log in", p.Called(), p.Users)
		}
	}
	return all, nil
}
