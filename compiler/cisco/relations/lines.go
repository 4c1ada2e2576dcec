package relations

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Checks of lines: of what people register as, and of keys that stand for lines that a
// phone has not.

// everyone are the layers that a person's profile has from the deployment, whatever the
// phone. What models say counts, too: it may be in effect.
func (c *Checker) everyone() facts.Layers {
	ls := facts.Layers{&c.Base}
	for _, m := range c.Models {
		ls = append(ls, &m.Layer)
	}
	return ls
}

// personLines checks the lines of a person, the i-th.
func (c *Checker) personLines(u *facts.User, i int) {
	for k := range u.Params {
		s := &u.Params[k]
		n := facts.AccountOf(s.Element)
		if n == 0 || s.Name != facts.NamesOfLines[n].UserID || s.Value == "" {
			continue // an empty user ID takes the line away
		}
		l, ls := &facts.NamesOfLines[n], append(facts.Layers{&u.Layer}, c.everyone()...)
		if !l.Registers(ls) {
			continue
		}
		if _, local := c.KeepLocal[l.Password]; !local && ls.Param(l.Password) == nil {
			c.noPassword(u, n, s.Pos)
		}
		extension, host := artifact.Account(s.Value)
		if extension == "" || l.IsShared(ls) {
			continue
		}
		if proxy := ls.Param(l.Proxy); host == "" && proxy != nil {
			host = artifact.HostName(proxy.Value)
		}
		c.extensions.Add(i, n, extension, host)
	}
}

// noPassword tells of a line without a password, or notes it, to be told once for all
// who have none.
func (c *Checker) noPassword(u *facts.User, n int, pos diag.Pos) {
	f := fault{pos, 1}
	if u.Accepts.Of(emLineBlend) != nil {
		c.Add(f.tell(n))
		return
	}
	c.seen.blend(n, f)
}

// fault is something wrong with a line of several people.
type fault struct {
	pos    diag.Pos // the first
	people int
}

func (f fault) tell(n int) diag.Diagnostic {
	d := emLineBlend.At(f.pos, "line %d has a person's own user ID and no password, so it cannot register", n).
		WithHint(fmt.Sprintf(`set Password_%d_: {secret: "name"}, or Password_%[1]d_: "" for a server that asks for none`, n))
	if f.people > 1 {
		d = d.WithDetail("%d people have such a line", f.people)
	}
	return d
}

func (s *seen) blend(n int, f fault) {
	of := s.blends[n]
	if of.people == 0 || f.pos.Compare(of.pos) < 0 {
		of.pos = f.pos
	}
	of.people += f.people
	s.blends[n] = of
}

// peopleLines tells what lines of people lack, and who has the extension of somebody
// else.
func (c *Checker) peopleLines() {
	for n, f := range c.blends {
		c.Add(f.tell(n))
	}
	address := func(user *value.Node, line int) *value.Node {
		name := facts.NamesOfLines[line].UserID
		return cmp.Or(user.Get("params", name), user.Get("unlisted", name))
	}
	c.Add(vendor.SameExtensions(c.Users, c.extensions, address, `set Share_Ext_N_: "shared" for both if they share the line`)...)
}

// What names of keys begin with that stand for a line, by its number, and of those of a
// side car.
const (
	lineKey    = "Extension_"
	sideCarKey = "Unit_"
)

// lineKeys checks the keys of phones of these products. A person, or the default
// profile, may meet any of them: then one needs to have the line. Hidden are the keys
// that stronger layers set.
func (c *Checker) lineKeys(l *facts.Layer, products []*facts.Product, hidden func(name string) bool) {
	if len(products) == 0 {
		return
	}
	most := slices.MaxFunc(products, func(a, b *facts.Product) int { return a.Lines - b.Lines })
	for i := range l.Params {
		s := &l.Params[i]
		if !strings.HasPrefix(s.Name, lineKey) || !most.Has(s.Element) || hidden(s.Name) {
			continue
		}
		if line, err := strconv.Atoi(s.Value); err == nil && line > most.Lines {
			c.Add(extensionBeyondLines.At(s.Pos, "%s is extension %d, and %s has %s", s.Name, line, most.Name, facts.Count(most.Lines, "line")).
				WithHint(fmt.Sprintf(`write an extension from "1" to "%d", or "Disabled"`, most.Lines)))
		}
	}
}

func nothing(string) bool { return false }

// sideCarKeys checks that one of these products takes a side car, if keys of one are
// set. Weaker are the layers below.
func (c *Checker) sideCarKeys(l *facts.Layer, products []*facts.Product, weaker ...*facts.Layer) {
	if len(products) == 0 || slices.ContainsFunc(products, func(p *facts.Product) bool { return p.SideCar }) {
		return
	}
	ls := append(facts.Layers{l}, weaker...)
	var first *facts.Setting
	keys := 0
	for i := range l.Params {
		s := &l.Params[i]
		unit, key, ok := strings.Cut(s.Name, "_Key_")
		if !ok || key == "" || !strings.HasPrefix(unit, sideCarKey) || s.Value == "" {
			continue
		}
		if on := ls.Param(unit + "_Enable"); on != nil && on.Value == "No" {
			continue
		}
		if first == nil || s.Pos.Compare(first.Pos) < 0 {
			first = s
		}
		keys++
	}
	if first == nil {
		return
	}
	var names []string
	for _, p := range products {
		names = append(names, p.Name)
	}
	d := sideCarMissing.At(first.Pos, "%s is a key of a side car, and %s takes none", first.Name, strings.Join(names, " or "))
	if keys > 1 {
		d = d.WithDetail("%d keys of one are set here", keys)
	}
	c.Add(d)
}

// phoneKeys checks the keys of a phone, and notes which it has of its own.
func (c *Checker) phoneKeys(p *facts.Phone) {
	if p.Product == nil {
		return
	}
	c.lineKeys(&p.Layer, alone(p.Product), nothing)
	c.sideCarKeys(&p.Layer, alone(p.Product), c.ModelLayer(p.Model), &c.Base)
	c.keyed[keyOf{p.Product, ""}]++
	for i := range p.Params {
		if name := p.Params[i].Name; strings.HasPrefix(name, lineKey) {
			c.keyed[keyOf{p.Product, name}]++
		}
	}
}

// keyOf is a key that phones of a product set; without a name it stands for the phones.
type keyOf struct {
	product *facts.Product
	name    string
}

// sharedKeys checks the keys that phones have from the deployment and their models.
func (c *Checker) sharedKeys() {
	for _, m := range c.Models {
		p := facts.ProductsByName()[m.Name]
		c.lineKeys(&m.Layer, alone(p), c.hidden(p, nil))
		c.sideCarKeys(&m.Layer, alone(p), &c.Base)
	}
	for _, p := range c.InUse {
		c.lineKeys(&c.Base, alone(p), c.hidden(p, c.ModelLayer(p.Name)))
	}
	c.sideCarKeys(&c.Base, c.InUse)
	c.lineKeys(&c.Fallback, c.InUse, nothing)
	c.sideCarKeys(&c.Fallback, c.InUse, &c.Base)
}

// hidden tells which keys a layer, or every phone of a product, sets.
func (c *Checker) hidden(p *facts.Product, l *facts.Layer) func(name string) bool {
	phones := c.keyed[keyOf{p, ""}]
	return func(name string) bool {
		return l.Param(name) != nil || phones > 0 && c.keyed[keyOf{p, name}] == phones
	}
}
