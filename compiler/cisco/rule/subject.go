package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A subject is something about a phone that a rule tests: the value of a
// macro, or whether a comparison of two macros holds. All states in which the
// tests of a rule come out alike are one class. The classes of a subject are
// numbered:
//
//   - strings: one class for each constant that the subject is compared with,
//     in the order of the text, then one for anything else;
//   - integers and versions: with the constants in ascending order, below the
//     first, the first itself, between the first and the second, and so on;
//     then, where the macro may hold something else, one for values with which
//     no comparison holds;
//   - comparisons of two macros: 0 no, 1 yes.
//
// Subjects count as independent. Two subjects over one macro, such as $MA and
// $(MA:0:6), are not quite that; no alternative is called unreachable for it.
type subject struct {
	key       string // $EMS, or the whole comparison of two macros
	kind      Kind   // of the constants; Unknown for a comparison of two macros
	constants []string
	index     map[string]int // of a string constant
	mixed     bool           // may hold what is no integer, or no version
	full      set            // all classes, once the constants are complete
}

// last is the highest class, that of other values left out.
func (s *subject) last() int {
	switch s.kind {
	case String:
		return len(s.constants)
	case Unknown:
		return 1
	}
	return 2 * len(s.constants)
}

// close completes a subject when all its constants are known.
func (s *subject) close() {
	if s.kind == Integer || s.kind == Version {
		slices.SortFunc(s.constants, s.order)
		s.constants = slices.CompactFunc(s.constants, func(a, b string) bool { return s.order(a, b) == 0 })
	}
	top := s.last()
	if s.mixed {
		top++
	}
	start := 0
	if s.kind == Integer {
		// Between two integers that follow each other there is nothing.
		for i := 1; i < len(s.constants); i++ {
			if nextInteger(s.constants[i-1]) == trimInteger(s.constants[i]) {
				s.full = append(s.full, interval{start, 2*i - 1})
				start = 2*i + 1
			}
		}
	}
	s.full = append(s.full, interval{start, top})
}

func trimInteger(n string) string {
	digits, negative := strings.CutPrefix(n, "-")
	if digits = trimZeros(digits); negative && digits != "0" {
		return "-" + digits
	}
	return digits
}

// order compares two constants of a subject whose kind has an order.
func (s *subject) order(a, b string) int {
	if s.kind == Integer {
		return compareIntegers(a, b)
	}
	v, _ := parseVersion(a)
	w, _ := parseVersion(b)
	return v.compare(w)
}

// where is the set of classes in which "subject op constant" holds.
func (s *subject) where(op Op, constant string) set {
	last := s.last()
	if s.kind == String {
		i := s.index[constant]
		if op == Eq {
			return set{{i, i}}
		}
		return set{{0, last}}.minus(set{{i, i}})
	}
	n, _ := slices.BinarySearchFunc(s.constants, constant, s.order)
	i := 2*n + 1
	switch op {
	case Eq:
		return set{{i, i}}
	case Ne:
		return set{{0, i - 1}, {i + 1, last}}
	case Lt:
		return set{{0, i - 1}}
	case Le:
		return set{{0, i}}
	case Gt:
		return set{{i + 1, last}}
	}
	return set{{i, last}}
}

// label says for people which values a set of classes has.
func (s *subject) label(in set) string {
	switch {
	case s.full.within(in):
		return "any"
	case s.kind == Unknown:
		return [...]string{"no", "yes"}[in[0].lo]
	case s.kind == String:
		return s.stringLabel(in)
	}
	if out := s.full.minus(in); len(out) == 1 && out[0].lo == out[0].hi && out[0].lo%2 == 1 {
		return "not " + s.constants[out[0].lo/2]
	}
	parts := make([]string, len(in))
	for i, r := range in {
		parts[i] = s.rangeLabel(r)
	}
	return strings.Join(parts, " or ")
}

func (s *subject) stringLabel(in set) string {
	rest := len(s.constants)
	name := func(i int) string {
		if s.constants[i] == "" {
			return "empty"
		}
		return fmt.Sprintf("%q", s.constants[i])
	}
	var names []string
	if !in.has(rest) {
		for _, r := range in {
			for i := r.lo; i <= r.hi; i++ {
				names = append(names, name(i))
			}
		}
		return strings.Join(names, " or ")
	}
	for _, r := range s.full.minus(in) {
		for i := r.lo; i <= r.hi; i++ {
			names = append(names, name(i))
		}
	}
	if len(names) == 1 && names[0] == "empty" {
		return "set"
	}
	return "not " + strings.Join(names, ", not ")
}

func (s *subject) rangeLabel(r interval) string {
	if r.lo == r.hi && r.lo%2 == 1 {
		return s.constants[r.lo/2]
	}
	var parts []string
	if r.lo%2 == 1 {
		parts = append(parts, ">= "+s.constants[r.lo/2])
	} else if r.lo > 0 {
		parts = append(parts, "> "+s.constants[r.lo/2-1])
	}
	if r.hi%2 == 1 {
		parts = append(parts, "<= "+s.constants[r.hi/2])
	} else if r.hi < s.last() {
		parts = append(parts, "< "+s.constants[r.hi/2])
	}
	return strings.Join(parts, " and ")
}

// model is a rule as its subjects see it.
type model struct {
	subjects []*subject
	boxes    []box // of each alternative: the states in which its condition holds
}

// test is a term as the model sees it: a subject compared with a constant, or with
// fixed set, an outcome that is the same in every state.
type test struct {
	subject  int
	op       Op
	constant string
	fixed    bool
	outcome  bool
}

func newModel(r *Rule) *model {
	m := &model{}
	index := map[string]int{}
	tests := make([][]test, len(r.Alternatives))
	for i := range r.Alternatives {
		if c := r.Alternatives[i].Cond; c != nil {
			for _, t := range c.Terms {
				tests[i] = append(tests[i], m.test(t, index))
			}
		}
	}
	for _, s := range m.subjects {
		s.close()
	}
	for i := range tests {
		m.boxes = append(m.boxes, m.box(tests[i]))
	}
	return m
}

// test reads a term, and notes its subject and constant.
func (m *model) test(t Term, index map[string]int) test {
	left, right, op := t.Left, t.Right, t.Op
	switch {
	case op == True:
		return test{fixed: true, outcome: true}
	case op == Bare:
		if macro, ok := soleMacro(left.Value.Text); ok && macro.Default == "true" {
			return test{fixed: true, outcome: true}
		}
		return test{subject: m.subject(left.Value.Text, Unknown, index), op: Eq, constant: "yes"}
	}
	leftMacro, rightMacro := hasMacro(left.Value.Text), hasMacro(right.Value.Text)
	if !leftMacro && rightMacro {
		left, right, op = right, left, mirrored[op]
		leftMacro, rightMacro = true, false
	}
	switch {
	case !leftMacro:
		outcome, _ := compare(left, op, right)
		return test{fixed: true, outcome: outcome}
	case rightMacro:
		return test{subject: m.subject(t.String(), Unknown, index), op: Eq, constant: "yes"}
	case left.Kind != Unknown && left.Kind != right.Kind, right.Kind == String && (left.Kind != String || op.Ordered()):
		return test{fixed: true} // no comparison: Check says so
	}
	s := m.subject(subjectKey(left.Value.Text), right.Kind, index)
	if macro, ok := soleMacro(left.Value.Text); right.Kind != String && (!ok || macro.Kind != right.Kind) {
		m.subjects[s].mixed = true
	}
	constant := right.Value.Text
	if right.Kind == String {
		constant = right.Value.Plain()
		if _, ok := m.subjects[s].index[constant]; !ok {
			m.subjects[s].index[constant] = len(m.subjects[s].constants)
			m.subjects[s].constants = append(m.subjects[s].constants, constant)
		}
	} else {
		m.subjects[s].constants = append(m.subjects[s].constants, constant)
	}
	return test{subject: s, op: op, constant: constant}
}

var mirrored = map[Op]Op{Eq: Eq, Ne: Ne, Lt: Gt, Le: Ge, Gt: Lt, Ge: Le}

func (m *model) subject(key string, kind Kind, index map[string]int) int {
	id := fmt.Sprint(kind, " ", key)
	i, ok := index[id]
	if !ok {
		i = len(m.subjects)
		index[id] = i
		m.subjects = append(m.subjects, &subject{key: key, kind: kind, index: map[string]int{}})
	}
	return i
}

// subjectKey is a text with its macros in their shortest form.
func subjectKey(text string) string {
	var b strings.Builder
	at := 0
	macros(text, func(r macroRef) {
		key := r.key(text)
		// $(A)b must not become $Ab.
		if r.end < len(text) && isMacroChar(text[r.end]) {
			key = text[r.start:r.end]
		}
		b.WriteString(text[at:r.start] + key)
		at = r.end
	})
	return b.String() + text[at:]
}

// soleMacro is the macro that a text consists of, whole and unabridged.
func soleMacro(text string) (Macro, bool) {
	var name string
	macros(text, func(r macroRef) {
		if r.start == 0 && r.end == len(text) && r.offset == 0 && r.length < 0 {
			name = r.name
		}
	})
	return LookupMacro(name)
}

// box is the states in which all tests come out positive.
func (m *model) box(tests []test) box {
	var b box
	sets := map[int]set{}
	for _, t := range tests {
		if t.fixed {
			b.never = b.never || !t.outcome
			continue
		}
		s := m.subjects[t.subject]
		in, ok := sets[t.subject]
		if !ok {
			in = s.full
		}
		if s.kind == Unknown {
			in = in.and(set{{1, 1}})
		} else {
			in = in.and(s.where(t.op, t.constant))
		}
		sets[t.subject] = in
	}
	for subject, in := range sets {
		b.sides = append(b.sides, side{subject, in})
		b.weight += 1 + len(in)
		b.never = b.never || len(in) == 0
	}
	slices.SortFunc(b.sides, func(x, y side) int { return cmp.Compare(x.subject, y.subject) })
	return b
}
