package relations

import (
	"slices"
	"strings"

	"provc/compiler/spectralink/call"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
	"provc/compiler/spectralink/offer"
	"provc/compiler/spectralink/reliance"
)

// rule is a need of users, and what tells of those that handsets do not meet. Kinds, of
// which there is at least one, are those of the directory's handsets that do not.
type rule struct {
	*kind.Need
	unmet func(c *Checker, n *kind.Needed, kinds []kind.Stack)
}

// rules are all needs of users.
var rules = []rule{
	{pttPersists, func(c *Checker, n *kind.Needed, kinds []kind.Stack) {
		c.mustPersist("push-to-talk parameters, and each log-in would restart the handset and log the user out", n, kinds)
	}},
	{restartsPersist, func(c *Checker, n *kind.Needed, kinds []kind.Stack) {
		c.mustPersist("a parameter that restarts the handset, and each log-in would log the user out", n, kinds)
	}},
	{doubtsPersist, func(c *Checker, n *kind.Needed, kinds []kind.Stack) {
		c.doubt(n.Because, n.Times, kinds[0].Acceptors().Of(restartLoop).And(n.In))
	}},
	{reliance.DeviceNeed, (*Checker).unmetReliance},
	{reliance.PTTNeed, (*Checker).unmetReliance},
	{reliance.FeatureNeed, (*Checker).unmetReliance},
	{lineNeedsServer, func(c *Checker, n *kind.Needed, kinds []kind.Stack) { c.noServer.add(n, c.Actual(n.Directory, kinds)) }},
	{lineNeedsPassword, func(c *Checker, n *kind.Needed, kinds []kind.Stack) {
		c.noPassword.add(n, c.Actual(n.Directory, kinds))
	}},
	{lineNeedsAddress, func(c *Checker, n *kind.Needed, _ []kind.Stack) { c.Add(emptyAddressOf(n.Because.Pos, n.Variant)) }},
}

func (c *Checker) unmetReliance(n *kind.Needed, kinds []kind.Stack) {
	reliance.Unmet(n, kinds, c.repeats)
}

// unmetNeeds asks each kind of handset for what the users need who log in there.
func (c *Checker) unmetNeeds() {
	for dir, r := range c.residents {
		r.needs.Unmet(c.InFolder[dir], func(n *kind.Needed, kinds []kind.Stack, in kind.Acceptors) {
			told := len(c.List)
			of := slices.IndexFunc(rules, func(r rule) bool { return r.Need == n.Rule })
			rules[of].unmet(c, n, kinds)
			in.Mark(c.List[told:])
		})
	}
}

// decisive are the parameters that checks look for in every kind of handset, beside
// those that needs of users decide.
var decisive = map[string]bool{
	facts.LoginEnabled: true, facts.LoginRequired: true, facts.DefaultOnly: true, facts.DefaultUser: true, facts.DefaultPassword: true, facts.LocalPassword: true,
	facts.LockEnabled: true, facts.KeysEnabled: true,
}

// isDecisive reports whether checks look for a parameter in every kind of handset.
func isDecisive(name string) bool {
	return decisive[name] || strings.HasPrefix(name, facts.Authorized) || call.HoldsNumber(name) || offer.Decides(name) || slices.ContainsFunc(rules, func(r rule) bool { return r.Decides(name) })
}

// weight is what checks make of a parameter.
type weight struct {
	decisive bool
	relies   *reliance.Reliance // what it relies on, of which they tell if that is missing
}

// matters reports whether checks look at a setting of a handset's own.
func (c *Checker) matters(p *facts.Setting, s kind.Stack) bool {
	w, known := c.weighed[p.Name]
	if !known {
		w = weight{isDecisive(p.Name), reliance.Of(p.Name)}
		c.weighed[p.Name] = w
	}
	return w.decisive || w.relies.Fails(p, s)
}
