package cisco

import (
	"maps"

	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
	"provc/compiler/value"
)

// census is what checks and files need to know of all phones and people together.
type census struct {
	phonesSeen, people int

	firstMAC   string // the lowest
	firstModel diag.Pos
	products   map[*facts.Product]placed // that phones are, with the phone of each that has the lowest MAC

	enrolled map[*facts.Product]bool // products of phones with an identity: people log in on those

	ids      []id
	previous []earlier

	own      map[string]bool      // parameters that phones set on which people log in
	personal map[string]*personal // parameters that people set
	granted  grants               // parameters of other models

	passwords value.Marks // of people
}

// newCensus returns one that has counted nobody.
func newCensus() census {
	return census{products: map[*facts.Product]placed{}, enrolled: map[*facts.Product]bool{}, own: map[string]bool{}, personal: map[string]*personal{}, granted: grants{}}
}

// placed is a phone of which only the place is kept.
type placed struct {
	mac string
	pos diag.Pos
}

// id is a user ID of a phone or a person, and the folder of the profile that it
// names; empty for those that phones had before. A person has no MAC.
type id struct {
	folder, id, mac string
	pos             diag.Pos
}

// said is whose it is.
func (i *id) said() string {
	switch i.folder {
	case facts.MobileFolder:
		return "person " + i.id
	case facts.HostFolder:
		return "phone " + i.mac
	}
	return "phone " + i.mac + " before"
}

// personal is a parameter that some people set.
type personal struct {
	element *facts.Element // nil if the catalogue lacks it
	people  int
}

// earlier is an identity that a phone may still have.
type earlier struct {
	id, mac string
	phone   int // index of the phone
	nth     int // among its identities
}

// join takes over the census of others, who come after.
func (s *census) join(o *census) {
	if o.phonesSeen > 0 && (s.phonesSeen == 0 || o.firstMAC < s.firstMAC) {
		s.firstMAC, s.firstModel = o.firstMAC, o.firstModel
	}
	s.phonesSeen += o.phonesSeen
	s.people += o.people
	for product, p := range o.products {
		s.product(product, p)
	}
	maps.Copy(s.enrolled, o.enrolled)
	s.ids = append(s.ids, o.ids...)
	s.previous = append(s.previous, o.previous...)
	maps.Copy(s.own, o.own)
	for name, p := range o.personal {
		s.sets(name, p.element, p.people)
	}
	s.granted.join(o.granted)
	s.passwords = append(s.passwords, o.passwords...)
}

func (s *census) product(of *facts.Product, p placed) {
	if first, ok := s.products[of]; !ok || p.mac < first.mac {
		s.products[of] = p
	}
}

func (s *census) phone(p *facts.Phone) {
	if s.phonesSeen == 0 || p.MAC < s.firstMAC {
		s.firstMAC, s.firstModel = p.MAC, p.ModelPos
	}
	s.phonesSeen++
	s.product(p.Product, placed{p.MAC, p.Pos})
	for _, i := range p.Previous {
		s.ids = append(s.ids, id{"", i.ID, p.MAC, i.IDPos})
	}
	if p.Anonymous {
		return
	}
	s.enrolled[p.Product] = true
	if p.Lacking != "userID" {
		s.ids = append(s.ids, id{facts.HostFolder, p.ID, p.MAC, p.IDPos})
	}
	for i := range p.Params {
		s.own[p.Params[i].Name] = true
	}
	s.granted.layer(&p.Layer, p.Product)
}

func (s *census) person(u *facts.User, i int) {
	s.people++
	if p := &u.Password; p.Secret != "" || p.Value != "" {
		s.passwords.Add(i, 0, p.Secret, p.Value)
	}
	s.ids = append(s.ids, id{facts.MobileFolder, u.ID, "", u.IDPos})
	for i := range u.Params {
		s.sets(u.Params[i].Name, u.Params[i].Element, 1)
	}
	s.granted.layer(&u.Layer, nil)
}

// sets notes that some people set a parameter.
func (s *census) sets(name string, e *facts.Element, people int) {
	p := s.personal[name]
	if p == nil {
		p = &personal{element: e}
		s.personal[name] = p
	}
	p.people += people
}

// setBy counts the people who set a parameter.
func (s *census) setBy(name string) int {
	if p := s.personal[name]; p != nil {
		return p.people
	}
	return 0
}
