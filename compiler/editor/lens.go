package editor

import (
	"bytes"
	"slices"

	"provc/compiler/editor/outline"
	"provc/compiler/editor/reach"
	"provc/compiler/value"
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
			all = s.appendTemplate(all, at)
		}
	}
	return all
}

// appendLayers adds what is said of the layers of a deployment.
func (s *scene) appendLayers(all []Lens, deployment spot) []Lens {
	for in := range s.at.Children(deployment.node) {
		switch s.at.Nodes[in].Label {
		case "groups", "models", "phones", "users":
			all = s.appendEntities(all, in)
		case "default":
			at := spot{s.at, in}
			if shapes := s.shapesOf(at); len(shapes) > 0 {
				all = s.appendLens(all, at, &shapes[0])
			}
		case "inventory":
			for table := range s.at.Children(in) {
				at := spot{s.at, table}
				if each := s.at.Child(table, "each"); each != outline.None {
					if r, ok := s.extent(spot{s.at, each}); ok && !r.None() {
						all = append(all, lensOf(at, &r))
					}
				}
			}
		}
	}
	return all
}

// appendEntities adds what is said of the entities that a field holds, such as groups.
func (s *scene) appendEntities(all []Lens, in int32) []Lens {
	label := s.at.Nodes[in].Label
	for entity := range s.at.Children(in) {
		at := spot{s.at, entity}
		if slices.Contains(value.Containers, label) && !s.at.Nodes[entity].InLoop() {
			continue
		}
		shapes := s.shapesOf(at)
		if len(shapes) == 0 {
			continue
		}
		if _, modelled := shapes[0].vendor.(vendor.Modelled); label == "models" && !modelled {
			continue // nobody here knows of which model a handset is
		}
		all = s.appendLens(all, at, &shapes[0])
	}
	return all
}

// appendTemplate adds what is said of a struct of the user's own.
func (s *scene) appendTemplate(all []Lens, at spot) []Lens {
	r, ok := s.extent(at)
	if !ok || r.None() && !(isOwn(at.Nodes[at.node].Label) && s.isUnused(at)) {
		return all // it may hold what no file names, such as acceptances
	}
	return append(all, lensOf(at, &r))
}

// isUnused reports whether nothing in the package, as it was compiled, has a name.
func (s *scene) isUnused(at spot) bool {
	name := at.Nodes[at.node].Label
	for _, src := range s.all {
		if m := s.linesOf(src); !m.equal || bytes.Count(src.Text, []byte(name)) > len(src.tops[name]) {
			return false
		}
	}
	return true
}

func (s *scene) appendLens(all []Lens, at spot, h *shape) []Lens {
	r, ok := s.layer(at, h)
	if m := s.linesOf(at.source); !ok || r.None() && (!m.equal || at.Child(at.node, "params") == outline.None) {
		return all // it is not known, or there is nothing that could reach anybody
	}
	return append(all, lensOf(at, &r))
}

// lensOf says whom something reaches, as a title.
func lensOf(at spot, r *reach.Extent) Lens {
	n := &at.Nodes[at.node]
	return Lens{int(n.From), int(n.To), "reaches " + r.String()}
}
