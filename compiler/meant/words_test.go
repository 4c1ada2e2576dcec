package meant

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// An index finds what a search through all candidates finds, whatever the word.
func TestWords(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	word := func(letters string) string {
		text := make([]byte, 1+r.IntN(9))
		for i := range text {
			text[i] = letters[r.IntN(len(letters))]
		}
		return string(text)
	}
	found := 0
	for n := range 300 {
		candidates := []string{"up.idleTimeout", "up.idletimeout", "reg.x.address", "reg.x.label", "größe", "a", ""}
		for range r.IntN(40) {
			candidates = append(candidates, word("abcAB.x\xc3\xa4#"))
		}
		words := NewWords(candidates)
		for range 30 {
			w := word("abcAB.xy\xc3\xa4#")
			switch r.IntN(3) {
			case 0:
				w = candidates[r.IntN(len(candidates))] + w[:1]
			case 1:
				w = candidates[r.IntN(len(candidates))]
			}
			for most := 1; most < 5; most++ {
				if got, want := words.Within(w, most), Within(w, candidates, most); got != want {
					t.Fatalf("%d: %q within %d: %q, and %q without the index, of %q", n, w, most, got, want, candidates)
				} else if got != "" {
					found++
				}
			}
			if got, want := words.Nearest(w), Nearest(w, candidates); got != want {
				t.Fatalf("%d: nearest to %q: %q, and %q without the index, of %q", n, w, got, want, candidates)
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d words have a near one", found)
	}
}

// An index is for very many words: it compares letter by letter hardly any.
func BenchmarkWords(b *testing.B) {
	var candidates []string
	for i := range 2500 {
		candidates = append(candidates, fmt.Sprintf("group%d.of.parameters.name%d", i%50, i))
	}
	words := NewWords(candidates)
	for i := range b.N {
		words.Within(fmt.Sprintf("other.things.nobody%d.knows", i), 3)
	}
}
