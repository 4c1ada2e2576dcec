package relations

import (
	"cmp"
	"slices"
	"strconv"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/facts"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// personLines notes what the lines of a user, the i-th, and the password have in common
// with those of others.
func (c *Checker) personLines(u *facts.User, i int) {
	if p := facts.Find(u.Params, facts.LocalPassword); p != nil && (p.Secret != "" || p.Value != "") {
		c.Passwords.Add(i, 0, p.Secret, p.Value)
	}
	for n, p := range u.Lines.Address {
		if p == nil || p.Value == "" {
			continue
		}
		c.brought |= 1 << n
		extension, host := artifact.Account(p.Value)
		if extension == "" {
			continue
		}
		r := c.registrar(lineOf{u.Directory, n})
		if own := u.Lines.Of(n).Over(r.shape); own.IsShared() {
			continue
		}
		for _, server := range r.servers(u.Lines, n, host) {
			c.extensions.Add(i, n, extension, server)
		}
	}
}

// lineOf is a line of the handsets with a profiles directory.
type lineOf struct {
	directory string
	line      int
}

// registrar is what handsets say of where a line registers.
type registrar struct {
	shape    facts.Shape // shared, if it is on one kind of handset
	own, all []string    // servers of the line, and of all lines
}

// manyServers of a line stand for one: handsets that have so many have one each.
const manyServers = 4

func (c *Checker) registrar(of lineOf) *registrar {
	if r := c.registrars[of]; r != nil {
		return r
	}
	r := &registrar{}
	for _, s := range c.Real[of.directory] {
		l := s.Lines()
		if l.Of(of.line).IsShared() {
			r.shape = facts.Shared
		}
		r.own, r.all = append(r.own, l.Host(of.line)), append(r.all, l.Host(0))
	}
	r.own, r.all = few(r.own), few(r.all)
	c.registrars[of] = r
	return r
}

// few are the first of some servers by name, in whatever order they were met.
func few(servers []string) []string {
	slices.Sort(servers)
	servers = slices.Compact(servers)
	servers = slices.DeleteFunc(servers, func(s string) bool { return s == "" })
	return slices.Clone(servers[:min(len(servers), manyServers)])
}

// servers are those with which a line of a user registers.
func (r *registrar) servers(own *facts.Lines, n int, host string) []string {
	if host == "" {
		host = own.Host(n)
	}
	if host != "" {
		return []string{host}
	}
	if len(r.own) > 0 {
		return r.own
	}
	if host = own.Host(0); host != "" {
		return []string{host}
	}
	if len(r.all) > 0 {
		return r.all
	}
	return []string{""} // that of DHCP, or none
}

// extensionsTwice finds people who have the same extension.
func (c *Checker) extensionsTwice() {
	address := func(user *value.Node, number int) *value.Node {
		line := strconv.Itoa(number)
		n := cmp.Or(user.Get("params", "reg", line, "address"), user.Get("unlisted", "reg."+line+".address"))
		if n == nil || n.Kind != value.String {
			return nil
		}
		return n
	}
	c.Add(vendor.SameExtensions(c.Users, c.extensions, address, `write type: "shared" beside the addresses if they share the line`)...)
}
