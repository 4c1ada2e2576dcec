package meant

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

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
		case from > 0 && l.is(0, "package") && l.tokens[from].first && from+2 == l.to:
			return l.told(from, "the package line stands here a second time", "delete it").by(l.wholeLine(from))
		case from == 1 && l.tokens[1].first && l.has(0, word) && !l.isLabel(0):
			return l.told(0, "nothing but comments stands before the package line", "delete this line").by(l.wholeLine(0))
		case from > 0:
			m := l.told(from, "the package line stands before all else but comments", "move it to the beginning of the file")
			if !l.tokens[from].first || from+2 < l.to {
				return m, true
			}
			return m.by(insert(l.tokens[0].start, string(l.text[l.tokens[from].start:l.tokens[from+1].end])+"\n\n"), l.wholeLine(from))
		case !identifier.MatchString(strings.Trim(next, `"`)):
			right := cmp.Or(strings.TrimLeft(name, "_0123456789"), "ward")
			return l.told(from+1, "the name of a package is a word of letters, digits and _, and begins with a letter", "write package %s", right).by(l.instead(from+1, l.to, right))
		case strings.HasPrefix(next, `"`):
			return l.told(from+1, "the name of a package stands without quotes", "write package %s", name).by(l.instead(from+1, from+2, name))
		case from+2 < l.to:
			return l.told(from+2, "the name of the package alone stands in its line", "write package %s, and the rest on the next line", name).by(l.between(from+1, "\n", from+2))
		}
	case from == 0 && from+2 == l.to && l.has(from, word) && l.has(from+1, word) && Within(l.of(from), []string{"package"}, 2) != "":
		return l.told(from, "a file begins with its package line", "write package %s", next).by(l.instead(from, from+1, "package"))
	case l.is(from, "import") && !l.is(from+1, ":"):
		const example = `write import "strings", with the path of a package`
		at := min(from+1, l.to-1)
		switch {
		case l.to == from+1, l.to == from+2 && next == `""`:
			return l.mistake(from, "the import says not what", example)
		case l.has(from+1, word) && l.to == from+2 || l.is(from+2, "/"):
			path := strings.Trim(string(l.text[l.tokens[from+1].start:l.tokens[l.to-1].end]), `'“”„;`)
			return l.told(at, "the path of an import needs quotes", "write import %q", path).by(l.instead(from+1, l.to, fmt.Sprintf("%q", path)))
		case l.has(from+1, text) && l.after(from):
			m := l.told(from, "imports stand between the package line and the first field", "move it there")
			if !l.tokens[from].first || from+2 < l.to {
				return m, true
			}
			if moved := l.imported(strings.Trim(l.of(from+1), `"`)); moved != nil {
				return m.by(append(moved, l.wholeLine(from))...)
			}
			return m, true
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
