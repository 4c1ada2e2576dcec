package spectralink

import (
	"slices"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/vendor"
)

// need is a rule about what a user's profile leaves to the handset that reads it:
// whether a parameter works, or what it does, is decided by the two together.
//
// There may be very many users and handsets, so they are never held against each
// other one by one. The users of a profiles directory need few different things: a
// need is kept once a directory and variant, with the setting that stands first. Each
// kind of handset (stack) is then asked once whether it meets it.
type need struct {
	check *diag.Check // finds it unmet

	// of calls found for each thing that a profile needs: the variant, such as the
	// number of a line (0 if there are none), and the setting because of which. What
	// the profile itself settles is no need.
	of func(u *facts.User, found func(variant int, because *facts.Setting))

	// decides reports whether met looks at a parameter. Of what a handset says of its
	// own, only such parameters are kept.
	decides func(name string) bool

	// met reports whether a kind of handset gives what is needed.
	met func(s stack, variant int) bool

	// once is whether one kind of handset that meets it is enough.
	once bool
}

// needed is a need that users of a profiles directory have.
type needed struct {
	rule      *need
	directory string
	variant   int
	because   facts.Setting // the first of them
	times     int           // how many settings need it
	in        *vendor.Acceptor
}

// needs are those of the users of a profiles directory.
type needs map[needKey]*needed

// needKey tells needs apart. Those of a user who accepts findings are told alone.
type needKey struct {
	rule    *need
	variant int
	in      *vendor.Acceptor
}

// user notes what a user's profile needs by a rule.
func (n needs) user(u *facts.User, rule *need) {
	rule.of(u, func(variant int, because *facts.Setting) {
		n.add(&needed{rule, u.Directory, variant, *because, 1, u.Accepts.Of(rule.check)})
	})
}

func (n needs) add(more *needed) {
	key := needKey{more.rule, more.variant, more.in}
	known := n[key]
	if known == nil {
		kept := *more
		n[key] = &kept
		return
	}
	known.times += more.times
	if more.because.Pos.Compare(known.because.Pos) < 0 {
		known.because = more.because
	}
}

// join takes over the needs of others.
func (n needs) join(others needs) {
	for _, more := range others {
		n.add(more)
	}
}

// unmet asks each kind of handset on which the users log in for what they need. It calls
// tell for each need with those that do not meet it, of which there is at least one, and
// with who accepts that.
func (n needs) unmet(kinds []stack, tell func(n *needed, kinds []stack, in acceptors)) {
	kinds = slices.DeleteFunc(slices.Clone(kinds), func(s stack) bool { return !s.logsIn() })
	for _, needed := range n {
		for in, kinds := range needed.unmet(kinds) {
			tell(needed, kinds, in.and(needed.in))
		}
	}
}

// unmet are the kinds of handset that do not meet the need, by who accepts that.
func (n *needed) unmet(kinds []stack) map[acceptors][]stack {
	unmet := map[acceptors][]stack{}
	for _, s := range kinds {
		if n.rule.met(s, n.variant) {
			if n.rule.once {
				return nil
			}
			continue
		}
		accept := s.acceptors().of(n.rule.check)
		unmet[accept] = append(unmet[accept], s)
	}
	return unmet
}
