package cisco_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/cisco"
	"provc/compiler/cisco/deploytest"
	"provc/compiler/cisco/facts"
	"provc/compiler/handset/cisco/orderstest"
)

// compiledRoot is files that a deployment compiled to, as a root.
type compiledRoot map[string]*artifact.File

func (r compiledRoot) Paths() []string { return slices.Sorted(maps.Keys(r)) }

func (r compiledRoot) Params(path string) []artifact.Param {
	if f := r[path]; f != nil {
		return f.Params
	}
	return nil
}

// Of random deployments nothing of a profile is left for whoever comes next; by pairs as
// by taking phones through all orders of people. Where a host profile is mutilated, the
// parameter is named.
func TestOrders(t *testing.T) {
	t.Parallel()
	seeds := 1000
	if testing.Short() {
		seeds = 40
	}
	const parts = 4
	mutilated := make([]int, parts)
	t.Run("seeds", func(t *testing.T) {
		for part := range parts {
			t.Run(fmt.Sprint(part), func(t *testing.T) {
				t.Parallel()
				for seed := part; seed < seeds; seed += parts {
					r := rand.New(rand.NewPCG(uint64(seed), 3))
					d := randomDeployment(r)
					c := deploytest.Sound(t, d.text())
					root := compiledRoot(c.Files)
					if o := (cisco.Phones{}).Orders(root, c.Phones); len(o.Left) > 0 {
						t.Fatalf("seed %d: %v\n%s", seed, o.Left, d.text())
					}
					agreesWithAllOrders(t, seed, root, c.Phones)
					if mutilate(t, seed, r, root, c.Phones) {
						mutilated[part]++
					}
				}
			})
		}
	})
	if n := mutilated[0] + mutilated[1] + mutilated[2] + mutilated[3]; n < seeds/4 {
		t.Errorf("only %d of %d deployments could be mutilated", n, seeds)
	}
}

func agreesWithAllOrders(t *testing.T, seed int, root artifact.Root, phones []artifact.Phone) {
	t.Helper()
	for _, p := range phones {
		if p.Identity == "" {
			continue
		}
		m, profiles := cisco.ModelFor(facts.ProductsByName()[p.Model]), cisco.FetchableOf(root, p)
		host := cisco.ValuesIn(root.Params("host/" + p.Identity + ".xml"))
		var got []string
		for _, l := range m.Proof(profiles).Leftovers(host) {
			got = append(got, l.Parameter)
		}
		if want := orderstest.Exhaust(m, host, profiles); !slices.Equal(got, want) {
			t.Fatalf("seed %d, phone %s: by pairs %v is left, by all orders %v", seed, p.MAC, got, want)
		}
		return // one phone a deployment is enough
	}
}

// mutilate takes a parameter that a person sets out of a host profile, and reports
// whether there was one.
func mutilate(t *testing.T, seed int, r *rand.Rand, root compiledRoot, phones []artifact.Phone) bool {
	t.Helper()
	for _, p := range phones {
		file := root["host/"+p.Identity+".xml"]
		if file == nil {
			continue
		}
		host, m := cisco.ValuesIn(file.Params), cisco.ModelFor(facts.ProductsByName()[p.Model])
		var names []string
		for _, path := range root.Paths() {
			if strings.HasPrefix(path, "mobile/") {
				for _, param := range root.Params(path) {
					name := param.Name
					if _, ok := host[name]; ok && m.Knows(name) && cisco.ValuesIn([]artifact.Param{param})[name] != m.Initial(name) && !slices.Contains(p.Kept, name) && !strings.HasPrefix(name, "EM_") {
						names = append(names, name)
					}
				}
			}
		}
		if len(names) == 0 {
			continue
		}
		slices.Sort(names)
		name := names[r.IntN(len(names))]
		without := *file
		without.Params = slices.DeleteFunc(slices.Clone(file.Params), func(p artifact.Param) bool { return p.Name == name })
		broken := maps.Clone(root)
		broken[file.Path] = &without
		o := cisco.Phones{}.Orders(broken, phones)
		told := slices.Collect(maps.Keys(o.Left))
		if len(told) != 1 || !strings.HasPrefix(told[0], "! "+name+": what ") {
			t.Fatalf("seed %d: without %s in %s: %v", seed, name, file.Path, told)
		}
		return true
	}
	return false
}
