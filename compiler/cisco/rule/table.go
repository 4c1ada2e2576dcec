package rule

import (
	"cmp"
	"strings"
)

// Decision is a decision table: which states of a phone a rule tells apart,
// and what it does in each. The first row that matches a state applies, so
// that there is one row for each alternative that can be taken, and one for
// nothing at all where no alternative holds unconditionally.
type Decision struct {
	Context     Context
	Columns     []string // what the rule tests: $EMS, $(MA:0:6), or a comparison of two macros
	Rows        []Row
	Unreachable []Dead // alternatives that no state reaches
	Partial     bool   // the rule is too involved to know of every alternative whether it can be taken
}

// Row is the states that one alternative is taken in.
type Row struct {
	Cells       []string // by column; "any" where the value does not matter
	Alternative int      // counted from 0; -1 in the row where nothing is taken
	Action      string   // the URL, with its macros; or what is done without one
	Assignments string   // made before; may be empty
	Credentials bool     // sends a user name and a password
}

// Dead is an alternative that is never taken, and why.
type Dead struct {
	Alternative int
	Reason      string
}

// Table makes the decision table of a rule. It takes linear time for the rows
// and a bounded number of steps to find unreachable alternatives.
func Table(r *Rule) *Decision {
	m := newModel(r)
	d := &Decision{Context: r.Context}
	m.boxes = append(m.boxes, box{}) // the states in which no alternative holds
	for i, c := range m.reachability() {
		d.Partial = d.Partial || c.unknown
		row := Row{Alternative: i}
		switch {
		case i == len(r.Alternatives):
			if c.unreachable() {
				continue
			}
			row.Alternative, row.Action = -1, "nothing"
			if r.Context == Trigger {
				row.Action = "no resync"
			}
		case c.unreachable():
			d.Unreachable = append(d.Unreachable, Dead{i, c.reason()})
			continue
		default:
			row.describe(&r.Alternatives[i], r.Context)
		}
		row.Cells = m.cells(&m.boxes[i])
		d.Rows = append(d.Rows, row)
	}
	for _, s := range m.subjects {
		d.Columns = append(d.Columns, s.key)
	}
	if len(m.subjects) > maxColumns {
		d.Columns = []string{"state"}
	}
	d.dropColumns()
	return d
}

// maxColumns is how many subjects get a column each. A rule that tests more
// gets one column that names what each row asks for.
const maxColumns = 24

func (m *model) cells(b *box) []string {
	if len(m.subjects) > maxColumns {
		var asks []string
		for _, s := range b.sides {
			asks = append(asks, m.subjects[s.subject].key+": "+m.subjects[s.subject].label(s.in))
		}
		if len(asks) == 0 {
			return []string{"any"}
		}
		return []string{strings.Join(asks, "; ")}
	}
	cells := make([]string, len(m.subjects))
	for i := range cells {
		cells[i] = "any"
	}
	for _, s := range b.sides {
		cells[s.subject] = m.subjects[s.subject].label(s.in)
	}
	return cells
}

// dropColumns removes the columns that only unreachable alternatives test.
func (d *Decision) dropColumns() {
	keep := make([]bool, len(d.Columns))
	for _, row := range d.Rows {
		for i, c := range row.Cells {
			keep[i] = keep[i] || c != "any"
		}
	}
	filter := func(in []string) []string {
		out := []string{}
		for i, s := range in {
			if keep[i] {
				out = append(out, s)
			}
		}
		return out
	}
	for i := range d.Rows {
		d.Rows[i].Cells = filter(d.Rows[i].Cells)
	}
	d.Columns = filter(d.Columns)
}

func (row *Row) describe(a *Alternative, c Context) {
	var sets []string
	for _, s := range a.Assign {
		v := s.Value.String()
		if secretParameter(s.Name) && literalSecret(s.Value.Text) {
			v = mask
		}
		sets = append(sets, s.Name+" = "+v)
	}
	row.Assignments = strings.Join(sets, "; ")
	row.Credentials = a.Option("uid") != nil || a.Option("pwd") != nil
	switch {
	case a.URL != nil:
		row.Action = a.URL.String()
		if a.Option("post") != nil && (a.URL.Scheme == "http" || a.URL.Scheme == "https") {
			row.Action = "POST " + row.Action
		}
	case c == Trigger:
		row.Action = "resync"
	default:
		row.Action = "nothing"
	}
}

// cells is the table as text: a header and the rows.
func (d *Decision) cells() [][]string {
	assigns, credentials := false, d.Context != Trigger
	for _, row := range d.Rows {
		assigns = assigns || row.Assignments != ""
	}
	header := append([]string{"alternative"}, d.Columns...)
	if assigns {
		header = append(header, "sets")
	}
	action := map[Context]string{Trigger: "does", Report: "sends to"}[d.Context]
	header = append(header, cmp.Or(action, "fetches"))
	if credentials {
		header = append(header, "credentials")
	}
	out := [][]string{header}
	for _, row := range d.Rows {
		line := append([]string{number(row.Alternative)}, row.Cells...)
		if assigns {
			line = append(line, cmp.Or(row.Assignments, dash))
		}
		line = append(line, row.Action)
		if credentials {
			line = append(line, yesNo(row.Credentials))
		}
		out = append(out, line)
	}
	return out
}
