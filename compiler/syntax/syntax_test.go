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
		{"a\n\nbcd", 5, "line 3, character 3"},
		{"a\nb", 0, "line 1, character 1"},
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
	if got, want := Split(";\tb \t; ", ';'), []Part{{"", 0}, {"b", 2}, {"", 7}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if before, after, found := (Part{"= b", 7}).Cut('='); before != (Part{"", 7}) || after != (Part{"b", 9}) || !found {
		t.Errorf("%v %v %v", before, after, found)
	}
	if before, after, found := got[2].Cut('='); before != got[2] || after != (Part{"", 11}) || found {
		t.Errorf("%v %v %v", before, after, found)
	}
}

func TestQuote(t *testing.T) {
	for r, want := range map[rune]string{'a': `"a"`, '"': `'"'`, '\n': `'\n'`, 'é': `"é"`, ' ': `" "`, '\x1f': `'\x1f'`, '\ufffd': `'�'`} {
		if got := Quote(r); got != want {
			t.Errorf("%q is shown as %s, want %s", r, got, want)
		}
	}
}

// Problems are told in the order of the text, those of one place in that in which they
// were found, and a replacement belongs to the last.
func TestProblems(t *testing.T) {
	var p Problems
	p.Doubt(4, "doubt", "hint")
	p.Wrong(1, "wrong", "")
	p.Instead(1, 2, "new")
	p.Doubt(1, "later", "")
	want := []Problem{
		{Offset: 1, Wrong: true, Message: "wrong", At: 1, Cut: 2, New: "new"},
		{Offset: 1, Message: "later"},
		{Offset: 4, Message: "doubt", Hint: "hint"},
	}
	if got := p.Sorted(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestBrackets(t *testing.T) {
	const sides, digits = "a range has a key on either side of its hyphen", "a range goes from one digit to another"
	for text, want := range map[string]struct {
		end    int
		closed bool
		said   []Problem
	}{
		"a[0-9*]x": {end: 7, closed: true},
		"a[4-4]":   {end: 6, closed: true},
		"a[12":     {2, false, []Problem{{Offset: 1, Wrong: true, Message: `nothing closes the "["`, Hint: "keys stand in brackets: [2-9]"}}},
		"a[":       {2, false, []Problem{{Offset: 1, Wrong: true, Message: `nothing closes the "["`, Hint: "keys stand in brackets: [2-9]"}}},
		"a[|":      {2, false, []Problem{{Offset: 1, Wrong: true, Message: `nothing closes the "["`, Hint: "keys stand in brackets: [2-9]"}}},
		"a[1(2]":   {2, false, []Problem{{Offset: 1, Wrong: true, Message: `nothing closes the "["`, Hint: "keys stand in brackets: [2-9]"}}},
		"a[ ]":     {4, true, []Problem{{Offset: 1, Message: "the brackets hold no key, so nothing matches"}, {Offset: 2, Wrong: true, Message: `" " is no key`}}},
		"a[1y]":    {5, true, []Problem{{Offset: 3, Wrong: true, Message: `"y" is no key`}}},
		"a[-2]":    {5, true, []Problem{{Offset: 2, Message: sides, Hint: "write it as in [2-9]"}}},
		"a[2-]":    {5, true, []Problem{{Offset: 3, Message: sides, Hint: "write it as in [2-9]"}}},
		"a[*-2]":   {6, true, []Problem{{Offset: 3, Message: digits, Hint: "write it as in [2-9]"}}},
		"a[2-*]":   {6, true, []Problem{{Offset: 3, Message: digits, Hint: "write it as in [2-9]"}}},
		"a[9-0]":   {6, true, []Problem{{Offset: 3, Message: "the range 9-0 is empty", Hint: "write 0-9", At: 2, Cut: 3, New: "0-9"}}},
	} {
		var got Problems
		end, closed := Brackets(text, 1, "0123456789*", &got)
		if end != want.end || closed != want.closed || !reflect.DeepEqual([]Problem(got), want.said) {
			t.Errorf("%s: %d %t %+v, want %+v", text, end, closed, got, want)
		}
	}
}
