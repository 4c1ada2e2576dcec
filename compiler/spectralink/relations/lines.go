package relations

import (
	"fmt"
	"slices"
	"strconv"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// Checks of registrations. A person's profile and the handset make a line together:
// the address may come from the one and the server from the other.

var lineNeedsServer = &kind.Need{
	Check: lineWithoutServer,
	Of: func(u *facts.User, found func(int, *facts.Setting)) {
		for n, p := range u.Lines.Address {
			if s := u.Lines.Of(n); p != nil && s.IsLine() && !s.HasServer() {
				found(variantOf(n, s), p)
			}
		}
	},
	Decides: facts.IsFact,
	Met: func(s kind.Stack, variant int) bool {
		n, own := ofVariant(variant)
		return own.Over(s.Lines().Of(n)).HasServer() || mayHaveServer(s, n)
	},
}

var lineNeedsPassword = &kind.Need{
	Check: authWithoutPassword,
	Of: func(u *facts.User, found func(int, *facts.Setting)) {
		for n := 1; n <= facts.MaxRegistrations; n++ {
			s := u.Lines.Of(n)
			because := u.Lines.UserID[n]
			if because == nil || because.Value == "" {
				because = u.Lines.Address[n]
			}
			if because != nil && !s.HasPassword() {
				found(variantOf(n, s), because)
			}
		}
	},
	Decides: facts.IsFact,
	Met: func(s kind.Stack, variant int) bool {
		n, own := ofVariant(variant)
		handset := s.Lines().Of(n)
		return !own.Over(handset).LacksPassword() || handset.LacksPassword() // which is told of the handset
	},
}

var lineNeedsAddress = &kind.Need{
	Check: emptyAddress,
	Of: func(u *facts.User, found func(int, *facts.Setting)) {
		for n, p := range u.Lines.Address {
			if p != nil && u.Lines.Of(n).IsEmpty() {
				found(n, p)
			}
		}
	},
	Decides: facts.IsFact,
	Met:     func(s kind.Stack, n int) bool { return s.Lines().Of(n).IsLine() || mayHaveAddress(s, n) },
	Once:    true, // it takes the line of some handsets away
}

// A variant of a need is the number of a line and its shape: 6 bits and 54.
const numberBits = 6

func variantOf(n int, s facts.Shape) int { return n | int(s)<<numberBits }

func ofVariant(v int) (n int, s facts.Shape) {
	return v & (1<<numberBits - 1), facts.Shape(v >> numberBits)
}

// mayHaveServer reports whether a foreign file may give a line of such handsets its
// server.
func mayHaveServer(s kind.Stack, n int) bool {
	line := fmt.Sprintf("reg.%d.", n)
	for _, name := range []string{line + "server.*", line + "outboundProxy.address", "voIpProt.server.*", "voIpProt.SIP.outboundProxy.address"} {
		if s.MaySet(name) != nil {
			return true
		}
	}
	return false
}

// mayHaveAddress reports whether a foreign file, stronger or weaker than ours, may give a
// line of such handsets its address.
func mayHaveAddress(s kind.Stack, n int) bool {
	sets := func(f facts.Foreign) bool {
		return f.MaySet(fmt.Sprintf("reg.%d.address", n))
	}
	return slices.ContainsFunc(s, func(l *facts.Layer) bool {
		return slices.ContainsFunc(l.Foreign.Before, sets) || slices.ContainsFunc(l.Foreign.After, sets)
	})
}

// lineChecks checks the lines that handsets have while nobody is logged in, and tells
// what those of people lack.
func (c *Checker) lineChecks() {
	var unserved [facts.MaxRegistrations + 1]bool // on handsets, which is told once for all
	type place struct {
		pos diag.Pos
		in  kind.Acceptors
	}
	told := map[place]bool{}
	for _, s := range c.Stacks {
		l := s.Lines()
		for n, p := range l.Address {
			if p == nil || told[place{p.Pos, s.Acceptors()}] {
				continue
			}
			found := c.handsetLine(s, n, l.Of(n), p, l.UserID[n])
			unserved[n] = unserved[n] || slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Check == lineWithoutServer.ID })
			if len(found) > 0 {
				told[place{p.Pos, s.Acceptors()}] = true
				s.Acceptors().Mark(found)
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
		c.addMarked(key.in, kind.Unless(f.kinds, such(noPassword(f.because.Pos, key.line), f.times, "people"), passwordsOf(key.line)...))
	}
}

func (c *Checker) addMarked(in kind.Acceptors, d diag.Diagnostic) {
	found := diag.List{d}
	in.Mark(found)
	c.Add(found...)
}

// handsetLine checks a line of a kind of handset, by its address.
func (c *Checker) handsetLine(s kind.Stack, n int, is facts.Shape, address, userID *facts.Setting) (found diag.List) {
	if !is.IsLine() {
		return c.emptyOnHandset(s, n, address)
	}
	if len(c.Actual(s.Profiles(), []kind.Stack{s})) == 0 {
		return nil
	}
	tell := func(d diag.Diagnostic) {
		if s[0].Param(address.Name) == address && s[0].Lines == nil { // a handset's own
			d = such(d, c.Listed[s[0]], "handsets")
		}
		found.Add(d)
	}
	if !is.HasServer() && !mayHaveServer(s, n) {
		tell(noServer(address.Pos, n))
	}
	if is.LacksPassword() {
		tell(s.Unless(noPassword(userID.Pos, n), passwordsOf(n)...))
	}
	return found
}

// faults are what lines of people lack on some kinds of handset. Those of parts of the
// deployment that accept findings are told alone.
type faults map[faultKey]*fault

type faultKey struct {
	line int
	in   kind.Acceptors
}

type fault struct {
	because facts.Setting // the first of them
	times   int
	kinds   []kind.Stack
}

// add notes the need of a line that kinds of handset, if any, do not meet.
func (f faults) add(n *kind.Needed, kinds []kind.Stack) {
	if len(kinds) == 0 {
		return
	}
	line, _ := ofVariant(n.Variant)
	key := faultKey{line, kinds[0].Acceptors().Of(n.Rule.Check).And(n.In)}
	if f[key] == nil {
		f[key] = &fault{because: n.Because}
	}
	of := f[key]
	of.times += n.Times
	of.kinds = append(of.kinds, kinds...)
	if n.Because.Pos.Compare(of.because.Pos) < 0 {
		of.because = n.Because
	}
}

// emptyOnHandset tells of an empty address above no other. Where people bring one of
// their own, it says that the handset has none.
func (c *Checker) emptyOnHandset(s kind.Stack, n int, p *facts.Setting) diag.List {
	below := false
	for i := len(s) - 1; i >= 0 && s[i].Param(p.Name) != p; i-- {
		q := s[i].Param(p.Name)
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
