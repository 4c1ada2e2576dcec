package settings

import (
	"cmp"
	"slices"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/syntax"
	"provc/compiler/value"
)

// Values that are text in a language of its own, such as a dial plan, and URLs. The
// schema refuses what does not hold together, so that plain CUE does, too; a parser
// says what is wrong with it, and where, and doubts what else looks like a mistake.

// check is what a field names with @check(id), or nil.
func (c *Checker) check(f *catalogue.Field) *diag.Check {
	if f == nil || f.Meta.Check == "" {
		return nil
	}
	return c.named(f.Meta.Check)
}

// named is the check of an id, the vendor's or this package's, or nil.
func (c *Checker) named(id string) *diag.Check {
	return cmp.Or(c.Schema.Checks.Find(id), checks.Find(id))
}

// language is what the text of a field is written in, or nil.
func (c *Checker) language(f *catalogue.Field) syntax.Language {
	if f == nil || f.Meta.Check == "" {
		return nil
	}
	return c.Schema.Languages[f.Meta.Check]
}

// wrong is what keeps a text from being read, as far as its language knows.
func (c *Checker) wrong(f *catalogue.Field, n *value.Node) (syntax.Problem, bool) {
	read := c.language(f)
	if read == nil || n.Kind != value.String {
		return syntax.Problem{}, false
	}
	problems := read(n.Text)
	i := slices.IndexFunc(problems, func(p syntax.Problem) bool { return p.Wrong })
	if i < 0 {
		return syntax.Problem{}, false
	}
	return problems[i], true
}

// proposal is the hint of a problem.
func proposal(p syntax.Problem) diag.Proposal {
	if p.New == "" {
		return diag.Say(p.Hint)
	}
	return diag.Reword(p.Hint, p.At, p.Cut, p.New)
}

// doubts tells what looks like a mistake in a text that the schema allows.
func (c *Checker) doubts(name string, f *catalogue.Field, n *value.Node) {
	if read := c.language(f); read != nil {
		for _, p := range read(n.Text) {
			c.Findings.Add(c.check(f).At(n.PlaceOf(p.Offset), "%s: %s", name, p.Message).
				WithDetail("at %s", syntax.Place(n.Text, p.Offset)).Proposed(proposal(p)).As(diag.Warning))
		}
	}
	if secrets := value.SecretsInURLs(n.Text); len(secrets) > 0 && !(f != nil && f.Meta.Secret) {
		first := secrets[0]
		c.Findings.Add(SecretInQuery.At(n.PlaceOf(first.Key), "%s gives %s a value in the query of a URL, which servers log and everybody can read here", name, first.Name).
			WithDetail("at %s", syntax.Place(n.Text, first.Key)).
			WithHint("let the server ask for a user and a password instead"))
	}
}
