package catalogue

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/compiler/meant"
	"provc/compiler/value"
	"provc/schema"
)

func open(t testing.TB, vendor string) *Schema {
	t.Helper()
	s, err := Open(schema.FS, vendor)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func vendors(t *testing.T) []string {
	dirs, err := schema.FS.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range dirs {
		names = append(names, d.Name())
	}
	return names
}

// Every definition of the schema is understood.
func TestSchemaIsUnderstood(t *testing.T) {
	for _, vendor := range vendors(t) {
		s := open(t, vendor)
		defs := s.Definitions()
		if len(defs) < 10 {
			t.Fatalf("%s has only %d definitions", vendor, len(defs))
		}
		for _, def := range defs {
			if _, err := s.Type(def); err != nil {
				t.Error(err)
			}
		}
	}
}

var (
	wholeNumber = regexp.MustCompile(`^must be a whole number from (-?\d+) to (-?\d+)(, or empty)?$`)
	textLength  = regexp.MustCompile(`^must be printable text of (?:at most (\d+)|(\d+) to (\d+)|exactly (\d+)) characters`)
)

// The sentence of a kind of value says what its constraint says.
func TestSentencesAreTrue(t *testing.T) {
	s := open(t, "spectralink")
	n := 0
	admits := func(t *Type, kind value.Kind, text string) bool {
		return t.Admits(&value.Node{Kind: kind, Text: text})
	}
	for _, def := range s.Definitions() {
		typ := s.MustType(def)
		var inside, outside []string
		kind := value.Int
		if m := wholeNumber.FindStringSubmatch(typ.Sentence()); m != nil {
			inside = []string{m[1], m[2]}
			outside = []string{plus(m[1], -1), plus(m[2], 1)}
			if admits(typ, value.String, "") != (m[3] != "") {
				t.Errorf("%s: empty text", def)
			}
		} else if m := textLength.FindStringSubmatch(typ.Sentence()); m != nil {
			kind = value.String
			least, most := cmp.Or(m[2], m[4], "0"), cmp.Or(m[1], m[3], m[4])
			inside = []string{strings.Repeat("é", number(least)), strings.Repeat("é", number(most))}
			outside = []string{strings.Repeat("é", number(most)+1), "\x00"}
			if least != "0" {
				outside = append(outside, strings.Repeat("é", number(least)-1))
			}
		} else {
			continue
		}
		n++
		for _, text := range inside {
			if !admits(typ, kind, text) {
				t.Errorf("%s refuses %q", def, text)
			}
		}
		for _, text := range outside {
			if admits(typ, kind, text) {
				t.Errorf("%s admits %q", def, text)
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d sentences read", n)
	}
}

func number(s string) (n int) {
	fmt.Sscan(s, &n)
	return n
}

func plus(s string, d int) string { return fmt.Sprint(number(s) + d) }

// Every parameter can be found again by its name, spelt as its labels are.
func TestParamsAreFound(t *testing.T) {
	for _, vendor := range vendors(t) {
		s := open(t, vendor)
		s.Params(func(p Param) bool {
			name := p.Fill(p.Indexes...)
			got, ok := s.Param(name)
			if !ok || got.Field != p.Field {
				t.Errorf("%s is not found as %s", p.Name, name)
			}
			if len(p.Indexes) > 0 {
				beyond := slices.Clone(p.Indexes)
				beyond[0]++
				if over, ok := s.Param(p.Fill(beyond...)); ok && over.Field == p.Field {
					t.Errorf("%s is found beyond its bound", p.Name)
				}
			}
			return true
		})
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"requierd", "required"},
		{"Required", "required"},
		{"enabeld", "enabled"},
		{"defautUser", "defaultUser"},
		{"xyzzy", ""},
		{"", ""},
	} {
		if got := meant.Nearest(c.word, []string{"enabled", "required", "defaultUser", "persistent"}); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func TestCompare(t *testing.T) {
	names := []string{"reg.2.address", "reg.10.address", "reg.2", "acd.reg", "reg.limit", "reg.2.auth.userId"}
	slices.SortFunc(names, Compare)
	want := []string{"acd.reg", "reg.2", "reg.2.address", "reg.2.auth.userId", "reg.10.address", "reg.limit"}
	if !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}
