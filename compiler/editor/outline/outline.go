// Package outline tells what is declared where in a text of CUE that somebody is
// typing: braces may be open, values missing, the last word half there. A parser would
// give up at such a place, or take what follows for something else; the outline goes by
// the words of CUE's own scanner, and by a stack of braces and labels, so that each text
// has one, which is right wherever the text is.
package outline

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"
)

// Kind is what a node is.
type Kind uint8

const (
	Field    Kind = iota // has a label that is written out
	Computed             // has a label that is an expression or a pattern
	Element              // is a struct in a list
	Opaque               // is a struct that is no part of what is around it: in a call, behind let
)

// None is the index of no node: the file itself.
const None = int32(-1)

// Node is a declaration, or a struct in a list. Nodes are in the order of the text, each
// before those within it.
type Node struct {
	Kind Kind

	Parent int32
	Next   int32 // the first node behind all that are within this one
	Label  string

	From, To   int32 // of the label as it is written, or of the brace of an element
	End        int32 // of the value
	Start      int32 // of the whole declaration: in a: b: c, that of a
	ValueFrom  int32 // of a value that is one word
	ValueTo    int32
	brace      int32 // where the first brace of its value ends; 0: it has none
	comprised  bool  // it stands in a comprehension
	head       int32 // of the declaration: the node of its first label
	frame      int32 // in which that stands; of heads only, of others -1
	before     counts
	endPending bool
}

// Braces reports whether the value has a struct in braces.
func (n *Node) Braces() bool { return n.brace > 0 }

// InLoop reports whether a comprehension makes it, perhaps many times.
func (n *Node) InLoop() bool { return n.comprised }

// Ref is a name that stands where a value does, with what it selects: _staff,
// spectralink.#Deployment.
type Ref struct {
	Node     int32 // whose value it is part of
	Name     string
	From, To int32
}

// Outline is what is declared where in a text.
type Outline struct {
	Text    []byte // which must not change
	Nodes   []Node
	Refs    []Ref
	Imports map[string]string // paths of packages by the names that they have in the file

	frames []frame
	lines  []int32 // where lines begin
	byNode map[int32][]int32
}

// Of makes the outline of a text.
func Of(text []byte) *Outline {
	o := &Outline{Text: text, Imports: map[string]string{}}
	m := machine{base: o, imports: o.Imports, nodes: make([]Node, 0, len(text)/32), frames: make([]frame, 0, len(text)/64)}
	m.run(0, state{frame: m.push(frame{kind: inFile, owner: None, parent: -1}), chain: None}, len(text)+1)
	return m.outline()
}

// outline is what the machine has made of a text.
func (m *machine) outline() *Outline {
	o := m.base
	o.Nodes, o.frames, o.Refs = m.nodes, m.frames, m.refs
	end := int32(len(o.Text))
	for i := range o.Nodes {
		if n := &o.Nodes[i]; n.endPending {
			n.End, n.endPending = end, false
		}
	}
	o.links()
	o.lines = append(make([]int32, 0, bytes.Count(o.Text, []byte("\n"))+1), 0)
	for i := 0; ; {
		n := bytes.IndexByte(o.Text[i:], '\n')
		if n < 0 {
			return o
		}
		i += n + 1
		o.lines = append(o.lines, int32(i))
	}
}

// links says of each node what comes behind it.
func (o *Outline) links() {
	var open []int32
	for i := range o.Nodes {
		for len(open) > 0 && open[len(open)-1] != o.Nodes[i].Parent {
			o.Nodes[open[len(open)-1]].Next = int32(i)
			open = open[:len(open)-1]
		}
		open = append(open, int32(i))
	}
	for _, i := range open {
		o.Nodes[i].Next = int32(len(o.Nodes))
	}
	o.byNode = map[int32][]int32{}
	for i, r := range o.Refs {
		o.byNode[r.Node] = append(o.byNode[r.Node], int32(i))
	}
}

// Children goes through what is declared in the value of a node, or in the file.
func (o *Outline) Children(node int32) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		end := int32(len(o.Nodes))
		if node != None {
			end = o.Nodes[node].Next
		}
		for i := node + 1; i < end; i = o.Nodes[i].Next {
			if !yield(i) {
				return
			}
		}
	}
}

// Child is the first declaration of a label in the value of a node, or None.
func (o *Outline) Child(node int32, label string) int32 {
	for i := range o.Children(node) {
		if n := &o.Nodes[i]; n.Kind == Field && n.Label == label {
			return i
		}
	}
	return None
}

// RefsOf goes through the names that are part of the value of a node.
func (o *Outline) RefsOf(node int32) func(yield func(Ref) bool) {
	return func(yield func(Ref) bool) {
		for _, i := range o.byNode[node] {
			if !yield(o.Refs[i]) {
				return
			}
		}
	}
}

// Value is the text of a node's value, if that is one word of text.
func (o *Outline) Value(node int32) (string, bool) {
	n := &o.Nodes[node]
	if n.ValueTo == 0 || o.Text[n.ValueFrom] != '"' {
		return "", false
	}
	return unquoted(string(o.Text[n.ValueFrom:n.ValueTo])), true
}

// Line is the line of an offset, counted from 1.
func (o *Outline) Line(offset int32) int {
	return sort.Search(len(o.lines), func(i int) bool { return o.lines[i] > offset })
}

// LabelAt is the node whose label, as it is written, an offset stands in or next to.
func (o *Outline) LabelAt(offset int) (int32, bool) {
	i := int32(sort.Search(len(o.Nodes), func(i int) bool { return int(o.Nodes[i].From) > offset })) - 1
	for ; i >= 0 && o.Nodes[i].Kind == Opaque; i-- {
	}
	if i < 0 || int(o.Nodes[i].To) < offset || o.Nodes[i].Kind == Element {
		return None, false
	}
	return i, true
}

// RefAt is the name that an offset stands in or next to.
func (o *Outline) RefAt(offset int) (Ref, bool) {
	i := sort.Search(len(o.Refs), func(i int) bool { return int(o.Refs[i].From) > offset }) - 1
	if i < 0 || int(o.Refs[i].To) < offset {
		return Ref{}, false
	}
	return o.Refs[i], true
}

// Path lists a node and those around it, the outermost first.
func (o *Outline) Path(node int32) []int32 {
	var path []int32
	for ; node != None; node = o.Nodes[node].Parent {
		path = append(path, node)
	}
	slices.Reverse(path)
	return path
}

// unquoted is the text of a label or value as it is written; one that is not closed
// counts as far as it goes.
func unquoted(written string) string {
	if text, ok := strings.CutPrefix(written, `"`); ok && !strings.ContainsRune(written, '\\') {
		return strings.TrimSuffix(text, `"`)
	}
	if strings.HasPrefix(written, `"`) || strings.HasPrefix(written, "#\"") {
		if text, err := literal.Unquote(written); err == nil {
			return text
		}
	}
	return written
}

// isWord reports whether a token is one that people type letter by letter.
func isWord(t token.Token) bool {
	switch t {
	case token.IDENT, token.STRING, token.INT, token.FLOAT, token.ILLEGAL, token.BOTTOM:
		return true
	}
	return t.IsKeyword()
}
