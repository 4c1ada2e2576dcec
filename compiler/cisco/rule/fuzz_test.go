package rule

import (
	"strings"
	"testing"

	"provc/compiler/lineartest"
)

// FuzzRoundTrip parses, prints and parses again, and sends what parses through
// everything else. What does not parse must have an error inside the text.
func FuzzRoundTrip(f *testing.F) {
	for _, v := range valid {
		f.Add(v.text, uint8(v.context))
	}
	for _, text := range []string{
		`("$A" eq "x" or "$B" eq "y") ? /a`, `("$EMS eq "mobile") ? /a`, `[--uid $MUID --pwd $MPWD http://h/a`, `("${MUID}" ne "") ? /x`,
		`http://a/b | http://c/d`, `(("$A" eq "x")) ? /a`, `/a#b`, `("$A" eq "x")? http://x/a|b.cfg`, `($A)? $B`, `(a = "\"";)!`, "[--pwd a b] /x",
	} {
		f.Add(text, uint8(Profile))
	}
	full, err := NewState(map[string]string{"EMS": "mobile", "MUID": "j", "MPWD": "p", "A": `"|#`, "B": "/b", "C": "5", "D": "$A"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, context uint8) {
		c := Context(context % uint8(AssignmentOnly+1))
		r, err := Parse(text, c)
		if err != nil {
			e := err.(*Error)
			if e.Offset < 0 || e.Len < 0 || e.Offset+e.Len > len(text) || e.Error() == "" {
				t.Fatalf("%q: error %+v outside the text", text, e)
			}
			_ = e.Render(text)
			return
		}
		printed := Format(r)
		again, err := Parse(printed, c)
		if err != nil {
			t.Fatalf("%q: canonical form %q: %v", text, printed, err)
		}
		if !equal(r, again) {
			t.Fatalf("%q: canonical form %q is another rule:\n%s\n%s", text, printed, Tree(r), Tree(again))
		}
		if twice := Format(again); twice != printed {
			t.Fatalf("%q: canonical form %q is printed as %q", text, printed, twice)
		}
		for _, finding := range Check(r) {
			if finding.Span.Start < 0 || finding.Span.End > len(text) || finding.Span.Len() < 0 {
				t.Fatalf("%q: finding %+v outside the text", text, finding)
			}
			_ = Caret(text, finding.Span)
		}
		d := Table(r)
		_, _ = d.Text(), d.Markdown()
		for _, s := range []State{{}, full} {
			res, err := Eval(text, c, s)
			if err != nil {
				if e := err.(*Error); e.Offset < 0 || e.Len < 0 || e.Offset+e.Len > len(text) {
					t.Fatalf("%q: error %+v outside the text", text, e)
				}
				continue
			}
			_ = res.String()
		}
	})
}

// FuzzExpand expands any text with any value, and maps places back.
func FuzzExpand(f *testing.F) {
	for _, v := range valid {
		f.Add(v.text, "value")
	}
	for _, text := range []string{"$(A:99999999999999999999:1)", "$$$A", "$(A:1:2:3)", "${A}", "$(A", "[$SA]$SA", `["]$SA"]`} {
		f.Add(text, "$A]")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		s, err := NewState(map[string]string{"A": value, "SA": value, "MUID": value, "MA": value})
		if err != nil {
			t.Fatal(err)
		}
		x := expand(text, s)
		if !strings.Contains(text, "$") && x.text != text {
			t.Fatalf("%q gives %q", text, x.text)
		}
		at, from := 0, 0
		for _, p := range x.pieces {
			if p.start < at || p.end < p.start || p.ref.start < from || x.text[at:p.start] != text[from:p.ref.start] {
				t.Fatalf("%q: piece %+v out of order", text, p)
			}
			at, from = p.end, p.ref.end
		}
		if x.text[at:] != text[from:] {
			t.Fatalf("%q: the end is %q", text, x.text[at:])
		}
		for start := 0; start <= len(x.text); start += 1 + len(x.text)/50 {
			for end := start; end <= len(x.text); end += 1 + len(x.text)/50 {
				if span, _ := x.origin(Span{start, end}); span.Start < 0 || span.Len() < 0 || span.End > len(text) {
					t.Fatalf("%q: %d to %d is from %v", text, start, end, span)
				}
				_ = x.show(Span{start, end})
			}
		}
	})
}

// Texts that would be slow if any part were read again and again are not.
func TestHostileTexts(t *testing.T) {
	for _, unit := range []string{
		"(", ")", "[", "]", "|", `"`, `\`, `"\`, "$", "$(", "${", "$(A", "$A", "$A$", "#", "1.0(", "(1.0(",
		`("$A" eq "b")? /a | `, `("$A" eq "`, `(a = "`, `(a="";)! `, "[--key ", "[--key a", `[--key "`, "--pwd a ", "/a", "/a ", "a:", "://", " and ",
		`"a" eq "b" and `, "true and ", "= ", "\n", "é", "\x00",
	} {
		lineartest.Hold(t, 20_000, func(size int) func() {
			return func() {
				for _, frame := range []string{"%", "(%", "(true and %", "[%", "(a = %", `"%`, "http://%", "/%"} {
					hostile(strings.Replace(frame, "%", strings.Repeat(unit, size/len(unit)), 1), frame == "%")
				}
			}
		})
	}
}

// hostile does all that is done with a text.
func hostile(text string, whole bool) {
	for c := Profile; c <= AssignmentOnly; c++ {
		r, err := Parse(text, c)
		if err != nil {
			_ = err.(*Error).Render(text)
			continue
		}
		_ = Format(r)
		if c == Profile && whole {
			_, _ = Table(r), Check(r)
		}
	}
}
