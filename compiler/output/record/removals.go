package record

import "strings"

// Many is from how many people or handsets on a build asks before it takes away more than
// half of them. Half of fewer is what a team may change on one day.
const Many = 10

// Count is of people or handsets that have files.
type Count struct{ All, Gone int }

// Most reports whether more than half of many go.
func (c Count) Most() bool { return c.All >= Many && 2*c.Gone > c.All }

func (c *Count) add(stays bool) {
	c.All++
	if !stays {
		c.Gone++
	}
}

// Removals counts the people and handsets of the record, and of them those that go. Those
// that stay are given in lower case.
func (m *Manifest) Removals(stays map[string]bool) (people, handsets Count) {
	counted := map[string]bool{}
	for _, e := range m.Entries {
		entity := strings.ToLower(e.Entity())
		switch {
		case entity == "" || counted[entity]:
			continue
		case isHandset(entity):
			handsets.add(stays[entity])
		default:
			people.add(stays[entity])
		}
		counted[entity] = true
	}
	return people, handsets
}

// isHandset tells the MAC of a handset from a user ID.
func isHandset(entity string) bool {
	return len(entity) == 12 && strings.Trim(entity, "0123456789abcdef") == ""
}
