package facts

import "slices"

// Products are all that provc knows, by name.
func Products() []*Product {
	var all []*Product
	for _, name := range ProductNames() {
		all = append(all, ProductsByName()[name])
	}
	return all
}

// Columns are those of the catalogue that tell its parameters.
func (p *Product) Columns() []string { return p.families }

// Knows reports whether phones of the product know a parameter.
func (p *Product) Knows(name string) bool { e := Elements()[name]; return e != nil && p.Has(e) }

// Takes reports whether phones of the product know a parameter and take a value.
func (p *Product) Takes(name, text string) bool {
	e := Elements()[name]
	if e == nil || !p.Has(e) {
		return false
	}
	choices := p.choices(e)
	return choices == nil || slices.Contains(choices, text)
}

// Initial is the value of a parameter that profiles reset it to on phones of the
// product: the vendor's default, or nothing where that is a secret.
func (p *Product) Initial(name string) string {
	e := Elements()[name]
	if e == nil || e.Secret {
		return ""
	}
	text, _ := p.DefaultOf(e)
	return text
}

// Access is what a person at the phone may do with a parameter if no profile says
// otherwise.
func Access(name string) string {
	if e := Elements()[name]; e != nil {
		return e.field.Meta.Values["access"]
	}
	return ""
}

// MadeByProvc reports whether provc makes a parameter of something else, so that no
// layer declares it.
func MadeByProvc(name string) bool {
	return name == EMUserDomain || name == EMPhoneUserID || name == EMPhonePassword || name == ProfileRule ||
		name == EMLoginState || name == EMMobileUserID || name == EMMobilePassword
}

// Resets reports whether provc may reset a parameter of which no layer says anything.
func Resets(name string) bool { return Elements()[name] != nil }
