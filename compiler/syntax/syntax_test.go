package syntax

import (
	"reflect"
	"testing"
)

func TestPosition(t *testing.T) {
	for offset, want := range map[int][2]int{0: {1, 1}, 2: {1, 2}, 4: {2, 1}, 6: {2, 3}, 99: {2, 3}, -1: {1, 1}} {
		if line, column := Position("éx\nab", offset); line != want[0] || column != want[1] {
			t.Errorf("%d: %d:%d, want %v", offset, line, column, want)
		}
	}
}

func TestPlace(t *testing.T) {
	for _, test := range []struct {
		text   string
		offset int
		want   string
	}{
		{"abc", 2, "character 3"},
		{"éb\n", 2, "character 2"},
		{"a\nbc", 3, "line 2, character 2"},
	} {
		if got := Place(test.text, test.offset); got != test.want {
			t.Errorf("%q %d: %s, want %s", test.text, test.offset, got, test.want)
		}
	}
}

func TestSplit(t *testing.T) {
	want := []Part{{"a = b", 1}, {"", 9}, {"c", 10}}
	got := Split(" a = b ; ;c", ';')
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	before, after, found := got[0].Cut('=')
	if before != (Part{"a", 1}) || after != (Part{"b", 5}) || !found {
		t.Errorf("%v %v %v", before, after, found)
	}
	if before, after, found := got[2].Cut('='); before != got[2] || after != (Part{"", 11}) || found {
		t.Errorf("%v %v %v", before, after, found)
	}
}

func TestQuote(t *testing.T) {
	for r, want := range map[rune]string{'a': `"a"`, '"': `'"'`, '\n': `'\n'`, 'é': `"é"`} {
		if got := Quote(r); got != want {
			t.Errorf("%q is shown as %s, want %s", r, got, want)
		}
	}
}
