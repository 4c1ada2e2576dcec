package vendor

import "provc/compiler/value"

// Label is what people call an entity, or empty.
func Label(entity *value.Node) string {
	if n := entity.Get("label"); n != nil && n.Kind == value.String {
		return n.Text
	}
	return ""
}
