package catalogue

import (
	"cmp"
	"strings"

	"provc/compiler/value"
)

// Named is what the catalogue makes of the name of a parameter that stands in a file.
type Named struct {
	Name   string
	Labels []string // as params has it; nil if the catalogue does not know the name
	Field  *Field   // nil likewise
	Secret bool     // the value is never to be shown

	// Of a name that is not known:
	Recased string // the parameter from which it differs in letter case alone
	Near    string // the one that was probably meant
	Letter  string // x where a number belongs
	Rule    string // what the catalogue says against it, if it says anything but that it does not know it

	// Refusal says why a name may not stand under unlisted; nothing if it may.
	Refusal string
}

// Name looks up a name as it stands in a file.
func (s *Schema) Name(name string) Named {
	n := Named{Name: name, Secret: value.LooksSecret(name), Refusal: "its name is none that a parameter can have"}
	if free, err := s.Type(unlistedType); err == nil {
		if f := free.Object().Field(name); f != nil && !f.Refuses() {
			n.Refusal = ""
		} else if f != nil {
			n.Refusal = f.Type.Sentence()
		}
	}
	if p, ok := s.Param(name); ok {
		n.Labels, n.Field, n.Secret = p.Labels, p.Field, p.Field.Meta.Secret
		return n
	}
	if len(name) > 2*s.spellings().bytes {
		return n // nothing is near it, and looking takes long
	}
	n.Recased = s.recased(name)
	if n.Recased != "" {
		n.Refusal = "it differs from " + n.Recased + " in letter case alone"
		if known, ok := s.Param(n.Recased); ok {
			n.Secret = known.Field.Meta.Secret
		}
		return n
	}
	if index, most, known := s.beyond(name); index != "" {
		n.Rule, n.Secret = beyondRule(name, most), known.Field.Meta.Secret
		return n
	}
	if f := s.MustType(paramsType).Object().Field(name); f != nil && f.Refuses() {
		n.Rule = name + ": " + f.Type.Sentence()
		return n
	}
	if n.Letter = s.letterIndex(name); n.Letter == "" {
		n.Near = s.misspelt(name)
	}
	return n
}

// Value is a text that stands in a file as params takes it, written as phones read it;
// nil if params does not take it, and then a sentence says what it must be. The name
// must be known.
func (n *Named) Value(text string, written func(*value.Node) string) (*value.Node, string) {
	t := n.Field.Type
	for _, x := range []value.Node{{Kind: value.Bool, Text: "true"}, {Kind: value.Bool, Text: "false"}, {Kind: value.Int, Text: text}, {Kind: value.String, Text: text}} {
		if x.Kind == value.Int && !value.IsDecimal(strings.TrimPrefix(text, "-")) {
			continue
		}
		if t.Admits(&x) && written(&x) == text {
			return &x, ""
		}
	}
	return nil, cmp.Or(t.Sentence(), "has a value that is not allowed")
}
