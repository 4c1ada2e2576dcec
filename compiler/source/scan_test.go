package source

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
)

// taken scans a text and lists what was taken out.
func taken(text string) (ids []string, rest string) {
	s, left := scanText("a.cue", []byte(text), left{})
	if s == nil {
		return nil, text
	}
	t := texts{}
	for _, g := range s.groups {
		t.add(s, g)
	}
	for i := range t.Len() {
		ids = append(ids, t.Label(i))
	}
	return ids, string(left)
}

// What is taken out of a text, and what is left of it.
func TestScan(t *testing.T) {
	for _, c := range []struct{ text, ids, rest string }{
		{"d: x.#D & {users: {a: {}, b: {c: 1}}}", "a b", "d: x.#D & {users: { }}"},
		{"d: x.#D & {users: {a: {}\n\tb: {c: 1},}}", "a b", "d: x.#D & {users: { }}"},
		{"d: users: a: b: 1, e: 2", "a", "d: users: {} , e: 2"},
		{"d: users: a: 1", "a", "d: users: {} "},
		{"d: users: a: 1 // {", "a", "d: users: {} // {"},
		{"d: {users: a: 1}", "a", "d: {users: {} }"},
		{"d: {users: {a: 1} & {b: 2}, phones: {c: 3}} & x", "a b c", "d: {users: { } & { }, phones: { }} & x"},
		{"\"d\": {\"users\": {\"a-b\": 1}}", "a-b", "\"d\": {\"users\": { }}"},
		{"d: {users: {a: 1, b: 2*3, c: 4}}", "a c", "d: {users: { b: 2*3, }}"},
		{"d: {users: {a: 1\n, b: 2}}", "a b", "d: {users: { }}"},
		{"d: {users: {a: 1\n// x\n, b: 2}}", "a b", "d: {users: { // x , }}"},
		{"d: {users: {// }\n\ta: {x: \"}\" // }\n\t}\n\t// a: 1\n}}", "a", "d: {users: {// } // a: 1 }}"},
		{"d: {users: {a: x: \"//{\\\"\", b: y: \"\\(c)\", e: z: 'b'}}", "a", "d: {users: { b: y: \"\\(c)\", e: z: 'b'}}"},
		{"d: {x: \"\\(\"}\")\\(\"{\")\"\nusers: {a: 1}}", "a", "d: {x: \"\\(\"}\")\\(\"{\")\" users: { }}"},
		{"d: {x: #\"\"\"\n\tusers: {a: 1}\"\"\"\n\t\"\"\"#, users: {b: 1}}", "b", "d: {x: #\"\"\" users: {a: 1}\"\"\" \"\"\"#, users: { }}"},
		{"d: {x: #\"users: {a: 1}\"}\"#, y: ##\"\"##, z: \"\", w: ''\nusers: {b: 1}}", "b", "d: {x: #\"users: {a: 1}\"}\"#, y: ##\"\"##, z: \"\", w: '' users: { }}"},
		{"d: {users: {a: 1 @x(}), b: 2, c: 3}}", "", ""},
		{"d: {users: {a: 1 @x(y), b: 2, c?: 3, d!: 4, E=e: 5, [f]: 6, (g): 7, h: 8}}", "b h", "d: {users: {a: 1 @x(y), c?: 3, d!: 4, E=e: 5, [f]: 6, (g): 7, }}"},
		{"d: {users: {_a: 1, #b: 2, if: 3, true: 4, \"c\\n\": 5, \"ö\": 6, ö: 7, #\"d\"#: 8, __e: 9}}", "", ""},
		{"d: {users: {a: 01, b: 1K, c: 0x1, d: 1_0, e: 1.0, f: 1e1, g: +1, h: - 1, i: -1, j: 0, k: 1-1, l: >1}}", "i j", "d: {users: {a: 01, b: 1K, c: 0x1, d: 1_0, e: 1.0, f: 1e1, g: +1, h: - 1, k: 1-1, l: >1}}"},
		{"d: {users: {a: [1, {}, []\n], b: [1, 2,], c: [1, ...], e: [1\n2], f: [x: 1], g: [for x in y {x}]}}", "a b", "d: {users: { c: [1, ...], e: [1 2], f: [x: 1], g: [for x in y {x}]}}"},
		{"d: {users: {a: _t, b: _t & {}, c: {_t, x: 1}, e: _#t, f: t, g: _t.x, h: _, i: _t & 1, j: (_t), k: __t, l: _t &\n_u, m: #T & {}}}", "a b c e l m", "d: {users: { f: t, g: _t.x, h: _, i: _t & 1, j: (_t), k: __t, }}"},
		{"d: {users: {a: #_t, b: __#t, d: #, e: {#t: 1}, f: {_#t, x: 1}, g: #\"x\"#, h: {#\"x\"#: 1}, i: #t.x}}", "f", "d: {users: {a: #_t, b: __#t, d: #, e: {#t: 1}, g: #\"x\"#, h: {#\"x\"#: 1}, i: #t.x}}"},
		{"d: {users: {a: {b: 1, ...}, c: {let x = 1, y: x}, e: {if x {y: 1}}, f: {{g: 1}}, h: {[string]: 1}}}", "", ""},
		{"d: {users: {a: {b: 1} | {c: 2}, e: {f: 1} && {}, g: {}.x, h: {}[0]}}", "", ""},
		{"d: {users: {a: 1}} | {}\ne: {users: {b: 1}} & f[0]", "a b", "d: {users: { }} | {} e: {users: { }} & f[0]"},
		{"d: {users?: {a: 1}, users!: {a: 1}, X=users: {a: 1}, (\"users\"): {a: 1}, for x in y {users: {a: 1}}}", "", ""},
		{"d: {inventory: users: {file: \"x\"}, params: {users: {a: 1}}}\n_d: users: {a: 1}\nlet e = {users: {a: 1}}", "", ""},
		{"d: {users: {a: {x: 1} b: {y: 2}}}", "", ""},
		{"d: {users: {a: {x: 1}", "", ""},
		{"d: {users: {a: {x: 1}}}}", "", ""},
		{"d: {users: {a: {x: \"1}}}", "", ""},
		{"\ufeffd: users: a: 1", "", ""},
		{"d: users: a: \"\xff\"", "", ""},
		{"d\r: {\r\n\tusers: {\r\n\t\ta: {b: \"c\"}\r\n\t}\r\n}\r\n", "a", "d : { users: { } } "},
		{"x\n: users: {a: 1}", "", ""},
		{"for x in y\n{d: users: {a: 1}}\nif x\n{users: {b: 1}}", "", ""},
		{"d: users: " + strings.Repeat("a: ", 200) + "1", "", ""},
		{"d: users: a: 1\nx: " + strings.Repeat("\"\\(", 200) + "1" + strings.Repeat(")\"", 200), "", ""},
		{"d: users: a: " + strings.Repeat("[", 200) + strings.Repeat("]", 200), "", ""},
	} {
		if c.rest == "" {
			c.rest = c.text
		}
		ids, rest := taken(c.text)
		if strings.Count(rest, "\n") != strings.Count(c.text, "\n") || len(rest) != len(c.text) {
			t.Errorf("%q becomes %q", c.text, rest)
		}
		got := strings.Join(ids, " ")
		if rest, want := squeezed(rest), squeezed(c.rest); got != c.ids || rest != want {
			t.Errorf("%s\ngot  %s, %s\nwant %s, %s", c.text, got, rest, c.ids, want)
		}
		sameAsCUE(t, c.text)
	}
}

// squeezed is a text with its blanks and lines run together.
func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

const templates = "_t: {a: 1, s: {b: \"x\", l: [1, {c: true}]}}, _u: {_t, s: {d: null}}\n"

// sameAsCUE scans a text and holds what was taken out and what was left against
// what CUE makes of the text.
func sameAsCUE(t *testing.T, text string) {
	t.Helper()
	text = templates + text
	s, rest := scanText("a.cue", []byte(text), left{})
	if s == nil {
		return
	}
	loader := &Loader{Config: Config{Shard: 1000}, perUnit: 1}
	loader.short.Store("a.cue", "a.cue")
	file, err := parser.ParseFile("a.cue", text, parser.ParseComments)
	without, errWithout := parser.ParseFile("a.cue", rest, parser.ParseComments)
	if err != nil && strings.Contains(err.Error(), "both alias and field") {
		return // what has aliases in it is never read from the text
	}
	if (err == nil) != (errWithout == nil) {
		t.Fatalf("%s\nits syntax: %v\nwithout entities: %v\n%s", text, err, errWithout, rest)
	}
	if err != nil {
		return
	}
	known := fileTemplates(loader, file)
	ends := map[int]int{} // of entities, by where they start
	set := texts{templates: known}
	for _, g := range s.groups {
		set.add(s, g)
	}
	for i, p := range set.places {
		c := set.cursor(p, nil)
		c.templates = nil
		if !c.field(nil) {
			t.Fatalf("%s\nwas taken out and cannot be read at %d", text, p.start)
		}
		ends[int(p.start)] = c.at
		f, ok := set.entity(i, nil)
		if !ok {
			if !p.odd {
				t.Fatalf("%s\nwas looked through and cannot be made at %d", text, p.start)
			}
			continue
		}
		sameEntity(t, loader, text, int(p.start), c.at, f)
	}
	// In the syntax, what was taken out are fields of the structs that it was taken
	// out of, and nothing else is missing.
	var all, others []string
	places := map[int]bool{}
	for _, g := range s.groups {
		places[g.place] = true
	}
	ast.Walk(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.StructLit); ok {
			for _, d := range lit.Elts {
				if _, entity := ends[d.Pos().Offset()]; entity && places[lit.Pos().Offset()] {
					if _, ok := d.(*ast.Field); ok {
						delete(ends, d.Pos().Offset())
					}
				}
			}
			if places[lit.Pos().Offset()] && !lit.Lbrace.IsValid() {
				all = append(all, shown(lit))
				return false
			}
		}
		if f, ok := n.(*ast.Field); ok && spotted(s, f.Pos().Offset()) {
			return false
		}
		if what := shown(n); what != "" {
			all = append(all, what)
		}
		return true
	}, nil)
	ast.Walk(without, func(n ast.Node) bool {
		if what := shown(n); what != "" {
			others = append(others, what)
		}
		return true
	}, nil)
	if len(ends) > 0 {
		t.Fatalf("%s\nwhat was taken out are no fields of the struct: %v", text, ends)
	}
	if a, b := strings.Join(all, "\n"), strings.Join(others, "\n"); a != b {
		t.Fatalf("%s\nhas\n%s\nwithout entities\n%s", text, a, b)
	}
}

func spotted(s *scan, at int) bool {
	for _, spot := range s.spots {
		if int(spot.start) == at {
			return true
		}
	}
	return false
}

// shown is a node of syntax and its place. Comments go with what they stand at.
func shown(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Ident:
		return fmt.Sprint(n.Name, n.Pos())
	case *ast.BasicLit:
		return fmt.Sprint(n.Value, n.Pos())
	case *ast.Comment, *ast.CommentGroup:
		return ""
	}
	return fmt.Sprintf("%T %v", n, n.Pos())
}

func fileTemplates(l *Loader, file *ast.File) map[string]*template {
	r := reader{loader: l, fields: map[string][]*ast.Field{}, templates: map[string]*template{}}
	for _, d := range file.Decls[:2] {
		f := d.(*ast.Field)
		r.fields[f.Label.(*ast.Ident).Name] = []*ast.Field{f}
	}
	return map[string]*template{"_t": r.template("_t"), "_u": r.template("_u")}
}

// sameEntity has CUE evaluate an entity by itself, in its place.
func sameEntity(t *testing.T, l *Loader, text string, from, to int, want Field) {
	t.Helper()
	alone := []byte(text)
	for i := len(templates); i < len(alone); i++ {
		if (i < from || i >= to) && alone[i] != '\n' {
			alone[i] = ' '
		}
	}
	file, err := parser.ParseFile("a.cue", alone)
	if err != nil {
		t.Fatalf("%s\nholds at %d no valid entity: %v", text, from, err)
	}
	fields, err := cuecontext.New().BuildFile(file).Fields(cue.Hidden(false))
	if err != nil || !fields.Next() {
		t.Fatalf("%s\nholds at %d an entity that CUE does not evaluate: %v", text, from, err)
	}
	w := walker{loader: l}
	got := Field{Label: fields.Selector().Unquoted(), Value: w.node(fields.Value()), Pos: l.position(fields.Value().Pos())}
	if len(w.findings) > 0 {
		t.Fatalf("%s\nholds at %d an entity with findings: %v", text, from, w.findings)
	}
	if a, b := written(got), written(want); a != b {
		t.Fatalf("%s\nholds at %d\n%s\nas CUE has it, as the scan:\n%s", text, from, a, b)
	}
}

// written is a value with all places. The order of fields means nothing.
func written(f Field) string {
	var b strings.Builder
	var node func(path string, n *Node)
	lines := map[string]bool{}
	line := func(path string, x ...any) { lines[path+" "+fmt.Sprint(x...)] = true }
	node = func(path string, n *Node) {
		line(path, n.Kind, " ", n.Text, " ", n.Pos, " ", len(n.Fields), len(n.Items))
		for _, f := range n.Fields {
			line(path+"."+f.Label, f.Pos)
			node(path+"."+f.Label, f.Value)
		}
		for i, item := range n.Items {
			node(fmt.Sprint(path, i), item)
		}
	}
	line(f.Label, f.Pos)
	node(f.Label, f.Value)
	for _, l := range slices.Sorted(maps.Keys(lines)) {
		b.WriteString(l + "\n")
	}
	return b.String()
}

var seeds = []string{
	`d: x.#D & {users: {a: {b: "c", d: [1, "x", {e: true}]}, "f": g: h: null}}`,
	`d: users: a: _t & {s: d: 1, z: "\u00e4\n\"\/"}, d: users: b: {_t, s: e: -5}`,
	`d: {users: a: x: "}//", phones: {"00907a": {} // }` + "\n" + `}, x: "\("}") {"}`,
	"d: {users: {a: 1\n, b: {c: 2}\n\n// }\n\td: 3,}}",
	"d: {x: #\"\"\"\n  {\"\"\"\n  \\#(a)\"\n  \"\"\"#\n users: {a: {}}, y: '''\n '''}",
	"d: users: {a: _u & _t & {s: {d: null}}}\r\ne: {users: {b: [[], [{}]]\r\n}}",
	`d: {users: {a: {b: {c: 1}, b: {e: 2}}, c: {x: 1, x: 2}, e: _t & {a: 1}}}`,
	`d: {users: {a: 1 @x(y), b?: 2, C=c: 3, if x {e: 4}, [string]: 5, ...}}`,
	"d: users: a: \"ö\u0308\", d: users: b: 0, d: users: c: -0, e: .5, f: 1.e+3, g: 0x1e+2",
}

func FuzzScan(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(sameAsCUE)
}

// Texts made of the pieces that CUE is made of, most of them no valid CUE.
func TestScanOfPieces(t *testing.T) {
	pieces := []string{"d", "users", "phones", "a", "\"b\"", "c", ":", ": ", ":", ": {", "{", "{", "}", "}", "}\n", "}, ", "[", "]", "(", ")", ",", ", ", "\n", "\n",
		" ", "\t", "\r\n", "&", " & ", "&&", "|", "*", "-", "1", "0", "2.5", "1K", "\"x\"", "\"\\n\"", "\"\\(", "\"", "'", "#", "\"\"\"", "\"\"\"\n", "\n\"\"\"", "#\"", "\"#", "\\",
		"// }\n", "//", "/", "_t", "_u", "_", "_t & {", "@x()", "...", "..", ".", "?", "!", "=", "~", "if", "for", "let", "in", "null", "true", "x.#D", "é", "d: users: ", "users: {a: {", "phones: {b: "}
	base := []string{"d: {users: {a: {b: 1", "d: {x: 1, users: {a: _t & {c: \"x\"}", "d: users: a: ", "d: {users: ", ""}
	r := rand.New(rand.NewPCG(1, 2))
	rounds := 20000
	if testing.Short() {
		rounds = 2000
	}
	for range rounds {
		var b strings.Builder
		b.WriteString(base[r.IntN(len(base))])
		for range r.IntN(14) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		if r.IntN(2) == 0 {
			b.WriteString("}}}"[:1+r.IntN(3)])
		}
		sameAsCUE(t, b.String())
	}
	// Valid texts, of which a byte or two are changed.
	for range rounds / 2 {
		text := []byte(seeds[r.IntN(len(seeds))])
		for range r.IntN(3) {
			i := r.IntN(len(text))
			switch r.IntN(3) {
			case 0:
				text[i] = "{}[]\"':,\n #&_a1"[r.IntN(15)]
			case 1:
				text = append(text[:i], text[i+1:]...)
			default:
				p := pieces[r.IntN(len(pieces))]
				text = append(text[:i], append([]byte(p), text[i:]...)...)
			}
		}
		sameAsCUE(t, string(text))
	}
}

// An entity is the same every time, and what is made of it is the caller's.
func TestTextsAreMadeAnew(t *testing.T) {
	text := "d: users: {a: {b: {c: 1}}, e: {b: 2}}"
	s, _ := scanText("a.cue", []byte(text), left{})
	set := texts{}
	set.add(s, s.groups[0])
	first, _ := set.At(0, nil)
	second, _ := set.At(0, nil)
	if !reflect.DeepEqual(first, second) || first.Value == second.Value || set.Label(1) != "e" {
		t.Error(first, second)
	}
	if want := (diag.Pos{File: "a.cue", Line: 1, Column: 12}); first.Pos != want {
		t.Error(first)
	}
}

// fleet is a deployment of n users, written out.
func fleet(n int) []byte {
	var b bytes.Buffer
	b.WriteString("package p\nimport \"test.example/schema/acme\"\nd: acme.#Deployment & {\n\tusers: {\n")
	for i := range n {
		fmt.Fprintf(&b, `		u%07d: {
			password: secret: "u%[1]d"
			params: {
				reg: "2": {address: "%[1]d", label: "User %[1]d", displayName: "User %[1]d", server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}}
				up: backlight: onIntensity: 2
				ptt: channel: "24": {subscribed: true, label: "Priority"}
			}
		}
`, i)
	}
	b.WriteString("\t}\n}\n")
	return b.Bytes()
}

// A scan alone, with it all that is done before entities are asked for, and the
// making of them.
func BenchmarkScan(b *testing.B) {
	text := fleet(30000)
	b.Run("text", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if s, _ := scanText("a.cue", text, left{}); s == nil {
				b.Fatal("nothing was taken out")
			}
		}
	})
	dir := b.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.cue"), text, 0o666); err != nil {
		b.Fatal(err)
	}
	b.Run("package", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			l, err := NewLoader(Config{Dir: dir, Schema: testSchema, Module: "test.example/schema"})
			if err != nil {
				b.Fatal(err)
			}
			units, err := l.Find()
			if err != nil {
				b.Fatal(err)
			}
			p, findings := l.Evaluate(units[0])
			if len(findings) > 0 || len(p.Deployments) != 1 || len(p.Deployments[0].Later["users"]) != 1 {
				b.Fatal("nothing was taken out", findings)
			}
		}
	})
	b.Run("made", func(b *testing.B) {
		s, _ := scanText("a.cue", text, left{})
		t := texts{}
		t.add(s, s.groups[0])
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			for i := range t.Len() {
				t.At(i, nil)
			}
		}
	})
}
