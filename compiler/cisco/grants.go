package cisco

// grants are parameters that unlisted gives to phones whose model does not know them,
// by the catalogue: by the product that is given them; nil stands for all. Files for
// phones of such a product reset them as they do those that it knows.
type grants map[*element]map[*Product]bool

// layer notes what a layer gives to phones of a product.
func (g grants) layer(l *layer, p *Product) {
	for i := range l.params {
		if s := &l.params[i]; s.free != nil && s.element != nil && (p == nil || !p.has(s.element)) {
			g.add(s.element, p)
		}
	}
}

func (g grants) add(e *element, p *Product) {
	if g[e] == nil {
		g[e] = map[*Product]bool{}
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

// knows reports whether phones of a product know a parameter, by themselves or because
// they were told.
func (g grants) knows(p *Product, e *element) bool {
	return p.has(e) || g[e][p] || g[e][nil]
}
