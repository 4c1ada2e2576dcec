package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The ids of what Check finds. CheckSyntax is for errors of Parse.
const (
	CheckSyntax        = "em-rule-syntax"                  // a text that does not parse
	CheckUnreachable   = "em-rule-unreachable"             // an alternative that is never taken
	CheckUnknownMacro  = "em-rule-unknown-macro"           // a name that phones leave as it stands
	CheckUnlikeKinds   = "em-rule-unlike-kinds"            // a comparison that never holds
	CheckUserText      = "em-rule-user-text"               // what a person types becomes part of the rule
	CheckURLCharacter  = "em-rule-url-character"           // # or | in what looks like one URL
	CheckPasswordInURL = "em-rule-password-in-url"         // servers log URLs
	CheckOption        = "em-rule-option-without-effect"   // an option that the scheme or the parameter ignores
	CheckCredentials   = "em-credentials-in-public-branch" // a user and password sent by phones that need not have them
)

// Checks lists the ids.
var Checks = []string{CheckSyntax, CheckUnreachable, CheckUnknownMacro, CheckUnlikeKinds, CheckUserText, CheckURLCharacter, CheckPasswordInURL, CheckOption, CheckCredentials}

// Severity is a hint how bad a finding is.
type Severity string

const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// Finding is something in a rule that is legal and wrong.
type Finding struct {
	ID          string
	Severity    Severity
	Alternative int // counted from 0
	Span        Span
	Message     string // one sentence without a full stop
	Hint        string // how to put it right; may be empty
	Change      Change // what the hint says, if a program can do it
}

// Change puts a text in the place of a part of a rule. It does nothing if that is empty.
type Change struct {
	Span Span
	New  string
}

// Check looks for mistakes in a rule that parses. The findings are in the
// order of the text. Their spans are those of r.Source; a rule built by hand,
// which has none, is checked in its canonical form.
func Check(r *Rule) []Finding {
	if r.Source == "" && len(r.Alternatives) > 0 {
		parsed, err := Parse(Format(r), r.Context)
		if err != nil {
			return []Finding{{ID: CheckSyntax, Severity: SeverityError, Message: err.Error()}}
		}
		r = parsed
	}
	c := &checker{rule: r, model: newModel(r)}
	for i := range r.Alternatives {
		c.at = i
		c.alternative(&r.Alternatives[i])
	}
	c.unreachable()
	c.urlCharacters()
	slices.SortStableFunc(c.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.ID, b.ID))
	})
	return c.findings
}

type checker struct {
	rule     *Rule
	model    *model
	at       int // the alternative at hand
	findings []Finding
}

func (c *checker) report(id string, s Severity, span Span, message, hint string) {
	c.findings = append(c.findings, Finding{ID: id, Severity: s, Alternative: c.at, Span: span, Message: message, Hint: hint})
}

// instead says what the hint of the last finding puts in the place of a part of the rule.
func (c *checker) instead(span Span, text string) {
	c.findings[len(c.findings)-1].Change = Change{span, text}
}

func (c *checker) alternative(a *Alternative) {
	if a.Cond != nil {
		for i := range a.Cond.Terms {
			c.term(&a.Cond.Terms[i])
		}
	}
	for _, s := range a.Assign {
		c.macros(s.Value.Text, inner(s.Value), false)
	}
	for _, o := range a.Options {
		c.macros(o.Value.Text, inner(o.Value), true)
		if o.Name == "post" || o.Name == "alias" {
			c.typed(o.Value.Text, inner(o.Value), "names a parameter")
		}
	}
	if a.URL != nil {
		c.url(a.URL)
	}
	c.options(a)
	c.credentials(a)
}

// unreachable reports alternatives that are never taken, but for those whose
// own condition never holds for a reason that is reported already.
func (c *checker) unreachable() {
	explained := map[int]bool{}
	for _, f := range c.findings {
		if f.ID == CheckUnlikeKinds {
			explained[f.Alternative] = true
		}
	}
	for i, reach := range c.model.reachability() {
		if !reach.unreachable() || reach.never && explained[i] {
			continue
		}
		c.at = i
		span := c.rule.Alternatives[i].Span
		if cond := c.rule.Alternatives[i].Cond; cond != nil {
			span = cond.Span
		}
		c.report(CheckUnreachable, SeverityError, span, fmt.Sprintf("alternative %d is never taken: %s", i+1, reach.reason()), "")
	}
}

// inner is where the text of a value starts.
func inner(v Value) int {
	if v.Quoted {
		return v.Span.Start + 1
	}
	return v.Span.Start
}

// macros reports the macros in a text that phones do not know, or not there.
func (c *checker) macros(text string, start int, options bool) {
	dollars(text, func(ref macroRef, ok bool) {
		span := Span{start + ref.start, start + ref.end}
		if !ok {
			c.report(CheckUnknownMacro, SeverityWarning, Span{span.Start, span.Start + 1},
				"this $ starts no macro and stays as it is", "write $$ for a dollar sign")
			c.instead(Span{span.Start, span.Start + 1}, "$$")
			return
		}
		m, known := LookupMacro(ref.name)
		switch {
		case ref.name == "":
		case !known:
			hint, meant, end := macroHint(ref, text)
			c.report(CheckUnknownMacro, SeverityError, span, "phones know no macro "+ref.name+" and leave it as it stands", hint)
			c.instead(Span{span.Start, start + end}, meant)
		case m.OptionsOnly && !options:
			c.report(CheckUnknownMacro, SeverityError, span, "$"+ref.name+" is expanded in bracketed options only", "")
		}
	})
}

// macroHint guesses which macro was meant, and up to where in the text.
func macroHint(ref macroRef, text string) (hint, meant string, end int) {
	if rest := text[ref.end:]; ref.name == "GPP" && len(rest) > 1 && rest[0] == '_' {
		if name := leading(rest[1:], isMacroChar); macroKnown(name) {
			return "write $" + name, "$" + name, ref.end + 1 + len(name)
		}
	}
	for n := len(ref.name) - 1; n > 1; n-- {
		if macroKnown(ref.name[:n]) && text[ref.start+1] != '(' {
			split := "$(" + ref.name[:n] + ")" + ref.name[n:]
			return "write " + split, split, ref.end
		}
	}
	if near := NearestMacro(ref.name); near != "" {
		return "did you mean $" + near, strings.Replace(text[ref.start:ref.end], ref.name, near, 1), ref.end
	}
	return "", "", ref.end
}

func macroKnown(name string) bool {
	_, ok := LookupMacro(name)
	return ok
}

// typed reports macros of typed text at a place where their value is read as
// part of the rule.
func (c *checker) typed(text string, start int, place string) {
	macros(text, func(ref macroRef) {
		if m, _ := LookupMacro(ref.name); m.Typed {
			c.report(CheckUserText, SeverityError, Span{start + ref.start, start + ref.end},
				"what is typed at the phone becomes part of the rule: $"+ref.name+" "+place, "")
		}
	})
}

func (c *checker) term(t *Term) {
	for _, o := range [...]*Operand{&t.Left, &t.Right} {
		if o.Value.Text == "" || o == &t.Left && t.Implied() {
			continue
		}
		c.macros(o.Value.Text, inner(o.Value), false)
		if !o.Value.Quoted {
			c.typed(o.Value.Text, inner(o.Value), "stands outside quotes")
		}
	}
	if t.Op >= True {
		return
	}
	c.kinds(t)
	c.values(t, t.Left, t.Right)
	c.values(t, t.Right, t.Left)
}

// kinds reports a comparison that the guide does not allow.
func (c *checker) kinds(t *Term) {
	for _, o := range [...]Operand{t.Left, t.Right} {
		if m, ok := soleMacro(o.Value.Text); ok && !o.Value.Quoted && m.Kind == String {
			c.report(CheckUnlikeKinds, SeverityError, o.Value.Span, "$"+m.Name+" is a string and stands outside quotes", `write "$`+m.Name+`"`)
			c.instead(o.Value.Span, `"$`+m.Name+`"`)
			return
		}
	}
	left, right := t.Left.comparedAs(), t.Right.comparedAs()
	if left == String && right == String && t.Op.Ordered() {
		hint := ""
		for _, o := range [...]Operand{t.Left, t.Right} {
			if m, ok := soleMacro(o.Value.Text); ok && m.Kind != String {
				hint = "for numbers and versions leave the quotes out"
			}
		}
		c.report(CheckUnlikeKinds, SeverityError, t.Span, "strings have no order: they compare by eq and ne only", hint)
		return
	}
	if left == right || left == Unknown || right == Unknown {
		return
	}
	hint := "a version has two numbers or more: 2.0, 2.0.6"
	if left == String || right == String {
		hint = "quote both sides, or neither"
	}
	c.report(CheckUnlikeKinds, SeverityError, t.Span, unlike(left, right), hint)
}

// comparedAs is the kind that an operand has once its macros are expanded.
func (o Operand) comparedAs() Kind {
	if m, ok := soleMacro(o.Value.Text); ok && o.Kind == Unknown {
		return m.Kind
	}
	return o.Kind
}

// values reports a comparison with a value that a macro never has.
func (c *checker) values(t *Term, left, right Operand) {
	m, ok := soleMacro(left.Value.Text)
	if !ok || len(m.Values) == 0 || !left.Value.Quoted || !right.Value.Quoted || hasMacro(right.Value.Text) {
		return
	}
	value := right.Value.Plain()
	if t.Op.Ordered() || slices.Contains(m.Values, value) {
		return
	}
	listed := make([]string, len(m.Values))
	for i, v := range m.Values {
		listed[i] = fmt.Sprintf("%q", v)
	}
	c.report(CheckUnreachable, SeverityWarning, t.Span, fmt.Sprintf("$%s is never %q", m.Name, value), "it is one of "+strings.Join(listed, ", "))
}

func (c *checker) url(u *URL) {
	text := c.rule.Source[u.Span.Start:u.Span.End]
	path := len(text) - len(u.Path)
	c.macros(text, u.Span.Start, false)
	c.typed(text[:path], u.Span.Start, "decides which server is asked")
	macros(text, func(ref macroRef) {
		if m, _ := LookupMacro(ref.name); m.Secret && !m.OptionsOnly {
			c.report(CheckPasswordInURL, SeverityError, Span{u.Span.Start + ref.start, u.Span.Start + ref.end},
				"$"+ref.name+" is a password and stands in a URL, which servers log", "send it as [--pwd $"+ref.name+"]")
		}
	})
}

// options reports options that change nothing.
func (c *checker) options(a *Alternative) {
	for _, o := range a.Options {
		why := ""
		switch {
		case c.rule.Context == Upgrade:
			why = "upgrade rules take no options"
		case o.Name == "delta" && c.rule.Context == Profile:
			why = "it is for reports"
		case a.URL != nil && (a.URL.Scheme == "" || a.URL.Scheme == "tftp") && a.URL.Path != "" &&
			(o.Name == "uid" || o.Name == "pwd" || o.Name == "post"):
			why = "the URL is asked over TFTP"
		}
		if why != "" {
			c.report(CheckOption, SeverityWarning, o.Span, "the option --"+o.Name+" has no effect: "+why, "")
		}
	}
}

// urlCharacters reports # and | where they look like part of one URL.
func (c *checker) urlCharacters() {
	list := c.rule.Alternatives
	for i := range list {
		u := list[i].URL
		if u == nil {
			continue
		}
		c.at = i
		if s := c.rule.CommentSpan; s.Len() > 0 && s.Start == u.Span.End {
			c.report(CheckURLCharacter, SeverityWarning, Span{s.Start, s.Start + 1},
				"a URL cannot contain #: the rest is a comment", "write %23, or a blank before a comment")
			c.instead(Span{s.Start, s.Start + 1}, "%23")
		}
		if i+1 == len(list) || list[i+1].URL == nil || list[i+1].URL.Span != list[i+1].Span {
			continue
		}
		next := list[i+1].URL
		if next.Span.Start == u.Span.End+1 && next.Scheme == "" && next.Host != "" && !strings.ContainsAny(next.Host, ".$") {
			c.report(CheckURLCharacter, SeverityWarning, Span{u.Span.End, next.Span.Start},
				"a URL cannot contain |: it separates alternatives", "write %7C, or blanks around the bar")
		}
	}
}
