package rule

import (
	"slices"
	"strings"
)

// assignmentAhead reports whether the text from an opening parenthesis on
// looks like assignments whatever follows it: a name and one "=".
func (p *parser) assignmentAhead() bool {
	l := p.lexer
	l.pos++
	l.skip()
	start := l.pos
	for l.pos < len(l.src) && isNameChar(l.src[l.pos]) {
		l.pos++
	}
	if l.pos == start || isDigit(l.src[start]) || l.src[start] == '-' {
		return false
	}
	l.skip()
	return strings.HasPrefix(l.src[l.pos:], "=") && !strings.HasPrefix(l.src[l.pos:], "==")
}

func (p *parser) assignmentString(a *Alternative) (err *Error) {
	if p.peek() != '(' {
		return p.expected(p.here(), `"(" before assignments`, `assignments are written ( Name = "value" ; ) !`)
	}
	a.Assign, err = p.assignments()
	return err
}

// assignments reads "(" { name "=" quoted ";" } ")" "!"; the next byte is the
// parenthesis.
func (p *parser) assignments() ([]Assignment, *Error) {
	opener := p.here()
	p.pos++
	var list []Assignment
	for {
		if !p.skip() {
			return nil, p.fail(opener, "this parenthesis is not closed", "", "")
		}
		if p.peek() == ')' {
			break
		}
		a, err := p.assignment(opener)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	if len(list) == 0 {
		return nil, p.expected(p.here(), "an assignment", `assignments are written ( Name = "value" ; ) !`)
	}
	closing := p.here()
	p.pos++
	if p.skip(); p.peek() != '!' {
		return nil, &Error{Offset: closing.Start, Len: 1, Message: `expected "!" after the assignments`, Expected: `"!"`,
			Hint: `assignments are written ( Name = "value" ; ) !`}
	}
	p.pos++
	return list, nil
}

func (p *parser) assignment(opener Span) (a Assignment, err *Error) {
	start := p.pos
	for p.pos < len(p.src) && isNameChar(p.src[p.pos]) {
		p.pos++
	}
	a.NameSpan = Span{start, p.pos}
	if a.Name = p.src[start:p.pos]; a.Name == "" {
		if strings.IndexByte("!?|[/", p.peek()) >= 0 {
			return a, p.fail(opener, "this parenthesis is not closed", "", "")
		}
		return a, p.expected(p.here(), "a parameter name", "")
	}
	if len(a.Name) == 1 {
		if c := a.Name[0]; c < 'a' || c > 'p' {
			return a, p.expected(a.NameSpan, "a parameter name, or a to p for GPP_A to GPP_P", "the short names are small letters")
		}
		a.Name = "GPP_" + strings.ToUpper(a.Name)
	}
	tok := p.token()
	switch {
	case tok.text == "==":
		return a, p.expected(tok.span, `one "="`, "")
	case tok.kind == endToken:
		return a, p.fail(opener, "this parenthesis is not closed", "", "")
	case tok.kind != operatorSign || tok.text != "=":
		return a, p.expected(tok.span, `"=" after the name`, "")
	}
	switch tok = p.token(); tok.kind {
	case unclosed:
		return a, p.fail(Span{tok.span.Start, tok.span.Start + 1}, "this quote is not closed", "", "")
	case endToken:
		return a, p.fail(opener, "this parenthesis is not closed", "", "")
	case quotedToken:
	default:
		e := p.expected(tok.span, "a value in double quotes", "")
		if secretParameter(a.Name) {
			e.Found = ""
		}
		return a, e
	}
	a.Value = Value{Quoted: true, Text: tok.text, Span: tok.span}
	if tok = p.token(); tok.text != ";" || tok.kind != otherToken {
		if tok.kind == endToken {
			return a, p.fail(opener, "this parenthesis is not closed", "", "")
		}
		return a, p.expected(tok.span, `";" after the value`, "each assignment ends with ; also the last one")
	}
	a.Span = Span{start, p.pos}
	return a, nil
}

func (p *parser) optionString(a *Alternative) (err *Error) {
	if p.peek() != '[' {
		return p.expected(p.here(), `"[" before options`, "options are written [--key value --post a]")
	}
	a.Options, err = p.options()
	return err
}

// optionNames in the order of the guides; --delta, of Report_Rule, has no value.
var optionNames = []string{"key", "uid", "pwd", "post", "alias", "delta"}

// options reads "[" { option } "]"; the next byte is the bracket.
func (p *parser) options() ([]Option, *Error) {
	opener := p.here()
	p.pos++
	var list []Option
	for {
		if !p.skip() {
			return nil, p.unclosedBracket(opener)
		}
		if p.peek() == ']' {
			p.pos++
			return list, nil
		}
		o, err := p.option(opener, list)
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
}

func (p *parser) option(opener Span, before []Option) (o Option, err *Error) {
	name := p.run("]|\"")
	word := p.src[name.Start:name.End]
	if !strings.HasPrefix(word, "--") {
		return o, p.strayOption(opener, name, before)
	}
	o.Name = word[2:]
	if !slices.Contains(optionNames, o.Name) {
		return o, p.unknownOption(name)
	}
	if slices.ContainsFunc(before, func(b Option) bool { return b.Name == o.Name }) {
		return o, p.fail(name, "the option --"+o.Name+" is given twice", "", "")
	}
	o.Span = name
	if o.Name == "delta" {
		return o, nil
	}
	if o.Value, err = p.optionValue(opener, name); err != nil {
		return o, err
	}
	o.Span.End = max(name.End, o.Value.Span.End)
	if o.Name == "post" || o.Name == "alias" {
		return o, p.register(o)
	}
	return o, nil
}

// optionValue reads what follows the name of an option: a string, or text up
// to a blank or the bracket.
func (p *parser) optionValue(opener, name Span) (Value, *Error) {
	end := p.pos
	if !p.skip() {
		return Value{}, p.unclosedBracket(opener)
	}
	if p.peek() == '"' {
		tok := p.quoted()
		if tok.kind == unclosed {
			return Value{}, p.fail(Span{tok.span.Start, tok.span.Start + 1}, "this quote is not closed", "", "")
		}
		if c := p.peek(); c != 0 && c != ']' && c != '#' && !isBlank(c) {
			return Value{}, p.fail(p.here(), `expected a blank or "]" after the closing quote`, "", "")
		}
		return Value{Quoted: true, Text: tok.text, Span: tok.span}, nil
	}
	s := p.run("]|")
	text := p.src[s.Start:s.End]
	if text == "" || strings.HasPrefix(text, "--") {
		p.pos = end
		if !p.expanded {
			return Value{}, &Error{Offset: name.Start, Len: name.Len(),
				Message: "the option " + p.src[name.Start:name.End] + " needs a value"}
		}
		return Value{Span: Span{end, end}}, nil // its macro was empty
	}
	return Value{Text: text, Span: s}, nil
}

// register checks the value of --post and --alias, which name one of the
// general purpose parameters.
func (p *parser) register(o Option) *Error {
	v := o.Value.Text
	if len(v) == 1 && v[0] >= 'a' && v[0] <= 'p' || !p.expanded && hasMacro(v) || p.expanded && v == "" {
		return nil
	}
	return p.expected(o.Value.Span, "one letter from a to p after --"+o.Name, "the letter names GPP_A to GPP_P")
}

func (p *parser) unknownOption(name Span) *Error {
	word := p.src[name.Start:name.End]
	e := p.fail(name, "there is no such option", p.found(name), "the options are --key --uid --pwd --post --alias and, for reports, --delta")
	for _, n := range optionNames {
		if strings.EqualFold(n, word[2:]) || len(word) > 3 && len(word) < 12 && distance(strings.ToLower(word[2:]), n) < 2 {
			e.Hint = "did you mean --" + n
			e.by(name, "--"+n)
		}
	}
	return e
}

// strayOption is the error for text in brackets that is no option.
func (p *parser) strayOption(opener, at Span, before []Option) *Error {
	rest := p.src[at.Start:]
	closing := strings.IndexAny(rest, "]|[#")
	if closing < 0 || rest[closing] != ']' || strings.Contains(p.src[at.Start:at.End], "://") || strings.HasPrefix(rest, "/") {
		return p.unclosedBracket(opener)
	}
	e := p.expected(Span{at.Start, max(at.End, at.Start+1)}, `an option such as --key, or "]"`, "options begin with two dashes")
	if len(before) > 0 {
		e.Hint = "a value with blanks stands in double quotes"
		if secretOption(before[len(before)-1].Name) {
			e.Found = "" // it may be the rest of the secret
		}
	}
	return e
}

func (p *parser) unclosedBracket(opener Span) *Error {
	e := p.fail(opener, "this bracket is not closed", "", "options are written [--key value --post a]")
	if p.comment.Len() > 0 {
		e.Hint = "a # outside quotes starts a comment; put a value that has one into double quotes"
	}
	return e
}
