package draft

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
)

// Lifted is what some layers share.
type Lifted struct {
	Says Layer
	Of   []int // the layers
}

// mostKinds is up to how many kinds of layers are merged pair by pair; beyond it, only
// layers that share all that they share are put together.
const mostKinds = 200

// kind is layers that share parameters.
type kind struct {
	shared []int // of the parameters, sorted
	of     []int
}

// saves is how many lines fewer a group takes: each parameter stands once instead of
// once a layer, the group has two lines of its own, and each layer names it.
func (k *kind) saves() int { return len(k.shared)*(len(k.of)-1) - 2 - len(k.of) }

// Lift divides layers into some that share parameters. Each layer is of one at most,
// there are never more than distinct layers, and the same layers give the same.
func Lift(layers []Layer) []Lifted {
	// Parameters that several layers have with the same value, numbered.
	type item struct{ name, text string }
	counts := map[item]int{}
	for _, l := range layers {
		for name, p := range l {
			counts[item{name, p.Text}]++
		}
	}
	maps.DeleteFunc(counts, func(_ item, n int) bool { return n < 2 })
	items := slices.SortedFunc(maps.Keys(counts), func(a, b item) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.text, b.text))
	})
	number := map[item]int{}
	for n, i := range items {
		number[i] = n
	}
	var kinds []*kind
	byShared := map[string]*kind{}
	for n, l := range layers {
		var shared []int
		for name, p := range l {
			if i, ok := number[item{name, p.Text}]; ok {
				shared = append(shared, i)
			}
		}
		if len(shared) == 0 {
			continue
		}
		slices.Sort(shared)
		var key []byte
		for _, i := range shared {
			key = append(strconv.AppendInt(key, int64(i), 36), ' ')
		}
		k := byShared[string(key)]
		if k == nil {
			k = &kind{shared: shared}
			byShared[string(key)] = k
			kinds = append(kinds, k)
		}
		k.of = append(k.of, n)
	}
	if len(kinds) <= mostKinds {
		kinds = merge(kinds)
	}
	var all []Lifted
	for _, k := range kinds {
		if k.saves() <= 0 {
			continue
		}
		slices.Sort(k.of)
		some := make([]Layer, len(k.of))
		for i, n := range k.of {
			some[i] = layers[n]
		}
		all = append(all, Lifted{Common(some), k.of})
	}
	slices.SortFunc(all, func(a, b Lifted) int { return a.Of[0] - b.Of[0] })
	return all
}

// merge puts kinds together as long as that saves lines, the pair first that saves most.
func merge(kinds []*kind) []*kind {
	for {
		var best [2]int
		gain := 0
		for i, a := range kinds {
			for j := i + 1; j < len(kinds); j++ {
				b := kinds[j]
				both := kind{common(a.shared, b.shared), slices.Concat(a.of, b.of)}
				if g := max(0, both.saves()) - max(0, a.saves()) - max(0, b.saves()); g > gain {
					gain, best = g, [2]int{i, j}
				}
			}
		}
		if gain == 0 {
			return kinds
		}
		a, b := kinds[best[0]], kinds[best[1]]
		kinds[best[0]] = &kind{common(a.shared, b.shared), slices.Concat(a.of, b.of)}
		kinds = slices.Delete(kinds, best[1], best[1]+1)
	}
}

// common is what two sorted lists share.
func common(a, b []int) []int {
	var both []int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both = append(both, a[i])
			i, j = i+1, j+1
		}
	}
	return both
}
