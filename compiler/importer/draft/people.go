package draft

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/importer/tree"
)

// Person is somebody who logs in, or a phone.
type Person struct {
	ID       string
	Says     Layer
	Password *Param // what the person logs in with, if anything says
	Before   *Value // fields of the entity that are not parameters
}

// People writes persons: those who differ in a few columns only into a table, all
// others one by one.
type People struct {
	Desk   *Desk
	At     string // the path of the deployment
	Table  string // the name of a table, if one is made
	Secret func(*Person) func(name string) string
	Noun   string                   // what they are, such as people
	Begins func(name string) string // begins the name of a secret of a row
	Login  string                   // begins the name of the secret that a person logs in with
	// Column is what a table calls the column of a parameter, and how well that tells it,
	// the lowest best.
	Column func(name string) (heading string, rank int)
	Each   func(*Person) // is called before a person's parameters are looked at; nil: not
	Lift   bool          // what persons share goes into templates
}

// A table is worth it from so many rows, and up to so many columns beside the ID.
const (
	fewestRows  = 6
	mostColumns = 6
)

// Write adds the persons to a deployment, under a label such as users.
func (w *People) Write(p *Package, root *Value, label string, all []*Person) {
	alike, rest := w.alike(all)
	if len(alike) > 0 {
		w.table(p, root, label, alike)
	}
	if len(rest) == 0 {
		return
	}
	entities := &Value{}
	template := map[int]*template{} // of those who have one
	if w.Lift {
		for _, t := range w.templates(p, rest) {
			for _, n := range t.Of {
				template[n] = t
			}
		}
	}
	for n, person := range rest {
		v := &Value{Fields: person.Before.Fields}
		says := person.Says
		if t := template[n]; t != nil {
			v.With = []string{t.name}
			v.Fields = slices.DeleteFunc(v.Fields, func(f *Field) bool { return t.value.Get(f.Label) != nil })
			says = says.Without(t.Says)
		}
		w.password(v, label, person)
		w.each(person)
		w.Desk.Write(v, w.At+"."+label+"."+InPath(person.ID), says, w.Secret(person))
		entities.Add(person.ID, v)
	}
	root.Set(label, entities)
}

func (w *People) each(person *Person) {
	if w.Each != nil {
		w.Each(person)
	}
}

// password writes what a person logs in with.
func (w *People) password(v *Value, label string, person *Person) {
	if person.Password == nil {
		return
	}
	person.Password.decide(tree.Fate{Kind: tree.Arrived, Where: w.At + "." + label + "." + InPath(person.ID) + ".password"})
	if person.Password.Text == "" {
		v.Set("password", NewText(""))
		return
	}
	v.Set("password", &Value{Kind: Secret, Text: w.Desk.Secrets.Name(w.Login+"_"+person.ID, person.Password.Text)})
}

// template is a hidden field that persons take in.
type template struct {
	Lifted
	name  string
	value *Value
}

// templates writes what persons share into hidden fields.
func (w *People) templates(p *Package, rest []*Person) []*template {
	layers := make([]Layer, len(rest))
	for i, person := range rest {
		layers[i] = person.Says
	}
	var all []*template
	lifted := Lift(layers)
	for n, l := range lifted {
		t := &template{l, "_" + p.about(w.At, w.Noun), &Value{}}
		if len(lifted) > 1 {
			t.name += strconv.Itoa(n + 1)
		}
		for _, f := range rest[l.Of[0]].Before.Fields {
			differs := func(i int) bool {
				o := rest[i].Before.Get(f.Label)
				return o == nil || o.Value.Text != f.Value.Text
			}
			if !slices.ContainsFunc(l.Of, differs) {
				t.value.Set(f.Label, f.Value)
			}
		}
		w.Desk.Write(t.value, t.name, l.Says, func(name string) string { return w.At + "_" + strings.ReplaceAll(name, ".", "_") })
		p.Fields = slices.Insert(p.Fields, n, &Field{Label: t.name, Value: t.value, Template: true, Comments: []string{fmt.Sprintf("What %d %s have in common.", len(l.Of), w.Noun)}})
		all = append(all, t)
	}
	return all
}

// alike finds the largest set of persons who say the same parameters, and differ in
// few of them. The others are the rest.
func (w *People) alike(all []*Person) (alike, rest []*Person) {
	shapes := map[string][]*Person{}
	best := ""
	for _, person := range all {
		if !w.fitsTable(person) {
			continue
		}
		key := w.shape(person)
		shapes[key] = append(shapes[key], person)
		if n := len(shapes[key]); n > len(shapes[best]) || n == len(shapes[best]) && key < best {
			best = key
		}
	}
	alike = shapes[best]
	if len(alike) < fewestRows || len(w.columns(alike)) > mostColumns {
		return nil, all
	}
	in := make(map[*Person]bool, len(alike))
	for _, person := range alike {
		in[person] = true
	}
	for _, person := range all {
		if !in[person] {
			rest = append(rest, person)
		}
	}
	return alike, rest
}

// fitsTable reports whether all that a person says can stand in a row.
func (w *People) fitsTable(person *Person) bool {
	w.each(person)
	for name, p := range person.Says {
		labels, v, _ := w.Desk.place(w.Desk.Name(name), p)
		if labels == nil || strings.ContainsAny(p.Text, "{}\n\r\t") || strings.TrimSpace(p.Text) != p.Text || v.Kind == Literal && v.Text != "true" && v.Text != "false" && v.Text != p.Text {
			return false
		}
		if len(p.comments(w.Desk.Secrets)) > 0 {
			return false
		}
	}
	for name, text := range w.secrets(person) {
		if unfit.MatchString(name) || !w.Desk.Secrets.isFree(name, text) {
			return false
		}
	}
	return person.Password == nil || person.Password.Text != ""
}

// secrets are the passwords of a person, by the names that they have if the person
// stands in a table of some. One that all of those have is none of a row.
func (w *People) secrets(person *Person, of ...*Person) map[string]string {
	all := map[string]string{}
	if person.Password != nil {
		all[w.Login+"_"+person.ID] = person.Password.Text
	}
	for name, p := range person.Says {
		if _, same := w.same(of, name); w.Desk.IsSecret(name) && p.Text != "" && !same {
			all[w.secretOf(person, name, of)+"_"+person.ID] = p.Text
		}
	}
	return all
}

// shape is what persons have in common who may stand in one table: the names of
// parameters, of what kind they are, and all that is no parameter.
func (w *People) shape(person *Person) string {
	w.each(person)
	var b strings.Builder
	for _, name := range person.Says.names(w.Desk.Compare) {
		p := person.Says[name]
		labels, v, _ := w.Desk.place(w.Desk.Name(name), p)
		fmt.Fprintf(&b, "%s %d %t\n", strings.Join(labels, ":"), v.Kind, p.Text == "")
	}
	fmt.Fprintf(&b, "password %t\n", person.Password != nil)
	for _, f := range person.Before.Fields {
		fmt.Fprintf(&b, "%s=%s\n", f.Label, f.Value.Text)
	}
	return b.String()
}

// column of a table: a heading, and what stands in it for a person.
type column struct {
	heading string
	kind    string // int or bool, for what is no text
	names   []string
	cells   []string
}

// columns are the parameters in which persons differ. Two that are the same for each
// are one.
func (w *People) columns(people []*Person) []*column {
	var all []*column
	for _, name := range people[0].Says.names(w.Desk.Compare) {
		if w.Desk.IsSecret(name) {
			continue
		}
		c := &column{names: []string{name}}
		differs := false
		for _, person := range people {
			text := person.Says[name].Text
			differs = differs || text != people[0].Says[name].Text
			_, v, _ := w.Desk.place(w.Desk.Name(name), person.Says[name])
			if v.Kind == Literal {
				c.kind = "int"
				if v.Text == "true" || v.Text == "false" {
					c.kind, text = "bool", v.Text
				}
			}
			c.cells = append(c.cells, text)
		}
		if !differs {
			continue
		}
		if i := slices.IndexFunc(all, func(o *column) bool { return o.kind == c.kind && slices.Equal(o.cells, c.cells) }); i >= 0 {
			all[i].names = append(all[i].names, name)
			continue
		}
		all = append(all, c)
	}
	for _, c := range all {
		wanted, best := w.Column(c.names[0])
		for _, name := range c.names[1:] {
			if other, rank := w.Column(name); rank < best {
				wanted, best = other, rank
			}
		}
		c.heading = wanted
		taken := func(o *column) bool { return o != c && o.heading == c.heading }
		for n := 2; c.heading == "id" || slices.ContainsFunc(all, taken); n++ {
			c.heading = wanted + strconv.Itoa(n)
		}
	}
	return all
}

// table writes persons into a table, and what makes entities of its rows.
func (w *People) table(p *Package, root *Value, label string, people []*Person) {
	columns := w.columns(people)
	header := []string{"id"}
	for _, c := range columns {
		header = append(header, c.heading)
	}
	rows := [][]string{header}
	for n, person := range people {
		row := []string{person.ID}
		for _, c := range columns {
			row = append(row, c.cells[n])
		}
		rows = append(rows, row)
	}
	p.Tables = append(p.Tables, Table{w.Table, rows})

	at := w.At + ".inventory." + label
	of := func(name string) *column {
		if i := slices.IndexFunc(columns, func(c *column) bool { return slices.Contains(c.names, name) }); i >= 0 {
			return columns[i]
		}
		return nil
	}
	each := &Value{}
	each.Fields = append(each.Fields, people[0].Before.Fields...)
	if people[0].Password != nil {
		each.Set("password", &Value{Kind: Secret, Text: w.Login + "_{id}"})
		for _, person := range people {
			person.Password.decide(tree.Fate{Kind: tree.Arrived, Where: at + ".each.password"})
		}
	}
	common := Layer{}
	for _, name := range people[0].Says.names(w.Desk.Compare) {
		param := Param{Text: people[0].Says[name].Text}
		for _, person := range people {
			param.From = append(param.From, person.Says[name].From...)
		}
		common[name] = param
	}
	w.Desk.write(each, at+".each", common, func(name string, v *Value) *Value {
		if c := of(name); c != nil {
			text := "{" + c.heading + "}"
			if c.kind != "" {
				text = "{" + c.heading + ":" + c.kind + "}"
			}
			return NewText(text)
		}
		if !w.Desk.IsSecret(name) || common[name].Text == "" {
			return v
		}
		if text, same := w.same(people, name); same {
			return &Value{Kind: Secret, Text: w.Desk.Secrets.Name(w.Secret(people[0])(name), text)}
		}
		return &Value{Kind: Secret, Text: w.secretOf(people[0], name, people) + "_{id}"}
	})
	for _, person := range people {
		for name, text := range w.secrets(person, people...) {
			w.Desk.Secrets.set(name, text)
		}
	}
	root.At("inventory").Set(label, &Value{Fields: []*Field{
		{Label: "file", Value: NewText(w.Table)},
		{Label: "id", Value: NewText("{id}")},
		{Label: "each", Value: each},
	}})
}

// same is the value that several persons have of a parameter, if it is one.
func (w *People) same(people []*Person, name string) (text string, same bool) {
	for n, person := range people {
		if p := person.Says[name].Text; n == 0 {
			text = p
		} else if p != text {
			return "", false
		}
	}
	return text, len(people) > 1
}

// secretOf begins the name of a secret after its parameter: at more length where
// another of the person's would have the same.
func (w *People) secretOf(person *Person, name string, of []*Person) string {
	short := w.Begins(name)
	for other := range person.Says {
		if _, same := w.same(of, other); !same && other != name && w.Desk.IsSecret(other) && w.Begins(other) == short {
			return strings.Trim(unusual.ReplaceAllString(name, "_"), "_")
		}
	}
	return short
}
