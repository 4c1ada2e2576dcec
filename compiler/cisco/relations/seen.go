package relations

import (
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/cisco/census"
	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// seen is what checks need to know of all phones and people together, beside the census.
type seen struct {
	census.Census

	plain []string // MACs of phones without an identity, where the deployment has a rule of its own

	fetching map[openWays]bool // the ways in which phones fetch again, as sets

	programmed bool       // some layer has soft keys of its own
	disabled   []diag.Pos // where extension mobility is turned off
	keyless    []diag.Pos // soft keys without log-in and log-out

	mobileFetched bool // a rule tells the server who has logged in

	unchecked settings.Unchecked[*vendor.Acceptor]

	Credentials []artifact.Credential
	extensions  value.Marks // of people, as lines of theirs

	blends map[int]fault // lines of people without a password
	keyed  map[keyOf]int // how many phones set a key
}

func nothingSeen() seen {
	return seen{Census: census.New(), unchecked: settings.Unchecked[*vendor.Acceptor]{}, blends: map[int]fault{}, keyed: map[keyOf]int{}}
}

// join takes over what was seen of others, which come after.
func (s *seen) join(o *seen) {
	s.Census.Join(&o.Census)
	for open := range o.fetching {
		s.ways(open)
	}
	s.plain = append(s.plain, o.plain...)
	s.programmed = s.programmed || o.programmed
	s.disabled = append(s.disabled, o.disabled...)
	s.keyless = append(s.keyless, o.keyless...)
	s.mobileFetched = s.mobileFetched || o.mobileFetched
	s.unchecked.Join(o.unchecked)
	s.Credentials = append(s.Credentials, o.Credentials...)
	s.extensions = append(s.extensions, o.extensions...)
	for n, f := range o.blends {
		s.blend(n, f)
	}
	for k, phones := range o.keyed {
		s.keyed[k] += phones
	}
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
func (c *Checker) productsToLogInOn() []*facts.Product {
	if c.PhonesSeen == 0 {
		return c.InUse
	}
	return slices.DeleteFunc(slices.Clone(c.InUse), func(p *facts.Product) bool { return !c.Enrolled[p] })
}

// productsInUse lists the products that phones stand for, by name; without phones, those
// that are declared.
func (c *Checker) productsInUse() []*facts.Product {
	used := func(p *facts.Product) bool { _, ok := c.Products[p]; return ok }
	if c.PhonesSeen == 0 {
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
