package editor

import (
	"strings"
	"unicode"

	"provc/compiler/catalogue"
	"provc/compiler/lookup"
	"provc/compiler/value"
)

// wordOf is what people call what a definition describes, with its article.
func wordOf(definition string) string {
	name := strings.TrimPrefix(definition, "#")
	switch {
	case name == "":
		return ""
	case name == "User":
		return "a person"
	case strings.HasPrefix(name, "Secret"): // some have a length in their name
		return "a secret reference"
	}
	var b strings.Builder
	for i, r := range strings.TrimRight(name, "0123456789") {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	word := b.String()
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

// described is what there is to tell of a parameter. Of one that is written as true or
// false, the default is, too.
func described(hit lookup.Hit) lookup.Entry {
	e := lookup.Describe(hit)
	if !isBool(hit.Param.Field.Type) {
		return e
	}
	e.Default = truth(e.Default)
	for i, d := range e.Defaults {
		if of, standard, ok := strings.Cut(d, ": "); ok {
			e.Defaults[i] = of + ": " + truth(standard)
		}
	}
	return e
}

// isBool reports whether a type takes true and false and no text or number of the user's.
func isBool(t *catalogue.Type) bool {
	return t.Admits(&value.Node{Kind: value.Bool, Text: "true"}) && !isAny(t) && !t.Admits(&value.Node{Kind: value.Int, Text: "2"})
}

// truth is a value of a file as CUE has it.
func truth(text string) string {
	switch text {
	case "1", "Yes":
		return "true"
	case "0", "No":
		return "false"
	}
	return text
}
