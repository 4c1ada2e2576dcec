package diff

import (
	"cmp"
	"maps"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/cisco"
	"provc/compiler/spectralink"
)

// vendors tell who reads their files; a third vendor is one more line.
var vendors = []struct {
	schema  func() *catalogue.Schema
	readers func(artifact.Root) artifact.Readers
}{
	{spectralink.Schema, spectralink.Readers},
	{cisco.Schema, cisco.Readers},
}

// handsetKey is who a handset is, on either side.
type handsetKey struct{ folder, id, unlisted string }

func (k handsetKey) compare(l handsetKey) int {
	return cmp.Or(cmp.Compare(k.folder, l.folder), cmp.Compare(k.id, l.id), cmp.Compare(k.unlisted, l.unlisted))
}

// chain is what a handset reads on one side, the strongest file first. A nil
// chain is of a handset that the side does not provision.
type chain struct {
	model *artifact.Readers
	users string // who can log in, or nothing where nobody can
	paths []string
	files []*sideFile
}

// get finds a parameter in effect, and the file that sets it.
func (c *chain) get(name string) (p artifact.Param, file string, ok bool) {
	if c == nil {
		return p, "", false
	}
	for i, f := range c.files {
		if p, ok = f.param(name); ok {
			return p, c.paths[i], true
		}
	}
	return p, "", false
}

func (c *chain) value(name string) string {
	p, _, _ := c.get(name)
	if p.Secret != "" {
		return "secret"
	}
	return p.Value
}

// login reports whether users can log in.
func (c *chain) login() bool { return c != nil && c.users != "" }

// lines lists the registrations.
func (c *chain) lines() []string {
	if c == nil {
		return nil
	}
	return c.model.Lines(c.value)
}

// sideReaders is who reads what on one side.
type sideReaders struct {
	handsets map[handsetKey]*chain
	rest     map[string]*chain // by folder: handsets that nobody listed
	users    map[string]map[string]artifact.User
	folders  map[string]string // the deployment's folder, by who can log in
	roles    map[string]artifact.Role
	lists    map[string]bool // parameters that list files
}

func (s *Side) readers() *sideReaders {
	if s.reads != nil {
		return s.reads
	}
	r := &sideReaders{
		handsets: map[handsetKey]*chain{},
		rest:     map[string]*chain{},
		users:    map[string]map[string]artifact.User{},
		folders:  map[string]string{},
		roles:    map[string]artifact.Role{},
		lists:    map[string]bool{},
	}
	s.reads = r
	for _, v := range vendors {
		m := v.readers(s)
		maps.Copy(r.roles, m.Roles)
		r.lists[m.Lists] = m.Lists != ""
		for _, h := range m.Handsets {
			r.folders[h.Users] = h.Folder
			c := &chain{model: &m, users: h.Users}
			for _, p := range h.Files {
				if f := s.files[p]; f != nil {
					c.paths = append(c.paths, p)
					c.files = append(c.files, f)
				}
			}
			if !m.Login(c.value) {
				c.users = ""
			}
			r.handsets[handsetKey{h.Folder, h.ID, h.Unlisted}] = c
			if h.Unlisted != "" && r.rest[h.Folder] == nil {
				r.rest[h.Folder] = c
			}
		}
		for _, u := range m.ByUser {
			if r.users[u.Users] == nil {
				r.users[u.Users] = map[string]artifact.User{}
			}
			r.users[u.Users][u.ID] = u
		}
	}
	return r
}

// chain is what a handset reads; one that is not listed reads what is for all.
func (r *sideReaders) chain(k handsetKey) *chain {
	if c := r.handsets[k]; c != nil {
		return c
	}
	if k.unlisted != "" {
		return nil
	}
	return r.rest[k.folder]
}

// keys lists the handsets of two sides, in order.
func keys(a, b *sideReaders) []handsetKey {
	all := make([]handsetKey, 0, max(len(a.handsets), len(b.handsets)))
	for k := range b.handsets {
		all = append(all, k)
	}
	for k := range a.handsets {
		if b.handsets[k] == nil {
			all = append(all, k)
		}
	}
	slices.SortFunc(all, handsetKey.compare)
	return all
}
