package layout

import (
	"slices"
	"strings"
	"testing"
)

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "äöü": 3, "e\u0301": 1, "手術室": 6, "\x1b[1;31merror\x1b[0m": 5, "a\x1b[": 1, "a\x1b[31": 1,
	} {
		if got := Width(text); got != want {
			t.Errorf("%q is %d columns wide, not %d", text, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, x := range []struct {
		text  string
		width int
		want  string
	}{
		{"one two three", 0, "one two three\n"},
		{"one two three", 13, "one two three\n"},
		{"one two three", 12, "one two\n  three\n"},
		{"one two three", 7, "one two\n  three\n"},
		{"one two three four five", 9, "one two\n  three\n  four\n  five\n"},
		{"one two three four 5 6", 9, "one two\n  three\n  four 5\n  6\n"},
		{"  one two", 0, "  one two\n"},
		{"  one two three", 9, "  one two\n  three\n"},
		{"one-that-is-long two", 8, "one-that-is-long\n  two\n"},
		{"\x1b[1mone\x1b[0m \x1b[1mtwo\x1b[0m", 7, "\x1b[1mone\x1b[0m \x1b[1mtwo\x1b[0m\n"},
		{"手術室 三", 8, "手術室\n  三\n"},
		{"one two · three", 8, "one\n  two ·\n  three\n"},
		{"one two · three", 9, "one two ·\n  three\n"},
		{"label ::error::x here", 9, "label ::error::x\n  here\n"}, // no line begins with a command
	} {
		if got := Wrap(x.text, "  ", x.width); got != x.want {
			t.Errorf("%q in %d columns:\n%swant\n%s", x.text, x.width, got, x.want)
		}
	}
}

func TestTable(t *testing.T) {
	rows := [][]string{{"", "who", "fetches"}, {"+", "somebody is logged in", "a.xml"}, {"", "\x1b[1mnobody\x1b[0m", "手.xml"}}
	want := []string{"   who                    fetches", "+  somebody is logged in  a.xml", "   \x1b[1mnobody\x1b[0m                 手.xml"}
	if got, fits := Table(rows, 33); !fits || !slices.Equal(got, want) {
		t.Errorf("%v\n%s", fits, strings.Join(got, "\n"))
	}
	if _, fits := Table(rows, 32); fits {
		t.Error("33 columns fit into 32")
	}
	if _, fits := Table(rows, 0); !fits {
		t.Error("no width is too narrow")
	}
}

// Nothing in a name becomes markup.
func TestMarkdown(t *testing.T) {
	const text = "a|b *c* _d_ `e` [f](g) <h> & #1 @ana ~i~ \\ \nj\rk"
	if got, want := Prose(text), "a\\|b \\*c\\* \\_d\\_ \\`e\\` \\[f\\](g) &lt;h&gt; &amp; \\#1 &#64;ana \\~i\\~ \\\\  j k"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := Code(text), "<code>a&#124;b &#42;c&#42; &#95;d&#95; &#96;e&#96; &#91;f](g) &lt;h&gt; &amp; #1 &#64;ana &#126;i&#126; &#92;  j k</code>"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
