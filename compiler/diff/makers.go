package diff

import (
	"errors"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// makers is what the vendors know of files and parameters.
type makers struct {
	vendors  vendor.List
	deciders []vendor.Decider
	facts    sync.Map // fact by name
}

func of(vendors vendor.List) *makers {
	return &makers{vendors: vendors, deciders: vendor.With[vendor.Decider](vendors)}
}

// read reads the parameters of a file as the vendor does whose file it is.
func (m *makers) read(path string, data []byte) ([]artifact.Param, error) {
	for _, v := range m.vendors {
		if params, err := v.Read(path, data); !errors.Is(err, vendor.ErrForeign) {
			return params, err
		}
	}
	return nil, vendor.ErrForeign
}

// decider is the vendor to whom a parameter is a program; nil if it is to none.
func (m *makers) decider(parameter string) vendor.Decider {
	for _, d := range m.deciders {
		if d.Decides(parameter) {
			return d
		}
	}
	return nil
}

// selects reports whether a parameter decides which files phones read.
func (m *makers) selects(parameter string) bool {
	d := m.decider(parameter)
	return d != nil && d.Selects(parameter)
}

// hides reports whether a parameter's value is a secret: the catalogue says so,
// or, of names that it lacks, the name does. A program may hold a password, too.
func (m *makers) hides(p artifact.Param) bool {
	if p.Sensitive || m.known(p.Name).secret {
		return true
	}
	d := m.decider(p.Name)
	return d != nil && d.HoldsPassword(p.Name, p.Value)
}

// fact is what the catalogues say of a parameter.
type fact struct {
	restart catalogue.Restart
	secret  bool
	initial *string // the vendor's default; nil if none is known, or it is not one for all models
}

// known looks a parameter up in all catalogues; their names do not meet.
func (m *makers) known(name string) fact {
	if f, ok := m.facts.Load(name); ok {
		return f.(fact)
	}
	f := fact{secret: value.LooksSecret(name)}
	for _, v := range m.vendors {
		if p, ok := v.Schema().Param(name); ok {
			f = fact{p.Field.Meta.Restart, p.Field.Meta.Secret, nil}
			if value, ok := p.Default(""); ok && !f.secret && !p.Field.Meta.ByFamily() {
				f.initial = &value
			}
			break
		}
	}
	m.facts.Store(name, f)
	return f
}
