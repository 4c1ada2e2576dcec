package vendor

import (
	"errors"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/value"
)

// Facts are what the vendors know of files and parameters, whichever of them it is
// that knows. Several goroutines may ask.
type Facts struct {
	Vendors List

	deciders []Decider
	known    sync.Map // Fact by name
}

// FactsOf are the facts that some vendors know.
func FactsOf(vendors List) *Facts {
	return &Facts{Vendors: vendors, deciders: With[Decider](vendors)}
}

// Read reads the parameters of a file as the vendor does whose file it is; see
// Vendor.Read.
func (f *Facts) Read(path string, data []byte) ([]artifact.Param, error) {
	for _, v := range f.Vendors {
		if params, err := v.Read(path, data); !errors.Is(err, ErrForeign) {
			return params, err
		}
	}
	return nil, ErrForeign
}

// Decider is the vendor to whom a parameter is a program; nil if it is to none.
func (f *Facts) Decider(parameter string) Decider {
	for _, d := range f.deciders {
		if d.Decides(parameter) {
			return d
		}
	}
	return nil
}

// Selects reports whether a parameter decides which files phones read.
func (f *Facts) Selects(parameter string) bool {
	d := f.Decider(parameter)
	return d != nil && d.Selects(parameter)
}

// Hides reports whether a parameter's value is a secret: the catalogue says so,
// or, of names that it lacks, the name does. A program may hold a password, too.
func (f *Facts) Hides(p artifact.Param) bool {
	if p.Sensitive || f.Of(p.Name).Secret {
		return true
	}
	d := f.Decider(p.Name)
	return d != nil && d.HoldsPassword(p.Name, p.Value)
}

// Fact is what the catalogues say of a parameter.
type Fact struct {
	Restart catalogue.Restart
	Secret  bool
	Default *string // the vendor's; nil if none is known, or it is not one for all models
}

// Of looks a parameter up in all catalogues; their names do not meet.
func (f *Facts) Of(parameter string) Fact {
	if fact, ok := f.known.Load(parameter); ok {
		return fact.(Fact)
	}
	fact := Fact{Secret: value.LooksSecret(parameter)}
	for _, v := range f.Vendors {
		if p, ok := v.Schema().Param(parameter); ok {
			fact = Fact{p.Field.Meta.Restart, p.Field.Meta.Secret, nil}
			if value, ok := p.Default(""); ok && !fact.Secret && !p.Field.Meta.ByFamily() {
				fact.Default = &value
			}
			break
		}
	}
	f.known.Store(parameter, fact)
	return fact
}
