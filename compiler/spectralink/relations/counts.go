package relations

import (
	"strings"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// Notes that count handsets. They are for the 84-Series alone: deployments in the
// other dialect may be other makers' phones.

// counts are numbers of handsets.
type counts struct {
	strangers int            // those of another maker
	stranger  diag.Pos       // the first of them
	timeless  int            // those that have the time from nobody, of those listed
	because   *facts.Setting // the first because of which
}

func (n *counts) join(o *counts) {
	if o.strangers > 0 && (n.strangers == 0 || o.stranger.Compare(n.stranger) < 0) {
		n.stranger = o.stranger
	}
	n.strangers += o.strangers
	n.timeless += o.timeless
	first(&n.because, o.because)
}

// vendorBlock begins the MACs that Spectralink gives its handsets.
const vendorBlock = "00907a"

// count counts a handset.
func (c *Checker) count(p *facts.Phone) {
	if facts.IsMAC(p.MAC) && p.MAC != facts.AllHandsets && !strings.HasPrefix(p.MAC, vendorBlock) {
		c.counts.join(&counts{strangers: 1, stranger: p.Pos})
	}
	if because := timeless(kind.Of(c.Deployment, p)); because != nil {
		c.counts.join(&counts{timeless: 1, because: because})
	}
}

func (c *Checker) tellVendor() {
	if c.strangers > 0 && c.isSpectralink() {
		c.Add(macVendor.At(c.stranger, "Spectralink's handsets have MACs that begin with %s: %d of those listed do not", vendorBlock, c.strangers).
			WithHint(`look them up on the handsets, or write dialect: "polycom" for another maker's phones`))
	}
}

func (c *Checker) isSpectralink() bool { return c.Dialect == "spectralink" }

// Parameters that decide where a handset has the time from.
const (
	sntpAddress  = "tcpIpApp.sntp.address"
	sntpOverride = "tcpIpApp.sntp.address.overrideDHCP"
	deviceSNTP   = "device.sntp.serverName"
	deviceDHCP   = "device.dhcp.enabled"
)

// timeless returns the setting because of which a kind of handset has the time from
// nobody: no server is set, and DHCP, which could name one, is off or not heard.
func timeless(s kind.Stack) *facts.Setting {
	device := func(name string) string {
		if text, _ := s.Value(name + facts.FlagSuffix); facts.IsOn(text) {
			text, _ = s.Value(name)
			return text
		}
		return ""
	}
	if address, _ := s.Value(sntpAddress); address != "" || device(deviceSNTP) != "" || s.MaySet(sntpAddress) != nil || s.MaySet(deviceSNTP) != nil {
		return nil
	}
	if override := s.Param(sntpOverride); override != nil && facts.IsOn(override.Value) {
		return override
	}
	if device(deviceDHCP) == "0" {
		return s.Param(deviceDHCP)
	}
	return nil
}

// timeServers notes, once a deployment, that handsets have no time.
func (c *Checker) timeServers() {
	if !c.isSpectralink() {
		return
	}
	unlisted := timeless(kind.Stack{&c.Base})
	first(&c.because, unlisted)
	if c.because == nil {
		return
	}
	d := timeServerMissing.At(c.because.Pos, "handsets have the time from nobody: %s is empty, and DHCP can name no server", sntpAddress)
	switch {
	case c.timeless == 0:
		d = d.WithDetail("so it is on all that are not listed")
	case unlisted != nil:
		d = d.WithDetail("so it is on %d of those listed, and on all others", c.timeless)
	default:
		d = d.WithDetail("so it is on %d of those listed", c.timeless)
	}
	c.Add(d.WithHint("set tcpIpApp: sntp: address:"))
}
