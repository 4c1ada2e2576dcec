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
		t := &table.Table{Title: "Who has " + name + ", and from which file", Columns: []string{"who", "value", "set in", "beats", "place"}, Folded: 0, None: "No file sets it."}
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
			t.Rows = append(t.Rows, []string{who, value, all[0].Path, beats(all[1:]), f.place(all[0].Pos)})
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
		return &answer{t, 1}, nil
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
		row := func(who string, v *effective.View) {
			restart, says := f.restart(v, name)
			when, in, place := artifact.AtBoot, "no file sets it now", ""
			for _, l := range v.Layers {
				when = f.account.Roles[l.Path].When
			}
			if s, ok := v.Get(name); ok {
				when, in, place = f.account.Roles[s.Path].When, s.Path, f.place(s.Pos)
			}
			t.Rows = append(t.Rows, []string{who, restarts(restart) + says, "at " + string(when), in, place})
			if restart == catalogue.RestartUnknown && t.Notes == nil {
				t.Notes = append(t.Notes, "Where it is unknown, the vendor does not say whether a change restarts a handset: reckon with it, or state what you have seen (restarts).")
			}
		}
		for _, h := range f.of(name) {
			row(f.name(h), &h.View)
		}
		for _, p := range f.people {
			if there := f.onto[p.Users]; len(there) > 0 && p.Sets(name) {
				v := there[0].As(p)
				row(p.Called(), &v)
			}
		}
		return &answer{t, 1}, nil
	},
}

// restarts is the answer in a word.
func restarts(r catalogue.Restart) string {
	switch r {
	case catalogue.RestartYes:
		return "yes"
	case catalogue.RestartNo:
		return "no"
	}
	return "unknown"
}

// restart is whether a change of a parameter restarts a handset, and who says so: the team
// in the deployment of one of its files, or the vendor.
func (f *Fleet) restart(v *effective.View, name string) (catalogue.Restart, string) {
	for _, l := range v.Layers {
		if file := f.root.At(l.Path); file != nil {
			if s, ok := file.Restarts.Of(name); ok {
				return s.Restart, ", says the deployment (" + f.place(s.Pos) + ")"
			}
		}
	}
	if r := f.facts.Of(name).Restart; r != catalogue.RestartUnknown {
		return r, ", says the vendor"
	}
	return catalogue.RestartUnknown, ""
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
				case hidden[path][p.Name] != "":
					why = "all who read the file take it from " + hidden[path][p.Name]
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
					names[p.Name] = ""
				}
				left[l.Path] = names
			}
			for name, beaten := range names {
				by := slices.IndexFunc(h.Layers[:i], func(s effective.Layer) bool { _, ok := s.Param(name); return ok })
				switch {
				case by < 0:
					delete(names, name)
				case beaten == "":
					names[name] = h.Layers[by].Path
				case beaten != h.Layers[by].Path:
					names[name] = "stronger files"
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
