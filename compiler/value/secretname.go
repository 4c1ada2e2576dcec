package value

import (
	"regexp"
	"slices"
	"strings"
)

// secretName is a name that tells of a secret, where no catalogue knows it.
var secretName = regexp.MustCompile(`(?i:pass(w|phrase|code)|pwd|secret|credential|privat|psk|token|(shared|wep|wpa|api|auth|crypt\w*).?key)|(^|[^A-Za-z])(?i:pin|pass)([^A-Za-z]|$)|[a-z]P(in|IN|ass)([^a-z]|$)`)

// LooksSecret reports whether a value under a name that no catalogue knows may be a
// secret, so that it is better not shown.
func LooksSecret(name string) bool {
	folded := strings.ToLower(strings.ToUpper(name)) // also what only then is an s
	return slices.ContainsFunc(secretWords, func(w string) bool { return strings.Contains(folded, w) }) && secretName.MatchString(name)
}

// secretWords are what a name holds one of that tells of a secret. Whole files are asked
// word by word, and most words hold none.
var secretWords = []string{"pass", "pwd", "secret", "credential", "privat", "psk", "token", "key", "pin"}
