package diff

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/cisco/rule"
)

// Value is a parameter's value as it may be shown.
type Value struct {
	Text   string `json:"text,omitempty"`
	Secret string `json:"secret,omitempty"` // the name of the secret that stands for it
	Hidden bool   `json:"hidden,omitempty"` // it is a secret's
	Access string `json:"access,omitempty"` // what a person at the phone may do with it
}

// mask stands for a secret's value.
const mask = "(secret)"

// String is the value as a line of text shows it.
func (v Value) String() string {
	s := quoted(v.Text)
	switch {
	case v.Secret != "":
		s = "secret " + quoted(v.Secret)
	case v.Hidden:
		s = mask
	}
	if v.Access != "" {
		s += " [" + v.Access + " at the phone]"
	}
	return s
}

// quoted leaves plain text as it is and quotes what could be mistaken, such as
// nothing at all, blanks at an end, or what would move a terminal's cursor.
func quoted(s string) string {
	if s == "" || strings.TrimSpace(s) != s || s[0] == '"' || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }) {
		return strconv.Quote(s)
	}
	return s
}

// shown is what may be seen of a parameter.
func shown(p artifact.Param) Value {
	v := Value{Access: p.Access}
	switch {
	case p.Secret != "":
		v.Secret = p.Secret
	case p.Value != "" && hides(p):
		v.Hidden = true
	default:
		v.Text = userinfo.ReplaceAllString(p.Value, "$1"+mask+"@")
	}
	return v
}

// userinfo is a password within a URL.
var userinfo = regexp.MustCompile(`(://[^/@\s]*?:)[^/@\s]+@`)

// hides reports whether a parameter's value is a secret: the catalogue says so,
// or, of names that it lacks, the name does. A rule may hold a password, too.
func hides(p artifact.Param) bool {
	if p.Sensitive || known(p.Name).secret {
		return true
	}
	if _, ok := rule.ContextOf(p.Name); ok {
		return credentials.MatchString(p.Value)
	}
	return false
}

// credentials finds what in a rule may be a literal password or key.
var credentials = regexp.MustCompile(`(?i)--(pwd|key)\s+"?[^\s"$\]]|(passw|pwd|GPP_S|key)[^=()]*=\s*"[^"$]`)

// fact is what the catalogues say of a parameter.
type fact struct {
	restart catalogue.Restart
	secret  bool
}

var facts sync.Map // fact by name

// secretName is a name that tells of a secret, in files that no catalogue knows.
var secretName = regexp.MustCompile(`(?i)pass(w|phrase|code)|pwd|secret|credential|privat|psk|\bpin\b|wep.?key|token`)

// known looks a parameter up in all catalogues; their names do not meet.
func known(name string) fact {
	if f, ok := facts.Load(name); ok {
		return f.(fact)
	}
	f := fact{secret: secretName.MatchString(name)}
	for _, v := range vendors {
		if p, ok := v.schema().Param(name); ok {
			f = fact{p.Field.Meta.Restart, p.Field.Meta.Secret}
			break
		}
	}
	facts.Store(name, f)
	return f
}

// equality of two values, as far as it can be known.
type equality uint8

const (
	same equality = iota
	differ
	unknown
)

// compare compares two settings of a parameter.
func (c *comparison) compare(a, b artifact.Param) equality {
	if a.Access != b.Access {
		return differ
	}
	if a.Secret != "" && b.Secret != "" {
		if a.Secret == b.Secret {
			return same
		}
		return differ
	}
	x, okX := c.reveal(a)
	y, okY := c.reveal(b)
	switch {
	case !okX || !okY:
		return unknown
	case x == y:
		return same
	}
	return differ
}

func (c *comparison) reveal(p artifact.Param) (string, bool) {
	if p.Secret == "" {
		return p.Value, true
	}
	if c.options.Secret == nil {
		return "", false
	}
	return c.options.Secret(p.Secret)
}
