package inventory

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

// A table from anywhere ends: in rows, or in an error that has a sentence.
func FuzzRows(f *testing.F) {
	f.Add("a.csv", []byte("id,name\nann,\"A, B\"\n"))
	f.Add("a.csv", []byte("id,name\n\"ann"))
	f.Add("a.json", []byte(`[{"id": "ann", "n": 1, "b": true, "z": null}]`))
	f.Add("a.jsonl", []byte("{\"id\": \"ann\"}\n{\"id\": 5}\n"))
	f.Add("a.yaml", []byte("- {id: ann, n: 5}\n- &a {id: b}\n- *a\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r, err := (&table{}).reader(bytes.NewReader(data), name)
		for err == nil {
			var next row
			if next, err = r.next(); err == nil {
				for column, c := range next.cells {
					if h := r.header(); h != nil && !h[column] {
						t.Errorf("column %q is not in the header", column)
					}
					if c.pos.Line < 1 {
						t.Errorf("column %q stands at %v", column, c.pos)
					}
				}
			}
		}
		if !errors.Is(err, io.EOF) && err.Error() == "" {
			t.Error("an error without a sentence")
		}
	})
}
