package ask

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/effective"
	"provc/compiler/table"
)

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
		groups := f.groups()
		for _, h := range f.handsets {
			if h.ID == "" || only != nil && h != only {
				continue
			}
			own, shared := f.ownAndShared(h)
			g := groups[f.groupOf(h, &shared)]
			for p := range f.ofOwn(h, own) {
				if only == nil && g.isOwn(p.Name) {
					continue // each has another
				}
				others, group := g.most(p.Name)
				if s, ok := shared.Get(p.Name); ok && others == "" {
					others = f.shown(s.Param)
				} else if others == "" && len(shared.Layers) == 0 {
					continue // they have nothing in common
				}
				if has := f.shown(p); has != others {
					t.Rows = append(t.Rows, []string{f.name(h), p.Name, has, cmp.Or(others, "nothing"), group, f.place(p.Pos)})
				}
			}
			for _, name := range g.common() {
				s, ok := h.Get(name)
				if slices.ContainsFunc(own, func(l effective.Layer) bool { return ok && l.Path == s.Path }) {
					continue // told above
				}
				has := "nothing"
				if ok {
					has = f.shown(s.Param)
				}
				if others, group := g.most(name); has != others {
					t.Rows = append(t.Rows, []string{f.name(h), name, has, others, group, f.place(s.Pos)})
				}
			}
		}
		if only == nil {
			t.Notes = leftOut(groups)
		}
		return &answer{t, 2}, nil
	},
}

// ofOwn goes through the parameters of a handset that its own files set, where nothing
// stronger does.
func (f *Fleet) ofOwn(h *effective.Handset, own []effective.Layer) iter.Seq[artifact.Param] {
	return func(yield func(artifact.Param) bool) {
		for _, l := range own {
			if f.lists(l.Path) {
				continue
			}
			for _, p := range l.Params() {
				if s, _ := h.Get(p.Name); s.Path == l.Path && !yield(p) {
					return
				}
			}
		}
	}
}

// group is handsets that have something in common.
type group struct {
	name     string
	handsets int
	values   map[string]map[string]int // by parameter, of files of their own: how many have a value
	alike    []string                  // see common
}

// isOwn reports whether there are more values of the group than half of its handsets, so
// that each may have its own, and none that most have.
func (g *group) isOwn(parameter string) bool {
	values := g.values[parameter]
	if most, _ := g.most(parameter); most != "" {
		return false
	}
	return g.handsets > 2 && 2*len(values) > g.handsets
}

// most is what most handsets of the group have in files of their own, and how these are
// called; without one, the value is empty, and it is the group that is called.
func (g *group) most(parameter string) (value, name string) {
	for v, n := range g.values[parameter] {
		if g.handsets > 2 && 2*n > g.handsets {
			return v, fmt.Sprintf("%d of %d in %s", n, g.handsets, g.name)
		}
	}
	return "", g.name
}

// common lists the parameters that most handsets of the group have alike in files of their
// own.
func (g *group) common() []string {
	if g.alike == nil {
		g.alike = []string{}
		for _, name := range slices.SortedFunc(maps.Keys(g.values), catalogue.Compare) {
			if v, _ := g.most(name); v != "" {
				g.alike = append(g.alike, name)
			}
		}
	}
	return g.alike
}

// groups are those of all handsets, by name.
func (f *Fleet) groups() map[string]*group {
	all := map[string]*group{}
	for _, h := range f.handsets {
		if h.ID == "" {
			continue
		}
		own, shared := f.ownAndShared(h)
		name := f.groupOf(h, &shared)
		g := all[name]
		if g == nil {
			g = &group{name: name, values: map[string]map[string]int{}}
			all[name] = g
		}
		g.handsets++
		for p := range f.ofOwn(h, own) {
			if g.values[p.Name] == nil {
				g.values[p.Name] = map[string]int{}
			}
			g.values[p.Name][f.shown(p)]++
		}
	}
	return all
}

// leftOut says which parameters are left out, since most handsets of a group have values
// of their own.
func leftOut(groups map[string]*group) []string {
	names := map[string]bool{}
	for _, g := range groups {
		for name := range g.values {
			if g.isOwn(name) {
				names[name] = true
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{"Left out, because most handsets of a group have a value of their own: " + table.Names(slices.SortedFunc(maps.Keys(names), catalogue.Compare)) + "."}
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
// handsets which nobody listed do not read. Phones that have all values in files of their
// own are those of a folder.
func (f *Fleet) groupOf(h *effective.Handset, shared *effective.View) string {
	if len(shared.Layers) == 0 {
		return h.Folder
	}
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
	if h.Folder != "." {
		return "all handsets in " + h.Folder
	}
	return "all handsets"
}
