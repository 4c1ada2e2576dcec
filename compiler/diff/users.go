package diff

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
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
		if !f.Role.OfUser() {
			continue
		}
		dir := path.Dir(f.Path)
		side := 1
		if f.Kind == Removed {
			side = 0
		}
		for _, ch := range f.Changes {
			ch.Impact.LogIn = i.open[side][dir]
			if ch.Kind == Unknown {
				continue
			}
			if ch.Impact.LogIn == 0 {
				continue
			}
			if !i.differsSomewhere(dir, ch) {
				ch.Impact.MaskedUsers++
				continue
			}
			n := i.userFor(f.Path)
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
		i.Users = append(i.Users, User{ID: baseName(file), File: file, Restart: catalogue.RestartNo})
	}
	return n
}

// differsSomewhere reports whether a change of a profile gives its user another
// value on any handset: a parameter that begins to say what the handset says
// anyway does not.
func (i *impacts) differsSomewhere(dir string, ch *Change) bool {
	if ch.Kind == Changed {
		return true
	}
	for pair := range i.values(dir, ch.Parameter) {
		if ch.Kind == Added && (ch.New.hidden() || pair[0] != "="+ch.New.Text) {
			return true
		}
		if ch.Kind == Removed && (ch.Old.hidden() || pair[1] != "="+ch.Old.Text) {
			return true
		}
	}
	return false
}

func (v Value) hidden() bool { return v.Hidden || v.Secret != "" }

// values are what handsets of a profiles folder have of a parameter while
// nobody is logged in, on the old side and the new; "=" stands before a value.
func (i *impacts) values(dir, name string) map[[2]string]bool {
	key := [2]string{dir, name}
	if found, ok := i.pairs[key]; ok {
		return found
	}
	found := map[[2]string]bool{}
	for _, k := range i.keys {
		old, new := i.before.chain(k), i.after.chain(k)
		if old != nil && old.users == dir || new != nil && new.users == dir {
			found[[2]string{plainValue(old, name), plainValue(new, name)}] = true
		}
	}
	i.pairs[key] = found
	return found
}

func plainValue(c *chain, name string) string {
	p, _, ok := c.get(name)
	if !ok {
		return ""
	}
	if v := shown(p); v.hidden() {
		return v.String()
	}
	return "=" + p.Value
}

// inherited works out which users see what changes for handsets: those who can
// log in there and whose profile does not say otherwise.
func (i *impacts) inherited() {
	for dir, changes := range i.reached {
		if i.open[1][dir] == 0 || len(changes) == 0 {
			continue
		}
		users := i.after.users[dir]
		ids := make([]string, 0, len(users))
		for id := range users {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		inOrder := slices.SortedFunc(maps.Keys(changes), func(a, b *Change) int {
			return cmp.Or(cmp.Compare(a.file.Path, b.file.Path), cmp.Compare(a.Parameter, b.Parameter))
		})
		wanted := map[string]bool{}
		for ch := range changes {
			wanted[ch.Parameter] = true
		}
		for _, id := range ids {
			u := users[id]
			file := i.new.files[u.File]
			mentions := file.mentions(wanted)
			n := -1
			for _, ch := range inOrder {
				if mentions {
					if _, sets := file.param(ch.Parameter); sets {
						ch.Impact.MaskedUsers++
						continue
					}
				}
				if n < 0 {
					n = i.userFor(u.File)
				}
				ch.Impact.Users = append(ch.Impact.Users, n)
			}
		}
	}
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

// states names the states of extension mobility that see a change. A host
// profile's value lasts while a user is logged in whose profile does not set it.
func (i *impacts) states() {
	for _, f := range i.Files {
		for _, ch := range f.Changes {
			if ch.Impact.None() {
				continue
			}
			switch f.Role {
			case artifact.RoleHost:
				ch.Impact.States = []string{"host"}
				if len(ch.Impact.Users) > 0 {
					ch.Impact.States = append(ch.Impact.States, "mobile")
				}
			case artifact.RoleMobile:
				ch.Impact.States = []string{"mobile"}
			case artifact.RoleDefault, artifact.RoleEntry:
				ch.Impact.States = []string{"unenrolled"}
			}
		}
	}
}
