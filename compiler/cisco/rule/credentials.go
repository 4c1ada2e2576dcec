package rule

import (
	"slices"
	"strings"
)

// credentials reports an alternative that sends a user and a password from
// phones that need not have them: OL-20443-01 tests each of them first, so
// that a phone without goes on to the public profile.
func (c *checker) credentials(a *Alternative) {
	uid, pwd := a.Option("uid"), a.Option("pwd")
	if a.URL == nil || uid == nil && pwd == nil {
		return
	}
	var untested []string
	first, last := len(c.rule.Source), 0
	for _, o := range [...]*Option{uid, pwd} {
		if o == nil {
			continue
		}
		first, last = min(first, o.Span.Start), max(last, o.Span.End)
		macros(o.Value.Text, func(ref macroRef) {
			name := "$" + ref.name
			if credentialMacro(ref.name) && !slices.Contains(untested, name) && !c.testedNonEmpty(name) {
				untested = append(untested, name)
			}
		})
	}
	span := Span{first, last}
	switch box := &c.model.boxes[c.at]; {
	case len(untested) > 0:
		tests := make([]string, len(untested))
		for i, name := range untested {
			tests[i] = `"` + name + `" ne ""`
		}
		c.report(CheckCredentials, SeverityError, span,
			"credentials are sent though "+strings.Join(untested, " and ")+" may be empty", "add to the condition: "+strings.Join(tests, " and "))
	case len(box.sides) == 0 && !box.never:
		c.report(CheckCredentials, SeverityWarning, span, "every phone that gets here sends these credentials", "give the alternative a condition")
	case pwd != nil && literalSecret(pwd.Value.Text):
		c.report(CheckCredentials, SeverityWarning, pwd.Span,
			"the password stands in the rule, and so in every profile that carries the rule", "take it from a macro")
	}
}

func credentialMacro(name string) bool {
	return name == "MUID" || name == "MPWD" || name == "PUID" || name == "PPWD"
}

// testedNonEmpty reports whether the condition of the alternative at hand
// excludes that a macro is empty.
func (c *checker) testedNonEmpty(key string) bool {
	for i, s := range c.model.subjects {
		if s.key != key || s.kind != String {
			continue
		}
		empty, ok := s.index[""]
		if !ok {
			empty = s.last() // one of the other values
		}
		in, restricted := c.model.boxes[c.at].at(i)
		return restricted && !in.has(empty)
	}
	return false
}
