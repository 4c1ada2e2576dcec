package rule

import (
	"cmp"
	"slices"
	"sort"
)

// interval is the classes lo to hi, both included.
type interval struct{ lo, hi int }

// set is classes of one subject: intervals in ascending order, apart from each
// other and none empty.
type set []interval

func (a set) has(class int) bool {
	i := sort.Search(len(a), func(k int) bool { return a[k].hi >= class })
	return i < len(a) && a[i].lo <= class
}

func (a set) and(b set) set {
	var out set
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if lo, hi := max(a[i].lo, b[j].lo), min(a[i].hi, b[j].hi); lo <= hi {
			out = append(out, interval{lo, hi})
		}
		if a[i].hi < b[j].hi {
			i++
		} else {
			j++
		}
	}
	return out
}

func (a set) minus(b set) set {
	var out set
	j := 0
	for _, r := range a {
		for j < len(b) && b[j].hi < r.lo {
			j++
		}
		for k := j; k < len(b) && b[k].lo <= r.hi; k++ {
			if b[k].lo > r.lo {
				out = append(out, interval{r.lo, b[k].lo - 1})
			}
			r.lo = b[k].hi + 1
		}
		if r.lo <= r.hi {
			out = append(out, r)
		}
	}
	return out
}

func (a set) within(b set) bool { return len(a.minus(b)) == 0 }

// box is a set of states of a phone: those in which the value of each listed subject
// is in its set.
type box struct {
	never  bool   // no state at all
	sides  []side // by subject, ascending
	weight int    // the intervals of all sides: what it costs to look at them
}

type side struct {
	subject int
	in      set
}

// at is the set of one subject; ok is false where the box leaves it free.
func (b *box) at(subject int) (in set, ok bool) {
	i, ok := b.find(subject)
	if !ok {
		return nil, false
	}
	return b.sides[i].in, true
}

// find is where the side of a subject is, or would be.
func (b *box) find(subject int) (int, bool) {
	return slices.BinarySearchFunc(b.sides, subject, func(s side, subject int) int { return cmp.Compare(s.subject, subject) })
}

// restrict narrows the box to a set of one subject.
func (b *box) restrict(subject int, in set) {
	i, ok := b.find(subject)
	if ok {
		b.sides[i].in = b.sides[i].in.and(in)
	} else {
		b.sides = slices.Insert(b.sides, i, side{subject, in})
	}
	b.never = b.never || len(b.sides[i].in) == 0
}

// coverBudget bounds the steps of one search for unreachable alternatives.
// Whether several alternatives together cover another is a hard question in
// general; rules that people write need a few hundred steps.
const coverBudget = 200_000

// reach says of each alternative whether it can be taken.
type reach struct {
	never    bool // its own condition cannot hold
	coverers []int
	unknown  bool // the budget ran out before there was an answer
}

// unreachable reports whether the alternative can never be taken.
func (r reach) unreachable() bool { return r.never || len(r.coverers) > 0 }

// reachability looks at each alternative in turn: the states in which its
// condition holds, less those in which one before it does.
func (m *model) reachability() []reach {
	out := make([]reach, len(m.boxes))
	budget := coverBudget
	always := -1 // the first alternative that holds in every state
	for i := range m.boxes {
		switch {
		case m.boxes[i].never:
			out[i].never = true
		case always >= 0:
			out[i].coverers = []int{always}
		default:
			out[i].coverers, out[i].unknown = m.coverers(i, &budget)
			if len(m.boxes[i].sides) == 0 {
				always = i
			}
		}
	}
	return out
}

// coverers lists the alternatives before i that leave no state for it; empty
// if they do leave one. Those that take nothing from it are left out.
func (m *model) coverers(i int, budget *int) (list []int, unknown bool) {
	for j := range i { // the common case first, and the clearer message
		if *budget -= 1 + m.boxes[j].weight; *budget < 0 {
			return nil, true
		}
		if !m.boxes[j].never && m.boxes[i].within(&m.boxes[j]) {
			return []int{j}, false
		}
	}
	left := []box{m.boxes[i]}
	for j := range i {
		if m.boxes[j].never {
			continue
		}
		var rest []box
		took := false
		for k := range left {
			parts, hit := m.subtract(left[k], &m.boxes[j], budget)
			if *budget < 0 {
				return nil, true
			}
			took = took || hit
			rest = append(rest, parts...)
		}
		if took {
			list = append(list, j)
		}
		if left = rest; len(left) == 0 {
			return list, false
		}
	}
	return nil, false
}

// within reports whether every state of b is one of c.
func (b *box) within(c *box) bool {
	for _, s := range c.sides {
		if in, ok := b.at(s.subject); !ok || !in.within(s.in) {
			return false
		}
	}
	return true
}

// subtract gives the states of a that are not in b, as boxes apart from each
// other. hit is false if a and b share none.
func (m *model) subtract(a box, b *box, budget *int) (parts []box, hit bool) {
	core := a
	for _, s := range b.sides {
		in, ok := core.at(s.subject)
		if !ok {
			in = m.subjects[s.subject].full
		}
		if *budget -= len(core.sides) + len(in); *budget < 0 {
			return nil, false
		}
		if outside := in.minus(s.in); len(outside) > 0 {
			part := core.clone()
			part.restrict(s.subject, outside)
			parts = append(parts, part)
		}
		inside := in.and(s.in)
		if len(inside) == 0 {
			return []box{a}, false
		}
		core = core.clone()
		core.restrict(s.subject, inside)
	}
	return parts, true
}

func (b *box) clone() box {
	return box{never: b.never, sides: slices.Clone(b.sides)}
}
