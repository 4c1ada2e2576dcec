package value

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// A name is looked at closely only if it holds one of a few words: that never hides one that
// tells of a secret.
func TestLooksSecret(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{"pass", "Pass", "PASS", "pas", "s", "w", "word", "pwd", "Pw", "d", "secret", "Sec", "ret", "crypt", "wep", "shared", "api", "auth", ".", "key", "Key", "KEY", "K", "ey", "token", "psk", "privat", "PIN", "pin", "Pin", "In", "P", "ass", "x", "1", "_", "credential", "phrase", "code", "\u212A", "\u017F"}
	secrets := 0
	for range 200_000 {
		var name strings.Builder
		for range 1 + r.IntN(5) {
			name.WriteString(parts[r.IntN(len(parts))])
		}
		want := secretName.MatchString(name.String())
		if want {
			secrets++
		}
		if got := LooksSecret(name.String()); got != want {
			t.Fatalf("%q: %v, want %v", &name, got, want)
		}
	}
	if secrets < 10_000 {
		t.Errorf("only %d names told of a secret", secrets)
	}
}
