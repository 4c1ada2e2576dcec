// Package xmlfile writes XML trees so that a text diff reads well: one
// attribute or element a line, the same bytes for the same tree.
package xmlfile

import "github.com/beevik/etree"

// Header is the declaration that the vendors' own files begin with.
const Header = `version="1.0" encoding="UTF-8" standalone="yes"`

// New returns a document with the declaration and a root element.
func New(root string) (*etree.Document, *etree.Element) {
	doc := etree.NewDocument()
	doc.CreateProcInst("xml", Header)
	return doc, doc.CreateElement(root)
}

// Bytes writes a document. An element without children is one empty tag, unless
// it holds text, even empty text (see Text).
func Bytes(doc *etree.Document) []byte {
	b := make([]byte, 0, common)
	for _, t := range doc.Child {
		switch t := t.(type) {
		case *etree.ProcInst:
			b = appendAll(b, "<?", t.Target, " ", t.Inst, "?>\n")
		case *etree.Element:
			b = appendElement(b, t, 0)
		}
	}
	return b
}

// common is the size that most files stay below.
const common = 1024

// Text gives an element text. Empty text is kept apart from none: it is written
// as an opening and a closing tag.
func Text(e *etree.Element, text string) { e.CreateText(text) }

// There are files by the hundred thousand, so writing one spares every copy that
// it can.

func appendElement(b []byte, e *etree.Element, depth int) []byte {
	b = append(appendIndent(b, depth), '<')
	b = appendName(b, e.Space, e.Tag)
	text := isText(e)
	for i := range e.Attr {
		a := &e.Attr[i]
		if text && len(e.Attr) == 1 {
			b = append(b, ' ')
		} else {
			b = append(appendIndent(append(b, '\n'), depth), "    "...)
		}
		b = append(appendName(b, a.Space, a.Key), `="`...)
		b = append(appendEscaped(b, a.Value), '"')
	}
	switch {
	case len(e.Child) == 0:
		return append(b, "/>\n"...)
	case text:
		b = appendEscaped(append(b, '>'), e.Text())
	default:
		b = append(b, ">\n"...)
		for _, c := range e.Child {
			if c, ok := c.(*etree.Element); ok {
				b = appendElement(b, c, depth+1)
			}
		}
		b = appendIndent(b, depth)
	}
	return append(appendName(append(b, "</"...), e.Space, e.Tag), ">\n"...)
}

func appendAll(b []byte, texts ...string) []byte {
	for _, t := range texts {
		b = append(b, t...)
	}
	return b
}

func appendIndent(b []byte, depth int) []byte {
	for range depth {
		b = append(b, "  "...)
	}
	return b
}

func appendName(b []byte, space, name string) []byte {
	if space != "" {
		b = append(append(b, space...), ':')
	}
	return append(b, name...)
}

// isText reports whether an element holds text and no elements.
func isText(e *etree.Element) bool {
	for _, c := range e.Child {
		if _, ok := c.(*etree.CharData); !ok {
			return false
		}
	}
	return len(e.Child) > 0
}

// appendEscaped writes text such that any XML reader gives it back as it was:
// white space that readers normalise is written as references.
func appendEscaped(b []byte, text string) []byte {
	start := 0
	for i := range len(text) {
		if r := references[text[i]]; r != "" {
			b = append(append(b, text[start:i]...), r...)
			start = i + 1
		}
	}
	return append(b, text[start:]...)
}

// references maps the bytes that are not written as they are.
var references = [256]string{
	'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;", '\'': "&apos;",
	'\n': "&#10;", '\r': "&#13;", '\t': "&#9;",
}
