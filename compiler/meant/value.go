package meant

import (
	"bytes"
	"fmt"
	"strings"
)

// Value is the scalar that is written out at an offset, or "" if there is none that may
// be shown.
func Value(src []byte, offset int) string {
	s := read(src)
	i := s.at(offset)
	if i >= len(s.tokens) || s.tokens[i].start != offset || s.tokens[i].secret {
		return ""
	}
	raw := s.of(i)
	if s.has(i, text) && plain(strings.Trim(raw, `"`)) || isNumber(raw) || raw == "true" || raw == "false" || raw == "null" {
		return raw
	}
	return ""
}

// Says reports whether an error(…) at an offset says a message literally.
func Says(src []byte, offset int, message string) bool {
	s := read(src)
	i := s.at(offset)
	for k := i; k < len(s.tokens) && s.tokens[k].line == s.tokens[i].line; k++ {
		if s.is(k, "error") && s.is(k+1, "(") && s.is(k+3, ")") && s.has(k+2, text) && s.of(k+2) == `"`+message+`"` {
			return true
		}
	}
	return false
}

// Selected is the package of which a name at an offset is selected.
func Selected(src []byte, offset int) string {
	s := read(src)
	i := s.at(offset)
	if !s.has(i, word) {
		return ""
	}
	first, _, _ := strings.Cut(s.of(i), ".")
	return first
}

// Alias says what somebody meant by the name of an alias that nothing uses: a label,
// with = for a colon.
func Alias(src []byte, offset int) (Mistake, bool) {
	s := read(src)
	i := s.at(offset)
	if !s.has(i, word) || !s.is(i+1, "=") {
		return Mistake{}, false
	}
	from, to := s.line(i)
	return line{s, from, to, i, offset}.equals()
}

// Operands says what somebody meant by an operator other than & between a definition and
// its fields.
func Operands(src []byte, offset int) (Mistake, bool) {
	s := read(src)
	i := s.at(offset)
	if i >= len(s.tokens) {
		return Mistake{}, false
	}
	from, to := s.line(i)
	return line{s, from, to, i, offset}.unified()
}

// Starred says what somebody meant by a value with a star, such as what is dialled.
func Starred(src []byte, offset int) (Mistake, bool) {
	s := read(src)
	i := s.at(offset)
	if !s.has(i, word) || !strings.HasPrefix(s.of(i), "*") {
		return Mistake{}, false
	}
	from, to := s.line(i)
	l := line{s, from, to, i, offset}
	return l.bare(i, l.endOfValue(i))
}

// Loose says what somebody meant by a value that stands in a struct without a label: the
// decimals behind a comma, or a text in two parts.
func Loose(src []byte, offset int) (Mistake, bool) {
	s := read(src)
	i := s.at(offset)
	if i >= len(s.tokens) || s.tokens[i].start != offset || s.tokens[i].kind == punct || s.tokens[i].kind == open || s.isLabel(i) {
		return Mistake{}, false
	}
	if !s.isScalar(i) || !s.isInStruct(i) || !s.is(i-1, ",") && !s.is(i-1, "{") && !s.tokens[i].first || s.is(i-1, ":") {
		return Mistake{}, false
	}
	if from, to := s.line(i); s.has(i, text) && from == i && to == i+1 && isPeople(s.path(i)) && !s.tokens[i].secret {
		return s.told(i, "a colon is missing behind "+s.of(i), "write %s: {…}", s.of(i)), true
	}
	m := s.told(i, "a value without a label stands between fields", "write a label and a colon before it")
	if s.is(i-1, ",") && s.tokens[i-2].end == s.tokens[i-1].start && s.tokens[i].start == s.tokens[i-1].end && isNumber(s.of(i-2)) && digits.MatchString(s.of(i)) {
		m.Summary, m.Hint = "the decimals of a number stand behind a point", "write . in the place of ,"
		if !s.tokens[i].secret {
			m.Hint = fmt.Sprintf("write %s.%s", s.of(i-2), s.of(i))
		}
		return m.by(s.instead(i-1, i, "."))
	}
	return m, true
}

// Undeployed says what a struct was meant for that has the fields of a deployment and is
// none, where the schema of a vendor is imported.
func Undeployed(src []byte, vendor string) (Mistake, bool) {
	s := read(src)
	depth, label := 0, -1
	for i := range s.tokens {
		switch {
		case s.is(i, "{"), s.is(i, "["), s.is(i, "("):
			depth++
		case s.is(i, "}"), s.is(i, "]"), s.is(i, ")"):
			depth--
		case depth == 0 && s.tokens[i].first && s.isLabel(i):
			label = i
		}
		if label < 0 || label == i || !s.isLabel(i) || depth > 1 || !isPeople([]string{s.of(i)}) && !s.is(i, "params") {
			continue
		}
		if !s.is(label+2, "{") && label+2 != i || strings.ContainsAny(s.of(label), "#_\"") {
			continue
		}
		name := s.of(label)
		m := s.told(label, name+" is no deployment", "write %s: %s.#Deployment & {", name, vendor)
		if !s.is(label+2, "{") {
			return m, true
		}
		return m.by(insert(s.tokens[label+2].start, vendor+".#Deployment & "))
	}
	return Mistake{}, false
}

// Unembedded says why a file that a field embeds is not there.
func Unembedded(src []byte, offset int) (Mistake, bool) {
	rest, _, _ := bytes.Cut(src[offset:], []byte("\n"))
	if !bytes.Contains(rest, []byte("@embed(")) || bytes.Contains(src, []byte("@extern(embed)")) {
		return Mistake{}, false
	}
	m := placed(offset, "the file embeds another, but does not say so at its beginning", "write @extern(embed) before the package line")
	s := read(src)
	if !s.is(0, "package") {
		return m, true
	}
	return m.by(insert(s.tokens[0].start, "@extern(embed)\n\n"))
}

// Field is the scalar that is written out as the value of labels at an offset. There is
// none where it may be a secret.
func Field(src []byte, offset int) (labels []string, raw string, ok bool) {
	s := read(src)
	i := s.at(offset)
	if i >= len(s.tokens) || s.tokens[i].start != offset || s.tokens[i].secret || !s.is(i-1, ":") || s.isLabel(i) || !s.isScalar(i) {
		return nil, "", false
	}
	return s.path(i), s.of(i), true
}
