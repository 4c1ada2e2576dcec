package meant

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// Words are candidates that many words are held against: they are looked at once, so
// that few of them have to be compared with a word letter by letter.
type Words struct {
	all      []indexed
	byFolded map[string]string // the first of those that differ in letter case alone
}

type indexed struct {
	word, lower string
	letters     uint64 // see lettersOf
}

// NewWords makes an index of candidates.
func NewWords(candidates []string) *Words {
	w := &Words{byFolded: make(map[string]string, len(candidates))}
	for _, c := range candidates {
		lower := strings.ToLower(c)
		if _, ok := w.byFolded[lower]; !ok {
			w.byFolded[lower] = c
		}
		w.all = append(w.all, indexed{c, lower, lettersOf(lower)})
	}
	slices.SortFunc(w.all, func(a, b indexed) int {
		return cmp.Or(cmp.Compare(len(a.lower), len(b.lower)), cmp.Compare(a.word, b.word))
	})
	return w
}

// Nearest is what Nearest returns among all candidates.
func (w *Words) Nearest(word string) string { return w.Within(word, max(1, len(word)/3)) }

// Within is what Within returns among all candidates. The length of a word and the
// letters in it leave few that can be near.
func (w *Words) Within(word string, most int) string {
	lower := strings.ToLower(word)
	if c, ok := w.byFolded[lower]; ok && c != word {
		return c
	}
	letters := lettersOf(lower)
	shortest, _ := slices.BinarySearchFunc(w.all, len(lower)-most, func(c indexed, n int) int { return cmp.Compare(len(c.lower), n) })
	best, at := "", most+1
	for _, c := range w.all[shortest:] {
		if len(c.lower) > len(lower)+most {
			break
		}
		limit := min(at, most)
		// Each difference takes one letter out of a word, and puts one in, at most.
		if bits.OnesCount64(letters^c.letters) > 2*limit || c.word == word {
			continue
		}
		if d := distance(lower, c.lower, limit); d < at || d == at && best != "" && c.word < best {
			best, at = c.word, d
		}
	}
	return best
}

// lettersOf has a bit for each letter that stands in a word. Characters that have no bit of
// their own share some.
func lettersOf(word string) (set uint64) {
	for i := range len(word) {
		set |= 1 << (word[i] & 63)
	}
	return set
}
