// Package reach says whom something reaches, in words for an editor: who reads what the
// last compile made, and where in the texts that stands.
package reach

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"

	"provc/compiler"
	"provc/compiler/editor/markdown"
	"provc/compiler/effective"
	"provc/compiler/root"
	"provc/compiler/vendor"
)

// Account is who reads what a compile made. Several goroutines may ask it.
type Account struct {
	mu       sync.Mutex // of the files of the root, which are read when they are asked for
	root     *root.Root
	reads    *effective.Account
	handsets []*effective.Handset // in order
	people   []*effective.Person

	readers    map[string][]int32     // by path: handsets
	whose      map[string]int32       // by path: the person whose own file it is
	logIn      map[string][]int32     // by where they can log in: people
	byID       map[string]int32       // handsets by MAC
	byUser     map[[2]string]int32    // people by deployment and ID
	groupOf    map[[2]string][]int32  // handsets by deployment and group
	ownerOf    []string               // of handsets: the deployment
	ownedBy    map[string]string      // of files
	secrets    map[string][]secretUse // by name
	settings   []setting              // by file and line
	named      []naming               // of secrets
	identities map[string][]string    // by secret: who authenticates to the server with it
}

// setting is where a parameter of a file was declared.
type setting struct {
	file, path string
	line       int32
	name       string
}

// New makes the account of a package that was compiled.
func New(vendors vendor.List, made *compiler.Package) *Account {
	r := root.Compiled("", vendors, root.Part{Tree: made.Tree})
	a := &Account{
		root: r, reads: r.Account(), readers: map[string][]int32{}, whose: map[string]int32{}, logIn: map[string][]int32{},
		byID: map[string]int32{}, byUser: map[[2]string]int32{}, groupOf: map[[2]string][]int32{}, ownedBy: map[string]string{}, secrets: map[string][]secretUse{}, identities: map[string][]string{},
	}
	groups := map[string]string{} // by handset
	for _, path := range r.Paths() {
		f := r.At(path)
		a.ownedBy[path] = f.Compiled.Owner
		if f.Compiled.Group != "" {
			groups[f.Compiled.Entity] = f.Compiled.Group
		}
		for i := range f.Compiled.Params {
			p := &f.Compiled.Params[i]
			if p.Secret != "" {
				a.secrets[p.Secret] = append(a.secrets[p.Secret], secretUse{path, p.Name})
				a.named = append(a.named, naming{p.Pos.File, int32(p.Pos.Line), p.Secret})
			}
			if p.Pos.IsValid() {
				a.settings = append(a.settings, setting{p.Pos.File, path, int32(p.Pos.Line), p.Name})
			}
		}
	}
	slices.SortStableFunc(a.settings, func(x, y setting) int {
		return cmp.Or(cmp.Compare(x.line, y.line), cmp.Compare(x.file, y.file))
	})
	for _, k := range effective.Keys(a.reads) {
		h, n := a.reads.Handset(k), int32(len(a.handsets))
		a.handsets = append(a.handsets, h)
		owner := ""
		for _, l := range h.Layers {
			a.readers[l.Path] = append(a.readers[l.Path], n)
			owner = cmp.Or(owner, a.ownedBy[l.Path])
		}
		a.ownerOf = append(a.ownerOf, owner)
		if h.ID != "" {
			a.byID[h.ID] = n
			if g := groups[h.ID]; g != "" {
				a.groupOf[[2]string{owner, g}] = append(a.groupOf[[2]string{owner, g}], n)
			}
		}
	}
	for _, users := range slices.Sorted(maps.Keys(a.reads.People)) {
		for _, p := range a.reads.PeopleAt(users) {
			n := int32(len(a.people))
			a.people = append(a.people, p)
			a.whose[p.File] = n
			a.byUser[[2]string{a.ownedBy[p.File], p.ID}] = n
			a.logIn[users] = append(a.logIn[users], n)
		}
	}
	for _, c := range made.Credentials {
		if c.Password.Secret != "" {
			a.identities[c.Password.Secret] = append(a.identities[c.Password.Secret], c.User)
			a.named = append(a.named, naming{c.Password.Pos.File, int32(c.Password.Pos.Line), c.Password.Secret})
		}
	}
	return a
}

// DeclaredAt lists the files that have a parameter of some lines of a file, and, where a
// name is given, of that name.
func (a *Account) DeclaredAt(file string, from, to int, name string) map[string]bool {
	paths := map[string]bool{}
	i := sort.Search(len(a.settings), func(i int) bool { return int(a.settings[i].line) >= from })
	for ; i < len(a.settings) && int(a.settings[i].line) <= to; i++ {
		if s := &a.settings[i]; s.file == file && (name == "" || s.name == name) {
			paths[s.path] = true
		}
	}
	return paths
}

// Extent is whom something reaches.
type Extent struct {
	handsets, masked int // that are listed
	unlisted         []string
	people           int
	one, many        string   // what the phones are called
	names            []string // of handsets and people, while they are few
}

// fewNames is how many of those who are reached are named.
const fewNames = 3

// fewUnlisted is how many kinds of handsets that nobody listed are told one by one.
const fewUnlisted = 1

func (r *Extent) handset(h *effective.Handset) {
	if one, many := phoneOf(h.Vendor); r.one == "" {
		r.one, r.many = one, many
	} else if one != r.one {
		r.one, r.many = "phone", "phones" // of all kinds
	}
	if h.ID == "" {
		r.unlisted = append(r.unlisted, h.Unlisted)
		return
	}
	if r.handsets++; len(r.names) <= fewNames {
		r.names = append(r.names, h.Called())
	}
}

func (r *Extent) person(p *effective.Person) {
	if r.people++; len(r.names) <= fewNames {
		r.names = append(r.names, p.Called())
	}
}

// phones are so many phones, as people call those that are reached.
func (r *Extent) phones(n int) string {
	return count(n, cmp.Or(r.one, "handset"), cmp.Or(r.many, "handsets"))
}

// None reports that nobody is reached.
func (r *Extent) None() bool { return r.handsets+len(r.unlisted)+r.people == 0 }

// String says who it is in a sentence, such as 212 handsets and 48 people.
func (r *Extent) String() string {
	var parts []string
	if r.handsets > 0 {
		parts = append(parts, r.phones(r.handsets))
	}
	if len(r.unlisted) > fewUnlisted {
		parts = append(parts, "those that are not listed")
	} else {
		parts = append(parts, r.unlisted...)
	}
	if r.people > 0 {
		parts = append(parts, count(r.people, "person", "people"))
	}
	switch n := len(parts); n {
	case 0:
		return "nobody"
	case 1:
		return parts[0]
	case 2:
		return parts[0] + " and " + parts[1]
	default:
		return strings.Join(parts[:n-1], ", ") + ", and " + parts[n-1]
	}
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// ReadersOf is who reads some files: handsets, people whose own files they are, and those
// who can log in on several of the handsets. Where a parameter is named, it is who acts
// on what the files say of it.
func (a *Account) ReadersOf(paths map[string]bool, name string) Extent {
	a.mu.Lock()
	defer a.mu.Unlock()
	var r Extent
	seen := map[int32]bool{}
	at := map[string]int{} // by where people log in: handsets that are reached
	var all []int32
	for path := range paths {
		for _, n := range a.readers[path] {
			if !seen[n] {
				seen[n] = true
				all = append(all, n)
			}
		}
	}
	slices.Sort(all)
	for _, n := range all {
		h := a.handsets[n]
		if name != "" {
			if s, ok := h.Get(name); !ok || !paths[s.Path] {
				r.masked++
				continue
			}
		}
		r.handset(h)
		if h.LogsIn() {
			if at[h.Users]++; h.ID == "" {
				at[h.Users]++ // there may be any number of them
			}
		}
	}
	reached := map[int32]bool{}
	for path := range paths {
		if n, ok := a.whose[path]; ok {
			reached[n] = true
		}
	}
	for users, handsets := range at {
		if handsets < 2 {
			continue // who else uses it?
		}
		for _, n := range a.logIn[users] {
			if name == "" || !a.people[n].Sets(name) {
				reached[n] = true
			}
		}
	}
	a.meet(&r, reached)
	return r
}

// direct is who reads some files by themselves: handsets, and people whose own they are.
func (a *Account) direct(paths map[string]bool) Extent {
	var r Extent
	handsets, people := map[int32]bool{}, map[int32]bool{}
	for path := range paths {
		for _, n := range a.readers[path] {
			handsets[n] = true
		}
		if n, ok := a.whose[path]; ok {
			people[n] = true
		}
	}
	for _, n := range slices.Sorted(maps.Keys(handsets)) {
		r.handset(a.handsets[n])
	}
	a.meet(&r, people)
	return r
}

// meet adds people, in order.
func (a *Account) meet(r *Extent, people map[int32]bool) {
	for _, n := range slices.Sorted(maps.Keys(people)) {
		r.person(a.people[n])
	}
}

// HandsetsOf goes through the handsets of a deployment, in order, and through those of it
// that nobody listed.
func (a *Account) HandsetsOf(deployment string) iter.Seq[*effective.Handset] {
	return func(yield func(*effective.Handset) bool) {
		for n, owner := range a.ownerOf {
			if owner == deployment && !yield(a.handsets[n]) {
				return
			}
		}
	}
}

// PeopleOf goes through the people of a deployment, in order.
func (a *Account) PeopleOf(deployment string) iter.Seq[*effective.Person] {
	return func(yield func(*effective.Person) bool) {
		for _, p := range a.people {
			if a.ownedBy[p.File] == deployment && !yield(p) {
				return
			}
		}
	}
}

// Deployment is who has to do with a deployment.
func (a *Account) Deployment(name string) Extent {
	var r Extent
	for h := range a.HandsetsOf(name) {
		r.handset(h)
	}
	for p := range a.PeopleOf(name) {
		r.person(p)
	}
	return r
}

// Group is who has to do with a group of handsets: those, and who can log in there. It
// reports false of a deployment that has no handset.
func (a *Account) Group(deployment, name string) (r Extent, ok bool) {
	if deployment == "" || !slices.Contains(a.ownerOf, deployment) {
		return r, false
	}
	reached, places := map[int32]bool{}, map[string]bool{}
	for _, n := range a.groupOf[[2]string{deployment, name}] {
		h := a.handsets[n]
		r.handset(h)
		if h.LogsIn() && !places[h.Users] {
			places[h.Users] = true
			for _, p := range a.logIn[h.Users] {
				reached[p] = true
			}
		}
	}
	a.meet(&r, reached)
	return r, true
}

// phoneOf is what the people call a phone who sell it: those whose deployments name
// models are desk phones.
func phoneOf(v vendor.Vendor) (one, many string) {
	if _, ok := v.(vendor.Modelled); ok {
		return "phone", "phones"
	}
	return "handset", "handsets"
}

// Sentence says whom something reaches, by name if they are few.
func (r *Extent) Sentence() string {
	said := "Reaches " + r.String()
	if n := r.handsets + r.people; n == len(r.names) && n > 0 && n <= fewNames {
		said += ": " + strings.Join(r.names, ", ")
	}
	if r.masked > 0 {
		said += "; for " + r.phones(r.masked) + " a stronger file says otherwise"
	}
	return markdown.Prose(said + ".")
}
