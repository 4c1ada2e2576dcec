package call

import (
	"strings"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// Offering are the profiles directories of handsets that offer authorized numbers.
type Offering map[string]bool

// caller checks what can be called from handsets on which nobody is logged in.
type caller struct {
	diag.List
	kinds     *kind.Kinds
	emergency []facts.Number // what the deployment wants to be callable
	listings  map[*facts.Layer][]callable
	offering  Offering
	told      findings
}

// Check checks what each kind of handset can call while nobody is logged in.
func Check(k *kind.Kinds, emergency []facts.Number) (diag.List, Offering) {
	c := &caller{kinds: k, emergency: emergency, listings: map[*facts.Layer][]callable{}, offering: Offering{}, told: findings{}}
	uses := map[*facts.Layer]*use{}
	for _, s := range k.Stacks {
		c.bothWays(s[0])
		u := c.unattended(s)
		inVain := c.authorizedInVain(u)
		for _, n := range u.authorized {
			if uses[n.from] == nil {
				uses[n.from] = &use{lost: map[string]diag.Pos{}}
			}
			uses[n.from].on(s, inVain)
		}
		if asks(s) && !c.unreachable(u) && u.top != nil && u.lists(u.top) {
			uses[u.top].replaces(c, u)
		}
	}
	for l, use := range uses {
		c.tellUse(l, use)
	}
	c.Add(c.told.tell()...)
	return c.List, c.offering
}

// unreachable tells that a handset calls nobody, or not all of the numbers that the
// deployment wants to be called from everywhere. It reports whether that is because
// of the numbers, not of a line.
func (c *caller) unreachable(u *unattended) bool {
	lines := u.calling()
	listed, works := u.numbers(lines, true), u.numbers(lines, u.Sets(facts.LockEnabled))
	required := u.Param(facts.LoginRequired).Pos
	if missing := c.cannot(listed); missing != "" {
		at := required
		if u.top != nil {
			at = numbersAt(u.top)
		}
		hint := `declare authorizedNumbers, or dialplan: routing: emergency: "1": value:`
		if len(lines) == 0 {
			hint += ", and give the handset a line of its own"
		}
		c.cannotCall(u, emergencyUnreachable.At(at, "while nobody is logged in, %s be called: neither authorizedNumbers nor dialplan.routing.emergency lists %s", missing, c.pronoun(missing)).
			WithHint(hint), facts.Authorized+"*", "dialplan.*")
		return true
	}
	if missing := c.cannot(works); missing != "" {
		c.cannotCall(u, emergencyUnreachable.At(numbersAt(u.top), "while nobody is logged in, %s be called: authorized numbers need phoneLock.enabled, which is not true", missing).
			WithHint("write authorizedNumbers, which turns it on"), facts.LockEnabled, "dialplan.*")
		return true
	}
	if len(lines) == 0 {
		c.cannotCall(u, emergencyUnreachable.At(required, "while nobody is logged in, %s be called: the handset itself has no line with an address and a server", c.cannot(nil)).
			WithHint(`give it one, such as params: reg: "1": {address: "ward", server: "1": address: "sip.example.com"}`), "reg.*", "voIpProt.*")
	}
	return false
}

// cannotCall adds a finding that would be wrong, too, if no log-in were required.
func (c *caller) cannotCall(u *unattended, d diag.Diagnostic, unless ...string) {
	if len(c.emergency) > 0 {
		d = d.As(diag.Error).WithRelated(c.emergency[0].Pos, "what must be callable is declared here")
	}
	c.told.add(emergencyUnreachable, u.Stack, c.kinds.Handsets(u.Stack), u.Unless(d, append(unless, facts.LoginEnabled, facts.LoginRequired)...))
}

// cannot begins to say which numbers cannot be called if these can: of those that the
// deployment wants to be called or, where it does not say, if there is none. It is
// empty if nothing is missing.
func (c *caller) cannot(numbers map[string]bool) string {
	if numbers[facts.SomeNumber] {
		return ""
	}
	if len(c.emergency) == 0 {
		if len(numbers) > 0 {
			return ""
		}
		return "no number can"
	}
	var missing []string
	for _, n := range c.emergency {
		if !numbers[dialled(n.Value)] {
			missing = append(missing, n.Value)
		}
	}
	if len(missing) == 0 {
		return ""
	}
	return strings.Join(missing, " and ") + " cannot"
}

// pronoun stands for what is missing.
func (c *caller) pronoun(missing string) string {
	switch {
	case len(c.emergency) == 0:
		return "any"
	case strings.Contains(missing, " and "):
		return "them"
	}
	return "it"
}
