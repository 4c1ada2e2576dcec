package draft_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/importer/draft"
)

// What layers share is said once where that is fewer lines: a group takes two of its own,
// and each layer a word for it.
func TestLifted(t *testing.T) {
	t.Parallel()
	of := func(names string) draft.Layer { // a=1 for each letter, and b=2 for b2
		l := draft.Layer{}
		for n := range strings.FieldsSeq(names) {
			name, text := n[:1], n[1:]
			l[name] = said(name, text, "")
		}
		return l
	}
	all := func(names ...string) (layers []draft.Layer) {
		for _, n := range names {
			layers = append(layers, of(n))
		}
		return layers
	}
	for _, c := range []struct {
		layers []draft.Layer
		want   string
	}{
		{nil, ""},
		{all("a1 b1 c1 d1"), ""},
		// Two layers: each shared parameter saves a line, and the group costs four.
		{all("a1 b1 c1 d1", "a1 b1 c1 d1"), ""},
		{all("a1 b1 c1 d1 e1", "a1 b1 c1 d1 e1"), "[0 1] a1 b1 c1 d1 e1"},
		{all("a1 b1 c1 d1 e1", "a1 b1 c1 d1 e2"), ""},
		// Three layers: each shared parameter saves two, and the group costs five.
		{all("a1 b1", "a1 b1", "a1 b1"), ""},
		{all("a1 b1 c1", "a1 b1 c1", "a1 b1 c1"), "[0 1 2] a1 b1 c1"},
		{all("a1 b1 c1 x1", "y1", "a1 b1 c1 x2", "a1 b1 c1"), "[0 2 3] a1 b1 c1"},
		// A layer is in one group, that of the pair that saves most first.
		{all("a1 b1 c1 d1 e1 f1", "a1 b1 c1 d1 e1 f1", "f1 g1 h1", "g1 h1 f1", "g1 h1 f1"), "[0 1] a1 b1 c1 d1 e1 f1; [2 3 4] f1 g1 h1"},
		{all("a1 b1 c1 d1 e1 x1", "a1 b1 c1 d1 e1 y1", "a1 b1 c1 d1 e1 x1 z1", "z1"), "[0 1 2] a1 b1 c1 d1 e1"},
	} {
		for range 2 {
			var got []string
			for _, l := range draft.Lift(c.layers) {
				text := fmt.Sprint(l.Of)
				for n := 'a'; n <= 'z'; n++ {
					if p, ok := l.Says[string(n)]; ok {
						text += " " + string(n) + p.Text
						if len(p.From) != len(l.Of) {
							t.Errorf("%c is said by %d", n, len(p.From))
						}
					}
				}
				got = append(got, text)
			}
			if text := strings.Join(got, "; "); text != c.want {
				t.Errorf("%v\ngot  %s\nwant %s", c.layers, text, c.want)
			}
		}
	}
}

// Beyond 200 kinds of layers, only those that share all that they share are put together.
func TestLiftOfManyKinds(t *testing.T) {
	t.Parallel()
	for kinds, want := range map[int]int{200: 1, 201: 0} {
		var layers []draft.Layer
		for i := range kinds {
			l := layer("a", "1", "b", "1", "c", "1", "d", "1", "e", "1")
			if i > 1 { // alike in nothing that saves a line
				l = draft.Layer{}
			}
			for _, name := range []string{fmt.Sprint("x", i), fmt.Sprint("x", i+1)} {
				l[name] = said(name, "1", "")
			}
			layers = append(layers, l)
		}
		if got := draft.Lift(layers); len(got) != want {
			t.Errorf("%d kinds: %d groups, want %d", kinds, len(got), want)
		}
	}
}
