package table_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/table"
)

// Of more than three names the first two are told, and how many more there are.
func TestNames(t *testing.T) {
	t.Parallel()
	for n, want := range []string{"", "n0", "n0, n1", "n0, n1, n2", "n0, n1 and 2 more", "n0, n1 and 3 more"} {
		var names []string
		for i := range n {
			names = append(names, fmt.Sprint("n", i))
		}
		if got := table.Names(names); got != want {
			t.Errorf("%d names are %q, want %q", n, got, want)
		}
	}
}

// In rows that are folded each subject is named once; rows that differ in another column,
// before or behind, stay two.
func TestFoldedSubjects(t *testing.T) {
	t.Parallel()
	x := &table.Table{Title: "T", Columns: []string{"a", "who", "b"}, Folded: 1, Rows: [][]string{
		{"1", "x", "1"}, {"1", "x", "1"}, {"1", "y", "1"}, {"2", "x", "1"}, {"1", "x", "2"}, {"1", "", "1"},
	}}
	if got, want := write(t, x, "markdown", 0), "T\n\n| a | who | b |\n|---|---|---|\n| 1 | x, y,  | 1 |\n| 2 | x | 1 |\n| 1 | x | 2 |\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	x.Folded = -1
	if got := write(t, x, "markdown", 0); strings.Count(got, "\n") != 10 {
		t.Errorf("rows that are not folded are\n%s", got)
	}
	if x.Rows[0][1] != "x" {
		t.Error("the table is another now")
	}
}

// What a spreadsheet would take for a formula begins with an apostrophe, and nothing else
// does.
func TestFormulas(t *testing.T) {
	t.Parallel()
	x := &table.Table{Columns: []string{"a", "b"}, Folded: -1, Rows: [][]string{{"=1", "+49"}, {"-1", "@x"}, {"a=1", "'x"}, {"", " =1"}}}
	if got, want := write(t, x, "csv", 0), "a,b\n'=1,'+49\n'-1,'@x\na=1,'x\n,\" =1\"\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Nothing in a cell, a title or a note has a meaning to Markdown.
func TestMarkup(t *testing.T) {
	t.Parallel()
	const in, out = "\\|*_`[]<>&#@~", "\\\\\\|\\*\\_\\`\\[\\]&lt;&gt;&amp;\\#&#64;\\~"
	x := &table.Table{Title: in, Columns: []string{in}, Folded: -1, Rows: [][]string{{in}}, Notes: []string{in, "n"}}
	if got, want := write(t, x, "markdown", 0), out+"\n\n| "+out+" |\n|---|\n| "+out+" |\n\n"+out+"\n\nn\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	x.Rows, x.None = nil, "no_ne"
	if got, want := write(t, x, "markdown", 0), out+"\n\nno\\_ne\n\n"+out+"\n\nn\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Columns in which nothing stands are left out for people; programs have all. A cell that
// is empty is no field of an object.
func TestEmptyColumns(t *testing.T) {
	t.Parallel()
	x := &table.Table{Title: "T", Columns: []string{"a", "b", "c"}, Folded: -1, Rows: [][]string{{"1", "", ""}, {"2", "", "x <y>"}}, Notes: []string{"n1", "n2"}}
	for format, want := range map[string]string{
		"text":     "T\n\na  c\n1\n2  x <y>\n\nn1\nn2\n",
		"markdown": "T\n\n| a | c |\n|---|---|\n| 1 |  |\n| 2 | x &lt;y&gt; |\n\nn1\n\nn2\n",
		"csv":      "a,b,c\n1,,\n2,,x <y>\n",
		"json":     "{\n  \"version\": 1,\n  \"title\": \"T\",\n  \"columns\": [\n    \"a\",\n    \"b\",\n    \"c\"\n  ],\n  \"rows\": [\n    {\n      \"a\": \"1\"\n    },\n    {\n      \"a\": \"2\",\n      \"c\": \"x <y>\"\n    }\n  ],\n  \"notes\": [\n    \"n1\",\n    \"n2\"\n  ]\n}\n",
	} {
		if got := write(t, x, format, 0); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", format, got, want)
		}
	}
	x.Rows, x.Notes = nil, nil
	if got := write(t, x, "json", 0); !strings.Contains(got, `"rows": []`) || strings.Contains(got, "notes") {
		t.Errorf("of nothing: %s", got)
	}
}

// The widest columns give way first, down to their longest word, and by no more than they
// have to.
func TestWidestGivesWay(t *testing.T) {
	t.Parallel()
	x := &table.Table{Title: "T", Columns: []string{"a", "b"}, Folded: -1, Rows: [][]string{{"one two three", "one two"}}}
	for width, want := range map[int]string{
		22: "a              b\none two three  one two\n",
		21: "a             b\none two       one two\nthree\n",
		16: "a        b\none two  one two\nthree\n",
		15: "a       b\none     one two\ntwo\nthree\n",
		10: "a      b\none    one\ntwo    two\nthree\n",
		9:  "a  one\n   two\n   three\nb  one\n   two\n",
	} {
		if got := strings.TrimPrefix(write(t, x, "text", width), "T\n\n"); got != want {
			t.Errorf("at %d:\n%s", width, got)
		}
	}
	x = &table.Table{Title: "T", Columns: []string{"a", "b", "c"}, Folded: -1, Rows: [][]string{{"one", "one two three", "one two"}}}
	const want = "T\n\na    b        c\none  one two  one two\n     three\n"
	if got := write(t, x, "text", 21); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
