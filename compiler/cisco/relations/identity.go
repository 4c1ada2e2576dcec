package relations

import (
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/cisco/census"
	"provc/compiler/cisco/facts"
	"provc/compiler/value"
)

// identity checks that a phone has an identity whole, or none and nothing that
// needs one.
func (c *Checker) identity(p *facts.Phone) {
	if p.Lacking != "" {
		c.Add(phoneIdentity.At(p.Pos, "phone %s has no %s: give it userID and password, or neither if nobody logs in on it", p.MAC, p.Lacking))
	}
	if s := p.Param(facts.EMEnable); p.Anonymous && s != nil && s.Value == "Yes" {
		c.Add(phoneIdentity.At(s.Pos, "EM_Enable must not be true on a phone without userID and password: nobody can log in there"))
	}
}

// longestUser is how many characters of a user name phones authenticate with.
const longestUser = 63

// userIDs checks those of phones and of people: they share one password file.
func (c *Checker) userIDs() {
	first := make(map[string]int, len(c.IDs)) // by folded ID
	same := map[int][]int{}                   // those that are no other's alone, by the first of them
	for n, i := range c.IDs {
		folded := strings.ToLower(i.ID)
		if at, ok := first[folded]; ok {
			same[at] = append(same[at], n)
		} else {
			first[folded] = n
		}
		length := len(i.ID) + len(c.Domain.Value)
		switch {
		case !facts.IDForm.MatchString(i.ID):
			c.Add(emUserIDCharacters.At(i.Pos, "a user ID becomes part of the rule and of a file name: 1 to 63 letters, digits and _ . - +, the first a letter, digit or underscore").WithDetail("found %s", value.Shown(i.ID)))
		case length > longestUser:
			c.Add(emUserIDCharacters.At(i.Pos, "user ID %s with the domain %s has %d characters, and phones authenticate with at most %d", i.ID, c.Domain.Value, length, longestUser))
		}
	}
	for at, others := range same {
		group := []census.ID{c.IDs[at]}
		for _, n := range others {
			group = append(group, c.IDs[n])
		}
		slices.SortFunc(group, func(a, b census.ID) int { return a.Pos.Compare(b.Pos) })
		var ids, whose []string
		for _, i := range group {
			ids, whose = append(ids, i.ID), append(whose, i.Said())
		}
		slices.Sort(ids)
		last := len(group) - 1
		d := artifact.UserIDDuplicate.At(group[last].Pos, "user IDs %s are one: phones and people share a password file, and file names in any letter case", strings.Join(ids, " and ")).
			WithDetail("they are those of %s", strings.Join(whose, " and "))
		for _, i := range group[:last] {
			d = d.WithRelated(i.Pos, "the other")
		}
		c.Add(d)
	}
}
