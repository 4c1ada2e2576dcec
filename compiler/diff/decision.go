package diff

import (
	"fmt"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Decisions is a parameter that decides something, before and after, as a decision
// table: rows that went, came and stayed.
type Decisions struct {
	Columns []string   `json:"columns"`
	Rows    []Decision `json:"rows"`

	carriers []string // the files whose parameter changes so
}

// carried says which other files than the first change alike; empty if none does.
func (r *Decisions) carried() string {
	switch n := len(r.carriers) - 1; {
	case n <= 0:
		return ""
	case n > named:
		return fmt.Sprintf("the same in %d more files", n)
	default:
		var files []string
		for _, file := range r.carriers[1:] {
			files = append(files, diag.Quoted(file))
		}
		return "the same in " + and(files)
	}
}

// Decision is what phones in some states do.
type Decision struct {
	Kind  Kind     `json:"kind,omitempty"` // added, removed, or empty: as before
	Cells []string `json:"cells"`
}

// decisions compares what two values decide, or returns nil where the parameter
// decides nothing or phones would not understand one of them. Many files may carry the
// same change, which is one value.
func (c *comparison) decisions(name string, old, new artifact.Param) *Decisions {
	if c.facts.Decider(name) == nil {
		return nil
	}
	key := [3]string{name, old.Value, new.Value}
	d, ok := c.decided[key]
	if !ok {
		if c.decided == nil {
			c.decided = map[[3]string]*Decisions{}
		}
		d = decisions(c.facts, name, old, new)
		c.decided[key] = d
	}
	return d
}

func decisions(facts *vendor.Facts, name string, old, new artifact.Param) *Decisions {
	d := facts.Decider(name)
	if d == nil || old.Secret != "" || new.Secret != "" {
		return nil
	}
	a, b := d.Decisions(name, old.Value), d.Decisions(name, new.Value)
	if a == nil || b == nil {
		return nil
	}
	conditions, results := union(a.Conditions, b.Conditions), union(a.Results, b.Results)
	out := &Decisions{Columns: slices.Concat(conditions, results)}
	rowsOld, rowsNew := rows(a, conditions, results), rows(b, conditions, results)
	for _, r := range rowsOld {
		kind := Removed
		if contains(rowsNew, r) {
			kind = ""
		}
		out.Rows = append(out.Rows, Decision{kind, r})
	}
	for _, r := range rowsNew {
		if !contains(rowsOld, r) {
			out.Rows = append(out.Rows, Decision{Added, r})
		}
	}
	return out
}

func contains(rows [][]string, row []string) bool {
	return slices.ContainsFunc(rows, func(r []string) bool { return slices.Equal(r, row) })
}

func union(a, b []string) []string {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}

// rows lays the rows of a table out in given columns.
func rows(t *vendor.Table, conditions, results []string) [][]string {
	var all [][]string
	for _, r := range t.Rows {
		var cells []string
		for _, c := range conditions {
			cells = append(cells, diag.Visible(cell(t.Conditions, r.Conditions, c, "any")))
		}
		for _, c := range results {
			cells = append(cells, diag.Visible(value.Masked(cell(t.Results, r.Results, c, ""))))
		}
		all = append(all, cells)
	}
	return all
}

// cell is the one under a heading.
func cell(headings, cells []string, heading, absent string) string {
	if n := slices.Index(headings, heading); n >= 0 {
		return cells[n]
	}
	return absent
}
