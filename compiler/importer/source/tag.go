package source

import (
	"strings"
)

// startTag reads a start tag, or an element of one tag.
func (s *scanner) startTag() bool {
	at := s.i
	n := s.nameAt(at + 1)
	if n == 0 {
		return s.noTag(at)
	}
	if n > maxName {
		return s.fail(at, Hostile, "", "the name of an element is longer than %d characters", maxName)
	}
	if len(s.open) == 0 && s.file.Root != nil {
		return s.fail(at, Broken, "a file has one outermost element: put the second into another file, or both into one element", "a second outermost element begins here")
	}
	if len(s.open) >= maxDepth {
		return s.fail(at, Hostile, "", "elements are nested more than %d deep", maxDepth)
	}
	if !s.another(at) {
		return false
	}
	e := &Element{Name: s.text[at+1 : at+1+n], Pos: s.at(at)}
	s.tag = at
	s.i = at + 1 + n
	if !s.attributes(e) {
		return false
	}
	if len(s.open) == 0 {
		s.file.Root = e
	} else {
		parent := s.open[len(s.open)-1].Element
		parent.Children = append(parent.Children, e)
	}
	if e.OneTag {
		e.End = e.Pos
	} else {
		s.open = append(s.open, opened{Element: e})
	}
	return true
}

// another counts an element or attribute.
func (s *scanner) another(at int) bool {
	s.items++
	if s.items > maxItems {
		return s.fail(at, Hostile, "", "the file has more than %d elements and attributes", maxItems)
	}
	return true
}

// noTag says what a < is that begins no tag.
func (s *scanner) noTag(at int) bool {
	rest := s.text[at:]
	switch {
	case strings.HasPrefix(rest, "<<<<<<<"):
		return s.fail(at, Broken, "resolve it", "a conflict of two versions that git left in the file")
	case strings.HasPrefix(rest, "<%"):
		return s.fail(at, Template, templateHint, "the file is a template with placeholders of a script")
	case len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9' && len(s.open) > 0:
		return s.fail(at, Broken, "names begin with a letter or _; in a value, < is written &lt;", "a < in %s, followed by a digit", s.named(s.open[len(s.open)-1].Element))
	case len(s.open) == 0:
		return s.fail(at, NotXML, "", "the file is no XML: < does not begin an element")
	}
	return s.fail(at, Broken, "in XML it is written &lt;, and phones skip a file in which it is not", "a raw < in the text of %s", s.named(s.open[len(s.open)-1].Element))
}

// attributes reads the rest of a start tag.
func (s *scanner) attributes(e *Element) bool {
	var seen map[string]bool // of many
	for {
		from := s.i
		s.i = s.blanks(s.i)
		switch {
		case s.i >= len(s.text):
			return s.fail(s.tag, Broken, "the file is cut off", "the file ends within a tag")
		case s.text[s.i] == '>':
			e.TagEnd = s.at(s.i)
			s.i++
			return true
		case strings.HasPrefix(s.text[s.i:], "/>"):
			e.OneTag, e.TagEnd = true, s.at(s.i+1)
			s.i += 2
			return true
		case s.text[s.i] == '<':
			return s.fail(s.i, Broken, "or a < that belongs to a value, where it is written &lt;", "a > is missing before this <: the tag of %s is not ended", e.Pos)
		case from == s.i:
			return s.noBlank(e)
		}
		if !s.attribute(e) {
			return false
		}
		name := e.Attrs[len(e.Attrs)-1].Name
		twice := false
		if len(e.Attrs) <= 16 {
			for _, a := range e.Attrs[:len(e.Attrs)-1] {
				twice = twice || a.Name == name
			}
		} else {
			if seen == nil {
				seen = make(map[string]bool, 64)
				for _, a := range e.Attrs[:len(e.Attrs)-1] {
					seen[a.Name] = true
				}
			}
			twice = seen[name]
			seen[name] = true
		}
		if twice {
			return s.twice(e, name)
		}
	}
}

func (s *scanner) twice(e *Element, name string) bool {
	last := e.Attrs[len(e.Attrs)-1]
	for _, a := range e.Attrs {
		if a.Name == name {
			s.broken = &Refusal{Pos: last.Pos, Reason: Broken, Said: name + " stands twice in one element, first in " + a.Pos.String(),
				Hint: "XML does not allow that, and phones skip the whole file: keep one of them"}
			break
		}
	}
	return false
}

// noBlank says why something follows a name or a value without a blank.
func (s *scanner) noBlank(e *Element) bool {
	if len(e.Attrs) == 0 {
		return s.fail(s.i, Broken, "names hold letters, digits and . - _ :", "a character that cannot stand in the name of an element")
	}
	a := e.Attrs[len(e.Attrs)-1]
	if strings.HasSuffix(strings.TrimRight(a.Value, " "), "=") {
		s.broken = &Refusal{Pos: a.Pos, Reason: Broken, Said: "the quote that ends the value of " + a.Name + " is missing",
			Hint: "the value goes on to the next quote, which begins another value"}
		return false
	}
	return s.fail(s.i, Broken, "a quote within a value is written &quot;", "something follows the value of %s without a blank", a.Name)
}

// attribute reads one attribute.
func (s *scanner) attribute(e *Element) bool {
	at := s.i
	n := s.nameAt(at)
	if n == 0 {
		return s.noAttribute(at)
	}
	if n > maxName {
		return s.fail(at, Hostile, "", "the name of an attribute is longer than %d characters", maxName)
	}
	if !s.another(at) {
		return false
	}
	name := s.text[at : at+n]
	pos := s.at(at)
	i := s.blanks(at + n)
	if i >= len(s.text) || s.text[i] != '=' {
		return s.fail(at, Broken, `an attribute is name="value"; a value that holds quotes has them written as &quot;`, "something in a tag is no attribute: it has no value")
	}
	i = s.blanks(i + 1)
	if i >= len(s.text) || s.text[i] != '"' && s.text[i] != '\'' {
		if i < len(s.text) && typographic(s.text[i:]) {
			return s.fail(i, Broken, `a word processor has replaced " by typographic quotes`, "the value of %s is not in quotes that XML knows", name)
		}
		return s.fail(i, Broken, `write it as name="value"`, "the value of %s is not in quotes", name)
	}
	quote := s.text[i]
	from := i + 1
	length := strings.IndexByte(s.text[from:], quote)
	within := s.text[from:]
	if length >= 0 {
		within = within[:length]
	}
	lt := strings.IndexByte(within, '<')
	if length < 0 && lt < 0 {
		return s.fail(at, Broken, "a quote is missing", "the value of %s never ends", name)
	}
	if lt >= 0 {
		if strings.ContainsAny(s.text[from:from+lt], ">\n") {
			return s.fail(at, Broken, "the value goes on to the next quote, in another tag", "the quote that ends the value of %s is missing", name)
		}
		return s.fail(from+lt, Broken, "in XML it is written &lt;, and phones skip a file in which it is not", "a raw < in the value of %s", name)
	}
	if length > maxValue {
		return s.fail(at, Hostile, "", "the value of %s is longer than %d MB", name, maxValue>>20)
	}
	value := s.value(from, s.text[from:from+length], &name)
	if s.broken != nil {
		return false
	}
	e.Attrs = append(e.Attrs, Attr{name, value, pos})
	s.i = from + length + 1
	return true
}

// noAttribute says what stands where an attribute should.
func (s *scanner) noAttribute(at int) bool {
	switch c := s.text[at]; {
	case c == '"' || c == '\'':
		return s.fail(at, Broken, "a quote within a value is written &quot;", "a quote stands where an attribute should begin")
	case c == '=':
		return s.fail(at, Broken, "", "the name of an attribute is missing before this =")
	case c >= '0' && c <= '9':
		return s.fail(at, Broken, "a name begins with a letter or _", "the name of an attribute begins with a digit")
	}
	return s.fail(at, Broken, "", "a character that cannot begin the name of an attribute")
}
