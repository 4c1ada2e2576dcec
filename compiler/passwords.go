package compiler

import (
	"cmp"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// samePasswords finds passwords by which several people log in, whatever their phones.
// One may be that of everybody, so only two people are looked at, those whose IDs come
// first.
func samePasswords(deployments []*value.Deployment, parts []vendor.Compiled) diag.List {
	var marks value.Marks
	people := make([]value.Entities, len(parts))
	for i, part := range parts {
		people[i] = deployments[i].Entities("users")
		for m := range part.Passwords {
			part.Passwords[m].Tag = uint32(i)
		}
		if marks == nil {
			marks = part.Passwords
		} else {
			marks = append(marks, part.Passwords...)
		}
	}
	var findings diag.List
	for _, alike := range marks.Alike() {
		alike = persons(alike, people)
		if len(alike) < 2 {
			continue
		}
		first, second := firstTwo(alike, people)
		a, accept, wrong := holder(people, first)
		b, _, wrongToo := holder(people, second)
		if wrong || wrongToo {
			continue
		}
		found := artifact.SamePassword(a, b, len(alike))
		vendor.Accepted(deployments[first.Tag].Root).Mark(found)
		accept.Mark(found)
		findings.Add(found...)
	}
	return findings
}

// firstTwo are those of several people whose IDs come first.
func firstTwo(alike []value.Mark, people []value.Entities) (first, second value.Mark) {
	type person struct {
		value.Mark
		id string // which a table is read for
	}
	of := func(m value.Mark) person { return person{m, people[m.Tag].Label(int(m.At))} }
	before := func(a, b person) bool { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.Tag, b.Tag)) < 0 }
	one, two := of(alike[0]), of(alike[1])
	if before(two, one) {
		one, two = two, one
	}
	for _, m := range alike[2:] {
		switch p := of(m); {
		case before(p, one):
			one, two = p, one
		case before(p, two):
			two = p
		}
	}
	return one.Mark, two.Mark
}

// persons leaves people out who are there before: somebody with one user ID in several
// deployments is one person.
func persons(alike []value.Mark, people []value.Entities) []value.Mark {
	if alike[0].Tag == alike[len(alike)-1].Tag {
		return alike // of one deployment, in which IDs differ
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(alike, func(m value.Mark) bool {
		id := strings.ToLower(people[m.Tag].Label(int(m.At)))
		twice := seen[id]
		seen[id] = true
		return twice
	})
}

// holder is the person with a mark, and what that person accepts.
func holder(people []value.Entities, m value.Mark) (h artifact.Password, accept diag.Acceptances, wrong bool) {
	f, found := people[m.Tag].At(int(m.At), nil)
	if found != nil {
		return h, nil, true
	}
	n := f.Value.Get("password")
	return artifact.Password{Secret: n.Get("secret").Str(""), Pos: n.Place(f.Pos)}, vendor.Accepted(f.Value), false
}
