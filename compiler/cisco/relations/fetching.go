package relations

import (
	"slices"

	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
)

// A phone that no longer fetches profiles cannot be mended from the server: somebody
// has to walk to it.

const provisionEnable = "Provision_Enable"

// ways are the parameters by which a phone fetches its profile again, and the value
// with which each is not one. Any of them is enough.
var ways = []struct{ name, off string }{
	{"Resync_On_Reset", "No"},
	{facts.ResyncPeriodic, "0"},
	{"Resync_At__HHmm_", ""},
	{"Resync_From_SIP", "No"},
	{"Resync_Trigger_1", ""},
	{"Resync_Trigger_2", ""},
}

// openWays are ways that are open, a bit each.
type openWays uint8

// bySIP is the one way that nobody closed who let the others be.
const bySIP openWays = 1 << 3

// openOf tells which ways are open, and which the layers say anything of.
func openOf(ls facts.Layers) (open, said openWays) {
	for i, w := range ways {
		value := facts.Elements()[w.name].Initial
		if s := ls.Param(w.name); s != nil {
			value = s.Value
			said |= 1 << i
		}
		if value != w.off {
			open |= 1 << i
		}
	}
	return open, said
}

// fetches reports whether a phone may fetch profiles at all.
func fetches(ls facts.Layers) bool {
	s := ls.Param(provisionEnable)
	return s == nil || s.Value != "No"
}

// provisioning tells of a layer after which a phone fetches nothing.
func (c *Checker) provisioning(l *facts.Layer) {
	if s := l.Param(provisionEnable); s != nil && s.Value == "No" {
		c.Add(provisioningDisabled.At(s.Pos, "Provision_Enable is false: a phone that reads this never fetches a profile again, and nothing can mend it from here"))
	}
}

// baseProvisioning tells so of the deployment itself, unless each model says otherwise.
func (c *Checker) baseProvisioning() {
	silent := func(p *facts.Product) bool { return c.ModelLayer(p.Name).Param(provisionEnable) == nil }
	if len(c.InUse) == 0 || slices.ContainsFunc(c.InUse, silent) {
		c.provisioning(&c.Base)
	}
}

// resync checks that a phone with these layers fetches again, and returns the ways.
func (c *Checker) resync(ls facts.Layers) openWays {
	open, said := openOf(ls)
	switch {
	case said == 0:
	case open == 0:
		c.stuck(ls, allClosed)
	case open == bySIP && !fetches(ls):
		c.stuck(ls, "Resync_On_Reset is false, Resync_Periodic is 0, Resync_At__HHmm_ and both triggers are empty, and beside Provision_Enable: false it does nothing when it is asked by SIP")
	}
	return open
}

const allClosed = "Resync_On_Reset and Resync_From_SIP are false, Resync_Periodic is 0, and Resync_At__HHmm_ and both triggers are empty"

// stuck tells of it, where the strongest layer says anything of it.
func (c *Checker) stuck(ls facts.Layers, why string) {
	var pos diag.Pos
	for _, l := range ls {
		for _, w := range ways {
			if s := l.Param(w.name); s != nil && (!pos.IsValid() || s.Pos.Compare(pos) < 0) {
				pos = s.Pos
			}
		}
		if pos.IsValid() {
			break
		}
	}
	c.Add(resyncOff.At(pos, "a phone never fetches its profile again: %s", why).
		WithHint("set Resync_Periodic: 3600"))
}

// phoneFetching checks a phone.
func (c *Checker) phoneFetching(p *facts.Phone) {
	c.provisioning(&p.Layer)
	open := c.resync(facts.Layers{&p.Layer, c.ModelLayer(p.Model), &c.Base})
	if !p.Anonymous {
		c.seen.ways(open) // people may log in on it
	}
}

// personFetching checks a person, on whatever phone: what the person's profile does
// not say is the phone's.
func (c *Checker) personFetching(u *facts.User) {
	c.provisioning(&u.Layer)
	own := facts.Layers{&u.Layer}
	open, said := openOf(own)
	if said == 0 || !fetches(own) {
		return
	}
	phones := c.fetching
	if len(phones) == 0 {
		open, _ := openOf(facts.Layers{&c.Base})
		phones = map[openWays]bool{open: true}
	}
	for theirs := range phones {
		if theirs != 0 && theirs&^said|open&said == 0 {
			c.stuck(own, allClosed)
			return
		}
	}
}

// frameFetching checks what the deployment says for phones that are new, or have no
// identity.
func (c *Checker) frameFetching() {
	c.baseProvisioning()
	c.provisioning(&c.Fallback)
	for _, p := range c.InUse {
		c.resync(facts.Layers{&c.Fallback, c.ModelLayer(p.Name), &c.Base})
	}
	if len(c.InUse) == 0 {
		c.resync(facts.Layers{&c.Fallback, &c.Base})
	}
	for _, m := range c.Models {
		c.provisioning(&m.Layer)
		c.resync(facts.Layers{&m.Layer, &c.Base})
	}
}

// ways notes those of a phone.
func (s *seen) ways(open openWays) {
	if s.fetching == nil {
		s.fetching = map[openWays]bool{}
	}
	s.fetching[open] = true
}
