package rule

import (
	"sort"
	"strings"
)

// macroRef is one use of a macro in a text.
type macroRef struct {
	name       string // empty for $$, which stands for one $
	start, end int
	offset     int // of $(NAME:p) and $(NAME:p:q), in characters
	length     int // of $(NAME:p:q); -1 to the end of the value
}

// key is the reference in its shortest form, the same for $EMS and $(EMS).
func (r macroRef) key(text string) string {
	if r.offset == 0 && r.length < 0 {
		return "$" + r.name
	}
	return text[r.start:r.end]
}

func isMacroChar(c byte) bool { return isLetter(c) || isDigit(c) }

// macroAt reads the macro reference that starts with the $ at text[i]. It
// reports false where the $ starts none and so stays as it is.
func macroAt(text string, i int) (ref macroRef, ok bool) {
	ref = macroRef{start: i, length: -1}
	rest := text[i+1:]
	switch {
	case rest == "":
		return ref, false
	case rest[0] == '$':
		ref.end = i + 2
		return ref, true
	case isMacroChar(rest[0]):
		n := 1
		for n < len(rest) && isMacroChar(rest[n]) {
			n++
		}
		ref.name, ref.end = rest[:n], i+1+n
		return ref, true
	case rest[0] != '(':
		return ref, false
	}
	n := 1
	for n < len(rest) && isMacroChar(rest[n]) {
		n++
	}
	if ref.name = rest[1:n]; ref.name == "" {
		return ref, false
	}
	for part := 0; part < 2 && n < len(rest) && rest[n] == ':'; part++ {
		first := n + 1
		for n = first; n < len(rest) && isDigit(rest[n]); n++ {
		}
		if n == first {
			return ref, false
		}
		if part == 0 {
			ref.offset = clampedInt(rest[first:n])
		} else {
			ref.length = clampedInt(rest[first:n])
		}
	}
	if n == len(rest) || rest[n] != ')' {
		return ref, false
	}
	ref.end = i + 1 + n + 1
	return ref, true
}

// clampedInt is the value of digits, or a number larger than any rule is long.
func clampedInt(digits string) int {
	n := 0
	for i := 0; i < len(digits); i++ {
		if n = 10*n + int(digits[i]-'0'); n > 1<<30 {
			return 1 << 30
		}
	}
	return n
}

// macros calls f for every macro reference in a text, $$ left out.
func macros(text string, f func(macroRef)) {
	dollars(text, func(ref macroRef, ok bool) {
		if ok && ref.name != "" {
			f(ref)
		}
	})
}

// dollars calls f for every $ in a text that is no part of something before
// it; ok is false where it starts neither a macro nor $$.
func dollars(text string, f func(ref macroRef, ok bool)) {
	for i := 0; i < len(text); {
		j := strings.IndexByte(text[i:], '$')
		if j < 0 {
			return
		}
		ref, ok := macroAt(text, i+j)
		f(ref, ok)
		if i += j + 1; ok {
			i = ref.end
		}
	}
}

func hasMacro(text string) bool {
	found := false
	macros(text, func(macroRef) { found = true })
	return found
}

// substring is the part of a value that a reference asks for. Outside the
// value there is nothing: the guide gives only examples inside it.
func (r macroRef) substring(value string) string {
	value = value[min(r.offset, len(value)):]
	if r.length >= 0 {
		value = value[:min(r.length, len(value))]
	}
	return value
}

// expansion is an expanded text that remembers where each piece came from.
type expansion struct {
	text   string
	source string
	pieces []piece // in order; only what differs from the source
}

// piece is one expanded macro.
type piece struct {
	ref        macroRef
	start, end int // in the expanded text
	secret     bool
}

// expand replaces the macros in a text, once, as a phone does before it parses:
// $NAME, $(NAME), $(NAME:p) and $(NAME:p:q), p and q an offset and a length in
// bytes. $$ gives one $. Unknown names, and $SA to $SD outside bracketed options,
// stay as they are. Parts of a value that lie outside it are empty.
func expand(text string, s State) *expansion {
	x := &expansion{source: text}
	var b strings.Builder
	b.Grow(len(text))
	brackets := bracketTracker{}
	for i := 0; i < len(text); {
		ref, ok := macroRef{}, false
		if text[i] == '$' {
			ref, ok = macroAt(text, i)
		}
		value := "$"
		if ok && ref.name != "" {
			m, known := LookupMacro(ref.name)
			if ok = known && (!m.OptionsOnly || brackets.open); ok {
				value = ref.substring(s.Get(ref.name))
			}
		}
		if !ok {
			brackets.next(text[i])
			b.WriteByte(text[i])
			i++
			continue
		}
		start := b.Len()
		b.WriteString(value)
		m, _ := LookupMacro(ref.name)
		x.pieces = append(x.pieces, piece{ref, start, b.Len(), m.Secret})
		i = ref.end
	}
	x.text = b.String()
	return x
}

// bracketTracker knows whether a place in a text is inside bracketed options.
type bracketTracker struct {
	open, quoted, escaped bool
}

func (t *bracketTracker) next(c byte) {
	switch {
	case t.escaped:
		t.escaped = false
	case t.quoted && c == '\\':
		t.escaped = true
	case c == '"':
		t.quoted = !t.quoted
	case t.quoted:
	case c == '[':
		t.open = true
	case c == ']':
		t.open = false
	}
}

// origin maps a span of the expanded text to the span of the source that it
// came from, macros whole. It also returns the pieces in the span; those that
// an empty span touches count as in it.
func (x *expansion) origin(s Span) (Span, []piece) {
	i := sort.Search(len(x.pieces), func(k int) bool { return x.pieces[k].end >= s.Start })
	j := i + sort.Search(len(x.pieces)-i, func(k int) bool { return x.pieces[i+k].start > s.End })
	if s.Len() > 0 {
		for i < j && x.pieces[i].end == s.Start {
			i++
		}
		for i < j && x.pieces[j-1].start == s.End {
			j--
		}
	}
	shift := func(k int) int { // source minus expanded, behind the piece before k
		if k == 0 {
			return 0
		}
		return x.pieces[k-1].ref.end - x.pieces[k-1].end
	}
	out := Span{s.Start + shift(i), s.End + shift(j)}
	in := x.pieces[i:j]
	if len(in) > 0 && in[0].start <= s.Start {
		out.Start = in[0].ref.start
	}
	if len(in) > 0 && in[len(in)-1].end >= s.End {
		out.End = in[len(in)-1].ref.end
	}
	return out, in
}

// show is a span of the expanded text with secrets masked.
func (x *expansion) show(s Span) string {
	_, pieces := x.origin(s)
	var b strings.Builder
	at := s.Start
	for _, p := range pieces {
		if !p.secret || p.start == p.end {
			continue
		}
		b.WriteString(x.text[at:max(at, min(p.start, s.End))])
		b.WriteString(mask)
		at = min(p.end, s.End)
	}
	b.WriteString(x.text[at:max(at, s.End)])
	return b.String()
}
