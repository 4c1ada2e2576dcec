package spectralink

import "slices"

// Handsets that each have a line of their own differ in its number and nothing else
// that checks look at. Of such a fleet one is kept for all that are alike.

// weight is what checks make of a parameter.
type weight struct {
	decisive bool
	relies   *reliance // what it relies on, of which they tell if that is missing
}

// matters reports whether checks look at a setting of a handset's own.
func (c *checker) matters(p *setting, s stack) bool {
	w, known := c.weighed[p.Name]
	if !known {
		w = weight{isDecisive(p.Name), allReliances().of(p.Name)}
		c.weighed[p.Name] = w
	}
	return w.decisive || w.relies != nil && uses(p) && w.relies.outcome(s.value) != works
}

// isSpecial reports whether a handset says something that checks look at beside
// parameters.
func (p *phone) isSpecial() bool {
	return p.directory != nil || p.hasNumbers || p.foreign.any() || p.accepts != nil
}

// keep keeps a handset that says something that checks look at, unless one like it is
// kept; of the parameters it has those that checks look at.
func (c *checker) keep(p *phone) {
	alike := c.likeness(p)
	if first, known := c.alike[string(c.key)]; alike && known {
		c.listed[first[0]]++
		return
	}
	kept := *p
	kept.title, kept.params = "handset "+p.mac, make([]setting, len(c.says))
	for i, s := range c.says {
		kept.params[i] = *s
	}
	if alike {
		c.keepAlike(string(c.key), c.stack(&kept), 1)
		return
	}
	c.stacks = append(c.stacks, c.stack(&kept))
	c.listed[&kept.layer]++
}

// keepAlike keeps the first of handsets that are alike, and counts them.
func (c *checker) keepAlike(key string, s stack, handsets int) {
	if c.alike[key] == nil {
		c.alike[key] = s
	}
	c.listed[c.alike[key][0]] += handsets
}

// likeness reports whether checks look at nothing that a handset says but what its lines
// are. Then key is what it is compared by.
func (c *checker) likeness(p *phone) bool {
	if p.isSpecial() {
		return false
	}
	c.key = append(c.key[:0], p.group...)
	for _, s := range c.says {
		n, f, ok := factOf(s.Name)
		if !ok {
			return false
		}
		what := given
		if s.Secret == "" {
			what = f.what(s.Value)
		}
		c.key = append(c.key, 0, byte(n), byte(f), byte(what))
		if f.isServer() {
			c.key = append(c.key, s.Value...)
		}
	}
	return true
}

// sortKinds sorts the kinds of handset by their profiles directory, now that all are
// seen. Where handsets of a directory are listed, those are the handsets there are; else
// there may be some of every kind.
func (c *checker) sortKinds() {
	for _, s := range c.alike {
		c.stacks = append(c.stacks, s)
	}
	c.kinds, c.real = map[string][]stack{}, map[string][]stack{}
	for _, s := range c.stacks {
		dir := s.profiles()
		c.kinds[dir] = append(c.kinds[dir], s)
	}
	for dir, kinds := range c.kinds {
		c.real[dir] = c.actual(dir, kinds)
	}
}

// actual leaves out kinds of handset that nobody listed, where others of the
// directory are listed.
func (c *checker) actual(dir string, kinds []stack) []stack {
	if !slices.ContainsFunc(c.kinds[dir], c.isListed) {
		return kinds
	}
	return slices.DeleteFunc(slices.Clone(kinds), func(s stack) bool { return !c.isListed(s) })
}

// isListed reports whether a handset of the kind is listed.
func (c *checker) isListed(s stack) bool { return c.listed[s[0]] > 0 }
