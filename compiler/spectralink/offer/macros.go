package offer

import (
	"maps"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/meant"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// Soft keys name macros, which enhanced feature keys define. A macro may stand in any
// layer, or in the user's file, whichever the soft key stands in.

const (
	macroPrefix   = "efk.efklist."
	softkeyPrefix = "softkey."
	macroUnnamed  = "expanded_macro" // the vendor's name of those without one
)

// macroField takes the name of a parameter of a macro apart.
func macroField(name string) (macro, field string, ok bool) {
	rest, ok := strings.CutPrefix(name, macroPrefix)
	if !ok {
		return "", "", false
	}
	n, field, ok := strings.Cut(rest, ".")
	return macroPrefix + n, field, ok
}

func definesMacros(params []facts.Setting) bool {
	return slices.ContainsFunc(params, func(p facts.Setting) bool { return strings.HasPrefix(p.Name, macroPrefix) })
}

// Names are those of macros, by themselves in small letters: whether handsets tell
// letter case apart, no source says.
type Names map[string]string

func (n Names) has(name string) bool { return n[strings.ToLower(name)] != "" }

// add adds a name. Of several spellings one stays, whatever the order.
func (n Names) add(name string) {
	small := strings.ToLower(name)
	if known := n[small]; known == "" || name < known {
		n[small] = name
	}
}

func (n Names) addAll(more Names) {
	for _, name := range more {
		n.add(name)
	}
}

// macros are the names of those that a kind of handset has. Those that are turned off
// do not count.
func macros(s kind.Stack) Names {
	all := Names{}
	for _, l := range s {
		for i := range l.Params {
			p := &l.Params[i]
			macro, field, _ := macroField(p.Name)
			if field != "mname" || s.Param(p.Name) != p {
				continue
			}
			if status, set := s.Value(macro + ".status"); !set || facts.IsOn(status) {
				all.add(p.Value)
			}
		}
	}
	return all
}

// MacrosOf are those of a user; nil if there are none.
func MacrosOf(u *facts.User) Names {
	if !definesMacros(u.Params) {
		return nil
	}
	return macros(kind.Stack{&facts.Layer{Params: u.Params}})
}

// And are the names of both, of which either may be nil.
func (n Names) And(more Names) Names {
	if n == nil {
		return more
	}
	n.addAll(more)
	return n
}

// called are the names of the macros that an action calls: all of it is names behind
// exclamation marks, or parts of it are between dollar signs, with an M.
func called(action string) []string {
	var names []string
	if list, ok := strings.CutPrefix(action, "!"); ok && !strings.Contains(list, "$") {
		for name := range strings.SplitSeq(list, "!") {
			if strings.Trim(name, "0123456789") != "" { // digits alone are a speed dial
				names = append(names, name)
			}
		}
		return names
	}
	parts := strings.Split(action, "$")
	if len(parts)%2 == 0 {
		return nil // a dollar sign without another
	}
	for i := 1; i < len(parts); i += 2 {
		if name, ok := strings.CutPrefix(parts[i], "M"); ok && name != "" && isLetter(name[0]) {
			names = append(names, name)
		}
	}
	return names
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

// mention is a place where a macro is named.
type mention struct {
	by    *facts.Setting
	macro string
	known bool
	kinds []kind.Stack // that lack it
	in    kind.Acceptors
}

// callsIn are the macros that settings name, those of keys and macros that are turned
// off beside them left out.
func callsIn(params []facts.Setting) []*mention {
	var all []*mention
	for i := range params {
		p := &params[i]
		if !calls(p.Name) {
			continue
		}
		for _, name := range called(p.Value) {
			if !strings.EqualFold(name, macroUnnamed) {
				all = append(all, &mention{by: p, macro: name})
			}
		}
	}
	return all
}

// calls reports whether the value of a parameter is an action.
func calls(name string) bool {
	return strings.HasPrefix(name, softkeyPrefix) && strings.HasSuffix(name, ".action") ||
		strings.HasPrefix(name, macroPrefix) && strings.HasSuffix(name, ".action.string")
}

// turnedOff reports whether what an action belongs to is turned off on purpose.
func turnedOff(action string, value func(string) (string, bool)) bool {
	of := strings.TrimSuffix(action, ".action")
	name := of + ".enable"
	if of == action {
		name = strings.TrimSuffix(action, ".action.string") + ".status"
	}
	text, set := value(name)
	return set && !facts.IsOn(text)
}

// UnknownMacros finds the names of macros that no handset has on which they are used.
// People who log in there may have some, by profiles directory.
func (all Offers) UnknownMacros(k *kind.Kinds, people func(dir string) Names, r kind.Repeats) {
	found := map[*facts.Layer][]*mention{}
	known := map[*facts.Layer]Names{}
	for _, s := range k.Stacks {
		theirs := people(s.Profiles())
		for i, l := range s {
			if _, seen := found[l]; !seen {
				found[l] = callsIn(l.Params)
				for _, x := range found[l] {
					x.in = s[i:].Acceptors().Of(softkeyMacroUnknown)
				}
			}
			for _, x := range found[l] {
				if x.known || s.Param(x.by.Name) != x.by || turnedOff(x.by.Name, s.Value) {
					continue
				}
				says := beneath(s, definesMacros)
				if known[says[0]] == nil {
					known[says[0]] = macros(says)
				}
				if x.known = known[says[0]].has(x.macro) || theirs.has(x.macro); !x.known {
					x.kinds = append(x.kinds, s)
				}
			}
		}
	}
	for _, calls := range found {
		for _, x := range calls {
			if !x.known && len(x.kinds) > 0 {
				first := slices.MinFunc(x.kinds, func(a, b kind.Stack) int { return strings.Compare(a.Profiles(), b.Profiles()) })
				x.unknown(r, x.in, all[first.Profiles()], func(d diag.Diagnostic) diag.Diagnostic { return kind.Unless(x.kinds, d, macroPrefix+"*") })
			}
		}
	}
}

// CallsOf finds the names of macros that neither a user's file has nor a handset.
func (all Offers) CallsOf(u *facts.User, r kind.Repeats) {
	calls := callsIn(u.Params)
	if len(calls) == 0 {
		return
	}
	own := kind.Stack{&facts.Layer{Params: u.Params}}
	known, o := macros(own), all[u.Directory]
	for _, x := range calls {
		if !turnedOff(x.by.Name, own.Value) && !known.has(x.macro) && o != nil && !o.macros.has(x.macro) {
			x.unknown(r, kind.Acceptors{}.And(u.Accepts.Of(softkeyMacroUnknown)), o, func(d diag.Diagnostic) diag.Diagnostic { return o.soften(d, macroPrefix+"*") })
		}
	}
}

func (x *mention) unknown(r kind.Repeats, in kind.Acceptors, o *offer, soften func(diag.Diagnostic) diag.Diagnostic) {
	d := softkeyMacroUnknown.At(x.by.Pos, "%s calls macro %s, which no efk.efklist that is turned on has as its mname", x.by.Name, x.macro)
	if o != nil {
		if near := meant.Nearest(x.macro, slices.Sorted(maps.Values(o.macros))); near != "" {
			fix := diag.Respell(x.macro, near)
			if strings.Contains(x.by.Value, "$M"+x.macro+"$") {
				fix = diag.Respell("$M"+x.macro+"$", "$M"+near+"$")
			}
			d = d.Proposed(diag.DidYouMean(near, fix))
		}
	}
	r.Note(in, x.macro, soften(d))
}
