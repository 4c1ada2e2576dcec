// Package inventory makes users and handsets of tables that stand beside the
// CUE: CSV, JSON and YAML files, as directories of people and asset databases
// export them. What a row means is said in CUE:
//
//	inventory: users: {
//		file: "people.csv"
//		id:   "{login}"
//		each: {
//			label: "{name}"
//			password: secret: "{login}"
//			params: reg: "2": {address: "{extension}", label: "{name}"}
//		}
//	}
//
// A row becomes an entity each time that one asks for it, so that only the
// table's text is in memory. What comes out is what CUE would have made of the
// same entities, with their places in the table.
package inventory

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/value"
)

// Expand adds to a package's deployments the entities of their inventories. Files
// are read by the given function, relative to the folder of the package, which findings
// call shown.
func Expand(p *value.Package, read func(name string) (string, error), shown string) diag.List {
	var findings diag.List
	for _, d := range p.Deployments {
		i := slices.IndexFunc(d.Root.Fields, func(f value.Field) bool { return f.Label == "inventory" })
		if i < 0 {
			continue
		}
		in := d.Root.Fields[i]
		d.Root.Fields = slices.Delete(d.Root.Fields, i, i+1)
		e := expander{pkg: p, deployment: d, read: read, shown: shown, findings: &findings}
		if in.Value.Kind != value.Struct {
			e.wrong(in.Value, "inventory must be a struct of phones and users")
			continue
		}
		for _, f := range in.Value.Fields {
			if !slices.Contains(value.Containers, f.Label) {
				findings.Add(settings.FieldUnknown.At(f.Pos, "inventory.%s is no field of inventory", f.Label).
					WithHint("allowed are " + strings.Join(value.Containers, ", ")))
				continue
			}
			e.table(f)
		}
	}
	return findings.Sorted()
}

type expander struct {
	pkg        *value.Package
	deployment *value.Deployment
	read       func(name string) (string, error)
	shown      string
	findings   *diag.List
}

func (e expander) wrong(n *value.Node, sentence string) {
	if n.Kind != value.Invalid {
		e.findings.Add(settings.FieldValue.At(n.Pos, "%s", sentence).WithDetail("found %s", n.Describe(false)))
	}
}

// table reads one table into the entities of its sort.
func (e expander) table(in value.Field) {
	name := "inventory." + in.Label
	if in.Value.Kind != value.Struct {
		e.wrong(in.Value, name+" must be a struct")
		return
	}
	t, ok := e.declared(name, in.Value)
	if !ok {
		return
	}
	before := len(*e.findings)
	text, err := e.read(t.file.Text)
	var found rows
	if err == nil {
		e.pkg.Tables = append(e.pkg.Tables, value.Table{File: t.file.Text, Sum: sha256.Sum256([]byte(text))})
		found, err = t.rowsOf(text, path.Join(filepath.ToSlash(e.shown), t.file.Text))
	}
	var bad *badRow
	switch {
	case errors.As(err, &bad):
		e.findings.Add(inventoryRow.At(bad.pos, "%s", bad.sentence))
	case err != nil:
		e.findings.Add(inventoryFile.At(t.file.Pos, "%s.file %s cannot be read: %s", name, t.file.Text, err))
	}
	if found != nil {
		e.add(in.Label, t, found)
	}
	if err == nil && found.count() == 0 && !t.empty && len(*e.findings) == before {
		e.findings.Add(inventoryEmpty.At(t.file.Pos, "%s.file %s has no row, so that nobody would be left of it", name, t.file.Text).
			WithHint("export it again; or, if that is right, say so: inventory: " + in.Label + ": empty: true"))
	}
}

// table is what the CUE says of a table.
type table struct {
	file      *value.Node
	separator rune
	empty     bool // it may have no row
	id        *template
	each      *template
}

func (e expander) declared(name string, n *value.Node) (*table, bool) {
	t := &table{separator: ','}
	before := len(*e.findings)
	for _, f := range n.Fields {
		switch f.Label {
		case "file", "id", "separator":
			if f.Value.Kind != value.String {
				e.wrong(f.Value, fmt.Sprintf("%s.%s must be text", name, f.Label))
				continue
			}
			switch f.Label {
			case "file":
				t.file = f.Value
			case "id":
				t.id = e.template(f.Value)
			case "separator":
				if !slices.Contains([]string{",", ";", "\t"}, f.Value.Text) {
					e.wrong(f.Value, name+`.separator must be one of ",", ";" and "\t"`)
					continue
				}
				t.separator = rune(f.Value.Text[0])
			}
		case "empty":
			if f.Value.Kind != value.Bool {
				e.wrong(f.Value, name+".empty must be true or false")
				continue
			}
			t.empty = f.Value.Text == "true"
		case "each":
			if f.Value.Kind != value.Struct {
				e.wrong(f.Value, name+".each must be a struct: what each row makes")
				continue
			}
			t.each = e.template(f.Value)
		default:
			e.findings.Add(settings.FieldUnknown.At(f.Pos, "%s.%s is no field of %s", name, f.Label, name).WithHint("allowed are each, empty, file, id, separator"))
		}
	}
	if len(*e.findings) > before {
		return nil, false
	}
	for _, x := range []struct {
		label  string
		absent bool
	}{{"file", t.file == nil}, {"id", t.id == nil}, {"each", t.each == nil}} {
		if x.absent {
			e.findings.Add(settings.FieldMissing.At(n.Pos, "%s needs %s", name, x.label))
		}
	}
	return t, len(*e.findings) == before
}

// add adds the entities of a table to their deployment.
func (e expander) add(label string, t *table, r rows) {
	if holder := e.deployment.Root.Get(label); holder != nil && holder.Kind != value.Struct {
		return // told where it is checked
	}
	c := columns{map[string]diag.Pos{}, map[string]int{}}
	c.number(t.id)
	c.number(t.each)
	if known := r.columns(); len(known) > 0 && !e.known(c.named, known) {
		return // all rows would lack it
	}
	d := e.deployment
	before := d.Entities(label).Len()
	in := entities{t, r, c.cells, &sync.Pool{New: func() any { return &row{make([]cell, len(c.cells))} }}}
	d.Add(label, in)

	// Of those that are there twice, the first counts.
	all := d.Entities(label)
	again := map[int]bool{}
	for _, twins := range value.Twins(all) {
		first := map[string]diag.Pos{}
		for _, i := range twins {
			f, wrong := all.At(i, nil)
			if wrong != nil {
				continue
			}
			if other, twice := first[f.Label]; twice {
				again[i-before] = true
				e.findings.Add(inventoryDuplicate.At(f.Pos, "%s are declared twice under the ID %s", label, f.Label).WithRelated(other, "the other is here"))
				continue
			}
			first[f.Label] = f.Pos
		}
	}
	if len(again) > 0 {
		d.Later[label][len(d.Later[label])-1] = without(in, again)
	}
}

// entities are what the rows of a table make.
type entities struct {
	table *table
	rows  rows
	cells map[string]int // the places of the columns' cells
	spare *sync.Pool     // of *row
}

// row is what was read of one, until the next is read.
type row struct{ cells []cell }

// read reads a row. Rows are read very often, so the caller gives it back to spare.
func (e entities) read(i int) (*row, diag.Pos) {
	r := e.spare.Get().(*row)
	clear(r.cells)
	return r, e.rows.read(i, e.cells, r.cells)
}

func (e entities) Len() int { return e.rows.count() }

// Label is empty where a row has no ID.
func (e entities) Label(i int) string {
	r, _ := e.read(i)
	defer e.spare.Put(r)
	if id, err := (maker{r.cells, nil}).value(e.table.id, 0); err == nil && id != nil {
		return id.Text
	}
	return ""
}

func (e entities) At(i int, in *value.Arena) (value.Field, *diag.Diagnostic) {
	r, pos := e.read(i)
	defer e.spare.Put(r)
	m := maker{r.cells, in}
	id, err := m.value(e.table.id, 0)
	if err == nil && (id == nil || id.Text == "") {
		err = &badRow{pos, "a row has no ID"}
	}
	var n *value.Node
	if err == nil {
		n, err = m.value(e.table.each, 0)
	}
	if err != nil {
		return value.Field{}, new(inventoryRow.At(err.pos, "%s", err.sentence))
	}
	if n == nil {
		n = &value.Node{Kind: value.Struct}
	}
	n.Pos = id.Pos
	return value.Field{Label: id.Text, Value: n, Pos: id.Pos}, nil
}

// without leaves some entities out.
func without(all value.Entities, out map[int]bool) value.Entities {
	var some some
	some.Entities = all
	for i := range all.Len() {
		if !out[i] {
			some.left = append(some.left, i)
		}
	}
	return some
}

type some struct {
	value.Entities
	left []int
}

func (s some) Len() int           { return len(s.left) }
func (s some) Label(i int) string { return s.Entities.Label(s.left[i]) }
func (s some) At(i int, in *value.Arena) (value.Field, *diag.Diagnostic) {
	return s.Entities.At(s.left[i], in)
}
