package rule

import "strings"

// Parse reads a rule as it is written, before macro expansion. The error is
// always an [*Error]. It takes time linear in the text.
func Parse(text string, c Context) (*Rule, error) {
	if err := checkMacros(text); err != nil {
		return nil, err
	}
	r, err := parse(text, c, false)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// parse reads a text with its macros in place, or the text that a phone has
// expanded. The latter may have gaps where a macro was empty: a phone that is
// in host mode still parses the alternative for the mobile user.
func parse(text string, c Context, expanded bool) (*Rule, *Error) {
	p := &parser{lexer: lexer{src: text, expanded: expanded}, context: c}
	r := &Rule{Context: c, Source: text}
	if p.skip() {
		if err := p.rule(r); err != nil {
			return nil, err
		}
	}
	if s := p.comment; s.Len() > 0 {
		r.CommentSpan, r.Comment = s, strings.Trim(text[s.Start+1:], " \t\r\n")
	}
	return r, nil
}

type parser struct {
	lexer
	context Context
	shown   string // the text without secrets, once something of it is to be shown
}

func (p *parser) rule(r *Rule) *Error {
	switch p.context {
	case Trigger:
		return p.only(r, p.trigger)
	case OptionString:
		return p.only(r, p.optionString)
	case AssignmentOnly:
		return p.only(r, p.assignmentString)
	}
	for {
		a, err := p.alternative()
		if err != nil {
			return err
		}
		r.Alternatives = append(r.Alternatives, a)
		if !p.skip() {
			return nil
		}
		// alternative stops at nothing else than a bar or the end.
		bar := Span{p.pos, p.pos + 1}
		p.pos++
		if p.peek() == '|' {
			return &Error{Offset: bar.Start, Len: 2, Message: "alternatives are separated by one |", Found: `"||"`,
				Hint: `the language has only "and"; for "or" write two alternatives separated by |`}
		}
		if !p.skip() {
			if p.expanded { // the macro that held the last alternative is empty
				r.Alternatives = append(r.Alternatives, Alternative{Span: Span{p.pos, p.pos}})
				return nil
			}
			return p.fail(bar, "an alternative is missing after this |", "", "drop the |, or write what to fetch otherwise")
		}
		if a.Cond == nil {
			return &Error{Offset: a.Span.Start, Len: a.Span.Len(),
				Message: "an alternative without a condition comes before the last: those after it are never reached",
				Hint:    "give it a condition, or put it last; a URL cannot contain |"}
		}
	}
}

// only reads a text that consists of one part of an alternative.
func (p *parser) only(r *Rule, part func(*Alternative) *Error) *Error {
	a := Alternative{Span: Span{Start: p.pos}}
	if err := part(&a); err != nil {
		return err
	}
	a.Span.End = p.pos
	if p.skip() {
		return &Error{Offset: p.pos, Len: len(p.src) - p.pos, Message: "the " + p.context.String() + " should end here",
			Found: p.found(Span{p.pos, len(p.src)})}
	}
	r.Alternatives = []Alternative{a}
	return nil
}

// alternative reads one alternative up to the bar or the end behind it. The
// next byte is no blank.
func (p *parser) alternative() (a Alternative, err *Error) {
	a.Span.Start = p.pos
	if p.peek() == '(' && p.conditionAhead() {
		if a.Cond, err = p.condition(); err != nil {
			return a, err
		}
		a.Span.End = p.pos
		p.skip()
	}
	if p.peek() == '(' {
		if a.Cond != nil && p.conditionAhead() {
			return a, p.fail(p.here(), "an alternative has one condition", "", `join the two with "and" inside one pair of parentheses`)
		}
		if a.Assign, err = p.assignments(); err != nil {
			return a, err
		}
		a.Span.End = p.pos
		p.skip()
	}
	opener := p.here()
	if p.peek() == '[' {
		if a.Options, err = p.options(); err != nil {
			return a, err
		}
		a.Span.End = p.pos
		p.skip()
	}
	switch p.peek() {
	case '(':
		return a, p.fail(p.here(), "a parenthesis cannot stand here", "",
			"the order is condition, assignments, options, URL; alternatives are separated by |")
	case '[':
		return a, p.fail(p.here(), "an alternative has one pair of brackets", "", "put all options into one pair: [--key value --post a]")
	case '|', 0:
		return a, p.withoutURL(&a, opener)
	}
	a.URL, err = p.url()
	a.Span.End = p.pos
	for a.Span.End > a.Span.Start && isBlank(p.src[a.Span.End-1]) {
		a.Span.End--
	}
	return a, err
}

// conditionAhead reports whether an opening parenthesis starts a condition:
// what follows the closing one says so, else whether assignments start so.
func (p *parser) conditionAhead() bool {
	switch p.group() {
	case '?':
		return true
	case '!':
		return false
	}
	return !p.assignmentAhead()
}

// withoutURL judges an alternative that ends where its URL should be.
func (p *parser) withoutURL(a *Alternative, opener Span) *Error {
	switch {
	case p.expanded:
		return nil // the macro that held the URL is empty: there is nothing to fetch
	case p.src[opener.Start:] != "" && p.src[opener.Start] == '[':
		return p.fail(opener, "options need a URL after them", "", "")
	case len(a.Assign) > 0:
		return nil
	case a.Cond != nil:
		return p.expected(Span{p.pos, p.pos}, "a URL or assignments after the condition", "")
	}
	return p.expected(p.here(), "an alternative", "a bar stands between two alternatives")
}

func (p *parser) here() Span { return Span{p.pos, min(p.pos+1, len(p.src))} }

// fail makes an error about a span of the text.
func (p *parser) fail(s Span, message, found, hint string) *Error {
	return &Error{Offset: s.Start, Len: s.Len(), Message: message, Found: found, Hint: hint}
}

// found is a span of the text as a message shows it.
func (p *parser) found(s Span) string {
	if p.shown == "" {
		p.shown = redact(p.src)
	}
	return quote(p.shown[s.Start:s.End])
}

// expected makes an error about what stands in the place of something else.
func (p *parser) expected(s Span, what, hint string) *Error {
	found := "the end"
	if s.Len() > 0 {
		found = p.found(s)
	}
	return &Error{Offset: s.Start, Len: s.Len(), Message: "expected " + what, Expected: what, Found: found, Hint: hint}
}

// checkMacros rejects what looks like a macro and is none. Phones would leave
// it in the text as it stands.
func checkMacros(text string) *Error {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '#':
			if !quoted {
				return nil
			}
		case '"':
			quoted = !quoted
		case '\\':
			// An escape hides a quote, never a macro: those are expanded first.
			if quoted && i+1 < len(text) && text[i+1] != '$' {
				i++
			}
		case '$':
			ref, ok := macroAt(text, i)
			if ok {
				i = ref.end - 1
				continue
			}
			if i+1 < len(text) && (text[i+1] == '{' || text[i+1] == '(') {
				return malformedMacro(text, i)
			}
		}
	}
	return nil
}

func malformedMacro(text string, i int) *Error {
	n := 2
	for i+n < len(text) && n < 40 && (isNameChar(text[i+n]) || text[i+n] == ':') {
		n++
	}
	name := leading(text[i+2:i+n], isMacroChar)
	closing := byte(')')
	if text[i+1] == '{' {
		closing = '}'
	}
	if i+n < len(text) && text[i+n] == closing {
		n++
	}
	e := &Error{Offset: i, Len: n, Message: "this is no form of a macro", Found: quote(text[i : i+n])}
	if name == "" {
		name = "NAME"
	}
	if closing == '}' {
		e.Hint = "write $" + name + " or $(" + name + ")"
		if text[i+n-1] == '}' {
			e.by(Span{i, i + n}, "$("+name+")")
		}
	} else {
		e.Hint = "the forms are $" + name + ", $(" + name + "), $(" + name + ":2) from the third character on and $(" + name + ":2:4) four characters from there"
	}
	return e
}
