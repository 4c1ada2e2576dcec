package schema_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// row is a parameter as its vendor's documents have it: a line of testdata.
type row struct {
	name    string            // with x, y and z for indexes
	indexes []int             // the highest of each
	takes   string            // the head of the table tells these words
	facts   map[string]string // of @param, and check, which is that of @check
}

func readRows(t *testing.T, vendor string) []row {
	t.Helper()
	var rows []row
	for _, line := range readLines(t, vendor+"-parameters.txt") {
		cells := strings.Split(line, "\t")
		if len(cells) < 4 {
			t.Fatalf("not a parameter: %s", line)
		}
		r := row{name: cells[0], takes: cells[2], facts: map[string]string{}}
		for _, highest := range strings.Fields(strings.Trim(cells[1], "-")) {
			n, err := strconv.Atoi(highest)
			if err != nil {
				t.Fatal(err)
			}
			r.indexes = append(r.indexes, n)
		}
		for _, cell := range cells[3:] {
			name, value, _ := strings.Cut(cell, "=")
			r.facts[name] = value
		}
		rows = append(rows, r)
	}
	return rows
}

// readLines are the lines of a table that are no comments.
func readLines(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

var namePart = regexp.MustCompile(`[^._]+`)

// fill is the name with indexes in the place of x, y and z.
func (r row) fill(indexes []string) string {
	used := 0
	return namePart.ReplaceAllStringFunc(r.name, func(part string) string {
		if used < len(indexes) && strings.Contains("xyz", part) && len(part) == 1 {
			used++
			return indexes[used-1]
		}
		return part
	})
}
