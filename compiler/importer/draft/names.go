package draft

import (
	"regexp"
	"strings"
)

var unusual = regexp.MustCompile(`[^A-Za-z0-9]+`)

// Plain is a name in letters, digits and hyphens.
func Plain(name string) string {
	return strings.Trim(unusual.ReplaceAllString(name, "-"), "-")
}

// Ident is a name that CUE takes for a package or a field without quotes, in lower case.
func Ident(name string) string {
	name = strings.Trim(unusual.ReplaceAllString(strings.ToLower(name), "_"), "_")
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		name = "phones_" + name
	}
	return strings.Trim(name, "_")
}
