// Package source reads files of provisioning trees that somebody else made: their
// bytes to text, whatever the encoding, and the text to elements with places. A file
// that cannot be read is refused for a reason, in a sentence, at a line and column.
//
// It knows no vendor, expands no entity that a file declares, and fetches nothing.
// Sentences name elements and attributes, and never show a value: it may be a password.
package source

import "fmt"

// File is a file that was read.
type File struct {
	Path     string // slash-separated, below the tree
	Size     int    // in bytes, as it lies on the disk
	Encoding string // in which it was read, such as UTF-8
	Root     *Element
	Comments []Comment // in document order
	Remarks  []Remark  // what is odd about it, and did not keep it from being read
}

// Pos is a place in a file; both count from 1, columns in characters.
type Pos struct{ Line, Column int }

func (p Pos) String() string { return fmt.Sprintf("line %d, column %d", p.Line, p.Column) }

// Element is an element of a file.
type Element struct {
	Name     string // with its prefix, if it has one
	Attrs    []Attr // in document order; no name twice
	Children []*Element
	Text     string // its own, without that of its children
	TextPos  Pos    // of the first character of Text that is no blank
	Pos      Pos    // of its <
	TagEnd   Pos    // of the > of its start tag
	End      Pos    // of the < of its end tag; as Pos if it is one tag
	OneTag   bool   // <X/>
}

// Attr is an attribute of an element.
type Attr struct {
	Name  string // with its prefix, if it has one
	Value string // line breaks and tabs that are no references are blanks, as in XML
	Pos   Pos    // of its name
}

// Attr returns the value of an attribute.
func (e *Element) Attr(name string) (value string, ok bool) {
	for i := range e.Attrs {
		if e.Attrs[i].Name == name {
			return e.Attrs[i].Value, true
		}
	}
	return "", false
}

// Comment is a comment of a file.
type Comment struct {
	Text string // between <!-- and -->, without blanks around it
	Pos  Pos
	End  int // the line on which it ends
}

// Remark is something odd in a file that could be read.
type Remark struct {
	Pos  Pos
	Said string // a sentence without a full stop
}

// Reason is why a file is refused, as programs read it.
type Reason string

// The reasons, and what people do about each.
const (
	Empty      Reason = "empty"      // nothing is in it
	NotXML     Reason = "not-xml"    // firmware, a picture, a log: nothing to import
	Broken     Reason = "broken"     // to be mended at the place that is named
	Encoding   Reason = "encoding"   // to be saved as UTF-8
	Template   Reason = "template"   // of another tool, with placeholders: import what it makes
	Hostile    Reason = "hostile"    // larger, deeper or trickier than any configuration
	Link       Reason = "link"       // leads out of the tree, or nowhere
	Special    Reason = "special"    // a pipe, a socket or a device
	Unreadable Reason = "unreadable" // the system does not let us
)

// Refusal says why a file is not read.
type Refusal struct {
	Path   string
	Pos    Pos // zero where it is about the file as a whole
	Reason Reason
	Said   string // a sentence without a full stop
	Hint   string // the likely cause or fix
}

func (r *Refusal) Error() string {
	s := r.Path
	if r.Pos.Line > 0 {
		s += fmt.Sprintf(":%d:%d", r.Pos.Line, r.Pos.Column)
	}
	s += ": " + r.Said
	if r.Hint != "" {
		s += "; " + r.Hint
	}
	return s
}

// Limits, far beyond those of real files.
const (
	maxSize  = 4 << 20 // of a file
	maxDepth = 100     // of elements
	maxValue = 1 << 20 // of an attribute, or the text of an element
	maxName  = 1 << 10
	maxItems = 20_000 // attributes and elements of a file
)

// Read reads the bytes of a file. Exactly one of the results is not nil.
func Read(path string, data []byte) (*File, *Refusal) {
	refuse := func(r *Refusal) (*File, *Refusal) {
		r.Path = path
		return nil, r
	}
	if r := templateName(path); r != nil {
		return refuse(r)
	}
	if r := sniff(data); r != nil {
		return refuse(r)
	}
	if len(data) > maxSize {
		return refuse(tooLarge(int64(len(data))))
	}
	d, r := decode(data)
	if r != nil {
		return refuse(r)
	}
	f := &File{Path: path, Size: len(data), Encoding: d.encoding}
	if d.remark != nil {
		f.Remarks = append(f.Remarks, *d.remark)
	}
	s := scanner{text: d.text, cursor: start(d.text), file: f}
	r = s.document()
	if r == nil {
		if r = templateValue(f.Root); r == nil {
			r = templateBare(f.Root)
		}
	} else if t := templateText(d.text); t != nil && r.Reason != Template {
		r = t // broken because it is a template
	}
	if r != nil {
		return refuse(r)
	}
	return f, nil
}

func tooLarge(size int64) *Refusal {
	return &Refusal{Reason: Hostile, Said: fmt.Sprintf("the file has %d MB, and no configuration has more than %d", size>>20, maxSize>>20)}
}
