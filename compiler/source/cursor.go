package source

import (
	"slices"

	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"
)

// A cursor reads values that are written out straight from the text of a file:
//
//	label: value, "label": {label: value}, label: label: value
//
// where a value is text between double quotes, a whole number in plain digits,
// true, false, null, a list of values, a struct, or templates of the package
// unified with structs:
//
//	_staff & {label: value}
//	{#Staff, label: value}
//
// It reads less than CUE does and never otherwise: whatever else there is, it
// refuses, and CUE reads it. Templates are names to it.
//
// The same methods look through a text and make nodes of it. They make none
// where they are given none.
type cursor struct {
	text      string // ends with a NUL, which is nowhere else in it
	at        int
	line      int // counted from 1
	lineStart int // where the line begins
	depth     int

	file      string               // for positions
	templates map[string]*template // that may be unified with structs, where nodes are made
	memory    *Memory              // for nodes

	names []string // of templates

	// What a look through the text notes, where no nodes are made.
	labels []string // of the structs around the cursor
	// odd means that values have to be made to see whether they go together: a
	// label stands twice in a struct, structs are unified, or there is a template.
	odd bool
}

const (
	maxNesting = 100 // of structs and lists
	maxLabels  = 32  // of a struct that are compared without making nodes
)

// field reads a label and its value.
func (c *cursor) field(f *Field) bool {
	if c.depth == maxNesting {
		return false
	}
	c.depth++
	defer func() { c.depth-- }()
	at := c.pos(c.at)
	label, ok := c.label()
	if !ok || !c.colon() {
		return false
	}
	if f == nil {
		c.labels = append(c.labels, label)
		return c.value(nil, true)
	}
	f.Label, f.Pos, f.Value = label, at, c.memory.Node(Node{})
	return c.value(f.Value, true)
}

// label reads a label that stands for itself: an identifier that is neither
// hidden nor a keyword, or plain text.
func (c *cursor) label() (string, bool) {
	start := c.at
	if c.text[start] == '"' {
		plain := c.quoted()
		if !plain {
			return "", false
		}
		label := c.text[start+1 : c.at-1]
		return label, isASCII(label) // others CUE normalizes
	}
	word := c.word()
	return word, word != "" && !token.Lookup(word).IsKeyword()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// colon goes over a colon, and to what follows it.
func (c *cursor) colon() bool {
	c.blanks()
	if c.text[c.at] != ':' {
		return false
	}
	c.at++
	c.space()
	return true
}

// value reads a value. Where a chain is allowed, it may be a label and what it
// holds, which is a struct without braces.
func (c *cursor) value(n *Node, chain bool) bool {
	start, line, lineStart := c.at, c.line, c.lineStart
	if n != nil {
		n.Pos = c.pos(start)
	}
	switch ch := c.text[start]; {
	case ch == '"':
		plain := c.quoted()
		end := c.at
		if end == start {
			return false
		}
		if c.blanks(); c.text[c.at] == ':' {
			break
		}
		c.at = end
		text := c.text[start+1 : end-1]
		if !plain {
			var err error
			if text, err = literal.Unquote(c.text[start:end]); err != nil {
				return false
			}
		}
		if n != nil {
			n.Kind, n.Text = String, text
		}
		return true
	case ch == '{' || ch == '_' || ch == '#':
		return c.structure(n)
	case ch == '[':
		return c.list(n)
	case classes[ch]&letter != 0:
		word := c.word()
		if c.blanks(); c.text[c.at] == ':' {
			break
		}
		c.at = start + len(word)
		switch {
		case word == "true" || word == "false":
			if n != nil {
				n.Kind, n.Text = Bool, word
			}
		case word == "null":
			if n != nil {
				n.Kind = Null
			}
		default:
			return false
		}
		return true
	default:
		return c.number(n)
	}
	// A label.
	c.at, c.line, c.lineStart = start, line, lineStart
	if !chain {
		return false
	}
	if n == nil {
		return c.field(nil)
	}
	n.Kind, n.Fields = Struct, c.memory.Fields(1)[:1]
	return c.field(&n.Fields[0])
}

func (c *cursor) number(n *Node) bool {
	start := c.at
	if c.text[c.at] == '-' {
		c.at++
	}
	digits := c.at
	for classes[c.text[c.at]]&digit != 0 {
		c.at++
	}
	if !IsDecimal(c.text[digits:c.at]) {
		return false
	}
	if n != nil {
		n.Kind, n.Text = Int, c.text[start:c.at]
		if n.Text == "-0" {
			n.Text = "0"
		}
	}
	return true
}

func (c *cursor) list(n *Node) bool {
	if c.depth == maxNesting {
		return false
	}
	c.depth++
	defer func() { c.depth-- }()
	if n != nil {
		n.Kind = List
	}
	for c.at++; ; {
		if c.space(); c.text[c.at] == ']' {
			c.at++
			return true
		}
		var item *Node
		if n != nil {
			item = c.memory.Node(Node{})
			n.Items = append(n.Items, item)
		}
		if !c.value(item, false) || n != nil && !item.complete() {
			return false
		}
		c.blanks()
		switch c.text[c.at] {
		case ',':
			c.at++
		case ']':
		default:
			if c.space(); c.text[c.at] != ']' {
				return false
			}
		}
	}
}

// structure reads structs and templates that are unified, at least one.
func (c *cursor) structure(n *Node) bool {
	if n != nil {
		n.Kind = Struct
	}
	for {
		switch c.text[c.at] {
		case '_', '#':
			if !c.template(n, false) {
				return false
			}
		case '{':
			in := n
			if n != nil && !n.isNew() {
				in = &Node{Kind: Struct}
			}
			if !c.body(in) || n != nil && (!in.close() || in != n && !n.add(in)) {
				return false
			}
		default:
			return false
		}
		if !c.and() {
			return true
		}
		c.odd = true
	}
}

// and goes over the sign of a conjunction, if it comes next.
func (c *cursor) and() bool {
	end := c.at
	if c.blanks(); c.text[c.at] != '&' {
		c.at = end
		return false
	}
	c.at++
	c.space()
	return true
}

// template reads the name of a template.
func (c *cursor) template(n *Node, embedded bool) bool {
	start := c.at
	if c.text[c.at] == '_' {
		c.at++
	}
	if c.text[c.at] == '#' {
		c.at++
	}
	if c.word() == "" {
		return false
	}
	name := c.text[start:c.at]
	if n == nil {
		c.odd = true
		c.names = append(c.names, name)
		return true
	}
	t := c.templates[name]
	if t != nil {
		n.use(t, embedded)
	}
	return t != nil
}

// body reads the fields of a struct between braces.
func (c *cursor) body(n *Node) bool {
	if c.depth == maxNesting {
		return false
	}
	c.depth++
	defer func() { c.depth-- }()
	first := len(c.labels)
	defer func() { c.labels = c.labels[:first] }()
	for c.at++; ; {
		c.space()
		switch c.text[c.at] {
		case '}':
			c.at++
			return true
		case '_', '#':
			if !c.template(n, true) || c.and() {
				return false
			}
		default:
			if n == nil {
				count := len(c.labels)
				if !c.field(nil) {
					return false
				}
				// The label is this struct's, those behind it are of structs within.
				c.labels = c.labels[:count+1]
				c.odd = c.odd || count-first >= maxLabels || slices.Contains(c.labels[first:count], c.labels[count])
				break
			}
			var f Field
			if !c.field(&f) || !n.put(f) {
				return false
			}
		}
		if !c.separator() {
			return false
		}
	}
}

// separator goes over what separates declarations: a comma, the end of a line,
// or the brace that closes the struct, which it stays before.
func (c *cursor) separator() bool {
	c.blanks()
	switch c.text[c.at] {
	case ',':
		c.at++
	case '\n':
		for c.text[c.at] == '\n' {
			c.newline()
			c.blanks()
		}
		if c.text[c.at] == ',' {
			c.at++ // that it stands in a line of its own means nothing
		}
	case '/':
		return c.text[c.at+1] == '/'
	case '}':
	default:
		return false
	}
	return true
}
