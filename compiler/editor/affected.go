package editor

import (
	"slices"
	"strings"

	"provc/compiler/editor/outline"
	"provc/compiler/value"
)

// sentence says whom something reaches, by name if they are few.
func sentence(r *reach) string {
	said := "Reaches " + r.String()
	if n := r.handsets + r.people; n == len(r.names) && n > 0 && n <= fewNames {
		said += ": " + strings.Join(r.names, ", ")
	}
	if r.masked > 0 {
		said += "; for " + r.phones(r.masked) + " a stronger file says otherwise"
	}
	return prose(said + ".")
}

// reaches is the sentence, or nothing where it is not known.
func (s *scene) reaches(r reach, ok bool) string {
	if !ok {
		return ""
	}
	return sentence(&r)
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
	paths := a.declaredAt(at.file, line, line, name)
	if len(paths) == 0 {
		return ""
	}
	r := a.readersOf(paths, name)
	return sentence(&r)
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
	return a.declaredAt(at.file, from, to, "")
}

// extent is whom what stands within a declaration reaches, if that is known.
func (s *scene) extent(at spot) (reach, bool) {
	paths := s.extentPaths(at)
	if paths == nil {
		return reach{}, false
	}
	return s.p.compiled.account().readersOf(paths, ""), true
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
func (s *scene) membersOf(deployment, group string) (reach, bool) {
	a := s.p.compiled.account()
	if a == nil || deployment == "" || !slices.Contains(a.ownerOf, deployment) {
		return reach{}, false
	}
	return a.group(deployment, group), true
}

// layer is whom a deployment, or a layer of it, reaches, if that is known.
func (s *scene) layer(at spot, h *shape) (reach, bool) {
	a := s.p.compiled.account()
	if a == nil {
		return reach{}, false
	}
	n := &at.Nodes[at.node]
	deployment := s.deploymentOf(at)
	switch {
	case h.field == nil && h.labels != nil:
		if r := a.deployment(deployment); !r.none() {
			return r, true
		}
		return reach{}, false
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
	title := upper(kind)
	switch {
	case n.Label == "each" && h.label != "each": // h is of an entity
		title = "What each row makes: a " + kind
	case n.Kind == outline.Field:
		title += " " + code(n.Label)
	}
	doc := prose(about(h.typ.Definition().Doc))
	a := s.p.compiled.account()
	if n.Kind == outline.Field && a != nil {
		switch deployment := s.deploymentOf(at); kind {
		case "phone":
			if i, ok := a.byID[strings.ToLower(n.Label)]; ok {
				return s.aboutHandset(a, i)
			}
		case "user":
			if i, ok := a.byUser[[2]string{deployment, n.Label}]; ok {
				return s.aboutPerson(a, i)
			}
		}
	}
	if label, ok := labelled(at); ok {
		title += ", " + prose(label)
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

// mostFiles is how many of the files are told that somebody reads.
const mostFiles = 8

func (s *scene) aboutHandset(a *account, i int32) []string {
	h := a.handsets[i]
	var lines []string
	for _, l := range h.Layers[:min(len(h.Layers), mostFiles)] {
		lines = append(lines, "- "+code(l.Path))
	}
	one, _ := phoneOf(h.Vendor)
	said := []string{upper(one) + " " + prose(h.Called())}
	for key, members := range a.groupOf {
		if slices.Contains(members, i) {
			said[0] += ", of group " + code(key[1])
		}
	}
	if len(lines) > 0 {
		said = append(said, "It reads, the strongest first:", strings.Join(lines, "\n"))
	}
	if h.LogsIn() {
		said = append(said, upper(count(len(a.logIn[h.Users]), "person", "people"))+" can log in on it.")
	}
	return said
}

func (s *scene) aboutPerson(a *account, i int32) []string {
	p := a.people[i]
	handsets := 0
	one, many := "", ""
	var unlisted []string
	for _, h := range a.handsets {
		if h.LogsIn() && h.Users == p.Users {
			if h.ID == "" {
				unlisted = append(unlisted, h.Unlisted)
			} else {
				handsets++
			}
			one, many = phoneOf(h.Vendor)
		}
	}
	r := reach{handsets: handsets, unlisted: unlisted, one: one, many: many}
	said := []string{"Person " + prose(p.Called()), "The profile is " + code(p.File) + "."}
	if r.none() {
		return append(said, "There is no handset to log in on.")
	}
	return append(said, "Logs in on "+prose(r.String())+".")
}
