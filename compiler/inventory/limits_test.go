package inventory

import (
	"strings"
	"testing"
)

// A row may have a megabyte, and a table of YAML, which is in memory as a whole, 64.
func TestLimits(t *testing.T) {
	const megabyte = 1 << 20
	csv := func(size int) string { return "id\n" + strings.Repeat("x", size-1) + "\nann\n" }
	object := func(size int) string { return `{"id":"` + strings.Repeat("x", size-len(`{"id":""}`)) + `"}` }
	// What begins so is no YAML, which is told at once.
	yaml := "\x01" + strings.Repeat(" ", 64*megabyte)
	for _, x := range []struct{ what, name, text, want string }{
		{"a row", "a.csv", csv(megabyte), ""},
		{"a longer row", "a.csv", csv(megabyte + 1), "a row is longer than a megabyte; a quote may not be closed"},
		{"a heading", "a.csv", strings.Repeat("x", megabyte-1) + "\n", ""},
		{"a longer heading", "a.csv", strings.Repeat("x", megabyte) + "\n", "a row is longer than a megabyte; a quote may not be closed"},
		{"an object", "a.json", "[" + object(megabyte) + "," + object(20) + "]", ""},
		{"a longer object", "a.json", "[" + object(megabyte+1) + "]", "a row is longer than a megabyte"},
		{"a line", "a.jsonl", object(megabyte) + "\n" + object(20), ""},
		{"a longer line", "a.jsonl", object(20) + "\n" + object(megabyte+1), "a row is longer than a megabyte"},
		{"YAML", "a.yaml", yaml[:64*megabyte], "this is no YAML"},
		{"more YAML", "a.yaml", yaml, "it is larger than 64 MB; write CSV or JSON, which are read row by row"},
	} {
		_, err := (&table{separator: ','}).rowsOf(x.text, x.name)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != x.want {
			t.Errorf("%s: %q, want %q", x.what, got, x.want)
		}
	}
}
