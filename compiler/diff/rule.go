package diff

import (
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/cisco/rule"
)

// RuleChange is a rule before and after, as a decision table: rows that went,
// came and stayed.
type RuleChange struct {
	Columns []string  `json:"columns"`
	Rows    []RuleRow `json:"rows"`
}

// RuleRow is what phones in some states do.
type RuleRow struct {
	Kind  Kind     `json:"kind,omitempty"` // added, removed, or empty: as before
	Cells []string `json:"cells"`
}

// ruleChange compares rules, or returns nil where a parameter is none or a text
// does not parse.
func ruleChange(name string, old, new artifact.Param) *RuleChange {
	context, ok := rule.ContextOf(name)
	if !ok || old.Secret != "" || new.Secret != "" {
		return nil
	}
	before, errOld := rule.Parse(old.Value, context)
	after, errNew := rule.Parse(new.Value, context)
	if errOld != nil || errNew != nil {
		return nil
	}
	a, b := rule.Table(before), rule.Table(after)
	columns := slices.Clone(a.Columns)
	for _, c := range b.Columns {
		if !slices.Contains(columns, c) {
			columns = append(columns, c)
		}
	}
	out := &RuleChange{Columns: append(columns, "does", "credentials")}
	rowsOld, rowsNew := ruleRows(a, columns), ruleRows(b, columns)
	for _, r := range rowsOld {
		kind := Removed
		if slices.ContainsFunc(rowsNew, func(n []string) bool { return slices.Equal(n, r) }) {
			kind = ""
		}
		out.Rows = append(out.Rows, RuleRow{kind, r})
	}
	for _, r := range rowsNew {
		if !slices.ContainsFunc(rowsOld, func(n []string) bool { return slices.Equal(n, r) }) {
			out.Rows = append(out.Rows, RuleRow{Added, r})
		}
	}
	return out
}

// ruleRows lays the rows of a table out in given columns.
func ruleRows(d *rule.Decision, columns []string) [][]string {
	var rows [][]string
	for _, r := range d.Rows {
		cells := make([]string, 0, len(columns)+2)
		for _, c := range columns {
			cell := "any"
			if n := slices.Index(d.Columns, c); n >= 0 {
				cell = r.Cells[n]
			}
			cells = append(cells, cell)
		}
		does := userinfo.ReplaceAllString(r.Action, "$1"+mask+"@")
		if r.Assignments != "" {
			does = strings.TrimSpace(r.Assignments + "; " + does)
		}
		credentials := "no"
		if r.Credentials {
			credentials = "yes"
		}
		rows = append(rows, append(cells, does, credentials))
	}
	return rows
}
