package inventory

import (
	"encoding/csv"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"provc/compiler/value"
)

// A table from anywhere ends: in rows, or in an error that has a sentence.
func FuzzRows(f *testing.F) {
	f.Add("a.csv", []byte("id,name\nann,\"A, B\"\n"))
	f.Add("a.csv", []byte("id,name\n\"ann"))
	f.Add("a.json", []byte(`[{"id": "ann", "n": 1, "b": true, "z": null}]`))
	f.Add("a.jsonl", []byte("{\"id\": \"ann\"}\n{\"id\": 5}\n"))
	f.Add("a.yaml", []byte("- {id: ann, n: 5}\n- &a {id: b}\n- *a\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r, err := (&table{separator: ','}).rowsOf(string(data), name)
		if err != nil && err.Error() == "" {
			t.Error("an error without a sentence")
		}
		if r == nil {
			return
		}
		wanted := map[string]int{}
		for column := range r.columns() {
			wanted[column] = len(wanted)
		}
		for i := range r.count() {
			cells := make([]cell, len(wanted))
			pos := r.read(i, wanted, cells)
			if pos.Line < 1 {
				t.Errorf("row %d stands at %v", i, pos)
			}
			for _, c := range cells {
				if c.kind != value.Invalid && c.pos.Line < pos.Line {
					t.Errorf("a cell of row %d stands at %v, before the row at %v", i, c.pos, pos)
				}
			}
		}
	})
}

// Cells of CSV are those that the standard library reads, at the same places.
func FuzzCSV(f *testing.F) {
	f.Add("id,name\nann,\"A, B\"\n", ",")
	f.Add("id;name\r\n\r\n\"a\"\"b\";\"two\r\nlines\"\r\nx;y", ";")
	f.Add("\ufeffid,name\n,\n\"\",\"\n\"\n", ",")
	f.Add("a,b\n1,2\n3\n", ",")
	f.Add("a\n\r\r\nx\r", ",")
	f.Fuzz(func(t *testing.T, text, separator string) {
		if separator != ";" && separator != "\t" {
			separator = ","
		}
		text = strings.TrimPrefix(text, "\ufeff")
		got, err := newCSV(text, "t.csv", separator[0])
		r := csv.NewReader(strings.NewReader(text))
		r.Comma = rune(separator[0])
		header, wrong := r.Read()
		if wrong != nil {
			if err == nil {
				t.Fatalf("accepted, but %v", wrong)
			}
			return
		}
		wanted := map[string]int{}
		for i, column := range header {
			if strings.Contains(column, "\r") {
				return // told in a sentence of its own
			}
			column = strings.TrimSpace(column)
			if _, twice := wanted[column]; twice || column == "" {
				return
			}
			wanted[column] = i
		}
		for i := range got.count() {
			want, wrong := r.Read()
			if wrong != nil {
				t.Fatalf("row %d was read, but %v", i, wrong)
			}
			cells := make([]cell, len(wanted))
			got.read(i, wanted, cells)
			for n, c := range cells {
				line, column := r.FieldPos(n)
				if c.text != want[n] || c.pos.Line != line || c.pos.Column != column {
					t.Errorf("row %d, cell %d: %q at %v, want %q at %d:%d", i, n, c.text, c.pos, want[n], line, column)
				}
			}
		}
		if _, wrong := r.Read(); (err == nil) != (wrong == io.EOF) && utf8.ValidString(text) {
			t.Errorf("%v, but %v", err, wrong)
		}
	})
}
