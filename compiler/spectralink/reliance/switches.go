package reliance

import (
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// A setting may do nothing because another one is missing: a channel where
// push-to-talk is off, a soft key that is not enabled, a device.* value without its
// .set. Layers may say the one in a group and the other for all, so a setting is told
// only where no handset that takes it, with nobody or with somebody logged in, has
// what it needs.

// uses reports whether a setting does more than turn something off. An empty value
// does not, nor a zero, but for device settings, where zero is a value. A switch does if
// it is on, whatever else stands under unlisted.
func uses(p *facts.Setting) bool {
	isDevice := strings.HasPrefix(p.Name, facts.DevicePrefix)
	if !isDevice && isSwitch(p.Name) {
		return facts.IsOn(p.Value)
	}
	return p.Secret != "" || p.Value != "" && (p.Value != "0" || isDevice && !facts.IsDeviceFlag(p.Name))
}

// relied is settings of a layer that rely on the same.
type relied struct {
	on      *Reliance
	because *facts.Setting // the first of them
	best    outcome        // of all kinds of handset that have the layer
	kinds   []kind.Stack   // on which something is missing
	in      kind.Acceptors
}

func reliedIn(params []facts.Setting, in kind.Acceptors) []*relied {
	var all []*relied
	for i := range params {
		p := &params[i]
		r := allReliances().of(p.Name)
		if r == nil || !uses(p) {
			continue
		}
		if at := slices.IndexFunc(all, func(o *relied) bool { return o.on == r }); at < 0 {
			all = append(all, &relied{on: r, because: p, in: in.Of(r.check)})
		} else if o := all[at]; p.Pos.Compare(o.because.Pos) < 0 {
			o.because = p
		}
	}
	return all
}

// WithoutEffect finds what layers set that works on no handset. Turned are the switches
// that people who log in there turn on, by profiles directory.
func WithoutEffect(k *kind.Kinds, turned func(dir string) map[string]bool, r kind.Repeats) {
	found := map[*facts.Layer][]*relied{}
	for _, s := range k.Stacks {
		on := turned(s.Profiles())
		value := func(name string) (string, bool) {
			if on[name] {
				return "1", true
			}
			return s.Value(name)
		}
		for i, l := range s {
			if _, known := found[l]; !known {
				found[l] = reliedIn(l.Params, s[i:].Acceptors())
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
			u.lacking(r)
		}
	}
}

// lacking tells of settings that work nowhere.
func (u *relied) lacking(told kind.Repeats) {
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
		if known, ok := facts.Schema().Param(missing[0]); ok {
			d = d.WithHint("set " + known.Spell() + " true")
		}
	}
	d.Pos = u.because.Pos
	told.Note(u.in, missing[0], kind.Unless(u.kinds, d, missing...))
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

func settledBy(u *facts.User, names ...string) settled {
	out := notSettled
	for _, name := range names {
		switch p := facts.Find(u.Params, name); {
		case p == nil:
		case facts.IsOn(p.Value):
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
func (r *Reliance) with(own, switches settled, below func(string) (string, bool)) func(string) (string, bool) {
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
	DeviceNeed  = reliesOn(deviceSetMissing, facts.DevicePrefix)
	PTTNeed     = reliesOn(pttNotEnabled, "ptt.")
	FeatureNeed = reliesOn(featureOff, prefixesOf(featureOff)...)
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
func reliesOn(check *diag.Check, prefixes ...string) *kind.Need {
	is := func(name string) bool {
		return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
	}
	return &kind.Need{
		Check: check,
		Of: func(u *facts.User, found func(int, *facts.Setting)) {
			for i := range u.Params {
				p := &u.Params[i]
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
		Decides: func(name string) bool { return allReliances().isSwitch(name) },
		Met: func(s kind.Stack, variant int) bool {
			_, o := ofUser(s, variant)
			return o == works
		},
		Once: true,
	}
}

// Unmet tells of what users' settings rely on that kinds of handset do not give.
func Unmet(n *kind.Needed, kinds []kind.Stack, r kind.Repeats) {
	u := &relied{because: &n.Because, in: kind.Acceptors{}.And(n.In)}
	for _, s := range kinds {
		on, o := ofUser(s, n.Variant)
		u.on, u.best = on, max(u.best, o)
		if o != idle {
			u.kinds = append(u.kinds, s)
		}
	}
	u.lacking(r)
}

// settledBy tells what becomes of a user's settings by the user's own file, as far as
// that settles it, and what it leaves to the handset.
func (r *Reliance) settledBy(u *facts.User) (variant int, o outcome) {
	own, switches := settledBy(u, r.own), settledBy(u, r.switches...)
	if r.value != "" && facts.Find(u.Params, r.value) != nil {
		own = settledOn
	}
	nothing := func(string) (string, bool) { return "", false }
	return (r.number*int(settlements)+int(own))*int(settlements) + int(switches), r.outcome(r.with(own, switches, nothing))
}

// ofUser tells what becomes of a user's setting on a kind of handset.
func ofUser(s kind.Stack, variant int) (*Reliance, outcome) {
	switches := settled(variant % int(settlements))
	variant /= int(settlements)
	r := allReliances().numbered(variant / int(settlements))
	return r, r.outcome(r.with(settled(variant%int(settlements)), switches, s.Value))
}

// Turns calls on for each parameter that a user's file turns on for settings of the
// handset.
func Turns(u *facts.User, on func(name string)) {
	for i := range u.Params {
		p := &u.Params[i]
		if isSwitch(p.Name) && (facts.IsOn(p.Value) || strings.HasPrefix(p.Name, facts.DevicePrefix) && !facts.IsDeviceFlag(p.Name)) {
			on(p.Name)
		}
	}
}

// isSwitch reports whether something relies on a parameter.
func isSwitch(name string) bool {
	switch {
	case strings.HasPrefix(name, facts.DevicePrefix):
	case strings.HasSuffix(name, "enabled"), strings.HasSuffix(name, "enable"), strings.HasSuffix(name, ".status"), strings.HasSuffix(name, ".subscribed"):
	default:
		return false
	}
	return allReliances().isSwitch(name)
}
