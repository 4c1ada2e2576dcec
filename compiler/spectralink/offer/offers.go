// Package offer knows what the handsets of a profiles directory have for the users who log
// in there: macros by their names, and places, channels and names of which each is taken
// once. It finds what clashes, and names that nobody defines.
package offer

import (
	"maps"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// Settings of which no two may have the same value: places in the order of codecs,
// channels with a purpose, names of macros.

// exclusive is such settings. Each has a slot, of which the strongest layer decides.
type exclusive struct {
	check *diag.Check
	slot  func(name string) (slot string, holds bool) // slot is empty for others; holds: it has the value
	live  func(slot, text string, value func(string) (string, bool)) bool
	unset map[string]string // the vendor's values, by slot
	tell  func(text string, slots []string) diag.Diagnostic
}

const codecPref = "voice.codecPref."

var exclusives = []*exclusive{
	{
		check: codecPreferenceTwice,
		slot: func(name string) (string, bool) {
			if strings.HasPrefix(name, codecPref) {
				return name, true
			}
			return "", false
		},
		live: func(_, text string, _ func(string) (string, bool)) bool { return text != "" && text != "0" },
		tell: func(text string, slots []string) diag.Diagnostic {
			return codecPreferenceTwice.At(diag.Pos{}, "%s have the same place in the order of codecs, %s", strings.Join(slots, " and "), text).
				WithHint("give each a place of its own, or 0 to the one that is not used")
		},
	},
	purposes("channel", map[string]string{"ptt.emergencyChannel": "25", "ptt.priorityChannel": "24"}),
	purposes("group", map[string]string{"ptt.pageMode.emergencyGroup": "25", "ptt.pageMode.priorityGroup": "24"}),
	{
		check: efkNameTwice,
		slot: func(name string) (string, bool) {
			if macro, field, ok := macroField(name); ok && (field == "mname" || field == "status") {
				return macro, field == "mname"
			}
			return "", false
		},
		live: func(slot, text string, value func(string) (string, bool)) bool {
			status, _ := value(slot + ".status")
			return text != "" && facts.IsOn(status)
		},
		tell: func(text string, slots []string) diag.Diagnostic {
			return efkNameTwice.At(diag.Pos{}, "%s are both named %s, and a handset takes the first", strings.Join(slots, " and "), text).
				WithHint("give each a name of its own")
		},
	},
}

// purposes are channels or groups that serve a purpose each.
func purposes(what string, unset map[string]string) *exclusive {
	return &exclusive{
		check: pttChannelTwice,
		slot: func(name string) (string, bool) {
			if _, is := unset[name]; is {
				return name, true
			}
			return "", false
		},
		live:  func(_, text string, _ func(string) (string, bool)) bool { return text != "" },
		unset: unset,
		tell: func(text string, slots []string) diag.Diagnostic {
			return pttChannelTwice.At(diag.Pos{}, "%s are both %s %s", strings.Join(slots, " and "), what, text).
				WithHint("give each a " + what + " of its own")
		},
	}
}

// holders are the slots that have a value, by value. The setting is nil for a
// vendor's value that nobody sets.
type holders map[string]map[string]*facts.Setting

func (h holders) add(text, slot string, p *facts.Setting) {
	if h[text] == nil {
		h[text] = map[string]*facts.Setting{}
	}
	if known := h[text][slot]; known == nil || p != nil && p.Pos.Compare(known.Pos) < 0 {
		h[text][slot] = p
	}
}

// in reports whether settings are of this kind.
func (x *exclusive) in(params []facts.Setting) bool {
	return slices.ContainsFunc(params, func(p facts.Setting) bool { slot, _ := x.slot(p.Name); return slot != "" })
}

// Decides reports whether it depends on a parameter what handsets have for users, or what
// on them clashes.
func Decides(name string) bool { return isExclusive(name) || calls(name) }

// isExclusive reports whether a parameter must not have the value of another one.
func isExclusive(name string) bool {
	return slices.ContainsFunc(exclusives, func(x *exclusive) bool { slot, _ := x.slot(name); return slot != "" })
}

// holders of a kind of handset.
func (x *exclusive) holders(s kind.Stack) holders {
	h, decided := holders{}, map[string]bool{}
	for _, l := range s {
		for i := range l.Params {
			p := &l.Params[i]
			slot, holds := x.slot(p.Name)
			if !holds || decided[slot] {
				continue
			}
			decided[slot] = true
			if x.live(slot, p.Value, s.Value) {
				h.add(p.Value, slot, p)
			}
		}
	}
	for slot, text := range x.unset {
		if !decided[slot] {
			h.add(text, slot, nil)
		}
	}
	return h
}

// beneath leaves out the strongest layers of a kind of handset as long as they say
// nothing of what somebody looks for.
func beneath(s kind.Stack, says func([]facts.Setting) bool) kind.Stack {
	for len(s) > 1 && !says(s[0].Params) {
		s = s[1:]
	}
	return s
}

// offer is what the handsets of a profiles directory have for users who log in.
type offer struct {
	holders []holders // by exclusive
	macros  Names
	readers []kind.Stack // that read files of somebody else's
	seen    map[any]bool // what has been added
}

// soften softens a finding about a user's file that would be wrong if a handset had
// other values of some parameters than we give it.
func (o *offer) soften(d diag.Diagnostic, names ...string) diag.Diagnostic {
	if o == nil {
		return d
	}
	return kind.Unless(o.readers, d, names...)
}

// Offers are what handsets have for users, by profiles directory.
type Offers map[string]*offer

// New finds what handsets have for users, and what on them clashes.
func New(k *kind.Kinds, r kind.Repeats) Offers {
	known := make([]map[*facts.Layer]holders, len(exclusives))
	for i, x := range exclusives {
		known[i] = map[*facts.Layer]holders{}
		for _, s := range k.Stacks {
			says := beneath(s, x.in)
			if known[i][says[0]] == nil {
				known[i][says[0]] = x.holders(says)
				x.clashes(r, s, known[i][says[0]])
			}
		}
	}
	all := Offers{}
	for dir, kinds := range k.InFolder {
		o := &offer{holders: make([]holders, len(exclusives)), macros: Names{}, seen: map[any]bool{}}
		all[dir] = o
		for _, s := range k.Real[dir] {
			for i, x := range exclusives {
				says := beneath(s, x.in)
				o.hold(i, says[0], known[i][says[0]])
			}
		}
		for _, s := range kinds {
			if slices.ContainsFunc(s, func(l *facts.Layer) bool { return l.Foreign.Any() }) {
				o.readers = append(o.readers, s)
			}
			says := beneath(s, definesMacros)
			if !o.seen[says[0]] {
				o.seen[says[0]] = true
				o.macros.addAll(macros(says))
			}
		}
	}
	return all
}

// hold adds what a kind of handset has.
func (o *offer) hold(i int, from *facts.Layer, h holders) {
	type key struct {
		i    int
		from *facts.Layer
	}
	if o.seen[key{i, from}] {
		return
	}
	o.seen[key{i, from}] = true
	if o.holders[i] == nil {
		o.holders[i] = holders{}
	}
	for text, slots := range h {
		for slot, p := range slots {
			o.holders[i].add(text, slot, p)
		}
	}
}

// clashes tells of slots with the same value on a kind of handset.
func (x *exclusive) clashes(r kind.Repeats, s kind.Stack, h holders) {
	for text, slots := range h {
		if len(slots) > 1 {
			x.clash(r, text, slots, s.Acceptors(), func(d diag.Diagnostic) diag.Diagnostic { return s.Unless(d, slices.Sorted(maps.Keys(slots))...) })
		}
	}
}

// clash tells of slots with the same value, at the last of those that are set.
func (x *exclusive) clash(r kind.Repeats, text string, slots map[string]*facts.Setting, in kind.Acceptors, soften func(diag.Diagnostic) diag.Diagnostic) {
	names := slices.Sorted(maps.Keys(slots))
	d := x.tell(text, names)
	for _, slot := range names {
		if p := slots[slot]; p == nil {
			d = d.WithDetail("%s is the vendor's value of %s", text, slot)
		} else if !d.Pos.IsValid() || p.Pos.Compare(d.Pos) > 0 {
			d.Pos = p.Pos
		}
	}
	for _, slot := range names {
		if p := slots[slot]; p != nil && p.Pos != d.Pos {
			d = d.WithRelated(p.Pos, "the other is here")
		}
	}
	r.Note(in.Of(x.check), d.Summary, soften(d))
}

// ClashesOf finds what in a user's file clashes with the rest of it, or with what
// the handset has.
func (all Offers) ClashesOf(u *facts.User, r kind.Repeats) {
	for i, x := range exclusives {
		if !x.in(u.Params) {
			continue
		}
		own, decided := holders{}, map[string]bool{}
		value := func(name string) (string, bool) {
			if p := facts.Find(u.Params, name); p != nil {
				return p.Value, true
			}
			return "", false
		}
		for k := range u.Params {
			p := &u.Params[k]
			slot, holds := x.slot(p.Name)
			if slot == "" {
				continue
			}
			decided[slot] = true
			if holds && x.live(slot, p.Value, value) {
				own.add(p.Value, slot, p)
			}
		}
		for text, slots := range own {
			held := maps.Clone(slots)
			var theirs []string
			o := all[u.Directory]
			if o != nil {
				for slot, p := range o.holders[i][text] {
					if !decided[slot] {
						held[slot] = p
						theirs = append(theirs, slot)
					}
				}
			}
			if len(held) > 1 {
				x.clash(r, text, held, kind.Acceptors{}.And(u.Accepts), func(d diag.Diagnostic) diag.Diagnostic { return o.soften(d, theirs...) })
			}
		}
	}
}
