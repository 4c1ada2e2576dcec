package diff

import (
	"fmt"
	"slices"
	"strings"

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

	conditions int      // how many of the columns are conditions; the others are results
	carriers   []string // the files whose parameter changes so
}

// carried says which other files than those of a block change alike; empty if none does.
func (r *Decisions) carried(b block) string {
	told := map[string]bool{}
	for _, f := range b.files {
		told[f.Path] = true
	}
	others := slices.DeleteFunc(slices.Clone(r.carriers), func(file string) bool { return told[file] })
	switch n := len(others); {
	case n == 0:
		return ""
	case n > named:
		return fmt.Sprintf("the same in %d more files", n)
	}
	for i, file := range others {
		others[i] = diag.Quoted(file)
	}
	return "the same in " + and(others)
}

// Decision is what phones in some states do.
type Decision struct {
	Kind  Kind     `json:"kind,omitempty"` // added, removed, or empty: as before
	Cells []string `json:"cells"`
}

// Case is what is decided under some conditions, before and after: for where a table is
// too wide.
type Case struct {
	When string
	Does []Outcome
}

// Outcome is what phones do in a case: what went, came or stayed.
type Outcome struct {
	Kind Kind
	Text string
}

// Cases are the rows of the table in words, those of the same conditions together.
func (r *Decisions) Cases() []Case {
	var all []Case
	at := map[string]int{}
	for _, row := range r.Rows {
		var when []string
		for n, cell := range row.Cells[:r.conditions] {
			if cell != anything {
				when = append(when, r.Columns[n]+" "+cell)
			}
		}
		text := "otherwise"
		if len(when) > 0 {
			text = strings.Join(when, ", ")
		}
		n, ok := at[text]
		if !ok {
			n = len(all)
			at[text] = n
			all = append(all, Case{When: text})
		}
		var does []string
		for n, cell := range row.Cells[r.conditions:] {
			switch {
			case cell == "":
			case n == 0:
				does = append(does, cell)
			default:
				does = append(does, r.Columns[r.conditions+n]+" "+cell)
			}
		}
		all[n].Does = append(all[n].Does, Outcome{row.Kind, strings.Join(does, ", ")})
	}
	return all
}

// anything stands for a condition that a row does not have.
const anything = "any"

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
	out := &Decisions{Columns: slices.Concat(conditions, results), conditions: len(conditions)}
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
			cells = append(cells, diag.Visible(cell(t.Conditions, r.Conditions, c, anything)))
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
