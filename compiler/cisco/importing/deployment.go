package importing

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/cisco/facts"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
)

// make drafts the deployment.
func (d *deployment) make() {
	d.classify()
	if len(d.phones)+len(d.people)+len(d.entries) == 0 && d.public == nil {
		return
	}
	d.field = d.draft.Deployment(d.folder, Phones{}.Vendor())
	d.made()
	d.layers()
	d.settle()
	d.write()
	for _, f := range d.files {
		if f.Kind == tree.Parameters || f.Kind == tree.Profile {
			f.DecideRest(tree.Fate{Kind: tree.Shadowed, Note: "a stronger file sets it for every phone that reads this one"})
		}
	}
}

// layers reads the files, and divides what they say among all phones, models, phones
// and people.
func (d *deployment) layers() {
	d.says, d.models, d.fallback, d.keep = draft.Layer{}, map[string]draft.Layer{}, draft.Layer{}, map[string]bool{}
	d.identify()
	d.rename()
	common := d.read(d.shared...)
	var entries []draft.Layer
	for _, name := range slices.Sorted(maps.Keys(d.entries)) {
		l := d.read(append([]*tree.File{d.entries[name]}, d.shared...)...)
		d.models[name] = l
		entries = append(entries, l)
	}
	for _, p := range d.phones {
		slices.SortStableFunc(p.files, func(a, b *tree.File) int { return len(path.Base(a.Path)) - len(path.Base(b.Path)) })
		files := slices.Clone(p.files)
		if e := d.entries[p.product.Name]; e != nil && p.id == "" {
			files = append(files, e)
		}
		if p.id == "" {
			files = append(files, d.shared...)
		}
		p.says = d.read(files...)
	}
	for _, p := range d.people {
		p.says = d.read(p.file)
	}
	switch {
	case len(entries) > 1 || len(entries) == 1 && !d.otherModels():
		d.says = draft.Common(entries)
	case len(entries) == 0 && len(common) > 0:
		d.says = common
	case len(entries) == 0 && len(d.phones) > 1:
		var all []draft.Layer
		for _, p := range d.phones {
			all = append(all, public(d.desk, p.says))
		}
		d.says = draft.Common(all)
	}
	for name, l := range d.models {
		d.models[name] = l.Without(d.says)
	}
	if len(entries) == 0 {
		d.byModel()
	}
	d.modelSecrets()
	d.logIns()
	// Whether people can log in follows from there being any.
	for _, l := range append(slices.Collect(maps.Values(d.models)), d.says) {
		if p, ok := l[emEnable]; ok && (len(d.people) > 0 || p.Text == "No") {
			p.Drop(tree.Fate{Kind: tree.Implied, Note: "provc writes it where people log in"})
			delete(l, emEnable)
		}
	}
}

// logIns leaves EM_Enable out where nobody can log in: on phones in whose files no
// identity stands, with which provc has a phone fetch its own file.
func (d *deployment) logIns() {
	var without []*phone
	for _, p := range d.phones {
		if p.id == "" {
			without = append(without, p)
		}
	}
	if len(without) == 0 {
		return
	}
	off := func(l draft.Layer) bool {
		p, ok := l[emEnable]
		if ok && p.Text == "Yes" {
			p.Drop(tree.Fate{Kind: tree.Refused, Note: "no file tells a user ID of the phone (" + emPhoneUserID + "), without which provc lets nobody log in on it"})
			delete(l, emEnable)
			return true
		}
		return false
	}
	n := 0
	for _, p := range without {
		if off(p.says) {
			n++
		}
	}
	nobody := len(without) == len(d.phones)
	if nobody && len(d.people) == 0 {
		off(d.says)
		for _, l := range d.models {
			off(l)
		}
	}
	switch {
	case nobody && len(d.people) > 0:
		d.note("%s can log in by their profiles, and no file tells a user ID of any phone (%s): give userID and password to each phone on which they do, or leave the people out", people(len(d.people)), emPhoneUserID)
	case n > 0:
		d.note("%s on %s in whose files no user ID stands (%s): where people are to log in, give userID and password to the phone", emEnable+" is left out", count(n, "phone"), emPhoneUserID)
	}
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// public leaves secrets out: what all phones say anybody can fetch.
func public(desk *draft.Desk, l draft.Layer) draft.Layer {
	out := draft.Layer{}
	for name, p := range l {
		if !desk.IsSecret(name) && name != emEnable {
			out[name] = p
		}
	}
	return out
}

// otherModels reports whether there are phones of a model that no file is for.
func (d *deployment) otherModels() bool {
	return slices.ContainsFunc(d.phones, func(p *phone) bool { return d.entries[p.product.Name] == nil })
}

// byModel has models say what all of their phones do, where no file is for a model.
func (d *deployment) byModel() {
	of := map[string][]draft.Layer{}
	for _, p := range d.phones {
		of[p.product.Name] = append(of[p.product.Name], public(d.desk, p.says).Without(d.says))
	}
	for name, all := range of {
		if len(all) > 1 && len(of) > 1 {
			d.models[name] = draft.Common(all)
		}
	}
}

// modelSecrets has models say the passwords that all of their phones have: they are in
// no file that everybody can fetch.
func (d *deployment) modelSecrets() {
	of := map[string][]draft.Layer{}
	for _, p := range d.phones {
		secrets := draft.Layer{}
		for name, q := range p.says {
			if d.desk.IsSecret(name) && q.Text != "" && !strings.HasSuffix(name, "_") {
				secrets[name] = q
			}
		}
		of[p.product.Name] = append(of[p.product.Name], secrets)
	}
	for name, all := range of {
		if len(all) < 2 && d.entries[name] == nil {
			continue
		}
		for param, p := range draft.Common(all) {
			if all, ok := d.says[param]; ok && all.Text == p.Text {
				continue
			}
			if d.models[name] == nil {
				d.models[name] = draft.Layer{}
			}
			d.models[name][param] = p
		}
	}
}

// identify finds out of which product each phone is, and gives those a MAC of which no
// file tells one.
func (d *deployment) identify() {
	n := 0
	for _, p := range d.phones {
		d.guess(p)
		if p.mac == "" {
			if mac := d.wish.MACs[p.called()]; mac != "" {
				p.mac = strings.ToLower(mac)
				continue
			}
			n++
			who := p.called()
			p.mac = fmt.Sprintf("020000%06x", n)
			d.note("no file tells the MAC of phone %s: %s is made up; say --mac %s=MAC, or mend it before a new phone is enrolled", who, p.mac, who)
		}
	}
}

// guess finds the product of a phone: the user says it, or a file's name, or it is the
// one that knows most of what the files set, of several the one with the fewest lines.
func (d *deployment) guess(p *phone) {
	said := d.wish.Models[""]
	for _, who := range []string{p.file, p.id, p.mac} {
		if who != "" {
			said = cmp.Or(d.wish.Models[who], said)
		}
	}
	for _, q := range facts.Products() {
		if strings.EqualFold(q.Name, said) {
			p.product = q
			return
		}
	}
	for _, f := range p.files {
		if q, ok := productOf(f.Path); ok {
			p.product = q
			return
		}
	}
	best := knowing(p.files...)
	// A model that there is a file for is likelier, then one that knows little else.
	p.product = slices.MinFunc(best, func(a, b *facts.Product) int {
		return cmp.Or(cmp.Compare(d.unnamed(a), d.unnamed(b)), simpler(a, b))
	})
	other := func(q *facts.Product) bool {
		return d.unnamed(q) == d.unnamed(p.product) && (q.Lines != p.product.Lines || !slices.Equal(q.Columns(), p.product.Columns()))
	}
	if slices.ContainsFunc(best, other) {
		d.note("no file tells the model of phone %s: by its parameters it may be a %s; say --model %s=MODEL if it is another", p.called(), p.product.Name, p.called())
	}
}

// knowing are the products that know most of what files set.
func knowing(files ...*tree.File) (best []*facts.Product) {
	most := -1
	for _, q := range facts.Products() {
		known := 0
		for _, f := range files {
			for _, s := range f.Settings {
				if s.IsElement() && q.Takes(s.Name, s.Value) {
					known++
				}
			}
		}
		if known > most {
			best, most = nil, known
		}
		if known == most {
			best = append(best, q)
		}
	}
	return best
}

// simpler orders products by how little else they know.
func simpler(a, b *facts.Product) int {
	return cmp.Or(len(a.Columns())-len(b.Columns()), a.Lines-b.Lines, len(b.Name)-len(a.Name))
}

// rename finds another product for a file that is called after one, but not as phones of
// it ask for it, where there is no such phone and the file sets what it does not know.
func (d *deployment) rename() {
	for _, name := range slices.Sorted(maps.Keys(d.entries)) {
		f := d.entries[name]
		best := slices.MinFunc(knowing(f), simpler)
		if _, exact := starts(f); exact {
			continue
		}
		if d.used(name) || d.entries[best.Name] != nil || slices.ContainsFunc(knowing(f), func(p *facts.Product) bool { return p.Name == name }) {
			d.note("%s is taken for what all %s read, by its name", f.Path, name)
			continue
		}
		delete(d.entries, name)
		d.entries[best.Name] = f
		f.Entity = best.Name
		d.note("%s sets what %s does not know: it is taken for what all %s read", f.Path, name, best.Name)
	}
}

// unnamed is 1 of a product that no file is for.
func (d *deployment) unnamed(p *facts.Product) int {
	if d.entries[p.Name] != nil {
		return 0
	}
	return 1
}

// settle finds out what each layer needs to say so that phones and people get the same
// as before, by compiling: provc resets much by itself.
func (d *deployment) settle() {
	for _, p := range d.phones {
		p.own = draft.Layer{}
		for name, q := range p.says {
			if d.differs(name, q.Text, d.models[p.product.Name], p.product) {
				p.own[name] = q
			}
		}
	}
	for _, p := range d.people {
		p.own = draft.Layer{}
		for name, q := range p.says {
			if d.differs(name, q.Text, nil, d.anyProduct()) {
				p.own[name] = q
			}
		}
	}
	const most = 8
	for range most {
		if !d.trial() {
			return
		}
	}
	for _, p := range d.phones {
		p.own = p.says.Without(over(d.models[p.product.Name], d.says))
	}
	for _, p := range d.people {
		p.own = p.says
	}
}

// differs reports whether a value is another than weaker layers have, or than provc
// resets the parameter to.
func (d *deployment) differs(name, text string, model draft.Layer, product *facts.Product) bool {
	if name == emEnable && len(d.people) > 0 {
		return false
	}
	for _, l := range []draft.Layer{model, d.says} {
		if weaker, ok := l[name]; ok {
			return weaker.Text != text
		}
	}
	return product.Initial(name) != text
}

func (d *deployment) anyProduct() *facts.Product {
	for _, p := range d.phones {
		if p.product.Mobility {
			return p.product
		}
	}
	for _, p := range facts.Products() {
		if d.entries[p.Name] != nil {
			return p
		}
	}
	all := facts.Products()
	return all[len(all)-1]
}

func over(strong, weak draft.Layer) draft.Layer {
	all := maps.Clone(weak)
	maps.Copy(all, strong)
	return all
}

// madeUp is a password that stands in no file.
func madeUp() string { return strings.ToLower(rand.Text()[:12]) }
