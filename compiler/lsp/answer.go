package lsp

import (
	"fmt"
	"slices"

	"provc/compiler/editor"
	"provc/compiler/mend"
)

// hover tells what stands at a place.
func (s *server) hover(p placeParams) func() any {
	name, doc := s.desk.find(p.TextDocument.URI)
	return func() any {
		if doc == nil {
			return nil
		}
		file, known := s.knowledge.about(name)
		h, ok := known.Hover(file, doc.text.bytes, s.desk.units.offset(doc.text, p.Position))
		if !ok {
			return nil
		}
		return hover{markup{"markdown", h.Markdown}, s.desk.units.span(doc.text, h.From, h.To)}
	}
}

// complete tells what may be written at a place.
func (s *server) complete(p placeParams) func() any {
	name, doc := s.desk.find(p.TextDocument.URI)
	return func() any {
		list := completionList{Items: []completionItem{}}
		if doc == nil {
			return list
		}
		file, known := s.knowledge.about(name)
		var all []editor.Item
		all, list.IsIncomplete = known.Complete(file, doc.text.bytes, s.desk.units.offset(doc.text, p.Position))
		for i, item := range all {
			one := completionItem{
				Label: item.Label, Kind: kinds[item.Kind], Detail: item.Detail, FilterText: item.Filter,
				SortText: fmt.Sprintf("%04d", i), // they come in the order in which they fit
				TextEdit: textEdit{s.desk.units.span(doc.text, item.From, item.To), item.Insert},
			}
			if item.Doc != "" {
				one.Documentation = &markup{"markdown", item.Doc}
			}
			list.Items = append(list.Items, one)
		}
		return list
	}
}

// kinds are those of the protocol, by which editors choose a picture.
var kinds = map[editor.Kind]int{
	editor.KindField:     5,  // field
	editor.KindParameter: 10, // property
	editor.KindValue:     20, // member of an enumeration
	editor.KindName:      18, // reference
	editor.KindSecret:    21, // constant
	editor.KindTemplate:  22, // struct
	editor.KindCheck:     23, // event
}

// lenses tells, of the layers of a file, whom each reaches.
func (s *server) lenses(p documentParams) func() any {
	name, doc := s.desk.find(p.TextDocument.URI)
	return func() any {
		lenses := []codeLens{}
		if doc == nil {
			return lenses
		}
		file, known := s.knowledge.about(name)
		for _, l := range known.Lenses(file, doc.text.bytes) {
			lenses = append(lenses, codeLens{s.desk.units.span(doc.text, l.From, l.To), command{Title: l.Title}})
		}
		return lenses
	}
}

// actions are the fixes of findings in a part of a text. They are offered for the text
// that the findings are about: once it is another one, the editor asks again.
func (s *server) actions(p rangeParams) func() any {
	name, doc := s.desk.find(p.TextDocument.URI)
	wanted := len(p.Context.Only) == 0 || slices.Contains(p.Context.Only, quickFix)
	return func() any {
		actions := []codeAction{}
		if doc == nil || !wanted {
			return actions
		}
		c := s.checker.lastIn(name)
		if c.view == nil || c.open[name] != doc {
			return actions
		}
		text := mend.New(name, doc.text.bytes)
		units := s.desk.units
		from, to := units.offset(doc.text, p.Range.Start), units.offset(doc.text, p.Range.End)
		for _, d := range c.findings {
			start, end := doc.text.extent(name, d.Pos)
			if d.Fix == nil || end < from || to < start {
				continue
			}
			if edits := s.edits(doc.text, text.Edits(d)); len(edits) > 0 {
				actions = append(actions, codeAction{
					Title: d.Fix.Title, Kind: quickFix, IsPreferred: true,
					Diagnostics: []diagnostic{c.diagnostic(d)},
					Edit:        workspaceEdit{map[string][]textEdit{doc.uri: edits}},
				})
			}
		}
		return actions
	}
}

func (s *server) edits(t *text, all []mend.Edit) (edits []textEdit) {
	for _, e := range all {
		edits = append(edits, textEdit{s.desk.units.span(t, e.From, e.To), e.New})
	}
	return edits
}
