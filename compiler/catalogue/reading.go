package catalogue

import (
	"cmp"
	"fmt"
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
	if free, err := s.Type(UnlistedType); err == nil {
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
	n.Recased = s.Recased(name)
	if n.Recased != "" {
		n.Refusal = "it differs from " + n.Recased + " in letter case alone"
		if known, ok := s.Param(n.Recased); ok {
			n.Secret = known.Field.Meta.Secret
		}
		return n
	}
	if index, most, known := s.Beyond(name); index != "" {
		n.Rule, n.Secret = BeyondRule(name, most), known.Field.Meta.Secret
		return n
	}
	if f := s.MustType(ParamsType).Object().Field(name); f != nil && f.Refuses() {
		n.Rule = name + ": " + f.Type.Sentence()
		return n
	}
	if n.Letter = s.LetterIndex(name); n.Letter == "" {
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

// UnlistedType is the definition under which parameters stand that the schema
// refuses in params: names that it does not know, and values that it does not allow.
// Each is one label, whatever separates the parts of its name.
const UnlistedType = "#Unlisted"

// BeyondRule says against a name that one of its indexes is too high.
func BeyondRule(name string, most int) string {
	return fmt.Sprintf("the index of %s must be 1 to %d", name, most)
}
