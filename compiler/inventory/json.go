package inventory

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"

	"provc/compiler/diag"
	"provc/compiler/source"
)

// jsonRows reads an array of objects, or objects one after the other.
type jsonRows struct {
	dec   *json.Decoder
	guard *guard
	lines *lines
	name  string
	array bool
	ended bool
}

func newJSON(r io.Reader, name string, array bool) (rows, error) {
	g := &guard{r: r, left: maxRow}
	l := &lines{r: g, starts: []int64{0}}
	j := &jsonRows{dec: json.NewDecoder(l), guard: g, lines: l, name: name, array: array}
	j.dec.UseNumber()
	if !array {
		return j, nil
	}
	t, err := j.token()
	if err != nil {
		return nil, err
	}
	if t != json.Delim('[') {
		return nil, &badRow{j.pos(), "the file must hold a list of objects"}
	}
	return j, nil
}

func (j *jsonRows) header() map[string]bool { return nil }

func (j *jsonRows) pos() diag.Pos {
	line, column := j.lines.at(max(0, j.dec.InputOffset()-1))
	return diag.Pos{File: j.name, Line: line, Column: column}
}

// begin is where the value that was read last begins, or for a text with escapes
// a place within it.
func (j *jsonRows) begin(c cell) diag.Pos {
	n := len(c.text)
	switch c.kind {
	case source.String:
		n += len(`""`)
	case source.Null:
		n = len("null")
	}
	line, column := j.lines.at(max(0, j.dec.InputOffset()-int64(n)))
	return diag.Pos{File: j.name, Line: line, Column: column}
}

// token reads a token. The place of what is wrong is where reading stopped.
func (j *jsonRows) token() (json.Token, error) {
	t, err := j.dec.Token()
	switch {
	case err == nil || err == io.EOF && !j.array:
		return t, err
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return nil, &badRow{j.pos(), "the file ends too early"}
	case errors.Is(err, errLongRow):
		return nil, err
	}
	return nil, &badRow{j.pos(), "this is no JSON"}
}

func (j *jsonRows) next() (row, error) {
	if j.ended {
		return row{}, io.EOF
	}
	j.guard.left = maxRow
	t, err := j.token()
	if err != nil {
		return row{}, err
	}
	if t == json.Delim(']') && j.array {
		j.ended = true
		return row{}, io.EOF
	}
	if t != json.Delim('{') {
		return row{}, &badRow{j.pos(), "a row must be an object"}
	}
	out := row{pos: j.pos(), cells: map[string]cell{}}
	for {
		key, err := j.token()
		if err == io.EOF {
			return row{}, &badRow{j.pos(), "the file ends too early"}
		}
		if err != nil {
			return row{}, err
		}
		if key == json.Delim('}') {
			return out, nil
		}
		column, ok := key.(string)
		if !ok {
			return row{}, &badRow{j.pos(), "this is no JSON"}
		}
		v, err := j.token()
		if err != nil && err != io.EOF {
			return row{}, err
		}
		var c cell
		switch v := v.(type) {
		case nil:
			c.kind = source.Null
		case string:
			c.kind, c.text = source.String, v
		case bool:
			c.kind, c.text = source.Bool, fmt.Sprint(v)
		case json.Number:
			c.kind, c.text = source.Int, v.String()
		default:
			return row{}, &badRow{j.pos(), fmt.Sprintf("column %s holds a list or an object, not one value", column)}
		}
		c.pos = j.begin(c)
		if _, twice := out.cells[column]; twice {
			return row{}, &badRow{c.pos, fmt.Sprintf("a row has column %s twice", column)}
		}
		out.cells[column] = c
	}
}

// lines knows on which line each byte lies that was read, from the last one
// asked for on.
type lines struct {
	r      io.Reader
	offset int64
	starts []int64 // of lines
	first  int     // the number of lines before them
}

func (l *lines) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	for i, c := range p[:n] {
		if c == '\n' {
			l.starts = append(l.starts, l.offset+int64(i)+1)
		}
	}
	l.offset += int64(n)
	return n, err
}

// at returns the line and column of a byte.
func (l *lines) at(offset int64) (line, column int) {
	i := sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset }) - 1
	i = max(i, 0)
	l.starts = l.starts[i:]
	l.first += i
	return l.first + 1, int(offset-l.starts[0]) + 1
}
