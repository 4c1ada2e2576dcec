package diag

import (
	"fmt"
	"strings"
	"testing"
)

// A team accepts notes and warnings of a check, never errors, up to the last day that it
// says, that day included; while one acceptance holds, the finding is not told.
func TestAcceptances(t *testing.T) {
	t.Parallel()
	always := Acceptance{Check: "a", Reason: "so be it"}
	till := Acceptance{Check: "a", Reason: "for now", Until: "2027-03-31"}
	other := Acceptance{Check: "b", Until: "2027-03-31"}
	found := func() List {
		return List{{Check: "a", Severity: Warning, Summary: "1"}, {Check: "a", Severity: Note, Summary: "2"}, {Check: "a", Severity: Error, Summary: "3"}, {Check: "b", Severity: Warning, Summary: "4"}}
	}
	for _, x := range []struct {
		by   Acceptances
		day  string
		want string
	}{
		{nil, "2027-01-01", "1 2 3 4"},
		{Acceptances{always}, "2027-01-01", "3 4"},
		{Acceptances{always}, "9999-12-31", "3 4"},
		{Acceptances{till}, "2027-03-30", "3 4"},
		{Acceptances{till}, "2027-03-31", "3 4"},
		{Acceptances{till}, "2027-04-01", "1 2 3 4"},
		{Acceptances{till, always}, "2027-04-01", "3 4"},
		{Acceptances{other}, "2027-03-31", "1 2 3"},
		{Acceptances{other, always}, "2027-04-01", "3 4"},
		{Acceptances{{Check: "A"}, {Check: ""}}, "2027-01-01", "1 2 3 4"},
	} {
		l := found()
		x.by.Mark(l)
		if len(l) != 4 {
			t.Errorf("%+v: %d findings are left", x, len(l))
		}
		var told []string
		for _, d := range l.Unaccepted(x.day) {
			told = append(told, d.Summary)
			if d.Accepted != nil {
				t.Errorf("%+v: %s is told as accepted", x, d.Summary)
			}
		}
		if got := strings.Join(told, " "); got != x.want {
			t.Errorf("%v on %s: %s is told, want %s", x.by, x.day, got, x.want)
		}
	}
	l := found()
	Acceptances{always, till}.Mark(l)
	Acceptances{always}.Mark(l)
	if got := fmt.Sprint(l[0].Accepted); got != fmt.Sprint([]Acceptance{always, till}) || l[2].Accepted != nil || l[3].Accepted != nil {
		t.Errorf("marked are %+v", l)
	}
}

// Findings are in the order of their places, then of their checks, each once, unless one
// is accepted and its like is not.
func TestSorted(t *testing.T) {
	t.Parallel()
	at := func(file string, line, column int) Pos { return Pos{file, line, column} }
	want := List{
		{Check: "z", Summary: "nowhere"},
		{Check: "z", Pos: at("a.cue", 1, 9)},
		{Check: "z", Pos: at("a.cue", 2, 1)},
		{Check: "z", Pos: at("a.cue", 2, 10)},
		{Check: "z", Pos: at("a.cue", 10, 1)},
		{Check: "a", Pos: at("b.cue", 1, 1), Severity: Note},
		{Check: "b", Pos: at("b.cue", 1, 1), Severity: Error, Summary: "z"},
		{Check: "b", Pos: at("b.cue", 1, 1), Severity: Warning, Summary: "a"},
		{Check: "b", Pos: at("b.cue", 1, 1), Severity: Warning, Summary: "b"},
		{Check: "b", Pos: at("b.cue", 1, 1), Severity: Warning, Summary: "b", Detail: "d"},
	}
	mixed := List{}
	for _, i := range []int{7, 2, 9, 0, 4, 1, 3, 8, 6, 5} {
		mixed.Add(want[i], want[i])
	}
	before := fmt.Sprint(mixed)
	if got := mixed.Sorted(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
	if fmt.Sprint(mixed) != before {
		t.Error("the list itself is in another order")
	}
	accepted := want[1]
	accepted.Accepted = []Acceptance{{Check: "z"}}
	if got := (List{want[1], accepted, want[1]}).Sorted(); len(got) != 3 {
		t.Errorf("of one that is accepted and its likes: %v", got)
	}
	if got := (List{accepted, accepted}).Sorted(); len(got) != 1 {
		t.Errorf("of two that are accepted: %v", got)
	}
}

// An error is what keeps a configuration from being written; how many there are of each
// severity is told in words.
func TestCounts(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		errors, warnings, notes int
		want                    string
	}{
		{0, 0, 0, ""}, {1, 0, 0, "1 error"}, {0, 2, 0, "2 warnings"}, {0, 0, 1, "1 note"},
		{2, 0, 1, "2 errors and 1 note"}, {1, 1, 1, "1 error, 1 warning and 1 note"}, {0, 3, 2, "3 warnings and 2 notes"},
	} {
		l := many(x.errors, x.warnings, x.notes)
		if got := l.Counts(); got != x.want || l.HasErrors() != (x.errors > 0) || l.Count(Note) != x.notes {
			t.Errorf("%+v: %q, errors %t, notes %d", x, got, l.HasErrors(), l.Count(Note))
		}
	}
}

// A place is told as editors take it.
func TestPos(t *testing.T) {
	t.Parallel()
	for p, want := range map[Pos]string{
		{}: "-", {"a.cue", 0, 0}: "a.cue", {"a.cue", 3, 0}: "a.cue:3", {"a.cue", 3, 9}: "a.cue:3:9", {"a\n::b", 1, 1}: `a\n::b:1:1`, {"::a", 0, 0}: `\x3a:a`,
	} {
		if got := p.String(); got != want || p.IsValid() != (p.File != "") {
			t.Errorf("%+v: %q, want %q", p, got, want)
		}
	}
}
