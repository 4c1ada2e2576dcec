package diff

import (
	"slices"
	"strings"
	"unicode"
)

// several says, in the place of a value, that files which change alike have one each.
const several = "…"

// alikeValues are what a parameter was and is, the same for changes that are alike: the
// name of a secret often has a user's ID or number in it, which X stands for.
func (ch *Change) alikeValues() (old, new Value) {
	old, new = ch.Old, ch.New
	if old.Secret != "" && new.Secret != "" {
		if a, b, ok := edit(old.Secret, new.Secret); ok {
			old.Secret, new.Secret = a, b
		}
	}
	return old, new
}

// edit is how one name becomes another around a word that both have, such as staff_X
// from X.
func edit(old, new string) (a, b string, ok bool) {
	word := ""
	for start := range old {
		for end := start + 1; end <= len(old); end++ {
			if part := old[start:end]; len(part) > len(word) && bounded(old, start, end) && atWord(new, part) >= 0 {
				word = part
			}
		}
	}
	if word == "" || word == old && word == new {
		return "", "", false
	}
	i, j := strings.Index(old, word), atWord(new, word)
	return old[:i] + "X" + old[i+len(word):], new[:j] + "X" + new[j+len(word):], true
}

// atWord finds a word in a name, or returns -1.
func atWord(name, word string) int {
	for from := 0; ; {
		i := strings.Index(name[from:], word)
		if i < 0 {
			return -1
		}
		if bounded(name, from+i, from+i+len(word)) {
			return from + i
		}
		from += i + 1
	}
}

// bounded reports whether a part of a name begins and ends as a word does.
func bounded(name string, start, end int) bool {
	inWord := func(i int) bool {
		return i >= 0 && i < len(name) && (unicode.IsLetter(rune(name[i])) || unicode.IsDigit(rune(name[i])) || name[i] >= 0x80)
	}
	return inWord(start) && inWord(end-1) && !inWord(start-1) && !inWord(end)
}

// merged returns the change with the values and the impact that it has in all files of
// the block.
func (b block) merged(ch *Change) *Change {
	if len(b.files) == 1 {
		return ch
	}
	all := *ch
	i := &all.Impact
	i.Handsets, i.Users, i.Unless, i.MaskedHandsets, i.MaskedUsers = nil, nil, nil, 0, 0
	at, differ := slices.Index(b.files[0].Changes, ch), false
	for _, f := range b.files {
		other := f.same(ch, at)
		if other == nil {
			continue
		}
		if !differ && !ch.lists() && (other.Old != all.Old || other.New != all.New) {
			differ = true
			all.Old, all.New = ch.alikeValues()
		}
		if differ {
			old, new := other.alikeValues()
			all.Old, all.New = join(all.Old, old), join(all.New, new)
		}
		i.Handsets = append(i.Handsets, other.Impact.Handsets...)
		i.Users = append(i.Users, other.Impact.Users...)
		for _, name := range other.Impact.Unless {
			if !slices.Contains(i.Unless, name) {
				i.Unless = append(i.Unless, name)
			}
		}
		for _, name := range other.Valueless {
			if !slices.Contains(all.Valueless, name) {
				all.Valueless = append(slices.Clip(all.Valueless), name)
			}
		}
		i.MaskedHandsets += other.Impact.MaskedHandsets
		i.MaskedUsers = max(i.MaskedUsers, other.Impact.MaskedUsers) // the same people for each
	}
	slices.Sort(i.Unless)
	for _, list := range []*[]int{&i.Handsets, &i.Users} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return &all
}

// isSame reports whether a change is of the same parameter and kind, and told alike.
func (ch *Change) isSame(other *Change) bool {
	return other.Parameter == ch.Parameter && other.Kind == ch.Kind && other.from == ch.from && other.to == ch.to
}

// same is the change of a file that is like another's. In files that are alike it mostly
// has the same place.
func (f *File) same(ch *Change, at int) *Change {
	if at >= 0 && at < len(f.Changes) && ch.isSame(f.Changes[at]) {
		return f.Changes[at]
	}
	if at = slices.IndexFunc(f.Changes, ch.isSame); at >= 0 {
		return f.Changes[at]
	}
	return nil
}

// join is what two values have in common.
func join(a, b Value) Value {
	switch {
	case a == b:
	case a.Secret != "" && b.Secret != "":
		a.Secret = several
	case a.Hidden || b.Hidden || a.Secret != "" || b.Secret != "":
		a = Value{Hidden: true, Access: a.Access}
	default:
		a.Text = several
	}
	return a
}
