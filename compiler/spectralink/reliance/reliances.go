// Package reliance knows which settings do nothing unless others are on, or have a value,
// and finds those that work on no handset.
package reliance

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// family is settings that begin alike, and the parameters that turn on what they are
// about, as the catalogue's texts say.
type family struct {
	check    *diag.Check
	prefix   string
	to       int      // the prefix is followed by a number up to this one; 0: by none
	own      string   // behind the number: the switch of the thing itself
	off      bool     // it is off where nobody says anything of it
	switches []string // one of them must be on
	byItself bool     // they are on where nobody says anything of them
}

// families are in the order in which prefixes are tried.
var families = []family{
	{check: pttNotEnabled, prefix: "ptt.channel.", to: 25, own: "subscribed", switches: []string{"ptt.pttMode.enable"}},
	{check: pttNotEnabled, prefix: "ptt.pageMode.group.", to: 25, own: "subscribed", switches: []string{"ptt.pageMode.enable"}},
	{check: featureOff, prefix: "softkey.", to: 13, own: "enable", off: true, switches: []string{facts.KeysEnabled}},
	{check: featureOff, prefix: "efk.efklist.", to: 50, own: "status", off: true, switches: []string{facts.KeysEnabled}},
	{check: featureOff, prefix: "efk.efkprompt.", to: 50, own: "status", off: true, switches: []string{facts.KeysEnabled}},
	{check: featureOff, prefix: "dir.corp.alt.", switches: []string{"feature.corporateDirectory.alt.enabled"}},
	{check: featureOff, prefix: "dir.corp.", switches: []string{"feature.corporateDirectory.enabled"}},
	{check: featureOff, prefix: "exchange.server.", switches: []string{
		"feature.exchangeCalendar.enabled", "feature.exchangeContacts.enabled", "feature.exchangeCallLog.enabled", "feature.exchangeVoiceMail.enabled"}},
	{check: featureOff, prefix: "exchange.meeting.", switches: []string{"feature.exchangeCalendar.enabled"}},
	{check: featureOff, prefix: "hoteling.", switches: []string{"feature.hoteling.enabled"}},
	{check: featureOff, prefix: "acd.", switches: []string{
		"feature.acdLoginLogout.enabled", "feature.acdAgentAvailability.enabled", "feature.acdPremiumUnavailability.enabled",
		"feature.acdServiceControlUri.enabled", "feature.callCenterStatus.enabled", "feature.hoteling.enabled"}},
	{check: featureOff, prefix: "pres.", switches: []string{"feature.presence.enabled"}},
	{check: featureOff, prefix: "lineKey.", to: 48, switches: []string{"lineKey.reassignment.enabled"}},
	{check: featureOff, prefix: "prov.polling.", switches: []string{facts.PollingEnabled}},
	{check: featureOff, prefix: "feature.callListMissed.", switches: []string{"feature.callList.enabled"}, byItself: true},
	{check: featureOff, prefix: "feature.callListPlaced.", switches: []string{"feature.callList.enabled"}, byItself: true},
	{check: featureOff, prefix: "feature.callListReceived.", switches: []string{"feature.callList.enabled"}, byItself: true},
}

// Reliance is what some settings rely on.
type Reliance struct {
	check    *diag.Check
	own      string // the switch of the thing itself, such as softkey.3.enable; empty if it has none
	off      bool
	switches []string
	byItself bool
	value    string // a parameter that must have a value; empty if there is none
	number   int    // among all reliances, those of device settings last
}

// outcome is what becomes of a setting on a handset, the best last.
type outcome uint8

const (
	idle        outcome = iota // it is turned off itself, on purpose
	lacksOwn                   // nobody turns it on
	lacksSwitch                // what it belongs to is off
	works
)

// Of is what a parameter relies on; nil if it relies on nothing.
func Of(name string) *Reliance { return allReliances().of(name) }

// Fails reports whether a setting that relies on it does nothing on a kind of handset.
func (r *Reliance) Fails(p *facts.Setting, s kind.Stack) bool {
	return r != nil && uses(p) && r.outcome(s.Value) != works
}

// Relies reports whether a setting does nothing unless a switch, or one of several, is on.
func Relies(p *facts.Setting, name string) bool {
	r := Of(p.Name)
	return r != nil && slices.Contains(r.switches, name) && uses(p)
}

// outcome tells what becomes of settings where parameters have these values.
func (r *Reliance) outcome(value func(name string) (text string, set bool)) outcome {
	if r.value != "" {
		if _, set := value(r.value); !set {
			return lacksOwn
		}
		return works
	}
	if r.own != "" {
		switch text, set := value(r.own); {
		case set && !facts.IsOn(text):
			return idle
		case !set && r.off:
			return lacksOwn
		}
	}
	on := func(name string) bool {
		text, set := value(name)
		return facts.IsOn(text) || !set && r.byItself
	}
	if len(r.switches) == 0 || slices.ContainsFunc(r.switches, on) {
		return works
	}
	return lacksSwitch
}

// reliances are all there are but those of device settings, which take longer to find.
type reliances struct {
	all      []*Reliance
	families [][]*Reliance   // by number behind the prefix
	switches map[string]bool // parameters that something relies on
}

var allReliances = sync.OnceValue(func() *reliances {
	out := &reliances{switches: map[string]bool{}}
	for _, f := range families {
		var numbered []*Reliance
		for n := range f.to + 1 {
			r := &Reliance{check: f.check, off: f.off, switches: slices.Clip(f.switches), byItself: f.byItself, number: len(out.all)}
			if f.own != "" {
				r.own = f.prefix + strconv.Itoa(n) + "." + f.own
			}
			for _, name := range append(r.switches, r.own) {
				out.switches[name] = true
			}
			numbered, out.all = append(numbered, r), append(out.all, r)
		}
		out.families = append(out.families, numbered)
	}
	return out
})

// isSwitch reports whether something relies on a parameter. Device settings rely on each
// other, a value on its flag and the flag on the value.
func (a *reliances) isSwitch(name string) bool {
	if strings.HasPrefix(name, facts.DevicePrefix) {
		return deviceReliances().by[name] != nil
	}
	return a.switches[name]
}

func (a *reliances) numbered(n int) *Reliance {
	if n < len(a.all) {
		return a.all[n]
	}
	return deviceReliances().all[n-len(a.all)]
}

// of returns what a parameter relies on, or nil.
func (a *reliances) of(name string) *Reliance {
	if strings.HasPrefix(name, facts.DevicePrefix) {
		return deviceReliances().by[name]
	}
	for i := range families {
		f := &families[i]
		rest, ok := strings.CutPrefix(name, f.prefix)
		if !ok {
			continue
		}
		n := 0
		if f.to > 0 {
			digits, _, _ := strings.Cut(rest, ".")
			if n, _ = strconv.Atoi(digits); n < 1 || n > f.to {
				continue
			}
		}
		return a.families[i][n]
	}
	return nil
}

// switchesOf are the parameters without which a check tells that something is off.
func switchesOf(check *diag.Check) []string {
	var names []string
	for _, f := range families {
		if f.check == check {
			names = append(names, f.switches...)
		}
	}
	return names
}
