// Command fleet writes made-up deployments of any size, each in several forms
// of one meaning: the data that recipes/bench/run.sh measures with.
//
//	go run ./recipes/bench/fleet -users 20000 -phones 10000 -form literal DIR
//
// Forms: literal, pattern (the literal form with a pattern for all users in a second
// file), template, definition (templates that are definitions with types),
// schema-definition (templates that build on the schema's definitions), computed
// (templates that compute), guard (the computed form with a condition over the schema),
// comprehension, inventory (rows of a table) and jsonnet. With -schema none, there is no
// schema, for cue export; with -schema vendored, it lies beside the fleet, for cue vet.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"provc/schema"
)

var forms = []string{"literal", "pattern", "template", "definition", "schema-definition", "computed", "guard", "comprehension", "inventory", "jsonnet"}

func main() {
	log.SetFlags(0)
	users := flag.Int("users", 20000, "users in all")
	phones := flag.Int("phones", 10000, "handsets in all")
	packages := flag.Int("packages", 1, "packages to spread them over")
	with := flag.String("schema", "", "none, vendored, or empty: provc brings it along")
	form := flag.String("form", "literal", "one of "+strings.Join(forms, ", "))
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("fleet: name one folder to write to")
	}
	if !slices.Contains(forms, *form) {
		log.Fatalf("fleet: a form is one of %s, not %q", strings.Join(forms, ", "), *form)
	}
	dir := flag.Arg(0)
	if err := module(dir, *with == "vendored"); err != nil {
		log.Fatal(err)
	}
	for p := range *packages {
		folder := dir
		if *packages > 1 {
			folder = filepath.Join(dir, fmt.Sprintf("site%03d", p))
		}
		if err := write(folder, *form, *with != "none", p, *users / *packages, *phones / *packages); err != nil {
			log.Fatal(err)
		}
	}
}

// module writes the CUE module file and, if asked for, the schema where plain
// CUE looks for it.
func module(dir string, vendored bool) error {
	if err := put(filepath.Join(dir, "cue.mod", "module.cue"), func(w *bufio.Writer) {
		w.WriteString("module: \"fleet.example@v0\"\nlanguage: version: \"v0.17.0\"\n")
	}); err != nil || !vendored {
		return err
	}
	return fs.WalkDir(schema.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(schema.FS, name)
		if err != nil {
			return err
		}
		return put(filepath.Join(dir, "cue.mod", "pkg", schema.Module, name), func(w *bufio.Writer) { w.Write(text) })
	})
}

func put(name string, text func(*bufio.Writer)) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	text(w)
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func write(dir, form string, withSchema bool, site, users, phones int) error {
	if form == "jsonnet" {
		return put(filepath.Join(dir, "fleet.jsonnet"), func(w *bufio.Writer) { jsonnet(w, site, users, phones) })
	}
	if form == "inventory" {
		if err := put(filepath.Join(dir, "users.csv"), func(w *bufio.Writer) { usersCSV(w, site, users) }); err != nil {
			return err
		}
		if err := put(filepath.Join(dir, "phones.csv"), func(w *bufio.Writer) { phonesCSV(w, site, phones) }); err != nil {
			return err
		}
	}
	if form == "pattern" {
		if err := put(filepath.Join(dir, "pattern.cue"), func(w *bufio.Writer) { w.WriteString(pattern) }); err != nil {
			return err
		}
	}
	return put(filepath.Join(dir, "fleet.cue"), func(w *bufio.Writer) { deployment(w, form, withSchema, site, users, phones) })
}

const head = `	profiles: directory: "people"
	params: prov: login: {enabled: true, required: true, persistent: true, automaticLogout: 30}
	params: prov: polling: enabled: true
	params: {reg: "1": address: "fleet@sip.fleet.example", dialplan: routing: emergency: "1": value: "112"}
	params: ptt: pttMode: enable: true
	groups: {
		for i in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] {"g\(i)": params: up: idleTimeout: 60 + i}
	}
`

func mac(site, i int) string    { return fmt.Sprintf("00907a%06x", site<<17+i) }
func userID(site, i int) string { return fmt.Sprintf("u%d-%06d", site, i) }
func number(i int) string       { return fmt.Sprint(100000 + i) }
func name(i int) string         { return fmt.Sprintf("Person %d", i) }
func place(i int) (string, int) { return fmt.Sprintf("Room %d", i), i % 10 }

func deployment(w *bufio.Writer, form string, withSchema bool, site, users, phones int) {
	fmt.Fprint(w, "package fleet\n\n")
	if withSchema {
		fmt.Fprint(w, "import \"provc.internal/schema/spectralink\"\n\nsite: spectralink.#Deployment & {\n\taccept: [{check: \"shared-secret\", reason: \"these people are made up\"}]\n")
	} else {
		fmt.Fprint(w, "site: {\n")
	}
	fmt.Fprint(w, head)
	if form == "guard" {
		fmt.Fprint(w, guard)
	}
	switch form {
	case "inventory":
		fmt.Fprint(w, inventory)
	case "comprehension":
		fmt.Fprint(w, comprehension)
	case "computed", "guard":
		computed(w, site, users, phones)
	default:
		template := map[string]string{"template": "_", "definition": "#", "schema-definition": "#"}[form]
		literal(w, template, site, users, phones)
	}
	fmt.Fprint(w, "}\n")
	switch form {
	case "template":
		fmt.Fprint(w, templates)
	case "definition":
		fmt.Fprint(w, definitions)
	case "schema-definition":
		fmt.Fprint(w, schemaDefinitions)
	case "computed", "guard":
		fmt.Fprint(w, computing)
	case "comprehension":
		tables(w, site, users, phones)
	}
}

// Each user has ten parameters, the password among them; each handset has ten.
// Templates have names that begin so, if there are any.
func literal(w *bufio.Writer, template string, site, users, phones int) {
	fmt.Fprint(w, "\tphones: {\n")
	for i := range phones {
		room, group := place(i)
		if template != "" {
			fmt.Fprintf(w, "\t\t%q: %shandset & {\n\t\t\tgroup: \"g%d\"\n\t\t\tlabel: %q\n\t\t\tparams: reg: \"1\": {address: %q, label: %q, displayName: %q}\n\t\t}\n",
				mac(site, i), template, group, room, number(i), room, room)
			continue
		}
		fmt.Fprintf(w, `		%q: {
			group: "g%d"
			label: %q
			params: {
				reg: "1": {address: %q, label: %q, displayName: %q, server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}}
				up: backlight: onIntensity: 2
				ptt: displayName: %q
				tcpIpApp: sntp: {address: "ntp.fleet.example", gmtOffset: 3600}
			}
		}
`, mac(site, i), group, room, number(i), room, room, room)
	}
	fmt.Fprint(w, "\t}\n\tusers: {\n")
	for i := range users {
		if template != "" {
			fmt.Fprintf(w, "\t\t%q: %sperson & {\n\t\t\tlabel: %q\n\t\t\tpassword: secret: \"all\"\n\t\t\tparams: reg: \"2\": {address: %q, label: %q, displayName: %q}\n\t\t}\n",
				userID(site, i), template, name(i), number(i), name(i), name(i))
			continue
		}
		fmt.Fprintf(w, `		%q: {
			label: %q
			password: secret: "all"
			params: {
				reg: "2": {address: %q, label: %q, displayName: %q, server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}}
				up: backlight: onIntensity: 2
				ptt: channel: "24": {label: "Priority", subscribed: true}
			}
		}
`, userID(site, i), name(i), number(i), name(i), name(i))
	}
	fmt.Fprint(w, "\t}\n")
}

const templates = `
_server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}
_handset: params: {
	reg: "1": server: _server
	up: backlight: onIntensity: 2
	ptt: displayName: "Handset"
	tcpIpApp: sntp: {address: "ntp.fleet.example", gmtOffset: 3600}
}
_person: params: {
	reg: "2": server: _server
	up: backlight: onIntensity: 2
	ptt: channel: "24": {label: "Priority", subscribed: true}
}
`

const definitions = `
_server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}
#line: {address!: string, label!: string, displayName?: string, server: _server}
#handset: {
	group!: string
	label!: string
	params: {
		reg: "1": #line
		up: backlight: onIntensity: *2 | int
		ptt: displayName: "Handset"
		tcpIpApp: sntp: {address: "ntp.fleet.example", gmtOffset: 3600}
	}
}
#person: {
	label!: string
	password: secret: string
	params: {
		reg: "2": #line
		up: backlight: onIntensity: *2 | int
		ptt: channel: "24": {label: "Priority", subscribed: true}
	}
}
`

const schemaDefinitions = `
_server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}
#handset: spectralink.#Phone & {
	params: {
		reg: "1": server: _server
		up: backlight: onIntensity: 2
		ptt: displayName: "Handset"
		tcpIpApp: sntp: {address: "ntp.fleet.example", gmtOffset: 3600}
	}
}
#person: spectralink.#User & {
	params: {
		reg: "2": server: _server
		up: backlight: onIntensity: 2
		ptt: channel: "24": {label: "Priority", subscribed: true}
	}
}
`

const pattern = `package fleet

site: users: [string]: params: call: callWaiting: enable: true
`

const guard = `	if (spectralink.#Params & {up: idleTimeout: "bad"}) == _|_ {params: up: idleTimeout: 9}
`

// computed has templates fill in what each user and handset gives them.
func computed(w *bufio.Writer, site, users, phones int) {
	fmt.Fprint(w, "\tphones: {\n")
	for i := range phones {
		room, group := place(i)
		fmt.Fprintf(w, "\t\t%q: _handset & {_number: %q, _room: %q, group: \"g%d\"}\n", mac(site, i), number(i), room, group)
	}
	fmt.Fprint(w, "\t}\n\tusers: {\n")
	for i := range users {
		fmt.Fprintf(w, "\t\t%q: _person & {_number: %q, _name: %q}\n", userID(site, i), number(i), name(i))
	}
	fmt.Fprint(w, "\t}\n")
}

const computing = `
_server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}
_handset: {
	_number: string
	_room:   string
	label:   _room
	params: {
		reg: "1": {address: _number, label: _room, displayName: _room, server: _server}
		up: backlight: onIntensity: 2
		ptt: displayName: _room
		tcpIpApp: sntp: {address: "ntp.fleet.example", gmtOffset: 3600}
	}
}
_person: {
	_number: string
	_name:   string
	label:   _name
	password: secret: "all"
	params: {
		reg: "2": {address: _number, label: _name, displayName: "\(_name)", server: _server}
		up: backlight: onIntensity: 2
		ptt: channel: "24": {label: "Priority", subscribed: true}
	}
}
`

const comprehension = `	phones: {for mac, p in _handsets {(mac): {
		group: p.group
		label: p.room
		params: {
			reg: "1": {address: p.number, label: p.room, displayName: p.room, server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}}
			up: backlight: onIntensity: 2
			ptt: displayName: p.room
			tcpIpApp: sntp: {address: "ntp.fleet.example", gmtOffset: 3600}
		}
	}}}
	users: {for id, p in _people {(id): {
		label: p.name
		password: secret: "all"
		params: {
			reg: "2": {address: p.number, label: p.name, displayName: p.name, server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}}
			up: backlight: onIntensity: 2
			ptt: channel: "24": {label: "Priority", subscribed: true}
		}
	}}}
`

func tables(w *bufio.Writer, site, users, phones int) {
	fmt.Fprint(w, "_handsets: {\n")
	for i := range phones {
		room, group := place(i)
		fmt.Fprintf(w, "\t%q: {group: \"g%d\", room: %q, number: %q}\n", mac(site, i), group, room, number(i))
	}
	fmt.Fprint(w, "}\n_people: {\n")
	for i := range users {
		fmt.Fprintf(w, "\t%q: {name: %q, number: %q}\n", userID(site, i), name(i), number(i))
	}
	fmt.Fprint(w, "}\n")
}

const inventory = `	inventory: phones: {
		file: "phones.csv"
		id:   "{mac}"
		each: {
			group: "{group}"
			label: "{room}"
			params: {
				reg: "1": {address: "{number}", label: "{room}", displayName: "{room}", server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}}
				up: backlight: onIntensity: 2
				ptt: displayName: "{room}"
				tcpIpApp: sntp: {address: "ntp.fleet.example", gmtOffset: 3600}
			}
		}
	}
	inventory: users: {
		file: "users.csv"
		id:   "{login}"
		each: {
			label: "{name}"
			password: secret: "all"
			params: {
				reg: "2": {address: "{number}", label: "{name}", displayName: "{name}", server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}}
				up: backlight: onIntensity: 2
				ptt: channel: "24": {label: "Priority", subscribed: true}
			}
		}
	}
`

func usersCSV(w *bufio.Writer, site, users int) {
	fmt.Fprint(w, "login,name,number\n")
	for i := range users {
		fmt.Fprintf(w, "%s,%s,%s\n", userID(site, i), name(i), number(i))
	}
}

func phonesCSV(w *bufio.Writer, site, phones int) {
	fmt.Fprint(w, "mac,group,room,number\n")
	for i := range phones {
		room, group := place(i)
		fmt.Fprintf(w, "%s,g%d,%s,%s\n", mac(site, i), group, room, number(i))
	}
}
