package meant

import (
	"bytes"
	"fmt"
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
	m := Mistake{offset, "these are typographic quotes, and text stands in straight double quotes", `write " in their place`, -1}
	if l.tokens[i].secret {
		return m, true
	}
	_, size := utf8.DecodeRune(l.text[offset:])
	rest := l.text[offset+size : l.tokens[l.to-1].end]
	if end := bytes.IndexAny(rest, smart+`"`); end > 0 && plain(string(rest[:end])) {
		m.Hint = fmt.Sprintf("write %q", rest[:end])
	}
	return m, true
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
	if i > l.from && l.has(i-1, text) {
		return l.inner(i)
	}
	if !l.tokens[i].secret && plain(inner) {
		return l.mistake(i, "the text is not closed", "write %q", inner)
	}
	return l.mistake(i, "the text is not closed", `write " at its end`)
}

// inner is about quotes within text.
func (l line) inner(i int) (Mistake, bool) {
	return l.mistake(i, "the text ends before the end of its value", `write \" for a quote within text`)
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
	return Mistake{l.tokens[i].start + at, `a backslash in text begins an escape, such as \n`, `write \\ for a backslash`, -1}, true
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
	if raw := strings.TrimSpace(string(rest)); !l.tokens[i].secret && plain(raw) {
		return l.mistake(i, quotes, "write %q", raw)
	}
	return l.mistake(i, quotes, `write " around it`)
}

// quotes is what is said of text without quotes.
const quotes = "text stands in quotes"

// bare is about text without quotes, of some tokens.
func (l line) bare(from, to int) (Mistake, bool) {
	if from >= to || l.tokens[from].secret {
		return l.mistake(min(from, l.to-1), quotes, `write " around it`)
	}
	end := l.tokens[to-1].end
	if raw := strings.Trim(string(l.text[l.tokens[from].start:end]), "'`"); plain(raw) {
		return l.mistake(from, quotes, "write %s", literal(raw))
	}
	return l.mistake(from, quotes, `write " around it`)
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
