package cisco

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/meant"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// decoder makes facts of evaluated values, which it checks against the schema
// first; what is left out of the facts has been told there. A decoder is for one
// goroutine.
type decoder struct {
	settings.Checker
	access   map[string]named
	password *catalogue.Field
	memory   value.Arena
	settings []setting
}

// decode makes facts of a deployment, of all but phones and people, and tells what is
// wrong.
func decode(in *value.Deployment) (*deployment, diag.List) {
	d := newDecoder()
	return d.deployment(in), d.Findings
}

// newDecoderOf returns a decoder of phones and people of a deployment. What was checked
// before is not checked again.
func newDecoderOf(d *deployment, checked bool) *decoder {
	dec := newDecoder()
	dec.access, dec.Checked = d.access, checked
	return dec
}

func newDecoder() *decoder {
	return &decoder{
		Checker:  settings.Checker{Schema: Schema(), Subject: "these phones", Written: written},
		access:   map[string]named{},
		password: Schema().MustType("#User").Object().Field("password"),
	}
}

// Reset gets ready for the next entity. The values and settings of those before
// are no longer valid: their memory is used again.
func (d *decoder) Reset() {
	d.Checker.Reset()
	d.memory.Reset()
	d.settings = d.settings[:0]
}

// deployment decodes all but phones and users.
func (d *decoder) deployment(in *value.Deployment) *deployment {
	root := in.Frame(value.Containers...)
	d.Check(root)
	out := &deployment{
		name:      in.Name,
		pos:       in.Pos,
		folder:    root.Get("folder").Str(""),
		server:    root.Get("server").Str(""),
		serverPos: root.Get("server").Place(in.Pos),
		domain:    named{root.Get("domain").Str(""), root.Get("domain").Place(in.Pos)},
		keepLocal: map[string]diag.Pos{},
		access:    d.access,
	}
	if n := root.Get("rule"); n != nil && n.Kind == value.String {
		out.rule = &named{n.Text, n.Pos}
	}
	if n := root.Get("keepLocal"); n != nil {
		for _, item := range n.Items {
			d.parameter(item.Text, "keepLocal", item.Pos)
			out.keepLocal[item.Text] = item.Pos
		}
	}
	if n := root.Get("access"); n != nil {
		for _, f := range n.Fields {
			d.parameter(f.Label, "access", f.Pos)
			d.access[f.Label] = named{f.Value.Text, f.Pos}
		}
	}
	var wrong diag.List
	out.restarts, wrong = settings.ReadRestarts(root.Get("restarts"), Schema(), d.Subject)
	d.Findings.Add(wrong...)
	out.base = d.layer(root, in.Pos)
	out.base.accepts = nil
	if f := root.Field("default"); f != nil {
		out.fallback = d.layer(f.Value, f.Pos)
	} else {
		out.fallback = layer{pos: in.Pos}
	}
	for _, f := range root.Structs("models") {
		out.models = append(out.models, &model{f.Label, d.layer(f.Value, f.Pos)})
	}
	slices.SortFunc(out.models, func(a, b *model) int { return cmp.Compare(a.name, b.name) })
	out.phones, out.users = in.Entities("phones"), in.Entities("users")
	out.doubts = maps.Clone(d.Doubts)
	return out
}

// entity makes an entity and checks it against the schema.
func (d *decoder) entity(label string, all value.Entities, i int) (value.Field, bool) {
	f, wrong := all.At(i, &d.memory)
	if wrong != nil {
		d.Findings.Add(*wrong)
		return f, false
	}
	d.Entity(label, f)
	return f, f.Value.Kind == value.Struct
}

// phone decodes a phone, or returns nil if its text does not allow that.
func (d *decoder) phone(all value.Entities, i int) *phone {
	f, ok := d.entity("phones", all, i)
	if !ok {
		return nil
	}
	m := f.Value.Get("model")
	p := &phone{
		mac:      f.Label,
		label:    vendor.Label(f.Value),
		model:    m.Str(""),
		modelPos: m.Place(f.Pos),
		product:  productsByName()[m.Str("")],
		identity: d.identity(f.Value, f.Pos),
		layer:    d.layer(f.Value, f.Pos),
	}
	switch id, password := f.Value.Get("userID"), f.Value.Get("password"); {
	case id == nil && password == nil:
		p.anonymous = true
	case id == nil:
		p.lacking = "userID"
	case password == nil:
		p.lacking = "password"
	}
	if before := f.Value.Get("previous"); before != nil {
		for _, n := range before.Items {
			i := d.identity(n, n.Pos)
			p.previous = append(p.previous, &i)
		}
	}
	return p
}

// user decodes a person, or returns nil if its text does not allow that.
func (d *decoder) user(all value.Entities, i int) *user {
	f, ok := d.entity("users", all, i)
	if !ok {
		return nil
	}
	return &user{
		identity: identity{f.Label, f.Pos, d.secret("the password of user "+f.Label, f.Value, f.Pos)},
		label:    vendor.Label(f.Value),
		layer:    d.layer(f.Value, f.Pos),
	}
}

// parameter refuses a name in keepLocal or access that is no parameter's.
func (d *decoder) parameter(name, where string, pos diag.Pos) {
	if elements()[name] != nil {
		return
	}
	found := settings.ParameterUnknown.At(pos, "%s, in %s, is no parameter of these phones", name, where)
	names := make([]string, 0, len(elements()))
	for n := range elements() {
		names = append(names, n)
	}
	slices.SortFunc(names, compareNames)
	if near := meant.Nearest(name, names); near != "" {
		found = found.Proposed(diag.DidYouMean(near, diag.Respell(name, near)))
	}
	d.Findings.Add(found)
}

// identity reads what a phone authenticates with.
func (d *decoder) identity(n *value.Node, pos diag.Pos) identity {
	id := n.Get("userID")
	return identity{id.Str(""), id.Place(pos), d.secret(emPhonePassword, n, pos)}
}

// secret reads the password of an entity, under the name that sentences have
// for it.
func (d *decoder) secret(name string, entity *value.Node, pos diag.Pos) artifact.Param {
	n := entity.Get("password")
	if n == nil {
		return artifact.Param{Name: name, Sensitive: true, Pos: pos}
	}
	return d.value(&settings.Setting{Name: name, Node: n, Field: d.password, Pos: n.Pos, Type: d.password.Type, Secret: true})
}

// layer reads parameters, those of the catalogue and those it lacks.
func (d *decoder) layer(n *value.Node, pos diag.Pos) layer {
	before := len(d.settings)
	d.Layer(n, func(s *settings.Setting) {
		out := setting{Param: d.value(s), element: elements()[s.Name]}
		out.Access = d.access[s.Name].value
		if s.Free != nil {
			out.free, out.Unlisted = s, true
		}
		d.settings = append(d.settings, out)
	})
	return layer{pos: pos, accepts: vendor.NewAcceptor(n, pos), params: slices.Clip(d.settings[before:])}
}

// value makes a parameter of a checked value, or of the secret that stands for it.
func (d *decoder) value(s *settings.Setting) artifact.Param {
	p := artifact.Param{Name: s.Name, Sensitive: s.Secret, Pos: s.Pos}
	if settings.IsReference(s.Node) {
		p.Secret, p.Sensitive = s.Node.Get("secret").Text, true
		t := s.Type
		p.Allowed = func(text string) string {
			return t.Refusal(&value.Node{Kind: value.String, Text: text})
		}
		return p
	}
	p.Value = written(s.Node)
	d.TellLiteral(s)
	d.ascii(p)
	return p
}

// ascii warns of characters beyond ASCII: the vendor's documents disagree on the
// character set of a profile.
func (d *decoder) ascii(p artifact.Param) {
	if i := strings.IndexFunc(p.Value, func(r rune) bool { return r > 0x7e }); i >= 0 {
		d.Findings.Add(nonASCIIValue.At(p.Pos, "%s holds characters beyond ASCII, which a phone may show as others", p.Name).
			WithHint("keep to ASCII, or try it on a phone of each model"))
	}
}

// written is a value as phones read it.
func written(n *value.Node) string {
	if n.Kind == value.Bool {
		if n.Text == "true" {
			return "Yes"
		}
		return "No"
	}
	return n.Text
}
