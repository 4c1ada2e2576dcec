// Package syntaxtest tests the parsers of small languages.
package syntaxtest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"provc/compiler/syntax"
)

// Table holds a language against texts and what is found in each: "error" or
// "warning", the place from 1, and the message.
func Table(t *testing.T, read syntax.Language, tests map[string][]string) {
	t.Helper()
	for text, want := range tests {
		var got []string
		for _, p := range read(text) {
			severity := "warning"
			if p.Wrong {
				severity = "error"
			}
			got = append(got, fmt.Sprintf("%s %d: %s", severity, p.Offset+1, p.Message))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
			t.Errorf("%q\ngot\n%s\nwant\n%s", text, g, w)
		}
	}
}

// Hints holds a language against what it proposes for texts: of each problem its hint
// and, where that is a replacement, the text in which it has been done.
func Hints(t *testing.T, read syntax.Language, tests map[string][]string) {
	t.Helper()
	for text, want := range tests {
		var got []string
		for _, p := range read(text) {
			hint := p.Hint
			if p.New != "" {
				hint += " → " + text[:p.At] + p.New + text[p.At+p.Cut:]
			}
			got = append(got, hint)
		}
		if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
			t.Errorf("%q\ngot\n%s\nwant\n%s", text, g, w)
		}
	}
}

// Legal reports texts in which something is found, and should not be.
func Legal(t *testing.T, read syntax.Language, texts ...string) {
	t.Helper()
	for _, text := range texts {
		for _, p := range read(text) {
			t.Errorf("%q: %s, at %s", text, p.Message, syntax.Place(text, p.Offset))
		}
	}
}

// Fuzz has a language read anything: each problem lies in the text, at the beginning
// of a character, and they are in order.
func Fuzz(f *testing.F, read syntax.Language, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, p := range read(text) {
			inside := p.Offset >= 0 && p.Offset <= len(text)
			if !inside || p.Offset < last || p.Message == "" || utf8.ValidString(text) && !utf8.ValidString(text[p.Offset:]) {
				t.Errorf("%q: %+v", text, p)
			}
			last = p.Offset
		}
	})
}

// Agrees holds a language against what a schema allows: it finds something wrong
// with a text if and only if that is refused. Texts are made of the given pieces.
func Agrees(t *testing.T, read syntax.Language, allows func(text string) bool, pieces []string) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	verdicts := map[bool]int{}
	for range 20000 {
		var b strings.Builder
		for range r.IntN(10) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		wrong := false
		for _, p := range read(text) {
			wrong = wrong || p.Wrong
		}
		verdicts[wrong]++
		if allows(text) == wrong {
			t.Errorf("%q: wrong is %v, allowed %v", text, wrong, allows(text))
			return
		}
	}
	if verdicts[true] < 1000 || verdicts[false] < 1000 {
		t.Errorf("texts that are wrong, and others: %v", verdicts)
	}
}
