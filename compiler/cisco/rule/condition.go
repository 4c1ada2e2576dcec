package rule

import "strings"

// condition reads "(" terms ")" "?"; the next byte is the parenthesis.
func (p *parser) condition() (*Condition, *Error) {
	opener := p.here()
	p.pos++
	c := &Condition{Span: opener}
	if err := p.terms(c, opener); err != nil {
		return nil, err
	}
	closed := p.pos
	if p.skip(); p.peek() != '?' {
		hint := `a condition is written ( … ) ?`
		if p.peek() == '!' {
			hint = "assignments are written ( Name = \"value\" ; ) !"
		}
		return nil, &Error{Offset: closed - 1, Len: 1, Message: `expected "?" after the condition`, Expected: `"?"`, Hint: hint}
	}
	p.pos++
	c.Span.End = p.pos
	return c, nil
}

// trigger reads terms up to the end of the text.
func (p *parser) trigger(a *Alternative) *Error {
	if p.peek() == '(' {
		return p.fail(p.here(), "a resync trigger is a bare condition", `"("`, `write it without parentheses and without "?"`)
	}
	a.Cond = &Condition{Span: Span{Start: p.pos}}
	err := p.terms(a.Cond, Span{})
	a.Cond.Span.End = p.pos
	return err
}

// terms reads terms up to the closing parenthesis of opener, or up to the end
// if opener is empty.
func (p *parser) terms(c *Condition, opener Span) *Error {
	for {
		t, err := p.term(opener)
		if err != nil {
			return err
		}
		c.Terms = append(c.Terms, t)
		end := p.pos
		tok := p.token()
		switch {
		case tok.kind == wordToken && tok.text == "and":
			continue
		case tok.kind == endToken && opener.Len() == 0:
			p.pos = end
			return nil
		case tok.text == ")" && tok.kind == otherToken && opener.Len() > 0:
			return nil
		}
		return p.joint(tok, c.Terms[len(c.Terms)-1], opener)
	}
}

// joint is the error for a token between two terms that does not join them.
func (p *parser) joint(tok token, before Term, opener Span) *Error {
	if e := p.brokenQuote(before.Right.Value, tok); e != nil {
		return e
	}
	const two = `the language has only "and"; for "or" write two alternatives separated by |`
	want := `"and" or ")"`
	if opener.Len() == 0 {
		want = `"and" or the end`
	}
	switch {
	case tok.kind == wordToken && strings.EqualFold(tok.text, "or"), tok.text == "||":
		return p.expected(tok.span, want, two)
	case tok.kind == wordToken && strings.EqualFold(tok.text, "and"):
		return p.expected(tok.span, want, `write "and" in small letters`).by(tok.span, "and")
	case strings.HasPrefix(tok.text, "&"):
		return p.expected(tok.span, want, `write "and"`).by(tok.span, "and")
	case opener.Len() > 0 && (tok.kind == endToken || tok.text == "?" || tok.text == "|" || tok.text == "["):
		return p.fail(opener, "this parenthesis is not closed", "", "")
	case opener.Len() == 0 && (tok.text == ")" || tok.text == "?" || tok.text == "|"):
		return p.expected(tok.span, want, `a resync trigger is a bare condition, without parentheses, "?" and alternatives`)
	case tok.text == "(":
		return p.expected(tok.span, want, "parentheses do not nest")
	case tok.kind == operatorSign:
		return p.expected(tok.span, want, "a term has one operator")
	}
	return p.expected(tok.span, want, "")
}

var opBySign = map[string]Op{
	"=": Eq, "==": Eq, "!=": Ne, "!": Ne, "<": Lt, "<=": Le, ">": Gt, ">=": Ge,
	"eq": Eq, "ne": Ne, "lt": Lt, "le": Le, "gt": Gt, "ge": Ge,
}

// operator reports whether a token compares.
func (t token) operator() (Op, bool) {
	if t.kind != operatorSign && t.kind != wordToken {
		return 0, false
	}
	op, ok := opBySign[t.text]
	return op, ok
}

func (p *parser) term(opener Span) (t Term, err *Error) {
	tok := p.token()
	t.Span.Start = tok.span.Start
	op, isOp := tok.operator()
	switch {
	case tok.kind == wordToken && tok.text == "true":
		t.Op, t.OpSpan, t.Span.End = True, tok.span, tok.span.End
		return t, nil
	case isOp:
		// Firmware before 2.0.6 had no left operand: it was the version.
		t.Left = Operand{Kind: Unknown, Value: Value{Text: "$SWVER", Span: Span{tok.span.Start, tok.span.Start}}}
	default:
		if t.Left, err = p.operand(tok, opener, ""); err != nil {
			return t, err
		}
		t.Span.End = p.pos
		end := p.pos
		tok = p.token()
		if op, isOp = tok.operator(); !isOp {
			if p.bare(t.Left, tok) {
				p.pos = end
				t.Op = Bare
				return t, nil
			}
			return t, p.missingOperator(t.Left.Value, tok)
		}
	}
	t.Op, t.OpSpan = op, tok.span
	if t.Right, err = p.operand(p.token(), opener, p.found(tok.span)); err != nil {
		return t, err
	}
	t.Span.End = p.pos
	return t, nil
}

// bare reports whether an operand is a whole term: a macro that holds one.
func (p *parser) bare(o Operand, next token) bool {
	if o.Kind != Unknown || p.expanded {
		return false
	}
	return next.kind == endToken || next.kind == wordToken && next.text == "and" || next.kind == otherToken && next.text == ")"
}

// operand makes an operand of a token; after names the operator in front of
// it, if it is the right one.
func (p *parser) operand(tok token, opener Span, after string) (Operand, *Error) {
	v := Value{Text: tok.text, Span: tok.span}
	want := "a quoted string, a version or a number"
	if after != "" {
		want += " after " + after
	}
	_, isOp := tok.operator()
	switch {
	case tok.kind == quotedToken:
		v.Quoted = true
		return Operand{String, v}, nil
	case tok.kind == unclosed:
		return Operand{}, p.fail(Span{tok.span.Start, tok.span.Start + 1}, "this quote is not closed", "", "")
	case tok.kind == endToken && opener.Len() > 0:
		return Operand{}, p.fail(opener, "this parenthesis is not closed", "", "")
	case tok.kind != wordToken, isOp, tok.text == "and":
		hint := ""
		switch {
		case tok.text == "(" && after == "":
			hint = "parentheses do not nest: a condition is one list of terms joined by \"and\""
		case isOp:
			hint = "a term has one operator"
		case strings.HasPrefix(tok.text, "&"):
			hint = "operators are written as words: eq ne lt le gt ge"
		}
		return Operand{}, p.expected(tok.span, want, hint)
	case strings.ContainsAny(v.Text, "“”„«»'`"):
		return Operand{}, p.expected(tok.span, want, `strings stand in straight double quotes: "`)
	case isInteger(v.Text):
		return Operand{Integer, v}, nil
	case !p.expanded && hasMacro(v.Text):
		return Operand{Unknown, v}, nil
	}
	if _, ok := parseVersion(v.Text); ok {
		return Operand{Version, v}, nil
	}
	hint, meant := p.wordHint(v.Text)
	return Operand{}, p.expected(tok.span, want, hint).by(tok.span, meant)
}

// wordHint says what was meant by a word that stands for no value and, if it can tell,
// what to write for it.
func (p *parser) wordHint(word string) (hint, meant string) {
	switch {
	case strings.EqualFold(word, "not"):
		return `there is no "not"; use ne`, ""
	case strings.EqualFold(word, "or"):
		return `the language has only "and"; for "or" write two alternatives separated by |`, ""
	}
	if m, ok := LookupMacro(word); ok && !p.expanded {
		hint, meant = "for the macro write $"+word, "$"+word
		if m.Kind == String {
			meant = `"` + meant + `"` // outside quotes it would be wrong again
		}
		return hint, meant
	}
	if _, ok := opBySign[strings.ToLower(word)]; ok {
		return "write operators in small letters", strings.ToLower(word)
	}
	return "put a string into double quotes", ""
}

func (p *parser) missingOperator(left Value, tok token) *Error {
	if e := p.brokenQuote(left, tok); e != nil {
		return e
	}
	const want = "an operator (eq ne lt le gt ge)"
	hint := ""
	_, shouted := opBySign[strings.ToLower(tok.text)]
	switch {
	case tok.kind == operatorSign:
		hint = "the signs are = == != ! < <= > >="
	case tok.kind == wordToken && shouted:
		return p.expected(tok.span, want, "write operators in small letters").by(tok.span, strings.ToLower(tok.text))
	case strings.HasPrefix(tok.text, "&"):
		hint = "operators are written as words: eq ne lt le gt ge; in XML they need no escaping"
	case tok.kind == wordToken && hasMacro(tok.text):
		hint = "a macro cannot stand for an operator: its value would become part of the rule"
	}
	return p.expected(tok.span, want, hint)
}

// brokenQuote recognises a string that was not closed where its author meant
// to, so that it ran on to the opening quote of the next one.
func (p *parser) brokenQuote(v Value, next token) *Error {
	if !v.Quoted || next.kind != wordToken && next.kind != unclosed {
		return nil
	}
	for _, sign := range [...]string{" eq ", " ne ", " and ", ")", " = ", " != "} {
		if strings.Contains(v.Text, sign) {
			return p.fail(Span{v.Span.Start, v.Span.Start + 1}, "this quote is not closed", "",
				"the string runs on to the next quote")
		}
	}
	return nil
}
