// Package census counts the phones and people of a deployment: what checks and files need to
// know of all of them together.
package census

import (
	"maps"

	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
	"provc/compiler/value"
)

// Census is what checks and files need to know of all phones and people together.
type Census struct {
	PhonesSeen, People int

	firstMAC   string // the lowest
	FirstModel diag.Pos
	Products   map[*facts.Product]placed // that phones are, with the phone of each that has the lowest MAC

	Enrolled map[*facts.Product]bool // products of phones with an identity: people log in on those

	IDs      []ID
	Previous []Earlier

	Own      map[string]bool      // parameters that phones set on which people log in
	Personal map[string]*personal // parameters that people set
	Granted  grants               // parameters of other models

	Passwords value.Marks // of people
}

// New returns one that has counted nobody.
func New() Census {
	return Census{Products: map[*facts.Product]placed{}, Enrolled: map[*facts.Product]bool{}, Own: map[string]bool{}, Personal: map[string]*personal{}, Granted: grants{}}
}

// placed is a phone of which only the place is kept.
type placed struct {
	mac string
	Pos diag.Pos
}

// ID is a user ID of a phone or a person, and the folder of the profile that it
// names; empty for those that phones had before. A person has no MAC.
type ID struct {
	Folder, ID, mac string
	Pos             diag.Pos
}

// Said is whose it is.
func (i *ID) Said() string {
	switch i.Folder {
	case facts.MobileFolder:
		return "person " + i.ID
	case facts.HostFolder:
		return "phone " + i.mac
	}
	return "phone " + i.mac + " before"
}

// Personal is a parameter that some people set.
type personal struct {
	Element *facts.Element // nil if the catalogue lacks it
	people  int
}

// Earlier is an identity that a phone may still have.
type Earlier struct {
	ID, MAC string
	Phone   int // index of the phone
	Nth     int // among its identities
}

// Join takes over the census of others, who come after.
func (s *Census) Join(o *Census) {
	if o.PhonesSeen > 0 && (s.PhonesSeen == 0 || o.firstMAC < s.firstMAC) {
		s.firstMAC, s.FirstModel = o.firstMAC, o.FirstModel
	}
	s.PhonesSeen += o.PhonesSeen
	s.People += o.People
	for product, p := range o.Products {
		s.product(product, p)
	}
	maps.Copy(s.Enrolled, o.Enrolled)
	s.IDs = append(s.IDs, o.IDs...)
	s.Previous = append(s.Previous, o.Previous...)
	maps.Copy(s.Own, o.Own)
	for name, p := range o.Personal {
		s.sets(name, p.Element, p.people)
	}
	s.Granted.join(o.Granted)
	s.Passwords = append(s.Passwords, o.Passwords...)
}

func (s *Census) product(of *facts.Product, p placed) {
	if first, ok := s.Products[of]; !ok || p.mac < first.mac {
		s.Products[of] = p
	}
}

func (s *Census) Phone(p *facts.Phone) {
	if s.PhonesSeen == 0 || p.MAC < s.firstMAC {
		s.firstMAC, s.FirstModel = p.MAC, p.ModelPos
	}
	s.PhonesSeen++
	s.product(p.Product, placed{p.MAC, p.Pos})
	for _, i := range p.Previous {
		s.IDs = append(s.IDs, ID{"", i.ID, p.MAC, i.IDPos})
	}
	if p.Anonymous {
		return
	}
	s.Enrolled[p.Product] = true
	if p.Lacking != "userID" {
		s.IDs = append(s.IDs, ID{facts.HostFolder, p.ID, p.MAC, p.IDPos})
	}
	for i := range p.Params {
		s.Own[p.Params[i].Name] = true
	}
	s.Granted.Layer(&p.Layer, p.Product)
}

func (s *Census) Person(u *facts.User, i int) {
	s.People++
	if p := &u.Password; p.Secret != "" || p.Value != "" {
		s.Passwords.Add(i, 0, p.Secret, p.Value)
	}
	s.IDs = append(s.IDs, ID{facts.MobileFolder, u.ID, "", u.IDPos})
	for i := range u.Params {
		s.sets(u.Params[i].Name, u.Params[i].Element, 1)
	}
	s.Granted.Layer(&u.Layer, nil)
}

// sets notes that some people set a parameter.
func (s *Census) sets(name string, e *facts.Element, people int) {
	p := s.Personal[name]
	if p == nil {
		p = &personal{Element: e}
		s.Personal[name] = p
	}
	p.people += people
}

// SetBy counts the people who set a parameter.
func (s *Census) SetBy(name string) int {
	if p := s.Personal[name]; p != nil {
		return p.people
	}
	return 0
}
