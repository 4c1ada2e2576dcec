package rule

import "strings"

// The language has no one set of tokens: what a character means depends on
// where it stands (a "?" ends a condition and is plain text in a URL, a word
// in brackets may hold parentheses). So the parser asks for the kind of text
// that it needs next, and the lexer takes it from the front of the rest.

// lexer reads a text from the front. Nothing is read more than a fixed number
// of times, so its time is linear in the text.
type lexer struct {
	src      string
	pos      int
	expanded bool // macros are expanded already: what looks like one is plain text
	comment  Span // set when a # outside quotes has ended the text
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// skip passes over blanks, and over a comment with all that follows it. It
// reports false at the end of the text.
func (l *lexer) skip() bool {
	for l.pos < len(l.src) && isBlank(l.src[l.pos]) {
		l.pos++
	}
	if l.pos < len(l.src) && l.src[l.pos] == '#' {
		l.comment = Span{l.pos, len(l.src)}
		l.src = l.src[:l.pos]
	}
	return l.pos < len(l.src)
}

// peek is the next byte, 0 at the end. It does not pass over blanks.
func (l *lexer) peek() byte {
	if l.pos < len(l.src) {
		return l.src[l.pos]
	}
	return 0
}

// tokenKind is the kind of a token inside a condition or an assignment list.
type tokenKind uint8

const (
	endToken     tokenKind = iota
	wordToken              // letters, digits, macros
	quotedToken            // a closed string
	unclosed               // a string without its closing quote
	operatorSign           // a run of = ! < >
	otherToken             // one character of punctuation, or && and ||
)

type token struct {
	kind tokenKind
	text string // as written; without the quotes for a quotedToken
	span Span
}

// token takes the next token of a condition or an assignment list.
func (l *lexer) token() token {
	if !l.skip() {
		return token{kind: endToken, span: Span{l.pos, l.pos}}
	}
	start := l.pos
	switch c := l.src[start]; {
	case c == '"':
		return l.quoted()
	case strings.IndexByte("=!<>", c) >= 0:
		for l.pos < len(l.src) && strings.IndexByte("=!<>", l.src[l.pos]) >= 0 {
			l.pos++
		}
		return l.cut(operatorSign, start)
	case strings.IndexByte("()[]|?;&", c) >= 0:
		l.pos++
		if (c == '|' || c == '&') && l.peek() == c {
			l.pos++
		}
		return l.cut(otherToken, start)
	}
	l.word()
	return l.cut(wordToken, start)
}

func (l *lexer) cut(kind tokenKind, start int) token {
	return token{kind, l.src[start:l.pos], Span{start, l.pos}}
}

// quoted takes a string; the next byte is its opening quote.
func (l *lexer) quoted() token {
	start := l.pos
	for i := start + 1; i < len(l.src); i++ {
		switch l.src[i] {
		case '\\':
			i++
		case '"':
			l.pos = i + 1
			return token{quotedToken, l.src[start+1 : i], Span{start, l.pos}}
		}
	}
	l.pos = len(l.src)
	return l.cut(unclosed, start)
}

// word passes over a word: up to a blank or a sign of the language, with the
// parentheses of $(NAME) and of versions such as 1.0.31(b).
func (l *lexer) word() {
	start := l.pos
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if c == '$' && !l.expanded {
			if ref, ok := macroAt(l.src, l.pos); ok {
				l.pos = ref.end
				continue
			}
		}
		if c == '(' && isDigit(l.src[start]) && strings.IndexByte(l.src[start:l.pos], '.') > 0 {
			if i := strings.IndexAny(l.src[l.pos:], ") \t\r\n\"|"); i > 0 && l.src[l.pos+i] == ')' {
				l.pos += i + 1
				return
			}
		}
		if isBlank(c) || strings.IndexByte("\"()[]|?;=!<>&#", c) >= 0 {
			break
		}
		l.pos++
	}
	if l.pos == start { // a sign that starts no token: take it, so that the lexer always moves
		l.pos++
	}
}

// run passes over text up to a blank, one of the stop characters, a comment
// or the end; the parentheses of $(NAME) are no stop characters.
func (l *lexer) run(stop string) Span {
	start := l.pos
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if isBlank(c) || c == '#' || strings.IndexByte(stop, c) >= 0 {
			break
		}
		l.pos++
	}
	return Span{start, l.pos}
}

// group looks ahead from an opening parenthesis to what follows its closing
// one: "?" for a condition, "!" for assignments, 0 if there is neither. Groups
// do not nest, so each text is looked at once.
func (l *lexer) group() byte {
	depth := 0
	for i := l.pos; i < len(l.src); i++ {
		switch l.src[i] {
		case '#':
			return 0
		case '"':
			for i++; i < len(l.src) && l.src[i] != '"'; i++ {
				if l.src[i] == '\\' {
					i++
				}
			}
		case '(':
			depth++
		case ')':
			if depth--; depth > 0 {
				continue
			}
			for i++; i < len(l.src) && isBlank(l.src[i]); i++ {
			}
			if i < len(l.src) && (l.src[i] == '?' || l.src[i] == '!') {
				return l.src[i]
			}
			return 0
		}
	}
	return 0
}
