package rule

import "strings"

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
	return strings.Contains(strings.ToLower(name), "passw") || strings.HasPrefix(name, "GPP_S")
}

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
	if !strings.Contains(text, "--") && !strings.Contains(text, "=") {
		return text
	}
	out := []byte(text)
	for i := 0; i < len(text); {
		switch {
		case text[i] == '-' && (strings.HasPrefix(text[i:], "--key") || strings.HasPrefix(text[i:], "--pwd")):
			i = hideOption(out, text, i+len("--key"))
		case text[i] == '"':
			end := i + 1
			for end < len(text) && text[end] != '"' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end, len(text))
			if secretParameter(assignedName(text[:i])) {
				hide(out[i+1 : end])
			}
			i = end + 1
		default:
			i++
		}
	}
	return string(out)
}

// hideOption hides the value of a secret option that starts at i, and returns
// where it ends.
func hideOption(out []byte, text string, i int) int {
	for i < len(text) && isBlank(text[i]) {
		i++
	}
	start := i
	if i < len(text) && text[i] == '"' {
		start++
		for i++; i < len(text) && text[i] != '"'; i++ {
			if text[i] == '\\' {
				i++
			}
		}
		i = min(i, len(text))
	} else {
		for i < len(text) && !isBlank(text[i]) && text[i] != ']' {
			i++
		}
		// Blanks may belong to a value that should have been quoted.
		if literalSecret(text[start:i]) {
			for i < len(text) && text[i] != ']' && text[i] != '|' && !strings.HasPrefix(text[i:], " --") {
				i++
			}
		}
	}
	if literalSecret(text[start:i]) {
		hide(out[start:i])
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

// assignedName is the parameter name before the "=" that a text ends with.
func assignedName(text string) string {
	const longest = 80 // parameter names are shorter; keeps the scan bounded
	text = strings.TrimRight(text[max(0, len(text)-longest):], " \t\r\n")
	text, ok := strings.CutSuffix(text, "=")
	if !ok {
		return ""
	}
	text = strings.TrimRight(text, " \t\r\n")
	i := len(text)
	for i > 0 && isNameChar(text[i-1]) {
		i--
	}
	return text[i:]
}

// isNameChar reports whether a character may stand in a parameter name, such
// as SIP_Proxy-Require_1_.
func isNameChar(c byte) bool { return isMacroChar(c) || c == '_' || c == '-' || c == '.' }
