package value

import (
	"regexp"
	"slices"
	"strings"
)

// SecretInURL is a secret that the query of a URL gives literally, and where in the text
// its key and its value stand.
type SecretInURL struct {
	Name          string // of the key, in lower case
	Key, From, To int
}

// secretKeys are names of secrets in queries.
var secretKeys = []string{"pass", "password", "pwd", "pin", "secret", "token", "key"}

// reference is what a phone puts a value in the place of: a macro of a rule, or the
// address of a handset.
var reference = regexp.MustCompile(`\$\([^)]*\)|\$[A-Za-z0-9]+|\[[A-Z_]+\]`)

// userinfo is a user and a password within a URL, sip: among them, also of one that is
// none because of what the password has.
var userinfo = regexp.MustCompile(`((?:://|\bsips?:)[^/@\s]*?:)([^/]+)@`)

// SecretsInURLs finds the secrets in the queries of the URLs within a text.
func SecretsInURLs(text string) []SecretInURL {
	var all []SecretInURL
	for at := 0; ; {
		mark := strings.IndexByte(text[at:], '?')
		if mark < 0 {
			return all
		}
		mark += at
		at = mark + 1
		start := strings.LastIndexAny(text[:mark], " \t\r\n|\"") + 1
		if !strings.Contains(text[start:mark], "/") {
			continue
		}
		query := text[at:]
		if end := strings.IndexAny(query, " \t\r\n|\"#"); end >= 0 {
			query = query[:end]
		}
		for pair := range strings.FieldsFuncSeq(query, func(r rune) bool { return r == '&' || r == ';' }) {
			at += strings.Index(text[at:], pair)
			name, given, _ := strings.Cut(pair, "=")
			if slices.Contains(secretKeys, strings.ToLower(name)) && isLiteral(given) {
				all = append(all, SecretInURL{strings.ToLower(name), at, at + len(pair) - len(given), at + len(pair)})
			}
			at += len(pair)
		}
	}
}

// isLiteral reports whether a text says something beside macros.
func isLiteral(text string) bool {
	return strings.ContainsFunc(reference.ReplaceAllString(text, ""), func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	})
}

// Masked is a text without the passwords within URLs.
func Masked(text string) string {
	secrets := SecretsInURLs(text)
	for _, s := range slices.Backward(secrets) {
		text = text[:s.From] + mask + text[s.To:]
	}
	return userinfo.ReplaceAllString(text, "${1}"+mask+"@")
}

// HoldsSecret reports whether a URL within a text holds a password that stands there
// itself, and is no reference to one.
func HoldsSecret(text string) bool {
	if !strings.ContainsAny(text, "?:") {
		return false // it holds no URL, or none with either
	}
	return len(SecretsInURLs(text)) > 0 || slices.ContainsFunc(userinfo.FindAllStringSubmatch(text, -1), func(m []string) bool { return isLiteral(m[2]) })
}

// mask stands for a secret within a text.
const mask = "(secret)"
