package value

import "regexp"

// secretName is a name that tells of a secret, where no catalogue knows it.
var secretName = regexp.MustCompile(`(?i:pass(w|phrase|code)|pwd|secret|credential|privat|psk|token|(shared|wep|wpa|api|auth|crypt\w*).?key)|(^|[^A-Za-z])(?i:pin|pass)([^A-Za-z]|$)|[a-z]P(in|IN|ass)([^a-z]|$)`)

// LooksSecret reports whether a value under a name that no catalogue knows may be a
// secret, so that it is better not shown.
func LooksSecret(name string) bool { return secretName.MatchString(name) }
