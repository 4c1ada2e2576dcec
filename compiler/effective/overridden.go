package effective

import (
	"slices"

	"provc/compiler/artifact"
)

// Overridden is what the handset acts on once the files count, too, that handsets
// write: while nobody is logged in, or the given person. CS-15-10 puts a person's own
// changes first, then what was set in the web pages, then the person's profile.
func (h *Handset) Overridden(p *Person) View {
	v, over := h.View, h.overrides
	var own []Layer
	if p != nil {
		v = h.As(p)
		own = p.overrides
	}
	beneath := 0 // of the layers, that the handset's own changes are weaker than
	if p != nil && p.file != nil {
		beneath = 1
	}
	layers := slices.Clone(own)
	for _, l := range over {
		if p == nil || !l.Override.Beneath {
			layers = append(layers, l)
		}
	}
	layers = append(layers, v.Layers[:beneath]...)
	for _, l := range over {
		if p != nil && l.Override.Beneath {
			l.Assumed = true
			layers = append(layers, l)
		}
	}
	more := len(layers) - beneath
	v.Layers = append(layers, v.Layers[beneath:]...)
	v.Unknown = slices.Clone(v.Unknown)
	for i := range v.Unknown {
		v.Unknown[i].At += more
	}
	return v
}

// overrides are layers of files that handsets write, as far as the root has them.
func overrides(root Root, all []artifact.Override) []Layer {
	var layers []Layer
	for i := range all {
		if f := root.File(all[i].File); f != nil {
			layers = append(layers, Layer{Path: all[i].File, File: f, Override: &all[i]})
		}
	}
	return layers
}
