package extract

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/parser"
)

// found shows what was found in a text.
func found(f *File, ok bool) string {
	if !ok {
		return "nothing"
	}
	var b strings.Builder
	for i, s := range f.spans {
		fmt.Fprintf(&b, "%d to %d, line %d, %q: %s\n", s.start, s.end, s.line, f.uses[s.uses], f.Label(i))
	}
	fmt.Fprintln(&b, f.places, f.first)
	return b.String()
}

// A look at a text that knows an earlier one finds what one finds that knows nothing,
// wherever the text was changed.
func TestFindAgain(t *testing.T) {
	text := `package p

import "x.example/s"

_t: a: 1
d: s.#D & {
	// People.
	users: {
		ann: _t & {label: "Ann"}
		ben: {label: "Ben"}, bea: label: "Bea"
		cat: {label: "Cat", n: x}
		dan: s.#User & _t & {
			label: "Dan"
		}

		eva: {label: """
			Eva { } "
			"""}
		if true {fay: {}}
		gus: label: "Gus"
		// The last.
		hal: {_t}
	}
	phones: {
		"00907a000001": label: "One"
		"00907a000002": label: "Two"
		"00907a000003": label: "Three"
		"00907a000004": label: "\(d.users.ann.label)"
	}
}
d: users: ida: label: "Ida"
d: users: {
	jan: label: "Jan"
	kim: label: "Kim"
	lea: label: "Lea"
}
`
	r := rand.New(rand.NewPCG(3, 4))
	first, _ := find("a.cue", []byte(text), nil)
	if first.Len() < 12 {
		t.Fatalf("only %d entities are found", first.Len())
	}
	pieces := []string{"", "x", "\n", "\n\n", ",", "{", "}", `"`, ":", " ", "_t & ", "s.", "// x\n", "zoe: {}\n", "zoe: label: \"Zoe\"\n", `\(`, ")", "import _t \"x.example/t\"\n", "/", "users: "}
	known, texts := first, 20_000
	if testing.Short() {
		texts = 2_000
	}
	for n := range texts {
		if n%10 == 0 {
			known = first
		}
		now := string(known.text)
		at := r.IntN(len(now) + 1)
		to := min(at+[]int{0, 0, 0, 1, 1, 5, 30}[r.IntN(7)], len(now))
		piece := pieces[r.IntN(len(pieces))]
		if r.IntN(8) == 0 {
			from := r.IntN(len(now))
			piece = now[from:min(from+r.IntN(60), len(now))]
		}
		if again := sameAgain(t, known, now[:at]+piece+now[to:]); again != nil {
			known = again
		}
	}
}

// sameAgain looks at a text by what was found in another, and returns what it finds if
// that is what is found without.
func sameAgain(t *testing.T, known *File, now string) *File {
	t.Helper()
	fresh, ok := find("a.cue", []byte(now), nil)
	again, okAgain := find("a.cue", []byte(now), known)
	if found(again, okAgain) == found(fresh, ok) {
		if ok {
			return again
		}
		return nil
	}
	// An import may count as used in entities that are no longer there: those that are
	// there are then left to CUE.
	if okAgain || !ok || reflect.DeepEqual(known.qualifiers, fresh.qualifiers) {
		t.Fatalf("%s\nbecame\n%s\nfound\n%s\nnot\n%s", known.text, now, found(again, okAgain), found(fresh, ok))
	}
	return nil
}

// What stands around entities decides what may be taken out, also where these are passed
// over.
func TestFindAgainAround(t *testing.T) {
	text := `import "x.example/s"
d: {users: {
	ann: s.#User & {label: "Ann"}
	ben: label: "Ben"
	bea: label: s.bea
	cat: label: "Cat"
	dan: _t
}}
e: 1
_t: s.#User
`
	first, ok := find("a.cue", []byte(text), nil)
	if !ok || first.Len() != 4 {
		t.Fatal(found(first, ok))
	}
	for _, edit := range []struct{ from, to string }{
		{"e: 1", "e: 2"},
		{"_t: s.#User", "_t: {}"},
		{"label: s.bea", "label: \"Bea\""},
		{"import ", "import _t "},
		{"import ", "import \"x.example/t\"\nimport "},
		{"import \"x", "import _t \"x.example/t\"\nimport \"x"},
		{"ann: ", "s: "},
		{"e: 1", "s: 1"},
	} {
		sameAgain(t, first, strings.Replace(text, edit.from, edit.to, 1))
	}
	// Without the two other uses, the import would be unused.
	now := strings.NewReplacer("_t: s.#User", "_t: {}").Replace(text)
	again, _ := find("a.cue", []byte(now), first)
	sameAgain(t, again, strings.Replace(now, "label: s.bea", "label: \"Bea\"", 1))
}

// Of much that has not changed, hardly anything is read again.
func TestFindAgainPasses(t *testing.T) {
	var b strings.Builder
	b.WriteString("d: users: {\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "\tu%d: label: \"%d\"\n", i, i)
	}
	b.WriteString("}\n")
	first, ok := find("a.cue", []byte(b.String()), nil)
	if !ok || first.Len() != 1000 {
		t.Fatal(ok, first.Len())
	}
	for _, edit := range []struct{ from, to string }{{`"500"`, `"5000"`}, {"u500:", "v:"}, {"\tu500: label: \"500\"\n", ""}, {"d: users", "\n\nd: users"}, {"}\n", "\tlast: {}\n}\n"}} {
		text := strings.Replace(b.String(), edit.from, edit.to, 1)
		e := since(first, []byte(text))
		read := 1000
		for at := strings.Index(text, "\tu0") + 1; ; {
			from, to, moved := e.run(at)
			if from == to {
				next := strings.IndexByte(text[at:], '\n')
				if next < 0 {
					break
				}
				at += next + 2
				if at >= len(text) {
					break
				}
				continue
			}
			read -= to - from
			at = int(first.spans[to].start) + moved
			if to == 999 {
				break
			}
		}
		if read > 5 {
			t.Errorf("%q: %d entities are read again", edit.from, read)
		}
	}
}

// Where a text is no CUE, who passes over what has not changed is told the same first
// mistake as who goes through all of it.
func TestWholeAgain(t *testing.T) {
	var b strings.Builder
	b.WriteString("package p\n\n_t: a: 1\nd: {users: {\n")
	for i := range 40 {
		fmt.Fprintf(&b, "\tu%d: _t & {label: \"%d\", params: {\n\t\treg: \"1\": address: \"%d\"\n\t}}\n", i, i, i)
	}
	b.WriteString("}}\n")
	text := b.String()
	m := &Memory{}
	p := &Parser{Name: func(name string) string { return name }, From: 1, Memory: m}
	if _, err := p.Parse("a.cue", []byte(text), parser.NewConfig()); err != nil || m.file("a.cue") == nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	broken, passed, texts := 0, 0, 5_000
	if testing.Short() {
		texts = 500
	}
	for range texts {
		at := r.IntN(len(text))
		to := min(at+r.IntN(6), len(text))
		piece := []string{"", "{", "}", `"`, ":", ",", "&", "x y", "[", ")", "\n", "= 5", "#", `\`, "'", "0x", `"""`}[r.IntN(17)]
		now := []byte(text[:at] + piece + text[to:])
		_, want := parser.ParseFile("a.cue", now)
		_, got := p.whole("a.cue", now, parser.NewConfig())
		if (got == nil) != (want == nil) {
			t.Fatalf("%s\nerror %v, want %v", now, got, want)
		}
		if want == nil {
			continue
		}
		broken++
		if rest, ok := since(m.file("a.cue"), now).rest(now); ok && len(strings.Fields(string(rest))) < 200 {
			passed++
		}
		first, wanted := errors.Errors(got)[0], errors.Errors(want)[0]
		if first.Error() != wanted.Error() || first.Position().Offset() != wanted.Position().Offset() {
			t.Errorf("%q at %d: %v at %d, want %v at %d", piece, at, first, first.Position().Offset(), wanted, wanted.Position().Offset())
		}
	}
	if broken < texts/5 || passed < broken/2 {
		t.Errorf("of %d texts that are no CUE, much of %d is passed over", broken, passed)
	}
}
