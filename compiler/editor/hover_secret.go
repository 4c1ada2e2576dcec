package editor

import (
	"regexp"
	"slices"
	"strings"

	"provc/compiler/editor/markdown"
	"provc/compiler/editor/outline"
	"provc/compiler/editor/reach"
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
		said := []string{"Secret " + markdown.Code(name)}
		if a != nil {
			said = append(said, a.ReadersOfSecrets([]string{name}))
		}
		return said
	case a != nil && hasColumn(name) && at.node != outline.None:
		if names := s.secretsOfRows(a, at, name); len(names) > 0 {
			return a.AboutSecrets(names)
		}
	}
	return nil
}

// secretsOfRows lists the secrets that a place names, once for each row, by the columns
// that stand in the name, in order.
func (s *scene) secretsOfRows(a *reach.Account, at spot, name string) []string {
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
	return slices.DeleteFunc(a.SecretsAt(at.file, from, to), func(secret string) bool { return !made.MatchString(secret) })
}
