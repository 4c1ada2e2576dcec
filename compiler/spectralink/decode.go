package spectralink

import (
	"cmp"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/source"
	"provc/schema"
)

// Schema is the catalogue of the 84-Series' parameters and the shape of a
// deployment.
var Schema = sync.OnceValue(func() *catalogue.Schema {
	s, err := catalogue.Open(schema.FS, Vendor)
	if err != nil {
		panic(err) // embedded: tests read it whole
	}
	return s
})

// decoder makes facts of an evaluated deployment. Its checker has already said
// what is wrong with the shape and the parameters; what is left out here has
// been told there.
type decoder struct {
	*catalogue.Checker
	diags *diag.List
}

func decode(in *source.Deployment, findings *diag.List) *deployment {
	c := &catalogue.Checker{Schema: Schema(), Separator: ".", Subject: "the 84-Series"}
	c.Check("#Deployment", "", in.Root)
	d := decoder{c, findings}
	out := d.deployment(in)
	findings.Add(c.Findings...)
	return out
}

func (d decoder) deployment(in *source.Deployment) *deployment {
	root := in.Root
	out := &deployment{
		name:     in.Name,
		pos:      in.Pos,
		folder:   root.Get("folder").Str(""),
		software: root.Get("software").Str("sip.ld"),
		dialect:  dialects[root.Get("dialect").Str("spectralink")],
		base:     d.layer(root, in.Pos, "the deployment"),
	}
	if misc := root.Get("misc"); misc != nil {
		for _, m := range misc.Items {
			out.misc = append(out.misc, m.Text)
		}
	}
	for _, x := range []struct{ label, attr string }{
		{"logs", "LOG_FILE_DIRECTORY"},
		{"overrides", "OVERRIDES_DIRECTORY"},
		{"contacts", "CONTACTS_DIRECTORY"},
		{"callLists", "CALL_LISTS_DIRECTORY"},
		{"license", "LICENSE_DIRECTORY"},
	} {
		if n := root.Get("directories", x.label); n != nil && n.Kind == source.String {
			out.directories = append(out.directories, directory{x.attr, n.Text, n.Pos})
		}
	}
	if n := root.Get("contacts"); n != nil {
		out.contacts, out.hasContacts = contacts(n), true
	}
	for _, f := range root.Structs("groups") {
		out.groups = append(out.groups, &group{f.Label, d.layer(f.Value, f.Pos, "group "+f.Label)})
	}
	phones := root.Structs("phones")
	out.phones = make([]*phone, len(phones))
	d.each(phones, func(d decoder, i int, f source.Field) {
		p := &phone{mac: f.Label, layer: d.layer(f.Value, f.Pos, "handset "+f.Label)}
		if g := f.Value.Get("group"); g != nil && g.Kind == source.String {
			p.group, p.groupPos = g.Text, g.Pos
		}
		out.phones[i] = p
	})
	home := ""
	if out.base.directory != nil {
		home = *out.base.directory
	}
	users := root.Structs("users")
	out.users = make([]*user, len(users))
	d.each(users, func(d decoder, i int, f source.Field) { out.users[i] = d.user(f, home) })
	slices.SortFunc(out.groups, func(a, b *group) int { return cmp.Compare(a.name, b.name) })
	slices.SortFunc(out.phones, func(a, b *phone) int { return cmp.Compare(a.mac, b.mac) })
	slices.SortFunc(out.users, func(a, b *user) int { return cmp.Compare(a.id, b.id) })
	return out
}

// each decodes entities, many of them side by side. Findings keep their order.
func (d decoder) each(all []source.Field, do func(d decoder, i int, f source.Field)) {
	const apart = 1000 // are worth a goroutine
	size := max(apart, len(all)/runtime.GOMAXPROCS(0)+1)
	findings := make([]diag.List, (len(all)+size-1)/size)
	var group sync.WaitGroup
	for part := range findings {
		group.Go(func() {
			d := decoder{d.Checker, &findings[part]}
			for i := part * size; i < min((part+1)*size, len(all)); i++ {
				do(d, i, all[i])
			}
		})
	}
	group.Wait()
	for _, found := range findings {
		d.diags.Add(found...)
	}
}

func (d decoder) layer(n *source.Node, pos diag.Pos, name string) layer {
	l := layer{pos: pos, name: name, params: d.params(n)}
	if dir := n.Get("profiles", "directory"); dir != nil && dir.Kind == source.String {
		l.directory, l.directoryPos = &dir.Text, dir.Pos
	}
	if numbers := n.Get("authorizedNumbers"); numbers != nil {
		l.hasNumbers, l.numbersPos = true, numbers.Pos
		for _, x := range numbers.Items {
			l.numbers = append(l.numbers, number{
				description:    x.Get("description").Str(""),
				value:          x.Get("value").Str(""),
				hasDescription: x.Get("description") != nil,
				pos:            x.Pos,
			})
		}
	}
	return l
}

func (d decoder) user(f source.Field, home string) *user {
	n := f.Value
	u := &user{id: f.Label, pos: f.Pos, directory: home, directoryPos: f.Pos, params: d.params(n)}
	if dir := n.Get("directory"); dir != nil {
		u.directory, u.directoryPos = dir.Text, dir.Pos
	}
	if c := n.Get("contacts"); c != nil {
		u.contacts, u.hasContacts = contacts(c), true
	}
	if p := n.Get("password"); p != nil {
		u.hasPassword = true
		if twin := find(u.params, localPassword); twin != nil {
			d.diags.Errorf("password-twice", twin.Pos, "user %s has a password and prov.login.localPassword, which are the same", u.id)
			return u
		}
		known, _ := Schema().Param(localPassword)
		s := d.setting(catalogue.Setting{Name: localPassword, Node: p, Field: known.Field, Pos: p.Pos})
		u.params = append(u.params, s)
		slices.SortFunc(u.params, byName)
	}
	return u
}

func byName(a, b setting) int { return catalogue.Compare(a.Name, b.Name) }

// params reads a layer's parameters, those of the catalogue and those it lacks.
func (d decoder) params(n *source.Node) []setting {
	var all []setting
	if p := n.Get("params"); p != nil {
		for _, s := range d.Settings[p] {
			all = append(all, d.setting(s))
		}
	}
	if u := n.Get("unlisted"); u != nil && u.Kind == source.Struct {
		for _, f := range u.Fields {
			if known, ok := Schema().Param(f.Label); ok {
				d.diags.Add(diag.Diagnostic{Severity: diag.Error, Check: "unlisted-known", Pos: f.Pos,
					Summary: "unlisted " + f.Label + " is in the catalogue", Hint: "move it to params, as " + known.Spell()})
				continue
			}
			all = append(all, setting{
				Param:    artifact.Param{Name: f.Label, Value: written(f.Value), Pos: f.Pos},
				meta:     &catalogue.Meta{},
				unlisted: true,
			})
		}
	}
	slices.SortFunc(all, byName)
	return all
}

// setting makes a parameter of a checked value.
func (d decoder) setting(s catalogue.Setting) setting {
	out := setting{Param: artifact.Param{Name: s.Name, Pos: s.Pos}, meta: &s.Field.Meta}
	out.Sensitive = s.Field.Meta.Secret
	if catalogue.IsReference(s.Node) {
		out.Secret = s.Node.Get("secret").Text
		t := s.Field.Type
		out.Allowed = func(value string) string {
			return t.Refusal(&source.Node{Kind: source.String, Text: value})
		}
		return out
	}
	out.Value = written(s.Node)
	if out.Sensitive && out.Value != "" {
		d.diags.Add(diag.Diagnostic{Severity: diag.Warning, Check: "literal-secret", Pos: s.Node.Pos,
			Summary: s.Name + " is secret, but its value stands in the configuration",
			Hint:    `write {secret: "name"} and keep the value out of git`})
	}
	return out
}

// written is a value as handsets read it.
func written(n *source.Node) string {
	if n.Kind == source.Bool {
		if n.Text == "true" {
			return "1"
		}
		return "0"
	}
	return n.Text
}

func contacts(n *source.Node) []contact {
	var all []contact
	for _, item := range n.Items {
		c := contact{values: map[string]string{}, places: map[string]diag.Pos{}, pos: item.Pos}
		for _, f := range item.Fields {
			c.values[f.Label] = written(f.Value)
			c.places[f.Label] = f.Value.Pos
		}
		all = append(all, c)
	}
	return all
}

// usedDirectories lists the profiles directories that layers name, the
// deployment's among them.
func (d *deployment) usedDirectories() map[string]bool {
	used := map[string]bool{}
	for _, s := range d.stacks() {
		dir, _ := s.directory()
		used[dir] = true
	}
	return used
}

// place is how a sentence calls a profiles directory.
func place(directory string) string {
	if directory == "" {
		return "the master file's folder"
	}
	return directory
}

// join puts sorted names into a sentence.
func join(names map[string]diag.Pos) string {
	return strings.Join(slices.Sorted(maps.Keys(names)), " and ")
}
