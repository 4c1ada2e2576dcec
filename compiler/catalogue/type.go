package catalogue

import (
	"cmp"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"cuelang.org/go/cue/token"

	"provc/compiler/value"
)

// Type is what a value must be: one of its alternatives. Types refer to each
// other as definitions do.
type Type struct {
	Name     string // the definition, such as #From0To46000; empty if written in place
	Doc      string // the comment of the definition
	sentence string // what is allowed, from error("…")
	preset   string // what is marked with *, as CUE writes it
	alts     []alternative

	schema  *Schema // of a definition, which is lowered when first looked into
	lowered atomic.Bool
}

// force lowers a definition. A failure is a mistake in the schema, which tests
// find by reading it whole.
func (t *Type) force() {
	if t.schema == nil || t.lowered.Load() {
		return
	}
	t.schema.mu.Lock()
	defer t.schema.mu.Unlock()
	if err := t.schema.lower(t); err != nil {
		panic(err)
	}
}

// alternative is a conjunction: a scalar that meets all conditions, a struct, a
// list, or a reference to another type.
type alternative struct {
	conditions []condition
	types      []*Type // all of which the value must be, too
	object     *Object
	list       *Type // of each element
	isList     bool
}

// Object is the shape of a struct.
type Object struct {
	fields   map[string]*Field
	order    []*Field
	patterns []*Field // labels that match a pattern, in order
	embedded []*Type

	needs     []*Field // required fields; see required
	needsOnce sync.Once
}

// Field is a label, or a pattern of labels, with its type and metadata.
type Field struct {
	Label    string // the label, or the pattern's source
	Required bool
	Doc      string
	Type     *Type
	Meta     Meta
	Pos      token.Pos   // of its label, in the schema's files
	labels   []condition // of a pattern
	index    *Index      // of a pattern that is an index, or has one within
	regex    string      // of a pattern written in place
	family   *family     // of a pattern whose labels have fields of their own
}

// family maps the labels of a pattern to fields of a definition.
type family struct {
	of    *Type
	index *regexp.Regexp // the part of a label that is replaced
	name  string         // by what
}

// field is the field of a label, or nil.
func (f *family) field(label string) *Field {
	return f.of.Object().Field(f.index.ReplaceAllString(label, f.name))
}

// Index is the bound of an index label: 1 to Max.
type Index struct{ Max int }

// Meta is what the schema says of a parameter beside its type.
type Meta struct {
	Home     string // the file that holds it for all handsets
	Also     string // another file in which the vendor has it, too
	Restart  Restart
	Secret   bool
	Later    bool                // known only in releases after the catalogue's
	Values   map[string]string   // whatever else the attribute holds
	Param    bool                // has metadata of a parameter
	Check    string              // id of the finding about a value that is not allowed, if it has one of its own
	Choices  map[string][]string // what families of models take, where they differ; "" is all others
	Unsure   []string            // families whose default no source tells that can be trusted
	defaults map[string]string   // the vendor's, as a handset reads it, by family of models; empty is all
	lists    map[string]string   // those that depend on the index, by family
}

// Restart says whether a handset restarts to apply a change.
type Restart uint8

const (
	RestartUnknown Restart = iota
	RestartYes
	RestartNo
)

func (r Restart) String() string { return [...]string{"unknown", "yes", "no"}[r] }

// MarshalText has programs read the word, too.
func (r Restart) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// condition is a constraint on a scalar, or on a list's length.
type condition interface {
	holds(*value.Node) bool
}

type (
	anyValue struct{}
	isKind   value.Kind
	isNumber struct{}
	constant struct {
		kind value.Kind
		text string
	}
	bound struct {
		op    string
		limit *big.Int
	}
	matches struct {
		re     *regexp.Regexp
		source string
		not    bool
	}
	runes struct{ min, max int } // max < 0: none
	items struct{ max int }
)

func (anyValue) holds(*value.Node) bool   { return true }
func (k isKind) holds(n *value.Node) bool { return n.Kind == value.Kind(k) }
func (isNumber) holds(n *value.Node) bool { return n.Kind == value.Int || n.Kind == value.Float }
func (c constant) holds(n *value.Node) bool {
	return n.Kind == c.kind && n.Text == c.text
}

func (b bound) holds(n *value.Node) bool {
	if n.Kind != value.Int {
		return false
	}
	var c int
	if v, err := strconv.ParseInt(n.Text, 10, 64); err == nil && b.limit.IsInt64() {
		c = cmp.Compare(v, b.limit.Int64())
	} else {
		v, ok := new(big.Int).SetString(n.Text, 10)
		if !ok {
			return false
		}
		c = v.Cmp(b.limit)
	}
	switch b.op {
	case ">=":
		return c >= 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	}
	return c < 0
}

func (m matches) holds(n *value.Node) bool {
	return n.Kind == value.String && m.re.MatchString(n.Text) != m.not
}

func (r runes) holds(n *value.Node) bool {
	if n.Kind != value.String {
		return false
	}
	if r.max >= 0 && len(n.Text) <= r.max && r.min == 0 {
		return true
	}
	c := utf8.RuneCountInString(n.Text)
	return c >= r.min && (r.max < 0 || c <= r.max)
}

func (i items) holds(n *value.Node) bool { return n.Kind == value.List && len(n.Items) <= i.max }

// alternatives calls f with each alternative, those of plain references
// included, until f returns true.
func (t *Type) alternatives(f func(*alternative) bool) bool {
	t.force()
	for i := range t.alts {
		a := &t.alts[i]
		if len(a.types) == 1 && len(a.conditions) == 0 && a.object == nil && !a.isList {
			if a.types[0].alternatives(f) {
				return true
			}
			continue
		}
		if f(a) {
			return true
		}
	}
	return false
}

// Sentence says what is allowed, in the schema's words: those of the type, or
// of a type that it stands for.
func (t *Type) Sentence() string {
	t.force()
	if t.sentence != "" {
		return t.sentence
	}
	for _, a := range t.alts {
		for _, x := range a.types {
			if s := x.Sentence(); s != "" {
				return s
			}
		}
	}
	return ""
}

// Definition is the type itself if it is a definition, or the definition that it stands
// for, or nil.
func (t *Type) Definition() *Type {
	t.force()
	switch {
	case t.Name != "":
		return t
	case len(t.alts) == 1 && len(t.alts[0].types) == 1:
		return t.alts[0].types[0].Definition()
	}
	return nil
}

// Preset is the value of a field that is absent, as CUE writes it; empty where the schema
// gives none.
func (t *Type) Preset() string {
	t.force()
	return t.preset
}

// Object returns the struct that the type allows, or nil.
func (t *Type) Object() *Object {
	var o *Object
	t.alternatives(func(a *alternative) bool {
		o = a.object
		return o != nil
	})
	return o
}

// Elem returns the element type of the list that the type allows, or nil.
func (t *Type) Elem() *Type {
	var e *Type
	t.alternatives(func(a *alternative) bool {
		if a.isList {
			e = a.list
		}
		for _, x := range a.types {
			if e == nil {
				e = x.Elem()
			}
		}
		return e != nil
	})
	return e
}

// Admits reports whether a scalar, or a list as to its length, is allowed.
func (t *Type) Admits(n *value.Node) bool {
	return t.alternatives(func(a *alternative) bool {
		if a.object != nil {
			return n.Kind == value.Struct
		}
		if a.isList && n.Kind != value.List {
			return false
		}
		for _, c := range a.conditions {
			if !c.holds(n) {
				return false
			}
		}
		for _, x := range a.types {
			if !x.Admits(n) {
				return false
			}
		}
		return true
	})
}

// Enum lists the texts that the type allows one by one, or nil.
func (t *Type) Enum() []string {
	var values []string
	all := true
	t.alternatives(func(a *alternative) bool {
		if len(a.conditions) == 1 {
			if c, ok := a.conditions[0].(constant); ok {
				if c.kind == value.String {
					values = append(values, c.text)
				}
				return false
			}
		}
		all = false
		return true
	})
	if !all {
		return nil
	}
	return values
}

// Takes reports whether values of a kind can be allowed at all.
func (t *Type) Takes(k value.Kind) bool {
	return t.alternatives(func(a *alternative) bool {
		switch {
		case a.object != nil:
			return k == value.Struct
		case a.isList:
			return k == value.List
		}
		for _, c := range a.conditions {
			switch c := c.(type) {
			case *leaf:
				if !c.takes(k) {
					return false
				}
			case isKind:
				return k == value.Kind(c)
			case constant:
				return k == c.kind
			case bound, isNumber:
				return k == value.Int
			case matches, runes:
				return k == value.String
			case items:
				return k == value.List
			}
		}
		for _, x := range a.types {
			if !x.Takes(k) {
				return false
			}
		}
		return true
	})
}

// Field returns what a struct allows under a label, or nil. A pattern whose
// value is an error alone is returned, too: its sentence says why not.
func (o *Object) Field(label string) *Field {
	if f := o.fields[label]; f != nil {
		return f
	}
	var refused, found *Field
	for _, p := range o.patterns {
		switch {
		case !p.matches(label):
		case p.family != nil:
			if of := p.family.field(label); of != nil {
				return of
			}
		case p.Refuses():
			refused = p
		case found == nil:
			found = p
		default:
			// Several patterns hold of a label, such as indexes to 10 and to 13:
			// it may have the fields of each.
			both := &Object{embedded: []*Type{found.Type, p.Type}}
			found = &Field{Label: label, Type: &Type{alts: []alternative{{object: both}}}}
		}
	}
	if found != nil {
		return found
	}
	for _, e := range o.embedded {
		if in := e.Object(); in != nil {
			switch f := in.Field(label); {
			case f == nil:
			case f.Refuses():
				refused = f
			default:
				return f
			}
		}
	}
	return refused
}

// Fields lists named fields and patterns, in the order of the schema, those of
// embedded definitions included.
func (o *Object) Fields() []*Field {
	all := slices.Concat(o.order, o.patterns)
	for _, e := range o.embedded {
		if in := e.Object(); in != nil {
			all = append(all, in.Fields()...)
		}
	}
	return all
}

// Labels lists the named fields, without patterns.
func (o *Object) Labels() []string {
	var labels []string
	for _, f := range o.Fields() {
		if !f.IsPattern() {
			labels = append(labels, f.Label)
		}
	}
	return labels
}

// Required lists the fields that a value must have.
func (o *Object) Required() []*Field {
	o.needsOnce.Do(func() {
		for _, f := range o.Fields() {
			if f.Required {
				o.needs = append(o.needs, f)
			}
		}
	})
	return o.needs
}

// IsPattern reports whether the field stands for all labels of a pattern.
func (f *Field) IsPattern() bool { return f.labels != nil }

// Refuses reports whether the field exists to say what is wrong with a label.
func (f *Field) Refuses() bool {
	f.Type.force()
	return len(f.Type.alts) == 0 && f.Type.sentence != ""
}

// IndexMax is the highest index of a label that is, or holds, an index; 0 if
// there is none.
func (f *Field) IndexMax() int {
	if f.index == nil {
		return 0
	}
	return f.index.Max
}

func (f *Field) matches(label string) bool {
	if f.index != nil && f.regex == "" && f.family == nil {
		if label == "" || label[0] < '1' || label[0] > '9' {
			return false
		}
		i, err := strconv.Atoi(label)
		return err == nil && i >= 1 && i <= f.index.Max && label == strconv.Itoa(i)
	}
	n := value.Node{Kind: value.String, Text: label}
	for _, c := range f.labels {
		if !c.holds(&n) {
			return false
		}
	}
	return true
}

// Refusal says why a scalar is not allowed, or nothing if it is.
func (t *Type) Refusal(n *value.Node) string {
	if t.Admits(n) {
		return ""
	}
	return cmp.Or(t.Sentence(), "has a value that is not allowed")
}

// IsCalled reports whether a type is a definition, or stands for it.
func (t *Type) IsCalled(definition string) bool {
	t.force()
	return t.Name == definition || len(t.alts) == 1 && len(t.alts[0].types) == 1 && t.alts[0].types[0].Name == definition
}
