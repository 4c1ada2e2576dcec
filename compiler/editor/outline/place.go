package outline

import (
	"bytes"
	"regexp"
	"sort"
	"strings"

	"cuelang.org/go/cue/token"
)

// Place is what may stand at an offset.
type Place struct {
	Node int32 // in whose value it is; None: in the file itself

	// What may stand there. None of them: nothing, since it is in a comment, within free
	// text, or behind a value.
	Label   bool // a declaration may begin, or go on behind a colon
	Value   bool // a value may stand there
	Operand bool // it is one of several that are unified, or of which one is chosen

	InList bool // it is an item of a list

	From, To int    // of the word that is being typed
	Word     string // its text up to the offset, without quotes
	Whole    string // all of it
	Quoted   bool   // it begins with a quote
	IsLabel  bool   // a colon is behind it already
}

// At is what may stand at an offset. It goes over the text from the last declaration
// that begins before it.
func (o *Outline) At(offset int) Place {
	offset = min(max(offset, 0), len(o.Text))
	head := int32(sort.Search(len(o.Nodes), func(i int) bool { return int(o.Nodes[i].From) > offset })) - 1
	for head >= 0 && o.Nodes[head].frame < 0 {
		head--
	}
	from, s := 0, state{chain: None}
	if head >= 0 {
		n := &o.Nodes[head]
		from, s.frame = int(n.Start), n.frame
		s.chain = o.frames[n.frame].owner
	}
	s.words = words{counts: counts{nodes: int32(len(o.Nodes)), frames: int32(len(o.frames))}}
	m := machine{base: o}
	at := m.run(from, s, offset)

	p := Place{Node: at.chain, From: offset, To: offset}
	// The nodes that were made on the way are those of the outline.
	if n := int32(len(o.Nodes)); p.Node >= n {
		if p.Node += max(head, 0) - n; p.Node >= n {
			return Place{Node: None, From: offset, To: offset}
		}
	}
	kind := m.frame(at.frame).kind
	p.InList = kind == inList
	if kind == inOpaque || m.importing || at.words.clause || at.words.isLet {
		return p
	}
	w := &at.words
	if at.inWord {
		if !p.take(o.Text, at.word.Tok, at.word.Text, at.word.Start, at.word.End, offset) {
			return p
		}
	} else if inComment(o.Text[at.before:offset]) || bytes.HasPrefix(o.Text[max(offset-1, 0):], []byte("//")) {
		return p
	}
	mayValue, mayLabel := true, true
	next := at.word
	adjoins := !at.inWord && !bytes.Contains(o.Text[offset:min(next.Start, len(o.Text))], []byte("\n"))
	switch {
	case !adjoins:
	case w.count == 0 && (w.behind || kind == inList):
		switch isLabel := colonBehind.Match(o.Text[min(next.End, len(o.Text)):]); {
		case isWord(next.Tok) && isLabel:
			mayValue = false
		case isValue(next.Tok):
			p.To = next.End // in the place of the value that is there already
		case !ends(next.Tok):
			mayValue, mayLabel = false, next.Tok == token.LBRACE
		}
	case isOperator(w.last):
		mayValue = ends(next.Tok) || next.Tok == token.IDENT && next.Start == offset
	}
	if !p.Quoted && (at.inWord || w.behind || w.count > 0) && (at.inWord || p.To == offset) {
		p.To += len(restOfDotted.Find(o.Text[p.To:]))
	}
	first := w.count == 0
	if !first && isDotted(o.Text[w.from:offset]) {
		first, p.From, p.Word = true, int(w.from), string(o.Text[w.from:offset])
		p.Whole = p.Word + p.Whole
		if at.inWord {
			p.Whole = string(o.Text[w.from:p.To])
		} else {
			p.Whole = p.Word
		}
	}
	isStruct := kind == inFile || kind == inStruct
	switch {
	case first && isStruct:
		p.Label = true
		p.Value = w.behind
	case first:
		p.Value = true
	case isOperator(w.last):
		p.Value, p.Operand = true, true
	}
	p.IsLabel = p.To > p.From && colonBehind.Match(o.Text[p.To:])
	p.Value = p.Value && !p.IsLabel && mayValue
	p.Operand = p.Operand && p.Value
	p.Label = p.Label && mayLabel && !(w.behind && unified.Match(o.Text[p.To:]))
	return p
}

// isClause reports whether a token begins a comprehension.
func isClause(t token.Token) bool {
	return t == token.FOR || t == token.IF || t == token.LET || t == token.IN
}

// isOperator reports whether a value is still to come behind a token.
func isOperator(t token.Token) bool { return t == token.AND || t == token.OR || t == token.MUL }

// ends reports whether a value may stand before a token.
func ends(t token.Token) bool {
	switch t {
	case token.COMMA, token.RBRACE, token.RBRACK, token.RPAREN, token.AND, token.OR, token.EOF:
		return true
	}
	return false
}

// isValue reports whether a token is a value by itself.
func isValue(t token.Token) bool {
	return t == token.STRING || t == token.INT || t == token.FLOAT || t == token.TRUE || t == token.FALSE || t == token.NULL
}

// take takes the word that the offset is in. It reports false for one in which nothing
// can be completed.
func (p *Place) take(text []byte, tok token.Token, word string, start, end, offset int) bool {
	if !isWord(tok) || isClause(tok) && bytes.HasPrefix(text[end:], []byte(" ")) {
		return false
	}
	p.From, p.To = start, end
	if tok != token.STRING {
		p.Word, p.Whole = string(text[start:offset]), word
		return true
	}
	if text[start] != '"' || bytes.HasPrefix(text[start:], []byte(`"""`)) || offset == start {
		return false
	}
	p.Quoted = true
	if !restOfName.Match(text[offset:end]) {
		p.To = offset // the quote that ends it is another's
	}
	p.Word = strings.TrimSuffix(string(text[start+1:offset]), `"`)
	p.Whole = unquoted(string(text[start:p.To]))
	return true
}

var (
	restOfName   = regexp.MustCompile(`^[^,{}":]*(:[^ ,{}":]+)*"?$`)
	restOfDotted = regexp.MustCompile(`^[\w.#-]*`)
	dotted       = regexp.MustCompile(`^[A-Za-z_#][\w#]*(\.[\w#-]*)+$`)
	unified      = regexp.MustCompile(`^[ \t]*[&|]`)
	colonBehind  = regexp.MustCompile(`^[?! \t]*:`)
)

// isDotted reports whether somebody types names with points between them.
func isDotted(text []byte) bool { return len(text) < 200 && dotted.Match(text) }

// inComment reports whether what stands between two words ends in a comment.
func inComment(between []byte) bool {
	line := between[bytes.LastIndexByte(between, '\n')+1:]
	return bytes.Contains(line, []byte("//"))
}
