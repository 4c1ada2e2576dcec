package spectralink

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/value"
)

// What a handset has at most.
const (
	maxServers    = 4 // of a line, or of all lines
	maxAuthorized = 5 // numbers (CS-15-10)
)

var address = regexp.MustCompile(`^reg\.([1-9]\d*)\.address$`)

// line is a line that registers.
type line struct{ number, text string }

// lines are those that have an address and a server, by what each registers as.
func (p *phone) lines() []line {
	var all []line
	params := p.params()
	for name, own := range params {
		m := address.FindStringSubmatch(name)
		if m == nil || own == "" {
			continue
		}
		if at, ok := serverOf(params, m[1]); ok {
			all = append(all, line{m[1], value.Masked(own) + at})
		}
	}
	slices.SortFunc(all, func(a, b line) int { return strings.Compare(a.text, b.text) })
	return all
}

// registrations are the lines as people read them.
func (p *phone) registrations() []string {
	var all []string
	for _, l := range p.lines() {
		all = append(all, l.text)
	}
	return all
}

// serverOf says where a line registers: at a server or a proxy of its own or of all lines,
// at the host of its own address, or at what it finds by DHCP or as an H.323 gatekeeper.
func serverOf(params map[string]string, number string) (at string, ok bool) {
	of := "reg." + number + "."
	h323 := params[of+"protocol.H323"] == "1" || params[of+"protocol.H323"] == "" && params["voIpProt.H323.enable"] == "1"
	host := cmp.Or(first(params, of+"server."), first(params, "voIpProt.server."), params[of+"outboundProxy.address"], params["voIpProt.SIP.outboundProxy.address"])
	if host == "" && h323 {
		host = cmp.Or(first(params, of+"server.H323."), first(params, "voIpProt.server.H323."))
	}
	switch {
	case host != "":
		return " at " + value.Masked(host), true
	case strings.Contains(params[of+"address"], "@"):
		return "", true
	case params["voIpProt.server.dhcp.available"] == "1":
		return " at the server that DHCP names", true
	case h323 && params["voIpProt.H323.autoGateKeeperDiscovery"] != "0":
		return " at a gatekeeper that it finds", true
	}
	return "", false
}

// first is the first server of those under a prefix.
func first(params map[string]string, prefix string) string {
	for n := 1; n <= maxServers; n++ {
		if host := params[prefix+strconv.Itoa(n)+".address"]; host != "" {
			return host
		}
	}
	return ""
}

var emergency = regexp.MustCompile(`^dialplan\.(?:(\d+)\.)?routing\.emergency\.\d+\.value$`)

// callable are the numbers that can be called at the log-in screen, over a line of the
// handset's own. Emergency numbers of one line need that line.
func (p *phone) callable() (all []string) {
	lines := p.lines()
	if len(lines) == 0 {
		return nil
	}
	if p.get("phoneLock.enabled") == "1" {
		for n := 1; n <= maxAuthorized; n++ {
			if v := p.get(fmt.Sprintf("phoneLock.authorized.%d.value", n)); v != "" {
				all = append(all, v)
			}
		}
	}
	for name, v := range p.params() {
		m := emergency.FindStringSubmatch(name)
		if m == nil || m[1] != "" && !slices.ContainsFunc(lines, func(l line) bool { return l.number == m[1] }) {
			continue
		}
		all = append(all, strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(",;| ", r) })...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
