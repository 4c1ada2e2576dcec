package extract

import (
	"bytes"
	"slices"
	"strings"

	"cuelang.org/go/cue/scanner"
	"cuelang.org/go/cue/token"

	"provc/compiler/value"
)

// find goes through the text of a file once and notes where entities stand that look
// written out: in deployments at the top of the file,
//
//	site: spectralink.#Deployment & {
//		users: {
//			ann: {…}
//		}
//	}
//	site: users: ben: {…}
//
// What it takes for a deployment need not be one. It reports false where the text is
// not valid CUE, which the parser tells better.
func find(name string, text []byte) (*File, bool) {
	f := finder{file: &File{name: name, text: text}, uses: map[string]uint32{}, line: 1, inRest: map[string]int{}, inEntities: map[string]bool{}, aliases: map[string]bool{}}
	f.Init(token.NewFile(name, -1, len(text)), text, nil, 0)
	f.next = f.scan()
	f.advance()
	f.declarations(token.EOF, func() { f.field(f.deployment) })
	for name := range f.inEntities {
		if f.inRest[name] == 0 || f.isEntity(name) {
			return nil, false // an import would be unused, or hidden by an entity
		}
	}
	return f.file, f.ErrorCount == 0 && f.now.tok == token.EOF
}

// isEntity reports whether an entity has a name.
func (f *finder) isEntity(name string) bool {
	for i := range f.file.spans {
		if f.file.Label(i) == name {
			return true
		}
	}
	return false
}

// lexeme is a token and where it stands.
type lexeme struct {
	tok        token.Token
	text       string
	start, end int
}

// finder goes through the tokens of a file.
type finder struct {
	scanner.Scanner
	file      *File
	now, next lexeme

	// Texts may hold expressions in parentheses. For each parenthesis that is open,
	// whether it is one of those.
	parens  []bool
	holding bool // the next one is

	uses       map[string]uint32 // numbers of lists in file.uses
	inRest     map[string]int    // how often names stand before a dot
	inEntities map[string]bool   // the same in entities
	aliases    map[string]bool   // of imports, that look like hidden structs
	line, at   int               // the line of an offset
}

func (f *finder) scan() lexeme {
	pos, tok, text := f.Scan()
	switch tok {
	case token.INTERPOLATION:
		f.holding = true
	case token.LPAREN:
		f.parens = append(f.parens, f.holding)
		f.holding = false
	case token.RPAREN:
		if n := len(f.parens) - 1; n >= 0 {
			if f.parens[n] {
				f.holding = strings.HasSuffix(f.ResumeInterpolation(), "(")
			}
			f.parens = f.parens[:n]
		}
	}
	return lexeme{tok, text, pos.Offset(), f.Offset()}
}

func (f *finder) advance() {
	if f.now.tok == token.IDENT && f.next.tok == token.PERIOD {
		f.inRest[f.now.text]++
	}
	if f.now.tok == token.IDENT && f.next.tok == token.STRING { // only of an import
		f.aliases[f.now.text] = true
	}
	f.now, f.next = f.next, f.scan()
}

// declarations goes over declarations up to what closes their struct.
func (f *finder) declarations(end token.Token, each func()) {
	for f.now.tok != end && f.now.tok != token.EOF {
		if f.now.tok == token.COMMA {
			f.advance()
			continue
		}
		before := f.now.start
		each()
		if f.now.start == before && f.now.tok != end {
			f.advance() // a bracket that nothing opened
		}
	}
}

// field goes over a declaration. The value of a field is gone over by the given
// function, and what it leaves is skipped.
func (f *finder) field(value func()) {
	if f.labelled() {
		f.advance()
		f.advance()
		value()
	}
	f.skip(nil)
}

// labelled reports whether a label comes next.
func (f *finder) labelled() bool {
	return (f.now.tok == token.IDENT || f.now.tok == token.STRING) && f.next.tok == token.COLON
}

// isContainer reports whether the label that comes next is of a field that holds
// entities.
func (f *finder) isContainer() bool {
	return f.labelled() && slices.Contains(value.Containers, strings.Trim(f.now.text, `"`))
}

// deployment goes over the value of a field of the file, which may be a deployment.
func (f *finder) deployment() {
	if f.isContainer() {
		f.field(f.container)
		return
	}
	for {
		switch {
		case f.now.tok == token.LBRACE:
			f.advance()
			f.declarations(token.RBRACE, func() {
				if f.isContainer() {
					f.field(f.container)
				} else {
					f.skip(nil)
				}
			})
			f.advance()
		case f.now.tok == token.IDENT && f.next.tok != token.COLON:
			for f.advance(); f.now.tok == token.PERIOD; f.advance() {
				f.advance()
			}
		default:
			return
		}
		if f.now.tok != token.AND {
			return
		}
		f.advance()
	}
}

// container goes over the value of a field that may hold entities.
func (f *finder) container() {
	if f.labelled() { // users: ann: {…}
		f.file.places = append(f.file.places, f.now.start)
		f.file.first = append(f.file.first, len(f.file.spans))
		f.entity()
		return
	}
	for f.now.tok == token.LBRACE {
		f.file.places = append(f.file.places, f.now.start)
		f.file.first = append(f.file.first, len(f.file.spans))
		f.advance()
		f.declarations(token.RBRACE, func() {
			if f.entity() && f.now.tok == token.COMMA && f.now.text == "," {
				// The comma goes, too: a struct cannot begin with one.
				f.file.spans[len(f.file.spans)-1].end = uint32(f.now.end)
			}
		})
		f.advance()
		if f.now.tok != token.AND {
			return
		}
		f.advance()
	}
}

// entity goes over a declaration that may be an entity, and notes it if it looks
// written out.
func (f *finder) entity() bool {
	var w writtenOut
	start := f.now.start
	w.not = !f.labelled() || !isPlain(f.now.text)
	end := f.skip(&w)
	if w.not {
		return false
	}
	for _, q := range w.qualifiers {
		f.inRest[q]--
		f.inEntities[q] = true
	}
	for _, name := range w.uses {
		if f.aliases[name] {
			return false
		}
	}
	uses := strings.Join(w.uses, " ")
	n, known := f.uses[uses]
	if !known {
		n = uint32(len(f.file.uses))
		f.uses[uses] = n
		f.file.uses = append(f.file.uses, uses)
	}
	f.line += bytes.Count(f.file.text[f.at:start], []byte("\n"))
	f.at = start
	f.file.spans = append(f.file.spans, span{uint32(start), uint32(end), uint32(f.line), n})
	return true
}

// isPlain reports whether a label says by itself what it is: as it is written, it is that
// of the entity, and begins a field even at the top of a file, where it is parsed.
func isPlain(label string) bool {
	return label != "import" && label != "package" && !strings.HasPrefix(label, "#") && !strings.ContainsFunc(label, func(r rune) bool { return r == '\\' || r == '\n' || r >= 0x80 })
}

// skip goes over the rest of a declaration and returns where it ends.
func (f *finder) skip(w *writtenOut) (end int) {
	depth := 0
	for f.now.tok != token.EOF {
		switch f.now.tok {
		case token.LBRACE, token.LBRACK, token.LPAREN:
			depth++
		case token.RBRACE, token.RBRACK, token.RPAREN:
			if depth == 0 {
				return end
			}
			depth--
		case token.COMMA:
			if depth == 0 {
				return end
			}
		}
		if w != nil && !w.not {
			w.look(f.now, f.next)
		}
		end = f.now.end
		f.advance()
	}
	return end
}

// writtenOut tells by its tokens whether a value may be written out.
type writtenOut struct {
	not        bool
	uses       []string // hidden structs that it names
	qualifiers []string // names before a dot
	dotted     bool     // a dot came last
}

func (w *writtenOut) look(now, next lexeme) {
	label := next.tok == token.COLON
	ends := next.tok != token.PERIOD && next.tok != token.LPAREN && next.tok != token.LBRACK
	ok := false
	switch now.tok {
	case token.IDENT:
		hidden, definition := strings.HasPrefix(now.text, "_"), strings.HasPrefix(now.text, "#")
		switch {
		case label:
			ok = !hidden && !definition
		case w.dotted:
			ok = definition && ends
		case next.tok == token.PERIOD:
			w.qualifiers = append(w.qualifiers, now.text)
			ok = !hidden && !definition
		default:
			ok = hidden && len(now.text) > 1 && now.text[1] != '#' && ends
			if !slices.Contains(w.uses, now.text) {
				w.uses = append(w.uses, now.text)
			}
		}
	case token.STRING:
		ok = now.text[0] != '\''
	case token.SUB:
		ok = next.tok == token.INT
	case token.INT, token.TRUE, token.FALSE, token.NULL, token.RBRACK:
		ok = !label
	case token.PERIOD, token.COLON, token.COMMA, token.LBRACE, token.RBRACE, token.LBRACK, token.AND:
		ok = true
	}
	w.dotted = now.tok == token.PERIOD
	w.not = !ok
}
