package diff

import (
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// Of a change that is nothing but one, programs read no more than that.
func TestJSONOfPlainChange(t *testing.T) {
	t.Parallel()
	d := several(1)
	d.Files[0].Changes[0].Pos = diag.Pos{}
	var fields []string
	for name := range rewritten(t, d.docChange(d.Files[0].Changes[0], &Document{}, map[string]int{})) {
		fields = append(fields, name)
	}
	slices.Sort(fields)
	if got := strings.Join(fields, " "); got != "audience kind level new old parameter restart says when" {
		t.Errorf("fields are %s", got)
	}
	var b strings.Builder
	if err := WriteJSON(&b, d, nil); err != nil || strings.Contains(b.String(), `"content"`) {
		t.Errorf("%v: its content differs, too:\n%s", err, b.String())
	}
}

// What is told elsewhere, or is aside, restarts nothing in the table; files alike are told
// in the heading, and of a file that was there only its changes have places.
func TestMarkdownOfOthers(t *testing.T) {
	t.Parallel()
	d := several(2)
	f := d.Files[0]
	f.Pos = diag.Pos{File: "a.cue", Line: 9}
	f.Changes[0].Impact, f.Changes[0].Pos = Impact{Elsewhere: []string{"b.cfg"}}, diag.Pos{}
	got := commented(t, d)
	lacks(t, got, "| `~` | `up.p0` | `1` → `2` | what it does is told at b.cfg | – | – |\n", "| `~` | `up.p0` | `1` → `2` | – | what it does is told at b.cfg |\n")
	for _, not := range []string{"Declared at", "Its content", "no effect", "finding"} {
		if strings.Contains(got, not) {
			t.Errorf("%q in\n%s", not, got)
		}
	}
	d = several(1)
	other := *d.Files[0]
	other.Path, other.Changes = "z.cfg", []*Change{d.Files[0].Changes[0]}
	d.Files = append(d.Files, &other)
	lacks(t, commented(t, d), "<summary><code>site.cfg</code> changed, and 1 file alike</summary>")

	d.Findings = diag.List{{Check: "a-b", Severity: diag.Warning, Summary: "second"}, {Check: "a-b", Summary: "first"}}
	lacks(t, commented(t, d), "<details><summary>2 findings about what is compared</summary>\n\n- :x: **error** first (`a-b`)\n- :warning: **warning** second (`a-b`)\n\n</details>\n")
}

// The page names people for its filters, tells what is aside by what it is, and of a file
// nothing that is not so.
func TestPageOfOthers(t *testing.T) {
	t.Parallel()
	d := several(1)
	d.Files[0].Changes[0].Impact.Users = []int{0, 1}
	got := paged(t, d)
	lacks(t, got, `[{"h":["a1"],"u":["Ana B. (ana)","bo"]}]`)
	for _, not := range []string{"Its content differs", "declared at", "<details"} {
		if strings.Contains(got, not) {
			t.Errorf("%q in\n%s", not, got)
		}
	}
	d.Files[0].Role, d.Files[0].Changes[0].Impact = artifact.RoleContacts, Impact{}
	lacks(t, paged(t, d), `>contact directory</span> read by those alone who have no contact directory yet`)
	d = several(1)
	ch := d.Files[0].Changes[0]
	ch.Decides = &Decisions{carriers: []string{"a.cfg"}}
	lacks(t, paged(t, d), `<div class="old" aria-label="before"><code>decides otherwise, as in a.cfg</code></div>`)

	two := several(1)
	other := *two.Files[0]
	other.Path, other.Changes = "z.cfg", []*Change{two.Files[0].Changes[0]}
	two.Files = append(two.Files, &other)
	lacks(t, paged(t, two), `<details class="alike"><summary>and 1 file alike</summary><p><code>z.cfg</code> </p></details>`, `data-file="site.cfg z.cfg `)
}

// If all is to be told, what has no effect is told change by change, and not once more in
// short; names of files are bold.
func TestTextOfAll(t *testing.T) {
	t.Parallel()
	d := several(2)
	d.Files[0].Changes[0].Impact = Impact{Masked: []string{"b.cfg"}, MaskedHandsets: 1}
	short, all := printed(t, d, TextOptions{Colour: true}), printed(t, d, TextOptions{Verbose: true})
	if !strings.Contains(short, " \x1b[1msite.cfg\x1b[0m\n") || !strings.Contains(short, "\n  no effect: up.p0 1 → 2 (b.cfg sets it, too, and wins)\n") {
		t.Errorf("in short:\n%s", short)
	}
	if !strings.Contains(all, "  ~ up.p0: 1 → 2    a.cue:1\n    no effect: b.cfg sets it, too, and wins\n") || strings.Count(all, "no effect") != 1 {
		t.Errorf("all:\n%s", all)
	}
}

// The table of a rule stands once, with the other files that carry the change, and in each
// of them if all is to be told; in colour, what went is red and what came is green.
func TestTextOfRules(t *testing.T) {
	t.Parallel()
	side := func(url string) *Side {
		return built(t, "-- default.xml --\nEM_Enable=Yes\nProfile_Rule="+url+"\n-- spa303.cfg --\nProfile_Rule="+url+"\nText_Logo="+url+"\n-- spa504G.cfg --\nProfile_Rule="+url+"\nStation_Name="+url+"\n")
	}
	d := Compare(side("/a"), side("/b"), Options{})
	const table = "         does  credentials\n      -  /a    no\n      +  /b    no\n"
	short, all, colour := printed(t, d, TextOptions{}), printed(t, d, TextOptions{Verbose: true}), printed(t, d, TextOptions{Colour: true})
	if strings.Count(short, table) != 1 || !strings.Contains(short, "      the same in spa303.cfg and spa504G.cfg\n"+table) || strings.Count(short, "      as in default.xml\n") != 2 {
		t.Errorf("in short:\n%s", short)
	}
	if strings.Count(all, table) != 3 || strings.Contains(all, "as in") {
		t.Errorf("all:\n%s", all)
	}
	if !strings.Contains(colour, "\x1b[31m-  /a    no\x1b[0m\n") || !strings.Contains(colour, "\x1b[32m+  /b    no\x1b[0m\n") {
		t.Errorf("in colour: %q", colour)
	}
}
