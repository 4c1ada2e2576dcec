package diff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"provc/compiler/effective"
)

// Of a random root: handsets read files of their own, of a group and of the site, in any
// order; people have profiles. Few names and values have many files say the same thing.
type randomRoot struct {
	lists map[string][]string          // by MAC; none of 000000000000 are for the rest
	files map[string]map[string]string // by path
}

var (
	randomNames = []string{"up.idleTimeout", "ptt.displayName", "reg.1.address", "reg.1.label"}
	randomMACs  = []string{"000000000000", "00907a000001", "00907a000002", "00907a000003", "00907a000004"}
	randomFiles = []string{"group-a.cfg", "group-b.cfg", "people/ana.cfg", "people/bo.cfg", "people/cy.cfg"}
)

func randomRootOf(r *rand.Rand) *randomRoot {
	root := &randomRoot{map[string][]string{}, map[string]map[string]string{}}
	for _, mac := range randomMACs {
		root.list(r, mac)
		if mac != randomMACs[0] {
			root.file(r, "phone-"+mac+".cfg")
		}
	}
	for _, f := range append([]string{"site.cfg"}, randomFiles...) {
		root.file(r, f)
	}
	return root
}

func (root *randomRoot) list(r *rand.Rand, mac string) {
	list := []string{"site.cfg"}
	if r.IntN(2) == 0 {
		list = append(list, randomFiles[r.IntN(2)])
	}
	if mac != randomMACs[0] && r.IntN(3) > 0 {
		list = append(list, "phone-"+mac+".cfg")
	}
	if slices.Reverse(list); r.IntN(5) == 0 {
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	root.lists[mac] = list
}

func (root *randomRoot) file(r *rand.Rand, path string) {
	root.files[path] = map[string]string{}
	for _, name := range randomNames {
		if r.IntN(2) == 0 {
			root.files[path][name] = fmt.Sprint(r.IntN(3)) // also one that is empty
		}
	}
	if r.IntN(4) == 0 {
		root.files[path]["ptt.displayName"] = ""
	}
}

// edit changes a few things, or many.
func (root *randomRoot) edit(r *rand.Rand) *randomRoot {
	out := &randomRoot{map[string][]string{}, map[string]map[string]string{}}
	for _, mac := range randomMACs {
		if out.lists[mac] = root.lists[mac]; r.IntN(4) == 0 {
			out.list(r, mac)
		}
	}
	for path, params := range root.files {
		if out.files[path] = params; r.IntN(2) == 0 {
			out.file(r, path)
		}
		if r.IntN(8) == 0 && path != "site.cfg" {
			delete(out.files, path)
		}
	}
	if r.IntN(6) == 0 {
		delete(out.lists, randomMACs[1+r.IntN(4)])
	}
	return out
}

func (root *randomRoot) side(t *testing.T) *Side {
	var b strings.Builder
	for _, mac := range randomMACs {
		if list, ok := root.lists[mac]; ok {
			fmt.Fprintf(&b, "-- %s.cfg --\n<MASTER_CONFIG><SOFTWARE APP_FILE_PATH=\"sip.ld\"/><CONFIGURATION CONFIG_FILES=\"%s\"/><DIRECTORIES USER_PROFILES_DIRECTORY=\"people\"/></MASTER_CONFIG>\n", mac, strings.Join(list, ", "))
		}
	}
	for path, params := range root.files {
		fmt.Fprintf(&b, "-- %s --\n<handsetConfig><x", path)
		if path == "site.cfg" {
			b.WriteString(` prov.login.enabled="1"`)
		}
		for _, name := range randomNames {
			if v, ok := params[name]; ok {
				fmt.Fprintf(&b, " %s=%q", name, v)
			}
		}
		b.WriteString("/></handsetConfig>\n")
	}
	return folder(t, b.String())
}

// acts is what somebody acts on before and now.
func acts(old, new *effective.View, name string) (p passage, differs bool) {
	was, had := old.Get(name)
	is, has := new.Get(name)
	p = passage{held{Value{Text: was.Value}, had}, held{Value{Text: is.Value}, has}}
	return p, p.old != p.new
}

// What is told of a handset or a person is what effective says of both sides: nothing
// else, and all of it.
func TestToldIsEffective(t *testing.T) {
	t.Parallel()
	rounds := 400
	if testing.Short() {
		rounds = 100
	}
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 1))
		before := randomRootOf(r)
		after := before.edit(r)
		old, new := before.side(t), after.side(t)
		d := Compare(old, new, Options{})
		if wrong := wrongly(d, old.Account(), new.Account()); len(wrong) > 0 {
			t.Errorf("seed %d: %s\n%v\n%v\n%s", seed, strings.Join(wrong, "\n"), before, after, printed(t, d, TextOptions{Verbose: true}))
			return
		}
	}
}

// wrongly lists what is told and is not so, and what is so and is not told.
func wrongly(d *Diff, before, after *effective.Account) []string {
	var wrong []string
	fail := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	handsets, people := map[string]map[string]passage{}, map[string]map[string][]*Change{}
	for _, f := range d.Files {
		for _, ch := range f.Changes {
			for _, n := range ch.Impact.Handsets {
				who := d.Handsets[n].Name()
				if handsets[who] == nil {
					handsets[who] = map[string]passage{}
				}
				if p, again := handsets[who][ch.Parameter]; again && !ch.lists() {
					fail("%s is told twice of %s: %v, %v", who, ch.Parameter, p, ch.passage())
				}
				handsets[who][ch.Parameter] = ch.passage()
			}
			for _, n := range ch.Impact.Users {
				id := d.Users[n].ID
				if people[id] == nil {
					people[id] = map[string][]*Change{}
				}
				people[id][ch.Parameter] = append(people[id][ch.Parameter], ch)
			}
		}
	}
	for _, k := range effective.Keys(before, after) {
		who, was := Handset{ID: k.ID, Unlisted: k.Unlisted}.Name(), k
		comes := !before.Lists(k) || !after.Lists(k)
		for _, r := range d.Renames {
			if r.Kind == OfHandset && r.New == k.ID {
				was.ID, comes = r.Old, false
			}
		}
		if comes {
			continue
		}
		h, g := before.Handset(was), after.Handset(k)
		for _, name := range randomNames {
			p, differs := acts(&h.View, &g.View, name)
			if got, told := handsets[who][name]; differs != told || told && got != p {
				fail("%s, %s: told %v (%t), acts on %v (%t)", who, name, got, told, p, differs)
			}
		}
		for id, u := range after.People["people"] {
			t := before.People["people"][id]
			if t == nil {
				continue
			}
			old, new := h.As(t), g.As(u)
			for _, name := range randomNames {
				p, differs := acts(&old, &new, name)
				told := slices.ContainsFunc(people[id][name], func(ch *Change) bool { return ch.Varies || ch.passage() == p })
				if differs && !told && handsets[who][name] != p {
					fail("%s on %s, %s: not told %v", id, who, name, p)
				}
			}
		}
	}
	for id, names := range people {
		t, u := before.People["people"][id], after.People["people"][id]
		if t == nil || u == nil {
			continue // who comes or goes is told by the profile
		}
		for name, changes := range names {
			for _, ch := range changes {
				so := map[passage]bool{}
				for _, k := range effective.Keys(before, after) {
					h, g := before.Handset(k), after.Handset(k)
					old, new := h.As(t), g.As(u)
					p, _ := acts(&old, &new, name)
					so[p] = true
				}
				if ch.Varies && len(so) < 2 || !ch.Varies && !so[ch.passage()] {
					fail("%s, %s: told %v, acts on %v", id, name, ch.passage(), so)
				}
			}
		}
	}
	return wrong
}
