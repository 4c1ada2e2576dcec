package inventory

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// csvRows are the rows of an RFC 4180 table whose first row names the columns.
type csvRows struct {
	text      string
	name      string
	separator byte
	header    []string
	known     map[string]bool
	rows      []csvRow
	readers   sync.Pool // of *csvReader
}

// csvRow is where a row begins: the offset of its text, which empty lines may
// precede, and the line of its first cell.
type csvRow struct{ at, line uint32 }

func newCSV(text, name string, separator byte) (rows, error) {
	c := &csvRows{text: text, name: name, separator: separator, known: map[string]bool{}}
	c.readers.New = func() any { return c.reader() }
	if err := encoded(text, name); err != nil {
		return c, err
	}
	r := c.reader()
	r.begin(text)
	if err := c.head(r); err != nil {
		return c, err
	}
	for {
		at := r.InputOffset()
		record, err := c.next(r)
		if err == io.EOF {
			return c, nil
		}
		if err != nil {
			return c, err
		}
		line, _ := r.FieldPos(0)
		if len(record) != len(c.header) {
			return c, &badRow{diag.Pos{File: name, Line: line, Column: 1}, fmt.Sprintf("a row has another number of cells than the first, which has %d", len(c.header))}
		}
		c.rows = append(c.rows, csvRow{uint32(at), uint32(line)})
	}
}

// csvReader is a reader that can begin again at another row.
type csvReader struct {
	*csv.Reader
	text   strings.Reader
	buffer *bufio.Reader
}

func (c *csvRows) reader() *csvReader {
	r := &csvReader{}
	r.buffer = bufio.NewReader(&r.text)
	r.Reader = csv.NewReader(r.buffer)
	r.Comma, r.ReuseRecord = rune(c.separator), true
	r.FieldsPerRecord = -1 // a row with too few cells or too many has a sentence of our own
	return r
}

// begin has the next row be the first of a text. Lines are counted on.
func (r *csvReader) begin(text string) {
	r.text.Reset(text)
	r.buffer.Reset(&r.text)
}

// head reads the names of the columns.
func (c *csvRows) head(r *csvReader) error {
	record, err := c.next(r)
	if err == io.EOF {
		return &badRow{diag.Pos{File: c.name, Line: 1, Column: 1}, "the table is empty: its first row must name the columns"}
	}
	if err != nil {
		return err
	}
	for i, cell := range record {
		column := strings.TrimSpace(cell)
		at := c.pos(r, i)
		switch {
		case strings.Contains(cell, "\r"):
			return &badRow{at, "lines end in CR alone; save the table with LF or CR LF"}
		case column == "":
			return &badRow{at, fmt.Sprintf("column %d has no name", len(c.header)+1)}
		case c.known[column]:
			return &badRow{at, fmt.Sprintf("two columns are called %s", column)}
		}
		c.known[column] = true
		c.header = append(c.header, column)
	}
	return nil
}

// pos is where a cell of the row lies that was read last.
func (c *csvRows) pos(r *csvReader, i int) diag.Pos {
	line, column := r.FieldPos(i)
	return diag.Pos{File: c.name, Line: line, Column: column}
}

func (c *csvRows) count() int               { return len(c.rows) }
func (c *csvRows) columns() map[string]bool { return c.known }

func (c *csvRows) read(i int, wanted map[string]int, cells []cell) diag.Pos {
	row := c.rows[i]
	r := c.readers.Get().(*csvReader)
	defer c.readers.Put(r)
	end := len(c.text) // of the row, so that no more is copied
	if i+1 < len(c.rows) {
		end = int(c.rows[i+1].at)
	}
	r.begin(c.text[row.at:end])
	record, _ := r.Read() // it was read without an error before
	first, _ := r.FieldPos(0)
	above := int(row.line) - first // what the reader's count of lines lacks
	for n, text := range record {
		if at, ok := wanted[c.header[n]]; ok {
			pos := c.pos(r, n)
			pos.Line += above
			cells[at] = cell{value.String, text, pos}
		}
	}
	return diag.Pos{File: c.name, Line: int(row.line), Column: 1}
}

// next reads a row; an error but io.EOF says in our words what is wrong with it.
func (c *csvRows) next(r *csvReader) ([]string, error) {
	at := r.InputOffset()
	record, err := r.Read()
	if r.InputOffset()-at > maxRow {
		return nil, errors.New("a row is longer than a megabyte; a quote may not be closed")
	}
	p, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return record, err
	}
	sentence := "this is no CSV"
	switch p.Err {
	case csv.ErrQuote:
		sentence = "a quoted cell does not end at a separator, or its quote is not closed"
	case csv.ErrBareQuote:
		sentence = "a cell with a quote in it must be quoted, and the quote doubled"
	}
	return nil, &badRow{diag.Pos{File: c.name, Line: p.Line, Column: p.Column}, sentence}
}
