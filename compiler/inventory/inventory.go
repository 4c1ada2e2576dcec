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
// Rows are read one at a time. What comes out is what CUE would have made of the
// same entities, with their places in the table.
package inventory

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/source"
)

// sorts are what a table can hold.
var sorts = []string{"phones", "users"}

// Expand replaces the inventories of a package's deployments by the entities
// that they hold. Files are relative to dir, the folder of the package, which
// findings call shown.
func Expand(p *source.Package, dir, shown string) diag.List {
	var findings diag.List
	for _, d := range p.Deployments {
		i := slices.IndexFunc(d.Root.Fields, func(f source.Field) bool { return f.Label == "inventory" })
		if i < 0 {
			continue
		}
		in := d.Root.Fields[i]
		d.Root.Fields = slices.Delete(d.Root.Fields, i, i+1)
		e := expander{root: d.Root, texts: d.Texts, dir: dir, shown: shown, findings: &findings}
		if in.Value.Kind != source.Struct {
			e.wrong(in.Value, "inventory must be a struct of phones and users")
			continue
		}
		for _, f := range in.Value.Fields {
			if !slices.Contains(sorts, f.Label) {
				findings.Add(diag.Diagnostic{Severity: diag.Error, Check: "field-unknown", Pos: f.Pos,
					Summary: fmt.Sprintf("inventory.%s is no field of inventory", f.Label), Hint: "allowed are " + strings.Join(sorts, ", ")})
				continue
			}
			e.table(f)
		}
	}
	return findings.Sorted()
}

// Files lists the tables that a package's deployments read, as they name them.
func Files(p *source.Package) []string {
	var files []string
	for _, d := range p.Deployments {
		for _, sort := range sorts {
			if f := d.Root.Get("inventory", sort, "file"); f != nil && f.Kind == source.String {
				files = append(files, f.Text)
			}
		}
	}
	return files
}

type expander struct {
	root       *source.Node
	texts      map[string][]source.Entities
	dir, shown string
	findings   *diag.List
}

func (e expander) wrong(n *source.Node, sentence string) {
	if n.Kind != source.Invalid {
		e.findings.Add(diag.Diagnostic{Severity: diag.Error, Check: "field-value", Pos: n.Pos, Summary: sentence, Detail: "found " + n.Describe(false)})
	}
}

// table reads one table into the entities of its sort.
func (e expander) table(in source.Field) {
	name := "inventory." + in.Label
	if in.Value.Kind != source.Struct {
		e.wrong(in.Value, name+" must be a struct")
		return
	}
	t, ok := e.declared(name, in.Value)
	if !ok {
		return
	}
	file, err := open(e.dir, t.file.Text)
	if err != nil {
		e.findings.Errorf("inventory-file", t.file.Pos, "%s.file %s cannot be read: %s", name, t.file.Text, err)
		return
	}
	defer file.Close()
	shown := path.Join(filepath.ToSlash(e.shown), t.file.Text)
	rows, err := t.reader(file, shown)
	if err == nil {
		err = e.rows(in, t, rows)
	}
	var bad *badRow
	switch {
	case errors.As(err, &bad):
		e.findings.Errorf("inventory-row", bad.pos, "%s", bad.sentence)
	case err != nil:
		e.findings.Errorf("inventory-file", t.file.Pos, "%s.file %s cannot be read: %s", name, t.file.Text, err)
	}
}

// table is what the CUE says of a table.
type table struct {
	file      *source.Node
	separator rune
	id        *template
	each      *template
}

func (e expander) declared(name string, n *source.Node) (*table, bool) {
	t := &table{separator: ','}
	before := len(*e.findings)
	for _, f := range n.Fields {
		switch f.Label {
		case "file", "id", "separator":
			if f.Value.Kind != source.String {
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
		case "each":
			if f.Value.Kind != source.Struct {
				e.wrong(f.Value, name+".each must be a struct: what each row makes")
				continue
			}
			t.each = e.template(f.Value)
		default:
			e.findings.Add(diag.Diagnostic{Severity: diag.Error, Check: "field-unknown", Pos: f.Pos,
				Summary: fmt.Sprintf("%s.%s is no field of %s", name, f.Label, name), Hint: "allowed are each, file, id, separator"})
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
			e.findings.Errorf("field-missing", n.Pos, "%s needs %s", name, x.label)
		}
	}
	return t, len(*e.findings) == before
}

// open opens a file below a folder, wherever its symbolic links lead within.
func open(dir, name string) (*os.File, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return nil, errors.New("it must be a path within the package's folder")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, plain(err)
	}
	defer root.Close()
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, plain(err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no regular file")
	}
	if err != nil {
		f.Close()
		return nil, plain(err)
	}
	return f, nil
}

// plain says what is wrong with a file without repeating its name.
func plain(err error) error {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.As(err, &p) && strings.Contains(p.Err.Error(), "escapes"):
		return errors.New("it leads out of the package's folder")
	case errors.As(err, &p):
		return p.Err
	}
	return err
}

// rows makes an entity of each row.
func (e expander) rows(in source.Field, t *table, rows rows) error {
	holder := e.root.Field(in.Label)
	if holder == nil {
		e.root.Fields = append(e.root.Fields, source.Field{Label: in.Label, Pos: in.Pos, Value: &source.Node{Kind: source.Struct, Pos: in.Pos}})
		holder = &e.root.Fields[len(e.root.Fields)-1]
	}
	if holder.Value.Kind != source.Struct {
		return nil // told where it is checked
	}
	declared := map[string]diag.Pos{}
	for _, f := range holder.Value.Fields {
		declared[f.Label] = f.Pos
	}
	for _, in := range e.texts[in.Label] {
		for i := range in.Len() {
			if f, wrong := in.At(i); wrong == nil {
				declared[f.Label] = f.Pos
			}
		}
	}
	columns := columns{}
	for _, tmpl := range []*template{t.id, t.each} {
		tmpl.columns(columns)
	}
	if known := rows.header(); known != nil && !e.known(columns, known) {
		return nil
	}
	before := len(holder.Value.Fields)
	seen := map[string]bool{} // columns, where the table has no header
	for {
		row, err := rows.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if rows.header() == nil {
			for c := range row.cells {
				seen[c] = true
			}
		}
		f, ok := e.entity(t, row)
		if !ok {
			continue
		}
		if other, twice := declared[f.Label]; twice {
			e.findings.Add(diag.Diagnostic{Severity: diag.Error, Check: "inventory-duplicate", Pos: f.Pos,
				Summary: fmt.Sprintf("%s are declared twice under the ID %s", in.Label, f.Label),
				Related: []diag.Related{{Message: "the other is here", Pos: other}}})
			continue
		}
		declared[f.Label] = f.Pos
		holder.Value.Fields = append(holder.Value.Fields, f)
	}
	if rows.header() == nil && len(seen) > 0 && !e.known(columns, seen) {
		holder.Value.Fields = holder.Value.Fields[:before] // they would lack it, too
	}
	return nil
}

// entity makes one entity, or tells why a row makes none.
func (e expander) entity(t *table, row row) (source.Field, bool) {
	id, err := t.id.node(row, 0)
	if err == nil && (id == nil || id.Text == "") {
		err = &badRow{row.pos, "a row has no ID"}
	}
	var n *source.Node
	if err == nil {
		n, err = t.each.node(row, 0)
	}
	if err != nil {
		e.findings.Errorf("inventory-row", err.pos, "%s", err.sentence)
		return source.Field{}, false
	}
	if n == nil {
		n = &source.Node{Kind: source.Struct}
	}
	n.Pos = id.Pos
	return source.Field{Label: id.Text, Value: n, Pos: id.Pos}, true
}
