package lexeme

import (
	"strings"
	"testing"

	"cuelang.org/go/cue/token"
)

// words are the words of a text from an offset on, each as it stands there; a word that
// holds nothing of the text, such as a comma at the end of a line, is its token.
func words(text string, from int) string {
	var all []string
	for s := From("a.cue", []byte(text), from); ; {
		l := s.Next()
		if l.Tok == token.EOF {
			return strings.Join(all, " ⋅ ")
		}
		word := text[l.Start:l.End]
		if strings.TrimSpace(word) == "" {
			word = l.Tok.String()
		}
		all = append(all, word)
	}
}

// Texts go on behind the expressions that they hold, whatever parentheses these have, and
// whatever texts; each word is where it stands.
func TestNext(t *testing.T) {
	for _, x := range []struct{ name, text, want string }{
		{"plain", `a: "x"`, `a ⋅ : ⋅ "x" ⋅ ,`},
		{"parentheses", `a: (1+2)*3`, `a ⋅ : ⋅ ( ⋅ 1 ⋅ + ⋅ 2 ⋅ ) ⋅ * ⋅ 3 ⋅ ,`},
		{"a text with an expression", `"x\(y)z"`, `"x\ ⋅ ( ⋅ y ⋅ )z" ⋅ ,`},
		{"two expressions", `"\(a) \(b)"`, `"\ ⋅ ( ⋅ a ⋅ ) \ ⋅ ( ⋅ b ⋅ )" ⋅ ,`},
		{"parentheses in an expression", `"x\((y)+f(1))z"`, `"x\ ⋅ ( ⋅ ( ⋅ y ⋅ ) ⋅ + ⋅ f ⋅ ( ⋅ 1 ⋅ ) ⋅ )z" ⋅ ,`},
		{"a text in an expression of a text", `"x\("a\(b)c")z" + d`, `"x\ ⋅ ( ⋅ "a\ ⋅ ( ⋅ b ⋅ )c" ⋅ )z" ⋅ + ⋅ d ⋅ ,`},
		{"a raw text", `#"x\(y)\#(z)"#`, `#"x\(y)\# ⋅ ( ⋅ z ⋅ )"# ⋅ ,`},
		{"a parenthesis that nobody opened", `a) b`, `a ⋅ ) ⋅ b ⋅ ,`},
	} {
		if got := words(x.text, 0); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
		before := "// éü\n"
		if got := words(before+x.text, len(before)); got != x.want {
			t.Errorf("%s, further down: %s, want %s", x.name, got, x.want)
		}
	}
}

// What is wrong is counted.
func TestErrors(t *testing.T) {
	for text, wrong := range map[string]bool{`a: "x"`: false, `a: "x`: true, "a: \x00": true} {
		s := New("a.cue", []byte(text))
		for s.Next().Tok != token.EOF {
		}
		if s.ErrorCount > 0 != wrong {
			t.Errorf("%q: %d errors", text, s.ErrorCount)
		}
	}
}
