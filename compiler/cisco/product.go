package cisco

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"

	"provc/schema"
)

// product is an exact product, as schema/cisco/models.cue has it.
type product struct {
	Name     string
	PSN      string // product series number: $PSN in a rule
	Family   string // column of the catalogue
	Lines    int
	Mobility bool // it has a Login soft key
}

// products is the table of models.cue, by name.
var products = sync.OnceValue(func() map[string]*product {
	text, err := schema.FS.ReadFile(Vendor + "/models.cue")
	if err != nil {
		panic(err) // embedded
	}
	table := map[string]*product{}
	v := cuecontext.New().CompileBytes(text).LookupPath(cue.ParsePath("#Products"))
	if err := v.Decode(&table); err != nil {
		panic(err) // tests read it
	}
	for name, p := range table {
		p.Name = name
	}
	return table
})

func productNames() []string { return slices.Sorted(maps.Keys(products())) }

// has reports whether the product knows a parameter, an unlisted one included.
func (p *product) has(e *element) bool {
	return e == nil || e.line <= p.Lines && slices.Contains(e.families, p.Family)
}

// lacks says why the product does not know a parameter.
func (p *product) lacks(e *element) string {
	var b strings.Builder
	b.WriteString(p.Name + " has no " + e.name)
	switch {
	case e.line > p.Lines:
		b.WriteString(": it has " + count(p.Lines, "line"))
	case e.same != "":
		b.WriteString(": it is called " + e.same + " there")
	}
	return b.String()
}
