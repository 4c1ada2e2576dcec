package value

import (
	"testing"

	"provc/compiler/diag"
)

// Where a byte of a text stands is known of texts that the file has as they are.
func TestPlaceOf(t *testing.T) {
	for _, test := range []struct {
		literal, text string
		want          int // column of the text's third byte, in a literal at column 10
	}{
		{`"abc"`, "abc", 13},
		{`"ab\u0063"`, "abc", 10},
		{`#"a"\c"#`, `a"\c`, 14},
		{`##"abc"##`, "abc", 15},
		{`#"a\#u0062c"#`, "abc", 10},
		{"\"\"\"\n\tabc\n\t\"\"\"", "abc", 10},
		{"", "abc", 10},
		{`"\(x)c"`, "abc", 10},
		{`"ab" + "c"`, "abc", 10},
	} {
		n := Node{Kind: String, Text: test.text, Pos: diag.Pos{File: "a.cue", Line: 3, Column: 10}, Quote: Quoted(test.literal, test.text)}
		if got := n.PlaceOf(2); got != (diag.Pos{File: "a.cue", Line: 3, Column: test.want}) {
			t.Errorf("%s: %v, want column %d", test.literal, got, test.want)
		}
	}
}
