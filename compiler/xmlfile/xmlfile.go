// Package xmlfile writes XML trees so that a text diff reads well: one
// attribute or element a line, the same bytes for the same tree.
package xmlfile

import (
	"bytes"
	"strings"

	"github.com/beevik/etree"
)

// Header is the declaration that the vendors' own files begin with.
const Header = `version="1.0" encoding="UTF-8" standalone="yes"`

// New returns a document with the declaration and a root element.
func New(root string) (*etree.Document, *etree.Element) {
	doc := etree.NewDocument()
	doc.CreateProcInst("xml", Header)
	return doc, doc.CreateElement(root)
}

// Bytes writes a document. An element without children is one empty tag; one that
// holds text, even empty text, has an opening and a closing tag.
func Bytes(doc *etree.Document) []byte {
	var w writer
	w.Grow(768) // enough for most files
	for _, t := range doc.Child {
		switch t := t.(type) {
		case *etree.ProcInst:
			t.WriteTo(&w, &w.settings)
			w.WriteByte('\n')
		case *etree.Element:
			w.element(t, 0)
		}
	}
	return w.Bytes()
}

// writer lays elements out. Names and values are written, and escaped, by etree.
type writer struct {
	bytes.Buffer
	settings etree.WriteSettings
}

func (w *writer) element(e *etree.Element, depth int) {
	w.indent(depth)
	w.WriteByte('<')
	w.WriteString(e.FullTag())
	text := isText(e)
	for i := range e.Attr {
		if text && len(e.Attr) == 1 {
			w.WriteByte(' ')
		} else {
			w.WriteByte('\n')
			w.indent(depth + 2)
		}
		w.attr(&e.Attr[i])
	}
	if len(e.Child) == 0 {
		w.WriteString("/>\n")
		return
	}
	w.WriteByte('>')
	if text {
		w.text(e)
	} else {
		w.WriteByte('\n')
		for _, c := range e.Child {
			if c, ok := c.(*etree.Element); ok {
				w.element(c, depth+1)
			}
		}
		w.indent(depth)
	}
	w.WriteString("</")
	w.WriteString(e.FullTag())
	w.WriteString(">\n")
}

func (w *writer) indent(depth int) {
	for range depth {
		w.WriteString("  ")
	}
}

// attr writes an attribute. A reader takes line breaks and tabs in a value for blanks
// unless they are written as references, which etree does in canonical form.
func (w *writer) attr(a *etree.Attr) {
	w.settings.CanonicalAttrVal = strings.ContainsAny(a.Value, "\t\n\r")
	a.WriteTo(w, &w.settings)
}

// text writes the text that an element holds. A reader takes a carriage return for a
// line break unless it is written as a reference, which etree does in canonical form.
func (w *writer) text(e *etree.Element) {
	for _, c := range e.Child {
		if c, ok := c.(*etree.CharData); ok {
			w.settings.CanonicalText = strings.Contains(c.Data, "\r")
			c.WriteTo(w, &w.settings)
		}
	}
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
