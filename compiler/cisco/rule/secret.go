package rule

import (
	"slices"
	"strings"
)

// mask stands for a secret in everything that is printed.
const mask = "********"

// Secret is text that prints as asterisks. Reveal gives it away.
type Secret string

// String is eight asterisks, or "" for the empty secret.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return mask
}

// GoString keeps the secret out of %#v.
func (s Secret) GoString() string { return `"` + s.String() + `"` }

// MarshalText keeps the secret out of JSON and YAML.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Reveal is the secret itself.
func (s Secret) Reveal() string { return string(s) }

// secretOption reports whether the value of a bracketed option is a secret.
func secretOption(name string) bool { return name == "key" || name == "pwd" }

// secretParameter reports whether an assigned parameter holds a secret, as far
// as its name tells.
func secretParameter(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "passw") || strings.HasPrefix(name, "gpp_s") || slices.Contains(secretKeys, name)
}

// secretKeys are names of secrets in the queries of URLs, beside passwords.
var secretKeys = []string{"pass", "pwd", "pin", "secret", "token", "key"}

// literalSecret reports whether a secret value has text of its own beside
// macros, which only name the secret.
func literalSecret(v string) bool {
	rest := len(v)
	macros(v, func(r macroRef) { rest -= r.end - r.start })
	return rest > 0
}

// redact replaces the literal secrets in a text by asterisks, one for each
// byte. It works on texts that do not parse, too, and then covers rather too
// much.
func redact(text string) string {
	out := []byte(text)
	for i := 0; i < len(text); {
		switch n := secretOptionName(text[i:]); {
		case n > 0:
			i = hideOption(out, text, i+n)
		case strings.HasPrefix(text[i:], "://"):
			i = hideUserinfo(out, text, i+len("://"))
		case text[i] == '"' && secretParameter(assignedName(text[:i])):
			i = hideQuoted(out, text, i)
		case text[i] == '"':
			i, _ = quotedEnd(text, i)
		case text[i] == '=' && secretParameter(assignedName(text[:i])):
			i = hideAssigned(out, text, i+1)
		default:
			i++
		}
	}
	return string(out)
}

// secretOptionName is the length of the name of a secret option that a text begins
// with, however it is written, or 0.
func secretOptionName(text string) int {
	for _, name := range [...]string{"--key", "--pwd", "--password", "--pass"} {
		if len(text) >= len(name) && text[0] == '-' && strings.EqualFold(text[:len(name)], name) {
			return len(name)
		}
	}
	return 0
}

// hideOption hides the value of a secret option whose name ends at i, and returns
// where it ends.
func hideOption(out []byte, text string, i int) int {
	i = behindBlanks(text, i)
	if i < len(text) && text[i] == '"' {
		return hideQuoted(out, text, i)
	}
	start := i
	for i < len(text) && !isBlank(text[i]) && text[i] != ']' {
		i++
	}
	// Blanks may belong to a value that should have been quoted.
	if literalSecret(text[start:i]) {
		for i < len(text) && text[i] != ']' && text[i] != '|' && !strings.HasPrefix(text[i:], " --") {
			i++
		}
		hide(out[start:i])
	}
	return i
}

// hideUserinfo hides the password of a user in a URL, in which rules have no place for
// one, and returns where that ends. The host or the user begins at i.
func hideUserinfo(out []byte, text string, i int) int {
	end := i
	for end < len(text) && !isBlank(text[end]) && text[end] != '/' && text[end] != '|' {
		end++
	}
	user, rest, _ := strings.Cut(text[i:end], ":")
	at := strings.LastIndexByte(rest, '@')
	if at < 0 {
		return i
	}
	start := i + len(user) + len(":")
	hide(out[start : start+at])
	return start + at
}

// hideAssigned hides a value behind the "=" of a secret parameter that should have
// been quoted, and returns where it ends.
func hideAssigned(out []byte, text string, i int) int {
	start := behindBlanks(text, i)
	for i = start; i < len(text) && strings.IndexByte("\"=;)|", text[i]) < 0; i++ {
	}
	if literalSecret(text[start:i]) {
		hide(out[start:i])
	}
	return i
}

// hideQuoted hides the string that begins at i, with what stands close behind it,
// which may be more of the secret, and returns where that ends.
func hideQuoted(out []byte, text string, i int) int {
	end, last := quotedEnd(text, i)
	if literalSecret(text[i+1 : last]) {
		hide(out[i+1 : last])
	}
	start := end
	for end < len(text) && !isBlank(text[end]) && strings.IndexByte("];)|", text[end]) < 0 {
		end++
	}
	hide(out[start:end])
	return end
}

// quotedEnd is where the string ends that begins at i, and its text, which is before
// the closing quote if it has one.
func quotedEnd(text string, i int) (end, last int) {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1, i
		}
	}
	return len(text), len(text)
}

func behindBlanks(text string, i int) int {
	for i < len(text) && isBlank(text[i]) {
		i++
	}
	return i
}

func hide(b []byte) {
	for i := range b {
		if !isBlank(b[i]) {
			b[i] = '*'
		}
	}
}

// assignedName is the parameter name that a text ends with, before the "=" of an
// assignment if there is one.
func assignedName(text string) string {
	const longest = 80 // parameter names are shorter; keeps the scan bounded
	text = strings.TrimRight(text[max(0, len(text)-longest):], "= \t\r\n")
	i := len(text)
	for i > 0 && isNameChar(text[i-1]) {
		i--
	}
	return text[i:]
}

// isNameChar reports whether a character may stand in a parameter name, such
// as SIP_Proxy-Require_1_.
func isNameChar(c byte) bool { return isMacroChar(c) || c == '_' || c == '-' || c == '.' }
