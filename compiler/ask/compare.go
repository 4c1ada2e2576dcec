package ask

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/table"
)

// Compare answers a question of two states of a fleet, and tells what of the answer is
// another. What is asked of may be there in one of them alone.
func (q *Question) Compare(old, new *Fleet, args []string) (*table.Table, error) {
	was, errOld := q.answer(old, args)
	is, errNew := q.answer(new, args)
	none := (*errUnknown)(nil)
	switch {
	case errNew != nil && (errOld != nil || !errors.As(errNew, &none)):
		return nil, errNew
	case errOld != nil && !errors.As(errOld, &none):
		return nil, errOld
	case errNew != nil:
		is = was.empty()
	case errOld != nil:
		was = is.empty()
	}
	return changes(was, is), nil
}

// empty is an answer of the same question without a row.
func (a *answer) empty() *answer {
	t := *a.Table
	t.Rows, t.Notes = nil, nil
	return &answer{&t, a.key}
}

// changes tells the rows of two answers apart.
func changes(was, is *answer) *table.Table {
	t := &table.Table{Title: is.Title + ": what changes", Columns: append([]string{"change"}, is.Columns...), None: "Nothing of the answer changes.", Folded: is.Folded}
	if t.Folded >= 0 {
		t.Folded++
	}
	before := keyed(was)
	after := keyed(is)
	same := 0
	for _, key := range after.keys {
		row := after.rows[key]
		old, ok := before.rows[key]
		switch changed := differs(old, row); {
		case !ok:
			t.Rows = append(t.Rows, append([]string{"new"}, row...))
		case changed == nil:
			same++
		default:
			t.Rows = append(t.Rows, append([]string{"changed"}, changed...))
		}
	}
	for _, key := range before.keys {
		if _, ok := after.rows[key]; !ok {
			t.Rows = append(t.Rows, append([]string{"gone"}, before.rows[key]...))
		}
	}
	if same > 0 && len(t.Rows) > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s the same.", map[bool]string{true: "1 row is", false: strconv.Itoa(same) + " rows are"}[same == 1]))
	}
	return t
}

// keyedRows are rows by what tells them apart, in order.
type keyedRows struct {
	keys []string
	rows map[string][]string
}

func keyed(a *answer) keyedRows {
	k := keyedRows{rows: make(map[string][]string, len(a.Rows))}
	times := map[string]int{}
	for _, row := range a.Rows {
		key := strings.Join(row[:a.key], "\x00")
		times[key]++
		if n := times[key]; n > 1 {
			key += "\x00" + strconv.Itoa(n)
		}
		k.keys = append(k.keys, key)
		k.rows[key] = row
	}
	return k
}

// differs is a row with what was before in the cells that differ, but for the place; nil
// if none does.
func differs(old, new []string) []string {
	if old == nil {
		return nil
	}
	place := len(new) - 1
	out := slices.Clone(new)
	changed := false
	for i := range place {
		if old[i] != new[i] {
			out[i] = old[i] + " → " + new[i]
			changed = true
		}
	}
	if !changed {
		return nil
	}
	if out[place] == "" {
		out[place] = old[place]
	}
	return out
}
