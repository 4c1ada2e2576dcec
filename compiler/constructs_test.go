package compiler_test

import (
	"math/rand/v2"
)

// constructs are the ways to write a deployment of Spectralink's: what people write,
// and what the compiler could get wrong. Most ways agree with each other, so that
// many packages are right.
var constructs = grammar{
	// The deployment, in the file that declares it.
	"head": {
		"d: <vendor>.#Deployment & {\n<common>INSIDE\n}",
		"d: <vendor>.#Deployment & {\n<common>INSIDE\n}",
		"d: {\n\t<vendor>.#Deployment\n<common>INSIDE\n}",
		"d: <vendor>.#Deployment\nd: {\n<common>INSIDE\n}",
		"d: #Site & {\nINSIDE\n}\n#Site: <vendor>.#Deployment & {\n<common>\t...\n}",
		"d: _site & {\nINSIDE\n}\n_site: <vendor>.#Deployment & {\n<common>}",
		"let S<#> = <vendor>.#Deployment\nd: S<#> & {\n<common>INSIDE\n}",
		"d: lib.#Site & {\nINSIDE\n}",
		"d: <vendor>.#Deployment & {\n<common>INSIDE\n} & {\n\t<setting>\n}",
		"\"d\": X<#>={\n\t<vendor>.#Deployment\n<common>INSIDE\n\tparams: <label9> X<#>.<settingname>\n}",
		"d: <vendor>.#Deployment & {\n<common>\t#D\nINSIDE\n}\n#D: {...}",
		"d: <vendor>.#Deployment & {\n<common>\t_D\nINSIDE\n}\n_D: {users: <id>: <entity>}",
	},
	"inside": {
		`users: <id>: {password: "1", params: <params>}`,
		`users: <id>: <entity>`, `users: <id>: <entity>`, `users: <id>: <entity>`, `users: <id>: <entity>`,
		`users: {<id>: <entity>, <id>: <entity>}`,
		`users: "<id>": <entity>`,
		`users: <id>: params: <params>`, `users: <id>: params: <param>`, `users: <id>: label: <text>`,
		`users: {` + "\n\t\t// <id> is on call.\n\t\t" + `<id>: <entity> @note(x)` + "\n\t}",
		`users: [string]: <shared>`, `users: [=~"^a"]: <shared>`, `users: [!="ann"]: <shared>`, `users: [ID<#>=string]: {label: ID<#>}`, `users: [_]: {params: <label7> string | *"p"}`,
		`users: {[=~"^b"]: <shared>, <id>: <entity>}`, `[=~"^users$"]: <id>: label: <text>`,
		`users: {for i in ["eve", "fay"] {(i): {password: "1", params: <label2> i}}}`,
		`users: {for i, n in ["x", "y"] {"u\(i)": {password: "1", params: <label2> n}}}`,
		`users: {for id, x in _table {(id): {password: "1", params: <label3> x.name}}}`,
		`users: {for id, x in _table if x.name == "x" {(id): <shared>}}`,
		`users: {for id in ["ann", "ben"] {"\(id)": <shared>}}`,
		`users: {if <condition> {<id>: <entity>}}`, `if <condition> {users: <id>: <entity>}`, `if <condition> {<inside>}`,
		`for _, x in ["x"] {users: <id>: label: x}`,
		`users: {("an" + "n"): <entity>}`, `users: {"\(_l)nn": <entity>}`,
		`users: X<#>=<id>: {label: "x", params: <label4> X<#>.label}`,
		`users: <id>: X<#>={label: "x", params: <label4> X<#>.label}`,
		`let L<#> = <text>` + "\n\tusers: <id>: label: L<#>",
		`let U<#> = {password: "1"}` + "\n\tusers: <id>: U<#> & <entity>",
		`users: _people`, `users: #People`, `users: _people & {<id>: <entity>}`, `users: {_people, <id>: <entity>}`,
		`_base`, `#Base`, `lib.base`, `{users: <id>: <entity>}`, `_base & {users: <id>: <entity>}`,
		`users: <id>: users.<id>`, `users: <id>: d.users.<id>`, `users: {<id>: <entity>, cid: <id>}`,
		`users: <id>?: <shared>`, `users: <id>!: <shared>`, `users: {...}`, `users: {}`,
		`phones: "<mac>000001": {label: "x", params: <params>}`, `phones: "<mac>000001": <handset>`, `phones: {"<mac>000001": <handset>, "<mac>000002": <handset>}`,
		`phones: [string]: {<layerfield>}`, `phones: {for m in ["<mac>000001", "<mac>000003"] {(m): <handset>}}`,
		`groups: g: {<layerfield>}`, `groups: g: {<layerfield>}` + "\n\t" + `phones: "<mac>000002": group: "g"`, `groups: [_]: {<layerfield>}`,
		`params: <params>`, `params: <param>`, `params: <params>`, `params: <param>`,
		`unlisted: <unlisted>: <number>`, `directories: logs: <text>`, `software: *"sip.ld" | string`, `<choice>: <chosen>`,
		`contacts: [{ct: "1", ln: <text>}]`, `authorizedNumbers: [{value: <text>}]`, `accept?: _|_`,
		`inventory: users: {file: "u.csv", id: "{id}", each: {password: "1", params: <label3> "{name}"}}`,
		`inventory: users: {file: "u.csv", id: "i-{id}", each: _t & {password: "1", params: <timeout> <number>}}`,
	},
	// What stands in other files, or beside the deployment.
	"beside": {
		`d: users: <id>: label: <text>`,
		`d: <inside>`, `d: <inside>`, `d: <inside>`, `d: {<inside>, <inside>}`,
		`d: users: <id>: <entity>`, `d: users: <id>: params: <param>`, `d: {users: {<id>: <entity>}}`,
		`d: users: [string]: <shared>`, `d: users: [=~"n$"]: <shared>`, `d: users: {[_]: <shared>}`,
		`if <condition> {d: users: <id>: label: <text>}`, `for i in ["ann"] {d: users: (i): <shared>}`,
		`"d": users: <id>: <entity>`, `("d"): users: <id>: label: <text>`, `"\("d")": users: <id>: label: <text>`, `[=~"^d$"]: users: [string]: label: *"x" | string`,
		`n<#>: len(d.users)`, `n<#>: d.users.<id>.label`, `n<#>: [for id, _ in d.users {id}]`, `n<#>: *d.params.nosuch | 5`,
		`_n<#>: d.users.<id> & {label: <text>}`, `_n<#>: <text>`, `_n<#>: <entity>`, `_n<#>: <vendor>.#Params & {<label2> "A"}`, `_n<#>: <vendor>.#User & {nosuch: 1}`,
		`#n<#>: <entity>`, `_n<#>: close({a: 1})`, `n<#>?: int`, `n<#>!: 1`, `n<#>: string`, `_n<#>: int`, `_n<#>?: _|_`, `n<#>: {a: 1} | {b: 1}`, `n<#>: *{a: 1} | {b: 1}`, `n<#>: {a!: int}`,
		`e: <vendor>.#Deployment & {folder: "e", <inline>, users: <id>: <entity>}`,
		`e: <vendor>.#Deployment & {folder: "e", <inline>, users: d.users}`,
		`let d<#> = d` + "\n" + `n<#>: d<#>.users.<id>.password`,
		`_t: {<field>}`, `_u: {<field>}`, `#T: {<field>}`, `_people: <id>: <entity>`,
	},
	"experiment": {
		`d: users: <id>: {label: "x", params: <label4> "\(self.label)"}`,
		`d: users~U<#>: <id>: label: "x"`,
		`d: users: <id>~U<#>: {label: "x", params: <label5> U<#>.label}`,
		`d: users: [string]~(K<#>, V<#>): {label: K<#>}`,
		`d: users: <id>: #T... & {label: "x"}`,
		`d: users: <id>: {try {label: _t.label?}}`,
		`d: users: <id>: {label: self.name}`,
	},
	// Users and handsets.
	"entity": {
		`{password: "1"}`,
		`{password: "1", <field>}`, `{password: "1", <field>, <field>}`, `{<field>, password: "1"}`, `{password: secret: "a", <field>}`, `{<field>}`,
		`_t & {<field>}`, `{_t, <field>}`, `#T & {<field>}`, `{#T, <field>}`, `_u & _t & {<field>}`, `{_u, _t, password: "1"}`, `_t`, `#T`, `#N`, `#O & {<field>}`,
		`#N & {<field>}`, `#N & {password: "1", <field>}`, `{#N, <field>}`, `#N & #T & {<field>}`, `_n & {<field>}`,
		`<vendor>.#User & {password: "1", <field>}`, `{<vendor>.#User, password: "1", <field>}`, `close(<vendor>.#User) & {password: "1", <field>}`, `(<vendor>.#User | {x: 1}) & {password: "1", <field>}`,
		`{password: "1"} & {<field>}`, `{{password: "1"}, <field>}`, `close({password: "1", <field>})`, `{password: "1", <field>, ...}`, `and([_t, {<field>}])`,
		`{password: "1", <field>} | {nosuch: 1}`, `*{nosuch: 1} | {password: "1", <field>}`, `*{password: "1", <field>} | {password: "2", <field>}`, `{password: "1"} | {password: "2"}`, `({label: "x"} | {label: "y"}) & {password: "1", label: "x"}`,
		`(_t | {nosuch: 1}) & {<field>}`, `({label: "q", params: <timeout> 5} | _t) & {password: "1"}`,
		`lib.clerk & {<field>}`, `lib.#Clerk & {<field>}`, `lib.#Own & {<field>}`, `{lib.clerk, <field>}`,
		`{if <condition> {<field>}, password: "1"}`, `{for k, v in {label: "x"} {(k): v}, password: "1"}`, `[for x in ["x"] {label: x, password: "1"}][0]`, `[if <condition> {password: "1"}, {password: "2"}][0]`,
		`{_, password: "1", <field>}`, `_ & {password: "1", <field>}`, `{password: "1", _h: <text>, params: <label6> _h}`, `_made & {_name: <text>}`, `{_made, _name: <text>}`,
	},
	"shared":  {`label: string`, `{<field>}`, `{params: <params>}`, `_t`, `{params: <label5> "p"}`, `label: *"x" | string`, `#N`, `_u & {<field>}`, `password: _`, `{password!: _, ...}`},
	"handset": {`{label: "x", params: <timeout> 60}`, `{<layerfield>}`, `{<layerfield>, <layerfield>}`, `_h & {<layerfield>}`, `{_h}`, `#H & {<layerfield>}`, `<vendor>.#Phone & {<layerfield>}`, `{<layerfield>} | {nosuch: 1}`, `_h`, `{params: <params>} & {<layerfield>}`},
	"field": {
		`label: "x"`, `label: <text>`, `label: <text>`, `params: <params>`, `params: <params>`, `params: <param>`, `params: <param>`, `"label": <text>`, `label: <text> @note(x)`, `unlisted: <unlisted>: <number>`,
		`label?: string`, `label: string`, `label!: string`, `_h<#>: <text>`, `_h<#>: string`, `#h<#>: <text>`, `_b<#>?: _|_`, `password: _`, `"pass\("word")": "1"`, `("la" + "bel"): <text>`,
		`let M<#> = <text>, label: M<#>`, `if <condition> {<field>}`, `for x in ["x"] {label: x}`, `contacts: [{ct: "1", ln: <text>}]`, `params: {}`, `params?: {...}`, `...`, `[string]: _`, `[=~"^lab"]: string`, `nosuch: 1`, `directory: "people"`,
		`params: <label8> label, label: <text>`, `_u`, `X<#>=label: <text>, _x<#>: X<#>`, `label: *"x" | _`,
	},
	"layerfield": {`label: "x"`, `label: <text>`, `params: <params>`, `params: <param>`, `<setting>`, `unlisted: <unlisted>: <number>`, `if <condition> {label: <text>}`, `params: {_p, <param>}`, `params: {<param>} | {nosuch: 1}`, `label?: string`},
	"params": {
		`{<param>}`, `{<param>, <param>}`, `{<param>}`, `{<param>, <param>}`, `_p`, `_p & {<param>}`, `{_p, <param>}`, `#P & {<param>}`, `{#P, <param>}`, `#Q & {<param>}`, `<vendor>.#Params & {<param>}`, `{<vendor>.#Params, <param>}`, `lib.params`,
		`close({<param>})`, `{<param>} | {nosuch: 1}`, `{<param>} | {up: idletimeout: 5}`, `*{<param>} | {<param>}`, `{<param>} | {<param>}`, `{if <condition> {<param>}}`, `{for i in ["1", "2"] {reg: (i): label: "x"}}`, `{for i, n in ["x"] {reg: "\(i+1)": label: n}}`, `{<param>, ...}`, `{<param>} & {<param>}`,
		`{let V<#> = <number>, up: idleTimeout: V<#>}`, `{reg: {[string]: label: "x", "1": {}}}`, `{reg: _lines}`, `{[=~"^up$"]: idleTimeout: 60}`, `{up?: idleTimeout: 61, <param>}`, `{up?: _, <param>}`,
	},
	"param": {
		`up: idleTimeout: <number>`, `up: idleTimeout: <number>`, `<label1> <text>`, `reg: "2": {label: <text>, address: <text>}`, `reg: "2": address: <text>`, `reg: "1": <registration>`, `reg: {"1": <registration>}`,
		`ptt: displayName: <text>`, `call: callWaiting: enable: <boolean>`, `up: {idleTimeout: <number>, backlight: onIntensity: 2}`, `tcpIpApp: sntp: gmtOffset: <number>`, `"up": "idleTimeout": <number>`, `up: idletimeout: 60`, `up: {}`, `nosuch: 1`, `ptt: pttMode: enable: <boolean>`,
		`reg: "1": server: "1": {address: <text>, port: <number>}`,
	},
	"registration": {`{label: <text>}`, `label: <text>`, `_line`, `{_line, label: <text>}`, `_line & {address: <text>}`, `#Line & {address: <text>}`, `{label: <text>, address?: string}`, `{label: <text>} | {lable: "x"}`},
	// Values.
	"number": {
		`60`, `60`, `60`, `60`, `61`, `50 + 10`, `*60 | 61`, `*60 | int`, `60 | "x"`, `*"x" | 60`, `*99999999 | 60`, `60 & >50`, `>=60 & <=60`, `number & 60`, `_number`, `lib.number`, `[60, 61][0]`, `[if <condition> {60}, 61][0]`, `len("<id>") * 20`, `len(d.users) * 20`,
		`*d.params.<timeoutname> | 60`, `*d.users.<id>.params.<timeoutname> | 60`, `d.params.<timeoutname>`, `div(121, 2)`, `0x3c`, `6_0`, `60.0`, `"60"`, `60 | 61`, `int`, `99999999`, `null`, `-60`, `_table.ann.number`, `{60}`, `*null | 60`, `int | *60`, `(*60 | 61) & 61`, `1M`,
	},
	"text": {
		`"x"`, `"x"`, `"x"`, `"x"`, `"y"`, `"\("x")"`, `_l`, `"\(_l)"`, `"x" + ""`, `*"x" | "y"`, `*"x" | string`, `"x" & string`, `_table.ann.name`, `lib.label`, `#"x"#`, `"""` + "\n\t\tx\n\t\t" + `"""`, `_tag`, `[if <condition> {"x"}, "y"][0]`, `strings.ToLower("X")`,
		`d.users.<id>.label`, `users.<id>.label`, `*d.users.<id>.label | "x"`, `*d.users.<id>.nosuch | "x"`, `"n\(len(d.users))"`, `"n\(len(<vendor>.#Params))"`, `"\(d.params.<timeoutname>)"`, `d.<choice>`, `d.<settingname>`, `null | "x"`, `*5 | "x"`, `"x" | "y"`, `"x" | {a: 1}`, `string`, `'x'`, `=~"^x"`, `"\u0078"`, `"x\n"`, `""`, `60`,
		`"n\(len([for k, _ in d.users.ann {k}]))"`, `"x" | *_|_`, `_|_`, `(*"y" | "x") & "x"`, `*_l | string`, `[for k, _ in d.users {k}][0]`,
	},
	"boolean": {`true`, `true`, `true`, `false`, `!false`, `true | "x"`, `*"x" | true`, `_flag`, `1 < 2`, `*true | bool`, `bool`, `true & bool`, `<condition>`},
	"condition": {
		`true`, `true`, `true`, `false`, `_flag`, `!_flag`, `_l == "x"`, `len(d.users) > 1`, `d.users.<id>.label != _|_`, `d.users.<id>.params == _|_`, `_t.label != _|_`, `d.<choice> == <chosen>`, `d.params.<timeoutname> > 5`, `d.phones == _|_`,
		`(<vendor>.#User & {bogus: 1}) == _|_`, `(<vendor>.#Params & {<timeout> "bad"}) == _|_`, `(<vendor>.#Params & {<timeout> 5}) != _|_`, `(_t & {label: 5}) == _|_`, `(#N & {nosuch: 1}) == _|_`, `(d.users.<id> & {label: 5}) == _|_`,
	},
	"library": {library},

	// A user who has nothing else is given something.
	"given ann": {`users: ann: params: <label9> "x"`},
	"given ben": {`users: ben: params: <label9> "x"`},
	"given cid": {`users: cid: params: <label9> "x"`},
	"given dee": {`users: dee: params: <label9> "x"`},
	"given eve": {`users: eve: params: <label9> "x"`},
	"given fay": {`users: fay: params: <label9> "x"`},
	"given gus": {`users: gus: params: <label9> "x"`},

	// What Cisco's have otherwise (ciscoConstructs).
	"vendor":      {`spectralink`},
	"common":      {"\tprofiles: directory: \"people\"\n\tparams: prov: {login: {enabled: true, required: true, persistent: true, automaticLogout: 30}, polling: enabled: true}\n"},
	"inline":      {`profiles: directory: "people", params: prov: login: {enabled: true, persistent: true}`},
	"label1":      {`reg: "1": label:`},
	"label2":      {`reg: "2": label:`},
	"label3":      {`reg: "3": label:`},
	"label4":      {`reg: "4": label:`},
	"label5":      {`reg: "5": label:`},
	"label6":      {`reg: "6": label:`},
	"label7":      {`reg: "7": label:`},
	"label8":      {`reg: "8": label:`},
	"label9":      {`reg: "9": label:`},
	"timeout":     {`up: idleTimeout:`},
	"timeoutname": {`up.idleTimeout`},
	"minor":       {`up: backlight: onIntensity:`},
	"setting":     {`profiles: directory: "people"`},
	"settingname": {`profiles.directory`},
	"choice":      {`dialect`},
	"chosen":      {`"spectralink"`},
	"unlisted":    {`"up.shiny"`},
	"mac":         {`00907a`},
	"id":          {`ann`, `ann`, `ben`, `cid`, `dee`},

	// What the above refers to; each is there once.
	"t":      {`_t: label: "x"`, `_t: {password: "1", params: <label1> "x"}`, `_t: {<field>}`, `_t: _u & {<field>}`, `_t: {_u, <field>}`, `_t: params: <params>`, `_t: {label: string, ...}`},
	"u":      {`_u: label: "x"`, `_u: params: {}`, `_u: {<field>}`, `_u: {params: {_p}}`, `_u: label: string`, `_u: {params: <params>} & {<field>}`},
	"tt":     {`#T: {password: _, label?: string, params?: {...}}`, `#T: {password!: string, params?: _, label: *"x" | string}`, `#T: {_t, password?: _, ...}`, `#T: {password: _, label?: string}` + "\n" + `#T: params?: {...}`, `#T: {password: "1", <field>}`, `#T: {password?: _, params: {<param>, ...}}`, `#T: <vendor>.#User`},
	"nn":     {`#N: <vendor>.#User & {params: <minor> 2}`, `#N: {<vendor>.#User, params: <minor> 2}`, `#N: <vendor>.#User & {<field>}`, `#N: #O & {<field>}`, `let S = <vendor>.#User` + "\n" + `#N: S & {<field>}`, `#N: <vendor>.#User & ({label: "x"} | *{label: "x"})`, "#N: <vendor>.#User\n#N: {<field>}", `#N: {if true {<vendor>.#User}, <field>}`, `#N: and([<vendor>.#User, {label: "x"}])`, `#N: <vendor>.#User & {params: #P}`},
	"oo":     {`#O: <vendor>.#User & {label: string}`, `#O: {<vendor>.#User}`, `#O: <vendor>.#User & {<field>}`},
	"p":      {`_p: <minor> 2`, `_p: {<param>}`, `_p: {<param>, <param>}`, `_p: {reg: "1": _line}`, `_p: <vendor>.#Params & {<param>}`, `_p: {<timeout> int}`},
	"pp":     {`#P: {<timeout> int | *60, reg?: {...}, ...}`, `#P: <vendor>.#Params & {<param>}`, `#P: {up?: {...}, reg?: _, ptt?: _, call?: _, tcpIpApp?: _}`, `#P: {up: idleTimeout?: number, reg?: {...}}`},
	"made":   {`_made: {_name: string, label: _name, password: "1", params: <label1> "\(_name)"}`, `_made: {_name: *"x" | string, label: _name, password: "1", params: <timeout> 40 + 20}`},
	"other":  {`_n: <vendor>.#User & {<field>}`, `_n: {<vendor>.#User, <field>}`, `_n: #N`},
	"people": {`_people: ben: password: "1"`, `_people: {ben: <entity>, fay: <entity>}`, `_people: [string]: <shared>`},
	"all":    {`#People: {[string]: {password: _, ...}}`, `#People: {ann?: _, ben?: _, ...}`, `#People: [ID=_]: <vendor>.#User & {label: *ID | string}`, `#People: {[_]: #T}`},
	"base":   {`_base: params: <timeout> 60`, `_base: {<inside>}`, `_base: users: <id>: label: "x"`, `_base: users: [string]: label: *"x" | string`},
	"bb":     {`#Base: {...}`, `#Base: {users?: [string]: {...}, ...}`, `#Base: {params: {<timeout> 60, ...}, ...}`, `#Base: params: <timeout> 60`},
	"h":      {`_h: label: "x"`, `_h: {<layerfield>}`},
	"hh":     {`#H: {label?: string, params?: {...}, ...}`, `#H: <vendor>.#Phone & {<layerfield>}`, `#H: {<vendor>.#Layer, label?: string}`},
	"q":      {`#Q: <vendor>.#Params & {<minor> *2 | int}`, `#Q: {<vendor>.#Params, <param>}`},
	"line":   {`_line: label: "x"`, `_line: {address: <text>}`, `_line: {label: string, address?: string}`},
	"ll":     {`#Line: {label: *"x" | string, address?: string}`, `#Line: {label?: string, ...}`},
	"lines":  {`_lines: "1": label: "x"`, `_lines: {"1": {label: "x"}} | {"1": {label: "x"}, nosuch: 1}`, `_lines: {[string]: label: "x", "1": _, "2": _}`},
	"values": {"_l: \"x\"\n_number: 60\n_flag: true\n_table: {ann: {name: \"x\", number: 60}, gus: {name: \"y\", number: 60}}\n_tag: *\"x\" | string @tag(who)", "_l: *\"x\" | string\n_number: int | *60\n_flag: *true | bool\n_table: [string]: number: *60 | int\n_table: {ann: name: \"x\", gus: name: \"y\"}\n_tag: string | *\"x\" @tag(who,short=x|y)"},
	"embed":  {`_e: _ @embed(file=e.json)`, `d: users: _ @embed(file=e.json)`, `_people: _ @embed(file=e.json)`, `_e: _ @embed(file=e.json)` + "\n" + `d: users: eva: _e.eva`, `d: users: eva: {password: "1", label: _x}, _x: _ @embed(file=x.txt, type=text)`},
}

// library is the package that others import.
const library = `package lib

import "provc.internal/schema/<vendor>"

label:  "x"
number: 60
clerk: {label: "x", params: <label1> "x"}
params: <timeout> 60
base: users: [string]: label: *"x" | string
#Clerk: <vendor>.#User & {params: <minor> *2 | int}
#Own: {password: _, label?: string, params?: {...}}
#Site: <vendor>.#Deployment & {
<common>	...
}
`

// referred are the kinds of which each package has one.
var referred = []string{"t", "u", "tt", "nn", "oo", "p", "pp", "q", "made", "other", "people", "all", "base", "bb", "h", "hh", "line", "ll", "lines", "values"}

// random makes the package of a seed.
func random(seed uint64) *sample {
	rng := rand.New(rand.NewPCG(seed, 11))
	w := &writer{grammar: constructs, rng: rng}
	if seed%4 == 3 {
		w.grammar = ciscoConstructs
	}
	s := &sample{writer: w, vendor: w.grammar["vendor"][0], support: map[string]string{
		"lib/lib.cue": w.phrase("library", 0).text(w.grammar), "e.json": `{"eva": {"password": "1", "label": "x"}}`, "x.txt": "x", "u.csv": "id,name\nida,x\njo,y\n",
	}}
	add := func(file, place, kind string) {
		s.lines = append(s.lines, line{file, place, w.phrase(kind, 1+rng.IntN(4))})
	}
	add("a.cue", "head", "head")
	for range 1 + rng.IntN(5) {
		add("a.cue", "inside", "inside")
	}
	for range rng.IntN(2) {
		add("a.cue", "beside", "beside")
	}
	for range rng.IntN(3) {
		add("b.cue", "beside", "beside")
	}
	for _, kind := range referred {
		add([]string{"a.cue", "b.cue"}[rng.IntN(2)], "beside", kind)
	}
	switch rng.IntN(8) {
	case 0:
		add("c.cue", "beside", "beside")
		s.tags = [][]string{nil, {"night"}, {"night", "who=y"}}[rng.IntN(3)]
	case 1:
		add("e.cue", "beside", "embed")
	case 2:
		add("f.cue", "beside", "experiment")
	case 3:
		s.tags = []string{"who=y"}
	}
	return s
}
