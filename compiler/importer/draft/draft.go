// Package draft holds a CUE package while it is made of files that exist already: a
// tree of fields with what is written beside them, the tables of people, and the
// passwords that stand beside the repository. It writes them as a colleague would.
package draft

import (
	"slices"
	"strconv"
	"strings"
)

// Kind is the kind of a value.
type Kind uint8

const (
	Struct Kind = iota
	List
	Text
	Literal // a number or a boolean, as CUE has it
	Secret  // {secret: "…"}: Text is the name
)

// Value is a value of CUE.
type Value struct {
	Kind   Kind
	Text   string
	Fields []*Field // of a struct
	Items  []*Value // of a list
	With   []string // templates that a struct is taken together with, as in _desk & {…}

	byLabel map[string]*Field // Fields of a struct that has many: see Get
}

// Field is a labelled value.
type Field struct {
	Label    string
	Value    *Value
	Comments []string // lines above it, without the marks
	Origin   string   // the file and line that it comes from
	Template bool     // nothing is made of it but what takes it in; its label begins with _
}

// Package is one package of CUE, and what lies beside it.
type Package struct {
	Name     string
	Comments []string // above the package line
	Imports  []string
	Fields   []*Field // of its top, in order: templates, then deployments
	Tables   []Table
	Secrets  *Secrets

	wanted map[string]int // how many deployments found a name taken
}

// Table is an inventory: a file of rows, the first of which names the columns.
type Table struct {
	File string
	Rows [][]string
}

// TableName is the name of a file for a table of a deployment.
func (p *Package) TableName(deployment, of string) string {
	return strings.ReplaceAll(p.about(deployment, of), "_", "-") + ".csv"
}

// about names something of a deployment: without the deployment's name if that is the
// package's.
func (p *Package) about(deployment, of string) string {
	if deployment == p.Name {
		return of
	}
	return of + "_of_" + deployment
}

// NewText makes a text.
func NewText(text string) *Value { return &Value{Kind: Text, Text: text} }

// NewInt makes a number.
func NewInt(n int) *Value { return &Value{Kind: Literal, Text: strconv.Itoa(n)} }

// NewBool makes a boolean.
func NewBool(b bool) *Value { return &Value{Kind: Literal, Text: strconv.FormatBool(b)} }

// NewList makes a list of texts.
func NewList(texts ...string) *Value {
	list := &Value{Kind: List}
	for _, t := range texts {
		list.Items = append(list.Items, NewText(t))
	}
	return list
}

// manyFields are so many that looking through all of them for each would take long.
const manyFields = 32

// Get is the field of a label, or nil.
func (v *Value) Get(label string) *Field {
	if len(v.Fields) >= manyFields {
		if len(v.byLabel) != len(v.Fields) {
			v.byLabel = make(map[string]*Field, 2*len(v.Fields))
			for _, f := range v.Fields {
				v.byLabel[f.Label] = f
			}
		}
		return v.byLabel[label]
	}
	if i := slices.IndexFunc(v.Fields, func(f *Field) bool { return f.Label == label }); i >= 0 {
		return v.Fields[i]
	}
	return nil
}

// At is the struct below a chain of labels, which is made where it is not there.
func (v *Value) At(labels ...string) *Value {
	for _, l := range labels {
		f := v.Get(l)
		if f == nil {
			f = v.add(&Field{Label: l, Value: &Value{}})
		}
		v = f.Value
	}
	return v
}

// Add gives a struct a field that it does not have.
func (v *Value) Add(label string, value *Value) {
	v.add(&Field{Label: label, Value: value})
}

func (v *Value) add(f *Field) *Field {
	if v.byLabel != nil {
		v.byLabel[f.Label] = f
	}
	v.Fields = append(v.Fields, f)
	return f
}

// Remove takes the field of a label out of a struct, if it is there.
func (v *Value) Remove(label string) {
	v.byLabel = nil
	v.Fields = slices.DeleteFunc(v.Fields, func(f *Field) bool { return f.Label == label })
}

// Set gives a struct a field, in the place of one of that label.
func (v *Value) Set(label string, value *Value) *Field {
	if f := v.Get(label); f != nil {
		f.Value = value
		return f
	}
	return v.add(&Field{Label: label, Value: value})
}

// tidy puts what is short before what is long: values, secrets, structs.
func (v *Value) tidy() {
	rank := func(f *Field) int {
		switch f.Value.Kind {
		case Secret:
			return 1
		case Struct:
			return 2
		}
		return 0
	}
	slices.SortStableFunc(v.Fields, func(a, b *Field) int { return rank(a) - rank(b) })
	for _, f := range v.Fields {
		if f.Value.Kind == Struct {
			f.Value.tidy()
		}
	}
}

// Order puts fields in the order of their labels; those that are not named come last.
func (v *Value) Order(labels ...string) {
	rank := func(f *Field) int {
		if i := slices.Index(labels, f.Label); i >= 0 {
			return i
		}
		return len(labels)
	}
	slices.SortStableFunc(v.Fields, func(a, b *Field) int { return rank(a) - rank(b) })
}

// last moves a field behind all others.
func (v *Value) last(label string) {
	if f := v.Get(label); f != nil && v.Fields[len(v.Fields)-1] != f {
		v.Fields = append(slices.DeleteFunc(v.Fields, func(g *Field) bool { return g == f }), f)
	}
}

// IsEmpty reports whether a struct says nothing.
func (v *Value) IsEmpty() bool { return v.Kind == Struct && len(v.Fields) == 0 && len(v.With) == 0 }
