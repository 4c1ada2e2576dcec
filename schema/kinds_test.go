package schema_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cuelang.org/go/cue"
)

// kind is what a parameter takes, by examples.
type kind struct {
	takes, refuses []example
	constants      map[string]bool // values that stand for themselves, as CUE has them
	says           string          // of a value that does not fit
}

// example is a value as CUE has it.
type example struct {
	text  string
	value cue.Value
}

// kinds has those that were met, by the words of the table.
type kinds struct {
	p       *plain
	vendor  string
	named   map[string]*kind // of testdata
	met     map[string]*kind
	checked map[string]bool // definitions, with the words
}

// readKinds reads the table of kinds that have a name. A line that is indented belongs to
// the name above it: after + is a value that is taken, after - one that is not, after =
// one that stands for itself, after ! the sentence about all that are not taken.
func readKinds(t *testing.T, p *plain, vendor string) *kinds {
	t.Helper()
	all := &kinds{p, vendor, map[string]*kind{}, map[string]*kind{}, map[string]bool{}}
	var k *kind
	for _, line := range readLines(t, vendor+"-kinds.txt") {
		text, indented := strings.CutPrefix(line, "\t")
		switch {
		case !indented:
			k = &kind{constants: map[string]bool{}}
			all.named[line] = k
		case text[0] == '!':
			k.says = text[2:]
		case text[0] == '*':
			readCharacters(t, text[2:]).each(func(text string, right bool) {
				if right {
					all.take(t, k, text)
				} else {
					all.refuse(t, k, text)
				}
			})
		case text[0] == '=':
			k.constants[text[2:]] = true
		case text[0] == '+':
			all.take(t, k, text[2:])
		default:
			all.refuse(t, k, text[2:])
		}
	}
	return all
}

func (all *kinds) example(t *testing.T, text string) example {
	return example{text, all.p.text(t, text)}
}

func (k *kind) take(e ...example)   { k.takes = append(k.takes, e...) }
func (k *kind) refuse(e ...example) { k.refuses = append(k.refuses, e...) }

var (
	wholeNumbers = regexp.MustCompile(`^(-?\d+)\.\.(\d+|-\d+)$`)
	lengths      = regexp.MustCompile(`^(text|secret) (\d+)\.\.(\d+)( or number)?$`)
)

// of makes examples of what the table says of a kind.
func (all *kinds) of(t *testing.T, words string) *kind {
	t.Helper()
	if k := all.met[words]; k != nil {
		return k
	}
	k := &kind{constants: map[string]bool{}}
	all.met[words] = k
	all.refuse(t, k, "[1]")
	if named := all.named[words]; named != nil {
		k.take(named.takes...)
		k.refuse(named.refuses...)
		k.constants, k.says = named.constants, named.says
		return k
	}
	rest, orEmpty := strings.CutSuffix(words, " or empty")
	if m := wholeNumbers.FindStringSubmatch(rest); m != nil {
		all.between(t, k, number(t, m[1]), number(t, m[2]))
	} else if m := lengths.FindStringSubmatch(rest); m != nil {
		all.long(t, k, number(t, m[2]), number(t, m[3]))
		if m[1] == "secret" {
			all.take(t, k, `{secret: "a"}`)
			all.refuse(t, k, `{secret: ""}`, `{secret: "a b"}`, `{secret: "a", of: "b"}`, `{}`)
			k.says += `, or {secret: "name"}`
		}
		if m[4] != "" {
			all.take(t, k, "0", "70000")
			all.refuse(t, k, "-1")
			k.says += ", or a whole number"
		} else {
			all.refuse(t, k, "1")
		}
	} else if choices, chosen := strings.CutPrefix(rest, "one of "); chosen {
		all.choices(t, k, strings.Split(choices, "; "))
	} else {
		t.Fatalf("nothing is known of %s", words)
	}
	if orEmpty {
		all.take(t, k, `""`)
		k.constants[`""`] = true
		k.says += ", or empty"
	} else if len(k.constants) > 0 {
		all.refuse(t, k, `""`)
	}
	return k
}

func (all *kinds) take(t *testing.T, k *kind, texts ...string) {
	for _, text := range texts {
		k.take(all.example(t, text))
	}
}

func (all *kinds) refuse(t *testing.T, k *kind, texts ...string) {
	for _, text := range texts {
		k.refuse(all.example(t, text))
	}
}

// between are whole numbers, both bounds included.
func (all *kinds) between(t *testing.T, k *kind, least, most int) {
	all.take(t, k, fmt.Sprint(least), fmt.Sprint(most))
	all.refuse(t, k, fmt.Sprint(least-1), fmt.Sprint(most+1), "true", `"x"`, fmt.Sprintf("%q", fmt.Sprint(least)), fmt.Sprintf("%d.5", least))
	k.says = fmt.Sprintf("must be a whole number from %d to %d", least, most)
}

// long is text of so many characters.
func (all *kinds) long(t *testing.T, k *kind, least, most int) {
	all.take(t, k, letters(least), letters(most))
	all.refuse(t, k, letters(most+1), "true")
	k.refuse(all.named["text"].refuses...)
	k.says = fmt.Sprintf("must be printable text of at most %d characters", most)
	if least > 0 {
		all.refuse(t, k, letters(least-1))
		k.says = fmt.Sprintf("must be printable text of %d to %d characters", least, most)
	}
}

// choices are values that stand for themselves. One that is a whole number may be
// written as one.
func (all *kinds) choices(t *testing.T, k *kind, choices []string) {
	for _, choice := range choices {
		text := strconv.Quote(choice)
		all.take(t, k, text)
		k.constants[text] = true
		if _, err := strconv.Atoi(choice); err == nil {
			all.take(t, k, choice)
			k.constants[choice] = true
		}
	}
	all.refuse(t, k, `"of no kind"`, "true")
	switch n := len(choices); {
	case n > few:
		k.says = fmt.Sprintf("must be one of its %d allowed values", n)
	case n == 2 && all.vendor == "spectralink":
		k.says = "must be " + strings.Join(choices, " or ")
	default:
		k.says = "must be one of " + strings.Join(choices, ", ")
	}
}

// few choices are listed, more are counted.
const few = 9

func letters(n int) string { return strconv.Quote(strings.Repeat("é", n)) }

func number(t *testing.T, text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// check holds a parameter to what it takes. Many just name a definition, which is looked
// at once.
func (all *kinds) check(t *testing.T, r row, v cue.Value) {
	if _, definition := v.ReferencePath(); len(definition.Selectors()) > 0 {
		once := definition.String() + " " + r.takes
		if all.checked[once] {
			return
		}
		all.checked[once] = true
	}
	all.of(t, r.takes).check(t, r.name, v)
}

func (k *kind) check(t *testing.T, name string, v cue.Value) {
	for _, e := range k.takes {
		if err := v.Unify(e.value).Validate(cue.Concrete(true)); err != nil {
			t.Errorf("%s refuses %s: %v", name, e.text, err)
		}
	}
	for _, e := range k.refuses {
		if v.Unify(e.value).Validate(cue.Concrete(true)) == nil {
			t.Errorf("%s takes %s", name, e.text)
		}
	}
	got := map[string]bool{}
	constants(v, got)
	if !maps.Equal(got, k.constants) {
		t.Errorf("%s takes the values %s, want %s", name, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(k.constants)))
	}
	if said := lastSentence(v.Unify(k.refuses[0].value)); said != k.says {
		t.Errorf("%s says: %s, want %s", name, said, k.says)
	}
}

// constants are the alternatives of a value that stand for themselves.
func constants(v cue.Value, into map[string]bool) {
	if op, of := cue.Dereference(v).Expr(); op == cue.OrOp {
		for _, alternative := range of {
			constants(alternative, into)
		}
	} else if v.IsConcrete() && v.Kind()&(cue.NumberKind|cue.StringKind) != 0 {
		into[fmt.Sprint(v)] = true
	}
}
