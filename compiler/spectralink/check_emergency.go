package spectralink

import (
	"fmt"
	"slices"
	"strings"

	"provc/compiler/diag"
)

// Checks of what can be called from a handset on which nobody is logged in.

// loggedOut checks what each kind of handset can call while nobody is logged in.
func (c *checker) loggedOut() {
	told := findings{}
	uses := map[*layer]*use{}
	for _, s := range c.stacks {
		c.bothWays(s[0])
		u := c.unattended(s)
		inVain := c.authorizedInVain(u, told)
		for _, n := range u.authorized {
			if uses[n.from] == nil {
				uses[n.from] = &use{lost: map[string]diag.Pos{}}
			}
			uses[n.from].on(s, inVain)
		}
		if s.asks() && !c.unreachable(u, told) && u.top != nil && u.lists(u.top) {
			uses[u.top].replaces(c, u)
		}
	}
	for l, use := range uses {
		c.tellUse(l, use)
	}
	c.tell(told)
}

// unreachable tells that a handset calls nobody, or not all of the numbers that the
// deployment wants to be called from everywhere. It reports whether that is because
// of the numbers, not of a line.
func (c *checker) unreachable(u *unattended, told findings) bool {
	lines := u.calling()
	listed, works := u.numbers(lines, true), u.numbers(lines, u.sets(lockEnabled))
	required := u.param(loginRequired).Pos
	if missing := c.cannot(listed); missing != "" {
		at := required
		if u.top != nil {
			at = u.top.numbersAt()
		}
		hint := `declare authorizedNumbers, or dialplan: routing: emergency: "1": value:`
		if len(lines) == 0 {
			hint += ", and give the handset a line of its own"
		}
		c.cannotCall(u, told, emergencyUnreachable.At(at, "while nobody is logged in, %s be called: neither authorizedNumbers nor dialplan.routing.emergency lists %s", missing, c.pronoun(missing)).
			WithHint(hint), authorized+"*", "dialplan.*")
		return true
	}
	if missing := c.cannot(works); missing != "" {
		c.cannotCall(u, told, emergencyUnreachable.At(u.top.numbersAt(), "while nobody is logged in, %s be called: authorized numbers need phoneLock.enabled, which is not true", missing).
			WithHint("write authorizedNumbers, which turns it on"), lockEnabled, "dialplan.*")
		return true
	}
	if len(lines) == 0 {
		c.cannotCall(u, told, emergencyUnreachable.At(required, "while nobody is logged in, %s be called: the handset itself has no line with an address and a server", c.cannot(nil)).
			WithHint(`give it one, such as params: reg: "1": {address: "ward", server: "1": address: "sip.example.com"}`), "reg.*", "voIpProt.*")
	}
	return false
}

// cannotCall adds a finding that would be wrong, too, if no log-in were required.
func (c *checker) cannotCall(u *unattended, told findings, d diag.Diagnostic, unless ...string) {
	if len(c.emergencyNumbers) > 0 {
		d = d.As(diag.Error).WithRelated(c.emergencyNumbers[0].pos, "what must be callable is declared here")
	}
	told.add(emergencyUnreachable, u.stack, c.alikeOf(u.stack), u.unless(d, append(unless, loginEnabled, loginRequired)...))
}

// cannot begins to say which numbers cannot be called if these can: of those that the
// deployment wants to be called or, where it does not say, if there is none. It is
// empty if nothing is missing.
func (c *checker) cannot(numbers map[string]bool) string {
	if numbers[someNumber] {
		return ""
	}
	if len(c.emergencyNumbers) == 0 {
		if len(numbers) > 0 {
			return ""
		}
		return "no number can"
	}
	var missing []string
	for _, n := range c.emergencyNumbers {
		if !numbers[dialled(n.value)] {
			missing = append(missing, n.value)
		}
	}
	if len(missing) == 0 {
		return ""
	}
	return strings.Join(missing, " and ") + " cannot"
}

// pronoun stands for what is missing.
func (c *checker) pronoun(missing string) string {
	switch {
	case len(c.emergencyNumbers) == 0:
		return "any"
	case strings.Contains(missing, " and "):
		return "them"
	}
	return "it"
}

// findings are those about kinds of handset, each told once. What a group or a handset
// accepts is told apart.
type findings map[findingKey]*finding

type findingKey struct {
	pos     diag.Pos
	summary string
	in      acceptors
}

type finding struct {
	diag.Diagnostic
	kinds []string
	more  int // handsets that are kept as one
}

// add adds a finding of a check about a kind of handset, which it will name, of so many.
func (f findings) add(check *diag.Check, s stack, handsets int, d diag.Diagnostic) {
	key := findingKey{d.Pos, d.Summary, s.acceptors().of(check)}
	if f[key] == nil {
		f[key] = &finding{Diagnostic: d}
	}
	f[key].kinds = append(f[key].kinds, s[0].title)
	f[key].more += max(0, handsets-1)
}

// alikeOf is how many handsets are kept as this kind; one, if it is no handset.
func (c *checker) alikeOf(s stack) int {
	if strings.HasPrefix(s[0].title, "handset ") {
		return c.listed[s[0]]
	}
	return 1
}

// once adds a finding that says by its place what it is about.
func (f findings) once(d diag.Diagnostic) {
	f[findingKey{pos: d.Pos, summary: d.Summary}] = &finding{Diagnostic: d, kinds: []string{""}}
}

// tell tells of all, each with the kinds of handset that it is about, unless the
// deployment itself is one.
func (c *checker) tell(all findings) {
	const most = 3
	for key, f := range all {
		slices.Sort(f.kinds)
		if f.kinds[0] != "" {
			if n := len(f.kinds) - most; n > 0 {
				f.kinds, f.more = f.kinds[:most], f.more+n
			}
			names := strings.Join(f.kinds, ", ")
			if f.more > 0 {
				names += fmt.Sprintf(" and %d more", f.more)
			}
			f.Diagnostic = f.WithDetail("found on %s", names)
		}
		told := diag.List{f.Diagnostic}
		key.in.mark(told)
		c.Add(told...)
	}
}
