package kind

import (
	"cmp"
	"slices"
	"strings"

	"provc/compiler/spectralink/facts"
)

// Kinds are the kinds of handset of a deployment: one that nobody listed, one of each
// group, and each handset that differs from those in what checks look at. There are few,
// however many handsets there are; several of these may each see some of the handsets.
type Kinds struct {
	of     *facts.Deployment
	Stacks []Stack

	// By profiles directory, once all handsets are seen: all kinds, and those there are.
	InFolder, Real map[string][]Stack

	Listed map[*facts.Layer]int // handsets of a kind, by its strongest layer
	alike  map[string]Stack     // kinds that are kept once, by what they are compared by
	key    []byte               // by which the handset that is looked at is compared
}

// New returns no kinds of handset of a deployment.
func New(of *facts.Deployment) *Kinds {
	return &Kinds{of: of, Listed: map[*facts.Layer]int{}, alike: map[string]Stack{}}
}

// Join takes over the kinds that others saw.
func (k *Kinds) Join(o *Kinds) {
	for key, s := range o.alike {
		k.keepAlike(key, s, o.Listed[s[0]])
		delete(o.Listed, s[0])
	}
	for l, more := range o.Listed {
		k.Listed[l] += more
	}
	k.Stacks = append(k.Stacks, o.Stacks...)
}

// isSpecial reports whether a handset says something that checks look at beside
// parameters.
func isSpecial(p *facts.Phone) bool {
	return p.Directory != nil || p.HasNumbers || p.Foreign.Any() || p.Accepts != nil
}

// Handset notes a handset, of whose settings checks look at some. Of one that says
// nothing of its own that they look at, nothing is kept: its group, or the deployment,
// stands for it. Handsets that each have a line of their own differ in its number and
// nothing else that checks look at: of such a fleet one is kept for all that are alike.
func (k *Kinds) Handset(p *facts.Phone, says []*facts.Setting) {
	if len(says) == 0 && !isSpecial(p) {
		k.Listed[Of(k.of, p)[1]]++
		return
	}
	alike := k.likeness(p, says)
	if first, known := k.alike[string(k.key)]; alike && known {
		k.Listed[first[0]]++
		return
	}
	kept := *p
	kept.Title, kept.Params = "handset "+p.MAC, make([]facts.Setting, len(says))
	for i, s := range says {
		kept.Params[i] = *s
	}
	if alike {
		k.keepAlike(string(k.key), Of(k.of, &kept), 1)
		return
	}
	k.Stacks = append(k.Stacks, Of(k.of, &kept))
	k.Listed[&kept.Layer]++
}

// keepAlike keeps the first of handsets that are alike, and counts them.
func (k *Kinds) keepAlike(key string, s Stack, handsets int) {
	if k.alike[key] == nil {
		k.alike[key] = s
	}
	k.Listed[k.alike[key][0]] += handsets
}

// likeness reports whether checks look at nothing that a handset says but what its lines
// are. Then key is what it is compared by.
func (k *Kinds) likeness(p *facts.Phone, says []*facts.Setting) bool {
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

// Sort puts the kinds of handset into the order in which they are declared, and sorts
// them by their profiles directory, now that all are seen. Where handsets of a directory
// are listed, those are the handsets there are; else there may be some of every kind.
func (k *Kinds) Sort() {
	for _, s := range k.alike {
		k.Stacks = append(k.Stacks, s)
	}
	slices.SortFunc(k.Stacks, func(a, b Stack) int {
		return cmp.Or(a[0].Pos.Compare(b[0].Pos), cmp.Compare(a[0].Title, b[0].Title))
	})
	k.InFolder, k.Real = map[string][]Stack{}, map[string][]Stack{}
	for _, s := range k.Stacks {
		dir := s.Profiles()
		k.InFolder[dir] = append(k.InFolder[dir], s)
	}
	for dir, all := range k.InFolder {
		k.Real[dir] = k.Actual(dir, all)
	}
}

// Actual leaves out kinds of handset that nobody listed, where others of the
// directory are listed.
func (k *Kinds) Actual(dir string, all []Stack) []Stack {
	if !slices.ContainsFunc(k.InFolder[dir], k.isListed) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(s Stack) bool { return !k.isListed(s) })
}

// isListed reports whether a handset of the kind is listed.
func (k *Kinds) isListed(s Stack) bool { return k.Listed[s[0]] > 0 }

// Handsets is how many are kept as this kind; one, if it is no handset.
func (k *Kinds) Handsets(s Stack) int {
	if strings.HasPrefix(s[0].Title, "handset ") {
		return k.Listed[s[0]]
	}
	return 1
}
