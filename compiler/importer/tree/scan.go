package tree

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// Malformed says where text is no XML that phones read, and why.
type Malformed struct {
	Line, Column int
	Reason       string
}

func (m *Malformed) Error() string { return fmt.Sprintf("line %d: %s", m.Line, m.Reason) }

// maxDepth is far deeper than elements of a real file nest.
const maxDepth = 100

// scanner reads the text of one file. It knows XML as far as files for phones have
// it: a declaration, comments, elements, attributes and text.
type scanner struct {
	file *File
	text string
	at   int

	line, column, counted int // of the byte that place was last asked for

	open     []element
	opened   int      // elements
	comments []string // that stand above the next element
	below    int      // the line on which they end
	last     *Setting // of the element that was closed or opened last, for a comment behind it
	lastLine int
}

// element is one that is open.
type element struct {
	name     string
	line     int
	column   int
	children bool
	text     []byte
	textLine int
	access   string
	comment  string
	serial   int
}

// Read fills in what a file says of its text, which is UTF-8.
func (f *File) Read(text string) error {
	s := &scanner{file: f, text: strings.TrimPrefix(text, "\ufeff"), line: 1, column: 1}
	f.Settings, f.byName, f.Root = nil, nil, ""
	return s.scan()
}

func (s *scanner) scan() error {
	for s.at < len(s.text) {
		next := strings.IndexByte(s.text[s.at:], '<')
		if next < 0 {
			next = len(s.text) - s.at
		}
		if err := s.characters(s.text[s.at : s.at+next]); err != nil {
			return err
		}
		s.at += next
		rest := s.text[s.at:]
		var err error
		switch {
		case rest == "":
		case strings.HasPrefix(rest, "<!--"):
			err = s.comment()
		case strings.HasPrefix(rest, "<![CDATA["):
			err = s.verbatim()
		case strings.HasPrefix(rest, "<?"):
			_, err = s.until("?>", "a declaration that begins with <? does not end")
		case strings.HasPrefix(rest, "<!"):
			return s.wrong(s.at, "it has a document type, which phones do not read, and which may make text without end")
		case strings.HasPrefix(rest, "</"):
			err = s.end()
		default:
			err = s.start()
		}
		if err != nil {
			return err
		}
	}
	switch {
	case len(s.open) > 0:
		e := &s.open[len(s.open)-1]
		return &Malformed{e.line, e.column, fmt.Sprintf("element %s is not closed", e.name)}
	case s.file.Root == "":
		return s.wrong(0, "it has no element")
	}
	return nil
}

func (s *scanner) wrong(at int, format string, args ...any) error {
	line, column := s.place(at)
	return &Malformed{line, column, fmt.Sprintf(format, args...)}
}

// place is the line and column of a byte. It is asked for bytes in order, so that the
// text is counted once.
func (s *scanner) place(at int) (line, column int) {
	if at < s.counted {
		s.line, s.column, s.counted = 1, 1, 0
	}
	between := s.text[s.counted:at]
	if n := strings.Count(between, "\n"); n > 0 {
		s.line += n
		s.column, between = 1, between[strings.LastIndexByte(between, '\n')+1:]
	}
	s.column += utf8.RuneCountInString(between)
	s.counted = at
	return s.line, s.column
}

// until takes what stands up to an end, which it takes, too.
func (s *scanner) until(end, otherwise string) (string, error) {
	i := strings.Index(s.text[s.at:], end)
	if i < 0 {
		return "", s.wrong(s.at, "%s", otherwise)
	}
	taken := s.text[s.at : s.at+i]
	s.at += i + len(end)
	return taken, nil
}

// comment keeps a comment for the element that it stands beside: behind it on the
// same line, or else above the next.
func (s *scanner) comment() error {
	begins, _ := s.place(s.at)
	s.at += len("<!--")
	text, err := s.until("-->", "a comment is not closed")
	if err != nil {
		return err
	}
	ends, _ := s.place(s.at)
	text = strings.TrimSpace(text)
	if s.last != nil && begins == s.lastLine {
		if s.last.Comment == "" {
			s.last.Comment = text
		}
		return nil
	}
	if s.below != 0 && begins > s.below+1 && s.file.Root != "" {
		s.comments = nil // they stand alone
	}
	if text != "" {
		s.comments = append(s.comments, text)
	}
	s.below = ends
	return nil
}

// beside takes the comments that stand right above a line.
func (s *scanner) beside(line int) string {
	text := ""
	if line <= s.below+1 {
		text = strings.Join(s.comments, "\n")
	}
	s.comments, s.below = nil, 0
	return text
}

func (s *scanner) characters(text string) error {
	blank := strings.TrimSpace(text) == ""
	if len(s.open) == 0 {
		if !blank {
			return s.wrong(s.at+len(text)-len(strings.TrimLeft(text, " \t\r\n")), "there is text outside of all elements")
		}
		return nil
	}
	e := &s.open[len(s.open)-1]
	if !blank && e.textLine == 0 {
		e.textLine, _ = s.place(s.at + len(text) - len(strings.TrimLeft(text, " \t\r\n")))
	}
	if blank && e.children {
		return nil
	}
	plain, err := s.plain(s.at, text)
	if err != nil {
		return err
	}
	e.text = append(e.text, plain...)
	return nil
}

func (s *scanner) verbatim() error {
	if len(s.open) == 0 {
		return s.wrong(s.at, "there is text outside of all elements")
	}
	line, _ := s.place(s.at)
	s.at += len("<![CDATA[")
	text, err := s.until("]]>", "a text that begins with <![CDATA[ does not end")
	if err != nil {
		return err
	}
	e := &s.open[len(s.open)-1]
	if e.textLine == 0 && strings.TrimSpace(text) != "" {
		e.textLine = line
	}
	e.text = append(e.text, strings.ReplaceAll(text, "\r\n", "\n")...)
	return nil
}

// start reads the opening tag of an element, with its attributes.
func (s *scanner) start() error {
	begins := s.at
	s.at++
	name := s.name()
	if name == "" {
		return s.wrong(begins, "a < stands where none may: write &lt;")
	}
	line, column := s.place(begins)
	s.opened++
	if s.file.Root == "" {
		s.file.Head = strings.Join(s.comments, "\n")
	}
	e := element{name: name, line: line, column: column, comment: s.beside(line), serial: s.opened}
	if s.file.Root == "" {
		e.comment = "" // it is about the file
	}
	if len(s.open) > 0 {
		s.open[len(s.open)-1].children = true
	} else if s.file.Root != "" {
		return s.wrong(begins, "it has a second outermost element, %s", name)
	} else {
		s.file.Root = local(name)
	}
	s.last = nil
	first := true
	for {
		blank := s.blanks()
		rest := s.text[s.at:]
		switch {
		case rest == "":
			return s.wrong(begins, "the tag of element %s does not end", name)
		case strings.HasPrefix(rest, "/>"):
			s.at += len("/>")
			s.lastLine, _ = s.place(s.at)
			s.close(&e)
			return nil
		case rest[0] == '>':
			s.at++
			s.lastLine, _ = s.place(s.at)
			if len(s.open) >= maxDepth {
				return s.wrong(begins, "elements nest more than %d deep", maxDepth)
			}
			s.open = append(s.open, e)
			return nil
		case !blank:
			return s.wrong(s.at, "a blank is missing between two attributes of element %s", name)
		}
		a, err := s.attribute(name)
		if err != nil {
			return err
		}
		if isMarkup(a.Name) {
			a.Fate.Kind = Markup
		} else if first {
			a.Comment, first = e.comment, false
		}
		if a.Name == "ua" {
			e.access = a.Value
		}
		s.last = a
		s.file.Settings = append(s.file.Settings, a)
	}
}

// attribute reads one with its value.
func (s *scanner) attribute(element string) (*Setting, error) {
	begins := s.at
	name := s.name()
	if name == "" {
		return nil, s.wrong(begins, "in the tag of element %s stands what is no attribute", element)
	}
	line, column := s.place(begins)
	s.blanks()
	if !strings.HasPrefix(s.text[s.at:], "=") {
		return nil, s.wrong(begins, "attribute %s has no value", name)
	}
	s.at++
	s.blanks()
	quote := byte(0)
	if s.at < len(s.text) {
		quote = s.text[s.at]
	}
	if quote != '"' && quote != '\'' {
		return nil, s.wrong(s.at, "the value of attribute %s does not stand in quotes", name)
	}
	s.at++
	from := s.at
	end := strings.IndexByte(s.text[from:], quote)
	if end < 0 {
		return nil, s.wrong(begins, "the value of attribute %s does not end", name)
	}
	raw := s.text[from : from+end]
	if i := strings.IndexByte(raw, '<'); i >= 0 {
		return nil, s.wrong(from+i, "a < stands in the value of attribute %s: write &lt;, or close the quotes before it", name)
	}
	value, err := s.plain(from, raw)
	if err != nil {
		return nil, err
	}
	s.at = from + end + 1
	return &Setting{Name: name, Value: value, Line: line, Column: column, Element: element}, nil
}

// end reads a closing tag.
func (s *scanner) end() error {
	begins := s.at
	s.at += len("</")
	name := s.name()
	s.blanks()
	if !strings.HasPrefix(s.text[s.at:], ">") {
		return s.wrong(begins, "a closing tag does not end")
	}
	if len(s.open) == 0 {
		return s.wrong(begins, "element %s is closed, and none is open", name)
	}
	e := &s.open[len(s.open)-1]
	if e.name != name {
		return s.wrong(begins, "element %s is closed by </%s>: it was opened in line %d", e.name, name, e.line)
	}
	s.at++
	s.lastLine, _ = s.place(s.at)
	s.open = s.open[:len(s.open)-1]
	s.close(e)
	return nil
}

// flatProfile is the outermost element of files whose elements are parameters.
const flatProfile = "flat-profile"

// close makes a setting of an element's text, if there is any or if the element is a
// parameter by itself.
func (s *scanner) close(e *element) {
	s.comments, s.below = nil, 0
	text := string(e.text)
	if local(e.name) == flatProfile {
		s.file.Elements = true
	}
	parameter := !e.children && len(s.open) > 0 && local(s.open[len(s.open)-1].name) == flatProfile
	if !parameter && strings.TrimSpace(text) == "" {
		return
	}
	within := 0
	if len(s.open) > 0 {
		within = s.open[len(s.open)-1].serial
	}
	t := &Setting{Within: within, Name: e.name, Value: text, Line: e.line, Column: e.column, Element: e.name, Text: true, Comment: e.comment, Access: e.access}
	switch {
	case !parameter:
		t.Line, t.Column = max(e.textLine, e.line), 0
	case strings.TrimSpace(text) == "":
		t.Value = "" // dumps have a line break there
	}
	s.last = t
	s.file.Settings = append(s.file.Settings, t)
}

// plain is text without references and with line ends as XML has them.
func (s *scanner) plain(at int, text string) (string, error) {
	if !strings.ContainsAny(text, "&\r") {
		return text, nil
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\r':
			b.WriteByte('\n')
			i++
			if i < len(text) && text[i] == '\n' {
				i++
			}
		case c == '&':
			end := strings.IndexByte(text[i:min(len(text), i+12)], ';')
			if end < 0 {
				return "", s.wrong(at+i, "a & stands alone: write &amp;")
			}
			r, ok := reference(text[i+1 : i+end])
			if !ok {
				return "", s.wrong(at+i, "a & begins a reference that XML does not know: write &amp; for a &")
			}
			b.WriteString(r)
			i += end + 1
		default:
			next := strings.IndexAny(text[i:], "&\r")
			if next < 0 {
				next = len(text) - i
			}
			b.WriteString(text[i : i+next])
			i += next
		}
	}
	return b.String(), nil
}

// reference is the text that stands between & and ;, read.
func reference(name string) (string, bool) {
	switch name {
	case "amp":
		return "&", true
	case "lt":
		return "<", true
	case "gt":
		return ">", true
	case "quot":
		return `"`, true
	case "apos":
		return "'", true
	}
	var n rune
	if digits, ok := strings.CutPrefix(name, "#x"); ok {
		if _, err := fmt.Sscanf(digits, "%x", &n); err != nil {
			return "", false
		}
	} else if digits, ok := strings.CutPrefix(name, "#"); ok {
		if _, err := fmt.Sscanf(digits, "%d", &n); err != nil {
			return "", false
		}
	}
	if n == 0 || !utf8.ValidRune(n) {
		return "", false
	}
	return string(n), true
}

func (s *scanner) blanks() bool {
	from := s.at
	for s.at < len(s.text) && strings.IndexByte(" \t\r\n", s.text[s.at]) >= 0 {
		s.at++
	}
	return s.at > from
}

// name takes the name of an element or attribute.
func (s *scanner) name() string {
	from := s.at
	for s.at < len(s.text) && isNameByte(s.text[s.at]) {
		s.at++
	}
	return s.text[from:s.at]
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' || c == '-' || c == ':' || c >= 0x80
}

// local is a name without its name space.
func local(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// isMarkup recognises attributes about XML itself.
func isMarkup(name string) bool {
	return name == "xmlns" || strings.HasPrefix(name, "xmlns:") || strings.HasPrefix(name, "xsi:") || strings.HasPrefix(name, "xml:")
}

func (s *Setting) param(f *File) artifact.Param {
	return artifact.Param{Name: s.Name, Value: s.Value, Access: s.Access, Pos: diag.Pos{File: f.Path, Line: s.Line, Column: s.Column}}
}
