package trace_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler"
	"provc/compiler/filetest"
	"provc/compiler/trace"
)

// compiled compiles packages that are given as files and returns what tells the places of
// a setting of the package in the folder ward: "KIND NAME FILE:LINE", one a line.
func compiled(t *testing.T, files map[string]string, entities ...string) func(path, param string) string {
	t.Helper()
	dir := t.TempDir()
	files["cue.mod/module.cue"] = "module: \"t.example\"\nlanguage: version: \"v0.17.0\"\n"
	filetest.Write(t, dir, files)
	result, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir, Packages: []string{"./ward"}})
	if err != nil {
		t.Fatal(err)
	}
	if result.Findings.HasErrors() {
		t.Fatal(result.Findings)
	}
	wanted := map[string]bool{}
	for _, e := range entities {
		wanted[e] = true
	}
	tracer, err := result.Trace(result.Packages[0], map[string]map[string]bool{"ward": wanted})
	if err != nil {
		t.Fatal(err)
	}
	return func(path, param string) string {
		for f := range result.Packages[0].Tree.All() {
			for _, p := range f.Params {
				if f.Path != path || p.Name != param {
					continue
				}
				var said strings.Builder
				for _, at := range tracer.Of(trace.Setting{Deployment: f.Owner, Entity: f.Entity, File: f.Path, FilePos: f.Pos, Param: p.Name, Pos: p.Pos}) {
					name := at.Name
					if name != "" {
						name = " " + name
					}
					fmt.Fprintf(&said, "%s%s %s:%d\n", at.Kind, name, strings.TrimPrefix(at.Pos.File, "ward/"), at.Pos.Line)
				}
				return said.String()
			}
		}
		return "it is not set\n"
	}
}

const constructs = `package ward

import (
	"provc.internal/schema/spectralink"
	"t.example/lib"
)

let offset = 30

ward: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: {enabled: true, persistent: true, automaticLogout: offset + 15}
	params: up: backlight: {
		onIntensity: _light.on
		timeout:     _light["seconds"]
	}
	groups: {
		for name, g in _groups {
			(name): params: up: idleTimeout: g.idle
		}
	}
	groups: [string]: params: up: backlight: idleIntensity: 2
	phones: "00907a000001": {group: "a", params: {
		_night
		ptt: displayName: "A1"
	}}
	phones: "00907a000002": {group: "b", params: _night & {up: backlight: timeout: 10}}
	users: ann: lib.#Nurse & {password: secret: "ann", params: reg: "2": address: "201"}
	users: ben: lib.#Nurse & {password: secret: "ben", params: reg: "2": {address: _numbers[1], label: "B"}}
	users: {
		for i, name in ["cora", "dan"] {
			(name): #Local & {
				_n: i
				password: secret: "p_\(name)"
			}
		}
	}
	inventory: users: {
		file: "people.csv"
		id:   "{login}"
		each: {
			password: secret: "{login}"
			params: reg: "2": {address: "{extension}", label: "{name} x"}
			params: up: idleTimeout: 7
		}
	}
}

#Local: {
	_n:        int
	password?: _
	params: reg: "2": address: "30\(_n)"
	if _n > 0 {
		params: ptt: displayName: "second"
	}
}

_numbers: ["200", "202"]
_night: {
	let level = 3
	up: backlight: onIntensity: level
}
_light: {
	on:      1
	seconds: 20
}
_groups: {
	a: idle: 10
	b: idle: 20
}
`

const library = `package lib

import "provc.internal/schema/spectralink"

#Nurse: spectralink.#User & {
	params: reg: "2": {
		address: string
		label:   *"Nurse" | string
	}
	params: _common
}

_common: up: idleTimeout: 40
`

// Each way by which a value comes to where it is, is told: the line that somebody would
// change is among the places, and so is each on the way.
func TestPlaces(t *testing.T) {
	t.Parallel()
	of := compiled(t, map[string]string{
		"ward/ward.cue":   constructs,
		"ward/people.csv": "login,name,extension\nyan,Yan Y,901\nzoe,Zoe Z,902\n",
		"lib/lib.cue":     library,
	}, "ann", "ben", "cora", "dan", "zoe", "00907a000001", "00907a000002")
	for _, x := range []struct{ name, file, param, want string }{
		{"a value", "site.cfg", "prov.login.enabled", "written ward.cue:12"},
		{"a let clause", "site.cfg", "prov.login.automaticLogout", "written ward.cue:12\nreference offset ward.cue:8"},
		{"a reference", "reg-advanced.cfg", "up.backlight.onIntensity", "written ward.cue:14\nreference _light.on ward.cue:64"},
		{"an index", "reg-advanced.cfg", "up.backlight.timeout", "written ward.cue:15\nreference _light[…] ward.cue:65"},
		{"a group by a comprehension", "group-b.cfg", "up.idleTimeout", "written ward.cue:19\neach for name, g in _groups ward.cue:18\nrow _groups.b ward.cue:69\nreference g.idle ward.cue:69"},
		{"the other group", "group-a.cfg", "up.idleTimeout", "written ward.cue:19\neach for name, g in _groups ward.cue:18\nrow _groups.a ward.cue:68\nreference g.idle ward.cue:68"},
		{"a pattern", "group-a.cfg", "up.backlight.idleIntensity", "written ward.cue:22"},
		{"an embedded template with a let clause", "phone-00907a000001.cfg", "up.backlight.onIntensity", "written _night ward.cue:61\nuse _night ward.cue:24\nreference level ward.cue:60"},
		{"a template by unification", "phone-00907a000002.cfg", "up.backlight.onIntensity", "written _night ward.cue:61\nuse _night ward.cue:27\nreference level ward.cue:60"},
		{"beside a template", "phone-00907a000002.cfg", "up.backlight.timeout", "written ward.cue:27"},
		{"the default of an imported definition", "people/ann.cfg", "reg.2.label", "written #Nurse lib/lib.cue:8\nuse lib.#Nurse ward.cue:28"},
		{"a template within an imported definition", "people/ann.cfg", "up.idleTimeout", "written _common lib/lib.cue:13\nuse _common lib/lib.cue:10\nuse lib.#Nurse ward.cue:28"},
		{"what only says a type is no place", "people/ann.cfg", "reg.2.address", "written ward.cue:28"},
		{"instead of a default", "people/ben.cfg", "reg.2.label", "written ward.cue:29\nwritten #Nurse lib/lib.cue:8\nuse lib.#Nurse ward.cue:29"},
		{"an item of a list", "people/ben.cfg", "reg.2.address", "written ward.cue:29\nreference _numbers[1] ward.cue:58"},
		{"a comprehension over a list", "people/dan.cfg", "reg.2.address", "written #Local ward.cue:52\nuse #Local ward.cue:32\neach for i, name in […, …] ward.cue:31\nrow dan ward.cue:31\nreference _n ward.cue:33"},
		{"a condition in a definition", "people/dan.cfg", "ptt.displayName", "written #Local ward.cue:54\nuse #Local ward.cue:32\neach for i, name in […, …] ward.cue:31\nrow dan ward.cue:31\nif if _n > 0 ward.cue:53"},
		{"a secret", "people/dan.cfg", "prov.login.localPassword", "written ward.cue:34\neach for i, name in […, …] ward.cue:31\nrow dan ward.cue:31"},
		{"a row", "people/zoe.cfg", "reg.2.address", "written ward.cue:43\nrow people.csv:3"},
		{"a row's secret", "people/zoe.cfg", "prov.login.localPassword", "written ward.cue:42\nrow people.csv:3"},
		{"what is the same in each row", "people/zoe.cfg", "up.idleTimeout", "written ward.cue:44\nrow people.csv:3"},
	} {
		if got := strings.TrimSuffix(of(x.file, x.param), "\n"); got != x.want {
			t.Errorf("%s: %s of %s\n%s\nwant\n%s", x.name, x.param, x.file, got, x.want)
		}
	}
}

// Of very many entities, those that nobody asks for are not evaluated; what is told of
// the others is the same.
func TestFewOfMany(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("package ward\n\nimport \"provc.internal/schema/spectralink\"\n\nward: spectralink.#Deployment & {\n\tprofiles: directory: \"people\"\n\tparams: prov: login: {enabled: true, persistent: true}\n\tusers: {\n")
	const many = 3000
	for i := range many {
		fmt.Fprintf(&b, "\t\tu%d: _staff & {password: secret: \"u%d\", params: reg: \"2\": address: \"%d\"}\n", i, i, 10000+i)
	}
	b.WriteString("\t\tcomputed: _staff & {password: secret: \"c\", params: reg: \"2\": address: \"\\(4+5)\"}\n\t}\n}\n\n_staff: params: up: idleTimeout: 12\n")
	of := compiled(t, map[string]string{"ward/ward.cue": b.String()}, "u1234", "computed")
	for _, x := range []struct{ file, param, want string }{
		{"people/u1234.cfg", "reg.2.address", "written ward.cue:1243"},
		{"people/u1234.cfg", "up.idleTimeout", "written _staff ward.cue:3013\nuse _staff ward.cue:1243"},
		{"people/computed.cfg", "reg.2.address", "written ward.cue:3009"},
		{"people/computed.cfg", "up.idleTimeout", "written _staff ward.cue:3013\nuse _staff ward.cue:3009"},
		{"site.cfg", "prov.login.enabled", "written ward.cue:7"},
		{"people/u17.cfg", "up.idleTimeout", "written ward.cue:3013"}, // nobody asked for it
	} {
		if got := strings.TrimSuffix(of(x.file, x.param), "\n"); got != x.want {
			t.Errorf("%s of %s\n%s\nwant\n%s", x.param, x.file, got, x.want)
		}
	}
}

// Where only the schema itself can tell what a value is, it is asked.
func TestUnderTheSchema(t *testing.T) {
	t.Parallel()
	of := compiled(t, map[string]string{"ward/ward.cue": `package ward

import "provc.internal/schema/spectralink"

ward: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: login: {enabled: true, persistent: true}
	users: ann: {password: secret: "ann", params: up: idleTimeout: _chosen}
}

_chosen: (spectralink.#Params & ({up: idleTimeout: "much"} | {up: idleTimeout: 25})).up.idleTimeout
`}, "ann")
	if got, want := of("people/ann.cfg", "up.idleTimeout"), "written ward.cue:8\nreference _chosen ward.cue:11\n"; !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
