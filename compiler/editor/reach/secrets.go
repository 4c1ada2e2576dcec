package reach

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/editor/markdown"
)

// SecretsAt lists the secrets that some lines of a file name, in order.
func (a *Account) SecretsAt(file string, from, to int) []string {
	names := map[string]bool{}
	for _, u := range a.named {
		if u.file == file && from <= int(u.line) && int(u.line) <= to {
			names[u.secret] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// AboutSecrets tells of the secrets that rows of a table name, in paragraphs.
func (a *Account) AboutSecrets(names []string) []string {
	return []string{titleOfSecrets(names), a.ReadersOfSecrets(names)}
}

// titleOfSecrets names secrets while they are few.
func titleOfSecrets(names []string) string {
	if len(names) == 1 {
		return "Secret " + markdown.Code(names[0]) + ", which one row names"
	}
	var first []string
	for _, name := range names[:min(len(names), fewNames)] {
		first = append(first, markdown.Code(name))
	}
	said := fmt.Sprintf("%d secrets, which the rows name: %s", len(names), strings.Join(first, ", "))
	if len(names) > fewNames {
		said += " and so on"
	}
	return said
}

// ReadersOfSecrets says who reads some secrets, as which parameters.
func (a *Account) ReadersOfSecrets(secrets []string) string {
	var lines []string
	by := map[string]map[string]bool{} // files by parameter
	var names []string
	identities := 0
	for _, secret := range secrets {
		for _, use := range a.secrets[secret] {
			if by[use.name] == nil {
				by[use.name] = map[string]bool{}
				names = append(names, use.name)
			}
			by[use.name][use.path] = true
		}
		identities += len(a.identities[secret])
	}
	slices.SortFunc(names, catalogue.Compare)
	for _, parameter := range names {
		r := a.direct(by[parameter])
		lines = append(lines, fmt.Sprintf("- %s of %s, read by %s", markdown.Code(parameter), count(len(by[parameter]), "file", "files"), markdown.Prose(r.String())))
	}
	switch {
	case identities > 0 && len(secrets) == 1:
		lines = append(lines, "- the password with which "+count(identities, "identity authenticates", "identities authenticate")+" to the server")
	case identities > 0:
		lines = append(lines, "- the passwords with which "+count(identities, "identity authenticates", "identities authenticate")+" to the server")
	}
	if len(lines) == 0 {
		return "Nobody reads it, as of the last compile."
	}
	return strings.Join(lines, "\n")
}

// naming is where a secret was named.
type naming struct {
	file   string
	line   int32
	secret string
}

// secretUse is a parameter that has its value of a secret.
type secretUse struct{ path, name string }
