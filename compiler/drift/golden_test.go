package drift

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite what reports are expected to be")

// A report says all that was found, in each format: to people what to do about it, to
// programs each fact of it.
func TestFormats(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer, *Report) error{
		"txt":  func(b *bytes.Buffer, r *Report) error { return WriteText(b, r, TextOptions{Width: 80}) },
		"md":   func(b *bytes.Buffer, r *Report) error { return WriteMarkdown(b, r) },
		"json": func(b *bytes.Buffer, r *Report) error { return WriteJSON(b, r, nil) },
	} {
		for of, r := range map[string]*Report{"whole": whole(), "nothing": {Root: "root", Files: 2, Handsets: 1}} {
			var b bytes.Buffer
			if err := write(&b, r); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", of+"."+name)
			if *update {
				if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(b.Bytes(), want) {
				t.Errorf("%s: got\n%s\nwant\n%s", file, &b, want)
			}
		}
	}
	if r := (&Report{Unbuilt: []string{"a"}, Unseen: []string{"b"}, Files: 1}); !r.Empty() || whole().Empty() {
		t.Error("what was not built, or cannot be seen, is drift")
	}
	for name, r := range map[string]*Report{"masks": {Masks: make([]Mask, 1)}, "left": {Left: make([]Left, 1)}, "damaged": {Damaged: make([]Damage, 1)}, "edits": {Edits: make([]Edit, 1)}, "missing": {Missing: make([]Missing, 1)}} {
		if r.Empty() {
			t.Errorf("%s are no drift", name)
		}
	}
}
