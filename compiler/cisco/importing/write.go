package importing

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/cisco/facts"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
)

// body is the deployment without phones and people that share anything.
func (d *deployment) body(desk *draft.Desk) *draft.Value {
	root := d.frame(desk)
	phones, users := &draft.Value{}, &draft.Value{}
	root.Add("phones", phones)
	root.Add("users", users)
	for _, p := range d.phones {
		v := &draft.Value{}
		phones.Add(p.mac, v)
		d.identity(v, p, desk)
		d.products = []*facts.Product{p.product}
		desk.Write(v, "", p.own, nil)
	}
	d.products = d.toLogInOn()
	for _, p := range d.people {
		v := &draft.Value{}
		users.Add(p.id, v)
		v.Set("password", draft.NewText("secret"))
		desk.Write(v, "", p.own, nil)
	}
	return root
}

// frame is what a deployment says beside phones and people.
func (d *deployment) frame(desk *draft.Desk) *draft.Value {
	root := &draft.Value{}
	at := d.field.Label
	switch {
	case d.folder == "." || desk.Trial:
	case !fits("#Folder", d.folder):
		d.note("folder %s has a name that a deployment cannot have: what is built of it belongs there", d.folder)
	default:
		root.Set("folder", draft.NewText(d.folder))
	}
	root.Set("server", draft.NewText(d.server))
	if d.domain != "" {
		root.Set("domain", draft.NewText(d.domain))
	}
	if d.rule != "" {
		root.Set("rule", draft.NewText(d.rule))
	}
	d.products = d.inUse()
	desk.Write(root, at, d.says, d.secrets(d.says, at))
	for _, name := range slices.Sorted(maps.Keys(d.models)) {
		v := root.At("models", name)
		for _, p := range facts.Products() {
			if p.Name == name {
				d.products = []*facts.Product{p}
			}
		}
		desk.Write(v, at+".models."+name, d.models[name], d.secrets(d.models[name], strings.ToLower(name)))
		if v.IsEmpty() && (d.entries[name] == nil || d.used(name)) {
			root.Get("models").Value.Remove(name)
		}
	}
	if f := root.Get("models"); f != nil && f.Value.IsEmpty() {
		root.Remove("models")
	}
	if len(d.fallback) > 0 {
		d.products = d.inUse()
		desk.Write(root.At("default"), at+".default", d.fallback, d.secrets(d.fallback, at))
	}
	if len(d.keep) > 0 {
		root.Set("keepLocal", draft.NewList(slices.SortedFunc(maps.Keys(d.keep), facts.CompareNames)...))
	}
	d.access(root)
	return root
}

func (d *deployment) used(product string) bool {
	return slices.ContainsFunc(d.phones, func(p *phone) bool { return p.product.Name == product })
}

// inUse are the products that phones are, or that files are for.
func (d *deployment) inUse() []*facts.Product {
	var all []*facts.Product
	for _, p := range facts.Products() {
		if d.used(p.Name) || d.entries[p.Name] != nil && len(d.phones) == 0 {
			all = append(all, p)
		}
	}
	return all
}

// toLogInOn are the products on which people log in: those of phones with an identity.
func (d *deployment) toLogInOn() []*facts.Product {
	if len(d.phones) == 0 {
		return d.inUse()
	}
	var all []*facts.Product
	for _, p := range facts.Products() {
		if slices.ContainsFunc(d.phones, func(q *phone) bool { return q.id != "" && q.product.Name == p.Name }) {
			all = append(all, p)
		}
	}
	return all
}

// access says what people at phones may do, where files say something else than the
// phone's own default.
func (d *deployment) access(root *draft.Value) {
	says := map[string]string{}
	for _, f := range d.files {
		if f.Kind != tree.Parameters && f.Kind != tree.Profile {
			continue
		}
		for _, s := range f.Settings {
			if s.IsElement() && slices.Contains([]string{"na", "ro", "rw"}, s.Access) && s.Access != cmp.Or(facts.Access(s.Name), "na") && d.desk.Name(s.Name).Field != nil && !facts.MadeByProvc(s.Name) {
				says[s.Name] = s.Access
			}
		}
	}
	for _, name := range slices.SortedFunc(maps.Keys(says), facts.CompareNames) {
		root.At("access").Set(name, draft.NewText(says[name]))
	}
}

// identity says what a phone is.
func (d *deployment) identity(v *draft.Value, p *phone, desk *draft.Desk) {
	v.Set("model", draft.NewText(p.product.Name))
	if p.id == "" {
		return
	}
	v.Set("userID", draft.NewText(p.id))
	text := ""
	at := d.field.Label + ".phones." + draft.InPath(p.mac)
	for _, f := range p.files {
		if s := f.Setting(emPhonePassword); s != nil {
			text = s.Value
			if !desk.Trial {
				s.Decide(tree.Fate{Kind: tree.Arrived, Where: at + ".password"})
			}
		}
		if s := f.Setting(emPhoneUserID); s != nil && !desk.Trial {
			s.Decide(tree.Fate{Kind: tree.Arrived, Where: at + ".userID"})
		}
	}
	if desk.Trial {
		v.Set("password", draft.NewText("secret"))
		return
	}
	if text == "" {
		text = madeUp()
		d.note("no file tells the password of phone %s: the one in secrets.yaml is made up", p.id)
	}
	v.Set("password", &draft.Value{Kind: draft.Secret, Text: d.desk.Secrets.Name("phone_"+p.id, text)})
}

// write puts all of it into the package.
func (d *deployment) write() {
	what := count(len(d.phones), "phone")
	if len(d.phones) == 0 {
		what = "Phones"
	}
	d.field.Comments = []string{what + ", as import found them in " + path.Join(path.Base(d.tree.Dir), d.folder) + "."}
	with := d.field.Value.With
	d.field.Value = d.frame(d.desk)
	d.field.Value.With = with
	if f := d.field.Value.Get("keepLocal"); f != nil {
		f.Comments = []string{"What no file ever said anything of: what was set at the phone stays."}
	}
	if len(d.phones) > 0 {
		var all []*draft.Person
		for _, p := range d.phones {
			v := &draft.Value{}
			d.identity(v, p, d.desk)
			for _, f := range p.files {
				if s := f.Setting(emPhonePassword); s != nil && p.id == "" {
					s.Decide(tree.Fate{Kind: tree.Refused, Note: "the phone has no user ID beside it"})
				}
			}
			all = append(all, &draft.Person{ID: p.mac, Says: p.own, Before: v})
		}
		d.entities("phones", "phones", all)
	}
	if len(d.people) > 0 {
		var all []*draft.Person
		for _, p := range d.people {
			all = append(all, &draft.Person{ID: p.id, Says: p.own, Before: &draft.Value{}, Password: &draft.Param{Text: madeUp()}})
		}
		d.note("what people type to log in stands in no file: %s made up; put theirs there", passwords(len(all)))
		d.products = d.toLogInOn()
		d.entities("users", "people", all)
	}
	d.field.Value.Order("folder", "server", "domain", "rule", "params", "unlisted", "models", "phones", "inventory", "users", "default", "keepLocal", "access")
	d.arrive()
}

func passwords(n int) string {
	if n == 1 {
		return "the password in secrets.yaml is"
	}
	return fmt.Sprintf("the %d passwords in secrets.yaml are", n)
}

func (d *deployment) entities(label, noun string, all []*draft.Person) {
	w := draft.People{
		Desk:  d.desk,
		At:    d.field.Label,
		Table: d.draft.TableName(d.field.Label, noun),
		Noun:  noun,
		Login: "mobile",
		Begins: func(name string) string {
			if strings.HasPrefix(name, "Password_") {
				return "sip"
			}
			return strings.ToLower(strings.Trim(name, "_"))
		},
		Secret: func(p *draft.Person) func(string) string { return d.secrets(p.Says, p.ID) },
		Column: column,
		Lift:   d.wish.Lift,
	}
	if label == "phones" {
		products := map[string][]*facts.Product{}
		for _, p := range d.phones {
			products[p.mac] = []*facts.Product{p.product}
		}
		w.Each = func(p *draft.Person) { d.products = products[p.ID] }
	}
	w.Write(d.draft, d.field.Value, label, all)
}

// arrive decides about settings that say what another layer, or provc, says by itself.
func (d *deployment) arrive() {
	at := d.field.Label
	implied := func(says, own draft.Layer, model draft.Layer) {
		for name, p := range says {
			if _, has := own[name]; has {
				continue
			}
			where := ""
			if q, ok := model[name]; ok && q.Text == p.Text {
				where = at + ".models"
			} else if q, ok := d.says[name]; ok && q.Text == p.Text {
				where = at
			}
			if where != "" {
				p.Drop(tree.Fate{Kind: tree.Arrived, Where: where})
			} else {
				p.Drop(tree.Fate{Kind: tree.Implied, Note: "provc resets it to this by itself"})
			}
		}
	}
	for _, p := range d.phones {
		implied(p.says, p.own, d.models[p.product.Name])
	}
	for _, p := range d.people {
		implied(p.says, p.own, nil)
	}
	if d.public != nil {
		says := d.read(d.public)
		for name, p := range says {
			if d.isPublic(name, p) {
				continue
			}
			p.Drop(tree.Fate{Kind: tree.Refused, Note: "anybody can fetch " + path.Base(d.public.Path) + ", and provc writes no password into it"})
			delete(says, name)
		}
		implied(says, d.fallback, nil)
	}
}

// secrets names the secrets of a layer: those of a line by its user ID.
func (d *deployment) secrets(l draft.Layer, entity string) func(name string) string {
	return func(name string) string {
		if line, ok := strings.CutPrefix(name, "Password_"); ok {
			if id := l["User_ID_"+line].Text; id != "" {
				return "sip_" + id
			}
		}
		return entity + "_" + strings.ToLower(strings.Trim(name, "_"))
	}
}

// column is what a table calls the column of a parameter, and how well that tells it.
func column(name string) (heading string, rank int) {
	switch {
	case strings.HasPrefix(name, "User_ID_") || strings.HasPrefix(name, "Auth_ID_"):
		return "extension", 0
	case strings.HasPrefix(name, "Display_Name_") || name == "Station_Name" || strings.HasPrefix(name, "Short_Name_"):
		return "name", 1
	}
	return strings.ToLower(strings.Trim(name, "_")), 2
}
