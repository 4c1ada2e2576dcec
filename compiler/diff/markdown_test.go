package diff

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

func commented(t *testing.T, d *Diff, caught ...Violation) string {
	t.Helper()
	var b strings.Builder
	if err := WriteMarkdown(&b, d, caught); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// In a comment nothing of a text has a meaning to Markdown, and nobody is called by it.
func TestMarkdownQuotes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain (text): 1 + 1 = 2!": "plain (text): 1 + 1 = 2!",
		"\\`*_{}[]<>|#~&$":         "\\\\\\`\\*\\_\\{\\}\\[\\]\\<\\>\\|\\#\\~\\&\\$",
		"@team":                    "@\u200bteam",
		"http://x":                 "http:\u200b//x",
		"www.x":                    "www\u200b.x",
		"a\nb\x1b":                 `a\\nb\\x1b`,
	} {
		if got := prose(in); got != want {
			t.Errorf("prose of %q is %q, want %q", in, got, want)
		}
	}
	long := strings.Repeat("ä", 201)
	for in, want := range map[string]string{
		"a":        "`a`",
		"a|b":      "`a\\|b`",
		"a`b":      "`` a`b ``",
		"``a`":     "``` ``a` ```",
		" a":       "`  a `",
		"a\tb":     "`a\\tb`",
		long:       "`" + long[:400] + "…`",
		long[:400]: "`" + long[:400] + "`",
	} {
		if got := code(in); got != want {
			t.Errorf("code of %q is %q, want %q", in, got, want)
		}
	}
	if clip(long) != long[:400]+"…" || clip(long[:400]) != long[:400] {
		t.Error("a long value is cut elsewhere than at 200 characters")
	}
	if stacked([]string{"a", "a"}) != "a" || stacked([]string{"a", "b", "a"}) != "a<br>b<br>a" {
		t.Error("cells are stacked otherwise")
	}
}

// losing is a diff in which so many people lose their profile.
func losing(n int) *Diff {
	d := &Diff{Old: "a", New: "b", Files: []*File{{Path: "x.cfg", Kind: Renamed, OldPath: "y.cfg", Role: ofHandsets}}}
	for i := range n {
		d.LosesProfile = append(d.LosesProfile, Loss{Who: fmt.Sprint("u", i), Why: "the *profile*"})
	}
	return d
}

// A comment begins with what is compared, the counts, what policies catch, and who loses
// what: three by name.
func TestMarkdownHead(t *testing.T) {
	t.Parallel()
	d := losing(5)
	d.LosesRegistration = []Loss{{Who: "a1", Label: "Desk", Why: "line 1"}}
	d.Title = Title{Packages: []string{"my_wards"}, Old: Origin{"main", Commit{ID: "3f2", Day: "2026-11-20"}}}
	got := commented(t, d, Violation{PolicyProfile, "u0_x"})
	const want = "### Phone provisioning of my\\_wards: `main` (3f2 of 2026-11-20) → `b`\n\n" +
		"**0 added, 0 removed, 0 changed, 1 renamed; 0 handsets affected; 5 users losing the profile; 1 handset losing a registration**\n\n" +
		"- :no_entry: **loses-profile**: u0\\_x\n" +
		"- :warning: **u0** can no longer log in: the \\*profile\\*\n- :warning: **u1** can no longer log in: the \\*profile\\*\n- :warning: **u2** can no longer log in: the \\*profile\\*\n- :warning: and 2 more can no longer log in\n" +
		"- :warning: **Desk (a1)** loses a registration: line 1\n\n"
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := commented(t, losing(3)); strings.Contains(got, " more ") || !strings.Contains(got, "**u2**") {
		t.Errorf("three are told as\n%s", got)
	}
	if got, want := commented(t, &Diff{Old: "a", New: "b"}), "### Phone provisioning: `a` → `b`\n\nNo difference.\n\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Of notes twenty are told, of the commands of each twelve; in a block that none of them
// ends.
func TestMarkdownNotes(t *testing.T) {
	t.Parallel()
	note := func(commands int) *Note {
		n := &Note{Kind: NoteNew, Says: "it_is"}
		for i := range commands {
			n.Commands = append(n.Commands, fmt.Sprintf("mv -n a%d b", i))
		}
		return n
	}
	d := losing(0)
	for range 20 {
		d.Notes = append(d.Notes, note(0))
	}
	if got := commented(t, d); strings.Count(got, "- it\\_is\n") != 20 || strings.Contains(got, " more") {
		t.Errorf("twenty are told as\n%s", got)
	}
	d.Notes = append(d.Notes, note(0), note(0))
	if got := commented(t, d); strings.Count(got, "- it\\_is\n") != 20 || !strings.Contains(got, "- and 2 more\n") {
		t.Errorf("more than twenty are told as\n%s", got)
	}
	d.Notes = []*Note{note(12)}
	if got := commented(t, d); !strings.Contains(got, "- it\\_is\n  ```sh\n  mv -n a0 b\n") || !strings.Contains(got, "  mv -n a11 b\n  ```\n") {
		t.Errorf("twelve commands are told as\n%s", got)
	}
	d.Notes = []*Note{note(14)}
	if got := commented(t, d); !strings.Contains(got, "  mv -n a11 b\n  # and 2 more: provc diff --verbose tells all\n  ```\n") {
		t.Errorf("fourteen commands are told as\n%s", got)
	}
	d.Notes = []*Note{{Says: "x", Commands: []string{"mv '```' b\x1b"}}}
	if got := commented(t, d); !strings.Contains(got, "  ````sh\n  mv '```' b\\x1b\n  ````\n") {
		t.Errorf("got\n%s", got)
	}
}

// several is a diff of one file with so many changes, the last of which restarts.
func several(n int) *Diff {
	d := ward()
	f := &File{Path: "site.cfg", Kind: Changed, Role: ofHandsets}
	for i := range n {
		ch := made(ofHandsets, Changed, catalogue.RestartNo, Impact{Handsets: []int{0}, stays: true})
		if i == n-1 {
			ch.Restart = catalogue.RestartYes
		}
		ch.Parameter, ch.file, ch.Pos = fmt.Sprintf("up.p%d", i), f, diag.Pos{File: "a.cue", Line: i + 1}
		f.Changes = append(f.Changes, ch)
	}
	d.Files = []*File{f}
	return d
}

// The table has what disturbs people first, twenty rows of it; all is told below, folded.
func TestMarkdownTable(t *testing.T) {
	t.Parallel()
	const head = "| | parameter | change | who | restart | when |\n|---|---|---|---|---|---|\n"
	got := commented(t, several(3))
	for _, want := range []string{
		head + "| `~` | `up.p2` | `1` → `2` | handset a1 | restart | boot |\n| `~` | `up.p0` | `1` → `2` | handset a1 | no restart | boot |\n",
		"<details><summary><code>site.cfg</code> changed</summary>\n\n| | parameter | change | at | who |\n|---|---|---|---|---|\n| `~` | `up.p2` | `1` → `2` | `a.cue:3` | handset a1 · restart · at boot |\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no\n%s\nin\n%s", want, got)
		}
	}
	top, _, _ := strings.Cut(commented(t, several(20)), "<details>")
	if strings.Count(top, "| `~` |") != 20 || strings.Contains(top, "more below") {
		t.Errorf("twenty changes are told as\n%s", top)
	}
	top, _, _ = strings.Cut(commented(t, several(22)), "<details>")
	if strings.Count(top, "| `~` |") != 20 || !strings.Contains(top, "\n2 changes more below.\n") {
		t.Errorf("22 changes are told as\n%s", top)
	}
	_, below, _ := strings.Cut(commented(t, several(200)), "<details>")
	if strings.Count(below, "| `~` |") != 200 || strings.Contains(below, "and more") {
		t.Errorf("200 changes are told as\n%s", below)
	}
	_, below, _ = strings.Cut(commented(t, several(201)), "<details>")
	if strings.Count(below, "| `~` |") != 200 || !strings.Contains(below, "\nand more parameters\n") {
		t.Errorf("201 changes are told as\n%s", below)
	}
	d := several(1)
	d.Files[0].Role = ofMaster
	d.Files[0].Changes[0].Parameter = "CONFIG_FILES"
	if got := commented(t, d); strings.Contains(got, head) || !strings.Contains(got, "adds 2, drops 1") {
		t.Errorf("a list is told as\n%s", got)
	}
}

// How a change is told in a cell: with the default of what comes or goes, and what becomes
// of lists, of what is hidden, and of what is rearranged.
func TestMarkdownValues(t *testing.T) {
	t.Parallel()
	five := "5"
	seen := Impact{Handsets: []int{0}, stays: true}
	for want, set := range map[string]func(*Change){
		"`1` → `2`":                        func(*Change) {},
		"`2`, default 5":                   func(ch *Change) { ch.Kind, ch.from, ch.Default = Added, true, &five },
		"`1`, default 5":                   func(ch *Change) { ch.Kind, ch.to, ch.Default = Removed, true, &five },
		"`1`":                              func(ch *Change) { ch.Kind, ch.to = Removed, true },
		"`nothing` → `2`":                  func(ch *Change) { ch.Kind, ch.from, ch.Default = Moved, true, &five },
		"`1` → `nothing`":                  func(ch *Change) { ch.Kind, ch.to = Moved, true },
		"secret, changed":                  func(ch *Change) { ch.Old, ch.New = Value{Hidden: true}, Value{Hidden: true} },
		"`(secret)` → `2`":                 func(ch *Change) { ch.Old = Value{Hidden: true} },
		"`secret a` → `1\\|2`":             func(ch *Change) { ch.Old, ch.New = Value{Secret: "a"}, Value{Text: "1|2"} },
		"decides otherwise, see below":     func(ch *Change) { ch.Decides = &Decisions{carriers: []string{"site.cfg"}} },
		"decides otherwise, as in `b.cfg`": func(ch *Change) { ch.Decides = &Decisions{carriers: []string{"b.cfg"}} },
	} {
		d := several(2)
		ch := d.Files[0].Changes[0]
		ch.Impact = seen
		set(ch)
		if got := commented(t, d); !strings.Contains(got, "| `up.p0` | "+want+" | handset a1 |") {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// Below each file stands where it is declared, who else is told with it, what differs
// beside parameters, what has no effect, and what a rule decides.
func TestMarkdownDetails(t *testing.T) {
	t.Parallel()
	d := several(1)
	f := d.Files[0]
	f.Kind, f.OldPath, f.Label, f.Entity, f.Pos, f.opaque = Renamed, "<old>.cfg", "Desk", "a1", diag.Pos{File: "a.cue", Line: 9}, true
	none := made(ofHandsets, Changed, 0, Impact{})
	none.file = f
	f.Changes = append(f.Changes, none)
	f.Changes[0].Decides = &Decisions{Columns: []string{"$A", "does"}, conditions: 1, carriers: []string{"site.cfg", "b.cfg"}, Rows: []Decision{{Removed, []string{"1", "/x"}}, {Added, []string{"1", "/y|"}}, {"", []string{"any", "/z"}}}}
	got := commented(t, d)
	for _, want := range []string{
		"<details><summary><code>&lt;old&gt;.cfg</code> → <code>site.cfg</code> renamed, handset Desk (a1)</summary>\n\nDeclared at `a.cue:9`.\n\nIts content differs beside parameters.\n\n",
		"\nno effect: up.x 1 → 2 (no handset reads this file)\n\nThe same in b.cfg.\n\n`up.p0` decides:\n\n- $A 1\n  - `-` `/x`\n  - `+` `/y\\|`\n- otherwise\n  - `/z`\n\n</details>\n",
	} {
		want = strings.ReplaceAll(strings.ReplaceAll(want, "</code> → <code>", " → "), "- $A", "- \\$A")
		if !strings.Contains(got, want) {
			t.Errorf("no\n%s\nin\n%s", want, got)
		}
	}
	f.Changes[0].Decides.carriers = []string{"a.cfg", "site.cfg"}
	if got := commented(t, d); strings.Contains(got, "decides:") {
		t.Errorf("the table stands twice:\n%s", got)
	}
}
