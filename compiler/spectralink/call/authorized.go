package call

import (
	"maps"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// Checks of authorized numbers, in authorizedNumbers or in parameters.

// needsOfNumbers are what authorized numbers need, and how sentences call it.
var needsOfNumbers = []struct{ name, called string }{
	{facts.LockEnabled, "the Phone Lock feature (CS-15-10)"},
	{facts.KeysEnabled, "enhanced feature keys"},
}

// bothWays tells of a layer that declares authorized numbers in two ways.
func (c *caller) bothWays(l *facts.Layer) {
	if !l.HasNumbers {
		return
	}
	for _, p := range l.Params {
		if strings.HasPrefix(p.Name, facts.Authorized) {
			c.Add(authorizedTwice.At(p.Pos, "phoneLock.authorized is declared beside authorizedNumbers, which writes it"))
		}
	}
}

// authorizedInVain tells of a layer that turns off what authorized numbers need, on
// handsets that would offer them: those that ask for a log-in, and those that lock.
// A layer that lists the numbers itself contradicts itself, whatever handsets do. It
// reports whether there is any.
func (c *caller) authorizedInVain(u *unattended) bool {
	inVain := false
	offers := len(u.authorized) > 0 && (asks(u.Stack) || locks(u.Stack))
	for _, need := range needsOfNumbers {
		p, from := u.Source(need.name)
		if p != nil && p.Value == "0" && (offers || u.lists(from)) {
			inVain = true
			c.told.once(u.Unless(authorizedDisabled.At(p.Pos, "%s must not be false: authorized numbers need %s", need.name, need.called), need.name))
		}
	}
	if offers {
		c.offering[u.Profiles()] = true
	}
	return inVain
}

// TurnsOff tells of a user whose file turns off what authorized numbers need on
// handsets that offer some.
func (o Offering) TurnsOff(u *facts.User) (found diag.List) {
	if !o[u.Directory] {
		return nil
	}
	for _, need := range needsOfNumbers {
		if p := facts.Find(u.Params, need.name); p != nil && p.Value == "0" {
			found.Add(authorizedDisabled.At(p.Pos, "%s is false in a user's file, and authorized numbers of handsets there need %s", need.name, need.called).As(diag.Warning))
		}
	}
	return found
}

// use is how handsets use the authorized numbers that a layer lists.
type use struct {
	kinds    []kind.Stack        // those on which they are in effect
	needed   bool                // one of which asks for a log-in, or locks, or should
	lost     map[string]diag.Pos // numbers of weaker layers that these replace, and where they are listed
	softened []kind.Stack        // kinds on which that is so
}

// on notes a kind of handset, of which it may have been told that the numbers are there
// in vain.
func (x *use) on(s kind.Stack, inVain bool) {
	x.kinds = append(x.kinds, s)
	x.needed = x.needed || inVain || s.On(facts.LoginRequired) || locks(s)
}

// replaces notes the numbers that could be called but for those of the strongest layer.
func (x *use) replaces(c *caller, u *unattended) {
	weaker := u.Stack[slices.Index(u.Stack, u.top)+1:]
	now := u.numbers(u.calling(), true)
	for _, n := range c.unattended(weaker).authorized {
		if !now[dialled(n.Value)] {
			x.lost[n.Value] = n.Pos
			x.softened = append(x.softened, u.Stack)
		}
	}
}

func (c *caller) tellUse(l *facts.Layer, x *use) {
	if !x.needed {
		c.Add(kind.Unless(x.kinds, authorizedWithoutRequired.At(numbersAt(l), "authorized numbers are for handsets that require log-in, and prov.login.required is not true"), facts.LoginRequired))
	}
	if len(x.lost) > 0 {
		lost := slices.Sorted(maps.Keys(x.lost))
		d := authorizedReplaced.At(numbersAt(l), "authorized numbers take the place of those below, so %s cannot be called here while nobody is logged in", strings.Join(lost, " and ")).
			WithHint("repeat what must stay callable, or make it an emergency number: dialplan: routing: emergency:")
		for _, number := range lost {
			d = d.WithRelated(x.lost[number], number+" is listed here")
		}
		c.Add(kind.Unless(x.softened, d, facts.Authorized+"*"))
	}
}
