package effective

import (
	"iter"
	"maps"
	"slices"
)

// Handsets goes through all of them, in no order.
func (a *Account) Handsets() iter.Seq[*Handset] { return maps.Values(a.handsets) }

// Beside lists the handsets by name that another account does not list, in order.
func (a *Account) Beside(other *Account) []Key {
	var all []Key
	for k := range a.handsets {
		if k.ID != "" && other.handsets[k] == nil {
			all = append(all, k)
		}
	}
	slices.SortFunc(all, Key.compare)
	return all
}

// Lists reports whether the root has something for a handset of its own, beside what
// is for all.
func (a *Account) Lists(k Key) bool { return a.handsets[k] != nil }

// Identifies reports whether the value of a parameter belongs to one person, such as
// the address of a line.
func (p *Person) Identifies(name string) bool {
	return p.readers.Identifies != nil && p.readers.Identifies(name)
}

// Identifies reports whether the value of a parameter belongs to one handset.
func (h *Handset) Identifies(name string) bool {
	return h.readers.Identifies != nil && h.readers.Identifies(name)
}

// Emergency reports whether it depends on a parameter who can be called for help.
func (h *Handset) Emergency(name string) bool {
	return h != nil && h.readers.Emergency != nil && h.readers.Emergency(name)
}

// Emergency reports whether it depends on a parameter of the person's own who can be
// called for help.
func (p *Person) Emergency(name string) bool {
	return p.readers.Emergency != nil && p.readers.Emergency(name)
}

// Written lists the files that handsets write for the person, in one order for all.
func (p *Person) Written() []string {
	if p.readers.Written == nil {
		return nil
	}
	return p.readers.Written(p.Users, p.ID)
}

// Written lists the files that the handset writes for itself, in one order for all.
func (h *Handset) Written() []string {
	if h.readers.Written == nil || len(h.Layers) == 0 {
		return nil
	}
	return h.readers.Written(h.Layers[0].Path, h.ID)
}
