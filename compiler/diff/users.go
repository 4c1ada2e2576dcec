package diff

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/effective"
)

// baseName is a file's name without folder and extension: the user ID of a
// profile.
func baseName(file string) string {
	base := path.Base(file)
	return strings.TrimSuffix(base, path.Ext(base))
}

// users works out what changes in users' own profiles. A profile is stronger
// than all that handsets read, but what it sets may be in effect already.
func (i *impacts) users() {
	for _, f := range i.Files {
		if !f.Role.OfUser {
			continue
		}
		dir := path.Dir(f.Path)
		side := 1
		if f.Kind == Removed {
			side = 0
		}
		if open := i.open[side][dir]; open > 0 && (f.Kind == Added || f.Kind == Removed) {
			for _, ch := range f.Changes {
				ch.Impact.LogIn = open
			}
			if f.Kind == Removed {
				i.leaver(f)
			} else {
				i.hire(f)
			}
			continue
		}
		for _, ch := range f.Changes {
			ch.Impact.LogIn = i.open[side][dir]
			if ch.Kind == Unknown || ch.Impact.LogIn == 0 {
				continue
			}
			if !i.profile(dir, ch) {
				ch.Impact.MaskedUsers++
				continue
			}
			n := i.userFor(f.Path)
			ch.Impact.stays = true
			if p := i.after.People[dir][baseName(f.Path)]; p != nil && p.Emergency(ch.Parameter) {
				ch.Emergency = true
			}
			i.Users[n].Own = true
			i.Users[n].Restart = worse(i.Users[n].Restart, ch.Restart)
			ch.Impact.Users = append(ch.Impact.Users, n)
		}
	}
}

func (i *impacts) userFor(file string) int {
	n, ok := i.userIndex[file]
	if !ok {
		n = len(i.Users)
		i.userIndex[file] = n
		i.Users = append(i.Users, User{ID: baseName(file), Label: i.labelOfUser(file), File: file, Restart: catalogue.RestartNo})
	}
	return n
}

func (v Value) hidden() bool { return v.Hidden || v.Secret != "" }

// inherited works out which users see what changes for handsets: those who can
// log in there and whose profile does not say otherwise. What changes for one handset
// is told of that alone, whoever may log in on it.
func (i *impacts) inherited() {
	for dir, reached := range i.reached {
		if i.open[1][dir] == 0 || len(reached) == 0 {
			continue
		}
		var shared []*Change // by several handsets
		for ch, handsets := range reached {
			if handsets > 1 {
				shared = append(shared, ch)
			} else if !ch.Impact.beneath {
				ch.Impact.beneath = i.openTo(dir, ch.Parameter)
			}
		}
		i.shared(dir, shared)
	}
}

// openTo reports whether somebody who was there before can log in and has no value of a
// parameter in the profile.
func (i *impacts) openTo(dir, parameter string) bool {
	key := [2]string{dir, parameter}
	is, known := i.opens[key]
	if !known {
		for _, person := range i.people(dir) {
			if is = !i.new.At(person.File).Sets(parameter) && i.earlier(person) != nil; is {
				break
			}
		}
		i.opens[key] = is
	}
	return is
}

// shared works out which users see changes that several handsets share.
func (i *impacts) shared(dir string, changes []*Change) {
	if len(changes) == 0 {
		return
	}
	slices.SortFunc(changes, func(a, b *Change) int {
		return cmp.Or(cmp.Compare(a.file.Path, b.file.Path), cmp.Compare(a.Parameter, b.Parameter))
	})
	wanted := map[string]bool{}
	for _, ch := range changes {
		wanted[ch.Parameter] = true
	}
	for _, person := range i.people(dir) {
		before := i.earlier(person)
		if before == nil {
			continue // told as new
		}
		is, was := i.new.At(person.File), i.old.At(before.File)
		mentions := is.Mentions(wanted)
		mentioned := mentions
		if is != was {
			mentioned = was.Mentions(wanted)
		}
		n := -1
		for _, ch := range changes {
			sets := mentions && is.Sets(ch.Parameter)
			ch.Impact.beneath = ch.Impact.beneath || !sets
			switch {
			case sets:
				ch.Impact.MaskedUsers++
				continue
			case mentioned && was.Sets(ch.Parameter):
				continue // told by the profile
			case n < 0:
				n = i.userFor(person.File)
			}
			ch.Impact.Users = append(ch.Impact.Users, n)
		}
	}
}

// people lists those who can log in somewhere now, in order.
func (i *impacts) people(dir string) []*effective.Person {
	all, ok := i.peopleAt[dir]
	if !ok {
		all = i.after.PeopleAt(dir)
		i.peopleAt[dir] = all
	}
	return all
}

// earlier is a person as of before, perhaps by another ID or in another folder; nil is
// one who comes.
func (i *impacts) earlier(p *effective.Person) *effective.Person {
	file := p.File
	if f := i.fileAt[file]; f != nil && f.OldPath != "" {
		file = f.OldPath
	}
	return i.before.People[path.Dir(file)][baseName(file)]
}

// order sorts the users by ID, and who sees a change by its index.
func (i *impacts) order() {
	at := make([]int, len(i.Users))
	for n := range at {
		at[n] = n
	}
	slices.SortFunc(at, func(a, b int) int {
		return cmp.Or(cmp.Compare(i.Users[a].ID, i.Users[b].ID), cmp.Compare(i.Users[a].File, i.Users[b].File))
	})
	sorted, now := make([]User, len(at)), make([]int, len(at))
	for n, old := range at {
		sorted[n], now[old] = i.Users[old], n
	}
	i.Users = sorted
	for _, f := range i.Files {
		for _, ch := range f.Changes {
			for n, old := range ch.Impact.Users {
				ch.Impact.Users[n] = now[old]
			}
			slices.Sort(ch.Impact.Users)
			slices.Sort(ch.Impact.Handsets)
			ch.Impact.Users, ch.Impact.Handsets = slices.Compact(ch.Impact.Users), slices.Compact(ch.Impact.Handsets)
		}
	}
}

// states names the states of handsets that see a change, in the vendor's words.
func (i *impacts) states() {
	for _, f := range i.Files {
		for _, ch := range f.Changes {
			if ch.Impact.None() {
				continue
			}
			if f.Role.State != "" {
				ch.Impact.States = []string{f.Role.State}
			}
			if f.Role.Beneath != "" && ch.Impact.beneath {
				ch.Impact.States = append(ch.Impact.States, f.Role.Beneath)
			}
		}
	}
}
