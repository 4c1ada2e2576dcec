package schema_test

import (
	"strings"
	"testing"

	"cuelang.org/go/cue"
)

// node is a place in the schema's parameters: a parameter, or what they stand in.
type node struct {
	value    cue.Value
	label    string    // of a field
	labels   cue.Value // of a pattern: what it matches
	fields   map[string]*node
	patterns []*node
	doc      string // the sentence about it
	required bool   // nobody can leave it out
	met      bool   // a line of the table is about it
}

// parameters is the tree of all parameters of a vendor.
func (p *plain) parameters(t *testing.T, vendor string) *node {
	t.Helper()
	root := &node{value: p.definition(t, "#Params")}
	root.grow(t)
	if vendor == "cisco" {
		// #Params takes lines by a pattern that makes their names: a test of its own.
		lines := &node{value: p.definition(t, "#line")}
		lines.grow(t)
		for name, n := range lines.fields {
			n.required = false // of all that a pattern leads to
			root.fields[name] = n
		}
	}
	return root
}

func (n *node) isParameter() bool {
	param := n.value.Attribute("param")
	return param.Err() == nil
}

func (n *node) grow(t *testing.T) {
	if n.isParameter() || n.value.Err() != nil || n.value.IncompleteKind() != cue.StructKind {
		return
	}
	n.fields = map[string]*node{}
	all, err := n.value.Fields(cue.Optional(true), cue.Patterns(true))
	if err != nil {
		t.Fatal(err)
	}
	for all.Next() {
		below := &node{value: all.Value()}
		for _, comments := range all.Value().Doc() {
			below.doc += comments.Text()
		}
		below.grow(t)
		if s := all.Selector(); s.IsString() && s.ConstraintType() != cue.PatternConstraint {
			below.label = s.Unquoted()
			below.required = s.ConstraintType() != cue.OptionalConstraint
			n.fields[below.label] = below
		} else {
			below.labels = s.Pattern()
			n.patterns = append(n.patterns, below)
		}
	}
}

// each goes through a tree, with the labels that lead to a place.
func (n *node) each(path []string, visit func(path []string, n *node)) {
	visit(path, n)
	for _, below := range n.below() {
		below.each(append(path[:len(path):len(path)], below.label), visit)
	}
}

func (n *node) below() []*node {
	all := append([]*node{}, n.patterns...)
	for _, below := range n.fields {
		all = append(all, below)
	}
	return all
}

// step is a label on the way to a parameter, and the place that it leads to.
type step struct {
	label string
	to    *node
}

// find is the way to the parameter of a name whose indexes are filled in, and what is said
// of one that it comes to nothing by.
func (p *plain) find(n *node, name string) (way []step, said string) {
	for end := 0; end < len(name) && n.fields != nil; end++ {
		if next := strings.IndexByte(name[end:], '.'); next >= 0 {
			end += next
		} else {
			end = len(name)
		}
		label, rest := name[:end], strings.TrimPrefix(name[end:], ".")
		for _, below := range n.labelled(p, label) {
			if rest == "" && below.isParameter() {
				return []step{{label, below}}, ""
			}
			if below.value.Err() != nil {
				said = lastSentence(below.value)
			} else if way, deeper := p.find(below, rest); way != nil {
				return append([]step{{label, below}}, way...), ""
			} else if deeper != "" {
				said = deeper
			}
		}
	}
	return nil, said
}

// labels are those of a way.
func labels(way []step) []string {
	var all []string
	for _, s := range way {
		all = append(all, s.label)
	}
	return all
}

// labelled are the places that a label leads to.
func (n *node) labelled(p *plain, label string) []*node {
	var all []*node
	if below := n.fields[label]; below != nil {
		all = append(all, below)
	}
	for _, below := range n.patterns {
		if below.labels.Unify(p.ctx.Encode(label)).Err() == nil {
			all = append(all, below)
		}
	}
	return all
}

func lastSentence(v cue.Value) string {
	if all := sentences(v); len(all) > 0 {
		return all[len(all)-1]
	}
	return ""
}
