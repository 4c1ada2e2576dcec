package facts

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

// Decoder makes facts of evaluated values, which it checks against the schema
// first; what is left out of the facts has been told there. A decoder is for one
// goroutine.
type Decoder struct {
	settings.Checker
	access   map[string]named
	password *catalogue.Field
	memory   value.Arena
	settings []Setting
}

// Decode makes facts of a deployment, of all but phones and people, and tells what is
// wrong.
func Decode(in *value.Deployment) (*Deployment, diag.List) {
	d := newDecoder()
	return d.deployment(in), d.Findings
}

// NewDecoder returns a decoder of phones and people of a deployment. What was checked
// before is not checked again.
func NewDecoder(d *Deployment, checked bool) *Decoder {
	dec := newDecoder()
	dec.access, dec.Checked = d.Access, checked
	return dec
}

func newDecoder() *Decoder {
	return &Decoder{
		Checker:  settings.Checker{Schema: Schema(), Subject: "these phones", Written: written},
		access:   map[string]named{},
		password: Schema().MustType("#User").Object().Field("password"),
	}
}

// Reset gets ready for the next entity. The values and settings of those before
// are no longer valid: their memory is used again.
func (d *Decoder) Reset() {
	d.Checker.Reset()
	d.memory.Reset()
	d.settings = d.settings[:0]
}

// deployment decodes all but phones and users.
func (d *Decoder) deployment(in *value.Deployment) *Deployment {
	root := in.Frame(value.Containers...)
	d.Check(root)
	out := &Deployment{
		Name:      in.Name,
		Pos:       in.Pos,
		Folder:    root.Get("folder").Str(""),
		Server:    root.Get("server").Str(""),
		ServerPos: root.Get("server").Place(in.Pos),
		Domain:    named{root.Get("domain").Str(""), root.Get("domain").Place(in.Pos)},
		KeepLocal: map[string]diag.Pos{},
		Access:    d.access,
	}
	if n := root.Get("rule"); n != nil && n.Kind == value.String {
		out.Rule = &named{n.Text, n.Pos}
	}
	if n := root.Get("keepLocal"); n != nil {
		for _, item := range n.Items {
			d.parameter(item.Text, "keepLocal", item.Pos)
			out.KeepLocal[item.Text] = item.Pos
		}
	}
	if n := root.Get("access"); n != nil {
		for _, f := range n.Fields {
			d.parameter(f.Label, "access", f.Pos)
			d.access[f.Label] = named{f.Value.Text, f.Pos}
		}
	}
	var wrong diag.List
	out.Restarts, wrong = settings.ReadRestarts(root.Get("restarts"), Schema(), d.Subject)
	d.Findings.Add(wrong...)
	out.Base = d.layer(root, in.Pos)
	out.Base.Accepts = nil
	if f := root.Field("default"); f != nil {
		out.Fallback = d.layer(f.Value, f.Pos)
	} else {
		out.Fallback = Layer{Pos: in.Pos}
	}
	for _, f := range root.Structs("models") {
		out.Models = append(out.Models, &Model{f.Label, d.layer(f.Value, f.Pos)})
	}
	slices.SortFunc(out.Models, func(a, b *Model) int { return cmp.Compare(a.Name, b.Name) })
	out.Phones, out.Users = in.Entities("phones"), in.Entities("users")
	out.Doubts = maps.Clone(d.Doubts)
	return out
}

// entity makes an entity and checks it against the schema.
func (d *Decoder) entity(label string, all value.Entities, i int) (value.Field, bool) {
	f, wrong := all.At(i, &d.memory)
	if wrong != nil {
		d.Findings.Add(*wrong)
		return f, false
	}
	d.Entity(label, f)
	return f, f.Value.Kind == value.Struct
}

// Phone decodes a phone, or returns nil if its text does not allow that.
func (d *Decoder) Phone(all value.Entities, i int) *Phone {
	f, ok := d.entity("phones", all, i)
	if !ok {
		return nil
	}
	m := f.Value.Get("model")
	p := &Phone{
		MAC:      f.Label,
		Label:    vendor.Label(f.Value),
		Model:    m.Str(""),
		ModelPos: m.Place(f.Pos),
		Product:  ProductsByName()[m.Str("")],
		Identity: d.identity(f.Value, f.Pos),
		Layer:    d.layer(f.Value, f.Pos),
	}
	switch id, password := f.Value.Get("userID"), f.Value.Get("password"); {
	case id == nil && password == nil:
		p.Anonymous = true
	case id == nil:
		p.Lacking = "userID"
	case password == nil:
		p.Lacking = "password"
	}
	if before := f.Value.Get("previous"); before != nil {
		for _, n := range before.Items {
			i := d.identity(n, n.Pos)
			p.Previous = append(p.Previous, &i)
		}
	}
	return p
}

// User decodes a person, or returns nil if its text does not allow that.
func (d *Decoder) User(all value.Entities, i int) *User {
	f, ok := d.entity("users", all, i)
	if !ok {
		return nil
	}
	return &User{
		Identity: Identity{f.Label, f.Pos, d.secret("the password of user "+f.Label, f.Value, f.Pos)},
		Label:    vendor.Label(f.Value),
		Layer:    d.layer(f.Value, f.Pos),
	}
}

// parameter refuses a name in keepLocal or access that is no parameter's.
func (d *Decoder) parameter(name, where string, pos diag.Pos) {
	if Elements()[name] != nil {
		return
	}
	found := settings.ParameterUnknown.At(pos, "%s, in %s, is no parameter of these phones", name, where)
	names := make([]string, 0, len(Elements()))
	for n := range Elements() {
		names = append(names, n)
	}
	slices.SortFunc(names, CompareNames)
	if near := meant.Nearest(name, names); near != "" {
		found = found.Proposed(diag.DidYouMean(near, diag.Respell(name, near)))
	}
	d.Findings.Add(found)
}

// identity reads what a phone authenticates with.
func (d *Decoder) identity(n *value.Node, pos diag.Pos) Identity {
	id := n.Get("userID")
	return Identity{id.Str(""), id.Place(pos), d.secret(EMPhonePassword, n, pos)}
}

// secret reads the password of an entity, under the name that sentences have
// for it.
func (d *Decoder) secret(name string, entity *value.Node, pos diag.Pos) artifact.Param {
	n := entity.Get("password")
	if n == nil {
		return artifact.Param{Name: name, Sensitive: true, Pos: pos}
	}
	return d.value(&settings.Setting{Name: name, Node: n, Field: d.password, Pos: n.Pos, Type: d.password.Type, Secret: true})
}

// layer reads parameters, those of the catalogue and those it lacks.
func (d *Decoder) layer(n *value.Node, pos diag.Pos) Layer {
	before := len(d.settings)
	d.Layer(n, func(s *settings.Setting) {
		out := Setting{Param: d.value(s), Element: Elements()[s.Name]}
		out.Access = d.access[s.Name].Value
		if s.Free != nil {
			out.Free, out.Unlisted = s, true
		}
		d.settings = append(d.settings, out)
	})
	return Layer{Pos: pos, Accepts: vendor.NewAcceptor(n, pos), Params: slices.Clip(d.settings[before:])}
}

// value makes a parameter of a checked value, or of the secret that stands for it.
func (d *Decoder) value(s *settings.Setting) artifact.Param {
	p := artifact.Param{Name: s.Name, Sensitive: s.Secret, Pos: s.Pos}
	if secret, refusal, ok := s.Reference(); ok {
		p.Secret, p.Sensitive, p.Allowed = secret, true, refusal
		return p
	}
	p.Value = written(s.Node)
	d.TellLiteral(s)
	d.ascii(p)
	return p
}

// ascii warns of characters beyond ASCII: the vendor's documents disagree on the
// character set of a profile.
func (d *Decoder) ascii(p artifact.Param) {
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
