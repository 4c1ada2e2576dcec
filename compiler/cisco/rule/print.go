package rule

import (
	"fmt"
	"strings"
)

// Format is the rule in canonical form, on one line unless a string has line
// breaks: word operators, which need no escaping in XML, an explicit $SWVER,
// parameter names spelt out, single blanks. Parsing it gives the same rule.
func Format(r *Rule) string {
	var b strings.Builder
	for i := range r.Alternatives {
		if i > 0 {
			b.WriteString(" | ")
		}
		formatAlternative(&b, &r.Alternatives[i], r.Context)
	}
	if r.Comment != "" {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("# " + r.Comment)
	}
	return b.String()
}

// String is the canonical form.
func (r *Rule) String() string { return Format(r) }

func formatAlternative(b *strings.Builder, a *Alternative, c Context) {
	if a.Cond != nil {
		if c == Trigger {
			b.WriteString(a.Cond.String())
			return
		}
		b.WriteString("(" + a.Cond.String() + ") ? ")
	}
	if len(a.Assign) > 0 {
		b.WriteString("(")
		for _, s := range a.Assign {
			b.WriteString(" " + s.Name + " = " + s.Value.String() + " ;")
		}
		b.WriteString(" )!")
		if a.URL != nil {
			b.WriteByte(' ')
		}
	}
	if len(a.Options) > 0 || c == OptionString {
		b.WriteString(formatOptions(a.Options))
		if a.URL != nil {
			b.WriteByte(' ')
		}
	}
	if a.URL != nil {
		b.WriteString(a.URL.String())
	}
}

// String is the condition without its parentheses.
func (c *Condition) String() string {
	var b strings.Builder
	for i, t := range c.Terms {
		if i > 0 {
			b.WriteString(" and ")
		}
		b.WriteString(t.String())
	}
	return b.String()
}

func (t Term) String() string {
	switch t.Op {
	case True:
		return "true"
	case Bare:
		return t.Left.Value.String()
	}
	return t.Left.Value.String() + " " + t.Op.String() + " " + t.Right.Value.String()
}

func formatOptions(options []Option) string {
	var b strings.Builder
	b.WriteByte('[')
	for i, o := range options {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("--" + o.Name)
		if o.Name != "delta" {
			b.WriteString(" " + o.Value.String())
		}
	}
	b.WriteByte(']')
	return b.String()
}

// Tree is the rule as an indented tree, two blanks a level, without a newline
// at the end. Literal keys and passwords are masked.
func Tree(r *Rule) string { return tree(r, true) }

func tree(r *Rule, masked bool) string {
	t := treePrinter{masked: masked}
	t.line(0, "%s", r.Context)
	for i := range r.Alternatives {
		a := &r.Alternatives[i]
		t.line(1, "alternative %d", i+1)
		if a.Cond != nil {
			t.line(2, "condition")
			for _, term := range a.Cond.Terms {
				t.term(term)
			}
		}
		if len(a.Assign) > 0 {
			t.line(2, "assignments")
			for _, s := range a.Assign {
				t.line(3, "%s = %s", s.Name, t.secret(s.Value, secretParameter(s.Name)))
			}
		}
		if len(a.Options) > 0 {
			t.line(2, "options")
			for _, o := range a.Options {
				if o.Name == "delta" {
					t.line(3, "--delta")
					continue
				}
				t.line(3, "--%s %s", o.Name, t.secret(o.Value, secretOption(o.Name)))
			}
		}
		if a.URL != nil {
			t.line(2, "url")
			t.part("scheme", a.URL.Scheme)
			t.part("host", a.URL.Host)
			t.part("port", a.URL.Port)
			t.part("path", a.URL.Path)
		}
	}
	if r.Comment != "" {
		t.line(1, "comment %q", r.Comment)
	}
	return strings.TrimSuffix(t.b.String(), "\n")
}

type treePrinter struct {
	b      strings.Builder
	masked bool
}

func (t *treePrinter) line(level int, format string, args ...any) {
	for range level {
		t.b.WriteString("  ")
	}
	fmt.Fprintf(&t.b, format, args...)
	t.b.WriteByte('\n')
}

func (t *treePrinter) term(term Term) {
	switch term.Op {
	case True:
		t.line(3, "true")
	case Bare:
		t.line(3, "macro %q", term.Left.Value.Text)
	default:
		t.line(3, "%s", term.Op)
		t.line(4, "%s %q", term.Left.Kind, term.Left.Value.Text)
		t.line(4, "%s %q", term.Right.Kind, term.Right.Value.Text)
	}
}

func (t *treePrinter) part(name, text string) {
	if text != "" {
		t.line(3, "%s %q", name, text)
	}
}

// secret is a value as it stands in the rule; a literal secret is masked.
func (t *treePrinter) secret(v Value, isSecret bool) string {
	if t.masked && isSecret && literalSecret(v.Text) {
		return mask
	}
	if v.Quoted {
		return fmt.Sprintf("string %q", v.Text)
	}
	return fmt.Sprintf("%q", v.Text)
}
