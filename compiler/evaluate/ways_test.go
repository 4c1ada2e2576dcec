package evaluate_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/evaluate"
	"provc/compiler/filetest"
	"provc/compiler/load"
	"provc/compiler/value"
	"provc/compiler/vendors"
	"provc/schema"
)

// ways are ways to evaluate entities, with shards small enough that tests have several,
// and files searched for entities however small they are.
var ways = map[string]evaluate.Options{
	"as usual":            {},
	"in shards":           {Shard: 2, Extract: 1 << 30},
	"extracted":           {Extract: 1},
	"extracted in shards": {Shard: 2, Extract: 1},
}

// whole is the way by which the others are judged: CUE evaluates all in one go.
var whole = evaluate.Options{Whole: true}

// loader loads packages of a folder.
func loader(t testing.TB, dir string, tags ...string) *load.Loader {
	t.Helper()
	l, err := load.New(load.Config{Dir: dir, Tags: tags, Schema: vendors.All().Schemas(), Module: schema.Module})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// found evaluates the packages of a folder in some way. Each is rechecked, too, as it is
// where a native check finds something wrong.
func found(t testing.TB, dir string, way evaluate.Options, patterns ...string) (results, rechecked []evaluate.Result) {
	t.Helper()
	e := evaluate.New(loader(t, dir), way)
	units, err := e.Find(patterns...)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		results = append(results, e.Evaluate(u))
	}
	for i, u := range units {
		if r, ok := e.Recheck(u, results[i]); ok {
			rechecked = append(rechecked, r)
		}
	}
	return results, rechecked
}

// outcome is everything that packages say, as text, and what is wrong with them.
func outcome(t testing.TB, dir string, way evaluate.Options, patterns ...string) string {
	t.Helper()
	var b strings.Builder
	results, rechecked := found(t, dir, way, patterns...)
	for _, r := range results {
		write(&b, r)
	}
	b.WriteString("rechecked\n")
	for _, r := range rechecked {
		write(&b, r)
	}
	return b.String()
}

// write writes what a package says, in the order of labels: the order of fields is all
// that ways may differ in.
func write(b *strings.Builder, r evaluate.Result) {
	for _, list := range []diag.List{r.Findings, r.Refused} {
		b.WriteString(lines(list) + "\n")
	}
	if r.Package == nil {
		return
	}
	fmt.Fprintln(b, r.Dir, r.ImportPath)
	for _, d := range r.Deployments {
		fmt.Fprintln(b, d.Name, d.Vendor, d.Pos)
		writeNode(b, "", all(b, d))
	}
}

// all is a deployment with its entities, wherever those are.
func all(b *strings.Builder, d *value.Deployment) *value.Node {
	root := d.Frame(value.Containers...)
	for _, label := range value.Containers {
		entities := d.Entities(label)
		for i := range entities.Len() {
			f, wrong := entities.At(i, nil)
			if wrong != nil || f.Label != entities.Label(i) {
				fmt.Fprintln(b, label, i, f.Label, wrong)
			}
			in := root.Field(label).Value
			in.Fields = append(in.Fields, f)
		}
	}
	return root
}

func writeField(b *strings.Builder, indent string, f value.Field) {
	fmt.Fprintf(b, "%s%q %v ", indent, f.Label, f.Pos)
	writeNode(b, indent, f.Value)
}

func writeNode(b *strings.Builder, indent string, n *value.Node) {
	fmt.Fprintf(b, "%v %q %v %d\n", n.Kind, n.Text, n.Pos, n.Quote)
	for _, f := range slices.SortedStableFunc(slices.Values(n.Fields), func(a, b value.Field) int { return strings.Compare(a.Label, b.Label) }) {
		writeField(b, indent+"\t", f)
	}
	for _, i := range n.Items {
		b.WriteString(indent + "\t- ")
		writeNode(b, indent+"\t", i)
	}
}

// lines are findings as text, with all that they say.
func lines(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%v: %v: %s: %s", d.Pos, d.Severity, d.Check, d.Message())
		for _, r := range d.Related {
			fmt.Fprintf(&b, " (%v: %s)", r.Pos, r.Message)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// sameOutcome evaluates a folder in each way, and compares findings, values and places.
func sameOutcome(t *testing.T, dir string, ways map[string]evaluate.Options, patterns ...string) {
	t.Helper()
	want := outcome(t, dir, whole, patterns...)
	for name, way := range ways {
		if got := outcome(t, dir, way, patterns...); got != want {
			t.Errorf("%s:\n%s", name, firstDifference(want, got))
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("want %s\ngot  %s", w[i], g[i])
		}
	}
	return fmt.Sprintf("want %d lines, got %d", len(w), len(g))
}

// written puts files into a folder of their own.
func written(t testing.TB, files map[string]string) string {
	t.Helper()
	return filetest.Folder(t, files)
}

const entityHead = `package p

import "provc.internal/schema/spectralink"

d: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: {enabled: true, required: true, persistent: true}
`

const moduleFile = "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n"

// Ways to write entities that are read from the text, must not be, or are partly.
func TestWaysOfWriting(t *testing.T) {
	tests := map[string][]string{
		"several declarations": {entityHead + `
	users: a: password: secret: "a"
	users: a: params: reg: "1": label: "x"
	users: {a: params: reg: "1": {address: "y"}, b: {password: "1234"}}
	users: a: params: {reg: "2": label: "x"}
}`},
		"several files": {entityHead + `users: a: password: secret: "a"
}`, "package p\nd: users: a: params: reg: \"1\": label: \"x\"\n", "package p\nd: users: b: password: secret: \"b\"\n"},
		// CUE 0.17.1 panics when it is asked where a value of ann is written.
		"operands that fail by themselves": {entityHead + `users: [=~"^a"]: #N
	users: {_people}
}
#N: spectralink.#User & ({label: "x"} | *{label: "x"})
d: users: {[_]: {params: {_p, up: idleTimeout: 60}}}
_people: ann: {password: "1", ...}
_p: up: backlight: onIntensity: 2
_people: [string]: label: string
`},
		"several conjuncts": {entityHead + `} & {users: a: {password: secret: "a"}}
d: {users: {a: params: reg: "1": label: "x"} & {c: password: secret: "c"}}`},
		"the same value twice":                 {entityHead + `users: a: password: "1234", users: a: password: "1234"` + "\n}"},
		"two values":                           {entityHead + `users: a: password: "1234", users: a: password: "1235"` + "\n}"},
		"two kinds":                            {entityHead + `users: a: params: reg: "1": label: "x", users: a: params: reg: "1": label: 1` + "\n}"},
		"two lists":                            {entityHead + `users: a: {password: "1", contacts: [{ct: "1"}]}, users: a: contacts: [{fn: "x"}]` + "\n}"},
		"a struct and a text":                  {entityHead + `users: a: password: "1234", users: a: password: secret: "a"` + "\n}"},
		"numbers":                              {entityHead + `users: a: params: up: idleTimeout: 0x3C, users: b: params: up: idleTimeout: 6_0, users: c: params: up: idleTimeout: 60, users: d: params: up: idleTimeout: 1K, users: e: params: up: idleTimeout: -1, users: f: params: up: idleTimeout: 1.5, users: g: params: up: idleTimeout: +60, users: h: params: up: idleTimeout: -0, users: i: params: up: idleTimeout: 99999999999999999999` + "\n}"},
		"texts":                                {entityHead + `users: a: params: reg: "1": label: "\u00e4\t", users: b: params: reg: "1": label: #"a\b"#, users: c: params: reg: "1": label: """` + "\n\t\ttwo\n\t\tlines\n\t\t\"\"\"" + `, users: d: params: reg: "1": label: 'bytes', users: e: params: reg: "1": label: "` + "a\u0308ö" + `", users: f: params: reg: "1": label: #'bytes'#` + "\n}"},
		"labels":                               {entityHead + `users: "a\u0062": password: "1234", users: "ö": password: "1234", users: #"c"#: password: "1234", users: true: password: "1234"` + "\n}"},
		"a label in several forms":             {entityHead + `users: a: password: "1234", users: #"a"#: params: reg: "1": label: "x", users: """` + "\n\t\tb\n\t\t\"\"\"" + `: password: "1", users: b: password: "2"` + "\n}"},
		"labels that are keywords":             {entityHead + `users: {import: password: "1234", package: password: "1234", for: password: "1234", if: password: "1234", let: password: "1234", in: password: "1234", "import": label: "x"}` + "\n}"},
		"null and lists":                       {entityHead + `users: a: {password: null, params: reg: "1": label: [1, "x", true]}` + "\n}"},
		"constraints":                          {entityHead + `users: a: {password: "1234", params: reg: "1": label: string}` + "\n}"},
		"optional and required":                {entityHead + `users: a: {password: "1234", label?: "x"}, users: b: {password: "1234", label!: "x"}` + "\n}"},
		"optional user":                        {entityHead + `users: a?: {password: "1234"}, users: b: {password: "1234"}` + "\n}"},
		"hidden fields":                        {entityHead + `users: a: {_x: "1234", password: _x}, users: b: {_y: 1, password: "1234"}` + "\n}"},
		"defaults":                             {entityHead + `users: a: {password: *"1234" | string}` + "\n}"},
		"templates":                            {entityHead + `users: {a: _t & {password: "1234"}, b: {_t, password: "1234"}, c: _t}` + "\n}\n_t: params: reg: \"1\": label: \"t\""},
		"a template in the way":                {entityHead + `users: {a: _t & {password: "1234", params: reg: "1": label: "u"}}` + "\n}\n_t: params: reg: \"1\": label: \"t\""},
		"a template's own file":                {entityHead + `users: {a: _t & {password: "1234"}, b: _t, c: _t}` + "\n}", "package p\n_t: params: reg: \"1\": label: \"t\"\n"},
		"templates in templates":               {entityHead + `users: {a: _t & {password: "1234"}, b: {_u, password: "1234", params: up: idleTimeout: 60}, c: _u & _t & {password: "1", _v}}` + "\n}\n_t: params: reg: \"1\": {label: \"t\", address: \"x\"}\n_t: params: reg: \"2\": label: \"2\"", "package p\n_u: _t & {params: reg: \"1\": server: \"1\": port: 5060}\n_v: {label: \"v\", params: {up: backlight: onIntensity: 9, _w}}\n_w: ptt: channel: \"1\": label: 5\n"},
		"a template of a loop":                 {entityHead + `users: {a: _t & {password: "1234"}}` + "\n}\n_t: _u\n_u: _t"},
		"a template by let":                    {entityHead + `users: {a: t & {password: "1234"}}` + "\n}\nlet t = {params: reg: \"1\": label: \"t\"}"},
		"a template of nothing":                {entityHead + `users: {a: t & {password: "1234"}}` + "\n}\n"},
		"a closed template":                    {entityHead + `users: {a: #T & {password: "1234"}, b: _#T & {password: "1234"}}` + "\n}\n#T: params: _\n_#T: params: _"},
		"a template that is hidden by a field": {entityHead + `users: {a: {_t: params: reg: "1": label: "u", _t}, b: _t}` + "\n}\n_t: params: reg: \"1\": label: \"t\""},
		"a template with lists":                {entityHead + `users: {a: _t & {contacts: [{ct: "1"}]}, b: _t & {password: "1"}}` + "\n}\n_t: contacts: [{ct: \"1\"}]"},
		"references to siblings":               {entityHead + `users: {a: password: "1234", b: password: a.password, c: a}` + "\n}"},
		"references from afar":                 {entityHead + `users: {a: password: "1234"}` + "\n}\nx: d.users.a.password\n_n: len(d.users)"},
		"references to itself":                 {entityHead + `users: {a: {password: a.password}}` + "\n}"},
		"aliases":                              {entityHead + `users: {a: X={password: "1234", params: reg: "1": label: X.password}, B="b": {password: "1234"}, c: B}` + "\n}"},
		"patterns":                             {entityHead + `users: [string]: params: reg: "1": label: "x"` + "\n" + `users: a: password: "1234"` + "\n}"},
		"a pattern above":                      {entityHead + `[=~"^us"]: a: label: "x"` + "\n" + `users: a: password: "1234"` + "\n}"},
		"a pattern at the top":                 {entityHead + `users: a: password: "1234"` + "\n}\n[string]: users: a: label: \"x\""},
		"comprehensions":                       {entityHead + `users: {for i in ["a", "b"] {(i): password: i}}` + "\n" + `users: a: params: reg: "1": label: "x", phones: "00907a000001": {}` + "\n}"},
		"a comprehension above":                {entityHead + `for i in ["a", "b"] {users: (i): password: i}` + "\n" + `users: a: params: reg: "1": label: "x"` + "\n}"},
		"a comprehension at top":               {entityHead + `users: a: password: "1234"` + "\n}\nif true {d: users: b: password: \"1234\"}"},
		"an embedding at top":                  {entityHead + `users: a: password: "1234"` + "\n}\n{d: users: b: password: \"1234\"}"},
		"let":                                  {entityHead + `let p = "1234"` + "\n" + `users: {a: password: p, b: password: "1234", c: password: p}` + "\n}"},
		"let at the top":                       {entityHead + `users: {a: password: p, b: password: "1234", c: password: p, e: password: p}` + "\n}\nlet p = \"1234\""},
		"a base":                               {entityHead + `users: {a: password: "1234"}` + "\n}\nd: _base\n_base: params: up: idleTimeout: 60"},
		"a base with users":                    {entityHead + `users: {a: password: "1234"}` + "\n}\nd: _base\n_base: users: a: label: \"x\""},
		"a base of bases":                      {entityHead + `users: {a: password: "1234"}` + "\n}\nd: _base\n_base: {_more, misc: [\"x\"]}\n_more: params: up: idleTimeout: 60"},
		"a base that is a loop":                {entityHead + `users: {a: password: "1234"}` + "\n}\nd: _base\n_base: {_more, misc: [\"x\"]}\n_more: _base"},
		"an embedded schema":                   {strings.Replace(entityHead, "spectralink.#Deployment & {", "{spectralink.#Deployment\n", 1) + `users: {a: password: "1234"}` + "\n}"},
		"closed by a definition":               {entityHead + `users: {a: #U & {password: "1234"}, b: #U & {passwort: "1234"}}` + "\n}\n#U: {password: string}"},
		"nowhere":                              {entityHead + `users: {a: password: "1234", b: password: nowhere}` + "\n}"},
		"ellipsis":                             {entityHead + `users: {a: password: "1234", ...}` + "\n}"},
		"no struct":                            {entityHead + `users: {a: "x", b: 5, c: []}` + "\n}"},
		"users no struct":                      {entityHead + `users: "x"` + "\n}"},
		"users and a text":                     {entityHead + `users: "x", users: a: password: "1234"` + "\n}"},
		"two deployments":                      {entityHead + `users: a: password: "1234"` + "\n}\ne: spectralink.#Deployment & {folder: \"e\", params: prov: login: enabled: true, users: {for u in [\"a\"] {(u): password: \"1234\"}}}"},
		"an unused import":                     {strings.Replace(entityHead, "import ", "import \"strings\"\nimport ", 1) + `users: a: password: "1234"` + "\n}"},
		"no deployment":                        {entityHead + `users: a: password: "1234"` + "\n}\nx: users: a: password: string"},
		"attributes":                           {entityHead + `users: a: {password: "1234" @x(y), @z()}` + "\n}"},
		"a shadowed template":                  {entityHead + `_t: params: reg: "1": label: "u"` + "\n" + `users: {a: _t & {password: "1234"}, b: {password: "1"}}` + "\n}\n_t: params: reg: \"1\": label: \"t\""},
		"a template shadowed by a user":        {entityHead + `users: {_t: label: "u", a: _t & {password: "1234"}, b: {password: "1"}}` + "\n}\n_t: params: reg: \"1\": label: \"t\""},
		"a template shadowed elsewhere":        {entityHead + `users: {a: _t & {password: "1234"}}` + "\n}\n_t: params: reg: \"1\": label: \"t\"\n_n: _t: label: \"x\""},
		"a template shadowed by a loop":        {entityHead + `users: {a: _t & {password: "1234"}}` + "\n}\n_t: params: reg: \"1\": label: \"t\"\n_n: [for _t in [1, 2] {_t}]"},
		"a hidden let":                         {entityHead + `users: {a: _t & {password: "1234"}}` + "\n}\nlet _t = {params: reg: \"1\": label: \"t\"}"},
		"a hidden import":                      {strings.Replace(entityHead, "import ", "import _t \"strings\"\nimport ", 1) + `users: {a: _t & {password: "1234"}}` + "\n}"},
		"a hidden template of no struct":       {entityHead + `users: {a: password: _t, b: password: "1"}` + "\n}\n_t: \"1234\""},
		"a hidden template of nothing":         {entityHead + `users: {a: _t & {password: "1234"}, b: password: "1"}` + "\n}"},
		"a template that computes":             {entityHead + `users: {a: _t & {password: "1234"}, b: _t, c: _u, e: password: "1"}` + "\n}\n_t: params: up: idleTimeout: 60 * 2\n_u: params: up: idleTimeout: 60"},
		"a template with a reference":          {entityHead + `users: {a: _t & {password: "1234"}, b: password: "1"}` + "\n}\n_t: label: d.users.b.password"},
		"templates over templates":             {entityHead + `users: {a: {_t} & {_u, params: reg: "1": label: "x"} & _v, b: _v & _u & {params: reg: "1": server: "1": port: 5061}, c: {_u, _v, params: up: {}}}` + "\n}\n_t: params: reg: \"1\": address: \"t\"\n_u: params: reg: \"1\": server: \"1\": address: \"s\"\n_v: {_w, params: up: {idleTimeout: 9}, params: reg: \"2\": {}}\n_w: params: up: backlight: onIntensity: 9"},
		"templates that differ":                {entityHead + `users: {a: _t & _u, b: _t & {password: "1"}, c: _u}` + "\n}\n_t: params: reg: \"1\": address: \"t\"\n_u: params: reg: \"1\": address: \"u\""},
		"templates that are wrong":             {entityHead + `users: {a: _t & {params: reg: "1": servr: x: 1}, b: _u & {params: reg: "1": label: "x"}}` + "\n}\n_t: params: reg: \"1\": {adress: \"t\", servr: y: 2}\n_u: {params: reg: {}, pasword: \"x\"}"},
		"types":                                {entityHead + `users: {a: _t & {password: "1", label: "x"}, b: _t & {password: "2"}, c: _t & {password: 3}, e: _t & {password: "4", params: up: {idleTimeout: 7}}, f: _t & {label: "5"}}` + "\n}\n_t: {password!: string, label?: string, params: up: idleTimeout: *5 | int, groups?: {x: 1}}"},
		"types that are not given":             {entityHead + `users: {a: _t & {password: "1"}, b: _t}` + "\n}\n_t: {password: string, label: string}"},
		"types over types":                     {entityHead + `users: {a: _t & _u & {password: "1"}, b: _u & {password: "2"} & _t, c: _t & _u, e: {_u, password: "1", label: "x", _t}}` + "\n}\n_t: {password: string, label?: string, params?: up?: idleTimeout: 5}\n_u: {password: _, label?: _, params: up?: _, params?: reg?: \"1\": label: \"x\"}"},
		"definitions":                          {entityHead + `users: {a: #T & {password: "1"}, b: #T & {password: "2", label: "x"}, c: {#T, password: "3", params: up: idleTimeout: 6}, e: #T & {params: up: idleTimeout: 6}}` + "\n}\n#T: {password: string, label?: string, params: up: idleTimeout: int | *5}"},
		"definitions that are right":           {entityHead + `users: {a: #T & {password: "1"}, b: #T & {password: "2", label: "x"}, c: {#T, password: "3", params: up: idleTimeout: 6}, e: #U & {password: "4"}, f: {#U, password: "5"}, g: _v & {label: "y"}}` + "\n}\n#T: {password: string, label?: string, params: up: idleTimeout: int | *5}\n#U: {#T, params: reg: \"1\": label: \"u\"}\n_v: #T & {password: \"6\"}"},
		"definitions over definitions":         {entityHead + `users: {a: #T & #U & {password: "1"}, b: #V & {password: "1"}, c: {#U, password: "1"}, e: _w & {password: "1", label: "e"}, f: _w & {password: "1", params: up: backlight: onIntensity: 2}}` + "\n}\n#T: {password: string, params: up: idleTimeout: 5}\n#U: {#T, params: reg: \"1\": label: \"u\"}\n#V: #T & {params: reg: \"1\": label: \"v\"}\n_w: #T & {label?: string}"},
		"definitions of the schema":            {entityHead + `users: {a: #N & {password: "1"}, b: #N & {password: "2", params: reg: "1": label: "x"}, c: _m & {password: "3", label: "x"}}` + "\n}\n#N: spectralink.#User & {params: up: idleTimeout: 60}\n_m: {spectralink.#User, params: up: idleTimeout: 50}"},
		"a definition of several declarations": {entityHead + `users: {a: #T & {password: "1", params: up: idleTimeout: 60}, b: #T & {password: "1", label: "x"}, c: params: #P & {reg: "1": label: "x"}, e: params: #P & {up: {}}, e: params: up: idleTimeout: 60}` + "\n}\n#T: password: string\n#T: params: up: idleTimeout: int\n#T: params: {...}\n#P: reg?: _"},
		"types in the way":                     {entityHead + `users: {a: _t & {label: "x"}, string: {password: "1"}}` + "\n}\nint: 5\n_t: {password: string, params: up: idleTimeout: int}"},
		"comments":                             {entityHead + "// }\nusers: { // {\n\ta: { // \"\n\t\tpassword: // }\n\t\t\t\"12//34\" // \"{\n\t\t// users: {\n\t} // }\n\t// b: {}\n\tc: {password: \"1\"}// \n// x\n}\n}\n// end"},
		"braces in texts":                      {entityHead + `users: {a: {password: "}//{\"", params: reg: "1": label: "'{"}, b: {password: "\\"}, c: {password: "{\\\"}"}}` + "\n}"},
		"commas":                               {entityHead + "users: {a: {password: \"1\",},\n\tb: {password: \"2\", params: reg: \"1\": label: \"x\"\n\t},\n\tc: {\n\t\tpassword: \"3\"\n\t\t, params: reg: \"1\": label: \"x\"\n\t}\n\t, e: {password: \"4\"}\n},\n},"},
		"two commas":                           {entityHead + `users: {a: {password: "1"},, b: {password: "2"}}` + "\n}"},
		"no comma":                             {entityHead + `users: {a: {password: "1"} b: {password: "2"}}` + "\n}"},
		"lines that end in CR LF":              {strings.ReplaceAll(entityHead+"users: {\n\ta: {\n\t\tpassword: \"1234\" // x\n\t}\n\tb: password: \"2\"\n}\nusers: c: password: \"3\"\n}\n", "\n", "\r\n")},
		"the end of the file":                  {entityHead + "}", "package p\nd: users: a: password: \"1234\"", "package p\nd: users: b: {password: \"1\"} // x", "package p\nd: {users: {c: {password: \"1\"}}}"},
		"labels of all kinds":                  {entityHead + `users: {"ä": password: "1", ö: password: "2", b: {"ä": 1, password: "x"}, "c\u0064": password: "3", "": password: "4", if: password: "5", "if": password: "6", null: password: "7", in: password: "8", a$b: password: "9", #c: password: "1", "#c": password: "2"}` + "\n}"},
		"several lines":                        {entityHead + "users: {a: password: \"\"\"\n\t}\n\t\"\"\", b: password: \"1\"\n\tc: {password: #\"\"\"\n\t\t\"\"\"}\n\t\t\"\"\"#}\n\te: password: \"\"}\n}"},
		"IDs in several files":                 {entityHead + `users: {a: password: "1", b: params: reg: "1": label: "x", c: params: reg: "1": label: "x"}` + "\n}", "package p\nd: users: {a: params: reg: \"1\": label: \"x\", b: password: \"1\" + \"\", c: params: reg: \"1\": address: \"x\"}", "package p\nd: users: a: params: reg: \"1\": address: \"x\"\nd: users: c: params: reg: \"1\": label: \"y\"\nd: users: e: password: \"1\""},
		"IDs in several files twice":           {entityHead + `users: {a: password: "1", b: password: "2"}` + "\n}", "package p\nd: users: {a: password: \"1\", b: password: \"3\"}"},
		"a mistake in a user":                  {entityHead + `users: {a: password: "1", b: {password: 1 2}, c: password: "3"}` + "\n}"},
		"a mistake behind a user":              {entityHead + `users: {a: password: "1"}` + "\n}\nx: 1 2"},
		"a mistake in another file":            {entityHead + `users: {a: password: "1"}` + "\n}", "package p\nx: }\n"},
		"a text that does not end":             {entityHead + `users: {a: password: "1, b: password: "2"}` + "\n}"},
		"a struct that does not end":           {entityHead + `users: {a: password: "1"` + "\n}"},
		"a struct that ends twice":             {entityHead + `users: {a: password: "1"}}` + "\n}"},
		"a value that fails":                   {entityHead + `users: {a: password: "1", b: password: "\ud800"}` + "\n}\nx: 1 & 2"},
		"in one line":                          {strings.ReplaceAll(strings.Replace(entityHead, "import ", "import ", 1), "\n\t", ", ") + `users: {a: {password: "1"}, "b": {password: "2"}}, phones: "00907a000001": {label: "x"}}`},
		"a base in text":                       {entityHead + `} & {users: {a: {password: "1"}} & {b: {password: "2"}} & {}}` + "\nd: {users: c: password: \"3\"}"},
		"users of others":                      {entityHead + `users: {a: password: "1"}, inventory: {}, params: users: {a: 1}` + "\n}\ne: users: {a: {password: \"1\"}}\n_e: users: {a: {password: \"1\"}}\n#e: users: {a: {password: \"1\"}}\nlet f = {users: {a: {}}}\ng: f"},
		"users in params":                      {entityHead + `users: {a: password: "1"}` + "\n" + `params: users: {b: {password: "1"}}` + "\n}"},
		"conjunctions of users":                {entityHead + `users: {a: password: "1"} & _common` + "\n}\n_common: [string]: {...}"},
		"disjunctions of users":                {entityHead + `users: *{a: password: "1"} | {b: password: "2"}` + "\n}"},
		"a deployment that is disjunct":        {entityHead + `users: {a: password: "1"}} | {` + "\n}"},
		"a name of a user in use":              {entityHead + `users: {string: password: "1", spectralink: password: "2", i: password: "3", c: password: "4"}, groups: {for i in ["x"] {(i): {}}}` + "\n}\n_x: string"},
		"a user that is required elsewhere":    {entityHead + `users: {a: password: "1"}` + "\n}\nd: users: {a!: _, b?: _}"},
		"a user with a constraint":             {entityHead + `users: {a: password: "1"}` + "\n}\nd: users: a: password: =~\"^2\""},
		"a user with a default":                {entityHead + `users: {a: {}, b: password: "2"}` + "\n}\nd: users: a: password: *\"1\" | string"},
		"self":                                 {entityHead + `users: {a: password: "1", b: password: self.x}` + "\n}\nx: self"},
		"attributes of users":                  {entityHead + `users: {a: password: "1", @x(})}` + "\n}"},
		"attributes behind users":              {entityHead + `users: {a: {password: "1"} @x(y), b: password: "2"} @y({)` + "\n}"},
		"lists of all kinds":                   {entityHead + "users: {a: contacts: [{ct: \"1\"}, {ct: \"2\", fn: \"x\"},\n\t{ct: \"3\"}\n], b: contacts: [], c: contacts: [_t, {ct: \"1\"} & {}], e: contacts: [{ct: \"1\"}, ...]}\n}\n_t: {ct: \"9\"}"},
		"mistakes in lists":                    {entityHead + `users: {a: {password: "1", contacts: [{ct: 1 & 2}]}, b: {password: "1", contacts: [#C & {ct: "2", fn: "x"}]}, c: {password: "1", contacts: [{ct: "2"}] & [{ct: "3"}]}, e: {password: "1", contacts: [...string] & [1]}}` + "\n}\n#C: ct: string"},
		"structs that are unified":             {entityHead + `users: {a: {password: "1", label: "x"} & {label: "x"}, b: {password: "1", params: {up: idleTimeout: 60} & {reg: "1": label: "x"}}}` + "\n}"},
		"structs that do not go together":      {entityHead + `users: {a: {password: "1", label: "x"} & {label: "y"}}` + "\n}"},
		"closed by what is beside":             {entityHead + `users: a: #U & {password: "1", params: up: idleTimeout: 7}` + "\n}\n#U: _V & {params: {...}, ...}\n_V: {#E} & {params?: {}}\n#E: {password?: _, ...}"},
		"a field twice":                        {entityHead + `users: {a: {password: "1", params: {}, params: reg: {}, params: reg: "1": label: "x"}, b: {password: "2", password: "2"}}` + "\n}"},
		"wrong everywhere":                     {entityHead + `users: a: {pasword: "1234", params: reg: "35": label: "x"}, phones: x: {}, users: site: params: up: idletimeout: 1, groups: "a b": {}` + "\n}"},
	}
	for n, name := range slices.Sorted(maps.Keys(tests)) {
		if testing.Short() && n%3 > 0 {
			continue // under the race detector, CUE takes minutes
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{}
			for i, text := range tests[name] {
				files[fmt.Sprintf("%c.cue", 'a'+i)] = text
			}
			sameOutcome(t, written(t, files), ways)
		})
	}
}

// Files that CUE embeds are read in every way, and are in every context.
func TestWaysOfEmbedding(t *testing.T) {
	dir := written(t, map[string]string{
		"a.cue": "@extern(embed)\n\n" + entityHead + `users: _ @embed(file="users.json")
	phones: {"00907a000001": _one & {label: "x"}, "00907a000002": _one, "00907a000003": {label: "y"}}
}
_one: _ @embed(file="phone.yaml")
`,
		"users.json": `{"a": {"password": "1234", "params": {"reg": {"1": {"label": "x"}}}}}`,
		"phone.yaml": "params:\n  up: {idleTimeout: 60}\n",
	})
	sameOutcome(t, dir, ways)
	if got := outcome(t, dir, evaluate.Options{}); !strings.Contains(got, "users.json:1:") || strings.Contains(got, "error") {
		t.Error(got)
	}
}

// Packages in folders below share the files above: what is cut out for one must
// not be missing in another.
func TestWaysOfSharedFiles(t *testing.T) {
	files := map[string]string{
		"cue.mod/module.cue": moduleFile,
		"a.cue":              entityHead + "users: a: password: \"1234\"\n}\n",
	}
	for i := range 8 {
		files[fmt.Sprintf("site%d/b.cue", i)] = fmt.Sprintf("package p\nd: users: u%d: password: \"1234\"\n", i)
	}
	dir := written(t, files)
	sameOutcome(t, dir, ways, "./...")
	results, _ := found(t, dir, evaluate.Options{Extract: 1}, "./...")
	if len(results) != 9 {
		t.Fatalf("%d packages", len(results))
	}
	for i, r := range results {
		want := 2
		if r.Dir == "." {
			want = 1
		}
		if users := r.Deployments[0].Entities("users").Len(); users != want || r.Findings.HasErrors() {
			t.Errorf("package %d in %s has %d users: %s", i, r.Dir, users, lines(r.Findings))
		}
	}
}

// A package that others import is theirs, too.
func TestWaysOfImports(t *testing.T) {
	dir := written(t, map[string]string{
		"cue.mod/module.cue": moduleFile,
		"a.cue":              strings.Replace(entityHead, "import ", "import \"test.example/b\"\nimport ", 1) + "users: a: password: b.d.users.b.password\nusers: c: password: \"2\"\n}\n",
		"b/b.cue":            strings.Replace(entityHead, "package p", "package b", 1) + "users: {b: password: \"1\", c: password: \"3\"}\n}\n",
		"c/c.cue":            strings.Replace(entityHead, "package p", "package c", 1) + "users: {e: password: \"1\", f: password: \"3\"}\n}\n",
		// Read again, since the users do not go together.
		"g/g.cue": strings.Replace(entityHead, "package p", "package g", 1) + "users: g: password: \"1\"\n}\n",
		"g/h.cue": "package g\nx: 1 2\n",
		"e/e.cue": strings.Replace(entityHead, "package p", "package f", 1) + "users: {e: password: \"1\", f: _t & {password: \"3\"}}\nusers: e: password: \"1\"\n}\n_t: password: string\n",
	})
	for pattern, wrong := range map[string]bool{
		".": false, "./b": false, "./c": false, "test.example/c": false, "./e/...": false, "./e": false, "test.example/e:f": false,
		"./...": true, "./g": true, "./g/...": true,
	} {
		sameOutcome(t, dir, ways, pattern)
		if got := outcome(t, dir, evaluate.Options{Extract: 1}, pattern); strings.Contains(got, ": error: ") != wrong {
			t.Errorf("%s:\n%s", pattern, got)
		}
	}
}
