package source

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanner makes elements of a text.
type scanner struct {
	text string
	i    int // what is before is read
	tag  int // offset of the start tag that is read

	items int // elements and attributes
	cursor
	file   *File
	open   []opened
	broken *Refusal // the first thing wrong, which ends the reading
}

// opened is an element whose end is to come.
type opened struct {
	*Element
	text   []string // its parts
	length int      // of all
}

// fail notes what is wrong at an offset, and says false.
func (s *scanner) fail(offset int, reason Reason, hint, format string, args ...any) bool {
	if s.broken == nil {
		s.broken = &Refusal{Pos: s.at(min(offset, len(s.text))), Reason: reason, Said: fmt.Sprintf(format, args...), Hint: hint}
	}
	return false
}

func (s *scanner) remark(offset int, said string) {
	s.file.Remarks = append(s.file.Remarks, Remark{s.at(offset), said})
}

// document reads the whole text.
func (s *scanner) document() *Refusal {
	for s.i < len(s.text) {
		lt := strings.IndexByte(s.text[s.i:], '<')
		end := s.i + lt
		if lt < 0 {
			end = len(s.text)
		}
		if !s.words(end) || lt < 0 {
			break
		}
		if !s.markup() {
			break
		}
	}
	switch {
	case s.broken != nil:
	case len(s.open) > 0:
		e := s.open[len(s.open)-1].Element
		s.broken = &Refusal{Pos: e.Pos, Reason: Broken,
			Said: fmt.Sprintf("%s is never ended: the file ends at line %d", s.named(e), s.at(len(s.text)).Line),
			Hint: "the file is cut off, or an end tag is missing"}
	case s.file.Root == nil:
		s.fail(0, NotXML, "", "the file is no XML: it has no element")
	}
	return s.broken
}

// words reads text up to an offset.
func (s *scanner) words(end int) bool {
	text := s.text[s.i:end]
	from := s.i
	s.i = end
	if len(s.open) > 0 {
		if text == "" {
			return true
		}
		if text = s.value(from, text, nil); s.broken != nil {
			return false
		}
		return s.say(text, from)
	}
	stray := strings.TrimLeft(text, " \t\r\n\ufeff")
	if stray == "" {
		return true
	}
	at := from + len(text) - len(stray)
	switch {
	case stray[0] == 0 && strings.Trim(stray, "\x00 \t\r\n") == "" && s.file.Root != nil:
		s.remark(at, "the file ends with zero bytes")
		return true
	case s.file.Root == nil:
		return s.fail(at, NotXML, "remove it if the rest is a configuration", "the file is no XML: something stands before its first element")
	}
	return s.fail(at, Broken, "remove it: phones skip the whole file", "text stands behind the end of the outermost element")
}

// say adds to the text of the innermost element that is open.
func (s *scanner) say(text string, at int) bool {
	o := &s.open[len(s.open)-1]
	if o.length += len(text); o.length > maxValue {
		return s.fail(at, Hostile, "", "the text of an element is longer than %d MB", maxValue>>20)
	}
	if o.TextPos.Line == 0 {
		if said := strings.TrimLeft(text, " \t\r\n"); said != "" {
			o.TextPos = s.at(s.blanks(at))
		}
	}
	o.text = append(o.text, text)
	return true
}

// markup reads what begins with <.
func (s *scanner) markup() bool {
	rest := s.text[s.i:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return s.comment()
	case strings.HasPrefix(rest, "<![CDATA["):
		return s.cdata()
	case strings.HasPrefix(rest, "<!"):
		return s.doctype()
	case strings.HasPrefix(rest, "<?"):
		return s.instruction()
	case strings.HasPrefix(rest, "</"):
		return s.endTag()
	}
	return s.startTag()
}

func (s *scanner) comment() bool {
	body, _, ok := strings.Cut(s.text[s.i+len("<!--"):], "-->")
	if !ok {
		return s.fail(s.i, Broken, "--> is missing", "a comment begins here and never ends")
	}
	at, end := s.i, s.i+len("<!--")+len(body)+len("-->")
	c := Comment{Text: strings.TrimSpace(body), Pos: s.at(at)}
	if strings.Contains(body, "--") || strings.HasSuffix(body, "-") {
		s.remark(at, "a comment holds --, for which strict readers refuse a file")
	}
	c.End = s.at(end).Line
	s.file.Comments = append(s.file.Comments, c)
	s.i = end
	return true
}

func (s *scanner) cdata() bool {
	body, _, ok := strings.Cut(s.text[s.i+len("<![CDATA["):], "]]>")
	switch {
	case !ok:
		return s.fail(s.i, Broken, "]]> is missing", "a CDATA section begins here and never ends")
	case len(s.open) == 0:
		return s.fail(s.i, Broken, "", "a CDATA section stands outside of every element")
	case !s.clean(s.i+len("<![CDATA["), body):
		return false
	}
	at := s.i + len("<![CDATA[")
	s.i = at + len(body) + len("]]>")
	return s.say(breaks(body), at)
}

// doctype skips a document type, and refuses one that declares entities: they may
// stand for a billion others, or for files of this machine.
func (s *scanner) doctype() bool {
	if !strings.HasPrefix(strings.ToUpper(s.text[s.i:min(len(s.text), s.i+9)]), "<!DOCTYPE") {
		return s.fail(s.i, Broken, "in a value, < is written &lt;", "<! begins neither a comment nor a document type")
	}
	if s.file.Root != nil || len(s.open) > 0 {
		return s.fail(s.i, Broken, "", "a document type stands behind the first element")
	}
	inner, quote := 0, byte(0)
	for j := s.i + 2; j < len(s.text); j++ {
		c := s.text[j]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case strings.HasPrefix(s.text[j:], "<!--"):
			n := strings.Index(s.text[j+4:], "-->")
			if n < 0 {
				return s.fail(j, Broken, "--> is missing", "a comment begins here and never ends")
			}
			j += 4 + n + 2
		case strings.HasPrefix(s.text[j:], "<!ENTITY"):
			return s.fail(j, Hostile, "no phone's configuration needs entities: write the values out", "the file declares entities of its own, which provc does not expand")
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			inner++
		case c == ']':
			inner--
		case c == '>' && inner <= 0:
			s.remark(s.i, "the file has a document type, which is not looked at")
			s.i = j + 1
			return true
		}
	}
	return s.fail(s.i, Broken, "", "a document type begins here and never ends")
}

// instruction skips what is for other programs, such as the declaration of XML.
func (s *scanner) instruction() bool {
	n := strings.Index(s.text[s.i:], "?>")
	target := strings.ToLower(s.text[s.i+2 : s.i+2+s.nameAt(s.i+2)])
	if target == "" || target == "php" {
		return s.fail(s.i, Template, templateHint, "the file is a template with placeholders of PHP")
	}
	if n < 0 {
		return s.fail(s.i, Broken, "?> is missing", "an instruction begins here and never ends")
	}
	if target == "xml" && strings.Trim(s.text[:s.i], " \t\r\n") != "" {
		if s.file.Root != nil || len(s.open) > 0 {
			return s.fail(s.i, Broken, "two files have become one: split them", "a second file begins here")
		}
		s.remark(s.i, "the declaration of XML is not the first in the file, for which strict readers refuse it")
	}
	s.i += n + 2
	return true
}

func (s *scanner) endTag() bool {
	at := s.i
	n := s.nameAt(at + 2)
	name := s.text[at+2 : at+2+n]
	j := s.blanks(at + 2 + n)
	if n == 0 || j >= len(s.text) || s.text[j] != '>' {
		return s.fail(at, Broken, "an end tag is </name>", "an end tag is not complete")
	}
	if len(s.open) == 0 {
		if s.file.Root != nil {
			return s.fail(at, Broken, "it is one too many, or the start tag is missing", "</%s> ends an element that is not open", name)
		}
		return s.fail(at, Broken, "its start tag is missing", "the file begins with the end tag </%s>", name)
	}
	e := &s.open[len(s.open)-1]
	if e.Name != name {
		return s.mismatch(at, e.Element, name)
	}
	e.End, e.Text = s.at(at), strings.Join(e.text, "")
	s.open = s.open[:len(s.open)-1]
	s.i = j + 1
	return true
}

// mismatch says which of two tags is the likely mistake.
func (s *scanner) mismatch(at int, e *Element, name string) bool {
	if strings.EqualFold(e.Name, name) {
		return s.fail(at, Broken, "letter case counts in XML", "</%s> does not end <%s> of %s", name, e.Name, e.Pos)
	}
	for _, outer := range s.open[:len(s.open)-1] {
		if outer.Name == name {
			return s.fail(at, Broken, "its end tag is missing, or / before its >", "</%s> stands where %s of %s is still open", name, s.named(e), e.Pos)
		}
	}
	return s.fail(at, Broken, "the two names must be the same", "</%s> stands where %s of %s must be ended", name, s.named(e), e.Pos)
}

// named is how a sentence calls an element. A < in a password that nobody escaped looks
// like a tag, so that a name is shown only if an end tag somewhere has it, too.
func (s *scanner) named(e *Element) string {
	if strings.Contains(s.text, "</"+e.Name+">") || strings.Contains(s.text, "</"+e.Name+" ") || len(s.open) > 0 && e == s.open[0].Element {
		return "<" + e.Name + ">"
	}
	return "the element"
}

// blanks is the offset of the first character that is no blank.
func (s *scanner) blanks(i int) int {
	for i < len(s.text) && (s.text[i] == ' ' || s.text[i] == '\n' || s.text[i] == '\t' || s.text[i] == '\r') {
		i++
	}
	return i
}

// nameAt is the length of the name at an offset, 0 if there is none.
func (s *scanner) nameAt(at int) int {
	i := at
	for i < len(s.text) {
		c := s.text[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == ':', c >= utf8.RuneSelf && !typographic(s.text[i:]):
		case i > at && (c >= '0' && c <= '9' || c == '.' || c == '-'):
		default:
			return i - at
		}
		i++
	}
	return i - at
}

// typographic reports whether a text begins with a quote or blank as word processors
// put them in.
func typographic(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r >= '\u2018' && r <= '\u201f' || r == '«' || r == '»' || r == '\u00a0' || r == '\ufeff'
}

// value decodes references in the text that begins at an offset, or in the value of an
// attribute if its name is given.
func (s *scanner) value(at int, raw string, name *string) string {
	if !s.clean(at, raw) {
		return ""
	}
	if name != nil {
		raw = flatten(raw)
	} else {
		raw = breaks(raw)
	}
	if strings.IndexByte(raw, '&') < 0 {
		return raw
	}
	var b strings.Builder
	for i := 0; i < len(raw); {
		if raw[i] != '&' {
			b.WriteByte(raw[i])
			i++
			continue
		}
		text, n := reference(raw[i:])
		if n == 0 {
			what := "the value of "
			if name != nil {
				what += *name
			} else {
				what = "the text of " + s.named(s.open[len(s.open)-1].Element)
			}
			s.fail(s.ampersand(at, strings.Count(raw[:i], "&")), Broken, "in XML it is written &amp;, and phones skip a file in which it is not", "a raw & in %s", what)
			return ""
		}
		b.WriteString(text)
		i += n
	}
	return b.String()
}

// ampersand is the offset of the n-th & from an offset on.
func (s *scanner) ampersand(at, n int) int {
	for {
		at += strings.IndexByte(s.text[at:], '&')
		if n == 0 {
			return at
		}
		n--
		at++
	}
}

// reference reads the reference that a text begins with.
func reference(text string) (string, int) {
	semicolon := strings.IndexByte(text[:min(len(text), 12)], ';')
	if semicolon < 0 {
		return "", 0
	}
	name := text[1:semicolon]
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(digits, "x"); ok {
			digits, base = hex, 16
		}
		n, err := strconv.ParseUint(digits, base, 32)
		if err != nil || !allowed(rune(n)) {
			return "", 0
		}
		return string(rune(n)), semicolon + 1
	}
	switch name {
	case "amp":
		return "&", semicolon + 1
	case "lt":
		return "<", semicolon + 1
	case "gt":
		return ">", semicolon + 1
	case "quot":
		return `"`, semicolon + 1
	case "apos":
		return "'", semicolon + 1
	}
	return "", 0
}

// clean refuses characters that XML has not.
func (s *scanner) clean(at int, text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return s.fail(at+i, Broken, "it is invisible in most editors: remove it", "the control character %02X, which XML does not allow", c)
		}
	}
	return true
}

func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// breaks makes each line break one character.
func breaks(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// flatten makes blanks of line breaks and tabs, as XML does in attributes.
func flatten(text string) string {
	if !strings.ContainsAny(text, "\t\n\r") {
		return text
	}
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(text)
}
