package xmlfile

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// Fault is a place at which a file is not well-formed.
type Fault struct {
	Line int
	What string // in a sentence about the file; it holds no value of an attribute
}

// maxFaults is how many faults are told of a file. It is mostly one.
const maxFaults = 5

// Salvage reads the attributes of a file that somebody may have left damaged: one that
// was cut off, holds an & that is not escaped, or lacks a quote. Each parameter has its
// place in the file, without the file's name. Faults are told in the order of the file;
// of one that is well-formed there are none, and its parameters are those that
// Attributes finds.
func Salvage(data []byte) (params []artifact.Param, faults []Fault) {
	_, err := Attributes(data)
	s := salvage{whole: err == nil && utf8.Valid(data), line: 1}
	if s.data = s.decoded(data); !s.whole {
		s.controls()
	}
	s.document()
	if err != nil && len(s.faults) == 0 {
		s.at(faultLine(err), "it is not well-formed XML")
	}
	slices.SortStableFunc(s.faults, func(a, b Fault) int { return a.Line - b.Line })
	return s.params, s.faults
}

// faultLine takes the line out of an XML error. The rest of its sentence may quote a
// value.
func faultLine(err error) int {
	if m := lineNumber.FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 1
}

var lineNumber = regexp.MustCompile(`line (\d+)`)

// salvage reads one file.
type salvage struct {
	data   string
	next   int  // what has been read
	line   int  // the line there, from 1
	start  int  // where that line begins
	whole  bool // the file is well-formed: nothing needs to be guessed
	cut    bool // it ends before it should
	open   []string
	roots  int
	params []artifact.Param
	faults []Fault
}

// at tells a fault, once.
func (s *salvage) at(line int, format string, args ...any) {
	f := Fault{line, fmt.Sprintf(format, args...)}
	if len(s.faults) < maxFaults && !slices.ContainsFunc(s.faults, func(g Fault) bool { return g.What == f.What }) {
		s.faults = append(s.faults, f)
	}
}

func (s *salvage) fault(format string, args ...any) { s.at(s.line, format, args...) }

// cutOff tells where the file ends before it should.
func (s *salvage) cutOff(format string, args ...any) {
	if !s.cut {
		s.cut = true
		s.fault(format, args...)
	}
}

// decoded is the text of the file in UTF-8.
func (s *salvage) decoded(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		little := data[0] == 0xff
		var units []uint16
		for i := 2; i+1 < len(data); i += 2 {
			u := uint16(data[i])<<8 | uint16(data[i+1])
			if little {
				u = u<<8 | u>>8
			}
			units = append(units, u)
		}
		s.at(1, "it is UTF-16, and not UTF-8")
		return string(utf16.Decode(units))
	case utf8.Valid(data), s.whole:
		return strings.TrimPrefix(string(data), "\ufeff")
	}
	for n, line := range bytes.Split(data, []byte("\n")) {
		if !utf8.Valid(line) {
			s.at(n+1, "it holds bytes that are not UTF-8")
			break
		}
	}
	if start := trimmed(data); utf8.Valid(start) {
		return string(start) // it is cut off within a character
	}
	latin := make([]rune, len(data))
	for i, c := range data {
		latin[i] = rune(c)
	}
	return string(latin)
}

// trimmed is the text without a character at its end that is not whole.
func trimmed(data []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(data); n++ {
		if c := data[len(data)-n]; utf8.RuneStart(c) {
			if !utf8.FullRune(data[len(data)-n:]) {
				return data[:len(data)-n]
			}
			break
		}
	}
	return data
}

// controls tells of characters that no XML may hold. A file system that lost power
// leaves such behind.
func (s *salvage) controls() {
	for n, line := range strings.Split(s.data, "\n") {
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' }) {
			s.at(n+1, "it holds control characters")
			return
		}
	}
}

// document reads the whole file.
func (s *salvage) document() {
	for {
		text, found := s.until("<")
		if s.unescape(text, "the text"); !found {
			break
		}
		rest := s.data[s.next:]
		switch {
		case strings.HasPrefix(rest, "!--"):
			s.skip("-->", "a comment")
		case strings.HasPrefix(rest, "![CDATA["):
			s.skip("]]>", "a CDATA section")
		case strings.HasPrefix(rest, "?"):
			s.skip("?>", "a declaration")
		case strings.HasPrefix(rest, "!"):
			s.skip(">", "a declaration")
		case strings.HasPrefix(rest, "/"):
			s.end()
		case rest != "" && isNameByte(rest[0]):
			s.element()
		case rest == "":
			s.cutOff("it is cut off")
		default:
			s.fault("it holds a < that is not escaped")
		}
	}
	switch {
	case len(s.open) > 0:
		s.cutOff("it is cut off: <%s> is not closed", s.open[len(s.open)-1])
	case s.roots == 0 && strings.TrimSpace(s.data) == "":
		s.fault("it is empty")
	case s.roots == 0:
		s.fault("it is no XML")
	}
}

// advance reads on to a place in the file.
func (s *salvage) advance(to int) {
	read := s.data[s.next:to]
	if n := strings.Count(read, "\n"); n > 0 {
		s.line += n
		s.start = s.next + strings.LastIndexByte(read, '\n') + 1
	}
	s.next = to
}

// until reads on behind an end, and returns what stands before it: all the rest, if
// there is no such end.
func (s *salvage) until(end string) (text string, found bool) {
	i := strings.Index(s.data[s.next:], end)
	if i < 0 {
		text = s.data[s.next:]
		s.advance(len(s.data))
		return text, false
	}
	text = s.data[s.next : s.next+i]
	s.advance(s.next + i + len(end))
	return text, true
}

func (s *salvage) skip(end, what string) {
	if _, found := s.until(end); !found {
		s.cutOff("it is cut off in %s", what)
	}
}

// end reads the tag that closes an element.
func (s *salvage) end() {
	name, found := s.until(">")
	name = strings.TrimSpace(strings.TrimPrefix(name, "/"))
	switch i := lastIndex(s.open, name); {
	case !found:
		s.cutOff("it is cut off in the end of an element")
	case i < 0:
		s.fault("it closes an element that is not open")
	default:
		if i < len(s.open)-1 {
			s.fault("<%s> is not closed", s.open[len(s.open)-1])
		}
		s.open = s.open[:i]
	}
}

func lastIndex(list []string, name string) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == name {
			return i
		}
	}
	return -1
}

// element reads the tag that opens an element, with its attributes.
func (s *salvage) element() {
	name := s.name()
	if len(s.open) == 0 {
		if s.roots++; s.roots == 2 {
			s.fault("it has more than one outermost element")
		}
	}
	first := len(s.params)
	for {
		s.blanks()
		rest := s.data[s.next:]
		switch {
		case rest == "":
			s.cutOff("it is cut off in <%s>", name)
			return
		case strings.HasPrefix(rest, "/>"):
			s.advance(s.next + 2)
			return
		case rest[0] == '>':
			s.advance(s.next + 1)
			s.open = append(s.open, name)
			return
		case rest[0] == '<':
			s.fault("<%s> is cut off", name)
			return
		case isNameByte(rest[0]):
			s.attribute(name, first)
		default:
			s.fault("something in <%s> is no attribute", name)
			s.advance(s.next + 1)
		}
	}
}

func (s *salvage) name() string {
	from := s.next
	for s.next < len(s.data) && isNameByte(s.data[s.next]) {
		s.next++
	}
	return s.data[from:s.next]
}

func (s *salvage) blanks() {
	rest := s.data[s.next:]
	s.advance(s.next + len(rest) - len(strings.TrimLeft(rest, " \t\r\n")))
}

// attribute reads an attribute of an element, of which the first is given. What has no
// value may be a part of another's, such as of a password that holds a quote, and is not
// told.
func (s *salvage) attribute(element string, first int) {
	pos := diag.Pos{Line: s.line, Column: s.next - s.start + 1}
	name := s.name()
	s.blanks()
	if s.next == len(s.data) || s.data[s.next] != '=' {
		s.fault("something in <%s> is no attribute", element)
		return
	}
	s.advance(s.next + 1)
	s.blanks()
	value, ok := s.value(name)
	if !ok {
		return
	}
	value = s.unescape(value, name)
	if space, _, _ := strings.Cut(name, ":"); space == "xmlns" || space == "xsi" && space != name {
		return
	}
	p := artifact.Param{Name: name, Value: value, Pos: pos}
	if i := slices.IndexFunc(s.params[first:], func(q artifact.Param) bool { return q.Name == name }); i >= 0 {
		s.params[first+i] = p
		return
	}
	s.params = append(s.params, p)
}

// value reads the value of an attribute.
func (s *salvage) value(name string) (value string, ok bool) {
	rest := s.data[s.next:]
	if rest == "" {
		s.cutOff("it is cut off in the value of %s", name)
		return "", false
	}
	if quote := rest[0]; quote == '"' || quote == '\'' {
		if end := s.closing(rest); end > 0 {
			if value = rest[1:end]; strings.Contains(value, "<") {
				s.fault("the value of %s holds a < that is not escaped", name)
			}
			if strings.IndexByte(value, quote) >= 0 {
				s.fault("the value of %s holds a quote that is not escaped", name)
			}
			s.advance(s.next + end + 1)
			return value, true
		}
		return s.unquoted(name)
	}
	s.fault("the value of %s has no quotes", name)
	to := strings.IndexAny(rest, " \t\r\n>")
	if to < 0 {
		to = len(rest)
	}
	value = rest[:to]
	if strings.HasPrefix(rest[to:], ">") {
		value = strings.TrimSuffix(value, "/")
		to = len(value)
	}
	s.advance(s.next + to)
	return value, true
}

// closing finds the quote that ends the value which a text begins with, or 0. One that
// stands before a letter belongs to the value, unless that begins another attribute.
func (s *salvage) closing(text string) int {
	first := strings.IndexByte(text[1:], text[0]) + 1
	switch {
	case first == 0 || s.whole:
		return first
	case nextOpens.MatchString(text[1:first]):
		return 0
	}
	for end := first; !nextOpens.MatchString(text[1:end]); {
		rest := text[end+1:]
		if rest == "" || !isNameByte(rest[0]) || follows.MatchString(rest) {
			return end
		}
		next := strings.IndexAny(rest, text[:1]+"<\n")
		if next < 0 || rest[next] != text[0] {
			break
		}
		end += 1 + next
	}
	return first
}

// unquoted reads the value of an attribute whose closing quote is missing, or was never
// written: to the end of the line, or to the next attribute.
func (s *salvage) unquoted(name string) (value string, ok bool) {
	rest := s.data[s.next+1:]
	value, _, more := strings.Cut(rest[:min(len(rest), longestLine)], "\n")
	rest = rest[len(value):]
	m := another.FindStringIndex(value)
	if m == nil && (!more && len(rest) == 0 || strings.TrimSpace(rest) == "" && !strings.Contains(value, ">")) {
		s.cutOff("it is cut off in the value of %s", name)
		s.advance(len(s.data))
		return "", false
	}
	if m != nil {
		value = value[:m[0]]
	}
	s.fault("the value of %s has no closing quote", name)
	s.advance(s.next + 1 + len(value))
	return strings.TrimRight(value, " \t\r/>"), true
}

// longestLine is how far the end of a line is looked for.
const longestLine = 8 << 10

// nextOpens is the end of a text that ran on into the next attribute: what looks like
// the closing quote of the one opens the other.
var nextOpens = regexp.MustCompile(`\s[A-Za-z_][\w.:-]*\s*=\s*$`)

// another is an attribute that follows in the same line.
var another = regexp.MustCompile(`\s[A-Za-z_][\w.:-]*\s*=\s*["']`)

// follows is an attribute that a text begins with.
var follows = regexp.MustCompile(`^[A-Za-z_][\w.:-]*\s*=\s*["']`)

// unescape replaces references. An & that begins none stays as it is.
func (s *salvage) unescape(text, of string) string {
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	if !strings.Contains(text, "&") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "&")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, _, closed := strings.Cut(rest[:min(len(rest), longestReference)], ";")
		r, ok := reference(name)
		if !closed || !ok {
			if of == "the text" {
				s.fault("it holds an & that is not escaped")
			} else {
				s.fault("the value of %s holds an & that is not escaped", of)
			}
			b.WriteByte('&')
			text = rest
			continue
		}
		b.WriteRune(r)
		text = rest[len(name)+1:]
	}
}

// longestReference is behind the & of a reference, with leading zeros.
const longestReference = 32

func reference(name string) (r rune, ok bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, isNumber := strings.CutPrefix(name, "#")
	base := 10
	if hex, isHex := strings.CutPrefix(digits, "x"); isHex {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	r = rune(n)
	if !isNumber || err != nil || n > utf8.MaxRune {
		return 0, false
	}
	return r, r == '\t' || r == '\n' || r == '\r' || r >= ' ' && utf8.ValidRune(r) && r != 0xfffe && r != 0xffff
}

// isNameByte reports whether a name may hold a byte. What names may begin with is not
// looked at: handsets write none that begin otherwise.
func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-' || c == ':' || c >= utf8.RuneSelf
}
