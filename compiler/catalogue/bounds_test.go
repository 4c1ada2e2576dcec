package catalogue

import (
	"fmt"
	"strings"
)

// Bounds describes the allowed values for the list of parameters that a test
// guards: the kinds, bounds and members of a type.
func (t *Type) Bounds() string {
	var parts []string
	t.alternatives(func(a *alternative) bool {
		var c []string
		for _, x := range a.conditions {
			c = append(c, describe(x))
		}
		for _, x := range a.types {
			c = append(c, x.Bounds())
		}
		if a.object != nil {
			c = append(c, "struct")
		}
		if a.isList {
			c = append(c, "list")
		}
		parts = append(parts, strings.Join(c, "&"))
		return false
	})
	return strings.Join(parts, "|")
}

func describe(c condition) string {
	switch c := c.(type) {
	case isKind:
		return [...]string{"invalid", "null", "bool", "int", "float", "text", "bytes", "list", "struct"}[c]
	case constant:
		if c.text == "" {
			return "empty"
		}
		return c.text
	case bound:
		return c.op + c.limit.String()
	case matches:
		if c.not {
			return "printable"
		}
		return "matching"
	case runes:
		if c.max < 0 {
			return fmt.Sprintf("runes>=%d", c.min)
		}
		return fmt.Sprintf("runes<=%d", c.max)
	case items:
		return fmt.Sprintf("items<=%d", c.max)
	case isNumber:
		return "number"
	case *leaf:
		return c.text
	}
	return "any"
}
