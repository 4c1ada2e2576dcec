package catalogue

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"cuelang.org/go/cue"

	"provc/compiler/value"
)

// Every constraint of the schemas is in the tables: none is CUE's to answer.
func TestNothingFallsBack(t *testing.T) {
	for _, vendor := range vendors(t) {
		places, err := open(t, vendor).Fallbacks()
		if err != nil {
			t.Error(err)
		}
		for _, p := range places {
			t.Errorf("%s is left to CUE", p)
		}
	}
}

// leaves is a schema with constraints that the tables cannot express, each under
// a label of #Params.
const leaves = `package v

import (
	m "math"
	"net"
	"regexp"
	"strings"
	"time"
)

#Limits: {max: 9, name: "abc"}
_step: 5

#Multiple: m.MultipleOf(_step) | error("must be a multiple of 5")

#Params: {
	multiple:   m.MultipleOf(5)
	sentence:   m.MultipleOf(5) | error("must be a multiple of 5")
	reference:  #Multiple
	even:       int & m.MultipleOf(2) & >=0
	prefix:     strings.HasPrefix("x")
	not:        !=5
	notEmpty:   string & !=""
	neither:    !=5 & !=6 & int
	mixed:      =~"^a" & strings.MaxRunes(3) & !="ab" | 7 | true
	grouped:    (strings.HasSuffix("z") | 3) & !="az"
	address:    net.IPv4
	arithmetic: <(2*3)
	sum:        3 + 4
	selected:   <=#Limits.max
	indexed:    #Limits["name"]
	named:      "\(#Limits.name)d"
	elsewhere:  <#other
	pattern:    =~#form
	sized:      uint8
	fraction:   >=1.5
	exact:      1.5
	hex:        0x10
	nothing:    null
	duration:   time.Duration
	choice:     or(["a", "b", 3])
	default:    *5 | m.MultipleOf(7)
	computed:   regexp.ReplaceAll("b", #Limits.name, "x")
}

#Labels: {[!="z"]: m.MultipleOf(3)}
`

var leafSchema = fstest.MapFS{
	"v/a.cue": {Data: []byte(leaves)},
	"v/b.cue": {Data: []byte("package v\n\n#other: 4\n#form: \"^[a-c]+$\"\n")},
}

func openLeaves(t testing.TB) *Schema {
	t.Helper()
	s, err := Open(leafSchema, "v")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// probes are values of every kind, with their literals in CUE.
func probes() map[string]*value.Node {
	all := map[string]*value.Node{
		"true": {Kind: value.Bool, Text: "true"}, "false": {Kind: value.Bool, Text: "false"},
		"null": {Kind: value.Null}, "1.5": {Kind: value.Float, Text: "1.5"}, "5.0": {Kind: value.Float, Text: "5"},
		"[]": {Kind: value.List}, "{}": {Kind: value.Struct},
	}
	for i := -6; i <= 17; i++ {
		all[fmt.Sprint(i)] = &value.Node{Kind: value.Int, Text: fmt.Sprint(i)}
	}
	big := "100000000000000000000"
	all[big] = &value.Node{Kind: value.Int, Text: big}
	for _, text := range []string{"", "a", "b", "ab", "abc", "abcd", "axc", "az", "bz", "x", "xy", "5", "10.0.0.1", "10.0.0.256", "1h3m", `"\(x)\`, "é\n"} {
		all[fmt.Sprintf("%q", text)] = &value.Node{Kind: value.String, Text: text}
	}
	return all
}

// The verdict on a leaf is that of CUE under the whole schema.
func TestLeavesAreAnsweredByCUE(t *testing.T) {
	s := openLeaves(t)
	var plain evaluation
	if err := plain.build(s); err != nil {
		t.Fatal(err)
	}
	fields := s.MustType("#Params").Object().order
	if len(fields) < 25 {
		t.Fatalf("only %d fields", len(fields))
	}
	for _, field := range fields {
		label := field.Label
		inCUE := plain.pkg.LookupPath(cue.MakePath(cue.Def("Params"), cue.Str(label)))
		admitted := 0
		for text, n := range probes() {
			want := inCUE.Unify(plain.ctx.CompileString(text)).Validate(cue.Concrete(true)) == nil
			got := field.Type.Admits(n)
			if got != want {
				t.Errorf("%s: %s is allowed: %v, by CUE: %v", label, text, got, want)
			}
			if got {
				admitted++
				if !field.Type.Takes(n.Kind) {
					t.Errorf("%s takes %s but not its kind", label, text)
				}
			}
			if refusal := field.Type.Refusal(n); (refusal == "") != got {
				t.Errorf("%s: %s is refused with %q", label, text, refusal)
			}
		}
		if admitted == 0 || admitted == len(probes()) {
			t.Errorf("%s allows %d of %d values", label, admitted, len(probes()))
		}
	}
}

// What is said of a type with leaves makes sense.
func TestLeavesAreDescribed(t *testing.T) {
	s := openLeaves(t)
	typ := func(label string) *Type { return s.MustType("#Params").Object().Field(label).Type }
	for _, label := range []string{"sentence", "reference"} {
		if got := typ(label).Refusal(&value.Node{Kind: value.Int, Text: "6"}); got != "must be a multiple of 5" {
			t.Errorf("%s is refused with %q", label, got)
		}
	}
	for label, want := range map[string][]value.Kind{
		"multiple": {value.Int}, "even": {value.Int}, "prefix": {value.String}, "mixed": {value.Bool, value.Int, value.String},
		"sized": {value.Int}, "choice": {value.Int, value.String}, "nothing": {value.Null}, "selected": {value.Int},
	} {
		for _, k := range []value.Kind{value.Null, value.Bool, value.Int, value.String, value.List, value.Struct} {
			if got := typ(label).Takes(k); got != slices.Contains(want, k) {
				t.Errorf("%s takes %v: %v", label, k, got)
			}
		}
	}
	if values := typ("choice").Enum(); values != nil {
		t.Errorf("choice lists %q", values)
	}
	if got := typ("even").Bounds(); got != "int&m.MultipleOf(2)&>=0" {
		t.Errorf("even is bounded by %s", got)
	}
	places, err := s.Fallbacks()
	if err != nil || len(places) < 25 || !slices.Contains(places, "v/a.cue:14:12: m.MultipleOf(_step)") {
		t.Errorf("left to CUE are %q, %v", places, err)
	}
}

// The labels of a pattern are scalars, too.
func TestLabelsAreAnsweredByCUE(t *testing.T) {
	o := openLeaves(t).MustType("#Labels").Object()
	if o.Field("z") != nil {
		t.Error("z is allowed")
	}
	f := o.Field("y")
	if f == nil || f.Type.Admits(&value.Node{Kind: value.Int, Text: "5"}) || !f.Type.Admits(&value.Node{Kind: value.Int, Text: "6"}) {
		t.Errorf("y is %v", f)
	}
}

// Several goroutines may ask, also for more values than a leaf remembers.
func TestLeavesAreSafe(t *testing.T) {
	s := openLeaves(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			o := s.MustType("#Params").Object()
			for i := range 2 * recent {
				n := &value.Node{Kind: value.Int, Text: fmt.Sprint(i)}
				if o.Field("multiple").Type.Admits(n) != (i%5 == 0) || o.Field("even").Type.Admits(n) != (i%2 == 0) {
					t.Errorf("%d is judged wrong", i)
				}
			}
		})
	}
	group.Wait()
}

// What is not a scalar's constraint, or makes no sense, is a mistake in the
// schema that reading it whole finds.
func TestMistakesAreErrors(t *testing.T) {
	for text, want := range map[string]string{
		`#a: close({b: int})`:                   "a struct is not understood here",
		`#a: list.UniqueItems`:                  "struct or list is not understood",
		`#a: [...int] & list.MinItems(1)`:       "struct or list is not understood",
		`#a: [int, int]`:                        "only [...T] is understood",
		`#a: {b: 3, c: <b}`:                     "declared within a struct",
		`#a: strng`:                             "strng is not defined",
		`#a: <#limit`:                           "#limit is not defined",
		`#a: =~"("`:                             "missing closing",
		`#a: {#s.t}` + "\n" + `#s: t: {u: int}`: "only a definition may be embedded",
		`#a: #s.t` + "\n" + `#s: t: {u: int}`:   "#s.t is no scalar",
		`#a: #s.u` + "\n" + `#s: {t: int}`:      "undefined field: u",
		`#a: 3 | error("no \(x)")` + "\nx: 1":   "a plain string is wanted here",
	} {
		file := "package v\n\n"
		if strings.Contains(text, "list.") {
			file += "import \"list\"\n\n"
		}
		s, err := Open(fstest.MapFS{"v/a.cue": {Data: []byte(file + text + "\n")}}, "v")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Fallbacks(); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "v/a.cue:") {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
