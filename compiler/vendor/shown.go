package vendor

import (
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/value"
)

// Mask stands for the value of a secret.
const Mask = "(secret)"

// Shown is a parameter's value as a line of text may show it, and whether that is not
// the value itself, because it is a secret's.
func (f *Facts) Shown(p artifact.Param) (text string, hidden bool) {
	switch {
	case p.Secret != "":
		return "secret " + diag.Quoted(p.Secret), true
	case p.Value != "" && f.Hides(p):
		return Mask, true
	}
	return diag.Quoted(value.Masked(p.Value)), false
}
