package editor

import (
	"provc/compiler/editor/outline"
	"provc/compiler/vendor"
)

// Lens is what is said above a line.
type Lens struct {
	From, To int // the label that it is about
	Title    string
}

// Lenses tells of the layers that a file declares whom each reaches: of deployments,
// groups, models, of templates, of what a loop makes. People and handsets that are
// written out have none: there may be thousands, and each reaches one.
func (p *Package) Lenses(file string, text []byte) []Lens {
	if p.compiled.account() == nil {
		return nil
	}
	s := p.scene(file, text)
	var all []Lens
	for top := range s.at.Children(outline.None) {
		at := spot{s.at, top}
		n := &s.at.Nodes[top]
		if n.Kind != outline.Field {
			continue
		}
		shapes := s.shapesOf(at)
		switch {
		case len(shapes) == 0:
		case shapes[0].labels != nil && len(shapes[0].labels) == 0 && !isOwn(n.Label):
			all = s.appendLens(all, at, &shapes[0])
			all = s.appendLayers(all, at)
		default:
			if r, ok := s.extent(at); ok {
				all = append(all, lensOf(at, &r))
			}
		}
	}
	return all
}

// appendLayers adds what is said of the layers of a deployment.
func (s *scene) appendLayers(all []Lens, deployment spot) []Lens {
	for in := range s.at.Children(deployment.node) {
		switch s.at.Nodes[in].Label {
		case "groups", "models", "phones", "users":
			for entity := range s.at.Children(in) {
				at := spot{s.at, entity}
				if _, modelled := vendorOf(s.shapesOf(at)).(vendor.Modelled); s.at.Nodes[in].Label == "models" && !modelled {
					continue // nobody here knows of which model a handset is
				}
				written := s.at.Nodes[in].Label == "phones" || s.at.Nodes[in].Label == "users"
				if written && !s.at.Nodes[entity].InLoop() {
					continue
				}
				for _, h := range s.shapesOf(at) {
					all = s.appendLens(all, at, &h)
					break
				}
			}
		case "default":
			at := spot{s.at, in}
			if shapes := s.shapesOf(at); len(shapes) > 0 {
				all = s.appendLens(all, at, &shapes[0])
			}
		case "inventory":
			for table := range s.at.Children(in) {
				at := spot{s.at, table}
				if each := s.at.Child(table, "each"); each != outline.None {
					if r, ok := s.extent(spot{s.at, each}); ok && !r.none() {
						all = append(all, lensOf(at, &r))
					}
				}
			}
		}
	}
	return all
}

func vendorOf(shapes []shape) vendor.Vendor {
	if len(shapes) == 0 {
		return nil
	}
	return shapes[0].vendor
}

func (s *scene) appendLens(all []Lens, at spot, h *shape) []Lens {
	r, ok := s.layer(at, h)
	if !ok {
		return all
	}
	return append(all, lensOf(at, &r))
}

// lensOf says whom something reaches, as a title.
func lensOf(at spot, r *reach) Lens {
	n := &at.Nodes[at.node]
	return Lens{int(n.From), int(n.To), "reaches " + r.String()}
}
