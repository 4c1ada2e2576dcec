package spectralink

import (
	"fmt"
	"slices"
	"strconv"

	"provc/compiler/diag"
)

// Checks of registrations. A person's profile and the handset make a line together:
// the address may come from the one and the server from the other.

var lineNeedsServer = &need{
	check: lineWithoutServer,
	of: func(u *user, found func(int, *setting)) {
		for n, p := range u.lines.address {
			if s := u.lines.of(n); p != nil && s.isLine() && !s.hasServer() {
				found(variantOf(n, s), p)
			}
		}
	},
	decides: isFact,
	met: func(s stack, variant int) bool {
		n, own := ofVariant(variant)
		return own.over(s.lines().of(n)).hasServer() || mayHaveServer(s, n)
	},
}

var lineNeedsPassword = &need{
	check: authWithoutPassword,
	of: func(u *user, found func(int, *setting)) {
		for n := 1; n <= maxRegistrations; n++ {
			s := u.lines.of(n)
			because := u.lines.userID[n]
			if because == nil || because.Value == "" {
				because = u.lines.address[n]
			}
			if because != nil && !s.hasPassword() {
				found(variantOf(n, s), because)
			}
		}
	},
	decides: isFact,
	met: func(s stack, variant int) bool {
		n, own := ofVariant(variant)
		handset := s.lines().of(n)
		return !own.over(handset).lacksPassword() || handset.lacksPassword() // which is told of the handset
	},
}

var lineNeedsAddress = &need{
	check: emptyAddress,
	of: func(u *user, found func(int, *setting)) {
		for n, p := range u.lines.address {
			if p != nil && u.lines.of(n).isEmpty() {
				found(n, p)
			}
		}
	},
	decides: isFact,
	met:     func(s stack, n int) bool { return s.lines().of(n).isLine() || mayHaveAddress(s, n) },
	once:    true, // it takes the line of some handsets away
}

// A variant of a need is the number of a line and its shape: 6 bits and 54.
const numberBits = 6

func variantOf(n int, s shape) int { return n | int(s)<<numberBits }

func ofVariant(v int) (n int, s shape) { return v & (1<<numberBits - 1), shape(v >> numberBits) }

// mayHaveServer reports whether a foreign file may give a line of such handsets its
// server.
func mayHaveServer(s stack, n int) bool {
	line := fmt.Sprintf("reg.%d.", n)
	for _, name := range []string{line + "server.*", line + "outboundProxy.address", "voIpProt.server.*", "voIpProt.SIP.outboundProxy.address"} {
		if s.maySet(name) != nil {
			return true
		}
	}
	return false
}

// mayHaveAddress reports whether a foreign file, stronger or weaker than ours, may give a
// line of such handsets its address.
func mayHaveAddress(s stack, n int) bool {
	sets := func(f foreign) bool {
		return f.MaySet(fmt.Sprintf("reg.%d.address", n))
	}
	return slices.ContainsFunc(s, func(l *layer) bool {
		return slices.ContainsFunc(l.foreign.before, sets) || slices.ContainsFunc(l.foreign.after, sets)
	})
}

// lineChecks checks the lines that handsets have while nobody is logged in, and tells
// what those of people lack.
func (c *checker) lineChecks() {
	var unserved [maxRegistrations + 1]bool // on handsets, which is told once for all
	type place struct {
		pos diag.Pos
		in  acceptors
	}
	told := map[place]bool{}
	for _, s := range c.stacks {
		l := s.lines()
		for n, p := range l.address {
			if p == nil || told[place{p.Pos, s.acceptors()}] {
				continue
			}
			found := c.handsetLine(s, n, l.of(n), p, l.userID[n])
			unserved[n] = unserved[n] || slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Check == lineWithoutServer.ID })
			if len(found) > 0 {
				told[place{p.Pos, s.acceptors()}] = true
				s.acceptors().mark(found)
				c.Add(found...)
			}
		}
	}
	for key, f := range c.noServer {
		if !unserved[key.line] {
			c.addMarked(key.in, such(noServer(f.because.Pos, key.line), f.times, "people"))
		}
	}
	for key, f := range c.noPassword {
		c.addMarked(key.in, unless(f.kinds, such(noPassword(f.because.Pos, key.line), f.times, "people"), passwordsOf(key.line)...))
	}
}

func (c *checker) addMarked(in acceptors, d diag.Diagnostic) {
	found := diag.List{d}
	in.mark(found)
	c.Add(found...)
}

// handsetLine checks a line of a kind of handset, by its address.
func (c *checker) handsetLine(s stack, n int, is shape, address, userID *setting) (found diag.List) {
	if !is.isLine() {
		return c.emptyOnHandset(s, n, address)
	}
	if len(c.actual(s.profiles(), []stack{s})) == 0 {
		return nil
	}
	tell := func(d diag.Diagnostic) {
		if s[0].param(address.Name) == address && s[0].lines == nil { // a handset's own
			d = such(d, c.listed[s[0]], "handsets")
		}
		found.Add(d)
	}
	if !is.hasServer() && !mayHaveServer(s, n) {
		tell(noServer(address.Pos, n))
	}
	if is.lacksPassword() {
		tell(s.unless(noPassword(userID.Pos, n), passwordsOf(n)...))
	}
	return found
}

// faults are what lines of people lack on some kinds of handset. Those of parts of the
// deployment that accept findings are told alone.
type faults map[faultKey]*fault

type faultKey struct {
	line int
	in   acceptors
}

type fault struct {
	because setting // the first of them
	times   int
	kinds   []stack
}

// add notes the need of a line that kinds of handset, if any, do not meet.
func (f faults) add(n *needed, kinds []stack) {
	if len(kinds) == 0 {
		return
	}
	line, _ := ofVariant(n.variant)
	key := faultKey{line, kinds[0].acceptors().of(n.rule.check).and(n.in)}
	if f[key] == nil {
		f[key] = &fault{because: n.because}
	}
	of := f[key]
	of.times += n.times
	of.kinds = append(of.kinds, kinds...)
	if n.because.Pos.Compare(of.because.Pos) < 0 {
		of.because = n.because
	}
}

// emptyOnHandset tells of an empty address above no other. Where people bring one of
// their own, it says that the handset has none.
func (c *checker) emptyOnHandset(s stack, n int, p *setting) diag.List {
	below := false
	for i := len(s) - 1; i >= 0 && s[i].param(p.Name) != p; i-- {
		q := s[i].param(p.Name)
		below = below || q != nil && q.Value != ""
	}
	if below || c.brought&(1<<n) != 0 || mayHaveAddress(s, n) {
		return nil
	}
	return diag.List{emptyAddressOf(p.Pos, n)}
}

func noServer(pos diag.Pos, n int) diag.Diagnostic {
	return lineWithoutServer.At(pos, "line %d has an address and no server, so it cannot register", n).
		WithHint(fmt.Sprintf(`set reg: "%d": server: "1": address, or voIpProt: server: "1": address for all lines`, n))
}

func noPassword(pos diag.Pos, n int) diag.Diagnostic {
	return authWithoutPassword.At(pos, "line %d has a user ID to authenticate with and no password", n).
		WithHint(fmt.Sprintf(`set reg: "%d": auth: password: {secret: "name"}, or useLoginCredentials: true`, n))
}

func emptyAddressOf(pos diag.Pos, n int) diag.Diagnostic {
	return emptyAddress.At(pos, "the address of line %d is empty, and no weaker layer sets one that it would take away", n).
		Proposed(diag.LeaveOut("leave it out, or write the address", fmt.Sprintf("reg.%d.address", n)))
}

func passwordsOf(n int) []string {
	auth := "reg." + strconv.Itoa(n) + ".auth."
	return []string{auth + "password", auth + "useLoginCredentials"}
}

// such says how many there are of what a finding is about.
func such(d diag.Diagnostic, n int, who string) diag.Diagnostic {
	if n < 2 {
		return d
	}
	return d.WithDetail("%d %s have such a line", n, who)
}
