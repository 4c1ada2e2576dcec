package diff

import (
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Value is a parameter's value as it may be shown.
type Value struct {
	Text   string `json:"text,omitempty"`
	Secret string `json:"secret,omitempty"` // the name of the secret that stands for it
	Hidden bool   `json:"hidden,omitempty"` // it is a secret's
	Access string `json:"access,omitempty"` // what a person at the phone may do with it
}

// mask stands for a secret's value.
const mask = vendor.Mask

// String is the value as a line of text shows it.
func (v Value) String() string {
	s := diag.Quoted(v.Text)
	switch {
	case v.Secret != "":
		s = "secret " + diag.Quoted(v.Secret)
	case v.Hidden:
		s = mask
	}
	if v.Access != "" {
		s += " [" + v.Access + " at the phone]"
	}
	return s
}

// shown is what may be seen of a parameter.
func shown(facts *vendor.Facts, p artifact.Param) Value {
	v := Value{Access: p.Access}
	switch {
	case p.Secret != "":
		v.Secret = p.Secret
	case p.Value != "" && facts.Hides(p):
		v.Hidden = true
	default:
		v.Text = value.Masked(p.Value)
	}
	return v
}

// equality of two values, as far as it can be known.
type equality uint8

const (
	same equality = iota
	differ
	mayDiffer // they are secrets of different names, and nobody here knows the values
	unknown
)

// compare compares two settings of a parameter.
func (c *comparison) compare(a, b artifact.Param) equality {
	if a.Access != b.Access {
		return differ
	}
	if a.Secret != "" && a.Secret == b.Secret {
		return same
	}
	x, okX := c.reveal(a)
	y, okY := c.reveal(b)
	switch {
	case (!okX || !okY) && a.Secret != "" && b.Secret != "":
		return mayDiffer
	case !okX || !okY:
		return unknown
	case x == y:
		return same
	}
	return differ
}

// differ reports whether two settings differ, or may.
func (c *comparison) differ(a, b artifact.Param) bool {
	equal := c.compare(a, b)
	return equal == differ || equal == mayDiffer
}

// valueless names the secrets of two settings that the given values lack; none where no
// values were given.
func (c *comparison) valueless(a, b artifact.Param) []string {
	var names []string
	for _, p := range []artifact.Param{a, b} {
		if _, ok := c.reveal(p); !ok && c.options.Secret != nil && !slices.Contains(names, p.Secret) {
			names = append(names, p.Secret)
		}
	}
	return names
}

// lacking says which secrets have no value; empty where no values were given.
func lacking(names []string) string {
	var all []string
	for _, name := range names {
		all = append(all, diag.Quoted(name))
	}
	switch len(all) {
	case 0:
		return ""
	case 1:
		return "secret " + all[0] + " has no value"
	}
	return "secrets " + and(short(all)) + " have no values"
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
