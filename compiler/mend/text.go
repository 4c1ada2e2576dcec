package mend

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"provc/compiler/diag"
)

// word gives a word another spelling: the first from an offset on, in its line or in the
// field that is there.
func (t *Text) word(w diag.Word, at int) ([]Edit, bool) {
	end := t.endOf(at)
	i := wordIn(t.bytes[at:end], w.Old)
	if p := t.pathTo(at); i < 0 && len(p.steps) > 0 {
		_, end = p.steps[len(p.steps)-1].value()
		i = wordIn(t.bytes[at:end], w.Old)
	}
	if i < 0 {
		return nil, false
	}
	return []Edit{swap(at+i, at+i+len(w.Old), w.New)}, true
}

// wordIn is where a text has a word that is not part of a longer one, or -1.
func wordIn(text []byte, word string) int {
	first, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte(word))
		if i < 0 || word == "" {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRune(text[:i])
		behind, _ := utf8.DecodeRune(text[i+len(word):])
		if !(isLetter(first) && isLetter(before)) && !(isLetter(last) && isLetter(behind)) {
			return i
		}
		from = i + 1
	}
}

func isLetter(r rune) bool {
	return r != utf8.RuneError && (r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r))
}

// text edits what a text says that is written out: at an offset, around it, or as the
// value of the field that begins there.
func (t *Text) text(edits []diag.Edit, at int) ([]Edit, bool) {
	p := t.pathTo(at)
	value := p.value
	if k := len(p.steps) - 1; value == nil && k >= 0 && p.steps[k].field.Label.Pos().Offset() == at {
		for s, ok := p.steps[k], true; ok; s, ok = s.only() {
			value = s.field.Value
		}
	}
	lit, ok := value.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return nil, false
	}
	r, ok := readLiteral(lit.Value)
	if !ok {
		return nil, false
	}
	var all []Edit
	for _, e := range edits {
		if e.At+e.Cut >= len(r.offsets) {
			return nil, false
		}
		text, ok := r.escaped(e.New)
		if !ok {
			return nil, false
		}
		start := lit.Pos().Offset()
		all = append(all, swap(start+r.offsets[e.At], start+r.offsets[e.At+e.Cut], text))
	}
	return all, true
}

// literalText is a literal that stands for a text.
type literalText struct {
	hashes  string
	lines   bool  // it has lines of its own, between three quotes
	offsets []int // where each byte of the text, and its end, is in the literal
}

// readLiteral finds the bytes of a text in its literal. Of escapes it knows those that
// stand for one byte.
func readLiteral(lit string) (r literalText, ok bool) {
	r.hashes = lit[:len(lit)-len(strings.TrimLeft(lit, "#"))]
	quote := `"`
	if strings.HasPrefix(lit[len(r.hashes):], `"""`) {
		quote, r.lines = `"""`, true
	}
	from := len(r.hashes) + len(quote)
	to := len(lit) - from
	if to < from || lit[len(r.hashes):from] != quote {
		return r, false
	}
	indent := ""
	if r.lines {
		from += strings.IndexByte(lit[from:], '\n') + 1
		last := strings.LastIndexByte(lit[:to], '\n')
		if last < from-1 {
			return r, false
		}
		indent = lit[last+1 : to]
		to = max(last, from)
		from += len(indent)
	}
	escape := `\` + r.hashes
	for i := from; i < to; {
		r.offsets = append(r.offsets, i)
		switch rest := lit[i:to]; {
		case strings.HasPrefix(rest, escape):
			if len(rest) == len(escape) || strings.IndexByte(`"\/abfnrtv`, rest[len(escape)]) < 0 {
				return r, false
			}
			i += len(escape) + 1
		case rest[0] == '\n' && strings.HasPrefix(rest[1:], indent):
			i += 1 + len(indent)
		case rest[0] == '\r':
			return r, false
		default:
			i++
		}
	}
	r.offsets = append(r.offsets, to)
	return r, true
}

// escaped writes a text as a part of the literal.
func (r literalText) escaped(text string) (string, bool) {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return "", false
	}
	text = strings.ReplaceAll(text, `\`, `\`+r.hashes+`\`)
	if !r.lines {
		text = strings.ReplaceAll(text, `"`, `\`+r.hashes+`"`)
	}
	return text, true
}
