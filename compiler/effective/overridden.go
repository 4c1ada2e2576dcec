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

// Overrides are the files that the handset wrote, the strongest first.
func (h *Handset) Overrides() []Layer { return h.overrides }

// Overrides are the files that handsets wrote for the person, the strongest first.
func (p *Person) Overrides() []Layer { return p.overrides }

// Own is the person's own setting of a parameter, on whatever handset.
func (p *Person) Own(name string) (s Setting, ok bool) {
	if p.file == nil {
		return s, false
	}
	param, ok := p.file.Param(name)
	return Setting{param, p.File}, ok
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
