package inventory

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"

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
}

// csvRow is where a row begins.
type csvRow struct{ at, line uint32 }

func newCSV(text, name string, separator byte) (rows, error) {
	c := &csvRows{text: text, name: name, separator: separator, known: map[string]bool{}}
	s := c.scanner(csvRow{0, 1})
	if !s.blank() {
		return c, &badRow{diag.Pos{File: name, Line: 1, Column: 1}, "the table is empty: its first row must name the columns"}
	}
	if err := encoded(text, name); err != nil {
		return c, err
	}
	if err := c.head(s); err != nil {
		return c, err
	}
	for s.blank() {
		row := csvRow{uint32(s.at), uint32(s.line)}
		fields := 1
		for !s.field() && !s.bad {
			fields++
		}
		switch {
		case s.bad || s.at-int(row.at) > maxRow:
			return c, c.wrong(row)
		case fields != len(c.header):
			return c, &badRow{diag.Pos{File: name, Line: int(row.line), Column: 1}, fmt.Sprintf("a row has another number of cells than the first, which has %d", len(c.header))}
		}
		c.rows = append(c.rows, row)
	}
	return c, nil
}

// head reads the names of the columns.
func (c *csvRows) head(s *csvScanner) error {
	row := csvRow{uint32(s.at), uint32(s.line)}
	for last := false; !last; {
		last = s.field()
		if s.bad {
			return c.wrong(row)
		}
		column := strings.TrimSpace(s.value())
		at := diag.Pos{File: c.name, Line: s.fieldLine, Column: s.fieldColumn}
		switch {
		case strings.Contains(strings.ReplaceAll(s.raw, "\r\n", ""), "\r"):
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

func (c *csvRows) count() int               { return len(c.rows) }
func (c *csvRows) columns() map[string]bool { return c.known }

func (c *csvRows) read(i int, wanted map[string]int, cells []cell) diag.Pos {
	row := c.rows[i]
	s := c.scanner(row)
	for n, last := 0, false; !last; n++ {
		last = s.field()
		at, ok := wanted[c.header[n]]
		if !ok {
			continue
		}
		cell := &cells[at]
		cell.kind, cell.text = value.String, s.value()
		cell.pos = diag.Pos{File: c.name, Line: s.fieldLine, Column: s.fieldColumn}
	}
	return diag.Pos{File: c.name, Line: int(row.line), Column: 1}
}

// wrong has the standard library say what is wrong with a row.
func (c *csvRows) wrong(row csvRow) error {
	text := c.text[row.at:]
	if len(text) > maxRow {
		text = text[:maxRow]
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = rune(c.separator)
	_, err := r.Read()
	var p *csv.ParseError
	if !errors.As(err, &p) || p.Err == csv.ErrQuote && len(text) == maxRow {
		return errors.New("a row is longer than a megabyte; a quote may not be closed")
	}
	at := diag.Pos{File: c.name, Line: int(row.line) + p.Line - 1, Column: p.Column}
	switch p.Err {
	case csv.ErrQuote:
		return &badRow{at, "a quoted cell does not end at a separator, or its quote is not closed"}
	case csv.ErrBareQuote:
		return &badRow{at, "a cell with a quote in it must be quoted, and the quote doubled"}
	}
	return &badRow{at, "this is no CSV"}
}

// csvScanner goes through the cells of a table. The standard library's reader
// gives the same cells, but it cannot begin at any row without a buffer of its
// own.
type csvScanner struct {
	text      string
	separator byte
	at        int
	line      int
	begin     int // offset of the line

	raw                    string // of the last cell, without the quotes around it
	escaped                bool   // raw has doubled quotes in it, or line breaks
	fieldLine, fieldColumn int    // of the last cell
	bad                    bool   // the row is no CSV
}

func (c *csvRows) scanner(row csvRow) *csvScanner {
	return &csvScanner{text: c.text, separator: c.separator, at: int(row.at), line: int(row.line), begin: int(row.at)}
}

// blank goes over empty lines, and reports whether there is a row.
func (s *csvScanner) blank() bool {
	for s.at < len(s.text) {
		switch {
		case s.text[s.at] == '\n':
			s.newLine(1)
		case strings.HasPrefix(s.text[s.at:], "\r\n"):
			s.newLine(2)
		case s.text[s.at:] == "\r":
			return false
		default:
			s.begin = s.at
			return true
		}
	}
	return false
}

func (s *csvScanner) newLine(n int) {
	s.at += n
	s.line++
	s.begin = s.at
}

// field reads a cell, and reports whether it was the row's last.
func (s *csvScanner) field() (last bool) {
	s.escaped = false
	s.fieldLine, s.fieldColumn = s.line, s.at-s.begin+1
	if s.at < len(s.text) && s.text[s.at] == '"' {
		return s.quoted()
	}
	start := s.at
	for ; s.at < len(s.text); s.at++ {
		switch s.text[s.at] {
		case s.separator:
			s.raw = s.text[start:s.at]
			s.at++
			return false
		case '\n':
			s.raw = strings.TrimSuffix(s.text[start:s.at], "\r")
			s.newLine(1)
			return true
		case '"':
			s.bad = true
			return true
		}
	}
	s.raw = strings.TrimSuffix(s.text[start:], "\r")
	return true
}

func (s *csvScanner) quoted() (last bool) {
	s.at++
	start := s.at
	for {
		n := strings.IndexAny(s.text[s.at:], "\"\n")
		if n < 0 {
			s.bad = true
			return true
		}
		s.at += n
		if s.text[s.at] == '\n' {
			s.escaped = true
			s.newLine(1)
			continue
		}
		end := s.at
		s.at++
		rest := s.text[s.at:]
		switch {
		case strings.HasPrefix(rest, `"`):
			s.escaped = true
			s.at++
			continue
		case rest == "" || rest == "\r":
			s.at, last = len(s.text), true
		case rest[0] == s.separator:
			s.at++
		case rest[0] == '\n':
			s.newLine(1)
			last = true
		case strings.HasPrefix(rest, "\r\n"):
			s.newLine(2)
			last = true
		default:
			s.bad = true
			return true
		}
		s.raw = s.text[start:end]
		return last
	}
}

// value is the text of the last cell.
func (s *csvScanner) value() string {
	if s.escaped {
		return strings.ReplaceAll(strings.ReplaceAll(s.raw, `""`, `"`), "\r\n", "\n")
	}
	return s.raw
}
