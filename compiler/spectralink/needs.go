package spectralink

import (
	"slices"

	"provc/compiler/diag"
	"provc/compiler/vendor"
)

// needs are the rules.
var needs = []*need{pttPersists, restartsPersist, doubtsPersist, deviceReliesOn, pttReliesOn, featureReliesOn, lineNeedsServer, lineNeedsPassword, lineNeedsAddress}

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
	of func(u *user, found func(variant int, because *setting))

	// decides reports whether met looks at a parameter. Of what a handset says of its
	// own, only such parameters are kept.
	decides func(name string) bool

	// met reports whether a kind of handset gives what is needed.
	met func(s stack, variant int) bool

	// once is whether one kind of handset that meets it is enough.
	once bool

	// unmet tells of it. Kinds, of which there is at least one, are those of the
	// directory's handsets that do not meet the need.
	unmet func(c *checker, n *needed, kinds []stack)
}

// needed is a need that users of a profiles directory have.
type needed struct {
	rule      *need
	directory string
	variant   int
	because   setting // the first of them
	times     int     // how many settings need it
	in        *vendor.Acceptor
}

// needKey tells needs apart. Those of a user who accepts findings are told alone.
type needKey struct {
	rule    *need
	variant int
	in      *vendor.Acceptor
}

// needs notes what a user's profile needs.
func (r *residents) needs(u *user) {
	for _, rule := range needs {
		rule.of(u, func(variant int, because *setting) {
			r.need(&needed{rule, u.directory, variant, *because, 1, u.accepts.Of(rule.check)})
		})
	}
}

func (r *residents) need(n *needed) {
	key := needKey{n.rule, n.variant, n.in}
	known := r.needed[key]
	if known == nil {
		if r.needed == nil {
			r.needed = map[needKey]*needed{}
		}
		kept := *n
		r.needed[key] = &kept
		return
	}
	known.times += n.times
	if n.because.Pos.Compare(known.because.Pos) < 0 {
		known.because = n.because
	}
}

// unmetNeeds asks each kind of handset for what the users need who log in there.
func (c *checker) unmetNeeds() {
	for dir, r := range c.residents {
		kinds := slices.DeleteFunc(slices.Clone(c.kinds[dir]), func(s stack) bool { return !s.logsIn() })
		for _, n := range r.needed {
			for accept, kinds := range n.unmet(kinds) {
				told := len(c.List)
				n.rule.unmet(c, n, kinds)
				accept.and(n.in).mark(c.List[told:])
			}
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
