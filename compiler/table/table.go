// Package table prints tables: for people in columns that fit a width, as Markdown, and
// for programs as CSV and JSON.
package table

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/layout"
	"provc/compiler/value"
)

// Formats are the names that Write knows.
var Formats = []string{"text", "json", "markdown", "csv"}

// Table is rows under headings.
type Table struct {
	Title   string
	Columns []string
	Rows    [][]string // each a cell a column
	Notes   []string   // sentences below, for people
	None    string     // what is said instead of no rows

	// Folded is a column of which people are shown one row for all that say the same
	// otherwise; -1 for none.
	Folded int
	// Whole has people shown every row, and all that stands in one.
	Whole bool
}

// Write prints a table in a format. Width is that of lines of text, in columns; 0 breaks
// none.
func (t *Table) Write(w io.Writer, format string, width int) error {
	switch format {
	case "json":
		return t.json(w)
	case "csv":
		return t.csv(w)
	case "markdown":
		return t.markdown(w)
	case "text":
		return t.text(w, width)
	}
	return fmt.Errorf("no format %q", format)
}

// few is how many subjects of a row are named, unless all are asked for.
const few = 3

// folded are the rows as people are shown them.
func (t *Table) folded() [][]string {
	if t.Folded < 0 || t.Whole {
		return t.Rows
	}
	var rows [][]string
	at := map[string]int{}
	var subjects [][]string
	for _, row := range t.Rows {
		key := strings.Join(slices.Concat(row[:t.Folded], []string{"\x00"}, row[t.Folded+1:]), "\x00")
		n, ok := at[key]
		if !ok {
			n = len(rows)
			at[key] = n
			rows, subjects = append(rows, slices.Clone(row)), append(subjects, nil)
		}
		if !slices.Contains(subjects[n], row[t.Folded]) || len(subjects[n]) > few {
			subjects[n] = append(subjects[n], row[t.Folded])
		}
	}
	for n, row := range rows {
		row[t.Folded] = Names(subjects[n])
	}
	return rows
}

// Names puts names into a cell: all if they are few, else the first of them and how many
// more there are.
func Names(all []string) string {
	if len(all) <= few {
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(all[:few-1], ", "), len(all)-few+1)
}

// gap stands between two columns.
const gap = 2

// text sets the rows into columns. Where they are too wide, the widest give way and their
// cells are broken between words, or, where a word would have to break, which nobody
// could copy, each row is a record.
func (t *Table) text(w io.Writer, width int) error {
	var b strings.Builder
	b.WriteString(layout.Wrap(shown(t.Title), "", width))
	if len(t.Rows) == 0 {
		b.WriteString(layout.Wrap(t.None, "", width))
	} else {
		b.WriteString("\n")
		rows := used(append([][]string{t.Columns}, t.folded()...))
		for _, row := range rows {
			for i := range row {
				row[i] = shown(row[i])
			}
		}
		if widths, ok := fit(rows, width); ok {
			for _, row := range rows {
				lines(&b, row, widths)
			}
		} else {
			records(&b, rows, width)
		}
	}
	for i, n := range t.Notes {
		if i == 0 {
			b.WriteString("\n")
		}
		b.WriteString(layout.Wrap(shown(n), "", width))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// used are rows, the headings first, without the columns in which nothing stands.
func used(rows [][]string) [][]string {
	var columns []int
	for i := range rows[0] {
		if slices.ContainsFunc(rows[1:], func(r []string) bool { return r[i] != "" }) {
			columns = append(columns, i)
		}
	}
	out := make([][]string, len(rows))
	for n, row := range rows {
		for _, i := range columns {
			out[n] = append(out[n], row[i])
		}
	}
	return out
}

func shown(cell string) string { return value.Masked(diag.Visible(cell)) }

// fit chooses the widths of columns so that they fit a width together: the widest give
// way, down to their longest word. It reports false where that does not do.
func fit(rows [][]string, width int) ([]int, bool) {
	widths, least := make([]int, len(rows[0])), make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			if len(cell) <= least[i] {
				continue // in bytes, of which there are no fewer than columns
			}
			widths[i] = max(widths[i], layout.Width(cell))
			for _, word := range broken(cell, 1) {
				least[i] = max(least[i], layout.Width(word))
			}
		}
	}
	if width <= 0 {
		return widths, true
	}
	room := width - gap*(len(widths)-1)
	narrow(widths, least, room)
	total := 0
	for _, w := range widths {
		total += w
	}
	return widths, total <= room
}

// narrow takes from the widest columns, of those above their least, what is beyond the
// room for all.
func narrow(widths, least []int, room int) {
	for {
		total, widest := 0, -1
		for i, w := range widths {
			total += w
			if w > least[i] && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if total <= room || widest < 0 {
			return
		}
		widths[widest]--
	}
}

// lines writes a row, over as many lines as its longest cell takes.
func lines(b *strings.Builder, row []string, widths []int) {
	cells := make([][]string, len(row))
	most := 1
	for i, cell := range row {
		cells[i] = broken(cell, widths[i])
		most = max(most, len(cells[i]))
	}
	for n := range most {
		line := ""
		for i := range cells {
			cell := ""
			if n < len(cells[i]) {
				cell = cells[i][n]
			}
			line += cell + strings.Repeat(" ", max(0, widths[i]-layout.Width(cell))+gap)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// broken breaks a cell into lines of a width, between words.
func broken(cell string, width int) []string {
	return strings.Split(strings.TrimSuffix(layout.Wrap(cell, "", width), "\n"), "\n")
}

// records writes each row as a block of lines, one for each cell in which something
// stands, behind its heading.
func records(b *strings.Builder, rows [][]string, width int) {
	headings := 0
	for _, h := range rows[0] {
		headings = max(headings, layout.Width(h))
	}
	indent := strings.Repeat(" ", headings+gap)
	for n, row := range rows[1:] {
		if n > 0 {
			b.WriteString("\n")
		}
		for i, cell := range row {
			if cell == "" {
				continue
			}
			h := rows[0][i]
			b.WriteString(h + indent[layout.Width(h):])
			for k, line := range broken(cell, max(1, width-len(indent))) {
				if k > 0 {
					b.WriteString(indent)
				}
				b.WriteString(line + "\n")
			}
		}
	}
}

var markup = strings.NewReplacer("\\", "\\\\", "|", "\\|", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "&", "&amp;", "#", "\\#", "@", "&#64;", "~", "\\~")

func (t *Table) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", markup.Replace(shown(t.Title)))
	if len(t.Rows) == 0 {
		b.WriteString(markup.Replace(t.None) + "\n")
	} else {
		row := func(cells []string) {
			for _, c := range cells {
				b.WriteString("| " + markup.Replace(shown(c)) + " ")
			}
			b.WriteString("|\n")
		}
		for n, r := range used(append([][]string{t.Columns}, t.folded()...)) {
			row(r)
			if n == 0 {
				b.WriteString(strings.Repeat("|---", len(r)) + "|\n")
			}
		}
	}
	for _, n := range t.Notes {
		b.WriteString("\n" + markup.Replace(shown(n)) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// csv writes every row. What a spreadsheet would take for a formula begins with an
// apostrophe.
func (t *Table) csv(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(t.Columns); err != nil {
		return err
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			if cells[i] = shown(cell); cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				cells[i] = "'" + cells[i]
			}
		}
		if err := c.Write(cells); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// json writes every row as an object, by the headings.
func (t *Table) json(w io.Writer) error {
	rows := make([]map[string]string, 0, len(t.Rows))
	for _, row := range t.Rows {
		o := map[string]string{}
		for i, cell := range row {
			if cell != "" {
				o[t.Columns[i]] = shown(cell)
			}
		}
		rows = append(rows, o)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Version int                 `json:"version"`
		Title   string              `json:"title"`
		Columns []string            `json:"columns"`
		Rows    []map[string]string `json:"rows"`
		Notes   []string            `json:"notes,omitempty"`
	}{1, shown(t.Title), t.Columns, rows, t.Notes})
}
