// Package settings holds what a deployment sets against a vendor's catalogue: kinds, ranges,
// lengths, enumerations, patterns, index bounds, unknown and missing names. It collects each
// parameter that is set, and what is proposed in the place of what is not allowed.
package settings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/syntax"
	"provc/compiler/value"
)

// Setting is a parameter that a user has given a value.
type Setting struct {
	Name  string // as the vendor writes it, indexes included
	Node  *value.Node
	Field *catalogue.Field // nil if the catalogue does not know the name
	Pos   diag.Pos         // of its label

	Type   *catalogue.Type // of what may stand there
	Secret bool            // never to be shown
	Free   *Free           // nil unless it stands under unlisted
}

// Checker walks values beside their types.
type Checker struct {
	Schema *catalogue.Schema
	// Separator joins labels to a parameter's name.
	Separator string
	// Subject names the vendor's things in a sentence, as in "the 84-Series".
	Subject string
	// Written is a value as phones read it.
	Written func(*value.Node) string

	// Checked says that the values have been checked before: they are gone through
	// for their settings alone.
	Checked bool

	Findings diag.List
	// Settings holds what each struct of type #Params or #Unlisted sets, in the order
	// of declaration; values that are not allowed are left out. Doubts has their names.
	Settings map[*value.Node][]Setting
	Doubts   Doubts

	settings []Setting            // all of them
	params   *known               // the top of parameters, once met
	names    map[string]*freeName // under unlisted, once met
	meanings map[string]meaning   // of unknown names, once met
	mended   map[literalOfType]diag.Proposal
}

// Check holds a deployment against the schema.
func (c *Checker) Check(n *value.Node) {
	c.value(place{}, c.Schema.MustType("#Deployment"), nil, n, n.Pos)
}

// Entity holds one entity against what the schema says of those under a label
// of a deployment, such as users.
func (c *Checker) Entity(label string, f value.Field) {
	o := c.Schema.MustType("#Deployment").Object().Field(label).Type.Object()
	c.fields(place{name: label}, o, []value.Field{f})
}

// Reset forgets findings and settings, whose memory it uses again, but not what it
// has learnt of the schema.
func (c *Checker) Reset() {
	c.Findings = nil
	c.settings = c.settings[:0]
	clear(c.Settings)
	clear(c.Doubts)
}

// place is where the walk is: inside parameters, or in the shape around them.
type place struct {
	name   string
	params *value.Node // the struct of type #Params that holds it, or nil
	known  *known      // within parameters, unless nobody knows the name
	secret bool        // what stands there is better not shown
}

// known is a place within parameters that the walk has met before. Entities by
// the thousand set the same parameters, whose names need not be put together,
// and whose fields need not be looked up, for each.
type known struct {
	name   string
	field  *catalogue.Field
	object *catalogue.Object // of the field
	down   map[string]*known
}

// maxKnown bounds the labels that are kept of one struct: where any text is a
// label, each entity may have its own.
const maxKnown = 256

// lookUp returns the place and the field of a label.
func (c *Checker) lookUp(p place, o *catalogue.Object, label string) (place, *catalogue.Field) {
	if p.known == nil {
		return p.down(label, c.Separator), o.Field(label)
	}
	if k := p.known.down[label]; k != nil {
		return place{name: k.name, params: p.params, known: k}, k.field
	}
	under, field := p.down(label, c.Separator), o.Field(label)
	if field != nil && len(p.known.down) < maxKnown {
		under.known = &known{under.name, field, field.Type.Object(), map[string]*known{}}
		p.known.down[label] = under.known
	}
	return under, field
}

func (p place) down(label, separator string) place {
	if p.params == nil {
		separator = "."
		if strings.ContainsAny(label, ".: ") {
			label = fmt.Sprintf("%q", label)
		}
	}
	if p.name != "" {
		label = p.name + separator + label
	}
	return place{name: label, params: p.params}
}

func (c *Checker) value(p place, t *catalogue.Type, f *catalogue.Field, n *value.Node, label diag.Pos) {
	if n.Kind == value.Struct && t.IsCalled(catalogue.UnlistedType) {
		c.free(p, t.Object(), n)
		return
	}
	if p.params == nil && n.Kind == value.Struct && t.IsCalled(catalogue.ParamsType) {
		if c.params == nil {
			c.params = &known{object: t.Object(), down: map[string]*known{}}
		}
		p = place{params: n, known: c.params}
		before := len(c.settings)
		defer func() { c.keep(n, before) }()
	}
	switch n.Kind {
	case value.Invalid:
		c.doubt(p.field())
		return
	case value.Struct:
		var o *catalogue.Object
		if p.known != nil {
			o = p.known.object
		} else {
			o = t.Object()
		}
		if o != nil {
			c.object(p, o, n)
			return
		}
	case value.List:
		if !t.Admits(n) {
			c.mismatch(p, t, f, n)
			return
		}
		if e := t.Elem(); e != nil {
			for i, item := range n.Items {
				c.value(place{name: fmt.Sprintf("%s[%d]", p.name, i), params: p.params}, e, f, item, item.Pos)
			}
		}
		return
	}
	if !c.Checked && !t.Admits(n) {
		c.mismatch(p, t, f, n)
		return
	}
	if !c.Checked && n.Kind == value.String {
		c.doubts(p.name, f, n)
	}
	if p.params != nil && f != nil {
		c.settings = append(c.settings, settingOf(p.name, n, f, label))
	}
}

func settingOf(name string, n *value.Node, f *catalogue.Field, label diag.Pos) Setting {
	return Setting{Name: name, Node: n, Field: f, Pos: label, Type: f.Type, Secret: f.Meta.Secret}
}

// keep files the settings of a struct of parameters.
func (c *Checker) keep(params *value.Node, from int) {
	if c.Settings == nil {
		c.Settings = map[*value.Node][]Setting{}
	}
	c.Settings[params] = slices.Clip(c.settings[from:])
}

// object checks the fields of a struct. A secret reference is a struct, too,
// but stands for a scalar: it is a setting.
func (c *Checker) object(p place, o *catalogue.Object, n *value.Node) {
	if IsReference(n) {
		p.secret = true // where its name belongs, people write the secret itself
	}
	c.fields(p, o, n.Fields)
	for _, f := range o.Required() {
		if n.Field(f.Label) != nil {
			continue
		}
		c.doubt(f.Label)
		if !slices.ContainsFunc(n.Fields, func(f value.Field) bool { return o.Field(f.Label) == nil }) { // else one may have been meant as it
			c.Findings.Add(FieldMissing.At(n.Pos, "%s needs %s", cmp.Or(p.name, "this"), f.Label))
		}
	}
}

func (c *Checker) fields(p place, o *catalogue.Object, fields []value.Field) {
	deeper := ""
	for _, f := range fields {
		under, field := c.lookUp(p, o, f.Label)
		under.secret = p.secret
		if field == nil && p.params != nil && deeper == "" {
			if deeper = c.deeper(p, o, fields); deeper != "" {
				c.tooHigh(p, o, deeper, fields)
			}
		}
		switch {
		case field == nil && deeper != "":
		case field == nil:
			c.unknown(p, under, o, f)
		case field.Refuses():
			c.refused(p, under, o, field, f)
		default:
			if p.params != nil && f.Value.Kind == value.Struct && IsReference(f.Value) && (field.Meta.Param || field.Type.Takes(value.String)) {
				c.reference(under, field, f)
				continue
			}
			c.value(under, field.Type, field, f.Value, f.Pos)
		}
	}
}

// Reference is the name of the secret that stands for the value, if one does, and what says
// why a text cannot be that value.
func (s *Setting) Reference() (secret string, refusal func(text string) string, ok bool) {
	if !IsReference(s.Node) {
		return "", nil, false
	}
	t := s.Type
	return s.Node.Get("secret").Text, func(text string) string {
		return t.Refusal(&value.Node{Kind: value.String, Text: text})
	}, true
}

// IsReference reports whether a value is meant to be {secret: "name"}.
func IsReference(n *value.Node) bool { return n.Kind == value.Struct && n.Field("secret") != nil }

// reference checks {secret: "name"} where a scalar stands otherwise.
func (c *Checker) reference(p place, field *catalogue.Field, f value.Field) {
	o := field.Type.Object()
	if o == nil {
		c.doubt(p.name)
		c.Findings.Add(p.valueCheck().At(f.Value.Pos, "%s %s", p.name, field.Type.Sentence()).WithDetail("found a secret reference").
			WithHint("only parameters that the catalogue calls secret take one"))
		return
	}
	before := len(c.Findings)
	c.object(place{name: p.name}, o, f.Value)
	if len(c.Findings) == before {
		c.settings = append(c.settings, settingOf(p.name, f.Value, field, f.Pos))
	}
}

// The check of a finding depends on whether it is about a parameter, or about the
// shape around.

func (p place) valueCheck() *diag.Check {
	return p.check(FieldValue, ParameterValue)
}
func (p place) unknownCheck() *diag.Check {
	return p.check(FieldUnknown, ParameterUnknown)
}
func (p place) indexCheck() *diag.Check {
	return p.check(FieldUnknown, ParameterIndex)
}

func (p place) check(field, parameter *diag.Check) *diag.Check {
	if p.params == nil {
		return field
	}
	return parameter
}

func (c *Checker) mismatch(p place, t *catalogue.Type, f *catalogue.Field, n *value.Node) {
	c.doubt(p.field())
	secret := p.secret || f != nil && f.Meta.Secret || value.LooksSecret(p.field())
	check := cmp.Or(c.check(f), p.valueCheck())
	said := c.said(p.name, t)
	if t.Elem() != nil && n.Kind != value.List { // what is said of the list is not about this
		check, said = p.valueCheck(), p.name+" must be a list, in brackets"
	}
	d := check.At(n.Pos, "%s", said)
	switch {
	case p.params == nil && isOtherwiseShaped(t, n):
		d = p.valueCheck().At(n.Pos, "%s %s", p.name, c.mustBe(t)).WithDetail("found %s", n.Describe(secret)).Proposed(c.shaped(p, t, n, secret))
	case n.Kind == value.Struct && p.params != nil:
		d.Detail = "found a struct"
		if len(n.Fields) > 0 {
			f := n.Fields[0]
			whole := c.complete(p.down(f.Label, c.Separator), f)
			if s, ok := c.Schema.Param(whole); ok {
				d = d.Proposed(diag.Write(s.Spell(), diag.Relabel(whole, s.Labels)).After("for " + whole + " "))
			}
		}
	case n.Kind == value.List && t.Takes(value.List):
		d.Detail = fmt.Sprintf("found %d", len(n.Items))
	default:
		d.Detail = "found " + n.Describe(secret)
		d = d.Proposed(c.fixed(t, n, secret))
		if n.Kind == value.Bytes {
			d = d.WithDetail("found single quotes").Proposed(diag.DoubleQuotes("text stands in straight double quotes"))
		}
		if wrong, ok := c.wrong(f, n); ok {
			d.Pos = n.PlaceOf(wrong.Offset)
			d.Detail = fmt.Sprintf("%s, at %s", wrong.Message, syntax.Place(n.Text, wrong.Offset))
			d = d.Proposed(proposal(wrong))
		}
	}
	c.Findings.Add(d)
}

// said is what must hold of something.
func (c *Checker) said(name string, t *catalogue.Type) string {
	said := t.Sentence()
	if said == "" {
		said = "must be " + c.wanted(t)
	}
	if strings.HasPrefix(said, "must ") {
		said = strings.TrimSpace(name + " " + said)
	}
	return said
}

// mustBe says which shape a value must have.
func (c *Checker) mustBe(t *catalogue.Type) string {
	if wanted := c.wanted(t); wanted != value.Struct.String() {
		return "must be " + wanted
	}
	return "must have fields in { }"
}

// wanted describes a type that has no sentence of its own.
func (c *Checker) wanted(t *catalogue.Type) string {
	var kinds []string
	for _, k := range []value.Kind{value.String, value.Int, value.Bool, value.List, value.Struct} {
		if t.Takes(k) {
			kinds = append(kinds, k.String())
		}
	}
	return strings.Join(kinds, " or ")
}

// isOtherwiseShaped reports whether a type takes structs, or lists, and a value is neither
// or the other.
func isOtherwiseShaped(t *catalogue.Type, n *value.Node) bool {
	return n.Kind != value.Invalid && !t.Takes(n.Kind) && !t.Takes(value.String) && (t.Takes(value.Struct) || t.Takes(value.List))
}
