package spectralink

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"provc/compiler/diag"
)

// A setting may do nothing because another one is missing: a channel where
// push-to-talk is off, a soft key that is not enabled, a device.* value without its
// .set. Layers may say the one in a group and the other for all, so a setting is told
// only where no handset that takes it, with nobody or with somebody logged in, has
// what it needs.

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
	{check: featureOff, prefix: "softkey.", to: 13, own: "enable", off: true, switches: []string{keysEnabled}},
	{check: featureOff, prefix: "efk.efklist.", to: 50, own: "status", off: true, switches: []string{keysEnabled}},
	{check: featureOff, prefix: "efk.efkprompt.", to: 50, own: "status", off: true, switches: []string{keysEnabled}},
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
	{check: featureOff, prefix: "prov.polling.", switches: []string{pollingEnabled}},
	{check: featureOff, prefix: "feature.callListMissed.", switches: []string{"feature.callList.enabled"}, byItself: true},
	{check: featureOff, prefix: "feature.callListPlaced.", switches: []string{"feature.callList.enabled"}, byItself: true},
	{check: featureOff, prefix: "feature.callListReceived.", switches: []string{"feature.callList.enabled"}, byItself: true},
}

// reliance is what some settings rely on.
type reliance struct {
	check    *diag.Check
	own      string // the switch of the thing itself, such as softkey.3.enable; empty if it has none
	off      bool
	switches []string
	byItself bool
	value    string // a parameter that must have a value; empty if there is none
	number   int    // among all reliances
}

// outcome is what becomes of a setting on a handset, the best last.
type outcome uint8

const (
	idle        outcome = iota // it is turned off itself, on purpose
	lacksOwn                   // nobody turns it on
	lacksSwitch                // what it belongs to is off
	works
)

// outcome tells what becomes of settings where parameters have these values.
func (r *reliance) outcome(value func(name string) (text string, set bool)) outcome {
	if r.value != "" {
		if _, set := value(r.value); !set {
			return lacksOwn
		}
		return works
	}
	if r.own != "" {
		switch text, set := value(r.own); {
		case set && !isOn(text):
			return idle
		case !set && r.off:
			return lacksOwn
		}
	}
	on := func(name string) bool {
		text, set := value(name)
		return isOn(text) || !set && r.byItself
	}
	if len(r.switches) == 0 || slices.ContainsFunc(r.switches, on) {
		return works
	}
	return lacksSwitch
}

// isOn reports whether a boolean is true, as handsets read it.
func isOn(text string) bool { return text == "1" || strings.EqualFold(text, "true") }

// reliances are all there are: those of families, number by number, and those of
// device settings by name.
type reliances struct {
	all      []*reliance
	families [][]*reliance // by number behind the prefix
	device   map[string]*reliance
	switches map[string]bool // parameters that something relies on
}

var allReliances = sync.OnceValue(func() *reliances {
	out := &reliances{device: deviceReliances(), switches: map[string]bool{}}
	add := func(r *reliance) *reliance {
		r.number = len(out.all)
		out.all = append(out.all, r)
		for _, name := range append(r.switches, r.own, r.value) {
			out.switches[name] = true
		}
		return r
	}
	for _, f := range families {
		var numbered []*reliance
		for n := range f.to + 1 {
			r := &reliance{check: f.check, off: f.off, switches: slices.Clip(f.switches), byItself: f.byItself}
			if f.own != "" {
				r.own = f.prefix + strconv.Itoa(n) + "." + f.own
			}
			numbered = append(numbered, add(r))
		}
		out.families = append(out.families, numbered)
	}
	for p := range Schema().Params { // in the order of the schema
		if r := out.device[p.Name]; r != nil {
			add(r)
		}
	}
	return out
})

// of returns what a parameter relies on, or nil.
func (a *reliances) of(name string) *reliance {
	if strings.HasPrefix(name, devicePrefix) {
		return a.device[name]
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
		if r := a.families[i][n]; !slices.Contains(r.switches, name) {
			return r
		}
		return nil
	}
	return nil
}

// uses reports whether a setting does more than turn something off. An empty value
// does not, nor a zero, but for device settings, where zero is a value.
func uses(p *setting) bool {
	return p.Secret != "" || p.Value != "" && (p.Value != "0" || strings.HasPrefix(p.Name, devicePrefix) && !isDeviceFlag(p.Name))
}

// value is what a kind of handset has for a parameter.
func (s stack) value(name string) (text string, set bool) {
	if p := s.param(name); p != nil {
		return p.Value, true
	}
	return "", false
}

// relied is settings of a layer that rely on the same.
type relied struct {
	on      *reliance
	because *setting // the first of them
	best    outcome  // of all kinds of handset that have the layer
	kinds   []stack  // on which something is missing
	in      acceptors
}

func reliedIn(params []setting, in acceptors) []*relied {
	var all []*relied
	for i := range params {
		p := &params[i]
		r := allReliances().of(p.Name)
		if r == nil || !uses(p) {
			continue
		}
		if at := slices.IndexFunc(all, func(o *relied) bool { return o.on == r }); at < 0 {
			all = append(all, &relied{on: r, because: p, in: in.of(r.check)})
		} else if o := all[at]; p.Pos.Compare(o.because.Pos) < 0 {
			o.because = p
		}
	}
	return all
}

// withoutEffect finds what layers set that works on no handset.
func (c *checker) withoutEffect() {
	found := map[*layer][]*relied{}
	for _, s := range c.stacks {
		dir, _ := s.directory()
		r := c.residents[dir]
		value := func(name string) (string, bool) {
			if r != nil && r.turned[name] {
				return "1", true
			}
			return s.value(name)
		}
		for i, l := range s {
			if _, known := found[l]; !known {
				found[l] = reliedIn(l.params, s[i:].acceptors())
			}
			for _, u := range found[l] {
				if u.best == works {
					continue
				}
				o := u.on.outcome(value)
				if o != idle {
					u.kinds = append(u.kinds, s)
				}
				u.best = max(u.best, o)
			}
		}
	}
	for _, all := range found {
		for _, u := range all {
			c.lacking(u)
		}
	}
}

// lacking tells of settings that work nowhere.
func (c *checker) lacking(u *relied) {
	r, name := u.on, u.because.Name
	var d diag.Diagnostic
	missing := r.switches
	switch {
	case u.best == works, u.best == idle:
		return
	case r.value != "":
		missing = []string{r.value}
		d = r.check.At(diag.Pos{}, "%s is true, but %s has no value", name, r.value).WithHint("give it a value, or leave out its .set")
	case u.best == lacksOwn:
		missing = []string{r.own}
		fallthrough
	default:
		d = r.check.At(diag.Pos{}, "%s has no effect: %s is not true on any handset that takes it", name, strings.Join(missing, " or "))
		if known, ok := Schema().Param(missing[0]); ok {
			d = d.WithHint("set " + known.Spell() + " true")
		}
	}
	d.Pos = u.because.Pos
	c.repeat(u.in, missing[0], unless(u.kinds, d, missing...))
}

// Users' files are held against the handsets that read them.

// settled is what a user's own file says of the switches.
type settled int

const (
	notSettled settled = iota
	settledOn
	settledOff
	settlements
)

func settledBy(u *user, names ...string) settled {
	out := notSettled
	for _, name := range names {
		switch p := find(u.params, name); {
		case p == nil:
		case isOn(p.Value):
			return settledOn
		case len(names) == 1: // of several, handsets may have another one on
			out = settledOff
		}
	}
	return out
}

// value gives what the user's file has settled, else what is below.
func (s settled) value(below func(string) (string, bool), name string) (string, bool) {
	switch s {
	case settledOn:
		return "1", true
	case settledOff:
		return "0", true
	}
	return below(name)
}

// with is values of parameters where a user's file has settled some.
func (r *reliance) with(own, switches settled, below func(string) (string, bool)) func(string) (string, bool) {
	return func(name string) (string, bool) {
		if name == r.own || name == r.value {
			return own.value(below, name)
		}
		return switches.value(below, name)
	}
}

// Each is about parameters that begin with one of some texts: there may be very many
// users.
var (
	deviceReliesOn  = reliesOn(deviceSetMissing, devicePrefix)
	pttReliesOn     = reliesOn(pttNotEnabled, "ptt.")
	featureReliesOn = reliesOn(featureOff, prefixesOf(featureOff)...)
)

func prefixesOf(check *diag.Check) []string {
	var all []string
	for _, f := range families {
		if f.check == check {
			all = append(all, f.prefix)
		}
	}
	return all
}

// reliesOn is the need of a user's settings for what they rely on.
func reliesOn(check *diag.Check, prefixes ...string) *need {
	is := func(name string) bool {
		return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
	}
	return &need{
		check: check,
		of: func(u *user, found func(int, *setting)) {
			for i := range u.params {
				p := &u.params[i]
				if !is(p.Name) || !uses(p) {
					continue
				}
				if r := allReliances().of(p.Name); r != nil {
					if variant, o := r.settledBy(u); o == lacksOwn || o == lacksSwitch {
						found(variant, p)
					}
				}
			}
		},
		decides: func(name string) bool { return is(name) || allReliances().switches[name] },
		met: func(s stack, variant int) bool {
			_, o := ofUser(s, variant)
			return o == works
		},
		once: true,
		unmet: func(c *checker, n *needed, kinds []stack) {
			u := &relied{because: &n.because, in: acceptors{}.and(n.in)}
			for _, s := range kinds {
				r, o := ofUser(s, n.variant)
				u.on, u.best = r, max(u.best, o)
				if o != idle {
					u.kinds = append(u.kinds, s)
				}
			}
			c.lacking(u)
		},
	}
}

// settledBy tells what becomes of a user's settings by the user's own file, as far as
// that settles it, and what it leaves to the handset.
func (r *reliance) settledBy(u *user) (variant int, o outcome) {
	own, switches := settledBy(u, r.own), settledBy(u, r.switches...)
	if r.value != "" && find(u.params, r.value) != nil {
		own = settledOn
	}
	nothing := func(string) (string, bool) { return "", false }
	return (r.number*int(settlements)+int(own))*int(settlements) + int(switches), r.outcome(r.with(own, switches, nothing))
}

// ofUser tells what becomes of a user's setting on a kind of handset.
func ofUser(s stack, variant int) (*reliance, outcome) {
	switches := settled(variant % int(settlements))
	variant /= int(settlements)
	r := allReliances().all[variant/int(settlements)]
	return r, r.outcome(r.with(settled(variant%int(settlements)), switches, s.value))
}

// turns notes what a user's file turns on for settings of the handset.
func (r *residents) turns(u *user) {
	for i := range u.params {
		p := &u.params[i]
		if !isSwitch(p.Name) || !isOn(p.Value) && (!strings.HasPrefix(p.Name, devicePrefix) || isDeviceFlag(p.Name)) {
			continue
		}
		if r.turned == nil {
			r.turned = map[string]bool{}
		}
		r.turned[p.Name] = true
	}
}

// isSwitch reports whether something relies on a parameter.
func isSwitch(name string) bool {
	switch {
	case strings.HasPrefix(name, devicePrefix):
	case strings.HasSuffix(name, "enabled"), strings.HasSuffix(name, "enable"), strings.HasSuffix(name, ".status"), strings.HasSuffix(name, ".subscribed"):
	default:
		return false
	}
	return allReliances().switches[name]
}
