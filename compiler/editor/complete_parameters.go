package editor

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/editor/markdown"
	"provc/compiler/editor/outline"
	"provc/compiler/lookup"
	"provc/compiler/vendor"
)

// fewLetters is from how many letters on names are looked for further down.
const fewLetters = 2

// severalLetters is from how many letters on descriptions are looked through, and
// mostDescribed how many of the parameters are proposed then.
const (
	severalLetters = 4
	mostDescribed  = 20
)

// parameters proposes parameters, and groups of them: the next label, and, where
// something is typed, names that fit further down.
func (c *completion) parameters(h *shape, braced, all map[string]bool) {
	word := strings.ToLower(strings.Trim(c.at.Word, `"`))
	deep := len(word) >= fewLetters
	c.partly = c.partly || !deep
	models := c.takes(h)
	groups := map[string]bool{}
	for _, p := range parameters(h.vendor.Schema()) {
		if len(p.Labels) <= len(h.params) || !fits(p.Labels, h.params) {
			continue
		}
		rest := p.Labels[len(h.params):]
		used := indexesIn(p.Labels[:len(h.params)])
		switch next := rest[0]; {
		case isIndex(next):
			if !groups[next] {
				groups[next] = true
				for i := range p.Indexes[used] {
					if label := strconv.Itoa(i + 1); !all[label] {
						c.next(h, p, label, len(rest) == 1, models)
					}
				}
			}
		case len(rest) == 1:
			label := next
			if indexesIn([]string{next}) > 0 {
				label = c.numbered(next, p.Indexes[used], all)
			}
			if !all[label] {
				c.next(h, p, label, true, models)
			}
		case !groups[next] && !braced[next]:
			groups[next] = true
			c.next(h, p, next, false, models)
		}
		if deep && len(rest) > 1 && contains(p, word) {
			c.further(h, p, rest, word, models)
		}
	}
	if len(word) >= severalLetters && len(c.items) == 0 {
		c.described(h, word, models)
	}
}

// described proposes the parameters whose descriptions have a word that is in no name.
func (c *completion) described(h *shape, word string, models func(string) string) {
	if strings.ContainsAny(word, "*?[") { // which is a pattern there
		return
	}
	hits, _ := lookup.Find([]*catalogue.Schema{h.vendor.Schema()}, []string{word})
	for _, hit := range hits[:min(len(hits), mostDescribed)] {
		if labels := hit.Param.Labels; len(labels) > len(h.params) && fits(labels, h.params) {
			c.further(h, named{hit.Param, strings.ToLower(hit.Param.Name)}, labels[len(h.params):], word, models)
		}
	}
}

// fits reports whether a parameter stands under some labels.
func fits(labels, under []string) bool {
	for i, l := range under {
		if labels[i] != l && !isIndex(labels[i]) {
			return false
		}
		if labels[i] != l && l != "*" && strings.Trim(l, "0123456789") != "" {
			return false
		}
	}
	return true
}

// isIndex reports whether a label of a parameter's name stands for an index.
func isIndex(label string) bool { return label == "x" || label == "y" || label == "z" }

// part is a part of a label that has an index within.
var part = regexp.MustCompile(`[^._]+`)

// indexesIn counts the indexes of some labels.
func indexesIn(labels []string) int {
	n := 0
	for _, l := range labels {
		for _, p := range part.FindAllString(l, -1) {
			if isIndex(p) {
				n++
			}
		}
	}
	return n
}

var number = regexp.MustCompile(`[0-9]+`)

// numbered gives a label that has an index within a number: the one that is typed, or
// else the first that is not declared.
func (c *completion) numbered(label string, most int, declared map[string]bool) string {
	typed, _ := strconv.Atoi(number.FindString(c.at.Word))
	if 1 <= typed && typed <= most {
		return filled(label, typed)
	}
	for i := range most {
		if l := filled(label, i+1); !declared[l] {
			return l
		}
	}
	return filled(label, 1)
}

// filled puts a number in the place of the first index of a label, and 1 in that of others.
func filled(label string, n int) string {
	return part.ReplaceAllStringFunc(label, func(p string) string {
		if isIndex(p) {
			p, n = strconv.Itoa(n), 1
		}
		return p
	})
}

// next proposes the label that comes next.
func (c *completion) next(h *shape, p named, label string, isLeaf bool, models func(string) string) {
	x := Item{Label: label, Kind: KindParameter, Insert: spell(label)}
	rank := rankPlain
	if !isIndex(p.Labels[len(h.params)]) && !beginsWithLetter(label) {
		rank += 3 // such as 25mm, which few are after
	}
	if !isLeaf {
		var doc string
		if d, ok := h.under(label); ok {
			if doc = d.field.Doc; doc == "" && d.typ.Definition() != nil {
				doc = about(d.typ.Definition().Doc)
			}
		}
		x.Detail, x.Doc = "group of parameters", markdown.Prose(doc)
		if isIndex(p.Labels[len(h.params)]) {
			x.Detail = "index"
		}
		c.add(rank, x)
		return
	}
	c.leaf(x, rank, h, p, append(slices.Clone(h.params), label), models)
}

func beginsWithLetter(text string) bool {
	return text != "" && (isUpper(text[0]) || 'a' <= text[0] && text[0] <= 'z')
}

// contains reports whether a name fits what is typed: it, or what is behind one of its
// parts, begins so, with numbers in the place of indexes or without.
func contains(p named, word string) bool {
	pattern := number.ReplaceAllString(word, "x")
	for i := range len(p.lower) {
		if beginsPart(p.Name, i) && (strings.HasPrefix(p.lower[i:], word) || strings.HasPrefix(p.lower[i:], pattern)) {
			return true
		}
	}
	return false
}

// beginsPart reports whether a part of a name begins at an offset, which a point or a
// capital letter sets off from what is before: prov, login, automatic, Logout.
func beginsPart(name string, i int) bool {
	if i == 0 || name[i-1] == '.' || name[i-1] == '_' {
		return true
	}
	return isUpper(name[i]) && !isUpper(name[i-1])
}

func isUpper(letter byte) bool { return 'A' <= letter && letter <= 'Z' }

// further proposes a parameter from further down, in the labels that lead there.
func (c *completion) further(h *shape, p named, rest []string, word string, models func(string) string) {
	typed := number.FindAllString(word, -1)
	labels := make([]string, len(rest))
	for i, l := range rest {
		labels[i] = part.ReplaceAllStringFunc(l, func(p string) string {
			if !isIndex(p) {
				return p
			}
			if len(typed) > 0 {
				p, typed = typed[0], typed[1:]
				return p
			}
			return "1"
		})
	}
	x := Item{Label: strings.Join(labels, "."), Kind: KindParameter, Insert: spell(labels...)}
	x.Filter = string(c.scene.at.Text[c.at.From:c.offset]) + " " + x.Label
	rank := rankWhole + min(len(labels), 7) // what is near is meant more often
	if slices.Contains(part.FindAllString(strings.ToLower(x.Label), -1), word) {
		rank = rankPart + min(len(labels), 7)
	}
	if !beginsWithLetter(x.Label) {
		rank++
	}
	c.leaf(x, rank, h, p, append(slices.Clone(h.params), labels...), models)
	c.partly = true
}

// leaf proposes a parameter, whose labels are given.
func (c *completion) leaf(x Item, rank int, h *shape, p named, labels []string, models func(string) string) {
	schema := h.vendor.Schema()
	name := strings.Join(labels, ".")
	lacks := models(name)
	switch {
	case lacks != "":
		rank = rankAbsent
	case p.Field.Meta.Later:
		rank = rankLater
	}
	c.addLater(rank, x, func(x *Item) {
		param := p.Param
		if known, ok := schema.Param(name); ok {
			param = known
		}
		e := described(lookup.Hit{Schema: schema, Param: param})
		said := []string{strings.TrimPrefix(e.Value, "must be ")}
		if e.Default != "" {
			said = append(said, "default "+e.Default)
		}
		if e.Later {
			said = append([]string{"of a later release"}, said...)
		}
		if lacks != "" {
			said = append([]string{lacks}, said...)
		}
		x.Detail = strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), "; ")
		x.Doc = markdown.Prose(e.About)
	})
}

// takes says of a parameter that the model of the phone, where the text tells it, lacks
// it, or nothing.
func (c *completion) takes(h *shape) func(parameter string) string {
	none := func(string) string { return "" }
	v, ok := h.vendor.(vendor.Simulated)
	if _, modelled := h.vendor.(vendor.Modelled); !ok || !modelled {
		return none
	}
	model := ""
	path := c.here.Path(c.here.node)
	for i, node := range path {
		n := &c.here.Nodes[node]
		if i > 0 && c.here.Nodes[path[i-1]].Label == "models" {
			model = n.Label
		}
		if child := c.here.Child(node, "model"); child != outline.None {
			model, _ = c.here.Value(child)
		}
	}
	if !slices.Contains(h.vendor.(vendor.Modelled).Models(), model) {
		return none
	}
	return func(parameter string) string {
		if v.Takes(model, parameter) {
			return ""
		}
		return "not on the " + model
	}
}

// names proposes names of parameters, each as one label or text.
func (c *completion) names(schema *catalogue.Schema, declared map[string]bool, insert func(name string) string) {
	for _, p := range parameters(schema) {
		if !declared[p.Name] {
			c.add(rankPlain, Item{Label: p.Name, Kind: KindParameter, Doc: markdown.Prose(p.Field.Doc), Insert: insert(p.Name)})
		}
	}
}
