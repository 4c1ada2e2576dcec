package meant

import (
	"slices"
	"strings"
)

// Nearest returns the candidate that a word was probably meant to be, or "". A
// difference of letter case counts less than any other.
func Nearest(word string, candidates []string) string {
	return Within(word, candidates, max(1, len(word)/3))
}

// Within is Nearest among the candidates that differ in at most so many letters.
func Within(word string, candidates []string, most int) string {
	best, at := "", most+1
	lower := strings.ToLower(word)
	for _, c := range candidates {
		if c == word {
			continue
		}
		if strings.EqualFold(c, word) {
			return c
		}
		if d := distance(lower, strings.ToLower(c), at); d < at || d == at && best != "" && c < best {
			best, at = c, d
		}
	}
	return best
}

// mostGuesses are offered where a word is a part of several names.
const mostGuesses = 3

// Guesses are the candidates that a word may have been meant to be, none or a few: the
// nearest, which differs in at most so many letters; else those of which it is a part.
func Guesses(word string, candidates []string, most int) (all []string) {
	if near := Within(word, candidates, most); near != "" {
		return []string{near}
	}
	lower := strings.ToLower(word)
	if len(lower) < 3 {
		return nil
	}
	for _, c := range candidates {
		if strings.Contains(strings.ToLower(c), lower) && !slices.Contains(all, c) && len(all) < mostGuesses {
			all = append(all, c)
		}
	}
	return all
}

// DidYouMean asks for guesses, behind a semicolon; it is empty where there is none.
func DidYouMean(guesses []string) string {
	switch last := len(guesses) - 1; {
	case last < 0:
		return ""
	case last == 0:
		return "; did you mean " + guesses[0] + "?"
	default:
		return "; did you mean " + strings.Join(guesses[:last], ", ") + " or " + guesses[last] + "?"
	}
}

// distance is the number of letters to insert, drop, replace or swap with the
// next to turn a into b, or anything above limit if there are more.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit && i > 1 && slices.Min(prev) > limit {
			return limit + 1 // two rows, for letters that are swapped
		}
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}
