package excerpt

import (
	"bytes"
	"cmp"
	"embed"
	"maps"
	"regexp"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/scanner"
	"cuelang.org/go/cue/token"

	"provc/compiler/catalogue"
	"provc/compiler/value"
)

// labels knows under which labels no secret stands.
type labels struct {
	schemas func() []*catalogue.Schema // which takes time
	known   map[string]kind
}

// kind is what stands under a label.
type kind uint8

const (
	unknown kind = iota
	plain        // nothing secret
	secret
)

// listed are the labels of each vendor's schema, a line each: going through a schema
// takes longer than most packages do. A vendor may have no list.
//
//go:embed labels
var listed embed.FS

// secretMark is behind a label in a list if what stands under it is secret.
const secretMark = " secret"

func (l *labels) kind(label string) kind {
	if l.known == nil {
		l.known = map[string]kind{}
		for _, s := range l.schemas() {
			list, err := listed.ReadFile("labels/" + s.Vendor + ".txt")
			if err != nil {
				list = []byte(labelsOf(s))
			}
			for line := range strings.Lines(string(list)) {
				label, isSecret := strings.CutSuffix(strings.TrimSpace(line), secretMark)
				k := plain
				if isSecret {
					k = secret
				}
				l.known[label] = max(l.known[label], k)
			}
		}
	}
	k, ok := l.known[label]
	if !ok {
		k = l.find(label)
		l.known[label] = k
	}
	return k
}

// labelsOf lists the labels of a schema.
func labelsOf(s *catalogue.Schema) string {
	all := map[string]string{}
	s.Labels(func(label string, isSecret bool) {
		if isSecret {
			all[label] = secretMark
		} else if all[label] == "" {
			all[label] = ""
		}
	})
	var b strings.Builder
	for _, label := range slices.Sorted(maps.Keys(all)) {
		b.WriteString(label + all[label] + "\n")
	}
	return b.String()
}

// find is the kind of a label that stands in no schema as it is: a name with an index
// in it, a dotted one, or one of the user's own.
func (l *labels) find(label string) kind {
	if value.LooksSecret(label) {
		return secret
	}
	if slices.Contains(ofModules, label) {
		return plain
	}
	if !strings.ContainsAny(label, ".0123456789") {
		return unknown
	}
	for _, s := range l.schemas() {
		if p, ok := s.Param(label); ok {
			if p.Field.Meta.Secret {
				return secret
			}
			return plain
		}
	}
	if dot := strings.LastIndexByte(label, '.'); dot >= 0 {
		return l.kind(label[dot+1:])
	}
	return unknown
}

// ofModules are labels of cue.mod/module.cue.
var ofModules = []string{"module", "language", "version", "source", "kind", "v", "default", "replaceWith"}

// masked lists the parts of lines of a file that are not shown, in order, and perhaps
// some of others.
func (l *labels) masked(text []byte, lines []span) []span {
	little, ok := around(text, lines)
	if !ok {
		return l.maskedInBroken(text)
	}
	file, err := parser.ParseFile("", little, parser.ParseComments)
	if err != nil {
		return l.maskedInBroken(text)
	}
	v := &visitor{labels: l}
	v.node(file, plain)
	values := merged(v.masked)
	v.masked = slices.Clone(values)
	for _, c := range v.comments {
		if besideMasked(text, values, c.Pos().Offset()) {
			v.masked = append(v.masked, span{c.Pos().Offset() + len("//"), c.Pos().Offset() + len(c.Text)})
		} else if at := wordOfSecrets.FindStringIndex(c.Text); at != nil {
			v.masked = append(v.masked, span{c.Pos().Offset() + at[0], c.Pos().Offset() + len(c.Text)})
		}
	}
	return merged(v.masked)
}

// besideMasked reports whether a part that is not shown stands before an offset, on its
// line: a comment there may say the same.
func besideMasked(text []byte, masked []span, at int) bool {
	begins := bytes.LastIndexByte(text[:min(at, len(text))], '\n') + 1
	n, _ := slices.BinarySearchFunc(masked, at, func(s span, at int) int { return cmp.Compare(s.from, at) })
	return n > 0 && masked[n-1].to > begins
}

// visitor goes through the syntax of a file.
type visitor struct {
	labels   *labels
	masked   []span
	comments []*ast.Comment
}

// node goes through a node that stands under labels of a kind.
func (v *visitor) node(n ast.Node, under kind) {
	ast.Walk(n, func(n ast.Node) bool {
		for _, group := range ast.Comments(n) {
			v.comments = append(v.comments, group.List...)
		}
		switch n := n.(type) {
		case *ast.Field:
			v.field(n, under)
			return false
		case *ast.LetClause:
			v.node(n.Expr, v.below(n.Ident.Name, under))
			return false
		case *ast.ImportDecl, *ast.Attribute:
			return false
		case *ast.Interpolation:
			v.mask(n)
			return false
		case *ast.Ident:
			if under == secret { // perhaps a password without quotes
				v.mask(n)
			}
		case *ast.BasicLit:
			at := passwordWithin.FindStringIndex(n.Value)
			switch {
			case under != plain && !harmless(n):
				v.mask(n)
			case at != nil:
				v.masked = append(v.masked, span{n.Pos().Offset() + at[1], n.End().Offset()})
			}
			return false
		}
		return true
	}, nil)
}

func (v *visitor) field(f *ast.Field, under kind) {
	label, _, err := ast.LabelName(f.Label)
	if err != nil {
		label = ""
		v.node(f.Label, under)
	}
	if lit, ok := f.Value.(*ast.BasicLit); ok && label == "secret" {
		name, err := literal.Unquote(lit.Value)
		switch {
		case err != nil || !secretName.MatchString(name):
			v.mask(f.Value) // perhaps the secret itself, wherever it stands
			return
		case under == secret:
			return // a reference, which is meant to be read
		}
	}
	if under == secret && label != "secret" && f.Label != nil {
		v.mask(f.Label)
	}
	if f.Value != nil {
		v.node(f.Value, v.below(label, under))
	}
}

// below is the kind of what stands under a label that is itself under others.
func (v *visitor) below(label string, under kind) kind {
	if under == secret {
		return secret
	}
	return v.labels.kind(label)
}

func (v *visitor) mask(n ast.Node) {
	v.masked = append(v.masked, span{n.Pos().Offset(), n.End().Offset()})
}

// harmless reports whether a literal can be no secret.
func harmless(lit *ast.BasicLit) bool {
	return lit.Kind == token.TRUE || lit.Kind == token.FALSE || lit.Kind == token.NULL
}

var (
	secretName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

	// Where a password begins in a text that is none itself: a rule, or a URL.
	passwordWithin = regexp.MustCompile(`(?i)(pass\w*|pwd|pin|secret|token|key)(=| +)|://[^/@"]*:`)

	wordOfSecrets = regexp.MustCompile(`(?i)pass|pwd|secret|\bpin\b|token|credential`)
)

// maskedInBroken lists the parts of a file that is not CUE. Quotes may stand anywhere
// in it, so that of labels only those are believed that begin a line.
func (l *labels) maskedInBroken(text []byte) []span {
	var all []span
	parts := scan(text)
	under, hiding := unknown, -1
	for i, p := range parts {
		name := strings.Trim(p.text, "\"'#`")
		isName := p.tok == token.IDENT || p.tok == token.STRING
		isLabel := isName && i+1 < len(parts) && slices.Contains(afterLabel, parts[i+1].tok)
		switch {
		case hiding >= 0 && isLabel && p.first && l.kind(name) != secret:
			all = append(all, span{hiding, p.line})
			under, hiding = l.kind(name), -1
		case hiding >= 0:
		case (isLabel || p.tok == token.IDENT) && l.kind(name) == secret:
			hiding = p.from + len(p.text)
		case isLabel:
			under = l.kind(name)
		case p.first && p.text == "import":
			under = plain
		case p.tok == token.COMMENT && len(all) > 0 && all[len(all)-1].to > p.line: // as besideMasked
			all = append(all, span{p.from + len("//"), p.from + len(p.text)})
		case p.tok == token.COMMENT:
			if at := wordOfSecrets.FindStringIndex(p.text); at != nil {
				all = append(all, span{p.from + at[0], p.from + len(p.text)})
			}
		case slices.Contains(literals, p.tok):
			if at := passwordWithin.FindStringIndex(p.text); under != plain {
				all = append(all, span{p.from, p.from + max(len(p.text), 1)})
			} else if at != nil {
				all = append(all, span{p.from + at[1], p.from + len(p.text)})
			}
		}
	}
	if hiding >= 0 {
		all = append(all, span{hiding, len(text)})
	}
	return merged(all)
}

var (
	afterLabel = []token.Token{token.COLON, token.OPTION, token.BIND}
	literals   = []token.Token{token.STRING, token.INT, token.FLOAT, token.ILLEGAL, token.INTERPOLATION}
)

// part is a token, with the offsets where it and its line begin.
type part struct {
	tok        token.Token
	text       string
	from, line int
	first      bool // on its line
}

func scan(text []byte) []part {
	file := token.NewFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, text, func(token.Pos, string, []any) {}, scanner.DontInsertCommas|scanner.ScanComments)
	var parts []part
	line := -1
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return parts
		}
		from := pos.Offset()
		begins := bytes.LastIndexByte(text[:from], '\n') + 1
		parts = append(parts, part{tok, lit, from, begins, begins != line})
		line = begins
	}
}

// merged puts spans in order, and those together that meet.
func merged(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var all []span
	for _, s := range spans {
		if n := len(all); n > 0 && s.from <= all[n-1].to {
			all[n-1].to = max(all[n-1].to, s.to)
			continue
		}
		all = append(all, s)
	}
	return all
}
