package facts

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/spectralink/digitmap"
	"provc/compiler/syntax"
	"provc/compiler/value"
	"provc/compiler/vendor"
	"provc/schema"
)

// Schema is the catalogue of the 84-Series' parameters and the shape of a
// deployment.
var Schema = sync.OnceValue(func() *catalogue.Schema {
	s, err := catalogue.Open(schema.FS, Vendor)
	if err != nil {
		panic(err) // embedded: tests read it whole
	}
	s.Checks = diag.Join("", checks, settings.Checks())
	s.Languages = map[string]syntax.Language{digitmapSyntax.ID: digitmap.Check}
	return s
})

// Decoder makes facts of evaluated values, which it checks against the schema
// first; what is left out of the facts has been told there. A decoder is for one
// goroutine.
type Decoder struct {
	settings.Checker
	home     string // the profiles directory of users who name none
	memory   value.Arena
	settings []Setting
	names    []string // of the settings that were sorted last
	order    []int    // and how
	restarts settings.Restarts
}

// NewDecoder returns a decoder of handsets and users, of whom those who name no profiles
// directory are at home in this one. What was checked before is not checked again.
func NewDecoder(of *Deployment, home string, checked bool) *Decoder {
	d := Decoder{Checker: checkerOf(), home: home, restarts: of.Restarts}
	d.Checked = checked
	return &d
}

func checkerOf() settings.Checker {
	return settings.Checker{Schema: Schema(), Separator: ".", Subject: "the 84-Series", Written: written}
}

// Reset gets ready for the next entity. The values and settings of those before
// are no longer valid: their memory is used again.
func (d *Decoder) Reset() {
	d.Checker.Reset()
	d.memory.Reset()
	d.settings = d.settings[:0]
}

// Decode makes facts of a deployment, of all but handsets and users, and tells what is
// wrong.
func Decode(in *value.Deployment) (*Deployment, diag.List) {
	d := &Decoder{Checker: checkerOf()}
	return d.deployment(in), d.Findings
}

func (d *Decoder) deployment(in *value.Deployment) *Deployment {
	root := in.Frame(value.Containers...)
	d.Check(root)
	var wrong diag.List
	d.restarts, wrong = settings.ReadRestarts(root.Get("restarts"), Schema(), "the 84-Series")
	d.Findings.Add(wrong...)
	out := &Deployment{
		Restarts: d.restarts,
		Name:     in.Name,
		Pos:      in.Pos,
		Folder:   root.Get("folder").Str(""),
		Software: root.Get("software").Str(""),
		Dialect:  root.Get("dialect").Str(""),
		AllBoot:  root.Get("masters").Str("") == "all",
		Base:     d.layer(root, in.Pos),
		Groups:   map[string]*group{},
		Phones:   in.Entities("phones"),
		Users:    in.Entities("users"),
	}
	if misc := root.Get("misc"); misc != nil {
		for _, m := range misc.Items {
			out.Misc = append(out.Misc, m.Text)
		}
	}
	if wanted := root.Get("emergencyNumbers"); wanted != nil {
		for _, n := range wanted.Items {
			out.EmergencyNumbers = append(out.EmergencyNumbers, Number{Value: n.Str(""), Pos: n.Pos})
		}
	}
	all := root.Get("directories")
	for _, x := range []struct {
		in          *value.Node
		label, attr string
	}{
		{all, "logs", "LOG_FILE_DIRECTORY"},
		{all, "overrides", "OVERRIDES_DIRECTORY"},
		{all, "contacts", "CONTACTS_DIRECTORY"},
		{all, "callLists", "CALL_LISTS_DIRECTORY"},
		{all, "license", "LICENSE_DIRECTORY"},
		{root, "coreFiles", "COREFILE_DIRECTORY"},
	} {
		if n := x.in.Get(x.label); n != nil && n.Kind == value.String {
			out.Directories = append(out.Directories, directory{x.attr, n.Text, n.Pos})
		}
	}
	out.Base.Models = models(root)
	if n := root.Get("contacts"); n != nil {
		out.Contacts, out.HasContacts = contacts(n), true
	}
	for _, f := range root.Structs("groups") {
		g := &group{f.Label, d.layer(f.Value, f.Pos)}
		g.Accepts = vendor.NewAcceptor(f.Value, f.Pos)
		out.Groups[f.Label] = g
	}
	out.Doubts = maps.Clone(d.Doubts)
	return out
}

// Phone decodes a handset, or returns nil if its text does not allow that.
func (d *Decoder) Phone(all value.Entities, i int) *Phone {
	f, ok := d.entity("phones", all, i)
	if !ok {
		return nil
	}
	p := outline(f)
	p.Params = d.params(f.Value, nil, "")
	p.Implied = implied(&p.Layer)
	return p
}

// Outline decodes a handset without its parameters.
func (d *Decoder) Outline(all value.Entities, i int) *Phone {
	f, _ := all.At(i, &d.memory)
	return outline(f)
}

func outline(f value.Field) *Phone {
	p := &Phone{MAC: f.Label, Label: vendor.Label(f.Value), Layer: frame(f.Value, f.Pos)}
	p.Accepts = vendor.NewAcceptor(f.Value, f.Pos)
	if g := f.Value.Get("group"); g != nil && g.Kind == value.String {
		p.Group, p.GroupPos = g.Text, g.Pos
	}
	p.Says = p.HasNumbers || holds(f.Value.Get("params")) || holds(f.Value.Get("unlisted"))
	return p
}

// holds reports whether a struct has any value in it.
func holds(n *value.Node) bool {
	if n == nil || n.Kind != value.Struct {
		return n != nil
	}
	return slices.ContainsFunc(n.Fields, func(f value.Field) bool { return holds(f.Value) })
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

func (d *Decoder) layer(n *value.Node, pos diag.Pos) Layer {
	l := frame(n, pos)
	l.Params = d.params(n, nil, "")
	l.Implied = implied(&l)
	return l
}

// frame is a layer without its parameters.
func frame(n *value.Node, pos diag.Pos) Layer {
	l := Layer{Pos: pos}
	if dir := n.Get("profiles", "directory"); dir != nil && dir.Kind == value.String {
		text := dir.Text
		l.Directory, l.DirectoryPos = &text, dir.Pos
	}
	if numbers := n.Get("authorizedNumbers"); numbers != nil {
		l.HasNumbers, l.NumbersPos = true, numbers.Pos
		for _, x := range numbers.Items {
			l.Numbers = append(l.Numbers, Number{
				description: x.Get("description").Str(""),
				Value:       x.Get("value").Str(SomeNumber),
				Pos:         x.Pos,
			})
		}
	}
	l.Foreign = foreignFiles(n)
	return l
}

// models are those that read something of their own.
func models(root *value.Node) []Model {
	var all []Model
	for _, f := range root.Structs("models") {
		m := Model{Name: f.Label, Pos: f.Pos, Foreign: foreignFiles(f.Value), Instead: foreignList(f.Value, "instead")}
		if s := f.Value.Get("software"); s != nil {
			m.Software = &s.Text
		}
		m.Listed = m.Foreign.Any() || m.Instead != nil
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b Model) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// foreignFiles are the files of others that handsets read around our own.
func foreignFiles(n *value.Node) Foreigners {
	return Foreigners{Before: foreignList(n, "before"), After: foreignList(n, "after")}
}

func foreignList(n *value.Node, when string) []Foreign {
	list := n.Get("configFiles", when)
	if list == nil {
		return nil
	}
	files := make([]Foreign, 0, len(list.Items))
	for _, x := range list.Items {
		f := Foreign{Name: x.Text, Pos: x.Pos}
		if x.Kind == value.Struct {
			file := x.Get("file")
			f.Name, f.Pos = file.Str(""), file.Place(x.Pos)
			if sets := x.Get("sets"); sets != nil {
				f.Bounded = true
				for _, pattern := range sets.Items {
					f.Sets = append(f.Sets, pattern.Text)
				}
			}
		}
		if f.Name != "" { // else it has been told
			files = append(files, f)
		}
	}
	return files
}

// SomeNumber stands for the value of an authorized number that has none, which has
// been told: what would follow from it is not.
const SomeNumber = "?"

// authorizedSlots is how many numbers a handset can call while nobody is logged
// in (CS-15-10).
const authorizedSlots = 5

// implied turns authorized numbers into parameters: all five places, the unused
// ones empty, so that layers never blend, and what numbers need to work.
func implied(l *Layer) []Setting {
	if !l.HasNumbers {
		return nil
	}
	var all []Setting
	add := func(name, value string, pos diag.Pos) {
		if Find(l.Params, name) == nil {
			known, _ := Schema().Param(name)
			all = append(all, Setting{Param: artifact.Param{Name: name, Value: value, Pos: pos}, Meta: &known.Field.Meta})
		}
	}
	for i := range authorizedSlots {
		n := Number{Pos: l.NumbersPos}
		if i < len(l.Numbers) {
			n = l.Numbers[i]
		}
		slot := Authorized + strconv.Itoa(i+1)
		add(slot+".description", n.description, n.Pos)
		add(slot+".value", n.Value, n.Pos)
	}
	if len(l.Numbers) > 0 {
		add(LockEnabled, "1", l.NumbersPos)
		add(KeysEnabled, "1", l.NumbersPos)
	}
	return all
}

// User decodes a user, or returns nil if its text does not allow that.
func (d *Decoder) User(all value.Entities, i int) *User {
	f, ok := d.entity("users", all, i)
	if !ok {
		return nil
	}
	n := f.Value
	u := &User{ID: f.Label, Label: vendor.Label(n), Pos: f.Pos, Accepts: vendor.NewAcceptor(n, f.Pos), Directory: d.home, DirectoryPos: f.Pos}
	if dir := n.Get("directory"); dir != nil {
		u.Directory, u.DirectoryPos = dir.Text, dir.Pos
	}
	if c := n.Get("contacts"); c != nil {
		u.Contacts, u.HasContacts = contacts(c), true
	}
	u.Params = d.params(n, n.Get("password"), u.ID)
	return u
}

var passwordField = sync.OnceValue(func() *catalogue.Field {
	known, _ := Schema().Param(LocalPassword)
	return known.Field
})

// params reads a layer's parameters, those of the catalogue and those it lacks,
// and a user's password, if there is one.
func (d *Decoder) params(n, password *value.Node, user string) []Setting {
	before := len(d.settings)
	d.Layer(n, func(s *settings.Setting) { d.settings = append(d.settings, d.setting(s)) })
	if password != nil {
		if twin := Find(d.settings[before:], LocalPassword); twin != nil {
			d.Findings.Add(passwordTwice.At(twin.Pos, "user %s has a password and prov.login.localPassword, which are the same", user))
		} else {
			field := passwordField()
			d.settings = append(d.settings, d.setting(&settings.Setting{Name: LocalPassword, Node: password, Field: field, Pos: password.Pos, Type: field.Type, Secret: true}))
		}
	}
	return d.sorted(d.settings[before:])
}

// sorted returns settings in the order of their names. Most entities have the same
// in the same order as the one before.
func (d *Decoder) sorted(all []Setting) []Setting {
	if !slices.EqualFunc(all, d.names, func(s Setting, name string) bool { return s.Name == name }) {
		d.names, d.order = d.names[:0], d.order[:0]
		for i, s := range all {
			d.names, d.order = append(d.names, s.Name), append(d.order, i)
		}
		slices.SortStableFunc(d.order, func(i, j int) int { return catalogue.Compare(d.names[i], d.names[j]) })
	}
	before := len(d.settings)
	for _, i := range d.order {
		d.settings = append(d.settings, all[i])
	}
	return slices.Clip(d.settings[before:])
}

// setting makes a parameter of a checked value.
func (d *Decoder) setting(s *settings.Setting) Setting {
	out := Setting{Param: artifact.Param{Name: s.Name, Pos: s.Pos, Sensitive: s.Secret}, Meta: &unknown}
	if s.Field != nil {
		out.Meta = &s.Field.Meta
	}
	if s.Free != nil {
		out.Free, out.Unlisted = s, true
	}
	out.Restart = out.Meta.Restart
	if stated, ok := d.restarts.Of(s.Name); ok {
		out.Restart = stated.Restart
	}
	if secret, refusal, ok := s.Reference(); ok {
		out.Secret, out.Sensitive, out.Allowed = secret, true, refusal
		return out
	}
	out.Value = written(s.Node)
	d.TellLiteral(s)
	return out
}

// unknown is what the catalogue says of a parameter that it lacks.
var unknown catalogue.Meta

// written is a value as handsets read it.
func written(n *value.Node) string {
	if n.Kind == value.Bool {
		if n.Text == "true" {
			return "1"
		}
		return "0"
	}
	return n.Text
}

func contacts(n *value.Node) []Contact {
	var all []Contact
	for _, item := range n.Items {
		c := Contact{Values: map[string]string{}, Places: map[string]diag.Pos{}}
		for _, f := range item.Fields {
			c.Values[f.Label] = written(f.Value)
			c.Places[f.Label] = f.Value.Pos
		}
		all = append(all, c)
	}
	return all
}
