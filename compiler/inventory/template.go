package inventory

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/meant"
	"provc/compiler/value"
)

// A template is a value of an entity with columns in it: {extension} stands for
// the cell of that column as text, {minutes:int} and {silent:bool} for a number
// and a boolean. Braces are written twice to stand for themselves. A value that
// names an empty cell is absent, and so is a struct all of whose values are.
type template struct {
	node0  *value.Node // what stands in CUE
	fields []field     // of a struct
	items  []*template // of a list
	parts  []piece     // of a text that names columns
	fixed  bool        // names no column
}

type field struct {
	label string
	pos   diag.Pos
	value *template
}

// piece is text as it stands, or a column.
type piece struct {
	text   string
	column string
	cell   int // the column's place among the cells; see number
	kind   value.Kind
}

// columns are the columns that templates name, and where; and the places of
// their cells.
type columns struct {
	named map[string]diag.Pos
	cells map[string]int
}

// number gives each column that a template names a place among the cells.
func (c *columns) number(t *template) {
	for _, f := range t.fields {
		c.number(f.value)
	}
	for _, i := range t.items {
		c.number(i)
	}
	for i := range t.parts {
		p := &t.parts[i]
		if p.column == "" {
			continue
		}
		if _, ok := c.named[p.column]; !ok {
			c.named[p.column] = t.node0.Pos
			c.cells[p.column] = len(c.cells)
		}
		p.cell = c.cells[p.column]
	}
}

// known tells of columns that a table lacks.
func (e expander) known(named map[string]diag.Pos, have map[string]bool) bool {
	ok := true
	for _, c := range slices.Sorted(maps.Keys(named)) {
		if have[c] {
			continue
		}
		ok = false
		names := slices.Sorted(maps.Keys(have))
		d := inventoryColumn.At(named[c], "the table has no column %s", c)
		if len(names) == 1 && strings.ContainsAny(names[0], ";\t,") {
			begins := ""
			if strings.Contains(names[0], c) { // else it may be no heading, and hold a password
				begins = fmt.Sprintf("it begins with %q, and ", names[0])
			}
			d.Hint = "its cells seem to be separated by something else; " + begins + `separator may be ",", ";" or "\t"`
		} else if near := meant.Nearest(c, names); near != "" {
			d = d.Proposed(diag.DidYouMean(near, diag.Respell("{"+c+"}", "{"+near+"}")))
		} else {
			d.Hint = headings(named, names)
		}
		e.findings.Add(d)
	}
	return ok
}

// headings says which columns a table has. Where none of them is one that the mapping
// names, its first line may be no heading but somebody's row, with a password in it; a
// heading with a digit may be one, too.
func headings(named map[string]diag.Pos, names []string) string {
	isNamed := func(name string) bool { _, ok := named[name]; return ok }
	if !slices.ContainsFunc(names, isNamed) {
		return "it has none of those that are named here; is the line of headings missing?"
	}
	shown := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !isNamed(name) && strings.ContainsAny(name, "0123456789") })
	if len(shown) > 9 {
		return ""
	}
	hint := "it has " + strings.Join(shown, ", ")
	if n := len(names) - len(shown); n > 0 {
		hint += fmt.Sprintf(" and %d more", n)
	}
	return hint
}

// template reads a value of the CUE.
func (e expander) template(n *value.Node) *template {
	t := &template{node0: n, fixed: true}
	switch n.Kind {
	case value.Struct:
		for _, f := range n.Fields {
			v := e.template(f.Value)
			t.fixed = t.fixed && v.fixed
			t.fields = append(t.fields, field{f.Label, f.Pos, v})
		}
	case value.List:
		for _, i := range n.Items {
			v := e.template(i)
			t.fixed = t.fixed && v.fixed
			t.items = append(t.items, v)
		}
	case value.String:
		parts, problem := pieces(n.Text)
		if problem != "" {
			e.findings.Add(inventoryColumn.At(n.Pos, "%s", problem).WithDetail("found %s", n.Describe(false)).
				WithHint("{name} is a column; {{ and }} stand for braces"))
		}
		if len(parts) == 1 && parts[0].column == "" || len(parts) == 0 {
			if len(parts) == 1 && parts[0].text != n.Text {
				t.node0 = &value.Node{Kind: value.String, Text: parts[0].text, Pos: n.Pos}
			}
			break
		}
		t.parts, t.fixed = parts, false
	}
	return t
}

// pieces splits a text at the columns in it.
func pieces(text string) (parts []piece, problem string) {
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			parts = append(parts, piece{text: b.String()})
			b.Reset()
		}
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case (c == '{' || c == '}') && strings.HasPrefix(text[i+1:], string(c)):
			b.WriteByte(c)
			i++
		case c == '{':
			name, _, closed := strings.Cut(text[i+1:], "}")
			if !closed || strings.Contains(name, "{") {
				return nil, "a column is not closed with a brace"
			}
			flush()
			i += len(name) + 1
			column, kind, typed := strings.Cut(name, ":")
			p := piece{column: strings.TrimSpace(column), kind: value.String}
			if typed {
				switch kind {
				case "int":
					p.kind = value.Int
				case "bool":
					p.kind = value.Bool
				case "text":
				default:
					return nil, "a column's type is text, int or bool"
				}
			}
			if p.column == "" {
				return nil, "a column has no name"
			}
			parts = append(parts, p)
		case c == '}':
			return nil, "a brace is closed that was not opened"
		default:
			b.WriteByte(c)
		}
	}
	flush()
	for _, p := range parts {
		if len(parts) > 1 && p.column != "" && p.kind != value.String {
			return nil, "a number or boolean stands alone, with no text around it"
		}
	}
	return parts, ""
}

// maker makes the values of one row.
type maker struct {
	row    []cell
	memory *value.Arena
}

// value makes a value; nil is absent. Values that are the same in all rows are
// shared, but not at the top of an entity: checks tell parameters of entities
// apart by the struct that holds them.
func (m maker) value(t *template, depth int) (*value.Node, *badRow) {
	if t.fixed && depth > 1 {
		return t.node0, nil
	}
	switch {
	case t.parts != nil:
		return m.text(t)
	case t.node0.Kind == value.Struct:
		fields := m.memory.Fields(len(t.fields))
		for _, f := range t.fields {
			v, err := m.value(f.value, depth+1)
			if err != nil {
				return nil, err
			}
			if v != nil {
				fields = append(fields, value.Field{Label: f.label, Value: v, Pos: f.pos})
			}
		}
		if len(fields) == 0 && len(t.fields) > 0 {
			return nil, nil
		}
		return m.memory.Node(value.Node{Kind: value.Struct, Pos: t.node0.Pos, Fields: fields}), nil
	case t.node0.Kind == value.List:
		n := m.memory.Node(value.Node{Kind: value.List, Pos: t.node0.Pos})
		for _, i := range t.items {
			v, err := m.value(i, depth+1)
			if err != nil {
				return nil, err
			}
			if v != nil {
				n.Items = append(n.Items, v)
			}
		}
		return n, nil
	}
	return t.node0, nil
}

func (m maker) text(t *template) (*value.Node, *badRow) {
	if len(t.parts) == 1 {
		p := t.parts[0]
		c := &m.row[p.cell]
		if c.absent() {
			return nil, nil
		}
		text, err := c.as(p)
		if err != nil {
			return nil, err
		}
		return m.memory.Node(value.Node{Kind: p.kind, Text: text, Pos: c.pos}), nil
	}
	var b strings.Builder
	var first diag.Pos
	for _, p := range t.parts {
		if p.column == "" {
			b.WriteString(p.text)
			continue
		}
		c := &m.row[p.cell]
		if c.absent() {
			return nil, nil
		}
		if !first.IsValid() {
			first = c.pos
		}
		b.WriteString(c.text)
	}
	return m.memory.Node(value.Node{Kind: value.String, Text: b.String(), Pos: first}), nil
}

// absent reports whether a cell is empty, null or not there.
func (c *cell) absent() bool { return c.text == "" }

// as is the cell as a value of a column's kind.
func (c *cell) as(p piece) (string, *badRow) {
	switch p.kind {
	case value.Int:
		if !value.IsDecimal(strings.TrimPrefix(c.text, "-")) {
			return "", &badRow{c.pos, fmt.Sprintf("column %s must hold whole numbers", p.column)}
		}
		if c.text == "-0" {
			return "0", nil
		}
	case value.Bool:
		switch strings.ToLower(c.text) {
		case "true", "yes", "1":
			return "true", nil
		case "false", "no", "0":
			return "false", nil
		}
		return "", &badRow{c.pos, fmt.Sprintf("column %s must hold true or false", p.column)}
	}
	return c.text, nil
}
