package editor

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/editor/outline"
)

// column is where a row of a table puts a cell into a text: login_{id}.
var column = regexp.MustCompile(`\{[^{}]*\}`)

// hasColumn reports whether each row makes another text of a text.
func hasColumn(text string) bool { return column.MatchString(text) }

// aboutSecret tells who reads a secret, and never its value, which nobody here knows. Of a
// name that each row of a table makes its own of, it tells of those that the rows made.
func (s *scene) aboutSecret(at spot, name string) []string {
	a := s.p.compiled.account()
	switch {
	case isSecretName(name):
		said := []string{"Secret " + code(name)}
		if a != nil {
			said = append(said, a.readersOfSecrets([]string{name}))
		}
		return said
	case a != nil && hasColumn(name) && at.node != outline.None:
		if names := s.secretsOfRows(a, at, name); len(names) > 0 {
			return []string{titleOfSecrets(names), a.readersOfSecrets(names)}
		}
	}
	return nil
}

// secretsOfRows lists the secrets that a place names, once for each row, by the columns
// that stand in the name, in order.
func (s *scene) secretsOfRows(a *account, at spot, name string) []string {
	begin := at.node // that of the value which is a secret
	if parent := at.Nodes[at.node].Parent; parent != outline.None {
		begin = parent
	}
	lines := s.linesOf(at.source)
	from, ok := lines.old(at.Line(at.Nodes[begin].From))
	to, ok2 := lines.old(at.Line(at.Nodes[at.node].End))
	if !ok || !ok2 {
		return nil
	}
	var pattern strings.Builder
	rest := name
	for _, c := range column.FindAllString(name, -1) {
		before, behind, _ := strings.Cut(rest, c)
		pattern.WriteString(regexp.QuoteMeta(before) + ".*")
		rest = behind
	}
	made := regexp.MustCompile("^" + pattern.String() + regexp.QuoteMeta(rest) + "$")
	names := map[string]bool{}
	for _, u := range a.named {
		if u.file == at.file && from <= int(u.line) && int(u.line) <= to && made.MatchString(u.secret) {
			names[u.secret] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// titleOfSecrets names secrets while they are few.
func titleOfSecrets(names []string) string {
	if len(names) == 1 {
		return "Secret " + code(names[0]) + ", which one row names"
	}
	var first []string
	for _, name := range names[:min(len(names), fewNames)] {
		first = append(first, code(name))
	}
	said := fmt.Sprintf("%d secrets, which the rows name: %s", len(names), strings.Join(first, ", "))
	if len(names) > fewNames {
		said += " and so on"
	}
	return said
}

// readersOfSecrets says who reads some secrets, as which parameters.
func (a *account) readersOfSecrets(secrets []string) string {
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
		lines = append(lines, fmt.Sprintf("- %s of %s, read by %s", code(parameter), count(len(by[parameter]), "file", "files"), prose(r.String())))
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
