package editor

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/editor/markdown"
	"provc/compiler/editor/outline"
	"provc/compiler/lookup"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// values proposes values.
func (c *completion) values(h *shape) {
	switch {
	case h.isSecret:
		c.secrets("")
		return
	case h.in == "#Acceptance" && h.label == "check":
		for _, check := range c.p.checks() {
			d := check.Document()
			c.text(rankPlain, KindCheck, check.ID, d.Severity.String(), d.Title)
		}
		return
	case h.in == "#Inventory" && h.label == "file":
		for _, table := range c.p.tables {
			c.text(rankPlain, KindName, table, "beside this file", "")
		}
		return
	case h.in == "#Phone" && h.label == "group":
		for g := range c.held("groups") {
			c.text(rankPlain, KindName, g.name, g.label, "")
		}
		return
	case h.in == "#Phone" && h.label == "model":
		for _, model := range modelsOf(h.vendor) {
			c.text(rankPlain, KindName, model, "", "")
		}
		return
	case h.in == "#User" && h.label == "directory":
		for _, src := range c.all {
			for _, folder := range src.directories {
				c.text(rankPlain, KindName, folder, "profiles directory", "")
			}
		}
		return
	case h.isParams && h.field != nil && h.field.Meta.Values["refers"] != "":
		c.referred(h.field.Meta.Values["refers"])
		return
	case h.label == "keepLocal" && c.at.InList:
		c.names(h.vendor.Schema(), nil, strconv.Quote)
		return
	}
	c.choices(h)
	if o := h.typ.Object(); o != nil && h.typ.Definition() != nil {
		if f := o.Field("secret"); f != nil && f.Required && c.at.Label {
			c.secrets("secret: ")
		}
	}
}

// choices proposes what may be chosen.
func (c *completion) choices(h *shape) {
	initial, chosen := "", h.typ.Enum()
	if h.isParams && h.field != nil {
		if p, ok := h.vendor.Schema().Param(h.name()); ok {
			e := lookup.Describe(lookup.Hit{Schema: h.vendor.Schema(), Param: p})
			chosen, initial = e.Choices, e.Default
			for _, more := range e.Family {
				for _, text := range more {
					if text != "" && !slices.Contains(chosen, text) {
						chosen = append(slices.Clip(chosen), text)
					}
				}
			}
		}
	}
	preset := h.typ.Preset()
	for _, text := range chosen {
		detail := ""
		if text == initial || strconv.Quote(text) == preset {
			detail = "the default"
		}
		if h.typ.Admits(&value.Node{Kind: value.String, Text: text}) {
			c.text(rankFirst, KindValue, text, detail, "")
		}
	}
	if c.at.Quoted {
		return
	}
	for _, b := range []struct{ text, number, word string }{{"true", "1", "Yes"}, {"false", "0", "No"}} {
		if !h.typ.Admits(&value.Node{Kind: value.Bool, Text: b.text}) || isAny(h.typ) {
			continue
		}
		detail := ""
		if initial == b.number || initial == b.word {
			detail = "the default"
		}
		c.add(rankFirst, Item{Label: b.text, Kind: KindValue, Detail: detail, Insert: b.text})
	}
}

// isAny reports whether a type takes text and truth values alike, so that neither is
// worth proposing.
func isAny(t *catalogue.Type) bool {
	return t.Admits(&value.Node{Kind: value.Bool, Text: "true"}) && t.Admits(&value.Node{Kind: value.String, Text: "any text"})
}

// text proposes a text, in quotes.
func (c *completion) text(rank int, kind Kind, text, detail, doc string) {
	if text == "" {
		return
	}
	c.add(rank, Item{Label: strconv.Quote(text), Kind: kind, Detail: detail, Doc: markdown.Prose(doc), Insert: strconv.Quote(text)})
}

// secrets proposes the names of secrets that the package has, and, of a person, one that
// is called like the person.
func (c *completion) secrets(before string) {
	if before != "" && c.at.Quoted {
		return
	}
	propose := func(rank int, name, detail string) {
		quoted := strconv.Quote(name)
		x := Item{Label: before + quoted, Kind: KindSecret, Detail: detail, Insert: before + quoted}
		if before != "" && c.at.Word != "" {
			if !strings.HasPrefix("secret", c.at.Word) {
				return
			}
		}
		c.add(rank, x)
	}
	path := c.here.Path(c.here.node)
	for i, node := range path {
		if label := c.here.Nodes[node].Label; i > 1 && slices.Contains(value.Containers, c.here.Nodes[path[i-1]].Label) && isSecretName(label) && c.here.Nodes[node].Kind == outline.Field {
			propose(rankFirst, label, "called like "+label)
		}
	}
	for _, src := range c.all {
		for _, name := range src.secrets {
			propose(rankPlain, name, "used in "+src.file)
		}
	}
}

// referred proposes the names of what a field of the deployment holds: those in the texts,
// then those that the last compile made, such as the rows of a table.
func (c *completion) referred(field string) {
	for n := range c.held(field) {
		c.text(rankFirst, KindName, n.name, n.label, "")
	}
	if a := c.p.compiled.account(); a != nil && field == "users" {
		for p := range a.PeopleOf(c.deploymentOf(c.here)) {
			c.text(rankPlain, KindName, p.ID, p.Label, "")
		}
	}
}

// entry is something that a deployment has by its name, and what people call it.
type entry struct{ name, label string }

// held goes through what a field of the deployment here holds; of a template, of all.
func (c *completion) held(field string) func(yield func(entry) bool) {
	deployment := c.deploymentOf(c.here)
	return func(yield func(entry) bool) {
		for _, src := range c.all {
			for _, top := range slices.Sorted(maps.Keys(src.tops)) {
				if isOwn(top) || deployment != "" && top != deployment {
					continue
				}
				for _, node := range src.tops[top] {
					if !src.entries(node, field, yield) {
						return
					}
				}
			}
		}
	}
}

// entries goes through what a field of a deployment holds, where it is written out.
func (s *source) entries(deployment int32, field string, yield func(entry) bool) bool {
	for in := range s.Children(deployment) {
		if s.Nodes[in].Label != field {
			continue
		}
		for e := range s.Children(in) {
			if s.Nodes[e].Kind != outline.Field {
				continue
			}
			label, _ := labelled(spot{s, e})
			if !yield(entry{s.Nodes[e].Label, label}) {
				return false
			}
		}
	}
	return true
}

// modelsOf are the models of a vendor's phones, where it knows them.
func modelsOf(v vendor.Vendor) []string {
	if m, ok := v.(vendor.Modelled); ok {
		return m.Models()
	}
	return nil
}

// entities proposes labels where any may stand, such as the MACs of handsets.
func (c *completion) entities(h *shape, f *catalogue.Field, declared map[string]bool) {
	inner := h.at(f, "*")
	switch deployment := c.deploymentOf(c.here); {
	case inner.definition() == "#Model":
		for _, model := range modelsOf(h.vendor) {
			c.entity(model, "model", declared)
		}
	case inner.definition() == "#Group":
		var names []string
		for _, src := range c.all {
			for name := range src.groups {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		declares := map[string]bool{}
		for g := range c.held("groups") {
			declares[g.name] = true
		}
		for _, name := range names {
			if !declares[name] {
				c.entity(name, "group that a handset names", declared)
			}
		}
	case inner.definition() == "#Phone" || inner.definition() == "#User":
		a := c.p.compiled.account()
		if a == nil || c.hasTable(h.label) {
			return // who is in a table must not be declared once more
		}
		if inner.definition() == "#User" {
			for p := range a.PeopleOf(deployment) {
				c.entity(p.ID, p.Label, declared)
			}
			return
		}
		for h := range a.HandsetsOf(deployment) {
			if h.ID != "" {
				c.entity(h.ID, h.Label, declared)
			}
		}
	case h.label == "restarts" || h.label == "access":
		c.names(h.vendor.Schema(), declared, func(name string) string { return spell(name) })
	}
}

// hasTable reports whether tables make some of what a field of the deployment here holds.
func (c *completion) hasTable(field string) bool {
	deployment := c.deploymentOf(c.here)
	for _, src := range c.all {
		for top, nodes := range src.tops {
			if deployment != "" && top != deployment && !isOwn(top) {
				continue
			}
			for _, node := range nodes {
				for in := range src.Children(node) {
					if src.Nodes[in].Label == "inventory" && src.Child(in, field) != outline.None {
						return true
					}
				}
			}
		}
	}
	return false
}

func (c *completion) entity(label, detail string, declared map[string]bool) {
	if !declared[label] {
		c.add(rankPlain, Item{Label: label, Kind: KindName, Detail: detail, Insert: spell(label)})
	}
}

// definitions proposes the definitions of a schema where its name is typed, and reports
// whether it is: spectralink.#De. At the top of a file, it proposes those of deployments
// for the beginning of the name.
func (c *completion) definitions() bool {
	if !c.at.Value && !strings.Contains(c.at.Word, "#") {
		return false
	}
	alias, _, dotted := strings.Cut(c.at.Word, ".")
	if dotted {
		v := c.imported(c.scene.at, alias)
		if v == nil {
			return false
		}
		for _, name := range definitionsOf(v) {
			h, _ := definitionOf(v, name)
			c.add(rankPlain, Item{Label: alias + "." + name, Kind: KindTemplate, Doc: markdown.Prose(about(h.typ.Doc)), Insert: alias + "." + name})
		}
		return true
	}
	if len(c.shapes) == 0 && c.here.node != outline.None && c.here.Nodes[c.here.node].Parent == outline.None && !c.at.Quoted {
		for alias := range c.scene.at.Imports {
			if v := c.imported(c.scene.at, alias); v != nil {
				h, _ := definitionOf(v, "#Deployment")
				insert := alias + ".#Deployment"
				if !opens.Match(c.scene.at.Text[c.at.To:]) {
					insert += " & {"
				}
				c.add(rankPlain, Item{Label: alias + ".#Deployment", Kind: KindTemplate, Doc: markdown.Prose(about(h.typ.Doc)), Insert: insert})
			}
		}
	}
	return false
}

// opens is what stands behind a definition that is unified with a struct.
var opens = regexp.MustCompile(`^[ \t]*&`)

// definitionsOf lists the definitions of a vendor that deployments are made of.
func definitionsOf(v vendor.Vendor) []string {
	var names []string
	var look func(t *catalogue.Type)
	look = func(t *catalogue.Type) {
		if e := t.Elem(); e != nil {
			look(e)
		}
		o := t.Object()
		if o == nil {
			return
		}
		if d := t.Definition(); d != nil {
			if slices.Contains(names, d.Name) {
				return
			}
			names = append(names, d.Name)
			if d.Name == "#Params" {
				return
			}
		}
		for _, f := range o.Fields() {
			if !f.Refuses() {
				look(f.Type)
			}
		}
	}
	look(v.Schema().MustType("#Deployment"))
	return slices.DeleteFunc(names, func(n string) bool { return n == "#SecretReference" })
}

// templates proposes names of the user's own that stand for what belongs here.
func (c *completion) templates() {
	typed := strings.HasPrefix(c.at.Word, "_") || strings.HasPrefix(c.at.Word, "#")
	if !typed && !(c.at.Operand && c.at.Word == "") {
		return
	}
	within := map[string]bool{}
	for _, node := range c.here.Path(c.here.node) {
		within[c.here.Nodes[node].Label] = true
	}
	for _, src := range c.all {
		for _, name := range slices.Sorted(maps.Keys(src.tops)) {
			at := spot{src, src.tops[name][0]}
			if !isOwn(name) || within[name] || src == c.scene.at && int(at.Nodes[at.node].From) <= c.offset && c.offset <= int(at.Nodes[at.node].To) {
				continue
			}
			if c.meets(c.shapesOf(at)) || typed && len(c.shapes) == 0 {
				c.add(rankFirst, Item{Label: name, Kind: KindTemplate, Detail: "declared in " + src.file, Insert: name})
			}
		}
	}
}

// arguments proposes the fields of a template's own that it is given where it is used:
// _line & {#name: …}.
func (c *completion) arguments() {
	if !c.at.Label || c.here.node == outline.None {
		return
	}
	_, all := c.declared()
	for ref := range c.here.RefsOf(c.here.node) {
		for at := range c.scene.declared(ref.Name) {
			for child := range at.Children(at.node) {
				if n := &at.Nodes[child]; n.Kind == outline.Field && isOwn(n.Label) && !all[n.Label] {
					c.add(rankFirst, Item{Label: n.Label, Kind: KindTemplate, Detail: "that " + ref.Name + " is given", Insert: n.Label + ": "})
				}
			}
		}
	}
}

// meets reports whether something may be what stands here, too.
func (c *completion) meets(others []shape) bool {
	return slices.ContainsFunc(c.shapes, func(h shape) bool {
		return slices.ContainsFunc(others, func(o shape) bool {
			return o.vendor == h.vendor && o.typ.Object() != nil && o.typ.Object() == h.typ.Object()
		})
	})
}
