package meant

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Syntax says what is wrong where CUE's parser gave up, if it can tell.
func Syntax(src []byte, offset int) (Mistake, bool) {
	if offset < 0 || offset > len(src) {
		return Mistake{}, false
	}
	s := read(src)
	i := s.at(offset)
	if len(s.tokens) == 0 {
		return Mistake{}, false
	}
	if m, ok := s.invisible(offset); ok {
		return m, true
	}
	if m, ok := s.xmlFile(); ok {
		return m, true
	}
	here := min(i, len(s.tokens)-1)
	from, to := s.line(here)
	at := line{s, from, to, min(max(i, from), to-1), offset}
	// The parser may have noticed on the next line only.
	var before line
	if i == len(s.tokens) {
		before = at
	} else if from > 0 && i < from+2 {
		before.from, before.to = s.line(from - 1)
		before.source, before.at, before.offset = s, before.to-1, offset
	}
	for _, rule := range behind {
		if before.source == nil || i > from && i < len(s.tokens) {
			break
		}
		if m, ok := rule(before); ok {
			return m, true
		}
	}
	for _, rule := range rules {
		if m, ok := rule(at); ok {
			return m, true
		}
	}
	for _, rule := range foreign {
		if before.source == nil {
			break
		}
		if m, ok := rule(before); ok {
			return m, true
		}
	}
	return s.unclosed(i)
}

// line is the line of a text to look at. The parser gave up at the token at, or at the
// end of the line.
type line struct {
	*source
	from, to int
	at       int
	offset   int
}

// behind are mistakes that the parser may notice at the beginning of the next line.
var behind = []func(line) (Mistake, bool){
	line.comment, line.element, line.heading, line.equals, line.unlisted, line.valueless,
}

// foreign are those that it may notice somewhat later.
var foreign = []func(line) (Mistake, bool){line.comment, line.element}

// rules are kinds of mistakes, the surest first.
var rules = []func(line) (Mistake, bool){
	line.comment, line.element, line.heading, line.typographic, line.openText, line.equals, line.semicolon,
	line.number, line.label, line.unified, line.listed, line.escape, line.within, line.fields, line.colon, line.value,
}

func (l line) mistake(i int, summary, hint string, args ...any) (Mistake, bool) {
	return Mistake{Offset: l.tokens[i].start, Summary: summary, Hint: fmt.Sprintf(hint, args...), Opening: -1}, true
}

// each are the tokens of the line.
func (l line) each(is func(i int) bool) (int, bool) {
	for i := l.from; i < l.to; i++ {
		if is(i) {
			return i, true
		}
	}
	return 0, false
}

// invisibles are characters that look like a space or like nothing.
var invisibles = map[rune]string{
	'\u00A0': "a no-break space", '\u202F': "a narrow no-break space", '\u2007': "a figure space", '\u3000': "a wide space",
	'\u200B': "a zero-width space", '\u200C': "a zero-width character", '\u200D': "a zero-width character", '\u2060': "a zero-width character",
	'\u200E': "a mark of direction", '\u200F': "a mark of direction", '\u00AD': "a soft hyphen", '\uFEFF': "a byte order mark", 0: "a NUL byte",
}

func (s *source) invisible(offset int) (Mistake, bool) {
	if offset >= len(s.text) {
		return Mistake{}, false
	}
	r, _ := utf8.DecodeRune(s.text[offset:])
	name, ok := invisibles[r]
	if !ok {
		return Mistake{}, false
	}
	hint := "delete it"
	if strings.HasSuffix(name, "space") && r != '\u200B' {
		hint = "write a plain space"
	}
	return Mistake{offset, fmt.Sprintf("%s (U+%04X) stands here, which cannot be seen", name, r), hint, -1}, true
}

var tag = regexp.MustCompile(`^\s*<(\?xml|[A-Za-z])`)

func (s *source) xmlFile() (Mistake, bool) {
	if !tag.Match(bytes.TrimPrefix(s.text, []byte("\uFEFF"))) {
		return Mistake{}, false
	}
	return Mistake{s.tokens[0].start, "the file holds XML, which CUE is not", `write parameters as fields, such as reg: "1": address: "1001"`, -1}, true
}

// comment finds comments of other languages.
func (l line) comment() (Mistake, bool) {
	const summary, hint = "comments begin with //", "write // in the place of %s"
	first := l.of(l.from)
	opens := func(mark string) bool {
		return l.tokens[l.from].kind != text && bytes.HasPrefix(l.text[l.tokens[l.from].start:], []byte(mark))
	}
	for _, mark := range []string{"<!--", "/*", "--", ";", "/", "'"} {
		if !opens(mark) || mark == "'" && strings.Count(string(l.text[l.tokens[l.from].start:l.tokens[l.to-1].end]), "'") > 1 {
			continue
		}
		if mark == "<!--" || mark == "/*" {
			return l.mistake(l.from, summary, hint+", on each line", mark)
		}
		return l.mistake(l.from, summary, hint, mark)
	}
	if l.tokens[l.from].kind == word && strings.HasPrefix(first, "#") {
		if rest := strings.TrimLeft(first, "#"); rest == "" || l.has(l.from+1, word) && l.from+1 < l.to {
			return l.mistake(l.from, summary, hint, first[:len(first)-len(rest)])
		}
	}
	// Behind something that is CUE.
	i, ok := l.each(func(i int) bool { return i > l.from && l.tokens[i].kind == word && strings.Trim(l.of(i), "#") == "" })
	if ok {
		return l.mistake(i, summary, hint, l.of(i))
	}
	i, ok = l.each(func(i int) bool {
		return i > l.from && (l.is(i, "/") && l.is(i+1, "*") || l.is(i, "<") && l.is(i+1, "!") && strings.HasPrefix(l.of(i+2), "--"))
	})
	if ok {
		return l.mistake(i, summary, "write // in its place")
	}
	return Mistake{}, false
}

// element finds XML.
func (l line) element() (Mistake, bool) {
	i, ok := l.each(func(i int) bool {
		return l.is(i, "<") && (i == l.from || l.is(i-1, ":")) && (l.has(i+1, word) || l.is(i+1, "/") || l.is(i+1, "?")) && l.tokens[i+1].start == l.tokens[i].end
	})
	if !ok {
		return Mistake{}, false
	}
	hint := `write parameters as fields, such as reg: "1": address: "1001"`
	for k := i; k+2 < l.to; k++ {
		if l.has(k, word) && l.is(k+1, "=") && l.has(k+2, text) && strings.Contains(l.of(k), ".") {
			if f, ok := l.field(k, k+2, k+3); ok {
				hint = "write " + f
			}
			break
		}
	}
	return l.mistake(i, "this is XML, which CUE is not", "%s", hint)
}

var identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// heading finds what is wrong with the package line and imports.
func (l line) heading() (Mistake, bool) {
	from := l.from
	if l.is(from, "(") {
		return Mistake{}, false
	}
	switch next := l.of(from + 1); {
	case l.is(from, "package") && !l.is(from+1, ":") && from+1 < l.to:
		name := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' {
				return r
			}
			return '_'
		}, strings.Trim(next, `"'`))
		switch {
		case from > 0:
			return l.mistake(from, "the package line stands before all else but comments", "move it to the beginning of the file")
		case !identifier.MatchString(strings.Trim(next, `"`)):
			if name != "" && unicode.IsDigit(rune(name[0])) {
				name = "_" + name
			}
			return l.mistake(from+1, "the name of a package is a word of letters, digits and _", "write package %s", strings.TrimLeft(name, "_"))
		case strings.HasPrefix(next, `"`):
			return l.mistake(from+1, "the name of a package stands without quotes", "write package %s", name)
		case from+2 < l.to:
			return l.mistake(from+2, "the name of the package alone stands in its line", "write package %s, and the rest on the next line", name)
		}
	case l.is(from, "import") && !l.is(from+1, ":"):
		const example = `write import "strings", with the path of a package`
		at := min(from+1, l.to-1)
		switch {
		case l.to == from+1:
			return l.mistake(from, "the import says not what", example)
		case l.has(from+1, word) && l.to == from+2 || l.is(from+2, "/"):
			path := strings.Trim(string(l.text[l.tokens[from+1].start:l.tokens[l.to-1].end]), `'“”„;`)
			return l.mistake(at, "the path of an import needs quotes", "write import %q", path)
		case l.has(from+1, text) && l.after(from):
			return l.mistake(from, "imports stand between the package line and the first field", "move it there")
		}
	case (l.is(from, "include") || l.is(from, "#include") || l.is(from, "from")) && l.has(from+1, text):
		return l.mistake(from, "CUE includes no files", "all files of a folder with the same package line are one package; those of other folders are imported")
	}
	return Mistake{}, false
}

// after reports whether fields stand before a token.
func (l line) after(i int) bool {
	for k := range i {
		if l.isLabel(k) {
			return true
		}
	}
	return false
}

// closing are typographic quotes.
const smart = "“”„‟«»‹›‘’‚‛＂"

// typographic finds quotes that word processors make.
func (l line) typographic() (Mistake, bool) {
	i, ok := l.each(func(i int) bool { return l.tokens[i].kind == word && strings.ContainsAny(l.of(i), smart) })
	if !ok {
		return Mistake{}, false
	}
	offset := l.tokens[i].start + strings.IndexAny(l.of(i), smart)
	m := Mistake{offset, "these are typographic quotes, and text stands in straight double quotes", `write " in their place`, -1}
	if l.tokens[i].secret {
		return m, true
	}
	_, size := utf8.DecodeRune(l.text[offset:])
	rest := l.text[offset+size : l.tokens[l.to-1].end]
	if end := bytes.IndexAny(rest, smart+`"`); end > 0 && plain(string(rest[:end])) {
		m.Hint = fmt.Sprintf("write %q", rest[:end])
	}
	return m, true
}

// openText finds text that is not closed.
func (l line) openText() (Mistake, bool) {
	i, ok := l.each(func(i int) bool { return l.tokens[i].kind == open })
	if !ok {
		return Mistake{}, false
	}
	inner := strings.TrimRight(strings.TrimLeft(l.of(i), `"`), " \t\r")
	if strings.HasPrefix(l.of(i), `"""`) {
		return l.mistake(i, "the text is not closed", `close it by """ in a line of its own`)
	}
	if l.offset > l.tokens[i].start && l.offset < l.tokens[i].end {
		if m, ok := l.escape(); ok {
			return m, true
		}
	}
	if i > l.from && l.has(i-1, text) {
		return l.inner(i)
	}
	if !l.tokens[i].secret && plain(inner) {
		return l.mistake(i, "the text is not closed", "write %q", inner)
	}
	return l.mistake(i, "the text is not closed", `write " at its end`)
}

// inner is about quotes within text.
func (l line) inner(i int) (Mistake, bool) {
	return l.mistake(i, "the text ends before the end of its value", `write \" for a quote within text`)
}

// Assigned begins what is said of a value that is assigned to a label.
const Assigned = "a value stands behind a colon, not behind "

// equals finds values that are assigned.
func (l line) equals() (Mistake, bool) {
	i, ok := l.each(func(i int) bool {
		if !l.is(i, "=") || i == l.from || l.is(i+1, "=") || l.is(i+1, "~") || slices.ContainsFunc([]string{"=", "!", "<", ">"}, func(p string) bool { return l.is(i-1, p) }) {
			return false
		}
		label := i - 1
		if l.is(label, ":") {
			label--
		}
		if l.is(l.from, "let") || l.isLabel(i+1) || l.is(i+1, "[") || l.is(i+1, "(") {
			return false // an alias
		}
		return label >= l.from && (l.has(label, word) || l.has(label, text))
	})
	if !ok {
		return Mistake{}, false
	}
	label, from := i-1, i+1
	if l.is(label, ":") {
		label--
	}
	if l.is(from, ">") {
		from++
	}
	found := string(l.text[l.tokens[label+1].start:l.tokens[from-1].end])
	hint := "write : in its place"
	if f, ok := l.field(label, from, l.endOfValue(from)); ok {
		hint = "write " + f
	}
	return l.mistake(i, Assigned+strings.ReplaceAll(found, " ", ""), "%s", hint)
}

// endOfValue is where the value that begins at a token ends on its line.
func (l line) endOfValue(from int) int {
	for i := from; i < l.to; i++ {
		if l.is(i, ",") || l.is(i, "}") || l.is(i, "]") || l.is(i, ";") || l.isLabel(i) && i > from {
			return i
		}
	}
	return l.to
}

// field writes a field as CUE wants it, with the label and the value of some tokens.
func (l line) field(label, from, to int) (string, bool) {
	name := l.nested(label)
	if from >= to || l.tokens[from].secret || l.tokens[label].secret {
		return name + ":", !l.tokens[label].secret
	}
	raw := string(l.text[l.tokens[from].start:l.tokens[to-1].end])
	switch {
	case to == from+1 && l.tokens[from].kind == text && plain(strings.Trim(raw, `"`)):
	case raw == "{" || raw == "[":
	case slices.Contains([]string{"true", "false"}, raw) || isNumber(raw):
	case plain(strings.Trim(raw, `"';`)):
		raw = literal(strings.Trim(raw, `"';`))
	default:
		return name + ":", true
	}
	return name + ": " + raw, true
}

// nested writes the label at a token as labels that are nested, each in quotes where it
// needs them.
func (l line) nested(i int) string {
	name := strings.Trim(l.of(i), `"`)
	parts := []string{name}
	if strings.Contains(name, ".") && !isPeople(l.path(i)) {
		parts = strings.Split(name, ".")
	}
	for i, part := range parts {
		parts[i] = label(part)
	}
	return strings.Join(parts, ": ")
}

// isPeople reports whether labels below a path are names that somebody gave, which may
// have dots.
func isPeople(path []string) bool {
	return len(path) > 0 && slices.Contains([]string{"users", "phones", "groups"}, path[len(path)-1])
}

func label(name string) string {
	if identifier.MatchString(name) {
		return name
	}
	return fmt.Sprintf("%q", name)
}

// semicolon finds semicolons between and behind fields.
func (l line) semicolon() (Mistake, bool) {
	i, ok := l.each(func(i int) bool { return l.is(i, ";") })
	switch {
	case !ok:
		return Mistake{}, false
	case i == l.to-1:
		return l.mistake(i, "nothing stands at the end of a field", "leave out ;")
	}
	return l.mistake(i, "commas separate what stands in one line", "write , in the place of ;")
}

var (
	macAddress = regexp.MustCompile(`^([0-9A-Fa-f]{2}[:.-]?){5}[0-9A-Fa-f]{2}$`)
	digits     = regexp.MustCompile(`^[0-9]+$`)
	decimal    = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
	separators = strings.NewReplacer(":", "", "-", "", ".", "")
)

func isNumber(raw string) bool { return decimal.MatchString(raw) }

// mac is the address of a handset at a token, and the token behind it.
func (l line) mac(i int) (address string, behind int) {
	if !l.has(i, word) {
		return "", i
	}
	for _, n := range []int{11, 1} {
		if i+n > l.to {
			continue
		}
		raw := string(l.text[l.tokens[i].start:l.tokens[i+n-1].end])
		if macAddress.MatchString(raw) {
			return strings.ToLower(separators.Replace(raw)), i + n
		}
	}
	return "", i
}

// number finds what begins with a digit and is no number.
func (l line) number() (Mistake, bool) {
	for i := l.from; i < l.to && i <= l.at+1; i++ {
		address, behind := l.mac(i)
		if address == "" || l.is(i-1, "/") || !l.is(behind, ":") && !strings.ContainsAny(l.of(i), "0123456789") || l.tokens[i].secret {
			continue
		}
		if l.is(behind, ":") {
			return l.mistake(i, "the MAC of a handset needs quotes, and no separators", `write "%s":`, address)
		}
		return l.mistake(i, "the MAC of a handset needs quotes, and no separators", `write "%s"`, address)
	}
	i := l.at
	if l.tokens[i].start > l.offset || !l.has(i, word) || l.isLabel(i) || l.of(i) == "" {
		return Mistake{}, false
	}
	name := l.of(i)
	if !digits.MatchString(name) || name[0] != '0' || len(name) < 2 {
		return Mistake{}, false
	}
	end := l.endOfValue(i)
	raw := string(l.text[l.tokens[i].start:l.tokens[end-1].end])
	const summary = "a number does not begin with 0, and what is dialled is text, in quotes"
	if l.tokens[i].secret || !plain(raw) {
		return l.mistake(i, summary, `write " around it`)
	}
	return l.mistake(i, summary, "write %q", raw)
}

// label finds names that are not written as labels.
func (l line) label() (Mistake, bool) {
	i, ok := l.odd()
	if !ok {
		return Mistake{}, false
	}
	t := l.tokens[i]
	name := l.of(i)
	if t.kind == text {
		return Mistake{}, false
	}
	quote := func(summary, name string) (Mistake, bool) {
		if t.secret {
			return l.mistake(i, summary, "write it in quotes")
		}
		return l.mistake(i, summary, "write %q:", name)
	}
	before := i - 1
	if before >= l.from && l.has(before, word) && !l.isLabel(before) && !l.is(before-1, "=") && !slices.Contains([]string{"if", "for", "in", "let", "and", "or"}, l.of(before)) {
		if l.is(before-1, ":") && l.tokens[before].line == t.line && !isPeople(l.path(before)) {
			return Mistake{}, false // a value, and the next field on its line
		}
		from := before
		for from > l.from && l.has(from-1, word) {
			from--
		}
		if l.of(from) != "-" {
			i = from
			return quote("a name with a space needs quotes", string(l.text[l.tokens[from].start:t.end]))
		}
		return Mistake{}, false
	}
	switch {
	case identifier.MatchString(name) || strings.Contains(name, "#"):
		return Mistake{}, false
	case strings.Contains(name, ".") && !strings.HasSuffix(name, ".") && !isPeople(l.path(i)) && !strings.ContainsAny(name, "@+"):
		if t.secret {
			return l.mistake(i, "the parts of a parameter's name are labels of their own", "write a colon in the place of each dot")
		}
		return l.mistake(i, "the parts of a parameter's name are labels of their own", "write %s:", l.nested(i))
	case name[0] >= '0' && name[0] <= '9':
		return quote("a name that begins with a digit needs quotes", name)
	case strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'"):
		return quote("a name stands in straight double quotes", strings.Trim(name, "'"))
	case strings.Contains(name, "-") && strings.Trim(name, "-") != "":
		return quote("a name with a hyphen needs quotes", name)
	case strings.Trim(name, "-") == "":
		return Mistake{}, false
	}
	return quote("a name with other characters than letters, digits and _ needs quotes", name)
}

// odd is the label at which the parser stopped: it holds the place, stands before, or
// has its second word there.
func (l line) odd() (int, bool) {
	for _, i := range []int{l.at, l.at - 1, l.at - 2, l.at + 1} {
		if i < l.from || i >= l.to || !l.isLabel(i) {
			continue
		}
		if !identifier.MatchString(l.of(i)) || i > l.from && l.has(i-1, word) {
			return i, true
		}
	}
	return 0, false
}

// unified finds a template or definition with its struct, but without & between them.
func (l line) unified() (Mistake, bool) {
	isDefinition := func(i int) bool {
		name := l.of(i)
		return l.has(i, word) && (strings.Contains(name, "#") && !strings.HasSuffix(name, "#") || strings.HasPrefix(name, "_"))
	}
	i, ok := l.each(func(i int) bool {
		brace := i + 1
		for l.is(brace, ":") || l.is(brace, "and") || l.is(brace, "+") || l.is(brace, "&") {
			brace++
		}
		return !(brace == i+2 && l.is(i+1, "&")) && isDefinition(i) && i > l.from && l.is(i-1, ":") && l.is(brace, "{") && brace < l.to
	})
	if !ok {
		return Mistake{}, false
	}
	if l.tokens[i].secret {
		return l.mistake(i+1, "& is missing between a definition and its fields", "write & {")
	}
	return l.mistake(i+1, fmt.Sprintf("& is missing between %s and its fields", l.of(i)), "write %s & {", l.of(i))
}

// listed finds lists that are written as elsewhere.
func (l line) listed() (Mistake, bool) {
	if l.is(l.from, "-") || l.has(l.from, word) && strings.HasPrefix(l.of(l.from), "-") && l.at <= l.from+1 && !isNumber(l.of(l.from)) && len(l.path(l.from)) > 0 {
		return l.mistake(l.from, "a list stands in brackets, its elements with commas between them", `write [{…}, {…}], or ["…", "…"]`)
	}
	in := 0 // the bracket that holds the place
	stack := l.brackets(l.tokens[l.at].start)
	if len(stack) == 0 || !l.is(stack[len(stack)-1], "[") {
		return Mistake{}, false
	}
	in = stack[len(stack)-1]
	switch {
	case l.is(l.at, ":") && l.at > 0:
		m, ok := l.mistake(l.at, "a list has elements without names, and this one has a name", "write { } in the place of [ ] for fields with names")
		m.Opening = l.tokens[in].start
		return m, ok
	case l.at > in+1 && !l.is(l.at, "}") && !l.is(l.at-1, ",") && (l.tokens[l.at].kind != punct || l.is(l.at, "{") || l.is(l.at, "[")) && l.closes(l.at-1):
		return l.mistake(l.at, "a comma is missing between two elements of a list", "write , between them")
	}
	return Mistake{}, false
}

// unlisted finds a list that goes on behind its line without a comma.
func (l line) unlisted() (Mistake, bool) {
	end := l.to - 1
	stack := l.brackets(l.tokens[end].end)
	if len(stack) == 0 || !l.is(stack[len(stack)-1], "[") || l.is(end, "[") || l.is(end, ",") || l.offset < l.tokens[end].end {
		return Mistake{}, false
	}
	in := stack[len(stack)-1]
	m, ok := l.mistake(end, "a list goes on behind the end of this line, but without a comma", "write , behind the element, or ] at the end of the list")
	m.Opening = l.tokens[in].start
	return m, ok
}

// closes reports whether a value may end with a token.
func (l line) closes(i int) bool {
	return l.has(i, text) || l.is(i, "}") || l.is(i, "]") || l.has(i, word)
}

// brackets are the tokens of brackets that are open at an offset.
func (s *source) brackets(offset int) (stack []int) {
	for i, t := range s.tokens {
		if t.start >= offset {
			break
		}
		switch {
		case s.is(i, "{"), s.is(i, "["), s.is(i, "("):
			stack = append(stack, i)
		case (s.is(i, "}") || s.is(i, "]") || s.is(i, ")")) && len(stack) > 0:
			stack = stack[:len(stack)-1]
		}
	}
	return stack
}

// escape finds backslashes that are meant as such.
func (l line) escape() (Mistake, bool) {
	i := l.at
	if !l.has(i, text) && !l.has(i, open) || l.offset <= l.tokens[i].start {
		return Mistake{}, false
	}
	at := bytes.LastIndexByte(l.text[l.tokens[i].start:min(l.offset+1, l.tokens[i].end)], '\\')
	if at < 0 {
		return Mistake{}, false
	}
	return Mistake{l.tokens[i].start + at, `a backslash in text begins an escape, such as \n`, `write \\ for a backslash`, -1}, true
}

// within finds quotes within text.
func (l line) within() (Mistake, bool) {
	i := l.at
	if l.from <= i-1 && l.has(i-1, text) && l.tokens[i-1].end == l.tokens[i].start && l.tokens[i].kind != punct {
		return l.inner(i)
	}
	return Mistake{}, false
}

// fields finds two fields in a line with nothing between them.
func (l line) fields() (Mistake, bool) {
	i := l.at
	if i == l.from || !l.isLabel(i) || l.tokens[i].start < l.offset || !l.isScalar(i-1) && !l.is(i-1, "}") && !l.is(i-1, "]") {
		return Mistake{}, false
	}
	if l.tokens[i].secret {
		return l.mistake(i, "a comma is missing between two fields", "write a comma, or begin a new line, before the second")
	}
	return l.mistake(i, "a comma is missing between two fields", "write a comma, or begin a new line, before %s", l.of(i))
}

// isScalar reports whether a token is a value as CUE writes it.
func (s *source) isScalar(i int) bool {
	return s.has(i, text) || s.has(i, word) && (isNumber(s.of(i)) || s.is(i, "true") || s.is(i, "false"))
}

// colon finds labels without a colon.
func (l line) colon() (Mistake, bool) {
	i := l.at - 1
	if i >= l.from && l.has(i, word) && l.is(i-1, ":") && l.isScalar(l.at) && !l.isScalar(i) && identifier.MatchString(l.of(i)) && l.at < l.to && !l.has(l.at, text) && !l.tokens[i].secret && boolean(l.of(i)) == "" {
		end := l.endOfValue(l.at)
		if f, ok := l.field(i, l.at, end); ok && end == l.at+1 {
			return l.mistake(l.at, "a colon is missing, or quotes around text", "write %s, or %q", f, string(l.text[l.tokens[i].start:l.tokens[l.at].end]))
		}
	}
	if i < l.from || i < 0 || !l.has(i, word) || l.is(i-1, ":") && !l.is(l.at, "{") && !l.has(l.at, text) || l.is(i-1, "=") || !identifier.MatchString(l.of(i)) || l.of(i) == "in" {
		if !(i >= l.from && l.has(i, text) && l.is(l.at, "{") && (i == l.from || l.is(i-1, "{") || l.is(i-1, ",") || l.is(i-1, ":"))) {
			return Mistake{}, false
		}
	}
	if l.is(l.at, ":") || l.is(l.at, "}") || l.is(l.at, ",") || l.is(l.at, "=") || l.is(l.at, "]") || l.is(l.at, ")") || l.isLabel(l.at) {
		return Mistake{}, false
	}
	hint := "write : between them"
	if f, ok := l.field(i, l.at, l.endOfValue(l.at)); ok {
		hint = "write " + f
	}
	if l.tokens[i].secret {
		return l.mistake(l.at, "a colon is missing between a label and its value", "%s", hint)
	}
	return l.mistake(l.at, "a colon is missing between "+l.of(i)+" and its value", "%s", hint)
}

// value finds values that are no CUE: text without quotes, or none at all.
func (l line) value() (Mistake, bool) {
	// The value begins behind the last label before the place.
	i := min(l.at, l.to-1)
	for i >= l.from && !(l.is(i, ":") && i > l.from && (l.isLabel(i-1) || l.is(i-1, "?") || l.is(i-1, "!"))) {
		i--
	}
	if i < l.from {
		return Mistake{}, false
	}
	if i == l.to-1 {
		return l.valueless()
	}
	from, to := i+1, l.endOfValue(i+1)
	if to == from+1 && l.isScalar(from) {
		return Mistake{}, false
	}
	if from == to && (l.is(from, "}") || l.is(from, ",") || l.is(from, "]")) {
		return l.mistake(from, l.of(i-1)+" has no value", `write one behind the colon; text in quotes, "…"`)
	}
	if from < to && l.has(from, text) && to > from+1 {
		if l.tokens[from+1].kind == punct || !l.has(to-1, text) {
			return l.mistake(from+1, "something stands behind a value", "begin the next field on a line of its own, or behind a comma")
		}
		return l.inner(from + 1)
	}
	if l.is(from, "{") || l.is(from, "[") || l.is(from, "(") || l.is(from, "<") || l.is(from, ">") || l.is(from, "!") || l.is(from, "=") || strings.HasPrefix(l.of(from), "_") || strings.Contains(l.of(from), "#") && !strings.HasPrefix(l.of(from), "#") {
		return Mistake{}, false
	}
	return l.bare(from, to)
}

// valueless finds a label at the end of its line, behind which nothing stands.
func (l line) valueless() (Mistake, bool) {
	i := l.to - 1
	if !l.is(i, ":") || i == l.from || l.is(i+1, "{") || l.is(i+1, "[") || l.isLabel(i+1) {
		return Mistake{}, false
	}
	if bytes.HasPrefix(l.text[l.tokens[i].end:], []byte("//")) { // a URL, taken for a comment
		return l.url(i - 1)
	}
	name := l.of(i - 1)
	if l.tokens[i-1].secret {
		name = "the field"
	}
	return l.mistake(i, name+" has no value", `write one behind the colon; text in quotes, "…"`)
}

// url is about a URL without quotes.
func (l line) url(i int) (Mistake, bool) {
	rest, _, _ := bytes.Cut(l.text[l.tokens[i].start:], []byte("\n"))
	if raw := strings.TrimSpace(string(rest)); !l.tokens[i].secret && plain(raw) {
		return l.mistake(i, quotes, "write %q", raw)
	}
	return l.mistake(i, quotes, `write " around it`)
}

// quotes is what is said of text without quotes.
const quotes = "text stands in quotes"

// bare is about text without quotes, of some tokens.
func (l line) bare(from, to int) (Mistake, bool) {
	if from >= to || l.tokens[from].secret {
		return l.mistake(min(from, l.to-1), quotes, `write " around it`)
	}
	end := l.tokens[to-1].end
	if raw := strings.Trim(string(l.text[l.tokens[from].start:end]), "'`"); plain(raw) {
		return l.mistake(from, quotes, "write %s", literal(raw))
	}
	return l.mistake(from, quotes, `write " around it`)
}

// plain reports whether a text is short and simple enough to be repeated.
func plain(raw string) bool {
	return raw != "" && utf8.RuneCountInString(raw) <= 60 && !strings.ContainsAny(raw, "\"\\\n{}<>") && !(strings.Contains(raw, "@") && strings.Contains(raw, "://")) && !isSecretName(raw)
}

// literal writes a value as CUE wants it, of what may have been meant for true or false.
func literal(raw string) string {
	if b := boolean(raw); b != "" {
		return b
	}
	return fmt.Sprintf("%q", raw)
}

// boolean is the value that a word of other languages stands for, or "".
func boolean(raw string) string {
	switch strings.ToLower(raw) {
	case "true", "yes", "on", "enabled", "ja", "wahr":
		return "true"
	case "false", "no", "off", "disabled", "nein", "falsch":
		return "false"
	}
	return ""
}

// unclosed finds the bracket that is not closed at the end of the file, or the one that
// closes nothing.
func (s *source) unclosed(i int) (Mistake, bool) {
	var stack []int
	blamed := -1
	for k := range s.tokens {
		switch {
		case s.is(k, "{"), s.is(k, "["), s.is(k, "("):
			stack = append(stack, k)
		case s.is(k, "}"), s.is(k, "]"), s.is(k, ")"):
			if len(stack) == 0 {
				if i == k {
					return Mistake{s.tokens[k].start, fmt.Sprintf("%s closes nothing", s.of(k)), "leave it out, or look for one too many before it", -1}, true
				}
				return Mistake{}, false
			}
			top := stack[len(stack)-1]
			if s.of(k) != closer(s.of(top)) {
				if k == i || i == k+1 {
					return Mistake{s.tokens[k].start, fmt.Sprintf("%s is not closed before this", s.of(top)), "write " + closer(s.of(top)), s.tokens[top].start}, true
				}
				return Mistake{}, false
			}
			if blamed < 0 && s.tokens[k].first && s.tokens[top].line < s.tokens[k].line && s.tokens[k].indent < s.tokens[top].indent {
				blamed = top
			}
			stack = stack[:len(stack)-1]
		}
	}
	if len(stack) == 0 || i < len(s.tokens) {
		if i < len(s.tokens) && len(stack) > 0 && s.is(stack[len(stack)-1], "[") {
			top := stack[len(stack)-1]
			return Mistake{s.tokens[i].start, "[ is not closed before this", "write ]", s.tokens[top].start}, true
		}
		return Mistake{}, false
	}
	if blamed < 0 {
		blamed = stack[len(stack)-1]
	}
	bracket := s.of(blamed)
	return Mistake{s.tokens[len(s.tokens)-1].start, fmt.Sprintf("%s of line %d is not closed", bracket, s.tokens[blamed].line), "write " + closer(bracket), s.tokens[blamed].start}, true
}

func closer(bracket string) string {
	return map[string]string{"{": "}", "[": "]", "(": ")"}[bracket]
}
