package catalogue

import (
	"cmp"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/meant"
)

// Param is a parameter of the catalogue. Name has x, y, z in the place of
// indexes.
type Param struct {
	Name    string
	Indexes []int // the highest value of each index
	Labels  []string
	Field   *Field
	filled  []int // the index that each stands for; 0 is any, and so is none at all
}

// Spell returns the parameter as it is written in CUE.
func (p Param) Spell() string {
	var b strings.Builder
	for _, l := range p.Labels {
		if strings.IndexFunc(l, func(r rune) bool {
			return r != '_' && !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
		}) >= 0 || l[0] >= '0' && l[0] <= '9' {
			l = strconv.Quote(l)
		}
		b.WriteString(l + ": ")
	}
	return strings.TrimSuffix(b.String(), " ")
}

// Fill returns the name with numbers in the place of its indexes.
func (p Param) Fill(indexes ...int) string {
	parts := separated.FindAllString(p.Name, -1)
	for i, part := range parts {
		if len(indexes) > 0 && isIndex(part) {
			parts[i] = strconv.Itoa(indexes[0]) + part[1:]
			indexes = indexes[1:]
		}
	}
	return strings.Join(parts, "")
}

// isIndex reports whether a part of a name stands for an index.
func isIndex(part string) bool { return slices.Contains(letters, strings.Trim(part, "._")) }

// IndexesIn counts the indexes in a label or name that has letters for them.
func IndexesIn(name string) int {
	n := 0
	for _, part := range separated.FindAllString(name, -1) {
		if isIndex(part) {
			n++
		}
	}
	return n
}

// separated is a part of a name with what separates it from the next.
var separated = regexp.MustCompile(`[^._]+[._]*|[._]+`)

// Params calls f with every parameter of the schema, group by group in the
// order of its source, until f returns false.
func (s *Schema) Params(f func(Param) bool) {
	o := s.MustType(ParamsType).Object()
	for _, g := range o.Fields() {
		if !s.params(nil, nil, g, f) {
			return
		}
	}
}

// Group goes through the parameters whose names begin with a label.
func (s *Schema) Group(label string) iter.Seq[Param] {
	return func(yield func(Param) bool) {
		if g := s.MustType(ParamsType).Object().Field(label); g != nil {
			s.params(nil, nil, g, yield)
		}
	}
}

func (s *Schema) params(labels []string, indexes []int, f *Field, yield func(Param) bool) bool {
	if f.family != nil {
		for _, g := range f.family.of.Object().Fields() {
			label := append(labels[:len(labels):len(labels)], g.Label)
			if !yield(Param{strings.Join(label, "."), append(indexes[:len(indexes):len(indexes)], f.IndexMax()), label, g, nil}) {
				return false
			}
		}
		return true
	}
	if f.Refuses() {
		return true
	}
	label := f.Label
	if f.IsPattern() {
		label = letters[min(len(indexes), 2)]
		if f.regex != "" {
			label, indexes = patternLabel(f.regex, indexes)
		} else {
			indexes = append(indexes[:len(indexes):len(indexes)], f.IndexMax())
		}
	}
	labels = append(labels[:len(labels):len(labels)], label)
	if o := f.Type.Object(); o != nil && !f.Meta.Param {
		for _, g := range o.Fields() {
			if !s.params(labels, indexes, g, yield) {
				return false
			}
		}
		return true
	}
	return yield(Param{strings.Join(labels, "."), indexes, labels, f, nil})
}

var letters = []string{"x", "y", "z"}

// patternLabel turns the pattern of a dotted label into the name it stands for.
func patternLabel(re string, indexes []int) (string, []int) {
	name := strings.TrimSuffix(strings.TrimPrefix(re, "^"), "$")
	for {
		m := indexGroup.FindStringIndex(name)
		if m == nil {
			break
		}
		letter := letters[min(len(indexes), 2)]
		indexes = append(indexes[:len(indexes):len(indexes)], indexIn(name).Max)
		name = name[:m[0]] + letter + name[m[1]:]
	}
	return strings.ReplaceAll(name, `\`, ""), indexes
}

// maxParts is more than the parts of any parameter's name. There are many ways to split a
// name into labels.
const maxParts = 12

// Param finds the parameter of a full name with its indexes filled in.
func (s *Schema) Param(name string) (Param, bool) {
	parts := strings.Split(name, ".")
	if len(parts) > maxParts {
		return Param{Name: name}, false
	}
	var found Param
	ok := s.find(s.MustType(ParamsType).Object(), parts, nil, &found)
	found.Name, found.filled = name, numbersIn(name)
	return found, ok
}

// find tries each way to split a name into labels.
func (s *Schema) find(o *Object, parts, labels []string, found *Param) bool {
	for n := 1; n <= len(parts); n++ {
		label := strings.Join(parts[:n], ".")
		f := o.Field(label)
		if f == nil || f.Refuses() {
			continue
		}
		here := append(labels[:len(labels):len(labels)], label)
		in := f.Type.Object()
		if n == len(parts) && (in == nil || f.Meta.Param) {
			found.Labels, found.Field = here, f
			return true
		}
		if n < len(parts) && in != nil && s.find(in, parts[n:], here, found) {
			return true
		}
	}
	return false
}

// Nearest is the parameter that an unknown name was probably meant to be, with the indexes
// of that where it can have them; empty if none is near.
func (s *Schema) Nearest(name string) string {
	return s.filled(s.nearestPattern(name), name)
}

// filled gives a parameter the indexes of a name, if it can have them.
func (s *Schema) filled(near, name string) string {
	var indexes []int
	for _, m := range digits.FindAllString(name, -1) {
		if i, err := strconv.Atoi(strings.Trim(m, "._")); err == nil {
			indexes = append(indexes, i)
		}
	}
	filled := Param{Name: near}.Fill(indexes...)
	if _, ok := s.Param(filled); ok {
		return filled
	}
	return near
}

// nearestPattern is Nearest with x, y, z for indexes, any of which stands
// for any other.
func (s *Schema) nearestPattern(name string) string {
	known := s.spellings()
	plain := digits.ReplaceAllString(name, "${1}x$2")
	if near := known.words.Nearest(plain); near != "" {
		return near
	}
	// The right end in the wrong place, when there is one such place.
	for _, end := range []string{plain, plain[strings.LastIndexByte(plain, '.')+1:]} {
		var ends []string
		for _, n := range known.names {
			if strings.HasSuffix(n, "."+end) {
				ends = append(ends, n)
			}
		}
		if len(ends) == 1 {
			return ends[0]
		}
	}
	return ""
}

// spellings are the names of all parameters, with x, y, z for indexes.
type spellings struct {
	names []string
	words *meant.Words
	bytes int // of the longest
}

func (s *Schema) spell() *spellings {
	all := &spellings{}
	s.Params(func(p Param) bool {
		all.names = append(all.names, p.Name)
		all.bytes = max(all.bytes, len(p.Name))
		return true
	})
	all.words = meant.NewWords(all.names)
	return all
}

// misspelt is the parameter that an unknown name was all but certainly meant to be: few
// of its letters differ. It is empty if there is none.
func (s *Schema) misspelt(name string) string {
	plain := digits.ReplaceAllString(name, "${1}x$2")
	near := s.spellings().words.Within(plain, max(1, min(3, len(plain)/6)))
	letters := strings.NewReplacer("0", "", "1", "", "2", "", "3", "", "4", "", "5", "", "6", "", "7", "", "8", "", "9", "")
	if near == "" || letters.Replace(near) == letters.Replace(plain) { // another number is another thing
		return ""
	}
	return s.filled(near, name)
}

// Beyond tells of an unknown name that is a parameter's but for one index which
// is too high: that index, the highest there is, and the parameter.
func (s *Schema) Beyond(name string) (index string, most int, known Param) {
	parts := strings.Split(name, ".")
	for i, part := range parts {
		if part == "" || strings.Trim(part, "0123456789") != "" {
			continue
		}
		parts[i] = "1"
		if known, ok := s.Param(strings.Join(parts, ".")); ok {
			for ok {
				most++
				parts[i] = strconv.Itoa(most + 1)
				_, ok = s.Param(strings.Join(parts, "."))
			}
			return part, most, known
		}
		parts[i] = part
	}
	return "", 0, Param{}
}

// mostIndex is up to which number names are looked for that differ in it alone.
const mostIndex = 64

// Between tells of an unknown name that is that of several parameters but for one number,
// which labels have in them: the lowest and the highest there are.
func (s *Schema) Between(name string) (least, most int) {
	for _, at := range digits.FindAllStringSubmatchIndex(name, -1) {
		before, after := name[:at[3]], name[at[4]:]
		for i := range mostIndex {
			if _, ok := s.Param(before + strconv.Itoa(i) + after); !ok {
				continue
			}
			if most == 0 {
				least = i
			}
			most = i
		}
		if most > least {
			return least, most
		}
	}
	return 0, 0
}

var digits = regexp.MustCompile(`([._])\d+([._]|$)`)

// Compare orders parameter names as administrators read them: part by part,
// indexes as numbers.
func Compare(a, b string) int {
	// Parts that are the same to the byte need no look into them.
	part := 0
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '.' {
			part = i + 1
		}
	}
	a, b = a[part:], b[part:]
	for {
		x, restA, moreA := strings.Cut(a, ".")
		y, restB, moreB := strings.Cut(b, ".")
		if c := comparePart(x, y); c != 0 {
			return c
		}
		if !moreA || !moreB {
			return cmp.Compare(b2i(moreA), b2i(moreB))
		}
		a, b = restA, restB
	}
}

func comparePart(x, y string) int {
	i, isX := index(x)
	j, isY := index(y)
	switch {
	case isX && isY:
		return cmp.Or(cmp.Compare(i, j), cmp.Compare(x, y))
	case isX:
		return -1
	case isY:
		return 1
	}
	return cmp.Compare(x, y)
}

// index reads a number. Most parts are names, and asking strconv about those
// costs an allocation.
func index(part string) (int, bool) {
	if part == "" || part[0] > '9' {
		return 0, false
	}
	i, err := strconv.Atoi(part)
	return i, err == nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Respelled is the fix that makes a parameter of a name, unless that is a pattern: nobody
// knows the index then.
func (s *Schema) Respelled(name, parameter string) diag.Fix {
	known, ok := s.Param(parameter)
	if !ok {
		return diag.Fix{}
	}
	return diag.Relabel(name, known.Labels)
}

// Lettered is a name with letters in the place of its numbers.
func Lettered(name string) string {
	if strings.IndexFunc(name, func(r rune) bool { return '0' <= r && r <= '9' }) < 0 {
		return name
	}
	parts := separated.FindAllString(name, -1)
	n := 0
	for i, part := range parts {
		number := strings.TrimRight(part, "._")
		if _, err := strconv.Atoi(number); err == nil && n < len(letters) {
			parts[i] = letters[n] + part[len(number):]
			n++
		}
	}
	return strings.Join(parts, "")
}
