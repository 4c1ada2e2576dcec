package vendor

import (
	"strings"

	"provc/compiler/value"
)

// Label is what people call an entity, or empty. Whatever URL somebody wrote into it, no
// password is left.
func Label(entity *value.Node) string {
	n := entity.Get("label")
	switch {
	case n == nil || n.Kind != value.String:
		return ""
	case strings.Contains(n.Text, "/"):
		return value.Masked(n.Text)
	}
	return n.Text
}
