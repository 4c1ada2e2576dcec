package excerpt

import (
	"bytes"
	"slices"
	"strings"

	"cuelang.org/go/cue/token"

	"provc/compiler/lexeme"
)

// around is a text without the declarations of structs that reach into none of the
// lines: what stands around these says under which labels they are, and a file may hold
// a fleet, which is much to parse. Offsets stay. It reports false if the text is no CUE.
func around(text []byte, lines []span) ([]byte, bool) {
	r := reducer{words: lexeme.New("", text), lines: lines}
	w := r.words.Next()
	for ; w.Tok != token.EOF; w = r.words.Next() {
		switch w.Tok {
		case token.LBRACE, token.LBRACK, token.LPAREN:
			r.begin(w)
			r.open = append(r.open, bracket{closes: closing[w.Tok], begins: -1})
		case token.RBRACE, token.RBRACK, token.RPAREN:
			last := len(r.open) - 1
			if last < 0 || r.open[last].closes != w.Tok {
				return nil, false
			}
			r.end(w.Start)
			r.open = r.open[:last]
		case token.COMMA:
			r.end(w.Start + len(strings.TrimSpace(w.Text))) // the end of a line is one, too
		default:
			r.begin(w)
		}
	}
	if r.words.ErrorCount > 0 || len(r.open) > 0 {
		return nil, false
	}
	little := bytes.Clone(text)
	for _, s := range r.gone {
		for i := s.from; i < s.to; i++ {
			little[i] = ' '
		}
	}
	return little, true
}

// reducer goes through a text and finds what may be left out.
type reducer struct {
	words *lexeme.Scanner
	lines []span
	open  []bracket
	gone  []span // in order
}

// bracket is one that is open.
type bracket struct {
	closes token.Token
	begins int // where the declaration does that is in it; -1 if there is none yet
}

var closing = map[token.Token]token.Token{token.LBRACE: token.RBRACE, token.LBRACK: token.RBRACK, token.LPAREN: token.RPAREN}

func (r *reducer) begin(w lexeme.Lexeme) {
	if last := len(r.open) - 1; last >= 0 && r.open[last].begins < 0 {
		r.open[last].begins = w.Start
	}
}

// end ends a declaration, and with it all that is in it.
func (r *reducer) end(at int) {
	last := len(r.open) - 1
	if last < 0 || r.open[last].begins < 0 {
		return
	}
	whole := span{r.open[last].begins, at}
	r.open[last].begins = -1
	if r.open[last].closes != token.RBRACE || whole.touches(r.lines) {
		return
	}
	for n := len(r.gone); n > 0 && r.gone[n-1].from >= whole.from; n-- {
		r.gone = r.gone[:n-1]
	}
	r.gone = append(r.gone, whole)
}

// touches reports whether a part reaches into one of the lines, which are in order.
func (s span) touches(lines []span) bool {
	i, _ := slices.BinarySearchFunc(lines, s.from+1, func(line span, at int) int { return line.to - at })
	return i < len(lines) && lines[i].from < s.to
}
