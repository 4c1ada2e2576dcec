package artifact

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"provc/compiler/diag"
)

// Account splits what a line registers as into the user and the host that it names, if
// it does.
func Account(address string) (user, host string) {
	address = strings.TrimPrefix(address, "sip:")
	user, host, _ = strings.Cut(address, "@")
	return user, HostName(host)
}

// HostName is the name of a host as names are compared: without a port, in lower case.
func HostName(host string) string {
	if name, port, ok := strings.Cut(host, ":"); ok && !strings.Contains(port, ":") {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// Holder is a person who has something, such as an extension.
type Holder struct {
	ID  string
	Pos diag.Pos // where it is declared
}

// SameExtension tells of an extension that several people have, if they are several.
// Hint says how to declare that they share it.
func SameExtension(extension string, people []Holder, hint string) diag.List {
	people = distinct(people)
	if len(people) < 2 {
		return nil
	}
	d := ExtensionTwice.At(people[len(people)-1].Pos, "extension %s belongs to %s, and its calls reach whichever of them registered last", extension, names(people)).
		WithHint("give each their own, or " + hint)
	return diag.List{beside(d, people[0].Pos)}
}

// Password is where somebody has a password from: a secret by its name, or, without
// one, a text.
type Password struct {
	Secret string
	Pos    diag.Pos
}

// SamePassword tells of a password that opens the profiles of several people, the first
// two of whom have it at these places.
func SamePassword(first, second Password, people int) diag.List {
	what := "secret " + first.Secret
	if first.Secret == "" {
		what = "one password"
	}
	d := SharedSecret.At(first.Pos, "%s opens the profiles of %d people: each of them can log in as the others", what, people)
	return diag.List{beside(d, second.Pos)}
}

// beside adds the place of another of the people, unless both have theirs of one
// template.
func beside(d diag.Diagnostic, other diag.Pos) diag.Diagnostic {
	if other == d.Pos {
		return d
	}
	return d.WithRelated(other, "another is here")
}

// distinct lists people once, by their places. One user ID is one person, whatever the
// phones that they log in to.
func distinct(people []Holder) []Holder {
	slices.SortFunc(people, func(a, b Holder) int { return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.ID, b.ID)) })
	seen := map[string]bool{}
	return slices.DeleteFunc(people, func(h Holder) bool {
		id := strings.ToLower(h.ID)
		twice := seen[id]
		seen[id] = true
		return twice
	})
}

// names puts people into a sentence, the first two if there are many.
func names(people []Holder) string {
	const few = 3
	var ids []string
	for _, h := range people[:min(len(people), few)] {
		ids = append(ids, h.ID)
	}
	slices.SortFunc(ids, cmp.Compare)
	switch len(people) {
	case 2:
		return ids[0] + " and " + ids[1]
	case few:
		return ids[0] + ", " + ids[1] + " and " + ids[2]
	}
	return fmt.Sprintf("%d people, %s and %s among them", len(people), ids[0], ids[1])
}
