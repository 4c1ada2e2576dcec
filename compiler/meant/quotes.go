package meant

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// closing are typographic quotes.
const smart = "“”„‟«»‹›‘’‚‛＂"

// typographic finds quotes that word processors make.
func (l line) typographic() (Mistake, bool) {
	i, ok := l.each(func(i int) bool { return l.tokens[i].kind == word && strings.ContainsAny(l.of(i), smart) })
	if !ok {
		return Mistake{}, false
	}
	offset := l.tokens[i].start + strings.IndexAny(l.of(i), smart)
	m := placed(offset, "these are typographic quotes, and text stands in straight double quotes", `write " in their place`)
	_, size := utf8.DecodeRune(l.text[offset:])
	rest := l.text[offset+size : l.tokens[l.to-1].end]
	end := bytes.IndexAny(rest, smart+`"`)
	if end <= 0 || bytes.ContainsAny(rest[:end], `\`) {
		return m, true
	}
	if !l.tokens[i].secret && plain(string(rest[:end])) {
		m.Hint = fmt.Sprintf("write %q", rest[:end])
	}
	_, closing := utf8.DecodeRune(rest[end:])
	return m.by(change{offset, offset + size, `"`}, change{offset + size + end, offset + size + end + closing, `"`})
}

// openText finds text that is not closed.
func (l line) openText() (Mistake, bool) {
	i, ok := l.each(func(i int) bool { return l.tokens[i].kind == open })
	if !ok {
		return Mistake{}, false
	}
	inner := strings.TrimRight(strings.TrimLeft(l.of(i), `"`), " \t\r")
	if strings.HasPrefix(l.of(i), `"""`) {
		return l.mistake(i, "the text is not closed", `close it by """ in a line of its own`)
	}
	if l.offset > l.tokens[i].start && l.offset < l.tokens[i].end {
		if m, ok := l.escape(); ok {
			return m, true
		}
	}
	if m, ok := l.openBefore(); ok {
		return m, true
	}
	if m, ok := l.openLate(i); ok {
		return m, true
	}
	if i > l.from && l.has(i-1, text) {
		return l.inner(i)
	}
	m := l.told(i, "the text is not closed", `write " at its end`)
	if !l.tokens[i].secret && plain(inner) {
		m.Hint = fmt.Sprintf("write %q", inner)
	}
	if strings.HasSuffix(inner, ",") || strings.ContainsAny(inner, "]}") {
		return m, true // it may end before that
	}
	return m.by(change{l.tokens[i].start + 1 + len(inner), l.tokens[i].end, `"`})
}

// next is the end of text that goes on with the next field of its line.
var next = regexp.MustCompile(`^"([^":{}\\]*), *[A-Za-z_][A-Za-z0-9_]*: *"$`)

// openBefore finds text that lacks its end and so takes the next field up to the quotes of
// that one's value.
func (l line) openBefore() (Mistake, bool) {
	i, ok := l.each(func(i int) bool {
		return l.has(i, text) && l.is(i-1, ":") && i+1 < l.to && l.touch(i, i+1) && l.tokens[i+1].kind != punct && next.MatchString(l.of(i))
	})
	if !ok {
		return Mistake{}, false
	}
	inner := next.FindStringSubmatch(l.of(i))[1]
	m := l.told(i, "the text is not closed", `write " at its end`)
	if !l.tokens[i].secret && plain(inner) {
		m.Hint = fmt.Sprintf("write %q", inner)
	}
	return m.by(insert(l.tokens[i].start+1+len(inner), `"`))
}

// openLate finds text that has its end alone, at a quote.
func (l line) openLate(i int) (Mistake, bool) {
	from := i
	for from > l.from && l.has(from-1, word) {
		from--
	}
	if l.of(i) != `"` || from == i || !l.is(from-1, ":") || l.isLabel(from) {
		return Mistake{}, false
	}
	m := l.told(from, "the text lacks its first quotes", `write " before it`)
	if inner := string(l.text[l.tokens[from].start:l.tokens[i].start]); !l.tokens[from].secret && plain(inner) {
		m.Hint = fmt.Sprintf("write %q", inner)
	}
	return m.by(insert(l.tokens[from].start, `"`))
}

// inner is about quotes within text.
func (l line) inner(i int) (Mistake, bool) {
	return l.told(i, "the text ends before the end of its value", `write \" for a quote within text`).by(l.escaped()...)
}

// escaped escapes the quotes within the value that ends the line, which begins with one and
// ends with one.
func (l line) escaped() (all []change) {
	begin := l.from
	for begin < l.to && !(l.has(begin, text) && l.is(begin-1, ":")) {
		begin++
	}
	if begin == l.to || l.tokens[l.to-1].kind != text && l.tokens[l.to-1].kind != open {
		return nil
	}
	from, to := l.tokens[begin].start+1, l.tokens[l.to-1].end-1
	if to <= from || l.text[to] != '"' {
		return nil
	}
	for i := from; i < to; i++ {
		switch {
		case l.text[i] == '\\':
			i++
		case l.text[i] == ':' || l.text[i] == ',':
			return nil // other fields may stand there
		case l.text[i] == '"':
			all = append(all, insert(i, `\`))
		}
	}
	return all
}

// escape finds backslashes that are meant as such.
func (l line) escape() (Mistake, bool) {
	i := l.at
	if !l.has(i, text) && !l.has(i, open) || l.offset <= l.tokens[i].start {
		return Mistake{}, false
	}
	at := bytes.LastIndexByte(l.text[l.tokens[i].start:min(l.offset+1, l.tokens[i].end)], '\\')
	if at < 0 {
		return Mistake{}, false
	}
	m := placed(l.tokens[i].start+at, `a backslash in text begins an escape, such as \n`, `write \\ for a backslash`)
	return m.by(l.doubled(i)...)
}

// doubled writes each backslash of a text as one that is meant as such.
func (l line) doubled(i int) (all []change) {
	for at := l.tokens[i].start; at+1 < l.tokens[i].end; at++ {
		if l.text[at] != '\\' {
			continue
		}
		if next := l.text[at+1]; next == '\\' || next == '"' {
			at++
			continue
		}
		all = append(all, insert(at, `\`))
	}
	return all
}

// within finds quotes within text.
func (l line) within() (Mistake, bool) {
	i := l.at
	if l.from <= i-1 && l.has(i-1, text) && l.tokens[i-1].end == l.tokens[i].start && l.tokens[i].kind != punct {
		return l.inner(i)
	}
	return Mistake{}, false
}

// url is about a URL without quotes.
func (l line) url(i int) (Mistake, bool) {
	rest, _, _ := bytes.Cut(l.text[l.tokens[i].start:], []byte("\n"))
	raw := strings.TrimSpace(string(rest))
	in := l.around(l.tokens[i].start, l.tokens[i].start+len(raw))
	if !l.tokens[i].secret && plain(raw) {
		return l.told(i, quotes, "write %q", raw).by(in...)
	}
	return l.told(i, quotes, `write " around it`).by(in...)
}

// quotes is what is said of text without quotes.
const quotes = "text stands in quotes"

// bare is about text without quotes, of some tokens.
func (l line) bare(from, to int) (Mistake, bool) {
	if from >= to {
		return l.mistake(min(from, l.to-1), quotes, `write " around it`)
	}
	m := l.told(from, quotes, `write " around it`)
	if raw := strings.Trim(string(l.text[l.tokens[from].start:l.tokens[to-1].end]), "'`"); !l.tokens[from].secret && plain(raw) {
		m.Hint = "write " + literal(raw)
	}
	return m.by(l.literally(from, to)...)
}

// plain reports whether a text is short and simple enough to be repeated.
func plain(raw string) bool {
	return raw != "" && utf8.RuneCountInString(raw) <= 60 && !strings.ContainsAny(raw, "\"\\\n{}<>") && !(strings.Contains(raw, "@") && strings.Contains(raw, "://")) && !isSecretName(raw)
}

// literal writes a value as CUE wants it, of what may have been meant for true or false.
func literal(raw string) string {
	if b := boolean(raw); b != "" {
		return b
	}
	return fmt.Sprintf("%q", raw)
}

// boolean is the value that a word of other languages stands for, or "".
func boolean(raw string) string {
	switch strings.ToLower(raw) {
	case "true", "yes", "on", "enabled", "ja", "wahr":
		return "true"
	case "false", "no", "off", "disabled", "nein", "falsch":
		return "false"
	}
	return ""
}
