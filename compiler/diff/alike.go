package diff

import (
	"slices"
	"strings"
	"unicode"
)

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
