package spectralink

import (
	"cmp"
	"slices"
	"strconv"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// personLines notes what the lines of a user, the i-th, and the password have in common
// with those of others.
func (c *checker) personLines(u *user, i int) {
	if p := find(u.params, localPassword); p != nil && (p.Secret != "" || p.Value != "") {
		c.passwords.Add(i, 0, secretKey(p))
	}
	for n, p := range u.lines.address {
		if p == nil || p.Value == "" {
			continue
		}
		c.brought |= 1 << n
		extension, host := artifact.Account(p.Value)
		if extension == "" {
			continue
		}
		r := c.registrar(lineOf{u.directory, n})
		if own := u.lines.shapes[n].over(r.shape); own.isShared() {
			continue
		}
		for _, server := range r.servers(u, n, host) {
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
	shape    shape    // shared, if it is on one kind of handset
	own, all []string // servers of the line, and of all lines
}

// manyServers of a line stand for one: handsets that have so many have one each.
const manyServers = 4

func (c *checker) registrar(of lineOf) *registrar {
	if r := c.registrars[of]; r != nil {
		return r
	}
	r := &registrar{}
	for _, s := range c.real[of.directory] {
		if s.lines().of(of.line).isShared() {
			r.shape = lineType.of(special)
		}
		r.own, r.all = addServer(r.own, serverOf(s.param, lineServers(of.line))), addServer(r.all, serverOf(s.param, allServers))
	}
	slices.Sort(r.own)
	slices.Sort(r.all)
	c.registrars[of] = r
	return r
}

func addServer(servers []string, server string) []string {
	if server == "" || slices.Contains(servers, server) || len(servers) == manyServers {
		return servers
	}
	return append(servers, server)
}

// servers are those with which a line of a user registers.
func (r *registrar) servers(u *user, n int, host string) []string {
	own := func(name string) *setting { return find(u.params, name) }
	if host == "" {
		host = serverOf(own, lineServers(n))
	}
	if host != "" {
		return []string{host}
	}
	if len(r.own) > 0 {
		return r.own
	}
	if host = serverOf(own, allServers); host != "" {
		return []string{host}
	}
	if len(r.all) > 0 {
		return r.all
	}
	return []string{""} // that of DHCP, or none
}

// lineServers and allServers are the parameters that name the servers of a line, and
// of all lines.
func lineServers(n int) []string { return serversOfLines()[n] }

var serversOfLines = sync.OnceValue(func() (names [maxRegistrations + 1][]string) {
	for n := range names {
		line := "reg." + strconv.Itoa(n) + "."
		names[n] = append(serverNames(line+"server."), line+"outboundProxy.address")
	}
	return names
})

var allServers = append(serverNames("voIpProt.server."), "voIpProt.SIP.outboundProxy.address")

func serverNames(prefix string) []string {
	var names []string
	for n := range maxServers {
		names = append(names, prefix+strconv.Itoa(n+1)+".address")
	}
	return names
}

// serverOf is the first server that is named.
func serverOf(param func(name string) *setting, names []string) string {
	for _, name := range names {
		if p := param(name); p != nil && p.Value != "" {
			return artifact.HostName(p.Value)
		}
	}
	return ""
}

// extensionsTwice finds people who have the same extension.
func (c *checker) extensionsTwice() {
	for _, alike := range c.extensions.Alike() {
		holders := map[string][]artifact.Holder{} // by extension: two may share a mark
		accept := map[string]diag.Acceptances{}
		for _, m := range alike {
			f, wrong := c.users.At(int(m.At), nil)
			if wrong != nil {
				continue
			}
			line := strconv.Itoa(int(m.Tag))
			address := cmp.Or(f.Value.Get("params", "reg", line, "address"), f.Value.Get("unlisted", "reg."+line+".address"))
			if address == nil || address.Kind != value.String {
				continue
			}
			extension, _ := artifact.Account(address.Text)
			holders[extension] = append(holders[extension], artifact.Holder{ID: f.Label, Pos: address.Pos})
			accept[extension] = append(accept[extension], vendor.Accepted(f.Value)...)
		}
		for extension, people := range holders {
			found := artifact.SameExtension(extension, people, `write type: "shared" beside the addresses if they share the line`)
			accept[extension].Mark(found)
			c.Add(found...)
		}
	}
}
