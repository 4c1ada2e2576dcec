package ask

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"provc/compiler/table"
)

// rows are those of an answer of which the first column tells rows apart; the last is the
// place.
func rows(lines ...string) *answer {
	t := &table.Table{Title: "Who", Columns: []string{"who", "value", "place"}, Folded: 0, Notes: []string{"a note"}}
	for _, l := range lines {
		t.Rows = append(t.Rows, strings.Split(l, "|"))
	}
	return &answer{t, 1}
}

// What of an answer is another, between two states: rows that are new, changed or gone, in
// this order, and how many are the same. That only the place differs is no change.
func TestChanges(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		was, is    *answer
		want, note string
	}{
		"nothing":             {rows("a|1|p"), rows("a|1|p"), "", ""},
		"no row at all":       {rows(), rows(), "", ""},
		"the place":           {rows("a|1|p"), rows("a|1|q"), "", ""},
		"a new one":           {rows(), rows("a|1|p"), "new|a|1|p", ""},
		"one that is gone":    {rows("a|1|p"), rows(), "gone|a|1|p", ""},
		"another value":       {rows("a|1|p"), rows("a|2|q"), "changed|a|1 → 2|q", ""},
		"its place is gone":   {rows("a|1|p"), rows("a|2|"), "changed|a|1 → 2|p", ""},
		"one beside the same": {rows("a|1|p", "b|1|p"), rows("a|1|p", "b|2|p"), "changed|b|1 → 2|p", "1 row is the same."},
		"two the same":        {rows("a|1|p", "b|1|p", "d|1|p"), rows("a|1|p", "b|1|q", "c|1|p", "d|1|p"), "new|c|1|p", "3 rows are the same."},
		"all of it":           {rows("a|1|p", "b|1|p", "c|1|p"), rows("d|1|p", "b|2|p", "a|1|p"), "new|d|1|p;changed|b|1 → 2|p;gone|c|1|p", "1 row is the same."},
		"several of one name": {rows("a|1|p", "a|2|p"), rows("a|1|p", "a|3|p"), "changed|a|2 → 3|p", "1 row is the same."},
		"one of two is gone":  {rows("a|1|p", "a|2|p"), rows("a|1|p"), "gone|a|2|p", "1 row is the same."},
	} {
		got := changes(x.was, x.is)
		var all []string
		for _, r := range got.Rows {
			all = append(all, strings.Join(r, "|"))
		}
		if s := strings.Join(all, ";"); s != x.want || strings.Join(got.Notes, " ") != x.note {
			t.Errorf("%s: %q, %q, want %q, %q", name, s, got.Notes, x.want, x.note)
		}
		if got.Title != "Who: what changes" || strings.Join(got.Columns, " ") != "change who value place" || got.None != "Nothing of the answer changes." || got.Folded != 1 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	unfolded := rows("a|1|p")
	unfolded.Folded = -1
	if got := changes(rows(), unfolded); got.Folded != -1 {
		t.Errorf("columns are folded from %d", got.Folded)
	}
	pair := rows("a|1|p")
	pair.key = 2
	if got := changes(pair, &answer{rows("a|2|p").Table, 2}); len(got.Rows) != 2 || got.Rows[0][0] != "new" || got.Rows[1][0] != "gone" {
		t.Errorf("of rows that two columns tell apart: %v", got.Rows)
	}
}

// Who is there in one of two states alone is asked of in both; who is in neither is not
// known, and other errors are told.
func TestCompare(t *testing.T) {
	t.Parallel()
	none, other := unknown("person", "ann", nil), errors.New("it is no number")
	type said struct {
		a   *answer
		err error
	}
	old, now := &Fleet{revision: "old"}, &Fleet{}
	for name, x := range map[string]struct {
		was, is said
		want    string
	}{
		"in both":             {said{rows("a|1|p"), nil}, said{rows("a|2|p"), nil}, "[[changed a 1 → 2 p]]"},
		"now alone":           {said{nil, none}, said{rows("a|1|p"), nil}, "[[new a 1 p]]"},
		"before alone":        {said{rows("a|1|p"), nil}, said{nil, none}, "[[gone a 1 p]]"},
		"in neither":          {said{nil, none}, said{nil, none}, `there is no person "ann"`},
		"an error now":        {said{rows("a|1|p"), nil}, said{nil, other}, "it is no number"},
		"an error before":     {said{nil, other}, said{rows("a|1|p"), nil}, "it is no number"},
		"unknown and error":   {said{nil, none}, said{nil, other}, "it is no number"},
		"error, then unknown": {said{nil, other}, said{nil, none}, `there is no person "ann"`},
	} {
		q := &Question{answer: func(f *Fleet, args []string) (*answer, error) {
			if len(args) != 1 || args[0] != "ann" {
				t.Errorf("%s: asked of %q", name, args)
			}
			if f == old {
				return x.was.a, x.was.err
			}
			return x.is.a, x.is.err
		}}
		got, err := q.Compare(old, now, []string{"ann"})
		switch {
		case err != nil && err.Error() != x.want:
			t.Errorf("%s: %v, want %s", name, err, x.want)
		case err == nil && fmt.Sprint(got.Rows) != x.want:
			t.Errorf("%s: %v, want %s", name, got.Rows, x.want)
		case err == nil && (len(got.Notes) > 0 || got.Title != "Who: what changes"):
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Of three handsets or more, what more than half of them have in files of their own is what
// others have, and what more than half have each otherwise is everybody's own.
func TestMostOfAGroup(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		handsets  int
		values    map[string]int
		most, who string
		own       bool
	}{
		"both of two":        {2, map[string]int{"1": 2}, "", "icu", false},
		"one each of two":    {2, map[string]int{"1": 1, "2": 1}, "", "icu", false},
		"two of three":       {3, map[string]int{"1": 2}, "1", "2 of 3 in icu", false},
		"two of four":        {4, map[string]int{"1": 2}, "", "icu", false},
		"three of four":      {4, map[string]int{"1": 3, "2": 1}, "1", "3 of 4 in icu", false},
		"one each of three":  {3, map[string]int{"1": 1, "2": 1}, "", "icu", true},
		"two others of four": {4, map[string]int{"1": 1, "2": 1}, "", "icu", false},
	} {
		g := &group{name: "icu", handsets: x.handsets, values: map[string]map[string]int{"a": x.values}}
		if most, who := g.most("a"); most != x.most || who != x.who {
			t.Errorf("%s: most have %q, %s, want %q, %s", name, most, who, x.most, x.who)
		}
		if g.isOwn("a") != x.own {
			t.Errorf("%s: it is everybody's own: %t", name, !x.own)
		}
	}
}
