package markdown

import "testing"

// Nothing that people wrote becomes markup, and no more is escaped than must be.
func TestProse(t *testing.T) {
	for text, want := range map[string]string{
		"Ward 3":            "Ward 3",
		"up.idle_timeout":   "up.idle_timeout",
		"_nurse and nurse_": `\_nurse and nurse\_`,
		"a*b [c](d) `e` ~":  "a\\*b \\[c\\](d) \\`e\\` \\~",
		"<b>bold</b>":       `\<b>bold\</b>`,
		"# 7":               `\# 7`,
		"no. # 7":           "no. # 7",
		"- one\n- two":      `\- one - two`,
		"+ one":             `\+ one`,
		"= one":             `\= one`,
		"> one | two":       `\> one | two`,
		"| one":             `\| one`,
		"1 - 2 + 3 = 2 > 1": "1 - 2 + 3 = 2 > 1",
		"a\rb":              "a b",
		`a\b`:               `a\\b`,
		"_ a_ _b a_1":       `\_ a\_ \_b a_1`,
		"&#60; && &":        "&amp;#60; && &",
		"R&D &lt; A & B":    "R&amp;D &amp;lt; A & B",
	} {
		if got := Prose(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A name stays in one line, and within its letters.
func TestCode(t *testing.T) {
	for name, want := range map[string]string{"reg.1.label": "`reg.1.label`", "a`b\nc": "`a'b c`", "a\rb": "`a b`", "http://x:hunter2@h/": "`http://x:(secret)@h/`"} {
		if got := Code(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestCapital(t *testing.T) {
	for text, want := range map[string]string{"handset": "Handset", "SPA": "SPA", "": ""} {
		if got := Capital(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
