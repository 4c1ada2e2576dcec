package diff

import (
	"cmp"

	"provc/compiler/effective"
)

// Labels come from whichever side knows them, the new one first: packages do, a folder
// does not.

// labelOf is what people call a handset, or empty.
func (c *comparison) labelOf(k effective.Key) string {
	label := func(a *effective.Account) string {
		if h := a.Handset(k); h != nil && h.Key == k {
			return h.Label
		}
		return ""
	}
	return cmp.Or(label(c.new.Account()), label(c.old.Account()))
}

// labelOfUser is what people call the person whose profile that is, or empty.
func (c *comparison) labelOfUser(file string) string {
	return cmp.Or(c.new.Label(file), c.old.Label(file))
}
