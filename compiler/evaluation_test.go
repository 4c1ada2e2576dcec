package compiler_test

import (
	"maps"
	"strings"
	"testing"

	"provc/compiler"
)

const spectralinkHead = `package p

import "provc.internal/schema/spectralink"

d: spectralink.#Deployment & {
	profiles: directory: "people"
	params: prov: {login: {enabled: true, required: true, persistent: true, automaticLogout: 30}, polling: enabled: true}
`

const ciscoHead = `package p

import "provc.internal/schema/cisco"

d: cisco.#Deployment & {
	server: "https://prov.example/p"
	phones: "0026cb000001": {model: "SPA504G", userID: "room", password: secret: "room"}
`

// An evaluation is a package whose values only CUE can tell, and its verdict. The
// verdict of CUE is asked for, too, so that the table cannot be wrong.
type evaluation struct {
	name  string
	files map[string]string
	built bool              // CUE accepts it
	want  map[string]string // some of the values that it has then
	tags  []string
}

// spectralink is a deployment with something in it and beside it.
func spectralink(name, inside, beside string, want ...string) evaluation {
	return evaluationOf(name, spectralinkHead, inside, beside, want)
}

func cisco(name, inside, beside string, want ...string) evaluation {
	return evaluationOf(name, ciscoHead, inside, beside, want)
}

// refused stands for the values of a package that is not built.
const refused = "refused"

func evaluationOf(name, head, inside, beside string, want []string) evaluation {
	e := evaluation{name: name, built: true, want: map[string]string{}, files: map[string]string{"a.cue": head + inside + "\n}\n" + beside + "\n"}}
	for _, w := range want {
		if w == refused {
			e.built = false
			continue
		}
		key, value, _ := strings.Cut(w, " = ")
		e.want[key] = value
	}
	return e
}

const (
	annA = `{password: secret: "ann", params: reg: "2": label: "A"}`
	annB = `{password: secret: "ann", params: reg: "2": label: "B"}`
)

var evaluations = []evaluation{
	// A disjunction of structs that nothing resolves is incomplete.
	spectralink("operands that fail by themselves", "users: [=~\"^a\"]: #N\nusers: {_people}", `#N: spectralink.#User & ({label: "x"} | *{label: "x"})
d: users: {[_]: {params: {_p, up: idleTimeout: 60}}}
_people: ann: {password: "1", ...}
_p: up: backlight: onIntensity: 2
_people: [string]: label: string`, "d users ann up.backlight.onIntensity = 2"),
	spectralink("unresolved users", `users: {ann: `+annA+`} | {ben: `+annB+`}`, "", refused),
	spectralink("unresolved user", `users: ann: `+annA+` | `+annB, "", refused),
	spectralink("unresolved user's params", `users: ann: {password: secret: "a", params: {reg: "2": label: "A"} | {reg: "3": label: "B"}}`, "", refused),
	spectralink("unresolved lines", `params: reg: _lines`, `_lines: {"1": {address: "ward"}} | {"1": {address: "icu"}}`, refused),
	spectralink("unresolved params", `params: {up: idleTimeout: 60} | {up: idleTimeout: 61}`, "", refused),
	spectralink("unresolved branch", `params: up: {idleTimeout: 60} | {idleTimeout: 61}`, "", refused),
	spectralink("unresolved phones", `phones: {"00907a000001": label: "A"} | {"00907a000002": label: "B"}`, "", refused),
	spectralink("unresolved phone", `phones: "00907a000001": {params: up: idleTimeout: 60} | {params: up: idleTimeout: 61}`, "", refused),
	spectralink("unresolved groups", `groups: {g: params: up: idleTimeout: 60} | {g: params: up: idleTimeout: 61}`, "", refused),
	spectralink("unresolved unlisted", `unlisted: {"up.shiny": 1} | {"up.shiny": 2}`, "", refused),
	spectralink("unresolved unlisted of a user", `users: ann: {password: "1", unlisted: {"up.shiny": 1} | {"up.shiny": 2}}`, "", refused),
	spectralink("unresolved directories", `directories: {logs: "a"} | {logs: "b"}`, "", refused),
	spectralink("unresolved profiles", `groups: g: profiles: {directory: "a"} | {directory: "b"}`, "", refused),
	spectralink("unresolved password", `users: ann: {params: reg: "2": label: "A", password: {secret: "a"} | {secret: "b"}}`, "", refused),
	spectralink("unresolved contacts", `contacts: [{ct: "1"}] | [{ct: "2"}]`, "", refused),
	spectralink("unresolved contact", `contacts: [{ct: "1", ln: "A"} | {ct: "1", ln: "B"}]`, "", refused),
	spectralink("unresolved numbers", `authorizedNumbers: [{value: "1"} | {value: "2"}]`, "", refused),
	spectralink("unresolved deployment", "", `d: {users: ann: `+annA+`} | {users: ben: `+annB+`}`, refused),
	spectralink("unresolved value", `params: up: idleTimeout: 60 | 61`, "", refused),
	spectralink("two defaults", `params: up: idleTimeout: *60 | *61 | int`, "", refused),
	spectralink("two defaults that are structs", `users: ann: *`+annA+` | *`+annB, "", refused),
	cisco("what no model has, beside somebody without parameters", `params: Display_Name_9_: "x", users: ann: {password: "1", params: {}}`, "", refused),
	cisco("what no model has, beside a phone without parameters", `params: Display_Name_9_: "x", phones: "0026cb000001": params: {}`, "", refused),
	cisco("what no model has, beside a model without parameters", `params: Display_Name_9_: "x", models: SPA504G: params: {}`, "", refused),
	cisco("what no model has, beside a default without parameters", `params: Display_Name_9_: "x", default: params: {}`, "", refused),
	cisco("nobody has parameters", `params: {}, default: params: {}, models: SPA504G: params: {}, users: ann: {password: "1", params: {}}`, ""),
	spectralink("a label that two people share, beside empty parameters", `groups: g: params: {}, users: {ann: {password: "1", params: {}}, Ann: {password: "2", params: {}}}`, "", refused),
	cisco("unresolved params", `params: {Time_Zone: "GMT+01:00"} | {Time_Zone: "GMT+02:00"}`, "", refused),
	cisco("unresolved models", `models: {SPA504G: params: Screen_Saver_Wait: 10} | {SPA504G: params: Screen_Saver_Wait: 20}`, "", refused),
	cisco("unresolved model", `models: SPA504G: {params: Screen_Saver_Wait: 10} | {params: Screen_Saver_Wait: 20}`, "", refused),
	cisco("unresolved access", `access: {Default_Ring__1__: "ro"} | {Default_Ring__1__: "na"}`, "", refused),
	cisco("unresolved default", `default: {params: Station_Name: "A"} | {params: Station_Name: "B"}`, "", refused),
	cisco("unresolved default's params", `default: params: {Station_Name: "A"} | {Station_Name: "B"}`, "", refused),
	cisco("unresolved unlisted", `unlisted: {Shiny: 1} | {Shiny: 2}`, "", refused),
	cisco("unresolved users", `users: {ann: password: "1"} | {ben: password: "1"}`, "", refused),
	cisco("unresolved identities", `phones: "0026cb000001": previous: [{userID: "x", password: "1"} | {userID: "y", password: "1"}]`, "", refused),
	cisco("unresolved phone's params", `phones: "0026cb000001": params: {Station_Name: "A"} | {Station_Name: "B"}`, "", refused),

	// Where the schema closes an arm, CUE chooses another.
	spectralink("closed params of a user", `users: ann: {password: secret: "ann", params: {reg: "2": label: "A", nosuch: 1} | {reg: "2": label: "B"}}`, "", "d users ann reg.2.label = B"),
	spectralink("closed user", `users: ann: {password: "1", params: up: idleTimeout: 7} | {nosuch: 1}`, "", "d users ann up.idleTimeout = 7"),
	spectralink("closed users", `users: {ann: {password: "1", params: up: idleTimeout: 7}} | {ann: nosuch: 1}`, "", "d users ann up.idleTimeout = 7"),
	spectralink("closed params", `params: {up: idleTimeout: 7} | {nosuch: 6}`, "", "d up.idleTimeout = 7"),
	spectralink("closed branch", `params: up: {idleTimeout: 7} | {idletimeout: 6}`, "", "d up.idleTimeout = 7"),
	spectralink("closed phone", `phones: "00907a000003": {params: up: idleTimeout: 7} | {nosuch: 1}`, "", "d phones 00907a000003 up.idleTimeout = 7"),
	spectralink("closed group", `groups: g: {params: up: idleTimeout: 7} | {nosuch: 1}`, "", "d groups g up.idleTimeout = 7"),
	spectralink("closed unlisted", `unlisted: {"up.shiny": 1} | {"up.shiny": [1]}`, "", "d up.shiny = 1"),
	spectralink("closed directories", `directories: {logs: "a"} | {log: "b"}`, "", "d master LOG_FILE_DIRECTORY = a"),
	spectralink("closed password", `users: ann: password: {secret: "a"} | {secrets: "b"}`, "", "d users ann prov.login.localPassword = secret a"),
	spectralink("closed in a hidden struct", `users: ann: _t & {password: "1"}`, `_t: {params: up: idleTimeout: 7} | {nosuch: 1}`, "d users ann up.idleTimeout = 7"),
	spectralink("closed in an embedding", `users: ann: {_t, password: "1"}`, `_t: {params: up: idleTimeout: 7} | {params: up: idletimeout: 7}`, "d users ann up.idleTimeout = 7"),
	spectralink("ranges in structs", `params: up: {idleTimeout: 7} | {idleTimeout: 99999999}`, "", "d up.idleTimeout = 7"),
	spectralink("a default that is closed", `users: ann: *{nosuch: 1} | {password: "1", params: up: idleTimeout: 7}`, "", "d users ann up.idleTimeout = 7"),
	spectralink("a user ID from a choice", `users: {(["ann"] | [5])[0]: password: "1"}`, "", refused),
	cisco("closed params", `params: {Time_Zone: "GMT+01:00"} | {Time_zone: "GMT+02:00"}`, "", "d models SPA504G Time_Zone = GMT+01:00"),
	cisco("closed model", `models: SPA504G: {params: Screen_Saver_Wait: 10} | {nosuch: 1}`, "", "d models SPA504G Screen_Saver_Wait = 10"),
	cisco("closed access", `access: {Default_Ring__1__: "ro"} | {Default_Ring__1__: "xx"}`, "", "d access Default_Ring__1__ = ro"),
	cisco("closed default", `default: {params: Station_Name: "A"} | {nosuch: 1}`, "", "d default Station_Name = A"),
	cisco("closed unlisted", `unlisted: {Shiny: 1} | {Shiny: []}`, ""),
	cisco("closed user", `users: ann: {password: "1"} | {pasword: "1"}`, ""),
	cisco("closed phone", `phones: "0026cb000002": {model: "SPA504G", userID: "b", password: "1"} | {nosuch: 1}`, ""),

	// The schema answers, not what stands in its place.
	spectralink("a guard over the schema", `if (spectralink.#Params & {up: idleTimeout: "bad"}) == _|_ {params: up: idleTimeout: 9}`, "", "d up.idleTimeout = 9"),
	spectralink("a guard over the schema within params", `params: {if (spectralink.#Params & {up: idleTimeout: "bad"}) == _|_ {up: idleTimeout: 9}}`, "", "d up.idleTimeout = 9"),
	spectralink("a guard that fails", `if (spectralink.#Params & {up: idleTimeout: 5}) == _|_ {params: up: idleTimeout: 9}`, ""),
	spectralink("a guard that is not wanted", `params: {if (spectralink.#Params & {up: idleTimeout: "bad"}) != _|_ {up: idleTimeout: 9}}`, ""),
	spectralink("a guard in a list", `users: ann: {password: "1", label: _l, params: reg: "2": label: _l}`, `_l: [if (spectralink.#User & {bogus: 1}) == _|_ {"closed"}, "open"][0]`, "d users ann reg.2.label = closed"),
	spectralink("a guard over a template", `users: ann: {password: "1", params: reg: "2": label: [if (_t & {bogus: 1}) == _|_ {"closed"}, "open"][0]}`, "_t: spectralink.#User", "d users ann reg.2.label = closed"),
	spectralink("a default that nothing sets", `params: up: idleTimeout: *d.params.up.idleTimeout | 33`, "", refused),
	spectralink("a default that another user has", `users: {ann: {password: "1", params: up: idleTimeout: 7}, ben: {password: "1", params: up: idleTimeout: *ann.params.up.idleTimeout | 33}}`, "", "d users ben up.idleTimeout = 7"),
	spectralink("a default that no user has", `users: {ann: password: "1", ben: {password: "1", params: up: idleTimeout: *ann.params.up.idleTimeout | 33}}`, "", refused),
	spectralink("a field that is not there", `params: {if users.ann.params == _|_ {up: idleTimeout: 7}}, users: ann: password: "1"`, "", "d up.idleTimeout = 7"),
	spectralink("a default of the schema", `params: reg: "1": label: d.dialect`, "", "d reg.1.label = spectralink"),
	spectralink("a default of the schema that is overridden", `params: reg: "1": label: d.dialect, dialect: "polycom"`, "", "d reg.1.label = polycom"),
	spectralink("a guard over one's own value", `users: ann: {password: "1", params: up: idleTimeout: 7}, params: {if (users.ann & {label: 5}) == _|_ {up: idleTimeout: 9}}`, "", "d up.idleTimeout = 9"),

	// Scalars of which the schema leaves one.
	spectralink("a number or a text", `params: up: idleTimeout: 60 | "x"`, "", "d up.idleTimeout = 60"),
	spectralink("a default of the wrong kind", `params: up: idleTimeout: *"x" | 60`, "", "d up.idleTimeout = 60"),
	spectralink("a default beyond the range", `params: up: idleTimeout: *9999999 | 60`, "", "d up.idleTimeout = 60"),
	spectralink("null or a text", `params: reg: "1": label: *null | "x"`, "", "d reg.1.label = x"),
	spectralink("true or a text", `params: ptt: pttMode: enable: true | "x"`, "", "d ptt.pttMode.enable = 1"),
	spectralink("a number or a text of a user", `users: ann: {password: "1", params: up: idleTimeout: 60 | "x"}`, "", "d users ann up.idleTimeout = 60"),
	spectralink("a number or a text of a hidden struct", `users: ann: {password: "1", _t}`, `_t: params: up: idleTimeout: 60 | "x"`, "d users ann up.idleTimeout = 60"),
	spectralink("a label of a user", `users: ann: {password: "1", label: *5 | "x"}`, ""),
	cisco("a flag or a text", `params: DND_Setting: true | "x"`, "", "d models SPA504G DND_Setting = Yes"),
	cisco("a default of the wrong kind", `params: Screen_Saver_Wait: *"x" | 60`, "", "d models SPA504G Screen_Saver_Wait = 60"),

	// The schema's definitions within functions and choices.
	spectralink("close", `users: ann: close(spectralink.#User) & {password: "1", params: up: idleTimeout: 7}`, "", "d users ann up.idleTimeout = 7"),
	spectralink("close that nobody uses", "", `#O: close(spectralink.#User)`),
	spectralink("close that refuses", `users: ann: close(spectralink.#User) & {password: "1", nosuch: 7}`, "", refused),
	spectralink("close of a user's own", `users: ann: close({password: "1"}) & {params: up: idleTimeout: 7}`, "", refused),
	spectralink("a choice of definitions", `users: ann: (spectralink.#User | {x: 1}) & {password: "1", params: up: idleTimeout: 7}`, "", "d users ann up.idleTimeout = 7"),
	spectralink("a choice of definitions for the wrong one", `users: ann: (spectralink.#User | {x: 1}) & {x: 1}`, "", refused),
	cisco("close", `users: ann: close(cisco.#User) & {password: "1"}`, ""),
	cisco("a choice of definitions", `users: ann: (cisco.#User | {x: 1}) & {password: "1", params: Display_Name_1_: "A"}`, "", "d users ann Display_Name_1_ = A"),

	// What stays open beside deployments.
	spectralink("a required field", "", "x!: 1", refused),
	spectralink("a required field that is set", "", "x!: 1\nx: 1"),
	spectralink("a required hidden field", "", "_x!: 1", refused),
	spectralink("a required field within", "", "x: y!: 1", refused),
	spectralink("a required definition", "", "#x!: 1", refused),
	spectralink("an optional field", "", "x?: 1"),
	spectralink("a type", "", "x: string", refused),
	spectralink("a hidden type", "", "_x: string"),
	spectralink("a required field of another file", "", "", refused),
	cisco("a required field", "", "x!: 1", refused),

	// Closedness does not depend on a mention elsewhere.
	{name: "a mention elsewhere", files: map[string]string{"a.cue": mention + "_x: spectralink.#Params & {reg: \"2\": label: \"A\"}\n"}},
	{name: "no mention", files: map[string]string{"a.cue": mention}},
	{name: "a mention in another file", files: map[string]string{"a.cue": mention, "b.cue": "package p\n\nimport \"provc.internal/schema/spectralink\"\n\n_x: spectralink.#User & {label: \"A\"}\n"}},
	{name: "a mention of another vendor", files: map[string]string{"a.cue": mention, "b.cue": "package p\n\nimport \"provc.internal/schema/cisco\"\n\n_x: cisco.#User & {label: \"A\"}\n"}},

	// Lengths of the schema's definitions.
	spectralink("the length of a definition", `users: ann: {password: "1", params: reg: "2": label: "n\(len(spectralink.#Params))"}`, "", "d users ann reg.2.label = n0"),
	spectralink("the fields of a definition", `users: ann: {password: "1", params: reg: "2": label: "n\(len([for k, _ in spectralink.#User {k}]))"}`, "", "d users ann reg.2.label = n0"),
	spectralink("the length of a deployment", `params: reg: "1": label: "n\(len(users))", users: {ann: password: "1", ben: password: "2"}`, "", "d reg.1.label = n2"),
	spectralink("the fields of a deployment", `params: reg: "1": label: "n\(len([for k, _ in users.ann {k}]))", users: ann: password: "1"`, "", "d reg.1.label = n1"),
}

const mention = `package p

import "provc.internal/schema/spectralink"

d: spectralink.#Deployment & {
	params: prov: login: {enabled: true, persistent: true}
	#D
}
#D: {}
d: users: cp: {password: secret: "cp", params: reg: "2": label: "B"}
`

func init() {
	for i, e := range evaluations {
		if e.name == "a required field of another file" {
			evaluations[i].files["b.cue"] = "package p\nx!: 1\n"
		}
	}
}

// differs says how what provc built differs from what the table has, which the run
// without -short holds against CUE.
func (e *evaluation) differs(provc outcome) string {
	told := outcome{values: e.want}
	if !e.built {
		told.errors = []string{refused}
	}
	maps.DeleteFunc(provc.values, func(name, _ string) bool { _, ok := e.want[name]; return !ok })
	return compared(e.files, told, provc)
}

// Where only CUE can tell a package's values, what CUE says is built; and what CUE
// calls incomplete is not.
func TestEvaluations(t *testing.T) {
	for _, e := range evaluations {
		vendor := "spectralink "
		if strings.Contains(e.files["a.cue"], ciscoHead) {
			vendor = "cisco "
		}
		t.Run(vendor+e.name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t, e.files)
			if testing.Short() { // under the race detector, CUE takes minutes: only where several of them work
				holds(t, e.differs(compiled(t, compiler.Small(compiler.Options{Dir: dir, Tags: e.tags}))))
				return
			}
			cue := plainCUE(dir, e.tags...)
			if e.built != (len(cue.errors) == 0) {
				t.Fatalf("the table is wrong: CUE says\n%s", cue)
			}
			for name, value := range e.want {
				if cue.values[name] != value {
					t.Fatalf("the table is wrong: CUE has %q for %s\n%s", cue.values[name], name, cue)
				}
			}
			holds(t, compared(e.files, cue, built(t, dir, e.tags...)))
		})
	}
}
