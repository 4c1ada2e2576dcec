// Package value holds what a package of CUE says once it is evaluated: plain
// values, each with the place where the user wrote it, and the deployments that
// are made of them. It knows neither CUE nor any vendor.
package value

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"provc/compiler/diag"
)

// Kind is the kind of a concrete value.
type Kind uint8

const (
	Invalid Kind = iota // its evaluation failed, which has been told
	Null
	Bool
	Int
	Float
	String
	Bytes
	List
	Struct
)

var kindNames = [...]string{"an invalid value", "null", "a boolean", "a whole number", "a fractional number", "text", "bytes", "a list", "a struct"}

func (k Kind) String() string { return kindNames[k] }

// Node is a concrete value. Text holds a scalar: true or false, a decimal
// number, or the text itself.
type Node struct {
	Kind   Kind
	Quote  uint8 // bytes from Pos to text that the file has as it is, on one line; 0 of other texts
	Text   string
	Fields []Field // of a struct, in the order of declaration
	Items  []*Node // of a list
	Pos    diag.Pos
}

// Field is a labelled value of a struct. Pos is the label's.
type Field struct {
	Label string
	Value *Node
	Pos   diag.Pos
}

// Get returns the value under a chain of labels, or nil.
func (n *Node) Get(labels ...string) *Node {
	for _, label := range labels {
		f := n.Field(label)
		if f == nil {
			return nil
		}
		n = f.Value
	}
	return n
}

// Field returns the field of a label, or nil.
func (n *Node) Field(label string) *Field {
	if n == nil {
		return nil
	}
	for i := range n.Fields {
		if n.Fields[i].Label == label {
			return &n.Fields[i]
		}
	}
	return nil
}

// Structs returns the fields under a label that are structs, such as the users
// of a deployment.
func (n *Node) Structs(label string) []Field {
	var all []Field
	if in := n.Get(label); in != nil {
		for _, f := range in.Fields {
			if f.Value.Kind == Struct {
				all = append(all, f)
			}
		}
	}
	return all
}

// Str returns the text of a scalar, or the given default for an absent value.
func (n *Node) Str(absent string) string {
	if n == nil {
		return absent
	}
	return n.Text
}

// Place returns where the value stands, or the given place for an absent one.
func (n *Node) Place(absent diag.Pos) diag.Pos {
	if n == nil || !n.Pos.IsValid() {
		return absent
	}
	return n.Pos
}

// PlaceOf is where a byte of the text stands: of a text that the file does not have
// as it is, where the value stands.
func (n *Node) PlaceOf(offset int) diag.Pos {
	p := n.Pos
	if n.Quote > 0 {
		p.Column += int(n.Quote) + offset
	}
	return p
}

// Quoted is the Quote of a literal of CUE that stands for a text.
func Quoted(literal, text string) uint8 {
	hashes := len(literal) - len(strings.TrimLeft(literal, "#"))
	around := literal[:hashes] + `"`
	if hashes < 14 && literal == around+text+around[hashes:]+around[:hashes] && !strings.ContainsAny(text, "\n\r") {
		return uint8(len(around))
	}
	return 0
}

// Describe says what the value is, short enough for a sentence. It shows no
// text where the value is secret.
func (n *Node) Describe(secret bool) string {
	switch {
	case n.Kind == String && secret:
		return textOf(n.Text)
	case n.Kind == String:
		return Shown(n.Text)
	case secret:
		return n.Kind.String()
	case n.Kind == Bool || n.Kind == Int || n.Kind == Float:
		return n.Text
	}
	return n.Kind.String()
}

// Shown is a text as a sentence shows it, if it is short enough, without the passwords
// within URLs.
func Shown(text string) string {
	if utf8.RuneCountInString(text) > 60 {
		return textOf(text)
	}
	return strconv.Quote(Masked(text))
}

func textOf(s string) string {
	return "text of " + strconv.Itoa(utf8.RuneCountInString(s)) + " characters"
}

// IsDecimal recognises a whole number in plain digits, without a sign.
func IsDecimal(s string) bool {
	return s == "0" || s != "" && s[0] != '0' && strings.Trim(s, "0123456789") == ""
}
