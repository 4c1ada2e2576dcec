package facts

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"

	"provc/schema"
)

// Product is an exact product, as schema/cisco/models.cue has it.
type Product struct {
	Name     string
	PSN      string   // product series number: $PSN in a rule
	Asks     string   // what a phone just started asks for
	Families string   // columns of the catalogue that tell its parameters
	families []string // the same, one by one
	Lines    int
	Mobility bool // it has a Login soft key
	SideCar  bool // an attendant console can be attached, as far as anybody knows
}

// ProductsByName is the table of models.cue, by name.
var ProductsByName = sync.OnceValue(func() map[string]*Product {
	text, err := schema.FS.ReadFile(Vendor + "/models.cue")
	if err != nil {
		panic(err) // embedded
	}
	table := map[string]*Product{}
	v := cuecontext.New().CompileBytes(text).LookupPath(cue.ParsePath("#Products"))
	if err := v.Decode(&table); err != nil {
		panic(err) // tests read it
	}
	for name, p := range table {
		p.Name, p.families = name, strings.Fields(p.Families)
	}
	return table
})

// AskedBy is the name of the file that a phone with some PSN asks for, as the table
// spells it.
func AskedBy(psn string) string {
	p := ProductsByName()[ProductNames()[0]]
	return strings.Replace(p.Asks, p.PSN, psn, 1)
}

// Asked holds the names of the files that phones ask for that were just started.
var Asked = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, p := range ProductsByName() {
		names[p.Asks] = true
	}
	return names
})

// ProductNames lists the products that provc knows.
func ProductNames() []string { return slices.Sorted(maps.Keys(ProductsByName())) }

// Has reports whether the product knows a parameter, an unlisted one included.
func (p *Product) Has(e *Element) bool {
	return e == nil || e.line <= p.Lines && slices.ContainsFunc(p.families, func(family string) bool {
		return slices.Contains(e.families, family)
	})
}

// IsTold reports whether phones of the product are told a setting: what they do not
// take by the catalogue only where it stands under unlisted.
func (p *Product) IsTold(s *Setting) bool { return s.Free != nil || p.Allows(s) }

// Allows reports whether the product knows a parameter and takes its value.
func (p *Product) Allows(s *Setting) bool {
	if !p.Has(s.Element) {
		return false
	}
	choices := p.choices(s.Element)
	return choices == nil || s.Secret != "" || slices.Contains(choices, s.Value)
}

// choices lists what the product takes for a parameter, where not all take the
// same; else it is nil.
func (p *Product) choices(e *Element) []string {
	if e == nil || e.choices == nil {
		return nil
	}
	for _, family := range p.families {
		if own, ok := e.choices[family]; ok {
			return own
		}
	}
	return e.choices[""]
}

// DefaultOf is the vendor's default of a parameter on the product. It is not sure
// where that is known of other families alone.
func (p *Product) DefaultOf(e *Element) (value string, sure bool) {
	for _, family := range p.families {
		if own, ok := e.own[family]; ok {
			return own, true
		}
		if slices.Contains(e.unsure, family) {
			return e.Initial, false
		}
	}
	return e.Initial, true
}

// Lacks says why the product does not know a parameter, or does not take its
// value.
func (p *Product) Lacks(s *Setting) string {
	e := s.Element
	var b strings.Builder
	if p.Has(e) {
		return e.Name + " on " + p.Name + " must be one of " + strings.Join(p.choices(e), ", ")
	}
	b.WriteString(p.Name + " has no " + e.Name)
	switch {
	case e.line > p.Lines:
		b.WriteString(": it has " + Count(p.Lines, "line"))
	case e.same != "":
		b.WriteString(": it is called " + e.same + " there")
	}
	return b.String()
}
