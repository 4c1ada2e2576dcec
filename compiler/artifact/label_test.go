package artifact

import (
	"strings"
	"testing"
)

// People are called by their labels and IDs, and nothing in either leaves its line,
// moves a cursor or turns the direction.
func TestCalled(t *testing.T) {
	for _, x := range [][3]string{
		{"Theatre 3", "00907a200003", "Theatre 3 (00907a200003)"},
		{"", "00907a200003", "00907a200003"},
		{"Theatre 3", "", "Theatre 3"},
		{"brian", "brian", "brian"},
		{"Büro 4 – Süd", "b4", "Büro 4 – Süd (b4)"},
		{"", "a\nb", `"a\nb"`},
		{"a\nb", "", `"a\nb"`},
		{"a\nb", "a\nb", `"a\nb"`},
		{"a\nb", "x", `"a\nb" (x)`},
		{"\x1b[31mred", "x", `"\x1b[31mred" (x)`},
		{"\u202egnihton", "a\u200fb", `"\u202egnihton" ("a\u200fb")`},
		{" ", "x", `" " (x)`},
		{"\xff", "x", `"\xff" (x)`},
		{strings.Repeat("ä", 60), "x", strings.Repeat("ä", 60) + " (x)"},
		{strings.Repeat("ä", 61), "x", strings.Repeat("ä", 59) + "… (x)"},
	} {
		if got := Called(x[0], x[1]); got != x[2] {
			t.Errorf("%q, %q is called %s, not %s", x[0], x[1], got, x[2])
		}
	}
}

// A listing gives back what was added, whatever is in a label.
func TestListing(t *testing.T) {
	want := [][2]string{{"00907a000001", ""}, {"00907a000002", "Theatre 3\n\x00"}, {"00907a000003", strings.Repeat("long ", 100)}, {"00907a000004", "last"}}
	var l, other Listing
	for i, x := range want {
		if i < 2 {
			l.Add(x[0], x[1])
		} else {
			other.Add(x[0], x[1])
		}
	}
	l.Join(&other)
	n := 0
	for mac, label := range l.All() {
		if n == len(want) || mac != want[n][0] || label != want[n][1] {
			t.Fatalf("the %d. is %q, %q", n, mac, label)
		}
		n++
	}
	if n != len(want) {
		t.Errorf("%d handsets", n)
	}
	for range l.All() {
		break // who asks need not ask for all
	}
}
