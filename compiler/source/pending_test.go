package source

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
)

// readUser reads user a of a text, which has its templates, and reports whether it
// could.
func readUser(l *Loader, text string) (Field, bool) {
	file, err := parser.ParseFile("a.cue", text)
	if err != nil {
		return Field{}, false
	}
	p := planner{loader: l, fields: map[string][]*ast.Field{}}
	for _, d := range file.Decls {
		f, ok := d.(*ast.Field)
		if !ok {
			return Field{}, false
		}
		name, ok := plainLabel(f, true)
		if !ok {
			return Field{}, false
		}
		p.fields[name] = append(p.fields[name], f)
	}
	s, _ := scanText("a.cue", []byte(text), left{})
	if s == nil {
		return Field{}, false
	}
	hidden := p.inner(&build.Instance{Files: []*ast.File{file}})
	r := reader{loader: l, fields: p.fields, templates: map[string]*template{}}
	set := texts{templates: map[string]*template{}}
	for name := range s.names {
		if !hidden[name] {
			set.templates[name] = r.template(name)
		}
	}
	for _, g := range s.groups {
		set.add(s, g)
	}
	set.join()
	i := slices.IndexFunc(set.places, func(p place) bool { return set.label(p) == "a" })
	if i < 0 {
		return Field{}, false
	}
	return set.entity(i, nil)
}

// sameUser reports whether user a of a text could be read, and what CUE found
// wrong with it; what was read it holds against what CUE makes of it.
func sameUser(t *testing.T, text string, always bool) (read bool, wrong diag.List) {
	t.Helper()
	loader := &Loader{Config: Config{Shard: 1000}, perUnit: 1}
	loader.short.Store("a.cue", "a.cue")
	got, read := readUser(loader, text)
	if !read && !always {
		return false, nil
	}
	v := cuecontext.New().CompileString(text, cue.Filename("a.cue")).LookupPath(cue.ParsePath("d.users.a"))
	w := walker{loader: loader}
	want := Field{Label: "a", Value: w.node(v), Pos: loader.position(v.Pos())}
	switch {
	case !read:
	case len(w.findings) > 0:
		t.Errorf("%s\nis read, though CUE says %v", text, w.findings)
	case written(want) != written(got):
		t.Errorf("%s\nas CUE has it\n%sas it is read\n%s", text, written(want), written(got))
	}
	return read, w.findings
}

// Templates with types, and definitions.
func TestPending(t *testing.T) {
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
		// CUE closes what stands beside an embedded definition, ellipsis or not.
		{`#T: {}, _t: n?: {}, _u: {#T, i: int, ...} & {_t, i: 1}`, `_u & {n: i: 1}`, false, false},
		{`#T: {#x: 1, b: int}`, `#T & {b: 1}`, false, true},
		{`#T: {[string]: int}`, `#T & {b: 1}`, false, true},
	} {
		text := c.templates + "\nd: users: a: " + c.user + "\n"
		if read, wrong := sameUser(t, text, true); read != c.read || (len(wrong) == 0) != c.right {
			t.Errorf("%s\nread %v, wrong %v", text, read, wrong)
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

func TestPendingAtRandom(t *testing.T) {
	rounds := 10000
	if testing.Short() {
		rounds = 2000
	}
	r := templateMaker{rand.New(rand.NewPCG(5, 6))}
	reads, rights := 0, 0
	for range rounds {
		text := r.text()
		read, wrong := sameUser(t, text, true)
		if read {
			reads++
		}
		if len(wrong) == 0 {
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

// What is read must be right, if the rest of the text is.
func FuzzTemplates(f *testing.F) {
	r := templateMaker{rand.New(rand.NewPCG(7, 8))}
	for range 50 {
		f.Add(r.text())
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, rest := scanText("a.cue", []byte(text), left{}); cuecontext.New().CompileBytes(rest).Err() == nil {
			sameUser(t, text, false)
		}
	})
}
