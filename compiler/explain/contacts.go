package explain

import (
	"path"
	"strings"

	"provc/compiler/artifact"
)

// Contacts is a contact directory that a handset may show. Directories are not put
// together: the first that there is counts.
type Contacts struct {
	Path    string
	Seed    bool // it is read by those alone who have none yet
	Assumed bool // no document says that it counts here
}

// directories are the contact directories of a root, by whose they are in lower case;
// what a deployment has for all is nobody's.
func (f *Fleet) directories() map[string][]string {
	if f.contacts == nil {
		f.contacts = map[string][]string{}
		for _, p := range f.root.Paths() {
			if f.account.Roles[p].Name != artifact.RoleContacts.Name {
				continue
			}
			if entity, ok := f.root.Facts.Vendors.PhoneWritten(p); ok {
				if file := f.root.At(p); file.Compiled != nil && file.Entity() == "" {
					entity = ""
				}
				f.contacts[entity] = append(f.contacts[entity], p)
			}
		}
	}
	return f.contacts
}

// contactsOf are the directories of a subject, the one that counts first: a person's own
// while the person is logged in, else the handset's, else what is for all.
func (f *Fleet) contactsOf(s *Subject) (all []Contacts) {
	add := func(id string, seed, assumed bool) {
		for _, p := range f.directories()[strings.ToLower(id)] {
			if folder := s.Handset.Folder; folder == "." || strings.HasPrefix(path.Dir(p)+"/", folder+"/") || path.Dir(p) == "." {
				all = append(all, Contacts{p, seed, assumed})
			}
		}
	}
	if s.Person != nil {
		add(s.Person.ID, false, false)
	}
	if s.Handset.ID != "" {
		add(s.Handset.ID, false, s.Person != nil)
	}
	add("", true, false)
	return all
}
