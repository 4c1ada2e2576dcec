package inventory

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"provc/compiler/diag"
	"provc/compiler/source"
)

// csvRows reads RFC 4180 tables whose first row names the columns.
type csvRows struct {
	r       *csv.Reader
	guard   *guard
	name    string
	columns []string
	known   map[string]bool
	cells   map[string]cell
}

func newCSV(r io.Reader, name string, separator rune) (rows, error) {
	g := &guard{r: r, left: maxRow}
	b := bufio.NewReader(g)
	if mark, err := b.Peek(3); err == nil && string(mark) == "\ufeff" {
		b.Discard(3) // as spreadsheets write it
	}
	c := &csvRows{r: csv.NewReader(b), guard: g, name: name, known: map[string]bool{}, cells: map[string]cell{}}
	c.r.Comma = separator
	c.r.ReuseRecord = true
	header, err := c.r.Read()
	if err == io.EOF {
		return nil, &badRow{diag.Pos{File: name, Line: 1, Column: 1}, "the table is empty: its first row must name the columns"}
	}
	if err != nil {
		return nil, c.wrong(err)
	}
	for i, column := range header {
		line, col := c.r.FieldPos(i)
		at := diag.Pos{File: name, Line: line, Column: col}
		column = strings.TrimSpace(column)
		switch {
		case column == "":
			return nil, &badRow{at, fmt.Sprintf("column %d has no name", i+1)}
		case c.known[column]:
			return nil, &badRow{at, fmt.Sprintf("two columns are called %s", column)}
		}
		c.known[column] = true
		c.columns = append(c.columns, column)
	}
	return c, nil
}

func (c *csvRows) header() map[string]bool { return c.known }

func (c *csvRows) next() (row, error) {
	c.guard.left = maxRow
	record, err := c.r.Read()
	if err != nil {
		return row{}, c.wrong(err)
	}
	for i, text := range record {
		line, col := c.r.FieldPos(i)
		at := cell{kind: source.String, text: text, pos: diag.Pos{File: c.name, Line: line, Column: col}}
		switch {
		case text == "":
			at.kind = source.Null
		case !utf8.ValidString(text):
			return row{}, &badRow{at.pos, "the table is not in UTF-8"}
		}
		c.cells[c.columns[i]] = at
	}
	return row{c.cells[c.columns[0]].pos, c.cells}, nil
}

// wrong says what the CSV reader found.
func (c *csvRows) wrong(err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return err
	}
	at := diag.Pos{File: c.name, Line: p.Line, Column: p.Column}
	switch {
	case errors.Is(err, csv.ErrFieldCount):
		return &badRow{at, fmt.Sprintf("a row has another number of cells than the first, which has %d", len(c.columns))}
	case errors.Is(err, csv.ErrQuote):
		return &badRow{at, "a quoted cell does not end at a separator, or its quote is not closed"}
	case errors.Is(err, csv.ErrBareQuote):
		return &badRow{at, "a cell with a quote in it must be quoted, and the quote doubled"}
	}
	return &badRow{at, "this is no CSV"}
}

// guard refuses to read on when one row takes too much.
type guard struct {
	r    io.Reader
	left int
}

var errLongRow = errors.New("a row is longer than a megabyte; a quote may not be closed")

func (g *guard) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, errLongRow
	}
	n, err := g.r.Read(p)
	g.left -= n
	return n, err
}
