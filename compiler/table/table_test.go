package table_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"provc/compiler/layout"
	"provc/compiler/table"
)

func write(t *testing.T, x *table.Table, format string, width int) string {
	t.Helper()
	var b bytes.Buffer
	if err := x.Write(&b, format, width); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func hostile() *table.Table {
	return &table.Table{
		Title: "Who | what", Columns: []string{"who", "what", "place"}, Folded: 0, None: "Nobody.",
		Rows: [][]string{{"=SUM(1)", "a|b <c> `d`", "x.cue:1"}, {"\x1b[31mred", "sip:joe:4711@h https://joe:hunter2@h/x", "x.cue:2"}, {"ana, \"b\"\nc", "@all", "x.cue:3"}},
	}
}

// Lines fit, whatever stands in cells, but for a word that is longer than a line, and no
// word breaks.
func TestWidth(t *testing.T) {
	t.Parallel()
	x := &table.Table{Title: strings.Repeat("long ", 30), Columns: []string{"who", "a heading of words", "place"}, Folded: -1}
	for i := range 20 {
		x.Rows = append(x.Rows, []string{strings.Repeat("手術", i), strings.Repeat("word ", i), "a/very/long/path/of/a/file.cue:" + fmt.Sprint(i)})
	}
	for _, width := range []int{30, 40, 60, 80, 100, 130} {
		text := write(t, x, "text", width)
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if words := strings.Fields(line); layout.Width(line) > width && layout.Width(words[len(words)-1]) < width-len("a heading of words  ") {
				t.Errorf("at %d: %q", width, line)
			}
		}
		for _, row := range x.Rows {
			if !strings.Contains(text, row[0]) || !strings.Contains(text, row[2]) {
				t.Errorf("at %d nobody can copy %q", width, row)
			}
		}
		if n := strings.Count(text, "word"); n < 190+1 {
			t.Errorf("at %d there are %d words", width, n)
		}
	}
	if wide := write(t, x, "text", 0); !strings.Contains(wide, "a/very/long/path/of/a/file.cue:19\n") {
		t.Error(wide)
	}
}

// Rows are records where columns would break words, and only there.
func TestRecords(t *testing.T) {
	t.Parallel()
	x := &table.Table{Title: "Who has what", Columns: []string{"who", "registers", "place"}, Folded: -1, Notes: []string{"A note."}, Rows: [][]string{
		{"Theatre 3 (00907a200003)", "3100@sip-new.north.example", "wards/templates.cue:10"},
		{"Desk", "", "wards/desk.cue:7"},
	}}
	for width, want := range map[int]string{
		0: "Who has what\n\nwho                       registers                   place\n" +
			"Theatre 3 (00907a200003)  3100@sip-new.north.example  wards/templates.cue:10\n" +
			"Desk                                                  wards/desk.cue:7\n\nA note.\n",
		66: "Who has what\n\nwho             registers                   place\n" +
			"Theatre 3       3100@sip-new.north.example  wards/templates.cue:10\n(00907a200003)\n" +
			"Desk                                        wards/desk.cue:7\n\nA note.\n",
		65: "Who has what\n\nwho        Theatre 3 (00907a200003)\nregisters  3100@sip-new.north.example\nplace      wards/templates.cue:10\n\n" +
			"who        Desk\nplace      wards/desk.cue:7\n\nA note.\n",
		27: "Who has what\n\nwho        Theatre 3\n           (00907a200003)\nregisters  3100@sip-new.north.example\nplace      wards/templates.cue:10\n\n" +
			"who        Desk\nplace      wards/desk.cue:7\n\nA note.\n",
	} {
		if got := write(t, x, "text", width); got != want {
			t.Errorf("at %d:\n%s", width, got)
		}
	}
}

// Rows that say the same otherwise are one for people, in the order of the first, and all
// of them for programs.
func TestFolded(t *testing.T) {
	t.Parallel()
	x := &table.Table{Title: "T", Columns: []string{"who", "has", "never"}, Folded: 0, None: "None."}
	for i := range 6 {
		x.Rows = append(x.Rows, []string{fmt.Sprint("h", i), map[bool]string{true: "even", false: "odd"}[i%2 == 0], ""})
	}
	x.Rows = append(x.Rows, []string{"h6", "even", ""})
	if got, want := write(t, x, "text", 80), "T\n\nwho                has\nh0, h2 and 2 more  even\nh1, h3, h5         odd\n"; got != want {
		t.Errorf("got\n%s", got)
	}
	if got := write(t, x, "csv", 0); strings.Count(got, "\n") != 8 || !strings.HasPrefix(got, "who,has,never\n") {
		t.Error(got)
	}
	x.Whole = true
	if got := write(t, x, "text", 80); strings.Count(got, "\n") != 10 {
		t.Error(got)
	}
	x.Rows = nil
	if got := write(t, x, "text", 80); got != "T\nNone.\n" {
		t.Error(got)
	}
}

// What stands in cells makes no markup, moves no cursor, is no formula, and shows no
// password.
func TestHostile(t *testing.T) {
	t.Parallel()
	for _, format := range table.Formats {
		got := write(t, hostile(), format, 80)
		if strings.Contains(got, "\x1b") || strings.Contains(got, "hunter2") {
			t.Errorf("%s: %q", format, got)
		}
		switch format {
		case "markdown":
			for _, line := range strings.Split(strings.TrimSpace(got), "\n")[2:] {
				if n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); n != 4 {
					t.Errorf("a row has %d bars: %s", n, line)
				}
			}
			if strings.Contains(got, "<c>") || strings.Contains(got, "| @all") {
				t.Error(got)
			}
		case "csv":
			rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
			if err != nil || len(rows) != 4 || rows[1][0] != "'=SUM(1)" || rows[3][1] != "'@all" {
				t.Errorf("%q, %v", rows, err)
			}
		case "json":
			var doc struct {
				Title   string
				Columns []string
				Rows    []map[string]string
			}
			if err := json.Unmarshal([]byte(got), &doc); err != nil || len(doc.Rows) != 3 || doc.Rows[0]["who"] != "=SUM(1)" || doc.Title != "Who | what" {
				t.Errorf("%+v, %v", doc, err)
			}
		}
	}
	if err := hostile().Write(&bytes.Buffer{}, "xml", 0); err == nil {
		t.Error("a format that there is not")
	}
}
