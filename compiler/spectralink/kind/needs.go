package kind

import (
	"slices"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/vendor"
)

// Need is a rule about what a user's profile leaves to the handset that reads it:
// whether a parameter works, or what it does, is decided by the two together.
//
// There may be very many users and handsets, so they are never held against each
// other one by one. The users of a profiles directory need few different things: a
// Need is kept once a directory and variant, with the setting that stands first. Each
// kind of handset (Stack) is then asked once whether it meets it.
type Need struct {
	Check *diag.Check // finds it unmet

	// Of calls found for each thing that a profile needs: the variant, such as the
	// number of a line (0 if there are none), and the setting because of which. What
	// the profile itself settles is no need.
	Of func(u *facts.User, found func(variant int, because *facts.Setting))

	// Decides reports whether met looks at a parameter. Of what a handset says of its
	// own, only such parameters are kept.
	Decides func(name string) bool

	// Met reports whether a kind of handset gives what is needed.
	Met func(s Stack, variant int) bool

	// Once is whether one kind of handset that meets it is enough.
	Once bool
}

// Needed is a need that users of a profiles directory have.
type Needed struct {
	Rule      *Need
	Directory string
	Variant   int
	Because   facts.Setting // the first of them
	Times     int           // how many settings need it
	In        *vendor.Acceptor
}

// Needs are those of the users of a profiles directory.
type Needs map[needKey]*Needed

// needKey tells needs apart. Those of a user who accepts findings are told alone.
type needKey struct {
	rule    *Need
	variant int
	in      *vendor.Acceptor
}

// User notes what a user's profile needs by a rule.
func (n Needs) User(u *facts.User, rule *Need) {
	rule.Of(u, func(variant int, because *facts.Setting) {
		n.add(&Needed{rule, u.Directory, variant, *because, 1, u.Accepts.Of(rule.Check)})
	})
}

func (n Needs) add(more *Needed) {
	key := needKey{more.Rule, more.Variant, more.In}
	known := n[key]
	if known == nil {
		kept := *more
		n[key] = &kept
		return
	}
	known.Times += more.Times
	if more.Because.Pos.Compare(known.Because.Pos) < 0 {
		known.Because = more.Because
	}
}

// Join takes over the needs of others.
func (n Needs) Join(others Needs) {
	for _, more := range others {
		n.add(more)
	}
}

// Unmet asks each kind of handset on which the users log in for what they need. It calls
// tell for each need with those that do not meet it, of which there is at least one, and
// with who accepts that.
func (n Needs) Unmet(kinds []Stack, tell func(n *Needed, kinds []Stack, in Acceptors)) {
	kinds = slices.DeleteFunc(slices.Clone(kinds), func(s Stack) bool { return !s.LogsIn() })
	for _, needed := range n {
		for in, kinds := range needed.unmet(kinds) {
			tell(needed, kinds, in.And(needed.In))
		}
	}
}

// Unmet are the kinds of handset that do not meet the need, by who accepts that.
func (n *Needed) unmet(kinds []Stack) map[Acceptors][]Stack {
	unmet := map[Acceptors][]Stack{}
	for _, s := range kinds {
		if n.Rule.Met(s, n.Variant) {
			if n.Rule.Once {
				return nil
			}
			continue
		}
		accept := s.Acceptors().Of(n.Rule.Check)
		unmet[accept] = append(unmet[accept], s)
	}
	return unmet
}
