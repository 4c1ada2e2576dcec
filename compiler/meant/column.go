package meant

import (
	"fmt"
	"slices"
)

// column finds text without quotes in which the column of a table stands, in braces.
func (l line) column() (Mistake, bool) {
	brace, ok := l.each(func(i int) bool {
		return l.is(i, "{") && i > l.from && i+2 < l.to && l.has(i-1, word) && l.has(i+1, word) && l.is(i+2, "}") && l.touch(i-1, i)
	})
	if !ok || !slices.Contains(l.path(brace), "each") {
		return Mistake{}, false
	}
	from, to := brace-1, brace+3
	for from > l.from && !l.is(from-1, ":") {
		from--
	}
	for to < l.to && l.touch(to-1, to) && !l.is(to, ",") && !l.is(to, "}") {
		to++
	}
	if !l.is(from-1, ":") {
		return Mistake{}, false
	}
	m := l.told(from, quotes, `write " around it`)
	if raw := string(l.text[l.tokens[from].start:l.tokens[to-1].end]); !l.tokens[from].secret && !isSecretName(raw) {
		m.Hint = fmt.Sprintf("write %q", raw)
	}
	return m.by(l.around(l.tokens[from].start, l.tokens[to-1].end)...)
}
