// Package xmlfile writes XML trees so that a text diff reads well: one
// attribute or element a line, the same bytes for the same tree.
package xmlfile

import (
	"bytes"
	"fmt"
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

// Bytes writes a document. An element without children is one empty tag, unless
// it holds text, even empty text (see Text).
func Bytes(doc *etree.Document) []byte {
	var b bytes.Buffer
	for _, t := range doc.Child {
		switch t := t.(type) {
		case *etree.ProcInst:
			fmt.Fprintf(&b, "<?%s %s?>\n", t.Target, t.Inst)
		case *etree.Element:
			element(&b, t, 0)
		}
	}
	return b.Bytes()
}

// Text gives an element text. Empty text is kept apart from none: it is written
// as an opening and a closing tag.
func Text(e *etree.Element, text string) { e.CreateText(text) }

func element(b *bytes.Buffer, e *etree.Element, depth int) {
	indent := strings.Repeat("  ", depth)
	b.WriteString(indent + "<" + e.FullTag())
	for _, a := range e.Attr {
		if len(e.Attr) == 1 && len(e.Child) > 0 && isText(e) {
			b.WriteString(" ")
		} else {
			b.WriteString("\n" + indent + "    ")
		}
		b.WriteString(a.FullKey() + `="`)
		escape.WriteString(b, a.Value)
		b.WriteString(`"`)
	}
	switch {
	case len(e.Child) == 0:
		b.WriteString("/>\n")
		return
	case isText(e):
		b.WriteString(">")
		escape.WriteString(b, e.Text())
	default:
		b.WriteString(">\n")
		for _, c := range e.ChildElements() {
			element(b, c, depth+1)
		}
		b.WriteString(indent)
	}
	b.WriteString("</" + e.FullTag() + ">\n")
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

// escape writes text such that any XML reader gives it back as it was: white
// space that readers normalise is written as references.
var escape = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;",
	"\n", "&#10;", "\r", "&#13;", "\t", "&#9;",
)
