package diff

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/effective"
)

// Impact is who sees a change.
type Impact struct {
	Handsets []int // indexes into Diff.Handsets
	Users    []int // indexes into Diff.Users
	States   []string
	When     artifact.When

	// Masked is why somebody who reads the file does not see the change, with
	// the files that win over it.
	Masked         []string
	MaskedHandsets int      // handsets that read the file and see no difference
	MaskedUsers    int      // users whose profile sets it, too
	Unless         []string // files that others make, and that may give some handsets the value instead
	Elsewhere      []string // files where the change is told for those who see it, as it is one of two that make the difference
	LogIn          int      // of a user's file: handsets where the user can log in

	stays bool // somebody sees it who was there before, and is still
	goes  bool // somebody sees it who goes

	beneath bool // of a handset's file: people see it, too, who log in there
}

// None reports that nobody sees the change.
func (i *Impact) None() bool { return len(i.Handsets)+len(i.Users) == 0 }

// seen reports that somebody sees the change, perhaps told at another file.
func (i *Impact) seen() bool { return !i.None() || len(i.Elsewhere) > 0 }

func (i *Impact) unless(f *artifact.Foreign) {
	if f == nil {
		return
	}
	if at, ok := slices.BinarySearch(i.Unless, f.Shown()); !ok {
		i.Unless = slices.Insert(i.Unless, at, f.Shown())
	}
}

// worse is the one that people want less: a restart before one that nobody knows
// of, and that before none.
func worse(a, b catalogue.Restart) catalogue.Restart {
	if a == catalogue.RestartNo || b == catalogue.RestartYes {
		return b
	}
	return a
}

// impacts works out who sees each change.
type impacts struct {
	*comparison
	before, after *effective.Account
	changesIn     map[string]map[string]*Change // by path on either side, by parameter
	together      map[string][]string           // parameters that change in any of some files
	fileAt        map[string]*File              // by path on either side
	keys          []effective.Key
	handsets      map[effective.Key]int // index into Diff.Handsets
	masks         map[*Change]map[string]bool
	reached       map[string]map[*Change]int     // how many handsets a change reaches, by who can log in there: 1, or more
	open          [2]map[string]int              // handsets where users can log in, by Users, on each side
	opens         map[[2]string]bool             // see openTo
	peopleAt      map[string][]*effective.Person // see people
	replaced      map[effective.Key]string       // handsets that replace others, whose IDs those are
	replacing     map[effective.Key]bool         // handsets that others replace
	pairs         map[[2]string]map[passage]bool // by where people log in, and parameter
	userIndex     map[string]int                 // by path
	tellers       map[teller]*Change
	plain         map[*Change]*Change // those that tell what the file said and says
	claimed       map[*Change]bool    // changes that tell of somebody
	untouched     map[*Change]Change  // those as the file has them
	rearranging   map[place]*Change
	more          map[*File][]*Change // that tell some handsets apart
}

// impact fills in roles, restarts, who sees what, and who loses what.
func (c *comparison) impact() {
	i := &impacts{
		comparison: c, before: c.old.Account(), after: c.new.Account(),
		changesIn: map[string]map[string]*Change{}, fileAt: map[string]*File{}, handsets: map[effective.Key]int{},
		masks: map[*Change]map[string]bool{}, reached: map[string]map[*Change]int{},
		replaced: map[effective.Key]string{}, replacing: map[effective.Key]bool{},
		open: [2]map[string]int{{}, {}}, opens: map[[2]string]bool{}, peopleAt: map[string][]*effective.Person{}, pairs: map[[2]string]map[passage]bool{}, userIndex: map[string]int{},
		together: map[string][]string{}, tellers: map[teller]*Change{}, claimed: map[*Change]bool{}, plain: map[*Change]*Change{}, untouched: map[*Change]Change{},
		rearranging: map[place]*Change{}, more: map[*File][]*Change{},
	}
	i.roles()
	for _, r := range i.Renames {
		if r.Kind == OfHandset {
			i.replaced[effective.Key{Folder: r.folder, ID: r.New}] = r.Old
			i.replacing[effective.Key{Folder: r.folder, ID: r.Old}] = true
		}
	}
	i.keys = effective.Keys(i.after, i.before)
	for _, k := range i.keys {
		i.handset(k)
	}
	i.users()
	i.inherited()
	i.apart()
	i.order()
	i.states()
	i.lostProfiles()
	i.notes()
	for ch, files := range i.masks {
		ch.Impact.Masked = slices.Sorted(maps.Keys(files))
	}
	c.old.tellBroken()
	c.new.tellBroken()
	c.Findings = append(c.old.Findings, c.new.Findings...).Sorted()
}

// roles tells what each file is, and indexes its changes.
func (i *impacts) roles() {
	for _, f := range i.Files {
		f.Role = cmp.Or(i.after.Roles[f.Path], i.before.Roles[cmp.Or(f.OldPath, f.Path)], artifact.RoleOther)
		if f.Entity == "" {
			f.Entity = entityOf(f)
		}
		changes := make(map[string]*Change, len(f.Changes))
		for _, ch := range f.Changes {
			known := i.facts.Of(ch.Parameter)
			ch.Restart = known.Restart
			i.stated(ch)
			ch.Impact.When = f.Role.When
			ch.Keeps = ch.Kind == Removed && f.Kind == Changed && f.Role.Keeps
			if (ch.Kind == Added || ch.Kind == Removed) && !ch.Keeps {
				ch.Default = known.Default
			}
			changes[ch.Parameter] = ch
		}
		i.changesIn[f.Path], i.fileAt[f.Path] = changes, f
		if f.OldPath != "" {
			i.changesIn[f.OldPath], i.fileAt[f.OldPath] = changes, f
		}
	}
}

// stated has a change go by what the team has seen for itself, where the deployment says
// so: as it is now, or as it was.
func (i *impacts) stated(ch *Change) {
	f := ch.file
	if f.new != nil {
		if s, ok := f.new.Restarts.Of(ch.Parameter); ok {
			ch.Restart, ch.Stated = s.Restart, i.new.place(s.Pos)
			return
		}
	}
	if f.old != nil {
		if s, ok := f.old.Restarts.Of(ch.Parameter); ok {
			ch.Restart, ch.Stated = s.Restart, i.old.place(s.Pos)
		}
	}
}

// handset works out what changes for one handset.
func (i *impacts) handset(k effective.Key) {
	old, new := i.before.Handset(k), i.after.Handset(k)
	if old.LogsIn() && i.before.Lists(k) {
		i.open[0][old.Users]++
	}
	if new.LogsIn() && i.after.Lists(k) {
		i.open[1][new.Users]++
	}
	switch was, replaces := i.replaced[k]; {
	case replaces:
		i.replaces(k, was)
	case i.replacing[k]: // told with the one that replaces it
	case i.comes(k):
		i.arrives(k, new)
	case i.goes(k):
		i.departs(k, old, new)
	default:
		i.differences(k, old, new)
	}
}

// differences books what changes between what a handset acted on and what it acts on
// now.
func (i *impacts) differences(k effective.Key, old, new *effective.Handset) {
	registers := false
	for _, name := range i.candidates(old, new) {
		if i.effect(k, old, new, name) {
			registers = registers || old.Registers(name)
		}
	}
	if registers || old != nil && new == nil {
		i.lostLines(k, old, new)
	}
}

// whose names those who can log in on a handset.
func whose(old, new *effective.Handset) string {
	switch {
	case new.LogsIn():
		return new.Users
	case old.LogsIn():
		return old.Users
	}
	return ""
}

// candidates lists the parameters that may have another value: those that
// change in a file that the handset reads, and those of files that it begins or
// ceases to read, or reads in another order.
func (i *impacts) candidates(old, new *effective.Handset) []string {
	var changed []string // paths
	for _, h := range []*effective.Handset{old, new} {
		if h != nil {
			for _, l := range h.Layers {
				if len(i.changesIn[l.Path]) > 0 && !slices.Contains(changed, l.Path) {
					changed = append(changed, l.Path)
				}
			}
		}
	}
	if old == nil || new == nil || old.SameFiles(&new.View) {
		return i.changedIn(changed)
	}
	names := map[string]bool{}
	for _, name := range i.changedIn(changed) {
		names[name] = true
	}
	reordered := !sameOrder(old.Layers, new.Layers)
	all := func(h, other *effective.Handset) {
		for _, l := range h.Layers {
			if reordered || !other.Reads(l.Path) {
				for _, param := range l.Params() {
					names[param.Name] = true
				}
			}
		}
	}
	all(old, new)
	all(new, old)
	return slices.Sorted(maps.Keys(names))
}

// changedIn lists the parameters that change in any of some files. Thousands of
// handsets read the same ones.
func (i *impacts) changedIn(paths []string) []string {
	if len(paths) == 0 {
		return nil
	}
	key := strings.Join(paths, "\x00")
	names, ok := i.together[key]
	if !ok {
		all := map[string]bool{}
		for _, p := range paths {
			for name := range i.changesIn[p] {
				all[name] = true
			}
		}
		names = slices.Sorted(maps.Keys(all))
		i.together[key] = names
	}
	return names
}

// sameOrder reports whether the files that two lists share come in the same order.
func sameOrder(a, b []effective.Layer) bool {
	at := 0
	for _, l := range a {
		if n := slices.IndexFunc(b, func(m effective.Layer) bool { return m.Path == l.Path }); n >= 0 {
			if n < at {
				return false
			}
			at = n
		}
	}
	return true
}

// effect compares the value of one parameter that a handset ends up with, and
// books the difference on the change that made it.
func (i *impacts) effect(k effective.Key, old, new *effective.Handset, name string) bool {
	p, had := old.Get(name)
	q, has := new.Get(name)
	was, is := i.before.Roles[p.Path], i.after.Roles[q.Path]
	if had && was.IsList(name) || has && is.IsList(name) {
		return false
	}
	differs := had != has
	if had && has {
		differs = i.differ(p.Param, q.Param) && !sameBesideName(old, new, p.Param.Value, q.Param.Value)
	}
	var made *Change
	if differs {
		if made = i.maker(old, new, name, p, had, q, has); made != nil {
			i.elsewhere(made, p, q, name)
		}
	}
	i.masked(old, new, name, p.Path, q.Path, made)
	if made == nil {
		return false
	}
	n := i.handsetIndex(k)
	made.Impact.Handsets = append(made.Impact.Handsets, n)
	made.Impact.stays = made.Impact.stays || i.Handsets[n].stays()
	made.Emergency = made.Emergency || old.Emergency(name) || new.Emergency(name)
	if i.Handsets[n].stays() {
		i.Handsets[n].Restart = worse(i.Handsets[n].Restart, made.Restart)
	}
	for _, h := range []*effective.Handset{old, new} {
		if h != nil {
			made.Impact.unless(h.Unless(name))
		}
	}
	if i.Handsets[n].stays() {
		i.reach(k, whose(old, new), made)
	}
	return true
}

// sameBesideName reports whether two values say the same, each of the name of its own
// handset, of which one replaces the other.
func sameBesideName(old, new *effective.Handset, was, is string) bool {
	return old != nil && new != nil && old.ID != "" && new.ID != "" && old.ID != new.ID && strings.ReplaceAll(was, old.ID, new.ID) == is
}

func (i *impacts) reach(k effective.Key, users string, ch *Change) {
	if users == "" {
		return
	}
	if i.reached[users] == nil {
		i.reached[users] = map[*Change]int{}
	}
	i.reached[users][ch]++
	if k.ID == "" {
		i.reached[users][ch]++ // there may be any number of them
	}
}

// masked books that a handset reads changes of a parameter that make no
// difference to it, and which file wins over them. One change made the
// difference that it sees, if it sees any.
func (i *impacts) masked(old, new *effective.Handset, name, before, winner string, made *Change) {
	seen := map[*Change]bool{}
	if made != nil { // both make the difference
		seen[i.changesIn[before][name]], seen[i.changesIn[winner][name]] = true, true
	}
	for _, h := range []*effective.Handset{old, new} {
		if h == nil {
			continue
		}
		for _, l := range h.Layers {
			ch := i.changesIn[l.Path][name]
			if ch == nil || seen[ch] || ch.Kind == Unknown || h == old && new != nil && ch.Kind != Removed && !new.Reads(l.Path) {
				continue // nothing that it reads now
			}
			seen[ch] = true
			ch.Impact.MaskedHandsets++
			if winner != "" && winner != ch.file.Path {
				i.mask(ch, winner)
			}
		}
	}
}

func (i *impacts) handsetIndex(k effective.Key) int {
	n, ok := i.handsets[k]
	if !ok {
		n = len(i.Handsets)
		i.handsets[k] = n
		i.Handsets = append(i.Handsets, i.handsetOf(k))
	}
	return n
}

// entityOf names who a file of a folder belongs to.
func entityOf(f *File) string {
	if f.Role.Named {
		return baseName(f.Path)
	}
	return ""
}
