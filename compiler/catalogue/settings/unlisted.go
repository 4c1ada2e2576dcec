package settings

import (
	"cmp"
	"slices"
	"strings"

	"cuelang.org/go/cue/literal"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/value"
)

// Free is what the catalogue says of a setting that stands under unlisted.
type Free struct {
	// Rule is what the catalogue says against it, and what it sets aside: empty if
	// the catalogue does not know the name, or if params would take it.
	Rule string

	value bool // the rule is about the value
	name  *freeName
	node  *value.Node // as params would take it, or as it stands
}

// freeName is what there is to know of a name under unlisted.
type freeName struct {
	label   string
	field   *catalogue.Field // what the catalogue says of it; nil if nothing
	spelled string           // how params has it; empty if it cannot
	labels  []string
	rule    string // against the name, whatever its value
	twin    string // the known name from which it differs in letter case alone
	letter  string // x where a number belongs
	secret  bool
	allowed *catalogue.Field // what the schema says of such a name under unlisted
}

// free checks what stands under unlisted.
func (c *Checker) free(p place, o *catalogue.Object, n *value.Node) {
	before := len(c.settings)
	for _, f := range n.Fields {
		name := c.freeName(o, f.Label)
		under := p.down(f.Label, c.Separator)
		under.secret = name.secret
		switch {
		case name.allowed == nil:
			c.unknown(p, under, o, f)
		case name.allowed.Refuses():
			c.refused(p, under, o, name.allowed, f)
			if c.Separator != "" && f.Value.Kind == value.Struct && !IsReference(f.Value) {
				c.repropose(c.oneLabel(f))
			}
		case name.twin != "":
			c.doubt(name.twin)
			c.Findings.Add(UnlistedLetterCase.At(f.Pos, "%s differs from %s in letter case alone, and names are case-sensitive", f.Label, name.twin).
				Proposed(c.spelled(f.Label, name.twin)))
		case c.freeValue(under, name, f):
			s := c.freeSetting(name, f)
			c.settings = append(c.settings, s)
			if !c.Checked && f.Value.Kind == value.String {
				field := s.Field
				if s.Free.Rule != "" {
					field = nil // what it must be is set aside
				}
				c.doubts(f.Label, field, f.Value)
			}
		}
	}
	c.keep(n, before)
}

// freeValue reports whether a value may stand under unlisted, and tells why not.
func (c *Checker) freeValue(p place, name *freeName, f value.Field) bool {
	before := len(c.Findings)
	t := name.allowed.Type
	switch {
	case f.Value.Kind == value.Invalid:
		c.doubt(name.label)
		return false
	case c.Checked:
	case f.Value.Kind == value.Struct && IsReference(f.Value) && t.Object() != nil:
		c.object(p, t.Object(), f.Value)
	case f.Value.Kind == value.Struct || !t.Admits(f.Value):
		c.doubt(name.label)
		c.mismatch(p, t, nil, f.Value)
		if f.Value.Kind == value.Struct && c.Separator != "" {
			c.repropose(c.oneLabel(f))
		}
	}
	return len(c.Findings) == before
}

// freeSetting makes a setting of what may stand under unlisted, and finds out which
// rule of the catalogue it sets aside.
func (c *Checker) freeSetting(name *freeName, f value.Field) Setting {
	s := Setting{Name: f.Label, Node: f.Value, Field: name.field, Pos: f.Pos, Type: name.allowed.Type, Secret: name.secret}
	s.Free = &Free{Rule: name.rule, name: name, node: f.Value}
	if name.field == nil || name.rule != "" || c.Checked {
		return s
	}
	t := name.field.Type
	switch {
	case IsReference(f.Value):
		if t.Object() == nil {
			s.Free.Rule = f.Label + " is no secret, and only secrets are taken from references"
		}
	default:
		if s.Free.node = c.taken(t, f.Value); s.Free.node == nil {
			s.Free.node, s.Free.value = f.Value, true
			s.Free.Rule = c.said(f.Label, t)
		}
	}
	return s
}

// taken returns the value that params takes and that is written like another, or nil.
func (c *Checker) taken(t *catalogue.Type, n *value.Node) *value.Node {
	same := func(k value.Kind, text string) *value.Node {
		return &value.Node{Kind: k, Text: text, Pos: n.Pos}
	}
	for _, x := range []*value.Node{n, same(value.Bool, "true"), same(value.Bool, "false"), same(value.Int, n.Text), same(value.String, n.Text)} {
		if x.Kind == value.Int && !value.IsDecimal(strings.TrimPrefix(x.Text, "-")) {
			continue
		}
		if x.Kind == value.String && n.Kind != value.String && t.Takes(n.Kind) {
			continue // as text it would be as wrong
		}
		if t.Admits(x) && c.Written(x) == c.Written(n) {
			return x
		}
	}
	return nil
}

// maxNames bounds the names that a checker keeps.
const maxNames = 4096

// freeName looks a name up. Entities by the thousand have the same.
func (c *Checker) freeName(o *catalogue.Object, label string) *freeName {
	if known := c.names[label]; known != nil {
		return known
	}
	name := &freeName{label: label, allowed: o.Field(label), secret: value.LooksSecret(label)}
	if known, ok := c.Schema.Param(label); ok {
		name.field, name.spelled, name.labels, name.secret = known.Field, known.Spell(), known.Labels, known.Field.Meta.Secret
	} else if name.allowed != nil && !name.allowed.Refuses() {
		name.twin = c.Schema.Recased(label)
		name.letter = c.Schema.LetterIndex(label)
		c.beyond(name)
	}
	if len(c.names) >= maxNames || c.names == nil {
		c.names = map[string]*freeName{}
	}
	c.names[label] = name
	return name
}

// beyond finds out whether a name is that of a parameter but for its index: then it is
// like the parameter.
func (c *Checker) beyond(name *freeName) {
	if index, most, known := c.Schema.Beyond(name.label); index != "" {
		name.field, name.secret = known.Field, known.Field.Meta.Secret
		name.rule = catalogue.BeyondRule(name.label, most)
	} else if f := c.Schema.MustType(catalogue.ParamsType).Object().Field(name.label); f != nil && f.Refuses() {
		name.rule = name.label + ": " + f.Type.Sentence()
	}
}

// offer tells of the way out, where a name may go it.
func (c *Checker) offer(name string) string {
	t, err := c.Schema.Type(catalogue.UnlistedType)
	if err != nil {
		return ""
	}
	if f := t.Object().Field(name); f == nil || f.Refuses() {
		return ""
	}
	return "what only other software knows goes into unlisted"
}

// repropose gives the last finding another proposal.
func (c *Checker) repropose(p diag.Proposal) {
	last := &c.Findings[len(c.Findings)-1]
	*last = last.Proposed(p)
}

// spelled writes what stands under unlisted as the parameter that it is.
func (c *Checker) spelled(label, name string) diag.Proposal {
	if s, ok := c.Schema.Param(name); ok {
		return diag.Write(s.Spell(), intoParams(label, s.Labels))
	}
	return diag.Proposal{}
}

// intoParams moves a field from unlisted to params.
func intoParams(label string, labels []string) diag.Fix {
	return diag.Relabel("unlisted."+label, append([]string{"params"}, labels...))
}

// Layer calls f with all that a layer sets, in params and under unlisted. One name
// in both is an error, and what stands in params counts.
func (c *Checker) Layer(n *value.Node, f func(*Setting)) {
	params, free := c.Settings[n.Get("params")], c.Settings[n.Get("unlisted")]
	for i := range params {
		f(&params[i])
	}
	for i := range free {
		s := &free[i]
		if at := slices.IndexFunc(params, func(p Setting) bool { return p.Name == s.Name }); at >= 0 {
			c.Findings.Add(UnlistedTwice.At(s.Pos, "%s stands in params and in unlisted of one layer", s.Name).
				Proposed(diag.LeaveOut("keep one of them", "unlisted."+s.Name)).WithRelated(params[at].Pos, "the other is here"))
			continue
		}
		f(s)
	}
}

// Unchecked are findings about parameters that nobody checks: one of each kind, at the
// first place, however many entities have the parameter. In is for the vendor to tell
// parts of a deployment apart.
type Unchecked[In comparable] map[Kind[In]]diag.Diagnostic

// Kind is what a finding says, and of which part.
type Kind[In comparable] struct {
	In   In
	says string
}

// Note keeps a finding if it is the first of its kind.
func (u Unchecked[In]) Note(in In, says string, pos diag.Pos, finding func() diag.Diagnostic) {
	kind := Kind[In]{in, says}
	if known, ok := u[kind]; !ok || pos.Compare(known.Pos) < 0 {
		u[kind] = finding()
	}
}

// Join takes over what others noted.
func (u Unchecked[In]) Join(others Unchecked[In]) {
	for kind, d := range others {
		u.Note(kind.In, kind.says, d.Pos, func() diag.Diagnostic { return d })
	}
}

// Free notes a setting that stands under unlisted, and which rule it sets aside: that
// of the catalogue, or another that the vendor knows of.
func (u Unchecked[In]) Free(in In, s *Setting, rule string) {
	rule = cmp.Or(s.Free.Rule, rule)
	u.Note(in, "unlisted "+s.Name+" "+rule, s.Pos, func() diag.Diagnostic { return s.unchecked(rule) })
}

// Unchecked is the check of what Free tells of a setting.
func (s *Setting) Unchecked(rule string) *diag.Check {
	if s.Field == nil && s.Free.Rule == "" && rule == "" {
		return UnlistedParameter
	}
	return UnlistedKnown
}

func (s *Setting) unchecked(rule string) diag.Diagnostic {
	check, name := s.Unchecked(rule), s.Free.name
	switch {
	case check == UnlistedParameter:
		d := check.At(s.Pos, "%s is not in the catalogue: its value goes out unchecked", s.Name)
		if name.letter != "" {
			d.Hint = numberFor(name.letter)
		}
		return d
	case rule != "":
		d := check.At(s.Pos, "unlisted sets a rule of the catalogue aside: %s", rule)
		if s.Free.value {
			d.Detail = "found " + s.Node.Describe(s.Secret)
		}
		return d
	}
	written := literalOf(s.Free.node, s.Secret)
	fix := intoParams(s.Name, name.labels)
	if !s.Secret && s.Free.node != s.Node {
		fix.Value = written
	}
	return check.At(s.Pos, "%s is in the catalogue, and params takes this value", s.Name).
		Proposed(diag.Write("params: "+name.spelled+" "+written, fix))
}

// literalOf is a value as CUE has it, unless it may be a secret.
func literalOf(n *value.Node, secret bool) string {
	switch {
	case secret || n.Kind == value.Struct:
		return `{secret: "…"}`
	case n.Kind == value.String:
		return literal.String.Quote(n.Text)
	}
	return n.Text
}
