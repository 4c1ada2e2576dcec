package lookup

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/value"
)

// Entry is what there is to know of a parameter, for programs too.
type Entry struct {
	Name     string              `json:"name"`
	Vendor   string              `json:"vendor"`
	About    string              `json:"about,omitempty"`
	Write    string              `json:"write"`             // the CUE, ready to paste into params
	Value    string              `json:"value"`             // what is allowed, as a sentence
	Choices  []string            `json:"choices,omitempty"` // the values that may be chosen
	Family   map[string][]string `json:"choicesByFamily,omitempty"`
	Indexes  map[string]int      `json:"indexes,omitempty"` // the highest of each that has no number
	Default  string              `json:"default,omitempty"`
	Defaults []string            `json:"otherDefaults,omitempty"` // those that depend on the index or the family
	Home     string              `json:"home,omitempty"`
	Also     string              `json:"also,omitempty"`
	Restart  string              `json:"restart,omitempty"`
	Stated   []Statement         `json:"restartStated,omitempty"` // what deployments say of that
	Models   string              `json:"models,omitempty"`
	AtPhone  string              `json:"atPhone,omitempty"`
	Secret   bool                `json:"secret,omitempty"`
	Later    bool                `json:"later,omitempty"`
}

// Describe says what there is to know of a parameter.
func Describe(h Hit) Entry {
	p, m := h.Param, h.Param.Field.Meta
	e := Entry{
		Name:    p.Name,
		Vendor:  h.Schema.Vendor,
		About:   p.Field.Doc,
		Value:   p.Field.Type.Sentence(),
		Choices: choices(p),
		Indexes: p.Open(),
		Home:    m.Home,
		Also:    m.Also,
		Models:  m.Values["models"],
		AtPhone: map[string]string{"ro": "can be seen", "rw": "can be changed"}[m.Values["access"]],
		Secret:  m.Secret,
		Stated:  h.Stated,
		Later:   m.Later,
	}
	if m.Home != "" {
		e.Restart = m.Restart.String()
	}
	if len(e.Choices) > 0 {
		e.Value = mustBeOneOf(e.Choices)
		if p.Field.Type.Refusal(&value.Node{Kind: value.String}) == "" {
			e.Value += ", or empty"
		}
	}
	for _, family := range slices.Sorted(maps.Keys(m.Choices)) {
		if family == "" {
			continue
		}
		if e.Family == nil {
			e.Family = map[string][]string{}
		}
		e.Family[family] = m.Choices[family]
	}
	e.Default, e.Defaults = defaults(p)
	e.Write = paste(p, e)
	return e
}

func choices(p catalogue.Param) []string {
	values := p.Field.Meta.Choices[""]
	if values == nil {
		values = p.Field.Type.Enum()
	}
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
}

func mustBeOneOf(values []string) string {
	return "must be one of " + strings.Join(values, ", ")
}

// defaults are the vendor's default, and for which indexes and models it is another.
func defaults(p catalogue.Param) (said string, others []string) {
	said, known := p.Default("")
	if known && said == "" {
		said = "empty"
	}
	add := func(family string) {
		if own, ok := p.Default(family); ok && family != "" && own != said {
			others = append(others, family+": "+own)
		}
		if list := p.DefaultsBeside(family); list != "" {
			others = append(others, strings.TrimSpace(family+" "+list))
		}
	}
	add("")
	for _, family := range p.Field.Meta.Families() {
		add(family)
	}
	for _, family := range p.Field.Meta.Unsure {
		others = append(others, "not sure on "+family)
	}
	return said, others
}

// paste is CUE that can be put into params as it is: an index that has no number is
// 1, and the value one that is allowed.
func paste(p catalogue.Param, e Entry) string {
	p = p.First()
	allowed := func(n value.Node) bool { return p.Field.Type.Refusal(&n) == "" }
	sample := `"…"`
	switch {
	case e.Secret:
		return strings.TrimSuffix(p.Spell(), ":") + `: secret: "…"`
	case len(e.Choices) > 0 && allowed(value.Node{Kind: value.String, Text: e.Choices[0]}):
		sample = fmt.Sprintf("%q", e.Choices[0])
	case allowed(value.Node{Kind: value.Bool, Text: "true"}):
		sample = "true"
	default:
		for _, number := range []string{e.Default, "1", "0", "10", "100", "1000"} {
			if isNumber(number) && allowed(value.Node{Kind: value.Int, Text: number}) {
				sample = number
				break
			}
		}
	}
	return p.Spell() + " " + sample
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(strings.TrimPrefix(text, "-"), "0123456789") == ""
}
