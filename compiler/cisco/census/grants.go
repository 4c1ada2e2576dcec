package census

import "provc/compiler/cisco/facts"

// grants are parameters that unlisted gives to phones whose model does not know them,
// by the catalogue: by the product that is given them; nil stands for all. Files for
// phones of such a product reset them as they do those that it knows.
type grants map[*facts.Element]map[*facts.Product]bool

// Layer notes what a layer gives to phones of a product.
func (g grants) Layer(l *facts.Layer, p *facts.Product) {
	for i := range l.Params {
		if s := &l.Params[i]; s.Free != nil && s.Element != nil && (p == nil || !p.Has(s.Element)) {
			g.add(s.Element, p)
		}
	}
}

func (g grants) add(e *facts.Element, p *facts.Product) {
	if g[e] == nil {
		g[e] = map[*facts.Product]bool{}
	}
	g[e][p] = true
}

func (g grants) join(others grants) {
	for e, products := range others {
		for p := range products {
			g.add(e, p)
		}
	}
}

// Knows reports whether phones of a product know a parameter, by themselves or because
// they were told.
func (g grants) Knows(p *facts.Product, e *facts.Element) bool {
	return p.Has(e) || g[e][p] || g[e][nil]
}
