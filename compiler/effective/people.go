package effective

import (
	"cmp"
	"maps"
	"slices"

	"provc/compiler/artifact"
)

// PeopleAt lists those who can log in in one place, by ID.
func (a *Account) PeopleAt(users string) []*Person {
	return slices.SortedFunc(maps.Values(a.People[users]), func(p, q *Person) int { return cmp.Compare(p.ID, q.ID) })
}

// Params are those of the person's own file, in its order.
func (p *Person) Params() []artifact.Param {
	if p.file == nil {
		return nil
	}
	return p.file.Params()
}
