package cisco

import (
	"maps"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// seen is what checks and files need to know of all phones and people together.
type seen struct {
	phonesSeen, people int

	firstMAC   string // the lowest
	firstModel diag.Pos
	products   map[*facts.Product]placed // that phones are, with the phone of each that has the lowest MAC

	enrolled map[*facts.Product]bool // products of phones with an identity: people log in on those

	ids      []id
	plain    []string // MACs of phones without an identity, where the deployment has a rule of its own
	previous []earlier

	own      map[string]bool      // parameters that phones set on which people log in
	personal map[string]*personal // parameters that people set

	fetching map[openWays]bool // the ways in which phones fetch again, as sets

	programmed bool       // some layer has soft keys of its own
	disabled   []diag.Pos // where extension mobility is turned off
	keyless    []diag.Pos // soft keys without log-in and log-out

	mobileFetched bool // a rule tells the server who has logged in

	granted   grants // parameters of other models
	unchecked settings.Unchecked[*vendor.Acceptor]

	credentials []artifact.Credential
	passwords   value.Marks // of people
	extensions  value.Marks // of people, as lines of theirs

	blends map[int]fault // lines of people without a password
	keyed  map[keyOf]int // how many phones set a key
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

func nothingSeen() seen {
	return seen{products: map[*facts.Product]placed{}, enrolled: map[*facts.Product]bool{}, own: map[string]bool{}, personal: map[string]*personal{}, granted: grants{}, unchecked: settings.Unchecked[*vendor.Acceptor]{}, blends: map[int]fault{}, keyed: map[keyOf]int{}}
}

// join takes over what was seen of others, which come after.
func (s *seen) join(o *seen) {
	if o.phonesSeen > 0 && (s.phonesSeen == 0 || o.firstMAC < s.firstMAC) {
		s.firstMAC, s.firstModel = o.firstMAC, o.firstModel
	}
	s.phonesSeen += o.phonesSeen
	s.people += o.people
	for product, p := range o.products {
		s.product(product, p)
	}
	for open := range o.fetching {
		s.ways(open)
	}
	maps.Copy(s.enrolled, o.enrolled)
	s.ids = append(s.ids, o.ids...)
	s.plain = append(s.plain, o.plain...)
	s.previous = append(s.previous, o.previous...)
	maps.Copy(s.own, o.own)
	for name, p := range o.personal {
		s.sets(name, p.element, p.people)
	}
	s.programmed = s.programmed || o.programmed
	s.disabled = append(s.disabled, o.disabled...)
	s.keyless = append(s.keyless, o.keyless...)
	s.mobileFetched = s.mobileFetched || o.mobileFetched
	s.granted.join(o.granted)
	s.unchecked.Join(o.unchecked)
	s.credentials = append(s.credentials, o.credentials...)
	s.passwords = append(s.passwords, o.passwords...)
	s.extensions = append(s.extensions, o.extensions...)
	for n, f := range o.blends {
		s.blend(n, f)
	}
	for k, phones := range o.keyed {
		s.keyed[k] += phones
	}
}

func (s *seen) product(of *facts.Product, p placed) {
	if first, ok := s.products[of]; !ok || p.mac < first.mac {
		s.products[of] = p
	}
}

func (s *seen) phone(p *facts.Phone) {
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

func (s *seen) person(u *facts.User, i int) {
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
func (s *seen) sets(name string, e *facts.Element, people int) {
	p := s.personal[name]
	if p == nil {
		p = &personal{element: e}
		s.personal[name] = p
	}
	p.people += people
}

// setBy counts the people who set a parameter.
func (s *seen) setBy(name string) int {
	if p := s.personal[name]; p != nil {
		return p.people
	}
	return 0
}

// keys notes what a layer says of soft keys and of logging in.
func (s *seen) keys(l *facts.Layer) {
	for i := range l.Params {
		switch p := &l.Params[i]; p.Name {
		case facts.SoftKeyEnable:
			s.programmed = s.programmed || p.Value == "Yes"
		case facts.EMEnable:
			if p.Value == "No" {
				s.disabled = append(s.disabled, p.Pos)
			}
		case facts.IdleKeyList:
			if !loginKey.MatchString(p.Value) || !logoutKey.MatchString(p.Value) {
				s.keyless = append(s.keyless, p.Pos)
			}
		}
	}
}

// productsToLogInOn lists the products in use on which people log in, if they can
// on any: those of phones with an identity.
func (c *checker) productsToLogInOn() []*facts.Product {
	if c.phonesSeen == 0 {
		return c.inUse
	}
	return slices.DeleteFunc(slices.Clone(c.inUse), func(p *facts.Product) bool { return !c.enrolled[p] })
}

// productsInUse lists the products that phones stand for, by name; without phones, those
// that are declared.
func (c *checker) productsInUse() []*facts.Product {
	used := func(p *facts.Product) bool { _, ok := c.products[p]; return ok }
	if c.phonesSeen == 0 {
		declared := map[*facts.Product]bool{}
		for _, m := range c.Models {
			declared[facts.ProductsByName()[m.Name]] = true
		}
		used = func(p *facts.Product) bool { return declared[p] }
	}
	var list []*facts.Product
	for _, name := range facts.ProductNames() {
		if p := facts.ProductsByName()[name]; used(p) {
			list = append(list, p)
		}
	}
	return list
}
