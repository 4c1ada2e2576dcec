package editor

import (
	"path"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/editor/outline"
	"provc/compiler/vendor"
)

// shape is what may stand at a place, of one vendor.
type shape struct {
	vendor vendor.Vendor
	typ    *catalogue.Type
	field  *catalogue.Field // of the label; nil of a definition itself
	doc    string           // its comment, or, of an only field, that of the struct around it
	label  string
	in     string // the definition that has the field, such as #Phone

	labels   []string // from the deployment on; nil where that is not known, as in templates
	isParams bool     // it is within parameters
	params   []string // the labels there, which make the name
	isSecret bool     // it is the name of a secret
}

// moduleOf is the module of the schema, as files import it.
const moduleOf = "provc.internal/schema/"

// definitionOf is the shape of a definition of a vendor.
func definitionOf(v vendor.Vendor, name string) (shape, bool) {
	typ, err := v.Schema().Type(name)
	if err != nil {
		return shape{}, false
	}
	h := shape{vendor: v, typ: typ, isParams: name == "#Params"}
	if name == "#Deployment" {
		h.labels = []string{}
	}
	return h, true
}

// definition is the name of the definition that the shape is of, or empty.
func (h *shape) definition() string {
	if d := h.typ.Definition(); d != nil {
		return d.Name
	}
	return ""
}

// name is the name of the parameter, or of a group of them.
func (h *shape) name() string { return strings.Join(h.params, ".") }

// isLeaf reports whether it is a parameter, not a group of them.
func (h *shape) isLeaf() bool {
	return h.isParams && len(h.params) > 0 && h.field != nil && (h.field.Meta.Param || h.typ.Object() == nil)
}

// down is what may stand under a label, or in a list.
func (h *shape) down(n *outline.Node) (shape, bool) {
	if n.Kind == outline.Element {
		return h.element()
	}
	o := h.typ.Object()
	if o == nil || n.Kind == outline.Opaque {
		return shape{}, false
	}
	if n.Kind == outline.Field {
		return h.under(n.Label)
	}
	for _, f := range o.Fields() {
		if f.IsPattern() && !f.Refuses() {
			return h.at(f, "*"), true
		}
	}
	return shape{}, false
}

// under is what may stand under a label.
func (h *shape) under(label string) (shape, bool) {
	o := h.typ.Object()
	if o == nil {
		return shape{}, false
	}
	f := o.Field(label)
	if h.definition() == "#Inventory" && label == "each" {
		return h.row()
	}
	if f == nil || f.Refuses() {
		return shape{}, false
	}
	return h.at(f, label), true
}

// row is what a row of an inventory makes: an entity of the deployment.
func (h *shape) row() (shape, bool) {
	d, _ := definitionOf(h.vendor, "#Deployment")
	entities, ok := d.under(h.label)
	if !ok {
		return shape{}, false
	}
	return entities.down(&outline.Node{Kind: outline.Computed})
}

// at is what may stand under a field.
func (h *shape) at(f *catalogue.Field, label string) shape {
	d := shape{vendor: h.vendor, typ: f.Type, field: f, doc: f.Doc, label: label, in: h.definition(), isParams: h.isParams}
	if h.labels != nil {
		d.labels = append(slices.Clone(h.labels), label)
	}
	if o := h.typ.Object(); d.doc == "" && h.field != nil && !h.isParams && len(o.Fields()) == 1 {
		d.doc = h.doc
	}
	switch {
	case h.isParams && h.isLeaf(), !h.isParams && label == "secret" && h.typ.Object().Field("secret").Required:
		d.isParams, d.isSecret = false, label == "secret"
	case h.isParams:
		d.params = append(slices.Clone(h.params), label)
	default:
		d.isParams = d.definition() == "#Params"
	}
	return d
}

// element is what may stand in a list.
func (h *shape) element() (shape, bool) {
	e := h.typ.Elem()
	if e == nil {
		return shape{}, false
	}
	return shape{vendor: h.vendor, typ: e, in: h.in, label: h.label, labels: h.labels}, true
}

// shapesOf is what the value of a node may be: several things, where a template may be
// used for several.
func (s *scene) shapesOf(at spot) []shape {
	if at.node == outline.None {
		return nil
	}
	if s.visiting[at] {
		s.cycles++
		return nil
	}
	if known, ok := s.shapes[at]; ok {
		return known
	}
	s.visiting[at] = true
	before := s.cycles
	found := s.find(at)
	delete(s.visiting, at)
	if s.cycles == before || len(s.visiting) == 0 { // else it may be less than all, for names that refer to each other
		s.shapes[at] = found
	}
	return found
}

func (s *scene) find(at spot) []shape {
	n := &at.Nodes[at.node]
	var found []shape
	for _, h := range s.shapesOf(spot{at.source, n.Parent}) {
		if d, ok := h.down(n); ok {
			found = appendShape(found, d)
		}
	}
	if len(found) > 0 {
		return found
	}
	for r := range at.RefsOf(at.node) {
		found = s.appendNamed(found, at.source, r.Name)
	}
	if len(found) > 0 || n.Parent != outline.None || n.Kind != outline.Field {
		return found
	}
	if child := at.Child(at.node, "vendor"); child != outline.None {
		name, _ := at.Value(child)
		if v := s.p.vendors.Find(name); v != nil {
			h, _ := definitionOf(v, "#Deployment")
			return []shape{h}
		}
	}
	for other := range s.declared(n.Label) {
		if other != at {
			for _, h := range s.shapesOf(other) {
				found = appendShape(found, h)
			}
		}
	}
	if len(found) == 0 {
		found = s.used(n.Label)
	}
	if len(found) == 0 && isOwn(n.Label) {
		found = s.guessed(at)
	}
	return found
}

// appendNamed adds what a name stands for: a definition of the schema, or a template.
func (s *scene) appendNamed(found []shape, src *source, name string) []shape {
	if alias, definition, ok := strings.Cut(name, "."); ok {
		if v := s.imported(src, alias); v != nil {
			if h, ok := definitionOf(v, definition); ok {
				found = appendShape(found, h)
			}
		}
		return found
	}
	for other := range s.declared(name) {
		for _, h := range s.shapesOf(other) {
			found = appendShape(found, h)
		}
	}
	return found
}

// used is what a name is used as.
func (s *scene) used(name string) []shape {
	var found []shape
	for _, src := range s.all {
		for _, node := range src.uses[name] {
			for _, h := range s.shapesOf(spot{src, node}) {
				found = appendShape(found, h)
			}
		}
	}
	return found
}

// guessed is what a template may be that nothing uses yet, by the labels that it has.
func (s *scene) guessed(at spot) []shape {
	var labels []string
	for child := range at.Children(at.node) {
		if n := &at.Nodes[child]; n.Kind == outline.Field && !isOwn(n.Label) {
			labels = append(labels, n.Label)
		}
	}
	kinds := []string{"#Group", "#Phone", "#User"}
	if len(labels) > 0 {
		kinds = append(kinds, "#Params", "#Deployment")
	}
	var found []shape
	for _, v := range s.vendorsOf(at.source) {
		for _, kind := range kinds {
			h, ok := definitionOf(v, kind)
			if !ok {
				continue
			}
			o := h.typ.Object()
			fits := !slices.ContainsFunc(labels, func(l string) bool { f := o.Field(l); return f == nil || f.Refuses() })
			if fits {
				found = append(found, h)
			}
			if fits && len(labels) > 0 && kind == "#User" && len(found) > 0 {
				break // what else they have is rarer
			}
		}
	}
	return found
}

// vendorsOf are the vendors that a file is about: those that it imports, or else all that
// the package does, or that there are.
func (s *scene) vendorsOf(src *source) vendor.List {
	var found vendor.List
	for _, from := range append([]*source{src}, s.all...) {
		for _, v := range s.p.vendors {
			for alias := range from.Imports {
				if s.imported(from, alias) == v && !slices.Contains(found, v) {
					found = append(found, v)
				}
			}
		}
		if from == src && len(found) > 0 {
			return found
		}
	}
	if len(found) == 0 {
		return s.p.vendors
	}
	return found
}

// imported is the vendor whose schema a file imports under a name, or nil.
func (s *scene) imported(src *source, alias string) vendor.Vendor {
	if imported := src.Imports[alias]; strings.HasPrefix(imported, moduleOf) {
		name, _, _ := strings.Cut(path.Base(imported), "@")
		return s.p.vendors.Find(name)
	}
	return nil
}

// appendShape adds a shape unless there is its like.
func appendShape(all []shape, h shape) []shape {
	if slices.ContainsFunc(all, func(x shape) bool {
		return x.vendor == h.vendor && (x.field == h.field && x.field != nil || x.field == nil && h.field == nil && x.typ == h.typ) && slices.Equal(x.params, h.params) && slices.Equal(x.labels, h.labels)
	}) {
		return all
	}
	return append(all, h)
}
