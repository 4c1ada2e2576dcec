package inventory

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"provc/compiler/diag"
	"provc/compiler/value"
)

// jsonRows are the objects of an array, or objects one after the other.
type jsonRows struct {
	text  string
	name  string
	lines lines
	known map[string]bool
	rows  []jsonRow
}

// jsonRow is where an object begins and ends.
type jsonRow struct{ at, end uint32 }

func newJSON(text, name string, array bool) (rows, error) {
	j := &jsonRows{text: text, name: name, lines: linesOf(text), known: map[string]bool{}}
	if err := encoded(text, name); err != nil {
		return j, err
	}
	if at := halfCharacter(text); at >= 0 {
		line, column := j.lines.at(at)
		return j, &badRow{diag.Pos{File: name, Line: line, Column: column}, text[at:at+len(`\u0000`)] + " is half of a character, whose other half is not there"}
	}
	o := j.objects(0, len(text))
	if array {
		t, err := o.token()
		if err != nil {
			return j, err
		}
		if t != json.Delim('[') {
			return j, &badRow{o.pos(), "the file must hold a list of objects"}
		}
	}
	for {
		t, err := o.dec.Token()
		if err == io.EOF && !array {
			return j, nil
		}
		if err != nil {
			return j, o.wrong(err)
		}
		if t == json.Delim(']') && array {
			if _, err := o.dec.Token(); err != io.EOF {
				return j, &badRow{o.pos(), "the file goes on behind the list"}
			}
			return j, nil
		}
		if t != json.Delim('{') {
			return j, &badRow{o.pos(), "a row must be an object"}
		}
		at := o.offset() - 1
		twice := map[string]bool{}
		err = o.cells(func(column string, c cell) error {
			if twice[column] {
				return &badRow{c.pos, fmt.Sprintf("a row has column %s twice", column)}
			}
			twice[column] = true
			return nil
		})
		if err != nil {
			return j, err
		}
		for column := range twice {
			j.known[column] = true
		}
		if o.offset()-at > maxRow {
			return j, fmt.Errorf("a row is longer than a megabyte")
		}
		j.rows = append(j.rows, jsonRow{uint32(at), uint32(o.offset())})
	}
}

func (j *jsonRows) count() int               { return len(j.rows) }
func (j *jsonRows) columns() map[string]bool { return j.known }

func (j *jsonRows) read(i int, wanted map[string]int, cells []cell) diag.Pos {
	row := j.rows[i]
	o := j.objects(int(row.at), int(row.end))
	o.token() // the brace
	pos := o.pos()
	o.cells(func(column string, c cell) error {
		if at, ok := wanted[column]; ok {
			cells[at] = c
		}
		return nil
	})
	return pos
}

// objects reads a part of the text.
func (j *jsonRows) objects(from, to int) *objects {
	o := &objects{jsonRows: j, from: from, dec: json.NewDecoder(strings.NewReader(j.text[from:to]))}
	o.dec.UseNumber()
	return o
}

type objects struct {
	*jsonRows
	dec  *json.Decoder
	from int
}

// offset is where reading has come to.
func (o *objects) offset() int { return o.from + int(o.dec.InputOffset()) }

// pos is where the last byte lies that was read.
func (o *objects) pos() diag.Pos { return o.place(o.offset() - 1) }

func (o *objects) place(offset int) diag.Pos {
	line, column := o.lines.at(max(0, offset))
	return diag.Pos{File: o.name, Line: line, Column: column}
}

// begin is where the value that was read last begins, or for a text with escapes
// a place within it.
func (o *objects) begin(c cell) diag.Pos {
	n := len(c.text)
	switch c.kind {
	case value.String:
		n += len(`""`)
	case value.Null:
		n = len("null")
	}
	return o.place(o.offset() - n)
}

// token reads a token where there must be one. The place of what is wrong is
// where reading stopped.
func (o *objects) token() (json.Token, error) {
	t, err := o.dec.Token()
	if err != nil {
		return nil, o.wrong(err)
	}
	return t, nil
}

func (o *objects) wrong(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return &badRow{o.pos(), "the file ends too early"}
	}
	return &badRow{o.pos(), "this is no JSON"}
}

// cells reads an object behind its opening brace.
func (o *objects) cells(each func(column string, c cell) error) error {
	for {
		key, err := o.token()
		if err != nil {
			return err
		}
		if key == json.Delim('}') {
			return nil
		}
		column, ok := key.(string)
		if !ok {
			return &badRow{o.pos(), "this is no JSON"}
		}
		v, err := o.token()
		if err != nil {
			return err
		}
		var c cell
		switch v := v.(type) {
		case nil:
			c.kind = value.Null
		case string:
			c.kind, c.text = value.String, v
		case bool:
			c.kind, c.text = value.Bool, fmt.Sprint(v)
		case json.Number:
			c.kind, c.text = value.Int, v.String()
		default:
			return &badRow{o.pos(), fmt.Sprintf("column %s holds a list or an object, not one value", column)}
		}
		c.pos = o.begin(c)
		if err := each(column, c); err != nil {
			return err
		}
	}
}

// halfCharacter is where an escape stands for half of a character, of two that UTF-16
// writes some with, without the other; -1 if none does. Go's decoder would put a
// replacement character there, and somebody would get another name.
func halfCharacter(text string) int {
	escape := func(at int) rune {
		if at+6 > len(text) || text[at:at+2] != `\u` {
			return -1
		}
		n, err := strconv.ParseUint(text[at+2:at+6], 16, 32)
		if err != nil {
			return -1
		}
		return rune(n)
	}
	for at := 0; ; {
		next := strings.IndexByte(text[at:], '\\')
		if next < 0 {
			return -1
		}
		at += next
		r := escape(at)
		switch {
		case !utf16.IsSurrogate(r):
			at += len(`\n`)
		case utf16.DecodeRune(r, escape(at+6)) == unicode.ReplacementChar:
			return at
		default:
			at += 12
		}
		if at > len(text) {
			return -1
		}
	}
}
