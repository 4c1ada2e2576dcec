package meant

import (
	"fmt"
	"strings"
	"testing"
)

// Labels with nothing behind their colon, and what CUE takes for their values.
func TestUnfinished(t *testing.T) {
	for text, want := range map[string]string{
		"label:\nx: 1":                          `1:6 label has no value; takes x: 1`,
		"\ta: label: // soon\n\n\t// x\n\tx: 1": `1:10 label has no value; takes x: 1`,
		"label:\nx: {\n\ty: 1\n}\nz: 1":         "1:6 label has no value; takes x: {\n\ty: 1\n}",
		"label:\nx: [\n\t1,\n]\nz: 1":           "1:6 label has no value; takes x: [\n\t1,\n]",
		"\tlabel:\nx: 1":                        `1:7 label has no value; takes x: 1`,
		"label?:\n\"x\": 1":                     `1:7 label has no value; takes "x": 1`,
		"password: secret:\nx: 1":               `1:17 the field has no value; takes x: 1`,
		"a:\nb:\nc: 1":                          `1:2 a has no value; takes b:, 2:2 b has no value; takes c: 1`,
		"label:\n\tx: 1":                        ``,
		"label:\n\t\"x\"":                       ``,
		"label:\n{x: 1}":                        ``,
		"{label:\n}":                            ``,
		"[string]:\nx: 1":                       ``,
		"label:":                                ``,
		"label: 1\nx: 1":                        ``,
		"label: \"a:\nx: 1":                     ``,
	} {
		var all []string
		for _, m := range AllUnfinished([]byte(text)) {
			line, column := Place([]byte(text), m.Offset)
			all = append(all, fmt.Sprintf("%d:%d %s; takes %s", line, column, m.Summary, text[m.Taken:m.End]))
		}
		if got := strings.Join(all, ", "); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}
