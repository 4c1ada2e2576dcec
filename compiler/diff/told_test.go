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

// telling is what a diff tells of each handset and person, and what is wrong with it.
type telling struct {
	diff          *Diff
	before, after *effective.Account
	handsets      map[string]map[string]passage
	people        map[string]map[string][]*Change
	wrong         []string
}

// wrongly lists what is told and is not so, and what is so and is not told.
func wrongly(d *Diff, before, after *effective.Account) []string {
	t := &telling{d, before, after, map[string]map[string]passage{}, map[string]map[string][]*Change{}, nil}
	t.collect()
	for _, k := range effective.Keys(before, after) {
		if was, stays := t.was(k); stays {
			t.handset(Handset{ID: k.ID, Unlisted: k.Unlisted}.Name(), before.Handset(was), after.Handset(k))
		}
	}
	t.invented()
	return t.wrong
}

func (t *telling) fail(format string, args ...any) {
	t.wrong = append(t.wrong, fmt.Sprintf(format, args...))
}

func (t *telling) collect() {
	for _, f := range t.diff.Files {
		for _, ch := range f.Changes {
			for _, n := range ch.Impact.Handsets {
				t.ofHandset(t.diff.Handsets[n].Name(), ch)
			}
			for _, n := range ch.Impact.Users {
				id := t.diff.Users[n].ID
				if t.people[id] == nil {
					t.people[id] = map[string][]*Change{}
				}
				t.people[id][ch.Parameter] = append(t.people[id][ch.Parameter], ch)
			}
		}
	}
}

func (t *telling) ofHandset(who string, ch *Change) {
	if t.handsets[who] == nil {
		t.handsets[who] = map[string]passage{}
	}
	if p, again := t.handsets[who][ch.Parameter]; again && !ch.lists() {
		t.fail("%s is told twice of %s: %v, %v", who, ch.Parameter, p, ch.passage())
	}
	t.handsets[who][ch.Parameter] = ch.passage()
}

// was is who a handset was, unless it comes or goes.
func (t *telling) was(k effective.Key) (was effective.Key, stays bool) {
	for _, r := range t.diff.Renames {
		if r.Kind == OfHandset && r.New == k.ID {
			was = k
			was.ID = r.Old
			return was, true
		}
	}
	return k, t.before.Lists(k) && t.after.Lists(k)
}

// handset holds what is told of a handset, and of people on it, against what they act on.
func (t *telling) handset(who string, h, g *effective.Handset) {
	for _, name := range randomNames {
		p, differs := acts(&h.View, &g.View, name)
		if got, told := t.handsets[who][name]; differs != told || told && got != p {
			t.fail("%s, %s: told %v (%t), acts on %v (%t)", who, name, got, told, p, differs)
		}
	}
	for id, is := range t.after.People["people"] {
		was := t.before.People["people"][id]
		if was == nil {
			continue
		}
		old, new := h.As(was), g.As(is)
		for _, name := range randomNames {
			p, differs := acts(&old, &new, name)
			told := slices.ContainsFunc(t.people[id][name], func(ch *Change) bool { return ch.Varies || ch.passage() == p })
			if differs && !told && t.handsets[who][name] != p {
				t.fail("%s on %s, %s: not told %v", id, who, name, p)
			}
		}
	}
}

// invented finds what is told of people and is so on no handset.
func (t *telling) invented() {
	for id, names := range t.people {
		was, is := t.before.People["people"][id], t.after.People["people"][id]
		if was == nil || is == nil {
			continue // who comes or goes is told by the profile
		}
		for name, changes := range names {
			so := map[passage]bool{}
			for _, k := range effective.Keys(t.before, t.after) {
				old, new := t.before.Handset(k).As(was), t.after.Handset(k).As(is)
				p, _ := acts(&old, &new, name)
				so[p] = true
			}
			for _, ch := range changes {
				if ch.Varies && len(so) < 2 || !ch.Varies && !so[ch.passage()] {
					t.fail("%s, %s: told %v, acts on %v", id, name, ch.passage(), so)
				}
			}
		}
	}
}
