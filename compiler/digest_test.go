package compiler

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/digest"
	"provc/compiler/vendors"
)

var rewrites = flag.Int("rewrites", 1000, "rewritten and changed packages of which digests are compared")

// Digests are held to the files themselves: to all bytes that a build would write, with the
// name of each secret in the place of its value.
//
// A package is drawn up as a list of leaves, and written down as CUE in a way of its own:
// fields in any order, in any files, written out or by hidden fields, templates,
// comprehensions and conditions with names at random. Leaves decide what the files hold,
// and the way does not.

// summed is what is known of a package.
type summed struct {
	root  *digest.Root
	state digest.Digest
	files string // a sum of all bytes
}

// sums compiles packages, all in one run; of one that has errors, or no digest, it is nil.
func sums(t *testing.T, packages ...map[string]string) []*summed {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{}
	for i, p := range packages {
		for name, text := range p {
			files[fmt.Sprintf("p%d/%s", i, name)] = text
		}
	}
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	result, err := Compile(t.Context(), Options{Dir: dir, Packages: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	refused := map[string]bool{}
	for _, d := range result.Findings {
		refused[path.Dir(d.Pos.File)] = refused[path.Dir(d.Pos.File)] || d.Severity == diag.Error
	}
	all := make([]*summed, len(packages))
	for _, p := range result.Packages {
		var i int
		if _, err := fmt.Sscanf(path.Base(p.Dir), "p%d", &i); err != nil {
			t.Fatal(p.Dir, err)
		}
		if refused[path.Base(p.Dir)] {
			continue
		}
		all[i] = &summed{files: bytesOf(t, p)}
		if all[i].root, err = digest.Of(vendors.All(), "", digest.Part{Tree: p.Tree, Staging: p.Staging, Credentials: p.Credentials}); err != nil {
			t.Fatal(err)
		}
		state, found := all[i].root.State()
		if all[i].state = state; found != nil {
			all[i] = nil // a secret that stands in the package
		}
	}
	return all
}

// bytesOf is a sum of all that a package is built to.
func bytesOf(t *testing.T, p *Package) string {
	t.Helper()
	h := sha256.New()
	for _, tree := range p.trees() {
		for f := range tree.All() {
			data, err := f.Bytes(func(name string) (string, bool) { return "the secret " + name, true })
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(h, "%q %t %q\n", f.Path, f.Seed, data)
		}
		fmt.Fprintf(h, "%q\n", tree.Dirs)
	}
	for _, c := range p.Credentials {
		fmt.Fprintf(h, "%q %q %q\n", c.User, c.Password.Secret, c.Password.Value)
	}
	return string(h.Sum(nil))
}

// drawn is a package with something of everything. A leaf's path begins with its deployment.
func drawn(seed uint64) *generated {
	g := &generated{rng: rand.New(rand.NewPCG(seed, 17)), number: int(seed), taken: map[string]bool{}}
	ward := func(value string, path ...string) { g.set(value, append([]string{"ward"}, path...)...) }
	rooms := func(value string, path ...string) { g.set(value, append([]string{"rooms"}, path...)...) }
	ward(`"ward"`, "folder")
	ward(`"people"`, "profiles", "directory")
	ward(`["de.xml", "tones.wav"]`, "misc")
	ward(`"sip.ld"`, "software")
	ward(`"logs"`, "directories", "logs")
	ward(`[{ct: "100", ln: "Gate", sd: 1}, {ct: "101"}]`, "contacts")
	ward(`[{value: "110", description: "Guard"}, {value: "112"}]`, "authorizedNumbers")
	ward(`[{file: "pbx.cfg", sets: ["reg.*"]}]`, "configFiles", "after")
	for _, name := range []string{"enabled", "required", "persistent"} {
		ward("true", "params", "prov", "login", name)
	}
	ward("30", "unlisted", "up.shiny")
	ward(`"x"`, "groups", "north", "params", "ptt", "displayName")
	for i := range 3 {
		ward(`"north"`, "phones", g.mac(i), "group")
	}
	ward(`"sip.north.example"`, "phones", g.mac(0), "params", "reg", "1", "server", "1", "address")
	for _, id := range []string{"ana", "bob"} {
		ward(`"`+id+`"`, "users", id, "password", "secret")
		ward(`"`+id+`"`, "users", id, "params", "reg", "2", "label")
	}
	ward(`[{ct: "200", fn: "Home"}]`, "users", "ana", "contacts")
	g.params(3, "ward", "params")
	g.params(2, "ward", "groups", "north", "params")
	g.params(2, "ward", "phones", g.mac(1), "params")
	g.params(2, "ward", "users", "bob", "params")

	rooms(`"rooms"`, "folder")
	rooms(`"https://prov.example/rooms"`, "server")
	rooms(`"@rooms.example"`, "domain")
	rooms(`"GMT+01:00"`, "params", "Time_Zone")
	mac := fmt.Sprintf("0026cb%06x", seed&0xffffff)
	rooms(`"SPA504G"`, "phones", mac, "model")
	rooms(`"board"`, "phones", mac, "userID")
	rooms(`"board"`, "phones", mac, "password", "secret")
	rooms(`"Board"`, "phones", mac, "params", "Station_Name")
	rooms(`"carla"`, "users", "carla", "password", "secret")
	rooms(`"Carla"`, "users", "carla", "params", "Display_Name_1_")
	return g
}

// effects change what phones read, or what a server is to know.
var effects = []change{
	{"a parameter", func(g *generated) {
		g.params(1, [][]string{{"ward", "params"}, {"ward", "groups", "north", "params"}, {"ward", "users", "ana", "params"}, {"ward", "phones", g.mac(2), "params"}}[g.rng.IntN(4)]...)
	}},
	{"no parameter", func(g *generated) {
		if l := g.pick(); l != nil {
			g.drop(l.path...)
		}
	}},
	{"a value", func(g *generated) {
		if l := g.pick(); l != nil {
			l.value = map[string]string{"true": "false", "false": "true"}[l.value]
			if l.value == "" {
				l.value = g.one(`"changed"`, "1", "2")
			}
		}
	}},
	{"contacts", func(g *generated) {
		g.change(g.one(`[{ct: "100", ln: "Gate", sd: 2}, {ct: "101"}]`, `[{ct: "100", ln: "Gate", sd: 1}]`, `[{ct: "101"}, {ct: "100", ln: "Gate", sd: 1}]`, ""), "ward", "contacts")
	}},
	{"a person's contacts", func(g *generated) {
		g.change(g.one(`[{ct: "200", fn: "house"}]`, `[{ct: "200", ln: "Home"}]`, ""), "ward", "users", "ana", "contacts")
	}},
	{"misc", func(g *generated) { g.change(g.one(`["de.xml"]`, `["tones.wav", "de.xml"]`, ""), "ward", "misc") }},
	{"software", func(g *generated) { g.change(g.one(`"sip2.ld"`, `""`, `"4.0.15/sip.ld"`), "ward", "software") }},
	{"a directory", func(g *generated) {
		g.change(g.one(`"log"`, `"logs/a"`, ""), "ward", "directories", "logs")
	}},
	{"paths", func(g *generated) { g.change(g.one(`"wards"`, `""`), "ward", "folder") }},
	{"profiles", func(g *generated) { g.change(`"persons"`, "ward", "profiles", "directory") }},
	{"dialect", func(g *generated) { g.set(`"polycom"`, "ward", "dialect") }},
	{"masters", func(g *generated) { g.set(`"all"`, "ward", "masters"); g.set("{}", "ward", "phones", g.mac(7)) }},
	{"numbers", func(g *generated) {
		g.change(g.one(`[{value: "110", description: "guard"}, {value: "112"}]`, `[{value: "112"}, {value: "110", description: "Guard"}]`, "[]"), "ward", "authorizedNumbers")
	}},
	{"files of others", func(g *generated) {
		g.change(g.one(`[{file: "pbx2.cfg", sets: ["reg.*"]}]`, ""), "ward", "configFiles", "after")
	}},
	{"a secret's name", func(g *generated) { g.change(`"ann"`, "ward", "users", "ana", "password", "secret") }},
	{"a person", func(g *generated) { g.set(`"zoe"`, "ward", "users", "zoe", "password", "secret") }},
	{"a leaver", func(g *generated) {
		g.leaves = slices.DeleteFunc(g.leaves, func(l leaf) bool { return len(l.path) > 2 && l.path[2] == "bob" })
	}},
	{"a handset", func(g *generated) { g.set(`"north"`, "ward", "phones", g.mac(9), "group") }},
	{"another handset", func(g *generated) {
		for i := range g.leaves {
			if p := g.leaves[i].path; len(p) > 2 && p[2] == g.mac(0) {
				p[2] = g.mac(8)
			}
		}
	}},
	{"another phone for a room", func(g *generated) { // which staging alone tells apart
		for i := range g.leaves {
			if p := g.leaves[i].path; p[0] == "rooms" && p[1] == "phones" {
				p[2] = "0026cbffffff"
			}
		}
	}},
	{"a password at the server", func(g *generated) { g.change(`"carla_2"`, "rooms", "users", "carla", "password", "secret") }},
	{"the server", func(g *generated) { g.change(`"https://prov.example/phones"`, "rooms", "server") }},
	{"the domain", func(g *generated) { g.change(`"@rooms2.example"`, "rooms", "domain") }},
	{"what a person may change", func(g *generated) { g.set(`"ro"`, "rooms", "access", "Time_Zone") }},
}

// change gives a leaf another value, or takes it away where that is empty.
func (g *generated) change(value string, path ...string) {
	if value == "" {
		g.drop(path...)
		return
	}
	for i := range g.leaves {
		if slices.Equal(g.leaves[i].path, path) {
			g.leaves[i].value = value
		}
	}
}

// changed is the package with one of the effects.
func (g *generated) changed(seed uint64) *generated {
	h := &generated{rng: rand.New(rand.NewPCG(seed, 29)), number: g.number, taken: maps.Clone(g.taken)}
	for _, l := range g.leaves {
		h.leaves = append(h.leaves, leaf{slices.Clone(l.path), l.value})
	}
	effect := effects[seed%uint64(len(effects))]
	h.what = effect.what
	effect.do(h)
	return h
}

// Rewrites without an effect keep both digests; what has an effect has another state, and
// a change of its own, which is the same however both sides are written, and whatever else
// has been merged.
func TestDigests(t *testing.T) {
	const each = 50 // changes and rewrites of a package
	n := max(1, *rewrites/each)
	if testing.Short() {
		n = 1
	}
	var mu sync.Mutex
	seen := map[string]int{}
	t.Run("all", func(t *testing.T) {
		for seed := range uint64(n) {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				base, was := sound(t, seed*1000)
				withoutEffect(t, seed, base, was, each)
				for what, n := range withEffect(t, seed, base, was, each) {
					mu.Lock()
					seen[what] += n
					mu.Unlock()
				}
			})
		}
	})
	for _, e := range effects {
		if seen[e.what] == 0 {
			t.Errorf("no package has an effect of %s", e.what)
		}
	}
}

// sound is a package without errors, and what it sums up to.
func sound(t *testing.T, seed uint64) (*generated, *summed) {
	t.Helper()
	for ; ; seed++ {
		g := drawn(seed)
		if s := sums(t, inStyle(seed, g.leaves))[0]; s != nil {
			return g, s
		}
	}
}

func withoutEffect(t *testing.T, seed uint64, base *generated, was *summed, n int) {
	var packages []map[string]string
	for i := range n {
		packages = append(packages, inStyle(seed<<32+uint64(i), base.leaves))
	}
	nothing := between(t, was, was)
	for i, s := range sums(t, packages...) {
		switch {
		case s == nil || s.files != was.files:
			t.Fatalf("a rewrite has an effect:\n%v", packages[i])
		case s.state != was.state:
			t.Errorf("a rewrite has another state:\n%v", packages[i])
		case between(t, was, s) != nothing:
			t.Errorf("a rewrite is a change:\n%v", packages[i])
		}
	}
}

// withEffect counts the effects by what they are.
func withEffect(t *testing.T, seed uint64, base *generated, was *summed, n int) map[string]int {
	seen, done := map[string]int{}, 0
	changes := map[digest.Digest]string{between(t, was, was): was.files}
	for i := uint64(0); done < n && i < 100*uint64(n); {
		var changed []*generated
		packages := []map[string]string{inStyle(seed<<32+i, hired(base.leaves))}
		for range n - done {
			g := base.changed(i)
			changed = append(changed, g)
			packages = append(packages, inStyle(seed<<32+i, g.leaves))
			i++
		}
		for _, g := range changed[:min(n/10, len(changed))] {
			packages = append(packages, inStyle(seed<<32+i+1, hired(g.leaves)))
		}
		all := sums(t, packages...)
		for j, g := range changed {
			is := all[1+j]
			if is == nil || is.files == was.files {
				continue // refused, or without an effect here
			}
			done++
			seen[g.what]++
			if is.state == was.state {
				t.Errorf("%s: the state is the same", g.what)
			}
			change := between(t, was, is)
			if files, ok := changes[change]; ok && files != is.files {
				t.Errorf("%s: the change has the digest of another", g.what)
			}
			changes[change] = is.files
			if at := 1 + len(changed) + j; at < len(all) && !slices.Contains(ofAll, g.what) && between(t, all[0], all[at]) != change {
				t.Errorf("%s: another digest of the change after a rebase", g.what)
			}
		}
	}
	if done < n {
		t.Errorf("only %d changes", done)
	}
	return seen
}

// hired is the package after others have hired somebody.
func hired(leaves []leaf) []leaf {
	return append(slices.Clone(leaves), leaf{[]string{"ward", "users", "yan", "password", "secret"}, `"yan"`}, leaf{[]string{"ward", "users", "yan", "params", "reg", "2", "label"}, `"Yan"`})
}

// ofAll are the effects that reach the profile of whoever is hired, too.
var ofAll = []string{"paths", "profiles", "dialect"}

func between(t *testing.T, old, new *summed) digest.Digest {
	t.Helper()
	d, found, err := digest.Between(old.root, new.root)
	if err != nil || found != nil {
		t.Fatal(err, found)
	}
	return d
}
