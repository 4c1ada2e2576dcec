package extract

import (
	"bytes"
	"slices"
	"strings"

	"cuelang.org/go/cue/token"

	"provc/compiler/lexeme"
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
// not valid CUE, which the parser tells better. Before is what was found in an earlier text
// of the file, or nil.
func find(name string, text []byte, before *File) (*File, bool) {
	f := finder{file: &File{name: name, text: text}, uses: map[string]uint32{}, line: 1, inRest: map[string]int{}, inEntities: map[string]bool{}, aliases: map[string]bool{}}
	if before != nil {
		f.before = since(before, text)
	}
	f.begin(0)
	f.declarations(token.EOF, func() { f.field(f.deployment) })
	for name := range f.inEntities {
		if f.inRest[name] == 0 || f.isEntity(name) {
			return nil, false // an import would be unused, or hidden by an entity
		}
	}
	f.file.qualifiers = f.inEntities
	return f.file, f.wrong+f.ErrorCount == 0 && f.now.Tok == token.EOF
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

// finder goes through the tokens of a file.
type finder struct {
	*lexeme.Scanner
	file      *File
	before    *earlier // nil: nothing is known
	now, next lexeme.Lexeme
	wrong     int // errors of scanners before this one

	uses       map[string]uint32 // numbers of lists in file.uses
	inRest     map[string]int    // how often names stand before a dot
	inEntities map[string]bool   // the same in entities
	aliases    map[string]bool   // of imports, that look like hidden structs
	line, at   int               // the line of an offset
}

// begin goes on at an offset, at which a declaration begins.
func (f *finder) begin(at int) {
	f.Scanner = lexeme.From(f.file.name, f.file.text, at)
	f.now, f.next = f.Next(), f.Next()
}

func (f *finder) advance() {
	if f.now.Tok == token.IDENT && f.next.Tok == token.PERIOD {
		f.inRest[f.now.Text]++
	}
	if f.next.Tok == token.STRING && f.now.Tok == token.IDENT && f.now.Text[0] == '_' { // only of an import
		f.aliases[f.now.Text] = true
	}
	f.now, f.next = f.next, f.Next()
}

// declarations goes over declarations up to what closes their struct.
func (f *finder) declarations(end token.Token, each func()) {
	for f.now.Tok != end && f.now.Tok != token.EOF {
		if f.now.Tok == token.COMMA {
			f.advance()
			continue
		}
		before := f.now.Start
		each()
		if f.now.Start == before && f.now.Tok != end {
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
	return (f.now.Tok == token.IDENT || f.now.Tok == token.STRING) && f.next.Tok == token.COLON
}

// isContainer reports whether the label that comes next is of a field that holds
// entities.
func (f *finder) isContainer() bool {
	return f.labelled() && slices.Contains(value.Containers, strings.Trim(f.now.Text, `"`))
}

// deployment goes over the value of a field of the file, which may be a deployment.
func (f *finder) deployment() {
	if f.isContainer() {
		f.field(f.container)
		return
	}
	for {
		switch {
		case f.now.Tok == token.LBRACE:
			f.advance()
			f.declarations(token.RBRACE, func() {
				if f.isContainer() {
					f.field(f.container)
				} else {
					f.skip(nil)
				}
			})
			f.advance()
		case f.now.Tok == token.IDENT && f.next.Tok != token.COLON:
			for f.advance(); f.now.Tok == token.PERIOD; f.advance() {
				f.advance()
			}
		default:
			return
		}
		if f.now.Tok != token.AND {
			return
		}
		f.advance()
	}
}

// container goes over the value of a field that may hold entities.
func (f *finder) container() {
	if f.labelled() { // users: ann: {…}
		f.file.places = append(f.file.places, f.now.Start)
		f.file.first = append(f.file.first, len(f.file.spans))
		f.entity()
		return
	}
	for f.now.Tok == token.LBRACE {
		f.file.places = append(f.file.places, f.now.Start)
		f.file.first = append(f.file.first, len(f.file.spans))
		f.advance()
		f.declarations(token.RBRACE, func() {
			f.pass()
			if f.entity() && f.now.Tok == token.COMMA && f.now.Text == "," {
				// The comma goes, too: a struct cannot begin with one.
				f.file.spans[len(f.file.spans)-1].end = uint32(f.now.End)
			}
		})
		f.advance()
		if f.now.Tok != token.AND {
			return
		}
		f.advance()
	}
}

// entity goes over a declaration that may be an entity, and notes it if it looks
// written out.
func (f *finder) entity() bool {
	var w writtenOut
	start := f.now.Start
	w.not = !f.labelled() || !isPlain(f.now.Text)
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
	f.countLines(start)
	f.file.spans = append(f.file.spans, span{uint32(start), uint32(end), uint32(f.line), f.use(strings.Join(w.uses, " "))})
	return true
}

// use is the number of a list of hidden structs.
func (f *finder) use(list string) uint32 {
	n, known := f.uses[list]
	if !known {
		n = uint32(len(f.file.uses))
		f.uses[list] = n
		f.file.uses = append(f.file.uses, list)
	}
	return n
}

// countLines counts lines up to an offset.
func (f *finder) countLines(to int) {
	f.line += bytes.Count(f.file.text[f.at:to], []byte("\n"))
	f.at = to
}

// isPlain reports whether a label says by itself what it is: as it is written, it is that
// of the entity, and begins a field even at the top of a file, where it is parsed.
func isPlain(label string) bool {
	return label != "import" && label != "package" && !strings.HasPrefix(label, "#") && !strings.ContainsFunc(label, func(r rune) bool { return r == '\\' || r == '\n' || r >= 0x80 })
}

// skip goes over the rest of a declaration and returns where it ends.
func (f *finder) skip(w *writtenOut) (end int) {
	depth := 0
	for f.now.Tok != token.EOF {
		switch f.now.Tok {
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
		end = f.now.End
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

func (w *writtenOut) look(now, next lexeme.Lexeme) {
	label := next.Tok == token.COLON
	ends := next.Tok != token.PERIOD && next.Tok != token.LPAREN && next.Tok != token.LBRACK
	ok := false
	switch now.Tok {
	case token.IDENT:
		hidden, definition := strings.HasPrefix(now.Text, "_"), strings.HasPrefix(now.Text, "#")
		switch {
		case label:
			ok = !hidden && !definition
		case w.dotted:
			ok = definition && ends
		case next.Tok == token.PERIOD:
			w.qualifiers = append(w.qualifiers, now.Text)
			ok = !hidden && !definition
		default:
			ok = hidden && len(now.Text) > 1 && now.Text[1] != '#' && ends
			if !slices.Contains(w.uses, now.Text) {
				w.uses = append(w.uses, now.Text)
			}
		}
	case token.STRING:
		ok = now.Text[0] != '\''
	case token.SUB:
		ok = next.Tok == token.INT
	case token.INT, token.TRUE, token.FALSE, token.NULL, token.RBRACK:
		ok = !label
	case token.PERIOD, token.COLON, token.COMMA, token.LBRACE, token.RBRACE, token.LBRACK, token.AND:
		ok = true
	}
	w.dotted = now.Tok == token.PERIOD
	w.not = !ok
}
