package diff

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// told are the rows of a table, each with what became of it.
func (r *Decisions) told() string {
	if r == nil {
		return "none"
	}
	said := []string{strings.Join(r.Columns, ", ")}
	for _, row := range r.Rows {
		said = append(said, string(row.Kind)+": "+strings.Join(row.Cells, ", "))
	}
	return strings.Join(said, "\n")
}

// Two values of a parameter that decides something are one table: the rows before with
// those that went, then those that came. Conditions stand before results, and a row that
// has no such condition holds for any.
func TestDecisions(t *testing.T) {
	t.Parallel()
	facts := vendor.FactsOf(vendors.All())
	text := func(v string) artifact.Param { return artifact.Param{Value: v} }
	for _, x := range []struct {
		name     string
		old, new artifact.Param
		want     string
	}{
		{"Profile_Rule", text("/a"), text("/b"), "does, credentials\nremoved: /a, no\nadded: /b, no"},
		{"Profile_Rule", text(`("$EMS" eq "mobile")? /m | /a`), text(`("$EMS" eq "mobile")? /n | /a`), "$EMS, does, credentials\nremoved: \"mobile\", /m, no\n: any, /a, no\nadded: \"mobile\", /n, no"},
		{"Profile_Rule", text("/a"), text(`("$EMS" eq "mobile")? /m | /a`), "$EMS, does, credentials\n: any, /a, no\nadded: \"mobile\", /m, no"},
		{"Profile_Rule", text("/a"), artifact.Param{Secret: "rule"}, "none"},
		{"Profile_Rule", artifact.Param{Secret: "rule"}, text("/a"), "none"},
		{"Profile_Rule", text("/a"), text("(x"), "none"},
		{"Text_Logo", text("/a"), text("/b"), "none"},
	} {
		got := decisions(facts, x.name, x.old, x.new).told()
		if got != x.want {
			t.Errorf("%s: %q to %q: got\n%s\nwant\n%s", x.name, x.old.Value, x.new.Value, got, x.want)
		}
	}
	rule := func(url string) artifact.Param { return text("http://joe:pass@h.example/" + url) }
	if got := decisions(facts, "Profile_Rule", rule("a"), rule("b")).told(); strings.Contains(got, "pass") {
		t.Errorf("a password is shown: %s", got)
	}
}

// In words a table is told case by case, each with what went and came; a condition that a
// row does not have is left out, and without any it is what happens otherwise.
func TestCases(t *testing.T) {
	t.Parallel()
	r := &Decisions{Columns: []string{"$A", "$B", "does", "as"}, conditions: 2, Rows: []Decision{
		{Removed, []string{"1", "any", "/x", "joe"}}, {"", []string{"any", "any", "/y", ""}}, {Added, []string{"1", "any", "/z", "joe"}}, {Added, []string{"1", "2", "", "joe"}},
	}}
	got := ""
	for _, c := range r.Cases() {
		got += c.When + ":"
		for _, o := range c.Does {
			got += fmt.Sprintf(" %s(%s)", symbols[o.Kind], o.Text)
		}
		got += "\n"
	}
	if want := "$A 1: -(/x, as joe) +(/z, as joe)\notherwise: (/y)\n$A 1, $B 2: +(as joe)\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Which other files carry the same change: of three the names, of more how many.
func TestCarried(t *testing.T) {
	t.Parallel()
	for want, carriers := range map[string][]string{
		"":                          {"a", "b"},
		"the same in c":             {"a", "b", "c"},
		`the same in c, " d" and e`: {"c", "a", " d", "e", "b"},
		"the same in 4 more files":  {"a", "c", "d", "e", "f"},
	} {
		r := &Decisions{carriers: carriers}
		if got := r.carried(block{files: []*File{{Path: "a"}, {Path: "b"}}}); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
