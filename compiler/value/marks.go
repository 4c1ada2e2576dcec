package value

import (
	"cmp"
	"hash/maphash"
	"slices"
)

// Marks find what several of very many entities have in common, such as an extension.
// Of each thing that an entity has, a number is kept that is the same for the same
// thing. Two things may share a number, so whoever finds some alike compares them.
type Marks []Mark

// Mark is a thing that an entity has.
type Mark struct {
	sum uint64
	At  uint32 // index of the entity
	Tag uint32 // says which of its things
}

var marking = maphash.MakeSeed()

// of is the mark of a thing that these texts are.
func (m Mark) of(what []string) Mark {
	var h maphash.Hash
	h.SetSeed(marking)
	for _, text := range what {
		h.WriteString(text)
		h.WriteByte(0)
	}
	m.sum = h.Sum64()
	return m
}

// Add marks that the entity at an index has something.
func (m *Marks) Add(at, tag int, what ...string) {
	*m = append(*m, Mark{At: uint32(at), Tag: uint32(tag)}.of(what))
}

// Alike lists the marks that are no other's alone, in groups. It sorts m.
func (m Marks) Alike() [][]Mark {
	slices.SortFunc(m, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.sum, b.sum), cmp.Compare(a.Tag, b.Tag), cmp.Compare(a.At, b.At))
	})
	var groups [][]Mark
	for i := 0; i < len(m); {
		n := i + 1
		for n < len(m) && m[n].sum == m[i].sum {
			n++
		}
		if n > i+1 {
			groups = append(groups, m[i:n])
		}
		i = n
	}
	return groups
}
