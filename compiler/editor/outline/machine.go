package outline

import (
	"bytes"
	"strings"

	"cuelang.org/go/cue/token"

	"provc/compiler/lexeme"
)

// frameKind is what an open bracket is.
type frameKind uint8

const (
	inFile frameKind = iota
	inStruct
	inList
	inParens // around an expression
	inOpaque // a call, an index, an expression in a text
)

// frame is a bracket that is open, and where the declaration around it is.
type frame struct {
	kind   frameKind
	owner  int32 // the node whose value it is part of
	parent int32 // the frame around it
	loop   bool  // a comprehension makes what is within
	around state
}

// state is where the machine is.
type state struct {
	frame int32
	chain int32 // the node whose value comes, or, where a declaration begins, the frame's owner
	words words
}

// words is what stands since the beginning of the declaration, or since its last colon.
type words struct {
	behind  bool // a colon is before them, which ends at
	colon   int32
	count   int
	complex bool // more than a label and its ? or !
	clause  bool // they begin with for, if or let
	isLet   bool
	last    token.Token
	from    int32
	first   token.Token
	text    string
	to      int32 // of the first word
	lastEnd int32
	counts  // how many of each there were at their beginning
}

// counts are how many there are of what a machine makes.
type counts struct {
	nodes, frames, refs int32
	parens              int32 // that are open
}

// machine goes over the words of a text, or of a part of one whose surroundings are
// known already: those stand in the base.
type machine struct {
	base    *Outline
	nodes   []Node
	frames  []frame
	refs    []Ref
	imports map[string]string

	importing bool
	alias     string
	parens    int32 // that are open, by which the scanner goes

	// meets reports whether what follows a declaration that ends before an offset is
	// known; nil: it is not.
	meets func(s *state, at int) bool
}

func (m *machine) frame(i int32) *frame {
	if n := int32(len(m.base.frames)); i >= n {
		return &m.frames[i-n]
	}
	return &m.base.frames[i]
}

func (m *machine) node(i int32) *Node {
	if n := int32(len(m.base.Nodes)); i >= n {
		return &m.nodes[i-n]
	}
	return &m.base.Nodes[i]
}

func (m *machine) counts() counts {
	return counts{m.count(), int32(len(m.base.frames) + len(m.frames)), int32(len(m.refs)), m.parens}
}

func (m *machine) count() int32 { return int32(len(m.base.Nodes) + len(m.nodes)) }

func (m *machine) push(f frame) int32 {
	m.frames = append(m.frames, f)
	return int32(len(m.base.frames) + len(m.frames) - 1)
}

func (m *machine) add(n Node) int32 {
	m.nodes = append(m.nodes, n)
	return m.count() - 1
}

// stop is where the machine stopped: the state before the word there, and the word.
type stop struct {
	state
	word   lexeme.Lexeme
	inWord bool  // the offset is in the word, or at its end
	before int32 // end of the word before
}

// run goes over the words from an offset on, up to the one that a second offset stands
// in or before.
func (m *machine) run(from int, s state, until int) stop {
	sc := lexeme.New("", m.base.Text[from:])
	before := int32(from)
	for {
		x := sc.Next()
		x.Start, x.End = x.Start+from, min(x.End+from, len(m.base.Text))
		isAuto := x.Tok == token.COMMA && x.Text == "\n"
		if m.meets != nil && !m.importing && m.parens == 0 && s.words.count == 0 && !s.words.behind && m.meets(&s, x.Start) {
			return stop{state: s, word: x, before: before}
		}
		switch {
		case x.Tok == token.EOF:
			if until > len(m.base.Text) {
				m.ends(&s, before)
				m.popTo(&s, 0, before)
			}
			return stop{state: s, word: x, before: before}
		case x.Start >= until:
			return stop{state: s, word: x, before: before}
		case x.End > until && !isAuto, x.End == until && isWord(x.Tok):
			return stop{s, x, true, before}
		}
		m.word(&s, x, isAuto, before)
		if !isAuto {
			before = int32(x.End)
		}
	}
}

// word takes the next word. Before is where the word before it ended.
func (m *machine) word(s *state, x lexeme.Lexeme, isAuto bool, before int32) {
	switch {
	case x.Tok == token.LPAREN:
		defer func() { m.parens++ }()
	case x.Tok == token.RPAREN && m.parens > 0:
		m.parens--
	}
	switch f := m.frame(s.frame); {
	case m.importing && m.imported(x, isAuto):
		return
	case x.Tok == token.COMMA:
		m.importing = m.importing && f.kind != inFile
		switch f.kind {
		case inFile, inStruct:
			if isAuto || s.words.first != token.FOR || !s.words.clause { // for k, v in …
				m.ends(s, before)
			}
		case inList:
			s.words = words{counts: m.counts()}
		}
		return
	case x.Tok == token.COLON:
		if f.kind == inFile || f.kind == inStruct {
			m.colon(s, x)
		}
		return
	case x.Tok == token.LBRACE:
		m.openBrace(s, x)
		return
	case x.Tok == token.LBRACK || x.Tok == token.LPAREN:
		m.openBracket(s, x)
		return
	case x.Tok == token.RBRACE || x.Tok == token.RBRACK || x.Tok == token.RPAREN:
		m.closeBracket(s, x, before)
		return
	}
	m.begin(s, x)
	w := &s.words
	w.count++
	switch {
	case w.count == 1:
		w.first, w.text, w.to = x.Tok, x.Text, int32(x.End)
		w.clause = x.Tok == token.FOR || x.Tok == token.IF || x.Tok == token.LET
		w.isLet = x.Tok == token.LET
		if x.Tok == token.INTERPOLATION {
			w.complex = true
		}
		if x.Tok == token.IDENT && x.Text == "import" && m.frame(s.frame).kind == inFile && !w.behind && m.count() == 0 {
			m.importing, m.alias = true, ""
		}
	case x.Tok == token.OPTION || x.Tok == token.NOT:
	case x.Tok == token.BIND && w.count == 2 && w.first == token.IDENT: // X=label:
		*w = words{behind: w.behind, colon: w.colon, counts: w.counts}
		m.refs = m.refs[:min(int(w.refs), len(m.refs))]
		return
	default:
		w.complex = true
	}
	m.reference(s, x)
	w.last, w.lastEnd = x.Tok, int32(x.End)
}

// begin notes where words begin.
func (m *machine) begin(s *state, x lexeme.Lexeme) {
	if s.words.count == 0 {
		s.words.from, s.words.counts = int32(x.Start), m.counts()
	}
}

// imported takes a word of an import, and reports whether it is one.
func (m *machine) imported(x lexeme.Lexeme, isAuto bool) bool {
	switch x.Tok {
	case token.IDENT:
		if m.alias = x.Text; m.alias == "import" {
			m.alias = ""
		}
	case token.STRING:
		path := unquoted(x.Text)
		name := path[strings.LastIndexByte(path, '/')+1:]
		if _, after, ok := strings.Cut(name, ":"); ok {
			name = after
		}
		name, _, _ = strings.Cut(name, "@")
		if m.alias != "" {
			name = m.alias
		}
		if m.imports != nil {
			m.imports[name] = path
		}
		m.alias = ""
		return true
	case token.LPAREN, token.COMMA:
		return false
	default:
		m.importing = false
	}
	return false
}

// reference notes a name that stands for a value.
func (m *machine) reference(s *state, x lexeme.Lexeme) {
	if s.words.clause || m.importing {
		return
	}
	switch kind := m.frame(s.frame).kind; {
	case kind == inOpaque:
	case x.Tok == token.IDENT && s.words.last == token.PERIOD && len(m.refs) > 0 && m.refs[len(m.refs)-1].To == s.words.lastEnd-1:
		r := &m.refs[len(m.refs)-1]
		r.Name, r.To = r.Name+"."+x.Text, int32(x.End)
	case x.Tok == token.IDENT && s.words.last != token.PERIOD && x.Text != "_":
		m.refs = append(m.refs, Ref{s.chain, x.Text, int32(x.Start), int32(x.End)})
	}
}

// colon makes the words before it a label.
func (m *machine) colon(s *state, x lexeme.Lexeme) {
	w := s.words
	if w.count == 0 || w.clause && w.count > 1 {
		return
	}
	if w.behind && bytes.IndexByte(m.base.Text[w.colon:w.from], '\n') >= 0 {
		// The value before it is missing: somebody is about to type it.
		m.ends(s, w.colon)
		w.behind = false
	}
	n := Node{Parent: s.chain, From: w.from, To: w.to, Start: w.from, frame: -1, endPending: true, comprised: m.frame(s.frame).loop}
	if w.complex || w.first == token.ILLEGAL {
		n.Kind, n.To = Computed, max(w.lastEnd, w.to)
	} else {
		n.Label = unquoted(w.text)
	}
	// What was taken for values in the label is none.
	base := int32(len(m.base.Nodes))
	if keep := max(w.nodes-base, 0); int(keep) < len(m.nodes) {
		m.nodes = m.nodes[:keep]
	}
	m.refs = m.refs[:min(int(w.refs), len(m.refs))]
	if w.behind {
		n.head = m.node(s.chain).head
		n.Start = m.node(n.head).Start
	} else {
		n.head, n.frame, n.before = m.count(), s.frame, w.counts
	}
	s.chain = m.add(n)
	s.words = words{behind: true, colon: int32(x.End), counts: m.counts()}
}

// ends ends the declaration.
func (m *machine) ends(s *state, at int32) {
	f := m.frame(s.frame)
	for first := true; s.chain != f.owner && s.chain != None; first = false {
		n := m.node(s.chain)
		if s.chain >= int32(len(m.base.Nodes)) {
			n.End, n.endPending = at, false
			if w := &s.words; first && w.behind && w.count == 1 && w.first.IsLiteral() && w.first != token.IDENT {
				n.ValueFrom, n.ValueTo = w.from, w.to
			}
		}
		s.chain = n.Parent
	}
	s.chain = f.owner
	s.words = words{counts: m.counts()}
}

// openBrace begins a struct.
func (m *machine) openBrace(s *state, x lexeme.Lexeme) {
	m.begin(s, x)
	f := *m.frame(s.frame)
	inner := frame{kind: inStruct, owner: s.chain, parent: s.frame, around: *s, loop: f.loop}
	if s.words.clause {
		inner.loop = inner.loop || s.words.first == token.FOR
	}
	node := Node{Parent: s.chain, From: int32(x.Start), To: int32(x.End), Start: s.words.from, frame: -1, endPending: true, comprised: inner.loop, brace: int32(x.End)}
	switch {
	case f.kind == inOpaque, s.words.isLet:
		node.Kind = Opaque
		inner.owner = m.add(node)
	case f.kind == inList:
		node.Kind = Element
		inner.owner = m.add(node)
	case s.chain >= int32(len(m.base.Nodes)):
		if n := m.node(s.chain); n.brace == 0 {
			n.brace = int32(x.End)
		}
	}
	s.frame = m.push(inner)
	s.chain = inner.owner
	s.words = words{counts: m.counts()}
}

// openBracket begins a list, or what stands in parentheses.
func (m *machine) openBracket(s *state, x lexeme.Lexeme) {
	m.begin(s, x)
	inner := frame{kind: inParens, owner: s.chain, parent: s.frame, around: *s, loop: m.frame(s.frame).loop}
	if x.Tok == token.LBRACK {
		inner.kind = inList
	}
	if w := &s.words; w.count > 0 && s.words.lastEnd == int32(x.Start) && (w.last == token.IDENT || w.last == token.RPAREN || w.last == token.RBRACK) ||
		w.last == token.INTERPOLATION || m.frame(s.frame).kind == inOpaque || s.words.clause {
		inner.kind = inOpaque
	}
	s.frame = m.push(inner)
	s.words = words{counts: m.counts()}
}

// closeBracket ends what a bracket began. One that nothing began is passed over; what is
// still open within ends, too, up to a brace.
func (m *machine) closeBracket(s *state, x lexeme.Lexeme, at int32) {
	var fits func(frameKind) bool
	switch x.Tok {
	case token.RBRACE:
		fits = func(k frameKind) bool { return k == inStruct }
	default:
		fits = func(k frameKind) bool { return k != inStruct && k != inFile }
	}
	target := s.frame
	for ; !fits(m.frame(target).kind); target = m.frame(target).parent {
		if k := m.frame(target).kind; k == inFile || k == inStruct {
			return
		}
	}
	m.popTo(s, target, at)
	f := *m.frame(target)
	if m.isOf(f.owner, f.around.chain) && x.Tok == token.RBRACE {
		n := m.node(f.owner)
		n.End, n.endPending = int32(x.End), false
	}
	*s = f.around
	s.words.count++
	if s.words.count == 1 {
		s.words.first, s.words.text, s.words.to = x.Tok, x.Text, int32(x.End)
	}
	s.words.complex = true
	s.words.last, s.words.lastEnd = x.Tok, int32(x.End)
	if x.Tok == token.RBRACE && s.words.clause {
		s.words.clause = false // for … {…}
	}
}

// isOf reports whether a node was made for a struct itself, in a list or call.
func (m *machine) isOf(owner, around int32) bool {
	return owner != around && owner >= int32(len(m.base.Nodes))
}

// popTo ends what is open within a frame.
func (m *machine) popTo(s *state, target int32, at int32) {
	for {
		if k := m.frame(s.frame).kind; k == inFile || k == inStruct {
			m.ends(s, at)
		}
		if s.frame == target || m.frame(s.frame).parent < 0 {
			return
		}
		f := *m.frame(s.frame)
		*s = f.around
	}
}
