package tree

import (
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/importer/source"
)

// flatProfile is the outermost element of files whose elements are parameters.
const flatProfile = "flat-profile"

// read fills in what a file says.
func (f *File) read(from *source.File) {
	f.Settings, f.byName = nil, nil
	f.Root, f.Encoding, f.Remarks = local(from.Root.Name), from.Encoding, from.Remarks
	s := settler{file: f, comments: from.Comments}
	s.element(from.Root, nil, 0)
}

// settler makes settings of elements, and gives each the comments beside it.
type settler struct {
	file     *File
	opened   int              // elements
	comments []source.Comment // those to come

	above    []string // comments that stand above the next element
	below    int      // the line on which they end
	last     *Setting // of the element that was ended or begun last, for a comment behind it
	lastLine int
}

// pass takes in the comments before a place.
func (s *settler) pass(pos source.Pos) {
	for len(s.comments) > 0 && before(s.comments[0].Pos, pos) {
		s.comment(s.comments[0])
		s.comments = s.comments[1:]
	}
}

func before(a, b source.Pos) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}

// comment keeps a comment for the element that it stands beside: behind it on the same
// line, or else above the next.
func (s *settler) comment(c source.Comment) {
	if s.last != nil && c.Pos.Line == s.lastLine {
		if s.last.Comment == "" {
			s.last.Comment = c.Text
		}
		return
	}
	if s.below != 0 && c.Pos.Line > s.below+1 && s.opened > 0 {
		s.above = nil // they stand alone
	}
	if c.Text != "" {
		s.above = append(s.above, c.Text)
	}
	s.below = c.End
}

// beside takes the comments that stand right above a line.
func (s *settler) beside(line int) string {
	text := ""
	if line <= s.below+1 {
		text = strings.Join(s.above, "\n")
	}
	s.above, s.below = nil, 0
	return text
}

// element makes settings of an element and those in it. Within is the number of the
// element around it, if there is one.
func (s *settler) element(e, around *source.Element, within int) {
	s.pass(e.Pos)
	if around == nil {
		s.file.Head, s.above = strings.Join(s.above, "\n"), nil // they are about the file
	}
	s.opened++
	serial, comment := s.opened, s.beside(e.Pos.Line)
	rest := comment
	s.last = nil
	for _, a := range e.Attrs {
		t := &Setting{Name: a.Name, Value: a.Value, Line: a.Pos.Line, Column: a.Pos.Column, Element: e.Name}
		if IsMarkup(a.Name) {
			t.Fate.Kind = Markup
		} else {
			t.Comment, rest = rest, ""
		}
		s.last = t
		s.file.Settings = append(s.file.Settings, t)
	}
	s.lastLine = e.TagEnd.Line
	for _, c := range e.Children {
		s.element(c, e, serial)
	}
	if !e.OneTag {
		s.pass(e.End)
		s.lastLine = e.End.Line
	}
	s.above, s.below = nil, 0
	if local(e.Name) == flatProfile {
		s.file.Elements = true
	}
	s.text(e, around, within, comment)
}

// text makes a setting of an element's text, if there is any or if the element is a
// parameter by itself.
func (s *settler) text(e, around *source.Element, within int, comment string) {
	below := around != nil && local(around.Name) == flatProfile
	parameter := below && len(e.Children) == 0
	if !parameter && e.TextPos.Line == 0 {
		return
	}
	access, _ := e.Attr("ua")
	value := e.Text
	if e.TextPos.Line == 0 {
		value = "" // dumps have a line break in every element that is empty
	}
	t := &Setting{Within: within, Name: e.Name, Value: value, Line: e.Pos.Line, Column: e.Pos.Column, Element: e.Name, Text: true, Stray: !below, Comment: comment, Access: access}
	if !parameter {
		t.Line, t.Column = e.TextPos.Line, e.TextPos.Column
	}
	s.last = t
	s.file.Settings = append(s.file.Settings, t)
}

// local is a name without its name space.
func local(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

func (s *Setting) param(f *File) artifact.Param {
	return artifact.Param{Name: s.Name, Value: s.Value, Access: s.Access, Pos: diag.Pos{File: f.Path, Line: s.Line, Column: s.Column}}
}
