package editor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/editor/markdown"
	"provc/compiler/editor/outline"
	"provc/compiler/lookup"
)

// Hover is what there is to know of a word.
type Hover struct {
	Markdown string
	From, To int
}

// Hover tells of the word that an offset stands in.
func (p *Package) Hover(file string, text []byte, offset int) (Hover, bool) {
	s := p.scene(file, text)
	if node, ok := s.at.LabelAt(offset); ok {
		n := &s.at.Nodes[node]
		return hoverOf(s.aboutLabel(spot{s.at, node}), int(n.From), int(n.To))
	}
	if ref, ok := s.at.RefAt(offset); ok {
		return hoverOf(s.aboutName(ref.Name), int(ref.From), int(ref.To))
	}
	if offset < len(text) && !strings.ContainsRune(" \t\r\n", rune(text[offset])) {
		offset++ // at its first letter, a word is not begun
	}
	at := s.at.At(offset)
	if !at.Value || at.Whole == "" {
		return Hover{}, false
	}
	if at.Node != outline.None && !at.InList { // with what braces and colons are in it
		n := &s.at.Nodes[at.Node]
		if whole, ok := s.at.Value(at.Node); ok && int(n.ValueFrom) < offset && offset <= int(n.ValueTo) {
			at.Whole, at.From, at.To = whole, int(n.ValueFrom), int(n.ValueTo)
		}
	}
	return hoverOf(s.aboutValue(at), at.From, at.To)
}

func hoverOf(paragraphs []string, from, to int) (Hover, bool) {
	paragraphs = slices.DeleteFunc(paragraphs, func(s string) bool { return s == "" })
	return Hover{strings.Join(paragraphs, "\n\n"), from, to}, len(paragraphs) > 0
}

// aboutLabel tells of what a node declares, in paragraphs.
func (s *scene) aboutLabel(at spot) []string {
	n := &at.Nodes[at.node]
	var all []string
	for _, h := range s.shapesOf(at) {
		all = append(all, s.aboutShape(at, &h)...)
	}
	if n.Parent == outline.None && isOwn(n.Label) && n.Kind == outline.Field {
		all = append([]string{s.aboutTemplate(n.Label)}, all...)
	}
	return compact(all)
}

// compact leaves out what has been said.
func compact(all []string) []string {
	var once []string
	for _, x := range all {
		if !slices.Contains(once, x) {
			once = append(once, x)
		}
	}
	return once
}

func (s *scene) aboutShape(at spot, h *shape) []string {
	n := &at.Nodes[at.node]
	switch {
	case h.isLeaf():
		return append(s.aboutParameter(h), s.affected(at, h))
	case h.isParams && len(h.params) > 0:
		return append(aboutGroup(h), s.reaches(s.extent(at)))
	case h.field == nil && h.labels != nil:
		return append([]string{"Deployment " + markdown.Code(n.Label) + " of " + markdown.Code(h.vendor.Name()), markdown.Prose(about(h.typ.Doc))}, s.reaches(s.layer(at, h)))
	case h.field == nil:
		return []string{markdown.Prose(about(h.typ.Doc)), s.reaches(s.extent(at))}
	case h.in == "#Unlisted" || len(h.labels) == 2 && (h.labels[0] == "restarts" || h.labels[0] == "access"):
		if p, ok := s.parameter(h.vendor.Schema(), n.Label); ok {
			return s.told(h, p)
		}
		return nil
	case h.field.IsPattern():
		return s.aboutEntity(at, h)
	}
	said := aboutField(h)
	if r, ok := s.extent(at); ok && !r.None() {
		said = append(said, r.Sentence())
	}
	return said
}

// aboutField tells of a field of a deployment, a group, a person and so on.
func aboutField(h *shape) []string {
	title := h.label
	if n := len(h.labels); h.in == "" && n > 1 {
		title = h.labels[n-2] + "." + title
	}
	title = markdown.Code(title)
	if of := wordOf(h.in); of != "" {
		title += " of " + of
	}
	var facts []string
	said := h.typ.Sentence()
	if values := h.typ.Enum(); len(values) > 0 && said == "" {
		said = "must be one of " + strings.Join(values, ", ")
	}
	facts = appendFact(facts, "value", said)
	if preset := h.typ.Preset(); preset != "" {
		facts = appendFact(facts, "default", preset)
	}
	if h.field.Required {
		facts = appendFact(facts, "required", "yes")
	}
	return []string{title, markdown.Prose(h.doc), strings.Join(facts, "\n")}
}

func appendFact(facts []string, name, text string) []string {
	if text == "" {
		return facts
	}
	return append(facts, "- "+name+": "+markdown.Prose(text))
}

// aboutParameter tells of a parameter, in the words of the catalogue.
func (s *scene) aboutParameter(h *shape) []string {
	p, ok := s.parameter(h.vendor.Schema(), h.name())
	if !ok {
		return nil
	}
	return s.told(h, p)
}

func (s *scene) told(h *shape, p catalogue.Param) []string {
	hits := []lookup.Hit{{Schema: h.vendor.Schema(), Param: p}}
	if tree := s.p.compiled.tree; tree != nil {
		for deployment, stated := range tree.Restarts {
			lookup.State(hits, deployment, stated)
		}
	}
	e := described(hits[0])
	e.Restart = cmp.Or(e.Restart, catalogue.RestartUnknown.String()) // nobody says of phones of this vendor
	var facts []string
	e.Facts(func(name, text string) {
		switch name {
		case "about", "write":
		default:
			facts = appendFact(facts, name, text)
		}
	})
	return []string{markdown.Code(e.Name) + " of " + markdown.Code(e.Vendor), markdown.Prose(e.About), strings.Join(facts, "\n")}
}

// parameter finds a parameter by its name, in which * stands for an index that a loop
// gives.
func (s *scene) parameter(schema *catalogue.Schema, name string) (found catalogue.Param, ok bool) {
	if p, ok := schema.Param(name); ok {
		return p, true
	}
	for _, letter := range []string{"x", "y", "z"} {
		name = strings.Replace(name, "*", letter, 1)
	}
	schema.Search(name, func(p catalogue.Param) bool {
		found, ok = p, true
		return false
	})
	return found, ok
}

// mostListed is how many of the names below a group are told.
const mostListed = 12

// aboutGroup tells what is in a group of parameters.
func aboutGroup(h *shape) []string {
	o := h.typ.Object()
	if o == nil {
		return nil
	}
	doc := h.field.Doc
	if d := h.typ.Definition(); doc == "" && d != nil {
		doc = about(d.Doc)
	}
	var lines []string
	more := 0
	for _, f := range o.Fields() {
		if f.Refuses() || f.Meta.Later {
			continue
		}
		if len(lines) == mostListed {
			more++
			continue
		}
		label := f.Label
		if f.IsPattern() {
			label = "index"
			if most := f.IndexMax(); most > 0 {
				label = fmt.Sprintf("1 to %d", most)
			}
		}
		line := "- " + markdown.Code(label)
		if f.Doc != "" {
			line += ": " + markdown.Prose(f.Doc)
		}
		lines = append(lines, line)
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("- and %d more", more))
	}
	return []string{markdown.Code(h.name()+".*") + " of " + markdown.Code(h.vendor.Name()), markdown.Prose(doc), strings.Join(lines, "\n")}
}

// about is the comment of a definition without its name: #prov: provisioning.
func about(doc string) string {
	if name, rest, ok := strings.Cut(doc, ": "); ok && strings.HasPrefix(name, "#") && !strings.Contains(name, " ") {
		return rest
	}
	for _, verb := range []string{" is ", " are "} {
		if name, rest, ok := strings.Cut(doc, verb); ok && strings.HasPrefix(name, "#") && !strings.Contains(name, " ") {
			return markdown.Capital(rest)
		}
	}
	return strings.TrimPrefix(doc, "#")
}

// aboutName tells of a name that stands for a value.
func (s *scene) aboutName(name string) []string {
	if alias, definition, ok := strings.Cut(name, "."); ok {
		if v := s.imported(s.at, alias); v != nil {
			if h, ok := definitionOf(v, definition); ok {
				return []string{markdown.Code(name), markdown.Prose(about(h.typ.Doc))}
			}
		}
		return nil
	}
	for range s.declared(name) {
		return []string{s.aboutTemplate(name)}
	}
	return nil
}

// aboutTemplate tells where a name of the user's own is declared, and whom it reaches.
func (s *scene) aboutTemplate(name string) string {
	var where []string
	paths := map[string]bool{}
	for at := range s.declared(name) {
		where = append(where, fmt.Sprintf("%s:%d", at.file, at.Line(at.Nodes[at.node].From)))
		for path := range s.extentPaths(at) {
			paths[path] = true
		}
	}
	said := markdown.Code(name) + ", declared in " + markdown.Prose(strings.Join(where, ", "))
	if a := s.p.compiled.account(); a != nil && len(paths) > 0 {
		r := a.ReadersOf(paths, "")
		said += "\n\n" + r.Sentence()
	}
	return said
}

// aboutValue tells of a value.
func (s *scene) aboutValue(at outline.Place) []string {
	here := spot{s.at, at.Node}
	for _, h := range s.shapesOf(here) {
		if at.InList {
			var ok bool
			if h, ok = h.element(); !ok {
				continue
			}
		}
		switch {
		case h.isSecret:
			if said := s.aboutSecret(here, at.Whole); said != nil {
				return said
			}
		case h.in == "#Acceptance" && h.label == "check":
			return s.aboutCheck(at.Whole)
		case h.in == "#Phone" && h.label == "group":
			if hasColumn(at.Whole) {
				break // each row has its own
			}
			r, ok := s.membersOf(s.deploymentOf(here), at.Whole)
			if !ok {
				return []string{"Group " + markdown.Code(at.Whole)}
			}
			return []string{"Group " + markdown.Code(at.Whole), r.Sentence()}
		case h.label == "keepLocal" && at.InList:
			if p, ok := s.parameter(h.vendor.Schema(), at.Whole); ok {
				return s.told(&h, p)
			}
		}
	}
	if at.Node == outline.None {
		return nil
	}
	return s.aboutLabel(here)
}

// aboutCheck tells of a check.
func (s *scene) aboutCheck(id string) []string {
	for _, c := range s.p.checks() {
		if c.ID == id {
			d := c.Document()
			return []string{markdown.Code(id) + ", " + d.Severity.String(), markdown.Prose(d.Title), d.Meaning}
		}
	}
	return nil
}
