package effective

import (
	"slices"

	"provc/compiler/artifact"
)

// Overridden is what the handset acts on once the files count, too, that handsets
// write: while nobody is logged in, or the given person. CS-15-10 puts a person's own
// changes first, then what was set in the web pages, then the person's profile.
func (h *Handset) Overridden(p *Person) View {
	v := h.View
	var layers []Layer
	if p == nil {
		layers = slices.Clone(h.overrides)
	} else {
		v = h.As(p)
		stronger, weaker := h.Around()
		layers = append(slices.Clone(p.overrides), stronger...)
		if p.file != nil {
			layers = append(layers, v.Layers[0])
			v.Layers = v.Layers[1:]
		}
		layers = append(layers, weaker...)
	}
	more := len(layers)
	if p != nil && p.file != nil {
		more-- // it is counted in v.Unknown already
	}
	v.Layers = append(layers, v.Layers...)
	v.Unknown = slices.Clone(v.Unknown)
	for i := range v.Unknown {
		v.Unknown[i].At += more
	}
	return v
}

// Around are the files that the handset wrote and that are stronger than the file of a
// person who is logged in, and those that are weaker. The person's own changes are
// stronger than all of them.
func (h *Handset) Around() (stronger, weaker []Layer) {
	for _, l := range h.overrides {
		if l.Override.Beneath {
			l.Assumed = true
			weaker = append(weaker, l)
		} else {
			stronger = append(stronger, l)
		}
	}
	return stronger, weaker
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
