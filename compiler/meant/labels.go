package meant

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

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
	const mac = "the MAC of a handset needs quotes, and no separators"
	for i := l.from; i < l.to && i <= l.at+1; i++ {
		address, behind := l.mac(i)
		if address == "" || l.is(i-1, "/") || !l.is(behind, ":") && !strings.ContainsAny(l.of(i), "0123456789") || l.tokens[i].secret {
			continue
		}
		if l.is(behind, ":") {
			return l.told(i, mac, `write "%s":`, address).by(l.instead(i, behind, `"`+address+`"`))
		}
		return l.told(i, mac, `write "%s"`, address).by(l.instead(i, behind, `"`+address+`"`))
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
	in := l.around(l.tokens[i].start, l.tokens[end-1].end)
	if l.tokens[i].secret || !plain(raw) {
		return l.told(i, summary, `write " around it`).by(in...)
	}
	return l.told(i, summary, "write %q", raw).by(in...)
}

// divided finds numbers with colons between them, such as a time, or an address with a
// port. A MAC is another thing.
func (l line) divided() (Mistake, bool) {
	for i := l.from + 1; i < l.to; i++ {
		if address, _ := l.mac(i); address != "" || !l.is(i-1, ":") || l.touch(i-1, i) || !l.has(i, word) || strings.Trim(l.of(i), "0123456789.") != "" {
			continue
		}
		end := i + 1
		for end+1 < l.to && l.is(end, ":") && l.touch(end-1, end) && l.touch(end, end+1) && digits.MatchString(l.of(end+1)) {
			end += 2
		}
		if end == i+1 || end < l.to && l.is(end, ":") {
			continue
		}
		in := l.around(l.tokens[i].start, l.tokens[end-1].end)
		if l.tokens[i].secret {
			return l.told(i, quotes, `write " around it`).by(in...)
		}
		return l.told(i, quotes, "write %q", string(l.text[l.tokens[i].start:l.tokens[end-1].end])).by(in...)
	}
	return Mistake{}, false
}

// touch reports whether nothing stands between two tokens.
func (l line) touch(i, k int) bool { return l.tokens[i].end == l.tokens[k].start }

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
		in := l.around(l.tokens[i].start, t.end)
		for k := i - 2; k >= l.from && l.isLabel(k) && digits.MatchString(l.of(k)); k -= 2 {
			in = append(l.around(l.tokens[k].start, l.tokens[k].end), in...) // the parser may have gone on behind it
		}
		if t.secret {
			return l.told(i, summary, "write it in quotes").by(in...)
		}
		return l.told(i, summary, "write %q:", name).by(in...)
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
		if from == before && l.tokens[before].first && isPeople([]string{l.of(before)}) && !isPeople(l.path(before)) && identifier.MatchString(name) {
			return l.told(i, "a colon is missing between "+l.of(before)+" and "+name, "write %s: %s:", l.of(before), name).by(insert(l.tokens[before].end, ":"))
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
		return l.told(i, "the parts of a parameter's name are labels of their own", "write %s:", l.nested(i)).by(l.instead(i, i+1, l.nested(i)))
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

// colon finds labels without a colon.
func (l line) colon() (Mistake, bool) {
	i := l.at - 1
	if i >= l.from && l.has(i, word) && l.is(i-1, ":") && l.isScalar(l.at) && !l.isScalar(i) && identifier.MatchString(l.of(i)) && l.at < l.to && !l.has(l.at, text) && !l.tokens[i].secret && (boolean(l.of(i)) == "" || boolean(l.of(l.at)) != "") {
		end := l.endOfValue(l.at)
		if f, ok := l.field(i, l.at, end); ok && end == l.at+1 {
			return l.told(l.at, "a colon is missing, or quotes around text", "write %s, or %q", f, string(l.text[l.tokens[i].start:l.tokens[l.at].end])).
				by(l.asField(i, l.at, end)...)
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
	hint, end := "write : between them", l.endOfValue(l.at)
	if f, ok := l.field(i, l.at, end); ok {
		hint = "write " + f
	}
	name := l.of(i)
	if l.tokens[i].secret {
		name = "a label"
	}
	return l.told(l.at, "a colon is missing between "+name+" and its value", "%s", hint).by(l.asField(i, l.at, end)...)
}
