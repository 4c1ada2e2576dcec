package draft

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"cuelang.org/go/cue/token"
)

var unusual = regexp.MustCompile(`[^A-Za-z0-9]+`)

// Plain is a name in letters, digits and hyphens.
func Plain(name string) string {
	return strings.Trim(unusual.ReplaceAllString(name, "-"), "-")
}

// Ident is a name that CUE takes for a package or a field without quotes, in lower case.
func Ident(name string) string {
	name = strings.Trim(unusual.ReplaceAllString(strings.ToLower(name), "_"), "_")
	if name == "" || name[0] >= '0' && name[0] <= '9' || isTaken(name) {
		name = "phones_" + name
	}
	return strings.Trim(name, "_")
}

// isTaken reports whether a word means something in CUE already: a key word, or what is
// declared everywhere.
func isTaken(name string) bool {
	return token.Lookup(name) != token.IDENT || slices.Contains(predeclared, name)
}

var predeclared = []string{"and", "bool", "bytes", "close", "div", "error", "float", "import", "int", "len", "matchif", "matchn", "mod", "number", "or", "package", "quo", "rem", "rune", "self", "string", "uint"}

// Title makes the label of a phone or a person of a comment that stands alone, if it is
// as short as one.
func Title(comment string, secrets *Secrets) string {
	text := strings.Join(strings.Fields(strings.Trim(comment, "-=*# \t\n")), " ")
	if len(text) > 48 || strings.ContainsAny(text, "<>=&{}") || secrets.In(text) || assigns.MatchString(text) || boilerplate.MatchString(text) {
		return ""
	}
	return text
}

// boilerplate recognises what tools and makers write above files.
var boilerplate = regexp.MustCompile(`(?i)config|generated|\bfiles?\b|version|revision|\$|copyright|do not edit|default|provision|https?:`)

var macInName = regexp.MustCompile(`(?i)(?:^|[^0-9a-f]|spa)([0-9a-f]{12})(?:[^0-9a-f]|$)`)

// MAC is the one that a file is named by, in lower case, or nothing.
func MAC(name string) string {
	if m := macInName.FindStringSubmatch(path.Base(name)); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}

var ownName = regexp.MustCompile(`(?i)^(?:spa)?([0-9a-f]{12})\.(?:cfg|xml)$`)

// OwnMAC is the one of which a file is the own one of a phone, going by its name, in lower
// case, or nothing.
func OwnMAC(name string) string {
	if m := ownName.FindStringSubmatch(path.Base(name)); m != nil && strings.Trim(m[1], "0") != "" {
		return strings.ToLower(m[1])
	}
	return ""
}
