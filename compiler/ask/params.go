package ask

import (
	"fmt"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/effective"
	"provc/compiler/table"
)

var whoSets = Question{
	Name: "who-sets", Takes: []string{"PARAM"},
	Asks:    "Which files set a parameter, for whom does each win, and what does it beat?",
	Example: []string{"who-sets", "up.idleTimeout"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		name := args[0]
		if err := f.parameter(name); err != nil {
			return nil, err
		}
		t := &table.Table{Title: "Who has " + name + ", and from which file", Columns: []string{"who", "when", "value", "set in", "beats", "place"}, Folded: 0, None: "No file sets it."}
		without := 0
		row := func(who string, v *effective.View, beats func(all []effective.Setting) string) {
			all := v.Settings(name)
			if len(all) == 0 {
				return
			}
			value := f.shown(all[0].Param)
			if foreign := v.Unless(name); foreign != nil {
				value += ", unless " + foreign.Shown() + " sets it"
			}
			t.Rows = append(t.Rows, []string{who, v.State, value, all[0].Path, beats(all[1:]), f.place(all[0].Pos)})
		}
		ofHandset := func(all []effective.Setting) string {
			var said []string
			for _, s := range all {
				said = append(said, f.shown(s.Param)+" in "+s.Path)
			}
			return strings.Join(said, ", ")
		}
		for _, h := range f.of(name) {
			if _, ok := h.Get(name); !ok {
				without++
			}
			row(f.name(h), &h.View, ofHandset)
		}
		beaten := map[string]string{} // by where people can log in
		for _, p := range f.people {
			there := f.onto[p.Users]
			if len(there) == 0 || !p.Sets(name) {
				continue
			}
			if _, known := beaten[p.Users]; !known {
				beaten[p.Users] = f.has(there, name)
			}
			v := there[0].As(p)
			row(p.Called(), &v, func([]effective.Setting) string { return beaten[p.Users] })
		}
		if without > 0 {
			t.Notes = append(t.Notes, fmt.Sprintf("No file gives it to %s%s.", kinds(without), f.vendorDefault(name)))
		}
		return &answer{t, 2}, nil
	},
}

// has is what handsets have of a parameter while nobody is logged in: what they have in
// common, if anything.
func (f *Fleet) has(handsets []*effective.Handset, name string) string {
	var values, places []string
	for _, h := range handsets {
		value, place := "nothing", ""
		if s, ok := h.Get(name); ok {
			value, place = f.shown(s.Param), " in "+s.Path
		}
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
		if !slices.Contains(places, place) {
			places = append(places, place)
		}
		if len(values) > 1 {
			return "what the handset has"
		}
	}
	if len(places) > 1 {
		return values[0] + " of the handset"
	}
	return values[0] + places[0]
}

// kinds counts handsets; those that nobody listed are one of their kind.
func kinds(n int) string {
	if n == 1 {
		return "1 handset, or those that are not listed"
	}
	return fmt.Sprintf("%d handsets, of which those that are not listed count as one", n)
}

// vendorDefault says what is in effect where no file sets a parameter, if that is known.
func (f *Fleet) vendorDefault(name string) string {
	if d := f.facts.Of(name).Default; d != nil {
		if *d == "" {
			return "; the vendor's default is empty"
		}
		return "; the vendor's default is " + *d
	}
	return ""
}

var whoRestarts = Question{
	Name: "who-restarts", Takes: []string{"PARAM"},
	Asks:    "Which handsets restart if a parameter changes, and where would it be changed?",
	Example: []string{"who-restarts", "up.idleTimeout"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		name := args[0]
		if err := f.parameter(name); err != nil {
			return nil, err
		}
		t := &table.Table{Title: "Who restarts if " + name + " changes", Columns: []string{"who", "restarts", "when", "changed in", "place"}, Folded: 0, None: "There is no handset."}
		restarts := map[catalogue.Restart]string{catalogue.RestartYes: "yes", catalogue.RestartNo: "no"}[f.facts.Of(name).Restart]
		if restarts == "" {
			restarts = "unknown"
			t.Notes = append(t.Notes, "The vendor does not say whether a change restarts a handset: reckon with it.")
		}
		row := func(who, in string, when artifact.When, place string) {
			t.Rows = append(t.Rows, []string{who, restarts, "at " + string(when), in, place})
		}
		for _, h := range f.of(name) {
			s, ok := h.Get(name)
			when := artifact.AtBoot
			for _, l := range h.Layers {
				when = f.account.Roles[l.Path].When
			}
			if ok {
				when = f.account.Roles[s.Path].When
				row(f.name(h), s.Path, when, f.place(s.Pos))
			} else {
				row(f.name(h), "no file sets it now", when, "")
			}
		}
		for _, p := range f.people {
			if there := f.onto[p.Users]; len(there) > 0 && p.Sets(name) {
				v := there[0].As(p)
				s, _ := v.Get(name)
				row(p.Called(), s.Path, f.account.Roles[s.Path].When, f.place(s.Pos))
			}
		}
		return &answer{t, 1}, nil
	},
}

// lists reports whether a file is a list of others, of which no parameter is an effect of
// its own.
func (f *Fleet) lists(path string) bool {
	r := f.account.Roles[path]
	return r.Lists != ""
}

var unseen = Question{
	Name:    "unseen",
	Asks:    "Which parameters has nobody in effect, and why?",
	Example: []string{"unseen"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		t := &table.Table{Title: "Parameters that nobody has in effect", Columns: []string{"parameter", "value", "in", "why", "place"}, Folded: -1, None: "None: each parameter is in effect for somebody."}
		hidden := f.hidden()
		for _, path := range f.root.Paths() {
			role := f.account.Roles[path]
			if role.Aside || role.Lists != "" || f.root.At(path).IsSeed() {
				continue
			}
			who := f.readersOf(path)
			for _, p := range f.root.Params(path) {
				why := ""
				switch {
				case who == nil && role.OfUser:
					why = "nobody can log in where the profile lies"
				case who == nil:
					why = "no handset reads the file"
				case hidden[path] != nil && hidden[path][p.Name] != "":
					why = "all who read it have " + hidden[path][p.Name]
				default:
					continue
				}
				t.Rows = append(t.Rows, []string{p.Name, f.shown(p), path, why, f.place(p.Pos)})
			}
		}
		return &answer{t, 3}, nil
	},
}

// hidden are the parameters of each file that something stronger beats for each handset
// that reads the file, with the file that does. A person's own file is the strongest.
func (f *Fleet) hidden() map[string]map[string]string {
	left := map[string]map[string]string{}
	for _, h := range f.handsets {
		for i, l := range h.Layers {
			names, known := left[l.Path]
			if !known {
				names = map[string]string{}
				for _, p := range l.Params() {
					names[p.Name] = l.Path
				}
				left[l.Path] = names
			}
			for name := range names {
				by := slices.IndexFunc(h.Layers[:i], func(s effective.Layer) bool { _, ok := s.Param(name); return ok })
				if by < 0 {
					delete(names, name)
				} else {
					names[name] = "it from " + h.Layers[by].Path
				}
			}
		}
	}
	return left
}

var unchecked = Question{
	Name:    "unchecked",
	Asks:    "What stands under unlisted, where nobody checks names and values?",
	Example: []string{"unchecked"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		t := &table.Table{Title: "Parameters under unlisted: no name and no value of these is checked", Columns: []string{"parameter", "value", "in", "read by", "place"}, Folded: 2, None: "None: each parameter is checked."}
		for _, path := range f.root.Paths() {
			for _, p := range f.root.Params(path) {
				if p.Unlisted {
					t.Rows = append(t.Rows, []string{p.Name, f.shown(p), path, f.said(f.readersOf(path)), f.place(p.Pos)})
				}
			}
		}
		slices.SortStableFunc(t.Rows, func(a, b []string) int { return catalogue.Compare(a[0], b[0]) })
		return &answer{t, 3}, nil
	},
}

var differsFromGroup = Question{
	Name: "differs-from-group", Takes: []string{"[HANDSET]"},
	Asks:    "Which handsets differ from their group, and in what?",
	Example: []string{"differs-from-group"},
	answer: func(f *Fleet, args []string) (*answer, error) {
		t := &table.Table{Title: "Handsets that differ from their group", Columns: []string{"who", "parameter", "has", "others have", "group", "place"}, Folded: 0, None: "None."}
		only, err := f.only(args)
		if err != nil {
			return nil, err
		}
		most := f.majorities()
		for _, h := range f.handsets {
			if h.ID == "" || only != nil && h != only {
				continue
			}
			own, shared := f.ownAndShared(h)
			group := f.groupOf(h, &shared)
			for _, l := range own {
				if f.lists(l.Path) {
					continue
				}
				for _, p := range l.Params() {
					if s, _ := h.Get(p.Name); s.Path != l.Path {
						continue
					}
					others := "nothing"
					if len(shared.Layers) > 0 {
						if s, ok := shared.Get(p.Name); ok {
							others = f.shown(s.Param)
						}
					} else if others, group = most.of(h, p.Name); others == "" {
						continue
					}
					if p.Secret == "" && p.Value == others { // as most have it
						continue
					}
					if has := f.shown(p); has != others {
						t.Rows = append(t.Rows, []string{f.name(h), p.Name, has, others, group, f.place(p.Pos)})
					}
				}
			}
		}
		return &answer{t, 2}, nil
	},
}

// only is the handset that is asked of; nil if all are.
func (f *Fleet) only(args []string) (*effective.Handset, error) {
	if len(args) == 0 {
		return nil, nil
	}
	return f.handset(args[0])
}

// ownAndShared divides the files of a handset into its own and those of others, too.
func (f *Fleet) ownAndShared(h *effective.Handset) (own []effective.Layer, shared effective.View) {
	shared.Unknown = nil
	for _, l := range h.Layers {
		if file := f.root.At(l.Path); file != nil && strings.EqualFold(file.Entity(), h.ID) {
			own = append(own, l)
		} else {
			shared.Layers = append(shared.Layers, l)
		}
	}
	return own, shared
}

// groupOf names what a handset has in common with some others: its strongest file that
// handsets which nobody listed do not read.
func (f *Fleet) groupOf(h *effective.Handset, shared *effective.View) string {
	rest := f.account.Handset(effective.Key{Folder: h.Folder})
	for _, l := range shared.Layers {
		if f.lists(l.Path) {
			continue
		}
		if rest == nil || !rest.Reads(l.Path) {
			return l.Path
		}
		break
	}
	return "all handsets"
}

// majorities are the values that most phones of a folder have, where each has all values
// in a file of its own.
type majorities map[string]map[string]map[string]int // folder, parameter, value: how many

const phonesOf = "\x00phones"

func (f *Fleet) majorities() majorities {
	all := majorities{}
	for _, h := range f.handsets {
		own, shared := f.ownAndShared(h)
		if h.ID == "" || len(shared.Layers) > 0 {
			continue
		}
		at := all[h.Folder+" "+h.State]
		if at == nil {
			at = map[string]map[string]int{phonesOf: {}}
			all[h.Folder+" "+h.State] = at
		}
		at[phonesOf][phonesOf]++
		for _, l := range own {
			for _, p := range l.Params() {
				if at[p.Name] == nil {
					at[p.Name] = map[string]int{}
				}
				at[p.Name][f.shown(p)]++
			}
		}
	}
	return all
}

// of is what most phones beside a handset have, and how they are called; empty if they have
// nothing in common.
func (m majorities) of(h *effective.Handset, parameter string) (value, group string) {
	at := m[h.Folder+" "+h.State]
	phones := at[phonesOf][phonesOf]
	for v, n := range at[parameter] {
		if phones > 2 && 2*n > phones {
			return v, fmt.Sprintf("%d of %d in %s", n, phones, h.Folder)
		}
	}
	return "", ""
}
