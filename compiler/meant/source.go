// Package meant says what somebody meant by a text that is no CUE, or no CUE that makes
// sense: a comment behind #, a dotted name, text without quotes. It looks at the text
// where CUE's own parser or evaluator gave up, and guesses no further. It knows nothing
// of phones, and never repeats what may be a secret.
package meant

import (
	"bytes"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"provc/compiler/value"
)

// Mistake is what is wrong with a text.
type Mistake struct {
	Offset  int // where
	Summary string
	Hint    string // what to write
	Opening int    // of the bracket that is not closed; -1 if it is about none

	changes []change // that do what the hint says, in order
}

// kind says what a token is.
type kind uint8

const (
	word  kind = iota // what has neither spaces nor punctuation, such as ana-maria or 10.1.2.3
	text              // in straight double quotes
	open              // text that is not closed
	punct             // one character
)

// token is a part of a text. The lexer knows no CUE beyond strings and comments, so that
// it can read what is none.
type token struct {
	kind       kind
	start, end int
	line       int
	indent     int  // of its line, in characters
	first      bool // of its line
	secret     bool // it may be, or be part of, a secret
}

// source is a text with its tokens.
type source struct {
	text    []byte
	tokens  []token
	secrets map[string]bool // whether words look like the name of a secret
}

func read(src []byte) *source {
	s := &source{text: src, secrets: map[string]bool{}}
	s.lex()
	s.conceal()
	return s
}

// punctuation ends a word.
const punctuation = "{}[](),:=;<>&|!/?`"

func (s *source) lex() {
	line, start := 1, 0
	indent, first := 0, true
	for at := 0; at < len(s.text); {
		if s.text[at] == ' ' || s.text[at] == '\t' {
			at++
			continue
		}
		r, size := utf8.DecodeRune(s.text[at:])
		switch {
		case r == '\n':
			line, start, first = line+1, at+1, true
			at++
			continue
		case r == '\uFEFF' && at == 0 || unicode.IsSpace(r) && r != '\u00A0':
			at += size
			continue
		}
		if first {
			indent = at - start
		}
		t := token{start: at, line: line, indent: indent, first: first}
		first = false
		switch {
		case bytes.HasPrefix(s.text[at:], []byte("//")):
			if end := bytes.IndexByte(s.text[at:], '\n'); end >= 0 {
				at += end
			} else {
				at = len(s.text)
			}
			continue
		case r == '"':
			t.kind, t.end = quoted(s.text, at)
			line += bytes.Count(s.text[at:t.end], []byte("\n"))
		case strings.ContainsRune(punctuation, r):
			t.kind, t.end = punct, at+size
		default:
			t.kind, t.end = word, at+size
			for t.end < len(s.text) {
				if c := s.text[t.end]; 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
					t.end++
					continue
				}
				r, size := utf8.DecodeRune(s.text[t.end:])
				if unicode.IsSpace(r) || r == '"' || strings.ContainsRune(punctuation, r) {
					break
				}
				t.end += size
			}
		}
		at = t.end
		s.tokens = append(s.tokens, t)
	}
}

// quoted finds the end of a text in quotes.
func quoted(src []byte, at int) (kind, int) {
	if bytes.HasPrefix(src[at:], []byte(`"""`)) {
		if end := bytes.Index(src[at+3:], []byte(`"""`)); end >= 0 {
			return text, at + 3 + end + 3
		}
		return open, len(src)
	}
	for i := at + 1; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
			if i < len(src) && src[i] == '\n' {
				return open, i
			}
		case '"':
			return text, i + 1
		case '\n':
			return open, i
		}
	}
	return open, len(src)
}

// conceal marks what may be a secret: all from a word that looks like the name of one to
// the next label that is not indented deeper. How brackets nest is not to be relied on.
func (s *source) conceal() {
	concealed, indent, line := false, 0, 0
	for i := range s.tokens {
		t := &s.tokens[i]
		ends := s.isLabel(i) || s.is(i, "}") || s.isComplete(i)
		if concealed && t.first && t.line > line && t.indent <= indent && ends {
			concealed = false
		}
		t.secret = concealed
		if !concealed && t.kind != punct && s.looksSecret(i) {
			concealed, indent, line = true, t.indent, t.line
		}
	}
}

// isComplete reports whether the line before a token ends with a text that is the value
// of a label.
func (s *source) isComplete(i int) bool {
	i--
	for s.is(i, "}") || s.is(i, ",") {
		i--
	}
	return s.has(i, text) && s.is(i-1, ":") && (s.is(i+1, "}") || s.is(i+1, ",") || s.tokens[i+1].first)
}

// vague are names of keys and certificates, of which a schema may know that they are
// secret, where value.LooksSecret is not sure.
var vague = regexp.MustCompile(`(?i)(keys?|certs?|[a-z]_s[a-d])[0-9_]*$`)

// looksSecret is asked of each word of a text, in which most stand many times.
func (s *source) looksSecret(i int) bool {
	word := s.text[s.tokens[i].start:s.tokens[i].end]
	looks, known := s.secrets[string(word)]
	if !known {
		looks = isSecretName(string(word))
		s.secrets[string(word)] = looks
	}
	return looks
}

func isSecretName(name string) bool {
	name = strings.Trim(name, `"`)
	return value.LooksSecret(name) || vague.MatchString(name)
}

func (s *source) of(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return string(s.text[s.tokens[i].start:s.tokens[i].end])
}

func (s *source) is(i int, what string) bool {
	return i >= 0 && i < len(s.tokens) && s.tokens[i].kind != text && s.of(i) == what
}

func (s *source) has(i int, k kind) bool {
	return i >= 0 && i < len(s.tokens) && s.tokens[i].kind == k
}

// isLabel reports whether a token is the label of a field.
func (s *source) isLabel(i int) bool {
	if !s.has(i, word) && !s.has(i, text) {
		return false
	}
	return s.is(i+1, ":") || (s.is(i+1, "?") || s.is(i+1, "!")) && s.is(i+2, ":")
}

// at is the first token that ends behind an offset; it may be none.
func (s *source) at(offset int) int {
	return sort.Search(len(s.tokens), func(i int) bool { return s.tokens[i].end > offset })
}

// line is where the tokens of a token's line begin and end.
func (s *source) line(i int) (from, to int) {
	for from = i; from > 0 && s.tokens[from-1].line == s.tokens[i].line; from-- {
	}
	for to = i + 1; to < len(s.tokens) && s.tokens[to].line == s.tokens[i].line; to++ {
	}
	return from, to
}

// path are the labels of the structs that hold a token, and those before it on its way.
func (s *source) path(i int) []string {
	var stack [][]string
	var pending []string
	for k := 0; k < i && k < len(s.tokens); k++ {
		switch {
		case s.tokens[k].first && k > 0 && !s.is(k-1, ":"), s.is(k, ","):
			pending = nil
		}
		switch {
		case s.isLabel(k):
			pending = append(pending, strings.Trim(s.of(k), `"`))
		case s.is(k, "{"):
			stack = append(stack, pending)
			pending = nil
		case s.is(k, "}") && len(stack) > 0:
			stack, pending = stack[:len(stack)-1], nil
		}
	}
	if i < len(s.tokens) && s.tokens[i].first && !s.is(i-1, ":") {
		pending = nil
	}
	return append(slices.Concat(stack...), pending...)
}

// Conceals reports whether a text may have a secret at an offset.
func Conceals(src []byte, offset int) bool {
	s := read(src)
	i := s.at(offset)
	return i < len(s.tokens) && s.tokens[i].secret
}
