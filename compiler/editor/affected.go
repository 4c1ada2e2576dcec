package editor

import (
	"strings"

	"provc/compiler/editor/markdown"
	"provc/compiler/editor/outline"
	"provc/compiler/editor/reach"
	"provc/compiler/value"
)

// reaches is the sentence, or nothing where it is not known.
func (s *scene) reaches(r reach.Extent, ok bool) string {
	if !ok {
		return ""
	}
	return r.Sentence()
}

// affected says on whom a parameter takes effect that a node declares.
func (s *scene) affected(at spot, h *shape) string {
	a := s.p.compiled.account()
	if a == nil {
		return ""
	}
	n := &at.Nodes[at.node]
	lines := s.linesOf(at.source)
	line, ok := lines.old(at.Line(n.From))
	if !ok {
		return ""
	}
	name := h.name()
	if strings.Contains(name, "*") {
		name = ""
	}
	paths := a.DeclaredAt(at.file, line, line, name)
	if len(paths) == 0 {
		return ""
	}
	r := a.ReadersOf(paths, name)
	return r.Sentence()
}

// linesOf finds lines of a file in what was compiled.
func (s *scene) linesOf(src *source) lineMap {
	if m, ok := s.lines[src]; ok {
		return m
	}
	m := mapLines(src.Text, s.p.compiled.texts[src.file])
	if s.lines == nil {
		s.lines = map[*source]lineMap{}
	}
	s.lines[src] = m
	return m
}

// extentPaths lists the files that have something of what stands within a declaration.
func (s *scene) extentPaths(at spot) map[string]bool {
	a := s.p.compiled.account()
	if a == nil {
		return nil
	}
	lines := s.linesOf(at.source)
	n := &at.Nodes[at.node]
	from, ok := lines.old(at.Line(n.From))
	to, ok2 := lines.old(at.Line(n.End))
	if !ok || !ok2 {
		return nil
	}
	return a.DeclaredAt(at.file, from, to, "")
}

// extent is whom what stands within a declaration reaches, if that is known.
func (s *scene) extent(at spot) (reach.Extent, bool) {
	paths := s.extentPaths(at)
	if paths == nil {
		return reach.Extent{}, false
	}
	return s.p.compiled.account().ReadersOf(paths, ""), true
}

// deploymentOf is the name of the deployment that a node is part of, if the text says.
func (s *scene) deploymentOf(at spot) string {
	path := at.Path(at.node)
	if len(path) == 0 {
		return ""
	}
	top := &at.Nodes[path[0]]
	if top.Kind != outline.Field || isOwn(top.Label) {
		return ""
	}
	return top.Label
}

// membersOf is whom a group of handsets reaches.
func (s *scene) membersOf(deployment, group string) (reach.Extent, bool) {
	a := s.p.compiled.account()
	if a == nil {
		return reach.Extent{}, false
	}
	return a.Group(deployment, group)
}

// layer is whom a deployment, or a layer of it, reaches, if that is known.
func (s *scene) layer(at spot, h *shape) (reach.Extent, bool) {
	a := s.p.compiled.account()
	if a == nil {
		return reach.Extent{}, false
	}
	n := &at.Nodes[at.node]
	deployment := s.deploymentOf(at)
	switch {
	case h.field == nil && h.labels != nil:
		if r := a.Deployment(deployment); !r.None() {
			return r, true
		}
		return reach.Extent{}, false
	case len(h.labels) == 2 && h.labels[0] == "groups" && n.Kind == outline.Field:
		return s.membersOf(deployment, n.Label)
	}
	return s.extent(at)
}

// aboutEntity tells of a group, a handset, a person or a model, by its ID.
func (s *scene) aboutEntity(at spot, h *shape) []string {
	n := &at.Nodes[at.node]
	kind := strings.ToLower(strings.TrimPrefix(h.definition(), "#"))
	if kind == "" {
		return aboutField(h)
	}
	title := markdown.Capital(kind)
	switch {
	case n.Label == "each" && h.label != "each": // h is of an entity
		title = "What each row makes: a " + kind
	case n.Kind == outline.Field:
		title += " " + markdown.Code(n.Label)
	}
	doc := markdown.Prose(about(h.typ.Definition().Doc))
	a := s.p.compiled.account()
	if n.Kind == outline.Field && a != nil {
		switch deployment := s.deploymentOf(at); kind {
		case "phone":
			if said, ok := a.AboutHandset(n.Label); ok {
				return said
			}
		case "user":
			if said, ok := a.AboutPerson(deployment, n.Label); ok {
				return said
			}
		}
	}
	if label, ok := labelled(at); ok {
		title += ", " + markdown.Prose(label)
	}
	r, ok := s.layer(at, h)
	return []string{title, doc, s.reaches(r, ok)}
}

// labelled is what people call what a node declares, as the text says.
func labelled(at spot) (string, bool) {
	child := at.Child(at.node, "label")
	if child == outline.None {
		return "", false
	}
	label, ok := at.Value(child)
	return value.Masked(label), ok && label != ""
}
