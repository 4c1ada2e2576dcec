// Package lexeme reads the words of CUE one by one, by CUE's own scanner: also those in
// texts that hold expressions, which a parser must tell the scanner of.
package lexeme

import (
	"strings"

	"cuelang.org/go/cue/scanner"
	"cuelang.org/go/cue/token"
)

// Lexeme is a token, and the offsets where it stands.
type Lexeme struct {
	Tok        token.Token
	Text       string
	Start, End int
}

// Scanner goes through a text.
type Scanner struct {
	scanner.Scanner

	// Texts may hold expressions in parentheses. For each parenthesis that is open,
	// whether it is one of those.
	parens  []bool
	holding bool // the next one is

	from int // offset at which it began
}

// New is a scanner at the beginning of a text. What is wrong, ErrorCount counts.
func New(name string, text []byte) *Scanner { return From(name, text, 0) }

// From is a scanner at an offset of a text.
func From(name string, text []byte, offset int) *Scanner {
	s := &Scanner{from: offset}
	s.Init(token.NewFile(name, -1, len(text)-offset), text[offset:], nil, 0)
	return s
}

// Next is the next word. At the end it is token.EOF.
func (s *Scanner) Next() Lexeme {
	pos, tok, text := s.Scan()
	switch tok {
	case token.INTERPOLATION:
		s.holding = true
	case token.LPAREN:
		s.parens = append(s.parens, s.holding)
		s.holding = false
	case token.RPAREN:
		if n := len(s.parens) - 1; n >= 0 {
			if s.parens[n] {
				s.holding = strings.HasSuffix(s.ResumeInterpolation(), "(")
			}
			s.parens = s.parens[:n]
		}
	}
	return Lexeme{tok, text, s.from + pos.Offset(), s.from + s.Offset()}
}
