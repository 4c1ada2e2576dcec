package inventory_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/filetest"
	"provc/compiler/mend/mendtest"
)

// compiled is what the package of a folder compiles to.
func compiled(t *testing.T, dir string) *compiler.Result {
	t.Helper()
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func text(l diag.List) string {
	var b strings.Builder
	diag.WriteText(&b, l, diag.TextOptions{})
	return b.String()
}

const inventoryHead = `package p

import "provc.internal/schema/spectralink"

d: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: {enabled: true, required: true, persistent: true}
	groups: ward: {}
`

const people = inventoryHead + `
	inventory: users: {
		file: "people.csv"
		id:   "{login}"
		each: {
			label: "{name}"
			password: secret: "{login}"
			params: {
				reg: "2": {address: "{ext}", label: "{name} ({ext})", displayName: "{{{name}}}"}
				up: idleTimeout: "{idle:int}"
				ptt: channel: "24": {subscribed: "{ptt:bool}", label: "{channel}"}
				up: backlight: onIntensity: 2
			}
		}
	}
}
`

const peopleCUE = inventoryHead + `
	users: {
		ana: {
			password: secret: "ana"
			params: {
				reg: "2": {address: "1051", label: "Ana, A. (1051)", displayName: "{Ana, A.}"}
				up: {idleTimeout: 60, backlight: onIntensity: 2}
				ptt: channel: "24": {subscribed: true, label: "Priority"}
			}
		}
		bo: {
			password: secret: "bo"
			params: {
				reg: "2": address: "1052"
				up: backlight: onIntensity: 2
			}
		}
	}
}
`

// A table makes what CUE makes of the same entities, whatever its format.
func TestInventoryIsCUE(t *testing.T) {
	want := values(t, map[string]string{"a.cue": peopleCUE})
	for file, table := range map[string]string{
		"people.csv": "\ufefflogin,name,ext,idle,ptt,channel,unused\r\nana,\"Ana, A.\",1051,60,yes,Priority,x\r\nbo,,1052,,,,\r\n",
		"people.json": `[
			{"login": "ana", "name": "Ana, A.", "ext": 1051, "idle": 60, "ptt": true, "channel": "Priority"},
			{"login": "bo", "name": null, "ext": "1052"}]`,
		"people.jsonl": `{"login": "ana", "name": "Ana, A.", "ext": "1051", "idle": "60", "ptt": "true", "channel": "Priority"}
			{"login": "bo", "ext": "1052"}`,
		"people.yaml": "- {login: ana, name: 'Ana, A.', ext: 1051, idle: 60, ptt: true, channel: Priority}\n- login: bo\n  ext: \"1052\"\n",
	} {
		text := strings.Replace(people, "people.csv", file, 1)
		if got := values(t, map[string]string{"a.cue": text, file: table}); got != want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", file, got, want)
		}
	}
	semicolons := strings.Replace(people, `id: `, `separator: ";", id: `, 1)
	if got := values(t, map[string]string{"a.cue": semicolons, "people.csv": "login;name;ext;idle;ptt;channel\nana;Ana, A.;1051;60;1;Priority\nbo;;1052;;;\n"}); got != want {
		t.Errorf("semicolons:\ngot\n%s\nwant\n%s", got, want)
	}
}

// values is what a compilation makes, places left out.
func values(t *testing.T, files map[string]string) string {
	t.Helper()
	result := compiled(t, filetest.Folder(t, files))
	if result.Findings.HasErrors() {
		t.Fatal(text(result.Findings))
	}
	var b strings.Builder
	for f := range result.Packages[0].Tree.All() {
		b.WriteString(f.Path + "\n")
		for _, p := range f.Params {
			b.WriteString("\t" + p.Name + "=" + p.Value + " " + p.Secret + "\n")
		}
	}
	return b.String()
}

// What can be wrong with an inventory, with the place in the table.
var inventoryTests = []struct {
	check       string
	spec, table string
	want        string
}{
	{"inventory-file", `file: "nowhere.csv", id: "{id}", each: {}`, "",
		`a.cue:9:26: error: inventory.users.file nowhere.csv cannot be read: there is no such file [inventory-file]`},
	{"inventory-file", `file: "../t.csv", id: "{id}", each: {}`, "id\n",
		`a.cue:9:26: error: inventory.users.file ../t.csv cannot be read: it must be a path within the package's folder [inventory-file]`},
	{"inventory-file", `file: "/etc/passwd", id: "{id}", each: {}`, "id\n",
		`a.cue:9:26: error: inventory.users.file /etc/passwd cannot be read: it must be a path within the package's folder [inventory-file]`},
	{"inventory-file", `file: "link.csv", id: "{id}", each: {}`, "id\n",
		`a.cue:9:26: error: inventory.users.file link.csv cannot be read: it leads out of the package's folder [inventory-file]`},
	{"inventory-file", `file: "a.cue", id: "{id}", each: {}`, "id\n",
		`a.cue:9:26: error: inventory.users.file a.cue cannot be read: its name must end in .csv, .json, .jsonl or .yaml [inventory-file]`},
	{"inventory-file", `file: "t.csv", id: "{id}", each: {}`, "id\n\"" + strings.Repeat("x", 2<<20),
		`a.cue:9:26: error: inventory.users.file t.csv cannot be read: a row is longer than a megabyte; a quote may not be closed [inventory-file]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "",
		`t.csv:1:1: error: the table is empty: its first row must name the columns [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id,id\n",
		`t.csv:1:4: error: two columns are called id [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id, \n",
		`t.csv:1:4: error: column 2 has no name [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id,x\na,1\nb\n",
		`t.csv:3:1: error: a row has another number of cells than the first, which has 2 [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id\na\"b\n",
		`t.csv:2:2: error: a cell with a quote in it must be quoted, and the quote doubled [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id\n\xff\n",
		`t.csv:2:1: error: the table is not in UTF-8 [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "\xff\xfei\x00d\x00\n\x00",
		`t.csv:1:1: error: the table is not in UTF-8 [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id\ra\rb\r",
		`t.csv:1:1: error: lines end in CR alone; save the table with LF or CR LF [inventory-row]`},
	{"inventory-row", `file: "t.json", id: "{id}", each: password: secret: "p"`, "[\n{\"id\": \"\xff\"}]",
		`t.json:2:9: error: the table is not in UTF-8 [inventory-row]`},
	{"inventory-row", `file: "t.json", id: "{id}", each: password: secret: "p"`, "[{\"id\": \"a\"}]\n[{\"id\": \"b\"}]",
		`t.json:2:1: error: the file goes on behind the list [inventory-row]`},
	{"inventory-row", `file: "t.yaml", id: "{id}", each: password: secret: "p"`, "- id: a\n---\n- id: b\n",
		`t.yaml:2:1: error: the file holds several documents, not one list [inventory-row]`},
	{"inventory-column", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id;x\na;1\n",
		`a.cue:9:39: error: the table has no column id; its cells seem to be separated by something else; it begins with "id;x", and separator may be ",", ";" or "\t" [inventory-column]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "{x}"`, "id,x\n,a\n",
		`t.csv:2:1: error: a row has no ID [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: {password: secret: "p", params: up: idleTimeout: "{n:int}"}`, "id,n\na,sixty\n",
		`t.csv:2:3: error: column n must hold whole numbers [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: {password: secret: "p", params: ptt: pttMode: enable: "{b:bool}"}`, "id,b\na,maybe\n",
		`t.csv:2:3: error: column b must hold true or false [inventory-row]`},
	{"inventory-row", `file: "t.json", id: "{id}", each: password: secret: "p"`, `{"id": "a"}`,
		`t.json:1:1: error: the file must hold a list of objects [inventory-row]`},
	{"inventory-row", `file: "t.json", id: "{id}", each: password: secret: "p"`, "[\n{\"id\": [1]}]",
		`t.json:2:8: error: column id holds a list or an object, not one value [inventory-row]`},
	{"inventory-row", `file: "t.json", id: "{id}", each: password: secret: "p"`, "[\n{\"id\": \"a\", \"id\": \"b\"}]",
		`t.json:2:19: error: a row has column id twice [inventory-row]`},
	{"inventory-row", `file: "t.json", id: "{id}", each: password: secret: "p"`, "[\n{\"id\": \"a\"",
		`t.json:2:10: error: the file ends too early [inventory-row]`},
	{"inventory-row", `file: "t.json", id: "{id}", each: {password: secret: "p", label: "{n}"}`, "[{\"id\": \"a\"},\n{\"id\": \"b\", \"n\": \"x\\ud83d\"}]",
		`t.json:2:20: error: \ud83d is half of a character, whose other half is not there [inventory-row]`},
	{"inventory-row", `file: "t.json", id: "{id}", each: {password: secret: "p", label: "{n}"}`, "[{\"id\": \"a\", \"n\": \"\\\\ud800 \\ud83d\\uDE00 \\u00e9\"},\n{\"id\": \"b\", \"n\": \"\\uDE00\\ud83d\"}]",
		`t.json:2:19: error: \uDE00 is half of a character, whose other half is not there [inventory-row]`},
	{"", `file: "t.json", id: "{id}", each: {password: secret: "p", label: "{n}"}`, "[{\"id\": \"a\", \"n\": \"\\\\ud800 \\ud83d\\uDE00 \\u00e9 \\\\\"}]", ""},
	{"inventory-row", `file: "t.yaml", id: "{id}", each: {password: secret: "p", label: "{n}"}`, "- id: a\n- {id: b, n: \"x\\ud83d\"}\n",
		`t.yaml:2: error: this is no YAML [inventory-row]`},
	{"inventory-empty", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id\n",
		`a.cue:9:26: error: inventory.users.file t.csv has no row, so that nobody would be left of it; export it again; or, if that is right, say so: inventory: users: empty: true [inventory-empty]`},
	{"inventory-empty", `file: "t.json", id: "{id}", each: password: secret: "p"`, "[]",
		`a.cue:9:26: error: inventory.users.file t.json has no row, so that nobody would be left of it; export it again; or, if that is right, say so: inventory: users: empty: true [inventory-empty]`},
	{"inventory-empty", `file: "t.csv", id: "{id}", each: password: secret: "p", empty: false`, "id\n\n",
		`a.cue:9:26: error: inventory.users.file t.csv has no row, so that nobody would be left of it; export it again; or, if that is right, say so: inventory: users: empty: true [inventory-empty]`},
	{"", `file: "t.csv", id: "{id}", each: password: secret: "p", empty: true`, "id\n", ""},
	{"", `file: "t.csv", id: "{id}", each: password: secret: "p", empty: true`, "id\na\n", ""},
	{"field-value", `file: "t.csv", id: "{id}", each: {}, empty: "yes"`, "id\n", `a.cue:9:64: error: inventory.users.empty must be true or false: found "yes" [field-value]`},
	{"inventory-row", `file: "t.yaml", id: "{id}", each: password: secret: "p"`, "- id: a\n- x\n",
		`t.yaml:2:3: error: a row must be a mapping [inventory-row]`},
	{"inventory-row", `file: "t.yaml", id: "{id}", each: password: secret: "p"`, "- id: &a b\n- id: *a\n",
		`t.yaml:2:7: error: column id holds a list, a mapping or an alias, not one value [inventory-row]`},
	{"inventory-duplicate", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id\na\na\n",
		"t.csv:3:1: error: users are declared twice under the ID a [inventory-duplicate]\n    t.csv:2:1: the other is here"},
	{"inventory-duplicate", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id\nb\nzoe\n",
		"t.csv:3:1: error: users are declared twice under the ID zoe [inventory-duplicate]\n    a.cue:10:8: the other is here"},
	{"inventory-column", `file: "t.csv", id: "{ID}", each: {}`, "id\n",
		`a.cue:9:39: error: the table has no column ID; did you mean id? [inventory-column]`},
	{"inventory-column", `file: "t.json", id: "{id}", each: password: secret: "{pw}"`, `[{"id": "a"}]`,
		`a.cue:9:72: error: the table has no column pw; it has id [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{id", each: {}`, "id\n",
		`a.cue:9:39: error: a column is not closed with a brace: found "{id"; {name} is a column; {{ and }} stand for braces [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "x{id:int}", each: {}`, "id\n",
		`a.cue:9:39: error: a number or boolean stands alone, with no text around it: found "x{id:int}"; {name} is a column; {{ and }} stand for braces [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{id}", each: password: secret: "{pw}"`, "ana,hunter2\nben,4711\n",
		"a.cue:9:39: error: the table has no column id; it has none of those that are named here; is the line of headings missing? [inventory-column]\n" +
			`a.cue:9:71: error: the table has no column pw; it has none of those that are named here; is the line of headings missing? [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{id}", each: password: secret: "{pw}"`, "ana;hunter2\n",
		"a.cue:9:39: error: the table has no column id; its cells seem to be separated by something else; separator may be \",\", \";\" or \"\\t\" [inventory-column]\n" +
			`a.cue:9:71: error: the table has no column pw; its cells seem to be separated by something else; separator may be ",", ";" or "\t" [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{id}", each: password: secret: "{secret}"`, "id,4711,line1,name\na,b,c,d\n",
		`a.cue:9:71: error: the table has no column secret; it has id, name and 2 more [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{id}", each: password: secret: "{zz}"`, "id,a,b,c,d,e,f,g,h\n1,2,3,4,5,6,7,8,9\n",
		`a.cue:9:71: error: the table has no column zz; it has a, b, c, d, e, f, g, h, id [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{id}", each: password: secret: "{zz}"`, "id,a,b,c,d,e,f,g,h,i\n1,2,3,4,5,6,7,8,9,0\n",
		`a.cue:9:71: error: the table has no column zz [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{id}}", each: {}`, "id\n",
		`a.cue:9:39: error: a brace is closed that was not opened: found "{id}}"; {name} is a column; {{ and }} stand for braces [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{id:number}", each: {}`, "id\n",
		`a.cue:9:39: error: a column's type is text, int or bool: found "{id:number}"; {name} is a column; {{ and }} stand for braces [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{ :int}", each: {}`, "id\n",
		`a.cue:9:39: error: a column has no name: found "{ :int}"; {name} is a column; {{ and }} stand for braces [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{id{x}", each: {}`, "id\n",
		`a.cue:9:39: error: a column is not closed with a brace: found "{id{x}"; {name} is a column; {{ and }} stand for braces [inventory-column]`},
	{"inventory-column", `file: "t.csv", id: "{id}", each: {password: secret: "p", label: "{n:bool} "}`, "id,n\n",
		`a.cue:9:84: error: a number or boolean stands alone, with no text around it: found "{n:bool} "; {name} is a column; {{ and }} stand for braces [inventory-column]`},
	{"", `file: "t.csv", id: "{ id :text}", each: {password: secret: "p", label: "{n:text} "}`, "id,n\na,b\n", ""},
	{"field-missing", `file: "t.csv", each: {}`, "id\n", `a.cue:9:19: error: inventory.users needs id [field-missing]`},
	{"field-unknown", `file: "t.csv", id: "{id}", each: {}, sheet: 1`, "id\n",
		`a.cue:9:57: error: inventory.users.sheet is no field of inventory.users; allowed are each, empty, file, id, separator [field-unknown]`},
	{"field-value", `file: "t.csv", id: 5, each: {}`, "id\n", `a.cue:9:39: error: inventory.users.id must be text: found 5 [field-value]`},
	{"field-missing", `file: "t.csv"`, "id\n", "a.cue:9:19: error: inventory.users needs each [field-missing]\na.cue:9:19: error: inventory.users needs id [field-missing]"},
	{"field-missing", `id: "{id}", each: {}`, "id\n", `a.cue:9:19: error: inventory.users needs file [field-missing]`},
	{"field-value", `file: 5, id: "{id}", each: {}`, "id\n", `a.cue:9:26: error: inventory.users.file must be text: found 5 [field-value]`},
	{"field-value", `file: "t.csv", id: "{id}", each: 5`, "id\n", `a.cue:9:53: error: inventory.users.each must be a struct: what each row makes: found 5 [field-value]`},
	{"field-value", `file: "t.csv", id: "{id}", each: {}, separator: "|"`, "id\n", `a.cue:9:68: error: inventory.users.separator must be one of ",", ";" and "\t": found "|" [field-value]`},
	{"field-value", `file: "t.csv", id: "{id}", each: {}, separator: ",,"`, "id\n", `a.cue:9:68: error: inventory.users.separator must be one of ",", ";" and "\t": found ",," [field-value]`},
	{"", `file: "t.csv", id: "{id}", each: {password: secret: "p", label: "{n}"}, separator: "\t"`, "id\tn\na\t\"x\ty\"\n", ""},
	{"inventory-row", `file: "t.json", id: "{id}", each: password: secret: "p"`, "[{\"id\": \"a\"}, 5]", `t.json:1:15: error: a row must be an object [inventory-row]`},
	{"inventory-row", `file: "t.json", id: "{id}", each: password: secret: "p"`, "[{\"id\": \"a\"}, {id: 5}]", `t.json:1:15: error: this is no JSON [inventory-row]`},
	{"inventory-row", `file: "t.yaml", id: "{id}", each: password: secret: "p"`, "id: a\n", `t.yaml:1:1: error: the file must hold a list of mappings [inventory-row]`},
	{"inventory-row", `file: "t.yaml", id: "{id}", each: password: secret: "p"`, "- {id: a, id: b}\n", `t.yaml:1:15: error: a row has column id twice [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id,\"x\na,1\n", `t.csv:2:5: error: a quoted cell does not end at a separator, or its quote is not closed [inventory-row]`},
	{"inventory-row", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id\n\n\"\"\n", `t.csv:3:1: error: a row has no ID [inventory-row]`},
	{"inventory-row", `file: "t.json", id: "{id}", each: password: secret: "p"`, "[{\"id\": null}, {\"x\": \"b\"}]", "t.json:1:2: error: a row has no ID [inventory-row]\nt.json:1:16: error: a row has no ID [inventory-row]"},
	{"inventory-row", `file: "t.csv", id: "{id}", each: {password: secret: "p", label: "{n}"}`, "id,n\na,é\nb,\xe9\n", `t.csv:3:3: error: the table is not in UTF-8 [inventory-row]`},
	{"", `file: "t.csv", id: "{id}", each: {password: secret: "p", label: "{n}"}`, " id ,\tn\na,x\n", ""}, // blanks around the names of columns
	{"inventory-duplicate", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id\na\nb\na\nb\na\n",
		"t.csv:4:1: error: users are declared twice under the ID a [inventory-duplicate]\n    t.csv:2:1: the other is here\nt.csv:5:1: error: users are declared twice under the ID b [inventory-duplicate]\n    t.csv:3:1: the other is here\nt.csv:6:1: error: users are declared twice under the ID a [inventory-duplicate]\n    t.csv:2:1: the other is here"},
	{"", `file: "t.csv", id: "{id}", each: {password: secret: "p", params: up: idleTimeout: "{n:int}"}`, "id,n\na,-0\nb,\n", ""},
	{"inventory-row", `file: "t.csv", id: "{id}", each: {password: secret: "p", params: up: idleTimeout: "{n:int}"}`, "id,n\na,+5\n", `t.csv:2:3: error: column n must hold whole numbers [inventory-row]`},
	{"", `file: "t.csv", id: "{id}", each: {password: secret: "p", params: ptt: pttMode: enable: "{b:bool}"}`, "id,b\na,TRUE\nb,Yes\nc,1\nd,false\ne,NO\nf,0\ng,\n", ""},
	// What the catalogue says of a cell is told at the cell.
	{"parameter-value", `file: "t.csv", id: "{id}", each: {password: secret: "p", params: up: idleTimeout: "{n:int}"}`, "id,n\na,60\nb,123456789\n",
		`t.csv:3:3: error: up.idleTimeout must be a whole number from 0 to 6553500: found 123456789 [parameter-value]`},
	{"user-id-characters", `file: "t.csv", id: "{id}", each: password: secret: "p"`, "id\na\n\"b\n c\"\n",
		`t.csv:3:1: error: a user ID becomes a file name: 1 to 64 letters, digits and _ . - + @, the first a letter, digit or underscore: found "b\n c" [user-id-characters]`},
}

func TestInventoryFindings(t *testing.T) {
	for _, c := range inventoryTests {
		t.Run(c.check, func(t *testing.T) {
			t.Parallel()
			dir := filetest.Folder(t, map[string]string{
				"a.cue": inventoryHead + "inventory: users: {" + c.spec + "}\nusers: zoe: password: secret: \"zoe\"\n}\n",
				"t.csv": c.table, "t.json": c.table, "t.yaml": c.table,
			})
			if err := os.Symlink(filepath.Join(t.TempDir(), "elsewhere"), filepath.Join(dir, "link.csv")); err != nil {
				t.Fatal(err)
			}
			var errs []string
			for line := range strings.Lines(text(compiled(t, dir).Findings)) {
				if strings.Contains(line, ": error: ") || strings.HasPrefix(line, "    ") {
					errs = append(errs, strings.TrimSuffix(line, "\n"))
				}
			}
			if got := strings.Join(errs, "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// What a cell was meant to be is written into the table.
func TestInventoryFixes(t *testing.T) {
	for name, table := range map[string]string{
		"t.csv":  "mac,g,mode\n00907A000001,wrad,\"Abs\"\n00:90:7a:00:00:02,ward,rel\n",
		"t.json": "[{\"mac\": \"00907A000001\", \"g\": \"wrad\", \"mode\": \"Abs\"}]",
		"t.yaml": "- {mac: 00907A000001, g: wrad, mode: Abs}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cue := inventoryHead + "groups: ward: params: up: idleTimeout: 5\ninventory: phones: {file: \"" + name + "\", id: \"{mac}\", each: {group: \"{g}\", params: prov: polling: mode: \"{mode}\"}}\n}\n"
			found := 0
			mendtest.Mended(t, map[string]string{"a.cue": cue, name: table}, func(texts map[string]string) diag.List {
				findings := compiled(t, filetest.Folder(t, texts)).Findings
				if texts[name] == table {
					for _, d := range findings {
						if d.Pos.File == name && d.Fix != nil {
							found++
						}
					}
				}
				return findings
			})
			if want := 3 + strings.Count(table, ":90:"); found != want {
				t.Errorf("%d fixes, not %d", found, want)
			}
		})
	}
}

// What is no inventory at all is told where it stands; the rest is read.
func TestNoInventory(t *testing.T) {
	for body, want := range map[string]string{
		`inventory: 5`: `a.cue:9:12: error: inventory must be a struct of phones and users: found 5 [field-value]`,
		`inventory: {people: {}, users: {file: "t.csv", id: "{id}", each: password: secret: "p"}}`: `a.cue:9:13: error: inventory.people is no field of inventory; allowed are phones, users [field-unknown]`,
		`inventory: users: "t.csv"`: `a.cue:9:19: error: inventory.users must be a struct: found "t.csv" [field-value]`,
	} {
		var errs []string
		for line := range strings.Lines(text(compiled(t, filetest.Folder(t, map[string]string{"a.cue": inventoryHead + body + "\n}\n", "t.csv": "id\na\n"})).Findings)) {
			if strings.Contains(line, ": error: ") {
				errs = append(errs, strings.TrimSuffix(line, "\n"))
			}
		}
		if got := strings.Join(errs, "\n"); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// All endings that name a format are read, in any letter case; a table may begin as
// spreadsheets write it.
func TestFormats(t *testing.T) {
	for name, table := range map[string]string{
		"t.CSV": "\ufeffid\nana\n", "t.json": "\ufeff[{\"id\": \"ana\"}]", "t.ndjson": "{\"id\": \"ana\"}\n", "t.JSONL": "{\"id\": \"ana\"}", "t.yml": "- id: ana\n",
	} {
		result := compiled(t, filetest.Folder(t, map[string]string{"a.cue": inventoryHead + `inventory: users: {file: "` + name + `", id: "{id}", each: password: secret: "p"}` + "\n}\n", name: table}))
		if result.Findings.HasErrors() {
			t.Errorf("%s: %s", name, text(result.Findings))
			continue
		}
		found := false
		for f := range result.Packages[0].Tree.All() {
			if found = found || f.Path == "people/ana.cfg"; f.Path == "people/ana.cfg" && (f.Pos.File != name || f.Pos.Line != 1+strings.Count(table, "\nana")) {
				t.Errorf("%s: ana stands at %v", name, f.Pos)
			}
		}
		if !found {
			t.Errorf("%s: nobody comes of it", name)
		}
	}
}
