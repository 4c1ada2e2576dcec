package spectralink

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
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
	s.Checks = factsChecks
	s.Languages = map[string]syntax.Language{digitmapSyntax.ID: digitmap.Check}
	return s
})

// decoder makes facts of evaluated values, which it checks against the schema
// first; what is left out of the facts has been told there. A decoder is for one
// goroutine.
type decoder struct {
	catalogue.Checker
	home     string // the profiles directory of users who name none
	memory   value.Arena
	settings []setting
	names    []string // of the settings that were sorted last
	order    []int    // and how
	restarts catalogue.Restarts
}

// newDecoder returns a decoder of handsets and users, of whom those who name no profiles
// directory are at home in this one. What was checked before is not checked again.
func newDecoder(of *deployment, home string, checked bool) *decoder {
	d := decoder{Checker: checkerOf(), home: home, restarts: of.restarts}
	d.Checked = checked
	return &d
}

func checkerOf() catalogue.Checker {
	return catalogue.Checker{Schema: Schema(), Separator: ".", Subject: "the 84-Series", Written: written}
}

// Reset gets ready for the next entity. The values and settings of those before
// are no longer valid: their memory is used again.
func (d *decoder) Reset() {
	d.Checker.Reset()
	d.memory.Reset()
	d.settings = d.settings[:0]
}

// decode makes facts of a deployment, of all but handsets and users, and tells what is
// wrong.
func decode(in *value.Deployment) (*deployment, diag.List) {
	d := &decoder{Checker: checkerOf()}
	return d.deployment(in), d.Findings
}

func (d *decoder) deployment(in *value.Deployment) *deployment {
	root := in.Frame(value.Containers...)
	d.Check(root)
	var wrong diag.List
	d.restarts, wrong = catalogue.ReadRestarts(root.Get("restarts"), Schema(), "the 84-Series")
	d.Findings.Add(wrong...)
	out := &deployment{
		restarts: d.restarts,
		name:     in.Name,
		pos:      in.Pos,
		folder:   root.Get("folder").Str(""),
		software: root.Get("software").Str(""),
		dialect:  root.Get("dialect").Str(""),
		allBoot:  root.Get("masters").Str("") == "all",
		base:     d.layer(root, in.Pos),
		groups:   map[string]*group{},
		phones:   in.Entities("phones"),
		users:    in.Entities("users"),
	}
	if misc := root.Get("misc"); misc != nil {
		for _, m := range misc.Items {
			out.misc = append(out.misc, m.Text)
		}
	}
	if wanted := root.Get("emergencyNumbers"); wanted != nil {
		for _, n := range wanted.Items {
			out.emergencyNumbers = append(out.emergencyNumbers, number{value: n.Str(""), pos: n.Pos})
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
			out.directories = append(out.directories, directory{x.attr, n.Text, n.Pos})
		}
	}
	out.base.models = models(root)
	if n := root.Get("contacts"); n != nil {
		out.contacts, out.hasContacts = contacts(n), true
	}
	for _, f := range root.Structs("groups") {
		g := &group{f.Label, d.layer(f.Value, f.Pos)}
		g.accepts = vendor.NewAcceptor(f.Value, f.Pos)
		out.groups[f.Label] = g
	}
	out.doubts = maps.Clone(d.Doubts)
	return out
}

// phone decodes a handset, or returns nil if its text does not allow that.
func (d *decoder) phone(all value.Entities, i int) *phone {
	f, ok := d.entity("phones", all, i)
	if !ok {
		return nil
	}
	p := outline(f)
	p.params = d.params(f.Value, nil, "")
	p.implied = implied(&p.layer)
	return p
}

// outline decodes a handset without its parameters.
func (d *decoder) outline(all value.Entities, i int) *phone {
	f, _ := all.At(i, &d.memory)
	return outline(f)
}

func outline(f value.Field) *phone {
	p := &phone{mac: f.Label, label: vendor.Label(f.Value), layer: frame(f.Value, f.Pos)}
	p.accepts = vendor.NewAcceptor(f.Value, f.Pos)
	if g := f.Value.Get("group"); g != nil && g.Kind == value.String {
		p.group, p.groupPos = g.Text, g.Pos
	}
	p.says = p.hasNumbers || holds(f.Value.Get("params")) || holds(f.Value.Get("unlisted"))
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
func (d *decoder) entity(label string, all value.Entities, i int) (value.Field, bool) {
	f, wrong := all.At(i, &d.memory)
	if wrong != nil {
		d.Findings.Add(*wrong)
		return f, false
	}
	d.Entity(label, f)
	return f, f.Value.Kind == value.Struct
}

func (d *decoder) layer(n *value.Node, pos diag.Pos) layer {
	l := frame(n, pos)
	l.params = d.params(n, nil, "")
	l.implied = implied(&l)
	return l
}

// frame is a layer without its parameters.
func frame(n *value.Node, pos diag.Pos) layer {
	l := layer{pos: pos}
	if dir := n.Get("profiles", "directory"); dir != nil && dir.Kind == value.String {
		text := dir.Text
		l.directory, l.directoryPos = &text, dir.Pos
	}
	if numbers := n.Get("authorizedNumbers"); numbers != nil {
		l.hasNumbers, l.numbersPos = true, numbers.Pos
		for _, x := range numbers.Items {
			l.numbers = append(l.numbers, number{
				description: x.Get("description").Str(""),
				value:       x.Get("value").Str(someNumber),
				pos:         x.Pos,
			})
		}
	}
	l.foreign = foreignFiles(n)
	return l
}

// models are those that read something of their own.
func models(root *value.Node) []model {
	var all []model
	for _, f := range root.Structs("models") {
		m := model{name: f.Label, pos: f.Pos, foreign: foreignFiles(f.Value), instead: foreignList(f.Value, "instead")}
		if s := f.Value.Get("software"); s != nil {
			m.software = &s.Text
		}
		m.listed = m.foreign.any() || m.instead != nil
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b model) int { return strings.Compare(a.name, b.name) })
	return all
}

// foreignFiles are the files of others that handsets read around our own.
func foreignFiles(n *value.Node) foreigners {
	return foreigners{before: foreignList(n, "before"), after: foreignList(n, "after")}
}

func foreignList(n *value.Node, when string) []foreign {
	list := n.Get("configFiles", when)
	if list == nil {
		return nil
	}
	files := make([]foreign, 0, len(list.Items))
	for _, x := range list.Items {
		f := foreign{Name: x.Text, Pos: x.Pos}
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

// someNumber stands for the value of an authorized number that has none, which has
// been told: what would follow from it is not.
const someNumber = "?"

// authorizedSlots is how many numbers a handset can call while nobody is logged
// in (CS-15-10).
const authorizedSlots = 5

// implied turns authorized numbers into parameters: all five places, the unused
// ones empty, so that layers never blend, and what numbers need to work.
func implied(l *layer) []setting {
	if !l.hasNumbers {
		return nil
	}
	var all []setting
	add := func(name, value string, pos diag.Pos) {
		if find(l.params, name) == nil {
			known, _ := Schema().Param(name)
			all = append(all, setting{Param: artifact.Param{Name: name, Value: value, Pos: pos}, meta: &known.Field.Meta})
		}
	}
	for i := range authorizedSlots {
		n := number{pos: l.numbersPos}
		if i < len(l.numbers) {
			n = l.numbers[i]
		}
		slot := authorized + strconv.Itoa(i+1)
		add(slot+".description", n.description, n.pos)
		add(slot+".value", n.value, n.pos)
	}
	if len(l.numbers) > 0 {
		add(lockEnabled, "1", l.numbersPos)
		add(keysEnabled, "1", l.numbersPos)
	}
	return all
}

// user decodes a user, or returns nil if its text does not allow that.
func (d *decoder) user(all value.Entities, i int) *user {
	f, ok := d.entity("users", all, i)
	if !ok {
		return nil
	}
	n := f.Value
	u := &user{id: f.Label, label: vendor.Label(n), pos: f.Pos, accepts: vendor.NewAcceptor(n, f.Pos), directory: d.home, directoryPos: f.Pos}
	if dir := n.Get("directory"); dir != nil {
		u.directory, u.directoryPos = dir.Text, dir.Pos
	}
	if c := n.Get("contacts"); c != nil {
		u.contacts, u.hasContacts = contacts(c), true
	}
	u.params = d.params(n, n.Get("password"), u.id)
	return u
}

var passwordField = sync.OnceValue(func() *catalogue.Field {
	known, _ := Schema().Param(localPassword)
	return known.Field
})

// params reads a layer's parameters, those of the catalogue and those it lacks,
// and a user's password, if there is one.
func (d *decoder) params(n, password *value.Node, user string) []setting {
	before := len(d.settings)
	d.Layer(n, func(s *catalogue.Setting) { d.settings = append(d.settings, d.setting(s)) })
	if password != nil {
		if twin := find(d.settings[before:], localPassword); twin != nil {
			d.Findings.Add(passwordTwice.At(twin.Pos, "user %s has a password and prov.login.localPassword, which are the same", user))
		} else {
			field := passwordField()
			d.settings = append(d.settings, d.setting(&catalogue.Setting{Name: localPassword, Node: password, Field: field, Pos: password.Pos, Type: field.Type, Secret: true}))
		}
	}
	return d.sorted(d.settings[before:])
}

// sorted returns settings in the order of their names. Most entities have the same
// in the same order as the one before.
func (d *decoder) sorted(all []setting) []setting {
	if !slices.EqualFunc(all, d.names, func(s setting, name string) bool { return s.Name == name }) {
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
func (d *decoder) setting(s *catalogue.Setting) setting {
	out := setting{Param: artifact.Param{Name: s.Name, Pos: s.Pos, Sensitive: s.Secret}, meta: &unknown}
	if s.Field != nil {
		out.meta = &s.Field.Meta
	}
	if s.Free != nil {
		out.free, out.Unlisted = s, true
	}
	out.restart = out.meta.Restart
	if stated, ok := d.restarts.Of(s.Name); ok {
		out.restart = stated.Restart
	}
	if catalogue.IsReference(s.Node) {
		out.Secret, out.Sensitive = s.Node.Get("secret").Text, true
		t := s.Type
		out.Allowed = func(text string) string {
			return t.Refusal(&value.Node{Kind: value.String, Text: text})
		}
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

func contacts(n *value.Node) []contact {
	var all []contact
	for _, item := range n.Items {
		c := contact{values: map[string]string{}, places: map[string]diag.Pos{}}
		for _, f := range item.Fields {
			c.values[f.Label] = written(f.Value)
			c.places[f.Label] = f.Value.Pos
		}
		all = append(all, c)
	}
	return all
}
