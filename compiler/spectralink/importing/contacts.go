package importing

import (
	"fmt"
	"slices"
	"strings"

	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/spectralink/facts"
	"provc/compiler/value"
)

// entries reads a contact directory, or says why it cannot be taken in.
func entries(f *tree.File) (list *draft.Value, why string) {
	known := facts.Schema().MustType("#Contact").Object()
	list = &draft.Value{Kind: draft.List}
	items := map[int]*draft.Value{}
	once := map[string]bool{}
	for _, s := range f.Settings {
		if s.IsMarkup() {
			continue
		}
		if !s.Text || s.Element == "" {
			return nil, fmt.Sprintf("line %d holds %s, which is no element of an entry", s.Line, s.Name)
		}
		field := known.Field(s.Name)
		if field == nil || field.Refuses() {
			return nil, fmt.Sprintf("line %d holds %s, which is no element of an entry", s.Line, s.Name)
		}
		item := items[s.Within]
		if item == nil {
			item = &draft.Value{}
			items[s.Within] = item
			list.Items = append(list.Items, item)
		}
		if item.Get(s.Name) != nil {
			return nil, fmt.Sprintf("line %d has a second %s of one entry", s.Line, s.Name)
		}
		text := strings.TrimSpace(s.Value)
		v := taken(func(n *value.Node) bool { return field.Type.Admits(n) }, text)
		if v == nil {
			return nil, fmt.Sprintf("in line %d, %s %s", s.Line, s.Name, field.Type.Sentence())
		}
		key := s.Name + "=" + text
		if (s.Name == "ct" || s.Name == "sd") && once[key] {
			return nil, fmt.Sprintf("line %d has a %s that another entry has, too", s.Line, s.Name)
		}
		once[key] = true
		item.Set(s.Name, v)
	}
	if i := slices.IndexFunc(list.Items, func(v *draft.Value) bool { return v.Get("ct") == nil }); i >= 0 {
		return nil, fmt.Sprintf("entry %d has no ct, the number that it calls", i+1)
	}
	return list, ""
}

// taken is a text as CUE has it, if the schema admits it.
func taken(admits func(*value.Node) bool, text string) *draft.Value {
	for _, n := range []value.Node{{Kind: value.Bool, Text: "true"}, {Kind: value.Bool, Text: "false"}, {Kind: value.Int, Text: text}, {Kind: value.String, Text: text}} {
		if n.Kind == value.Int && !value.IsDecimal(text) || !admits(&n) || written(&n) != text {
			continue
		}
		if n.Kind == value.String {
			return draft.NewText(text)
		}
		return &draft.Value{Kind: draft.Literal, Text: n.Text}
	}
	return nil
}
