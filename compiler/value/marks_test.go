package value

import (
	"reflect"
	"slices"
	"testing"
)

// Entities are alike that have the same texts, in the same order.
func TestMarks(t *testing.T) {
	var m Marks
	for i, texts := range [][]string{{"a"}, {"b"}, {"a", ""}, {"a"}, {"", "a"}, {"ab"}, {"a", "b"}, {"b"}, {"a"}} {
		m.Add(i, 10+i, texts...)
	}
	var got [][]uint32
	for _, group := range m.Alike() {
		var at []uint32
		for _, mark := range group {
			if mark.Tag != mark.At+10 {
				t.Errorf("mark of %d has tag %d", mark.At, mark.Tag)
			}
			at = append(at, mark.At)
		}
		got = append(got, at)
	}
	slices.SortFunc(got, slices.Compare)
	if want := [][]uint32{{0, 3, 8}, {1, 7}}; !reflect.DeepEqual(got, want) {
		t.Errorf("alike are %v, not %v", got, want)
	}
}
