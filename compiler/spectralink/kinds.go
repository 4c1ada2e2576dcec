package spectralink

import (
	"slices"
	"strings"

	"provc/compiler/spectralink/facts"
)

// kinds are the kinds of handset of a deployment: one that nobody listed, one of each
// group, and each handset that differs from those in what checks look at. There are few,
// however many handsets there are; several of these may each see some of the handsets.
type kinds struct {
	of     *facts.Deployment
	stacks []stack

	// By profiles directory, once all handsets are seen: all kinds, and those there are.
	inFolder, real map[string][]stack

	listed map[*facts.Layer]int // handsets of a kind, by its strongest layer
	alike  map[string]stack     // kinds that are kept once, by what they are compared by
	key    []byte               // by which the handset that is looked at is compared
}

func newKinds(of *facts.Deployment) *kinds {
	return &kinds{of: of, listed: map[*facts.Layer]int{}, alike: map[string]stack{}}
}

// join takes over the kinds that others saw.
func (k *kinds) join(o *kinds) {
	for key, s := range o.alike {
		k.keepAlike(key, s, o.listed[s[0]])
		delete(o.listed, s[0])
	}
	for l, more := range o.listed {
		k.listed[l] += more
	}
	k.stacks = append(k.stacks, o.stacks...)
}

// isSpecial reports whether a handset says something that checks look at beside
// parameters.
func isSpecial(p *facts.Phone) bool {
	return p.Directory != nil || p.HasNumbers || p.Foreign.Any() || p.Accepts != nil
}

// handset notes a handset, of whose settings checks look at some. Of one that says
// nothing of its own that they look at, nothing is kept: its group, or the deployment,
// stands for it. Handsets that each have a line of their own differ in its number and
// nothing else that checks look at: of such a fleet one is kept for all that are alike.
func (k *kinds) handset(p *facts.Phone, says []*facts.Setting) {
	if len(says) == 0 && !isSpecial(p) {
		k.listed[kindOf(k.of, p)[1]]++
		return
	}
	alike := k.likeness(p, says)
	if first, known := k.alike[string(k.key)]; alike && known {
		k.listed[first[0]]++
		return
	}
	kept := *p
	kept.Title, kept.Params = "handset "+p.MAC, make([]facts.Setting, len(says))
	for i, s := range says {
		kept.Params[i] = *s
	}
	if alike {
		k.keepAlike(string(k.key), kindOf(k.of, &kept), 1)
		return
	}
	k.stacks = append(k.stacks, kindOf(k.of, &kept))
	k.listed[&kept.Layer]++
}

// keepAlike keeps the first of handsets that are alike, and counts them.
func (k *kinds) keepAlike(key string, s stack, handsets int) {
	if k.alike[key] == nil {
		k.alike[key] = s
	}
	k.listed[k.alike[key][0]] += handsets
}

// likeness reports whether checks look at nothing that a handset says but what its lines
// are. Then key is what it is compared by.
func (k *kinds) likeness(p *facts.Phone, says []*facts.Setting) bool {
	if isSpecial(p) {
		return false
	}
	k.key = append(k.key[:0], p.Group...)
	for _, s := range says {
		var ofLine bool
		if k.key, ofLine = facts.AppendFact(k.key, s); !ofLine {
			return false
		}
	}
	return true
}

// sort sorts the kinds of handset by their profiles directory, now that all are
// seen. Where handsets of a directory are listed, those are the handsets there are; else
// there may be some of every kind.
func (k *kinds) sort() {
	for _, s := range k.alike {
		k.stacks = append(k.stacks, s)
	}
	k.inFolder, k.real = map[string][]stack{}, map[string][]stack{}
	for _, s := range k.stacks {
		dir := s.profiles()
		k.inFolder[dir] = append(k.inFolder[dir], s)
	}
	for dir, all := range k.inFolder {
		k.real[dir] = k.actual(dir, all)
	}
}

// actual leaves out kinds of handset that nobody listed, where others of the
// directory are listed.
func (k *kinds) actual(dir string, all []stack) []stack {
	if !slices.ContainsFunc(k.inFolder[dir], k.isListed) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(s stack) bool { return !k.isListed(s) })
}

// isListed reports whether a handset of the kind is listed.
func (k *kinds) isListed(s stack) bool { return k.listed[s[0]] > 0 }

// handsets is how many are kept as this kind; one, if it is no handset.
func (k *kinds) handsets(s stack) int {
	if strings.HasPrefix(s[0].Title, "handset ") {
		return k.listed[s[0]]
	}
	return 1
}
