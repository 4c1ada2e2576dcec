package settings

import (
	"regexp"

	"provc/compiler/value"
)

// ofSecret ends the name of what is said about a secret, and is none itself.
var ofSecret = regexp.MustCompile(`(?i)(len|length|min|max|count|tries|retries|timeout|time|period|interval|expiry|expires|enabled?|disabled?|required|set|allowed|type|mode|policy|url|uri|server|address|prompt|title|label|text)[0-9._]*$`)

// isLiteralSecret reports whether a value under such a name is probably a secret: text
// or a number, and not how long a password must be.
func isLiteralSecret(name string, n *value.Node) bool {
	return value.LooksSecret(name) && (n.Kind == value.String && n.Text != "" || n.Kind == value.Int) && !ofSecret.MatchString(name)
}

// TellLiteral warns of a secret that stands in the configuration. Of names that the
// catalogue lacks, the name alone tells.
func (c *Checker) TellLiteral(s *Setting) {
	literal := s.Secret && c.Written(s.Node) != "" && !IsReference(s.Node)
	if literal && s.Field == nil {
		literal = isLiteralSecret(s.Name, s.Node)
	}
	if literal {
		c.Findings.Add(LiteralSecret.At(s.Node.Pos, "%s is secret, but its value stands in the configuration", s.Name).
			WithHint(`write {secret: "name"} and keep the value out of git`))
	}
}
