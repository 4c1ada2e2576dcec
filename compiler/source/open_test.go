package source

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"
)

// sameTemplates reads user a of a text, which uses its templates, and holds what
// was read against what CUE makes of it. It reports whether it was read, and
// whether it is right.
func sameTemplates(t *testing.T, text string) (read, right bool) {
	t.Helper()
	file, err := parser.ParseFile("a.cue", text)
	if err != nil {
		t.Fatal(text, err)
	}
	loader := &Loader{Config: Config{Shard: 1000}, perUnit: 1}
	loader.short.Store("a.cue", "a.cue")
	w := walker{loader: loader}
	v := cuecontext.New().BuildFile(file).LookupPath(cue.ParsePath("d.users.a"))
	want := Field{Label: "a", Value: w.node(v), Pos: loader.position(v.Pos())}
	right = len(w.findings) == 0

	s, _ := scanText("a.cue", []byte(text), left{})
	if s == nil {
		return false, right
	}
	r := reader{loader: loader, fields: map[string][]*ast.Field{}, templates: map[string]*template{}}
	for _, d := range file.Decls {
		f := d.(*ast.Field)
		name := f.Label.(*ast.Ident).Name
		r.fields[name] = append(r.fields[name], f)
	}
	set := texts{templates: map[string]*template{}}
	for name := range s.names {
		set.templates[name] = r.template(name)
	}
	for _, g := range s.groups {
		set.add(s, g)
	}
	set.join()
	got, read := set.entity(0, nil)
	if !read {
		return false, right
	}
	if !right {
		t.Errorf("%s\nis read, though CUE says %v", text, w.findings)
	} else if a, b := written(want), written(got); a != b {
		t.Errorf("%s\nas CUE has it\n%sas it is read\n%s", text, a, b)
	}
	return read, right
}

// Templates with types, and definitions.
func TestOpen(t *testing.T) {
	for _, c := range []struct {
		templates, user string
		read, right     bool
	}{
		{`_t: {b: string, c?: int, e: *1 | int, f: int | *2}`, `_t & {b: "x"}`, true, true},
		{`_t: {b: string, c?: int, e: *1 | int, f: int | *2}`, `_t & {b: "x", c: 3, e: 4}`, true, true},
		{`_t: {b: string, c?: int}`, `_t & {b: 1}`, false, false},
		{`_t: {b: string, c?: int}`, `_t & {b: "x", c: "x"}`, false, false},
		{`_t: {b: string, c!: int}`, `_t & {b: "x"}`, false, false},
		{`_t: {b: string, c!: 1}, _u: c: int`, `_t & _u & {b: "x"}`, true, true},
		{`_t: b: number, _u: b: int`, `_t & _u & {b: 1}`, true, true},
		{`_t: b: bool, _u: b: int`, `_t & _u & {b: 1}`, false, false},
		{`_t: b: _`, `_t & {b: {c: [1]}}`, true, true},
		{`_t: b: [...int]`, `_t & {b: [1]}`, false, true},
		{`_t: b: [string]`, `_t & {b: ["x"]}`, false, true},
		{`_t: b: "x" | "y"`, `_t & {b: "x"}`, false, true},
		{`_t: b: >1`, `_t & {b: 2}`, false, true},
		{`_t: b: *"x" | int`, `_t & {b: 2}`, false, true},
		{`_t: b: *1 | int, _u: b: *2 | int`, `_t & _u & {b: 2}`, true, true},
		{`_t: b: *1 | int, _u: b: *2 | int, _v: _t & _u`, `_v & {b: 2}`, false, true},
		{`_t: b: *1 | int, _u: b: *2 | int`, `_t & _u`, false, false},
		{`_t: {b: _, c: _, e: _, s: _}`, `_t & {b: [{}], c: null, e: true, s: {}}`, true, true},
		{`#T: b: int`, `#T & {b: 2}`, true, true},
		{`#T: b: int`, `#T & {b: 2, c: 3}`, false, false},
		{`#T: b: int`, `{#T, b: 2, c: 3}`, true, true},
		{`#T: b: int`, "{#T, b: 2, c: 3}\nd: users: a: e: 4", false, false},
		{`#T: {b: int, ...}`, "{#T, b: 2, c: e: 3}\nd: users: a: c: f: 4", false, true},
		{`#T: b: int`, `{b: 2} & {#T} & {c: 3}`, false, false},
		{`#T: b: int, _u: {#T, c: int}`, `_u & {c: 3, b: 4}`, true, true},
		{`#T: b: int, _u: {#T & {b: 1}, c: int}`, `_u & {c: 3}`, false, true},
		{`#T: b: int, _u: {_t & {c: 1}, e: int}, _t: b: 1`, `_u & {e: 3}`, true, true},
		{`#T: b: int`, "#T\nd: users: a: b: 2", true, true},
		{`#T: b: int`, "#T\nd: users: a: {b: 2, c: 3}", false, false},
		{`#T: {b: int, ...}`, `#T & {b: 2, c: 3}`, true, true},
		{`#T: {b: {c: int}, ...}`, `#T & {b: {c: 3, e: 4}}`, false, false},
		{`#T: {b: {c: int, ...}}`, `#T & {b: {c: 3, e: 4}}`, true, true},
		{`#T: {b?: c?: int}`, `#T & {b: {c: 3}}`, true, true},
		{`#T: {b?: c?: int}`, `#T & {b: {e: 3}}`, false, false},
		{`#T: {b: int}, #U: {#T, c: int}`, `#U & {b: 2, c: 3}`, true, true},
		{`#T: {b: int}, #U: {#T, c: int}`, `#U & {b: 2, c: 3, e: 4}`, false, false},
		{`#T: {b: int}, #U: {#T, c: int}`, `#U & #T & {b: 2, c: 3}`, false, false},
		{`#T: {b: e: int}, #U: {#T, b: c: int}`, `#U & {b: {c: 3, e: 4}}`, true, true},
		{`#T: {b: int}, #U: #T & {c: int}`, `#U & {b: 2, c: 3}`, false, false},
		{`#T: {b: int}, #U: {c: #T}`, `#U & {c: b: 2}`, true, true},
		{`#T: {b: int}, _u: {c: #T}`, `_u & {c: b: 2, e: 3}`, true, true},
		{`#T: {b: int}, _u: {c: #T}`, `_u & {c: {b: 2, e: 3}}`, false, false},
		{`_t: {b: int}, #U: {c: _t}`, `#U & {c: {b: 2, e: 3}}`, false, false},
		{`_t: {b: int}, #U: _t & {c: int}`, `#U & {c: 1, b: 2}`, true, true},
		{`_#T: {b: int}`, `_#T & {b: 1}`, true, true},
		{`#T: {#x: 1, b: int}`, `#T & {b: 1}`, false, true},
		{`#T: {[string]: int}`, `#T & {b: 1}`, false, true},
	} {
		text := c.templates + "\nd: users: a: " + c.user + "\n"
		if read, right := sameTemplates(t, text); read != c.read || right != c.right {
			t.Errorf("%s\nread %v, right %v", text, read, right)
		}
	}
}

// templateMaker makes templates and users at random, most of which go together.
type templateMaker struct{ *rand.Rand }

func (r templateMaker) one(of ...string) string { return of[r.IntN(len(of))] }

// body is a struct whose label says the kind of each of its fields.
func (r templateMaker) body(template bool, names []string, depth int) string {
	var b strings.Builder
	b.WriteString("{")
	if len(names) > 0 && r.IntN(4) == 0 {
		b.WriteString(r.one(names...) + ", ")
	}
	for _, label := range []string{"i", "j", "s", "m", "n"} {
		if r.IntN(3) > 0 {
			continue
		}
		b.WriteString(label)
		if template {
			b.WriteString(r.one("", "", "", "?", "!"))
		}
		b.WriteString(": ")
		switch {
		case (label == "m" || label == "n") && template && r.IntN(6) == 0:
			b.WriteString("_")
		case (label == "m" || label == "n") && depth > 1:
			b.WriteString("{}")
		case label == "m" || label == "n":
			b.WriteString(r.value(template, names, depth+1))
		case template && label == "s":
			b.WriteString(r.one(`string`, `string`, `"x"`, `*"x" | string`, `string | *"y"`, `_`))
		case template:
			b.WriteString(r.one(`int`, `int`, `1`, `*1 | int`, `int | *2`, `number`, `_`))
		case label == "s":
			b.WriteString(`"x"`)
		default:
			b.WriteString("1")
		}
		b.WriteString(", ")
	}
	if template && r.IntN(6) == 0 {
		b.WriteString("...")
	}
	b.WriteString("}")
	return b.String()
}

func (r templateMaker) value(template bool, names []string, depth int) string {
	value := r.body(template, names, depth)
	if len(names) > 0 && r.IntN(3) == 0 {
		value = r.one(names...) + " & " + value
	}
	if r.IntN(6) == 0 {
		value += " & " + r.body(template, names, depth)
	}
	return value
}

func (r templateMaker) text() string {
	var b strings.Builder
	var names []string
	for _, name := range []string{"_t", "#T", "_u", "#U", "_#V"} {
		for range 1 + r.IntN(5)/4 {
			fmt.Fprintf(&b, "%s: %s\n", name, r.value(true, names, 0))
		}
		names = append(names, name)
	}
	fmt.Fprintf(&b, "d: users: a: %s & %s\n", r.one(names...), r.value(false, names, 0))
	if r.IntN(4) == 0 {
		fmt.Fprintf(&b, "d: users: a: %s\n", r.value(false, names, 0))
	}
	return b.String()
}

func TestOpenAtRandom(t *testing.T) {
	rounds := 20000
	if testing.Short() {
		rounds = 2000
	}
	r := templateMaker{rand.New(rand.NewPCG(5, 6))}
	reads, rights := 0, 0
	for range rounds {
		text := r.text()
		read, right := sameTemplates(t, text)
		if read {
			reads++
		}
		if right {
			rights++
		}
		if t.Failed() {
			return
		}
	}
	if reads < rounds/30 || reads < rights/2 {
		t.Errorf("%d of %d are read, and %d are right", reads, rounds, rights)
	}
}
